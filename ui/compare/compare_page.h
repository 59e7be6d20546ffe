#pragma once

#include <QWidget>

#include "ui/compare/compare_settings.h"

class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace models {
class ComparedRuns;
class RunListModel;
}  // namespace models

namespace compare {

class ChartBoard;
class CompareBar;
class CompareTables;
class Comparison;

/// The page that lays runs side by side: any recorded metric as overlaid curves, or one curve per configuration with
/// its spread over seeds; what each came to; in what their configurations differ. Runs that any process is still
/// writing grow on screen.
class ComparePage : public QWidget {
  Q_OBJECT

 public:
  ComparePage(models::RunListModel& runs, models::ComparedRuns& compared, QWidget* parent = nullptr);

  QJsonObject state() const;
  void restore(const QJsonObject& state);
  void setSettings(const CompareSettings& settings);

  Comparison& comparison() { return *comparison_; }
  ChartBoard& charts() { return *charts_; }
  CompareTables& tables() { return *tables_; }

  /// By suffix .png (all charts), .svg (one file per chart, its metric in the name) or .csv (curves). Goes on beside
  /// what somebody does in the window; a charts::ExportEvent tells how it ended.
  void exportTo(const QString& path);

 Q_SIGNALS:
  void openAsked(const QString& directory);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  QWidget* buildInvitation();
  void buildExports();
  void apply(const CompareSettings& settings);
  void askForFile(const QString& title, const QString& suggestion, const QString& kinds);
  void saveTable(bool results);
  void exportPicture(const QString& path);
  void exportDrawings(const QString& path);
  void sayWhatIsThere();
  void shareHeight();

  models::ComparedRuns& compared_;
  Comparison* comparison_;
  CompareBar* bar_;
  QLabel* problems_;
  QStackedWidget* content_;
  QSplitter* splitter_;
  ChartBoard* charts_;
  CompareTables* tables_;
  bool shared_by_hand_ = false;  ///< the splitter has been moved
};

}  // namespace compare
