#!/usr/bin/env bash
# Sets everything up on Debian 12 or 13 and starts the workbench; arguments go to it (./run.sh --help).
set -euo pipefail
cd "$(dirname "$0")"
source ./setup.sh

workbench=build/release/bin/mbpo-workbench
mbpo=build/release/bin/mbpo

has_display() { [ -n "${DISPLAY:-}" ] || [ -n "${WAYLAND_DISPLAY:-}" ] || [ -n "${QT_QPA_PLATFORM:-}" ]; }

if has_display || [ $# -gt 0 ]; then
  # With arguments but no display the offscreen platform still serves --help, --report and --screenshot.
  has_display || export QT_QPA_PLATFORM=offscreen
  exec "$workbench" "$@"
fi

echo "No display here (neither DISPLAY nor WAYLAND_DISPLAY is set): training the default experiment without a window."
run="runs/headless-$(date -u +%Y%m%d-%H%M%S)"
"$mbpo" train --out "$run"
report="$run/report.png"
QT_QPA_PLATFORM=offscreen "$workbench" --report "$run" "$report"
echo "Report: $PWD/$report"
