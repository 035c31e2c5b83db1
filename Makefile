# The only door: people and continuous integration use these commands. `make` alone lists them.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS += --no-builtin-rules --no-print-directory

SWIFT ?= swift
SEING ?= .build/debug/seing
# Without debug information a first build is shorter. `make build BUILD_FLAGS=` is for a debugger; other flags than last
# time compile everything again.
BUILD_FLAGS ?= -debug-info-format none
# Where `make run` keeps keys, database and mailbox, and where it listens (loopback only).
DATA ?= $(or $(SEING_DATA),data)
PORT ?= 8080
# Where `make demo` writes.
OUT ?= .cache/demo
# `make test FILTER=PDFModelTests` runs a part of the tests, `make soak SOAK_SECONDS=60` a shorter soak.
FILTER ?=
SOAK_SECONDS ?= 600
# `make fuzz FUZZ_SECONDS=600 FUZZ_JOBS=2 FUZZ_TARGETS='pdf-objects validator'`
FUZZ_SECONDS ?= 60
FUZZ_JOBS ?= 1
FUZZ_TARGETS ?=
# `make bench BENCH='--documents 200 --runs 1'`
BENCH ?=
# `make bench-load LOAD='100000 48 60'`
LOAD ?= 1000 48 20
# `make bench-search SEARCH='OFFERS QUERIES'`
SEARCH ?= 200000 5000

VENV := .cache/venv
PDFA_CHECK := Tests/Tools/pdfa/pdfa-check
SWIFT_FILES := Package.swift Sources Tests Benchmarks Fuzz/Package.swift Fuzz/Sources
export SEING_TEST_PYTHON ?= $(CURDIR)/$(VENV)/bin/python
# All tests started at once take each other's processor, and what waits for a browser or a responder meets its limit.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH ?= $(shell echo $$(( 3 * $$(nproc) )))

##@ Use

.PHONY: run
run: $(SEING) ## start the service with demo schools, and say where to click as each party
	@$(SEING) serve --demo --data-dir $(DATA) --port $(PORT)

.PHONY: demo-reset
demo-reset: $(SEING) ## erase what the demonstration has made, and start it anew
	@$(SEING) serve --demo --reset --data-dir $(DATA) --port $(PORT)

.PHONY: demo
demo: build ## play the whole life of a convention without a server, then verify the result
	@$(SEING) demo --out $(OUT)
	@$(SEING) verify $(OUT)/convention.pdf --trust $(OUT)/trust

.PHONY: release
release: prepare-build ## make dist/: one stripped binary with a static Swift library, and its data files
	@scripts/make-release

##@ Develop

.PHONY: setup
setup: test-tools hooks ## install everything that development needs
	@scripts/install-packages build run lint
	@$(SWIFT) package resolve

.PHONY: build
build: prepare-build ## compile the command seing (debug)
	@[ -e $(SEING) ] || echo "Building seing; this first time packages are fetched, and it takes some minutes."
	@$(SWIFT) build $(BUILD_FLAGS) --product seing

.PHONY: test
test: prepare-build test-tools ## run every test, with the outside software that judges
	@echo "Building the tests."
	@$(SWIFT) build $(BUILD_FLAGS) --build-tests
	@scripts/check-binary .build/debug/seing
	@SWIFT="$(SWIFT)" scripts/run-tests $(BUILD_FLAGS) $(if $(FILTER),--filter '$(FILTER)')

.PHONY: lint
lint: prepare-lint ## check style, sizes, module graph, texts and scripts; changes nothing
	@status=0; \
	$(SWIFT) format lint --strict --recursive --parallel $(SWIFT_FILES) || status=1; \
	for check in measure-size check-imports check-texts check-scripts check-docs; do \
	    scripts/$$check || status=1; \
	done; \
	exit $$status

.PHONY: format
format: ## rewrite Swift files in the one style
	@$(SWIFT) format --in-place --recursive --parallel $(SWIFT_FILES)

.PHONY: soak
soak: build test-tools ## demo and verify for SOAK_SECONDS, SEING_CRASH_KILLS kills, SEING_API_CASES an operation, SEING_FUZZ_SECONDS a reader
	@$(SWIFT) build $(BUILD_FLAGS) --build-tests
	@SEING=$(SEING) SWIFT="$(SWIFT)" BUILD_FLAGS="$(BUILD_FLAGS)" scripts/soak $(SOAK_SECONDS)

