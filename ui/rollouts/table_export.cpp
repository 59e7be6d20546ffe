#include "ui/rollouts/table_export.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSaveFile>
#include <utility>

#include "ui/panels/icon.h"

namespace rollouts {

TableExport::TableExport(const QString& name, QString title, std::function<QString()> csv, QWidget* parent)
    : QToolButton(parent), title_(std::move(title)), csv_(std::move(csv)) {
  setObjectName(name);
  setAccessibleName(tr("Export %1").arg(title_));
  setToolTip(tr("Copy these numbers, or save them as CSV"));
  setIcon(panels::icon(QStringLiteral("export"), panels::Tone::muted));
  setIconSize({16, 16});
  setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(this);
  QAction* copies = menu->addAction(tr("Copy as CSV"), this, &TableExport::copy);
  copies->setObjectName(name + QStringLiteral("_copy"));
  QAction* saves = menu->addAction(tr("Save as CSV…"), this, &TableExport::askAndWrite);
  saves->setObjectName(name + QStringLiteral("_save"));
  setMenu(menu);
}

void TableExport::copy() const { QApplication::clipboard()->setText(csv_()); }

bool TableExport::writeTo(const QString& path, QString* reason) const {
  QSaveFile file(path);
  const bool written = file.open(QIODevice::WriteOnly) && file.write(csv_().toUtf8()) >= 0 && file.commit();
  if (!written && reason) *reason = QStringLiteral("%1: %2").arg(path, file.errorString());
  return written;
}

void TableExport::askAndWrite() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Save numbers"), title_ + QStringLiteral(".csv"),
                                                    tr("Table (*.csv)"));
  QString reason;
  if (!path.isEmpty() && !writeTo(path, &reason)) QMessageBox::warning(this, tr("Save numbers"), reason);
}

QString csvCell(const QString& text) {
  if (!text.contains(u',') && !text.contains(u'"') && !text.contains(u'\n')) return text;
  QString quoted = text;
  return u'"' + quoted.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

}  // namespace rollouts
