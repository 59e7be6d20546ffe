#pragma once

#include <QString>

#include <bitset>
#include <span>

namespace viewer {

/// What may be shown in the picture or left out, with the keys of MuJoCo's `simulate` where it has one.
enum class ViewOption {
  transparent, contacts, forces, joints, actuators, mass_centre,
  group_0, group_1, group_2, group_3, group_4, group_5,
  traces, text
};
inline constexpr std::size_t kViewOptionCount = 14;

/// One bit per option.
class ViewOptions {
 public:
  ViewOptions();  ///< as MuJoCo begins: geom groups 0 to 2; and traces and text
  bool operator[](ViewOption option) const { return bits_[static_cast<std::size_t>(option)]; }
  void set(ViewOption option, bool shown) { bits_[static_cast<std::size_t>(option)] = shown; }
  bool operator==(const ViewOptions&) const = default;

 private:
  std::bitset<kViewOptionCount> bits_;
};

struct ViewOptionInfo {
  ViewOption option;
  int key;           ///< Qt::Key; with the viewer in focus, without modifiers
  const char* name;  ///< for objectName
  QString text, tip;
};

/// In the menu's order.
std::span<const ViewOptionInfo> viewOptionTable();

}  // namespace viewer
