"""What is new since a brief was kept, or since a day. In: placed lines and what was known. Out: the lines, marked.

What was known is a list of entries: of the brief that ``briefings keep`` recorded, or of the articles that were out by
the day of ``--since``. A line is *new* when none of its claims was known, in these words or in others. A figure has
*changed* when the same thing was counted and another value given. A position has *moved* when the same actor now asks,
refuses, says or denies otherwise about the same thing. Of a first brief nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from briefings.compose.choice import NEGATION
from briefings.compose.likeness import NUMBER, contained, content_words
from briefings.compose.placing import Placed
from briefings.model import Action, Brief, Claim, Fact, Facts, Figure, Line, Novelty, Record, Statement

NEW_BONUS = 0.1  # of rank
SAME_THING = 0.6  # of the words around two figures, their numbers aside: they count the same thing
SAME_SUBJECT = 0.5  # of the words of two positions: they are about the same thing
SAME_CLAIM = 0.75  # of a line's words in an entry: it was known in other words
OPPOSED = (
    frozenset({"REJECT", "ACCUSE", "PROTEST", "THREATEN", "SANCTION", "COERCE", "RETREAT"}),
    frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "REQUEST", "MOBILIZE", "CONSULT"}),
)  # action types: what was of the one kind and is of the other has moved


class Entry(Record, frozen=True, kw_only=True):
    """A claim that was known: its id, kind and words, who acts or speaks, and the value of a figure."""

    claim: str
    kind: Literal["statement", "figure", "action", "deadline", "risk", "opportunity"]
    text: str
    sentence: str
    actors: tuple[str, ...] = ()
    type: str | None = None
    denied: bool = False
    value: float | int | None = None
    unit: str | None = None


class Known(Record, frozen=True, kw_only=True):
    """What was known on a day: what a brief said that was kept, or what was published before."""

    date: str
    entries: tuple[Entry, ...]


class Kept(Record, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """The record of a brief that was kept (``seeds/topics/<topic>.kept.json``): which, its date, what it said."""

    schema_id: Literal["briefings.kept/1"] = "briefings.kept/1"
    topic: str
    date: str
    entries: tuple[Entry, ...]

    def known(self) -> Known:
        """Return what the brief said."""
        return Known(date=self.date, entries=self.entries)


def keep_brief(brief: Brief, date: str) -> Kept:
    """Return the record of ``brief`` as it was kept on the ISO ``date``: every claim that a line of it rests on."""
    lines = [*([brief.bottom_line] if brief.bottom_line else []), *(x for s in brief.sections for x in s.lines)]
    claims = {claim.id: claim for line in lines for claim in line.claims}
    entries = tuple(sorted((_entry(claim) for claim in claims.values()), key=lambda entry: entry.claim))
    return Kept(topic=brief.slug, date=date, entries=entries)


def known_before(claims: Iterable[Claim], facts: Sequence[Facts], day: str) -> Known:
    """Return what the articles said that were out before ``day``; an undated one is taken to have been."""
    early = {one.article.id for one in facts if one.article.published is None or one.article.published[:10] < day}
    entries = [_entry(claim) for claim in claims if any(e.article in early for e in claim.evidence)]
    return Known(date=day, entries=tuple(entries))


def mark_novelty(placed: Sequence[Placed], known: Known) -> list[Placed]:
    """Return ``placed`` with what is new, changed or moved since ``known`` marked, and ranked up."""
    index = _Index(known.entries)
    return [_mark(one, index, known.date) for one in placed]


class _Index:
    """Entries by what a line is looked up by: claim, unit, actor, and word."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.claims = {entry.claim for entry in entries}
        self.units = _grouped((entry.unit, entry) for entry in entries if entry.unit)
        self.actors = _grouped((actor, entry) for entry in entries for actor in entry.actors)
        self.words = _grouped((word, entry) for entry in entries for word in content_words(entry.sentence))

    def tells(self, line: Line) -> bool:
        """Return whether an entry says what ``line`` says, in other words, with the same numbers."""
        words = content_words(line.text)
        shared = Counter(entry.claim for word in words for entry in self.words.get(word, ()))
        near = {claim for claim, count in shared.most_common(5) if count >= SAME_CLAIM * len(words)}
        texts = (e.sentence for word in words for e in self.words.get(word, ()) if e.claim in near)
        return any({*NUMBER.findall(line.text)} <= {*NUMBER.findall(text)} for text in texts)


