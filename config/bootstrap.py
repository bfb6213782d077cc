"""Prepares .venv: the packages of the lock files, installed anew only when those change.

Standalone, for any Python from 3.8 on: it looks for one that is new enough for the site.
Usage: python config/bootstrap.py requirements.txt [requirements-dev.txt ...]
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
VENV = PROJECT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
OLDEST = (3, 12)
NAMES = ("python3.13", "python3.14", "python3.12", "python3", "python")
OWN_BUILDS = "~/.pyenv/versions/3.1[2-9]*/bin/python3"
NEEDED = "Unknot needs Python 3.12 or newer with its venv module (on Debian: apt-get install python3 python3-venv)."


def main(names: list[str]) -> int:
    """Bring .venv up to date with the named lock files; return the exit code."""
    locks = [PROJECT / name for name in names]
    if not venv_works() and not create_venv():
        print(NEEDED, file=sys.stderr)
        return 1
    if not all(is_installed(lock) for lock in locks) and not install(locks):
        print("The packages could not be installed; the reason is above.", file=sys.stderr)
        return 1
    return 0


def venv_works() -> bool:
    """Return whether .venv has a Python that runs, is new enough and has pip."""
    return version_of(str(VENV_PYTHON)) >= OLDEST and bool(list(VENV.glob("lib/python*/site-packages/pip")))


def create_venv() -> bool:
    """Make .venv anew with the first Python that can; return whether one could."""
    for python in candidates():
        version = version_of(python)
        if version < OLDEST:
            continue
        print(f"Creating .venv with Python {version[0]}.{version[1]} ...", flush=True)
        done = subprocess.run(
            [python, "-m", "venv", "--clear", str(VENV)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        if done.returncode == 0:
            return True
    return False


def candidates() -> list[str]:
    """Return the Pythons worth trying, best first; a name on PATH may be a shim that fails."""
    on_path = [shutil.which(name) for name in NAMES]
    own_builds = sorted(glob.glob(os.path.expanduser(OWN_BUILDS)), reverse=True)
    return [python for python in on_path if python] + own_builds + [sys.executable]


def version_of(python: str) -> tuple[int, int]:
    """Return (major, minor) of a Python program, (0, 0) when it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    try:
        done = subprocess.run([python, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return (0, 0)
    words = done.stdout.split()
    return (int(words[0]), int(words[1])) if done.returncode == 0 and len(words) == 2 else (0, 0)


def install(locks: list[Path]) -> bool:
    """Install the lock files' packages, each checked against its hash; return whether it worked."""
    print("Installing packages (about a minute the first time) ...", flush=True)
    begun = time.time()
    for lock in locks:
        stamp_of(lock).unlink(missing_ok=True)
    command = [str(VENV_PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    command += ["--require-hashes", "--only-binary=:all:"]
    for lock in locks:
        command += ["--requirement", str(lock)]
    if subprocess.run(command, cwd=str(PROJECT)).returncode != 0:
        return False
    for lock in locks:
        stamp_of(lock).write_text(fingerprint(lock))
    print(f"Packages installed in {time.time() - begun:.0f} s", flush=True)
    return True


def is_installed(lock: Path) -> bool:
    """Return whether .venv holds the lock file as it is now."""
    stamp = stamp_of(lock)
    return stamp.exists() and stamp.read_text() == fingerprint(lock)


def stamp_of(lock: Path) -> Path:
    return VENV / (f"installed-{lock.name}.sha256")


def fingerprint(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


if __name__ == "__main__":
    # Files must be readable by the account the embedded database runs as.
    os.umask(0o022)
    sys.exit(main(sys.argv[1:]))
