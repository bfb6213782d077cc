"""Keeps what people entrusted to the site out of logs and out of the notes of failed tasks.

PostgreSQL explains a refused row by repeating it ("Failing row contains ..."), and mail servers repeat the
address that they refuse. Both end up in tracebacks.
"""

import logging
import re

# Up to the next traceback of a chain, or to the end: a row that is repeated may hold lines of its own.
ROW_VALUES = re.compile(
    r"^DETAIL: .*?(?=\n\n(?:The above exception was|During handling of)|\Z)", re.DOTALL | re.MULTILINE
)
ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)*")
LEFT_OUT = "[left out]"


def without_values(text: str) -> str:
    """Return a message or traceback without e-mail addresses and without the rows that the database repeats."""
    return ADDRESS.sub(LEFT_OUT, ROW_VALUES.sub(f"DETAIL: {LEFT_OUT}", text))


class QuietFormatter(logging.Formatter):
    """Formats records as usual, then leaves out what is nobody's business."""

    def format(self, record: logging.LogRecord) -> str:
        return without_values(super().format(record))
