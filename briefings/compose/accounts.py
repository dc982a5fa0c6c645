"""Where accounts differ, and figures that changed. In: claims with ``differs`` or ``series``. Out: lines of both.

Sources that differ stand side by side, each in its own words with who says it and when; none is taken for the truth. A
figure that changed over time is one line: its newest value, and the points of its series.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

from briefings.compose.excerpts import figure_clause
from briefings.compose.likeness import content_words
from briefings.compose.passages import Passage
from briefings.compose.placing import Placed, founded_on
from briefings.compose.relevance import home_of
from briefings.compose.salience import rank_claims
from briefings.compose.wording import mark_runs, resolve_dates, tidy_line
from briefings.corroborate.things import FATES
from briefings.model import (
    Action,
    Article,
    Citation,
    Claim,
    Evidence,
    Facts,
    Figure,
    Line,
    Point,
    Record,
    Run,
    Side,
    Span,
    Statement,
)

DISPUTED_BONUS = 0.15  # of rank: a reader must know first of all what is not agreed
SAYING = frozenset({"ACCUSE", "REJECT"})  # deeds that are words: who does them says what stands there
MOST_SIDES = 4  # of one disagreement on a page
# what stands before a disagreement that is on no count of something
HOW = {"number": "A number", "words": "One quotation", "speaker": "Who said it", "denial": "Denied"}
HOW_MANY = "How many "
BECAME = {"missing": "are missing", "displaced": "are displaced"}  # not "were …"
WORDS = re.compile(r"[^\s,;:.“”]+(?:[.,]\d+)*")
# at the ends of what all sides say: "that the programme supported" is on what "the programme supported"
LOOSE_ENDS_TEXT = """
    that and or but of in on at to by for from with as than a an up least most more about over may might can could
    would will have has had is are was were be been its their his her
"""
LOOSE_ENDS = frozenset(LOOSE_ENDS_TEXT.split())
SHARED_WORDS = 2  # with sense of their own, that all sides of a disagreement say
BETWEEN = Run(text=" ")  # between the words of two sides


class Desk(Record, frozen=True, kw_only=True):
    """What sides are made from: all claims by id, and the topic's articles by slug."""

    claims: Mapping[str, Claim]
    facts: Mapping[str, Facts]

    @property
    def articles(self) -> dict[str, Article]:
        """Return the articles by slug."""
        return {slug: one.article for slug, one in self.facts.items()}


class Dispute(Record, frozen=True, kw_only=True):
    """Sides that disagree, the claims they are made of, and a sentence of them; ``label`` once it is settled."""

    sides: tuple[Side, ...]
    group: tuple[Claim, ...]
    passage: Passage
    label: str = ""

    @property
    def places(self) -> set[tuple[str, int]]:
        """Return where the sentences of its sides stand."""
        return {_place(side) for side in self.sides}

    def joined(self, other: Dispute) -> Dispute:
        """Return the dispute with the sides of ``other`` that it does not have, on what it is on."""
        more = [side for side in other.sides if not self.places & {_place(side)}]
        sides = sorted((*self.sides, *more), key=lambda side: (side.date is None, side.date or ""))[:MOST_SIDES]
        group = {claim.id: claim for claim in (*self.group, *other.group)}
        label = self.label or _about(self.group, self.sides)
        return Dispute(sides=tuple(sides), group=tuple(group.values()), passage=self.passage, label=label)


def desk_of(claims: Iterable[Claim], facts: Sequence[Facts]) -> Desk:
    """Return ``claims`` and ``facts`` by their names."""
    return Desk(claims={claim.id: claim for claim in claims}, facts={one.article.id: one for one in facts})


def difference_lines(passages: Sequence[Passage], desk: Desk) -> list[Placed]:
    """Return a line for each disagreement that a claim of ``passages`` takes part in, with its sides, oldest first.

    What somebody denies of a sentence whose number is disputed too is one disagreement with it.
    """
    found: list[Dispute] = []
    seen: set[str] = set()
    for passage in passages:
        for claim in passage.claims:
            if claim.differs and claim.id not in seen:
                group = _disagreeing(claim, desk)
                seen.update(one.id for one in group)
                sides = _sides(group, desk, claim.differs[0].how)
                if len(sides) > 1:
                    found.append(Dispute(sides=tuple(sides), group=tuple(group), passage=passage))
    found.sort(key=lambda one: one.group[0].differs[0].how == "denial")  # stable: numbers before what is denied
    kept: list[Dispute] = []
    for one in found:
        twin = next((n for n, other in enumerate(kept) if one.places & other.places), None)
        if twin is None:
            kept.append(one)
        else:
            kept[twin] = kept[twin].joined(one)
    return [_difference_line(one) for one in kept]


