"""How much a line matters. In: a passage and its claims. Out: a rank in [0, 1], and the reasons for it.

The rank is a weighted sum of what a reader would go by: how relevant the sentence is to the topic, how early it stands
in its article, how new its article is, what kind of thing it says, who says it, and how many independent origins do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from briefings.compose.calendar import say_date
from briefings.compose.passages import Passage
from briefings.extract.lexicon import read_rows
from briefings.model import (
    Action,
    ActionType,
    Actor,
    Claim,
    Deadline,
    Fact,
    Figure,
    Opportunity,
    Record,
    Risk,
    Statement,
)

# how much a fact says, in [0, 1]: what is asked, agreed, refused or done before what is said, before mood
ACTION_WEIGHT: dict[ActionType, float] = {
    "REQUEST": 1.0, "AGREE": 1.0, "REJECT": 1.0, "THREATEN": 1.0, "SANCTION": 1.0, "ASSAULT": 1.0, "COERCE": 0.9,
    "MOBILIZE": 0.9, "RETREAT": 0.9, "AID": 0.9, "CONCEDE": 0.9, "COOPERATE": 0.8, "CONSULT": 0.75, "PROTEST": 0.75,
    "ACCUSE": 0.75, "SUPPORT": 0.65,
}  # fmt: skip
KIND_WEIGHT: dict[type[Fact], float] = {Statement: 0.7, Deadline: 1.0, Risk: 0.6, Opportunity: 0.6}
# of a figure, by its unit: people and money before counts, and last how long something took
PEOPLE_WEIGHT, MONEY_WEIGHT, PERCENT_WEIGHT, COUNT_WEIGHT, TIME_WEIGHT = 0.9, 0.85, 0.7, 0.6, 0.25
TIME_UNITS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade"})
CURRENCY = re.compile(r"[A-Z]{3}")  # "USD"
# shares of the rank; they add up to 1
SHARES = {"relevance": 0.3, "place": 0.15, "newness": 0.15, "kind": 0.2, "speaker": 0.1, "origins": 0.1}
COPY_SHARE = 0.85  # of the rank: a line is better taken from where it was first told
FULL_ORIGINS = 3  # origins that make a line as well founded as can be
STATE_WEIGHT, BODY_WEIGHT, UNTITLED_WEIGHT, UNNAMED_WEIGHT, NOBODY_WEIGHT = 0.75, 0.6, 0.4, 0.3, 0.4
FORMER = re.compile(r"\b(?:former|ex|then)\b", re.IGNORECASE)  # "former President": no longer speaks for the office
FORMER_SHARE = 0.6


class Salience(Record, frozen=True, kw_only=True):
    """A rank in [0, 1] and what it is made of, in words."""

    rank: float
    why: tuple[str, ...]


def rank_claims(passage: Passage, claims: Sequence[Claim]) -> Salience:
    """Return how much a line made of ``claims`` in ``passage`` matters, and why."""
    facts = [fact for claim in claims if (fact := passage.fact_of(claim)) is not None]
    origins = len(set.intersection(*({*claim.origins} for claim in claims))) if claims else 0
    kind, named = max(((weigh_fact(fact), _name(fact)) for fact in facts), default=(0.5, "no fact"))
    speaker, who = max((_weigh_actor(a) for c in claims for a in _agents(passage, c)), default=(NOBODY_WEIGHT, ""))
    parts = {
        "relevance": passage.relevance,
        "place": 1 - passage.place,
        "newness": 1 - passage.age,
        "kind": kind,
        "speaker": speaker,
        "origins": min(origins, FULL_ORIGINS) / FULL_ORIGINS,
    }
    rank = sum(SHARES[name] * value for name, value in parts.items())
    copied = _is_copy(passage)
    why = (
        f"relevance {passage.relevance:.2f} ({', '.join(passage.terms) or 'beside a sentence with a term'})",
        named,
        *([who] if who else []),
        "1 origin" if origins < 2 else f"{origins} origins",
        f"in the first {max(round(passage.place * 100), 1)} % of its article",
        say_date(passage.source.article.published[:10]) if passage.source.article.published else "undated",
    )
    if copied:
        why = (*why, f"republished from {passage.source.article.origin}")
    return Salience(rank=round(rank * COPY_SHARE if copied else rank, 4), why=why)


def _is_copy(passage: Passage) -> bool:
    """Return whether the article says that it is somebody else's."""
    article = passage.source.article
    return article.origin is not None and article.publisher is not None and article.origin != article.publisher


def weigh_fact(fact: Fact) -> float:
    """Return how much ``fact`` says by its kind, in [0, 1]."""
    if isinstance(fact, Action):
        return ACTION_WEIGHT[fact.type]
    return weigh_unit(fact.unit) if isinstance(fact, Figure) else KIND_WEIGHT[type(fact)]


def weigh_unit(unit: str) -> float:
    """Return how much a figure in ``unit`` says, in [0, 1]."""
    if unit == "people":
        return PEOPLE_WEIGHT
    if unit == "percent":
        return PERCENT_WEIGHT
    if unit in TIME_UNITS:
        return TIME_WEIGHT
    return MONEY_WEIGHT if CURRENCY.fullmatch(unit) else COUNT_WEIGHT


def weigh_office(role: str | None) -> float:
    """Return the weight of a role, by the longest office that it names; that of somebody without a title if none."""
    words = f" {(role or '').casefold()} "
    weight = next((weight for office, weight in _offices() if f" {office} " in words), UNTITLED_WEIGHT)
    return weight * FORMER_SHARE if FORMER.search(words) else weight


@cache
def _offices() -> tuple[tuple[str, float], ...]:
    """Return the offices with their weights, the longest first."""
    rows = [(office, float(weight)) for office, weight in read_rows("offices")]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _weigh_actor(actor: Actor) -> tuple[float, str]:
    if actor.kind == "person":
        return weigh_office(actor.role), f"{actor.name}, {actor.role}" if actor.role else actor.name
    by_kind = {"country": STATE_WEIGHT, "organisation": BODY_WEIGHT}
    return by_kind.get(actor.kind, UNNAMED_WEIGHT), actor.name


def _agents(passage: Passage, claim: Claim) -> list[Actor]:
    fact = passage.fact_of(claim)
    ids = (fact.speaker,) if isinstance(fact, Statement) else fact.actors if isinstance(fact, Action) else ()
    return [actor for actor in claim.actors if actor.id in ids]


def _name(fact: Fact) -> str:
    if isinstance(fact, Action):
        return f"action: {fact.type.lower()}"
    if isinstance(fact, Statement):
        return f"{fact.mode} statement"
    return f"figure: {fact.unit}" if isinstance(fact, Figure) else type(fact).__name__.lower()
