"""Plain bar charts as SVG, drawn on the server: shapes with classes, colored by our style sheets in both themes."""

from collections.abc import Sequence
from dataclasses import dataclass

import svg
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WIDTH = 640
# Bars that lie fit a phone: their words stand above them.
NARROW = 420
ROW = 54
NUMBER_WIDTH = 50
COLUMN_HEIGHT = 150
AXIS = 24


@dataclass(frozen=True)
class Bar:
    """One bar: its words, its number, and what is shown instead of the number where it is not to be told."""

    label: str
    value: int
    shown: str = ""

    @property
    def words(self) -> str:
        return escape(self.shown or str(self.value))


def rows_chart(bars: Sequence[Bar], title: str) -> SafeString:
    """Return bars that lie below each other, their words above and their numbers behind them."""
    most = max((bar.value for bar in bars), default=0) or 1
    room = NARROW - NUMBER_WIDTH
    elements: list[svg.Element] = [svg.Title(text=escape(title))]
    for index, bar in enumerate(bars):
        middle = index * ROW + 36
        length = max(2.0, room * bar.value / most) if bar.value else 0
        elements += [
            svg.Text(text=escape(bar.label), x=0, y=middle - 18, class_=["chart-label"]),
            svg.Rect(x=0, y=middle - 9, width=length, height=18, rx=3, class_=["chart-bar"]),
            svg.Text(
                text=bar.words, x=length + 8, y=middle, class_=["chart-number"],
                dominant_baseline="central",
            ),
        ]  # fmt: skip
    return _drawing(elements, NARROW, len(bars) * ROW)


def columns_chart(bars: Sequence[Bar], title: str) -> SafeString:
    """Return bars that stand beside each other, their numbers above and their words below them."""
    most = max((bar.value for bar in bars), default=0) or 1
    step = WIDTH / max(1, len(bars))
    elements: list[svg.Element] = [svg.Title(text=escape(title))]
    for index, bar in enumerate(bars):
        middle = index * step + step / 2
        height = COLUMN_HEIGHT * bar.value / most
        top = AXIS + COLUMN_HEIGHT - height
        elements += [
            svg.Rect(x=middle - step * 0.3, y=top, width=step * 0.6, height=height, rx=3, class_=["chart-bar"]),
            svg.Text(text=bar.words, x=middle, y=top - 6, class_=["chart-number"], text_anchor="middle"),
            svg.Text(
                text=escape(bar.label), x=middle, y=COLUMN_HEIGHT + AXIS * 2 - 4, class_=["chart-label"],
                text_anchor="middle",
            ),
        ]  # fmt: skip
    return _drawing(elements, WIDTH, COLUMN_HEIGHT + AXIS * 2)


def _drawing(elements: list[svg.Element], width: int, height: float) -> SafeString:
    drawing = svg.SVG(
        viewBox=svg.ViewBoxSpec(0, 0, width, max(height, 1)),
        class_=["chart", "chart-narrow"] if width == NARROW else ["chart"],
        elements=elements,
        extra={"role": "img"},
    )
    # Every text in it is escaped above; the rest are numbers and class names of ours.
    return mark_safe(drawing.as_str())  # noqa: S308
