#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace cli {

/// The candidate that takes the fewest edits to become `text`; empty when none is near.
std::string nearest(std::string_view text, const std::vector<std::string>& candidates);

/// What to print when the command line cannot be parsed: the fault, the nearest known word, and where help is.
std::string failureMessage(const CLI::App* app, const CLI::Error& error);

}  // namespace cli
