#include "ui/rollouts/choices.h"

#include <QJsonArray>
#include <algorithm>

namespace rollouts {
namespace {

constexpr int kMostMembers = 64;

}  // namespace

inspect::ComparisonSpec specFor(const Choices& choices, const std::string& episode) {
  inspect::ComparisonSpec spec;
  if (!choices.from_buffer) spec.episode = episode;
  spec.start_step = choices.start;
  spec.horizon = choices.horizon;
  spec.drive = choices.drive;
  spec.samples = choices.samples;
  spec.members = choices.members;
  spec.sampled_action = choices.sampled_action;
  spec.seed = static_cast<std::uint64_t>(choices.seed);
  return spec;
}

QJsonObject toJson(const Choices& choices) {
  QJsonArray members;
  for (const int member : choices.members) members << member;
  return {{QStringLiteral("from_buffer"), choices.from_buffer},
          {QStringLiteral("start"), choices.start},
          {QStringLiteral("horizon"), choices.horizon},
          {QStringLiteral("closed_loop"), choices.drive == inspect::Drive::closed_loop},
          {QStringLiteral("samples"), choices.samples},
          {QStringLiteral("members"), members},
          {QStringLiteral("sampled_action"), choices.sampled_action},
          {QStringLiteral("seed"), choices.seed}};
}

Choices choicesFromJson(const QJsonObject& json) {
  Choices choices;
  const auto number = [&json](const char* key, int fallback, int least, int most) {
    return std::clamp(json[QLatin1String(key)].toInt(fallback), least, most);
  };
  choices.from_buffer = json[QStringLiteral("from_buffer")].toBool();
  choices.start = number("start", choices.start, 0, 1'000'000);
  choices.horizon = number("horizon", choices.horizon, 1, kLongestHorizon);
  if (json[QStringLiteral("closed_loop")].toBool()) choices.drive = inspect::Drive::closed_loop;
  choices.samples = number("samples", choices.samples, 0, inspect::kMaxSamples);
  for (const QJsonValue& member : json[QStringLiteral("members")].toArray()) {
    choices.members.push_back(std::clamp(member.toInt(), 0, kMostMembers - 1));
  }
  std::ranges::sort(choices.members);
  const auto repeated = std::ranges::unique(choices.members);
  choices.members.erase(repeated.begin(), repeated.end());
  choices.sampled_action = json[QStringLiteral("sampled_action")].toBool();
  choices.seed = number("seed", choices.seed, 0, 1'000'000);
  return choices;
}

}  // namespace rollouts
