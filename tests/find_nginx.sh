#!/usr/bin/env bash
# Prints the path of an nginx; installs one where there is none.
set -euo pipefail
found() { [ -n "${NGINX:-}" ] && [ -x "$NGINX" ] && echo "$NGINX" && return
  for name in nginx /usr/sbin/nginx /usr/local/sbin/nginx /opt/homebrew/bin/nginx; do
    command -v "$name" && return
  done
  return 1; }
found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && apt-get install -qy --no-install-recommends nginx-light; } >&2 && found && exit 0
fi
echo "There is no nginx. Install it, or name one in NGINX." >&2
exit 1
