"""People’s names by their form. In: a Scan and a token. Out: the person’s name that starts there."""

from __future__ import annotations

import re
from collections.abc import Container

from briefings.extract.actors.roles import AGENT
from briefings.extract.actors.scan import Naming, Scan
from briefings.extract.actors.titles import is_given_title

NAME_WORDS = 7  # a person's name has at most so many tokens
ROLE_OF_WORDS = 9  # of a role's "of …"
ROLE_LINKS = frozenset({"of", "for", "in", "to", "at", "on"})  # "the ambassador to the UK, X"
AGE_TOKENS = 6  # of ", a 44-year-old"
ROLE_WORDS = 4  # modifiers before a role's head
SHORT_NAMES = frozenset({"Sta", "Sto", "St", "Ma", "Chr", "Wm", "Jos"})  # "Wilfredo Sta. Ana"
SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
ARTICLES = frozenset({"al", "el", "ul", "as", "an", "ad", "ar", "ash", "at", "az", "bin", "ibn"})  # "al-Hadi"
FATHERS = frozenset({"bin", "bint", "ibn", "ould", "mint", "abu", "ben"})
LOCAL = frozenset({"in", "near", "around", "outside", "between", "at"})  # before these even a surname is a place
QUOTES = frozenset("'‘’“”\"")
ROYAL = frozenset(
    {"Sheikh", "Haji", "King", "Prince", "Imam", "Bishop", "Pope", "Major", "Judge"}
)  # "Abdirahman Sheikh Nur"


def match_person(scan: Scan, first: int) -> Naming | None:
    """Return the person's name that starts at ``first``, or None; it has two parts or an honorific before it."""
    if len(scan.words[first]) == 1 and scan.words[first + 1] == "." and scan.is_title(first + 2):  # "on X. Capt. Y"
        return None
    word = scan.words[first]
    titled = scan.is_title(first) and not is_given_title(scan, first)
    if word not in scan.world.given and (titled or word in scan.world.bodies):
        return None
    last = _read_person(scan, first)
    if last - first <= 1:
        return _match_surname(scan, first)
    return scan.naming(first, last, "person") if _looks_like_person(scan, first, last) else None


def _match_surname(scan: Scan, first: int) -> Naming | None:
    """Return the single word at ``first`` as a name where an honorific stands before it ("Mr Kamau"), else None."""
    before = scan.before_title(first)
    if scan.lows[before] in scan.world.honorifics and scan.capital[before]:
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
        if pointed and scan.words[last] == "." and last + 1 not in scan.opens:
            last += 1
        index = _skip_nickname(scan, _skip_particles(scan, last))
        if scan.words[index] == "," and scan.words[index + 1] in SUFFIXES:
            index += 1
    if scan.words[last] == "." and scan.words[last - 1] in ("Jr", "Sr"):
        last += 1
    return last + _ends_in_apostrophe(scan, last)


def _ends_in_apostrophe(scan: Scan, last: int) -> bool:
    """Return whether the apostrophe behind a name is its last letter: "Lilian Achieng’, his aide"."""
    tokens = scan.tokens
    marked = scan.words[last] in ("'", "’") and tokens[last].start == tokens[last - 1].end
    return marked and scan.words[last - 1].endswith("ng") and scan.prose.quotation_at(tokens[last].start) is None


def _skip_nickname(scan: Scan, index: int) -> int:
    """Return the token after a nickname in quotation marks when the name goes on behind it (Musa ‘Jaguar’ Kamara)."""
    marked = scan.words[index] in QUOTES and scan.words[index + 2] in QUOTES and scan.capital[index + 1]
    return index + 3 if marked and scan.capital[index + 3] else index


def _skip_particles(scan: Scan, index: int) -> int:
    """Return the token after the particles at ``index`` when a capital follows them, else ``index``."""
    skip = index
    while scan.words[skip] in scan.world.particles and skip - index < 3:
        skip += 1
    if scan.words[skip] in ("'", "’") and scan.words[skip + 1] == "t":  # "van 't Hek"
        skip += 2
    return skip if scan.capital[skip] or has_article(scan.words[skip]) else index


def has_article(word: str) -> bool:
    """Return whether the word is a name with its article ("al-Hadi")."""
    head, hyphen, tail = word.partition("-")
    return bool(hyphen) and head.lower() in ARTICLES and tail[:1].isupper()


