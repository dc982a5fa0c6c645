"""Atoms around a number → whether it is no figure. In: the atoms and the number. Out: the name of the guard, or None.

Years, times, ages, ordinals, numbered things (articles, resolutions, flights), names with digits, list numbers,
scores and telephone numbers are numbers of nothing. Each guard looks at one kind; the order does not matter.
"""

from __future__ import annotations

from collections.abc import Callable

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.numbers import Number
from briefings.extract.figures.units import is_people, is_plural
from briefings.extract.figures.words import FigureWords

Guard = Callable[[Atoms, Number, FigureWords], bool]

ORDINAL_ENDINGS = frozenset(("st", "nd", "rd", "th"))
OLD = frozenset(("old", "olds"))
AGE_VERBS = frozenset(("turned", "turns", "turning", "aged", "age", "ages"))
FIRST_YEAR, LAST_YEAR = 1500, 2199  # four digits without a comma in this range read as a year
YEAR_LEADS = frozenset(("the", "in", "since", "by", "until", "during", "of", "its", "their", "his", "her", "our"))
BOUNDS_OF_AGE = frozenset(("under", "over", "above", "below"))
LARGEST_AGE = 110
DEFINITE = frozenset(["the", "these", "those", "both", "all", "other", "another", "every", "such", "same"])
FALLEN = frozenset(("lost", "killed", "wounded", "injured", "arrested", "detained", "abducted", "missing", "held"))
POSSESSIVE = frozenset(["its", "their", "his", "her", "our", "your"])
SMALL = 10  # number words up to this one are mostly anaphora behind a definite article: "the two sides"
LIST_MARKS = frozenset((".", ")", "]"))
CONNECTORS = frozenset(("'", "’", "'s", "’s"))


def find_guard(atoms: Atoms, number: Number, words: FigureWords) -> str | None:
    """Return the name of the first guard that says that ``number`` is no figure."""
    guards = DIGIT_GUARDS if number.digits else WORD_GUARDS
    return next((name for name, guard in guards if guard(atoms, number, words)), None)


