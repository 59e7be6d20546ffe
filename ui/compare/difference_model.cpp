#include "ui/compare/difference_model.h"

#include <QFont>
#include <QGuiApplication>
#include <algorithm>

#include "ui/panels/accents.h"

namespace compare {

DifferenceModel::DifferenceModel(Comparison& comparison, QObject* parent)
    : QAbstractTableModel(parent), comparison_(comparison) {
  connect(&comparison_, &Comparison::curvesChanged, this, &DifferenceModel::rebuild);
}

void DifferenceModel::setShowsAll(bool all) {
  if (all == all_) return;
  all_ = all;
  rebuild();
}

void DifferenceModel::rebuild() {
  beginResetModel();
  rows_.clear();
  std::vector<Column> columns;
  for (const Curve& curve : comparison_.curves()) columns.push_back(curve.setups);
  if (!columns.empty()) {
    for (DifferenceRow& row : compareConfigurations(columns)) {
      if (all_ || row.differs) rows_.push_back(std::move(row));
    }
  }
  endResetModel();
}

int DifferenceModel::differences() const {
  return static_cast<int>(std::ranges::count_if(rows_, &DifferenceRow::differs));
}

int DifferenceModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int DifferenceModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(comparison_.curves().size());
}

QVariant DifferenceModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const DifferenceRow& row = rows_[static_cast<std::size_t>(index.row())];
  const bool unusual = row.unusual().contains(index.column());
  switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole: return row.values[index.column()];
    case unusual_role: return unusual;
    case Qt::FontRole: {
      if (!unusual) return {};
      QFont bold = QGuiApplication::font();
      bold.setWeight(QFont::DemiBold);
      return bold;
    }
    case Qt::BackgroundRole: {
      if (!unusual) return {};
      QColor tint = panels::toneColour(panels::Tone::accent, QGuiApplication::palette());
      tint.setAlphaF(0.14F);
      return tint;
    }
    default: return {};
  }
}

QVariant DifferenceModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation == Qt::Horizontal) {
    const Curve& curve = comparison_.curves()[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole) return curve.label;
    if (role == Qt::ToolTipRole) return curve.name;
    if (role == Qt::DecorationRole) return swatch(curve.look, QGuiApplication::palette(), qApp->devicePixelRatio());
    if (role == Qt::TextAlignmentRole) return static_cast<int>(Qt::AlignLeft | Qt::AlignVCenter);
    return {};
  }
  const DifferenceRow& row = rows_[static_cast<std::size_t>(section)];
  if (role == Qt::DisplayRole)
    return row.symbol.isEmpty() ? row.key : QStringLiteral("%1 · %2").arg(row.key, row.symbol);
  if (role == Qt::ToolTipRole) return row.help;
  return {};
}

}  // namespace compare
