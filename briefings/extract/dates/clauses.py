"""Prose → the clause around a date. In: a sentence and where a deadline stands. Out: is it one, and for what."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.extract.dates.tense import DETERMINERS, is_past_form, opens_infinitive
from briefings.extract.dates.words import read_date_words
from briefings.extract.grammar import verb_forms, word_classes
from briefings.model import Span
from briefings.text import Prose, Sentence

Classes = Mapping[str, frozenset[str]]

YEAR_DIGITS = 4
REACH = 30  # tokens that are looked at on either side of the date
TO_HOLDERS = frozenset(("has", "have", "is", "are", "need", "needs", "had", "was", "were"))  # "each side has to"
VERB_COMPANIONS = DETERMINERS | frozenset(
    (
        "by",
        "in",
        "on",
        "at",
        "from",
        "to",
        "for",
        "with",
        "and",
        "or",
        "of",
        "over",
        "under",
        "after",
        "before",
        "into",
        "up",
        "down",
        "out",
        "off",
        "back",
        "against",
        "as",
        "him",
        "them",
        "us",
        "it",
        "her",
        "me",
        "you",
        "he",
        "she",
        "they",
        "we",
        "that",
        "which",
        "who",
        "when",
        "where",
        "while",
        "but",
    )
)  # fmt: skip — what follows a verb in the past rather than a participle before its noun
CLAUSE_BOUNDS = frozenset(
    (",", ";", ":", "—", "“", "”", '"', "that", "but", "while", "although", "unless", "if", "whether", "which", "who")
)
WEAK_STARTS = frozenset(("and", "or", "but", "then", "so", "which", "who"))
WEAK_ENDS = frozenset(("is", "was", "are", "were", "be", "a", "the", "on", "to", "due", "will", "by", "at", "of"))
IF_REACH = 10  # tokens between "if" and its verb
SHORTEST = 2  # tokens of a clause that says what has to happen


def find_duty(prose: Prose, sentence: Sentence, limit: tuple[int, int], classes: Classes) -> bool:
    """Return whether the clause of the tokens ``limit`` orders, promises or expects something by then.

    A bare year needs a strict word ("must", "pledged"); a forecast ("will fall to 3% by December") is no duty.
    """
    lead, last = limit
    is_year = last - lead == SHORTEST and _is_year(prose, last - 1)
    left = range(lead - 1, max(sentence.first, lead - REACH) - 1, -1)
    right = range(last, min(sentence.last, last + REACH))
    found = _scan_left(prose, left, classes, is_year=is_year)
    return found if found is not None else _scan_right(prose, right, classes["strict" if is_year else "oblige"])


def _is_year(prose: Prose, k: int) -> bool:
    text = prose.tokens[k].text
    return len(text) == YEAR_DIGITS and text.isdecimal()


def _scan_left(prose: Prose, places: range, classes: Classes, *, is_year: bool) -> bool | None:
    """Return True at the first word of duty, False at a past tense before it, None when neither comes."""
    tokens, forecast = prose.tokens, False
    wanted = classes["strict"] if is_year else classes["oblige"]
    for k in places:
        lower = tokens[k].lower
        forecast = forecast or lower in classes["forecast"]
        if lower in wanted and tokens[k].text != "May":
            return not forecast or (lower in classes["strict"] and not is_year)
        if lower == "to" and not is_year and not forecast and opens_infinitive(tokens[k + 1]):
            return True
        if lower == ";":
            return None
        if _is_past_verb(prose, k):
            return _is_conditional(prose, k, places) or (None if tokens[k - 1].lower in ("is", "are") else False)
    return None


def _is_conditional(prose: Prose, k: int, places: range) -> bool:
    """Whether an "if" makes the past tense at ``k`` a condition: "if the bank was not reopened by Friday"."""
    before = [prose.tokens[n].lower for n in range(max(places.stop + 1, k - IF_REACH), k)]
    return any(word in ("if", "unless") for word in before) and "," not in before


def _scan_right(prose: Prose, places: range, wanted: frozenset[str]) -> bool:
    tokens = prose.tokens
    for k in places:
        lower = tokens[k].lower
        if lower in wanted or (lower == "to" and tokens[k - 1].lower in TO_HOLDERS):
            return True
        if lower == ";" or (_is_past_verb(prose, k) and lower not in TO_HOLDERS):
            return False
    return False


def _is_past_verb(prose: Prose, k: int) -> bool:
    lower, before = prose.lowers[k], prose.lowers[k - 1]
    if _is_reduced(lower, before):
        return False
    return is_past_form(lower, read_date_words()) and before not in ("be", "not") and not _describes(prose, k)


def _is_reduced(lower: str, before: str) -> bool:
    """Whether a form that is only a participle stands right behind its noun: "the measures taken"."""
    known = verb_forms().get(lower)
    return known is not None and known.forms == {"part"} and word_classes().get(before) not in ("aux", "adv")


def _describes(prose: Prose, k: int) -> bool:
    """Whether a participle stands before its noun and is no verb: "hand over abducted children"."""
    following = prose.tokens[k + 1] if k + 1 < len(prose.tokens) else None
    if following is None or not prose.lowers[k].endswith("ed"):
        return False
    return following.text[:1].islower() and following.lower not in VERB_COMPANIONS


# ------------------------------------------------------------------------------------- what has to happen


def find_what(prose: Prose, sentence: Sentence, limit: tuple[int, int]) -> Span | None:
    """Return the clause that has to happen by the deadline at tokens ``limit``.

    What stands before it; what stands behind it when "to" or "for" follows ("until June 5 to register") or when the
    deadline opens the clause ("By Friday, each side has to …").
    """
    lead, last = limit
    after = prose.lowers[last] if last < sentence.last else ""
    if after in ("to", "for"):
        return _behind(prose, sentence, last)
    return _before(prose, sentence, lead) or _behind(prose, sentence, last)


def _before(prose: Prose, sentence: Sentence, lead: int) -> Span | None:
    """Return the clause that ends at token ``lead``; of "the truce, which ends on", what stands before the comma."""
    tokens, last = prose.tokens, lead
    while last > sentence.first:
        first = last
        while first > sentence.first and tokens[first - 1].lower not in CLAUSE_BOUNDS:
            first -= 1
        start, end = _trim(prose, first, last)
        if end - start >= SHORTEST:
            return prose.span(tokens[start].start, tokens[end - 1].end)
        last = first - 1
    return None


def _behind(prose: Prose, sentence: Sentence, first: int) -> Span | None:
    tokens = prose.tokens
    if first < sentence.last and tokens[first].lower == ",":
        first += 1
    last = first
    while (
        last < sentence.last and tokens[last].lower not in CLAUSE_BOUNDS and tokens[last].lower not in (".", "!", "?")
    ):
        last += 1
    return prose.span(tokens[first].start, tokens[last - 1].end) if last - first >= SHORTEST else None


def _trim(prose: Prose, first: int, last: int) -> tuple[int, int]:
    """Return tokens ``[first, last)`` without conjunctions before and auxiliaries behind."""
    while first < last and prose.lowers[first] in WEAK_STARTS:
        first += 1
    while last > first and prose.lowers[last - 1] in WEAK_ENDS:
        last -= 1
    return first, last
