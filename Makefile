# `make run` and `make test` are all that a new machine needs beside Python 3.11 or later.
PYTHON ?= python3
BIN := .venv/bin
# Test processes. Two are faster than one on two cores; more only help on more cores.
JOBS ?= 2

.PHONY: run test check format bench evals lock clean

run: .venv/run.stamp ## serve on 127.0.0.1:8501 (HOST, PORT)
	@exec $(BIN)/python main.py

test: .venv/dev.stamp ## all tests; fails under 95 % branch coverage of src
	@rm -f .coverage .coverage.*
	@# each of the many processes would compile everything anew without bytecode on disk
	PYTHONDONTWRITEBYTECODE= $(BIN)/pytest tests -n $(JOBS) --dist loadfile --no-loadscope-reorder -rsR --cov --cov-report=term

check: .venv/dev.stamp ## format, lint, types, imports, docstrings
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/interrogate --quiet main.py src pages

format: .venv/dev.stamp ## put the code into form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: .venv/dev.stamp ## speed, as ratios measured in one run
	$(BIN)/python -m src.evals.bench

evals: .venv/dev.stamp ## quality: graders against people (DATA="file ..."), whole interviews (ATTACKS=file)
	$(BIN)/python -m src.evals.quality $(DATA)
	$(BIN)/python -m src.evals.table
	$(if $(ATTACKS),$(BIN)/python -m src.evals.attacks $(ATTACKS))

lock: .venv/dev.stamp ## pin again what requirements.in and requirements-dev.in name
	$(BIN)/pip install --quiet pip-tools
	for file in requirements requirements-dev; do \
	  CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --strip-extras \
	    --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	    --output-file=$$file.txt $$file.in || exit 1; \
	done

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Rehearse needs Python 3.11 or later; name it: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo "On Debian and Ubuntu, install python3-venv first." >&2; exit 1; }

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch .venv/run.stamp $@

clean: ## remove everything that is made, except the data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis \
	  .coverage .coverage.* htmlcov test-artifacts
