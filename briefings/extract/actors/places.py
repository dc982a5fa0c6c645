"""Places by their form and by what stands beside them. In: a Scan and a token. Out: the place that starts there."""

from __future__ import annotations

from briefings.extract.actors.listed import match_listed
from briefings.extract.actors.persons import LOCAL, is_described_as
from briefings.extract.actors.scan import Naming, Scan

SEATED = frozenset({"mp", "mps", "mca", "mla", "senator", "lawmaker", "legislator", "congressman", "congresswoman"})
PLACE_WORDS = 4
PARTS = frozenset(
    """Central North South East West Northern Southern Eastern Western Upper Lower Greater Inner Outer Old New
    Mid""".split()  # noqa: SIM905
)  # "Central Kalimantan"
DIRECTIONS = frozenset({"Central", "North", "South", "East", "West"})  # "Zomba Central"
HERE = frozenset(
    {"in", "at", "near", "from", "around", "outside", "towards", "toward", "across", "into", "through", "to", "between"}
)


def match_site(scan: Scan, first: int) -> Naming | None:
    """Return the place whose name starts at ``first`` and says what it is ("Lake Kyoga"), or None."""
    world, words, last = scan.world, scan.words, first + 1
    if scan.is_common(first) or scan.is_title(first) or first in scan.titled:
        return None  # behind a title it is somebody: "Minister El Moctar Ould X"
    end = 0
    while last - first < PLACE_WORDS and _goes_on(scan, last):
        if words[last] in world.place_heads or (
            words[last] in DIRECTIONS
            and (scan.words[last + 1][:1].islower() or scan.is_title(last + 1))
            and match_listed(scan, first)
        ):
            end = last + 1
        last += 1
    if not end and words[first] in PARTS and scan.capital[first + 1]:
        inner = match_listed(scan, first + 1)
        end = inner.last if inner is not None and inner.kind == "place" else 0
    if not end and words[first] in world.sites and scan.words[first + 1] == "of":
        last = first + 2 + (scan.words[first + 2] == "the")
        while scan.capital[last]:
            end = last = last + 1
    if not end and words[first] in world.sites and last > first + 1 and not scan.is_title(first + 1):
        end = first + 2
    other = _is_somebody(scan, end) or _is_of_nation(scan, first, end)
    return scan.naming(first, end, "place") if end and not other else None


def _is_of_nation(scan: Scan, first: int, end: int) -> bool:
    """Return whether a country's adjective stands before "State": a nation, or the "Dutch State" Secretary."""
    listed = match_listed(scan, first)
    adjective = listed is not None and listed.entry is not None and listed.entry.kind == "demonym"
    return adjective and end - first == 2 and scan.words[end - 1] == "State"


def _goes_on(scan: Scan, index: int) -> bool:
    """Return whether the word may belong to a place’s name; a title does not: "South Korean President Park"."""
    word = scan.capital[index] and scan.is_whole(index - 1) and index not in scan.opens
    return word and not scan.is_title(index)


def _is_somebody(scan: Scan, end: int) -> bool:
    """Return whether what follows the name says that it is a person's: an age, "who", a verb of speech."""
    aged = scan.words[end] == "," and scan.words[end + 1].isdigit() and scan.words[end + 2] == ","
    return aged or scan.lows[end] in ("who", "said", "says", "told")


def match_place(scan: Scan, first: int) -> Naming | None:
    """Return the place whose name starts at ``first`` by what stands beside it, or None."""
    world, words, last = scan.world, scan.words, first + 1
    while last - first < PLACE_WORDS and is_place_word(scan, last):
        last += 1
    if words[first] in world.never or scan.is_common(first) or (words[first].isupper() and len(words[first]) > 1):
        return None
    return scan.naming(first, last, "place") if _is_beside_place(scan, first, last) else None


def is_place_word(scan: Scan, index: int) -> bool:
    """Return whether the word at ``index`` may be a further word of a place's name."""
    return scan.capital[index] and not scan.is_title(index) and scan.words[index] not in scan.world.never


def _is_beside_place(scan: Scan, first: int, last: int) -> bool:
    """Return whether the words beside a name say that it is a place ("the village of X", "near X", "X district")."""
    nouns = scan.world.place_nouns
    before = scan.lows[first - 1]
    if before == "for" and scan.lows[first - 2] in SEATED:  # "MP for Atiwa East"
        return True
    if before == "of" and (scan.lows[first - 2] in nouns or scan.lows[first - 2] in scan.cues["local-office"]):
        return True
    if (
        scan.lows[last] == "department" and before == "the" and scan.lows[first - 2] in HERE
    ):  # "in the Alibori department"
        return True
    if scan.lows[last] in nouns or scan.lows[last] in scan.cues["strikes-place"]:
        return True
    if is_described_as(scan, last, nouns):
        return True
    if scan.words[first].lower() in scan.lowers or scan.words[last] == "(":
        return False
    named = scan.words[first] in scan.world.given or scan.words[last - 1] in scan.world.surnames
    return before in (LOCAL if named else HERE) and last - first < 3


def _is_within(scan: Scan, naming: Naming, following: Naming) -> bool:
    """Return whether the name is followed by what it is in ("left Mahagi in Ituri", "Salalah, in Oman")."""
    if following.kind not in ("place", "country", "capital") or naming.first in scan.opens:
        return False
    gap = scan.words[naming.last : following.first]
    before = scan.lows[naming.first - 1]
    return gap in (["in"], [",", "in"], [","]) and (before in HERE or before in scan.cues["reaches"])


def spread_places(scan: Scan, found: list[Naming]) -> list[Naming]:
    """Return the namings with an unknown one beside a place made a place ("between X and Kolwezi")."""
    spread = list(found)
    for at, naming in enumerate(found[:-1]):
        following = found[at + 1]
        if naming.kind == "unknown" and _is_within(scan, naming, following):
            spread[at] = scan.naming(naming.first, naming.last, "place")
        if following.first != naming.last + 1 or scan.words[naming.last] not in ("and", ",", "or", "to"):
            continue
        if naming.kind == "unknown" and following.kind in ("place", "capital") and scan.lows[naming.first - 1] in HERE:
            spread[at] = scan.naming(naming.first, naming.last, "place")
        if (
            following.kind == "unknown"
            and spread[at].kind in ("place", "capital")
            and not scan.words[following.first].isupper()
        ):
            spread[at + 1] = scan.naming(following.first, following.last, "place")
    return spread
