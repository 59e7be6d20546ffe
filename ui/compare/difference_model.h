#pragma once

#include <QAbstractTableModel>

#include "ui/compare/comparison.h"

namespace compare {

/// The configurations side by side: one row per key that differs (or per key at all), one column per curve. A value
/// that is not the row's usual one is bold on a tinted ground.
class DifferenceModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Role { unusual_role = Qt::UserRole };

  explicit DifferenceModel(Comparison& comparison, QObject* parent = nullptr);

  void setShowsAll(bool all);
  /// Keys that differ, whether or not others are shown too.
  int differences() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  void rebuild();

  Comparison& comparison_;
  std::vector<DifferenceRow> rows_;
  bool all_ = false;
};

}  // namespace compare