def _is_ordinal(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether letters are glued to the digits: "19th", "5G", "737s", "4x4"; units and suffixes are no such letters."""
    after = atoms.lowers[number.end]
    if atoms.glues[number.end] != "" or not after or number.suffix:
        return False
    return after in ORDINAL_ENDINGS or (
        after[0].isalpha() and after not in words.glued and after not in ("odd", "plus")
    )


def _is_name(atoms: Atoms, number: Number, _words: FigureWords) -> bool:
    """Whether the number is glued to a name before it: "M23", "F-16", "COVID-19", "G7", "+254"."""
    k = number.start
    before = atoms.texts[k - 1]
    if atoms.glues[k] == " " or not before:
        return False
    return before[-1].isalpha() or before in "+#/.:," or before.isdecimal()


def _is_numbered(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether the number names a thing: "Article 5", "No. 2", "resolutions 2793 and 2794", "Phase Two", "day one"."""
    k = number.start - 1
    if atoms.lowers[k] in (".", ":", "(") and atoms.lowers[k - 1] in ("no", "nos", "art", "para", "vol", "ref", "tel"):
        return True
    if number.scale != 1 or atoms.lowers[number.end] in ("%", "percent", "per"):
        return False
    if atoms.lowers[k] in ("and", "or", ",", "to") and atoms.is_digit(k - 1) and atoms.lowers[k - 2].endswith("s"):
        return atoms.lowers[k - 2] in words.classes["numbered"]
    return atoms.lowers[k] in words.classes["numbered"] and not _is_verb_of_count(atoms, k)


def _is_verb_of_count(atoms: Atoms, k: int) -> bool:
    """Whether the word at ``k`` counts and does not name: "the group numbers 40", "they number 3,000"."""
    lower = atoms.lowers[k]
    return lower == "numbers" or (lower in ("number", "set", "line") and "," in atoms.texts[k + 1])


def _is_capital_name(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether bare digits follow a capitalised name: "Boeing 737", "Vision 2030", "Group of 77"."""
    k = number.start - 1
    before = atoms.texts[k]
    if atoms.lowers[k] == "of" and atoms.lowers[k - 1] in words.classes["group"] and atoms.texts[k - 1][0].isupper():
        return True
    if number.scale != 1 or "," in atoms.texts[number.start] or k < 1 or not before[:1].isupper():
        return False
    return not atoms.lowers[number.end][:1].isalpha() and atoms.lowers[number.end] not in words.units


def _is_clock(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether the number is a time of day: "10 a.m.", "10:30", "0900 GMT", "6pm"."""
    end = number.end
    if atoms.lowers[end] in words.classes["clock"] or _is_military(atoms, number):
        return True
    return (
        atoms.lowers[end] == ":" and atoms.glues[end] == "" and atoms.is_digit(end + 1) and atoms.glues[end + 1] == ""
    )


def _is_military(atoms: Atoms, number: Number) -> bool:
    text = atoms.texts[number.start]
    return len(text) == 4 and text[0] == "0" and text.isdecimal()


def _is_age(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether the number is an age: "19-year-old", "aged 54", "54 years old", "John Smith, 54, said"."""
    k, end = number.start, number.end
    if number.value > LARGEST_AGE:
        return False
    if atoms.lowers[end + 1] in OLD or (atoms.lowers[end + 1], atoms.lowers[end + 2]) == ("of", "age"):
        return True
    before = atoms.lowers[k - 1]
    if before in AGE_VERBS or (
        before in ("between", "of", "from", "under", "over") and atoms.lowers[k - 2] in AGE_VERBS
    ):
        return True
    if before in ("to", "and", "or") and not AGE_VERBS.isdisjoint(atoms.lowers[max(0, k - 4) : k - 1]):
        return True  # "aged 5 to 12", "aged between 18 and 30"
    apposed = before == "," and atoms.lowers[end] in (",", ".", ")") and atoms.texts[k - 2][:1].isupper()
    if before in BOUNDS_OF_AGE:
        return atoms.glues[k] == "-" or _is_whose_age(atoms.lowers[k - 2], words)  # "under-18s", "women over 65"
    return apposed


def _is_whose_age(lower: str, words: FigureWords) -> bool:
    return lower in ("those", "anyone", "everyone") or is_people(lower, words)


def _is_times(atoms: Atoms, number: Number, _words: FigureWords) -> bool:
    """Whether the number only multiplies or tells how often: "three times as many", "a 10-fold rise"."""
    return atoms.lowers[number.end] in ("times", "fold", "x")


def _is_year(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether four bare digits read as a year; "2000 troops" and "1500 MW" do not."""
    text = atoms.texts[number.start]
    if len(text) != 4 or not text.isdecimal() or number.scale != 1 or number.end != number.start + 1:
        return False
    if not FIRST_YEAR <= number.value <= LAST_YEAR or atoms.lowers[number.start - 1] in words.before:
        return False
    after = atoms.lowers[number.end]
    if is_plural(after, words) and atoms.lowers[number.start - 1] not in YEAR_LEADS:
        return False
    return after not in words.units and not _is_counted(atoms, number.end, words)


def _is_counted(atoms: Atoms, k: int, words: FigureWords) -> bool:
    return any(is_people(atoms.lowers[at], words) for at in (k, k + 1) if atoms.lowers[at] not in words.classes["stop"])


def _is_list_number(atoms: Atoms, number: Number, _words: FigureWords) -> bool:
    """Whether the number opens its sentence as a list's number or stands in brackets: "1. The", "(3)", "[2]"."""
    k, end = number.start, number.end
    if k == 0 and atoms.lowers[end] in LIST_MARKS and atoms.glues[end] == "":
        return True
    return atoms.lowers[k - 1] in ("(", "[") and atoms.lowers[end] in (")", "]") and number.scale == 1


def _is_code(atoms: Atoms, number: Number, _words: FigureWords) -> bool:
    """Whether the digits belong to a code: "9/11", "2026-05-19", "020 7946 0018", "3-1", "1.2.3", "www.x24"."""
    end = number.end
    if atoms.lowers[end] in ("/", "_", "\\") and atoms.glues[end] == "" and atoms.is_digit(end + 1):
        return True
    text = atoms.texts[number.start]
    if text[0] == "0" and len(text) > 1 and text.isdecimal():
        return True
    return atoms.glues[end] == "-" and atoms.is_digit(end) and atoms.glues[end + 1] == "-" and atoms.is_digit(end + 1)


def _is_definite(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether a small number word only speaks again of what is known: "the two sides", "their two countries"."""
    if number.share or number.value > SMALL or number.scale != 1 or atoms.glues[number.end] == "-":
        return False
    before = atoms.lowers[number.start - 1]
    if before in DEFINITE:
        return not (before == "the" and atoms.lowers[number.end + 1] in FALLEN)  # "the six sailors lost" says which
    after = atoms.lowers[number.end]
    return before in POSSESSIVE and after in words.classes["anaphor"]


def _is_pronoun(atoms: Atoms, number: Number, words: FigureWords) -> bool:
    """Whether "one" stands for a thing or opens an idiom: "we expect one", "one of them", "one another", "no one"."""
    if atoms.lowers[number.start] != "one" or number.end != number.start + 1 or atoms.glues[number.end] == "-":
        return False
    if atoms.lowers[number.start - 1] in words.classes["no_one"]:
        return True
    after = atoms.lowers[number.end]
    if after == "of" or _is_speaker(atoms, number.end, words):
        return True
    return after in words.classes["lone"] or atoms.lowers[number.end + 1] in words.classes["lone"]


def _is_speaker(atoms: Atoms, k: int, words: FigureWords) -> bool:
    """Whether "one" and what stands at ``k`` is an unnamed speaker: "one senior official said"."""
    return any(atoms.lowers[at] in words.classes["speech"] for at in range(k + 1, k + 4))


def _is_proper_word(atoms: Atoms, number: Number, _words: FigureWords) -> bool:
    """Whether a capitalised number word inside a sentence is a name: "the Big Four", "Five Eyes", "Chapter Seven"."""
    k = number.start
    if not atoms.texts[k][0].isupper() or atoms.texts[k].isupper():
        return False
    return (k > 0 and atoms.texts[k - 1] not in ("“", '"', "‘", "'", ":", "(", "•", "-", "–", "—")) or (
        atoms.texts[number.end][:1].isupper() and is_title_plural(atoms, number.end)
    )


def is_title_plural(atoms: Atoms, k: int) -> bool:
    """Return whether the word at ``k`` ends a name: "Five Eyes", "Seven Sisters"; not "Two Kenyan officers"."""
    return atoms.lowers[k] in ("eyes", "sisters", "gorges", "nations", "rivers", "sessions", "capital")


DIGIT_GUARDS: tuple[tuple[str, Guard], ...] = (
    ("ordinal", _is_ordinal),
    ("name", _is_name),
    ("numbered", _is_numbered),
    ("capital-name", _is_capital_name),
    ("clock", _is_clock),
    ("times", _is_times),
    ("age", _is_age),
    ("year", _is_year),
    ("list-number", _is_list_number),
    ("code", _is_code),
)
WORD_GUARDS: tuple[tuple[str, Guard], ...] = (
    ("definite", _is_definite),
    ("clock", _is_clock),
    ("times", _is_times),
    ("pronoun", _is_pronoun),
    ("numbered", _is_numbered),
    ("age", _is_age),
    ("proper-word", _is_proper_word),
)
