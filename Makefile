# Two commands do everything: `make run` and `make test`. They are thin: the work is in `python -m bot` and in tools.
.DEFAULT_GOAL := help
.PHONY: help run stop test lint format types check-long bench messages lock environment dev

PYTHON := .state/venv/bin/python

help:
	@echo "make run         start everything and print one address (make stop ends it)"
	@echo "make test        what must pass before a change is taken"
	@echo "make check-long  the long proofs: processes and connections killed at random"
	@echo "make bench       figures, as ratios measured in one run (SCREENING=folder: the matcher's too)"
	@echo "make messages    bring the catalogs up to date with the texts in the code"
	@echo "make lock        pin the dependencies of pyproject.toml anew"

environment:
	@sh requirements/environment.sh run

dev:
	@sh requirements/environment.sh dev

run: environment
	@exec $(PYTHON) -m bot run

stop: environment
	@$(PYTHON) -m bot stop

lint: dev
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.state/venv/bin/lint-imports --no-logo

format: dev
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

test: lint
	$(PYTHON) -m handlers.words.maintain check
	$(PYTHON) -m pytest -n 2 --dist loadfile

check-long: dev
	$(PYTHON) -m pytest -m long

messages: dev
	$(PYTHON) -m handlers.words.maintain update

bench: dev
	$(PYTHON) -m bench $(if $(SCREENING),--screening $(SCREENING))

# uv resolves for every platform at once; the files name no registry, so the same lock serves behind any mirror.
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --only-binary :all: \
	--no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet
lock:
	$(COMPILE) -o requirements/run.txt
	$(COMPILE) --group dev -o requirements/dev.txt
