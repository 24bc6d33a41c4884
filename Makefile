# Everything a newcomer runs. Each target does its own set-up, in .venv and target/ only.

PYTHON ?= python3
VENV := .venv
# JupyterLab lives apart: it brings more than the tests of the library should see.
VENV_BROWSER := .venv-browser
CHROMIUM ?= $(shell command -v chromium || command -v chromium-browser)
BIN := $(VENV)/bin
WHEELS := target/wheels
# The Python that is checked and formatted; the examples of the documentation are only formatted.
LINTED := python tests/python tests/engines tests/browser tests/bench docs/conf.py src
FORMATTED := python tests/python tests/engines tests/browser tests/bench docs notebooks/made_up_news.py src
# The oldest Rust that builds the crate, as Cargo.toml has it.
RUST := $(shell sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)

.DEFAULT_GOAL := help
.PHONY: help demo docs miri test test-hostile test-engines test-browser lint bench bench-peers fuzz wheel wheels install format clean tools test-rust test-python

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

demo: install ## Build, install and run newscore over the sample pages; writes out/
	$(BIN)/newscore run seeds/pages -o out

test: lint test-rust test-python ## Run every test and lint

test-rust: tools
	cargo test --quiet
	cargo test --quiet --features arrow

test-python: install
	$(BIN)/python -m pytest --quiet

test-hostile: install ## Run the tests of hostile input with a gigabyte in a column and a line of 500 MB; takes minutes
	NEWSCORE_HOSTILE_MB=1000 $(BIN)/python -m pytest --quiet tests/python/test_hostile_*.py

