#pragma once

#include <QString>

#include "ui/bridge/parameter_board.h"
#include "ui/panels/accents.h"

namespace panels {

/// How the phase of an edit is shown, wherever it is: icon and tone say the same thing twice.
struct PhaseLook {
  QString icon;  ///< empty: none
  Tone tone = Tone::muted;
};

inline PhaseLook phaseLook(bridge::EditState::Phase phase) {
  switch (phase) {
    case bridge::EditState::Phase::pending: return {QStringLiteral("clock"), Tone::pending};
    case bridge::EditState::Phase::applied: return {QStringLiteral("check"), Tone::applied};
    case bridge::EditState::Phase::refused: return {QStringLiteral("cross"), Tone::refused};
    default: return {};
  }
}

}  // namespace panels