def _grouped(pairs: Iterable[tuple[str, Entry]]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return found


def _mark(one: Placed, index: _Index, date: str) -> Placed:
    novelty, before = _novelty(one, index)
    if novelty is None:
        return one
    line = msgspec.structs.replace(
        one.line,
        novelty=novelty,
        before="" if one.line.series else before,  # the series has it
        rank=round(min(one.line.rank + NEW_BONUS, 1.0), 4),
        why=(f"{novelty} since {date}", *one.line.why),
    )
    return msgspec.structs.replace(one, line=line)


def _novelty(one: Placed, index: _Index) -> tuple[Novelty | None, str]:
    """Return what ``one`` is since then and, for what changed or moved, what stood there before."""
    line = one.line
    if line.sides:
        return (None, "") if all(claim.id in index.claims for claim in line.claims) else ("new", "")
    if not line.claims or any(claim.id in index.claims for claim in _leading(line)):
        return None, ""
    facts = [(claim, claim.evidence[0].fact) for claim in line.claims]
    former = [(before, fact) for claim, fact in facts if (before := _former_figure(claim, fact, index))]
    if former:
        changed = next((before for before, fact in former if before.value != getattr(fact, "value", None)), None)
        return ("changed", changed.text) if changed else (None, "")
    if one.section == "positions":
        moved = next((entry for claim, fact in facts if (entry := _former_position(claim, fact, index))), None)
        if moved:
            return "moved", moved.text
    return (None, "") if index.tells(line) else ("new", "")


def _leading(line: Line) -> Sequence[Claim]:
    """Return the claims that make ``line`` known: any of a figure's newest value, else any of the line's."""
    return line.claims[:1] if line.series else line.claims


def _former_figure(claim: Claim, fact: Fact, index: _Index) -> Entry | None:
    """Return the latest known figure of what ``fact`` counts, None when it was not counted."""
    if not isinstance(fact, Figure):
        return None
    former = [entry for entry in index.units.get(fact.unit, ()) if entry.claim in claim.series]
    alike = (e for e in index.units.get(fact.unit, ()) if _same_thing(claim.evidence[0].sentence.exact, e.sentence))
    return former[-1] if former else next(alike, None)


def _same_thing(sentence: str, other: str) -> bool:
    mine, theirs = NUMBER.sub("", sentence), NUMBER.sub("", other)
    return min(contained(mine, theirs), contained(theirs, mine)) >= SAME_THING


def _former_position(claim: Claim, fact: Fact, index: _Index) -> Entry | None:
    """Return what the same actor said or did otherwise about the same thing, None when nothing of it is known."""
    if not isinstance(fact, Action | Statement):
        return None
    new = _entry(claim)
    former = (entry for actor in new.actors for entry in index.actors.get(actor, ()))
    return next((entry for entry in former if _opposed(new, entry) and _same_subject(new, entry)), None)


def _same_subject(new: Entry, entry: Entry) -> bool:
    return max(contained(new.sentence, entry.sentence), contained(entry.sentence, new.sentence)) >= SAME_SUBJECT


def _opposed(new: Entry, entry: Entry) -> bool:
    if new.kind != entry.kind:
        return False
    sides = [next((i for i, types in enumerate(OPPOSED) if e.type in types), None) for e in (new, entry)]
    return new.denied != entry.denied or (None not in sides and sides[0] != sides[1])


def _entry(claim: Claim) -> Entry:
    evidence = claim.evidence[0]
    fact = evidence.fact
    figure = fact if isinstance(fact, Figure) else None
    return Entry(
        claim=claim.id,
        kind=_kind(fact),
        text=figure.span.exact if figure else " ".join(evidence.sentence.exact.split()),
        sentence=" ".join(evidence.sentence.exact.split()),
        actors=_agents(claim, fact),
        type=fact.type if isinstance(fact, Action) else None,
        denied=_is_denied(fact),
        value=figure.value if figure else None,
        unit=figure.unit if figure else None,
    )


def _kind(fact: Fact) -> Literal["statement", "figure", "action", "deadline", "risk", "opportunity"]:
    kinds: Mapping[str, Literal["statement", "figure", "action", "deadline", "risk", "opportunity"]] = {
        "Statement": "statement", "Figure": "figure", "Action": "action", "Deadline": "deadline", "Risk": "risk",
        "Opportunity": "opportunity",
    }  # fmt: skip
    return kinds[type(fact).__name__]


def _agents(claim: Claim, fact: Fact) -> tuple[str, ...]:
    ids = (fact.speaker,) if isinstance(fact, Statement) else fact.actors if isinstance(fact, Action) else ()
    return tuple(actor.id for actor in claim.actors if actor.id in ids and actor.kind != "group")


def _is_denied(fact: Fact) -> bool:
    if isinstance(fact, Action):
        return fact.modality == "denied"
    return isinstance(fact, Statement) and bool(
        NEGATION.search(f"{fact.cue.exact if fact.cue else ''} {fact.content.exact}")
    )
