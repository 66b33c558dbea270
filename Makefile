# make help lists these.
PYTHON ?= python3
VENV := .venv-test
BIN := $(VENV)/bin

.PHONY: help setup test test-frames lint bench presets tables format

help:    ## this list
	@grep -E '^[a-z-]+: .*##' Makefile | sed 's/:[^#]*##/\t/'

$(VENV)/ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --group dev
	touch $@

setup: $(VENV)/ready  ## an environment of its own with everything the tests need, and minread in it
	env -u CONDA_PREFIX VIRTUAL_ENV=$(CURDIR)/$(VENV) $(BIN)/maturin develop --quiet --profile quick

test: setup  ## all tests, Rust and Python
	cargo test --quiet --features testing
	$(BIN)/python -m mypy.stubtest minread._core --ignore-disjoint-bases
	$(BIN)/pytest

test-frames: setup  ## the column tests with the oldest and the newest pandas, polars and pyarrow
	env -u CONDA_PREFIX $(BIN)/maturin build --quiet --profile quick --out target/frames
	set -e; for age in oldest newest; do \
		$(PYTHON) -m venv .venv-frames-$$age; \
		.venv-frames-$$age/bin/pip install --quiet --upgrade pip; \
		.venv-frames-$$age/bin/pip install --quiet --group frames-$$age; \
		.venv-frames-$$age/bin/pip install --quiet --force-reinstall --no-deps target/frames/minread-*.whl; \
		.venv-frames-$$age/bin/pytest tests/python/test_columns.py; \
	done

lint: setup  ## formatters in check mode, clippy, ruff, mypy
	cargo fmt --check
	cargo clippy --quiet --all-targets --features testing -- -D warnings
	cargo clippy --quiet --features python -- -D warnings
	$(BIN)/ruff check python tests benches
	$(BIN)/ruff format --check python tests benches
	$(BIN)/mypy

format:  ## formats everything
	cargo fmt
	$(BIN)/ruff check --fix python tests benches
	$(BIN)/ruff format python tests benches

bench: setup  ## cost of every stage on every torture input; columns against time, memory, signals and fork
	cargo bench --bench words
	cargo bench --bench sentences
	cargo bench --bench repair
	$(BIN)/python tests/python/site_pages.py
	$(BIN)/python benches/peers_words.py
	cargo bench --bench linear --profile quick
	$(BIN)/python benches/columns.py

presets: setup  ## presets beside the tools that they reproduce, which it installs into a temporary folder
	$(BIN)/python benches/presets.py --random 3000

tables:  ## writes src/tables/ anew
	MINREAD_WRITE_TABLES=1 cargo test --features testing --test rust tables
