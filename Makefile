# `make demo` sets up and runs the main job; `make test` sets up and runs the tests. Both need Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet install

.DEFAULT_GOAL := help
.PHONY: help demo test lint format lock docs docs-serve screenshots clean

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

demo: $(VENV)/ready ## set up, then crawl a small portal served from this machine
	@$(BIN)/envnews demo

test: lint ## set up, then check style and types and run the tests
	@command -v chromium >/dev/null || echo "Chromium is not installed: the tests of the pages in a browser are skipped."
	$(BIN)/pytest -q -n 3 --dist worksteal # on two cores: many tests wait

lint: $(VENV)/ready-dev ## style and types alone
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/ready-dev ## mend what the style checker can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/ready-dev ## the documentation as a site, in site/
	NO_MKDOCS_2_WARNING=1 PYTHONPATH=. $(BIN)/python -m mkdocs build --strict

docs-serve: $(VENV)/ready-dev ## the same on this machine, made anew whenever a page changes
	NO_MKDOCS_2_WARNING=1 PYTHONPATH=. $(BIN)/python -m mkdocs serve

screenshots: $(VENV)/ready-dev ## the pictures of the documentation, taken anew (needs chromium)
	PYTHONPATH=. $(BIN)/python docs/screenshots.py

lock: $(VENV)/ready-dev ## write the locks anew from pyproject.toml
	$(BIN)/uv pip compile -q --upgrade pyproject.toml --extra build --extra parquet $(LOCK) -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade pyproject.toml --extra dev $(LOCK) -c requirements.lock -o requirements-dev.lock
LOCK := --generate-hashes --universal --python-version 3.11 --no-header --no-emit-index-url

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$$($(PYTHON) --version 2>&1) is too old: envnews needs 3.11 (make PYTHON=python3.11 …)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ rm -rf $(VENV); echo "No virtual environment could be made: on Debian, apt-get install python3-venv"; exit 1; }

$(VENV)/ready: requirements.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what requirements.lock pins into $(VENV) …"
	@$(PIP) --require-hashes -r requirements.lock
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/ready-dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/pip
	@echo "Installing what requirements-dev.lock pins into $(VENV) …"
	@$(PIP) uv==$$(sed -n 's/^uv==\([0-9.]*\).*/\1/p' requirements-dev.lock)
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock || \
		$(PIP) --require-hashes -r requirements-dev.lock # slower, but it knows of proxies and certificates what uv may not
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

clean: ## remove what set-up made
	rm -rf $(VENV)
