"""The walk. In: articles, a topic, and what is asked for. Out: a brief and its outputs, nothing written yet.

What renders and lays out is imported when its format is asked for: a Markdown build never loads WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, Protocol

from briefings.check import Finding, check_brief, read_html, read_markdown, read_pdf
from briefings.check import Reading as Output
from briefings.compose import compose_brief
from briefings.corroborate import corroborate, relate_articles
from briefings.errors import CheckError
from briefings.evidence import compose_evidence, render_evidence
from briefings.extract import extract_facts
from briefings.fit import Fitted, Setting, fit_brief
from briefings.model import Article, Brief, Claim, DeskSettings, Facts, Record, Topic

Format = Literal["md", "html", "pdf", "json"]
FORMATS: tuple[Format, ...] = ("md", "html", "pdf", "json")
LAID_OUT = frozenset({"html", "pdf"})  # what is fitted by a real layout


class Page(Protocol):
    """A page as it was laid out: ``pdf.LaidOut``, or NotLaidOut."""

    @property
    def pages(self) -> int:
        """The number of pages."""

    def write(self) -> bytes:
        """Return the PDF of this very layout."""


class NotLaidOut(Record, frozen=True, kw_only=True):
    """The layout of a brief whose page nobody asked for."""

    pages: int = 1

    def write(self) -> bytes:
        """Return the PDF: there is none."""
        return b""


class Order(Record, frozen=True, kw_only=True):
    """What is asked for: formats, the page's date, how it looks, and whether warnings hold it back too."""

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
    """A brief as it stands on the page, the content of each output by format, and what the checks warn of."""

    brief: Brief
    outputs: Mapping[Format, bytes]
    warnings: tuple[Finding, ...]


def build_reading(articles: Sequence[Article]) -> Reading:
    """Return what ``articles`` say; every brief of a desk is composed from one reading."""
    facts = relate_articles([extract_facts(article) for article in articles])
    return Reading(facts=facts, claims=corroborate(facts))


def build_brief(reading: Reading, topic: Topic, *, settings: DeskSettings, order: Order) -> Built:
    """Return the brief of ``topic``, fitted to one page, rendered and checked.

    Raises:
        BriefingsError: Nothing concerns the topic, a template fails, or the page cannot be made or is held back.
    """
    ranked = compose_brief(reading.claims, topic, facts=reading.facts, settings=settings, as_of=order.as_of)
    fitted = _fit(ranked, order)
    outputs = {form: _render(form, fitted, reading, order) for form in order.formats}
    facts = {one.article.id: one for one in reading.facts}
    findings = check_brief(fitted.brief, facts, _read_back(outputs, fitted), settings=settings)
    _hold_back(findings, order)
    return Built(brief=fitted.brief, outputs=outputs, warnings=findings)


def _fit(brief: Brief, order: Order) -> Fitted[Page]:
    if not LAID_OUT.intersection(order.formats):
        return Fitted(brief=brief, setting=Setting(), layout=NotLaidOut())
    from briefings.pdf import lay_out

    return fit_brief(brief, lambda shorter, setting: lay_out(_html(shorter, setting, order)))


def _render(form: Format, fitted: Fitted[Page], reading: Reading, order: Order) -> bytes:
    """Return the content of the output ``form``."""
    if form == "html":
        return _html(fitted.brief, fitted.setting, order).encode()
    if form == "pdf":
        return fitted.layout.write()
    if form == "json":
        return render_evidence(compose_evidence(fitted.brief, reading.facts)).encode()
    from briefings.render import render_markdown

    return render_markdown(fitted.brief, desk_templates=order.templates).encode()


def _html(brief: Brief, setting: Setting, order: Order) -> str:
    from briefings.render import render_html

    return render_html(
        brief, desk_templates=order.templates, paper=order.paper, design=order.design, size=setting.size,
        gap=setting.gap,
    )  # fmt: skip


def _read_back(outputs: Mapping[Format, bytes], fitted: Fitted[Page]) -> list[Output]:
    """Return the outputs as a reader finds them; the text of the PDF is read out of its bytes."""
    readings = []
    if "md" in outputs:
        readings.append(read_markdown(outputs["md"].decode()))
    if "html" in outputs:
        readings.append(read_html(outputs["html"].decode()))
    if "pdf" in outputs:
        from briefings.pdf import read_pdf_text

        readings.append(read_pdf(read_pdf_text(outputs["pdf"]), fitted.layout.pages))
    return readings


def _hold_back(findings: Sequence[Finding], order: Order) -> None:
    """Raise when a finding holds the brief back: an error always, a warning when the order is strict."""
    grave = [finding for finding in findings if order.strict or finding.severity == "error"]
    if grave:
        raise CheckError("held back: " + "; ".join(f"{finding.id} {finding.message}" for finding in grave))
