"""The bottom line: what matters most in at most 40 words. In: placed lines, the topic. Out: one line, or none."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.compose.choice import is_named, says_the_same
from briefings.compose.likeness import contained
from briefings.compose.placing import Placed
from briefings.model import Citation, Line, Run, SectionKey, Topic

BOTTOM_LINE_WORDS = 40  # W1
MOST_SENTENCES = 2
BOTTOM_LINE_SECTIONS: frozenset[SectionKey] = frozenset(
    {"positions", "developments", "opportunities", "risks", "watch", "timeline"}
)
LEDE_BONUS = 0.15  # of rank: what an article begins with is what its writer holds to be the news
SECOND_BEST = 0.75  # of the rank of the best line: what is worth a second sentence in the bottom line
MUCH_OLDER = 0.2  # of an article's age (see ``Passage``): two sentences of times so far apart make no one account
SHORTEST_SECOND = 7  # words; "Experts say delay carries a price." adds nothing
ALIKE = 0.5  # of the shorter sentence's words: the second sentence tells of something else


def choose_bottom_line(placed: Sequence[Placed], topic: Topic) -> Line | None:
    """Return the topic's own bottom line, else the best line, and a second one where there is room for it.

    Only lines that say by themselves who is meant can stand there.
    """
    if topic.bottom_line:
        return own_line("bottom", topic.bottom_line, "bottom-line.analyst")
    dated = any(p.passage.source.article.published for p in placed)
    able = [
        p
        for p in placed
        if p.section in BOTTOM_LINE_SECTIONS and p.alone and _is_safe(p, topic) and not (dated and _is_unclear(p))
    ]
    chosen: list[Placed] = []
    for one in sorted(able, key=lambda p: (not is_named(p.line, topic.pins), -_weight(p, topic))):
        if _fits(one, chosen):
            chosen.append(one)
        if len(chosen) == MOST_SENTENCES:
            break
    return _joined(chosen) if chosen else None


def _is_safe(one: Placed, topic: Topic) -> bool:
    """Return whether nothing speaks against ``one``: no other source gives another number, or denies it."""
    return not is_named(one.line, topic.drops) and not any(claim.differs for claim in one.line.claims)


def _is_unclear(one: Placed) -> bool:
    """Return whether it names a day that is not known: "on 28 May", of a year that an undated article does not tell."""
    return any(date.value is None for date in one.passage.dates())


def own_line(name: str, text: str, rule: str) -> Line:
    """Return a line of the analyst's own words, which cites nothing."""
    return Line(
        id=name, label="", text=text, runs=(Run(text=text),), citations=(), claims=(), rank=1.0, rule=rule,
        single_origin=False, pinned=True, why=("the analyst's own words",),
    )  # fmt: skip


def _fits(one: Placed, chosen: Sequence[Placed]) -> bool:
    """Return whether ``one`` is good enough, short enough and new enough to stand beside ``chosen``."""
    if sum(_words(other) for other in [*chosen, one]) > BOTTOM_LINE_WORDS:
        return False
    if not chosen:
        return True
    if _words(one) < SHORTEST_SECOND or one.passage.age > chosen[0].passage.age + MUCH_OLDER:
        return False
    alike = any(
        says_the_same(one.line, other.line)
        or max(contained(one.line.text, other.line.text), contained(other.line.text, one.line.text)) > ALIKE
        for other in chosen
    )
    return not alike and one.line.rank >= SECOND_BEST * chosen[0].line.rank


def _weight(one: Placed, topic: Topic) -> float:
    """Return how well ``one`` says what matters: by its rank, and of the news more where a new article begins with it.

    Before a meeting, what those in the room want matters more than the news.
    """
    begins = one.passage.place == 0 and topic.kind == "situation"
    return one.line.rank + (LEDE_BONUS * (1 - one.passage.age) if begins else 0.0)


def _words(one: Placed) -> int:
    return len("".join(run.text for run in one.alone).split())


def _joined(chosen: Sequence[Placed]) -> Line:
    """Return one line that says what ``chosen`` say, with their citations, parted by a space after each full stop."""
    lines = [one.line for one in chosen]
    runs: list[Run] = []
    for one in chosen:
        runs.extend(([Run(text=" ")] if runs else []) + list(one.alone))
    citations: dict[tuple[str, int], Citation] = {
        (c.article, c.span.start): c for line in lines for c in line.citations
    }
    return Line(
        id="bottom",
        label="",
        text="".join(run.text for run in runs),
        runs=tuple(runs),
        citations=tuple(citations.values()),
        claims=tuple(claim for line in lines for claim in line.claims),
        rank=1.0,
        rule="bottom-line.best",
        single_origin=any(line.single_origin for line in lines),
        pinned=True,
        novelty=next((line.novelty for line in lines if line.novelty), None),
        before=next((line.before for line in lines if line.novelty), ""),
        why=tuple(dict.fromkeys(reason for line in lines for reason in line.why)),
    )
