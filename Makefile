# Two commands: `make run` installs, indexes the sample and serves; `make test` passes every test.

# Debian's own interpreter where there is one: it is built with optimisation, which others in the PATH may not be.
PYTHON ?= $(firstword $(wildcard /usr/bin/python3.11) python3.11)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
export FIHRIS_INDEX ?= fihris-index

.DELETE_ON_ERROR:
.PHONY: run install test lint types pytest pytest-elasticsearch pytest-others wheel lock clean

run: install
	@test -e "$(FIHRIS_INDEX)" || case "$(FIHRIS_INDEX)" in http*) ;; *) $(BIN)/fihris index --sample;; esac
	@$(BIN)/fihris serve

install: $(VENV)/installed

$(VENV)/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes -r requirements.lock
	$(PIP) install --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/installed-dev: $(VENV)/installed requirements-dev.lock
	$(PIP) install --require-hashes -r requirements-dev.lock
	touch $@

test: lint types pytest wheel

lint: $(VENV)/installed-dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check

types: $(VENV)/installed-dev
	$(BIN)/mypy

# The tests of Elasticsearch wait for its nodes most of the time, so they run beside all others; each prints when it ends.
pytest: $(VENV)/installed-dev
	$(MAKE) --no-print-directory --jobs=2 --output-sync=target pytest-elasticsearch pytest-others

pytest-elasticsearch: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m elasticsearch

pytest-others: $(VENV)/installed-dev
	$(BIN)/python -m pytest -m "not elasticsearch"

# The wheel, installed into an environment of its own, must index and search without this checkout.
wheel: $(VENV)/installed-dev
	rm -rf build/wheel
	$(BIN)/python -m build --wheel --no-isolation --outdir build/wheel > /dev/null
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/python -m pip --disable-pip-version-check --quiet install --require-hashes -r requirements.lock
	build/wheel/venv/bin/python -m pip --disable-pip-version-check --quiet install --no-deps build/wheel/*.whl
	cd build/wheel && venv/bin/fihris index --sample --index index && venv/bin/fihris search --index index --json --limit 1 بغداد > hit.json
	test -s build/wheel/hit.json

# After a change of the dependencies in pyproject.toml; needs uv.
lock:
	uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group build -o requirements.lock
	uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf $(VENV) build dist