def _is_name_word(scan: Scan, index: int, first: int) -> bool:
    word = scan.words[index]
    if not word[0].isupper():
        return index > first and has_article(word)
    if index > first and index in scan.opens:
        return False
    if scan.lows[index - 1] in FATHERS and index > first:
        return True  # "Khalifa bin Sultan Al Dhaheri"
    if index == first:
        return word not in scan.world.never or len(word) == 1 or _is_given_month(scan, first)
    if word in SUFFIXES:
        return True
    if word in scan.world.never and len(word) > 1:
        return _is_given_inside(scan, index)
    if word in ROYAL and scan.words[index - 1][0].isupper() and not scan.is_title(index - 1):
        return True
    return not scan.is_role(index) or (not scan.capital[index + 1] and word not in scan.world.bodies)


def _is_given_inside(scan: Scan, index: int) -> bool:
    """Return whether a month is a name between two names: "Mira Jan Shinwari"."""
    word, following = scan.words[index], scan.words[index + 1]
    if word == "Islam":  # "Mirza Fakhrul Islam Alamgir"
        named = following[:1].isupper() and following not in scan.world.never and scan.capital[index - 1]
        return named or scan.words[index - 1] in scan.world.given
    plain = following[1:].islower() and following[:1].isupper() and following not in scan.world.never
    return word in scan.world.given and plain and scan.words[index - 1] not in scan.world.never


def _is_given_month(scan: Scan, first: int) -> bool:
    """Return whether "Jan" or "April" is somebody’s first name: a name no list knows, then a comma or a verb."""
    following = scan.words[first + 1]
    if scan.words[first] not in scan.world.given or not scan.capital[first + 1] or following.isupper():
        return False
    after = scan.lows[first + 2]
    return following not in scan.world.names and (after == "," or after in scan.cues["speech"])


def _looks_like_person(scan: Scan, first: int, last: int) -> bool:
    """Return whether the capitalised words ``[first, last)`` are a person's rather than a body's or a place's name."""
    world, words = scan.world, scan.words
    if (
        first in scan.titled
        or is_given_title(scan, first)
        or scan.is_title(scan.before_title(first))
        or _follows_role(scan, first)
    ):
        return True
    if is_body_described(scan, first, last) or is_described_as(scan, last, world.place_nouns):
        return False
    if words[first] in world.given and scan.lows[first - 1] != "the" and not scan.is_common(first):
        return True
    if any(not rest and e.kind in ("country", "place") for rest, e in world.names.get(words[last - 1], ())):
        return False  # "Airtel Africa said"
    before = scan.lows[first - 1]
    named = scan.words[first - 1] in world.body_nouns  # "the charity Hope Now"
    if scan.is_common(first) or before == "the" or named or _is_adjective(scan, first):
        return False
    if any(
        (w[0].isupper() and w.lower() in scan.lowers) or (w.isupper() and len(w) > 1 and w not in SUFFIXES)
        for w in words[first:last]
    ):
        return False
    return _has_evidence(scan, first, last)


def ends_role_of(scan: Scan, comma: int) -> bool:
    """Return whether a role and its "of …" end at the comma ("the finance minister of Togo, X")."""
    for at in range(comma - 2, max(comma - ROLE_OF_WORDS, 0), -1):
        if scan.lows[at] in ROLE_LINKS and scan.is_role(at - 1):
            return True
        if not scan.lows[at][0].isalpha():
            return False
    return False


def _opens_role(scan: Scan, index: int) -> bool:
    """Return whether a role without an article starts at ``index`` ("Deputy Minister of Transport")."""
    at = index
    while at - index < ROLE_WORDS and scan.lows[at] in scan.world.modifiers and not scan.is_role(at):
        at += 1
    return scan.is_role(at)


def _is_adjective(scan: Scan, first: int) -> bool:
    """Return whether a capital that opens a sentence stands before a country: "Neighbouring Niger"."""
    entries = scan.world.names.get(scan.words[first + 1], ())
    named = any(not rest and entry.kind in ("country", "demonym", "place") for rest, entry in entries)
    return named and scan.is_open(first) and scan.words[first].endswith(("ing", "ed", "ly", "al", "ern", "ous", "y"))


