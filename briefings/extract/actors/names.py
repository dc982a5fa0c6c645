"""Scan → Namings. In: a Scan. Out: every stretch that names somebody or something, and what kind of name it is.

One pass over the capitalised tokens: the longest of what the lists know, what ends like an organisation or a place, a
title, and what looks like a person's name. Who is meant by a name is decided later (casting.py).
"""

from __future__ import annotations

from collections.abc import Container

from briefings.extract.actors.bodies import match_body
from briefings.extract.actors.listed import match_listed
from briefings.extract.actors.scan import Naming, Scan
from briefings.extract.actors.titles import LOCAL_OFFICES, match_title

NAME_WORDS = 7  # a person's name has at most so many tokens
PLACE_WORDS = 4
ACRONYM_LETTERS = 8
SHORT_NAMES = frozenset({"Sta", "Sto", "St", "Ma", "Chr", "Wm", "Jos"})  # "Wilfredo Sta. Ana"
SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
ARTICLES = frozenset({"al", "el", "ul", "as", "an", "ad", "ar", "ash", "at", "az", "bin", "ibn"})  # "al-Hadi"
COMPOUNDS = {
    "Sino": "Chinese",
    "Franco": "French",
    "Anglo": "British",
    "Russo": "Russian",
    "Indo": "Indian",
    "Greco": "Greek",
}
AFTER_NOUN = frozenset(
    """of who whose in for that which and with on at from to by based founded near where run led backed owned said
    says under about not just outside seen known set between along""".split()
)  # what may follow the head of an apposition: ", a town in the north,"
DIRECTIONS = frozenset({"Central", "North", "South", "East", "West"})  # "Zomba Central"
HERE = frozenset(
    {"in", "at", "near", "from", "around", "outside", "towards", "toward", "across", "into", "through", "to", "between"}
)
ROYAL = frozenset(
    {"Sheikh", "Haji", "King", "Prince", "Imam", "Bishop", "Pope", "Major", "Judge"}
)  # "Abdirahman Sheikh Nur"
LOCAL = frozenset({"in", "near", "around", "outside", "between", "at"})  # before these even a surname is a place
REACHED = frozenset(
    {
        "left",
        "reached",
        "hit",
        "struck",
        "seized",
        "captured",
        "attacked",
        "entered",
        "visited",
        "retook",
        "shelled",
        "bombed",
        "besieged",
        "fled",
        "controls",
        "of",
        "off",
    }
)
VESSELS = frozenset(
    """boat ship vessel tanker frigate destroyer trawler submarine warship yacht ferry cutter freighter corvette dhow
    carrier bulker icebreaker drone missile aircraft jet helicopter""".split()
)  # what stands beside these is the name of a thing
SPOKE = frozenset(
    {
        "said",
        "says",
        "told",
        "added",
        "adds",
        "wrote",
        "writes",
        "argued",
        "argues",
        "warned",
        "recalled",
        "asked",
        "explained",
        "tweeted",
        "posted",
        "noted",
        "insisted",
        "testified",
    }
)
EVENTS = frozenset(
    {"floods", "flood", "earthquake", "quake", "massacre", "wildfire", "wildfires", "landslide", "cyclone"}
)


def find_namings(scan: Scan) -> list[Naming]:
    """Return the namings in the order of the text; they do not overlap."""
    found: list[Naming] = []
    lower_names, last = scan.world.lower_names, 0
    for index in [i for i, word in enumerate(scan.words) if scan.capital[i] or word in lower_names]:
        naming = read_naming(scan, index) if index >= last else None
        if naming is None:
            found += _split_pair(scan, index) if index >= last else []
            continue
        if naming.kind == "title":
            scan.titled.add(naming.last)
        found.append(naming)
        last = naming.last
    return _spread_places(scan, found)


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
    if not scan.is_capital(first):
        return listed
    longest = listed
    for match in (match_body, match_site, match_title, match_described):
        found = match(scan, first)
        if found is not None and (longest is None or found.last > longest.last):
            longest = found
    if longest is None or longest is listed and _may_be_given(scan, first, longest):
        person = match_person(scan, first)
        if person is not None and (longest is None or person.last > longest.last):
            return person
    return longest or match_place(scan, first) or match_unknown(scan, first)


def match_described(scan: Scan, first: int) -> Naming | None:
    """Return the organisation at ``first`` that a common noun says it is ("trade body X", "X, a rescue charity,"), or None."""
    if scan.is_common(first) or scan.is_title(first):
        return None
    last = first
    while last - first < NAME_WORDS and _is_body_word(scan, last, first):
        last += 1
    nouns = scan.world.body_nouns
    named = (
        scan.lower(first - 1) in nouns
        and scan.words[first] not in scan.world.given
        and not scan.is_open(first)
        and scan.lower(first - 2) not in ("of", "'s", "’s")
    )
    if last > first and (scan.lower(first - 1) in VESSELS or is_described_as(scan, last, VESSELS)):
        return scan.naming(first, last, "thing")
    if last > first and first not in scan.titled and (named or is_described_as(scan, last, nouns)):
        return scan.naming(first, last, "organisation")
    return None


