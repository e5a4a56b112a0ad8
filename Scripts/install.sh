#!/usr/bin/env bash
# Installs a built millwright: Scripts/install.sh BINARY PREFIX   (called by `make install`)
#
# The binary looks for its solver in ../lib/millwright and for its data in ../share/millwright, seen
# from where it stands, so PREFIX may be moved or packed up as a whole.
set -euo pipefail

binary=$1
prefix=$2
setup=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/.setup

install -d "$prefix/bin" "$prefix/lib/millwright" "$prefix/share/millwright"
install -m 755 "$binary" "$prefix/bin/millwright.new"
for library in libhighs.so libhighs_extras.so; do
  install -m 755 "$setup/highs/lib/$library" "$prefix/lib/millwright/$library.new"
  mv -f "$prefix/lib/millwright/$library.new" "$prefix/lib/millwright/$library"
done
for file in "$setup"/share/millwright/*; do
  [[ $file == *.new ]] && continue
  name=${file##*/}
  install -m 644 "$file" "$prefix/share/millwright/$name.new"
  mv -f "$prefix/share/millwright/$name.new" "$prefix/share/millwright/$name"
done
mv -f "$prefix/bin/millwright.new" "$prefix/bin/millwright"
echo "installed $prefix/bin/millwright"
