#!/usr/bin/env bash
# Measures ours and the peers in one run and writes docs/benchmarks.md. The peers are installed for the bench alone.
set -euo pipefail
cd "$(dirname "$0")/.."
peers=bench/output/peers
mkdir -p "$peers"
if [ ! -f "$peers/.ready" ]; then
  .venv/bin/python -m pip install --disable-pip-version-check -q --target "$peers/python" -r bench/requirements.txt
  (cd "$peers" && PATH="$OLDPWD/.venv/bin:$PATH" npm install --silent --no-audit --no-fund --ignore-scripts --prefix . $(cat "$OLDPWD/bench/npm.txt"))
  touch "$peers/.ready"
fi
CHROME="$(tests/find_chromium.sh)" PYTHONPATH="$peers/python" .venv/bin/python -m bench "$@"
