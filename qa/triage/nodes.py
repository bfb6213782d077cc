"""Values of a YAML file that know where they stand, so that every refusal names the place."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


class TriageError(Exception):
    """The rules, the cases or the model do not fit together; the message begins with the file and the place."""


class _Loader(yaml.SafeLoader):
    """Refuses a key that stands twice in one mapping; plain YAML silently lets the last one win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _value in node.value:
            if str(key_node.value) in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f"key '{key_node.value}' stands twice", problem_mark=key_node.start_mark
                )
            seen.add(str(key_node.value))
        return super().construct_mapping(node, deep)


@dataclass(frozen=True)
class Node:
    """One value, the file it comes from and its place, such as `rules[2].all[0]`."""

    value: object
    file: str
    place: str = ""

    def error(self, problem: str) -> TriageError:
        return TriageError(f"{self.file}: {self.place}{': ' if self.place else ''}{problem}")

    def named(self) -> dict[str, Node]:
        """Return the values of a mapping by their names."""
        if not isinstance(self.value, dict) or not self.value:
            raise self.error("must have keys and values")
        dot = "." if self.place else ""
        return {
            str(key): Node(value, self.file, f"{self.place}{dot}{key}") for key, value in self.value.items()
        }

    def fields(self, *needed: str) -> dict[str, Node]:
        """Return the values of a mapping that has exactly these keys."""
        named = self.named()
        if missing := [key for key in needed if key not in named]:
            raise self.error(f"key missing: {', '.join(missing)}")
        if unknown := [key for key in named if key not in needed]:
            raise self.error(f"unknown key: {', '.join(unknown)}")
        return named

    def entries(self) -> list[Node]:
        """Return the values of a list that is not empty."""
        if not isinstance(self.value, list) or not self.value:
            raise self.error("must be a list with something in it")
        return [Node(value, self.file, f"{self.place}[{i}]") for i, value in enumerate(self.value)]

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            # YAML reads a bare `no` as a truth value, and a phrase may well be that word.
            if self.value is False:
                return "no"
            raise self.error("must be a text")
        return self.value.strip()

    def number(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 1:
            raise self.error("must be a whole number of at least 1")
        return self.value

    def one_of(self, allowed: Collection[str], what: str) -> str:
        text = self.text()
        if text not in allowed:
            raise self.error(f"unknown {what} '{text}'")
        return text


def read_yaml(path: Path) -> Node:
    """Return the root of a YAML file; raises TriageError when it is none."""
    try:
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise TriageError(f"{path.name}:{line}: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError) as error:
        raise TriageError(f"{path.name}: {error}") from None
    return Node(value, path.name)
