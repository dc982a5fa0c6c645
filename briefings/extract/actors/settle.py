"""Namings → Namings. In: what names.py found. Out: the same, with what the whole article tells of a name.

A short name of a body, an acronym that was spelled out, a name that stands alone.
"""

from __future__ import annotations

from collections import Counter

import msgspec

from briefings.extract.actors.acronyms import is_acronym
from briefings.extract.actors.described import ADJECTIVES
from briefings.extract.actors.people import with_article
from briefings.extract.actors.places import HERE
from briefings.extract.actors.scan import Naming, NamingKind, Scan

LISTED = frozenset({"and", "or", ",", "of", "the"})  # behind these a name met once is a place more often than not
REACHES = frozenset(
    {"leaving", "entering", "reaching", "enter", "reach", "retaking", "besieging", "besieged", "retook", "captured"}
)
PLACING = frozenset(
    {"in", "near", "outside", "around", "from", "towards", "toward", "into", "inside", "across", "through"}
)
ROLE_WORDS = 3  # modifiers before a role's head
UNSURE = frozenset({"person", "unknown", "place"})  # kinds that the rest of the article may change
OFTEN = 2  # mentions of a name of unknown kind that make it a name rather than a word with a capital


def settle_kinds(scan: Scan, namings: list[Naming], acronyms: dict[int, str]) -> list[Naming]:
    """Return the namings with the kind that the whole article tells."""
    short = _short_bodies(scan, namings)
    spelled = set(acronyms.values()) | _initials(scan, namings)
    people = {w for n in namings if n.kind == "person" for w in with_article(tuple(scan.words[n.first : n.last]))}
    namings = [_unless_somebody(scan, naming, people) for naming in namings]
    counts: Counter[tuple[str, bool]] = Counter()
    for naming in namings:
        if naming.entry is None and naming.kind in ("unknown", "place"):
            placed = naming.kind == "place" or scan.lows[naming.first - 1] in PLACING
            counts[_name(scan, naming), placed] += 1
    settled = []
    for naming in namings:
        if naming.kind not in UNSURE:
            settled.append(naming)
            continue
        kind: NamingKind | None = None
        words = tuple(scan.words[naming.first : naming.last])
        whole = naming.kind == "person" and len(words) > 1 and words[0] in scan.world.given
        if naming.kind in ("person", "unknown") and words in short and not whole:
            kind = "organisation"
        elif naming.kind == "place" and naming.entry is None and people.issuperset(with_article(words)):
            kind = "unknown"
        elif naming.kind == "unknown" and not people.issuperset(words):
            kind = _alone(scan, naming, spelled, counts)
        settled.append(msgspec.structs.replace(naming, kind=kind) if kind else naming)
    return settled


def _unless_somebody(scan: Scan, naming: Naming, people: set[str]) -> Naming:
    """Return the naming, of unknown kind where one word that looked like a paper’s is somebody’s: "told Mora"."""
    word = scan.words[naming.first]
    outlet = naming.kind == "organisation" and naming.entry is None and naming.last - naming.first == 1
    somebody = outlet and word in people and not is_acronym(word)
    return msgspec.structs.replace(naming, kind="unknown") if somebody else naming


def _initials(scan: Scan, namings: list[Naming]) -> set[str]:
    """Return the initials of the organisations’ names of three words and more: RSF for "Rapid Support Forces"."""
    bodies = [n for n in namings if n.kind == "organisation" and n.last - n.first > 2]
    return {"".join(w[0] for w in scan.words[n.first : n.last] if w[0].isupper()) for n in bodies}


def _short_bodies(scan: Scan, namings: list[Naming]) -> set[tuple[str, ...]]:
    """Return the first words of the organisations' names: what a short form of each may be."""
    found = set()
    for naming in namings:
        if naming.kind == "organisation" and naming.last - naming.first > 1 and naming.entry is None:
            words = tuple(scan.words[naming.first : naming.last])
            found |= {words[:n] for n in range(1, len(words) + 1) if n > 1 or words[0] not in scan.world.bodies}
    return {words for words in found if words[0] not in scan.world.names or len(words) > 1}


