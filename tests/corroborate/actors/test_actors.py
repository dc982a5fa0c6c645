"""Who is who across articles: the case files name small fictional articles and the people and bodies they share."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.corroborate import list_who, relate_articles
from briefings.model import Action, Statement
from tests.cases import check_cases, load_cases
from tests.corroborate.reading import read_articles, relate

CASES = Path(__file__).parent / "cases"


def render(given_text: str) -> str:
    """Return a line for each person and body: id, name, title with the article that gives it, articles that have it."""
    facts = relate(given_text)
    lines = []
    for who in list_who(facts).values():
        if who.kind not in ("person", "organisation"):
            continue
        title = ", ".join(part for part in (who.role, who.affiliation) if part) or "-"
        held = [one.article.id for one in facts if any(actor.id == who.id for actor in one.actors)]
        lines.append(f"{who.id} | {who.name} | {title} | {who.article or '-'} | {' '.join(held)}")
    return "\n".join(sorted(lines))


test_actors = check_cases(CASES, render)
ALL = [case.given for case in load_cases(CASES)]


@settings(deadline=None)
@given(st.sampled_from(ALL), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_does_not_matter(text: str, random) -> None:
    facts = list(read_articles(text))
    before = {one.article.id: one for one in relate_articles(facts)}
    random.shuffle(facts)
    assert {one.article.id: one for one in relate_articles(facts)} == before


@settings(deadline=None)
@given(st.sampled_from(ALL))
def test_every_id_of_a_fact_is_an_actor_of_its_article_and_no_word_has_changed(text: str) -> None:
    for before, after in zip(read_articles(text), relate(text), strict=True):
        ids = {actor.id for actor in after.actors}
        for fact in after.facts:
            if isinstance(fact, Statement):
                assert fact.speaker is None or fact.speaker in ids
            if isinstance(fact, Action):
                assert {*fact.actors, *fact.recipients} <= ids
        assert [fact.span for fact in after.facts] == [fact.span for fact in before.facts]
        spans = {(m.start, m.end) for actor in before.actors for m in actor.mentions}
        assert {(m.start, m.end) for actor in after.actors for m in actor.mentions} == spans
