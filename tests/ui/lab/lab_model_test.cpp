// The laboratory without its widgets: settings, curves, contours, undo, live values, presets.
#include "ui/lab/lab_model.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "base/resources.h"
#include "bound/rollout_length.h"
#include "ui/lab/formula.h"
#include "ui/lab/lab_preset.h"
#include "ui/lab/live_follower.h"
#include "ui/lab/phase_map.h"

using lab::BestLength;
using lab::LabModel;
using lab::LabSetting;
using lab::Quantity;
using lab::Theorem;

namespace {

// ε_m′ = 0.1 + 0.5 · 0.2 = 0.2; 1 − γ = ½.
LabSetting handWorked(Theorem theorem) {
  return {.discount = 0.5, .r_max = 1, .eps_m = 0.1, .eps_pi = 0.2, .slope = 0.5, .k = 1, .theorem = theorem};
}

lab::LiveReading someReading() {
  return {.known = true,
          .missing = {},
          .run = QStringLiteral("run"),
          .discount = 0.99,
          .r_max = 3,
          .eps_m = 0.3,
          .eps_pi = 0.4,
          .slope = 0.05,
          .k = 7,
          .origins = QStringLiteral("estimated"),
          .real_steps = 1000};
}

}  // namespace

class LabModelTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void penaltiesAreTheHandWorkedOnes() {
    // 2 [γ² ε_π/(1−γ)² + γ ε_π/(1−γ) + 2 ε_π/(1−γ) + k ε_m′/(1−γ)] = 2 [0.2 + 0.2 + 0.8 + 0.4]
    QCOMPARE(lab::calcPenalty(handWorked(Theorem::theorem_4_3), 1).calcTotal(), 3.2);
    QCOMPARE(lab::calcPenalty(handWorked(Theorem::theorem_4_3_published), 1).calcTotal(), 1.6);  // without the 0.8
    QCOMPARE(lab::calcPenalty(handWorked(Theorem::theorem_4_2), 1).calcTotal(), 4.4);  // 2 [0.2+0.2+0.8+0.2+0.8]
    QCOMPARE(lab::calcPenalty(handWorked(Theorem::theorem_4_1), 1).calcTotal(), 3.6);  // (0.1+0.4)/0.25 + 0.8/0.5
    // The nearest wrong reading, ε_m in place of ε_m′, would give 2.8.
    QVERIFY(std::abs(lab::calcPenalty(handWorked(Theorem::theorem_4_3), 1).calcTotal() - 2.8) > 0.1);
  }

  void termsOfACurveAddUpToItsTotal() {
    for (const Theorem theorem : lab::kTheorems) {
      const lab::LabCurve curve = lab::calcLabCurve(handWorked(theorem), 30);
      QCOMPARE(curve.longest(), 30);
      for (std::size_t k = 0; k <= 30; ++k) {
        double sum = 0;
        for (const auto& term : curve.terms) sum += term[k];
        QVERIFY(std::abs(sum - curve.totals[k]) < 1e-12);
      }
    }
  }

  // Round numbers would make ties, which rounding decides in the sums.
  void kStarIsTheBruteForceArgmin() {
    int interior = 0;
    for (const double gamma : {0.0, 0.5, 0.9, 0.95, 0.99}) {
      for (const double eps_m : {0.0013, 0.021, 0.11, 0.53}) {
        for (const double eps_pi : {0.0, 0.0117, 0.0971, 0.713, 1.0}) {
          for (const double slope : {0.0, 0.047, 0.39, 1.51}) {
            LabSetting setting{gamma, 2, eps_m, eps_pi, slope, 3, Theorem::theorem_4_3};
            const BestLength best = lab::calcBestLength(setting);
            QCOMPARE(best.kind, BestLength::Kind::finite);
            QCOMPARE(best.k, bound::searchOptimalRolloutLength(lab::boundSetting(setting), lab::calcEpsMPrime(setting),
                                                               eps_pi, 1500));
            const auto totals = lab::calcLabCurve(setting, 1500).totals;
            QCOMPARE(best.k, std::ranges::min_element(totals) - totals.begin());
            setting.theorem = Theorem::theorem_4_3_published;
            QCOMPARE(lab::calcBestLength(setting), best);
            interior += best.k > 1 ? 1 : 0;
          }
        }
      }
    }
    QVERIFY(interior > 50);
  }

  void theoremsWithoutAFiniteChoiceSaySo() {
    QCOMPARE(lab::calcBestLength(handWorked(Theorem::theorem_4_1)).kind, BestLength::Kind::none);
    QCOMPARE(lab::calcBestLength(handWorked(Theorem::theorem_4_2)), (BestLength{BestLength::Kind::finite, 0}));
    LabSetting perfect = handWorked(Theorem::theorem_4_3);
    perfect.eps_m = perfect.slope = 0;
    QCOMPARE(lab::calcBestLength(perfect).kind, BestLength::Kind::unbounded);
  }

  void kStarChangesOnThePhaseContoursAndNowhereNear() {
    for (const double gamma : {0.5, 0.95, 0.99}) {
      for (const double slope : {0.0, 0.2, 0.7}) {
        const auto contours = lab::calcPhaseContours(gamma, slope, 0.02, 4);
        QVERIFY(!contours.empty());
        for (const auto& contour : contours) {
          const double eps_pi = 0.4;
          LabSetting setting{gamma, 1, contour.ratio * eps_pi * (1 - 1e-9), eps_pi, slope, 0, Theorem::theorem_4_3};
          QVERIFY(lab::calcKStar(setting).k >= contour.length);
          setting.eps_m = contour.ratio * eps_pi * (1 + 1e-9);
          QVERIFY(lab::calcKStar(setting).k < contour.length);
        }
      }
    }
    QVERIFY(lab::calcPhaseContours(0.95, 1, 0.02, 4).empty());               // ε_m′ ≥ ε_π everywhere
    QCOMPARE(lab::calcPhaseContours(0, 0, 0.02, 4).size(), std::size_t{1});  // k* is 0 or 1
  }

  void sliderScalesAreInvertedAndReachTheirEnds() {
    for (const Quantity quantity : lab::kQuantities) {
      const auto& scale = lab::quantityInfo(quantity).scale;
      QCOMPARE(scale.value(0), scale.minimum);
      QCOMPARE(scale.value(1), scale.maximum);
      double last = -1;
      for (double p = 0; p <= 1.0001; p += 0.05) {
        const double value = scale.value(p);
        QVERIFY(value >= last);
        last = value;
        QVERIFY(std::abs(scale.value(scale.place(value)) - value) <= 0.006 * std::max(value, 1e-4));
      }
    }
    QCOMPARE(lab::quantityInfo(Quantity::discount).scale.value(2.0 / 3), 0.99);
  }

  void valuesOutOfRangeAreBroughtIn() {
    const LabSetting setting;
    QCOMPARE(lab::withValue(setting, Quantity::eps_m, 3).eps_m, 1.0);
    QCOMPARE(lab::withValue(setting, Quantity::k, -4).k, 0);
    QCOMPARE(lab::withValue(setting, Quantity::discount, 1).discount, 0.999);
    QCOMPARE(lab::withValue(setting, Quantity::slope, std::nan("")), setting);
  }

  void anEditIsUndoneAndADragIsOneStep() {
    QUndoStack undo;
    LabModel model(&undo);
    const LabSetting before = model.setting();
    model.beginGesture();
    for (int k = 6; k <= 12; ++k) model.edit(Quantity::k, k);
    model.endGesture();
    QCOMPARE(undo.count(), 1);
    model.edit(Quantity::eps_m, 0.5);
    model.edit(Quantity::eps_m, 0.6);
    QCOMPARE(undo.count(), 3);
    QCOMPARE(model.setting().eps_m, 0.6);
    undo.undo();
    undo.undo();
    QCOMPARE(model.setting().eps_m, before.eps_m);
    QCOMPARE(model.setting().k, 12);
    undo.undo();
    QCOMPARE(model.setting(), before);
    undo.redo();
    QCOMPARE(model.setting().k, 12);
  }

  void theChartReachesBeyondEverythingThatItHasToShow() {
    QCOMPARE(lab::chooseLongest(5), 20);
    QCOMPARE(lab::chooseLongest(18), 50);
    QCOMPARE(lab::chooseLongest(500), 1000);
    LabModel model;
    model.edit(Quantity::k, 300);
    QVERIFY(model.curve().longest() >= 300);
    model.beginGesture();
    const auto wide = model.curve().longest();
    model.edit(Quantity::k, 1);
    QCOMPARE(model.curve().longest(), wide);  // it does not draw in under the hand
    model.endGesture();
    QVERIFY(model.curve().longest() < wide);
  }

  void liveValuesAreFollowedAndMineComeBack() {
    LabModel model;
    const LabSetting mine = model.setting();
    model.setSource(LabModel::Source::live);  // nothing to follow yet
    QCOMPARE(model.source(), LabModel::Source::mine);
    model.follow(someReading(), {{1000, 0.4, 0.3}});
    QCOMPARE(model.setting(), mine);
    model.setSource(LabModel::Source::live);
    QCOMPARE(model.setting().eps_m, 0.3);
    QCOMPARE(model.setting().k, 7);
    QCOMPARE(model.setting().discount, 0.99);
    lab::LiveReading next = someReading();
    next.eps_m = 0.2;
    model.follow(next, {});
    QCOMPARE(model.setting().eps_m, 0.2);
    model.chooseTheorem(Theorem::theorem_4_2);  // a way of looking, not a value
    QCOMPARE(model.source(), LabModel::Source::live);
    model.setSource(LabModel::Source::mine);
    LabSetting expected = mine;
    expected.theorem = Theorem::theorem_4_2;
    QCOMPARE(model.setting(), expected);
  }

  void anEditTakesTheLiveValuesOver() {
    LabModel model;
    model.follow(someReading(), {});
    model.setSource(LabModel::Source::live);
    model.edit(Quantity::eps_pi, 0.9);
    QCOMPARE(model.source(), LabModel::Source::mine);
    QCOMPARE(model.setting().eps_m, 0.3);
    QCOMPARE(model.setting().eps_pi, 0.9);
  }

  void aRunThatGoesAwayIsNoLongerFollowed() {
    LabModel model;
    const LabSetting mine = model.setting();
    model.follow(someReading(), {});
    model.setSource(LabModel::Source::live);
    model.follow({}, {});
    QCOMPARE(model.source(), LabModel::Source::mine);
    QCOMPARE(model.setting(), mine);
  }

  void eachModelErrorIsJoinedWithTheShiftKnownByThen() {
    const auto at = [](double step, double value) { return run::Point{step, 0, 0, value}; };
    const auto trail = lab::joinTrail({at(10, 0.5), at(20, 0.4), at(30, 0.3)}, {at(15, 0.1), at(20, 0.2), at(40, 0.9)});
    QCOMPARE(trail, (lab::Trail{{20, 0.2, 0.4}, {30, 0.2, 0.3}}));
  }

  void pinsKeepASettingAndItsCurve() {
    LabModel model;
    const LabSetting first = model.setting();
    model.togglePin(1);
    model.edit(Quantity::eps_m, 0.9);
    QCOMPARE(*model.pin(1), first);
    QCOMPARE(model.pinCurve(1).longest(), model.curve().longest());
    QCOMPARE(model.facts()[QStringLiteral("pins")], 1.0);
    model.togglePin(1);
    QVERIFY(!model.pin(1));
  }

  void aFormulaHoldsEveryTermAndItsSum() {
    for (const Theorem theorem : lab::kTheorems) {
      const LabSetting setting = handWorked(theorem);
      const lab::Formula formula = lab::makeFormula(setting, lab::Typesetter(QFont()));
      const auto penalty = lab::calcPenalty(setting, setting.k);
      QCOMPARE(formula.terms.size(), penalty.terms.size());
      QCOMPARE(formula.total, penalty.calcTotal());
      for (const auto& term : formula.terms) QVERIFY(term.symbols.width > 0 && term.numbers.width > 0);
    }
  }

  void numbersStandInTheFormula() {
    const lab::Formula formula = lab::makeFormula(handWorked(Theorem::theorem_4_3), lab::Typesetter(QFont()));
    QString numbers;
    for (const auto& run : formula.terms.back().numbers.glyphs) numbers += run.text;
    QCOMPARE(numbers, QStringLiteral("1 · 0.20.5"));  // k · ε_m′ over 1 − γ
  }

  void bundledPresetsCoverTheirNames() {
    const auto presets = lab::readLabPresets(base::resourceFile("lab/presets.json"));
    QVERIFY(presets.size() >= 6);
    QCOMPARE(presets.front().setting, LabSetting{});  // what the page begins with
    const auto named = [&](const QString& name) {
      const auto found = std::ranges::find(presets, name, &lab::LabPreset::name);
      return found == presets.end() ? LabSetting{} : found->setting;
    };
    QCOMPARE(lab::calcKStar(named(QStringLiteral("Perfect model"))).kind, BestLength::Kind::unbounded);
    QCOMPARE(lab::calcKStar(named(QStringLiteral("Poor model"))).k, 0);
    const LabSetting informative = named(QStringLiteral("Informative"));
    QVERIFY(lab::calcPenalty(informative, informative.k).calcTotal() <
            2 * informative.r_max / (1 - informative.discount));
  }

  void aDamagedPresetIsNamedWithItsPlace() {
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("presets.json")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"([{"name": "x", "note": "y", "values": {"gamma": 2}}])");
    file.close();
    try {
      lab::readLabPresets(file.fileName().toStdString());
      QFAIL("accepted");
    } catch (const base::Error& error) {
      const QString said = QString::fromStdString(error.what());
      QVERIFY2(said.contains(QStringLiteral("preset 1")) && said.contains(QStringLiteral("gamma")), qPrintable(said));
    }
  }
};

QTEST_MAIN(LabModelTest)
#include "lab_model_test.moc"
