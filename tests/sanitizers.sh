#!/usr/bin/env bash
# Core and session under AddressSanitizer and UndefinedBehaviorSanitizer, session and bridge under ThreadSanitizer:
# what CI runs of the presets asan and tsan. Usage: tests/sanitizers.sh [asan|tsan]…   (both by default)
set -euo pipefail
cd "$(dirname "$0")/.."
WORKBENCH_PACKAGES_ONLY=1
source ./setup.sh
export QT_QPA_PLATFORM=offscreen TSAN_OPTIONS="suppressions=$PWD/tests/tsan.supp"

declare -A tests=(
  [asan]='nn_thread_team nn_mlp_pass nn_matrix_product data_replay_buffer agent_sac_pass model_ensemble_pass
          rollout_model_pass mbpo_trainer run_session run_resume run_episode_archive'
  [tsan]='nn_thread_team run_session run_follower ui_session_bridge'
)

# ThreadSanitizer's shadow has fixed places, which a kernel with 32 random bits of address may have taken.
fixed_addresses=()
if setarch -R true 2>/dev/null; then fixed_addresses=(setarch -R); fi

for preset in "${@:-asan tsan}"; do
  for name in $preset; do
    read -ra wanted <<<"${tests[$name]//$'\n'/ }"
    wanted=("${wanted[@]/%/_test}")
    [ -f "build/$name/build.ninja" ] || cmake --preset "$name" >/dev/null
    ninja -C "build/$name" -j "$jobs" "${wanted[@]}"
    "${fixed_addresses[@]}" ctest --test-dir "build/$name" --output-on-failure --no-tests=error -R "^($(IFS='|'; echo "${wanted[*]}"))$"
  done
done
