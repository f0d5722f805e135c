# The two commands of the README are `make run` and `make test`; each installs what it needs first.
# Every folder under build/ belongs to the CMake preset of its name.
.PHONY: run test build bench lint tidy format asan tsan fuzz windows packages help
.DEFAULT_GOAL := help

JOBS ?= $(shell nproc)
CTEST := ctest --output-on-failure -j$(JOBS)
SOURCES := $(shell git ls-files '*.cpp' '*.hpp' 2>/dev/null)
FUZZ_SECONDS ?= 60
# Test programs in which several threads are at work.
THREADED := unit_emulator unit_store contract_pcsc witness_reader

help: ## this list
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):[^#]*## /\1\t/' | expand -t 10

packages:
	@tools/install-packages

run: build ## build and show procedures 4 and 5 on a virtual card in a PC/SC reader
	@tools/demo

build: packages ## release binaries in build/release/bin
	@cmake --preset release >/dev/null
	@cmake --build --preset release -j$(JOBS)

test: packages ## build and run every test
	@cmake --preset dev >/dev/null
	@cmake --build --preset dev -j$(JOBS)
	@cmake --preset windows >/dev/null
	@cmake --build --preset windows -j$(JOBS)
	@cd build/dev && $(CTEST)
	@build/dev/bin/rule_coverage .

bench: packages ## measure; prints ratios against limits and peers of the same run
	@cmake --preset bench >/dev/null
	@cmake --build --preset bench -j$(JOBS)
	@tools/bench build/bench

lint: packages ## format, documents against code, every public header alone
	@clang-format-14 --dry-run --Werror $(SOURCES)
	@tools/check-docs
	@cmake --preset clang >/dev/null
	@tools/check-headers build/clang

tidy: packages ## clang's warnings and clang-tidy over everything
	@cmake --preset clang >/dev/null
	@cmake --build --preset clang -j$(JOBS)
	@run-clang-tidy-14 -quiet -j$(JOBS) -p build/clang '/(libs|apps|tests|fuzz|bench)/.*\.cpp$$' >build/clang/tidy.log 2>&1 \
	  || { grep -E 'error:|warning:' build/clang/tidy.log | sort -u; exit 1; }

format: packages ## apply clang-format
	@clang-format-14 -i $(SOURCES)

asan: export LSAN_OPTIONS = suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0
asan: packages ## the tests under the address and undefined behaviour sanitizers
	@cmake --preset asan >/dev/null
	@cmake --build --preset asan -j$(JOBS)
	@cd build/asan && $(CTEST) -E '^fault_secrets: ' # freed memory is kept by the sanitizer: nothing to find out there

tsan: packages ## the tests of rooms with threads under the thread sanitizer
	@cmake --preset tsan >/dev/null
	@cmake --build --preset tsan -j$(JOBS) --target $(THREADED)
	@cd build/tsan && $(CTEST) -R "^($$(echo $(THREADED) | tr ' ' '|')): "

fuzz: packages ## every fuzz target for FUZZ_SECONDS from its corpus
	@cmake --preset fuzz >/dev/null
	@cmake --build --preset fuzz -j$(JOBS)
	@tools/fuzz build/fuzz $(FUZZ_SECONDS)

windows: packages ## pwlocker.exe in build/windows/bin
	@cmake --preset windows >/dev/null
	@cmake --build --preset windows -j$(JOBS)
