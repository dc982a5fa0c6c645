"""Verbs and what goes with them → types of action. In: a verb in a sentence. Out: the frame it fills.

The frames are the rows of ``data/action_verbs.tsv``: "hold" with "talks" is CONSULT, "impose" with "sanctions" is
SANCTION, "condemn" alone is ACCUSE. The first row that fits counts.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefings.extract.cues import MARKS, is_adverb, small_words
from briefings.extract.grammar import inflect, word_classes
from briefings.extract.lexicon import read_rows
from briefings.extract.noun_phrases import date_start, mention_at, role_of
from briefings.extract.phrases import Phrase, find_object, kind_of
from briefings.extract.reading import Reading

GAP = 6  # words that may stand between a verb and its particle: "called late on Thursday on"
STRETCH = 14  # words behind a verb in which the noun of its frame may stand
APPROXIMATE = frozenset(
    {"about", "around", "over", "under", "up", "at", "more", "less", "between", "nearly", "almost", "some"}
)
RETAINED = frozenset({"deny", "grant", "offer", "give", "refuse", "award", "allow", "promise"})  # "were denied access"
FORWARD = frozenset({"that", "who", "which", "because", "if", "unless", "when", "while", "whether", "whose", "where"})


class Frame(NamedTuple):
    """A row of the table: the particle, the nouns, the type ("-": no action) and the options."""

    lemma: str
    after: frozenset[str]
    gap: bool
    nouns: frozenset[str]
    type: str
    options: frozenset[str]


class Entry(NamedTuple):
    """What a word can be as a verb of the table: its forms and the frames of its lemma."""

    forms: frozenset[str]
    frames: tuple[Frame, ...]


class Fit(NamedTuple):
    """A frame that fits: the frame, and the token from which on its object is read."""

    frame: Frame
    rest: int


@cache
def read_frames() -> dict[str, Entry]:
    """Return the frames of ``data/action_verbs.tsv`` by every form of their verbs."""
    irregular = {row[0]: (row[1], row[2]) for row in read_rows("verb_forms")}
    by_lemma: dict[str, list[Frame]] = {}
    for lemmas, after, nouns, kind, options in read_rows("action_verbs"):
        for lemma in lemmas.split("|"):
            by_lemma.setdefault(lemma, []).append(_frame(lemma, after, nouns=nouns, kind=kind, options=options))
    entries: dict[str, Entry] = {}
    for lemma, frames in by_lemma.items():
        for form, kind in inflect(lemma, irregular.get(lemma)):
            known = entries.get(form, Entry(frozenset(), ()))
            new = () if frames[0] in known.frames else tuple(frames)
            entries[form] = Entry(known.forms | {kind}, known.frames + new)
    return entries


def _frame(lemma: str, after: str, *, nouns: str, kind: str, options: str) -> Frame:
    particle = frozenset() if after == "-" else frozenset(after.removeprefix("~ ").split("|"))
    words = frozenset() if nouns == "-" else frozenset(nouns.split("|"))
    return Frame(lemma, particle, after.startswith("~ "), words, kind, frozenset(options) - {"-"})


def fit_frame(
    reading: Reading, verb: int, frames: tuple[Frame, ...], *, end: int, subject: Phrase | None
) -> Fit | None:
    """Return the first frame that the verb at token ``verb`` fills, in a sentence that ends before token ``end``.

    ``subject`` is the grammatical subject of a passive verb, which then stands for the object; None for an active one.
    """
    for frame in frames:
        rest = _particle(reading, verb, frame, end)
        if rest < 0 or (subject is None and "v" in frame.options):
            continue
        if _has_nouns(reading, rest, frame, end=end, subject=subject):
            return None if frame.type == "-" else Fit(frame, rest)
    return None


def _particle(reading: Reading, verb: int, frame: Frame, end: int) -> int:
    """Return the token behind the verb and the frame's particle, -1 when the particle is not there."""
    here = _skip_joined(reading, skip_adverbs(reading, verb + 1, end), end)
    if not frame.after:
        return here
    for index in range(here, min(here + (GAP if frame.gap else 1), end)):
        if _is_particle(reading, index, frame.after):
            keeps = reading.prose.tokens[index].lower in {".", "that"} or date_start(reading, index) >= 0
            return index if keeps else index + 1
        if reading.prose.tokens[index].lower in MARKS:
            return -1
        if not frame.gap:
            later = skip_date(reading, index, end)
            is_later = later > index and later < end and _is_particle(reading, later, frame.after)
            return later + 1 if is_later else -1
    return -1


def _skip_joined(reading: Reading, here: int, end: int) -> int:
    """Return the token behind "and" and a second verb, which shares its object: "donated and delivered goods"."""
    if here + 2 >= end or reading.prose.tokens[here].lower not in {"and", "or"}:
        return here
    second = skip_adverbs(reading, here + 1, end)
    if second >= end or role_of(reading, second) != "verb":
        return here
    return skip_adverbs(reading, second + 1, end)


