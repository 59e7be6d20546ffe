#include "ui/lab/finite_mdp_view.h"

#include <QComboBox>
#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "mdp/named_mdps.h"
#include "ui/lab/dial.h"
#include "ui/lab/formula.h"
#include "ui/lab/lab_model.h"
#include "ui/lab/line_chart.h"
#include "ui/lab/number_table.h"
#include "ui/panels/icon.h"

namespace lab {
namespace {

constexpr int kControlsWidth = 216, kGap = 8, kPadding = 12;

/// How a theorem's line looks: published forms dashed, the coupled ones (smallest constants) dotted.
LineSeries lookOf(const std::string& theorem) {
  LineSeries series;
  series.colour = theorem.starts_with("4.1") ? 3 : theorem == "4.2" ? 1 : theorem.starts_with("4.3") ? 0 : 2;
  if (theorem == "4.3-published" || theorem == "4.1-on-policy") series.dash = Qt::DashLine;
  if (theorem.ends_with("coupled")) series.dash = Qt::DotLine;
  return series;
}

const FiniteLine& lineOf(const FiniteResult& result, const char* theorem) {
  return *std::ranges::find(result.lines, theorem, &FiniteLine::theorem);
}

}  // namespace

FiniteMdpView::FiniteMdpView(LabModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      answer_(
          calcFiniteResult, [this](const auto& result) { take(*result); }, Overtaken::told) {
  setObjectName(QStringLiteral("finiteMdpView"));
  setAccessibleName(tr("Exact finite MDP"));
  controls_ = makeControls();
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kGap);
  row->addWidget(controls_);
  row->addWidget(makeResult(), 1);
  showDials();
  take(calcFiniteResult(spec_));  // a millisecond; the page is never empty
}

QWidget* FiniteMdpView::makeControls() {
  using Kind = QuantityScale::Kind;
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  card->setFixedWidth(kControlsWidth);
  world_ = new QComboBox(card);
  world_->setObjectName(QStringLiteral("finiteWorld"));
  world_->setAccessibleName(tr("World"));
  world_->setToolTip(tr("A chain of five states, a grid along a cliff, two rooms with a door, or a random MDP"));
  for (const std::string& name : mdp::mdpNames()) world_->addItem(QString::fromStdString(name));
  world_->setCurrentText(QString::fromStdString(spec_.world));
  seed_ = new QSpinBox(card);
  seed_->setObjectName(QStringLiteral("finiteSeed"));
  seed_->setAccessibleName(tr("Seed"));
  seed_->setToolTip(tr("Of the policy π_D, the model's noise or samples, and the random MDP"));
  seed_->setRange(1, 1'000'000);
  auto* resample = new QPushButton(tr("Resample"), card);
  resample->setObjectName(QStringLiteral("finiteResample"));
  resample->setAccessibleName(tr("Resample"));
  resample->setToolTip(tr("Draw everything anew with the next seed"));
  discount_ = new Dial(QStringLiteral("discount"), tr("Discount γ"), tr("Set by you, in place of the world's own"),
                       {Kind::one_minus, 0, 0.99}, card);
  shift_ = new Dial(QStringLiteral("shift"), tr("Policy shift α"),
                    tr("π = (1−α) π_D + α · (the optimal policy of the model)"), {Kind::from_zero, 0, 1}, card);
  kind_ = new QComboBox(card);
  kind_->setObjectName(QStringLiteral("finiteModel"));
  kind_->setAccessibleName(tr("Model"));
  kind_->setToolTip(tr("How p̂ comes about"));
  kind_->addItems({tr("Truth mixed with noise"), tr("Fitted to samples of π_D")});
  noise_ = new Dial(QStringLiteral("noise"), tr("Noise β"), tr("p̂ = (1−β) p + β · (a random kernel)"),
                    {Kind::from_zero, 0, 1}, card);
  samples_ = new Dial(QStringLiteral("samples"), tr("Transitions n"), tr("p̂ by maximum likelihood"),
                      {Kind::log, 10, 1e6}, card);
  auto* use = new QPushButton(tr("Show as a bound"), card);
  use->setObjectName(QStringLiteral("finiteUse"));
  use->setAccessibleName(tr("Show these errors as a bound"));
  use->setToolTip(tr("Take γ, r_max and the exact errors over into the Bound page"));
  discount_->setValue(spec_.discount);
  shift_->setValue(spec_.shift);
  noise_->setValue(spec_.noise);
  samples_->setValue(static_cast<double>(spec_.samples));

  auto* seed_row = new QHBoxLayout;
  seed_row->addWidget(new QLabel(tr("Seed"), card));
  seed_row->addWidget(seed_, 1);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 10, kPadding, 10);
  column->setSpacing(8);
  column->addWidget(new QLabel(tr("<b>World</b>"), card));
  column->addWidget(world_);
  column->addLayout(seed_row);
  column->addWidget(resample);
  column->addWidget(discount_);
  column->addWidget(shift_);
  column->addWidget(new QLabel(tr("<b>Model</b>"), card));
  column->addWidget(kind_);
  column->addWidget(noise_);
  column->addWidget(samples_);
  column->addStretch(1);
  column->addWidget(use);

