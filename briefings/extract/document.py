"""Facts → the public facts document (``briefings.facts/1``). In: Facts. Out: a record that is the JSON contract."""

from __future__ import annotations

import msgspec
from msgspec import UNSET, UnsetType

from briefings.model import Actor, Fact, Facts, Record


class ArticleHead(Record, frozen=True, kw_only=True):
    """The article of a facts document: its metadata and the normalised text that every span points into."""

    id: str
    sha256: str
    headline: str | None
    publisher: str | None
    origin: str | None
    byline: str | None
    dateline: str | None
    url: str | None
    published: str | None
    language: str
    text: str


class FactsDocument(Record, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """One article's facts, as ``briefings facts --json`` prints them: one document a line."""

    schema_id: str = "briefings.facts/1"
    article: ArticleHead
    actors: tuple[Actor, ...]
    facts: tuple[Fact, ...]


def compose_document(facts: Facts, *, explain: bool = False) -> FactsDocument:
    """Return the contract's document of ``facts``; the rules that found them only with ``explain``."""
    article = facts.article
    head = ArticleHead(**{field: getattr(article, field) for field in ArticleHead.__struct_fields__})
    shown = facts.facts if explain else tuple(_without_rule(fact) for fact in facts.facts)
    return FactsDocument(article=head, actors=facts.actors, facts=shown)


def _without_rule(fact: Fact) -> Fact:
    rule: str | UnsetType = UNSET
    return msgspec.structs.replace(fact, rule=rule)
