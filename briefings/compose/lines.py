"""Passages → candidate lines. In: the passages that concern a topic. Out: lines with the section each belongs to.

Each sentence stands on the page once, where it matters most: what somebody asks or says under positions, a date
ahead under what to watch, a problem under risks, a prospect under opportunities, the rest under developments.
Figures and quotations are picked out of their sentences as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from briefings.compose.calendar import first_day, say_part
from briefings.compose.excerpts import FRAGMENT_VERB, figure_lines, fragment_lines, is_spoken, quotation_lines
from briefings.compose.passages import Passage
from briefings.compose.placing import (
    Draft,
    Placed,
    agents_of,
    date_of,
    is_nameable,
    join_names,
    name_agent,
    place_line,
)
from briefings.compose.salience import TIME_UNITS
from briefings.compose.wording import (
    begins_with_pronoun,
    is_dangling,
    mark_runs,
    points_away,
    refers_back,
    resolve_dates,
    word_sentence,
)
from briefings.model import Action, Actor, Claim, Deadline, Fact, Figure, Opportunity, Risk, SectionKey, Statement

POSITION_TYPES = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "PROTEST", "CONCEDE"})
DEED_TYPES = frozenset({"AGREE", "ASSAULT", "MOBILIZE", "RETREAT", "SANCTION"})  # done, however bad it is
SINCE = re.compile(r"\b(?:since|from)\s*$", re.IGNORECASE)  # "since November 2023": when it began, not when it was
COMMA = re.compile(r",\s*$")  # what parts a clause from the one before it
ASIDE_SHARE = 0.3  # of a sentence: words reported in less of it are not what it is about
WHOLE_SHARE = 0.9  # of a sentence: a fact that covers more of it asks for nothing in particular to be kept

LEAD_SHARE = 0.4  # of a sentence: what begins in it is what the sentence is about

# which section a sentence belongs to: the first test that one of the facts it is about passes, else that any passes
SECTION_TESTS: tuple[tuple[SectionKey, Callable[[Fact], bool]], ...] = (
    ("watch", lambda f: isinstance(f, Deadline)),
    ("watch", lambda f: isinstance(f, Action) and f.modality == "planned" and f.date is not None),
    ("positions", lambda f: isinstance(f, Statement) and f.speaker is not None),
    ("positions", lambda f: isinstance(f, Action) and f.type in POSITION_TYPES and bool(f.actors)),
    ("developments", lambda f: isinstance(f, Action) and f.type in DEED_TYPES and f.modality == "asserted"),
    ("risks", lambda f: isinstance(f, Risk)),
    ("developments", lambda f: isinstance(f, Action)),
    ("opportunities", lambda f: isinstance(f, Opportunity)),
    ("developments", lambda f: isinstance(f, Statement | Figure)),
)


def compose_lines(passages: Sequence[Passage]) -> list[Placed]:
    """Return every line the passages support, in the order of the text; what cannot stand alone is left out."""
    placed = quotation_lines(passages)
    for passage in passages:
        fragments = fragment_lines(passage)
        placed.extend([*figure_lines(passage), *fragments, *_sentence_line(passage, fragments)])
    return placed


def _sentence_line(passage: Passage, fragments: Sequence[Placed]) -> list[Placed]:
    """Return the line of the whole sentence, less the participle clauses that are lines of their own."""
    main = _main_fact(passage)
    if main is None:
        return []
    section, claim, fact = main
    text = _word(passage, fact, fragments)
    agents = agents_of(claim, fact)
    section = _place(section, passage, fact, agents)
    names = join_names([name_agent(actor, passage.source.actors) for actor in agents if is_nameable(actor)])
    hedges = [f.hedge for _, f in passage.pairs if f.hedge]
    dates = passage.dates()
    own = begins_with_pronoun(text) and _is_subject(passage, fact)
    alone = resolve_dates(mark_runs(text, hedges=hedges, subject=names if own and names else None), dates)
    labelled = section == "positions"
    told = alone[0].mark == "insertion" or (labelled and own)  # who the first word stands for
    if points_away(text) or (is_dangling(text) and not told):
        return []
    draft = Draft(
        section=section,
        runs=resolve_dates(mark_runs(text, hedges=hedges), dates) if labelled else alone,
        rule=f"{section}.sentence",
        claims=passage.claims,
        label=names if labelled else _when(fact) if section == "watch" else "",
        date=date_of(fact) if section == "watch" or _has_been(passage, fact) else None,
        alone=() if (is_dangling(text) and alone[0].mark != "insertion") or refers_back(text) else alone,
    )
    return [place_line(draft, passage)]


def _is_subject(passage: Passage, fact: Fact) -> bool:
    """Return whether the first word of the sentence is who acts or speaks, not part of what somebody says in it.

    In "It would apply to all, a spokeswoman said" the spokeswoman is not "it".
    """
    return not isinstance(fact, Statement) or passage.inside(fact.content)[0] > 0


def _place(section: SectionKey, passage: Passage, fact: Fact, agents: Sequence[Actor]) -> SectionKey:
    """Return where a position stands: with positions, unless nobody holds it or it is a report of numbers.

    "About 1.4 million people are displaced, the organization said" tells what is so, not what the organization wants.
    """
    if section != "positions":
        return section
    named = bool(agents) and all(is_nameable(actor) for actor in agents)
    reports = isinstance(fact, Statement) and any(actor.kind in {"organisation", "group"} for actor in agents)
    if named and not (reports and _has_figure(passage, fact)):
        return section
    if any(isinstance(f, Risk) for _, f in passage.pairs):
        return "risks"
    return "developments"


def _has_figure(passage: Passage, fact: Fact) -> bool:
    """Return whether a count of people, money or a share stands in what is said."""
    content = fact.content if isinstance(fact, Statement) else fact.span
    return any(
        isinstance(f, Figure) and f.unit not in TIME_UNITS and content.start <= f.span.start < content.end
        for _, f in passage.pairs
    )


def _word(passage: Passage, fact: Fact, fragments: Sequence[Placed]) -> str:
    """Return the words of the line; they hold a term of the topic wherever the sentence does."""
    sentence, core, drop = passage.sentence.exact, _core(passage, fact), _drops(passage, fragments)
    text = word_sentence(sentence, keep=[core], drop=drop)
    if passage.hits and not any(sentence[a:b] in text for a, b in passage.hits):
        return word_sentence(sentence, keep=[core, *passage.hits], drop=drop)
    return text


def _main_fact(passage: Passage) -> tuple[SectionKey, Claim, Fact] | None:
    """Return the section of the sentence and the fact that puts it there; None for a quotation or no fact."""
    pairs = [(claim, fact) for claim, fact in passage.pairs if not _is_aside(passage, fact)]
    if any(isinstance(fact, Statement) and fact.mode == "direct" for _, fact in pairs) or is_spoken(passage):
        return None
    leads = [pair for pair in pairs if passage.inside(pair[1].span)[0] < LEAD_SHARE * len(passage.sentence.exact)]
    for among in (leads, pairs):
        for section, test in SECTION_TESTS:
            for claim, fact in among:
                if test(fact):
                    return section, claim, fact
    return None


def _is_aside(passage: Passage, fact: Fact) -> bool:
    """Return whether ``fact`` is what somebody says in a clause beside what the sentence is about."""
    if not isinstance(fact, Statement) or fact.mode == "direct":
        return False
    return fact.content.end - fact.content.start < ASIDE_SHARE * len(passage.sentence.exact)


def _core(passage: Passage, fact: Fact) -> tuple[int, int]:
    """Return the stretch of the sentence that the line is there for; of a deed, which may have a tail, its verb."""
    start, end = passage.inside(fact.content if isinstance(fact, Statement) else fact.span)
    whole = isinstance(fact, Action) or end - start > len(passage.sentence.exact) * WHOLE_SHARE
    return (start, start + 1) if whole else (start, end)


def _drops(passage: Passage, fragments: Sequence[Placed]) -> list[tuple[int, int]]:
    """Return the participle clauses of the sentence that stand elsewhere on the page."""
    sentence = passage.sentence.exact
    found = [passage.inside(fragment.line.claims[0].evidence[0].fact.span) for fragment in fragments]
    commas = [(COMMA.search(sentence, 0, a), b) for a, b in found if FRAGMENT_VERB.match(sentence, a)]
    return [(comma.start(), b) for comma, b in commas if comma]


def _when(fact: Fact) -> str:
    """Return the date of ``fact`` in words: resolved where it can be, else as the article has it."""
    date = getattr(fact, "date", None)
    return "" if date is None else say_part(date.value, date.span.exact) if date.value else date.span.exact


def _has_been(passage: Passage, fact: Fact) -> bool:
    """Return whether the date of ``fact`` is that of the event: not after its article's, and no "since …"."""
    value, published = date_of(fact), passage.source.article.published
    date = getattr(fact, "date", None)
    if date is not None and SINCE.search(passage.sentence.exact[: max(date.span.start - passage.sentence.start, 0)]):
        return False
    return value is not None and published is not None and first_day(value) <= published[:10]
