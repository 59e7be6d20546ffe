#pragma once

#include <filesystem>
#include <string>

#include "env/environment.h"

namespace env {

/// The "environment" a trace file was written for. Throws base::Error.
std::string traceEnvironment(const std::filesystem::path& trace);

/// Starts from the trace's qpos0 and qvel0, applies its actions one by one, past any termination, and writes
/// {environment, qpos0, qvel0, observation0, steps: [{action, observation, reward, terminated}]} with every double
/// such that it reads back exactly. The output appears whole or not at all. Numbers that JSON has no word for are
/// written as null, and a "note" says at which step the physics became unstable.
///
/// Of the input only environment, qpos0, qvel0 and steps[].action are read. Throws base::Error naming the file, the
/// step and the fault; then no output is written.
void replayTrace(Environment& environment, const std::filesystem::path& input, const std::filesystem::path& output);

}  // namespace env
