#pragma once

#include <QWidget>

#include "study/study_result.h"
#include "ui/studies/study_runner.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace bridge {
class SessionBridge;
}
namespace panels {
class AdaptiveGrid;
class BannerStack;
}  // namespace panels

namespace studies {

class CurveChart;
class StudyForm;
class StudyTableModel;

/// The page "Study": what to study, how far it is, error against policy shift and slope against n as they come, and
/// every measured policy. Goes on beside a training run, on a thread of its own; a cancelled study keeps what it has.
class StudyPage : public QWidget {
  Q_OBJECT

 public:
  explicit StudyPage(bridge::SessionBridge& bridge, QWidget* parent = nullptr);

  StudyForm* form() { return form_; }
  StudyRunner& runner() { return runner_; }
  CurveChart* errorChart() { return error_chart_; }
  CurveChart* slopeChart() { return slope_chart_; }

 public Q_SLOTS:
  void start();
  /// Shows what `mbpo study generalisation --out FILE.json` or this page has written. Refused while a study goes on.
  void open(const QString& file);

 private:
  QWidget* buildProgress();
  QWidget* buildResults();
  void followShownRun();
  void refreshStatus();
  void refreshProgress();
  void refreshResult();
  void askToSave();
  void askToOpen();
  study::ErrorMeasure shownError() const;
  std::shared_ptr<const study::StudyResult> shownResult() const;  ///< null before the first

  bridge::SessionBridge& bridge_;
  StudyRunner runner_;
  std::shared_ptr<const study::StudyResult> opened_;  ///< from a file; null: the runner's
  QString opened_name_;
  StudyForm* form_;
  panels::BannerStack* banners_;
  QPushButton *start_, *cancel_, *open_, *save_;
  QProgressBar* bar_;
  QLabel *stage_, *eta_, *provenance_;
  QComboBox* error_;
  CurveChart *error_chart_, *slope_chart_;
  QTableView* table_;
  StudyTableModel* model_;
};

}  // namespace studies
