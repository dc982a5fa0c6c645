"""Names by what is said of them. In: a Scan and a token. Out: a body or a thing that the words beside a name describe.

"trade body X", "X, a rescue charity,", "told the X", "the tanker X", "BRP X".
"""

from __future__ import annotations

from briefings.extract.actors.persons import NAME_WORDS, ends_role_of, is_body_described, is_described_as
from briefings.extract.actors.scan import Naming, NamingKind, Scan

FOREIGN_ARTICLES = frozenset({"Le", "La", "Les", "El", "Il", "Der", "Die", "Das"})
OUTLETS = frozenset({"told", "with"})  # before a paper's or a station's name
LIST_WORDS = 12  # tokens of a list of names
IN_LIST = frozenset({"and", ",", "or", "such", "as", "including", "like", ":"})
OPENS_LIST = frozenset({",", "such", "including", "like", ":"})
ADJECTIVES = ("ish", "ese", "ist", "ic", "al", "an", "ite", "i")  # how they end: "Galician" (fleet), "Sunni" (bloc)


def match_described(scan: Scan, first: int) -> Naming | None:
    """Return the body or thing whose name starts at ``first``, where the words beside the name say so, or None."""
    opens_name = scan.words[first] in scan.world.openers and scan.capital[first + 1]  # "First Quantum, which owns"
    if (scan.is_common(first) and not opens_name) or scan.is_title(first):
        return None
    if _is_ship(scan, first):
        return scan.naming(first, first + 2 + scan.capital[first + 2], "thing")
    last = first + (scan.words[first] == "The")
    while last - first < NAME_WORDS and _is_body_word(scan, last, first):
        last += 1
    kind = _kind_of(scan, first, last) if last > first else None
    return scan.naming(first, last, kind) if kind is not None else None


def _is_ship(scan: Scan, first: int) -> bool:
    """Return whether a ship's prefix stands at ``first``: "BRP Calamba", "HMS Kent"."""
    prefix = scan.words[first].isupper() and scan.lows[first] in scan.cues["vessel"]
    return prefix and scan.capital[first + 1]


def _kind_of(scan: Scan, first: int, last: int) -> NamingKind | None:
    """Return what the words beside the capitalised words ``[first, last)`` say they are, or None."""
    before, after = scan.lows[first - 1], scan.lows[last]
    apposed = after == ","
    if (before == "in" and _is_written_in(scan, first, last)) or (before in OUTLETS and _is_outlet(scan, first, last)):
        return "organisation"
    if (before == "," and _is_apposed(scan, first, last)) or _is_headed_by(scan, first, last):
        return "organisation"
    if (before == "of" and _is_of_somebody(scan, first, last)) or _is_branch(scan, first, last):
        return "organisation"
    if ((apposed or before in ("at", "with")) and _is_employer(scan, first, last)) or _is_shortened(scan, first, last):
        return "organisation"
    if scan.words[first] == "The":  # in the middle of a sentence: "told The Continent"
        return "organisation" if last > first + 1 else None
    if before in scan.cues["vessel"] or (apposed and is_described_as(scan, last, scan.cues["vessel"])):
        return "thing"
    if first not in scan.titled and (_follows_noun(scan, first) or (apposed and is_body_described(scan, first, last))):
        return "organisation"
    return "organisation" if before in IN_LIST and _is_one_of(scan, first) else None


def _is_one_of(scan: Scan, first: int) -> bool:
    """Return whether a list of bodies names it: "two Chinese companies, CBC and Tianqi Andes", "firms such as X"."""
    at = first - 1
    if scan.words[at] not in ("and", ",", "as", "including", "like", "or"):
        return False
    while at > first - LIST_WORDS and at not in scan.opens and (scan.capital[at] or scan.words[at] in IN_LIST):
        at -= 1
    plural = scan.lows[at]
    singular = plural[:-3] + "y" if plural.endswith("ies") else plural.removesuffix("s")
    opener = scan.words[at + 1]
    further = opener != "," or at + 1 < first - 1  # "owed to lenders, Cai said": no list
    return further and plural != singular and singular in scan.world.body_nouns and opener in OPENS_LIST


def _is_written_in(scan: Scan, first: int, last: int) -> bool:
    """Return whether somebody "wrote in El Deber"."""
    return last > first + 1 and scan.lows[first - 1] == "in" and scan.lows[first - 2] in scan.cues["writes"]


