"""Brief → evidence document (``briefings.evidence/1``). In: a Brief and its Facts. Out: all that it rests on, and back.

``<topic>.json`` beside a page, and inside its PDF: every line with its claims, facts and spans, and the articles' own
text with its hash. So a line can be traced without the desk, and what was changed since is noticed (``verify``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

import msgspec

from briefings import __version__
from briefings.model import Actor, Article, Brief, Date, Fact, Facts, Record

ATTACHED = "evidence.json"  # its name inside a PDF


class ArticleEvidence(Record, frozen=True, kw_only=True):
    """An article that the brief cites, and every fact, actor and date found in it, on the page or not."""

    article: Article
    facts: tuple[Fact, ...]
    actors: tuple[Actor, ...] = ()
    dates: tuple[Date, ...] = ()


class Evidence(Record, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """What a brief rests on: the brief with its lines, claims, facts and spans, and its articles with their hashes.

    ``digest`` is the SHA-256 of the document with an empty digest, encoded without spaces.
    """

    schema_id: Literal["briefings.evidence/1"] = "briefings.evidence/1"
    tool: str
    digest: str = ""
    brief: Brief
    articles: tuple[ArticleEvidence, ...]


def compose_evidence(brief: Brief, facts: Sequence[Facts]) -> Evidence:
    """Return the evidence of ``brief``, sealed: its cited articles in the order of their numbers on the page."""
    known = {one.article.id: one for one in facts}
    cited = (known[source.article] for source in brief.sources)
    evidence = Evidence(
        tool=f"briefings {__version__}",
        brief=brief,
        articles=tuple(
            ArticleEvidence(article=one.article, facts=one.facts, actors=one.actors, dates=one.dates) for one in cited
        ),
    )
    return msgspec.structs.replace(evidence, digest=compute_digest(evidence))


def compute_digest(evidence: Evidence) -> str:
    """Return the SHA-256 that ``evidence`` must carry as its digest."""
    return hashlib.sha256(pack_evidence(msgspec.structs.replace(evidence, digest=""))).hexdigest()


def facts_of(evidence: Evidence) -> dict[str, Facts]:
    """Return the articles in ``evidence`` with what was found in them, by slug; without their sentences."""
    return {
        one.article.id: Facts(
            article=one.article, actors=one.actors, facts=one.facts, dates=one.dates, sentences=()
        )
        for one in evidence.articles
    }  # fmt: skip


def render_evidence(evidence: Evidence) -> str:
    """Return ``evidence`` as JSON text, indented, with the keys in the order of the model."""
    return msgspec.json.format(pack_evidence(evidence), indent=1).decode() + "\n"


def pack_evidence(evidence: Evidence) -> bytes:
    """Return ``evidence`` as JSON without any space: how it travels inside a PDF."""
    return msgspec.json.encode(evidence)


def parse_evidence(raw: bytes) -> Evidence:
    """Return the evidence in ``raw``.

    Raises:
        msgspec.MsgspecError: It is not JSON, or not a document of this schema.
    """
    try:
        return msgspec.json.decode(raw, type=Evidence)
    except RecursionError as error:
        raise msgspec.DecodeError("it is nested too deeply") from error
