"""Prose → direction. In: a sentence and where a date stands in it. Out: whether the date lies ahead or behind.

The nearest word before the date that shows a tense decides ("will meet", "was signed", "agreed to meet"); when there is
none, the first one after it ("On Friday, ministers will …").
"""

from __future__ import annotations

from briefings.extract.dates.calendar import AHEAD, BEHIND, OPEN
from briefings.extract.dates.words import DateWords
from briefings.text import Token

BOUNDS = frozenset(("until", "till", "by", "through"))  # "until Friday", "by Friday"
CLOCK = frozenset(
    ("on", "a", "p", "m", "am", "pm", "a.m", "p.m", "a.m.", "p.m.", ".", ":", "gmt", "utc", "midnight", "noon",
     "nightfall", "sunset", "sunrise", "dawn", "dusk", "close", "of", "business", "the", "evening", "morning", "local",
     "time", "at", "latest", "midday")
)  # fmt: skip
CLOCK_LEADS = frozenset(("by", "before", "until", "till"))
CLOCK_REACH = 6  # tokens between "by" and its date: "by 4 p.m. local time on Friday"
FROM = frozenset(("from", "starting", "beginning", "effective"))
TO = frozenset(("to", "until", "till", "through", "-", "–"))
DETERMINERS = frozenset(
    ("the", "a", "an", "its", "their", "his", "her", "our", "this", "that", "these", "those", "all")
)
NO_PRESENT = DETERMINERS | {
    "to",
    "not",
    "of",
    "n't",
}  # words before a noun or an infinitive that looks like a present tense
THIS = frozenset(("that", "this"))
INVITED = frozenset(("invited", "invites", "inviting", "invitation"))
POSSESSIVES = frozenset(("'s", "’s"))
AUXILIARIES = frozenset(("is", "are", "was", "were"))
MAX_REACH = 40  # tokens that are looked at on either side
BOUND_REACH = 6  # tokens from "by Friday" to "had"
MOVED_REACH = 6  # tokens from "postponed" to "to Friday"
UNDOING = frozenset(
    (
        "unveiled",
        "unleashed",
        "unloaded",
        "unlocked",
        "unified",
        "unfolded",
        "unearthed",
        "unravelled",
        "unraveled",
        "undermined",
        "underlined",
        "underscored",
        "underpinned",
        "underestimated",
    )
)  # fmt: skip — verbs; other words that open with "un" and end with "ed" are none: "unchanged"
NOT_PAST = frozenset(("united", "need", "indeed", "speed", "armed", "indebted", "hundred", "unprecedented", "exceed",
                      "proceed", "succeed", "so-called", "breed", "greed", "embed"))  # fmt: skip


def read_direction(tokens: tuple[Token, ...], bounds: tuple[int, int], span: tuple[int, int], words: DateWords) -> int:
    """Return AHEAD, BEHIND or OPEN for the date at tokens ``span`` of the sentence at tokens ``bounds``."""
    first, last = span
    lead = tokens[first - 1].lower if first > bounds[0] else ""
    start = first if lead in BOUNDS or lead not in CLOCK else _before_clock(tokens, bounds[0], first)
    if tokens[start - 1].lower in BOUNDS and start > bounds[0]:
        return _after_bound(tokens, bounds, start, words)
    if lead in FROM and tokens[first].lower in words.weekdays and (last >= bounds[1] or tokens[last].lower not in TO):
        return AHEAD  # "called a strike from Sunday"
    if _is_moved_to(tokens, bounds, span, words):
        return AHEAD
    return _look_left(tokens, bounds[0], first, words) or _look_right(tokens, last, bounds[1], words)


def _before_clock(tokens: tuple[Token, ...], begin: int, first: int) -> int:
    """Return the token behind "until" in "until noon on Friday", for the date at token ``first``."""
    return begin + skip_clock([token.lower for token in tokens[begin:first]], first - begin)


