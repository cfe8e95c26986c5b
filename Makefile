# What can be made here; `make help` tells it in short.
#
# Nothing is needed but Python 3.11 or newer, git and make: the rest is installed
# into .venv, at the versions and hashes in requirements.lock.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help serve test browser lint format bench lock vendor clean

PORT ?= 8000
# Not `?=`: some shells and toolchains put a HOST of their own into the environment.
HOST = 127.0.0.1
# Notes in the gardens that are measured.
N ?= 10000
# Percent of the package's lines and branches that tests must reach.
COVERAGE = 95

# Processes that run tests: two for each core, since many wait for a browser, for git or for a disk.
WORKERS = $$($(BIN)/python -c 'import os; print(2 * (os.cpu_count() or 1))')

PYTHONS := python3.13 python3.12 python3.11 python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

# An environment knows its place by absolute paths: one that was moved or copied here is made anew.
MADE_FOR := $(shell $(BIN)/python -IS -c 'print(open(".venv/.made").read())' 2>/dev/null)
ifneq ($(MADE_FOR),$(CURDIR))
.PHONY: .venv/.made
endif

help: ## Tell what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

serve: .venv/.installed ## Serve this garden at http://127.0.0.1:8000/ (PORT=9000, HOST=0.0.0.0)
	@exec $(BIN)/garden serve . --host "$(HOST)" --port "$(PORT)"

test: .venv/.installed browser lint ## Check everything: lint, format, types, layers, tests, coverage
	$(BIN)/python -m pytest -n $(WORKERS) --cov --cov-fail-under=$(COVERAGE)

lint: .venv/.installed ## Check style, format, types and layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.installed ## Put code into its form
	$(BIN)/ruff check --fix-only --quiet
	$(BIN)/ruff format

bench: .venv/.installed ## Measure speed and memory at N=10000 notes, and print tables
	$(BIN)/python -m benchmarks --notes $(N)

lock: .venv/.installed ## Write requirements.lock anew from pyproject.toml (UPGRADE=--upgrade for newer versions)
	@test -x $(BIN)/uv || $(PIP) install --quiet uv
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"])' \
	| $(BIN)/uv pip compile --quiet $(UPGRADE) --universal --python-version 3.11 --python $(BIN)/python \
	    --all-extras --generate-hashes --no-strip-extras --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
	    pyproject.toml - --output-file requirements.lock

vendor: ## Bundle the scripts of others anew, from assets/package-lock.json (needs Node and npm)
	cd assets && npm ci --ignore-scripts --no-audit --no-fund && node vendor.mjs

clean: ## Take away what was made here
	rm -rf .venv assets/node_modules build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache \
	    .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A name on the PATH may still be no Python (a shim, a stub) or lack its venv module: each is tried.
.venv/.made:
	@for python in $(PYTHON) $(PYTHONS); do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making .venv with $$($$python --version)."; \
	    rm -rf .venv && $$python -m venv .venv && echo "$(CURDIR)" > $@; exit; \
	  fi; \
	done; \
	echo "Garden needs Python 3.11 or newer with its venv module." \
	  "On Debian: apt install python3 python3-venv. Another one: make PYTHON=/path/to/python ..." >&2; \
	exit 1

.venv/.installed: .venv/.made requirements.lock pyproject.toml src/garden/_version.py
	@echo "Installing what requirements.lock names; this takes a minute."
	@$(PIP) install --quiet --require-hashes -r requirements.lock
	@$(PIP) install --quiet --no-index --no-deps --no-build-isolation --editable .
	@touch $@

# Debian's chromium, which the browser tests drive. Without one they are skipped, but never in CI.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null && exit 0; \
	as_root=; test "$$(id -u)" = 0 || as_root="sudo -n"; \
	if command -v apt-get >/dev/null && $$as_root true 2>/dev/null; then \
	  echo "Installing chromium for the browser tests."; \
	  $$as_root apt-get update -qq </dev/null \
	  && $$as_root env DEBIAN_FRONTEND=noninteractive \
	       apt-get install -y -qq --no-install-recommends chromium </dev/null >/dev/null; \
	fi; \
	command -v chromium >/dev/null && exit 0; \
	echo "There is no chromium, so the browser tests cannot run. On Debian: apt install chromium" >&2; \
	test "$$CI" != true
