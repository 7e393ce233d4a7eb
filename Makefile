# make run    the program; without a display, a walk through the sample that leaves PDF and pictures
# make test   format, lint, types, import rules, tests
# make bench  how long things take, into docs/performance.md
# make pictures  the pictures of the READMEs, made by the program (needs pdftoppm)
# make lock   the two lock files, from the pins in pyproject.toml (needs uv)
# make clean  away with everything that can be made again

PYTHON ?= python3
# The folder of this file, whatever the current one is and whatever its name contains.
HERE := $(shell dirname -- "$$(printf '%s' '$(MAKEFILE_LIST)' | sed 's/^ *//')")
IN := cd "$(HERE)" &&
PY := .venv/bin/python

.PHONY: run test bench pictures lock clean setup setup-test
.DEFAULT_GOAL := run

run: setup
	@$(IN) if [ "$$(uname -s)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
	    exec $(PY) main.py demo -o "$$(pwd)/demo-output"; \
	else \
	    exec $(PY) main.py; \
	fi

test: setup-test
	$(IN) $(PY) -m ruff format --check .
	$(IN) $(PY) -m ruff check .
	$(IN) $(PY) -m mypy
	$(IN) $(PY) -c "from importlinter.cli import lint_imports_command as check; check()"
	$(IN) $(PY) -m pytest -n auto

bench: setup-test
	$(IN) $(PY) -m tests.benchmark

pictures: setup
	$(IN) QT_QPA_PLATFORM=offscreen $(PY) main.py demo -o demo-output
	$(IN) mkdir -p docs/images && for name in home-zh division-ledger-zh questions-zh results-zh-dark plan-list-zh \
	    agreement-document-zh learn-incidents-zh authoring-zh \
	    home-en division-ledger-en questions-en results-en-dark plan-list-en \
	    agreement-document-en learn-incidents-en authoring-en; do \
	    cp "demo-output/$$name.png" docs/images/; \
	done
	$(IN) for lang in zh en; do \
	    pdftoppm -f 3 -l 3 -r 72 -png -singlefile "demo-output/plan-$$lang.pdf" "docs/images/report-$$lang"; \
	done

lock:
	$(IN) $(PYTHON) tools/lock.py

clean:
	$(IN) rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache \
	    build dist *.egg-info demo-output
	$(IN) find . -name __pycache__ -type d -prune -exec rm -rf {} +

setup:
	@$(IN) $(PYTHON) tools/setup.py

setup-test:
	@$(IN) $(PYTHON) tools/setup.py --test
