#include "ui/studies/study_page.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>
#include <QVBoxLayout>

#include "base/error.h"
#include "study/study_file.h"
#include "ui/bridge/session_bridge.h"
#include "ui/models/number_text.h"
#include "ui/panels/adaptive_grid.h"
#include "ui/panels/banner.h"
#include "ui/panels/icon.h"
#include "ui/studies/curve_chart.h"
#include "ui/studies/study_form.h"
#include "ui/studies/study_plots.h"
#include "ui/studies/study_table_model.h"

namespace studies {
namespace {

constexpr int kLeastChartWidth = 300, kChartHeight = 268, kTableHeight = 220;
constexpr int kBarSteps = 1000;

QPushButton* makeButton(const QString& text, const char* name, const QString& tip, QWidget* parent) {
  auto* button = new QPushButton(text, parent);
  button->setObjectName(QString::fromLatin1(name));
  button->setAccessibleName(text);
  button->setToolTip(tip);
  return button;
}

}  // namespace

StudyPage::StudyPage(bridge::SessionBridge& bridge, QWidget* parent)
    : QWidget(parent), bridge_(bridge), form_(new StudyForm(this)), banners_(new panels::BannerStack(this)) {
  setObjectName(QStringLiteral("studyPage"));
  setAccessibleName(tr("Generalisation study"));
  auto* heading = new QLabel(tr("Generalisation study"), this);
  heading->setObjectName(QStringLiteral("study_heading"));
  QFont strong = font();
  strong.setPointSizeF(strong.pointSizeF() * 1.1);
  strong.setWeight(QFont::DemiBold);
  heading->setFont(strong);
  auto* purpose = new QLabel(tr("Models of n transitions are frozen while the policy goes on improving on them: how "
                                "fast do their errors grow?"),
                             this);
  purpose->setObjectName(QStringLiteral("study_purpose"));
  purpose->setProperty("tone", QStringLiteral("muted"));
  purpose->setWordWrap(true);

  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(8);
  column->addWidget(heading);
  column->addWidget(purpose);
  column->addWidget(form_);
  column->addWidget(buildProgress());
  column->addWidget(buildResults(), 1);
  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("studyScroll"));
  scroll->setAccessibleName(tr("Generalisation study"));
  scroll->setWidgetResizable(true);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->setWidget(content);
  auto* page = new QVBoxLayout(this);
  page->setContentsMargins(0, 0, 0, 0);
  page->setSpacing(0);
  page->addWidget(banners_);
  page->addWidget(scroll, 1);

  connect(&runner_, &StudyRunner::progressed, this, &StudyPage::refreshProgress);
  connect(&runner_, &StudyRunner::resultGrew, this, &StudyPage::refreshResult);
  connect(&runner_, &StudyRunner::statusChanged, this, &StudyPage::refreshStatus);
  connect(&runner_, &StudyRunner::failed, this, [this](const QString& why) {
    banners_->show(panels::Banner::Kind::error, QStringLiteral("study"), tr("The study cannot go on"), why);
  });
  connect(&bridge_, &bridge::SessionBridge::runReplaced, this, &StudyPage::followShownRun);
  followShownRun();
  refreshStatus();
  refreshResult();
}

QWidget* StudyPage::buildProgress() {
  auto* box = new QWidget(this);
  start_ = makeButton(tr("Start"), "study_start", tr("Start the study; what the last one measured goes"), box);
  start_->setProperty("primary", true);
  start_->setIcon(panels::icon(QStringLiteral("play"), panels::Tone::on_accent));
  cancel_ = makeButton(tr("Cancel"), "study_cancel", tr("End the study now; what is measured stays"), box);
  bar_ = new QProgressBar(box);
  bar_->setObjectName(QStringLiteral("study_progress"));
  bar_->setAccessibleName(tr("Progress of the study"));
  bar_->setToolTip(tr("Share of the work done, estimated"));
  bar_->setRange(0, kBarSteps);
  bar_->setTextVisible(false);
  bar_->setFixedHeight(6);
  stage_ = new QLabel(box);
  stage_->setObjectName(QStringLiteral("study_stage"));
  eta_ = new QLabel(box);
  eta_->setObjectName(QStringLiteral("study_eta"));
  eta_->setProperty("tone", QStringLiteral("muted"));
  stage_->setMinimumWidth(0);
  stage_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

  auto* texts = new QHBoxLayout;
  texts->addWidget(stage_, 1);
  texts->addWidget(eta_);
  auto* middle = new QVBoxLayout;
  middle->setSpacing(4);
  middle->addLayout(texts);
  middle->addWidget(bar_);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  row->addWidget(start_);
  row->addWidget(cancel_);
  row->addLayout(middle, 1);
  connect(start_, &QPushButton::clicked, this, &StudyPage::start);
  connect(cancel_, &QPushButton::clicked, &runner_, &StudyRunner::cancel);
  return box;
}

