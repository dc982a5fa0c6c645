"""Sentences, tokens and quotations: cases of plain text."""

from __future__ import annotations

from pathlib import Path

from briefings.model import Span
from briefings.text import Prose, split_prose
from tests.cases import check_cases

CASES = Path(__file__).parent / "cases"


def read_prose(text: str) -> Prose:
    return split_prose(text, (Span(start=0, end=len(text), exact=text),))


def render_sentences(text: str) -> str:
    return "\n".join(text[s.start : s.end].replace("\n", "⏎") for s in read_prose(text).sentences)


def render_tokens(text: str) -> str:
    return "|".join(token.text for token in read_prose(text).tokens)


def render_quotations(text: str) -> str:
    found = read_prose(text).quotations
    return "\n".join(text[q.inner_start : q.inner_end] + (" »" if q.continued else "") for q in found)


test_sentences = check_cases(CASES, render_sentences, "sentences.txt")
test_tokens = check_cases(CASES, render_tokens, "tokens.txt")
test_quotations = check_cases(CASES, render_quotations, "quotations.txt")


def test_look_up():
    prose = read_prose("He left. “We stay,” she said.")
    assert prose.token_at(0) == 0
    assert prose.token_at(4) == 1
    assert read_prose("").token_at(0) == -1
    first, second = prose.sentences
    assert prose.sentence_at(7) == first
    assert prose.sentence_at(8) is None
    assert prose.sentence_at(9) == second
    assert prose.quotation_at(9) == prose.quotations[0]
    assert prose.quotation_at(18) == prose.quotations[0]
    assert prose.quotation_at(19) is None
    assert prose.span(9, 19).exact == "“We stay,”"


def test_only_the_body_is_split():
    text = "Headline here\n\nThe body. It ends.\n\nSign up now.\n\nThe rest."
    spans = tuple(
        Span(start=a, end=a + len(x), exact=x) for x in ("The body. It ends.", "The rest.") if (a := text.index(x))
    )
    prose = split_prose(text, spans)
    assert [text[s.start : s.end] for s in prose.sentences] == ["The body.", "It ends.", "The rest."]
    assert [s.paragraph for s in prose.sentences] == [0, 0, 1]
    assert [text[a:b] for a, b in prose.paragraphs] == ["The body. It ends.", "The rest."]


def test_a_paragraph_of_marks_is_no_prose():
    assert read_prose("“a” " * 6_000).quotations == ()
    assert len(read_prose("“a” " * 4_000).quotations) == 4_000
