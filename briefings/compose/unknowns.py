"""What the sources do not say, only where that is certain. In: the passages of the page. Out: lines that say so."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.compose.passages import Passage
from briefings.compose.placing import date_of
from briefings.corroborate import origin_of
from briefings.model import Article, Citation, Line, Run, Span

# what may be a figure or a date: where none of it stands, it is certain that none is given
NUMBER_WORD = re.compile(
    r"\d|\b(?:one|(?<!the )two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|"
    r"forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|half|third|quarter|double|triple)\b",
    re.IGNORECASE,
)
DATE_WORD = re.compile(
    r"\d{4}|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day|"
    r"yesterday|tomorrow|today|tonight|next|last|ago|earlier|(?:this|by|within|since|until)\s(?:\w+\s)?"
    r"(?:week|month|year|spring|summer|autumn|fall|winter|quarter|decade|end)s?)\b"
)
UNDATED = "When this was published: no date is given."


def list_unknowns(passages: Sequence[Passage]) -> list[Line]:
    """Return what is certain not to be in the sources: figures, dates, dates of publication, a second origin."""
    articles = {p.article: p.source.article for p in passages}
    everything = list(articles.values())
    undated = [article for article in everything if article.published is None]
    found: list[tuple[str, Sequence[Article]]] = [(text, everything) for text in _not_given(passages)]
    if undated:
        found.append((UNDATED, undated))
    if len({origin_of(passage.source) for passage in passages}) == 1:
        found.append(("Every line rests on a single origin; nothing here is corroborated.", everything))
    return [_unknown_line(text, sources) for text, sources in found]


def _not_given(passages: Sequence[Passage]) -> list[str]:
    """Return the sentence on dates and figures that are nowhere in ``passages``, if that is so."""
    said = " ".join(p.sentence.exact for p in passages)
    if any(date_of(f) for p in passages for _, f in p.pairs) or DATE_WORD.search(said):
        return []
    if not NUMBER_WORD.search(said):
        return ["How much and by when: the sources give no sums, figures or dates."]
    return ["When and by when: the sources give no dates."]


def _unknown_line(text: str, articles: Sequence[Article]) -> Line:
    return Line(
        id=f"unk-{re.sub(r'[^a-z]+', '-', text.lower())[:24].strip('-')}",
        label="",
        text=text,
        runs=(Run(text=text),),
        citations=tuple(
            Citation(source=0, article=a.id, span=Span(start=0, end=len(a.text), exact=a.text)) for a in articles
        ),
        claims=(),
        rank=0.9,
        rule="unknowns.certain",
        single_origin=False,
        why=("what is not known is never cut",),
    )
