#include "ui/rollouts/table_export.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <utility>

#include "ui/charts/export_job.h"
#include "ui/charts/save_dialog.h"
#include "ui/panels/icon.h"

namespace rollouts {

TableExport::TableExport(const QString& name, QString title, MakeTable table, QWidget* parent)
    : QToolButton(parent), title_(std::move(title)), table_(std::move(table)) {
  setObjectName(name);
  setAccessibleName(tr("Export %1").arg(title_));
  setToolTip(tr("Copy these numbers, or save them as CSV"));
  setIcon(panels::icon(QStringLiteral("export"), panels::Tone::muted));
  setIconSize({16, 16});
  setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(this);
  QAction* copies = menu->addAction(tr("Copy as CSV"), this, &TableExport::copy);
  copies->setObjectName(name + QStringLiteral("_copy"));
  QAction* saves = menu->addAction(tr("Save as CSV…"), this, &TableExport::askAndExport);
  saves->setObjectName(name + QStringLiteral("_save"));
  setMenu(menu);
}

void TableExport::copy() const { QApplication::clipboard()->setText(charts::toText(table_())); }

void TableExport::beginExport(const QString& path) {
  charts::ExportJob::begin(*this, path, charts::contentOf(table_()));
}

void TableExport::askAndExport() {
  charts::askWhereToSave(*this, tr("Save numbers"), title_ + QStringLiteral(".csv"), tr("Table (*.csv)"),
                         [this](const QString& path) { beginExport(path); });
}

}  // namespace rollouts
