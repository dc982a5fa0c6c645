"""Cue lists → a matcher over words. In: rows of a word list whose first column is a pattern. Out: where they match.

A pattern is a line of words, as a person would write them down::

    it %be not %adv? clear whether|if      one element a word; ``a|b`` alternatives; ``?`` may be missing
    hamper+ ~ effort|efforts               ``+`` every form of that verb; ``~`` up to three words in between
    %be said to %verb                      ``%name`` a class (``TESTS``, ``clause_words.tsv``); ``#`` a number
    no longer !by                          ``!`` a word that must not stand there

Each pattern is filed under its first sure word that is not of every sentence, so that an article's words are looked
up once, however long the list is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from briefings.extract.grammar import inflect, irregular_verbs, word_classes
from briefings.extract.lexicon import read_classes, read_rows
from briefings.model import Record

GAP = 3  # words that "~" may stand for
MARKS = frozenset(".,;:!?()[]—–-\"“”‘’'…")
CLOSED = frozenset({"prep", "sub", "rel", "coord", "aux", "pron", "det"})

Test = Callable[[str], bool]
Row = tuple[str, ...]  # of a list: the pattern, and the other columns


class Element(Record, frozen=True, kw_only=True, gc=False):
    """One word of a pattern. ``words`` is empty for a class; ``test`` then decides."""

    words: frozenset[str]
    test: str
    optional: bool = False
    gap: bool = False
    negative: bool = False


class Pattern(Record, frozen=True, kw_only=True, gc=False):
    """A pattern and the other columns of its row.

    ``after`` are the elements behind the one it is filed under, its anchor, ``before`` those ahead of it, leftward.
    ``needs`` are the words of one of them that may not be missing, where there is one: a sentence must hold one.
    ``next`` are the words that must stand right behind the anchor, where it is certain which.
    """

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    needs: frozenset[str]
    next: frozenset[str]
    columns: tuple[str, ...]


class Match(Record, frozen=True, kw_only=True, gc=False):
    """Where a pattern matches: tokens ``[first, last)``, the token of its anchor, and the row's other columns."""

    first: int
    last: int
    anchor: int
    columns: tuple[str, ...]


def _is_determiner(word: str) -> bool:
    return word_classes().get(word) == "det"


@lru_cache(maxsize=10_000)
def is_adverb(word: str) -> bool:
    """Return whether ``word`` is an adverb, by the list of closed classes or by its -ly."""
    return word_classes().get(word) == "adv" or (word.endswith("ly") and len(word) > 4)


def _is_verb(word: str) -> bool:
    return word.isalpha() and word_classes().get(word) not in CLOSED - {"aux"}


def _is_noun(word: str) -> bool:
    return word[:1].isalpha() and word_classes().get(word) is None


def _is_number(word: str) -> bool:
    return word[:1].isdigit() or word_classes().get(word) == "num"


def _is_ing(word: str) -> bool:
    return word.endswith("ing") and len(word) > 4


def _is_word(word: str) -> bool:
    return word not in MARKS


@cache
def small_words(kind: str) -> frozenset[str]:
    """Return the words of one class of ``data/clause_words.tsv``."""
    return read_classes("clause_words").get(kind, frozenset())


TESTS: dict[str, Test] = {
    "det": _is_determiner,
    "adv": is_adverb,
    "verb": _is_verb,
    "noun": _is_noun,
    "num": _is_number,
    "any": _is_word,
    "ing": _is_ing,
}


@cache
def verb_words(lemma: str) -> frozenset[str]:
    """Return all forms of the verb ``lemma``."""
    return frozenset(form for form, _ in inflect(lemma, irregular_verbs().get(lemma)))


class Cues(dict[str, tuple[Pattern, ...]]):
    """The patterns of word lists by the word that they are filed under; they are made when the word is first met.

    ``rows`` are the rows by that word, each with the name of its list at its end.
    """

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, word: str) -> tuple[Pattern, ...]:
        """Make the patterns of ``word`` and keep them."""
        patterns = self[word] = tuple(map(parse_pattern, self.rows[word]))
        return patterns


@cache
def read_cues(*names: str) -> Cues:
    """Return the patterns of ``data/<name>.tsv`` by the words they are filed under."""
    rows: dict[str, list[Row]] = {}
    for name in names:
        for row in read_rows(name):
            filed = (*row, name)
            for word in _filed_under(row[0].split()):
                rows.setdefault(word, []).append(filed)
    return Cues(rows)


