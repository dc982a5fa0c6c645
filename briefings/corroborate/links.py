"""Claims' facts → which claims say otherwise. In: groups of facts. Out: pairs that differ, and how.

One quotation in other words or in another mouth; a denial and what it denies. A link is shown to a reader who acts on
it, so where it is not certain there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from briefings.corroborate.claims import cue_of
from briefings.corroborate.found import Found, denied_by
from briefings.corroborate.names import parse_name
from briefings.corroborate.words import NEGATIONS, stems
from briefings.model import Action, Actor, Deadline, Figure, Record, Statement

How = Literal["number", "words", "speaker", "denial"]
Link = tuple[int, int, How]
QUOTE_WORDS = 6  # a shorter quotation may be said twice, or by two
GRAM = 3  # words; two versions of one quotation have some of these in common
SAME_QUOTE = 0.75  # of the words, in their order
DENIED_SHARE = 0.75  # of what is denied stands in what it denies
DENIED_STEMS, DENIED_STEMS_NEAR = 3, 2  # words in common: in two articles, in one
FREQUENT = 40  # quotations that share three words: a turn of phrase
FREQUENT_STEM = 300  # claims that hold a word: it tells nothing from nothing
AUXILIARIES = frozenset({"do", "does", "did", "is", "are", "was", "were", "be", "been", "will", "would"})


def link_quotations(groups: Sequence[Sequence[Found]]) -> list[Link]:
    """Return the pairs of ``groups`` that are one quotation in other words, or given to somebody else."""
    quoted = [i for i, group in enumerate(groups) if _is_long_quotation(group[0])]
    grams: dict[tuple[str, ...], list[int]] = {}
    for index in quoted:
        words = groups[index][0].words
        for gram in {words[i : i + GRAM] for i in range(len(words) - GRAM + 1)}:
            grams.setdefault(gram, []).append(index)
    pairs = {(a, b) for held in grams.values() if len(held) <= FREQUENT for a in held for b in held if a < b}
    return [(a, b, how) for a, b in sorted(pairs) if (how := _compare(groups[a], groups[b]))]


def link_denials(groups: Sequence[Sequence[Found]]) -> list[Link]:
    """Return the pairs of ``groups`` of which one denies what the other says."""
    said = {i: _read(group) for i, group in enumerate(groups) if not isinstance(group[0].fact, Figure | Deadline)}
    links: list[Link] = []
    for index, candidates in (*_near_denials(said), *_near_negations(said)):
        denied = [i for i in sorted(candidates) if _is_denied(said[index], said[i])]
        links.extend((index, i, "denial") for i in _one_a_sentence(denied, groups))
    links.extend((no, yes, "denial") for no, yes in _answered(said))
    return list(dict.fromkeys(links))


def _answered(said: Mapping[int, _Said]) -> Iterator[tuple[int, int]]:
    """Yield each denial with the accusation in the sentence before it, of which who denies is accused."""
    accused: dict[tuple[str, int], list[tuple[int, frozenset[str]]]] = {}
    for index, one in said.items():
        for found in one.group:
            fact = found.fact
            if isinstance(fact, Action) and fact.type == "ACCUSE" and fact.modality == "asserted" and fact.recipients:
                place = (found.article, found.evidence.sentence.end)
                accused.setdefault(place, []).append((index, frozenset(fact.recipients)))
    for index, one in said.items():
        for found in one.group if one.denies else ():
            speaker = found.fact.speaker if isinstance(found.fact, Statement) else None
            before = (accused.get((found.article, found.evidence.sentence.start - gap), ()) for gap in (1, 2))
            for other, whom in (pair for pairs in before for pair in pairs):
                if speaker in whom:
                    yield index, other


class _Said(Record, frozen=True, kw_only=True):
    """A group with what it says: its stems, whether it denies by its verb, its words without their one negation."""

    group: tuple[Found, ...]
    about: frozenset[str]
    denies: bool
    negated: bool
    positive: tuple[str, ...]

    @property
    def first(self) -> Found:
        """Return the first of its facts."""
        return self.group[0]


def _read(group: Sequence[Found]) -> _Said:
    first = group[0]
    fact = first.fact
    reported = isinstance(fact, Statement) and fact.mode != "direct"
    denied = denied_by(fact)
    about = denied or (fact.content if isinstance(fact, Statement) else fact.span)
    return _Said(
        group=tuple(group),
        about=stems(about.exact),
        denies=denied is not None or (isinstance(fact, Statement) and reported and cue_of(fact) == "deny"),
        negated=any(word in NEGATIONS for word in first.words),
        positive=tuple(word for word in first.words if word not in NEGATIONS and word not in AUXILIARIES),
    )


def _near_denials(said: Mapping[int, _Said]) -> Iterator[tuple[int, list[int]]]:
    """Yield each denial with the groups that have two of its rarer words."""
    holders: dict[str, list[int]] = {}
    for index, one in said.items():
        for word in one.about:
            holders.setdefault(word, []).append(index)
    for index, one in said.items():
        if one.denies:
            shared = Counter(i for w in one.about if len(holders[w]) <= FREQUENT_STEM for i in holders[w])
            yield index, [i for i, count in shared.items() if count >= DENIED_STEMS_NEAR and i != index]


def _near_negations(said: Mapping[int, _Said]) -> Iterator[tuple[int, list[int]]]:
    """Yield each reported negation with the groups that say the same without it."""
    positive: dict[tuple[str, ...], list[int]] = {}
    for index, one in said.items():
        if not one.negated and not one.denies:
            positive.setdefault(one.positive, []).append(index)
    for index, one in said.items():
        fact = one.first.fact
        once = one.negated and sum(word in NEGATIONS for word in one.first.words) == 1
        if once and isinstance(fact, Statement) and fact.mode == "indirect" and not one.denies:
            yield index, positive.get(one.positive, [])


def _one_a_sentence(denied: Sequence[int], groups: Sequence[Sequence[Found]]) -> list[int]:
    """Return one group for each sentence that is denied: what is said there before what is done, and before a risk."""
    best: dict[tuple[str, int], int] = {}
    for index in sorted(denied, key=lambda i: (not isinstance(groups[i][0].fact, Statement), _is_mood(groups[i][0]))):
        first = groups[index][0]
        best.setdefault((first.article, first.evidence.sentence.start), index)
    return sorted(best.values())


def _is_mood(one: Found) -> bool:
    return not isinstance(one.fact, Statement | Action)


def _is_long_quotation(one: Found) -> bool:
    fact = one.fact
    return isinstance(fact, Statement) and fact.mode == "direct" and len(one.words) >= QUOTE_WORDS


def _compare(group: Sequence[Found], other: Sequence[Found]) -> How | None:
    """Return how two quotations of different articles differ, None when they are not one quotation."""
    if {one.article for one in group} & {one.article for one in other}:
        return None
    one, two = group[0], other[0]
    if one.words != two.words and _likeness(one.words, two.words) < SAME_QUOTE:
        return None
    mine, yours = next(iter(one.actors), None), next(iter(two.actors), None)
    if mine and yours and mine.id == yours.id:
        return "words" if not _is_part(one.words, two.words) else None
    return "speaker" if mine and yours and _are_two_people(mine, yours) else None


@lru_cache(maxsize=4096)  # pairs; a brief that is made again has mostly the same
def _likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    common = (Counter(one) & Counter(other)).total()
    if 2 * common < SAME_QUOTE * (len(one) + len(other)):  # no order of the words can make up for that
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_part(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether one is the other, cut at its ends: that is shorter, not otherwise."""
    short, long = sorted((f" {' '.join(one)} ", f" {' '.join(other)} "), key=len)
    return short in long


