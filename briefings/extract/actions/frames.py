"""Verbs and what goes with them → types of action. In: a verb in a sentence. Out: the frame it fills.

The frames are the rows of ``data/action_verbs.tsv``: "hold" with "talks" is CONSULT, "impose" with "sanctions" is
SANCTION, "condemn" alone is ACCUSE. The first row that fits counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import msgspec

from briefings.extract.actions.nouns import is_agent_noun
from briefings.extract.cues import MARKS, is_adverb, small_words
from briefings.extract.grammar import ONLY, VerbForm, inflect, irregular_verbs, verb_forms, word_classes
from briefings.extract.lexicon import read_rows
from briefings.extract.noun_phrases import is_finite, role_of
from briefings.extract.phrases import Phrase, find_object, kind_of
from briefings.extract.reading import Reading
from briefings.model import Record

GAP = 8  # words that may stand between a verb and its particle: "called late on Thursday on"
STRETCH = 14  # words behind a verb in which the noun of its frame may stand
APPROXIMATE = frozenset(
    {"about", "around", "over", "under", "up", "at", "more", "less", "between", "nearly", "almost", "some"}
)
RETAINED = frozenset({"deny", "grant", "offer", "give", "refuse", "award", "allow", "promise"})  # "were denied access"
STOPS = MARKS - {"-"}  # "voted 14-0 to" goes on
FORWARD = frozenset({"that", "who", "which", "because", "if", "unless", "when", "while", "whether", "whose", "where"})


LATER = frozenset({"after", "before", "until", "although", "though", "since"})  # open a clause of its own


JOINS = LATER | {"and", "but"}
ENDS = FORWARD | {",", ";", ":", "—", "–"}  # behind these the object has ended


MAY_END = ENDS | JOINS
NOT_ASKED = FORWARD | {",", ";", ":", "."}  # behind these "to" belongs to nobody who is asked


class Frame(Record, frozen=True, gc=False):
    """A row of the table: the particle, the nouns, the type ("-": no action) and the options.

    ``special`` are those of the nouns that stand for a class (@actor, #). The sentence must hold one of ``nouns`` if
    the frame ``wants_noun``, and one of ``after`` if it ``wants_particle``.
    """

    lemma: str
    after: frozenset[str]
    gap: bool
    nouns: frozenset[str]
    special: frozenset[str]
    wants_noun: bool
    wants_particle: bool
    type: str
    options: frozenset[str]


class Entry(Record, frozen=True, gc=False):
    """What a word can be as a verb of the table: its forms, and the lemmas they are of."""

    forms: frozenset[str]
    lemmas: tuple[str, ...]


class Fit(Record, frozen=True, gc=False):
    """A frame that fits: the frame, and the token from which on its object is read."""

    frame: Frame
    rest: int


@cache
def read_frames() -> dict[str, Entry]:
    """Return the verbs of ``data/action_verbs.tsv`` by every form of theirs; frames are made when met."""
    irregular = irregular_verbs()
    entries: dict[str, Entry] = {}
    for lemma in _rows_by_lemma():
        lemmas = (lemma,)
        for form, kind in inflect(lemma, irregular.get(lemma)):
            known = entries.get(form)
            entries[form] = Entry(ONLY[kind], lemmas) if known is None else _joined(known, lemma, kind)
    for form in ("is", "are", "was", "were"):  # "are on strike", "is in talks"
        entries[form] = Entry(ONLY["past"], ("be",))
    entries["due"] = Entry(ONLY["part"], ("due",))  # "is due in Lima" is read as "is expected in Lima"
    return entries


def _joined(known: Entry, lemma: str, kind: VerbForm) -> Entry:
    lemmas = known.lemmas if lemma in known.lemmas else (*known.lemmas, lemma)
    return Entry(known.forms | {kind}, lemmas)


@cache
def _rows_by_lemma() -> dict[str, list[tuple[str, ...]]]:
    rows: dict[str, list[tuple[str, ...]]] = {}
    for row in read_rows("action_verbs"):
        for lemma in row[0].split("|") if row[0][0] != "$" else ():
            rows.setdefault(lemma, []).append(row)
    return rows


def frames_of(lemma: str) -> tuple[Frame, ...]:
    """Return the frames of the verb ``lemma`` in the order of the table."""
    sets = _noun_sets()
    return tuple(
        _frame(lemma, _spell_out(after, sets), nouns=_spell_out(nouns, sets), kind=kind, options=options)
        for _, after, nouns, kind, options in _rows_by_lemma().get(lemma, ())
    )


@cache
def _noun_sets() -> dict[str, str]:
    return {row[0]: row[2] for row in read_rows("action_verbs") if row[0][0] == "$"}


def _spell_out(words: str, sets: dict[str, str]) -> str:
    """Return ``words`` with the sets of nouns named in them ("$force") written out."""
    return "|".join(sets.get(word, word) for word in words.split("|"))


def _frame(lemma: str, after: str, *, nouns: str, kind: str, options: str) -> Frame:
    particle = frozenset() if after == "-" else frozenset(after.removeprefix("~ ").split("|"))
    words = frozenset() if nouns == "-" else frozenset(nouns.split("|"))
    special = frozenset(word for word in words if word[0] in "@#")
    wants_particle = bool(particle) and not any(word[0] in "@#" for word in particle)
    return Frame(
        lemma=lemma,
        after=particle,
        gap=after.startswith("~ "),
        nouns=words,
        special=special,
        wants_noun=bool(words) and not special,
        wants_particle=wants_particle,
        type=kind,
        options=frozenset(options) - {"-"},
    )


class Choice(Record, frozen=True, gc=False):
    """The frames of some verbs in their order, all words that any of them wants, and the frames that want none."""

    frames: tuple[Frame, ...]
    wanted: frozenset[str]
    free: tuple[Frame, ...]


@cache
def _choice_of(lemmas: tuple[str, ...]) -> Choice:
    frames = tuple(frame for lemma in lemmas for frame in frames_of(lemma))
    nouns = [frame.nouns for frame in frames if frame.wants_noun]
    particles = [frame.after for frame in frames if frame.wants_particle]
    free = tuple(frame for frame in frames if not (frame.wants_noun or frame.wants_particle))
    return Choice(frames, frozenset().union(*nouns, *particles), free)


def possible_frames(entry: Entry, vocabulary: frozenset[str]) -> Sequence[Frame]:
    """Return the frames of ``entry`` whose words can be found in a sentence of ``vocabulary``."""
    choice = _choice_of(entry.lemmas)
    found = choice.wanted & vocabulary
    if not found:
        return choice.free
    return [
        frame
        for frame in choice.frames
        if not (frame.wants_noun and frame.nouns.isdisjoint(found))
        and not (frame.wants_particle and frame.after.isdisjoint(found))
    ]


class Site(Record, frozen=True, gc=False):
    """A verb at token ``verb`` of a sentence that ends before ``end``, and what its frames are held against.

    ``subject`` is its grammatical subject; that of a passive stands for the object. ``here`` is the token behind the
    verb and its adverbs, ``stretch`` the words in which the object is, ``near`` those of the object itself.
    """

    reading: Reading
    verb: int
    end: int
    subject: Phrase | None
    is_passive: bool
    here: int
    stretch: frozenset[str]
    near: frozenset[str]


def make_site(reading: Reading, verb: int, *, end: int, subject: Phrase | None, is_passive: bool) -> Site:
    """Return the site of the verb at token ``verb``."""
    here = _skip_joined(reading, skip_adverbs(reading, verb + 1, end), end)
    last = _stretch_end(reading, here, end)
    stretch, near_end = _words(reading, here, last), _object_end(reading, here, last)
    near = stretch if near_end == last else _words(reading, here, near_end)
    return Site(reading, verb, end, subject, is_passive, here, stretch, near)


def fit_frame(site: Site, frames: Sequence[Frame]) -> Fit | None:
    """Return the first of ``frames`` that the verb of ``site`` fills, None for a reading that is no action."""
    if not site.is_passive and site.near != site.stretch:  # what the object is goes before what hangs on it
        named = [frame for frame in frames if (frame.nouns or frame.after) and "s" not in frame.options]
        fit = _first_fit(msgspec.structs.replace(site, stretch=site.near), named)
        if fit is not None:
            return None if fit.frame.type == "-" else fit
    fit = _first_fit(site, frames)
    return None if fit is None or fit.frame.type == "-" else fit


def _first_fit(site: Site, frames: Sequence[Frame]) -> Fit | None:
    for frame in frames:
        rest = _particle(site, frame) if frame.after else site.here
        if rest >= 0 and (site.is_passive or "v" not in frame.options) and _has_nouns(site, rest, frame):
            return Fit(frame, rest)
    return None


def _particle(site: Site, frame: Frame) -> int:
    """Return the token behind the verb and the frame's particle, -1 when the particle is not there."""
    reading, here, end = site.reading, site.here, site.end
    for index in range(here, min(here + (GAP if frame.gap else 1), end)):
        if _is_particle(reading, index, frame.after):
            return index if _is_kept(reading, index) else index + 1
        if reading.prose.lowers[index] in STOPS:
            return -1
        if not frame.gap:
            later = skip_date(reading, index, end)
            is_later = index < later < end and _is_particle(reading, later, frame.after)
            return later + 1 if is_later else -1
    return -1


def _is_kept(reading: Reading, index: int) -> bool:
    """Return whether the particle at ``index`` belongs to what follows: a name, a date, "that"."""
    is_named = index in reading.named or index in reading.dated
    return is_named or reading.prose.lowers[index] in {".", "that"}


def _skip_joined(reading: Reading, here: int, end: int) -> int:
    """Return the token behind "and" and a second verb, which shares its object: "donated and delivered goods"."""
    if here + 2 >= end or reading.prose.lowers[here] not in {"and", "or"}:
        return here
    second = skip_adverbs(reading, here + 1, end)
    if second >= end or role_of(reading, second) != "verb":
        return here
    return skip_adverbs(reading, second + 1, end)


def _is_particle(reading: Reading, index: int, after: frozenset[str]) -> bool:
    word = reading.prose.lowers[index]
    if word in after or ("#" in after and role_of(reading, index) == "num"):
        return True
    if "@date" in after and index in reading.dated:
        return True
    return "@actor" in after and index in reading.named


def skip_adverbs(reading: Reading, here: int, end: int) -> int:
    """Return the first token from ``here`` on that is no adverb."""
    while here < end and is_adverb(reading.prose.lowers[here]):
        here += 1
    return here


def skip_date(reading: Reading, here: int, end: int) -> int:
    """Return the token behind a date and its preposition at ``here`` ("on Thursday"), else ``here``."""
    tokens = reading.prose.tokens
    start = here + 1 if here + 1 < end and tokens[here].lower in {"on", "in", "late", "early"} else here
    index = start
    while index < end and index in reading.dated:
        index += 1
    return index if index > start else here


def _has_nouns(site: Site, rest: int, frame: Frame) -> bool:
    """Return whether the object (the subject of a passive) is what the frame asks for."""
    nouns = frame.nouns
    if "n" in frame.options and not site.is_passive:
        here = skip_adverbs(site.reading, rest, site.end)
        here += here < site.end and role_of(site.reading, here) == "det"  # "took to the streets"
        return here < site.end and site.reading.prose.lowers[here] in nouns
    if "s" in frame.options:
        return site.subject is not None and not nouns.isdisjoint(
            _words(site.reading, site.subject.first, site.subject.last)
        )
    if site.is_passive:
        return _subject_fits(site, rest, frame)
    if not nouns:
        return "i" in frame.options or has_object(site.reading, rest, site.end)
    if frame.special and _special(site, rest, frame.special):
        return True
    stretch = site.stretch
    if frame.type == "-":  # a reading that is no action shows in the object itself, not in what hangs on it
        stretch = _words(site.reading, rest, _head_end(site.reading, rest, site.end))
    elif rest != site.here:
        stretch = _words(site.reading, rest, _stretch_end(site.reading, rest, site.end))
    return not nouns.isdisjoint(stretch)


def _subject_fits(site: Site, rest: int, frame: Frame) -> bool:
    """Return whether the subject of a passive verb is what the frame asks of the object."""
    nouns, subject = frame.nouns, site.subject
    if not nouns or "@any" in nouns:
        return True
    if subject is None:
        return False
    if "@to" in nouns and rest < site.end and site.reading.prose.lowers[rest] in {"to", "not"}:
        return True
    kinds = {kind_of(site.reading, mention) for mention in subject.mentions}
    if ("@actor" in nouns and kinds) or ("@person" in nouns and "person" in kinds) or "@people" in nouns:
        return True
    looks_on = bool(frame.after) or frame.lemma in RETAINED
    return not nouns.isdisjoint(_words(site.reading, subject.first, subject.last)) or (
        looks_on and not nouns.isdisjoint(_words(site.reading, rest, _stretch_end(site.reading, rest, site.end)))
    )


def _words(reading: Reading, first: int, last: int) -> frozenset[str]:
    """Return the words of tokens ``[first, last)`` in lower case, and "#" when a number opens them."""
    words = reading.prose.lowers[first:last]
    if "march" in words:  # nobody marches when something begins on 29 March
        words = tuple([word for k, word in enumerate(words, first) if word != "march" or k not in reading.dated])
    if "num" in reading.classes[first:last][:3] or any(map(str.isdigit, [word[0] for word in words[:3]])):
        return frozenset((*words, "#"))
    return frozenset(words)


def _special(site: Site, rest: int, asked: frozenset[str]) -> bool:
    """Return whether the object is one of the ``@`` classes."""
    if not has_object(site.reading, rest, site.end):
        return False
    if "@any" in asked:
        return True
    phrase = find_object(site.reading, skip_date(site.reading, rest, site.end) - 1)
    if phrase is None:
        return False
    if "@people" in asked or ("@to" in asked and is_asked(site.reading, phrase, site.end)):
        return True
    kinds = {kind_of(site.reading, mention) for mention in phrase.mentions}
    if not kinds:
        return "@actor" in asked and is_agent_noun(site.reading.prose.lowers[phrase.head])
    return "@actor" in asked or ("@person" in asked and "person" in kinds)


def is_asked(reading: Reading, phrase: Phrase, end: int) -> bool:
    """Return whether "to" and a verb follow ``phrase``, over a quotation mark or a short tail: "both sides to talk"."""
    words = reading.prose.lowers[phrase.last : min(phrase.last + STRETCH, end - 1)]
    if "to" not in words:
        return False
    to = words.index("to")
    return NOT_ASKED.isdisjoint(words[:to]) and _is_infinitive(reading, phrase.last + to + 1, end)


def _is_infinitive(reading: Reading, index: int, end: int) -> bool:
    """Return whether token ``index`` behind "to" is a verb: a known one, or one with an object."""
    token = reading.prose.tokens[index]
    if not token.text.islower() or word_classes().get(token.lower) in {"det", "prep", "num", "pron"}:
        return False
    known = verb_forms().get(token.lower)
    if is_adverb(token.lower) or (known is not None and "base" in known.forms):
        return True
    entry = read_frames().get(token.lower)
    follows = role_of(reading, index + 1) if index + 1 < end else "mark"
    return (entry is not None and "base" in entry.forms) or follows in {"det", "pron", "num", "adv", "prep", "mark"}


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


def _object_end(reading: Reading, here: int, last: int) -> int:
    """Return where the object itself ends: at a preposition other than "of", when it has begun, or at ``last``."""
    for index, kind in enumerate(reading.classes[here + 1 : last], here + 1):
        if kind == "prep" and reading.prose.lowers[index] != "of":
            return index
    return last


def _head_end(reading: Reading, here: int, end: int) -> int:
    """Return the token of the first preposition behind ``here``, or where the object ends."""
    last = _stretch_end(reading, here, end)
    return next((k for k in range(here + 1, last) if reading.classes[k] == "prep"), last)


def _stretch_end(reading: Reading, here: int, end: int) -> int:
    """Return where the verb's object ends at the latest: at a mark, a clause or after ``STRETCH`` tokens."""
    lowers = reading.prose.lowers
    last = here + 1 if here < end and lowers[here] == "that" else here
    ceiling = max(last, min(here + STRETCH, end))
    for index, word in enumerate(lowers[last:ceiling], last):
        if word in MAY_END and (word in ENDS or opens_clause(reading, index, here, end)):
            return index
    return ceiling


def opens_clause(reading: Reading, index: int, here: int, end: int) -> bool:
    """Return whether another verb's clause begins at ``index``: "and sent …", "after they left"."""
    word = reading.prose.lowers[index]
    if word not in JOINS:
        return False
    if word in LATER:
        return index > here
    if index + 1 >= end:
        return False
    is_ing = role_of(reading, index + 1) == "verb" and reading.prose.lowers[index + 1].endswith("ing")
    return is_ing or is_finite(reading, index + 1)
