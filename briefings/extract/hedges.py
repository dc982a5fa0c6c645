"""Prose → Hedges. In: the prose. Out: the words by which the writer keeps distance, each with the clause it holds for.

The words are in ``data/hedges.tsv``. A hedge keeps to its clause, with that clause's object and complement; a hedge
inside a quotation is the speaker's own and is left out. "X said", "may" and "could" are no hedges.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.extract.clauses import split_clauses, trim
from briefings.extract.cues import MARKS, Match, find_cues, read_cues
from briefings.extract.grammar import word_classes
from briefings.extract.reading import Clause, Hedge
from briefings.text import Prose, Sentence

COVERED = frozenset({"predicate", "complement", "restrictive"})  # what belongs to the clause before it
PHRASE = 6  # words of a noun phrase behind "alleged"


def extract_hedges(prose: Prose) -> tuple[Hedge, ...]:
    """Return the hedges in the order of the text."""
    hedges: list[Hedge] = []
    cues = read_cues("hedges")
    for sentence, tokens in prose.by_sentence(prose.where(cues.rows.keys())):
        words = prose.lowers[sentence.first : sentence.last]
        anchors = [token - sentence.first for token in tokens]
        matches = [m for m in find_cues(words, anchors, cues) if sentence.first + m.first not in prose.quoted]
        if matches:
            hedges += _hedges_of(prose, sentence, matches=_longest(matches), words=words)
    return tuple(hedges)


def _longest(matches: list[Match]) -> list[Match]:
    """Return the matches in order without those that lie inside another."""
    kept: list[Match] = []
    for match in sorted(matches, key=lambda m: (m.first, -m.last)):
        if not kept or match.last > kept[-1].last:
            kept.append(match)
    return kept


def _hedges_of(prose: Prose, sentence: Sentence, *, matches: list[Match], words: Sequence[str]) -> list[Hedge]:
    clauses = split_clauses(words)
    hedges: list[Hedge] = []
    for match in matches:
        first, last = trim(words, *_scope(match, clauses, words))
        start = prose.tokens[sentence.first + first].start
        end = prose.tokens[sentence.first + last - 1].end
        word = prose.text[
            prose.tokens[sentence.first + match.first].start : prose.tokens[sentence.first + match.last - 1].end
        ]
        hedges.append(Hedge(word=word, start=start, end=end, rule=f"hedge.{match.columns[1]}"))
    return hedges


def _scope(match: Match, clauses: Sequence[Clause], words: Sequence[str]) -> tuple[int, int]:
    """Return the words ``[first, last)`` that the hedge holds for."""
    scope = match.columns[0]
    if scope == "claim":
        return 0, len(words)
    if scope == "phrase":
        return match.first, _phrase_end(words, match.first + 1)
    here = next(n for n, clause in enumerate(clauses) if clause.first <= match.anchor < clause.last)
    first = here
    while first > 0 and clauses[first].opener == "predicate" and scope == "sentence":
        first -= 1
    if scope == "sentence":
        return clauses[first].first, len(words)
    last = here + 1
    while last < len(clauses) and clauses[last].opener in COVERED:
        last += 1
    return clauses[here].first, clauses[last - 1].last


def _phrase_end(words: Sequence[str], here: int) -> int:
    end = here
    while end < min(here + PHRASE, len(words)) and words[end] not in MARKS and word_classes().get(words[end]) is None:
        end += 1
    return end
