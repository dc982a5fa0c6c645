"""What holds for every text, however odd."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefings.text import normalise_text
from tests.text.test_prose import read_prose

# letters, marks and what upsets a splitter, more often than chance would have it
PIECES = [
    "a",
    "B",
    "Mr.",
    "U.S.",
    "5,000",
    "1.",
    "No.",
    "said",
    "he",
    " ",
    " ",
    "\n",
    "\n\n",
    ".",
    "?",
    "!",
    "…",
    "...",
]
PIECES += [
    '"',
    "“",
    "”",
    "‘",
    "’",
    "'",
    "«",
    "»",
    "s'",
    "’s",
    "(",
    ")",
    "—",
    "\u0301",
    "\u200b",
    "é",
    "漢",
    "½",
    "_",
    "\t",
]
prose_like = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
any_text = st.one_of(prose_like, st.text(max_size=200))


@given(any_text)
def test_normal_form_is_its_own(text: str) -> None:
    once = normalise_text(text)
    assert normalise_text(once) == once
    once.encode("utf-8")
    assert not set(once) & {"\r", "\0", "\ufeff", "\u202e", "\u2028"}


@given(any_text)
def test_tokens_hold_all_but_white_space(text: str) -> None:
    tokens = read_prose(text).tokens
    assert "".join(t.text for t in tokens) == "".join(text.split())
    assert all(t.text == text[t.start : t.end] and t.lower == t.text.lower() and t.start < t.end for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))


@given(any_text)
def test_sentences_cover_all_tokens_in_order(text: str) -> None:
    prose = read_prose(text)
    assert [n for s in prose.sentences for n in range(s.first, s.last)] == list(range(len(prose.tokens)))
    for sentence in prose.sentences:
        assert sentence.start == prose.tokens[sentence.first].start
        assert sentence.end == prose.tokens[sentence.last - 1].end
        start, end = prose.paragraphs[sentence.paragraph]
        assert start <= sentence.start < sentence.end <= end


@given(any_text)
def test_quotations_lie_apart_and_inside_a_paragraph(text: str) -> None:
    prose = read_prose(text)
    for quotation in prose.quotations:
        assert quotation.start <= quotation.inner_start < quotation.inner_end <= quotation.end
        assert any(start <= quotation.start and quotation.end <= end for start, end in prose.paragraphs)
        inside = text[quotation.inner_start : quotation.inner_end]
        assert inside == inside.strip()
        assert quotation.continued == (quotation.end == quotation.inner_end)
    assert all(a.end <= b.start for a, b in pairwise(prose.quotations))


@given(any_text)
def test_look_up_finds_what_covers_an_offset(text: str) -> None:
    prose = read_prose(text)
    for offset in range(0, len(text), 7):
        found = prose.sentence_at(offset)
        assert found == next((s for s in prose.sentences if s.start <= offset < s.end), None)
        quoted = prose.quotation_at(offset)
        assert quoted == next((q for q in prose.quotations if q.start <= offset < q.end), None)


@given(any_text)
def test_each_token_knows_its_sentence_and_quotation_and_each_word_its_places(text: str) -> None:
    prose = read_prose(text)
    for n, token in enumerate(prose.tokens):
        assert prose.homes[n] == prose.sentence_at(token.start)
        assert prose.quoted.get(n) == prose.quotation_at(token.start)
        assert n in prose.places[token.lower]
    assert prose.where(prose.vocabulary) == list(range(len(prose.tokens)))
    assert [s for s, _ in prose.by_sentence(prose.where(prose.vocabulary))] == list(prose.sentences)
