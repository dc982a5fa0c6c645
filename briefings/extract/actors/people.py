"""Who is who among the people of an article. In: names. Out: the one person that each means.

"Akol Deng" is "Akol Nyandeng Deng", "De Santis" is "Giulia De Santis"; two people of one surname stay apart.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict

from briefings.extract.actors.drafts import Draft

ARTICLES = frozenset({"Al", "El"})
NAMESAKES = 30  # people who share a word of their name and are looked at


class People:
    """The people met so far, found by the words of their names."""

    def __init__(self) -> None:
        self.all: list[Draft] = []
        self.by_word: dict[str, list[Draft]] = defaultdict(list)
        self.by_capitals: dict[str, list[Draft]] = defaultdict(list)

    def find_full(self, words: tuple[str, ...]) -> Draft | None:
        """Return the person whose full name this is, or a longer or shorter form of it, or None."""
        return next((p for p in self.by_word[words[-1]][-NAMESAKES:] if same_person(p.words, words)), None)

    def find_short(self, words: tuple[str, ...], first: int, gender: str) -> Draft | None:
        """Return whom a surname or another part of a name at token ``first`` means, or None.

        Of several it is the one of the right gender; of these the one named last before.
        """
        known = self.by_word.get(words[-1], [])[-NAMESAKES:]
        fits = [p for p in known if p.words[-len(words) :] == words]
        if not fits and len(words) == 1:
            fits = [p for p in known if len(p.words) > 1 and p.named_at[0] < first]
        fits = [p for p in fits if not gender or p.gender in ("", gender)] or fits
        best = max(fits, key=lambda p: _last_before(p.named_at, first), default=None)
        later = best is not None and len(fits) > 1 and _last_before(best.named_at, first) < 0
        return None if later else best  # two of the name, both named only further down

    def find_shouted(self, words: tuple[str, ...]) -> Draft | None:
        """Return the one person whose name ends in ``words``, if those stand in capitals ("MS SILVA:"), or None."""
        if not all(w.isupper() and len(w) > 1 for w in words):
            return None
        known = self.by_capitals[words[-1]][-NAMESAKES:]
        fits = [p for p in known if tuple(w.upper() for w in p.words[-len(words) :]) == words]
        return fits[0] if len(fits) == 1 else None

    def add(self, name: str, words: tuple[str, ...], gender: str) -> Draft:
        """Return a new person of this name."""
        person = Draft(kind="person", name=name, words=words, gender=gender)
        self.all.append(person)
        self._index(person)
        return person

    def add_alias(self, person: Draft, words: tuple[str, ...]) -> None:
        """Let the person be found by another name as well."""
        for word in dict.fromkeys(words):
            if person not in self.by_word[word][-NAMESAKES:]:
                self.by_word[word].append(person)

    def lengthen(self, person: Draft, name: str, words: tuple[str, ...]) -> None:
        """Give the person a longer form of the name."""
        person.name, person.words = name, words
        self._index(person)

    def _index(self, person: Draft) -> None:
        for word in dict.fromkeys(person.words):
            if person not in self.by_word[word][-NAMESAKES:]:
                self.by_word[word].append(person)
        if person not in self.by_capitals[person.words[-1].upper()][-NAMESAKES:]:
            self.by_capitals[person.words[-1].upper()].append(person)

    @staticmethod
    def name_at(person: Draft, first: int) -> None:
        """Remember that the person is named at token ``first``."""
        insort(person.named_at, first)


def with_article(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words of a name with one spelling of its article: "al-Hadi" for "Al Hadi" and "Al-Hadi"."""
    plain: list[str] = []
    for word in words:
        head, hyphen, tail = word.partition("-")
        if plain and plain[-1] in ARTICLES:
            plain[-1] = f"{plain[-1].lower()}-{word}"
        else:
            plain.append(f"{head.lower()}-{tail}" if hyphen and head in ARTICLES else word)
    return tuple(plain)


def same_person(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return whether two full names may be of one person: the same surname, and one has all the words of the other."""
    short, long = (known, words) if len(known) <= len(words) else (words, known)
    if long[-len(short) :] == short:
        return True
    return short[-1] == long[-1] and short[0] == long[0] and all(w in long for w in short)


def _last_before(places: list[int], first: int) -> int:
    """Return the last of ``places`` before ``first``; for one who is named only later a number below zero."""
    at = bisect_left(places, first)
    return places[at - 1] if at else -1 - places[0] if places else -(10**9)
