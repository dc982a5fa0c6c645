"""When two lines say the same. In: texts. Out: their content words, and how much of one is in the other."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]{2,}")  # "5,000" "12" "force"
NUMBER = re.compile(r"\d[\d.,]*\d|\d")
ENDING = re.compile(r"(?:’s|'s|ing|ed|es|s)$")  # "attacks" and "attacked" are one word
SHORTEST_STEM = 4  # letters that must be left: "need" is not "ne" + "ed"
STOP_WORDS_TEXT = """
    a about after all also an and any are as at be because been before being between both but by can could did do does
    during each for from had has have he her him his how if in into is it its may might more most no not of on one only
    or other our out over said say says she should so some such than that the their them then there these they this
    those through to told under until up very was we were what when where which while who will with would you your
"""
STOP_WORDS = frozenset(STOP_WORDS_TEXT.split())
MOST_OF_THE_WORDS = 0.75  # of a line's content words in another sentence: it says the line too


@lru_cache(maxsize=8192)
def content_words(text: str) -> frozenset[str]:
    """Return the words that carry the sense of ``text``, in lower case without their endings, and its numbers."""
    return frozenset(_stem(word) for word in WORD.findall(text.casefold()) if word not in STOP_WORDS)


def contained(text: str, other: str) -> float:
    """Return the share of the content words of ``text`` that stand in ``other`` too, 0 where it has none."""
    words = content_words(text)
    return len(words & content_words(other)) / len(words) if words else 0.0


def covers(sentence: str, text: str) -> bool:
    """Return whether ``sentence`` says what ``text`` says: all of its numbers and most of its words."""
    if not {*NUMBER.findall(text)} <= {*NUMBER.findall(sentence)}:
        return False
    return contained(text, sentence) >= MOST_OF_THE_WORDS


def _stem(word: str) -> str:
    stem = ENDING.sub("", word)
    return stem if len(stem) >= SHORTEST_STEM else word
