"""Claims' facts → which claims say otherwise. In: groups of facts. Out: pairs that differ, and how.

One quotation in other words or in another mouth; a denial and what it denies. A link is shown to a reader who acts on
it, so where it is not certain there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from briefings.corroborate.claims import cue_of
from briefings.corroborate.found import Found
from briefings.corroborate.names import parse_name
from briefings.corroborate.words import NEGATIONS, stems
from briefings.model import Action, Actor, Deadline, Figure, Statement

How = Literal["number", "words", "speaker", "denial"]
Link = tuple[int, int, How]
QUOTE_WORDS = 6  # a shorter quotation may be said twice, or by two
GRAM = 3  # words; two versions of one quotation have some of these in common
SAME_QUOTE = 0.75  # of the words, in their order
DENIED_SHARE = 0.6  # of what is denied stands in what it denies
DENIED_STEMS, DENIED_STEMS_NEAR = 3, 2  # words in common: in two articles, in one
FREQUENT = 40  # claims that hold a word: it tells nothing from nothing
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
    about = {i: _about(group[0]) for i, group in enumerate(groups) if not isinstance(group[0].fact, Figure | Deadline)}
    holders: dict[str, list[int]] = {}
    for index, words in about.items():
        for word in words:
            holders.setdefault(word, []).append(index)
    links: list[Link] = []
    for index, words in about.items():
        if words and _denies(groups[index][0]):
            near = {i for word in words for i in holders[word] if i != index}
            denied = [i for i in sorted(near) if _is_denied(groups[index], groups[i], about[i])]
            links.extend((index, i, "denial") for i in _one_a_sentence(denied, groups))
    return links


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


def _likeness(one: Sequence[str], other: Sequence[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= SAME_QUOTE else 0.0


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


def _denies(one: Found) -> bool:
    fact = one.fact
    return (isinstance(fact, Statement) and fact.mode != "direct" and cue_of(fact) == "deny") or _negates(one)


def _negates(one: Found) -> bool:
    fact = one.fact
    if isinstance(fact, Action):
        return False
    return isinstance(fact, Statement) and fact.mode == "indirect" and sum(w in NEGATIONS for w in one.words) == 1


def _about(one: Found) -> frozenset[str]:
    fact = one.fact
    return stems(fact.content.exact if isinstance(fact, Statement) else fact.span.exact)


def _is_denied(denial: Sequence[Found], claim: Sequence[Found], about: frozenset[str]) -> bool:
    """Return whether ``claim`` says what ``denial`` denies, and somebody else says it."""
    no, yes = denial[0], claim[0]
    if _denies(yes) or any(word in NEGATIONS for word in yes.words) or _same_side(no, yes):
        return False
    if _overlaps(denial, claim):
        return False
    words = _about(no)
    shared = len(words & about)
    if _negates(no):
        return _positive(no.words) == _positive(yes.words)
    near = {one.article for one in denial} & {one.article for one in claim}
    least = DENIED_STEMS_NEAR if near else DENIED_STEMS
    return shared >= least and shared >= DENIED_SHARE * len(words)


def _positive(words: Iterable[str]) -> list[str]:
    """Return ``words`` without what denies them and the verb that helps to."""
    return [word for word in words if word not in NEGATIONS and word not in AUXILIARIES]


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
