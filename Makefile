# Two commands do everything on a machine with Python 3.11 and make:
#   make site    set up, then build content/ into public/
#   make test    set up, then run the whole suite
# And while you write: make serve shows content/ at http://127.0.0.1:8000/ and follows each save.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000

.PHONY: site serve example test lint types check clean

site: $(VENV)/.installed
	$(BIN)/digest build
	@echo
	@echo "The site is in public/. To look at it: make serve, then open http://127.0.0.1:$(PORT)/"

serve: $(VENV)/.installed
	$(BIN)/digest serve --port $(PORT)

example: $(VENV)/.installed
	$(BIN)/digest build --source examples/port-ellery

test: $(VENV)/.installed-dev
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/.installed-dev
	$(BIN)/mypy

check: lint types test

clean:
	rm -rf $(VENV) public .digest

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@ $(VENV)/.installed