def series_lines(passages: Sequence[Passage], desk: Desk) -> list[Placed]:
    """Return a line for each figure that changed over time: its newest value in words, and all its points."""
    found: dict[tuple[str, ...], Placed] = {}
    for passage in passages:
        for claim in passage.claims:
            line = _series_line(claim, desk, passage) if claim.series and claim.series not in found else None
            if line:
                found[claim.series] = line
    return list(found.values())


def describe_voice(evidence: Evidence, facts: Facts) -> str:
    """Return who says what ``evidence`` holds: "a local official, in Example Wire"; the date stands beside it."""
    speaker = _speaker_of(evidence, facts)
    return f"{speaker}, in {describe_place(facts)}" if speaker else describe_place(facts)


def describe_place(facts: Facts) -> str:
    """Return where an article stands: its publisher, and that it is undated where it is."""
    article = facts.article
    return (article.publisher or "publisher not given") + ("" if article.published else ", undated")


def _disagreeing(claim: Claim, desk: Desk) -> list[Claim]:
    """Return ``claim`` and all that differ from it, or from one of those, in one way, each once."""
    group, waiting, how = {claim.id: claim}, [claim], claim.differs[0].how
    while waiting:
        for difference in waiting.pop().differs:
            other = desk.claims.get(difference.claim)
            if other is not None and other.id not in group and difference.how == how:
                group[other.id] = other
                waiting.append(other)
    return list(group.values())


def _place(side: Side) -> tuple[str, int]:
    return side.citations[0].article, side.citations[0].span.start


def _sides(group: Sequence[Claim], desk: Desk, how: str) -> list[Side]:
    word = {"number": _word_figure, "denial": _word_sentence}.get(how, _word_quotation)
    homes = [(claim, home_of(claim, desk.articles)) for claim in group]
    sides = [_side(claim, home, desk, word) for claim, home in homes if home is not None]
    return sorted(sides, key=lambda side: (side.date is None, side.date or ""))[:MOST_SIDES]


def _side(claim: Claim, home: Evidence, desk: Desk, word: Callable[[Evidence, Facts], tuple[Run, ...]]) -> Side:
    facts = desk.facts[home.article]
    runs = word(home, facts)
    others = {e.article: e for e in reversed(claim.evidence) if e.article in desk.facts and e.article != home.article}
    return Side(
        label=describe_voice(home, facts),
        text="".join(run.text for run in runs),
        runs=runs,
        citations=tuple(_cite(evidence) for evidence in (home, *others.values())),
        claims=(claim,),
        date=facts.article.published[:10] if facts.article.published else None,
    )


def _word_figure(home: Evidence, facts: Facts) -> tuple[Run, ...]:
    if not isinstance(home.fact, Figure):
        return _word_sentence(home, facts)
    clause = figure_clause(home.sentence, home.fact.span)
    return _dated(mark_runs(tidy_line(clause), hedges=_hedges(home)), home, facts)


def _word_quotation(home: Evidence, facts: Facts) -> tuple[Run, ...]:
    if not isinstance(home.fact, Statement):
        return _word_sentence(home, facts)
    return (Run(text=f"“{' '.join(home.fact.content.exact.split()).rstrip(',')}”"),)


def _word_sentence(home: Evidence, facts: Facts) -> tuple[Run, ...]:
    return _dated(mark_runs(tidy_line(home.sentence.exact), hedges=_hedges(home)), home, facts)


def _dated(runs: tuple[Run, ...], home: Evidence, facts: Facts) -> tuple[Run, ...]:
    start, end = home.sentence.start, home.sentence.end
    return resolve_dates(runs, [date for date in facts.dates if start <= date.span.start < end])


def _hedges(home: Evidence) -> list[str]:
    return [home.fact.hedge] if home.fact.hedge else []


def _speaker_of(evidence: Evidence, facts: Facts) -> str | None:
    """Return who is said to have said it, in a clause around the fact or as the fact itself; None for nobody."""
    span = evidence.fact.span
    around = (
        fact.speaker
        for fact in (evidence.fact, *facts.facts)
        if isinstance(fact, Statement) and fact.speaker and _holds(fact, span)
    )
    saying = (fact for fact in facts.facts if isinstance(fact, Action) and fact.type in SAYING and fact.actors)
    acting = (fact.actors[0] for fact in saying if fact.span.start <= span.start and span.end <= fact.span.end)
    speaker = next(around, None) or next(acting, None)
    return next((actor.name for actor in facts.actors if actor.id == speaker), None)


def _holds(fact: Statement, span: Span) -> bool:
    return fact.content.start <= span.start < fact.content.end or fact.span == span


def _cite(evidence: Evidence) -> Citation:
    return Citation(source=0, article=evidence.article, span=evidence.sentence)