def _is_outlet(scan: Scan, first: int, last: int) -> bool:
    """Return whether the words behind "told" or "in an interview with" are a paper's or a station's name."""
    before = scan.lows[first - 1]
    if before not in ("told", "with") or (before == "with" and scan.lows[first - 2] != "interview"):
        return False
    world, words = scan.world, scan.words
    if words[first] in FOREIGN_ARTICLES and last - first > 1:
        return True  # "told Le Temps"
    known = words[first] in world.given or words[last - 1] in world.surnames or words[first] in world.names
    long = last - first > 1 or scan.words[first - 1] == "told"
    shouted = words[first].isupper() and last - first == 1
    return not known and long and first not in scan.titled and not shouted


def _is_employer(scan: Scan, first: int, last: int) -> bool:
    """Return whether somebody has an office there ("a fellow at Carnegie Europe") or it "employs" people."""
    if scan.words[last] == "," and scan.lows[last + 1] == "which" and scan.lows[last + 2] in scan.cues["runs"]:
        return first not in scan.titled
    unlisted = last - first > 1 or scan.words[first] not in scan.world.names
    return unlisted and scan.lows[first - 1] in ("at", "with") and scan.lows[first - 2] in scan.cues["staff"]


def _is_headed_by(scan: Scan, first: int, last: int) -> bool:
    """Return whether a noun for a party or a paper follows: "the Georgian Dream party", not "a Catalan party"."""
    if (
        scan.lows[last] not in scan.cues["party-noun"]
        or scan.capital[last]
        or first in scan.titled
        or first in scan.opens
    ):
        return False
    word = scan.words[first]
    return last - first > 1 or (word not in scan.world.names and not word.endswith(ADJECTIVES))


def _is_of_somebody(scan: Scan, first: int, last: int) -> bool:
    """Return whether somebody is of it and speaks: "Thomas de Waal of Carnegie Europe argues"."""
    name = scan.words[first - 2]
    of = scan.capital[first - 2] and not scan.is_title(first - 2)
    person = "-" in name or name in scan.world.surnames or scan.words[first - 3] in scan.world.given
    closed = scan.lows[last] in scan.cues["speech"] or scan.words[last] == ","
    return of and person and closed and last - first > 1 and scan.words[first] not in scan.world.names


def _is_branch(scan: Scan, first: int, last: int) -> bool:
    """Return whether a firm and where it is speak or own something: "Airtel Africa said", "Toyota Kenya's"."""
    world, words = scan.world, scan.words
    acts = scan.lows[last] in scan.cues["speech"] or scan.lows[last] in ("'s", "’s")
    known = words[first] in world.given or words[first] in world.surnames or words[first] in world.names
    if last - first != 2 or not acts or known or first in scan.titled or scan.is_common(first):
        return False
    return any(not rest and e.kind in ("country", "place") for rest, e in world.names.get(words[last - 1], ()))


def _is_shortened(scan: Scan, first: int, last: int) -> bool:
    """Return whether a short name in brackets and a role follow: "Bagong Alyansang Makabayan (Bayan) chairperson"."""
    bracketed = scan.words[last] == "(" and scan.words[last + 2] == ")" and scan.capital[last + 1]
    return bracketed and last - first > 1 and scan.is_role(last + 3) and not scan.capital[last + 3]


def _is_apposed(scan: Scan, first: int, last: int) -> bool:
    """Return whether the name stands behind its description: "Angola’s state oil firm, Sonangol,"."""
    described = scan.words[first - 1] == "," and scan.words[first - 2] in scan.world.body_nouns
    if described and last - first > 1 and ends_role_of(scan, first - 1):
        return False  # "the chairman of the ruling Georgian Dream party, Irakli X, said"
    closed = scan.words[last] in (",", "and", ".")
    return described and closed and scan.words[first] not in scan.world.given and first not in scan.opens


def _follows_noun(scan: Scan, first: int) -> bool:
    """Return whether a noun for a body stands before the name: "trade body X", but not "the bank’s union Ana"."""
    named = scan.words[first - 1] in scan.world.body_nouns and scan.words[first] not in scan.world.given
    return named and not scan.is_open(first) and scan.lows[first - 2] not in ("of", "'s", "’s")


def _is_body_word(scan: Scan, index: int, first: int) -> bool:
    if not scan.capital[index] or (index > first and (index in scan.opens or not scan.is_whole(index - 1))):
        return False
    if scan.is_title(index):  # "told The Reporter"
        return index == first + 1 and scan.words[first] == "The" and scan.words[first - 1] == "told"
    return index > first or scan.words[index] not in scan.world.never
