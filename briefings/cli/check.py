"""``briefings check``. In: topics or pages. Out: what the rules find, as a table or as JSON, and the exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import msgspec

from briefings.build import Order, Reading, compose_topic, draw_brief
from briefings.check import Finding, check_brief
from briefings.check import Reading as Output
from briefings.cli.build import topic_path
from briefings.cli.options import emit, say
from briefings.cli.pages import PAGES, read_beside, read_inside, read_page
from briefings.cli.sources import open_desk
from briefings.desk import Desk, find_desk, read_desk, read_kept, read_topic
from briefings.errors import BriefingsError, SeedError
from briefings.evidence import Evidence, facts_of
from briefings.evidence.verify import verify_evidence
from briefings.model import DeskSettings, Record, Topic

HELD_BACK = 4
COLUMNS = ("rule", "", "where", "line", "what")


class Checked(Record, frozen=True, kw_only=True):
    """What was found in one topic as it would be built now, or in one page as it lies on disk."""

    name: str
    findings: tuple[Finding, ...]


class Row(NamedTuple):
    """A finding as a line of the table, in the order of COLUMNS."""

    rule: str
    severity: str
    where: str
    line: str
    what: str


class Told(Record, frozen=True, kw_only=True):
    """A finding as a document has it."""

    rule: str
    severity: str
    output: str
    line: str
    message: str


class Request(NamedTuple):
    """The arguments of ``briefings check``."""

    names: tuple[str, ...]
    desk: str | None
    as_json: bool
    strict: bool
    as_of: str | None
    mail: bool = False


def run_check(request: Request) -> int:
    """Print what is found in the topics and pages named (none: all topics of the desk) and return the exit code."""
    checked: list[Checked] = []
    errors: list[BriefingsError] = []
    steps = [lambda: _check_mail(request)] if request.mail else _steps(request, open_desk(request.desk))
    for step in steps:
        try:
            checked.extend(step())
        except BriefingsError as error:
            errors.append(error)
            say(f"error: {error}")
    if request.as_json:
        emit(msgspec.json.encode([_told(one) for one in checked]) + b"\n")
    else:
        _print(checked)
    return _exit_code(checked, errors, strict=request.strict)


def _check_mail(request: Request) -> list[Checked]:
    """Return what is found in the mail of the topics named: what the checks say, and what mail programs do not show.

    What they show in part is told on standard error: most of it is of no consequence to a page of text.
    """
    from briefings.cli.digest import Request as DigestRequest
    from briefings.cli.digest import draft_digest, need_desk
    from briefings.digest import lint_html

    desk = need_desk(request.desk)
    wanted = DigestRequest(
        names=request.names, desk=request.desk, as_of=request.as_of, subject=None, full=False, attach=None
    )
    composed = draft_digest(desk, wanted)
    complaints = lint_html(composed.digest.html, desk.settings.mail.clients)
    for complaint in (one for one in complaints if one.support == "partly"):
        say(f"note: {complaint.message}")
    unknown = (Finding(id="W11", message=one.message, output="mail") for one in complaints if one.support == "none")
    return [Checked(name="mail", findings=(*composed.findings, *unknown))]


class _Step:
    """One thing to check."""

    def __init__(
        self,
        path: Path,
        read: Callable[[Topic], Reading] | None = None,
        desk: Desk | None = None,
        *,
        as_of: str | None = None,
    ) -> None:
        self.path, self.read, self.desk, self.as_of = path, read, desk, as_of

    def __call__(self) -> Iterator[Checked]:
        if self.read is None or self.desk is None:
            yield check_page(self.path)
            return
        settings = self.desk.settings
        topic = read_topic(self.path)
        order = Order(
            formats=("md", "html", "pdf"),
            paper=settings.paper,
            templates=self.desk.templates,
            as_of=self.as_of,
            kept=read_kept(self.path),
        )
        reading = self.read(topic)
        ranked = compose_topic(reading, topic, settings=settings, order=order)
        drawn = draw_brief(ranked, reading, settings=settings, order=order)
        yield Checked(name=topic.slug, findings=drawn.findings)
        for page in (self.desk.output / f"{topic.slug}{suffix}" for suffix in PAGES):
            if page.is_file() and (page.suffix == ".pdf" or page.with_suffix(".json").is_file()):
                yield check_page(page)


def _steps(request: Request, desk: Desk | None) -> list[_Step]:
    names = request.names
    pages = [Path(name) for name in names if Path(name).suffix in {*PAGES, ".json"}]
    topics = [topic_path(name, desk) for name in names if Path(name) not in pages]
    if not names:
        if desk is None:
            raise click.UsageError("there is no desk here (a folder with a desk.toml): name a page, or --desk DIR.")
        topics = list(desk.topics.values())
    if not topics or desk is None:
        return [_Step(page) for page in pages]
    from briefings.cli.library import DeskReader

    reader = DeskReader(desk)
    for error in reader.errors:
        say(f"error: {error}")
    if not len(reader):
        raise SeedError("no article could be read", path=str(desk.folder / "seeds" / "articles"))
    return [*(_Step(path, reader.read, desk, as_of=request.as_of) for path in topics), *(_Step(page) for page in pages)]


def check_page(page: Path) -> Checked:
    """Return what is found in the page ``page`` as it lies on disk, against the evidence in it or beside it.

    Raises:
        BriefingsError: It cannot be read, or there is no evidence of it.
    """
    if page.suffix == ".json":
        evidence, readings = read_beside(page), list[Output]()
    else:
        readings = [read_page(page)]
        evidence = _evidence_of(page)
    found = dict.fromkeys((*verify_evidence(evidence), *_warnings(evidence, readings, page)))
    return Checked(name=str(page), findings=tuple(sorted(found, key=lambda finding: finding.id)))


def _evidence_of(page: Path) -> Evidence:
    inside = read_inside(page) if page.suffix == ".pdf" and not page.with_suffix(".json").is_file() else None
    return inside or read_beside(page)


def _warnings(evidence: Evidence, readings: Sequence[Output], page: Path) -> Sequence[Finding]:
    folder = find_desk(page.parent)
    settings = read_desk(folder).settings if folder else DeskSettings()
    return check_brief(evidence.brief, facts_of(evidence), readings, settings=settings)


def _told(checked: Checked) -> dict[str, object]:
    told = [
        Told(rule=f.id, severity=f.severity, output=f.output, line=f.line, message=f.message) for f in checked.findings
    ]
    return {"name": checked.name, "findings": told}


def _print(checked: Sequence[Checked]) -> None:
    for one in checked:
        errors = sum(finding.severity == "error" for finding in one.findings)
        warnings = len(one.findings) - errors
        rows = [Row(f.id, f.severity, f.output or "brief", f.line, f.message) for f in one.findings]
        summary = f"{one.name}: {_count(errors, 'error')}, {_count(warnings, 'warning')}"
        if sys.stdout.isatty() and rows:
            _print_table(summary, rows)
        else:
            emit("".join("\t".join(row) + "\n" for row in [(summary,), *rows]))


def _print_table(title: str, rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left")
    for column in COLUMNS:
        table.add_column(column, overflow="fold", ratio=5 if column == "what" else None)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def _exit_code(checked: Sequence[Checked], errors: Sequence[BriefingsError], *, strict: bool) -> int:
    """Return 4 when something would be held back, else the code of the first error, else 0."""
    held = any(strict or finding.severity == "error" for one in checked for finding in one.findings)
    if held:
        return HELD_BACK
    return errors[0].exit_code if errors else 0
