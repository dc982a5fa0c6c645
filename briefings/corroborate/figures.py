"""Figures → groups of one figure, and how the groups stand to one another. In: figures found. Out: groups, links.

Two figures of one thing that differ are a disagreement, and the later one is not taken for the truth; a toll that grew
from day to day is a series.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from briefings.corroborate.days import day_number, split_by_time
from briefings.corroborate.found import Found
from briefings.corroborate.things import NEAR_DAYS, Counted, is_same_thing, read_counted
from briefings.model import Fact, Figure, Record

GROWS = frozenset({"killed", "injured", "displaced", "arrested", "infected"})  # what is counted on and on
# "has risen to 15": said to have grown, not to be about to
ROSE = re.compile(r"\b(?:rose|risen|climbed|increased|grown|grew|(?:went|gone) up) to\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:would|will|could|may|might|should|must|to be|plans?|wants?)\b", re.IGNORECASE)
FORMER = "figure.bare-former"  # of "14 vessels, up from nine": what stood before, which differs from nothing
TOTAL = "figure.bare-total"  # of "put the number at 55,000", which counts what the sentence before it does
PUT = re.compile(r"\bputs? the (?:number|figure|toll|total|count|turnout|crowd)\b", re.IGNORECASE)
ABOUT_SHARE = 0.05  # of a value: what "about" allows


class Links(Record, frozen=True, kw_only=True):
    """How groups of figures, by index, stand to one another: pairs that differ, and series with the oldest first."""

    differ: tuple[tuple[int, int], ...]
    series: tuple[tuple[int, ...], ...]


Group = list[Counted]


def group_figures(found: Sequence[Found]) -> list[list[Found]]:
    """Return ``found``, all figures, in groups of one figure of one thing."""
    buckets: dict[tuple[object, ...], list[Group]] = {}
    for exact in _same_sentences(_read_all(found)):
        groups = buckets.setdefault((exact[0].bucket, exact[0].value), [])
        fitting = next((group for group in groups if _fits(exact, group)), None)
        if fitting is None:
            groups.append(exact)
        else:
            fitting.extend(exact)
    return [[one.found for one in group] for groups in buckets.values() for group in groups]


def link_figures(groups: Sequence[Sequence[Found]]) -> Links:
    """Return how ``groups``, each of one figure, stand to one another."""
    counted = _read_all([one for group in groups for one in group])
    by_found = {id(one.found): one for one in counted}
    read = [[by_found[id(one)] for one in group] for group in groups]
    buckets: dict[tuple[object, ...], list[int]] = {}
    for index, group in enumerate(read):
        buckets.setdefault(group[0].bucket, []).append(index)
    pairs = [pair for bucket in buckets.values() for pair in _differing(bucket, read)]
    return _sort_out(pairs, read)


def link_totals(groups: Sequence[Sequence[Found]]) -> list[tuple[int, int]]:
    """Return the pairs of which one is another's number for what was counted in the sentence before it.

    "About 90,000 workers took part, the union said. The government put the number at 55,000."
    """
    ends: dict[tuple[str, int], list[int]] = {}
    for index, group in enumerate(groups):
        for one in group:
            ends.setdefault((one.article, one.evidence.sentence.end), []).append(index)
    pairs: list[tuple[int, int]] = []
    for index, group in enumerate(groups):
        first = group[0]
        fact, sentence = first.fact, first.evidence.sentence
        if isinstance(fact, Figure) and fact.rule == TOTAL and PUT.search(sentence.exact):
            before = [i for gap in (1, 2) for i in ends.get((first.article, sentence.start - gap), ())]
            if len(before) == 1 and _is_other_number(groups[before[0]][0].fact, fact):
                pairs.append((before[0], index))
    return pairs


def _read_all(found: Sequence[Found]) -> list[Counted]:
    """Return ``found`` with what each counts."""
    sentences: dict[tuple[str, int], list[Found]] = {}
    for one in found:
        sentences.setdefault((one.article, one.evidence.sentence.start), []).append(one)
    return [read_counted(one, sentences[one.article, one.evidence.sentence.start]) for one in found]


def _same_sentences(counted: Sequence[Counted]) -> list[Group]:
    """Return the figures in groups of one figure in one sentence, word for word, the oldest first."""
    keyed: dict[tuple[object, ...], Group] = {}
    for one in counted:
        span = one.figure.span
        key = (one.value, one.figure.unit, one.found.words, span.exact, one.found.dates, _unknown(one))
        keyed.setdefault(key, []).append(one)
    held = {id(one.found): one for one in counted}
    parts = (part for group in keyed.values() for part in split_by_time([one.found for one in group]))
    groups = [sorted((held[id(one)] for one in part), key=lambda one: one.found.place) for part in parts]
    return sorted(groups, key=lambda group: group[0].found.place)


def _unknown(one: Counted) -> str:
    """Return what keeps apart two sentences whose "yesterday" is not known."""
    return one.found.origin if None in one.found.dates else ""


def _fits(exact: Group, group: Group) -> bool:
    return all(is_same_thing(exact[0], other) for other in group)


def _differing(bucket: Sequence[int], read: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of groups of one thing with different numbers, where each article has only one for it."""
    per_article: dict[str, Group] = {}
    for index in bucket:
        for one in read[index]:
            per_article.setdefault(one.found.article, []).append(one)
    for first, second in _at_one_time(bucket, read):
        if _is_other_number(read[first][0].figure, read[second][0].figure) and any(
            _is_clear(one, other, per_article) for one in read[first] for other in read[second]
        ):
            yield min(first, second), max(first, second)


