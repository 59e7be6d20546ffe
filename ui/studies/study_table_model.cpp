#include "ui/studies/study_table_model.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/models/number_text.h"

namespace studies {
namespace {

struct Head {
  const char *title, *tip;
};

constexpr std::array<Head, StudyTableModel::column_count> kHeads{{
    {"n", "Transitions of π_D that the model was fitted to"},
    {"policy", "Number on the way from π_D, which is 0"},
    {"updates", "SAC updates since π_D"},
    {"KL", "Mean KL(π ‖ π_D) over states of π_D's data, nats; closed form"},
    {"ε_π", "Mean over the same states of min(√(KL/2), √(1 − e^{−KL}), 1)"},
    {"ε_m′", "Largest mean total variation of a time bin ± its standard error; estimated"},
    {"mean", "Mean total variation over all fresh transitions ± standard error; estimated"},
    {"RMSE", "Of the elites' mean prediction, in units of σ_y, ± standard error"},
    {"rows", "Fresh real transitions measured / episodes that they were drawn from"},
    {"return", "Mean undiscounted return of those episodes"},
}};

// As many digits as the error makes worth reading: two of its own.
QString withError(const study::Measured& m) {
  if (!std::isfinite(m.value) || !(m.standard_error > 0)) return models::shortText(m.value);
  const int decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(m.standard_error))), 0, 4);
  return QStringLiteral("%1 ± %2").arg(m.value, 0, 'f', decimals).arg(m.standard_error, 0, 'f', decimals);
}

}  // namespace

void StudyTableModel::setResult(std::shared_ptr<const study::StudyResult> result) {
  std::vector<Place> places;
  if (result) {
    for (const study::StudyCurve& curve : result->curves) {
      for (const study::StudyPoint& point : curve.points) places.push_back({&curve, &point});
    }
  }
  // A study only grows: what is there already stays where the reader looks at it.
  const auto had = static_cast<int>(places_.size()), has = static_cast<int>(places.size());
  if (has > had) {
    beginInsertRows({}, had, has - 1);
    result_ = std::move(result);
    places_ = std::move(places);
    endInsertRows();
    return;
  }
  if (has == had && has > 0) {
    result_ = std::move(result);
    places_ = std::move(places);
    return;
  }
  beginResetModel();
  result_ = std::move(result);
  places_ = std::move(places);
  endResetModel();
}

int StudyTableModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(places_.size());
}

QVariant StudyTableModel::data(const QModelIndex& index, int role) const {
  if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  const auto& [curve, point] = places_.at(static_cast<std::size_t>(index.row()));
  switch (index.column()) {
    case transitions: return models::groupedText(curve->transitions);
    case policy: return point->policy == 0 ? tr("π_D") : QString::number(point->policy);
    case updates: return models::groupedText(point->updates);
    case kl: return models::shortText(point->kl_mean);
    case eps_pi: return models::shortText(point->eps_pi_mean);
    case error_bin: return withError(point->eps_m_prime);
    case error_mean: return withError(point->eps_m_prime_mean);
    case rmse: return withError(point->rmse);
    case rows: return tr("%1 / %2").arg(models::groupedText(point->rows)).arg(point->episodes);
    case episode_return: return models::shortText(point->return_mean);
    default: return {};
  }
}

QVariant StudyTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  const Head& head = kHeads.at(static_cast<std::size_t>(section));
  if (role == Qt::DisplayRole) return QString::fromUtf8(head.title);
  if (role == Qt::ToolTipRole) return QString::fromUtf8(head.tip);
  if (role == Qt::TextAlignmentRole) return int(Qt::AlignRight | Qt::AlignVCenter);
  return {};
}

}  // namespace studies
