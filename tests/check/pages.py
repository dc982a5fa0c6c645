"""Real pages to break: a desk of invented articles, built in memory. In: nothing. Out: briefs and their outputs."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from briefings.build import Built, Order, Reading, build_brief, build_reading
from briefings.check import Finding, check_brief, read_html, read_markdown, read_pdf
from briefings.desk import parse_bytes
from briefings.model import DeskSettings, Facts, Terms, Topic
from briefings.pdf import read_pdf_text

WIRE = """---
headline: Ministers meet over the harbour
publisher: The Example Courier (fictional)
published: 2026-03-10
url: https://example.org/2026/03/harbour-7
---
OSLO — Norwegian Foreign Minister Ada Nordvik met Portuguese Prime Minister Rui Salgado in Oslo on Monday.

“We will send 200 engineers to the harbour by 4 May,” Nordvik said. The ministers agreed to set up a joint commission.

“Nobody has asked the fishermen,” Salgado told reporters. Portugal reportedly wants 45 million euros for the harbour.

The delay threatens to close the harbour, which employs over 3,000 people. All of this is invented.
"""
OTHER = """---
headline: Harbour talks leave fishermen waiting
publisher: Example Evening Post (fictional)
published: 2026-03-12
---
LISBON — Portuguese Prime Minister Rui Salgado rejected a plan on Wednesday to sell the harbour to a foreign company.

The harbour will handle 12 ships a week. The opposition leader Marta Lobo demanded a vote by 30 June 2026. Invented too.
"""
NOTES = "The vote is likely to slip.\n\n1. Ask *Nordvik* about 4 May.\n2. Leave the price out.\n"
TOPIC = Topic(
    slug="harbour-talks", title="Harbour talks", notes=NOTES, author="Desk 7", purpose="Prepare the call of 16 March.",
    terms=Terms(any=("harbour", "commission", "vote", "ministers")),
)  # fmt: skip
FORMS = ("md", "html", "pdf")


class Sample(NamedTuple):
    """A brief as built, with its facts and the text of each output."""

    built: Built
    facts: dict[str, Facts]
    texts: dict[str, str]

    def check(self, **changed: str) -> tuple[Finding, ...]:
        """Return what is found when the outputs named have other texts."""
        return tuple(f for f in check_brief(self.built.brief, self.facts, self.readings(**changed)))

    def readings(self, **changed: str) -> list:
        texts = {**{form: self.texts[form] for form in FORMS if not changed}, **changed}
        makers = {"md": read_markdown, "html": read_html, "pdf": lambda text: read_pdf(text, 1)}
        return [makers[form](text) for form, text in texts.items()]


def make_sample(reading: Reading, topic: Topic, settings: DeskSettings | None = None) -> Sample:
    """Return the brief of ``topic``, really built."""
    order = Order(formats=("md", "html", "pdf"))
    built = build_brief(reading, topic, settings=settings or DeskSettings(), order=order)
    texts = {"md": built.outputs["md"].decode(), "html": built.outputs["html"].decode()}
    texts["pdf"] = read_pdf_text(built.outputs["pdf"])
    texts = {form: text.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ") for form, text in texts.items()}
    return Sample(built, {one.article.id: one for one in reading.facts}, texts)


@cache
def harbour() -> Sample:
    """Return the brief of two articles, with notes, a purpose and an author."""
    articles = [
        parse_bytes(text.encode(), path=f"{name}.txt", slug=name) for name, text in (("wire", WIRE), ("post", OTHER))
    ]
    return make_sample(build_reading(articles), TOPIC)
