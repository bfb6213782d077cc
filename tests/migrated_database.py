"""A migrated database that test runs start from: migrating takes half a minute, copying files a second.

It is kept in var/test-databases under the hash of all that migrating depends on.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from config.embedded_database import create_database, named, running

PROJECT = Path(__file__).resolve().parent.parent
STORE = PROJECT / "var" / "test-databases"
NAME = "migrated"


def copy_migrated(data_dir: Path) -> None:
    """Fill data_dir (not there yet) with a server's files that hold the database NAME, migrated."""
    kept = STORE / _state_of_migrations()
    if not kept.exists():
        _migrate(kept)
    # Owners count: PostgreSQL works on its own files only.
    subprocess.run(["cp", "-a", str(kept), str(data_dir)], check=True)


def _state_of_migrations() -> str:
    """Return the hash of the migrations, of the packages that bring some, and of Python."""
    files = [*sorted(PROJECT.glob("*/migrations/*.py")), PROJECT / "requirements.txt"]
    told = hashlib.sha256(sys.version.encode())
    for file in files:
        told.update(file.relative_to(PROJECT).as_posix().encode() + b"\0" + file.read_bytes())
    return told.hexdigest()[:20]


def _migrate(kept: Path) -> None:
    """Migrate a new database and keep its files in the place of older ones."""
    STORE.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="unknot-migrating-") as folder:
        data_dir = Path(folder) / "postgres"
        with running(data_dir, durable=False) as url:
            create_database(url, NAME)
            environment = {**os.environ, "DATABASE_URL": named(url, NAME)}
            command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
            subprocess.run(command, cwd=PROJECT, env=environment, check=True)
        unfinished = STORE / f"{kept.name}.{os.getpid()}"
        subprocess.run(["cp", "-a", str(data_dir), str(unfinished)], check=True)
    if kept.exists():  # another run was faster
        shutil.rmtree(unfinished)
        return
    older = [folder for folder in STORE.iterdir() if "." not in folder.name]
    unfinished.rename(kept)
    for folder in older:
        shutil.rmtree(folder)
