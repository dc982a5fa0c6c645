"""Words behind a verb → what is asked, pledged, refused or done. In: a stretch of tokens. Out: its span, or None.

An object is a noun phrase or a clause. When and where something happened has fields of its own and is cut off; whom
the deed names already is not said again.
"""

from __future__ import annotations

from briefings.extract.actions.frames import JOINS, is_asked, opens_clause, skip_adverbs
from briefings.extract.actions.scene import Scene
from briefings.extract.clauses import trim
from briefings.extract.grammar import verb_forms, word_classes
from briefings.extract.noun_phrases import role_of
from briefings.extract.phrases import Phrase, find_object, kind_of
from briefings.model import Span

CONTENT = frozenset({"to", "of", "that", "for", "over", "not"})  # what stands between who is asked and what is asked
OPENERS = frozenset({"to", "that", "of"})  # belong to the verb, not to what it is about
ASKING = frozenset({"on", "upon", "for", "with"})  # before who is asked
QUOTES = frozenset({"“", '"', "‘"})
LOCAL = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "through", "around", "along", "towards", "toward", "into",
     "during", "after", "before", "behind", "between"}
)  # fmt: skip
LOCATED = frozenset({"CONSULT", "PROTEST", "ASSAULT", "COERCE", "RETREAT", "MOBILIZE", "SANCTION"})  # done somewhere
DATED = frozenset(
    {"on", "in", "by", "from", "since", "until", "late", "early", "before", "after", "for", "this", "last"}
)
LATER = frozenset({"once", "while", "when", "if", "unless", "because", "although", "though", "whereas"})
MAY_CUT = LATER | JOINS | DATED  # at these an object may end
UNITS = frozenset({"hours", "days", "weeks", "months", "years"})
LONGEST = 60  # tokens of an object in which a date or a clause that follows is looked for
PIECES = 4  # dates and places at the end of an object that are cut off
CLAUSAL = frozenset({"to", "that", "not"})  # behind these an object is a clause
NOT_FIRST = frozenset({"prep", "aux", "time", "mark", "rel", "coord"})


def read_content(scene: Scene, start: int, end: int, *, kind: str, thing: Phrase | None) -> Span | None:
    """Return what tokens ``[start, end)`` say the deed of type ``kind`` is about, None where that is nothing."""
    start = _skip_asked(scene, skip_adverbs(scene.reading, start, scene.sentence.last), end, thing=thing)
    while start < end and scene.word(start) in OPENERS:
        start += 1
    before = scene.word(start - 1)
    is_clause = before in CLAUSAL
    if start >= end or (before in LOCAL and kind in LOCATED) or not (is_clause or _is_object(scene, start)):
        return None
    end = _cut_tail(scene, start, end if is_clause else _cut_adjunct(scene, start, end))
    if start >= end or _is_named(scene, start, end):
        return None
    offset = scene.sentence.first
    first, last = trim(scene.words, start - offset, end - offset)
    return scene.span(first, last) if any(word[:1].isalnum() for word in scene.words[first:last]) else None


def _skip_asked(scene: Scene, start: int, end: int, *, thing: Phrase | None) -> int:
    """Return ``start``, or where what is asked begins behind who is asked: "[urged] both sides to [talk]"."""
    if scene.word(start) in ASKING:  # "called [on China to] act"
        asked = find_object(scene.reading, start)
        is_clause = asked is not None and scene.word(asked.last) == "to" and is_asked(scene.reading, asked, end)
        return asked.last if asked is not None and is_clause else start
    if thing is None or not (thing.mentions or is_asked(scene.reading, thing, end)):
        return start
    behind = thing.last
    while behind < end and scene.word(behind) in QUOTES:
        behind += 1
    return behind if scene.word(behind) in CONTENT else start


def _is_object(scene: Scene, start: int) -> bool:
    """Return whether a noun phrase, a quotation, a participle or an infinitive begins at ``start``."""
    word = scene.word(start)
    if word in QUOTES or word in {"what", "how", "whether"}:
        return True
    role = role_of(scene.reading, start)
    if role == "verb":
        known = verb_forms().get(word)
        return word.endswith("ing") or known is None or "s" not in known.forms
    return role not in NOT_FIRST


def _cut_adjunct(scene: Scene, start: int, end: int) -> int:
    """Return where a date or a clause begins in a noun phrase: "the accord [on Friday, …]", "talks [once it holds]"."""
    lowers = scene.reading.prose.lowers
    for index in range(start + 1, min(end - 1, start + LONGEST)):
        word = lowers[index]
        if word not in MAY_CUT:
            continue
        if word in LATER or opens_clause(scene.reading, index, start, end):
            return index
        if word in DATED and scene.reading.dated.get(index + 1, -1) == index + 1:
            return index
    return end


def _cut_tail(scene: Scene, start: int, end: int) -> int:
    """Return ``end`` without the dates and places that close the object."""
    for _ in range(PIECES):
        while end > start and not scene.word(end - 1)[:1].isalnum() and scene.word(end - 1) not in {"”", '"', ")", "%"}:
            end -= 1
        cut = _before_date(scene, start, end) or _before_place(scene, start, end) or _before_duration(scene, end)
        if not cut:
            break
        end = cut
    return end


def _before_date(scene: Scene, start: int, end: int) -> int:
    first = scene.reading.dated.get(end - 1, -1)
    if first < start or (first > start and scene.word(first - 1) == "of"):
        return 0
    while first > start and (scene.word(first - 1) in DATED or first - 1 in scene.reading.dated):
        first -= 1
    return max(first, start)


def _before_duration(scene: Scene, end: int) -> int:
    """Return where "two weeks" at the end begins: "briefed members [two weeks after]", 0 where there is none."""
    is_length = scene.word(end - 1) in UNITS and role_of(scene.reading, end - 2) == "num"
    return end - 2 if is_length and scene.word(end - 3) not in {"of", "a"} else 0


def _before_place(scene: Scene, start: int, end: int) -> int:
    mention = scene.reading.named.get(end - 1)
    if mention is None or kind_of(scene.reading, mention) not in {"place", "country"}:
        return 0
    tie = mention.first - 1
    if scene.word(tie) == "the":
        tie -= 1
    return tie if tie > start and scene.word(tie) in LOCAL else 0


def _is_named(scene: Scene, start: int, end: int) -> bool:
    """Return whether the object is nothing but a name: it is among the actors, the recipients or the place."""
    while start < end and word_classes().get(scene.word(start)) in {"det", "prep"}:
        start += 1
    mention = scene.reading.named.get(end - 1) if start < end else None
    return mention is not None and mention.first <= start and mention.form != "pronoun"
