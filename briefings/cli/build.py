"""``briefings build``. In: topics or article files. Out: briefs in a folder or on standard output, an exit code."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import click
import msgspec

from briefings.article import slugify
from briefings.build import FORMATS, Format, Order, Reading, build_brief, build_reading
from briefings.cli.options import emit, say
from briefings.cli.sources import open_desk, read_named
from briefings.cli.why import describe_choice
from briefings.cli.workers import run_tasks
from briefings.compose.sources import title_of
from briefings.desk import Desk, find_topic, read_kept, read_topic, write_output
from briefings.errors import BriefingsError, SeedError
from briefings.model import DeskSettings, Topic

PROGRESS_FROM = 4  # briefs; fewer are done before a bar could be read
PARALLEL_FROM = 8  # briefs; with fewer, starting other processes takes longer than they save


class Request(NamedTuple):
    """The arguments of ``briefings build``."""

    names: tuple[str, ...]
    desk: str | None
    output: str | None
    title: str | None
    formats: tuple[Format, ...] | None
    as_of: str | None
    strict: bool
    paper: Literal["a4", "letter"] | None
    design: str | None
    no_cache: bool = False
    jobs: int | None = None
    since: str | None = None
    why: bool = False


class Job(NamedTuple):
    """A brief to be made, from what, and the name it goes by until its topic was read."""

    name: str
    topic: Topic | Path
    read: Callable[[Topic], Reading]


def run_build(request: Request) -> int:
    """Build what is asked for and return the exit code."""
    desk = open_desk(request.desk)
    files, topics = _sort_names(request.names, desk)
    _check_request(request, len(topics) + bool(files))
    errors: list[BriefingsError] = []
    jobs = [
        *_topic_jobs(topics, desk, errors, cache=not request.no_cache),
        *_article_jobs(files, request.title, errors),
    ]
    for error in errors:
        say(f"error: {error}")
    done = 0
    with _progress(len(jobs)) as advance:
        for job, made in _run(jobs, request, desk):
            try:
                _deliver(made, request, desk)
                done += 1
            except BriefingsError as error:
                errors.append(error)
                say(f"error: {_describe(error, job)}")
            advance()
    return _exit_code(errors, done)


def _run(jobs: Sequence[Job], request: Request, desk: Desk | None) -> Iterator[tuple[Job, Made | BriefingsError]]:
    """Give each job with what came of it: topics on several cores where there are many, files here."""
    topics = [job for job in jobs if isinstance(job.topic, Path)]
    count = request.jobs or (os.cpu_count() or 1 if len(topics) >= PARALLEL_FROM else 1)
    for some, processes in ((topics, count), ([job for job in jobs if job not in topics], 1)):
        if some:
            maker = _Maker(some[0].read, desk.settings if desk else DeskSettings(), _order(request, desk))
            sources = [job.topic for job in some]
            made: Iterator[Made | BriefingsError] = run_tasks(maker.make, sources, jobs=processes)
            yield from zip(some, made, strict=True)


def _describe(error: BriefingsError, job: Job) -> str:
    """Return ``error`` with the name of the brief it stopped; files without a topic have no terms to mend."""
    if isinstance(error, SeedError) and isinstance(job.topic, Topic):
        return (
            f"{job.name}: nothing in it that a brief could hold: no statement, figure, action, date or risk was found"
        )
    return str(error) if error.path else f"{job.name}: {error}"


def _sort_names(names: Sequence[str], desk: Desk | None) -> tuple[list[str], list[Path]]:
    """Return the names that are article files (or ``-``), and the topic files of the others; no names: all topics."""
    files = [name for name in names if name == "-" or Path(name).is_file()]
    if names:
        return files, [topic_path(name, desk) for name in names if name not in files]
    if desk is None:
        raise click.UsageError(
            "there is no desk here (a folder with a desk.toml). Name article files, or make a desk: briefings init DIR"
        )
    if not desk.topics:
        raise click.UsageError(f"no topics in {desk.folder / 'seeds' / 'topics'}: `briefings new TOPIC` makes one.")
    return [], list(desk.topics.values())


def topic_path(name: str, desk: Desk | None) -> Path:
    """Return the file of the topic ``name``.

    Raises:
        click.UsageError: There is no such topic; the message has the nearest.
    """
    path = find_topic(desk, name) if desk else None
    if path is not None:
        return path
    if desk is None:
        raise click.UsageError(f"no file '{name}', and no desk here whose topic it could be (--desk DIR names one).")
    near = difflib.get_close_matches(name, desk.topics, n=1)
    guess = f" Did you mean '{near[0]}'?" if near else ""
    known = ", ".join(desk.topics) or "none yet"
    raise click.UsageError(f"'{name}' is neither a file nor a topic of this desk.{guess} Its topics: {known}.")


def _check_request(request: Request, briefs: int) -> None:
    if request.title is not None and not any(name == "-" or Path(name).is_file() for name in request.names):
        raise click.UsageError("--title is for briefs made of article files; a topic's title stands in its file.")
    if request.why and request.output == "-":
        raise click.UsageError("--why writes to standard output, as -o - does: choose one.")
    if request.output == "-" and (briefs > 1 or len(_formats(request)) > 1):
        raise click.UsageError("-o - writes one brief in one format: name one topic and, say, --format md.")


def _formats(request: Request) -> tuple[Format, ...]:
    return request.formats or (("md",) if request.output == "-" else FORMATS)


def _topic_jobs(paths: Sequence[Path], desk: Desk | None, errors: list[BriefingsError], *, cache: bool) -> list[Job]:
    if not paths or desk is None:
        return []
    from briefings.cli.library import DeskReader

    reader = DeskReader(desk, cache=cache)
    errors.extend(reader.errors)
    return [Job(path.stem, path, reader.read) for path in paths] if len(reader) else []


def _article_jobs(files: Sequence[str], title: str | None, errors: list[BriefingsError]) -> list[Job]:
    if not files:
        return []
    read = read_named(files, title)
    errors.extend(read.errors)
    if not read.articles:
        return []
    first = read.articles[0]
    heading = title or title_of(first)
    topic = Topic(slug=slugify(title) if title else first.id, title=heading)
    reading = build_reading(read.articles)
    return [Job(topic.slug, topic, lambda _topic: reading)]


def _order(request: Request, desk: Desk | None) -> Order:
    settings = desk.settings if desk else DeskSettings()
    return Order(
        formats=_formats(request), as_of=request.as_of, paper=request.paper or settings.paper,
        design=request.design or settings.design,
        templates=desk.templates if desk else None, strict=request.strict, since=request.since,
    )  # fmt: skip


class Made(NamedTuple):
    """What a brief came to: the content of its outputs, and what there is to warn of."""

    slug: str
    why: str
    outputs: dict[Format, bytes]
    warnings: tuple[str, ...]


class _Maker(NamedTuple):
    """Makes briefs of what is read for their topics; it goes to the processes that share the work."""

    read: Callable[[Topic], Reading]
    settings: DeskSettings
    order: Order

    def make(self, source: Topic | Path) -> Made:
        """Return the brief of a topic, or of the topic in a file."""
        topic = read_topic(source) if isinstance(source, Path) else source
        kept = read_kept(source) if isinstance(source, Path) else None
        order = msgspec.structs.replace(self.order, kept=kept)
        built = build_brief(self.read(topic), topic, settings=self.settings, order=order)
        warnings = tuple(f"{one.id} {one.message}" for one in built.warnings)
        return Made(topic.slug, describe_choice(built.brief), dict(built.outputs), warnings)


def _deliver(made: Made | BriefingsError, request: Request, desk: Desk | None) -> None:
    """Write what was made; raise what stood in its way."""
    if isinstance(made, BriefingsError):
        raise made
    for warning in made.warnings:
        say(f"warning: {made.slug}: {warning}")
    if request.why:
        emit(made.why + "\n")
    if request.output == "-":
        emit(*made.outputs.values())
        return
    folder = Path(request.output) if request.output else desk.output if desk else Path("output")
    written = [write_output(folder / f"{made.slug}.{form}", raw) for form, raw in made.outputs.items()]
    say(" ".join([f"made {written[0]}", *(path.suffix for path in written[1:])]))


@contextmanager
def _progress(count: int) -> Iterator[Callable[[], None]]:
    """Give a function that moves a bar on standard error; there is none where work is short or nobody looks."""
    if count < PROGRESS_FROM or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Building", total=count)
        yield lambda: bar.advance(task)


def _exit_code(errors: Sequence[BriefingsError], done: int) -> int:
    """Return 0 when all is done, 4 when only checks stood in the way, 1 when nothing could be made, else 3."""
    codes = {error.exit_code for error in errors}
    if not codes:
        return 0
    if codes == {4}:
        return 4
    return 1 if 1 in codes and not done else 3
