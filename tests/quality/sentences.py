"""Sentence boundaries. In: ``gold/sentences.txt``. Out: how many of the boundaries that a reader sees are found."""

from __future__ import annotations

from briefings.model import Span
from briefings.text import split_prose
from tests.quality.marks import GOLD
from tests.quality.scorer import Score


def read_paragraphs() -> list[list[str]]:
    """Return the paragraphs of the file, each a list of its sentences."""
    text = (GOLD / "sentences.txt").read_text(encoding="utf-8")
    _, *blocks = text.strip().split("\n\n")
    return [block.split("\n") for block in blocks]


def score_sentences(score: Score) -> None:
    """Add the tally ``sentences`` to ``score``: a hit is a sentence end at the same place as in the file."""
    paragraphs = read_paragraphs()
    text = "\n\n".join(" ".join(sentences) for sentences in paragraphs)
    prose = split_prose(text, (Span(start=0, end=len(text), exact=text),))
    wanted = _ends(paragraphs)
    found = {len(text[: s.end].rstrip()) for s in prose.sentences}
    score.add(
        "sentences",
        hits=len(wanted & found),
        false=[text[max(0, end - 30) : end] + "|" for end in sorted(found - wanted)],
        missed=[text[max(0, end - 30) : end] + "|" for end in sorted(wanted - found)],
    )


def _ends(paragraphs: list[list[str]]) -> set[int]:
    ends, position = set(), 0
    for sentences in paragraphs:
        for sentence in sentences:
            ends.add(position + len(sentence))
            position += len(sentence) + 1
        position += 1
    return ends
