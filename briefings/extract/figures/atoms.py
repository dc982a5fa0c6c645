"""Sentence → Atoms. In: the tokens of a sentence. Out: its words and marks, with "30-day" and "two-thirds" taken apart.

A number, its unit and its noun are written with blanks, with hyphens or with nothing between them ("45MW", "30-day",
"20-25", "500-million-euro"). Atoms make these alike: every atom knows what stands before it.
"""

from __future__ import annotations

import msgspec

from briefings.extract.figures.words import FigureWords
from briefings.text import Prose, Sentence, Token

HYPHENS = frozenset("-–‑‐−")
PADDING = 12  # atoms of look-ahead and look-behind that need no test of bounds


class Atoms(msgspec.Struct, kw_only=True):
    """The atoms of one sentence, as parallel lists that end in ``PADDING`` empty atoms; ``text`` is the article's.

    ``glues``: what stands before an atom: "" nothing, "-" a hyphen, " " anything else. ``count`` is without padding.
    An index below zero reads the padding, so the words before the first are empty too.
    """

    text: str
    lowers: list[str]
    texts: list[str]
    starts: list[int]
    ends: list[int]
    glues: list[str]
    count: int

    def is_digit(self, k: int) -> bool:
        """Return whether atom ``k`` is a number in digits."""
        return self.texts[k][:1].isdigit() and self.texts[k][:1].isascii()

    def phrase(self, k: int, length: int) -> str:
        """Return ``length`` atoms from ``k`` on, in lower case, with blanks between."""
        return " ".join(self.lowers[k : k + length])


def split_atoms(prose: Prose, sentence: Sentence, words: FigureWords) -> Atoms:
    """Return the atoms of ``sentence``."""
    if HYPHENS.isdisjoint(prose.text[sentence.start : sentence.end]):
        return _whole_tokens(prose, sentence)
    atoms = Atoms(text=prose.text, lowers=[], texts=[], starts=[], ends=[], glues=[], count=0)
    tokens = prose.tokens[sentence.first : sentence.last]
    end, glue = -1, " "
    for index, token in enumerate(tokens):
        if token.start != end:
            glue = " "
        elif token.text in HYPHENS and index + 1 < len(tokens) and tokens[index + 1].start == token.end:
            glue, end = "-", token.end
            continue
        elif glue != "-":
            glue = ""
        _add_token(atoms, token, glue, words)
        end, glue = token.end, ""
    _pad(atoms)
    return atoms


def _whole_tokens(prose: Prose, sentence: Sentence) -> Atoms:
    """Return the tokens of a sentence without a hyphen as they are: the fast way for most sentences."""
    tokens = prose.tokens[sentence.first : sentence.last]
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    glues = ["" if start == end else " " for start, end in zip(starts, [-1, *ends], strict=False)]
    lowers, texts = [token.lower for token in tokens], [token.text for token in tokens]
    atoms = Atoms(text=prose.text, lowers=lowers, texts=texts, starts=starts, ends=ends, glues=glues, count=0)
    _pad(atoms)
    return atoms


def _add_token(atoms: Atoms, token: Token, glue: str, words: FigureWords) -> None:
    if "-" in token.lower and len(token.text) > 1:
        first = token.lower.partition("-")[0]
        if first in words.triggers or (glue != " " and atoms.texts[-1][:1].isdigit()):
            _add_parts(atoms, token, glue)
            return
    _add(atoms, token.text, token.lower, token.start, glue)


def _add_parts(atoms: Atoms, token: Token, glue: str) -> None:
    start = token.start
    for part in token.text.split("-"):
        if part:
            _add(atoms, part, part.lower(), start, glue)
        start += len(part) + 1
        glue = "-"


def _add(atoms: Atoms, text: str, lower: str, start: int, glue: str) -> None:
    atoms.texts.append(text)
    atoms.lowers.append(lower)
    atoms.starts.append(start)
    atoms.ends.append(start + len(text))
    atoms.glues.append(glue)


def _pad(atoms: Atoms) -> None:
    atoms.count = len(atoms.texts)
    end = atoms.ends[-1] if atoms.ends else 0
    atoms.texts.extend([""] * PADDING)
    atoms.lowers.extend([""] * PADDING)
    atoms.glues.extend([" "] * PADDING)
    atoms.starts.extend([end] * PADDING)
    atoms.ends.extend([end] * PADDING)
