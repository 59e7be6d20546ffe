#pragma once

#include <filesystem>
#include <memory>

#include "mbpo/frozen_model.h"

namespace inspect {

/// The newest model of a run directory: model.cbor, or, of a run from before there was one, its newest checkpoint. One
/// owner thread.
class ModelSource {
 public:
  explicit ModelSource(std::filesystem::path run_directory) : directory_(std::move(run_directory)) {}

  /// Loads it when it is newer than what was loaded last; true then. Throws base::Error when the run has none that can
  /// be used; what was loaded before stays.
  bool reload();
  /// Null before the first load.
  const std::shared_ptr<const mbpo::FrozenModel>& model() const { return model_; }

 private:
  struct Stamp {
    std::filesystem::path file;
    std::filesystem::file_time_type time;
    bool operator==(const Stamp&) const = default;
  };
  Stamp newest() const;

  std::filesystem::path directory_;
  Stamp loaded_;
  std::shared_ptr<const mbpo::FrozenModel> model_;
};

}  // namespace inspect
