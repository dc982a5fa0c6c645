"""Atoms behind a number → what it is a number of. In: the atoms and where the number ends. Out: unit, head and extent.

Units of measure come from a list; a noun is people or a count. In the plural that a number asks for, the first plural
noun is the head ("12 new forward operating bases"), except where it only describes ("three arms dealers").
"""

from __future__ import annotations

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.numbers import Number
from briefings.extract.figures.words import FigureWords
from briefings.model import Record

LONGEST_UNIT = 4  # words: "cubic metres per second"
LONGEST_LENGTH = 1000  # metres: "a 300m runway", but "a 1,200m" is millions
LONGEST_NOUN = 7  # atoms from the number to the head of its noun phrase
# distillers, inspectors, activists, technicians, evacuees, firewomen
PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "ees", "men", "women", "folk", "naires", "crats")
PERSON_ENDINGS = ("er", "or", "ist", "ian", "ee", "man", "woman")
PLURAL_ENDINGS = ("men", "women", "folk", "people")
NO_PLURAL = ("ss", "us", "is", "'s", "ous")
PLURAL_LETTERS = frozenset(["mps", "meps", "tds", "mlas", "mks", "ngos", "ships"])
ADDED = frozenset(("more", "other", "fewer", "further"))
QUOTES = frozenset("\"“”‘’'")
CREWS = frozenset(
    [
        "crew",
        "family",
        "staff",
        "gang",
        "cabinet",
        "cell",
        "team",
        "party",
        "militia",
        "union",
        "squad",
        "tribe",
        "council",
    ]
)
SOURCES = frozenset(
    ("security", "diplomatic", "military", "government", "intelligence", "police", "hospital", "medical", "official")
)  # "two security sources" are people, "two sources of income" are not
LEADS = frozenset(
    ["lead", "margin", "gap", "swing", "advantage", "deficit", "cushion", "behind", "ahead", "clear"]
)  # "a 5-point lead"
LIST_REACH = 8  # atoms from "two" to "and one" in a list
LISTING = frozenset(("and", ",", "or", "plus"))
AGES_OLD = frozenset(("year old", "month old"))
AGED = frozenset(("year", "month", "old"))
POINT_OF = "of a percentage point"
POINTS = frozenset(("point", "points"))


class Unit(Record, frozen=True, gc=False):
    """What a number counts: the unit, its head as in the text, and the atom where it ends."""

    name: str
    end: int
    measures: str | None
    compound: bool = False


def find_measure(atoms: Atoms, number: Number, words: FigureWords) -> Unit | None:
    """Return the unit of measure at the end of ``number``: "per cent", "MW", "square kilometres", "-day"."""
    k = number.end
    if number.suffix == "m" and _is_length(atoms, number, words):
        return Unit("m", k, None)
    if atoms.phrase(k, 4) == POINT_OF:
        return Unit("percentage point", k + 4, None)
    table = words.glued if atoms.glues[k] == "" and number.digits else words.units
    for length in range(LONGEST_UNIT, 0, -1):
        form = atoms.phrase(k, length)
        unit = table.get(form)
        if unit is None or (length == 1 and _is_no_unit(atoms, k, form)):
            continue
        end = k + length
        if unit == "percent" and atoms.lowers[end] in POINTS:
            return Unit("percentage point", end + 1, None)
        return Unit(unit, end, _phrase_text(atoms, k, end), compound=atoms.glues[k] == "-")
    return None


