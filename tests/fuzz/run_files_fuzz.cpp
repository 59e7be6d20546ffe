// Everything of a run directory that is text: the rows, and the small files beside them.
#include "fuzz_target.h"
#include "mbpo/measurement_record.h"
#include "mbpo/metric.h"
#include "run/annotation.h"
#include "run/checkpoint_store.h"
#include "run/json_lines.h"
#include "run/status_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text(data, size);
  const std::string_view line = text.substr(0, text.find('\n'));
  for (const mbpo::Stream stream : mbpo::kStreams) {
    fuzz::expectErrorOrNothing([&] { run::toLine(run::rowFromLine(line, stream)); });
  }
  fuzz::expectErrorOrNothing([&] { run::toLine(run::eventFromLine(line)); });
  fuzz::expectErrorOrNothing([&] { mbpo::toLine(mbpo::measurementFromLine(line)); });
  std::filesystem::create_directories(fuzz::folder() / "checkpoint");
  fuzz::writeFile("status.json", data, size);
  fuzz::writeFile("annotation.json", data, size);
  fuzz::writeFile("checkpoint/current.json", data, size);
  fuzz::expectErrorOrNothing([&] { run::effectiveStatus(fuzz::folder(), run::readStatus(fuzz::folder())); });
  fuzz::expectErrorOrNothing([&] { run::readAnnotation(fuzz::folder()); });
  fuzz::expectErrorOrNothing([&] {
    for (const auto& checkpoint : run::findCheckpoints(fuzz::folder())) {
      // Whatever the file says, it stays inside its folder.
      if (checkpoint.file.parent_path() != run::checkpointFolder(fuzz::folder())) __builtin_trap();
    }
  });
  return 0;
}
