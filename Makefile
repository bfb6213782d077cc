# Every target prepares .venv itself: nothing but make and some Python has to be there.

PYTHON := .venv/bin/python
PREPARE = config/bootstrap.py
SITE = requirements.txt
ALL = requirements.txt requirements-dev.txt
# Django's checks ask the database for its version; an empty one that ends with the command is enough.
CHECKED = env -u SECRET_KEY_FILE -u DATABASE_URL_FILE PROFILE=production SITE_URL=https://unknot.example DATABASE_POOL_SIZE=0 \
  SECRET_KEY="$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))')" \
  $(PYTHON) -m config.embedded_database $(PYTHON) manage.py
FILE = var/backup.dump
PAGE = question
ARGS =

.DEFAULT_GOAL := help
.PHONY: help run test ledger bench profile lint format migrations manage shell backup restore lock clean venv venv-dev

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' Makefile

run: venv ## Serve the site at http://localhost:8000 (HOST, PORT, WEB_WORKERS change that)
	@$(PYTHON) -m config.serve

test: venv-dev ## Run all tests on all cores (ARGS="-k voting" for some)
	@$(PYTHON) -m pytest -n auto --dist worksteal $(ARGS)

ledger: venv-dev ## Prove the reputation ledger after 10,000 random events with undo (EVENTS=100000 for more)
	@LEDGER_EXAMPLES=1 LEDGER_EVENTS=$(or $(EVENTS),10000) $(PYTHON) -m pytest -q -n 0 --timeout=0 --durations=1 tests/accounts/test_reputation_ledger.py -k random_events

bench: venv-dev ## Measure how fast the site is (ARGS="--size 100k"; ARGS=--help says more); needs wrk
	@$(PYTHON) -m benchmarks $(ARGS)

profile: venv-dev ## Say where the time of a page goes (PAGE=question, list, home or an address)
	@$(PYTHON) -m benchmarks --profile $(PAGE) $(ARGS)

lint: venv-dev ## Check style, templates, layers, migrations and production settings
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m djlint templates --lint --quiet
	$(PYTHON) .venv/bin/lint-imports
	@echo "makemigrations --check" && $(CHECKED) makemigrations --check --dry-run
	@echo "check --deploy" && $(CHECKED) check --deploy --fail-level WARNING

format: venv-dev ## Format the code and mend what can be mended
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

migrations: venv ## Write the migrations for changed models
	@$(CHECKED) makemigrations $(ARGS)

manage: venv ## Run a command of the site, running or not: make manage ARGS="set_roles ..."
	@$(PYTHON) -m config.serve $(ARGS)

shell: venv ## Open Python with the site's models and data
	@$(PYTHON) -m config.serve shell

backup: venv ## Write the database to FILE (var/backup.dump); the site may run meanwhile
	@$(PYTHON) -m config.serve pg_dump --format=custom --file=$(FILE)

restore: venv ## Replace what the database holds by FILE (var/backup.dump)
	@$(PYTHON) -m config.serve pg_restore --clean --if-exists --no-owner --single-transaction $(FILE)

lock: venv-dev ## Compile the lock files anew from the .in files (ARGS=--upgrade for newer versions)
	$(PYTHON) -m pip install --quiet uv
	for name in requirements requirements-dev; do \
	  $(PYTHON) -m uv pip compile $$name.in --output-file $$name.txt --universal --python-version 3.12 \
	    --generate-hashes --no-annotate --custom-compile-command "make lock" --quiet $(ARGS) || exit 1; \
	done

clean: ## Remove .venv and whatever else is made anew; the database in var/ stays
	rm -rf .venv .pytest_cache .ruff_cache .import_linter_cache .hypothesis test-results var/static var/static.sha256 var/test-databases
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A name may be a shim that fails, so each is tried; bootstrap.py then looks for one new enough.
define prepare
@for python in $(PYTHON) python3 python3.13 python3.12 python "command -p python3"; do \
  $$python -c "" 2>/dev/null && { $$python $(PREPARE) $(1); exit; }; \
done; echo "Unknot needs Python 3.12 or newer (on Debian: apt-get install python3 python3-venv)." >&2; exit 1
endef

venv:
	$(call prepare,$(SITE))

venv-dev:
	$(call prepare,$(ALL))
