"""``briefings build``. In: topics or article files. Out: briefs in a folder or on standard output, an exit code."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import click
import msgspec

from briefings.article import slugify
from briefings.build import FORMATS, Format, Order, Reading, build_brief, build_reading
from briefings.cli.bar import show_bar
from briefings.cli.library import DeskReader, Relator
from briefings.cli.options import emit, say
from briefings.cli.sources import open_desk, read_named
from briefings.cli.unchanged import find_page, pack_page, stamp_page, stamp_world
from briefings.cli.why import describe_choice
from briefings.cli.workers import run_tasks
from briefings.compose.novelty import Kept
from briefings.compose.sources import title_of
from briefings.desk import Desk, find_topic, read_kept, read_topic, write_output
from briefings.desk.library import Choice
from briefings.errors import BriefingsError, SeedError
from briefings.model import DeskSettings, Topic

PROGRESS_FROM = 4  # briefs; fewer are done before a bar could be read
NO_FONT = "W10"  # of a page with letters that no font has: it is made again, for a font may have come
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


class Plan(NamedTuple):
    """A topic's brief to be made: the record it is measured against, its articles, the stamp of all it is made of."""

    topic: Topic
    kept: Kept | None
    choice: Choice
    stamp: bytes


class Made(NamedTuple):
    """What a brief came to: the content of its outputs, and what there is to say of it; or that it is unchanged."""

    slug: str
    why: str
    outputs: dict[Format, bytes]
    warnings: tuple[str, ...]
    unchanged: tuple[Format, ...] = ()


class Job(NamedTuple):
    """A brief, the name it goes by, and what makes it, or what it came to already."""

    name: str
    task: Plan | Made | BriefingsError | Callable[[], Made]


def run_build(request: Request) -> int:
    """Build what is asked for and return the exit code."""
    desk = open_desk(request.desk)
    files, topics = _sort_names(request.names, desk)
    _check_request(request, len(topics) + bool(files))
    errors: list[BriefingsError] = []
    shelf = _Shelf(desk, request, errors) if topics and desk else None
    jobs = [*(shelf.jobs(topics) if shelf else ()), *_article_jobs(files, request, desk, errors)]
    for error in errors:
        say(f"error: {error}")
    done = 0
    with show_bar("Building", len(jobs), least=PROGRESS_FROM) as advance:
        for job, made in _run(jobs, request, shelf):
            try:
                _deliver(made, request, _folder(request, desk))
                if shelf and isinstance(job.task, Plan) and isinstance(made, Made):
                    shelf.remember(job.task, made)
                done += 1
            except BriefingsError as error:
                errors.append(error)
                say(f"error: {_describe(error, job)}")
            advance(1)
    return _exit_code(errors, done)


def _run(jobs: Sequence[Job], request: Request, shelf: _Shelf | None) -> Iterator[tuple[Job, Made | BriefingsError]]:
    """Give each job with what came of it: topics on several cores where many are to be made, files here."""
    plans = [job.task for job in jobs if isinstance(job.task, Plan)]
    count = request.jobs or (os.cpu_count() or 1 if len(plans) >= PARALLEL_FROM else 1)
    made: Iterator[Made | BriefingsError] = iter(run_tasks(shelf.maker.make, plans, jobs=count) if shelf else ())
    for job in jobs:
        if isinstance(job.task, Made | BriefingsError):
            yield job, job.task
        elif isinstance(job.task, Plan):
            yield job, next(made)
        else:
            yield job, next(run_tasks(lambda make: make(), [job.task], jobs=1))


def _describe(error: BriefingsError, job: Job) -> str:
    """Return ``error`` with the name of the brief it stopped; files without a topic have no terms to mend."""
    if isinstance(error, SeedError) and callable(job.task):
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


