PYTHON ?= python3
BIN := .venv/bin

.PHONY: run test bench simulate icons figures interop help
.DEFAULT_GOAL := help

help:  ## Say what each command does.
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/make \1\t\2/' | expand -t 12

run: .venv/installed  ## Start the journal on this computer and open it in the browser.
	@$(BIN)/python app.py

test: .venv/installed-dev .venv/browser  ## Check format, style and types, then run every test, as CI does.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/journeys --ignore=tests/controls
	$(BIN)/pytest tests/journeys tests/controls

bench: .venv/installed-dev .venv/browser  ## Measure speed and memory beside plain Streamlit.
	$(BIN)/python -m benchmarks

simulate: .venv/installed-dev  ## Ask for invented people how often the words are wrong (about 20 minutes).
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.simulation --check

icons: .venv/installed-dev  ## Cut the icon font anew, after an icon was added or Streamlit updated.
	$(BIN)/python -m tools.icons

figures: .venv/installed  ## Draw the body for the browser anew, after its shapes or names were changed.
	$(BIN)/python -m tools.body

interop: .venv/installed-dev  ## Let two validators from elsewhere read a FHIR export (needs Node.js and the network).
	@$(BIN)/python -m tools.interop

# Each mark in .venv is newer than what it was made from, so nothing is installed twice.
.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit("AcuJournal needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	@echo "Making the environment. The first time takes a minute or two."
	@$(PYTHON) -m venv .venv
	@touch $@

.venv/installed: requirements.txt .venv/made
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --requirement requirements.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt requirements.txt .venv/made
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --requirement requirements-dev.txt
	@touch $@ .venv/installed

.venv/browser: .venv/installed-dev
	@sh .ci/browser
	@touch $@
