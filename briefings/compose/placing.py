"""What makes a candidate line. In: a passage and runs of words. Out: a line with citations, rank and section."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from briefings.compose.likeness import covers
from briefings.compose.passages import Passage
from briefings.compose.salience import rank_claims
from briefings.model import (
    Action,
    Actor,
    Citation,
    Claim,
    Evidence,
    Fact,
    Line,
    Record,
    Run,
    SectionKey,
    Span,
    Statement,
)

# "20 officers" "Hundreds of veterans" "its troops": a group that the reader cannot tell from any other
NO_NAME = re.compile(
    r"(?:\W*\d|(?:the|this|that|these|those|its|their|his|her|our|all|any|some|both|many|several|other|most|an?)\b|"
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozens?|scores|hundreds|thousands)\b)",
    re.IGNORECASE,
)
PROPER = re.compile(r"[^\W\d_]*[A-ZÀ-ÖØ-Þ]")  # "Kenyan" "AfDB"
PROPER_FIRST = re.compile(r"[A-ZÀ-ÖØ-Þ].*?(?:[’']s?$|[A-ZÀ-ÖØ-Þ])")  # "Malawi’s" "UN", not "Teachers"
OWN_WORDS = re.compile(
    r"(.+?)[’']s? (?:remarks?|comments?|words|statements?|speech|address|criticisms?|appeals?|calls?|warnings?)"
)  # "Ruto’s remarks"
PINNED, DROPPED = "pinned by the topic", "dropped by the topic"  # why a line stands where it does
NEAR = 2_000  # characters: what is further from the sentence is another place of the same claim


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
    key = f"{draft.section}|{draft.label}|{text}"
    salience = rank_claims(passage, draft.claims)
    line = Line(
        id=f"{draft.section[:3]}-{hashlib.sha256(key.encode()).hexdigest()[:8]}",
        label=draft.label,
        text=text,
        runs=draft.runs,
        citations=cite_claims(passage, draft.claims, text),
        claims=draft.claims,
        rank=salience.rank,
        rule=draft.rule,
        date=draft.date,
        single_origin=len(founded_on(draft.claims)) < 2,
        why=salience.why,
    )
    return Placed(section=draft.section, line=line, passage=passage, alone=draft.alone)


def cite_claims(passage: Passage, claims: Sequence[Claim], text: str) -> tuple[Citation, ...]:
    """Return one citation an article, the passage's own first: the sentences from the first to the last cited.

    Another article is cited only for a line that it holds whole: all of its claims, or, in the sentence of one of
    them, all numbers and most of the words of ``text``. The sources get their numbers when the whole page is known;
    until then they are 0.
    """
    start, end = passage.sentence.start, passage.sentence.end
    for claim in claims:
        for evidence in claim.evidence:
            if evidence.article == passage.article and abs(evidence.sentence.start - end) < NEAR:
                start, end = min(start, evidence.sentence.start), max(end, evidence.sentence.end)
    whole = passage.source.article.text[start:end]
    own = Citation(source=0, article=passage.article, span=Span(start=start, end=end, exact=whole))
    return (own, *_cite_others(passage, claims, text))


def _cite_others(passage: Passage, claims: Sequence[Claim], text: str) -> list[Citation]:
    held: dict[str, list[Evidence]] = {}
    for claim in claims:
        for evidence in {e.article: e for e in reversed(claim.evidence)}.values():
            if evidence.article != passage.article:
                held.setdefault(evidence.article, []).append(evidence)
    return [
        Citation(source=0, article=article, span=max((e.sentence for e in found), key=lambda s: len(s.exact)))
        for article, found in sorted(held.items())
        if len(found) == len(claims) or any(covers(e.sentence.exact, text) for e in found)
    ]


def founded_on(claims: Sequence[Claim]) -> set[str]:
    """Return the origins of a line: those that all of its claims have, so that none is said to confirm half of it."""
    return set.intersection(*({*claim.origins} for claim in claims)) if claims else set()


def join_names(names: Sequence[str]) -> str:
    """Return "A", "A and B", or "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def agents_of(claim: Claim, fact: Fact) -> list[Actor]:
    """Return who speaks or acts in ``fact``, in the order in which the article names them; empty for no agent.

    Where a person is named, the country or body the person speaks for is not named beside, nor is whose body it is
    ("Georgia’s foreign ministry" is not "Georgia and Georgia’s foreign ministry").
    """
    ids = (fact.speaker,) if isinstance(fact, Statement) else fact.actors if isinstance(fact, Action) else ()
    found = [actor for actor in claim.actors if actor.id in ids]
    homes = {actor.affiliation for actor in found if actor.kind == "person"}
    speaking = [actor for actor in found if actor.name not in homes and not _owns_one(actor, found)]
    return sorted(speaking, key=lambda actor: actor.mentions[0].start if actor.mentions else 0)


def _owns_one(actor: Actor, others: Sequence[Actor]) -> bool:
    """Return whether ``actor`` is named only as whose another of them is, by its name or the last word of it."""
    owner = tuple(
        f"{name}{mark}" for name in (actor.name, actor.name.split()[-1]) for mark in ("’s ", "'s ", "’ ", "' ")
    )
    return any(other is not actor and other.name.startswith(owner) for other in others)


def is_nameable(actor: Actor) -> bool:
    """Return whether the actor's name can stand before a line: not "20 officers", "economists" nor "the programme".

    Of a group, some word beside the first, which may only begin a sentence, must be a proper one; "briefing Council
    members" is what somebody does.
    """
    if actor.kind != "group":
        return True
    first, *others = actor.name.split()
    proper = PROPER_FIRST.match(first) or any(PROPER.match(word) for word in others)
    return bool(proper) and not NO_NAME.match(actor.name) and not (first.islower() and first.endswith("ing"))


def name_agent(actor: Actor, known: Sequence[Actor]) -> str:
    """Return the name that stands before a line; of somebody's words ("Ruto’s remarks"), that of whose they are."""
    words = OWN_WORDS.fullmatch(actor.name) if actor.kind == "group" else None
    owners = (other.name for other in known if words and words[1] in {other.name, other.name.split()[-1]})
    return next(owners, actor.name)


def date_of(fact: Fact) -> str | None:
    """Return the resolved date of ``fact``, None where it has none or it is not known."""
    date = getattr(fact, "date", None)
    return date.value if date else None
