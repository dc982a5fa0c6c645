"""Scan → Namings. In: a Scan. Out: every stretch that names somebody or something, and what kind of name it is.

One pass over the capitalised tokens: the longest of what the lists know, what ends like an organisation or a place, a
title, and what looks like a person's name. Who is meant by a name is decided later (casting.py).
"""

from __future__ import annotations

from itertools import compress, count

from briefings.extract.actors.bodies import match_body
from briefings.extract.actors.described import match_described
from briefings.extract.actors.listed import match_listed
from briefings.extract.actors.persons import has_article, match_person
from briefings.extract.actors.places import PLACE_WORDS, is_place_word, match_place, match_site, spread_places
from briefings.extract.actors.scan import Naming, Scan
from briefings.extract.actors.titles import match_title

MATCHERS = (match_body, match_described, match_site, match_title)
ACRONYM_LETTERS = 8
CURRENCY_LETTERS = 3  # of an ISO 4217 code
COMPOUNDS = {
    "Sino": "Chinese",
    "Franco": "French",
    "Anglo": "British",
    "Russo": "Russian",
    "Indo": "Indian",
    "Greco": "Greek",
}


def find_namings(scan: Scan) -> list[Naming]:
    """Return the namings in the order of the text; they do not overlap."""
    found: list[Naming] = []
    lower_names, last = scan.world.lower_names, 0
    small = [] if lower_names.isdisjoint(scan.words) else [i for i, w in enumerate(scan.words) if w in lower_names]
    for index in sorted({*compress(count(), scan.capital), *small, *scan.prose.hyphened}):
        naming = read_naming(scan, index) if index >= last else None
        if naming is None:
            found += _split_pair(scan, index) if index >= last else []
            continue
        if naming.kind == "title":
            scan.titled.add(naming.last)
        found.append(naming)
        last = naming.last
    return spread_places(scan, found)


def _split_pair(scan: Scan, index: int) -> list[Naming]:
    """Return both countries of "US-China" and "Franco-German", nothing for another word."""
    if "-" not in scan.words[index]:
        return []
    parts = scan.words[index].split("-")
    if len(parts) != 2 or not all(parts):
        return []
    start, found = scan.tokens[index].start, []
    for part in parts:
        choices = scan.world.names.get(COMPOUNDS.get(part, part), ())
        entry = next((e for rest, e in choices if not rest and e.kind in ("country", "demonym")), None)
        if entry is not None:
            found.append(
                Naming(first=index, last=index + 1, start=start, end=start + len(part), kind="country", entry=entry)
            )
        start += len(part) + 1
    return found if len(found) == 2 else []


def read_naming(scan: Scan, first: int) -> Naming | None:
    """Return the name that starts at the token ``first``, or None."""
    listed = match_listed(scan, first)
    if listed is None and has_article(scan.words[first]) and not scan.capital[first]:
        return scan.naming(first, first + 1, "unknown")  # "al-Hadi", who was named in full before
    if not scan.capital[first] or (listed is None and _is_function_word(scan, first)):
        return listed
    longest = listed
    for match in MATCHERS:
        found = match(scan, first)
        if found is not None and (longest is None or found.last > longest.last):
            longest = found
    if longest is None or (longest is listed and _may_be_given(scan, first, longest)):
        person = match_person(scan, first)
        if person is not None and (longest is None or person.last > longest.last):
            return person
    return longest or match_place(scan, first) or match_unknown(scan, first)


def _is_function_word(scan: Scan, first: int) -> bool:
    """Return whether the word never starts a name ("The", "She"); an initial may ("A. B. Smith")."""
    word, world = scan.words[first], scan.world
    if word == "The" and not scan.is_open(first) and scan.capital[first + 1] and scan.capital[first - 1] is False:
        return False
    if first in scan.titled and not scan.is_open(first) and scan.capital[first + 1]:
        return False  # "MP Given Lungwangwa"
    following = scan.words[first + 1]
    if word in world.given and (following in world.particles or has_article(following)):  # "Said bin Hamoud"
        return False
    return (
        word in world.starters and word not in world.openers and not (len(word) == 1 and scan.words[first + 1] == ".")
    )


def _may_be_given(scan: Scan, first: int, listed: Naming) -> bool:
    """Return whether a listed name may be a given name here ("Jordan Smith", "Georgia Meloni", "Israel Katz").

    Behind a title that may be any place: "Foreign Minister Gao Min", "Mayor London Breed".
    """
    following = scan.words[first + 1]
    if first in scan.titled and listed.kind in ("place", "capital") and listed.last - first == 1:
        return bool(scan.capital[first + 1]) and scan.lows[first + 1] not in scan.world.place_nouns
    double = following in scan.world.surnames or following in scan.world.given  # "Delgado Reyes said"
    known = scan.words[first] in scan.world.given or (double and scan.lows[first + 2] in scan.cues["speech"])
    return listed.last - first == 1 and known and scan.is_whole(first)


def match_unknown(scan: Scan, first: int) -> Naming | None:
    """Return a name of unknown kind at ``first`` (a surname, an acronym), or None for a word that is no name."""
    world, word = scan.world, scan.words[first]
    if word in world.never or word in world.starters or scan.is_title(first) or len(word) < 2:
        return None
    if "-" in word and _split_pair(scan, first):
        return None
    if scan.is_open(first) and word.lower() in scan.lowers:
        return None
    last = first + 1
    if word.isupper() and len(word) <= ACRONYM_LETTERS:
        return _read_acronym(scan, first)
    while last - first < PLACE_WORDS and scan.is_whole(last - 1) and _is_unknown_word(scan, last):
        last += 1
    return scan.naming(first, last, "unknown")


def _read_acronym(scan: Scan, first: int) -> Naming | None:
    """Return "IGAD", "M23" or "LAN Austral"; an amount of money ("NOK 140 million") is no name."""
    last = first + 1
    if scan.words[last].isdigit() and scan.tokens[first].end == scan.tokens[last].start:
        return scan.naming(first, last + 1, "unknown")
    if len(scan.words[first]) == CURRENCY_LETTERS and scan.words[last][:1].isdigit():
        return None
    if (
        len(scan.words[first]) >= CURRENCY_LETTERS
        and _is_unknown_word(scan, last)
        and scan.words[last] not in scan.world.given
    ):
        return scan.naming(first, last + 1, "organisation")
    return scan.naming(first, last, "unknown")


def _is_unknown_word(scan: Scan, index: int) -> bool:
    if not is_place_word(scan, index) or index in scan.opens or scan.words[index].isupper():
        return False
    return match_listed(scan, index) is None
