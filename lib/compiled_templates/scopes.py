"""Which names stand for what at one place of a template."""

from dataclasses import dataclass, field
from typing import Any

CONSTANTS = frozenset({"True", "False", "None"})


@dataclass
class Unit:
    """What becomes one function: its constants, the names it takes from its caller, those that a tag sets."""

    set_names: frozenset[str] = frozenset()
    names: list[str] = field(default_factory=list)
    constants: dict[str, Any] = field(default_factory=dict)
    _numbers: int = 0

    def constant(self, value: Any) -> str:
        """Return the name under which the function finds a value."""
        if value is None or isinstance(value, bool) or type(value) in (int, str):
            return repr(value)
        for name, known in self.constants.items():
            if known is value:
                return name
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def fresh(self, word: str) -> str:
        """Return a name for a variable that nothing else in the function has."""
        self._numbers += 1
        return f"{word}_{self._numbers}"


@dataclass(frozen=True)
class Loop:
    """The variables in which a loop counts."""

    number: str
    length: str
    around: "Scope"

    @property
    def state(self) -> str:
        """The code of `forloop` as a whole."""
        return f"loop_state({self.number}, {self.length}, {self.around.name('forloop')})"


@dataclass
class Scope:
    """The names that are bound at a place by `with` and `for`, and by what stands around it.

    Somewhere inside may be a tag that Django renders; then all of these have to stand in the context as well.
    """

    unit: Unit
    around: "Scope | None" = None
    bound: dict[str, str] = field(default_factory=dict)
    loop: Loop | None = None
    needs_context: bool = False

    def name(self, name: str) -> str:
        """Return the code of a name."""
        if name in self.unit.set_names:
            self.require_context()
            return f"find(context, {name!r})"
        scope: Scope | None = self
        while scope is not None:
            if name in scope.bound:
                return scope.bound[name]
            if name == "forloop" and scope.loop:
                return scope.loop.state
            scope = scope.around
        if name in CONSTANTS:
            return name
        if name not in self.unit.names:
            self.unit.names.append(name)
        return f"n_{name}"

    def loop_of(self, name: str) -> Loop | None:
        """Return the loop that `forloop` means here."""
        scope: Scope | None = self if name == "forloop" else None
        while scope is not None and "forloop" not in scope.bound:
            if scope.loop:
                return scope.loop
            scope = scope.around
        return None

    def inside(self, bound: dict[str, str], loop: Loop | None = None) -> "Scope":
        return Scope(self.unit, self, bound, loop)

    def require_context(self) -> None:
        """Say that something at this place is looked for in the context."""
        scope: Scope | None = self
        while scope is not None and not scope.needs_context:
            scope.needs_context = True
            scope = scope.around
