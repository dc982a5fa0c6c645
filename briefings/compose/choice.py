"""Which candidate lines stand on the page. In: placed lines, the bottom line, the topic. Out: those kept, and notes.

Lines are looked at from the most salient to the least, pinned ones first. One that says what a line before it says
already is left out: its words are those of the other, or it is part of it. A figure or a quotation is an excerpt of its
sentence, and stands beside the sentence's line only where it is clearly shorter. Every line that is left out becomes a
note with its reason.

The order of what is cut, should the page not hold all that is kept: first what is over the quota of its section, then
what is over the two best of its section, then the rest, each time the lowest rank first; the best of a section goes
after the second best of most others, what is to be watched first after all of those, and a figure whose sentence
stands on the page before all others. Pinned lines are never cut. So every section has its best line before another has
a third, and where sources differ is told before minor lines are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from briefings.compose.chronology import TIMELINE_LINES
from briefings.compose.likeness import NUMBER, contained, content_words
from briefings.compose.placing import DROPPED, PINNED, Placed
from briefings.model import Line, Note, Record, SectionKey, Topic
from briefings.text import list_sentences

SAME_WORDS = 0.7  # of a line's content words in another line: it says nothing new
SAYS_MORE = 1.35  # times the content words of the bottom line's sentence: the section's line says more
EXCERPT_SHARE = 0.6  # of its sentence's words: a figure's clause that is longer repeats the sentence's line
MOST_IN_SECTION = 12  # lines of one section; a page holds fewer
FEW_CLAIMS = 3  # of a sentence on a figure that changed: it is about little else than that figure
# lines of each section that stay longest, so that a page that is cut to fit keeps the best of every section
QUOTAS: dict[SectionKey, int] = {
    "positions": 4, "developments": 3, "figures": 3, "differences": 2, "timeline": 4, "watch": 3, "quotations": 2,
    "risks": 2, "opportunities": 1,
}  # fmt: skip
AGE = re.compile(r" \[\d{1,2} [A-Z][a-z]+ \d{4}\]$")  # behind a figure's clause: when it was written
NEGATION = re.compile(r"\b(?:not|no|never|denie[sd]|deny|rejects?|rejected|refuse[sd]?|without|nor)\b", re.IGNORECASE)
BEST = 2  # lines of a section that stay until all that is over them in other sections is cut
FIRST_BONUS = 0.3  # of salience: the best line of a section goes after the second best of the others
AHEAD_BONUS = 0.6  # … and what is to be watched first, before them: a reader acts on what is ahead
TIERS = 3  # of ranks: what is over the quota below 1/3, the two best of a section from 2/3
LEAST_RANK, MOST_RANK = 0.01, 0.99  # within a tier
IN_BOTTOM_LINE = "stands in the bottom line"
SPARE = 99  # a place behind all quotas: of a figure whose sentence stands on the page as well
WHOLE: frozenset[SectionKey] = frozenset({"positions", "developments", "risks", "opportunities", "timeline", "watch"})
EXCERPTS: frozenset[SectionKey] = frozenset({"figures", "quotations"})


class Choice(Record, frozen=True, kw_only=True):
    """What was chosen, best first, and what was left out with its reason."""

    kept: tuple[Placed, ...]
    notes: tuple[Note, ...]


def choose_lines(placed: Sequence[Placed], topic: Topic, *, bottom: Line | None) -> Choice:
    """Return the lines that stand on the page if there is room, best first, and a note for each of the others.

    The order is stable: pinned lines first, then where sources differ and what changed over time, then by rank, equal
    ones by their place in the articles. ``bottom`` is the
    bottom line; a line that it shows is kept in its section only when it says more there.
    """
    kept = _Kept()
    notes: list[Note] = []
    spare = _spare_dates(placed, bottom)
    for one in sorted(placed, key=lambda p: _turn(p, topic)):
        note = _against(one, kept, topic, bottom=bottom, spare=spare)
        if note:
            notes.append(note)
        else:
            kept.add(_settled(one, kept, topic))
    return Choice(kept=tuple(kept.placed), notes=tuple(notes))


class _Kept:
    """The lines that stand, how many there are of each section, and by what a line that repeats one is found."""

    def __init__(self) -> None:
        self.placed: list[Placed] = []
        self.counts = Counter[SectionKey]()
        self._holding: dict[str, list[int]] = {}
        self._beside: dict[tuple[str, int], list[int]] = {}
        self._accounts: list[int] = []
        self._figures: list[int] = []

    def add(self, one: Placed) -> None:
        """Keep ``one``."""
        number = len(self.placed)
        self.placed.append(one)
        self.counts[one.section] += 1
        for word in content_words(f"{one.line.label} {one.line.text}"):
            self._holding.setdefault(word, []).append(number)
        self._beside.setdefault(_sentence_of(one), []).append(number)
        if _is_account(one):
            self._accounts.append(number)
        if one.section == "figures":
            self._figures.append(number)

    def twin_of(self, one: Placed) -> Placed | None:
        """Return the first line that ``one`` repeats; asked are those that may: most have too few of its words."""
        words = content_words(one.line.text)
        shared = Counter(number for word in words for number in self._holding.get(word, ()))
        near = {number for number, count in shared.items() if count >= SAME_WORDS * len(words)}
        near.update(self._accounts, self._beside.get(_sentence_of(one), ()))
        if one.section == "figures":
            near.update(self._figures)
        return next((self.placed[number] for number in sorted(near) if _repeats(one, self.placed[number])), None)


def _sentence_of(one: Placed) -> tuple[str, int]:
    return one.passage.article, one.passage.sentence.start


def is_named(line: Line, names: Sequence[str]) -> bool:
    """Return whether one of ``names`` is the id of the line or of one of its claims."""
    return not {line.id, *(claim.id for claim in line.claims)}.isdisjoint(names)


def says_the_same(line: Line, other: Line) -> bool:
    """Return whether ``line`` says nothing that ``other`` does not: same day, numbers, negation, most of its words."""
    events = not line.rule.startswith("figure") and not other.rule.startswith("figure")
    if events and line.date and other.date and line.date != other.date:
        return False
    text = AGE.sub("", line.text) if line.rule.startswith("figure") else line.text
    return _is_said(text, f"{other.label} {other.text}")


def _is_said(text: str, other: str) -> bool:
    if not _numbers(text) <= _numbers(other) or _denies(text) != _denies(other):
        return False
    return contained(text, other) >= SAME_WORDS


@lru_cache(maxsize=8192)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(NUMBER.findall(text))


@lru_cache(maxsize=8192)
def _denies(text: str) -> bool:
    return NEGATION.search(text) is not None


def _spare_dates(placed: Sequence[Placed], bottom: Line | None) -> set[str]:
    """Return the ids of the dated lines without which there is still a timeline: those the bottom line tells."""
    dated = [one for one in placed if one.section == "timeline"]
    told = {one.line.id for one in dated if bottom and _stands_in(one, bottom)}
    return told if len(dated) - len(told) >= TIMELINE_LINES else set()


def _against(one: Placed, kept: _Kept, topic: Topic, *, bottom: Line | None, spare: set[str]) -> Note | None:
    """Return why ``one`` is left out, None when nothing speaks against it; what is pinned is always kept."""
    line = one.line
    if is_named(line, topic.drops):
        return Note(reason=DROPPED, line=line)
    if is_named(line, topic.pins):
        return None
    if bottom and (one.section != "timeline" or one.line.id in spare) and _stands_in(one, bottom):
        return Note(reason=IN_BOTTOM_LINE, line=line, repeats=True)
    if one.section == "watch" and one.line.label and one.line.date is None:
        known = next((x for x in kept.placed if x.line.date and x.line.label.startswith(f"{one.line.label} ")), None)
        if known:
            return _repeated(line, known.line)
    twin = kept.twin_of(one)
    if twin:
        return _repeated(line, twin.line)
    if kept.counts[one.section] >= MOST_IN_SECTION:
        return Note(reason=f"the section has {MOST_IN_SECTION} lines of higher rank", line=line)
    return None


def _repeated(line: Line, other: Line) -> Note:
    return Note(reason=f"says what {other.id} says: {other.text}", line=line, repeats=True)


def _turn(one: Placed, topic: Topic) -> tuple[bool, bool, bool, float]:
    """Return when ``one`` is looked at; a figure after the lines of sentences, to one of which it may give way."""
    figure = one.section == "figures" and not one.line.series
    return not is_named(one.line, topic.pins), not _is_account(one), figure, -one.line.rank


def _is_account(one: Placed) -> bool:
    """Return whether the line sets several accounts side by side: what one of them says alone gives way to it."""
    return bool(one.line.sides or one.line.series)


def _stands_in(one: Placed, bottom: Line) -> bool:
    """Return whether the bottom line says what ``one`` says, in about as many words."""
    if one.section in EXCERPTS:
        return one.section == "figures" and _is_long_excerpt(one) and says_the_same(one.line, bottom)
    return is_told_by_bottom(one.line, bottom)


def is_told_by_bottom(line: Line, bottom: Line) -> bool:
    """Return whether the bottom line says what ``line``, which is no excerpt, says, in about as many words."""
    shared = {claim.id for claim in line.claims} & {claim.id for claim in bottom.claims}
    said = [sentence for sentence in _sentences(bottom.text) if contained(sentence, line.text) >= SAME_WORDS]
    more = any(len(content_words(line.text)) >= SAYS_MORE * len(content_words(text)) for text in said)
    return bool(said) and not more and (bool(shared) or says_the_same(line, bottom))


def _repeats(one: Placed, other: Placed) -> bool:
    """Return whether ``one`` repeats ``other``, which ranks higher or sets several accounts side by side."""
    if _is_account(other):
        return _is_told_by(one, other)
    if one.section == other.section == "quotations":
        return one.line.label == other.line.label and contained(one.line.text, other.line.text) == 1
    if one.section == other.section:
        return _same_figure(one, other) if one.section == "figures" else says_the_same(one.line, other.line)
    if "quotations" in (one.section, other.section):
        return False
    if "figures" in (one.section, other.section):
        figure, line = (one, other) if one.section == "figures" else (other, one)
        if _is_long_excerpt(figure) and says_the_same(one.line, other.line):
            return True
        return _is_same_sentence(figure, line) and contained(line.line.text, figure.line.text) >= SAME_WORDS
    return says_the_same(one.line, other.line)


def _is_told_by(one: Placed, other: Placed) -> bool:
    """Return whether ``other``, of several accounts, says what ``one`` says."""
    if one.section == "quotations" or _is_account(one):
        return False
    ids = {claim.id for claim in one.line.claims}
    if one.section == "figures" and (ids <= {claim.id for claim in other.line.claims} or _is_of_a_side(one, other)):
        return True
    texts = [side.text for side in other.line.sides] or [other.line.text]
    if any(_is_said(one.line.text, text) for text in texts):
        return True
    shared = ids & {claim.id for claim in other.line.claims}
    if shared and any(contained(text, one.line.text) >= SAME_WORDS for text in texts):
        return True
    past = shared and other.line.claims[0].id not in shared  # an older point of a figure that changed
    return bool(other.line.series and shared) and (bool(past) or len(one.line.claims) <= FEW_CLAIMS)


def _is_of_a_side(one: Placed, other: Placed) -> bool:
    """Return whether ``one`` is taken from the sentence of a side of ``other``, where it stands already."""
    cited = ((c.article, c.span.start) for side in other.line.sides for c in side.citations)
    return _sentence_of(one) in cited


def _is_same_sentence(one: Placed, other: Placed) -> bool:
    return _sentence_of(one) == _sentence_of(other)


def _same_figure(one: Placed, other: Placed) -> bool:
    return one.line.label.casefold() == other.line.label.casefold() and (
        says_the_same(one.line, other.line) or says_the_same(other.line, one.line)
    )


def _is_long_excerpt(figure: Placed) -> bool:
    """Return whether the figure's clause is most of its sentence, so that both on a page would be one line twice."""
    return len(figure.line.text.split()) > EXCERPT_SHARE * len(figure.passage.sentence.exact.split())


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(list_sentences(text))


