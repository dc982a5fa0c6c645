"""``briefings facts``. In: article files. Out: what was parsed, as a table, as lines or as JSON, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from briefings.cli.options import emit, say
from briefings.cli.sources import read_named
from briefings.extract import extract_facts
from briefings.extract.document import compose_document
from briefings.model import Action, Deadline, Fact, Facts, Figure, Statement

SOME_FAILED = 3
COLUMNS = ("id", "kind", "who", "what", "line", "hedge", "rule")


class Row(NamedTuple):
    """A fact or an actor as a line of the table, in the order of COLUMNS."""

    id: str
    kind: str
    who: str
    what: str
    line: str
    hedge: str
    rule: str


def run_facts(names: Sequence[str], *, as_json: bool, explain: bool) -> int:
    """Print the facts of the articles in ``names`` in the order given and return the exit code."""
    failed = False
    for name in dict.fromkeys(names):
        read = read_named([name])
        for error in read.errors:
            say(f"error: {error}")
        failed = failed or bool(read.errors)
        for article in read.articles:
            _print_facts(extract_facts(article), as_json=as_json, explain=explain)
    return SOME_FAILED if failed else 0


def _print_facts(facts: Facts, *, as_json: bool, explain: bool) -> None:
    if as_json:
        emit(msgspec.json.encode(compose_document(facts, explain=explain)) + b"\n")
        return
    columns = COLUMNS if explain else COLUMNS[:-1]
    rows = [row[: len(columns)] for row in _rows(facts)]
    if sys.stdout.isatty():
        _print_table(facts, columns, rows)
    else:
        emit("".join("\t".join(row) + "\n" for row in (columns, *rows)))


def _print_table(facts: Facts, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(facts.article.headline or facts.article.path), title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold", ratio={"what": 5, "who": 2}.get(column))
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _rows(facts: Facts) -> Iterator[Row]:
    for actor in facts.actors:
        office = ", ".join(part for part in (actor.role, actor.affiliation) if part)
        place = _line(facts, actor.mentions[0].start) if actor.mentions else ""
        what = f"{len(actor.mentions)} × named" + (f"; {actor.acronym}" if actor.acronym else "")
        who = f"{actor.name} ({office})" if office else actor.name
        yield Row(actor.id, actor.kind, who, what, place, "", "")
    names = {actor.id: actor.name for actor in facts.actors}
    for fact in facts.facts:
        yield _fact_row(fact, names, _line(facts, fact.span.start))


def _fact_row(fact: Fact, names: dict[str, str], line: str) -> Row:
    kind, who, what = type(fact).__name__.lower(), "", fact.span.exact
    if isinstance(fact, Statement):
        kind, who, what = f"{fact.mode} statement", names.get(fact.speaker or "", "not attributed"), fact.content.exact
    elif isinstance(fact, Figure):
        who, what = fact.measures or "", f"{fact.span.exact} = {_amount(fact)}"
    elif isinstance(fact, Action):
        kind = f"{fact.type.lower()} ({fact.modality})"
        who = " → ".join(", ".join(names.get(one, one) for one in ids) for ids in (fact.actors, fact.recipients) if ids)
        what = fact.object.exact if fact.object else fact.span.exact
    elif isinstance(fact, Deadline):
        who, what = fact.date.value or fact.date.span.exact, fact.what.exact if fact.what else fact.span.exact
    rule = fact.rule if isinstance(fact.rule, str) else ""
    return Row(fact.id, kind, who, " ".join(what.split()), line, fact.hedge or "", rule)


def _amount(figure: Figure) -> str:
    value = "?" if figure.value is None else f"{figure.value:,}"
    return " ".join(part for part in (figure.qualifier, value, figure.unit) if part)


def _line(facts: Facts, start: int) -> str:
    """Return the number of the line of the file on which offset ``start`` of the article's text stands."""
    return str(facts.article.first_line + facts.article.text.count("\n", 0, start))
