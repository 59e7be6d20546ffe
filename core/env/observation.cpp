#include "env/observation.h"

#include <algorithm>

namespace env {

int observationSize(const std::vector<ObservationPart>& parts) {
  int size = 0;
  for (const ObservationPart& part : parts) size += part.of.size();
  return size;
}

void observe(const std::vector<ObservationPart>& parts, const mjModel& model, const mjData& data, std::span<double> s) {
  std::size_t next = 0;
  for (const ObservationPart& part : parts) {
    const auto block = s.subspan(next, static_cast<std::size_t>(part.of.size()));
    evaluate(part.of, model, data, block);
    for (double& value : block) value = std::clamp(value, -part.clip, part.clip);
    next += block.size();
  }
}

std::vector<std::string> observationLabels(const std::vector<ObservationPart>& parts, const mjModel& model) {
  std::vector<std::string> all;
  for (const ObservationPart& part : parts) {
    for (std::string& label : labels(part.of, model)) all.push_back(std::move(label));
  }
  return all;
}

int findColumn(const std::vector<ObservationPart>& parts, const Quantity& quantity, int i) {
  int column = 0;
  for (const ObservationPart& part : parts) {
    const Quantity& of = part.of;
    const bool same = of.kind == quantity.kind && of.function == quantity.function && of.id == quantity.id &&
                      of.origin_id == quantity.origin_id;
    if (same && of.from <= i && i < of.to) return column + i - of.from;
    column += of.size();
  }
  return -1;
}

}  // namespace env
