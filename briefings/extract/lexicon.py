"""Word lists of ``extract/data/*.tsv``. In: a name. Out: its rows. Read once, at the first use of the engine.

Each file opens with a comment that says what it holds and where it comes from; columns are tab-separated.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``data/<name>.tsv`` as tuples of columns; comments (``#``) and empty lines are left out."""
    text = files("briefings.extract").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t")) for line in text.splitlines() if line.strip() and not line.startswith("#")
    )


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the first column of ``data/<name>.tsv``, lower-case, as a set."""
    return frozenset(row[0].casefold() for row in read_rows(name))
