"""Sentence → clauses. In: the words of a sentence. Out: where its clauses begin and end, and what opens each.

No parser: a clause begins at a word that opens one (a relative pronoun, a conjunction, a participle behind a comma)
when a finite verb follows. The clauses of a sentence lie side by side; one that is interrupted is two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from briefings.extract.cues import MARKS, is_adverb, small_words
from briefings.extract.grammar import verb_forms, word_classes
from briefings.extract.reading import Clause, Opener, Reading
from briefings.text import Prose, Sentence

Test = Callable[[Sequence[str], int], tuple[int, Opener] | None]
LEADING = MARKS | {"and", "but", "or", "nor", "yet", "so"}
TRAILING = MARKS - {")", "”", "’"}
BEFORE_OPENING = frozenset({",", "said", "says"})  # behind these, any word may open a clause
BREAKS = frozenset({";", "—", "–", "--"})
ENDS = frozenset({",", ";", "—", "–", "--", ":"})
TAIL = 14  # tokens of an attribution behind a comma: ", a spokesman for the ministry of trade said on Monday"
LOOK = 14  # tokens in which a clause shows its verb


def clauses_of(reading: Reading, sentence: Sentence) -> tuple[Clause, ...]:
    """Return the clauses of ``sentence``, counted from its first token; they are split once per article."""
    if not reading.clauses:
        reading.clauses = _split_all(reading.prose)
    return reading.clauses[sentence.first]


def _split_all(prose: Prose) -> dict[int, tuple[Clause, ...]]:
    """Return the clauses of each sentence by its first token."""
    behind = [token + 1 for token in prose.where(BEFORE_OPENING)]
    places = sorted({*prose.where(_openers().keys()), *behind} - {len(prose.lowers)})
    held = {sentence.first: tokens for sentence, tokens in prose.by_sentence(places)}
    clauses: dict[int, tuple[Clause, ...]] = {}
    for first, last in [(sentence.first, sentence.last) for sentence in prose.sentences]:
        openings = [token - first for token in held.get(first, ()) if first < token < last - 1]
        clauses[first] = _split_at(prose.lowers[first:last], openings)
    return clauses


def split_clauses(words: Sequence[str]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence's ``words`` (lower case), side by side and in order."""
    openers = _openers()
    last = len(words) - 1
    return _split_at(words, [n for n in range(1, last) if words[n] in openers or words[n - 1] in BEFORE_OPENING])


def _split_at(words: Sequence[str], places: Iterable[int]) -> tuple[Clause, ...]:
    """Return the clauses of a sentence's ``words``, of which those at ``places`` may open one."""
    cuts: list[tuple[int, Opener]] = [(0, _first_opener(words))]
    aside = cuts[0][1] != "main"
    for here in places:
        if here <= cuts[-1][0]:
            continue
        opened = _opens(words, here, aside=aside)
        if opened is not None:
            cuts.append(opened)
            aside = opened[1] in {"relative", "adverbial", "participle"}
    ends = [*[first for first, _ in cuts[1:]], len(words)]
    return tuple([Clause(cut[0], end, cut[1]) for cut, end in zip(cuts, ends, strict=True) if cut[0] < end])


@cache
def _openers() -> dict[str, Test]:
    """Return the words that may open a clause wherever they stand, each with what tells whether it does."""
    tests: dict[str, Test] = dict.fromkeys(("and", "but", "or"), _opens_coordinate)
    tests |= dict.fromkeys(BREAKS, _opens_main)
    tests |= dict.fromkeys(small_words("conjunction"), _opens_adverbial)
    tests |= dict.fromkeys(("that", "whether"), _opens_that)
    tests |= dict.fromkeys(small_words("relative"), _opens_relative)
    return tests


def _first_opener(words: Sequence[str]) -> Opener:
    first = words[0] if words[0] not in MARKS else next((w for w in words if w not in MARKS), "")
    if first in small_words("conjunction") and (first not in small_words("needs-verb") or has_finite(words, 1)):
        return "adverbial"
    if first in {"should", "had", "were"} and "," in words:
        return "adverbial"
    return "participle" if _is_participle(words, 0) else "main"


def _opens(words: Sequence[str], here: int, *, aside: bool) -> tuple[int, Opener] | None:
    """Return where a clause begins at ``words[here]`` and what opens it, or None."""
    word, before = words[here], words[here - 1]
    opens = _openers().get(word)
    if before == "," and (opens is None or opens is _opens_coordinate):
        return _opens_after_comma(words, here, aside=aside)
    if opens is not None:
        return opens(words, here)
    is_content = (
        before in {"said", "says"}
        and word not in MARKS
        and word not in small_words("no-content")
        and has_finite(words, here)
    )
    return (here, "complement") if is_content else None


def _opens_main(_: Sequence[str], here: int) -> tuple[int, Opener] | None:
    return here + 1, "main"


