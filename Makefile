# The project's commands; `make help` lists them. QUIET=1 has them say only what is wrong.

PYTHON ?= python3
DIR ?= dist/export
MINUTES ?= 10
QUIET ?=

RUN := .venv/bin/python
PIP := $(RUN) -m pip install --quiet --quiet --disable-pip-version-check --progress-bar off
FLAGS := $(if $(QUIET),--quiet)
SAY := $(if $(QUIET),@:,@echo)
# The linter needs Node 20; an older one runs the tests of scripts as well.
NODE := $(shell node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v node)
# Tests that drive a browser wait for it a third of the time: one process more than processors.
WORKERS := $(shell $(PYTHON) -c 'import os; print(len(os.sched_getaffinity(0)) + 1)' 2>/dev/null || echo 3)
AT_ONCE := $(findstring --test-concurrency,$(shell node --help 2>/dev/null))
TESTS = @tests/set-up && SITE=site node --test $(if $(AT_ONCE),$(AT_ONCE)=$(WORKERS)) \
		--test-reporter=$(if $(QUIET),dot,spec) tests/scripts/*.test.mjs && \
	SITE=site $(RUN) -m pytest $(FLAGS) --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder \
		tests/site tests/browser tests/data tests/unit

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help site host offline serve export check test test-all mutants fuzz links bench lock clean

help: ## list the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' Makefile | while read -r name text; do \
		printf '  make %-9s %s\n' "$$name" "$$text"; done

site: .venv/site.stamp ## build the whole site into site/
	@$(RUN) -m generator build $(FLAGS)

host: .venv/site.stamp ## build it with a .gz and .br of each file, for a web server
	@$(RUN) -m generator build --compressed $(FLAGS)

offline: .venv/site.stamp ## pack it into dist/*-offline.zip, which works by double click
	@$(RUN) -m generator offline $(FLAGS)

serve: .venv/site.stamp ## preview the site at 127.0.0.1:8000; it follows edits
	@$(RUN) -m generator serve

export: .venv/site.stamp ## write the pages as a plain Markdown tree into DIR=dist/export
	@$(RUN) -m generator export $(FLAGS) $(DIR)

check: .venv/dev.stamp build/tools.stamp ## lint, types, data and unit tests: what to run before a commit
	@$(RUN) -m ruff check --quiet
	@$(RUN) -m ruff format --check --quiet
	@$(RUN) -m mypy --no-error-summary
	@$(if $(NODE),$(NODE) build/tools/node_modules/eslint/bin/eslint.js \
		--config build/tools/eslint.config.mjs docs/assets/js tests/scripts)
	@$(if $(NODE),$(NODE) build/tools/node_modules/typescript/bin/tsc --project .)
	@$(RUN) -m generator check $(FLAGS)
	@$(RUN) -m pytest $(FLAGS) --numprocesses=auto --dist=loadfile tests/unit

test: .venv/dev.stamp build/tools.stamp site ## test scripts, units, data, site and browser in a few minutes
	$(TESTS)

test-all: .venv/dev.stamp build/tools.stamp site ## the same on every page and record, against the stock build too
	$(TESTS) --all

mutants: .venv/dev.stamp build/tools.stamp ## change 200 random places one at a time, and say what no test notices (hours)
	@tests/set-up
	@$(RUN) -m tests.mutants

fuzz: .venv/dev.stamp site ## give data, templates, scripts and pages random input for MINUTES=10
	@tests/set-up
	@$(RUN) -m tests.fuzz --minutes $(MINUTES)

links: .venv/dev.stamp site ## ask whether links into the published standard still lead there
	@$(RUN) -m tests.links site

bench: .venv/dev.stamp ## measure build, growth, preview, page weights, hosting and look-up
	@tests/set-up
	@$(RUN) -m tests.bench

lock: .venv/dev.stamp ## write requirements/*.txt anew from requirements/*.in
	@for name in site dev; do \
		$(RUN) -m uv pip compile --quiet --universal --python-version 3.11 --no-header \
			--generate-hashes --no-emit-index-url --upgrade \
			--output-file requirements/$$name.txt requirements/$$name.in || exit 1; done

clean: ## remove everything that was built or set up
	rm -rf .venv .cache site dist .site-building-* *.egg-info .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

# The environment. A stamp says that the lock it is newer than is installed.

.venv/made.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Python 3.11 or newer is needed, this is %s; name another: make PYTHON=python3.12" \
		% sys.version.split()[0])'
	$(SAY) 'setting up .venv/'
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/site.stamp: requirements/site.txt pyproject.toml | .venv/made.stamp
	$(SAY) 'installing what building needs'
	@$(PIP) --require-hashes --requirement requirements/site.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# What Node runs: a linter and a type checker of scripts, and an independent checker of HTML.
build/tools.stamp: $(wildcard tests/tools/*)
	@mkdir -p build/tools && cp tests/tools/* build/tools/
	$(if $(NODE),@cd build/tools && npm ci --ignore-scripts --no-audit --no-fund --silent)
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/site.stamp
	$(SAY) 'installing what testing needs'
	@$(PIP) --require-hashes --requirement requirements/dev.txt
	@touch $@
