# Source this (". Scripts/env.sh") before calling swift yourself; make does it for you.
# It tells SwiftPM where the solver's highs.pc stands.
if [ -n "${BASH_SOURCE:-}" ]; then
  millwright_root=$(cd "$(dirname "$BASH_SOURCE")/.." && pwd)
elif [ -f Scripts/env.sh ]; then
  millwright_root=$PWD
else
  millwright_root=$(git rev-parse --show-toplevel)
fi
case ":${PKG_CONFIG_PATH:-}:" in
  *":$millwright_root/.setup/pkgconfig:"*) ;;
  *) export PKG_CONFIG_PATH="$millwright_root/.setup/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}" ;;
esac
unset millwright_root
