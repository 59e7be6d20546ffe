#pragma once

#include <QEvent>
#include <QString>

class QWidget;

namespace charts {

/// How the export of a file has ended. Goes to the widget that was asked and on to its parents until one accepts it, as
/// QStatusTipEvent does: who exports needs not know who shows messages. GUI thread.
class ExportEvent : public QEvent {
 public:
  ExportEvent(QString path, QString reason);
  static QEvent::Type kind();

  const QString& path() const { return path_; }
  bool succeeded() const { return reason_.isEmpty(); }
  /// Why not: what, where, what to do.
  const QString& reason() const { return reason_; }

 private:
  QString path_, reason_;
};

/// Sends the event. A failure that nobody accepts is said in a box of its own.
void tellExport(QWidget& asked, const QString& path, const QString& reason);

}  // namespace charts