def _difference_line(dispute: Dispute) -> Placed:
    sides, group, passage = dispute.sides, dispute.group, dispute.passage
    runs = [run for side in sides for run in (BETWEEN, *side.runs)][1:]
    salience = rank_claims(passage, [claim for claim in group if claim in passage.claims])
    line = Line(
        id=name_line("dif", [claim.id for claim in group]),
        label=dispute.label or _about(group, sides),
        text="".join(run.text for run in runs),
        runs=tuple(runs),
        citations=tuple(citation for side in sides for citation in side.citations),
        claims=tuple(group),
        rank=round(min(salience.rank + DISPUTED_BONUS, 1.0), 4),
        rule="differences.sides",
        single_origin=len({origin for claim in group for origin in claim.origins}) < 2,
        sides=tuple(sides),
        why=("sources differ", *salience.why),
    )
    return Placed(section="differences", line=line, passage=passage)


def _about(group: Sequence[Claim], sides: Sequence[Side]) -> str:
    """Return what a disagreement is on: what is counted, or what kind it is, and the words that all sides have.

    "How many personnel: the Gang Suppression Force", "Denied: resigned from the mission".
    """
    how = group[0].differs[0].how
    kind = _counted(group, sides) if how == "number" else HOW[how]
    shared = _shared_words([side.text for side in sides]) if how in {"number", "denial"} else ""
    noun, _, became = kind.removeprefix(HOW_MANY).partition(" ")
    if how == "number" and noun and shared.startswith(f"{noun} "):
        said = shared if not became or became.split()[-1] in shared else f"{noun} {became}{shared.removeprefix(noun)}"
        return f"{HOW_MANY}{said}"  # "How many seafarers were killed in the attack"
    return f"{kind}: {shared}" if shared else kind


def _counted(group: Sequence[Claim], sides: Sequence[Side]) -> str:
    """Return what is counted: by the noun that all have, of people by what became of them, or that it is a number."""
    figures = [e.fact for claim in group for e in claim.evidence if isinstance(e.fact, Figure)]
    measures = {one.measures for one in figures if one.measures}
    people = all(one.unit == "people" for one in figures)
    noun = next(iter(measures)) if len(measures) == 1 else "people" if people else ""
    fate = next((fate for fate, p in FATES.items() if all(p.search(side.text) for side in sides)), "") if people else ""
    if not noun:
        return HOW["number"]
    return f"{HOW_MANY}{noun} {BECAME.get(fate, f'were {fate}')}" if fate else f"{HOW_MANY}{noun}"


def _shared_words(texts: Sequence[str]) -> str:
    """Return the longest run of words that stands in all ``texts``, without joining words at its ends.

    Empty where it says next to nothing.
    """
    common = WORDS.findall(texts[0])
    for text in texts[1:]:
        words = WORDS.findall(text)
        match = SequenceMatcher(None, _folded(common), _folded(words), autojunk=False).find_longest_match()
        common = common[match.a : match.a + match.size]
    while common and common[0].casefold() in LOOSE_ENDS:
        common.pop(0)
    while common and common[-1].casefold() in LOOSE_ENDS:
        common.pop()
    return " ".join(common) if len(content_words(" ".join(common))) >= SHARED_WORDS else ""


def _folded(words: Sequence[str]) -> list[str]:
    return [word.casefold() for word in words]


def _series_line(claim: Claim, desk: Desk, passage: Passage) -> Placed | None:
    """Return the line of the series of ``claim``; None when fewer than two of its points can be dated."""
    members = [desk.claims[name] for name in claim.series if name in desk.claims]
    homes = [(one, home) for one in members if (home := home_of(one, desk.articles)) is not None]
    points = [(point, one, home) for one, home in homes if (point := _point(home, desk))]
    points.sort(key=lambda found: found[0].date)
    if len(points) < 2:
        return None
    newest, last, home = points[-1]
    clause = figure_clause(home.sentence, home.fact.span)
    runs = _dated(mark_runs(clause, hedges=_hedges(home)), home, desk.facts[home.article])
    salience = rank_claims(passage, [claim])
    line = Line(
        id=name_line("fig", claim.series),
        label=newest.text,
        text="".join(run.text for run in runs),
        runs=runs,
        citations=(_cite(home),),
        claims=(last, *(one for one in members if one is not last)),
        rank=salience.rank,
        rule="figure.series",
        single_origin=len(founded_on([last])) < 2,
        series=tuple(point for point, _, _ in points),
        why=(f"a figure that changed: {len(points)} points", *salience.why),
    )
    return Placed(section="figures", line=line, passage=passage)


def _point(home: Evidence, desk: Desk) -> Point | None:
    """Return the figure at its own date, else at its article's; None without a date or a value."""
    fact, published = home.fact, desk.facts[home.article].article.published
    if not isinstance(fact, Figure) or fact.value is None:
        return None
    date = fact.date.value if fact.date and fact.date.value else published
    if date is None:
        return None
    return Point(date=date[:10], value=fact.value, text=fact.span.exact, citation=_cite(home))


def name_line(kind: str, parts: Iterable[str]) -> str:
    """Return the id of a line that is made of several claims, whose ids are ``parts``."""
    return f"{kind}-{hashlib.sha256('|'.join(sorted(parts)).encode()).hexdigest()[:8]}"
