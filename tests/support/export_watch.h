#pragma once

#include <QStringList>
#include <QWidget>

#include "ui/charts/export_event.h"

namespace support {

/// Stands where the window shows messages: hears how the exports of a widget, and of what is in it, end.
class ExportWatch : public QObject {
 public:
  explicit ExportWatch(QWidget& widget) { widget.installEventFilter(this); }

  QStringList written;  ///< paths
  QStringList failed;   ///< reasons
  qsizetype count() const { return written.size() + failed.size(); }

  bool eventFilter(QObject*, QEvent* event) override {
    if (event->type() != charts::ExportEvent::kind()) return false;
    const auto& end = static_cast<const charts::ExportEvent&>(*event);
    if (end.succeeded()) {
      written << end.path();
    } else {
      failed << end.reason();
    }
    event->accept();
    return true;
  }
};

}  // namespace support