def _at_one_time(bucket: Sequence[int], read: Sequence[Group]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of groups whose articles are near in time; an undated one is near to all."""
    days = {index: [one.day for one in read[index] if one.day is not None] for index in bucket}
    ordered = sorted(bucket, key=lambda index: min(days[index], default=-1))
    reach = max((one.reach for index in bucket for one in read[index]), default=0)
    for place, first in enumerate(ordered):
        last = max(days[first], default=None)
        for second in ordered[place + 1 :]:
            if last is not None and days[second] and min(days[second]) - last > reach:
                break
            yield first, second


def _is_clear(one: Counted, other: Counted, per_article: Mapping[str, Group]) -> bool:
    """Return whether the two are all that their articles, two different ones, say about the number of the thing."""
    if one.found.article == other.found.article or not is_same_thing(one, other):
        return False
    if FORMER in (one.figure.rule, other.figure.rule):
        return False
    here = {x.figure.value for x in per_article[one.found.article] if _is_now(x) and is_same_thing(x, other)}
    there = {x.figure.value for x in per_article[other.found.article] if _is_now(x) and is_same_thing(x, one)}
    return len(here) == len(there) == 1


def _is_now(one: Counted) -> bool:
    """Return whether the figure is not what another one is said to have risen or fallen from."""
    return one.figure.rule != FORMER


def _is_other_number(one: Fact, other: Fact) -> bool:
    """Return whether two figures differ by more than "about" allows."""
    if not isinstance(one, Figure) or not isinstance(other, Figure):
        return False
    if one.value is None or other.value is None or one.value == other.value:
        return False
    loose = "about" in (one.qualifier, other.qualifier)
    return not loose or abs(one.value - other.value) > ABOUT_SHARE * max(abs(one.value), abs(other.value))


def _sort_out(pairs: Sequence[tuple[int, int]], read: Sequence[Group]) -> Links:
    """Return ``pairs`` as disagreements, and as series where all that belongs together grew."""
    near: dict[int, set[int]] = {}
    for one, other in pairs:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    differ: list[tuple[int, int]] = []
    series: list[tuple[int, ...]] = []
    for part in _connected(near):
        members = sorted(part, key=lambda index: (_when(read[index])[0], index))
        if all(_has_changed(read[a], read[b]) for a, b in combinations(members, 2)):
            series.append(tuple(members))
        else:
            inside = {pair for pair in pairs if pair[0] in part}
            differ.extend(pair for pair in sorted(inside) if not _has_changed(*_in_time(pair, read)))
    return Links(differ=tuple(differ), series=tuple(series))


def _connected(near: Mapping[int, set[int]]) -> list[set[int]]:
    left, parts = set(near), []
    while left:
        part, edge = set(), {min(left)}
        while edge:
            part |= edge
            edge = {other for one in edge for other in near[one]} - part
        parts.append(part)
        left -= part
    return parts


def _in_time(pair: tuple[int, int], read: Sequence[Group]) -> tuple[Group, Group]:
    one, other = sorted((read[index] for index in pair), key=_when)
    return one, other


def _when(group: Group) -> tuple[str, str]:
    """Return the days between which the figure stood: its own date, else those of its articles."""
    own = [one.figure.date.value for one in group if one.figure.date and one.figure.date.value]
    days = own if own and not group[0].fate else [one.found.published or "" for one in group]
    return min(days), max(days)


def _has_changed(earlier: Group, later: Group) -> bool:
    """Return whether the later figure follows on the earlier one: a count that goes on, or one said to have risen.

    What lasts and was counted again much later has changed, up or down.
    """
    ended, begun = _when(earlier)[1], _when(later)[0]
    if not ended or ended >= begun:
        return False
    old, new = earlier[0].figure, later[0].figure
    if earlier[0].lasts and later[0].lasts and day_number(begun) - day_number(ended) > NEAR_DAYS:
        return True
    if not earlier[0].fate and old.date and new.date and old.date.value and new.date.value:
        return True
    goes_on = earlier[0].fate in GROWS or any(_says_it_rose(one.found.evidence.sentence.exact) for one in later)
    return goes_on and old.value is not None and new.value is not None and old.value < new.value


def _says_it_rose(sentence: str) -> bool:
    return ROSE.search(sentence) is not None and AHEAD.search(sentence) is None