  connect(world_, &QComboBox::activated, this, [this] {
    spec_.world = world_->currentText().toStdString();
    spec_.discount = mdp::makeNamedMdp(spec_.world, spec_.seed).discount;
    discount_->setValue(spec_.discount);
    recalculate();
  });
  connect(kind_, &QComboBox::activated, this, [this](int index) {
    spec_.model = index == 0 ? FiniteSpec::Model::noise : FiniteSpec::Model::samples;
    recalculate();
  });
  connect(seed_, &QSpinBox::valueChanged, this, [this](int seed) {
    spec_.seed = static_cast<std::uint64_t>(seed);
    recalculate();
  });
  connect(resample, &QPushButton::clicked, this, [this] { seed_->setValue(seed_->value() + 1); });
  connect(use, &QPushButton::clicked, this, &FiniteMdpView::useErrors);
  const auto follow = [this](Dial* dial, auto set) {
    connect(dial, &Dial::moved, this, [this, set](double value) {
      set(value);
      recalculate();
    });
  };
  follow(discount_, [this](double value) { spec_.discount = value; });
  follow(shift_, [this](double value) { spec_.shift = value; });
  follow(noise_, [this](double value) { spec_.noise = value; });
  follow(samples_, [this](double value) { spec_.samples = std::llround(value); });
  return card;
}

QWidget* FiniteMdpView::makeResult() {
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  verdict_ = new QLabel(card);
  verdict_->setObjectName(QStringLiteral("finiteVerdict"));
  verdict_->setWordWrap(true);
  numbers_ = new QLabel(card);
  numbers_->setObjectName(QStringLiteral("finiteNumbers"));
  numbers_->setProperty("tone", QStringLiteral("muted"));
  numbers_->setWordWrap(true);
  chart_ = new LineChart(card);
  chart_->setObjectName(QStringLiteral("gapChart"));
  chart_->setAccessibleName(tr("True gap and bounds for every k"));
  chart_->setToolTip(tr("Drag, or use ← and →, to read the table at another k."));
  chart_->setAxes(tr("rollout length k"), tr("reward units"), true);
  chart_->setCursorPlace(static_cast<int>(std::min<std::int64_t>(model_.setting().k, spec_.k_max)));
  connect(chart_, &LineChart::cursorMoved, this, [this] {
    showTable();
    Q_EMIT changed();
  });
  table_ = makeNumberTable(QStringLiteral("tightnessTable"), tr("Gap, bound and tightness of each theorem"),
                           tr("Each theorem at the chosen k: how much of its penalty the exact gap uses"), 4, card);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 10, kPadding, 10);
  column->setSpacing(6);
  column->addWidget(verdict_);
  column->addWidget(numbers_);
  column->addWidget(chart_, 1);
  column->addWidget(table_);
  return card;
}

/// What is shown stays until the answer is there.
void FiniteMdpView::recalculate() {
  showDials();
  answer_.ask(spec_);
}

void FiniteMdpView::showDials() {
  noise_->setVisible(spec_.model == FiniteSpec::Model::noise);
  samples_->setVisible(spec_.model == FiniteSpec::Model::samples);
}

void FiniteMdpView::take(FiniteResult result) {
  result_ = std::move(result);
  showChart();
  showTable();
  showWords();
  Q_EMIT changed();
}

void FiniteMdpView::showChart() {
  std::vector<LineSeries> lines;
  for (const FiniteLine& line : result_.lines) {
    LineSeries series = lookOf(line.theorem);
    series.name = QString::fromStdString(line.theorem);
    for (int k = 0; k <= result_.spec.k_max; ++k) {
      series.points.emplace_back(k, line.penalty[line.branched ? static_cast<std::size_t>(k) : 0]);
    }
    lines.push_back(std::move(series));
  }
  LineSeries full{.name = tr("true gap, full-length model"),
                  .points = {},
                  .colour = -1,
                  .dash = Qt::DashDotLine,
                  .width = 1.2,
                  .filled = {}};
  const double full_gap = lineOf(result_, "4.1").gap[0];
  full.points = {{0, full_gap}, {static_cast<double>(result_.spec.k_max), full_gap}};
  LineSeries gap{.name = tr("true gap, branched at k"),
                 .points = {},
                 .colour = -1,
                 .dash = Qt::SolidLine,
                 .width = 1.2,
                 .sign = LineSeries::Sign::disc,
                 .filled = {}};
  const FiniteLine& branched = lineOf(result_, "4.3");
  for (int k = 0; k <= result_.spec.k_max; ++k) gap.points.emplace_back(k, branched.gap[static_cast<std::size_t>(k)]);
  lines.push_back(std::move(full));
  lines.push_back(std::move(gap));
  chart_->setRange({-0.5, result_.spec.k_max + 0.5});
  chart_->setSeries(std::move(lines));
}

