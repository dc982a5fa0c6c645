"""Brief + its outputs + its Facts → Findings. In: what was made and what it was made from. Out: what is wrong.

The checks read the outputs as a stranger would: the Markdown's text, the HTML's text, the text out of the PDF. Errors
(E…) hold a brief back; warnings (W…) are shown. The rules are those of ARCHITECTURE.md, "Checks".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from html.parser import HTMLParser
from typing import Literal

from briefings.compose.calendar import say_date
from briefings.model import Brief, Facts, Line, Record

BOTTOM_LINE_WORDS = 40
MAX_OBJECTIVES = 3
MAX_HTML_BYTES, WARN_HTML_BYTES = 102_000, 90_000  # Gmail clips a mail at about 102 KB
OWN_RULES = ("bottom-line.analyst", "objective")  # lines that are the analyst's own words and cite nothing
MARKING_RANK = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
QUOTED = re.compile(r"“(.+?)”(?= … “|$)", re.DOTALL)  # “A.” … “B.”
NUMBER = re.compile(r"\d[\d.,]*\d|\d")  # "5,000" "2.5" "12"
NAME = re.compile(
    r"(?<![.!?…] )(?<![“‘\"'(\[])(?<!^)\b[A-ZÀ-ÖØ-Þ][\w’'-]+", re.MULTILINE
)  # a capitalised word inside a sentence
HEDGED_JUDGEMENT = re.compile(r"\b(?:may|might|could)\b", re.IGNORECASE)
CONFIDENCE = re.compile(r"\b(?:low|moderate|high) confidence\b", re.IGNORECASE)
LIKELIHOOD = re.compile(
    r"\b(?:almost no chance|(?:very )?unlikely|roughly even chance|(?:very )?likely|almost certain(?:ly)?|"
    r"remote chance|highly (?:un)?likely|realistic possibility|probabl[ey])\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?]+[.!?]?")
RELATIVE_DATE = re.compile(
    r"\b(?:yesterday|today|tomorrow|(?:last|next|this) (?:week|month|year|quarter)|"
    r"(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?! \[)"
)


class Finding(Record, frozen=True, kw_only=True):
    """What a check found: its id (E1 … W8), what is wrong in words, and the line concerned, empty for the page."""

    id: str
    message: str
    line: str = ""

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Return "error" for what holds a brief back, "warning" for what is only shown."""
        return "error" if self.id.startswith("E") else "warning"


class Outputs(Record, frozen=True, kw_only=True):
    """What was made of a brief; None for a format that was not asked for. ``pdf_text`` was read back out of the PDF."""

    markdown: str | None = None
    html: str | None = None
    pdf_text: str | None = None
    pdf_pages: int | None = None


def check_brief(brief: Brief, facts: Mapping[str, Facts], outputs: Outputs) -> tuple[Finding, ...]:
    """Return what is wrong with ``brief`` and its outputs, in the order of the rules; empty when all is well.

    Args:
        brief: The brief as it was fitted.
        facts: The articles and what they say, by slug.
        outputs: What was written, read back.
    """
    found = [finding for rule in BRIEF_RULES for finding in rule(brief, facts)]
    found.extend(finding for rule in OUTPUT_RULES for finding in rule(brief, outputs))
    return tuple(sorted(found, key=lambda finding: finding.id))


# ------------------------------------------------------------------------------------- the brief itself


def lines_of(brief: Brief) -> list[Line]:
    """Return every line of the page in its order, the bottom line first."""
    return [*([brief.bottom_line] if brief.bottom_line else []), *(x for s in brief.sections for x in s.lines)]


