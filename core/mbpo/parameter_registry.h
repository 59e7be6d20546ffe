#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mbpo/configuration.h"

namespace mbpo {

/// What is known of one key of the configuration: the single source for files, `--set`, panels and tooltips.
struct Parameter {
  std::string key;          ///< as in files and `--set key=value`
  std::string group;        ///< run | rollouts | model | agent | theory
  std::string symbol;       ///< as in the paper ("k", "M", "G", "γ"), or empty
  std::string unit;         ///< "real steps", "rows", …; empty: none; of a text: its form ("e0,e1,k0,k1")
  std::string help;         ///< one sentence
  std::variant<double Configuration::*, std::int64_t Configuration::*, bool Configuration::*,
               std::string Configuration::*, rollout::Schedule Configuration::*>
      member;
  double minimum = 0, maximum = 0;    ///< inclusive; numbers only
  std::vector<std::string> choices;   ///< allowed texts; empty: any
  std::string restart_reason;         ///< why it cannot change while a run goes on; empty: it is live

  bool live() const { return restart_reason.empty(); }
};

/// All parameters, in display order. Immutable; any thread.
const std::vector<Parameter>& parameterRegistry();

/// The parameter of that key; throws base::Error with the nearest allowed keys.
const Parameter& findParameter(std::string_view key);

/// The value as text, exactly readable back by `setParameter`.
std::string parameterText(const Configuration& configuration, const Parameter& parameter);

/// What a value may be, in words: "1 … 200 model steps", "one of schedule, manual, auto", "true or false". Never empty.
std::string allowedText(const Parameter& parameter);

/// Checks and sets one value. Throws base::Error naming key, value and what is allowed; then nothing has changed.
void setParameter(Configuration& configuration, std::string_view key, std::string_view text);

/// The model's weight decay as numbers: one per layer, or one for all. Throws base::Error.
std::vector<double> parseWeightDecay(const Configuration& configuration);

/// Checks every value, and what concerns several keys at once (elite_size ≤ ensemble_size, …). Throws base::Error.
void validate(const Configuration& configuration);

/// The same with `threads` 0 replaced by the number that is fastest on this machine: what a run records.
Configuration withFixedThreads(Configuration configuration);

/// JSON object text with every key, typed, and back. Reading refuses unknown keys and names them; keys that are
/// absent keep the given start values. `source` is named in errors.
std::string toJson(const Configuration& configuration);
Configuration configurationFromJson(std::string_view json, const std::string& source, Configuration start = {});

}  // namespace mbpo
