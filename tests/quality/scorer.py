"""Marked-up articles → scores. In: Marked. Out: hits, false alarms and misses of each kind, with a note on each error.

A finding and a mark meet by their places in the text. Precision counts for what a page prints as fact (names,
statements, figures, dates, hedges); of actions, risks and opportunities the marks name only the salient ones, so
there only recall is scored. Two counts must stay at zero: quotations given to somebody else, and invented figures.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from briefings.extract import extract_facts
from briefings.model import (
    Action,
    Actor,
    Date,
    Deadline,
    Fact,
    Facts,
    Figure,
    Opportunity,
    Risk,
    Span,
    Statement,
)
from tests.quality.marks import Mark, Marked, Range, fold, words_of

SAME_WORDS = 0.6  # two contents with this share of common words (Dice) are one; a clause more or less still passes
RANKS = frozenset(["former", "acting", "deputy", "vice", "interim", "caretaker", "designate", "outgoing", "shadow"])
PLURALS = {"persons": "people", "person": "people", "metre": "m", "kilometre": "km", "ton": "tonne", "number": "count"}
RECALL_ONLY = frozenset({"actions", "risks", "opportunities"})


@dataclass
class Tally:
    """Hits, false alarms and misses of one kind."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of findings that are right."""
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        """Return the share of marks that were found."""
        return self.hits / max(1, self.hits + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.hits / max(1, 2 * self.hits + self.false + self.missed)


@dataclass
class Score:
    """The tallies of all kinds, the errors that must not happen, and a note on every error."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    never: Counter[str] = field(default_factory=lambda: Counter(misattributed=0, invented_figures=0))
    notes: list[str] = field(default_factory=list)

    def add(self, kind: str, *, hits: int = 0, false: Iterable[str] = (), missed: Iterable[str] = ()) -> None:
        """Count hits and errors of ``kind``; the errors are texts that say what they are."""
        tally = self.tallies.setdefault(kind, Tally())
        tally.hits += hits
        for error in false:
            tally.false += 1
            self.notes.append(f"{kind}: false: {error}")
        for error in missed:
            tally.missed += 1
            self.notes.append(f"{kind}: missed: {error}")

    def reached(self) -> dict[str, float]:
        """Return the figure that a floor is set on: F1, or recall where the marks are not complete."""
        return {kind: t.recall if kind in RECALL_ONLY else t.f1 for kind, t in self.tallies.items()}


def score_all(articles: Iterable[Marked]) -> Score:
    """Return the scores of the extractors on ``articles``."""
    score = Score()
    for marked in articles:
        before = len(score.notes)
        _Sheet(marked, extract_facts(marked.article), score).run()
        score.notes[before:] = [f"{marked.name}: {note}" for note in score.notes[before:]]
    return score


def _range(span: Span) -> Range:
    return span.start, span.end


def _overlap(a: Range, b: Range) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def _touches(place: Range, places: Iterable[Range]) -> bool:
    return any(_overlap(place, other) for other in places)


def _alike(a: Sequence[str], b: Sequence[str]) -> float:
    return 2 * (Counter(a) & Counter(b)).total() / max(1, len(a) + len(b))


def _unit(name: str) -> str:
    plain = name.casefold()
    return PLURALS.get(plain, PLURALS.get(plain.removesuffix("s"), plain.removesuffix("s")))


def _same_role(a: str, b: str) -> bool:
    ours, theirs = words_of(a), words_of(b)
    return _alike(ours, theirs) >= SAME_WORDS and RANKS & set(ours) == RANKS & set(theirs)


class _Sheet:
    """One article's marks beside its facts."""

    def __init__(self, marked: Marked, facts: Facts, score: Score) -> None:
        self.marked, self.facts, self.score = marked, facts, score
        self.actors = {actor.id: actor for actor in facts.actors}
        self.aliases = [
            {fold(name) for name in column if name}
            for kind in ("person", "organisation", "country", "place")
            for (column, *_) in marked.of(kind)
        ]

    def run(self) -> None:
        """Score every kind, or those that the marks name."""
        only = {kind for ((*kinds,),) in self.marked.of("kinds") for kind in kinds}
        for kind in ("head", "people", "names", "statements", "figures", "dates", "actions", "hedges", "assessments"):
            if not only or kind in only:
                getattr(self, f"score_{kind}")()

    def of(self, kind: type[Any]) -> list[Any]:
        return [fact for fact in self.facts.facts if isinstance(fact, kind)]

    def is_optional(self, place: Range) -> bool:
        """True when at least half of ``place`` lies in one optional stretch."""
        return any(2 * _overlap(place, other) >= place[1] - place[0] for other in self.marked.optional)

    # ------------------------------------------------------------------------------------ the article's head

    def score_head(self) -> None:
        for key in ("headline", "published", "origin"):
            for ((want,),) in self.marked.of(key):
                got = getattr(self.facts.article, key) or ""
                right = got == want
                self.score.add(
                    "head", hits=int(right and bool(want)), false=[f"{key}: {got}"] if got and not right else [],
                    missed=[f"{key}: {want}"] if want and not right else [],
                )  # fmt: skip

    # ------------------------------------------------------------------------------------ who is named

    def names_of(self, actor: Actor) -> set[str]:
        """Return every name of ``actor``, with all the aliases that the marks give for one of them."""
        own = {fold(name) for name in (actor.name, actor.acronym or "", *(m.exact for m in actor.mentions)) if name}
        return own.union(*(names for names in self.aliases if names & own))

    def is_one_of(self, actor_id: str | None, wanted: Sequence[str]) -> bool:
        """True when the actor is one of ``wanted``; "" among them allows no actor at all."""
        if actor_id is None or actor_id not in self.actors:
            return "" in wanted
        actor = self.actors[actor_id]
        people = {fold(name) for ((*names,), *_) in self.marked.of("person") for name in names}
        known = {fold(name) for name in wanted if name}
        if actor.kind == "person" or known & people:
            return fold(actor.name) in known
        own = self.names_of(actor)
        pairs = [(set(k.split()), set(n.split())) for k in known for n in own]  # a group may be named by its head
        return bool(own & known) or any(k <= n or (n <= k and actor.kind == "group") for k, n in pairs)

    def score_people(self) -> None:
        free = [actor for actor in self.facts.actors if actor.kind == "person"]
        optional = {fold(words) for ((words,),) in self.marked.of("optional")}
        for names, roles, affiliations in self.marked.of("person"):
            known = {fold(name) for name in names}
            actor = next((a for a in free if fold(a.name) in known), None)
            self.score.add("persons", hits=int(actor is not None), missed=[names[0]] if actor is None else [])
            if actor is not None:
                free.remove(actor)
            self.attribute("roles", names[0], (actor.role if actor else None) or "", roles)
            self.attribute("affiliations", names[0], (actor.affiliation if actor else None) or "", affiliations)
        self.score.add("persons", false=[a.name for a in free if fold(a.name) not in optional])

    def attribute(self, kind: str, name: str, got: str, wanted: Sequence[str]) -> None:
        right = bool(got) and any(self.same_attribute(kind, got, want) for want in wanted if want)
        excused = "" in wanted
        self.score.add(
            kind, hits=int(right), false=[f"{name}: {got}"] if got and not right else [],
            missed=[] if right or excused else [f"{name}: {wanted[0]}"],
        )  # fmt: skip

    def same_attribute(self, kind: str, got: str, want: str) -> bool:
        if kind == "roles":
            return _same_role(got, want)
        ours, theirs = fold(got), fold(want)
        return ours == theirs or any({ours, theirs} <= names for names in self.aliases)

    def score_names(self) -> None:
        kinds = ("organisation", "country", "place")
        marks = [column for kind in kinds for (column,) in self.marked.of(kind)]
        named = [actor for actor in self.facts.actors if actor.kind in kinds]
        found = {id(column): next((a for a in named if self.is_one_of(a.id, column)), None) for column in marks}
        missed = [column[0] for column in marks if found[id(column)] is None]
        self.score.add("names", hits=len(marks) - len(missed), missed=missed)
        known = [
            column for kind in (*kinds, "person", "statement", "optional") for (column, *_) in self.marked.of(kind)
        ]
        extra = [a.name for a in named if not any(self.is_one_of(a.id, column) for column in known)]
        self.score.add("names", false=extra)

    # ------------------------------------------------------------------------------------ what is said

    def score_statements(self) -> None:
        """Join marks and findings that share most of the shorter one; a joined group is right or wrong as a whole."""
        free = list(self.of(Statement))
        for group, members in self.statement_groups(free):
            said = [word for _, place in group for word in words_of(self.facts.article.text[place[0] : place[1]])]
            got = [word for s in members for word in words_of(s.content.exact)]
            hit = _alike(said, got) >= SAME_WORDS
            self.statement_group([mark for mark, _ in group], members, hit=hit)
            free = [s for s in free if not (hit and s in members)]
        spare = [s for s in free if not self.is_optional(_range(s.content))]
        self.score.add("statements", false=[f"{s.speaker}: {s.content.exact}" for s in spare])

    def statement_groups(self, found: Sequence[Statement]) -> list[tuple[list[tuple[Mark, Range]], list[Statement]]]:
        groups: list[tuple[list[tuple[Mark, Range]], list[Statement]]] = []
        for mark in self.marked.of("statement"):
            place = self.marked.places(mark[2][0])[0]
            members = [s for s in found if _is_mostly(_range(s.content), place)]
            joined = next((g for g in groups if any(s in g[1] for s in members)), None)
            if joined is None:
                groups.append(([(mark, place)], members))
            else:
                joined[0].append((mark, place))
                joined[1].extend(s for s in members if s not in joined[1])
        return groups

    def statement_group(self, marks: Sequence[Mark], members: Sequence[Statement], *, hit: bool) -> None:
        for speakers, mode, content in marks:
            right = hit and all(self.is_one_of(s.speaker, speakers) for s in members)
            wrong = [s.speaker for s in members if hit and s.speaker and not self.is_one_of(s.speaker, speakers)]
            note = f"{speakers[0]}: {content[0]}"
            self.score.add("statements", hits=int(right), missed=[] if right else [note])
            self.score.add("contents", hits=int(hit), missed=[] if hit else [note])
            if hit and not right:
                self.score.add("statements", false=[f"{[s.speaker for s in members]} said: {content[0]}"])
            if mode[0] == "direct" and wrong:
                self.score.never["misattributed"] += 1

    # ------------------------------------------------------------------------------------ numbers and days

    def score_figures(self) -> None:
        free = list(self.of(Figure))
        for exact, value, units, qualifier in self.marked.of("figure"):
            places = self.marked.places(exact[0])
            hits = [f for f in free if _touches(_range(f.span), places) and _same_value(f, value[0], units)]
            self.score.add(
                "figures", hits=int(bool(hits)), missed=[] if hits else [f"{exact[0]} = {value[0]} {units[0]}"]
            )
            if hits:
                free.remove(hits[0])
                right = (hits[0].qualifier or "") == qualifier[0]
                self.score.add("qualifiers", hits=int(right), missed=[] if right else [exact[0]])
        marked = [p for (exact, *_) in self.marked.of("figure") for p in self.marked.places(exact[0])]
        spare = [f for f in free if _touches(_range(f.span), marked) or not self.is_optional(_range(f.span))]
        self.score.add("figures", false=[f"{f.span.exact} = {f.value} {f.unit}" for f in spare])
        never = [place for ((words,),) in self.marked.of("not-figure") for place in self.marked.places(words)]
        self.score.never["invented_figures"] += sum(_touches(_range(f.span), never) for f in spare)

    def score_dates(self) -> None:
        self.dates("dates", self.facts.dates, self.marked.of("date") + self.marked.of("deadline"))
        self.dates("deadlines", [d.date for d in self.of(Deadline)], self.marked.of("deadline"))

    def dates(self, kind: str, found: Iterable[Date], marks: Sequence[Mark]) -> None:
        free = {(_range(date.span), date.value or "") for date in found}
        for exact, value in sorted(marks, key=lambda mark: -len(mark[0][0])):
            places = self.marked.places(exact[0])
            hits = sorted(f for f in free if _touches(f[0], places) and f[1] == value[0])
            self.score.add(kind, hits=int(bool(hits)), missed=[] if hits else [f"{exact[0]} = {value[0]}"])
            free -= {f for f in free if _touches(f[0], places) and f[1] == value[0]}
        text = self.facts.article.text
        spare = sorted(f for f in free if not self.is_optional(f[0]))
        self.score.add(kind, false=[f"{text[a:b]} = {value}" for (a, b), value in spare])

    # ------------------------------------------------------------------------------------ deeds and outlook

    def sentences_of(self, words: str) -> list[Range]:
        """Return the sentences that hold ``words``."""
        places = self.marked.places(words)
        return [_range(s) for s in self.facts.sentences if _touches(_range(s), places)]

    def score_actions(self) -> None:
        free = list(self.of(Action))
        for types, actors, evidence, modality in self.marked.of("action"):
            where = self.sentences_of(evidence[0])
            hits = [
                a for a in free
                if a.type in types and _touches(_range(a.span), where)
                and (actors == ("",) or any(self.is_one_of(i, actors) for i in a.actors))
            ]  # fmt: skip
            self.score.add(
                "actions", hits=int(bool(hits)), missed=[] if hits else [f"{types[0]} {actors[0]}: {evidence[0]}"]
            )
            if hits:
                free.remove(hits[0])
                right = hits[0].modality in modality
                self.score.add("modality", hits=int(right), missed=[] if right else [evidence[0]])

    def score_hedges(self) -> None:
        passages = [place for ((words,),) in self.marked.of("hedged") for place in self.marked.places(words)]
        for place in passages:
            near = [f for f in self.facts.facts if _overlap(_range(f.span), place)]
            right = any(f.hedge for f in near)
            note = self.facts.article.text[place[0] : place[1]]
            self.score.add("hedges", hits=int(right), missed=[note] if near and not right else [])
        near_by = [_range(s) for s in self.facts.sentences if _touches(_range(s), passages)]
        wrong: list[Fact] = [f for f in self.facts.facts if f.hedge and not _touches(_range(f.span), near_by)]
        wrong = [f for f in wrong if not self.is_optional(_range(f.span))]
        self.score.add("hedges", false=[f"{f.hedge}: {f.span.exact}" for f in wrong])

    def score_assessments(self) -> None:
        self.assessments("risks", "risk", Risk)
        self.assessments("opportunities", "opportunity", Opportunity)

    def assessments(self, kind: str, mark_kind: str, fact_kind: type[Any]) -> None:
        found = [_range(fact.span) for fact in self.of(fact_kind)]
        missed = [
            words for ((words,),) in self.marked.of(mark_kind)
            if not any(_touches(place, self.marked.places(words)) for place in found)
        ]  # fmt: skip
        self.score.add(kind, hits=len(self.marked.of(mark_kind)) - len(missed), missed=missed)


def _is_mostly(found: Range, marked: Range) -> bool:
    """True when the two share at least half of the shorter one."""
    return 2 * _overlap(found, marked) >= min(found[1] - found[0], marked[1] - marked[0])


def _same_value(figure: Figure, wanted: str, units: Sequence[str]) -> bool:
    if _unit(figure.unit) not in map(_unit, units):
        return False
    low, _, high = wanted.partition("..")
    pairs = [(figure.low, low), (figure.high, high)] if high else [(figure.value, low)]
    return all(got is not None and math.isclose(got, float(want), rel_tol=0.002) for got, want in pairs)
