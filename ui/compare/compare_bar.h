#pragma once

#include <QStringList>
#include <QWidget>
#include <map>

#include "ui/compare/compare_settings.h"

class QComboBox;
class QMenu;
class QPushButton;
class QSlider;
class QStandardItemModel;
class QToolButton;

namespace models {
class ComparedRuns;
class RunListModel;
}  // namespace models

namespace compare {

class CheckPopup;

/// The controls of the page: which runs, which charts, over what, and how. Wraps where it is narrow.
class CompareBar : public QWidget {
  Q_OBJECT

 public:
  CompareBar(models::RunListModel& runs, models::ComparedRuns& compared, QWidget* parent = nullptr);

  const CompareSettings& settings() const { return settings_; }
  void setSettings(const CompareSettings& settings);
  QMenu* exports() const { return exports_; }
  void chooseRuns();
  /// Greys metrics in the choice: each with the names of the runs that have not recorded it. They can be ticked all the
  /// same, since a run that goes on may record them yet.
  void showLacking(const std::map<mbpo::Metric, QStringList>& lacking);

 Q_SIGNALS:
  void changed(const CompareSettings& settings);

 private:
  QToolButton* makeButton(const QString& name, const QString& text, const QString& tip);
  QPushButton* makeSwitch(const QString& name, const QString& text, const QString& tip);
  QWidget* buildSmoothing();
  void buildMetrics();
  void buildControls();
  void connectControls();
  void takeMetrics();
  void show(const CompareSettings& settings);
  void say();

  models::RunListModel& runs_;
  models::ComparedRuns& compared_;
  CompareSettings settings_;
  std::map<mbpo::Metric, QStringList> lacking_;
  QStandardItemModel* metrics_;
  CheckPopup *run_popup_, *metric_popup_;
  QToolButton *choose_runs_, *choose_metrics_, *export_;
  QPushButton *grouped_, *log_x_, *log_y_;
  QComboBox* x_;
  QSlider* smoothing_;
  QMenu* exports_;
  bool showing_ = false;  ///< the controls follow the settings, not the other way round
};

}  // namespace compare