def _are_two_people(one: Actor, other: Actor) -> bool:
    """Return whether the two cannot be one person under two names."""
    if one.kind != "person" or other.kind != "person":
        return False
    mine, yours = parse_name(one.name), parse_name(other.name)
    return mine.is_full and yours.is_full and mine.words[-1] != yours.words[-1]


def _is_denied(no: _Said, yes: _Said) -> bool:
    """Return whether ``yes`` says what ``no`` denies, and somebody else says it."""
    if yes.denies or yes.negated or yes.first.denied:
        return False
    if _same_side(no.first, yes.first) or _overlaps(no.group, yes.group):
        return False
    if not no.denies:
        return no.positive == yes.positive
    shared = len(no.about & yes.about)
    near = {one.article for one in no.group} & {one.article for one in yes.group}
    least = DENIED_STEMS_NEAR if near else DENIED_STEMS
    return shared >= least and shared >= DENIED_SHARE * len(no.about)


def _same_side(one: Found, other: Found) -> bool:
    speakers = {actor.id for actor in one.actors} if isinstance(one.fact, Statement) else set()
    return isinstance(other.fact, Statement) and bool(speakers & {actor.id for actor in other.actors})


def _overlaps(group: Sequence[Found], other: Sequence[Found]) -> bool:
    """Return whether the facts stand in one another: what is denied is no claim of its own there."""
    return any(_touch(one, two) for one in group for two in other if one.article == two.article)


def _touch(one: Found, other: Found) -> bool:
    a, b = one.fact.span, other.fact.span
    return a.start < b.end and b.start < a.end


def pairs_of(links: Iterable[Link]) -> Iterator[tuple[int, int, How]]:
    """Yield each link from both of its ends."""
    for one, other, how in links:
        yield one, other, how
        yield other, one, how
