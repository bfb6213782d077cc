"""What a handle may look like, and which handles look alike.

Two handles look alike when their skeletons are equal. The skeleton joins only what the site's typefaces really
draw alike, because each rule takes names away from people:

- 1, i and l: a small l, a one and the capital I that people read into a handle;
- 0 and o, 5 and s: the same outline;
- rn and m, vv and w: two letters that run together. The pairs stand for the single letter, not the other way
  round, so that "rrn" and "rm" meet as well;
- underscores: "mia_k" and "miak" are one name to whoever hears or retypes it.

Left apart, because they are told apart easily or the names are too common: 2 and z ("anna2"), cl and d ("clara",
"dara"), 6 and b, 8 and b, 9 and g, doubled letters ("mia", "miaa").
"""

from django.db import IntegrityError, models
from django.db.models import F, Func, Value
from django.db.models.functions import Replace
from django.utils.translation import gettext_lazy as _

HANDLE_PATTERN = r"^[a-z0-9][a-z0-9_]{1,28}[a-z0-9]$"
HANDLE_LENGTH = 30
SKELETON_LENGTH = 2 * HANDLE_LENGTH
CHANGE_DAYS = 30
ALIKE, STANDS_FOR, DROPPED = "1i05", "llos", "_"
PAIRS = {"m": "rn", "w": "vv"}
# What the database says when a handle belongs, or once belonged, to somebody else.
TAKEN_CONSTRAINTS = (
    "user_handle_once", "user_handle_looks_like_no_other", "user_handle_was_nobody_elses",
)  # fmt: skip
TAKEN = _("This handle is taken, or looks almost like one that is. Please choose another.")


def handle_skeleton(handle: str) -> str:
    """Return what a handle looks like; the same as the database's column `handle_skeleton`."""
    text = handle.lower().translate(str.maketrans(ALIKE, STANDS_FOR, DROPPED))
    for letter, pair in PAIRS.items():
        text = text.replace(letter, pair)
    return text


def _expression() -> Func:
    text: Func = Func(
        F("handle"),
        Value(ALIKE + DROPPED),
        Value(STANDS_FOR),
        function="TRANSLATE",
        output_field=models.CharField(),
    )
    for letter, pair in PAIRS.items():
        text = Replace(text, Value(letter), Value(pair))
    return text


def skeleton_column() -> models.GeneratedField:
    """Return the column that the database keeps equal to the skeleton of the column `handle`."""
    return models.GeneratedField(
        expression=_expression(),
        output_field=models.CharField(max_length=SKELETON_LENGTH),
        db_persist=True,
    )


def broken_constraint(error: IntegrityError) -> str:
    """Return the name of the constraint that refused a row; empty when the database gave none."""
    return getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or ""
