# make run: open the app on the sample workspace.  make test: everything the tests need, then the tests.  make fuzz: damaged files, for a minute.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test fuzz lint bench sample screenshots clean

run: $(VENV)/.run
	$(BIN)/streamlit run app.py

test: $(VENV)/.dev
	$(BIN)/python tests/browser/install_chromium.py
	$(BIN)/ruff check .
	$(BIN)/pytest -q

fuzz: $(VENV)/.dev
	FUZZ_SECONDS=$${FUZZ_SECONDS:-60} $(BIN)/pytest -q -s tests/lib/ingest/test_fuzz.py

lint: $(VENV)/.dev
	$(BIN)/ruff check .

bench: $(VENV)/.dev
	for script in tests/bench/*.py; do echo "== $$script"; $(BIN)/python $$script; done

sample: $(VENV)/.dev
	$(BIN)/python sample_data/generate.py

screenshots: $(VENV)/.dev
	$(BIN)/python tests/browser/screenshots.py

clean:
	rm -rf $(VENV)

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("True Reach needs Python 3.11 or newer; set PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.run
