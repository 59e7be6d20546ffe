#include "ui/lab/improvement_view.h"

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
#include "ui/lab/line_chart.h"
#include "ui/lab/number_table.h"
#include "ui/panels/icon.h"

namespace lab {
namespace {

constexpr int kControlsWidth = 216, kGap = 8, kPadding = 12;
constexpr int kPlayMilliseconds = 220;  // an iteration, so that the eye can follow
constexpr int kRowsShown = 5;

struct CertificateInfo {
  mdp::Certificate certificate;
  const char* key;  ///< as in lessons and in `mbpo lab improve`
  QString title, note;
};

const std::vector<CertificateInfo>& certificates() {
  using enum mdp::Certificate;
  static const std::vector<CertificateInfo> list{
      {on_policy_theorem_4_1, "4.1-on-policy", ImprovementView::tr("4.1 on policy"),
       ImprovementView::tr(
           "Theorem 4.1 read for π_D = π: ε_m′ under the new policy in place of the shift. It can certify steps.")},
      {coupled_theorem_4_1, "4.1-coupled", ImprovementView::tr("4.1 coupled"),
       ImprovementView::tr("The smallest constants: certifies steps whose advantage is large and near.")},
      {theorem_4_1, "4.1", ImprovementView::tr("4.1 as published"),
       ImprovementView::tr(
           "It can certify no step of any MDP: C grows by 4 r_max/(1−γ)² per ε_π, while no return can rise "
           "by more than 2 r_max/(1−γ)² per ε_π.")},
      {theorem_4_3, "4.3-published", ImprovementView::tr("4.3 as published"),
       ImprovementView::tr("The branched model return at k* minus C(k*), with ε_m′ under each candidate.")},
  };
  return list;
}

}  // namespace

ImprovementView::ImprovementView(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("improvementView"));
  setAccessibleName(tr("Algorithm 1"));
  controls_ = makeControls();
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kGap);
  row->addWidget(controls_);
  row->addWidget(makeResult(), 1);
  player_.setInterval(kPlayMilliseconds);
  connect(&player_, &QTimer::timeout, this, &ImprovementView::step);
  connect(&run_, &ImprovementRun::finished, this, &ImprovementView::take);
  refresh();
}

void ImprovementView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (result_ == nullptr && !run_.busy()) restart();  // nobody pays for a page that is never looked at
}

QWidget* ImprovementView::makeControls() {
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  card->setFixedWidth(kControlsWidth);
  const auto combo = [card](const char* name, const QString& accessible, const QString& tip) {
    auto* box = new QComboBox(card);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(accessible);
    box->setToolTip(tip);
    return box;
  };
  world_ = combo("improvementWorld", tr("World"), tr("The finite MDP that Algorithm 1 learns"));
  for (const std::string& name : mdp::mdpNames()) world_->addItem(QString::fromStdString(name));
  certificate_ =
      combo("certificate", tr("Certificate"), tr("The bound that has to guarantee a step before it is taken"));
  for (const CertificateInfo& info : certificates()) {
    certificate_->addItem(info.title);
    certificate_->setItemData(certificate_->count() - 1, info.note, Qt::ToolTipRole);
  }
  errors_ = combo("improvementErrors", tr("Model errors"), tr("How the learner knows TV(p ‖ p̂)"));
  errors_->addItems({tr("Told exactly"), tr("Bounded from counts (95 %)")});
  seed_ = new QSpinBox(card);
  seed_->setObjectName(QStringLiteral("improvementSeed"));
  seed_->setAccessibleName(tr("Seed"));
  seed_->setToolTip(tr("Of the samples, and of the random MDP"));
  seed_->setRange(1, 1'000'000);
  samples_ = new Dial(QStringLiteral("improvementSamples"), tr("Transitions n"), tr("Collected anew in each iteration"),
                      {QuantityScale::Kind::log, 10, 1e6}, card);
  samples_->setValue(static_cast<double>(spec_.samples));
  const auto button = [card](const char* name, const QString& text, const QString& tip) {
    auto* made = new QPushButton(text, card);
    made->setObjectName(QString::fromLatin1(name));
    made->setAccessibleName(text);
    made->setToolTip(tip);
    return made;
  };
  step_ = button("improvementStep", tr("Step"), tr("One iteration: collect, fit, improve, ask for the certificate"));
  step_->setProperty("primary", true);
  play_ = button("improvementPlay", tr("Run"), tr("All iterations, one after the other"));
  reset_ = button("improvementReset", tr("Reset"), tr("Back to the uniform policy"));

  auto* seed_row = new QHBoxLayout;
  seed_row->addWidget(new QLabel(tr("Seed"), card));
  seed_row->addWidget(seed_, 1);
  auto* pair = new QHBoxLayout;
  pair->setSpacing(6);
  pair->addWidget(play_, 1);
  pair->addWidget(reset_, 1);
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 10, kPadding, 10);
  column->setSpacing(8);
  column->addWidget(new QLabel(tr("<b>World</b>"), card));
  column->addWidget(world_);
  column->addLayout(seed_row);
  column->addWidget(samples_);
  column->addWidget(new QLabel(tr("<b>Certificate</b>"), card));
  column->addWidget(certificate_);
  column->addWidget(errors_);
  column->addSpacing(4);
  column->addWidget(step_);
  column->addLayout(pair);
  column->addStretch(1);

  connect(world_, &QComboBox::activated, this, [this] { restart(); });
  connect(certificate_, &QComboBox::activated, this, [this] { restart(); });
  connect(errors_, &QComboBox::activated, this, [this] { restart(); });
  connect(seed_, &QSpinBox::valueChanged, this, [this] { restart(); });
  connect(samples_, &Dial::moved, this, [this] { restart(); });
  connect(step_, &QPushButton::clicked, this, [this] {
    player_.stop();
    step();
  });
  connect(play_, &QPushButton::clicked, this, &ImprovementView::play);
  connect(reset_, &QPushButton::clicked, this, [this] {
    player_.stop();
    shown_ = 0;
    refresh();
    Q_EMIT changed();
  });
  return card;
}

