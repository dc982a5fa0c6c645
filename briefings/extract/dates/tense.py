"""Prose → direction. In: a sentence and where a date stands in it. Out: whether the date lies ahead or behind.

The nearest word before the date that shows a tense decides ("will meet", "was signed", "agreed to meet"); when there is
none, the first one after it ("On Friday, ministers will …").
"""

from __future__ import annotations

from briefings.extract.dates.calendar import AHEAD, BEHIND, OPEN
from briefings.extract.dates.words import DateWords
from briefings.text import Token

BOUNDS = frozenset(("until", "till", "by"))  # "until Friday", "by Friday"
NO_INFINITIVE = frozenset("the a an its their his her our this that these those all".split())
MAX_REACH = 40  # tokens that are looked at on either side
NOT_PAST = frozenset(
    "united need indeed speed red bed armed indebted led-up hundred agreed-upon so-called unprecedented".split()
)


def read_direction(tokens: tuple[Token, ...], bounds: tuple[int, int], span: tuple[int, int], words: DateWords) -> int:
    """Return AHEAD, BEHIND or OPEN for the date at tokens ``span`` of the sentence at tokens ``bounds``."""
    first, last = span
    if first > bounds[0] and tokens[first - 1].lower in BOUNDS:
        return _after_bound(tokens, bounds, first, words)
    return _look_left(tokens, bounds[0], first, words) or _look_right(tokens, last, bounds[1], words)


def _after_bound(tokens: tuple[Token, ...], bounds: tuple[int, int], first: int, words: DateWords) -> int:
    """Direction of "by Friday", "until Friday": ahead, unless the clause is in the past perfect ("by Friday it had")."""
    around = tokens[max(bounds[0], first - 6) : first + 10]
    return BEHIND if any(token.lower == "had" for token in around) else AHEAD


def _look_left(tokens: tuple[Token, ...], begin: int, first: int, words: DateWords) -> int:
    infinitive = False
    for k in range(first - 1, max(begin, first - MAX_REACH) - 1, -1):
        lower = tokens[k].lower
        if lower == "to":
            infinitive = infinitive or _opens_infinitive(tokens[k + 1])
        elif lower in (";", ":"):
            return OPEN
        elif _is_ahead(tokens[k], words) or (infinitive and lower in words.infinitive):
            return AHEAD
        elif is_past_form(lower, words) and tokens[k - 1].lower != "be":
            return BEHIND
    return OPEN


def _look_right(tokens: tuple[Token, ...], last: int, end: int, words: DateWords) -> int:
    for k in range(last, min(end, last + MAX_REACH)):
        lower = tokens[k].lower
        if _is_ahead(tokens[k], words):
            return AHEAD
        if is_past_form(lower, words):
            return BEHIND
    return OPEN


def _opens_infinitive(token: Token) -> bool:
    return token.text[:1].islower() and token.lower not in NO_INFINITIVE


def _is_ahead(token: Token, words: DateWords) -> bool:
    return token.lower in words.ahead and token.text != "May"


def is_past_form(lower: str, words: DateWords) -> bool:
    """Return whether ``lower`` is a verb in a past form, or an auxiliary of one."""
    if lower in words.behind:
        return True
    return len(lower) > 4 and lower.endswith("ed") and lower not in NOT_PAST
