"""Prose → Scan. In: the prose and the word lists. Out: the tokens of one article, and the questions asked of them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import compress, count, repeat
from operator import contains
from typing import Literal

from briefings.extract.actors.tables import Entry, World
from briefings.model import Record
from briefings.text import Prose

NamingKind = Literal["person", "organisation", "country", "capital", "place", "title", "thing", "unknown"]
BEFORE_NOW = r"^(?:ex|then|now)-(?=[a-z]{3})"  # "ex-president" "then-Prime" (Minister)
COMPOUNDS = (  # how they end: "Kenyan-led"
    "ed", "run", "born", "held", "made", "wide", "style", "era", "bound", "built", "type", "like", "only", "free",
    "friendly",
)  # fmt: skip
COMPOUND_TAILS = frozenset(
    """language majority speaking facing leaning producing exporting importing owning supporting using allied occupied
    dominated affiliated sponsored brokered level trained ally""".split()  # noqa: SIM905
)
PADDING = 32  # empty words behind the last: how far anything looks beyond a name
FIRST_PARTS = frozenset({"vice", "deputy", "co", "sub", "under", "assistant"})
OPENERS = frozenset("“‘\"'``:•*-–—")  # a capital behind one of these may be a sentence's
POINTED = frozenset(
    """lt gen col maj capt brig sgt cpl adm cmdr cdr dr mr mrs ms prof rev hon rt engr arch atty barr eng st sen rep gov
    amb insp supt fr pres sec messrs""".split()  # noqa: SIM905
)


class Naming(Record, frozen=True, kw_only=True, gc=False):
    """A name in the text: tokens ``[first, last)``, offsets ``[start, end)``; ``entry`` when the lists know it."""

    first: int
    last: int
    start: int
    end: int
    kind: NamingKind
    entry: Entry | None = None


class Scan:
    """One article's tokens. ``words`` are their texts with straight apostrophes, and "Kenyan" for "Kenyan-led".

    ``lows`` are the words in lower case without "ex-" or "then-", ``capital`` tells which begin with a capital.
    All three end in ``PADDING`` empty words, which a place before the first token reads as well. ``titled`` are the
    tokens behind a title with capitals: a person's name is expected there.
    """

    def __init__(self, prose: Prose, world: World) -> None:
        self.prose = prose
        self.world = world
        self.cues = world.cues
        self.starters, self.heads, self.titles = world.starters, world.heads, world.titles
        self.tokens = prose.tokens
        self.count = len(prose.tokens)
        texts = [token.text for token in prose.tokens]
        self.lowers = set(filter(str.islower, set(texts)))
        self.words, self.lows = texts, list(prose.lowers)
        for index in list(compress(count(), map(contains, texts, repeat("’")))):
            self.words[index] = texts[index].replace("’", "'")
        for index in prose.hyphened:
            self.words[index] = _plain_word(self.words[index], world)
            self.lows[index] = _plain_title(self.lows[index], world)
        self.capital: list[bool] = [*[word[0].isupper() for word in self.words], *[False] * PADDING]
        self.words += [""] * PADDING
        self.lows += [""] * PADDING
        self.counts: Counter[str] = Counter()
        self.titled: set[int] = set()
        self.opens = {s.first for s in prose.sentences}

    def word_counts(self) -> Counter[str]:
        """Return how often each word stands in the article; counted at the first call."""
        if not self.counts:
            self.counts = Counter(self.words)
        return self.counts

    def is_open(self, index: int) -> bool:
        """Return whether the token is the first word of a sentence or of a quotation."""
        return index in self.opens or self.words[index - 1] in OPENERS

    def is_common(self, index: int) -> bool:
        """Return whether the capital may be no more than the start of a sentence."""
        return self.words[index] in self.starters and self.is_open(index)

    def is_role(self, index: int) -> bool:
        """Return whether the word at ``index`` is a role's head ("minister") or a rank ("General")."""
        return self.lows[index] in self.heads

    def is_title(self, index: int) -> bool:
        """Return whether the word at ``index`` is a role, a rank or an honorific."""
        return self.lows[index] in self.titles

    def is_whole(self, index: int) -> bool:
        """Return whether the token is a word without a tail that was left out ("Kenyan-led" is not)."""
        return len(self.words[index]) == self.tokens[index].end - self.tokens[index].start

    def before_title(self, index: int) -> int:
        """Return the token before ``index``, the point of an abbreviation left out ("Gen." → "Gen"); -1 for none."""
        at = index - 1
        return at - 1 if self.words[at] == "." and self.lows[at - 1] in POINTED else at

    def naming(self, first: int, last: int, kind: NamingKind, entry: Entry | None = None) -> Naming:
        """Return the naming of the tokens ``[first, last)``; a tail as in "Kenyan-led" is left out of its offsets."""
        final = self.tokens[last - 1].start + len(self.words[last - 1])
        return Naming(first=first, last=last, start=self.tokens[first].start, end=final, kind=kind, entry=entry)


def _plain_title(lower: str, world: World) -> str:
    """Return a hyphenated word as titles have it: without "ex-", and one rank for two ("colonel-major")."""
    bare = re.sub(BEFORE_NOW, "", lower)
    parts = bare.split("-")
    if bare in world.titles or len(parts) == 1:
        return bare
    ranks = parts[1:] if parts[0] in FIRST_PARTS else parts  # "vice-minister"
    return parts[-1] if all(part in world.heads for part in ranks) else bare


def _plain_word(text: str, world: World) -> str:
    """Return the hyphenated word without its tail: "Houthi" for "Houthi-held", not "Tae-wook"."""
    if text[0].isupper() or text.count("-") > 1:
        head, _, tail = text.partition("-") if text[0].isupper() and text[:3] != "Al-" else text.rpartition("-")
        compound = head in world.names or tail.endswith(COMPOUNDS) or tail in COMPOUND_TAILS
        if len(head) > 1 and len(tail) > 2 and tail.islower() and compound:
            return head
    return text
