#include "inspect/model_source.h"

#include "base/error.h"
#include "mbpo/checkpoint.h"
#include "mbpo/model_snapshot.h"
#include "mbpo/training_state.h"
#include "run/checkpoint_store.h"
#include "run/model_file.h"
#include "run/run_directory.h"

namespace inspect {
namespace fs = std::filesystem;

ModelSource::Stamp ModelSource::newest() const {
  std::error_code gone;
  const fs::path file = run::modelFile(directory_);
  if (const auto time = fs::last_write_time(file, gone); !gone) return {file, time};
  run::readConfiguration(directory_);  // says what is wrong with a directory that is no run
  const auto checkpoint = run::newestCheckpoint(directory_);
  if (!checkpoint) {
    throw base::Error("the run " + directory_.string() +
                      " has no model to look into: a run writes one at its first evaluation, after the warm-up; a copy "
                      "without model.cbor and checkpoint has none");
  }
  return {checkpoint->file, fs::last_write_time(checkpoint->file, gone)};
}

bool ModelSource::reload() {
  const Stamp stamp = newest();
  if (model_ && stamp == loaded_) return false;
  std::shared_ptr<const mbpo::FrozenModel> model;
  if (stamp.file == run::modelFile(directory_)) {
    model = run::readModel(directory_);
  } else {
    model = std::make_shared<const mbpo::FrozenModel>(mbpo::freezeModel(*mbpo::readCheckpoint(stamp.file)));
  }
  model_ = std::move(model);
  loaded_ = stamp;
  return true;
}

}  // namespace inspect