QWidget* ImprovementView::makeResult() {
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  verdict_ = new QLabel(card);
  verdict_->setObjectName(QStringLiteral("improvementVerdict"));
  verdict_->setWordWrap(true);
  note_ = new QLabel(card);
  note_->setObjectName(QStringLiteral("certificateNote"));
  note_->setProperty("tone", QStringLiteral("muted"));
  note_->setWordWrap(true);
  chart_ = new LineChart(card);
  chart_->setObjectName(QStringLiteral("improvementChart"));
  chart_->setAccessibleName(tr("Return, model side and certified lower bound of each iteration"));
  chart_->setAxes(tr("iteration"), tr("discounted return (reward units)"), false);
  chart_->setEmptyText(tr("Press Step, or Run"));
  table_ = makeNumberTable(QStringLiteral("improvementTable"), tr("Iterations, newest first"),
                           tr("Every iteration of Algorithm 1 so far: returns, penalty, and what could be certified"), 8,
                           card);
  table_->setHorizontalHeaderLabels(
      {tr("#"), tr("ν"), tr("model"), tr("C"), tr("bound"), tr("α"), tr("ε_m′"), tr("step")});
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(kPadding, 10, kPadding, 10);
  column->setSpacing(6);
  column->addWidget(verdict_);
  column->addWidget(note_);
  column->addWidget(chart_, 1);
  column->addWidget(table_);
  return card;
}

void ImprovementView::restart() {
  player_.stop();
  shown_ = 0;
  result_.reset();
  spec_.world = world_->currentText().toStdString();
  spec_.seed = static_cast<std::uint64_t>(seed_->value());
  spec_.samples = std::llround(samples_->value());
  spec_.certificate = certificates()[static_cast<std::size_t>(certificate_->currentIndex())].certificate;
  spec_.model_error = errors_->currentIndex() == 0 ? mdp::ModelErrorSource::exact : mdp::ModelErrorSource::pac;
  run_.ask(spec_);
  refresh();
  Q_EMIT changed();
}

void ImprovementView::take(std::shared_ptr<const ImprovementResult> result) {
  result_ = std::move(result);
  refresh();
  Q_EMIT changed();
}

void ImprovementView::step() {
  if (result_ == nullptr || shown_ >= static_cast<int>(result_->steps.size())) {
    player_.stop();
  } else {
    ++shown_;
    if (shown_ == static_cast<int>(result_->steps.size())) player_.stop();
  }
  refresh();
  Q_EMIT changed();
}

void ImprovementView::play() {
  if (player_.isActive()) {
    player_.stop();
  } else {
    if (result_ != nullptr && shown_ >= static_cast<int>(result_->steps.size())) shown_ = 0;
    player_.start();
  }
  refresh();
}