def _opens_relative(words: Sequence[str], here: int) -> tuple[int, Opener] | None:
    before = words[here - 1]
    if before == ",":
        return here, "relative"
    if word_classes().get(before) == "prep" and here > 1 and words[here - 2] == ",":
        return here - 1, "relative"
    if word_classes().get(before) == "prep":
        return here - 1, "restrictive"
    return here, "restrictive"


def _opens_that(words: Sequence[str], here: int) -> tuple[int, Opener] | None:
    before, after = words[here - 1], words[here + 1]
    kind = word_classes().get(before)
    if kind == "prep" or before == "so" or after in MARKS or not has_finite(words, here + 1):
        return None
    if before in {"and", "but"}:
        return here - 1, "complement"
    return here, ("relative" if before == "," else "complement")


def _opens_adverbial(words: Sequence[str], here: int) -> tuple[int, Opener] | None:
    word, before = words[here], words[here - 1]
    if word == "as" and before in small_words("not-before-as"):
        return None
    if word in small_words("needs-verb") and not has_finite(words, here + 1):
        return None
    if word == "once" and before != ",":
        return None
    start = here - 1 if before == "even" or (before in {"but", "and"} and here > 1) else here
    return start, "adverbial"


def _opens_after_comma(words: Sequence[str], here: int, *, aside: bool) -> tuple[int, Opener] | None:
    word = words[here]
    if word in {"but", "yet", "and", "or", "nor", "so"}:
        return (here, "coordinate") if word in {"but", "yet"} or has_finite(words, here + 1) else None
    if _is_participle(words, here) or (word == "with" and _has_participle(words, here + 1)):
        return here, "participle"
    if _is_finite(words, here) or (is_adverb(word) and _is_finite(words, here + 1)):
        return here, "resumed"
    if word == "according" or _is_attribution(words, here):
        return here, "attribution"
    return (here, "main") if aside and has_finite(words, here) else None


def _opens_coordinate(words: Sequence[str], here: int) -> tuple[int, Opener] | None:
    after = here + 1 + is_adverb(words[here + 1])
    if words[here + 1] in {"he", "she", "they", "it", "we"} or (words[here] == "but" and has_finite(words, here + 1)):
        return here, "coordinate"
    return (here, "predicate") if after < len(words) and _is_finite(words, after) else None


def has_finite(words: Sequence[str], here: int) -> bool:
    """Return whether a finite verb stands in the next words, before a comma or the end."""
    for index in range(here, min(here + LOOK, len(words))):
        if words[index] in ENDS and index > here:
            return False
        if _is_finite(words, index):
            return True
    return False


def _is_finite(words: Sequence[str], here: int) -> bool:
    """Return whether ``words[here]`` is an auxiliary, or a past or third-person form that is no noun."""
    if here >= len(words):
        return False
    word = words[here]
    if word in small_words("finite"):
        return True
    verb = verb_forms().get(word)
    if verb is None:
        looks_past = word.endswith("ed") and len(word) > 4 and word not in small_words("no-past") and word.isalpha()
        return looks_past and not _is_modifier(words, here)
    if "past" in verb.forms:
        return not _is_modifier(words, here)
    return "s" in verb.forms and not verb.noun_too and not _is_modifier(words, here)


def _is_modifier(words: Sequence[str], here: int) -> bool:
    """Return whether the word before makes ``words[here]`` a noun or an adjective ("the wounded")."""
    if here == 0:
        return False
    before = words[here - 1]
    return before in {"'s", "’s"} or word_classes().get(before) in {"det", "prep", "num"}


def _is_participle(words: Sequence[str], here: int) -> bool:
    """Return whether ``words[here]``, or the word behind an adverb there, is an -ing form that opens a clause."""
    word = words[here]
    if not word.endswith("ing") and here + 1 < len(words) and is_adverb(word):
        word = words[here + 1]
    return word.endswith("ing") and len(word) > 5 and word not in small_words("no-participle")


def _has_participle(words: Sequence[str], here: int) -> bool:
    stretch = words[here : here + 6]
    return any(len(w) > 5 and w.endswith("ing") and w not in small_words("no-participle") for w in stretch if w != ",")


def _is_attribution(words: Sequence[str], here: int) -> bool:
    """Return whether ``words[here:]`` is the tail of an indirect quotation (", the ministry said on Monday")."""
    said = small_words("said")
    for index, word in enumerate(words[here : here + TAIL], here):
        if word == ",":
            return False
        if word in said:
            return index + 1 >= len(words) or words[index + 1] != "that"
    return False


def trim(words: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """Return ``[first, last)`` without marks and conjunctions before it and marks behind it; never empty."""
    while first < last - 1 and words[first] in LEADING:
        first += 1
    while last - 1 > first and words[last - 1] in TRAILING:
        last -= 1
    return first, last