def _settled(one: Placed, kept: _Kept, topic: Topic) -> Placed:
    """Return ``one`` with its rank on the page, behind the lines of its section that are ``kept``."""
    better = kept.counts[one.section]
    if is_named(one.line, topic.pins):
        return _with_line(one, rank=1.0, pinned=True, why=(PINNED, *one.line.why))
    ahead = one.section == "watch" and one.line.date is not None
    first = (AHEAD_BONUS if ahead else FIRST_BONUS) if better == 0 else 0.0
    salience = (one.line.rank + first) / (1 + FIRST_BONUS)
    if one.section == "figures" and any(_is_same_sentence(one, x) for x in kept.placed if x.section in WHOLE):
        return _with_line(one, rank=rank_in(one.section, SPARE, one.line.rank))
    return _with_line(one, rank=rank_in(one.section, better, salience))


def favour_ahead(line: Line, section: SectionKey) -> float:
    """Return the salience, in [0, 1], of the first line of a section that a timeline was dissolved into."""
    salience = salience_of(line.rank)
    return min(salience + AHEAD_BONUS / (1 + FIRST_BONUS), MOST_RANK) if section == "watch" and line.date else salience


def rank_in(section: SectionKey, better: int, salience: float) -> float:
    """Return the rank on the page, in [0, 1], of a line of ``section`` with ``better`` ones before it."""
    quota = QUOTAS.get(section, 1)
    tier = (better < quota) + (better < min(quota, BEST))
    return round((tier + min(max(salience, LEAST_RANK), MOST_RANK)) / TIERS, 4)


def salience_of(rank: float) -> float:
    """Return the salience that a rank was made of by ``rank_in``."""
    return rank * TIERS % 1


def _with_line(one: Placed, **changes: object) -> Placed:
    return msgspec.structs.replace(one, line=msgspec.structs.replace(one.line, **changes))
