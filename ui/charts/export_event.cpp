#include "ui/charts/export_event.h"

#include <QCoreApplication>
#include <QMessageBox>
#include <utility>

namespace charts {

ExportEvent::ExportEvent(QString path, QString reason)
    : QEvent(kind()), path_(std::move(path)), reason_(std::move(reason)) {
  setAccepted(false);
}

QEvent::Type ExportEvent::kind() {
  static const auto registered = static_cast<QEvent::Type>(QEvent::registerEventType());
  return registered;
}

void tellExport(QWidget& asked, const QString& path, const QString& reason) {
  ExportEvent event(path, reason);
  for (QWidget* hears = &asked; hears != nullptr && !event.isAccepted(); hears = hears->parentWidget()) {
    QCoreApplication::sendEvent(hears, &event);
  }
  if (event.isAccepted() || event.succeeded()) return;
  auto* box = new QMessageBox(QMessageBox::Warning, QCoreApplication::translate("charts::ExportEvent", "Export"),
                              reason, QMessageBox::Ok, asked.window());
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

}  // namespace charts
