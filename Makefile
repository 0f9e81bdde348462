# Marchland: every verb of the project. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
SCRIPTS := "assets/**/*.{js,ts,css}" "tests/{js,house}/*.js" eslint.config.js
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 3 / 2 )))
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: setup ## install what is needed and serve the dashboard at http://127.0.0.1:8050
	$(BIN)/python app.py serve

setup: .venv/.run ## only the environment, in .venv

.venv/.run: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --require-hashes -r requirements.txt
	touch $@

.venv/.dev: .venv/.run requirements-dev.txt
	$(PIP) install --require-hashes -r requirements-dev.txt
	touch $@

node_modules/.ready: .venv/.dev package-lock.json
	PATH="$(CURDIR)/$(BIN):$$PATH" NODE_OPTIONS=--use-system-ca npm ci --silent --no-audit --no-fund --ignore-scripts
	touch $@

test: .venv/.dev check ## the checks, then every test, with a real browser
	CHROME="$$(tests/find_chromium.sh)" $(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

goldens: .venv/.dev ## accept the named scenes as they are drawn now; look at them first
	$(BIN)/python -m pytest tests/layers/still/test_goldens.py --update-goldens

pictures: .venv/.dev ## draw the pictures of README and docs as they are now; look at them
	$(BIN)/python -m pytest tests/outputs/test_method.py --update-goldens
	CHROME="$$(tests/find_chromium.sh)" $(BIN)/python -m tests.draw_pictures

sheet: .venv/.run ## draw 72 news pictures side by side into sheet/; look at them
	$(BIN)/python -m tests.draw_sheet

player: node_modules/.ready ## build the script of the embed from assets/
	node_modules/.bin/esbuild embedded=assets/embedded/start.js canvas=assets/embedded/canvas.js --bundle --minify --format=iife --target=es2022 --legal-comments=none --charset=utf8 --outdir=assets/built --out-extension:.js=.min.js --log-level=warning

fonts: .venv/.run ## scale the pinned fonts for the letters of embeds
	$(BIN)/python -c "from outputs.embed.font_subset import FONTS, scale_font, scaled_path; [scaled_path(w).write_bytes(scale_font(w)) for w in FONTS]"

check: .venv/.dev node_modules/.ready ## ruff, mypy, import-linter, tsc, ESLint, Prettier
	$(BIN)/ruff check . && $(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/node node_modules/typescript/bin/tsc -p assets/jsconfig.json
	$(BIN)/node node_modules/eslint/bin/eslint.js --max-warnings=0 assets tests/js tests/house eslint.config.js
	$(BIN)/node node_modules/prettier/bin/prettier.cjs --check --log-level=warn $(SCRIPTS)

bench: .venv/.dev ## measure beside the peers, write docs/benchmarks.md
	bash bench/run.sh

mutants: .venv/.dev ## plant 300 small faults, one at a time, and list those that no fast test finds; a quarter of an hour on an idle core
	nice $(BIN)/python -m tests.mutation

fmt: .venv/.dev node_modules/.ready ## format the code
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .
	$(BIN)/node node_modules/prettier/bin/prettier.cjs --write --log-level=warn $(SCRIPTS)

lock: .venv/.run ## pin requirements*.in with hashes
	$(PIP) install pip-tools==7.6.2
	$(BIN)/python -m piptools compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links requirements.in -o requirements.txt
	$(BIN)/python -m piptools compile -q --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url --no-emit-find-links requirements-dev.in -o requirements-dev.txt

.PHONY: help run setup test goldens pictures player fonts check bench mutants fmt lock
