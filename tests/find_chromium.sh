#!/usr/bin/env bash
# Prints the path of a Chromium; installs one where there is none.
set -euo pipefail
cd "$(dirname "$0")/.."
found() { [ -n "${CHROME:-}" ] && [ -x "$CHROME" ] && echo "$CHROME" && return
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  return 1; }
found && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  { apt-get update -q && apt-get install -qy --no-install-recommends chromium; } >&2 && found && exit 0
fi
.venv/bin/playwright install chromium >&2
.venv/bin/python -c 'from playwright.sync_api import sync_playwright as s
with s() as p: print(p.chromium.executable_path)'
