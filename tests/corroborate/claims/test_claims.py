"""What several articles say together: the case files hold small fictional articles, and the claims that are shared,
that differ or that form a series; what stands alone is not listed."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.corroborate import corroborate, relate_articles
from briefings.model import Claim, Statement
from tests.cases import check_cases, load_cases
from tests.corroborate.reading import read_articles, relate

CASES = Path(__file__).parent / "cases"


def render(given_text: str) -> str:
    """Return a line for each claim that is shared, differs or is part of a series; then how they stand together."""
    claims = {claim.id: claim for claim in corroborate(relate(given_text))}
    lines = [_say(claim) for claim in claims.values() if len({e.article for e in claim.evidence}) > 1]
    chains = {claim.series for claim in claims.values() if claim.series}
    lines += ["series: " + " → ".join(_say(claims[name]) for name in chain) for chain in sorted(chains)]
    for claim in claims.values():
        lines += [
            f"{one.how}: {_say(claim)} ↔ {_say(claims[one.claim])}" for one in claim.differs if claim.id < one.claim
        ]
    return "\n".join(sorted(lines)) or "nothing"


def _say(claim: Claim) -> str:
    fact = claim.evidence[0].fact
    words = fact.content.exact if isinstance(fact, Statement) else fact.span.exact
    who = f"{claim.actors[0].name}: " if isinstance(fact, Statement) and claim.actors else ""
    return f"[{' '.join(dict.fromkeys(e.article for e in claim.evidence))}] {type(fact).__name__} {who}{words}"


test_claims = check_cases(CASES, render)
ALL = [case.given for case in load_cases(CASES)]


def as_set(claims) -> set:
    return {
        (c.id, frozenset((e.article, e.fact.id) for e in c.evidence), c.differs, c.series, frozenset(c.origins))
        for c in claims
    }


@settings(deadline=None)
@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=3, unique=True), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_no_claim(texts: list[str], random) -> None:
    facts = [one for text in texts for one in read_articles(text)]
    facts = list({one.article.id: one for one in facts}.values())
    before = as_set(corroborate(relate_articles(facts)))
    random.shuffle(facts)
    assert as_set(corroborate(relate_articles(facts))) == before


@settings(deadline=None)
@given(st.sampled_from(ALL))
def test_every_fact_is_evidence_of_one_claim_and_links_go_both_ways(text: str) -> None:
    facts = relate(text)
    claims = {claim.id: claim for claim in corroborate(facts)}
    held = sorted((e.article, e.fact.id) for claim in claims.values() for e in claim.evidence)
    assert held == sorted((one.article.id, fact.id) for one in facts for fact in one.facts)
    for claim in claims.values():
        assert all(
            any((d.claim, d.how) == (claim.id, one.how) for d in claims[one.claim].differs) for one in claim.differs
        )
        assert all(claims[name].series == claim.series for name in claim.series)
        assert not claim.series or claim.id in claim.series


def test_a_newer_article_changes_no_id() -> None:
    for text in ALL:
        facts = sorted(read_articles(text), key=lambda one: one.article.published or "")
        if all(one.article.published for one in facts):
            before = {c.id for c in corroborate(relate_articles(facts[:-1]))}
            assert before <= {c.id for c in corroborate(relate_articles(facts))}
