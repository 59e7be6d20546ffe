#pragma once

#include <QFrame>
#include <functional>

class QLineEdit;
class QListView;
class QSortFilterProxyModel;

namespace compare {

/// A list of things to tick, with a search, that opens below a button and closes at a click outside. A click anywhere
/// on a row, or Space, ticks it.
class CheckPopup : public QFrame {
  Q_OBJECT

 public:
  /// A few words at the right of an entry that is greyed; none: it is not.
  static constexpr int kRemarkRole = Qt::UserRole + 100;

  /// `filter` is set up with its source model; `search` says how a text reaches it.
  CheckPopup(const QString& name, QSortFilterProxyModel* filter, std::function<void(const QString&)> search,
             QWidget* parent);

  void setPlaceholder(const QString& text);
  void openBelow(QWidget* button);
  QListView* list() const { return list_; }
  QLineEdit* search() const { return search_; }

 private:
  QLineEdit* search_;
  QListView* list_;
};

}  // namespace compare