class _Shelf:
    """A desk's topics: what is to be made of each, and what still lies there as it would be made."""

    def __init__(self, desk: Desk, request: Request, errors: list[BriefingsError]) -> None:
        """Read the desk's articles; ``errors`` gets what is wrong with some."""
        self._order, self._settings = _order(request, desk), desk.settings
        self._folder = None if request.output == "-" else _folder(request, desk)
        self._keeps = not request.no_cache and self._folder is not None
        self._world = stamp_world(self._order, desk.settings) if self._keeps else b""
        self._reader = DeskReader(desk, cache=not request.no_cache)
        errors.extend(self._reader.errors)
        self.maker = _Maker(self._reader.relator, desk.settings, self._order)

    def jobs(self, paths: Sequence[Path]) -> list[Job]:
        """Return what there is to do for the topics in the files ``paths``; nothing where there is no article."""
        return [Job(path.stem, self._plan(path)) for path in paths] if len(self._reader) else []

    def remember(self, plan: Plan, made: Made) -> None:
        """Remember what was made, if it was made of what was there when the build began."""
        letterless = any(warning.startswith(NO_FONT) for warning in made.warnings)
        if self._keeps and not letterless and stamp_world(self._order, self._settings) == self._world:
            packed = pack_page(made.outputs, why=made.why, warnings=made.warnings)
            self._reader.library.remember_page(plan.stamp, made.slug, packed)

    def _plan(self, path: Path) -> Plan | Made | BriefingsError:
        try:
            topic, kept = read_topic(path), read_kept(path)
        except BriefingsError as error:
            return error
        choice = self._reader.choose(topic)
        order = msgspec.structs.replace(self._order, kept=kept)
        stamp = stamp_page(self._world, topic, order, choice) if self._keeps else b""
        return self._find(topic.slug, stamp) or Plan(topic, kept, choice, stamp)

    def _find(self, slug: str, stamp: bytes) -> Made | None:
        """Return what was made of the same before, if its files lie there as they were written."""
        if not self._keeps or self._folder is None:
            return None
        page = find_page(self._reader.library.recall_page(stamp), self._folder, slug)
        return Made(slug, page.why, {}, page.warnings, tuple(page.outputs)) if page else None


def _article_jobs(files: Sequence[str], request: Request, desk: Desk | None, errors: list[BriefingsError]) -> list[Job]:
    if not files:
        return []
    read = read_named(files, request.title)
    errors.extend(read.errors)
    if not read.articles:
        return []
    first = read.articles[0]
    heading = request.title or title_of(first)
    topic = Topic(slug=slugify(request.title) if request.title else first.id, title=heading)
    reading, order, settings = build_reading(read.articles), _order(request, desk), _settings(desk)
    return [Job(topic.slug, lambda: _make(reading, topic, order=order, settings=settings))]


def _order(request: Request, desk: Desk | None) -> Order:
    settings = _settings(desk)
    return Order(
        formats=_formats(request), as_of=request.as_of, paper=request.paper or settings.paper,
        design=request.design or settings.design,
        templates=desk.templates if desk else None, strict=request.strict, since=request.since,
    )  # fmt: skip


class _Maker(NamedTuple):
    """Makes the briefs of topics; it goes to the processes that share the work."""

    relator: Relator
    settings: DeskSettings
    order: Order

    def make(self, plan: Plan) -> Made:
        """Return the brief of ``plan``."""
        reading = self.relator.relate(plan.topic, plan.choice)
        order = msgspec.structs.replace(self.order, kept=plan.kept)
        return _make(reading, plan.topic, order=order, settings=self.settings)


def _make(reading: Reading, topic: Topic, *, order: Order, settings: DeskSettings) -> Made:
    built = build_brief(reading, topic, settings=settings, order=order)
    warnings = tuple(f"{one.id} {one.message}" for one in built.warnings)
    return Made(topic.slug, describe_choice(built.brief), dict(built.outputs), warnings)


def _settings(desk: Desk | None) -> DeskSettings:
    return desk.settings if desk else DeskSettings()


def _folder(request: Request, desk: Desk | None) -> Path:
    return Path(request.output) if request.output else desk.output if desk else Path("output")


def _deliver(made: Made | BriefingsError, request: Request, folder: Path) -> None:
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
    for form, raw in made.outputs.items():
        write_output(folder / f"{made.slug}.{form}", raw)
    first, *others = made.unchanged or made.outputs
    said = "unchanged" if made.unchanged else "made"
    say(" ".join([f"{said} {folder / made.slug}.{first}", *(f".{form}" for form in others)]))


def _exit_code(errors: Sequence[BriefingsError], done: int) -> int:
    """Return 0 when all is done, 4 when only checks stood in the way, 1 when nothing could be made, else 3."""
    codes = {error.exit_code for error in errors}
    if not codes:
        return 0
    if codes == {4}:
        return 4
    return 1 if 1 in codes and not done else 3
