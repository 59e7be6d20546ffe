#include "mbpo/snapshot.h"

namespace mbpo {

std::string_view stageName(Stage stage) {
  switch (stage) {
    case Stage::warm_up: return "warm-up";
    case Stage::fit: return "1 fit";
    case Stage::choose_k: return "2 choose k";
    case Stage::roll_out: return "3 roll out";
    case Stage::act: return "4 act";
    case Stage::update: return "5 update";
    case Stage::measure: return "6 measure";
    case Stage::publish: return "7 publish";
    case Stage::finished: return "finished";
  }
  return "?";
}

}  // namespace mbpo