def _is_length(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether the "m" glued to a number is metres: "44m high", "200m from the gate", "a 44m vessel"."""
    following = atoms.lowers[number.end]
    if following in words.classes["length"]:
        return True
    is_one = atoms.lowers[number.start - 1] in ("a", "the") and number.base < LONGEST_LENGTH and following.isalpha()
    return is_one and not is_plural(following, words) and following not in words.classes["stop"]


def _is_no_unit(atoms: Atoms, k: int, form: str) -> bool:
    """Whether a word that may be a unit is none here: "second" as an ordinal, "MT" or "PM" glued to nothing."""
    return form in ("second", "quarter", "sec", "min") and atoms.glues[k] == " "


def find_noun(atoms: Atoms, k: int, number: Number, words: FigureWords) -> Unit | None:
    """Return what the noun phrase at atom ``k`` counts, or None when no noun can be made out."""
    if atoms.glues[k] == "-":
        return _read_compound(atoms, k, words)
    singular = number.value == 1 and number.scale == 1
    stop = words.classes["stop"]
    for at in range(k, k + LONGEST_NOUN):
        lower = atoms.lowers[at]
        if _is_passed_over(atoms, at, k):
            continue
        if lower == "and" and k < at and is_plural(atoms.lowers[at + 2], words):
            continue  # "224 artillery and mortar systems"
        if lower in stop or lower in words.small or not _is_word(atoms, at):
            return None
        if singular:
            return _read_singular(atoms, k, words) or _read_one_more(atoms, k, number, words)
        if is_plural(lower, words) and not _describes(atoms, at, words):
            return Unit(_unit_of_noun(atoms, at, words), at + 1, _phrase_text(atoms, k, at + 1))
    return None


def _is_passed_over(atoms: Atoms, at: int, first: int) -> bool:
    """Whether atom ``at`` only stands before the noun: "30,000 more troops", "two 12-year-old girls"."""
    lower = atoms.lowers[at]
    if lower in AGED or atoms.phrase(at + 1, 2) in AGES_OLD:
        return True
    return at == first and (lower in QUOTES or (lower in ADDED and atoms.lowers[at + 1] != "than"))


def _is_word(atoms: Atoms, k: int) -> bool:
    """Whether atom ``k`` may stand in a noun phrase: a word, or digits that belong to one ("F-16 jets", "M23")."""
    return atoms.texts[k][:1].isalpha() or (atoms.is_digit(k) and atoms.glues[k] in ("", "-"))


def is_plural(lower: str, words: FigureWords) -> bool:
    """Return whether ``lower`` reads as a plural noun: "bases", "people", "cattle"."""
    if lower in words.classes["plural"] or lower in PLURAL_LETTERS:
        return True
    if lower.endswith(PLURAL_ENDINGS):
        return True
    return len(lower) > 3 and lower.endswith("s") and not lower.endswith(NO_PLURAL)


def _describes(atoms: Atoms, k: int, words: FigureWords) -> bool:
    """Whether the plural at ``k`` only describes a plural behind it: "arms dealers", "women soldiers"."""
    following = atoms.lowers[k + 1]
    if atoms.glues[k + 1] == "-" or following in ("'s", "’s", "'", "’"):
        return following not in ("'", "’") or is_plural(atoms.lowers[k + 2], words)
    is_acronym = atoms.texts[k].isupper()  # "12 HIMARS launchers"
    return (is_acronym or atoms.lowers[k] in words.classes["modifier"]) and is_plural(following, words)


def _read_singular(atoms: Atoms, k: int, words: FigureWords) -> Unit | None:
    """Return "one soldier", "1 person": a singular noun for people, at most two words behind the number."""
    for at in range(k, k + 3):
        lower = atoms.lowers[at]
        if lower in words.classes["stop"] or not atoms.texts[at][:1].isalpha() or lower in words.classes["lone"]:
            return None
        if is_people(lower, words) and not is_people(atoms.lowers[at + 1], words):
            return Unit("people", at + 1, _phrase_text(atoms, k, at + 1))
    return None


def _read_one_more(atoms: Atoms, k: int, number: Number, words: FigureWords) -> Unit | None:
    """Return what "one" counts in a list or after "at least": "two ships and one boat", "at least one ship"."""
    start = number.start
    before = atoms.lowers[max(0, start - LIST_REACH) : start]
    is_listed = atoms.lowers[start - 1] in LISTING and any(word in words.small for word in before)
    if not (is_listed or atoms.lowers[start - 1] == "least"):
        return None
    end = k
    while end < k + LONGEST_NOUN and atoms.lowers[end].isalpha() and atoms.lowers[end] not in words.classes["stop"]:
        if atoms.lowers[end] in words.classes["lone"]:
            return None
        end += 1
    return Unit("count", end, _phrase_text(atoms, k, end)) if end > k else None


def _read_compound(atoms: Atoms, k: int, words: FigureWords) -> Unit | None:
    """Return what a number with a hyphen counts: "15-member", "5,000-strong", "12-nation"; "two-state" is none."""
    lower, classes = atoms.lowers[k], words.classes
    if lower in classes["idiom"] or not lower.isalpha() or len(lower) < 3:
        return None
    if lower == "strong":
        return Unit("people", k + 1, atoms.texts[k + 1] or None, compound=True)
    if is_people(lower, words) and lower != "member":
        return Unit("people", k + 1, atoms.texts[k], compound=True)
    if lower == "point" and atoms.lowers[k + 1] in LEADS:
        return Unit("percentage point", k + 1, None, compound=True)
    return Unit("count", k + 1, atoms.texts[k], compound=True) if lower in classes["compound"] else None


def _unit_of_noun(atoms: Atoms, k: int, words: FigureWords) -> str:
    lower = atoms.lowers[k]
    if lower == "members":  # "12 members" are states, but "arrested 12 members" and "crew members" are people
        is_people_here = atoms.lowers[k - 1] in CREWS or atoms.lowers[k - 2] in words.classes["toll"]
        return "people" if is_people_here else "count"
    if lower == "points" and atoms.lowers[k + 1] in LEADS:
        return "percentage point"
    if lower == "head":
        return "count"
    if lower == "bodies" and atoms.lowers[k - 1] not in words.units and not atoms.lowers[k - 1].isalpha():
        return "people"  # "12 bodies" are dead, "12 UN bodies" institutions
    if lower == "sources" and (atoms.lowers[k + 1] in words.classes["speech"] or atoms.lowers[k - 1] in SOURCES):
        return "people"
    return "people" if is_people(lower, words) else "count"


def is_people(lower: str, words: FigureWords) -> bool:
    """Return whether the noun ``lower`` means people: "troops", "distillers", "Tunisians"."""
    if lower in words.people or lower in words.demonyms:
        return True
    single = _singular(lower)
    if single in words.things or lower in words.things:
        return False
    if single in words.people or single in words.demonyms:
        return True
    return len(lower) > 5 and (lower.endswith(PEOPLE_ENDINGS) or single.endswith(PERSON_ENDINGS))


def _singular(lower: str) -> str:
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    if lower.endswith("men"):
        return lower[:-3] + "man"
    if lower.endswith(("ches", "shes", "sses", "xes")):
        return lower[:-2]
    return lower[:-1] if lower.endswith("s") else lower


def _phrase_text(atoms: Atoms, start: int, end: int) -> str:
    return atoms.text[atoms.starts[start] : atoms.ends[end - 1]].strip("\"“”‘’'")