def _cited(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """E2: every line has a citation that resolves."""
    numbers = {source.number: source.article for source in brief.sources}
    for line in lines_of(brief):
        if not line.citations and line.rule not in OWN_RULES:
            yield Finding(id="E2", message=f"no citation: {line.text}", line=line.id)
        for citation in line.citations:
            source = facts.get(citation.article)
            text = source.article.text[citation.span.start : citation.span.end] if source else None
            if numbers.get(citation.source) != citation.article or text != citation.span.exact:
                yield Finding(id="E2", message=f"citation [{citation.source}] does not resolve", line=line.id)


def _verbatim(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """E3: every direct quotation is verbatim in a source cited on its line; only line ends may differ."""
    for section in brief.sections:
        for line in section.lines if section.key == "quotations" else ():
            cited = [squeeze(facts[c.article].article.text) for c in line.citations if c.article in facts]
            for quoted in QUOTED.findall(line.text):
                if not any(squeeze(quoted) in text for text in cited):
                    elsewhere = any(squeeze(quoted) in squeeze(source.article.text) for source in facts.values())
                    word = "misattributed" if elsewhere else "fabricated"
                    yield Finding(id="E3", message=f"{word} quotation: “{quoted}”", line=line.id)


def _grounded(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """E4: every name and number on a line occurs in a source cited on it; a resolved date is that of an expression."""
    for line in lines_of(brief):
        if line.rule.startswith("unknowns"):
            continue
        cited = [facts[c.article] for c in line.citations if c.article in facts] or list(facts.values())
        known = " ".join(source.article.text for source in cited)
        names = " ".join(actor.name for source in cited for actor in source.actors)
        folded = f"{known} {names}".casefold()  # "U.S." names the United States
        resolved = {say_date(date.value) for source in cited for date in source.dates if date.value}
        label = "" if line.label in resolved else line.label
        shown = f"{label}\n" + "".join(run.text for run in line.runs if run.text.strip(" []") not in resolved)
        for number in NUMBER.findall(shown):
            if number not in known:
                yield Finding(id="E4", message=f"the number {number} is in no source cited", line=line.id)
        for name in NAME.findall(shown):
            if name.casefold() not in folded:
                yield Finding(id="E4", message=f"the name {name} is in no source cited", line=line.id)


def _listed(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """E5: no citation out of range, no source listed that nothing cites."""
    cited = {citation.source for line in lines_of(brief) for citation in line.citations}
    listed = {source.number for source in brief.sources}
    for number in sorted(cited - listed):
        yield Finding(id="E5", message=f"[{number}] is cited but not listed")
    for number in sorted(listed - cited):
        yield Finding(id="E5", message=f"source [{number}] is listed but nothing cites it")


def _judgement(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """E6, W8: the analyst's notes keep confidence and likelihood apart, and do not say "may, might, could"."""
    plain = re.sub(r"“[^”]*”|\"[^\"]*\"", "", brief.notes)
    for sentence in SENTENCE.findall(plain):
        if CONFIDENCE.search(sentence) and LIKELIHOOD.search(sentence):
            yield Finding(id="E6", message=f"confidence and likelihood in one sentence: {sentence.strip()}")
        if word := HEDGED_JUDGEMENT.search(sentence):
            yield Finding(id="W8", message=f"“{word[0]}” in a judgement: say how likely: {sentence.strip()}")


def _marked(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """E7: the page's marking is as strict as its strictest source."""
    if brief.marking not in MARKING_RANK:
        return
    for source in brief.sources:
        if source.marking in MARKING_RANK and MARKING_RANK.index(source.marking) > MARKING_RANK.index(brief.marking):
            yield Finding(id="E7", message=f"source [{source.number}] is {source.marking}, the page {brief.marking}")


def _length(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """W1, W2: a bottom line of at most 40 words, at most three objectives."""
    if brief.bottom_line and (words := len(brief.bottom_line.text.split())) > BOTTOM_LINE_WORDS:
        yield Finding(id="W1", message=f"the bottom line has {words} words: at most {BOTTOM_LINE_WORDS}", line="bottom")
    for section in brief.sections:
        if section.key == "objectives" and len(section.lines) > MAX_OBJECTIVES:
            yield Finding(id="W2", message=f"{len(section.lines)} objectives: at most {MAX_OBJECTIVES}")


def _dated(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """W4, W7: relative dates are resolved, sources are dated."""
    for line in (line for section in brief.sections if section.key != "quotations" for line in section.lines):
        if line.rule.endswith(".sentence") and (word := RELATIVE_DATE.search(line.text)):
            yield Finding(id="W4", message=f"it is not known when “{word[0]}” is", line=line.id)
    for source in brief.sources:
        if source.published is None:
            yield Finding(id="W7", message=f"source [{source.number}] is undated")


def _titled(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """W5: every person has a title."""
    for section in brief.sections:
        for line in section.lines if section.key == "people" else ():
            if line.text == "title not given":
                yield Finding(id="W5", message=f"title not given: {line.label}", line=line.id)


BRIEF_RULES: tuple[Callable[[Brief, Mapping[str, Facts]], Iterator[Finding]], ...] = (
    _cited, _verbatim, _grounded, _listed, _judgement, _marked, _length, _dated, _titled,
)  # fmt: skip


# ------------------------------------------------------------------------------------------ its outputs


class _TextOfHtml(HTMLParser):
    """Collects the text a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self.hidden += tag in {"style", "script", "title"}

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"style", "script", "title"}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.parts.append(data)


def read_html_text(html: str) -> str:
    """Return the text of an HTML page that a reader sees, without its style sheets and its title."""
    parser = _TextOfHtml()
    parser.feed(html)
    return "".join(parser.parts)


def read_markdown_text(markdown: str) -> str:
    """Return the text of a Markdown page without escapes, entities and emphasis."""
    return unescape(re.sub(r"\\(?=[!-/:-@\[-`{-~])|(?<!\\)[*_]", "", markdown))


def squeeze(text: str) -> str:
    """Return ``text`` without white space, soft hyphens and direction marks: what two settings of it have in common."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+", "", text)


def _present(brief: Brief, outputs: Outputs) -> Iterator[Finding]:
    """E1, E8: every line stands in every output; E7: so does the marking, at the top and the bottom."""
    readings = {
        "Markdown": ("E8", read_markdown_text(outputs.markdown) if outputs.markdown is not None else None),
        "HTML": ("E8", read_html_text(outputs.html) if outputs.html is not None else None),
        "PDF": ("E1", outputs.pdf_text),
    }
    for name, (rule, text) in readings.items():
        if text is None:
            continue
        seen = squeeze(text)
        for line in lines_of(brief):
            missing = [part for part in (line.label, *(run.text for run in line.runs)) if squeeze(part) not in seen]
            for part in missing:
                yield Finding(id=rule, message=f"not in the {name}: {part}", line=line.id)
        if seen.count(squeeze(brief.marking)) < 2:
            yield Finding(id="E7", message=f"the marking {brief.marking} is not at top and bottom of the {name}")


def _one_page(_: Brief, outputs: Outputs) -> Iterator[Finding]:
    """E1: exactly one page."""
    if outputs.pdf_pages is not None and outputs.pdf_pages != 1:
        yield Finding(id="E1", message=f"the PDF has {outputs.pdf_pages} pages")


def _size(_: Brief, outputs: Outputs) -> Iterator[Finding]:
    """W6: the HTML is small enough to be mailed."""
    size = len(outputs.html.encode()) if outputs.html is not None else 0
    if size > WARN_HTML_BYTES:
        yield Finding(
            id="W6", message=f"the HTML has {size // 1000} KB: mail programs clip at {MAX_HTML_BYTES // 1000}"
        )


OUTPUT_RULES: tuple[Callable[[Brief, Outputs], Iterator[Finding]], ...] = (_one_page, _present, _size)
