"""Values of the rules file: those of any YAML file of ours, and stricter, because an empty rule would alarm for all."""

from __future__ import annotations

from typing import Self

from lib.yaml_nodes import Node


class RuleNode(Node):
    """One value of the rules; lists and mappings are never empty, numbers begin at 1."""

    def named(self) -> dict[str, Self]:
        if not self.value:
            raise self.error("must have keys and values")
        return super().named()

    def entries(self) -> list[Self]:
        if not isinstance(self.value, list) or not self.value:
            raise self.error("must be a list with something in it")
        return super().entries()

    def text(self) -> str:
        # YAML reads a bare `no` as a truth value, and a phrase may well be that word.
        return "no" if self.value is False else super().text()

    def number(self) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < 1:
            raise self.error("must be a whole number of at least 1")
        return self.value
