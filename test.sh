#!/usr/bin/env bash
# Sets everything up on Debian 12 or 13 and runs every test; arguments go to ctest (./test.sh -R viewer).
set -euo pipefail
cd "$(dirname "$0")"
WORKBENCH_TESTS=1
source ./setup.sh
export QT_QPA_PLATFORM=offscreen
exec ctest --test-dir build/release --output-on-failure --no-tests=error --parallel "$(nproc)" "$@"