def _has_owned_role(scan: Scan, index: int) -> bool:
    """Return whether somebody's role stands at ``index`` up to a mark: "Greenland’s premier,", "its deputy head."."""
    owned = scan.lows[index] in ("its", "his", "her", "their")
    for at in range(index, min(index + ROLE_OF_WORDS, scan.count)):
        lower = scan.lows[at]
        owned = owned or lower in ("'s", "’s")
        if owned and scan.is_role(at) and scan.words[at + 1] in (",", ".", ")", "—", "–"):
            return True
        if not (lower[0].isalpha() or lower in ("'s", "’s", "'", "’")):
            return False
    return False


def _follows_role(scan: Scan, first: int) -> bool:
    """Return whether a role of several words stands before the name ("chief of staff")."""
    phrases = scan.world.role_phrases.get(scan.lows[first - 1], ())
    return any(all(scan.lows[first - len(p) + i] == word for i, word in enumerate(p)) for p in phrases)


def _has_evidence(scan: Scan, first: int, last: int) -> bool:
    """Return whether anything tells that the words are a person: a surname, a particle, "said", a role behind."""
    world, words = scan.world, scan.words[first:last]
    if scan.lows[first - 1] in LOCAL and words[0] not in world.given:
        return False
    if any(w in world.given or w in world.surnames or w in world.particles or "-" in w or w == "." for w in words):
        return True
    before, after = scan.lows[first - 1], scan.lows[last]
    if (before in scan.cues["speech"] and before != "told") or after in scan.cues["speech"] or after == "who":
        return True
    if before in ("'s", "’s", "named") or (after == "," and scan.lows[last + 1] in scan.cues["after-person"]):
        return True
    if before == "," and (
        _follows_role(scan, first - 1) or scan.is_role(first - 2) or after == "of" or ends_role_of(scan, first - 1)
    ):
        return True
    if scan.words[last] == "," and (scan.words[last + 1].isdigit() or _is_person_described(scan, last)):
        return True
    if after == "," and (_opens_role(scan, last + 1) or _has_owned_role(scan, last + 1)):
        return True
    return before not in scan.cues["before-place"] and scan.word_counts()[words[-1]] > scan.word_counts()[words[0]]


def _is_person_described(scan: Scan, last: int) -> bool:
    """Return whether an apposition gives the name a role, a nationality or an age: ", a 44-year-old grower"."""
    if any(scan.lows[k].endswith("year-old") for k in range(last + 1, last + AGE_TOKENS)):
        return True
    return is_described_as(scan, last, scan.world.roles) or is_described_as(scan, last, scan.cues["person-noun"])


def is_described_as(scan: Scan, index: int, nouns: Container[str]) -> bool:
    """Return whether an apposition at ``index`` calls the name one of ``nouns`` (", a rescue charity,")."""
    return described_as(scan, index, nouns) != ""


def is_body_described(scan: Scan, first: int, last: int) -> bool:
    """Return whether an apposition calls ``[first, last)`` a body; a person's name with "a grain trader" is none."""
    noun = described_as(scan, last, scan.world.body_nouns)
    return noun != "" and not (re.fullmatch(AGENT, noun) and last - first > 1 and _is_persons(scan, first, last))


def _is_persons(scan: Scan, first: int, last: int) -> bool:
    """Return whether a word of the name is a person's: listed, a particle, or one with an article."""
    world = scan.world
    words = scan.words[first:last]
    return any(w in world.given or w in world.surnames or w in world.particles or has_article(w) for w in words)


def described_as(scan: Scan, index: int, nouns: Container[str]) -> str:
    """Return by which of ``nouns`` an apposition at ``index`` calls the name before it, "" for none."""
    if scan.words[index] != "," or scan.lows[index + 1] not in ("a", "an", "the", "its", "one", "another"):
        return ""
    for at in range(index + 2, min(index + 8, scan.count)):
        lower = scan.lows[at]
        following = scan.lows[at + 1]
        ends = not following[:1].isalpha() and following not in ("'s", "’s", "'", "’")
        if lower in nouns and (ends or following in scan.cues["ends-noun"]):
            return lower
        if not lower[0].isalpha() or lower in scan.cues["ends-noun"]:
            return ""
    return ""
