"""Whose somebody is. In: a title and who is named before it. Out: the country or body that the person belongs to.

"the bank’s chief economist" is of the bank that was named last, "its naval chief" of the last body, an ambassador of
the country whose embassy was named.
"""

from __future__ import annotations

from bisect import bisect_left

from briefings.extract.actors.drafts import Draft
from briefings.extract.actors.roles import ROLE_TOKENS, Title
from briefings.extract.actors.scan import Naming, Scan

ITS_TOKENS = 40  # how far back "its" looks for whom it means
SUBJECT_TOKENS = 4  # from a sentence's start in which its subject is named
SHARES_SUBJECT = frozenset(
    {"as", "while", "when", "and", "but", "after", "before", ":", ";", "through"}
)  # "as its envoy left"
NAMINGS_BACK = 60  # how many names back "the bank" and "Ambassador" look
FIRM_NOUNS = frozenset({"company", "firm", "group", "business"})
EMBASSY_ROLES = frozenset({"ambassador", "consul", "chargé", "charge", "attaché", "attache", "envoy"})
EMBASSIES = frozenset({"embassy", "consulate", "mission", "high"})  # "the U.S. embassy", "India’s high commission"
BODIES = ("organisation", "country")


class Owners:
    """The names of an article in order, and who is meant by each."""

    def __init__(self, scan: Scan, namings: list[Naming], meant: dict[int, Draft]) -> None:
        self.scan = scan
        self.namings = namings
        self.starts = [n.first for n in namings]
        self.meant = meant

    def find(self, title: Title) -> Draft | None:
        """Return the actor to whom the title's holder belongs, or None."""
        if title.owner is not None:
            return self._local(title)
        if title.noun is not None:
            return self._find_by_noun(title)
        if title.pronoun == "its":
            return self._find_its(self._its_before(title.first))
        if EMBASSY_ROLES & set((title.role or "").lower().split()):
            return self._find_embassy(title.first)
        return None

    def _before(self, first: int) -> list[Naming]:
        at = bisect_left(self.starts, first)
        return self.namings[max(at - NAMINGS_BACK, 0) : at][::-1]

    def _local(self, title: Title) -> Draft | None:
        """Return the named owner; a place only for an office ("Nairobi Governor", not "Sahel analyst")."""
        owner = self.meant.get(title.owner.first) if title.owner is not None else None
        if owner is None or owner.kind != "place":
            return owner
        return owner if self.scan.cues["office"] & set((title.role or "").lower().split()) else None

    def _find_by_noun(self, title: Title) -> Draft | None:
        """Return the body that "the bank" means: the last one with the noun beside it or in its name."""
        for naming in self._before(title.first):
            draft = self.meant.get(naming.first)
            if draft is not None and draft.kind in BODIES and self._is_called(naming, title.noun or ""):
                return draft
        return None

    def _is_called(self, naming: Naming, noun: str) -> bool:
        words = self.scan.words[max(naming.first - 1, 0) : naming.last]
        if noun in FIRM_NOUNS and not self.scan.world.firms.isdisjoint(words):
            return True
        return noun in (word.lower() for word in words)

    def _its_before(self, first: int) -> int:
        """Return the token behind the "its" of a role that ends before ``first``."""
        before = range(first - 1, max(first - ROLE_TOKENS, 0), -1)
        return next((at + 1 for at in before if self.scan.lows[at] == "its"), first)

    def _find_its(self, first: int) -> Draft | None:
        """Return whom "its" means: the last organisation named shortly before, else the last country."""
        near = [n for n in self._before(first - 1) if n.first >= first - ITS_TOKENS]
        start = self._sentence_start(first)
        here = [n for n in near if n.first >= start and self._is_body(n)]
        if here and here[-1].first < start + SUBJECT_TOKENS and self.scan.lows[first - 2] in SHARES_SUBJECT:
            return self.meant.get(here[-1].first)
        if not here and first - 1 == start and (subject := self._subject_before(start)) is not None:
            return subject
        if not here and first - 1 == start and self._opens_with_noun(start):
            return None  # "The weather service warned. Its director, X"
        near = here or near
        drafts = [self.meant[n.first] for n in near if n.first in self.meant]
        return next((d for kind in BODIES for d in drafts if d.kind == kind), None)

    def _opens_with_noun(self, start: int) -> bool:
        """Return whether a noun for a body opens the sentence before the one at ``start``."""
        before = self._sentence_start(start - 1) if start > 0 else start
        return any(w in self.scan.world.body_nouns for w in self.scan.words[before : before + SUBJECT_TOKENS])

    def _subject_before(self, start: int) -> Draft | None:
        """Return the body that opens the sentence before the one at ``start``: "Togo said so. Its spokesman, X"."""
        before = self._sentence_start(start - 1) if start > 0 else start
        opening = (n for n in self._before(start) if before <= n.first < before + SUBJECT_TOKENS)
        return next((self.meant.get(n.first) for n in opening if self._is_body(n)), None)

    def _is_body(self, naming: Naming) -> bool:
        draft = self.meant.get(naming.first)
        return draft is not None and draft.kind in BODIES

    def _sentence_start(self, token: int) -> int:
        return self.scan.prose.homes[token].first

    def _find_embassy(self, first: int) -> Draft | None:
        """Return the country whose embassy was named last."""
        near = (n for n in self._before(first) if self.scan.lows[n.last] in EMBASSIES)
        return next((self.meant[n.first] for n in near if n.first in self.meant), None)
