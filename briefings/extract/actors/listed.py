"""Names that the lists know. In: a Scan and a token. Out: the longest listed name that starts there."""

from __future__ import annotations

from briefings.extract.actors.scan import Naming, NamingKind, Scan
from briefings.extract.actors.tables import Entry

KINDS: dict[str, NamingKind] = {
    "country": "country",
    "demonym": "country",
    "government": "country",
    "capital": "capital",
    "organisation": "organisation",
    "place": "place",
}
SHOUTED = 4  # letters of a country's name in capitals; shorter words are acronyms
MINISTERS = frozenset({"minister", "ministers", "secretary", "vice-minister"})
MONEY = frozenset({"dollar", "dollars", "$", "€", "£", "cents"})  # "US Dollars" names no country


def match_listed(scan: Scan, first: int) -> Naming | None:
    """Return the longest name of the lists that starts at ``first``, or None."""
    choices = scan.world.names.get(scan.words[first])
    if choices is None:
        return _match_shouted(scan, first)
    words = scan.words
    crowd = scan.world.crowded.get(words[first])
    if crowd is not None:
        choices = crowd.get(words[first + 1]) or crowd[""]
    for rest, entry in choices:
        last = first + 1 + len(rest)
        if rest and (tuple(words[first + 1 : last]) != rest or _is_field(scan, last, entry)):
            continue
        if not rest and _is_other_word(scan, first, entry):
            return None
        return scan.naming(first, last, KINDS[entry.kind], entry)
    return None


def _is_field(scan: Scan, last: int, entry: Entry) -> bool:
    """Return whether the end of a body's name is what a title is of: "US Treasury" Secretary is the secretary's."""
    title = entry.kind == "organisation" and scan.lows[last] in MINISTERS
    return title and scan.lows[last - 1] in scan.world.portfolios


def _match_shouted(scan: Scan, first: int) -> Naming | None:
    """Return the country or place written in capitals ("CABO VERDE", "NEW DELHI") that starts at ``first``, or None."""
    word = scan.words[first]
    if not word.isupper():
        return None
    for rest, entry in scan.world.names.get(word.capitalize(), ()):
        last = first + 1 + len(rest)
        words = scan.words[first:last]
        known = entry.kind in ("country", "capital", "place") and (len(word) >= SHOUTED or bool(rest))
        if known and tuple(w.capitalize() for w in words[1:]) == rest and all(w.isupper() for w in words):
            return scan.naming(first, last, KINDS[entry.kind], entry)
    return None


def _is_other_word(scan: Scan, first: int, entry: Entry) -> bool:
    """Return whether a listed name of one word is a common word or an amount of money here."""
    word = scan.words[first]
    if entry.kind in ("country", "demonym"):
        return scan.lows[first + 1] in MONEY or (word == "IS" and scan.is_open(first))
    if scan.is_common(first):
        return True
    return entry.kind in ("place", "organisation") and word.lower() in scan.lowers and not word.isupper()
