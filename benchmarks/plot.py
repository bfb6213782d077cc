"""Bars as SVG, written by hand: a dozen lines instead of a plotting library."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10

ROW, LEFT, WIDTH = 26, 300, 520
DECADES = (10, 100, 1_000, 10_000)


@dataclass(frozen=True)
class Bar:
    """One bar, with a mark where it should reach."""

    name: str
    value: float
    target: float | None


def draw(heading: str, bars: Sequence[Bar]) -> str:
    """Return the bars on a logarithmic scale from one to a hundred thousand."""
    height = ROW * (len(bars) + 3)
    rows = "".join(_row(number + 2, bar) for number, bar in enumerate(bars))
    grid = "".join(_line(value, height) for value in DECADES)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LEFT + WIDTH + 100} {height}" role="img"'
        f' font-family="sans-serif" font-size="13"><title>{escape(heading)}</title>'
        f'<rect width="100%" height="100%" fill="#fff"/><text x="8" y="20" font-weight="bold">{escape(heading)}</text>'
        f"{grid}{rows}</svg>\n"
    )


def _x(value: float) -> float:
    return round(LEFT + WIDTH * log10(max(value, 1)) / 5, 1)


def _line(value: int, height: int) -> str:
    place = f'x1="{_x(value)}" x2="{_x(value)}" y1="30" y2="{height - 24}" stroke="#ccc"'
    return f'<line {place}/><text x="{_x(value)}" y="{height - 8}" fill="#666" text-anchor="middle">{value:,}</text>'


def _row(number: int, bar: Bar) -> str:
    top = ROW * number - 18
    color = "#1f6f6b" if bar.target is None or bar.value >= bar.target else "#b3541e"
    return (
        f'<text x="{LEFT - 8}" y="{top + 13}" text-anchor="end">{escape(bar.name)}</text>'
        f'<rect x="{LEFT}" y="{top}" width="{_x(bar.value) - LEFT:.1f}" height="16" fill="{color}"/>{_mark(bar, top)}'
        f'<text x="{_x(bar.value) + 6}" y="{top + 13}">{bar.value:,.0f}</text>'
    )


def _mark(bar: Bar, top: int) -> str:
    """The line at which the bar should end."""
    if bar.target is None:
        return ""
    place = f'x1="{_x(bar.target)}" x2="{_x(bar.target)}" y1="{top - 3}" y2="{top + 19}"'
    return f'<line {place} stroke="#000" stroke-width="2"/>'
