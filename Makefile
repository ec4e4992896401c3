# azdo: `make help` says what there is to do.

VERSION := $(shell sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
MAJOR := $(firstword $(subst ., ,$(VERSION)))
LIBRARY := libazdo.so.$(VERSION)

PREFIX ?= /usr/local
LIBDIR ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DESTDIR ?=

CC ?= cc
CFLAGS ?= -O2
PYTHON ?= python3
FUZZ_SECONDS ?= 15
SEED ?= 1
SOAK_MINUTES ?= 10
CARGO ?= cargo

# cargo and dotnet find the cores themselves, and two of a kind would wait for each other.
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# Wherever else a user has cargo build to.
export CARGO_TARGET_DIR := $(CURDIR)/target

# Where servers lie that the tests start.
export PATH := $(PATH):/usr/sbin

# Tests and the demo use this library, the very one that ships.
export AZDO_LIBRARY := $(CURDIR)/build/lib/libazdo.so.$(MAJOR)
export AZDO_SANDBOX := $(CURDIR)/target/debug/azdo-sandbox

C_EXAMPLES := $(patsubst examples/c/%.c,build/examples/%,$(wildcard examples/c/*.c))

.PHONY: help demo test bench soak fuzz lint packages library sandbox failpoint examples bindings header operations python \
        official install clean

help:
	@echo "make demo      what the library does, against the offline sandbox (or the real service: set"
	@echo "               AZDO_ORGANIZATION_URL, AZDO_PROJECT and AZDO_PAT)"
	@echo "make test      every test; AZDO_REQUIRE_ALL=1 lets none be skipped"
	@echo "make bench     azdo beside its alternatives; BENCH=--help says what else there is"
	@echo "make fuzz      random answers, URLs and settings, guided by what they reach; FUZZ_SECONDS=$(FUZZ_SECONDS) for each target"
	@echo "make soak      all that finds more the longer it runs, each part for SOAK_MINUTES=$(SOAK_MINUTES)"
	@echo "make install   PREFIX=$(PREFIX) DESTDIR=: headers, libraries, azdo.pc"
	@echo "make header    writes include/azdo.h anew, and what is generated from it"
	@echo "make operations writes docs/operations.md anew, and what the bindings have of each operation"
	@echo "make clean     removes everything that was built"

demo: library sandbox examples
	@examples/demo

test:
	@MAKE="$(MAKE)" CARGO="$(CARGO)" tests/all

# docs/performance.md says what it showed.
bench: library
	@$(PYTHON) benches/driver $(BENCH)

fuzz:
	fuzz/run $(FUZZ_SECONDS) $(SEED)

# Sequences of calls (plain, with sanitizers, under valgrind), threads, and what is fuzzed. A run that failed says its
# seed, with which SEED repeats it.
soak: packages library sandbox
	AZDO_SOAK_SECONDS=$$((60 * $(SOAK_MINUTES))) AZDO_SEED=$(SEED) \
	    $(CARGO) test --locked --test sequences --test stress -- --nocapture
	$(MAKE) fuzz FUZZ_SECONDS=$$((60 * $(SOAK_MINUTES)))

lint:
	$(CARGO) fmt --all --check
	$(CARGO) fmt --manifest-path benches/Cargo.toml --all --check
	$(CARGO) fmt --manifest-path fuzz/Cargo.toml --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

packages:
	@tests/packages

# Where crates lie on the machine that built the library is nobody's business, and takes room.
library install: export RUSTFLAGS += --remap-path-prefix=$(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src/=

# cargo knows what is fresh. Built alone: beside another crate type the library would lose its fat LTO.
library:
	$(CARGO) rustc --release --locked --lib --crate-type cdylib
	@mkdir -p build/lib
	@cmp -s target/release/libazdo.so build/lib/$(LIBRARY) || install -m 755 target/release/libazdo.so build/lib/$(LIBRARY)
	@ln -sf $(LIBRARY) build/lib/libazdo.so.$(MAJOR)
	@ln -sf libazdo.so.$(MAJOR) build/lib/libazdo.so

sandbox:
	$(CARGO) build --locked -p azdo-sandbox

examples: $(C_EXAMPLES)
	$(CARGO) build --locked --examples
	$(MAKE) -C bindings/cpp examples
	$(MAKE) -C bindings/dotnet examples

# One whose calls can be made to panic, for tests of what comes of that.
failpoint:
	$(CARGO) rustc --locked --lib --crate-type cdylib --features failpoint
	@mkdir -p build/failpoint
	@install -m 755 target/debug/libazdo.so build/failpoint/libazdo.so.$(MAJOR)
	@ln -sf libazdo.so.$(MAJOR) build/failpoint/libazdo.so

# What the scenarios run beside C, Python and Rust.
bindings: library
	$(MAKE) -C bindings/cpp scenarios
	$(MAKE) -C bindings/dotnet scenarios

build/examples/%: examples/c/%.c include/azdo.h | library
	@mkdir -p $(@D)
	$(CC) -std=c99 -Wall -Wextra -Wpedantic $(CFLAGS) -Iinclude $< -o $@ -Lbuild/lib -lazdo -Wl,-rpath,'$$ORIGIN/../lib'

header:
	$(CARGO) build --locked --lib
	cp "$$(ls -t target/debug/build/azdo-*/out/azdo.h | head -1)" include/azdo.h
	$(MAKE) python
	build/venv/bin/python bindings/python/generate.py

operations:
	AZDO_REFRESH=1 $(CARGO) test --locked --test operations --test surface fresh

python: build/venv/.ready

build/venv/.ready: bindings/python/requirements.txt
	$(PYTHON) -m venv build/venv
	build/venv/bin/python -m pip install --quiet --disable-pip-version-check -r bindings/python/requirements.txt
	@touch $@

# Microsoft's client for Python, for a test of the sandbox.
official: build/official/.ready

build/official/.ready: sandbox/tests/official/requirements.txt
	$(PYTHON) -m venv build/official
	build/official/bin/python -m pip install --quiet --disable-pip-version-check -r sandbox/tests/official/requirements.txt
	@touch $@

install: library
	$(CARGO) rustc --release --locked --lib --crate-type staticlib
	install -d "$(DESTDIR)$(INCLUDEDIR)/azdo" "$(DESTDIR)$(LIBDIR)/pkgconfig"
	install -m 644 include/azdo.h bindings/cpp/azdo.hpp bindings/cpp/azdo_operations.hpp "$(DESTDIR)$(INCLUDEDIR)"
	install -m 644 bindings/cpp/azdo/*.hpp "$(DESTDIR)$(INCLUDEDIR)/azdo"
	install -m 755 build/lib/$(LIBRARY) "$(DESTDIR)$(LIBDIR)/$(LIBRARY)"
	ln -sf $(LIBRARY) "$(DESTDIR)$(LIBDIR)/libazdo.so.$(MAJOR)"
	ln -sf libazdo.so.$(MAJOR) "$(DESTDIR)$(LIBDIR)/libazdo.so"
	install -m 644 target/release/libazdo.a "$(DESTDIR)$(LIBDIR)/libazdo.a"
	sed -e 's|@prefix@|$(PREFIX)|' -e 's|@libdir@|$(LIBDIR)|' -e 's|@includedir@|$(INCLUDEDIR)|' \
	    -e 's|@version@|$(VERSION)|' azdo.pc.in > "$(DESTDIR)$(LIBDIR)/pkgconfig/azdo.pc"

clean:
	rm -rf build bindings/python/build bindings/python/*.egg-info
	$(CARGO) clean