def _alone(scan: Scan, naming: Naming, spelled: set[str], counts: Counter[tuple[str, bool]]) -> NamingKind | None:
    """Return the kind of a name that stands alone, or None when nothing tells that it is one."""
    word = scan.words[naming.first]
    if word in spelled:
        return "organisation"
    if scan.words[naming.last - 1] in scan.world.surnames or _is_kin(scan, naming):
        return "person"
    if _is_headed(scan, naming):
        return "organisation"
    if is_acronym(word) or word.lower() in scan.lowers or word in scan.world.bodies:
        return None
    before, after = scan.lows[naming.first - 1], scan.lows[naming.last]
    speech = scan.cues["speech"]
    if before in speech or (after in speech and word in scan.world.given):
        return "person"
    placed, other = (counts[_name(scan, naming), there] for there in (True, False))
    if after not in speech and placed + other >= OFTEN and placed >= other and placed:
        return "place"  # "in Dabiq", "outside Dabiq" and once "Dabiq fell"
    if after in speech or placed + other >= OFTEN:
        texan = before == "the" and word.endswith("an")  # "the Texan said": somebody
        return _repeated(scan, naming) if before != "a" and not texan else None
    return _once(scan, naming)


def _is_kin(scan: Scan, naming: Naming) -> bool:
    """Return whether the name stands behind a relative or "name": "his brother, Moussa," "her first name, Aida"."""
    before = scan.lows[naming.first - 1]
    if (before in scan.cues["kin"] or before in ("alias", "pseudonym", "nickname")) and naming.last - naming.first == 1:
        return True  # "her brother-in-law Azat", "who goes by the alias Omaira"
    relative = scan.lows[naming.first - 2]
    return scan.words[naming.first - 1] == "," and (relative in scan.cues["kin"] or relative == "name")


def _name(scan: Scan, naming: Naming) -> str:
    return " ".join(scan.words[naming.first : naming.last])


def _repeated(scan: Scan, naming: Naming) -> NamingKind:
    """Return the kind of a name that is met several times: somebody's first name, else a body."""
    single = naming.last - naming.first == 1 and scan.words[naming.first] in scan.world.given
    return "person" if single else "organisation"


def _heads_role(scan: Scan, index: int) -> bool:
    """Return whether a role in small letters stands at ``index``, perhaps with modifiers: "general secretary"."""
    at = index
    while at - index < ROLE_WORDS and scan.words[at].islower() and scan.lows[at] in scan.world.modifiers:
        at += 1
    return any(scan.lows[k] in scan.world.roles and scan.words[k].islower() for k in (index, at))


def _is_headed(scan: Scan, naming: Naming) -> bool:
    """Return whether somebody's role says that the name is a body: "director of SeaLight", "Wiper boss X"."""
    before, after = scan.lows[naming.first - 1], scan.lows[naming.last]
    if _heads_role(scan, naming.last):
        word = scan.words[naming.first]  # "Entity premier X": a capital that only opens the sentence
        firm = any(scan.lows[k] in scan.cues["heads-firm"] for k in range(naming.last, naming.last + ROLE_WORDS))
        return firm or not scan.is_open(naming.first) or is_acronym(word) or scan.word_counts()[word] >= OFTEN
    link = naming.first - 1 - (before == "the")
    ends = not after[:1].isalpha() or after in scan.cues["ends-noun"]
    return (
        ends
        and scan.lows[link] == "of"
        and scan.is_role(link - 1)
        and scan.lows[link - 1] not in scan.cues["local-office"]
    )


def _once(scan: Scan, naming: Naming) -> NamingKind | None:
    """Return the kind of a name that is met once: a place, or a body where it acts; None where it may be no name."""
    word, before, after = scan.words[naming.first], scan.lows[naming.first - 1], scan.lows[naming.last]
    if before == "the" and after == "of":  # "the Amanyanabo of Nembe": a title of some tongue
        return None
    adjective = word.endswith(ADJECTIVES) and after[:1].isalpha() and after not in scan.cues["ends-noun"]
    amid = scan.capital[naming.first - 1] or scan.capital[naming.last] or scan.is_title(naming.first - 1)
    if scan.is_open(naming.first) or before == "a" or adjective or amid or naming.last - naming.first > 1:
        return None
    acts = after in scan.cues["government-does"] or after in ("'s", "’s")
    if acts:
        return "organisation"
    far = before == "as" and scan.lows[naming.first - 2] in ("far", "near", "close")  # "as far as Qurna"
    return "place" if far or before in REACHES or before in HERE or before in LISTED else None