QWidget* StudyPage::buildResults() {
  auto* box = new QWidget(this);
  error_ = new QComboBox(box);
  error_->setObjectName(QStringLiteral("study_error"));
  error_->setAccessibleName(tr("Error shown"));
  error_->setToolTip(tr("What both charts call the model's error; all of them are measured"));
  for (const auto measure :
       {study::ErrorMeasure::eps_m_prime, study::ErrorMeasure::eps_m_prime_mean, study::ErrorMeasure::rmse}) {
    error_->addItem(errorTitle(measure), static_cast<int>(measure));
  }
  auto* caption = new QLabel(tr("Error"), box);
  caption->setBuddy(error_);
  caption->setProperty("tone", QStringLiteral("muted"));
  open_ =
      makeButton(tr("Open …"), "study_open", tr("Show a study saved as JSON, by this page or by `mbpo study`"), box);
  save_ = makeButton(tr("Save …"), "study_save",
                     tr("Save every measured policy and every slope: as JSON, or as two CSV tables"), box);
  auto* choices = new QHBoxLayout;
  choices->setSpacing(8);
  choices->addWidget(caption);
  choices->addWidget(error_);
  choices->addStretch(1);
  choices->addWidget(open_);
  choices->addWidget(save_);

  auto* charts = new panels::AdaptiveGrid(kLeastChartWidth, kChartHeight, box);
  error_chart_ = new CurveChart(QStringLiteral("study_error_chart"), charts);
  slope_chart_ = new CurveChart(QStringLiteral("study_slope_chart"), charts);
  charts->add(error_chart_);
  charts->add(slope_chart_);
  provenance_ = new QLabel(box);
  provenance_->setObjectName(QStringLiteral("study_provenance"));
  provenance_->setProperty("tone", QStringLiteral("muted"));
  provenance_->setWordWrap(true);

  model_ = new StudyTableModel(this);
  table_ = new QTableView(box);
  table_->setObjectName(QStringLiteral("study_table"));
  table_->setAccessibleName(tr("Measured policies"));
  table_->setToolTip(tr("Every measured policy; the heads say what a column is"));
  table_->setModel(model_);
  table_->setMinimumHeight(kTableHeight);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->verticalHeader()->hide();
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setAlternatingRowColors(true);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);  // a cut number misleads
  table_->horizontalHeader()->setStretchLastSection(true);
  table_->horizontalHeader()->setHighlightSections(false);

  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addLayout(choices);
  column->addWidget(charts);
  column->addWidget(provenance_);
  column->addWidget(table_, 1);
  column->addStretch();  // the charts stay above while there is no table yet
  connect(error_, &QComboBox::currentIndexChanged, this, &StudyPage::refreshResult);
  connect(open_, &QPushButton::clicked, this, &StudyPage::askToOpen);
  connect(save_, &QPushButton::clicked, this, &StudyPage::askToSave);
  return box;
}

study::ErrorMeasure StudyPage::shownError() const {
  return static_cast<study::ErrorMeasure>(error_->currentData().toInt());
}

void StudyPage::followShownRun() { form_->setShownRun(bridge_.state().directory, bridge_.state().name); }

