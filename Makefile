# Millwright: `make demo` plans the example, `make test` runs all tests. `make` lists the rest.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
OUT ?= out/stargate

export PKG_CONFIG_PATH := $(CURDIR)/.setup/pkgconfig$(if $(PKG_CONFIG_PATH),:$(PKG_CONFIG_PATH))

# The Swift runtime is linked in, so that an installed binary needs no Swift on its machine.
RELEASE := --configuration release --static-swift-stdlib
BINARY = $(shell $(SWIFT) build $(RELEASE) --show-bin-path)/millwright
OWN := Package.swift Sources Tests $(wildcard Benchmarks)

.PHONY: help setup setup-tests build demo test install bench bench-large bench-plot format lint clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## install what is missing: system packages, solver, chart library, map
	@Scripts/set-up.sh

setup-tests:
	@Scripts/set-up.sh tests

build: setup ## build the millwright command (release)
	@$(SWIFT) build $(RELEASE) --product millwright

demo: build ## plan Examples/stargate and say where the report is
	@"$(BINARY)" plan Examples/stargate --out $(OUT) --gap 0.005 --time-limit 240
	@echo; echo "The report: file://$(abspath $(OUT))/report.html"

test: setup-tests ## run all tests
	@$(SWIFT) test

install: build ## install to PREFIX (/usr/local): bin, lib/millwright, share/millwright
	@Scripts/install.sh "$(BINARY)" "$(DESTDIR)$(PREFIX)"

bench: setup ## run the benchmarks (takes minutes; writes no file of the checkout)
	@Benchmarks/run

bench-large: setup ## plan the large programs (takes an hour; writes no file of the checkout)
	@Benchmarks/run --large

bench-plot: setup ## draw Benchmarks/large.csv as Benchmarks/large.svg
	@$(SWIFT) build --package-path Benchmarks --configuration release --product plot
	@Benchmarks/.build/release/plot Benchmarks/large.csv Benchmarks/large.svg

format: ## format all Swift code in place
	@$(SWIFT) format --in-place --recursive $(OWN)

lint: ## check the format of all Swift code
	@$(SWIFT) format lint --strict --recursive $(OWN)

clean: ## remove what was built and planned (the set-up stays; `rm -rf .setup` removes it)
	@rm -rf .build out
