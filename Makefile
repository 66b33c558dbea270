# make help lists these.
PYTHON ?= python3
VENV := .venv-test
BIN := $(VENV)/bin

ENGINES ?= dask spark daft ray

.PHONY: help setup test test-frames test-scale lint bench bench-files presets shots docs wheel tables format panics gate \
	fuzz valgrind coverage supply peers linear proof

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

# Java is installed where there is none and this may be done; without it Spark is left out, and the log says so.
test-scale: setup  ## Dask, Spark, Daft and Ray on clusters of two workers; ENGINES="dask spark" picks
	$(PYTHON) -m venv .venv-scale
	.venv-scale/bin/pip install --quiet --upgrade pip
	.venv-scale/bin/pip install --quiet --group scale $(foreach engine,$(ENGINES),--group scale-$(engine))
	env -u CONDA_PREFIX VIRTUAL_ENV=$(CURDIR)/.venv-scale $(BIN)/maturin develop --quiet --profile quick
	case " $(ENGINES) " in *" spark "*) command -v java >/dev/null || \
		{ apt-get update --quiet=2 && apt-get install --quiet=2 --yes default-jre-headless; } || true;; esac
	ENGINES="$(ENGINES)" .venv-scale/bin/pytest tests/scale -W default -rs --timeout 400

lint: setup  ## formatters in check mode, clippy, ruff, mypy
	cargo fmt --check
	cargo clippy --quiet --all-targets --features testing -- -D warnings
	cargo clippy --quiet --features python -- -D warnings
	$(BIN)/ruff check python tests benches examples docs
	$(BIN)/ruff format --check python tests benches examples docs
	$(BIN)/mypy

format:  ## formats everything
	cargo fmt
	$(BIN)/ruff check --fix python tests benches examples docs
	$(BIN)/ruff format python tests benches examples docs

bench: setup  ## cost of every stage on every torture input; columns against time, memory, signals and fork
	cargo bench --bench words
	cargo bench --bench sentences
	cargo bench --bench html
	cargo bench --bench plain
	cargo bench --bench repair
	$(BIN)/python tests/python/site_pages.py
	$(BIN)/python benches/peers_words.py
	cargo bench --bench linear --profile quick
	$(BIN)/python benches/columns.py

bench-files: setup  ## a Parquet file of 600,000 articles through `analyze_file`: time, memory, map_elements beside it
	$(BIN)/python benches/files.py

presets: setup  ## presets beside the tools that they reproduce, which it installs into a temporary folder
	$(BIN)/python benches/presets.py --random 3000

shots: setup  ## pictures of every notebook output in JupyterLab, light and dark, into target/shots; needs chromium
	$(PYTHON) -m venv .venv-shots
	.venv-shots/bin/pip install --quiet --upgrade pip
	.venv-shots/bin/pip install --quiet --group shots
	env -u CONDA_PREFIX $(BIN)/maturin build --quiet --profile quick --out target/shots-wheel
	.venv-shots/bin/pip install --quiet --force-reinstall --no-deps target/shots-wheel/minread-*.whl
	.venv-shots/bin/python tests/shots.py

docs: setup  ## the documentation site, into target/site
	$(PYTHON) -m venv .venv-docs
	.venv-docs/bin/pip install --quiet --upgrade pip
	.venv-docs/bin/pip install --quiet --group docs
	env -u CONDA_PREFIX $(BIN)/maturin build --quiet --profile quick --out target/docs-wheel
	.venv-docs/bin/pip install --quiet --force-reinstall --no-deps target/docs-wheel/minread-*.whl
	.venv-docs/bin/mkdocs build --strict

# PROFILE=quick leaves out the minutes of link-time optimisation.
PROFILE ?= release

wheel:   ## a wheel for any Linux of glibc 2.17 and a source archive, into target/wheels, checked
	$(PYTHON) -m venv .venv-wheel
	.venv-wheel/bin/pip install --quiet --upgrade pip
	.venv-wheel/bin/pip install --quiet --group wheel
	rm -rf target/wheels
	PATH="$(CURDIR)/.venv-wheel/bin:$$PATH" env -u CONDA_PREFIX .venv-wheel/bin/maturin build --quiet --profile $(PROFILE) \
		--zig --compatibility manylinux_2_17 --interpreter $(PYTHON) --out target/wheels
	env -u CONDA_PREFIX .venv-wheel/bin/maturin sdist --out target/wheels
	.venv-wheel/bin/twine check --strict target/wheels/*
	.venv-wheel/bin/abi3audit --strict target/wheels/*.whl
	$(PYTHON) -m venv --clear .venv-empty
	.venv-empty/bin/pip install --quiet --no-index target/wheels/*.whl
	.venv-empty/bin/python tests/wheel.py
	ls -l target/wheels

tables:  ## writes src/tables/ anew
	MINREAD_WRITE_TABLES=1 cargo test --features testing --test rust tables

panics: setup  ## a panic injected into every stage, in an extension that can be told to panic
	rm -rf target/panics
	env -u CONDA_PREFIX $(BIN)/maturin build --quiet --profile quick --features python,testing --out target/panics
	$(BIN)/pip install --quiet --no-deps --upgrade --target target/panics/site target/panics/minread-*.whl
	PYTHONPATH=target/panics/site $(BIN)/pytest tests/python/test_panics.py

gate: setup  ## quality against the floors in tests/gate/floors.json
	$(BIN)/python tests/gate/gate.py

FUZZ_TARGETS := $(basename $(notdir $(wildcard fuzz/targets/*.rs)))
FUZZ_SECONDS ?= 60
FUZZ_RUNS ?= -1
FUZZ_LENGTH ?= 600

# Choosing inputs by entropy and shrinking the corpus cost more than half of a run's time.
fuzz:  ## every fuzz target for FUZZ_SECONDS (60); FUZZ_RUNS=10000000 FUZZ_SECONDS=0 FUZZ_LENGTH=96 for a release
	MINREAD_FUZZ_SEEDS=$(CURDIR)/fuzz/corpus/seeds cargo test --quiet --features testing --test rust crashes::seeds
	cd fuzz && cargo build --quiet --release
	set -e; for target in $(FUZZ_TARGETS); do \
		mkdir -p fuzz/corpus/$$target fuzz/artifacts/$$target; \
		fuzz/target/*/release/$$target fuzz/corpus/$$target fuzz/corpus/seeds -dict=fuzz/tokens.dict \
			-max_len=$(FUZZ_LENGTH) -entropic=0 -reduce_inputs=0 -reload=0 -timeout=20 -rss_limit_mb=2048 \
			-artifact_prefix=fuzz/artifacts/$$target/ -print_final_stats=1 -verbosity=0 \
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

# Names of functions are left as they are: not every llvm-profdata can unpack them.
coverage:  ## lines of the core that the Rust tests run; needs cargo-llvm-cov
	RUSTFLAGS="-Cllvm-args=-enable-name-compression=false $$RUSTFLAGS" \
		cargo llvm-cov --features testing --ignore-filename-regex '(src/python|tests|benches)/' --fail-under-lines 95

supply:  ## licences, sources and duplicates of the crates; needs cargo-deny
	cargo deny --all-features check bans licenses sources

linear:  ## cost of every stage on every torture input, twice, four and eight times as long
	cargo bench --bench linear --profile quick

peers: setup  ## minread beside its peers, which it installs into an environment of their own
	$(BIN)/python benches/peers.py

proof: setup  ## everything that is promised, with a summary
	$(BIN)/python tests/proof.py
