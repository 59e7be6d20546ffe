#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QPointer>

class QMainWindow;
class QTabWidget;

namespace window {

/// Makes room for showing one page to a room full of people: docks, toolbars, status bar and page tabs step aside, and
/// come back as they were. The menus stay.
class Presentation : public QObject {
  Q_OBJECT

 public:
  Presentation(QMainWindow& window, QTabWidget& pages);

  void setActive(bool active);
  bool isActive() const { return active_; }

 private:
  QMainWindow& window_;
  QTabWidget& pages_;
  QByteArray layout_;  ///< of docks and toolbars before
  QList<QPointer<QWidget>> hidden_;
  bool active_ = false;
};

}  // namespace window
