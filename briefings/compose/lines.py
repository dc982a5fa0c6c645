"""Passages → candidate lines. In: the passages that concern a topic. Out: lines with the section each belongs to.

Each sentence stands on the page once, where it matters most: what somebody asks or says under positions, a date
ahead under what to watch, a problem under risks, a prospect under opportunities, the rest under developments.
Figures and quotations are picked out of their sentences as well.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import msgspec

from briefings.compose.calendar import first_day, say_part
from briefings.compose.excerpts import FRAGMENT_VERB, figure_lines, fragment_lines, is_spoken, quotation_lines
from briefings.compose.likeness import contained
from briefings.compose.passages import Passage
from briefings.compose.placing import (
    Draft,
    Placed,
    agents_of,
    is_nameable,
    join_names,
    name_agent,
    place_line,
)
from briefings.compose.salience import TIME_UNITS
from briefings.compose.wording import (
    advises,
    begins_with_pronoun,
    is_dangling,
    mark_runs,
    opens_on_pronoun,
    points_away,
    refers_back,
    resolve_dates,
    word_sentence,
)
from briefings.compose.worth import is_tally
from briefings.model import Action, Actor, Claim, Date, Deadline, Fact, Figure, Opportunity, Risk, SectionKey, Statement

POSITION_TYPES = frozenset({"REQUEST", "ACCUSE", "REJECT", "SUPPORT", "THREATEN", "PROTEST", "CONCEDE"})
DEED_TYPES = frozenset({"AGREE", "ASSAULT", "MOBILIZE", "RETREAT", "SANCTION"})  # done, however bad it is
ACCORDS = frozenset({"AGREE", "AID", "CONCEDE", "CONSULT", "COOPERATE", "RETREAT", "SUPPORT"})
# "is due to meet on March 20", "will visit Vall from October 12": what is to come, before its date
TO_COME = re.compile(
    r"\b(?:(?:is|are)\s(?:\w+\s)?(?:due|set|scheduled|expected|planned|to)\b|will\b(?!\snot\b|\sonly\b)|plans?\sto\b)"
)
CONDITION = re.compile(r"\b(?:if|unless|whether|could|may|might|would|until|since|by then)\b", re.IGNORECASE)
SINCE = re.compile(r"\b(?:since|from)\s*$", re.IGNORECASE)  # "since November 2023": when it began, not when it was
COMMA = re.compile(r",\s*$")  # what parts a clause from the one before it
ASIDE_SHARE = 0.3  # of a sentence: words reported in less of it are not what it is about
WHOLE_SHARE = 0.9  # of a sentence: a fact that covers more of it asks for nothing in particular to be kept
REMEMBERED = 600  # passages, those of one or two briefs: each holds on to its article
_remembered: dict[tuple[str, int, tuple[tuple[int, int], ...]], tuple[Passage, Sequence[Placed]]] = {}

HEAD = 0.1  # of an article: where an interview says that it is one
COURTESY = re.compile(r"\b(?:thank(?:s|ed)|congratulat(?:es|ed)|hospitality)\b")
INTERVIEW = re.compile(r"\b(?:spoke|talked|sat down)\s(?:to|with)\s(?:[A-Z][\w’'-]*\s){2,3}(?:about|on|for|in)\b")
LEANING_SHARE = 0.85  # of the rank of a line that speaks of "the deal" or "the step" that another sentence tells
UNCLEAR_SHARE = 0.4  # of the rank of a date ahead, of which the year is not known
YEAR_ONLY = 4  # characters of "2029": no date to watch for
ALL_BUT_WHO = 0.7  # of a sentence's words in the row of its figure: what is missing is how it was said
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
    return [*quotation_lines(passages), *(placed for passage in passages for placed in _recall_lines(passage))]


def _recall_lines(passage: Passage) -> Sequence[Placed]:
    """Return the lines of one passage: those made before of the same, where a brief is made again."""
    key = passage.article, passage.sentence.start, passage.hits
    known = _remembered.pop(key, None)
    made = known[1] if known and known[0] == passage else _lines_of(passage)
    _remembered[key] = (passage, made)
    if len(_remembered) > REMEMBERED:
        del _remembered[next(iter(_remembered))]
    return made


def _lines_of(passage: Passage) -> Sequence[Placed]:
    fragments, figures = fragment_lines(passage), figure_lines(passage)
    whole = [] if _is_told_by(figures, passage) else _sentence_line(passage, fragments)
    return [*figures, *fragments, *whole]


def _is_told_by(figures: Sequence[Placed], passage: Passage) -> bool:
    """Return whether a sentence further down in its article reports a number alone, which stands with the figures."""
    if passage.place == 0 or len(figures) != 1:
        return False
    people = {actor.id for actor in passage.source.actors if actor.kind == "person"}
    if not is_tally(passage.sentence.exact, [fact for _, fact in passage.pairs], people):
        return False
    return contained(passage.sentence.exact, figures[0].line.text) >= ALL_BUT_WHO


def _sentence_line(passage: Passage, fragments: Sequence[Placed]) -> list[Placed]:
    """Return the line of the whole sentence, less the participle clauses that are lines of their own."""
    main = _main_fact(passage)
    if main is None:
        return []
    section, claim, fact = main
    text = _word(passage, fact, fragments)
    agents = agents_of(claim, fact)
    section = _place(section, passage, fact, agents)
    date = _date_of(passage, fact)
    if section == "watch" and (date is None or _is_far(date, passage)):
        section, date = "developments", None
    ahead = _to_come(passage) if section in {"developments", "opportunities", "risks"} else None
    section, date = ("watch", ahead) if ahead else (section, date)
    names = join_names([name_agent(actor, passage.source.actors) for actor in agents if is_nameable(actor)])
    hedges = [f.hedge for _, f in passage.pairs if f.hedge]
    dates = passage.dates()
    own = begins_with_pronoun(text) and _is_subject(passage, fact)
    alone = resolve_dates(mark_runs(text, hedges=hedges, subject=names if own and names else None), dates)
    labelled = section == "positions"
    opened = opens_on_pronoun(text) and _is_subject(passage, fact)
    told = alone[0].mark == "insertion" or (labelled and (own or opened))  # who the first word stands for
    if points_away(text) or (is_dangling(text) and not told) or (advises(text) and not _is_said(passage)):
        return []
    if INTERVIEW.search(text) and passage.place < HEAD:
        return []
    draft = Draft(
        section=section,
        runs=resolve_dates(mark_runs(text, hedges=hedges), dates) if labelled else alone,
        rule=f"{section}.sentence",
        claims=passage.claims,
        label=names if labelled else _say_when(date) if section == "watch" and date else "",
        date=date.value if date and (section == "watch" or _has_been(passage, date)) else None,
        alone=() if (is_dangling(text) and alone[0].mark != "insertion") or refers_back(text) else alone,
    )
    placed = place_line(draft, passage)
    unclear = section == "watch" and date is not None and date.value is None
    if unclear:
        return [_lowered(placed, UNCLEAR_SHARE)]
    leans = COURTESY.search(text) is not None or not (draft.alone or section == "watch")
    return [_lowered(placed, LEANING_SHARE) if leans else placed]


def _is_said(passage: Passage) -> bool:
    """Return whether the sentence tells what somebody says."""
    return any(isinstance(fact, Statement) and fact.speaker for _, fact in passage.pairs)


def _lowered(one: Placed, share: float) -> Placed:
    """Return ``one`` with a ``share`` of its rank: behind lines that need nothing beside them to be understood."""
    line = msgspec.structs.replace(one.line, rank=round(one.line.rank * share, 4))
    return msgspec.structs.replace(one, line=line)


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
    quoted = isinstance(fact, Statement) and fact.mode == "mixed"
    if any(isinstance(f, Risk) for _, f in passage.pairs) and not quoted and not _tells_of_accord(passage):
        return "risks"
    return "developments"


def _tells_of_accord(passage: Passage) -> bool:
    """Return whether what the sentence tells of first is agreed, given or let go, whatever else is named in it.

    "Norway has agreed to suspend the blockade, two officials said" is no risk.
    """
    deeds = [fact for _, fact in passage.pairs if isinstance(fact, Action)]
    return bool(deeds) and deeds[0].type in ACCORDS and deeds[0].modality in {"asserted", "planned"}


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


def _say_when(date: Date) -> str:
    """Return ``date`` in words: resolved where it can be, else as the article has it."""
    return say_part(date.value, date.span.exact) if date.value else date.span.exact


def _date_of(passage: Passage, fact: Fact) -> Date | None:
    """Return the date of ``fact``; of a date that only names something ("Sunday’s vote"), the other in the sentence."""
    date: Date | None = getattr(fact, "date", None)
    if date is None or not _names_something(date, passage):
        return date
    others = [other for other in passage.dates() if other.value and not _names_something(other, passage)]
    return others[0] if len(others) == 1 else None


def _names_something(date: Date, passage: Passage) -> bool:
    return passage.sentence.exact[passage.inside(date.span)[1] :].startswith(("’s ", "'s "))


def _is_far(date: Date, passage: Passage) -> bool:
    """Return whether ``date`` is a year alone, later than the one after its article's: "to double by 2040"."""
    value, published = date.value or "", passage.source.article.published
    return len(value) == YEAR_ONLY and published is not None and int(value) > int(published[:4]) + 1


def _to_come(passage: Passage) -> Date | None:
    """Return the day or month for which something is said to be due, in a sentence without a condition."""
    sentence, published = passage.sentence.exact, passage.source.article.published
    sign = TO_COME.search(sentence)
    if sign is None or published is None or CONDITION.search(sentence):
        return None
    for date in passage.dates():
        value = date.value or ""
        if len(value) > YEAR_ONLY and first_day(value) > published[:10] and passage.inside(date.span)[0] > sign.start():
            return date
    return None


def _has_been(passage: Passage, date: Date) -> bool:
    """Return whether ``date`` is that of the event: not after its article's, and no "since …"."""
    published = passage.source.article.published
    if SINCE.search(passage.sentence.exact[: max(date.span.start - passage.sentence.start, 0)]):
        return False
    return date.value is not None and published is not None and first_day(date.value) <= published[:10]
