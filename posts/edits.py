"""What somebody who edits a post sends."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Edit:
    """The new text. Title and tags None leave them as they are (replies have none)."""

    body: str
    title: str | None = None
    tags: list[str] | None = None
    reason: str = ""
    # Always a version of its own, however soon after the last one.
    is_kept: bool = False
