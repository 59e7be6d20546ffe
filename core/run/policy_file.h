#pragma once

#include <memory>
#include <string>

#include "agent/frozen_policy.h"

namespace run {

/// The content of policy.cbor, and back. Parsing throws base::Error, or nlohmann's exceptions where bytes are damaged.
std::string encodePolicy(const agent::FrozenPolicy& policy);
std::shared_ptr<const agent::FrozenPolicy> parsePolicy(const std::string& content);

}  // namespace run
