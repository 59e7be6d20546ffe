#pragma once

#include <QWidget>
#include <filesystem>

class QLabel;
class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace models {
class RunListModel;
}

namespace panels {

class RunDelegate;

/// The runs of the folder, newest first, with a search. Double-click or Enter opens one; a run that another process is
/// writing is followed live.
class RunsPanel : public QWidget {
  Q_OBJECT

 public:
  explicit RunsPanel(std::filesystem::path folder, QWidget* parent = nullptr);

  models::RunListModel* model() const { return model_; }
  QListView* list() const { return list_; }
  void setShown(const QString& directory);

 Q_SIGNALS:
  void openAsked(const QString& directory);
  /// Train on from the run's checkpoint.
  void continueAsked(const QString& directory);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void showMenu(const QPoint& place);
  void sayWhetherEmpty();

  models::RunListModel* model_;
  QSortFilterProxyModel* found_;
  RunDelegate* delegate_;
  QLineEdit* search_;
  QListView* list_;
  QLabel* empty_;
};

}  // namespace panels
