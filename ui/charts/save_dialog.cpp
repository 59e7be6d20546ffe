#include "ui/charts/save_dialog.h"

#include <QFileDialog>
#include <QFileInfo>

namespace charts {
namespace {

/// "Table (*.csv)" → "csv"
QString endingOf(const QString& kind) { return kind.section(QLatin1String("(*."), 1).section(QLatin1Char(')'), 0, 0); }

}  // namespace

void askWhereToSave(QWidget& asking, const QString& title, QString suggestion, const QString& kinds,
                    const std::function<void(const QString& path)>& then) {
  suggestion.replace(QLatin1Char('/'), QLatin1Char('-'));  // dε_m/dKL
  auto* dialog = new QFileDialog(&asking, title, suggestion, kinds);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QFileInfo(suggestion).suffix());
  QObject::connect(dialog, &QFileDialog::filterSelected, dialog,
                   [dialog](const QString& kind) { dialog->setDefaultSuffix(endingOf(kind)); });
  QObject::connect(dialog, &QFileDialog::fileSelected, &asking, then);
  dialog->open();
}

}  // namespace charts
