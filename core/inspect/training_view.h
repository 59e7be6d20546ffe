#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace inspect {

/// What training rests on at one moment: where its branches start, how long they got, how old D_model is. An immutable
/// value for any thread.
struct TrainingView {
  std::int64_t real_steps = 0;  ///< of the run when it was taken
  int epoch = -1;

  /// States in a plane that is the same for both clouds: the first two principal axes of D_env's states, each dimension
  /// in units of its σ; in a task of two varying dimensions, these.
  struct Cloud {
    std::vector<std::array<double, 2>> points;  ///< a bounded uniform sample of the finite ones, in that plane
    std::vector<float> states;                  ///< [points][n_s]: the same sample, in the observation's own units
    std::int64_t of = 0;                        ///< how many it was drawn from
  };
  std::vector<std::string> dimensions;         ///< [n_s] names of the observation's numbers
  Cloud env_states;                            ///< D_env
  Cloud model_starts;                          ///< states from which the branches in D_model start
  std::array<std::string, 2> axis;             ///< what the axes are, in words: "0.62 height − 0.41 thigh …"
  std::array<double, 2> variance_share{0, 0};  ///< of D_env's standardised variance, 0 … 1

  /// Branches in D_model by the number of steps that they got. Exact, but for branches that are half overwritten.
  struct BranchLengths {
    std::vector<std::int64_t> branches;    ///< [k_max]: of length i + 1
    std::vector<std::int64_t> terminated;  ///< of those, ended by the task's termination; the others reached their k
  } lengths;
  int rollout_length = 1;  ///< k in force

  std::int64_t env_rows = 0;
  int env_starts = 0;                               ///< states of D_env that a comparison may start from, by number
  std::int64_t model_rows = 0, model_capacity = 0;  ///< D_model's fill
  double oldest_age = 0;  ///< of D_model's oldest row, in real steps; estimated from how many rows a step brings
  double mean_age = 0;    ///< of D_model's rows, the same way
};

}  // namespace inspect
