#include "mdp/named_mdps.h"

#include <algorithm>
#include <array>

#include "base/error.h"

namespace mdp {
namespace {

constexpr double kSlip = 0.1;
constexpr std::size_t kMoves = 4;

/// A map drawn in characters: '#' wall, 'S' start, 'G' goal, 'X' cliff, '.' floor. Each square that is not a wall is a
/// state, numbered row by row; the cliff's squares are places from which the next step starts anew.
class Grid {
 public:
  explicit Grid(std::vector<std::string> rows) : rows_(std::move(rows)) {
    for (std::size_t y = 0; y < rows_.size(); ++y) {
      for (std::size_t x = 0; x < rows_[y].size(); ++x) {
        if (rows_[y][x] != '#') squares_.push_back({y, x});
        if (rows_[y][x] == 'S') start_ = squares_.size() - 1;
      }
    }
  }

  std::size_t states() const { return squares_.size(); }
  std::size_t start() const { return start_; }
  char at(std::size_t s) const { return rows_[squares_[s][0]][squares_[s][1]]; }

  /// The state after a move up, right, down or left; walls and the map's edge stop it.
  std::size_t neighbour(std::size_t s, std::size_t move) const {
    auto [y, x] = squares_[s];
    if (move == 0 && y > 0) --y;
    if (move == 1 && x + 1 < rows_[y].size()) ++x;
    if (move == 2 && y + 1 < rows_.size()) ++y;
    if (move == 3 && x > 0) --x;
    const auto found = std::ranges::find(squares_, std::array{y, x});
    return found == squares_.end() ? s : static_cast<std::size_t>(found - squares_.begin());
  }

 private:
  std::vector<std::string> rows_;
  std::vector<std::array<std::size_t, 2>> squares_;
  std::size_t start_ = 0;
};

FiniteMdp makeGridMdp(const std::string& name, const Grid& grid, double step_reward) {
  const std::size_t states = grid.states();
  FiniteMdp mdp{.name = name,
                .discount = 0.9,
                .start = Vector(states),
                .p = Kernel(states * kMoves, states),
                .reward = Matrix(states, kMoves, step_reward)};
  mdp.start[grid.start()] = 1;
  for (std::size_t s = 0; s < states; ++s) {
    for (std::size_t a = 0; a < kMoves; ++a) {
      double* next = mdp.p.row(s * kMoves + a);
      if (grid.at(s) == 'G' || grid.at(s) == 'X') {
        next[grid.at(s) == 'G' ? s : grid.start()] = 1;
        mdp.reward(s, a) = grid.at(s) == 'G' ? 1 : -1;
        continue;
      }
      next[grid.neighbour(s, a)] += 1 - kSlip;
      for (std::size_t move = 0; move < kMoves; ++move) next[grid.neighbour(s, move)] += kSlip / kMoves;
    }
  }
  check(mdp);
  return mdp;
}

}  // namespace

const std::vector<std::string>& mdpNames() {
  static const std::vector<std::string> names{"chain", "cliff", "two-rooms", "random"};
  return names;
}

FiniteMdp makeChain() {
  constexpr std::size_t kStates = 5, kForward = 0, kBack = 1;
  FiniteMdp mdp{.name = "chain",
                .discount = 0.4,
                .start = Vector(kStates),
                .p = Kernel(kStates * 2, kStates),
                .reward = Matrix(kStates, 2)};
  mdp.start[0] = 1;
  for (std::size_t s = 0; s < kStates; ++s) {
    mdp.p(s * 2 + kForward, std::min(s + 1, kStates - 1)) += 0.9;
    mdp.p(s * 2 + kForward, s) += 0.1;
    mdp.p(s * 2 + kBack, 0) = 1;
    mdp.reward(s, kForward) = 1;
    mdp.reward(s, kBack) = -1;
  }
  check(mdp);
  return mdp;
}

FiniteMdp makeCliff() { return makeGridMdp("cliff", Grid({"......", "......", "SXXXXG"}), -0.02); }

FiniteMdp makeTwoRooms() { return makeGridMdp("two-rooms", Grid({"...#..G", ".......", "S..#..."}), 0); }

FiniteMdp makeNamedMdp(std::string_view name, std::uint64_t seed) {
  if (name == "chain") return makeChain();
  if (name == "cliff") return makeCliff();
  if (name == "two-rooms") return makeTwoRooms();
  if (name == "random") {
    base::RandomStream random(seed, "named random MDP");
    return makeRandomMdp({.states = 6, .actions = 3, .discount = 0.4, .concentration = 0.5}, random);
  }
  throw base::Error("there is no MDP named " + std::string(name) + ": use chain, cliff, two-rooms or random");
}

}  // namespace mdp
