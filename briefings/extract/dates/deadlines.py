"""Reading → Deadlines. In: a Reading. Out: the last days for something, and the days on which something runs out.

A date is a deadline by the words before it ("by", "no later than", "expires on") together with a clause that orders,
promises or expects something; a planned event or a forecast is none. "Within 90 days" is a deadline without a value.
"""

from __future__ import annotations

from briefings.extract.dates.clauses import find_duty, find_what
from briefings.extract.dates.tense import skip_clock
from briefings.extract.figures.words import read_figure_words
from briefings.extract.lexicon import read_classes
from briefings.extract.reading import Reading
from briefings.model import Date, Deadline, Record
from briefings.text import Prose, Sentence

DURATION_UNITS = frozenset(("hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years"))
LINKS = frozenset(
    ("on", "in", "at", "of", "for", "is", "was", "as", "date", "midnight", "the", "by", "day", ",", "to", "set", "out")
)
NEGATIONS = frozenset(("not", "n’t", "n't", "never", "nothing", "no"))
NEGATED_REACH = 5  # tokens from "not" to "before"
DUTY_LEADS = frozenset(("by", "before"))
EXPIRY_REACH = 5  # tokens between "expires" and its date: "expires at midnight on"
RUNS_OUT = (["run", "out"], ["runs", "out"], ["ran", "out"], ["running", "out"])  # "the waiver runs out on"
LASTING_REACH = 14  # tokens between "the truce" and "until"
GRANTED = 7  # tokens between "given" and "until": "has given Benin and Togo until"
GRANT_REACH = 6  # tokens between "gave" and "72 hours to leave"
LATEST = (("no", "later", "than"), ("not", "later", "than"), ("on", "or", "before"), ("at", "the", "latest", "by"))
EFFECTS = (("takes", "effect"), ("take", "effect"), ("comes", "into", "force"), ("enters", "into", "force"),
           ("goes", "into", "effect"), ("comes", "into", "effect"), ("come", "into", "force"))  # fmt: skip


class Limit(Record, frozen=True, gc=False):
    """Where a deadline stands: the tokens ``[lead, last)`` from its lead word to the end of its date, and its rule."""

    lead: int
    last: int
    date: Date
    rule: str


def read_deadline_words() -> dict[str, frozenset[str]]:
    """Return the words of ``deadline_words.tsv`` by class; they are read once."""
    return read_classes("deadline_words")


def extract_deadlines(reading: Reading) -> list[Deadline]:
    """Return the deadlines of the article in the order of the text; ids are left empty."""
    prose, numbers = reading.prose, read_figure_words().small
    limits = [limit for date in reading.dates if (limit := _limit_of_date(reading, date))]
    for k in prose.where(DURATION_UNITS):
        if limit := _limit_of_period(prose, prose.homes[k], k, numbers):
            limits.append(limit)
    limits.sort(key=lambda limit: limit.lead)
    return [_make_deadline(reading, limit) for limit in limits]


# ----------------------------------------------------------------------------------------- limits by a date


def _limit_of_date(reading: Reading, date: Date) -> Limit | None:
    prose = reading.prose
    sentence = prose.sentence_at(date.span.start)
    if sentence is None:
        return None
    first, last = prose.token_at(date.span.start), prose.token_at(date.span.end - 1) + 1
    published = (reading.article.published or "")[:10] if reading.article else ""
    is_past = bool(date.value and published and date.value < published[: len(date.value)])
    found = _lead_of(prose, sentence, first, last, is_past=is_past)
    return Limit(found[0], last, date, found[1]) if found else None


def _lead_of(prose: Prose, sentence: Sentence, first: int, last: int, *, is_past: bool) -> tuple[int, str] | None:
    """Return the first token of the words that make the date at ``[first, last)`` a deadline, and the rule."""
    low = [token.lower for token in prose.tokens[sentence.first : last]]
    at = first - sentence.first
    expiry = _find_expiry(prose, low, at, last, sentence)
    if expiry is not None:
        return sentence.first + expiry, "deadline.expiry"
    if is_past and prose.text[prose.tokens[first].start : prose.tokens[last - 1].end].lower() not in (
        "today",
        "this week",
    ):
        return None
    for phrase in LATEST:
        if tuple(low[max(0, at - len(phrase)) : at]) == phrase:
            return first - len(phrase), "deadline.no-later-than"
    at = skip_clock(low, at)
    lead, first = low[at - 1] if at else "", sentence.first + at - 1
    if lead == "before" and not NEGATIONS.isdisjoint(low[max(0, at - NEGATED_REACH) : at - 1]):
        return None  # "is not expected before mid-2027"
    if lead in DUTY_LEADS and find_duty(prose, sentence, (first, last), read_deadline_words()):
        return first, f"deadline.{lead}"
    if lead in ("until", "till", "through") and _holds(low, at):
        return first, "deadline.until"
    return _find_effect(low, at, sentence)


