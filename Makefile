# Two commands: `make serve` and `make test`. Both call `make setup`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

# Where it is set, each process that a test or a server starts would compile all code anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: setup serve test lint quality search-quality bench-ask bench-search conformance differential bench-load bench-reconcile bench-serve bench-hostile notebooks bench-client lock clean

setup: .venv/.installed

.venv/.installed: requirements.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch $@

# What tests need holds all that is needed to serve: one run of pip will do.
.venv/.tested: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation -e .
	touch .venv/.installed $@

# A document that cannot be read is named; the others, or the last snapshot, are served.
serve: setup
	-$(BIN)/zhengtu load
	$(BIN)/zhengtu serve

test: .venv/.tested lint
	$(BIN)/pytest --numprocesses 4 --dist loadfile --no-loadscope-reorder

lint: .venv/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

quality: .venv/.tested
	$(BIN)/python -m bench.quality
	$(BIN)/python -m bench.resolution
	$(BIN)/python -m bench.places
	$(BIN)/python -m bench.entities
	$(BIN)/python -m bench.elsewhere
	$(BIN)/python -m bench.links
	$(BIN)/python -m bench.targets

notebooks: .venv/.tested
	$(BIN)/pytest tests/api/client/test_notebooks.py

bench-client: .venv/.tested
	$(BIN)/python -m bench.client

bench-ask: .venv/.tested
	$(BIN)/python -m bench.ask

search-quality: .venv/.tested
	$(BIN)/python -m bench.search_quality

bench-search: .venv/.tested
	$(BIN)/python -m bench.search

bench-load: .venv/.tested
	$(BIN)/python -m bench.load

bench-serve: .venv/.tested
	$(BIN)/python -m bench.serve

bench-hostile: .venv/.tested
	$(BIN)/python -m bench.hostile
	$(BIN)/python -m bench.reload

bench-reconcile: .venv/.tested
	$(BIN)/python -m bench.reconcile

conformance: .venv/.tested
	$(BIN)/python -m bench.conformance

differential: .venv/.tested
	$(BIN)/python -m bench.differential

lock: .venv/.tested
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet --custom-compile-command "make lock" pyproject.toml --group build -o requirements.txt
	$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --python-version 3.11 --quiet --custom-compile-command "make lock" pyproject.toml --extra test --extra notebook --extra mcp --group build -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf .venv snapshots
