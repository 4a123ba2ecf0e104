# Two commands for newcomers: make demo, make test. `make help` lists the rest.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/installed
OLDEST := (3, 11)
SECONDS ?= 300

.DEFAULT_GOAL := help
.PHONY: help demo test check bench client soak lock clean

help: ## List every target
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(STAMP) ## Show the sample company and serve it (ARGS=--exit ends at once)
	@$(BIN)/northlog demo run $(ARGS)

test: $(STAMP) ## Run the whole test suite (ARGS="-k word" for a part)
	@$(BIN)/python -m pytest -n 2 $(ARGS)

check: $(STAMP) ## Lint, formatting, types, and the direction of imports
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(STAMP) ## Measure against others (ARGS="--quick --json FILE")
	@$(BIN)/python -m bench $(ARGS)

client: $(STAMP) ## Generate the typed Python client of the API into build/client
	@mkdir -p build
	@$(BIN)/python -m northlog.api.document > build/openapi.json
	@$(BIN)/python -m openapi_python_client generate --fail-on-warning --overwrite --meta setup \
		--config .openapi-python-client.yaml --path build/openapi.json --output-path build/client

soak: $(STAMP) ## Write, kill and count for minutes on end (SECONDS=300)
	@SOAK=$(SECONDS) $(BIN)/python -m pytest -n 2 --timeout=$$(($(SECONDS) + 300)) tests/faults $(ARGS)

lock: $(STAMP) ## Pin all dependencies anew, with hashes, and the image's among them
	@$(BIN)/python -m pip install -q uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --extra embedded --extra export --extra traces --group dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
		--no-emit-find-links --extra export --extra traces --constraint requirements.lock pyproject.toml -o requirements-runtime.lock

clean: ## Remove .venv and all caches; the data in .northlog stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Done once, and again when what is installed has changed.
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < $(OLDEST))' 2>/dev/null || { \
		echo "Northlog needs Python 3.11 or newer, and $(PYTHON) is not; name one: make PYTHON=python3.12" >&2; \
		exit 1; }
	@test -w . || { echo "The folder $(CURDIR) cannot be written; copy it to one that can." >&2; exit 1; }
	@echo "Installing into .venv; this takes a minute, once."
	@$(PYTHON) -m venv .venv || { \
		echo "Python cannot make virtual environments; install its venv package (Debian: python3-venv)." >&2; \
		exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
