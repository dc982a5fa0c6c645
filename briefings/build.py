"""The walk. In: articles, a topic, and what is asked for. Out: a brief and its outputs, nothing written yet.

What renders and lays out is imported when its format is asked for: a Markdown build never loads WeasyPrint.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from briefings.check import Finding, check_brief, describe, read_html, read_markdown, read_pdf
from briefings.check import Reading as Output
from briefings.compose import Kept, Occasion, compose_brief
from briefings.compose.marking import carry_marking
from briefings.corroborate import Sketch, corroborate, relate_articles
from briefings.errors import CheckError
from briefings.evidence import ATTACHED, Evidence, compose_evidence, pack_evidence, render_evidence
from briefings.extract import extract_facts
from briefings.fit import Fitted, Setting, Sheet, cut_lines, cut_order, fit_brief
from briefings.model import Article, Brief, Claim, DeskSettings, Facts, Record, Topic

if TYPE_CHECKING:
    from briefings.pdf import LaidOut

Format = Literal["md", "html", "pdf", "json", "png"]
FORMATS: tuple[Format, ...] = ("md", "html", "pdf", "json")  # what is made when nothing is said
LAID_OUT = frozenset({"pdf", "png"})  # what is made of a laid-out page
EVIDENT = frozenset({"pdf", "json"})  # what holds the evidence
DRAFT_LINES = 30  # about as many as a page holds


class Order(Record, frozen=True, kw_only=True):
    """What is asked for: formats, the page's date, how it looks, and whether warnings hold it back too.

    ``since`` and ``kept`` are what novelty is measured against (see ``Occasion``).
    """

    formats: tuple[Format, ...] = FORMATS
    as_of: str | None = None
    paper: Literal["a4", "letter"] = "a4"
    design: str | None = None
    templates: Path | None = None
    strict: bool = False
    since: str | None = None
    kept: Kept | None = None


class Reading(Record, frozen=True, kw_only=True):
    """What all articles say: their facts, and the claims these make together."""

    facts: tuple[Facts, ...]
    claims: tuple[Claim, ...]


class Built(Record, frozen=True, kw_only=True):
    """A brief as it stands on the page, the content of each output by format, and what the checks warn of."""

    brief: Brief
    outputs: Mapping[Format, bytes]
    warnings: tuple[Finding, ...]


class Drawn(Record, frozen=True, kw_only=True):
    """A brief fitted to one page, its layout where it has a PDF, its outputs by format, all that the checks found."""

    brief: Brief
    layout: LaidOut | None
    outputs: Mapping[Format, bytes]
    findings: tuple[Finding, ...]


class Draft(Record, frozen=True, kw_only=True):
    """A brief before its page was laid out: its text as HTML and Markdown."""

    brief: Brief
    html: str
    markdown: str


def build_reading(articles: Sequence[Article]) -> Reading:
    """Return what ``articles`` say; every brief of a desk is composed from one reading."""
    return relate_facts([extract_facts(article) for article in articles])


def relate_facts(facts: Sequence[Facts], sketches: Sequence[Sketch] = ()) -> Reading:
    """Return what articles say together, from what each of them says; ``sketches`` are theirs, where at hand."""
    related = relate_articles(facts, sketches)
    return Reading(facts=related, claims=corroborate(related))


def build_brief(reading: Reading, topic: Topic, *, settings: DeskSettings, order: Order) -> Built:
    """Return the brief of ``topic``, fitted to one page, rendered and checked.

    Raises:
        BriefingsError: Nothing concerns the topic, a template fails, or the page cannot be made or is held back.
    """
    ranked = compose_topic(reading, topic, settings=settings, order=order)
    drawn = draw_brief(ranked, reading, settings=settings, order=order)
    _hold_back(drawn.findings, order)
    return Built(brief=drawn.brief, outputs=drawn.outputs, warnings=drawn.findings)


def compose_topic(reading: Reading, topic: Topic, *, settings: DeskSettings, order: Order) -> Brief:
    """Return all that ``reading`` says on ``topic``, ranked and not yet fitted.

    Raises:
        BriefingsError: Nothing concerns the topic.
    """
    ranked = compose_brief(reading.claims, topic, facts=reading.facts, settings=settings, occasion=_occasion(order))
    return carry_marking(ranked)


def draw_brief(ranked: Brief, reading: Reading, *, settings: DeskSettings, order: Order) -> Drawn:
    """Return ``ranked`` fitted to one page, rendered and checked; what the checks found does not hold it back.

    Raises:
        BriefingsError: A template fails, or the page cannot be made.
    """
    return finish_brief(fit_page(ranked, order), reading, settings=settings, order=order)


def finish_brief(fitted: Fitted[LaidOut], reading: Reading, *, settings: DeskSettings, order: Order) -> Drawn:
    """Return what ``fit_page`` gave with its outputs, checked.

    Raises:
        BriefingsError: A template fails, or the page cannot be made.
    """
    rests_on = EVIDENT.intersection(order.formats)
    evidence = compose_evidence(fitted.brief, reading.facts) if rests_on else None
    attached = {ATTACHED: pack_evidence(evidence)} if evidence else None
    pdf = fitted.layout.write(attached) if fitted.layout else b""
    outputs = {form: _render(form, fitted, pdf, order=order, evidence=evidence) for form in order.formats}
    facts = {one.article.id: one for one in reading.facts}
    found = check_brief(fitted.brief, facts, _read_back(outputs, fitted, pdf), settings=settings)
    findings = (*_unseen(fitted), *found, *_unprintable(fitted))
    return Drawn(brief=fitted.brief, layout=fitted.layout, outputs=outputs, findings=findings)


def draft_brief(ranked: Brief, order: Order, *, gone: frozenset[str] | None = None) -> Draft:
    """Return the text of ``ranked`` without a layout: what a page will very likely say, in a tenth of the time.

    Args:
        ranked: What ``compose_topic`` gave.
        order: How it looks.
        gone: Ids of the lines that found no room last time; None for a first time, which keeps the most salient.

    Raises:
        TemplateError: A template fails.
    """
    from briefings.render import render_markdown

    lines = cut_order(ranked)
    cut = lines[:-DRAFT_LINES] if gone is None else [line for line in lines if line.id in gone]
    brief = cut_lines(ranked, cut)
    markdown = render_markdown(brief, desk_templates=order.templates)
    return Draft(brief=brief, html=_sheet(order).html(brief, Setting()), markdown=markdown)


def _occasion(order: Order) -> Occasion:
    return Occasion(as_of=order.as_of, since=order.since, kept=order.kept)


def fit_page(brief: Brief, order: Order) -> Fitted[LaidOut]:
    """Return ``brief`` fitted to one page. Only for a PDF is it laid out; what the page says is the same without.

    Raises:
        BriefingsError: A template fails, or the page cannot be made.
    """
    if not LAID_OUT.intersection(order.formats):
        return fit_brief(brief, _sheet(order))
    from briefings.pdf import lay_out

    return fit_brief(brief, _sheet(order), lay_out)


def _sheet(order: Order) -> Sheet:
    return Sheet(paper=order.paper, design=order.design, templates=order.templates)


def _render(form: Format, fitted: Fitted[LaidOut], pdf: bytes, *, order: Order, evidence: Evidence | None) -> bytes:
    """Return the content of the output ``form``; ``pdf`` is the page, empty where no output is made of it."""
    if form == "html":
        return fitted.html.encode()
    if form == "pdf":
        return pdf
    if form == "png":
        from briefings.pdf import render_png

        return render_png(pdf)
    if form == "json" and evidence:
        return render_evidence(evidence).encode()
    from briefings.render import render_markdown

    return render_markdown(fitted.brief, desk_templates=order.templates).encode()


def _read_back(outputs: Mapping[Format, bytes], fitted: Fitted[LaidOut], pdf: bytes) -> list[Output]:
    """Return the outputs as a reader finds them; the text of the PDF is read out of its bytes."""
    readings = []
    if "md" in outputs:
        readings.append(read_markdown(outputs["md"].decode()))
    if "html" in outputs:
        readings.append(read_html(outputs["html"].decode()))
    if fitted.layout:
        from briefings.pdf import read_pdf_text

        readings.append(read_pdf(read_pdf_text(pdf), fitted.layout.pages))
    return readings


def _unseen(fitted: Fitted[LaidOut]) -> Iterator[Finding]:
    """E1: no text is cut off where the template hides what overflows, or lies off the page."""
    for text in fitted.layout.unseen if fitted.layout else ():
        yield Finding(id="E1", message=f"in the PDF, but cut off or off the page: {text}")


def _unprintable(fitted: Fitted[LaidOut]) -> Iterator[Finding]:
    """W10: every character has a font: none stands on the page as a box without a warning."""
    if fitted.layout and fitted.layout.missing:
        from briefings.pdf import find_missing

        for missing in find_missing(fitted.layout.missing, fitted.brief):
            yield Finding(id="W10", message=missing.message, line=missing.line)


def _hold_back(findings: Sequence[Finding], order: Order) -> None:
    """Raise when a finding holds the brief back: an error always, a warning when the order is strict."""
    grave = [finding for finding in findings if order.strict or finding.severity == "error"]
    if grave:
        raise CheckError("held back: " + "; ".join(map(describe, grave)))