def _find_expiry(prose: Prose, low: list[str], at: int, last: int, sentence: Sentence) -> int | None:
    """Return where the expiry beside the date begins: "expires on", "payment due", "the March 15 deadline"."""
    words = read_deadline_words()
    after = [token.lower for token in prose.tokens[last : min(last + 2, sentence.last)]]
    if any(
        word in ("deadline", "cutoff", "cut-off", "ultimatum")
        for word in after[: 2 if after[:1] in (["'s"], ["’s"]) else 1]
    ):
        return at
    if low[at - 1 : at] in (["is"], ["was"], ["of"]) and "deadline" in low[max(0, at - LASTING_REACH) : at]:
        return at - 1
    for k in range(at - 1, max(-1, at - 1 - EXPIRY_REACH), -1):
        if low[k] in words["expiry"] or low[k : k + 2] in RUNS_OUT:
            return k
        if low[k] in words["ending"] and (words["lasting"] | words["owed"]).intersection(
            low[max(0, k - LASTING_REACH) : k]
        ):
            return k
        if low[k] == "due" and at - k <= 2 and words["owed"].intersection(low[max(0, k - LASTING_REACH) : k]):
            return k
        if low[k] not in LINKS:
            return None
    return None


def _holds(low: list[str], at: int) -> bool:
    """Whether "until" ends what holds for a time ("the truce runs until") or is granted ("have until Friday to").

    What stays as it is ("will remain shut until") ends then too; what is "put off until Friday" only begins.
    """
    words = read_deadline_words()
    near = low[max(0, at - LASTING_REACH) : at]
    stays = words["staying"].intersection(near) and not words["put-off"].intersection(near)
    return bool(words["lasting"].intersection(near) or words["grant"].intersection(near[-GRANTED:]) or stays)


def _find_effect(low: list[str], at: int, sentence: Sentence) -> tuple[int, str] | None:
    """Return "before it takes effect on 1 July": the date on which a rule starts is the last one to change it."""
    for phrase in EFFECTS:
        start = at - 1 - len(phrase)
        if start >= 0 and low[at - 1] in ("on", "in", "from") and tuple(low[start : at - 1]) == phrase:
            before = next((k for k in range(start - 1, max(-1, start - 6), -1) if low[k] == "before"), None)
            return (sentence.first + before, "deadline.before") if before is not None else None
    return None


# --------------------------------------------------------------------------------------- limits by a period


def _limit_of_period(prose: Prose, sentence: Sentence, k: int, numbers: dict[str, int]) -> Limit | None:
    """Return "within 10 days of signing" or "72 hours to leave" whose unit is token ``k``; its date has no value."""
    tokens = prose.tokens
    number = tokens[k - 1].lower if k > sentence.first else ""
    if not (number[:1].isdigit() or number in numbers):
        return None
    first = k - 1
    while first > sentence.first and tokens[first - 1].lower in ("the", "next", "coming", "about", "some"):
        first -= 1
    if first > sentence.first and tokens[first - 1].lower == "within":
        last = _end_of_period(prose, sentence, k + 1)
        if find_duty(prose, sentence, (first - 1, last), read_deadline_words()):
            return _period(prose, first - 1, last, "deadline.within")
        return None
    if first > sentence.first and tokens[first - 1].lower == "from":
        return None  # "from 21 days to eight"
    granted = {token.lower for token in tokens[max(sentence.first, k - 1 - GRANT_REACH) : k - 1]}
    if tokens[min(k + 1, sentence.last - 1)].lower == "to" and granted & read_deadline_words()["grant"]:
        return _period(prose, k - 1, k + 1, "deadline.granted")
    return None


def _end_of_period(prose: Prose, sentence: Sentence, k: int) -> int:
    """Return the token behind "of signing", "of the vote", "of entry into force" at ``k``, else ``k``."""
    low = [token.lower for token in prose.tokens[k : min(k + 6, sentence.last)]]
    if low[:1] != ["of"] or len(low) < 2:
        return k
    end = 3 if low[1] in ("the", "its", "their", "a", "this", "that", "his", "her") and len(low) > 2 else 2
    return k + (end + 2 if low[end : end + 2] == ["into", "force"] else end)


def _period(prose: Prose, first: int, last: int, rule: str) -> Limit:
    span = prose.span(prose.tokens[first].start, prose.tokens[last - 1].end)
    return Limit(first, last, Date(value=None, span=span), rule)


# ------------------------------------------------------------------------------------------------- the fact


def _make_deadline(reading: Reading, limit: Limit) -> Deadline:
    prose, date_span = reading.prose, limit.date.span
    sentence = prose.sentence_at(date_span.start)
    what = find_what(prose, sentence, (limit.lead, limit.last)) if sentence else None
    start = min(what.start, date_span.start) if what else date_span.start
    end = max(what.end, date_span.end) if what else date_span.end
    return Deadline(
        id="", span=prose.span(start, end), date=limit.date, what=what, hedge=reading.hedge_at(date_span.start),
        rule=limit.rule,
    )  # fmt: skip