def _filed_under(line: Sequence[str]) -> frozenset[str] | tuple[str]:
    """Return the words of the anchor of a pattern."""
    if line[0].isalpha() and line[0] not in small_words("common"):
        return (line[0],)
    return _parse_element(line[_find_anchor(line)]).words


def parse_pattern(row: Row) -> Pattern:
    """Return the pattern that the first column of ``row`` writes down (see the module's docstring)."""
    line = row[0].split()
    elements, anchor = tuple(_parse_element(word) for word in line), _find_anchor(line)
    before, after = elements[:anchor][::-1], elements[anchor + 1 :]
    sure = [_sure_words(element) for element in (*before, *after)]
    needs = min(filter(None, sure), key=len, default=frozenset())
    behind = _sure_words(after[0]) if after else frozenset()
    return Pattern(before=before, after=after, needs=needs, next=behind, columns=row[1:])


def _sure_words(element: Element) -> frozenset[str]:
    """Return the words of which one must stand there, empty where something else may."""
    return frozenset() if element.optional or element.negative else element.words


def _find_anchor(line: Sequence[str]) -> int:
    """Return the place of the first sure word that is not of every sentence, else of the first sure word."""
    common, first = small_words("common"), -1
    for place, word in enumerate(line):
        element = _parse_element(word)
        if element.words and not (element.optional or element.negative):
            if element.words.isdisjoint(common):
                return place
            first = place if first < 0 else first
    return first


@cache
def _parse_element(word: str) -> Element:
    negative, optional = word.startswith("!"), word.endswith("?") and len(word) > 1
    core = word.lstrip("!").removesuffix("?")
    if core == "~":
        return Element(words=frozenset(), test="any", gap=True)
    if core == "#":
        return Element(words=frozenset(), test="num", optional=optional)
    parts = core.split("|")
    if len(parts) == 1 and core.startswith("%") and core[1:] in TESTS:
        return Element(words=frozenset(), test=core[1:], optional=optional, negative=negative)
    words = frozenset(form for part in parts for form in _words_of(part))
    return Element(words=words, test="", optional=optional, negative=negative)


def _words_of(part: str) -> frozenset[str]:
    if part.startswith("%") and part != "%":  # the sign itself is a word
        return small_words(part[1:])
    return verb_words(part[:-1]) if part.endswith("+") else frozenset({part})


def find_cues(words: Sequence[str], anchors: Iterable[int], cues: Cues) -> list[Match]:
    """Return the matches of ``cues`` in the ``words`` of a sentence, with one of ``anchors`` as theirs."""
    vocabulary = frozenset(words)
    found: list[Match] = []
    for here in anchors:
        for pattern in cues[words[here]]:
            if pattern.next and (here + 1 == len(words) or words[here + 1] not in pattern.next):
                continue
            if pattern.needs and pattern.needs.isdisjoint(vocabulary):
                continue
            last = _match_on(words, here + 1, pattern.after, 1) if pattern.after else here + 1
            if last is None:
                continue
            back = _match_on(words, here - 1, pattern.before, -1) if pattern.before else here - 1
            if back is not None:
                found.append(Match(first=back + 1, last=last, anchor=here, columns=pattern.columns))
    return found


def _match_on(words: Sequence[str], here: int, elements: Sequence[Element], step: int) -> int | None:
    """Return the index behind the last element matched from ``here`` on, or None; ``step`` is -1 for leftward."""
    for place, element in enumerate(elements, 1):
        if element.gap:
            return _match_gap(words, here, elements[place:], step)
        fits = 0 <= here < len(words) and _fits(words[here], element)
        if element.negative:
            if fits:
                return None
        elif element.optional:
            end = _match_on(words, here + step, elements[place:], step) if fits else None
            if end is not None:
                return end
        elif fits:
            here += step
        else:
            return None
    return here


def _match_gap(words: Sequence[str], here: int, rest: Sequence[Element], step: int) -> int | None:
    for skipped in range(GAP + 1):
        end = _match_on(words, here + step * skipped, rest, step)
        if end is not None:
            return end
        if not (0 <= here + step * skipped < len(words)) or words[here + step * skipped] in MARKS:
            return None
    return None


def _fits(word: str, element: Element) -> bool:
    if element.words:
        return word in element.words
    return TESTS[element.test](word)
