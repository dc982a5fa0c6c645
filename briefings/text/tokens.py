"""Words, numbers and marks. In: a text and a stretch of it. Out: tokens.

A hyphenated word is one token, a possessive ’s its own; a number keeps its separators and parts from letters.
"""

from __future__ import annotations

import re

from briefings.text.records import Token

# A letter, or a sign that joins one where NFC has no single character ("ọ́") or that is a vowel (Hindi, Arabic).
LETTER = "[^\\W\\d_¼-¾⅐-⅞]"
SIGN = (
    "[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e\u200c\u200d]"
)
# "U.S." "D.C" "a.m."
DOTTED = rf"(?:{LETTER}\.){{2,}}(?:{LETTER}(?!{LETTER}))?|{LETTER}(?:\.{LETTER})+(?!{LETTER})"
WORD = rf"(?:{DOTTED}|(?:{LETTER}++|{SIGN}++)+)"
JOINER = "[-‐‑'’‘ʼ]"  # "Préval-Duclos" "N’Dah" "al-Hadi" "Sana‘a" "U.S.-led"
# Groups repeat with a plain * or +: Python before 3.11.5 mistakes a possessive group, and nothing follows them here
# for which a match would have to go back.
TOKEN = re.compile(
    rf"""(?=\S)(?:                                          # at white space, nothing else is tried
      [A-Za-z]{{2,}}+(?=[ ,.\n;:?!)”"])                     # the plain word before a space or mark: most are
    | ['’][sS](?!\w)                                       # the possessive: Kenya ’s
    | {WORD}(?:{JOINER}(?![sS](?!\w)){WORD})*              # Préval-Duclos, U.S.-led, don’t
    | \d++(?:[.,]\d++)*                                    # 5,000  1.3  (45MW is two tokens, Sh12.4 too)
    | \.{{2,}}+ | -{{2,}}+ | ``                            # ... -- ``
    | [^\w\s] | _ | [¼-¾⅐-⅞]                               # every other mark, one by one
    | \S                                                   # what is left: no character is lost
    )""",
    re.VERBOSE,
)


def split_tokens(text: str, start: int, end: int) -> list[Token]:
    """Return the tokens of ``text[start:end]`` in order; together they hold all of it but white space."""
    return [
        Token(at, to, (word := text[at:to]), word.lower())
        for at, to in map(re.Match.span, TOKEN.finditer(text, start, end))
    ]
