#include "ui/lab/term_look.h"

#include <QCoreApplication>
#include <map>

#include "bound/penalty.h"

namespace lab {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("LabTerm", text); }

}  // namespace

const TermLook& termLook(std::string_view term) {
  using namespace bound::term;
  static const std::map<std::string_view, TermLook> looks{
      {kModelError,
       {tr("model error"), tr("The learned model's mistakes, once for every model step that is made."), 1,
        Qt::NoBrush}},
      {kPolicyShiftStates,
       {tr("shift of states"), tr("The current policy reaches other states than the one that collected the data."), 0,
        Qt::BDiagPattern}},
      {kPolicyShiftActions,
       {tr("shift of actions"), tr("In the same state the two policies act differently."), 2, Qt::Dense6Pattern}},
      {kShiftBeforeBranch,
       {tr("shift before the branch"),
        tr("Up to the branching point the states are those of the old policy. Longer rollouts branch earlier, so this "
           "falls with k."),
        0, Qt::BDiagPattern}},
      {kShiftAtBranch,
       {tr("shift at the branch"), tr("The action at the branching point is another one."), 5, Qt::FDiagPattern}},
      {kShiftInBranch,
       {tr("shift in the branch"),
        tr("ε_m was measured on the old policy's states; inside the branch the new one acts, so each step pays 2 ε_π "
           "more."),
        3, Qt::HorPattern}},
  };
  return looks.at(term);
}

QBrush termGround(std::string_view term, const charts::ChartTheme& theme, bool emphasis) {
  const QColor hue = theme.series(termLook(term).colour);
  const double calm = emphasis ? 0.12 : theme.isDark() ? 0.42 : 0.46;
  return charts::mixed(hue, theme.background, calm);
}

QBrush termPattern(std::string_view term, const charts::ChartTheme& theme) {
  const TermLook& look = termLook(term);
  QColor line = charts::mixed(theme.series(look.colour), theme.isDark() ? QColor(Qt::white) : QColor(Qt::black), 0.12);
  line.setAlphaF(0.55f);
  return {line, look.pattern};
}

QColor termInk(std::string_view term, const charts::ChartTheme& theme) {
  const QColor hue = theme.series(termLook(term).colour);
  return theme.isDark() ? charts::mixed(hue, QColor(Qt::white), 0.15) : charts::mixed(hue, QColor(Qt::black), 0.22);
}

}  // namespace lab
