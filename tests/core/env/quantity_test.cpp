#include "env/quantity.h"

#include <mujoco/mujoco.h>

#include "env/mujoco_model.h"
#include "env/task_info.h"
#include "reference.h"

namespace {

std::vector<double> read(const mjModel& model, const mjData& data, const char* text) {
  env::Quantity quantity = env::parseQuantity(text, "test");
  env::bindQuantity(quantity, model, "test");
  std::vector<double> values(static_cast<std::size_t>(quantity.size()));
  env::evaluate(quantity, model, data, values);
  return values;
}

}  // namespace

class QuantityTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    model_ = env::loadModel(env::modelPath("reacher"));
    data_ = env::makeData(*model_);
    const double qpos[] = {std::numbers::pi / 2, -std::numbers::pi / 2, 0.05, 0.02};
    std::copy_n(qpos, 4, data_->qpos);
    data_->qvel[1] = 3;
    mj_forward(model_.get(), data_.get());
  }

  void slicesAreHalfOpenAndCountFromZero() {
    QCOMPARE(read(*model_, *data_, "qpos[2:4]"), (std::vector<double>{0.05, 0.02}));
    QCOMPARE(read(*model_, *data_, "qpos[2:]"), (std::vector<double>{0.05, 0.02}));
    QCOMPARE(read(*model_, *data_, "qpos[ 3 ]"), std::vector<double>{0.02});
    QCOMPARE(read(*model_, *data_, "qvel[:2]"), (std::vector<double>{0, 3}));
    QCOMPARE(read(*model_, *data_, "qvel[:]").size(), std::size_t{4});
    QCOMPARE(read(*model_, *data_, "sin(qpos[:2])"), (std::vector<double>{1, -1}));
  }

  /// First link up the y axis (0.1 m), elbow back by 90°: fingertip 0.11 m along x from (0, 0.1).
  void placesAreInTheWorld() {
    const std::vector<double> tip = read(*model_, *data_, "body(fingertip)");
    QVERIFY(std::abs(tip[0] - 0.11) < 1e-12 && std::abs(tip[1] - 0.1) < 1e-12 && std::abs(tip[2] - 0.01) < 1e-12);
    const std::vector<double> offset = read(*model_, *data_, "body(fingertip) - body(target)");
    QVERIFY(std::abs(offset[0] - 0.06) < 1e-12 && std::abs(offset[1] - 0.08) < 1e-12);
    QCOMPARE(read(*model_, *data_, "(body(fingertip) - body(target)).y"), std::vector<double>{offset[1]});
    QCOMPARE(read(*model_, *data_, "body(fingertip).x"), std::vector<double>{tip[0]});
  }

  void theMassCentreWeighsEveryBody() {
    double weighted = 0, total = 0;
    for (int body = 1; body < model_->nbody; ++body) {
      weighted += model_->body_mass[body] * data_->xipos[3 * body];
      total += model_->body_mass[body];
    }
    QCOMPARE(read(*model_, *data_, "mass_centre.x")[0], weighted / total);
    QCOMPARE(read(*model_, *data_, "mass_centre").size(), std::size_t{3});
  }

  void nonsenseIsRefusedWithTheGrammar_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "qpos", "qpos[", "qpos[]", "qpos[-1]", "qpos[a]", "qpos[1:2", "sin(qvel[0])",
                             "tan(qpos[0])", "body()", "body(a", "body(a).w", "body(a) - site(b)", "qpos[0] extra",
                             "mass_centre[0]", "(body(a)", "qpos[99999999999999999999]"}) {
      QTest::newRow(text) << QString(text);
    }
  }
  void nonsenseIsRefusedWithTheGrammar() {
    QFETCH(QString, text);
    VERIFY_MESSAGE(errorOf([&] { env::parseQuantity(text.toStdString(), "file: key"); }), "file: key", "cannot read",
                   "qpos[a:b]");
  }

  void rangesAndNamesAreCheckedAgainstTheModel() {
    VERIFY_MESSAGE(errorOf([&] { read(*model_, *data_, "qpos[4]"); }), "out of range", "0 … 3");
    VERIFY_MESSAGE(errorOf([&] { read(*model_, *data_, "qpos[2:2]"); }), "out of range");
    VERIFY_MESSAGE(errorOf([&] { read(*model_, *data_, "qvel[:9]"); }), "out of range");
    VERIFY_MESSAGE(errorOf([&] { read(*model_, *data_, "body(hand)"); }), "no body named 'hand'", "fingertip");
    VERIFY_MESSAGE(errorOf([&] { read(*model_, *data_, "site(hand)"); }), "no site named 'hand'", "none");
  }

 private:
  env::ModelPointer model_;
  env::DataPointer data_;
};

QTEST_GUILESS_MAIN(QuantityTest)
#include "quantity_test.moc"
