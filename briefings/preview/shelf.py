"""The articles of a desk, kept read. In: their paths. Out: what they say on a topic; a file is read when it changed.

There are two answers. The *whole* reading is what ``briefings build`` makes a brief of. Until that is made again after
a change, the articles that hold one of the topic's words are related alone: that is there at once.

An article that can no longer be understood stays as it last was, and the error is told; one whose file is gone goes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefings.article import slugify
from briefings.build import Reading, relate_facts
from briefings.desk import read_articles
from briefings.desk.entry import Entry, make_entry
from briefings.desk.library import WHOLE, Library
from briefings.errors import BriefingsError
from briefings.model import Topic
from briefings.preview.stamps import Stamp, stamp_of

Stamps = tuple[tuple[Path, Stamp], ...]
MOST_READINGS = 24  # of a desk of very many articles, where each topic has its own; a reading takes some megabytes
NARROW_FROM = 30  # articles; fewer are related at once


@dataclass(frozen=True, slots=True)
class Group:
    """The files of one name (one, or several by mistake): their stamps, and what came of reading them."""

    stamps: Stamps
    entries: tuple[Entry, ...]
    errors: tuple[BriefingsError, ...]


@dataclass(slots=True)
class Shelf:
    """What was read of a desk's articles.

    Attributes:
        base: The desk's folder.
        entries: What each article says by itself, in the order of their paths; empty for a desk of very many.
    """

    base: Path
    entries: tuple[Entry, ...] = ()
    _groups: dict[str, Group] = field(default_factory=dict)
    _library: Library | None = None
    _errors: tuple[BriefingsError, ...] = ()
    _stamps: Mapping[str, Stamps] | None = None
    _readings: dict[object, Reading] = field(default_factory=dict)
    _old: dict[object, Reading] = field(default_factory=dict)
    _held: dict[tuple[tuple[str, ...], str], bool] = field(default_factory=dict)

    @property
    def errors(self) -> list[BriefingsError]:
        """Return what is wrong with the articles, in the order of their paths."""
        return [*self._errors, *(error for group in self._groups.values() for error in group.errors)]

    def read(self, paths: Sequence[Path]) -> bool:
        """Return whether anything changed since the last time."""
        stamps = _group(paths)
        if stamps == self._stamps:
            return False
        first, self._stamps = self._stamps is None, stamps
        if len(paths) > WHOLE:
            return self._read_many(paths)
        kept = self._recall(paths) if first else {}
        self._groups = {name: self._read_group(name, group, kept) for name, group in stamps.items()}
        before, self._errors = self.entries, ()
        self.entries = tuple(entry for group in self._groups.values() for entry in group.entries)
        if len(before) == len(self.entries) and all(a is b for a, b in zip(before, self.entries, strict=True)):
            return False
        self._old, self._readings = self._readings, {}  # to let go of many claims takes a tenth of a second: later
        return True

    def whole(self, topic: Topic) -> Reading:
        """Return what the articles say together, as a build reads them."""
        if self.entries or self._library is None:
            return self._relate("whole", self.entries)
        choice = self._library.choose(topic)
        if choice not in self._readings:
            selection = self._library.select(topic)
            self._readings[choice] = relate_facts(selection.facts, selection.sketches)
            for oldest in list(self._readings)[:-MOST_READINGS]:
                del self._readings[oldest]
        return self._readings[choice]

    def basis(self, topic: Topic) -> object:
        """Return what tells whether the articles that concern ``topic`` are as they were."""
        return self.holding(topic) if self.entries or self._library is None else self._library.choose(topic)

    def at_hand(self, topic: Topic) -> Reading:
        """Return the whole reading where it was made already, else that of the articles that concern ``topic``."""
        holding = self.holding(topic)
        if not holding or "whole" in self._readings or len(self.entries) < NARROW_FROM:
            return self.whole(topic)
        return self._relate(tuple(entry.facts.article.id for entry in holding), holding)

    def holding(self, topic: Topic) -> tuple[Entry, ...]:
        """Return the articles that hold one of the topic's words; all where it names none."""
        names = (*topic.terms.any, *topic.actors, *topic.places, *(one.name for one in topic.participants))
        if not names:
            return self.entries
        return tuple(entry for entry in self.entries if self._holds(names, entry))

    def _holds(self, names: tuple[str, ...], entry: Entry) -> bool:
        """Return whether the text of ``entry`` holds one of ``names``; each is searched once."""
        key = names, entry.facts.article.sha256
        if key not in self._held:
            word = re.compile("|".join(re.escape(name) for name in names), re.IGNORECASE)
            self._held[key] = word.search(entry.facts.article.text) is not None
        return self._held[key]

    def _relate(self, key: object, entries: Sequence[Entry]) -> Reading:
        if key == "whole":
            self._old = {}
        if key not in self._readings:
            facts = [entry.facts for entry in entries]
            self._readings[key] = relate_facts(facts, [entry.sketch for entry in entries])
        return self._readings[key]

    def _read_many(self, paths: Sequence[Path]) -> bool:
        """Leave very many articles to the library, which keeps them on disk."""
        self._library = self._library or Library(self.base)
        self._library.read(paths)
        self._groups, self.entries, self._errors = {}, (), tuple(self._library.errors)
        return True

    def _recall(self, paths: Sequence[Path]) -> dict[str, Entry]:
        """Return what is kept on disk of the articles, by their paths in the desk, after reading what is not."""
        library = Library(self.base)
        library.read(paths)
        selection = library.select(Topic(slug="all", title="all"))
        library.close()
        pairs = zip(selection.facts, selection.sketches, strict=True)
        return {facts.article.path: Entry(facts=facts, sketch=sketch) for facts, sketch in pairs}

    def _read_group(self, name: str, stamps: Stamps, kept: Mapping[str, Entry]) -> Group:
        known = self._groups.get(name)
        if known is not None and known.stamps == stamps:
            return known
        recalled = kept.get(stamps[0][0].relative_to(self.base).as_posix()) if len(stamps) == 1 else None
        if recalled is not None:
            return Group(stamps=stamps, entries=(recalled,), errors=())
        read = read_articles([path for path, _ in stamps], base=self.base)
        if read.errors and known is not None:
            return Group(stamps=stamps, entries=known.entries, errors=read.errors)
        if known is not None and [entry.facts.article for entry in known.entries] == list(read.articles):
            return Group(stamps=stamps, entries=known.entries, errors=())
        return Group(stamps=stamps, entries=tuple(make_entry(article) for article in read.articles), errors=read.errors)


def _group(paths: Sequence[Path]) -> dict[str, Stamps]:
    """Return the files by the name that an article would get of them; what has vanished meanwhile is left out."""
    groups: dict[str, list[tuple[Path, Stamp]]] = {}
    for path in paths:
        stamp = stamp_of(path)
        if stamp is not None:
            groups.setdefault(slugify(path.stem), []).append((path, stamp))
    return {name: tuple(group) for name, group in groups.items()}
