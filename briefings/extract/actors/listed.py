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
MONEY = frozenset({"dollar", "dollars", "$", "€", "£", "cents"})  # "US Dollars" names no country


def match_listed(scan: Scan, first: int) -> Naming | None:
    """Return the longest name of the lists that starts at ``first``, or None."""
    choices = scan.world.names.get(scan.words[first])
    if choices is None:
        return _match_shouted(scan, first)
    words = scan.words
    for rest, entry in choices:
        last = first + 1 + len(rest)
        if rest and tuple(words[first + 1 : last]) != rest:
            continue
        if not rest and _is_other_word(scan, first, entry):
            return None
        return scan.naming(first, last, KINDS[entry.kind], entry)
    return None


def _match_shouted(scan: Scan, first: int) -> Naming | None:
    """Return the country written in capitals ("CABO VERDE") that starts at ``first``, or None."""
    word = scan.words[first]
    if not word.isupper() or len(word) < SHOUTED:
        return None
    for rest, entry in scan.world.names.get(word.capitalize(), ()):
        last = first + 1 + len(rest)
        if entry.kind == "country" and tuple(w.capitalize() for w in scan.words[first + 1 : last]) == rest:
            return scan.naming(first, last, "country", entry)
    return None


def _is_other_word(scan: Scan, first: int, entry: Entry) -> bool:
    """Return whether a listed name of one word is a common word or an amount of money here."""
    word = scan.words[first]
    if entry.kind in ("country", "demonym"):
        return scan.lows[first + 1] in MONEY or (word == "IS" and scan.is_open(first))
    if scan.is_common(first):
        return True
    return entry.kind in ("place", "organisation") and word.lower() in scan.lowers and not word.isupper()
