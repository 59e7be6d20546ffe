#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "mdp/finite_mdp.h"

namespace mdp {

/// "chain", "cliff", "two-rooms", "random".
const std::vector<std::string>& mdpNames();

/// The MDP of that name; only "random" (6 states, 3 actions, γ = 0.4) depends on the seed. Throws base::Error that
/// lists the names.
FiniteMdp makeNamedMdp(std::string_view name, std::uint64_t seed);

/// Five states in a row. `forward` moves one state on with probability 0.9 and earns +1, `back` returns to the first
/// state and earns −1; forward in the last state stays there. γ = 0.4, low enough for bounds that
/// grow with 1/(1−γ)² to leave something over.
FiniteMdp makeChain();

/// A grid of 3 rows and 6 columns: from the lower left corner to the goal in the lower right one, along a cliff that
/// takes the squares between them. Four moves, each slipping to a random one with probability 0.1; every step costs
/// 0.02, a fall costs 1 and leads back to the start, the goal earns 1 at every step and is never left. γ = 0.9.
FiniteMdp makeCliff();

/// Two rooms of 3 × 3 with a door between their middle rows; start in the far corner of the left room, and the opposite
/// corner of the right room earns 1 at every step and is never left. Moves slip as on the cliff. γ = 0.9.
FiniteMdp makeTwoRooms();

}  // namespace mdp