void StudyPage::start() {
  banners_->dismissAll();
  try {
    const study::StudySettings settings = form_->settings();
    model_->setResult(nullptr);
    opened_.reset();
    runner_.start(settings);
  } catch (const base::Error& error) {
    banners_->show(panels::Banner::Kind::error, QStringLiteral("study"), tr("The study cannot start"),
                   QString::fromUtf8(error.what()));
  }
}

void StudyPage::refreshStatus() {
  const bool running = runner_.running();
  form_->setEnabled(!running);
  start_->setEnabled(!running);
  cancel_->setEnabled(running && !runner_.cancelling());
  open_->setEnabled(!running);
  refreshProgress();
}

void StudyPage::refreshProgress() {
  bar_->setVisible(runner_.snapshot() && !opened_);
  if (opened_) {
    stage_->setText(tr("Opened from %1").arg(opened_name_));
    eta_->clear();
    return;
  }
  const auto snapshot = runner_.snapshot();
  bar_->setValue(snapshot ? qRound(snapshot->progress.fraction * kBarSteps) : 0);
  if (!snapshot) {
    stage_->setText(tr("Not started; a few minutes with these settings on one core."));
    eta_->clear();
    return;
  }
  const QString took = models::durationText(snapshot->wall_seconds);
  if (runner_.cancelling()) {
    stage_->setText(tr("Cancelling …"));
  } else if (runner_.running()) {
    stage_->setText(QString::fromStdString(study::describe(snapshot->progress)));
  } else {
    switch (runner_.lastStatus()) {
      case study::StudyStatus::finished: stage_->setText(tr("Finished after %1").arg(took)); break;
      case study::StudyStatus::failed: stage_->setText(tr("Failed after %1; what was measured stays").arg(took)); break;
      default: stage_->setText(tr("Cancelled after %1; what was measured stays").arg(took)); break;
    }
  }
  stage_->setToolTip(stage_->text());
  const bool eta_known = runner_.running() && !runner_.cancelling() && snapshot->eta_seconds > 0;
  eta_->setText(eta_known ? tr("%1 % · about %2 left")
                                .arg(qRound(100 * snapshot->progress.fraction))
                                .arg(models::durationText(snapshot->eta_seconds))
                          : QString());
}

void StudyPage::refreshResult() {
  auto result = shownResult();
  if (!result) result = std::make_shared<const study::StudyResult>();
  error_chart_->setPlot(errorPlot(*result, shownError()));
  slope_chart_->setPlot(slopePlot(*result, shownError()));
  const QString stands_on = provenance(*result);
  provenance_->setText(stands_on);
  provenance_->setVisible(!stands_on.isEmpty());
  model_->setResult(result);
  table_->setVisible(model_->rowCount() > 0);
  save_->setEnabled(model_->rowCount() > 0);
}

std::shared_ptr<const study::StudyResult> StudyPage::shownResult() const {
  if (opened_) return opened_;
  const auto snapshot = runner_.snapshot();
  return snapshot ? snapshot->result : nullptr;
}

void StudyPage::open(const QString& file) {
  if (runner_.running()) return;
  try {
    auto read = std::make_shared<const study::StudyResult>(study::readStudy(file.toStdString()));
    banners_->dismissAll();
    model_->setResult(nullptr);
    opened_ = std::move(read);
    opened_name_ = QFileInfo(file).fileName();
    refreshProgress();
    refreshResult();
  } catch (const base::Error& error) {
    banners_->show(panels::Banner::Kind::error, QStringLiteral("file"), tr("The study was not opened"),
                   QString::fromUtf8(error.what()));
  }
}

void StudyPage::askToOpen() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open study"), {}, tr("Study (*.json)"));
  if (!file.isEmpty()) open(file);
}

void StudyPage::askToSave() {
  const QString file = QFileDialog::getSaveFileName(this, tr("Save study"), QStringLiteral("generalisation.json"),
                                                    tr("Study (*.json);;Tables (*.csv)"));
  if (file.isEmpty()) return;
  try {
    study::writeStudy(*shownResult(), file.toStdString());
  } catch (const base::Error& error) {
    banners_->show(panels::Banner::Kind::error, QStringLiteral("file"), tr("The study was not saved"),
                   QString::fromUtf8(error.what()));
  }
}

}  // namespace studies
