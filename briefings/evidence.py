"""Brief → evidence document (``briefings.evidence/1``). In: a Brief and its Facts. Out: all that it rests on, and back.

``<topic>.json`` beside a page: every line with its claims, facts and spans, and the articles' own text with its hash.
So a line can be traced without the desk, and an article that changed since is noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from briefings import __version__
from briefings.model import Article, Brief, Fact, Facts, Record


class ArticleEvidence(Record, frozen=True, kw_only=True):
    """An article that the brief cites, and every fact found in it, on the page or not."""

    article: Article
    facts: tuple[Fact, ...]


class Evidence(Record, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """What a brief rests on: the brief with its lines, claims, facts and spans, and its articles with their hashes."""

    schema_id: Literal["briefings.evidence/1"] = "briefings.evidence/1"
    tool: str
    brief: Brief
    articles: tuple[ArticleEvidence, ...]


def compose_evidence(brief: Brief, facts: Sequence[Facts]) -> Evidence:
    """Return the evidence of ``brief``: its cited articles in the order of their numbers on the page."""
    known = {one.article.id: one for one in facts}
    cited = (known[source.article] for source in brief.sources)
    return Evidence(
        tool=f"briefings {__version__}",
        brief=brief,
        articles=tuple(ArticleEvidence(article=one.article, facts=one.facts) for one in cited),
    )


def render_evidence(evidence: Evidence) -> str:
    """Return ``evidence`` as JSON text, indented, with the keys in the order of the model."""
    return msgspec.json.format(msgspec.json.encode(evidence), indent=1).decode() + "\n"


def parse_evidence(raw: bytes) -> Evidence:
    """Return the evidence in ``raw``.

    Raises:
        msgspec.MsgspecError: It is not JSON, or not a document of this schema.
    """
    return msgspec.json.decode(raw, type=Evidence)
