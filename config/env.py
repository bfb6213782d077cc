"""Typed readers of environment variables; a value that makes no sense stops the start with one clear line."""

import os
from pathlib import Path

TRUE_WORDS = frozenset({"1", "true", "yes", "on"})
FALSE_WORDS = frozenset({"0", "false", "no", "off", ""})


class BadSettingError(SystemExit):
    """A setting is missing or unreadable; its message is printed and the process ends."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"Setting {name}: {problem}")


def env_str(name: str, default: str = "") -> str:
    """Return the variable's text; NAME_FILE may name a file that holds it instead (for secrets)."""
    file_name = os.environ.get(f"{name}_FILE")
    if not file_name:
        return os.environ.get(name, default)
    try:
        return Path(file_name).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSettingError(f"{name}_FILE", f"cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise BadSettingError(f"{name}_FILE", "is not UTF-8 text.") from None


def env_bool(name: str, *, default: bool) -> bool:
    """Return a yes-or-no setting; anything but the usual words stops the start."""
    text = env_str(name, "yes" if default else "no").strip().lower()
    if text in TRUE_WORDS:
        return True
    if text in FALSE_WORDS:
        return False
    raise BadSettingError(name, f"'{text}' is neither yes nor no.")


def env_int(name: str, default: int) -> int:
    """Return a whole number."""
    text = env_str(name, str(default))
    try:
        return int(text)
    except ValueError:
        raise BadSettingError(name, f"'{text}' is not a whole number.") from None


def env_list(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without empty parts."""
    return [part.strip() for part in env_str(name, default).split(",") if part.strip()]


def env_choice(name: str, choices: tuple[str, ...], default: str) -> str:
    """Return one of the choices."""
    text = env_str(name, default)
    if text not in choices:
        raise BadSettingError(name, f"'{text}' is not one of {', '.join(choices)}.")
    return text
