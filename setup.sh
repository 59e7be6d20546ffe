# Sourced by run.sh and test.sh: installs what Debian packages are missing, configures, builds.

# Alternatives name the same thing in different Debian releases.
packages=(
  g++ cmake ninja-build ccache lld
  qt6-base-dev qt6-charts-dev 'libqt6svg6-dev|qt6-svg-dev' 'libqt6opengl6-dev|qt6-base-dev' libgl-dev
  libegl-dev libgl1-mesa-dri libegl1
  libmujoco-dev libtorch-dev libopenblas0-openmp libdnnl-dev
  nlohmann-json3-dev libcli11-dev zlib1g-dev
  fonts-dejavu-core
)

missing_packages() {
  local installed package
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' 2>/dev/null | sed -n 's/^installed //p')
  for package in "${packages[@]}"; do
    grep -qxE "${package//+/\\+}" <<<"$installed" || echo "$package"
  done
}

# The first of the alternatives that this release has.
available_name() {
  local names name
  IFS='|' read -ra names <<<"$1"
  for name in "${names[@]}"; do
    if apt-cache show "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  echo "${names[0]}"
}

install_packages() {
  local runner=()
  if ! command -v apt-get >/dev/null; then
    echo "These packages are needed, and there is no apt-get here to install them: $*" >&2
    exit 1
  fi
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null || ! sudo -v; then
      echo "These packages are needed, and installing them takes root: apt-get install $*" >&2
      exit 1
    fi
    runner=(sudo)
  fi
  "${runner[@]}" apt-get update -qq
  local names=() package
  for package in "$@"; do names+=("$(available_name "$package")"); done
  echo "Installing Debian packages: ${names[*]}"
  "${runner[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "${names[@]}" >/dev/null
}

# A built and up-to-date program needs none of this: asking ninja takes a few hundredths of a second.
mapfile -t missing < <(missing_packages)
[ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"

# Some sources need a gigabyte to compile: one job per two gigabytes of memory, at most one per core.
memory_jobs=$(awk '/MemAvailable/ {print int($2 / 2000000)}' /proc/meminfo)
jobs=$(nproc)
[ "$memory_jobs" -ge "$jobs" ] || jobs=$((memory_jobs > 0 ? memory_jobs : 1))

[ -z "${WORKBENCH_PACKAGES_ONLY:-}" ] || return 0

targets=(mbpo mbpo-workbench)
[ -z "${WORKBENCH_TESTS:-}" ] || targets=(all)
[ -f build/release/build.ninja ] || cmake --preset release >build-configure.log 2>&1 || {
  cat build-configure.log >&2
  exit 1
}
rm -f build-configure.log

if ! ninja -C build/release -n "${targets[@]}" | grep -q "no work to do"; then
  echo "Building (a few minutes the first time) …"
  ninja -C build/release -j "$jobs" "${targets[@]}"
fi
