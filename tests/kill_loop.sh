#!/bin/sh
# Kills training runs with signal 9 at random times and continues them; every metric must come out as if nothing had
# happened. Usage: tests/kill_loop.sh [KILLS]   (100 by default; build the project before)
set -eu
cd "$(dirname "$0")/.."
QTEST_FUNCTION_TIMEOUT=7200000 MBPO_KILLS=${1:-100} exec build/release/tests/bin/app_kill_test
