# The two commands of the README are `make run` and `make test`; each installs what it needs first.
# Every folder under build/ belongs to the CMake preset of its name.
# web/ holds the page, which is built before the programs that carry it.
.PHONY: run demo page test build pdfa bench lint tidy format asan tsan fuzz windows packages help
.DEFAULT_GOAL := help

JOBS ?= $(shell nproc)
SOURCES := $(shell git ls-files '*.cpp' '*.hpp' 2>/dev/null)
PAGE := $(shell git ls-files web libs/server/data/openapi.json 2>/dev/null)
FUZZ_SECONDS ?= 60
LISTEN ?= 127.0.0.1:8080

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

packages:
	@tools/install-packages

# What is practised stays in the folder until it is removed.
run: build ## build and open a training counter in the browser, at LISTEN (127.0.0.1:8080)
	@exec build/release/bin/kaomado serve --training --data build/training --listen $(LISTEN)

demo: build ## procedures 4 and 5 on a virtual card in a PC/SC reader, with OpenSC's view of it
	@tools/demo

page: web/dist/index.html ## the counter's page in web/dist

# Only what the lock file names, and no program of a package runs while it is installed.
web/node_modules/.package-lock.json: web/package-lock.json | packages
	@cd web && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(PAGE) | packages
	@cd web && npm run --silent build -- --logLevel warn

build: packages page ## release binaries in build/release/bin
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j$(JOBS)

test: packages page ## build and run every test
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev -j$(JOBS)
	@cmake --preset windows >/dev/null
	@cmake --build --preset windows -j$(JOBS)
	@ctest --preset dev -j$(JOBS)
	@build/dev/bin/rule_coverage .

bench: packages ## measure; prints ratios against limits and peers of the same run
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench -j$(JOBS)
	@tools/bench build/bench

lint: packages page ## format, documents against code, every public header alone
	@clang-format-14 --dry-run --Werror $(SOURCES)
	@tools/check-docs
	@cd web && npm run --silent check
	@cmake --preset clang >/dev/null
	@tools/check-headers build/clang

tidy: packages ## clang-tidy, and clang's warnings, over everything
	@cmake --preset clang >/dev/null
	@tools/tidy build/clang $(JOBS)

format: packages ## apply clang-format
	@clang-format-14 -i $(SOURCES)

asan: packages ## the tests, built by clang, under the address and undefined behaviour sanitizers
	@cmake --preset asan >/dev/null
	@cmake --build --preset asan -j$(JOBS)
	@ctest --preset asan -j$(JOBS)

fuzz: packages ## every fuzz target for FUZZ_SECONDS from its corpus, under the same sanitizers
	@cmake --preset asan >/dev/null
	@cmake --build --preset asan -j$(JOBS) --target fuzz_targets
	@tools/fuzz build/asan $(FUZZ_SECONDS) $(JOBS)

tsan: packages ## the tests with threads under the thread sanitizer
	@cmake --preset tsan >/dev/null
	@cmake --build --preset tsan -j$(JOBS) --target threaded_tests
	@ctest --preset tsan -j$(JOBS) -R "$$(cat build/tsan/threaded_tests)"

pdfa: build ## every form before veraPDF; wants a JDK and Maven besides
	@tools/verapdf build/release

windows: packages ## pwlocker.exe in build/windows/bin
	@cmake --preset windows >/dev/null
	@cmake --build --preset windows -j$(JOBS)