def _is_particle(reading: Reading, index: int, after: frozenset[str]) -> bool:
    word = reading.prose.tokens[index].lower
    if word in after or ("#" in after and role_of(reading, index) == "num"):
        return True
    if "@date" in after and date_start(reading, index) >= 0:
        return True
    return "@actor" in after and mention_at(reading, index) is not None


def skip_adverbs(reading: Reading, here: int, end: int) -> int:
    """Return the first token from ``here`` on that is no adverb."""
    while here < end and is_adverb(reading.prose.tokens[here].lower):
        here += 1
    return here


def skip_date(reading: Reading, here: int, end: int) -> int:
    """Return the token behind a date and its preposition at ``here`` ("on Thursday"), else ``here``."""
    tokens = reading.prose.tokens
    start = here + 1 if here + 1 < end and tokens[here].lower in {"on", "in", "late", "early"} else here
    index = start
    while index < end and date_start(reading, index) >= 0:
        index += 1
    return index if index > start else here


def _has_nouns(reading: Reading, rest: int, frame: Frame, *, end: int, subject: Phrase | None) -> bool:
    """Return whether the object (the subject of a passive) is what the frame asks for."""
    if subject is not None and "s" not in frame.options:
        return _subject_fits(reading, rest, frame, subject=subject, end=end)
    if not frame.nouns:
        return "i" in frame.options or has_object(reading, rest, end)
    if "s" in frame.options:
        return subject is not None and _holds(reading, subject.first, subject.last, frame.nouns)
    if _special(reading, rest, frame.nouns, end):
        return True
    return _holds(reading, rest, _stretch_end(reading, rest, end), frame.nouns)


def _subject_fits(reading: Reading, rest: int, frame: Frame, *, subject: Phrase, end: int) -> bool:
    nouns = frame.nouns
    if not nouns or "@any" in nouns:
        return True
    if "@to" in nouns and rest < end and reading.prose.tokens[rest].lower in {"to", "not"}:
        return True
    kinds = {kind_of(reading, mention) for mention in subject.mentions}
    if ("@actor" in nouns and kinds) or ("@person" in nouns and "person" in kinds) or "@people" in nouns:
        return True
    looks_on = bool(frame.after) or frame.lemma in RETAINED
    return _holds(reading, subject.first, subject.last, nouns) or (
        looks_on and _holds(reading, rest, _stretch_end(reading, rest, end), nouns)
    )


def _holds(reading: Reading, first: int, last: int, nouns: frozenset[str]) -> bool:
    tokens = reading.prose.tokens
    if any(tokens[index].lower in nouns for index in range(first, last)):
        return True
    return "#" in nouns and any(role_of(reading, index) == "num" for index in range(first, min(first + 3, last)))


def _special(reading: Reading, rest: int, nouns: frozenset[str], end: int) -> bool:
    """Return whether the object is one of the nouns' ``@`` classes."""
    asked = {noun for noun in nouns if noun.startswith("@")}
    if not asked or not has_object(reading, rest, end):
        return False
    if "@any" in asked:
        return True
    phrase = find_object(reading, rest - 1)
    if phrase is None:
        return False
    if "@people" in asked or ("@to" in asked and is_asked(reading, phrase, end)):
        return True
    kinds = {kind_of(reading, mention) for mention in phrase.mentions}
    return bool(kinds) and ("@actor" in asked or ("@person" in asked and "person" in kinds))


def is_asked(reading: Reading, phrase: Phrase, end: int) -> bool:
    """Return whether "to" and a verb follow ``phrase``, over a quotation mark or a short tail: "both sides to talk"."""
    tokens = reading.prose.tokens
    for index in range(phrase.last, min(phrase.last + STRETCH, end - 1)):
        word = tokens[index].lower
        if word == "to":
            return word_classes().get(tokens[index + 1].lower) not in {"det", "prep", "num"}
        if word in {",", ";", ":", "."} or word in FORWARD:
            return False
    return False


def has_object(reading: Reading, here: int, end: int) -> bool:
    """Return whether a noun phrase or a quotation begins at token ``here`` or behind a date."""
    here = skip_date(reading, here, end)
    if here >= end:
        return False
    tokens = reading.prose.tokens
    word = tokens[here].lower
    if word in APPROXIMATE and here + 2 < end:
        return any(role_of(reading, k) == "num" or tokens[k].lower == "half" for k in (here + 1, here + 2))
    if word == "that" and here + 2 < end:  # "dismissed that account", not "said that talks would"
        return role_of(reading, here + 1) == "noun" and role_of(reading, here + 2) in {"mark", "prep", "coord", "time"}
    if word in "“‘\"'" or word in {"what", "as"}:
        return True
    return role_of(reading, here) in {"noun", "det", "num", "pron", "verb"} and word not in small_words("be")


def _stretch_end(reading: Reading, here: int, end: int) -> int:
    """Return where the verb's object ends at the latest: at a mark, a clause or after ``STRETCH`` tokens."""
    tokens = reading.prose.tokens
    last = here
    while last < min(here + STRETCH, end):
        word = tokens[last].lower
        if word in FORWARD or word in {",", ";", ":", "—", "–"}:
            break
        last += 1
    return last
