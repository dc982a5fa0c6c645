"""Word lists of ``extract/data/*.tsv``. In: a name. Out: its rows. Read once, at the first use of the engine.

Each file opens with a comment that says what it holds and where it comes from; columns are tab-separated.
"""

from __future__ import annotations

from functools import cache
from itertools import repeat
from pkgutil import get_data


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of ``data/<name>.tsv`` as tuples of columns; comments (``#``) and empty lines are left out."""
    return tuple(map(tuple, map(str.split, _read_lines(name), repeat("\t"))))


def read_pairs(name: str) -> dict[str, str]:
    """Return the second column of ``data/<name>.tsv`` by the first; each row must have these two."""
    columns = "\t".join(_read_lines(name)).split("\t")
    return dict(zip(columns[::2], columns[1::2], strict=True))


def read_names(name: str) -> list[str]:
    """Return the first column of ``data/<name>.tsv`` in the order of its rows."""
    return [line.partition("\t")[0] for line in _read_lines(name)]


@cache
def read_classes(name: str) -> dict[str, frozenset[str]]:
    """Return the words of the first column of ``data/<name>.tsv`` by their class, the second."""
    classes: dict[str, list[str]] = {}
    for line in _read_lines(name):
        word, kind = line.split("\t")[:2]
        classes.setdefault(kind, []).append(word)
    return {kind: frozenset(words) for kind, words in classes.items()}


@cache
def read_words(name: str) -> frozenset[str]:
    """Return the first column of ``data/<name>.tsv``, lower-case, as a set."""
    return frozenset(map(str.casefold, read_names(name)))


def _read_lines(name: str) -> list[str]:
    # get_data, because importlib.resources alone takes longer to import than all lists take to read
    text = (get_data("briefings.extract", f"data/{name}.tsv") or b"").decode("utf-8")
    while text.startswith("#"):
        text = text.partition("\n")[2]
    lines = text.rstrip("\n").split("\n")
    return [line for line in lines if line and line[0] != "#"] if "\n#" in text or "\n\n" in text else lines