.PHONY: fuzz
fuzz: build ## let libFuzzer look for inputs that harm a reader, FUZZ_SECONDS each (all, or FUZZ_TARGETS)
	@SEING=$(SEING) SWIFT="$(SWIFT)" FUZZ_JOBS=$(FUZZ_JOBS) Fuzz/run $(FUZZ_SECONDS) $(FUZZ_TARGETS)

.PHONY: bench
bench: release test-tools ## measure signing, verifying and start-up, beside OpenSSL's own speed and pyHanko
	@$(SWIFT) build --configuration release --static-swift-stdlib --scratch-path .build-release --product SeingBenchmarks
	@Benchmarks/bench $(BENCH)

.PHONY: bench-typeset
bench-typeset: prepare-build test-tools $(VENV)-typeset/.installed ## measure how conventions are set, beside WeasyPrint
	@$(SWIFT) build --configuration release --static-swift-stdlib --scratch-path .build-release --product SeingBenchmarks
	@Benchmarks/bench-typeset $(BENCH)

.PHONY: bench-load
bench-load: release ## let signatories sign over HTTP, LOAD='STORED CLIENTS SECONDS', in a data directory of .cache
	@$(SWIFT) build --configuration release --static-swift-stdlib --scratch-path .build-release --product SeingLoadBenchmark
	@rm -rf .cache/load
	@.build-release/release/SeingLoadBenchmark dist/seing .cache/load $(LOAD)

.PHONY: bench-search
bench-search: prepare-build ## measure searches of offers, SEARCH='OFFERS QUERIES'; the first run fills a store in .cache
	@$(SWIFT) build --configuration release --static-swift-stdlib --scratch-path .build-release --product SeingSearchBenchmark
	@mkdir -p .cache
	@.build-release/release/SeingSearchBenchmark .cache/search-$(firstword $(SEARCH)) $(SEARCH)

.PHONY: bench-roster
bench-roster: prepare-build ## measure imports of a roster of 1,000 pupils against the limit of a second
	@$(SWIFT) build --configuration release --static-swift-stdlib --scratch-path .build-release --product SeingRosterBenchmark
	@.build-release/release/SeingRosterBenchmark

.PHONY: guides
guides: build test-tools ## play the browser tests and keep the pictures that the pages /guides show
	@scripts/make-guides $(SEING) $(SEING_TEST_PYTHON)

.PHONY: tutorials
tutorials: build test-tools ## play a browser test and keep it as three films with captions, which the page /guides shows
	@scripts/install-packages tutorials
	@scripts/make-tutorials $(SEING) $(SEING_TEST_PYTHON)

.PHONY: hooks
hooks: ## let git format and lint what is committed, and show the form of a message
	@git config core.hooksPath scripts/git-hooks
	@git config commit.template dev/commit-template

.PHONY: clean
clean: ## remove what was built; data/ and downloaded tools stay
	@rm -rf .build .build-release dist $(OUT)

.PHONY: help
help: ## print this list
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } \
	    /^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

# What the targets above stand on.

# Only what changed is looked at, not what SwiftPM would plan: the second start is a matter of seconds.
$(SEING): Package.swift $(shell find Sources -type f)
	@$(MAKE) build
	@touch $@

.PHONY: prepare-build
prepare-build:
	@scripts/install-packages build run
	@scripts/check-swift "$(SWIFT)"

.PHONY: prepare-lint
prepare-lint:
	@scripts/install-packages lint
	@scripts/check-swift "$(SWIFT)"

.PHONY: test-tools
test-tools: packages-test $(VENV)/.installed
	@$(if $(wildcard $(PDFA_CHECK)),scripts/prepare-pdfa-check $(PDFA_CHECK))

.PHONY: packages-test
packages-test:
	@scripts/install-packages test

$(VENV)-typeset/.installed: Benchmarks/requirements-typeset.txt | packages-test
	@echo "Installing WeasyPrint into $(VENV)-typeset."
	@rm -rf $(VENV)-typeset
	@python3 -m venv $(VENV)-typeset
	@$(VENV)-typeset/bin/python -m pip install --quiet --no-input --disable-pip-version-check --only-binary :all: \
	    --requirement $<
	@touch $@

$(VENV)/.installed: Tests/Tools/requirements.txt | packages-test
	@echo "Installing the Python tools of the tests into $(VENV)."
	@rm -rf $(VENV)
	@python3 -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --no-input --disable-pip-version-check --only-binary :all: \
	    --requirement $<
	@touch $@
