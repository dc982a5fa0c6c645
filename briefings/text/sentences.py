"""Where sentences end. In: the tokens of a paragraph. Out: its sentences.

A sentence ends at its final mark together with the closing marks behind it, also inside a quotation. The
number of a numbered paragraph belongs to its first sentence. A headline or list item without a point is a sentence.
"""

from __future__ import annotations

from briefings.text import words
from briefings.text.records import Sentence, Token

FINAL = frozenset(".!?…。！？।؟۔")
CLOSERS = frozenset("\"”’'»)]}›") | {"''"}
QUOTES = frozenset("\"”’'»›") | {"''"}
OPENERS = frozenset("\"“‘'«„‹([{—–-*•#@$€£¥¿¡") | {"``", "--"}
LIST_MARKS = frozenset("ivxlc")  # "iv. The Parties …"
ATTRIBUTION_TOKENS = 8  # “…?” Deputy Foreign Minister Anna Maria de Souza asked: within this many tokens
LIST_LETTERS = 4  # "iii." "XII." "a."
MAX_TOKENS = 500  # of a sentence: communiqués reach 300; a text without any point is cut, so that evidence stays short


def split_sentences(tokens: list[Token], first: int, *, paragraph: int) -> list[Sentence]:
    """Return the sentences of the paragraph ``tokens[first:]``; they cover all of its tokens."""
    ends = [*_find_cuts(tokens, first), len(tokens)]
    starts = [first, *ends[:-1]]
    return [
        Sentence(
            start=tokens[begin].start,
            end=tokens[min(begin + MAX_TOKENS, last) - 1].end,
            first=begin,
            last=min(begin + MAX_TOKENS, last),
            paragraph=paragraph,
        )
        for start, last in zip(starts, ends, strict=True)
        for begin in range(start, last, MAX_TOKENS)
    ]


def _find_cuts(tokens: list[Token], first: int) -> list[int]:
    """Return the indices of the tokens at which a new sentence begins."""
    cuts: list[int] = []
    after, last = first, len(tokens)
    for here in [n for n in range(first, last) if tokens[n].text[-1] in FINAL]:
        if here < after:
            continue
        after = _skip_closers(tokens, here + 1)
        if after < last and _is_end(tokens, first, here, after):
            cuts.append(after)
    return cuts


def _skip_closers(tokens: list[Token], after: int) -> int:
    """Return the first token behind a final mark that neither closes something nor is a final mark itself."""
    while (
        after < len(tokens)
        and tokens[after].start == tokens[after - 1].end
        and (tokens[after].text in CLOSERS or tokens[after].text[0] in FINAL)
    ):
        after += 1
    return after


def _is_end(tokens: list[Token], first: int, here: int, after: int) -> bool:
    """Return whether the final mark ``tokens[here]``, closed up to ``after``, ends a sentence."""
    if tokens[after].start == tokens[after - 1].end:
        return _is_run_together(tokens, here, after)
    opening = _first_word(tokens, after)
    if opening is None or tokens[opening].text[0].islower():
        return False
    mark = tokens[here].text
    is_quoted = any(tokens[n].text in QUOTES for n in range(here + 1, min(after, here + 4)))
    if mark in "!?":
        return not _goes_on_after_call(tokens, here, after, is_quoted=is_quoted)
    if mark == "…" or mark.startswith(".."):
        return tokens[opening].lower != "i"
    if mark[-1] != ".":
        return True
    return _is_full_stop(tokens, first, here, opening, is_quoted=is_quoted)


def _is_full_stop(tokens: list[Token], first: int, here: int, opening: int, *, is_quoted: bool) -> bool:
    """Return whether the point ``tokens[here]`` ends more than an abbreviation, an initial or a list number."""
    mark = tokens[here]
    if mark.text != ".":  # "U.S." "p.m.": the point is in the word
        return is_quoted or _opens_after(mark.lower, tokens, opening)
    if here == first or tokens[here - 1].end != mark.start:
        return True
    before = tokens[here - 1]
    if _is_list_number(tokens, first, here):
        return False
    if len(before.text) == 1 and before.text.isupper():
        posted = before.text == "X" and here - 2 >= first and tokens[here - 2].lower == "on"  # "in a post on X."
        return is_quoted or posted or _opens_sentence(tokens, opening)
    return is_quoted or _ends_word(before, tokens, opening)


def _ends_word(before: Token, tokens: list[Token], opening: int) -> bool:
    word, following = before.lower, tokens[opening]
    if word in words.TITLES:
        return False
    if word in words.COUNTED or word in words.MONTHS:
        return not following.text[0].isdigit()
    if word in words.WEEKDAYS and before.text[0].isupper():
        return following.lower not in words.MONTHS and not following.text[0].isdigit()
    if word in words.MAYBE:
        return _opens_sentence(tokens, opening)
    return True


def _opens_after(dotted: str, tokens: list[Token], opening: int) -> bool:
    """Return whether a sentence begins at ``opening`` after a word with points in it."""
    if dotted in words.CLOCK:
        following = tokens[opening]
        return following.text == "A" or not (following.lower in words.AFTER_CLOCK or following.text.isupper())
    return _opens_sentence(tokens, opening)


def _opens_sentence(tokens: list[Token], opening: int) -> bool:
    """Return whether ``tokens[opening]`` is a word that opens sentences, no initial ("J. A. Smith")."""
    is_initial = opening + 1 < len(tokens) and tokens[opening + 1].text == "." and len(tokens[opening].text) == 1
    return tokens[opening].lower in words.STARTERS and not is_initial


def _is_list_number(tokens: list[Token], first: int, here: int) -> bool:
    """Return whether the point closes the number of a paragraph: "3. The Ministers", "iv. The Parties"."""
    if here - 1 != first and not (here - 2 == first and tokens[first].text == "("):
        return False
    number = tokens[here - 1].lower
    return number.isdigit() or len(number) == 1 or (len(number) <= LIST_LETTERS and LIST_MARKS.issuperset(number))


def _goes_on_after_call(tokens: list[Token], here: int, after: int, *, is_quoted: bool) -> bool:
    """Return whether the sentence runs on behind "?" or "!": “Is that so?” Garrod asked."""
    if not is_quoted:
        return here > 0 and tokens[here - 1].lower in words.BRANDS
    for token in tokens[after : after + ATTRIBUTION_TOKENS]:
        if token.lower in words.SPEECH:
            return True
        if token.text[0] in FINAL or token.text in QUOTES:
            return False
    return False


def _is_run_together(tokens: list[Token], here: int, after: int) -> bool:
    """Return whether the space behind the point was lost: "for talks.The minister" (not "example.com")."""
    if tokens[here].text != "." or after != here + 1 or here == 0 or after + 1 >= len(tokens):
        return False
    before, following = tokens[here - 1], tokens[after]
    is_spaced = tokens[after + 1].start > following.end
    return is_spaced and len(before.text) > 1 and before.text.islower() and following.text.istitle()


def _first_word(tokens: list[Token], after: int) -> int | None:
    """Return the index of the first word or number from ``after`` on, past opening marks; None without one."""
    for index in range(after, min(after + 5, len(tokens))):
        if tokens[index].text not in OPENERS:
            return index
    return None
