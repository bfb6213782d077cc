"""Values of a YAML file that know where they stand, so that every refusal names the place."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import yaml


class DataError(Exception):
    """The data do not fit together; the message begins with the file and the place in it."""


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping; plain YAML silently lets the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen = set()
        for key_node, _value in node.value:
            key = key_node.value
            if isinstance(key, str) and key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"key '{key}' stands twice", problem_mark=key_node.start_mark
                )
            seen.add(str(key))
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class Node:
    """One value, the file it comes from and its place, such as `types[3].rules[2]`."""

    value: object
    file: str
    place: str = ""

    def error(self, problem: str) -> DataError:
        place = f"{self.place}: " if self.place else ""
        return DataError(f"{self.file}: {place}{problem}")

    def part(self, value: object, step: str) -> Self:
        """Return a value inside of this one; `step` is what leads to it."""
        return replace(self, value=value, place=f"{self.place}{step}")

    def named(self) -> dict[str, Self]:
        """Return the values of a mapping by their names."""
        if not isinstance(self.value, dict):
            raise self.error("must have keys and values")
        dot = "." if self.place else ""
        return {str(key): self.part(value, f"{dot}{key}") for key, value in self.value.items()}

    def fields(self, *needed: str, optional: Collection[str] = ()) -> dict[str, Self]:
        """Return the values of a mapping that has exactly these keys."""
        named = self.named()
        if missing := [key for key in needed if key not in self.value]:
            raise self.error(f"key missing: {', '.join(missing)}")
        known = {*needed, *optional}
        if unknown := [str(key) for key in self.value if key not in known]:
            raise self.error(f"unknown key: {', '.join(unknown)}")
        return named

    def entries(self, *, may_be_empty: bool = False) -> list[Self]:
        """Return the values of a list."""
        if not isinstance(self.value, list):
            raise self.error("must be a list")
        if not self.value and not may_be_empty:
            raise self.error("must not be empty")
        return [self.part(value, f"[{i}]") for i, value in enumerate(self.value)]

    def text(self, *, may_be_empty: bool = False) -> str:
        if not isinstance(self.value, str) or not (self.value.strip() or may_be_empty):
            raise self.error("must be a text")
        return self.value.strip()

    def number(self, *, lowest: int | None = None) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.error("must be a whole number")
        if lowest is not None and self.value < lowest:
            raise self.error(f"must be at least {lowest}")
        return self.value

    def one_of(self, allowed: Collection[str], what: str) -> str:
        text = self.text()
        if text not in allowed:
            raise self.error(f"unknown {what} '{text}'")
        return text


def read_yaml[Kind: Node](path: Path, kind: type[Kind] = Node) -> Kind:
    """Return the root of a YAML file; raises DataError when it is none."""
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(f"{path.name}:{line}: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise DataError(f"{path.name}: {error}") from None
    return kind(value, path.name)
