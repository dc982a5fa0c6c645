"""Marked-up articles. In: a ``.gold`` file. Out: an Article and what a careful reader finds in it.

A file is a comment, ``== article`` (the text, or the path of a seed), then ``== gold``: one mark a line, its columns
separated by `` | ``, alternatives within a column by `` // ``; ``-`` stands for nothing. Every mark is the article's
own words, looked up in the text, so no offsets have to be kept right by hand. Where only some kinds are marked, the
line ``kinds`` names them: ``kinds | figures // dates // actions // hedges // assessments``; the others are not scored.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefings.article import parse_article
from briefings.model import Article

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(__file__).parent / "gold"
COLUMNS = {
    "headline": 1, "published": 1, "origin": 1, "person": 3, "organisation": 1, "country": 1, "place": 1,
    "statement": 3, "figure": 4, "date": 2, "deadline": 2, "action": 4, "hedged": 1, "risk": 1, "opportunity": 1,
    "not-figure": 1, "optional": 1, "kinds": 1,
}  # fmt: skip
STRAIGHT = str.maketrans("‘’“”–—‑\u00a0", "''\"\"--- ")  # one character for one, so that offsets stay

Range = tuple[int, int]
Mark = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Marked:
    """An article and its marks, by kind; each mark is a tuple of columns, each column a tuple of alternatives."""

    name: str
    article: Article
    marks: dict[str, tuple[Mark, ...]]

    def of(self, kind: str) -> tuple[Mark, ...]:
        """Return the marks of ``kind`` in the order of the file."""
        return self.marks.get(kind, ())

    def places(self, words: str) -> list[Range]:
        """Return where ``words`` stand in the body; white space and the shape of quotation marks do not matter."""
        needle = r"\s+".join(re.escape(word) for word in words.translate(STRAIGHT).split())
        left, right = (r"\b" if end.isalnum() else "" for end in (words[0], words[-1]))
        found = re.finditer(left + needle + right, self._plain)
        return [m.span() for m in found if any(a <= m.start() < b for a, b in self.body)]

    @cached_property
    def body(self) -> list[Range]:
        """Return the stretches of the article that hold facts."""
        return [(part.span.start, part.span.end) for part in self.article.parts if part.kind == "body"]

    @cached_property
    def optional(self) -> list[Range]:
        """Return the stretches in which a finding is neither a hit nor a false alarm."""
        return [place for ((words,),) in self.of("optional") for place in self.places(words)]

    @cached_property
    def _plain(self) -> str:
        return self.article.text.translate(STRAIGHT)


def read_marked(path: Path) -> Marked:
    """Return the article and the marks in ``path``."""
    head, gold = path.read_text(encoding="utf-8").split("\n== gold\n")
    _, opening, text = re.split(r"^== article(.*)\n?", head, maxsplit=1, flags=re.MULTILINE)
    raw = (ROOT / opening.strip()).read_text(encoding="utf-8") if opening.strip() else text
    marks: dict[str, tuple[Mark, ...]] = {}
    for kind, *columns in (line.split(" | ") for line in gold.splitlines() if line and line[0] != "#"):
        if len(columns) != COLUMNS[kind]:
            raise ValueError(f"{path.name}: {kind} needs {COLUMNS[kind]} columns: {columns}")
        mark = tuple(tuple("" if each == "-" else each for each in column.split(" // ")) for column in columns)
        marks[kind] = (*marks.get(kind, ()), mark)
    return Marked(name=path.stem, article=parse_article(raw, path=path.name, slug=path.stem), marks=marks)


def read_all() -> list[Marked]:
    """Return all marked-up articles, by name."""
    return [read_marked(path) for path in sorted(GOLD.glob("*.gold"))]


def fold(name: str) -> str:
    """Return ``name`` for comparison: lower case, without accents, points, articles and a closing possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.translate(STRAIGHT)) if not unicodedata.combining(c))
    plain = re.sub(r"(?<=\w)\.(?=\w|\s|$)|'s\b", "", plain.casefold())
    return re.sub(r"^(?:the|an?) (?=\w)", "", " ".join(re.findall(r"\w+", plain)))


def words_of(text: str) -> list[str]:
    """Return the words of ``text`` for comparison."""
    return re.findall(r"\w+", text.translate(STRAIGHT).casefold())
