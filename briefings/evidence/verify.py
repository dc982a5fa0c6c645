"""A page that came by mail → findings. In: its evidence, what is read on it, articles at hand. Out: E1 to E9.

With nothing but the file: the text of the page is that of the brief in it, quotations, names, numbers and citations are
those of the articles in it, and hashes fit. Somebody who changes page, evidence and hashes alike is found only when the
articles are at hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from briefings.check import Finding, Reading, check_brief
from briefings.evidence import Evidence, compute_digest, facts_of
from briefings.model import Article, Record, Source

Standing = Literal["same", "differs", "not at hand"]


class Compared(Record, frozen=True, kw_only=True):
    """An article of the evidence, and how it stands beside the one at hand (None: there is none)."""

    article: str
    standing: Standing
    path: str | None


def verify_evidence(evidence: Evidence, readings: Sequence[Reading] = ()) -> tuple[Finding, ...]:
    """Return what is wrong with ``evidence`` and the pages made of it; only what holds a brief back, and W3."""
    found = [*_whole(evidence), *_sources(evidence)]
    found += check_brief(evidence.brief, facts_of(evidence), readings)
    return tuple(finding for finding in found if finding.severity == "error" or finding.id == "W3")


def compare_articles(evidence: Evidence, at_hand: Mapping[str, Article]) -> tuple[Compared, ...]:
    """Return how each article of ``evidence`` stands beside those ``at_hand``, by the path of each.

    An article is found by its text, wherever it lies, else by its name.
    """
    by_hash = {article.sha256: path for path, article in at_hand.items()}
    by_name = {article.id: path for path, article in at_hand.items()}
    return tuple(_compare(one.article, by_hash, by_name) for one in evidence.articles)


def differing(compared: Sequence[Compared]) -> tuple[Finding, ...]:
    """Return a finding for each article that has another text than the page was made from."""
    return tuple(
        Finding(id="E9", message=f"{one.path} has another text than the page was made from")
        for one in compared
        if one.standing == "differs"
    )


def _compare(article: Article, by_hash: Mapping[str, str], by_name: Mapping[str, str]) -> Compared:
    if path := by_hash.get(article.sha256):
        return Compared(article=article.id, standing="same", path=path)
    path = by_name.get(article.id)
    return Compared(article=article.id, standing="differs" if path else "not at hand", path=path)


def _whole(evidence: Evidence) -> Iterator[Finding]:
    """E9: the evidence has the digest it must have, and each article in it the hash of its text."""
    if evidence.digest != compute_digest(evidence):
        yield Finding(id="E9", message="the evidence was changed after it was made: its digest does not fit")
    for one in evidence.articles:
        if hashlib.sha256(one.article.text.encode()).hexdigest() != one.article.sha256:
            yield Finding(id="E9", message=f"the text of {one.article.id} was changed: its hash does not fit")


def _sources(evidence: Evidence) -> Iterator[Finding]:
    """E9: what the page says of its sources is what their articles say of themselves."""
    articles = {one.article.id: one.article for one in evidence.articles}
    for source in evidence.brief.sources:
        article = articles.get(source.article)
        if article is None:
            yield Finding(id="E9", message=f"the article of source [{source.number}] is not in the evidence")
        elif _of_source(source) != _of_article(article):
            yield Finding(id="E9", message=f"source [{source.number}] is described otherwise than its article")


def _of_source(source: Source) -> tuple[str | None, ...]:
    return source.publisher, source.published, source.url, source.byline, source.marking, source.sha256


def _of_article(article: Article) -> tuple[str | None, ...]:
    return article.publisher, article.published, article.url, article.byline, article.marking, article.sha256