void FiniteMdpView::showTable() {
  const int k = chart_->cursorPlace();
  table_->setHorizontalHeaderLabels({tr("theorem, at k = %1").arg(k), tr("true gap"), tr("bound C"), tr("gap / C")});
  table_->setRowCount(static_cast<int>(result_.lines.size()));
  const auto put = [this](int row, int column, const QString& text) {
    if (QTableWidgetItem* there = table_->item(row, column)) {
      if (there->text() != text) there->setText(text);
      return;
    }
    auto* item = new QTableWidgetItem(text);
    if (column > 0) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    table_->setItem(row, column, item);
  };
  for (int row = 0; row < table_->rowCount(); ++row) {
    const FiniteLine& line = result_.lines[static_cast<std::size_t>(row)];
    const auto at = static_cast<std::size_t>(line.branched ? k : 0);
    const double gap = line.gap[at], penalty = line.penalty[at];
    put(row, 0, QString::fromStdString(line.theorem) + (line.holds ? QString() : tr(", violated")));
    put(row, 1, formulaNumber(gap));
    put(row, 2, formulaNumber(penalty));
    put(row, 3,
        penalty > 0 ? QStringLiteral("%1 %").arg(QString::number(100 * gap / penalty, 'g', 3)) : QStringLiteral("–"));
  }
  table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + 2 +
                         table_->rowCount() * table_->verticalHeader()->defaultSectionSize());
}

void FiniteMdpView::showWords() {
  const bool holds = result_.holds();
  double tightest = 0;
  for (const FiniteLine& line : result_.lines) {
    for (std::size_t i = 0; i < line.gap.size(); ++i) {
      if (line.penalty[i] > 0) tightest = std::max(tightest, line.gap[i] / line.penalty[i]);
    }
  }
  const QString colour = panels::toneColour(holds ? panels::Tone::applied : panels::Tone::refused, palette()).name();
  verdict_->setText(
      QStringLiteral("<b style=\"color:%1\">%2</b>  %3")
          .arg(colour, holds ? tr("✓ Every bound holds.") : tr("✗ A bound is violated."),
               tr("The tightest of all uses %1 % of its penalty.").arg(QString::number(100 * tightest, 'g', 3))));
  const mdp::ExactCase& exact = result_.exact;
  numbers_->setText(tr("Exact: %1 states, %2 actions, γ = %3, r_max = %4 · true return %5, the model's %6 · ε_m = %7, "
                       "ε_m′ = %8, ε_π = %9")
                        .arg(result_.states)
                        .arg(result_.actions)
                        .arg(formulaNumber(result_.spec.discount), formulaNumber(exact.setting.r_max),
                             formulaNumber(exact.true_return), formulaNumber(exact.model_return),
                             formulaNumber(exact.eps_m), formulaNumber(exact.eps_m_prime),
                             formulaNumber(exact.eps_pi)));
}

void FiniteMdpView::useErrors() {
  const mdp::ExactCase& exact = result_.exact;
  LabSetting setting = withValue(model_.setting(), Quantity::discount, exact.setting.discount);
  setting = withValue(setting, Quantity::r_max, exact.setting.r_max);
  setting = withValue(setting, Quantity::eps_m, exact.eps_m);
  setting = withValue(setting, Quantity::eps_pi, exact.eps_pi);
  // The secant between π_D and π, so that ε_m + d ε_π is this MDP's ε_m′ wherever that is the larger one.
  const double secant = exact.eps_pi > 0 ? (exact.eps_m_prime - exact.eps_m) / exact.eps_pi : 0;
  setting = withValue(setting, Quantity::slope, std::max(0.0, secant));
  model_.edit(withValue(setting, Quantity::k, chart_->cursorPlace()), tr("the errors of a finite MDP"));
}

void FiniteMdpView::addFacts(LabFacts& facts) const {
  const FiniteLine& line = lineOf(result_, "4.3");
  const auto k = static_cast<std::size_t>(chart_->cursorPlace());
  facts.words[QStringLiteral("world")] = QString::fromStdString(result_.spec.world);
  facts.numbers[QStringLiteral("mdp_noise")] =
      result_.spec.model == FiniteSpec::Model::noise ? result_.spec.noise : std::nan("");
  facts.numbers[QStringLiteral("mdp_shift")] = result_.spec.shift;
  facts.numbers[QStringLiteral("mdp_seed")] = static_cast<double>(result_.spec.seed);
  facts.numbers[QStringLiteral("mdp_k")] = static_cast<double>(k);
  facts.numbers[QStringLiteral("mdp_gap")] = line.gap[k];
  facts.numbers[QStringLiteral("mdp_tightness")] = line.penalty[k] > 0 ? line.gap[k] / line.penalty[k] : 0;
}

void FiniteMdpView::setPresenting(bool presenting) { controls_->setVisible(!presenting); }

}  // namespace lab
