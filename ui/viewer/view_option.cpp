#include "ui/viewer/view_option.h"

#include <QCoreApplication>

#include <array>

namespace viewer {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("viewer::ViewOption", text); }

ViewOptionInfo groupInfo(int group) {
  static constexpr const char* kNames[] = {"group_0", "group_1", "group_2", "group_3", "group_4", "group_5"};
  return {static_cast<ViewOption>(static_cast<int>(ViewOption::group_0) + group), Qt::Key_0 + group, kNames[group],
          tr("Geom group %1").arg(group), tr("Shapes that the model's author put into group %1").arg(group)};
}

}  // namespace

ViewOptions::ViewOptions() {
  using enum ViewOption;
  for (const ViewOption option : {group_0, group_1, group_2, traces, text}) set(option, true);
}

std::span<const ViewOptionInfo> viewOptionTable() {
  using enum ViewOption;
  static const std::array<ViewOptionInfo, kViewOptionCount> table{{
      {transparent, Qt::Key_T, "transparent", tr("Transparent bodies"), tr("See joints and contacts inside the body")},
      {contacts, Qt::Key_C, "contacts", tr("Contact points"), tr("Where shapes touch at this moment")},
      {forces, Qt::Key_F, "forces", tr("Contact forces"), tr("Arrows: the forces with which shapes press")},
      {joints, Qt::Key_J, "joints", tr("Joints"), tr("Axes of hinges and sliders")},
      {actuators, Qt::Key_U, "actuators", tr("Actuators"), tr("Motors, coloured by their control")},
      {mass_centre, Qt::Key_M, "mass_centre", tr("Centre of mass"), tr("Of each connected body")},
      groupInfo(0), groupInfo(1), groupInfo(2), groupInfo(3), groupInfo(4), groupInfo(5),
      {traces, Qt::Key_R, "traces", tr("Traces"), tr("The path of the followed body, one per track: so far and to come")},
      {text, Qt::Key_I, "text", tr("Text on the picture"), tr("Time, reward, speed and the tracks")},
  }};
  return table;
}

}  // namespace viewer
