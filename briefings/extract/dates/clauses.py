"""Prose → the clause around a date. In: a sentence and where the date stands. Out: whether something has to happen by it."""

from __future__ import annotations

from collections.abc import Mapping

from briefings.extract.dates.tense import DETERMINERS, is_past_form, opens_infinitive
from briefings.extract.dates.words import read_date_words
from briefings.text import Prose, Sentence

YEAR_DIGITS = 4
VERB_COMPANIONS = DETERMINERS | frozenset(
    "by in on at from to for with and or of over under after before into up down out off back against as him them us "
    "it her me you he she they we that which who when where while but".split()
)  # what follows a verb in the past rather than a participle before its noun
REACH = 30  # tokens that are looked at on either side of the date


def find_duty(prose: Prose, sentence: Sentence, limit: tuple[int, int], classes: Mapping[str, frozenset[str]]) -> bool:
    """Return whether the clause of the tokens ``limit`` orders, promises or expects something by then.

    A bare year needs a strict word ("must", "pledged"); a forecast ("would reach 5% by 2040") is no duty.
    """
    lead, last = limit
    is_year = (
        last - lead == 2 and len(prose.tokens[last - 1].text) == YEAR_DIGITS and prose.tokens[last - 1].text.isdecimal()
    )
    wanted = classes["strict"] if is_year else classes["oblige"]
    left = range(lead - 1, max(sentence.first, lead - REACH) - 1, -1)
    right = range(last, min(sentence.last, last + REACH))
    if is_year and any(prose.tokens[k].lower in classes["forecast"] for k in left):
        return False
    found = _scan(prose, left, wanted, infinitive=not is_year)
    return found if found is not None else bool(_scan(prose, right, wanted, infinitive=False))


def _scan(prose: Prose, places: range, wanted: frozenset[str], *, infinitive: bool) -> bool | None:
    """Return True at the first word that is wanted, False at a past tense before it, None when neither comes."""
    tokens, words = prose.tokens, read_date_words()
    for k in places:
        lower = tokens[k].lower
        if lower in wanted and tokens[k].text != "May":
            return True
        if infinitive and lower == "to" and k + 1 < len(tokens) and opens_infinitive(tokens[k + 1]):
            return True
        if lower == ";":
            return None
        if is_past_form(lower, words) and tokens[k - 1].lower not in ("be", "not") and not _describes(prose, k):
            return None if tokens[k - 1].lower in ("is", "are") else False
    return None


def _describes(prose: Prose, k: int) -> bool:
    """Whether a participle stands before its noun and is no verb: "hand over abducted children"."""
    following = prose.tokens[k + 1] if k + 1 < len(prose.tokens) else None
    if following is None or not prose.tokens[k].lower.endswith("ed"):
        return False
    return following.text[:1].islower() and following.lower not in VERB_COMPANIONS
