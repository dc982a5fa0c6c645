"""The walk. In: articles, a topic, and what is asked for. Out: a brief and its outputs, nothing written yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from briefings.compose import compose_brief
from briefings.corroborate import corroborate
from briefings.evidence import compose_evidence, render_evidence
from briefings.extract import extract_facts
from briefings.model import Article, Brief, Claim, DeskSettings, Facts, Record, Topic

Format = Literal["md", "html", "pdf", "json"]
FORMATS: tuple[Format, ...] = ("md", "html", "pdf", "json")


class Order(Record, frozen=True, kw_only=True):
    """What is asked for: formats, the page's date, and how it looks."""

    formats: tuple[Format, ...] = FORMATS
    as_of: str | None = None
    paper: Literal["a4", "letter"] = "a4"
    design: str | None = None
    templates: Path | None = None
    strict: bool = False


class Reading(Record, frozen=True, kw_only=True):
    """What all articles say: their facts, and the claims these make together."""

    facts: tuple[Facts, ...]
    claims: tuple[Claim, ...]


class Built(Record, frozen=True, kw_only=True):
    """A brief as it stands on the page, and the content of each output by format."""

    brief: Brief
    outputs: Mapping[Format, bytes]


def build_reading(articles: Sequence[Article]) -> Reading:
    """Return what ``articles`` say; every brief of a desk is composed from one reading."""
    facts = tuple(extract_facts(article) for article in articles)
    return Reading(facts=facts, claims=corroborate(facts))


def build_brief(reading: Reading, topic: Topic, *, settings: DeskSettings, order: Order) -> Built:
    """Return the brief of ``topic`` and its outputs.

    Raises:
        BriefingsError: Nothing concerns the topic, a template fails, or the page cannot be made or is held back.
    """
    brief = compose_brief(reading.claims, topic, facts=reading.facts, settings=settings, as_of=order.as_of)
    outputs = {form: RENDERERS[form](brief, reading, order) for form in order.formats}
    return Built(brief=brief, outputs=outputs)


def _render_markdown(brief: Brief, _reading: Reading, order: Order) -> bytes:
    from briefings.render import render_markdown

    return render_markdown(brief, desk_templates=order.templates).encode()


def _render_html(brief: Brief, _reading: Reading, order: Order) -> bytes:
    from briefings.render import render_html

    html = render_html(brief, desk_templates=order.templates, paper=order.paper, design=order.design)
    return html.encode()


def _render_pdf(brief: Brief, reading: Reading, order: Order) -> bytes:
    from briefings.pdf import make_pdf

    return make_pdf(_render_html(brief, reading, order).decode())


def _render_json(brief: Brief, reading: Reading, _order: Order) -> bytes:
    return render_evidence(compose_evidence(brief, reading.facts)).encode()


RENDERERS: Mapping[Format, Callable[[Brief, Reading, Order], bytes]] = {
    "md": _render_markdown,
    "html": _render_html,
    "pdf": _render_pdf,
    "json": _render_json,
}