def _after_bound(tokens: tuple[Token, ...], bounds: tuple[int, int], first: int, words: DateWords) -> int:
    """Direction of "by Friday", "until Friday": ahead, unless it had or "lasted until Friday"."""
    around = tokens[max(bounds[0], first - BOUND_REACH) : first + BOUND_REACH]
    return BEHIND if any(token.lower == "had" or token.lower in words.lasted for token in around) else AHEAD


def _is_moved_to(tokens: tuple[Token, ...], bounds: tuple[int, int], span: tuple[int, int], words: DateWords) -> bool:
    """Whether the date is one for which something is called or to which it is moved: "a strike for Friday"."""
    first, last = span
    lead = tokens[first - 1].lower if first > bounds[0] else ""
    if lead == "for":
        return last >= bounds[1] or tokens[last].lower not in POSSESSIVES
    near = tokens[max(bounds[0], first - MOVED_REACH) : first]
    return lead == "to" and any(token.lower in words.moved for token in near)


def _look_left(tokens: tuple[Token, ...], begin: int, first: int, words: DateWords) -> int:
    infinitive = leads_to = False
    for k in range(first - 1, max(begin, first - MAX_REACH) - 1, -1):
        lower = tokens[k].lower
        if lower == "to":
            leads_to, infinitive = True, infinitive or opens_infinitive(tokens[k + 1])
        elif leads_to and lower in INVITED:
            return AHEAD  # "invited him to the forum on May 21"
        elif lower in (";", ":"):
            return OPEN
        elif infinitive and lower in words.infinitive:
            return AHEAD
        elif direction := _direction_at(tokens, k, words):
            return direction
    return OPEN


def _look_right(tokens: tuple[Token, ...], last: int, end: int, words: DateWords) -> int:
    for k in range(last, min(end, last + MAX_REACH)):
        if tokens[k].lower in AUXILIARIES and k + 2 < end and tokens[k + 1].lower == "to":
            return AHEAD  # "On Thursday, the presidents are to sign"
        if direction := _direction_at(tokens, k, words):
            return direction
    return OPEN


def _direction_at(tokens: tuple[Token, ...], k: int, words: DateWords) -> int:
    """Return what the word at ``k`` says of its clause's time."""
    token, before = tokens[k], tokens[k - 1].lower
    lower = token.lower
    if lower in words.ahead and token.text != "May":
        return BEHIND if lower == "could" and tokens[min(k + 1, len(tokens) - 1)].lower == "not" else AHEAD
    if lower == "set" and tokens[min(k + 1, len(tokens) - 1)].lower in ("for", "to"):
        return AHEAD
    following = tokens[min(k + 1, len(tokens) - 1)].lower
    if (
        lower in words.present
        and following != "of"
        and (before not in NO_PRESENT or (before in THIS and lower.endswith("s")))
    ):
        return AHEAD  # "that expires", which no noun can be; "that leave" may be one
    if (
        lower in words.opening
        and before not in NO_PRESENT
        and tokens[min(k + 1, len(tokens) - 1)].lower in ("on", "in")
    ):
        return AHEAD  # "hearings open on 16 November"
    return BEHIND if is_past_form(lower, words) and before != "be" else OPEN


def opens_infinitive(token: Token) -> bool:
    """Return whether ``token``, behind "to", is a verb rather than a place or a noun phrase."""
    return token.text[:1].islower() and token.lower not in DETERMINERS


def is_past_form(lower: str, words: DateWords) -> bool:
    """Return whether ``lower`` is a verb in a past form, or an auxiliary of one."""
    if lower in words.behind:
        return True
    if lower.startswith("un") and lower not in UNDOING:
        return False  # "unchanged", "unannounced"
    return len(lower) > 4 and lower.endswith("ed") and lower not in NOT_PAST


def skip_clock(low: list[str], at: int) -> int:
    """Return where "4 p.m. on" or "midnight on" begins before the date at ``at``, when "by" or "until" leads to it."""
    k = at
    while k and at - k < CLOCK_REACH and (low[k - 1] in CLOCK or low[k - 1][:1].isdigit()):
        k -= 1
    return k if k and low[k - 1] in CLOCK_LEADS else at
