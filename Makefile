# `make` lists what can be done. Everything happens in .venv, installed from the locked requirements.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
RUNNABLE := $(VENV)/.runnable
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help install test test-external machine soak pairs-once pairs triples mutants hostile kills clients explorer check run demo shape bench bench-recurring bench-import bench-nation nation schema operations lock wheel-check clean
.DELETE_ON_ERROR:

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED) ## install into .venv (at need; the other targets do it too)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --no-compile --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@ $(RUNNABLE)

# What the program itself needs: a third of the whole.
$(RUNNABLE): requirements-runtime.txt | $(VENV)/bin/python
	$(PIP) --no-compile --require-hashes -r requirements-runtime.txt
	touch $@

SIDE_BY_SIDE := --numprocesses=logical --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

test: install ## run the tests (T=tests/log for some of them), a file at a time on each processor
	$(BIN)/python -m pytest $(SIDE_BY_SIDE) $(T)

# Every room that speaks SQL; of crashes and properties what a minute holds.
EXTERNAL := tests/log tests/database/test_migrating.py tests/database/test_roles.py tests/engine \
	tests/projections tests/reading tests/office tests/cli/test_composing.py \
	tests/crashes/test_answers_cut.py \
	tests/properties/test_sparse_equals_naive.py::test_sparse_equals_naive

test-external: install ## run the database's tests on the server behind DATABASE_URL, as its superuser
	@test -n "$$DATABASE_URL" || { echo "set DATABASE_URL to a server for tests alone" >&2; exit 2; }
	$(BIN)/python -m pytest --external $(SIDE_BY_SIDE) $(or $(T),$(EXTERNAL))

# A part on each processor, up to four.
MACHINE := CASCADE_MACHINE_PARTS=$$(($$(getconf _NPROCESSORS_ONLN) < 4 ? $$(getconf _NPROCESSORS_ONLN) : 4)) \
	$(BIN)/python -m pytest -q --numprocesses=logical --maxprocesses=4 --dist=load tests/machine

machine: install ## three minutes of all commands in random order, beside the naive model
	CASCADE_MACHINE_SECONDS=180 $(MACHINE)

# Every campaign is bounded by the clock: a share of so many minutes, as often as one likes.
MINUTES ?= 20

soak: install ## a share of random lives; SEED=n begins with, or repeats, a round (CASCADE_SHRINK=yes)
	seed=$${SEED:-$$(date +%s)}; echo "SEED=$$seed MINUTES=$(MINUTES)"; \
	CASCADE_MACHINE_SEED=$$seed CASCADE_MACHINE_SECONDS=$$((60 * $(MINUTES))) \
		CASCADE_MACHINE_LIFE=240 CASCADE_MACHINE_HTTP_EVERY=12 \
		CASCADE_SHRINK=$${CASCADE_SHRINK:-no} $(MACHINE)

pairs-once: install ## every command after every other one, each compared with the model
	MINUTES=$(MINUTES) AFRESH=yes $(BIN)/python -m tests.pairs once

pairs: install ## a share of the pairs in each kind of state; goes on where the last one ended
	MINUTES=$(MINUTES) $(BIN)/python -m tests.pairs pairs

triples: install ## a share of the triples of what changes a directive; goes on as pairs do
	MINUTES=$(MINUTES) $(BIN)/python -m tests.pairs triples

mutants: install ## change one thing at a time, and run the tests that must see it (SEED, SAMPLE)
	MINUTES=$(MINUTES) $(BIN)/python -m tests.mutants

hostile: install ## 2,000 generated and hostile requests, some minutes; prints what they took (S=seed)
	timeout 900 $(BIN)/python -m tests.hostile $(if $(S),--seed $(S))

kills: install ## the reference consumer killed 50 times while things happen; server and database, 15
	CASCADE_KILLS=50 $(BIN)/python -m pytest -q tests/integration
	CASCADE_KILLS=15 $(BIN)/python -m pytest -q tests/crashes/test_killed.py

# Of npm's registry, by the lock: only what the clients' checks need.
CLIENTS := tests/clients/node_modules/.installed

$(CLIENTS): tests/clients/package-lock.json
	cd tests/clients && npm ci --silent
	touch $@

# Those in Python need other versions than the program: an environment of their own.
PYTHON_CLIENTS := build/clients-venv/.installed

$(PYTHON_CLIENTS): tests/clients/python/requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m venv build/clients-venv
	build/clients-venv/bin/python -m pip install --quiet --disable-pip-version-check \
		--no-compile --require-hashes -r tests/clients/python/requirements.txt
	touch $@

clients: $(RUNNABLE) $(CLIENTS) $(PYTHON_CLIENTS) ## Apollo, urql, Relay and others against the sample's server (needs Node.js 20)
	node tests/clients/run.mjs $(T)

explorer: $(RUNNABLE) $(CLIENTS) ## run the explorer's examples in a headless Chromium; build/explorer has what was seen
	node tests/clients/explorer.mjs

check: install ## formatting, lints, import rules, types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_tidy.py

run: $(RUNNABLE) ## serve on 127.0.0.1 with the embedded database
	$(BIN)/python -m api.cli serve

demo: $(RUNNABLE) ## tell the ward's story through the API of a fresh server
	$(BIN)/python -m api.cli demo

shape: install ## count the lines, functions, circles and copies of the code (OTHER=checkout beside it)
	$(BIN)/python -m bench.shape $(OTHER) .

bench: install ## measure, print the table, write build/bench.json
	$(BIN)/python -m bench

bench-recurring: install ## live through a year of 1,000 weekly tasks to a nation, week by week
	$(BIN)/python -m bench recurring --rounds 1

bench-import: install ## bring 250,000 units in beside a server that goes on writing
	$(BIN)/python -m bench import

SIZE ?= M

bench-nation: install ## measure on a nation that has worked for a year (SIZE=S, M or L; L in shares of MINUTES)
	$(BIN)/python -m bench.lived --size $(SIZE) --minutes $(MINUTES)

nation: install ## make that nation, serve it, and ask it what the README asks
	$(BIN)/python -m bench.lived.questions --size $(SIZE) --minutes $(MINUTES)

schema: install ## write schema.graphql and its page docs/reference.md from the code
	$(BIN)/python -m api.graphql.export
	$(BIN)/python -m api.graphql.reference --write docs/reference.md

operations: install ## write operations.json, the manifest of the contract's operations
	$(BIN)/python -m api.graphql.persisted tests/contract/operations operations.json

lock: ## resolve the requirements again, with hashes and without addresses
	test -x $(BIN)/pip-compile || $(MAKE) install
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) \
		--output-file=requirements-runtime.txt pyproject.toml
	CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile $(LOCK) \
		--extra=dev --output-file=requirements.txt pyproject.toml

LOCK := --quiet --generate-hashes --strip-extras --no-emit-index-url --no-emit-trusted-host \
	--no-emit-find-links --no-emit-options --allow-unsafe

wheel-check: install ## build the wheel, install it elsewhere, serve from it
	.ci/wheel-check $(BIN)/python

clean: ## remove what was built, and the environment
	rm -rf build dist $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -prune -exec rm -rf {} +
