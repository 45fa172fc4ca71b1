# Every target works from a fresh clone: the environment is made on first use.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := python -m pip install --quiet --disable-pip-version-check
UV := build/uv
ANY = $(if $(wildcard $(READY)),$(BIN)/python,$(PYTHON))
# The full data is optional: the four official MNIST files, where a folder beside the checkout holds them.
export MNIST_DIR ?= $(abspath $(wildcard ../shared/mnist))

.PHONY: help demo test test-all lint stubs verify mutants bench hostile users fuzz gpu-check lock lowest docs clean
help:             ## say what the targets do
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 2; }
	@echo "Making $(VENV) (once; torch is large)…"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/$(PIP) --require-hashes -r requirements.lock
	@$(BIN)/$(PIP) -c constraints.txt torch
	@$(BIN)/$(PIP) --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY)    ## grade the sample class on the embedded digits
	@$(BIN)/grader grade data/submissions --out out/demo --force --jobs 2 --seed 0

PYTEST := pytest -q -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder
test test-all: export KEEP_PROOFS ?= 1
test: lint        ## the tests for every change: not the slow ones, nor what is proved and has not changed since (KEEP_PROOFS= for these, too)
	@$(BIN)/python -m $(PYTEST) -m "not slow"

test-all: lint    ## every test; a skip that tests/skips.py does not list is a failure; then what no test reaches, and what no check catches
	@$(BIN)/python -m tests.covered begin
	@NO_OTHER_SKIPS=1 COVERED=1 $(BIN)/coverage run -m $(PYTEST) -m "not proof"
	@NO_OTHER_SKIPS=1 $(BIN)/python -m $(PYTEST) --dist load -m proof
	@$(BIN)/python -m tests.covered
	@$(BIN)/grader verify --mutants

lint: $(READY)    ## ruff, mypy (strict) and the import contracts
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

stubs: $(READY)   ## write assignments/ from solutions/
	@$(BIN)/grader dev stubs

verify: $(READY)  ## prove the course: references pass, stubs score nothing, every mistake is named
	@$(BIN)/grader verify

mutants: $(READY) ## what no check catches, of all changes of right answers in one place
	@$(BIN)/grader verify --mutants

bench: $(READY)   ## speed, as ratios measured side by side in one run
	@$(BIN)/python -m tests.bench

hostile: $(READY) ## every attack beside ten honest submissions, with one job and with two; for root, also as nobody, and where things are scarce
	@$(BIN)/python -m tests.hostile.run
	@$(BIN)/python -m tests.hostile.run --jobs 2
	@test "$$(id -u)" != 0 || $(BIN)/python -m tests.as_user nobody -- -m tests.hostile.run
	@test "$$(id -u)" != 0 || $(BIN)/python -m tests.as_user nobody -- -m tests.hostile.run --jobs 2
	@test "$$(id -u)" != 0 || $(BIN)/python -m tests.hostile.scarce

users: $(READY)   ## what protects a grade, tried as other users: for root
	@$(BIN)/python -m tests.as_user

fuzz: $(READY)    ## new input for the wire, for the grader's end of it and for all that is read of a submission, until something breaks or you stop it
	@while FUZZ=1 $(BIN)/python -m pytest -q -p no:cacheprovider -k fuzz tests/test_wire.py tests/sandbox/test_fuzz.py tests/submission/test_fuzz.py; do :; done; exit 1

gpu-check:        ## the whole course on a GPU beside the CPU, where there is one; without .venv by PYTHON, and no network
	@$(ANY) -c 'import torch, numpy, PIL, pytest' 2>/dev/null || { echo "torch, numpy, pillow and pytest are needed: make gpu-check PYTHON=/path/to/python with them"; exit 2; }
	@$(ANY) -m tests.gpu_check

docs: $(READY)    ## the documentation as a site, in build/site; a broken link is an error
	@$(BIN)/mkdocs build --strict --site-dir build/site

$(UV): constraints.txt
	@$(PYTHON) -m venv $(UV)
	@$(UV)/bin/$(PIP) -c constraints.txt uv
	@touch $(UV)

lock: $(UV)       ## write requirements.lock from pyproject.toml and constraints.txt; all else newer: ARGS=--upgrade
	@$(PYTHON) -m tests.lock $(ARGS)

lowest: $(UV)     ## the fast tests with the lowest versions that pyproject.toml allows; another torch: ARGS="--torch 2.13.0"
	@$(PYTHON) -m tests.lowest $(ARGS)

clean:            ## remove what make made
	@rm -rf $(VENV) out build dist
