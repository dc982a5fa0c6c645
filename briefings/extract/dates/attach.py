"""Facts and dates → dated facts. In: the facts of an article. Out: the same, each date on the fact that it dates.

The pairs of a date and a fact of its sentence are ranked: the same clause before the next one, near before far, actions
and statements before figures. The best pair is joined first; a fact has one date, a date is on one fact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

import msgspec

from briefings.extract.reading import Reading
from briefings.model import Action, Date, Deadline, Fact, Figure, Record, Statement
from briefings.text import Prose

CLAUSE_MARKS = frozenset(
    (",", ";", ":", "(", ")", "“", "”", '"', "—", "and", "but", "which", "who", "that", "while", "although", "when",
     "where", "after", "before", "because", "if", "whether", "as")
)  # fmt: skip
INSIDE_CONTENT = 6  # clause marks that a statement is away from a date inside what it says
FIGURE_HANDICAP = 1  # clause marks by which an action or a statement may be farther than a figure

NEAREST = 8  # facts on either side of a date that are looked at where a sentence holds very many

DatedFact = Statement | Figure | Action


class Numbered(Record, frozen=True, gc=False):
    """A fact that can take a date: where it starts, its place in the list of facts, and the fact."""

    start: int
    number: int
    fact: DatedFact


class Pair(Record, frozen=True, gc=False, order=True):
    """A date and a fact that it may date. The lower the rank, the likelier."""

    rank: tuple[int, int]
    date: int
    fact: int


def attach_dates(facts: list[Fact], reading: Reading) -> list[Fact]:
    """Return ``facts`` with each date of the article on the fact that it dates: same clause first, then nearest."""
    taken = {fact.date.span.start for fact in facts if isinstance(fact, Deadline)}
    dates = [date for date in reading.dates if date.span.start not in taken]
    if not dates:
        return facts
    by_sentence = _facts_by_sentence(facts, reading.prose)
    pairs = sorted(pair for n, date in enumerate(dates) for pair in _pairs_of(n, date, by_sentence, reading.prose))
    dated: dict[int, Date] = {}
    placed: set[int] = set()
    for pair in pairs:
        if pair.fact not in dated and pair.date not in placed:
            dated[pair.fact] = dates[pair.date]
            placed.add(pair.date)
    return [msgspec.structs.replace(fact, date=dated[n]) if n in dated else fact for n, fact in enumerate(facts)]


def _facts_by_sentence(facts: list[Fact], prose: Prose) -> dict[int, list[Numbered]]:
    """Return the facts that can take a date under the number of each sentence they touch, in the order of the text."""
    touched: dict[int, list[Numbered]] = {}
    numbered = sorted(enumerate(facts), key=lambda pair: pair[1].span.start)
    for number, fact in numbered:
        if isinstance(fact, (Statement, Figure, Action)) and fact.date is None:
            first = max(0, bisect_right(prose.sentence_starts, fact.span.start) - 1)
            for index in range(first, bisect_left(prose.sentence_starts, fact.span.end)):
                touched.setdefault(index, []).append(Numbered(fact.span.start, number, fact))
    return touched


def _pairs_of(number: int, date: Date, by_sentence: dict[int, list[Numbered]], prose: Prose) -> list[Pair]:
    """Return the date with each of the facts around it in its sentence."""
    facts = by_sentence.get(bisect_right(prose.sentence_starts, date.span.start) - 1, [])
    if len(facts) > 2 * NEAREST:
        middle = bisect_right(facts, date.span.start, key=lambda fact: fact.start)
        facts = facts[max(0, middle - NEAREST) : middle + NEAREST]
    return [Pair(_rank(near.fact, date, prose), number, near.number) for near in facts]


def _rank(fact: DatedFact, date: Date, prose: Prose) -> tuple[int, int]:
    """Return how far ``fact`` is from ``date``: in clauses, then in characters."""
    start, end = fact.span.start, fact.span.end
    extra = 0
    if isinstance(fact, Statement):
        inside = fact.content.start <= date.span.start < fact.content.end
        cue = fact.cue or fact.content
        start, end, extra = cue.start, cue.end, INSIDE_CONTENT if inside else 0
    elif isinstance(fact, Figure):
        extra = FIGURE_HANDICAP
    if start < date.span.end and date.span.start < end:
        return extra, 0
    first, last = (end, date.span.start) if end <= date.span.start else (date.span.end, start)
    tokens = prose.tokens[prose.token_at(first) + 1 : prose.token_at(last) + 1]
    return extra + sum(token.lower in CLAUSE_MARKS for token in tokens), last - first
