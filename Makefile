# Everything a person types to work on Nonrefoul; `make help` lists it.

PYTHON ?= python3
BIN := .venv/bin
.DEFAULT_GOAL := help
.PHONY: help setup demo test format lock score screen bench bench-evidence bench-desk bench-posture \
	disturb messages

help: ## show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

setup: .venv/.ready ## make the environment in .venv, from the hashed lock

# The package is installed last and without its dependencies: the lock alone says what is there.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make $(MAKECMDGOALS) PYTHON=python3.11" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: \
		--require-hashes --no-deps -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--no-deps --no-build-isolation -e .
	@touch $@

demo: setup ## read the sample posts and show what comes of them
	@$(BIN)/nonrefoul demo

test: setup ## tests, linter, formatter, strict types: all that guards the project
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile --max-worker-restart 0

format: setup ## put the code into its format and mend what the linter can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

score: setup ## score the reading against the gold claims in ../shared
	@$(BIN)/python tools/score.py

bench: setup ## how fast it reads, on one core, joins persons, how long all cases take, and what a change does
	@$(BIN)/python tools/bench.py
	@$(BIN)/python tools/bench_people.py
	@$(BIN)/python tools/bench_cases.py
	@$(BIN)/python tools/bench_knowing.py
	@$(BIN)/python tools/bench_knowing.py --desk
	@$(BIN)/python tools/bench_reviewing.py

bench-evidence: setup ## how fast an export of 10,000 and 100,000 messages goes in; FULL=--full for 1,000,000
	@$(BIN)/python tools/bench_evidence.py $(FULL)

bench-desk: setup ## how fast every page of the desk answers over 100,000 documents; DOCUMENTS=10000 for fewer
	@$(BIN)/python tools/bench_desk.py $(if $(DOCUMENTS),--documents $(DOCUMENTS))

bench-posture: setup ## how true postures are on 1,000 made worlds, and how fast a million claims are worked out
	@$(BIN)/python tools/measure_posture.py
	@$(BIN)/python tools/bench_posture.py

disturb: setup ## kill, break and alter what is kept, judge it from 20 desks at once
	@$(BIN)/python tools/kill_adding.py --times 300
	@$(BIN)/python tools/fault_adding.py --points 50
	@$(BIN)/python tools/alter_evidence.py --times 1000
	@$(BIN)/python tools/bench_reviewers.py

screen: setup ## put what the commands print today into the README's one screen
	@$(BIN)/python tools/one_screen.py

messages: setup ## bring the desk's catalogues up to date with what its pages say
	@$(BIN)/python tools/messages.py

lock: setup ## work out requirements.lock again; newer versions only with UPGRADE=--upgrade
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --only-binary :all: \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate \
		--custom-compile-command "make lock" --override tools/overrides.txt --extra dev \
		$(UPGRADE) pyproject.toml --output-file requirements.lock
