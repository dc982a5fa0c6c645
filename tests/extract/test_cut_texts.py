"""Texts that break off anywhere: odd prose is never an error."""

from __future__ import annotations

import pytest

from briefings.article import parse_article
from briefings.extract import extract_facts
from tests.quality.marks import GOLD, read_marked

ARTICLES = ["gulf-mediation", "british-sanctions", "ruto-rubio-haiti-talks", "communique-haze", "taiwan-squid-boats"]


@pytest.mark.parametrize("name", ARTICLES)
def test_a_sentence_may_break_off_behind_any_word(name: str) -> None:
    article = read_marked(GOLD / f"{name}.gold").article
    for sentence in extract_facts(article).sentences:
        words = sentence.exact.split(" ")
        for count in range(1, len(words)):
            text = " ".join(words[:count])
            facts = extract_facts(parse_article(text, path="cut.txt", slug="cut"))
            assert all(fact.span.end <= len(facts.article.text) for fact in facts.facts)
