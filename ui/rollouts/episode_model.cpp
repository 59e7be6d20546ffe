#include "ui/rollouts/episode_model.h"

#include <algorithm>
#include <array>

#include "ui/models/number_text.h"

namespace rollouts {
namespace {

struct Head {
  const char *title, *tip;
};

constexpr std::array<Head, EpisodeModel::column_count> kHeads{{
    {"Step", "Real steps of the run when the episode ended"},
    {"Epoch", "0: the first after the warm-up"},
    {"Kind", "Training: the stochastic policy, into D_env. Evaluation: the mean action, unknown to D_env"},
    {"Return", "Undiscounted sum of its rewards; exact. ▲ best and ▼ worst of the evaluation episodes"},
    {"Length", "Steps"},
    {"Ended by", "Why the episode ended"},
}};

QString kindText(run::EpisodeKind kind) {
  return kind == run::EpisodeKind::evaluation ? EpisodeModel::tr("Evaluation") : EpisodeModel::tr("Training");
}

QString word(const std::vector<run::KeptEpisode>& episodes, const char* name) {
  return episodes.empty() ? QString() : QString::fromStdString(run::findEpisode(episodes, name));
}

}  // namespace

QString endText(run::EpisodeEnd end) {
  switch (end) {
    case run::EpisodeEnd::terminated: return EpisodeModel::tr("task");
    case run::EpisodeEnd::time_limit: return EpisodeModel::tr("time limit");
    case run::EpisodeEnd::unstable: return EpisodeModel::tr("unstable physics");
    default: return EpisodeModel::tr("cut off");
  }
}

QString episodeText(const run::KeptEpisode& episode) {
  return EpisodeModel::tr("%1 · step %2 · epoch %3 · return %4 · %5 steps · ended by %6")
      .arg(kindText(episode.kind), models::groupedText(episode.real_steps),
           episode.epoch < 0 ? EpisodeModel::tr("–") : QString::number(episode.epoch),
           models::shortText(episode.episode_return), models::groupedText(episode.length), endText(episode.end));
}

void EpisodeModel::setEpisodes(std::shared_ptr<const std::vector<run::KeptEpisode>> episodes) {
  const auto ids = [](const auto& list) {
    QStringList names;
    if (list) {
      for (const run::KeptEpisode& one : *list) names << QString::fromStdString(one.id);
    }
    return names;
  };
  if (ids(episodes) == ids(episodes_)) return;
  beginResetModel();
  episodes_ = std::move(episodes);
  const std::vector<run::KeptEpisode> none;
  const auto& all = episodes_ ? *episodes_ : none;
  newest_ = word(all, "newest");
  best_ = word(all, "best");
  worst_ = word(all, "worst");
  endResetModel();
}

const run::KeptEpisode* EpisodeModel::at(int row) const {
  if (!episodes_ || row < 0 || row >= rowCount()) return nullptr;
  return &(*episodes_)[static_cast<std::size_t>(row)];
}

int EpisodeModel::rowOf(const QString& id) const {
  if (!episodes_) return -1;
  const auto found = std::ranges::find(*episodes_, id.toStdString(), &run::KeptEpisode::id);
  return found == episodes_->end() ? -1 : static_cast<int>(found - episodes_->begin());
}

const run::KeptEpisode* EpisodeModel::find(const QString& id) const { return at(rowOf(id)); }
QString EpisodeModel::newest() const { return newest_; }
QString EpisodeModel::best() const { return best_; }
QString EpisodeModel::worst() const { return worst_; }

int EpisodeModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !episodes_ ? 0 : static_cast<int>(episodes_->size());
}

QVariant EpisodeModel::data(const QModelIndex& index, int role) const {
  const run::KeptEpisode* episode = at(index.row());
  if (episode == nullptr) return {};
  const QString id = QString::fromStdString(episode->id);
  const bool is_word = index.column() == kind || index.column() == end;
  if (role == Qt::TextAlignmentRole) return int((is_word ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  if (role == kIdRole) return id;
  if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
    QString text = episodeText(*episode);
    if (id == best_) text += tr(" · the best");
    if (id == worst_ && worst_ != best_) text += tr(" · the worst");
    return text;
  }
  const bool sorts = role == kSortRole;
  if (role != Qt::DisplayRole && !sorts) return {};
  switch (index.column()) {
    case step: return sorts ? QVariant(qint64(episode->real_steps)) : models::groupedText(episode->real_steps);
    case epoch:
      if (sorts) return episode->epoch;
      return episode->epoch < 0 ? tr("–") : QString::number(episode->epoch);
    case kind: return episode->kind == run::EpisodeKind::evaluation ? tr("eval.") : tr("train.");
    case episode_return: {
      if (sorts) return episode->episode_return;
      const QString badge = id == best_ ? QStringLiteral("▲ ") : id == worst_ ? QStringLiteral("▼ ") : QString();
      return badge + models::shortText(episode->episode_return);
    }
    case length: return sorts ? QVariant(episode->length) : models::groupedText(episode->length);
    case end: return endText(episode->end);
    default: return {};
  }
}

QVariant EpisodeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= column_count) return {};
  const Head& head = kHeads.at(static_cast<std::size_t>(section));
  const bool is_text = section == kind || section == end;
  // The arrow of the sorted column stands at the right edge: a heading that ends there keeps clear of it.
  if (role == Qt::DisplayRole) return is_text ? tr(head.title) : tr(head.title) + QChar(0x2003);
  if (role == Qt::ToolTipRole) return tr(head.tip);
  if (role == Qt::TextAlignmentRole) return int((is_text ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  return {};
}

}  // namespace rollouts
