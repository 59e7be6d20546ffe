#pragma once

#include <QAbstractTableModel>
#include <memory>

#include "study/study_result.h"

namespace studies {

/// Every measured policy of a study, a row each, in the order measured.
class StudyTableModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column {
    transitions,
    policy,
    updates,
    kl,
    eps_pi,
    error_bin,
    error_mean,
    rmse,
    rows,
    episode_return,
    column_count
  };

  using QAbstractTableModel::QAbstractTableModel;
  void setResult(std::shared_ptr<const study::StudyResult> result);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : column_count; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  struct Place {
    const study::StudyCurve* curve;
    const study::StudyPoint* point;
  };
  std::shared_ptr<const study::StudyResult> result_;
  std::vector<Place> places_;
};

}  // namespace studies
