# Everything sets up what it needs in .venv by itself; see CONTRIBUTING.md.
#
#   make demo        code the invented sample articles and write an HTML report
#   make test        run the tests
#   make check       format, lint, types, import contracts, tests: what CI runs
#   make evaluation  score Dateline and write docs/EVALUATION.md (CORPORA=folder)
#   make benchmark   articles per second and peak memory beside the bare parser
#   make format      format the code and sort its imports
#   make locks       renew the lock files
#   make clean       remove what these commands made
#
# PYTHON=... chooses the interpreter (3.11 or newer), TESTS=... what pytest is given.

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
CORPORA ?= ../shared
DEMO ?= demo
TESTS ?=
PYTHON ?=

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help demo test check lint evaluation benchmark format locks clean

help:
	@sed -n 's/^#   //p' Makefile

demo: $(VENV)/ready-to-run
	$(BIN)/dateline demo --to $(DEMO)

test: $(VENV)/ready-to-develop
	$(BIN)/pytest -n auto --dist loadfile $(TESTS)

check: lint test

lint: $(VENV)/ready-to-develop
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluation: $(VENV)/ready-to-run
	$(BIN)/python tools/write_evaluation.py --corpora $(CORPORA) --to docs/EVALUATION.md

benchmark: $(VENV)/ready-to-run
	$(BIN)/python -m benchmarks.speed

format: $(VENV)/ready-to-develop
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

locks:
	sh tools/lock.sh

clean:
	rm -rf $(VENV) $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# One environment, filled in two steps: the demo does not wait for what only developers need.

$(BIN)/python:
	sh tools/make_venv.sh $(VENV) $(PYTHON)

$(VENV)/ready-to-run: requirements.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/ready-to-develop: requirements-dev.lock $(VENV)/ready-to-run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@