void ImprovementView::refresh() {
  const bool ready = result_ != nullptr, more = ready && shown_ < static_cast<int>(result_->steps.size());
  step_->setEnabled(more);
  play_->setEnabled(ready);
  play_->setText(player_.isActive() ? tr("Pause") : tr("Run"));
  reset_->setEnabled(shown_ > 0);
  note_->setText(certificates()[static_cast<std::size_t>(std::max(0, certificate_->currentIndex()))].note);
  if (!ready) {
    verdict_->setText(tr("Computing the iterations …"));
  } else if (shown_ == 0) {
    verdict_->setText(
        tr("<b>Algorithm 1</b> on %1: γ = %2, r_max = %3, all of it exact. It begins with the uniform policy.")
            .arg(QString::fromStdString(spec_.world), formulaNumber(result_->discount), formulaNumber(result_->r_max)));
  } else {
    const auto last = static_cast<std::size_t>(shown_ - 1);
    const auto end = result_->steps.begin() + shown_;
    const auto taken = std::count_if(result_->steps.begin(), end, [](const auto& step) { return step.certified; });
    verdict_->setText(
        tr("<b>%1 of %2 steps certified and taken.</b>  ν rose from %3 to %4; the best policy reaches %5.")
            .arg(taken)
            .arg(shown_)
            .arg(formulaNumber(result_->steps.front().true_return),
                 formulaNumber(result_->steps[last].true_return_after), formulaNumber(result_->optimum)));
  }
  showChart();
  showTable();
}

void ImprovementView::showChart() {
  std::vector<LineSeries> lines;
  if (result_ != nullptr && shown_ > 0) {
    using Sign = LineSeries::Sign;
    const double end = static_cast<double>(result_->steps.size());
    lines = {
        {.name = tr("best possible ν"),
         .points = {{0, result_->optimum}, {end, result_->optimum}},
         .colour = 2,
         .dash = Qt::DashDotLine,
         .filled = {}},
        {.name = tr("model side"), .points = {}, .colour = 1, .dash = Qt::DashLine, .sign = Sign::square, .filled = {}},
        {.name = tr("lower bound"),
         .points = {},
         .colour = 3,
         .dash = Qt::DotLine,
         .sign = Sign::diamond,
         .filled = {}},
        {.name = tr("ν (filled: step taken)"),
         .points = {{0, result_->steps[0].true_return}},
         .colour = 0,
         .dash = Qt::SolidLine,
         .width = 2.2,
         .sign = Sign::ring,
         .filled = {false}}};
    for (int i = 0; i < shown_; ++i) {
      const mdp::ImprovementStep& step = result_->steps[static_cast<std::size_t>(i)];
      lines[1].points.emplace_back(i + 1, step.model_return);
      lines[2].points.emplace_back(i + 1, step.lower_bound);
      lines[3].points.emplace_back(i + 1, step.true_return_after);
      lines[3].filled.push_back(step.certified);
    }
    chart_->setRange({-0.4, end + 0.4});
  }
  chart_->setSeries(std::move(lines));
}

void ImprovementView::showTable() {
  table_->setRowCount(std::min(shown_, kRowsShown));
  for (int row = 0; row < table_->rowCount(); ++row) {
    const int iteration = shown_ - row;
    const mdp::ImprovementStep& step = result_->steps[static_cast<std::size_t>(iteration - 1)];
    const QStringList cells{QString::number(iteration),       formulaNumber(step.true_return),
                            formulaNumber(step.model_return), formulaNumber(step.penalty),
                            formulaNumber(step.lower_bound),  formulaNumber(step.alpha),
                            formulaNumber(step.eps_m_prime),  step.certified ? tr("✓ taken") : tr("– rejected")};
    for (int column = 0; column < cells.size(); ++column) {
      auto* item = new QTableWidgetItem(cells[column]);
      item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      table_->setItem(row, column, item);
    }
  }
  table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() + 2 +
                         kRowsShown * table_->verticalHeader()->defaultSectionSize());
}

void ImprovementView::addFacts(LabFacts& facts) const {
  facts.words[QStringLiteral("certificate")] =
      QLatin1String(certificates()[static_cast<std::size_t>(std::max(0, certificate_->currentIndex()))].key);
  facts.numbers[QStringLiteral("iterations")] = shown_;
  double certified = 0, falls = 0;
  for (int i = 0; i < shown_; ++i) {
    const mdp::ImprovementStep& step = result_->steps[static_cast<std::size_t>(i)];
    certified += step.certified ? 1 : 0;
    falls += step.true_return_after < step.true_return - 1e-12 ? 1 : 0;
  }
  facts.numbers[QStringLiteral("certified")] = certified;
  facts.numbers[QStringLiteral("falls")] = falls;
  facts.words[QStringLiteral("improvement_world")] = QString::fromStdString(spec_.world);
}

void ImprovementView::setPresenting(bool presenting) {
  // The controls of Algorithm 1 are its stage directions: they stay.
  controls_->setVisible(true);
  table_->setVisible(!presenting);
}

}  // namespace lab
