"""What malicious or unlucky people type: the lists in tests/data/hostile."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "data" / "hostile"


def xss_lines() -> list[str]:
    return (FOLDER / "xss.txt").read_text(encoding="utf-8").splitlines()


def naughty_strings() -> list[str]:
    return json.loads((FOLDER / "naughty-strings.json").read_text(encoding="utf-8"))
