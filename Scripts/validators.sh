#!/usr/bin/env bash
# Unpacks what the tests check documents with into .setup/validators: called by set-up.sh tests.
#
#   Scripts/validators.sh PYTHON
#
# The script may be interrupted and run again at any time. It is quick when nothing is missing.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
setup=$root/.setup
scripts=$root/Scripts
python=${1:?the Python to make the environment with}

key=$(cat "$scripts"/{validators.sh,requirements-tests.txt,requirements-schemas.txt,ocds_schemas.py} |
  sha256sum)
environment=validators-${key:0:16}

if [[ ! -f $setup/$environment/complete || ! -x $setup/$environment/bin/python ]]; then
  printf 'set-up: unpacking the validators of the tests\n' >&2
  rm -rf "${setup:?}/$environment"
  "$python" -m venv "$setup/$environment"
  pip=("$setup/$environment/bin/python" -m pip --quiet --no-input --disable-pip-version-check)
  "${pip[@]}" install --only-binary :all: --no-deps --requirement "$scripts/requirements-tests.txt"
  "${pip[@]}" download --no-deps --no-build-isolation --require-hashes \
    --no-binary ocdskit,ocdsextensionregistry \
    --dest "$setup/$environment/sources" --requirement "$scripts/requirements-schemas.txt"
  "$setup/$environment/bin/python" "$scripts/ocds_schemas.py" "$setup/$environment/sources" \
    "$setup/$environment/ocds"
  rm -rf "$setup/$environment/sources"
  touch "$setup/$environment/complete"
fi

ln -sfn "$environment" "$setup/validators.new"
mv -fT "$setup/validators.new" "$setup/validators" 2>/dev/null ||
  { rm -rf "$setup/validators"; mv -f "$setup/validators.new" "$setup/validators"; }
for old in "$setup"/validators-*; do
  [[ $old == "$setup/$environment" ]] || rm -rf "$old"
done