def _is_body_word(scan: Scan, index: int, first: int) -> bool:
    if not scan.is_capital(index) or index > first and (index in scan.opens or not scan.is_whole(index - 1)):
        return False
    return (index > first or scan.words[index] not in scan.world.never) and not scan.is_title(index)


def _may_be_given(scan: Scan, first: int, listed: Naming) -> bool:
    """Return whether a listed name may be a given name here ("Jordan Smith", "Georgia Meloni", "Israel Katz")."""
    return listed.last - first == 1 and scan.words[first] in scan.world.given and scan.is_whole(first)


# --------------------------------------------------------------------------------------------- persons


def match_person(scan: Scan, first: int) -> Naming | None:
    """Return the person's name that starts at ``first``, or None; it has two parts or an honorific before it."""
    if len(scan.words[first]) == 1 and scan.word(first + 1) == "." and scan.is_title(first + 2):  # "on X. Capt. Y"
        return None
    if scan.is_title(first) and scan.words[first] not in scan.world.given or scan.words[first] in scan.world.bodies:
        return None
    last = _read_person(scan, first)
    if last - first <= 1:
        return _match_surname(scan, first)
    return scan.naming(first, last, "person") if _looks_like_person(scan, first, last) else None


def _match_surname(scan: Scan, first: int) -> Naming | None:
    """Return the single word at ``first`` as a name where an honorific stands before it ("Mr Kamau"), else None."""
    before = scan.before_title(first)
    if scan.lower(before) in scan.world.honorifics and scan.is_capital(before):
        return scan.naming(first, first + 1, "person")
    return None


def _read_person(scan: Scan, first: int) -> int:
    """Return where a person's name that starts at ``first`` ends: capitals, particles, initials, a suffix."""
    index = last = first
    while index < scan.count and last - first < NAME_WORDS and _is_name_word(scan, index, first):
        last = index + 1
        if not scan.is_whole(index):
            break
        pointed = len(scan.words[index]) == 1 or scan.words[index] in SHORT_NAMES
        if pointed and scan.word(last) == "." and last + 1 not in scan.opens:
            last += 1
        index = _skip_particles(scan, last)
        if scan.word(index) == "," and scan.word(index + 1) in SUFFIXES:
            index += 1
    if scan.word(last) == "." and scan.word(last - 1) in ("Jr", "Sr"):
        last += 1
    return last


def _skip_particles(scan: Scan, index: int) -> int:
    """Return the token after the particles at ``index`` when a capital follows them, else ``index``."""
    skip = index
    while scan.word(skip) in scan.world.particles and skip - index < 3:
        skip += 1
    return skip if scan.is_capital(skip) or _has_article(scan.word(skip)) else index


def _has_article(word: str) -> bool:
    head, hyphen, tail = word.partition("-")
    return bool(hyphen) and head.lower() in ARTICLES and tail[:1].isupper()


def _is_name_word(scan: Scan, index: int, first: int) -> bool:
    word = scan.words[index]
    if not word[0].isupper():
        return index > first and _has_article(word)
    if word in scan.world.bodies and index == first or index > first and index in scan.opens:
        return False
    if index == first:
        return word not in scan.world.never or len(word) == 1
    if word in scan.world.never and len(word) > 1:
        return False
    if word in ROYAL and scan.words[index - 1][0].isupper() and not scan.is_title(index - 1):
        return True
    return not scan.is_role(index) or not scan.is_capital(index + 1) and word not in scan.world.bodies


def _looks_like_person(scan: Scan, first: int, last: int) -> bool:
    """Return whether the capitalised words ``[first, last)`` are a person's rather than a body's or a place's name."""
    world, words = scan.world, scan.words
    if first in scan.titled or scan.is_title(scan.before_title(first)):
        return True
    if is_described_as(scan, last, world.body_nouns) or is_described_as(scan, last, world.place_nouns):
        return False
    if words[first] in world.given and scan.lower(first - 1) != "the":
        return True
    before = scan.lower(first - 1)
    if scan.is_common(first) or before == "the" or before in world.body_nouns:
        return False
    if any(w.lower() in scan.lowers or w.isupper() and len(w) > 1 and w not in SUFFIXES for w in words[first:last]):
        return False
    return _has_evidence(scan, first, last)


def _has_evidence(scan: Scan, first: int, last: int) -> bool:
    """Return whether anything tells that words with capitals are a person: a surname, a particle, "said", a role behind."""
    world, words = scan.world, scan.words[first:last]
    if any(w in world.given or w in world.surnames or w in world.particles or "-" in w or w == "." for w in words):
        return True
    before, after = scan.lower(first - 1), scan.lower(last)
    if before in SPOKE or after in SPOKE or after == "who" or (after == "," and scan.lower(last + 1) == "who"):
        return True
    if before == "," and scan.is_role(first - 2):  # "its head, X"
        return True
    if scan.word(last) == "," and (scan.word(last + 1).isdigit() or is_described_as(scan, last, world.roles)):
        return True
    return before not in HERE and scan.word_counts()[words[-1]] > scan.word_counts()[words[0]]


