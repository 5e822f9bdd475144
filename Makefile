# Every target does its own set-up. On a fresh machine: `make demo` or `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
CACHE := .cache
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
# Beside the sources would be in the way, and without any every process compiles all of them.
export PYTHONPYCACHEPREFIX = $(CURDIR)/$(CACHE)/bytecode
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test check bench mutants venv dev parts interop lock clean

demo: venv ## the main job on two real meeting plans, on servers of its own
	$(BIN)/kjoreplan demo $(ARGS)

venv: $(VENV)/.runtime ## only the environment: afterwards .venv/bin/kjoreplan runs

test: dev parts interop check ## everything, on real servers, LibreOffice and a browser
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

check: dev ## formatting, lint, types and the import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: dev parts interop ## ratios against peers and bounds, in one run
	$(BIN)/python -m tests.bench

mutants: dev ## how many small faults in the checks of rules the cases find out
	$(BIN)/python -m tests.mutants $(ARGS)

dev: $(VENV)/.dev

parts: $(CACHE)/.parts $(CACHE)/.npm

interop: .venv-interop/.ready

lock: dev ## pin the dependencies anew, with hashes
	tests/setup/lock

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kjøreplan trenger Python 3.11 eller nyere. Si hvilken: make PYTHON=python3.12 …"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python mangler venv. På Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 2; }

$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/bin/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(PIP) --require-hashes -r requirements-dev.txt
	@touch $@

.venv-interop/.ready: requirements-interop.txt
	$(PYTHON) -m venv .venv-interop
	.venv-interop/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(CACHE)/.parts: tests/setup/parts
	@mkdir -p $(CACHE)
	tests/setup/parts
	@touch $@

$(CACHE)/.npm: tests/setup/package.json
	@mkdir -p $(CACHE)/npm
	cp $< $(CACHE)/npm/package.json
	npm install --prefix $(CACHE)/npm --no-audit --no-fund --no-package-lock --loglevel=error
	@touch $@

clean:
	rm -rf $(VENV) .venv-interop $(CACHE)
