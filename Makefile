# make brief   set up what is missing and build this desk's briefs into output/
# make test    set up what is missing and run the tests
# make check   the full gate: format, lint, types, imports, docs, tests
# make bench   how fast it is, beside a bare library call in the same run
# make docs    write the commands' help into the README again, and take its pictures
# make format  put the code into its house format
# make clean   remove what was made here, the environment included (output/*.md and *.html stay: they are committed)

PY := .venv/bin/python
ifeq ($(shell uname -s),Darwin)
  # Where Homebrew keeps Pango. Given to each command, because macOS drops DYLD_* whenever a shell starts.
  PY := env DYLD_FALLBACK_LIBRARY_PATH=/opt/homebrew/lib:/usr/local/lib:/usr/lib .venv/bin/python
endif
PYTEST := $(PY) -m pytest
PARALLEL ?= auto
DOCS := README.md

.PHONY: brief test check static bench docs format clean setup setup-dev
.NOTPARALLEL:

brief: setup
	$(PY) -m briefings build

test: setup-dev
	$(PYTEST) -p no:benchmark -n $(PARALLEL) --dist loadfile

check: static test

static: setup-dev
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) -m cogapp --check -P $(DOCS)

bench: setup-dev
	$(PYTEST) tests/bench -o addopts= --import-mode=importlib -q -s --benchmark-columns=min,median,rounds

docs: setup-dev
	$(PY) -m cogapp -r -P $(DOCS)
	$(PY) -m briefings build haiti-mss trade-talks-nairobi
	$(PY) -m tests.docs.picture
	$(PY) -m tests.docs.screens
	$(PY) -m tests.docs.mail_pictures

format: setup-dev
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

setup:
	@sh .ci/setup.sh run

setup-dev:
	@sh .ci/setup.sh dev

clean:
	rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis .benchmarks build dist output/*.pdf output/*.json
	find briefings tests -name __pycache__ -type d -prune -exec rm -rf {} +
