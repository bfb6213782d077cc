"""What the operator says at the console before somebody else's account is opened to a person."""

from argparse import ArgumentTypeError

SHORTEST, LONGEST = 10, 500


def reason(text: str) -> str:
    """Return a reason that says something, for the record; raises ArgumentTypeError."""
    text = " ".join(text.split())
    if not SHORTEST <= len(text) <= LONGEST:
        raise ArgumentTypeError(f"Please say in {SHORTEST} to {LONGEST} letters how you know who is asking.")
    return text
