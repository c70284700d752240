BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup check fmt types test examples docs bench deep

help:  ## show these verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup:  ## make .venv with everything that a developer needs
	python3 -m venv .venv
	$(BIN)/pip install -q -e ".[test-engines,test-reports,check,docs,bench,deep]"

check: types test  ## before every commit: format, lint, types, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check

fmt:  ## format, and mend what the linter can mend
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

types:  ## mypy, strict, and pyright
	$(BIN)/mypy
	$(BIN)/pyright

test:  ## tests, and the examples in docstrings
	$(BIN)/python -m pytest -q -n auto

examples:  ## run every example
	@set -e; for file in examples/*/*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

docs:  ## build the pages into site/, strictly
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

bench:  ## time the library beside its peers
	@set -e; for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python "$$file"; done

deep:  ## hours: many more examples, random cases by the million, mutation testing (docs/trust.md)
	HYPOTHESIS_PROFILE=deep $(BIN)/python -m pytest -q -n auto tests
	$(BIN)/python deep/soak.py accounts --state build/soak.json
	$(BIN)/python deep/soak.py menus --state build/soak.json --minutes 60
	$(BIN)/python deep/mutation.py
