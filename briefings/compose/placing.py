"""What makes a candidate line. In: a passage and runs of words. Out: a line with citations, rank and section."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from briefings.compose.relevance import Passage
from briefings.model import (
    Action,
    ActionType,
    Actor,
    Citation,
    Claim,
    Deadline,
    Fact,
    Figure,
    Line,
    Record,
    Risk,
    Run,
    SectionKey,
    Span,
    Statement,
)

# how much a fact says, in [0, 1]: what is asked, agreed, refused or done before what is said, before mood
ACTION_WEIGHT: dict[ActionType, float] = {
    "REQUEST": 1.0, "AGREE": 1.0, "REJECT": 1.0, "THREATEN": 1.0, "SANCTION": 1.0, "ASSAULT": 1.0, "COERCE": 0.9,
    "MOBILIZE": 0.9, "RETREAT": 0.9, "AID": 0.9, "CONCEDE": 0.9, "COOPERATE": 0.8, "CONSULT": 0.75, "PROTEST": 0.75,
    "ACCUSE": 0.75, "SUPPORT": 0.65,
}  # fmt: skip
STATEMENT_WEIGHT, DEADLINE_WEIGHT, FIGURE_WEIGHT, RISK_WEIGHT, OPPORTUNITY_WEIGHT = 0.7, 1.0, 0.7, 0.6, 0.6
RELEVANCE_SHARE, PLACE_SHARE, KIND_SHARE, ORIGIN_SHARE = 0.4, 0.25, 0.25, 0.1  # of the rank; they add up to 1
FULL_ORIGINS = 3  # origins that make a line as well founded as can be


class Placed(Record, frozen=True, kw_only=True):
    """A candidate line, the section it belongs to, and the sentence it is made from.

    ``alone`` are the runs where no label stands beside the line and it must say itself who is meant; empty when it
    cannot.
    """

    section: SectionKey
    line: Line
    passage: Passage
    alone: tuple[Run, ...] = ()


class Draft(Record, frozen=True, kw_only=True):
    """What a line is made of before it has its citations: runs, label, the facts it is there for, date and rule."""

    section: SectionKey
    runs: tuple[Run, ...]
    rule: str
    claims: tuple[Claim, ...]
    label: str = ""
    date: str | None = None
    alone: tuple[Run, ...] = ()


def place_line(draft: Draft, passage: Passage) -> Placed:
    """Return the line of ``draft``, cited, ranked and named, in its section."""
    text = "".join(run.text for run in draft.runs)
    origins = {origin for claim in draft.claims for origin in claim.origins}
    key = f"{draft.section}|{draft.label}|{text}"
    line = Line(
        id=f"{draft.section[:3]}-{hashlib.sha256(key.encode()).hexdigest()[:8]}",
        label=draft.label,
        text=text,
        runs=draft.runs,
        citations=cite_claims(passage, draft.claims),
        claims=draft.claims,
        rank=rank_line(passage, draft.claims),
        rule=draft.rule,
        date=draft.date,
        single_origin=len(origins) < 2,
    )
    return Placed(section=draft.section, line=line, passage=passage, alone=draft.alone)


def cite_claims(passage: Passage, claims: Iterable[Claim]) -> tuple[Citation, ...]:
    """Return one citation an article, the passage's own first: the sentences from the first to the last cited.

    The sources get their numbers when the whole page is known; until then they are 0.
    """
    text = passage.source.article.text
    start, end = passage.sentence.start, passage.sentence.end
    others: dict[str, Span] = {}
    for evidence in (e for claim in claims for e in claim.evidence):
        if evidence.article == passage.article:
            start, end = min(start, evidence.sentence.start), max(end, evidence.sentence.end)
        else:
            others.setdefault(evidence.article, evidence.sentence)
    own = Citation(source=0, article=passage.article, span=Span(start=start, end=end, exact=text[start:end]))
    return (own, *(Citation(source=0, article=article, span=span) for article, span in others.items()))


def rank_line(passage: Passage, claims: Sequence[Claim]) -> float:
    """Return the salience of a line in [0, 1]: how relevant, how early in its article, what kind, how well founded."""
    weight = max((_fact_weight(fact) for claim in claims for fact in (e.fact for e in claim.evidence)), default=0.5)
    origins = len({origin for claim in claims for origin in claim.origins})
    rank = (
        RELEVANCE_SHARE * passage.relevance
        + PLACE_SHARE * (1 - passage.place)
        + KIND_SHARE * weight
        + ORIGIN_SHARE * min(origins, FULL_ORIGINS) / FULL_ORIGINS
    )
    return round(rank, 4)


def _fact_weight(fact: Fact) -> float:
    match fact:
        case Action():
            return ACTION_WEIGHT[fact.type]
        case Deadline():
            return DEADLINE_WEIGHT
        case Statement():
            return STATEMENT_WEIGHT
        case Figure():
            return FIGURE_WEIGHT
        case Risk():
            return RISK_WEIGHT
        case _:
            return OPPORTUNITY_WEIGHT


def join_names(names: Sequence[str]) -> str:
    """Return "A", "A and B", or "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def agents_of(claim: Claim, fact: Fact) -> list[Actor]:
    """Return who speaks or acts in ``fact``, in the order in which the article names them; empty for no agent.

    Where a person is named, the country or body the person speaks for is not named beside.
    """
    ids = (fact.speaker,) if isinstance(fact, Statement) else fact.actors if isinstance(fact, Action) else ()
    found = [actor for actor in claim.actors if actor.id in ids]
    homes = {actor.affiliation for actor in found if actor.kind == "person"}
    people_first = [actor for actor in found if actor.name not in homes]
    return sorted(people_first, key=lambda actor: actor.mentions[0].start if actor.mentions else 0)


def date_of(fact: Fact) -> str | None:
    """Return the resolved date of ``fact``, None where it has none or it is not known."""
    date = getattr(fact, "date", None)
    return date.value if date else None
