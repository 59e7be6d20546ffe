#pragma once

#include <QModelIndexList>
#include <QWidget>
#include <filesystem>

class QAction;
class QActionGroup;
class QLabel;
class QLineEdit;
class QListView;
class QMenu;
class QPushButton;
class QToolButton;

namespace models {
class ComparedRuns;
class RunFilter;
class RunListModel;
class RunShelf;
}

namespace panels {

class BannerStack;
class RunDelegate;

/// The runs of the folder with a search and an order. Double-click or Enter opens one; a run that another process is
/// writing is followed live. Space ticks a run for comparison, * stars it, F2 edits its note, Del moves it to the
/// trash, which lies one click away; only emptying the trash deletes, and asks first, in place.
class RunsPanel : public QWidget {
  Q_OBJECT

 public:
  explicit RunsPanel(std::filesystem::path folder, QWidget* parent = nullptr);

  models::RunListModel* model() const { return runs_; }
  models::ComparedRuns* compared() const { return compared_; }
  models::RunShelf* shelf() const { return shelf_; }
  QListView* list() const { return list_; }
  void setShown(const QString& directory);
  bool showsTrash() const { return in_trash_; }

 Q_SIGNALS:
  void openAsked(const QString& directory);
  /// Train on from the run's checkpoint.
  void continueAsked(const QString& directory);
  /// A run no longer lies where it lay.
  void movedAway(const QString& directory);

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

 private:
  void buildActions();
  void buildOrders();
  QAction* addAction(const char* name, const QString& text, const char* picture, const QKeySequence& key,
                     const QString& tip);
  QToolButton* makeButton(QAction* action, const QString& name);
  void layOut();
  void connectParts();
  void connectShelf();
  QStringList selected() const;
  QModelIndex current() const;
  void refreshActions();
  void sayWhetherEmpty();
  void showMenu(const QPoint& place);
  void showTrash(bool trash);
  void askToEmptyTrash();
  void sayTrashed(const QString& from, const QString& to);

  models::RunListModel* runs_;
  models::RunListModel* trash_;
  models::RunShelf* shelf_;
  models::ComparedRuns* compared_;
  models::RunFilter* found_;
  RunDelegate* delegate_;
  QLineEdit* search_;
  QListView* list_;
  QLabel* empty_;
  BannerStack* news_;
  QPushButton* trash_button_;
  QPushButton* empty_button_;
  QMenu* orders_;
  QActionGroup* order_group_;
  QAction *reverse_, *open_, *train_on_, *note_, *star_, *put_away_, *restore_, *folder_, *path_;
  bool in_trash_ = false;
};

}  // namespace panels
