#!/usr/bin/env bash
# Prepares a checkout: system packages, the solver, the chart library and the map of the states.
#
#   Scripts/set-up.sh          what building and planning need
#   Scripts/set-up.sh tests    also what the tests need (a browser, a font, validators of documents)
#
# Everything lands in .setup/ of the checkout; only system packages are installed outside of it.
# The script may be interrupted and run again at any time. It is quick when nothing is missing.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
setup=$root/.setup
scripts=$root/Scripts

packages=(pkg-config libsqlite3-dev libxlsxwriter-dev libzip-dev libexpat1-dev)
[[ "${1:-}" == tests ]] && packages+=(chromium fonts-dejavu-core)

say() { printf 'set-up: %s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# --- System packages -----------------------------------------------------------------------------

# Prints those of its arguments that are not installed.
missing_packages() {
  local package state
  for package in "$@"; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [[ "$state" == installed ]] || printf '%s\n' "$package"
  done
}

install_packages() {
  local missing privilege=()
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]} == 0)) && return
  command -v apt-get >/dev/null || fail "please install by hand: ${missing[*]}"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "please install as root: apt-get install ${missing[*]}"
    privilege=(sudo)
  fi
  say "installing ${missing[*]}"
  local apt=("${privilege[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300)
  "${apt[@]}" update
  "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >"$setup/apt.log" 2>&1 ||
    { tail -n 20 "$setup/apt.log" >&2; fail "apt-get failed"; }
}

# On a system without dpkg (macOS, Fedora) the packages are the user's business.
if command -v dpkg-query >/dev/null; then
  mkdir -p "$setup"
  install_packages "${packages[@]}"
fi

# --- What stands in .setup/ ----------------------------------------------------------------------

key=$(cat "$scripts/set-up.sh" "$scripts/requirements.txt" "$scripts/states.py" | sha256sum)
key=${key:0:16}

is_complete() {
  [[ -f $setup/stamp && $(<"$setup/stamp") == "$key" ]] &&
    [[ -f $setup/highs/lib/libhighs.so && -f $setup/highs/lib/libhighs_extras.so ]] &&
    [[ -x $setup/venv/bin/python ]] &&
    [[ -f $setup/pkgconfig/highs.pc ]] &&
    [[ -f $setup/share/millwright/plotly.min.js && -f $setup/share/millwright/states.json ]]
}

# Ends, for the tests after unpacking their validators.
finish() {
  if [[ $1 == tests ]]; then "$scripts/validators.sh" "$setup/venv/bin/python"; fi
  exit 0
}

is_complete && finish "${1:-}"

mkdir -p "$setup"
if command -v flock >/dev/null; then
  exec 9>"$setup/lock"
  flock 9 # two set-ups of one checkout wait for each other
  is_complete && finish "${1:-}"
fi

# Prints a Python that has wheels for what is pinned and can make virtual environments.
usable_python() {
  local candidate
  for candidate in python3 /usr/bin/python3; do
    if "$candidate" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$candidate"
      return
    fi
  done
  return 1
}

# Puts what standard input holds at $1, whole or not at all.
write_file() {
  cat >"$1.new"
  mv -f "$1.new" "$1"
}

# Makes the symbolic link $2 point to $1, without a moment in which it does not exist.
link() {
  ln -sfn "$1" "$2.new"
  mv -fT "$2.new" "$2" 2>/dev/null || { rm -rf "$2"; mv -f "$2.new" "$2"; }
}

python=$(usable_python) || {
  install_packages python3 python3-venv
  python=$(usable_python) || fail "no Python 3.11 or later with venv was found"
}

# A virtual environment knows its path, so it is made in place under a name of its own and counts
# only once the marker stands in it.
wheels=$(sha256sum <"$scripts/requirements.txt")
environment=venv-${wheels:0:16}
if [[ ! -f $setup/$environment/complete || ! -x $setup/$environment/bin/python ]]; then
  say "unpacking the solver and the chart library"
  rm -rf "${setup:?}/$environment"
  "$python" -m venv "$setup/$environment"
  "$setup/$environment/bin/python" -m pip --quiet --no-input --disable-pip-version-check install \
    --only-binary :all: --no-deps --requirement "$scripts/requirements.txt"
  # HiGHS looks for its extras beside itself.
  purelib=$("$setup/$environment/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  cp "$purelib/highspy_extras/libhighs_extras.so" "$purelib/highsbox/highs_dist/lib/"
  touch "$setup/$environment/complete"
fi
link "$environment" "$setup/venv"

packages_folder=$("$setup/$environment/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
packages_folder=venv${packages_folder#"$setup/$environment"}
link "$packages_folder/highsbox/highs_dist" "$setup/highs"

# The wheel's own highs.pc names a prefix of the machine it was built on.
mkdir -p "$setup/pkgconfig" "$setup/share/millwright"
write_file "$setup/pkgconfig/highs.pc" <<'PC'
prefix=${pcfiledir}/../highs
libdir=${prefix}/lib
includedir=${prefix}/include/highs

Name: HiGHS
Description: Linear optimisation software
URL: https://highs.dev
Version: 1.15.1
Libs: -L${libdir} -lhighs
Cflags: -I${includedir}
PC

write_file "$setup/share/millwright/plotly.min.js" \
  <"$setup/$packages_folder/plotly/package_data/plotly.min.js"
say "reducing the outlines of the states"
"$setup/venv/bin/python" "$scripts/states.py" \
  "$setup/$packages_folder/_plotly_geo/package_data/cb_2016_us_state_500k" |
  write_file "$setup/share/millwright/states.json"

for old in "$setup"/venv-*; do
  [[ $old == "$setup/$environment" ]] || rm -rf "$old"
done
printf '%s' "$key" | write_file "$setup/stamp"
say "done"
finish "${1:-}"
