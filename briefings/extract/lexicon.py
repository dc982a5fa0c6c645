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
    """Return the second column of ``data/<name>.tsv`` by the first, "" where there is none."""
    return {word: second for word, _, second in map(str.partition, _read_lines(name), repeat("\t"))}


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
    return frozenset([line.partition("\t")[0].casefold() for line in _read_lines(name)])


def _read_lines(name: str) -> list[str]:
    # get_data, because importlib.resources alone takes longer to import than all lists take to read
    raw = get_data("briefings.extract", f"data/{name}.tsv") or b""
    return [line for line in raw.decode("utf-8").split("\n") if line and line[0] != "#"]
