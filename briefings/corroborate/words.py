"""Words as two writers have them in common. In: a stretch of prose. Out: what it says, without how it is spelled.

Two stretches with the same ``content_words`` say the same: only articles, "that", auxiliaries of the perfect, spelling,
case and punctuation are let go. Negations, modal verbs, numbers and word order stay.
"""

from __future__ import annotations

import re
from functools import lru_cache

# a number, a sign, a word: "5,000", "€", "don't", "Kenya’s"
TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[%€$£¥]|[^\W\d_]+(?:['’][^\W\d_]+)*")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")  # "5,000" → "5000"
SAYS_NOTHING = frozenset({"a", "an", "the", "that", "has", "have", "had"})
NEGATIONS = frozenset({"not", "no", "never", "none", "nobody", "nothing", "neither", "nor", "without", "cannot"})
MODALS = frozenset({"may", "might", "could", "would", "should", "must", "will", "shall", "can", "if", "unless"})
# too common to tell one sentence from another
FUNCTION_WORDS = frozenset({
    *SAYS_NOTHING, *NEGATIONS, *MODALS, "of", "to", "in", "on", "at", "by", "for", "from", "with", "as", "and", "or",
    "but", "is", "are", "was", "were", "be", "been", "being", "it", "its", "he", "his", "she", "her", "they", "their",
    "we", "our", "i", "you", "this", "these", "those", "there", "than", "then", "who", "which", "whose", "when",
    "where", "while", "after", "before", "about", "over", "under", "more", "most", "least", "some", "any", "all",
    "into", "up", "out", "also", "said", "say", "says", "told", "according", "percent", "people", "new", "other", "so",
    "both", "had", "do", "did", "does", "such", "one",
})  # fmt: skip
NUMBER_WORDS = {
    word: str(value)
    for value, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"],
        start=1,
    )
}
SHORT_FORMS = {"won't": ("will", "not"), "can't": ("can", "not"), "cannot": ("can", "not"), "shan't": ("shall", "not")}
SHORT_ENDS = {"'ll": "will", "'re": "are", "'ve": "", "'m": "am", "'d": "would"}
SPELLINGS = (("isation", "ization"), ("ised", "ized"), ("ise", "ize"), ("ising", "izing"), ("yse", "yze"))
ENDINGS = ("ings", "ing", "ed", "es", "s", "e")
STEM_LETTERS = 4  # what is left of a word whose ending is taken off


@lru_cache(maxsize=32768)
def content_words(text: str) -> tuple[str, ...]:
    """Return what ``text`` says as words in their order."""
    plain = THOUSANDS.sub("", text).casefold().replace("’", "'").replace("per cent", "percent").replace("%", " percent")
    return tuple(word for token in TOKEN.findall(plain) for word in _spell(token) if word not in SAYS_NOTHING)


@lru_cache(maxsize=32768)
def stems(text: str) -> frozenset[str]:
    """Return the words of ``text`` that tell it from another, without endings: a measure of what it is about."""
    return frozenset(stem(w) for w in content_words(text) if w not in FUNCTION_WORDS and not w[0].isdigit())


def negations(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words among ``words`` that deny, make possible or make conditional, in their order."""
    return tuple(word for word in words if word in NEGATIONS or word in MODALS)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return ``word`` without its ending: "licences", "licensed" and "license" have one."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= STEM_LETTERS:
            word = word[: -len(ending)]
            break
    word = word[:-1] if word.endswith("i") and len(word) > STEM_LETTERS else word
    return word[:-1] + "s" if word.endswith("c") and len(word) > STEM_LETTERS else word


@lru_cache(maxsize=65536)
def _spell(token: str) -> tuple[str, ...]:
    """Return ``token`` in the one spelling that is compared, as the words it is short for."""
    if token in SHORT_FORMS:
        return SHORT_FORMS[token]
    if token.endswith("n't"):
        return (token[:-3], "not")
    start, mark, end = token.partition("'")
    long = SHORT_ENDS.get(mark + end)
    if long is not None:
        return tuple(filter(None, (start, long)))
    word = NUMBER_WORDS.get(start, start)
    for british, american in SPELLINGS:
        if word.endswith(british) and len(word) > len(british) + 2:
            return (word[: -len(british)] + american,)
    return (word[:-3] + "or",) if word.endswith("our") and len(word) > STEM_LETTERS + 1 else (word,)
