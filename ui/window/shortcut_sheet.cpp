#include "ui/window/shortcut_sheet.h"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>

namespace window {
namespace {

struct Line {
  QString keys, text;
};

QList<Line> linesOf(const QMenu& menu) {
  QList<Line> lines;
  for (QAction* action : menu.actions()) {
    if (action->menu() != nullptr) {
      lines << linesOf(*action->menu());
    } else if (!action->shortcut().isEmpty()) {
      lines << Line{action->shortcut().toString(QKeySequence::NativeText), action->text().remove(u'&')};
    }
  }
  return lines;
}

QWidget* makeSection(const QString& title, const QList<Line>& lines, QWidget* parent) {
  auto* section = new QWidget(parent);
  auto* grid = new QGridLayout(section);
  grid->setContentsMargins(0, 0, 0, 0);
  grid->setHorizontalSpacing(16);
  grid->setVerticalSpacing(4);
  auto* heading = new QLabel(QStringLiteral("<b>%1</b>").arg(title), section);
  grid->addWidget(heading, 0, 0, 1, 2);
  int row = 1;
  for (const Line& line : lines) {
    auto* keys = new QLabel(line.keys, section);
    keys->setProperty("tone", QStringLiteral("muted"));
    grid->addWidget(keys, row, 0);
    grid->addWidget(new QLabel(line.text, section), row++, 1);
  }
  grid->setColumnMinimumWidth(0, 120);
  grid->setColumnStretch(1, 1);
  grid->setRowStretch(row, 1);
  return section;
}

}  // namespace

ShortcutSheet::ShortcutSheet(const QMenuBar& menus, QWidget* parent) : QDialog(parent) {
  setObjectName(QStringLiteral("shortcutSheet"));
  setWindowTitle(tr("Keyboard and mouse"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* grid = new QGridLayout(this);
  grid->setContentsMargins(24, 24, 24, 24);
  grid->setHorizontalSpacing(40);
  grid->setVerticalSpacing(20);
  int place = 0;
  const auto add = [&](const QString& title, const QList<Line>& lines) {
    if (lines.isEmpty()) return;
    grid->addWidget(makeSection(title, lines, this), place / 2, place % 2, Qt::AlignTop);
    ++place;
  };
  for (QAction* entry : menus.actions()) {
    if (entry->menu() != nullptr) add(entry->text().remove(u'&'), linesOf(*entry->menu()));
  }
  add(tr("Charts"), {{tr("Wheel"), tr("Zoom along x; over the axis or with Shift along y")},
                     {tr("Drag"), tr("Pan")},
                     {tr("Double-click"), tr("Show all")},
                     {tr("Legend click"), tr("Hide or show a series")},
                     {tr("Right click"), tr("Export, copy, scale, smoothing")}});
  add(tr("Rollouts, over a chart of steps"), {{tr("Pointer, Left, Right"), tr("Choose a step; all charts and bodies follow")},
                                              {tr("Home, End"), tr("First and last step")},
                                              {tr("Click, Return"), tr("Enlarge a small chart")}});
  add(tr("Parameters, while the list has the focus"),
      {{tr("Return, F2, typing"), tr("Change the value")},
       {tr("Delete"), tr("Take the preset's value")},
       {tr("Left, Right"), tr("Close or open a group")},
       {tr("Drop a file"), tr("Scenario, run, task or body (MJCF)")}});
  add(tr("Viewer, while it has the focus"),
      {{tr("Left drag"), tr("Orbit")},
       {tr("Right drag"), tr("Pan")},
       {tr("Wheel"), tr("Zoom")},
       {tr("Double-click"), tr("Select a body; with the right button look there, and Ctrl: follow it")},
       {tr("Ctrl + drag"), tr("Turn the selected body; with the right button pull it")},
       {tr("Space"), tr("Pause, and go on")},
       {tr("← and →"), tr("A step back, a step on")},
       {tr("− and ="), tr("Slower, faster")},
       {tr("Backspace"), tr("New episode, or back to the first step")},
       {tr("[ and ], Esc"), tr("The model's cameras, the free one")},
       {tr("T C F J U M 0–5"), tr("Show and hide: all in its View menu")},
       {tr("Ctrl+P"), tr("Save the picture")}});
}

}  // namespace window
