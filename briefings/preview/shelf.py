"""The articles of a desk, kept read. In: their paths. Out: what they say, read again only where a file changed.

An article that can no longer be understood stays as it last was, and the error is told; one whose file is gone goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefings.article import slugify
from briefings.build import Reading, relate_facts
from briefings.desk import read_articles
from briefings.errors import BriefingsError
from briefings.extract import extract_facts
from briefings.model import Facts
from briefings.preview.stamps import Stamp, stamp_of


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one name (one, or several by mistake): their stamps, and what came of reading them."""

    stamps: tuple[tuple[Path, Stamp], ...]
    facts: tuple[Facts, ...]
    errors: tuple[BriefingsError, ...]


@dataclass(slots=True)
class Shelf:
    """What was read of a desk's articles.

    Attributes:
        base: The desk's folder.
        reading: What all articles say together; another object whenever one of them changed.
        facts: What each says by itself.
    """

    base: Path
    reading: Reading = field(default_factory=lambda: Reading(facts=(), claims=()))
    facts: tuple[Facts, ...] = ()
    groups: dict[str, Group] = field(default_factory=dict)

    @property
    def errors(self) -> list[BriefingsError]:
        """Return what is wrong with the articles, in the order of their paths."""
        return [error for group in self.groups.values() for error in group.errors]

    def read(self, paths: Sequence[Path]) -> bool:
        """Return whether anything changed since the last time; ``reading`` is then anew."""
        self.groups = {name: self._read_group(name, stamps) for name, stamps in _group(paths).items()}
        before = self.facts
        self.facts = tuple(facts for group in self.groups.values() for facts in group.facts)
        if len(before) == len(self.facts) and all(a is b for a, b in zip(before, self.facts, strict=True)):
            return False
        self.reading = relate_facts(self.facts)
        return True

    def _read_group(self, name: str, stamps: tuple[tuple[Path, Stamp], ...]) -> Group:
        known = self.groups.get(name)
        if known is not None and known.stamps == stamps:
            return known
        read = read_articles([path for path, _ in stamps], base=self.base)
        if read.errors and known is not None:
            return Group(stamps=stamps, facts=known.facts, errors=read.errors)
        facts = tuple(extract_facts(article) for article in read.articles)
        if known is not None and [f.article for f in known.facts] == [f.article for f in facts]:
            facts = known.facts
        return Group(stamps=stamps, facts=facts, errors=read.errors)


def _group(paths: Sequence[Path]) -> dict[str, tuple[tuple[Path, Stamp], ...]]:
    """Return the files by the name that an article would get of them; what has vanished meanwhile is left out."""
    groups: dict[str, list[tuple[Path, Stamp]]] = {}
    for path in paths:
        stamp = stamp_of(path)
        if stamp is not None:
            groups.setdefault(slugify(path.stem), []).append((path, stamp))
    return {name: tuple(group) for name, group in groups.items()}
