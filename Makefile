# make help lists these.
PYTHON ?= python3
VENV := .venv-test
BIN := $(VENV)/bin

.PHONY: help setup test test-frames lint bench presets tables format panics gate fuzz valgrind coverage supply peers \
	linear proof

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
	$(BIN)/python benches/peers_words.py
	cargo bench --bench linear --profile quick
	$(BIN)/python benches/columns.py

presets: setup  ## presets beside the tools that they reproduce, which it installs into a temporary folder
	$(BIN)/python benches/presets.py --random 3000

tables:  ## writes src/tables/ anew
	MINREAD_WRITE_TABLES=1 cargo test --features testing --test rust tables

panics: setup  ## a panic injected into every stage, in an extension that can be told to panic
	env -u CONDA_PREFIX $(BIN)/maturin build --quiet --profile quick --features testing --out target/panics
	$(BIN)/pip install --quiet --no-deps --upgrade --target target/panics/site target/panics/minread-*.whl
	PYTHONPATH=target/panics/site $(BIN)/pytest tests/python/test_panics.py

gate: setup  ## quality against the floors in tests/gate/floors.json
	$(BIN)/python tests/gate/gate.py

FUZZ_TARGETS := $(basename $(notdir $(wildcard fuzz/targets/*.rs)))
FUZZ_SECONDS ?= 60
FUZZ_RUNS ?= -1

fuzz:  ## every fuzz target for FUZZ_SECONDS (60); FUZZ_RUNS=10000000 FUZZ_SECONDS=0 for a release
	MINREAD_FUZZ_SEEDS=$(CURDIR)/fuzz/corpus/seeds cargo test --quiet --features testing --test rust crashes::seeds
	cd fuzz && cargo build --quiet --release
	set -e; for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/corpus/$$target fuzz/artifacts/$$target; \
		fuzz/target/*/release/$$target fuzz/corpus/$$target fuzz/corpus/seeds -dict=fuzz/tokens.dict -max_len=600 \
			-timeout=20 -rss_limit_mb=2048 -artifact_prefix=fuzz/artifacts/$$target/ -print_final_stats=1 -verbosity=0 \
			-max_total_time=$(FUZZ_SECONDS) -runs=$(FUZZ_RUNS) 2> fuzz/artifacts/$$target/log \
			|| { tail -n 40 fuzz/artifacts/$$target/log; exit 1; }; \
		awk -v target=$$target '/number_of_executed_units/ {print target ": " $$2 " runs, no crash"}' \
			fuzz/artifacts/$$target/log; \
	done

valgrind: setup  ## memory errors, by valgrind: a share of the Rust tests, and the Arrow glue through Python
	cargo test --quiet --features testing --test rust --no-run
	valgrind --quiet --error-exitcode=9 --leak-check=no \
		$$(ls -t target/debug/deps/rust-* | grep -v '\.d$$' | head -1) --test-threads=1 naughty words:: reading::
	@# CPython and pyarrow have reports of their own: those with a frame of minread count.
	PYTHONMALLOC=malloc valgrind --quiet --leak-check=no --log-file=target/valgrind.log \
		$(BIN)/python tests/arrow_glue.py
	! grep '_core.abi3.so' target/valgrind.log

coverage:  ## lines of the core that the Rust tests run; needs cargo-llvm-cov
	cargo llvm-cov --features testing --ignore-filename-regex '(src/python|tests|benches)/' --fail-under-lines 95

supply:  ## licences, sources and duplicates of the crates; needs cargo-deny
	cargo deny --all-features check bans licenses sources

linear:  ## cost of every stage on every torture input, twice, four and eight times as long
	cargo bench --bench linear --profile quick

peers: setup  ## minread beside its peers, which it installs into an environment of their own
	$(BIN)/python benches/peers.py

proof: setup  ## everything that is promised, with a summary
	$(BIN)/python tests/proof.py