# Each engine in an environment of its own: they pin the versions of what the others need.
ENGINES := target/engines
test-engines: $(ENGINES)/spark/.ready $(ENGINES)/dask/.ready wheel ## Run newscore on Spark (two executors) and on Dask (two processes); needs Java 17
	@command -v java >/dev/null || { \
		echo "Spark needs Java 17 or newer, and no 'java' was found. Debian: apt install openjdk-17-jre-headless" >&2; exit 1; }
	for engine in spark dask; do \
		$(ENGINES)/$$engine/bin/python -m pip install --quiet --no-deps --force-reinstall $(WHEELS)/*.whl && \
		PYSPARK_PYTHON=$(CURDIR)/$(ENGINES)/$$engine/bin/python SPARK_LOCAL_IP=127.0.0.1 \
			$(ENGINES)/$$engine/bin/python -m pytest --quiet -c pyproject.toml tests/engines/test_$$engine.py || exit 1; \
	done

$(ENGINES)/%/.ready: pyproject.toml | tools
	test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(@D)/bin/python -m pip install --quiet --group $*
	touch $@

test-browser: wheel ## Click through notebook 01 in JupyterLab and Chromium; pictures in target/browser
	@test -n "$(CHROMIUM)" || { test "$$(id -u)" = 0 && command -v apt-get >/dev/null && \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } || { \
		echo "test-browser needs Chromium, and none was found. Debian: apt install chromium; or name yours: make CHROMIUM=/path/to/chromium test-browser" >&2; exit 1; }
	test -x $(VENV_BROWSER)/bin/python || $(PYTHON) -m venv $(VENV_BROWSER)
	$(VENV_BROWSER)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(VENV_BROWSER)/bin/python -m pip install --quiet --group browser "$$(ls $(WHEELS)/newscore-*.whl)[notebook]"
	$(VENV_BROWSER)/bin/python -m pip install --quiet --no-deps --force-reinstall $(WHEELS)/newscore-*.whl
	CHROMIUM="$(or $(CHROMIUM),/usr/bin/chromium)" $(VENV_BROWSER)/bin/python -m pytest --quiet tests/browser

lint: install ## Check format, lints, types and stubs
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings
	cargo clippy --quiet --all-targets --features python -- -D warnings
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --features python
	$(BIN)/ruff check --quiet $(LINTED)
	$(BIN)/ruff format --check --quiet $(FORMATTED)
	$(BIN)/mypy
	$(BIN)/python -m mypy.stubtest newscore --mypy-config-file pyproject.toml --allowlist tests/python/stubtest-allowlist.txt

docs: install ## Build the documentation into docs/_build/html; a warning is an error
	$(BIN)/python -m pip install --quiet --group docs
	rm -rf docs/_build
	$(BIN)/python -m sphinx -W --keep-going -q -b html docs docs/_build/html
	@echo "Open docs/_build/html/index.html"

format: $(VENV)/.ready ## Format the Rust and the Python
	cargo fmt
	$(BIN)/ruff check --quiet --fix $(LINTED)
	$(BIN)/ruff format --quiet $(FORMATTED)

bench: install ## Time the Rust engines and the columns (ratios to yardsticks; needs a quiet machine)
	cargo bench --features arrow
	$(BIN)/python tests/bench/columns.py

# Public sets that were cloned, if any: GUM=... AEB=... ; docs/benchmarks.md says where they are.
PEERS := target/peers
bench-peers: $(PEERS)/.ready wheel ## Measure newscore beside other tools, and write the tables of README and docs
	$(PEERS)/bin/python -m pip install --quiet --no-deps --force-reinstall $(WHEELS)/*.whl
	cd tests/bench && $(CURDIR)/$(PEERS)/bin/python -m peers $(if $(GUM),--gum $(abspath $(GUM))) $(if $(AEB),--aeb $(abspath $(AEB)))

$(PEERS)/.ready: pyproject.toml | tools
	test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(@D)/bin/python -m pip install --quiet --group peers
	touch $@

# The fuzz targets, and how long each runs; what they find of use stays in target/fuzz. cargo-fuzz wants unstable flags of the compiler, which this variable allows.
FUZZ := sentences page pipeline alignment vectors gazetteer gazetteer_file gazetteer_rows corpus arrow
SECONDS_EACH ?= 60
fuzz: tools ## Fuzz every target for SECONDS_EACH (60) seconds; needs `cargo install cargo-fuzz`
	@cargo fuzz --version >/dev/null 2>&1 || { echo "make fuzz needs cargo-fuzz: cargo install cargo-fuzz" >&2; exit 1; }
	for target in $(FUZZ); do \
		mkdir -p target/fuzz/$$target && \
		RUSTC_BOOTSTRAP=1 cargo fuzz run --fuzz-dir tests/fuzz $$target target/fuzz/$$target tests/fuzz/corpus/$$target -- -max_total_time=$(SECONDS_EACH) -max_len=8192 -len_control=0 -verbosity=0 || exit 1; \
	done

# Threads of rayon keep what miri takes for a leak, and share memory in a way that the older of its two models refuses.
miri: ## Run the tests of the modules with `unsafe` that need no Python under miri; needs a nightly toolchain with it
	PROPTEST_CASES=3 MIRIFLAGS="-Zmiri-disable-isolation -Zmiri-tree-borrows -Zmiri-ignore-leaks" \
		cargo +nightly miri test --lib --features arrow -- \
		text::vector text::runs sentence::scan gazetteer::array gazetteer::vector arrow::texts

# Where rustc's own linker is lld it folds equal functions and orders them by likeness, which makes a wheel 1.4 per cent
# smaller. Loops that begin anywhere, not at every sixteenth byte, make it .6 per cent smaller, and no slower. Given arguments
# replace those of pyproject.toml, so they are said again.
ifeq ($(shell uname -sm),Linux x86_64)
LINK := -- -Cllvm-args="-inline-threshold=15 -inlinehint-threshold=300 -x86-experimental-pref-innermost-loop-alignment=0" \
	-Clink-arg=-Wl,--icf=all -Clink-arg=-Wl,--bp-compression-sort=both
endif
wheel: $(VENV)/.ready ## Build the release wheel into target/wheels
	rm -rf $(WHEELS)
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/maturin build --release --quiet --locked --interpreter $(BIN)/python --out $(WHEELS) $(LINK)
	$(BIN)/python .ci/squeeze.py $(WHEELS)/*.whl

# As the release has them. Zig, from its Python package, links against the C library of 2014 on any machine.
RELEASE := target/release-wheels
RELEASE_TOOLS := target/release-tools
TARGETS := x86_64-unknown-linux-gnu aarch64-unknown-linux-gnu
wheels: $(RELEASE_TOOLS)/.ready ## Build wheels for manylinux_2_17 (x86-64, aarch64) and the source distribution, and check them
	rm -rf $(RELEASE)
	rustup target add $(TARGETS)
	for target in $(TARGETS); do \
		PATH="$(CURDIR)/$(RELEASE_TOOLS)/bin:$$PATH" maturin build --release --quiet --locked --zig --target $$target \
			--compatibility manylinux2014 --out $(RELEASE) || exit 1; \
	done
	$(RELEASE_TOOLS)/bin/python .ci/squeeze.py $(RELEASE)/*.whl
	$(RELEASE_TOOLS)/bin/maturin sdist --out $(RELEASE)
	for wheel in $(RELEASE)/*.whl; do $(RELEASE_TOOLS)/bin/abi3audit --strict $$wheel || exit 1; done
	$(RELEASE_TOOLS)/bin/auditwheel show $(RELEASE)/*x86_64.whl
	$(RELEASE_TOOLS)/bin/twine check --strict $(RELEASE)/*

$(RELEASE_TOOLS)/.ready: pyproject.toml | tools
	test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --upgrade "pip>=25.1"
	$(@D)/bin/python -m pip install --quiet --group release
	touch $@

install: wheel ## Install the release wheel into .venv
	$(BIN)/python -m pip install --quiet --no-deps --force-reinstall $(WHEELS)/*.whl

# Libraries that the tests and the command line need; newscore itself comes from the wheel.
$(VENV)/.ready: pyproject.toml | tools
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --group dev
	touch $@

tools:
	@command -v $(PYTHON) >/dev/null || { \
		echo "newscore needs Python 3.10 or newer, and no '$(PYTHON)' was found. Get it from https://www.python.org/downloads/ or your system's packages (Debian: apt install python3 python3-venv), or name yours: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' || { \
		echo "newscore needs Python 3.10 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1). Name a newer one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "This Python cannot make virtual environments. Debian: apt install python3-venv" >&2; exit 1; }
	@command -v cargo >/dev/null || { \
		echo "newscore needs Rust $(RUST) or newer, and no 'cargo' was found. Get it from https://rustup.rs" >&2; exit 1; }
	@$(PYTHON) -c 'import re, subprocess, sys; parts = lambda v: tuple(map(int, re.search(r"(\d+)\.(\d+)", v).groups())); out = subprocess.run(["rustc", "--version"], capture_output=True, text=True).stdout; sys.exit(parts(out) < parts("$(RUST)"))' || { \
		echo "newscore needs Rust $(RUST) or newer; this is $$(rustc --version). Update with: rustup update stable" >&2; exit 1; }

clean: ## Remove everything that was built
	rm -rf $(VENV) $(VENV_BROWSER) target out docs/_build