def is_described_as(scan: Scan, index: int, nouns: Container[str]) -> bool:
    """Return whether an apposition at ``index`` calls the name one of ``nouns`` (", a rescue charity,")."""
    if scan.word(index) != "," or scan.lower(index + 1) not in ("a", "an", "the", "its", "one", "another"):
        return False
    for at in range(index + 2, min(index + 8, scan.count)):
        lower = scan.lower(at)
        following = scan.lower(at + 1)
        if lower in nouns and (not following[:1].isalpha() or following in AFTER_NOUN):
            return True
        if not lower[0].isalpha() or lower in AFTER_NOUN:
            return False
    return False


# ---------------------------------------------------------------------------------------------- places


def match_site(scan: Scan, first: int) -> Naming | None:
    """Return the place whose name starts at ``first`` and says what it is ("Lake Kyoga", "Lualaba Province"), or None."""
    world, words, last = scan.world, scan.words, first + 1
    if scan.is_common(first) or scan.is_title(first):
        return None
    end = 0
    while last - first < PLACE_WORDS and scan.is_capital(last) and scan.is_whole(last - 1) and last not in scan.opens:
        if words[last] in world.place_heads:
            end = last + 1
        elif words[last] in DIRECTIONS and scan.word(last + 1)[:1].islower() and match_listed(scan, first):
            end = last + 1
        last += 1
    if not end and words[first] in world.sites and scan.word(first + 1) == "of":
        last = first + 2 + (scan.word(first + 2) == "the")
        while scan.is_capital(last):
            end = last = last + 1
    if not end and words[first] in world.sites and last > first + 1 and not scan.is_title(first + 1):
        end = first + 2
    return scan.naming(first, end, "place") if end else None


def match_place(scan: Scan, first: int) -> Naming | None:
    """Return the place whose name starts at ``first`` by what stands beside it, or None."""
    world, words, last = scan.world, scan.words, first + 1
    while last - first < PLACE_WORDS and _is_place_word(scan, last):
        last += 1
    if words[first] in world.never or scan.is_common(first) or words[first].isupper() and len(words[first]) > 1:
        return None
    return scan.naming(first, last, "place") if _is_beside_place(scan, first, last) else None


def _is_place_word(scan: Scan, index: int) -> bool:
    return scan.is_capital(index) and not scan.is_title(index) and scan.words[index] not in scan.world.never


def _is_beside_place(scan: Scan, first: int, last: int) -> bool:
    """Return whether the words beside a name say that it is a place ("the village of X", "near X", "X district")."""
    nouns = scan.world.place_nouns
    before = scan.lower(first - 1)
    if before == "of" and (scan.lower(first - 2) in nouns or scan.lower(first - 2) in LOCAL_OFFICES):
        return True
    if scan.lower(last) in nouns or scan.lower(last) in EVENTS:
        return True
    if is_described_as(scan, last, nouns):
        return True
    if scan.words[first].lower() in scan.lowers or scan.word(last) == "(":
        return False
    named = scan.words[first] in scan.world.given or scan.words[last - 1] in scan.world.surnames
    return before in (LOCAL if named else HERE) and last - first < 3


def _is_within(scan: Scan, naming: Naming, following: Naming) -> bool:
    """Return whether the name is followed by the region or country it is in ("left Mahagi in Ituri", "Salalah, in Oman")."""
    if following.kind not in ("place", "country", "capital") or naming.first in scan.opens:
        return False
    gap = scan.words[naming.last : following.first]
    before = scan.lower(naming.first - 1)
    return gap in (["in"], [",", "in"], [","]) and (before in HERE or before in REACHED)


def _spread_places(scan: Scan, found: list[Naming]) -> list[Naming]:
    """Return the namings with an unknown one beside a place made a place ("between Luau and Kolwezi", "left X in Ituri")."""
    spread = list(found)
    for at, naming in enumerate(found[:-1]):
        following = found[at + 1]
        if naming.kind == "unknown" and _is_within(scan, naming, following):
            spread[at] = scan.naming(naming.first, naming.last, "place")
        if following.first != naming.last + 1 or scan.word(naming.last) not in ("and", ",", "or", "to"):
            continue
        if naming.kind == "unknown" and following.kind in ("place", "capital") and scan.lower(naming.first - 1) in HERE:
            spread[at] = scan.naming(naming.first, naming.last, "place")
        if (
            following.kind == "unknown"
            and spread[at].kind in ("place", "capital")
            and not scan.words[following.first].isupper()
        ):
            spread[at + 1] = scan.naming(following.first, following.last, "place")
    return spread


# --------------------------------------------------------------------------------------------- unknown


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
        glued = scan.word(last).isdigit() and scan.tokens[first].end == scan.tokens[last].start
        return scan.naming(first, last + glued, "unknown")
    while last - first < PLACE_WORDS and scan.is_whole(last - 1) and _is_unknown_word(scan, last):
        last += 1
    return scan.naming(first, last, "unknown")


def _is_unknown_word(scan: Scan, index: int) -> bool:
    if not _is_place_word(scan, index) or index in scan.opens or scan.words[index].isupper():
        return False
    return match_listed(scan, index) is None
