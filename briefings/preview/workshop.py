"""A desk kept warm. In: the desk's folder. Out: its briefs, made anew only as far as something changed.

An article is read again when its file changed, a brief composed again when an article or its topic did, a page laid out
again when its brief or how it looks did. What can no longer be understood stays as it last was, and is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec.structs import replace as replace_fields

from briefings.build import Format, Order, Reading, draft_brief, finish_brief, fit_page
from briefings.check import Finding, lines_of
from briefings.compose import Kept
from briefings.compose.calendar import say_date
from briefings.desk import Desk, kept_path, list_desk, read_bytes, read_desk, read_kept, read_topic
from briefings.errors import BriefingsError, SeedError
from briefings.model import Article, Brief, DeskSettings, Topic
from briefings.preview.composing import Composed, compose_again, dress_brief, strip_topic
from briefings.preview.messages import (
    Answer,
    ArticleSeen,
    AskDraft,
    AskPicture,
    Box,
    Drafted,
    Failed,
    Found,
    Hand,
    Look,
    Pictured,
    Printed,
    Problem,
    Question,
    Same,
    Seen,
    TopicSeen,
)
from briefings.preview.outline import Outliner
from briefings.preview.shelf import Shelf
from briefings.preview.stamps import Stamp, describe, hash_bytes, list_stamps, stamp_of
from briefings.render import forget_templates

if TYPE_CHECKING:
    from briefings.fit import Fitted
    from briefings.pdf import LaidOut

FORMATS: tuple[Format, ...] = ("md", "html", "pdf", "json")
DPI = 144  # two dots to a CSS pixel
POINTS_PER_INCH = 72
BOTTOM_LINE = {"bottom": "bottom-line"}  # the line's id → the id of the element that holds it, where it has none itself


@dataclass(frozen=True, slots=True)
class TopicRead:
    """A topic's files by their stamps, what was last understood of them, and what is wrong with them now.

    ``kept`` is the brief that was kept last: what is new is new since then.
    """

    stamps: tuple[Stamp | None, ...]
    seen: TopicSeen
    topic: Topic | None
    kept: Kept | None
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Made:
    """A brief as it was last made.

    ``basis`` is what its text was made of: articles and topic, less what the topic says of its page alone, settings and
    look; ``worn`` is that. ``page`` is the brief as it stands on a page of this basis. ``composed`` is what was last
    composed, ``printed`` what the page was made of and in which look.
    """

    basis: object = None
    worn: Topic | None = None
    page: Brief | None = None
    composed: Composed | None = None
    printed: tuple[Brief, object] | None = None


@dataclass(frozen=True, slots=True)
class Set:
    """The page that was pictured last, from which its files are made: what was read for it, and how it was ordered."""

    slug: str
    fitted: Fitted[LaidOut]
    reading: Reading
    settings: DeskSettings
    order: Order


@dataclass(slots=True)
class Workshop:
    """What was read of a desk, and what was made of it.

    Attributes:
        folder: The desk's folder.
        as_of: ISO date of the pages; None dates each by its newest source.
    """

    folder: Path
    as_of: str | None = None
    settings: DeskSettings = field(default_factory=DeskSettings)
    templates: Path | None = None
    look: tuple[DeskSettings, dict[str, Stamp]] | None = None
    shelf: Shelf = field(init=False)
    topics: dict[str, TopicRead] = field(default_factory=dict)
    made: dict[str, Made] = field(default_factory=dict)
    handed: dict[str, Brief] = field(default_factory=dict)
    page: Set | None = None
    outliner: Outliner = field(default_factory=Outliner)

    def __post_init__(self) -> None:
        self.shelf = Shelf(self.folder)

    def answer(self, question: Question) -> Answer:
        """Return the answer to ``question``; what a person can mend is an answer too."""
        match question:
            case Look():
                return self.read()
            case AskDraft():
                return self._try(lambda slug: self.draft(slug, current=question.current), question.slug)
            case Hand():
                return self.take(question)
            case AskPicture():
                return self._try(lambda slug: self.picture(slug, anew=question.anew), question.slug)
            case _:
                return self._try(self.print, question.slug)

    # ------------------------------------------------------------------------------------------- reading

    def read(self) -> Seen:
        """Return the desk as it is now, and which of its briefs may look different from before."""
        problems: list[Problem] = []
        desk = self._read_desk(problems)
        before = self._articles()
        outdated = self._read_topics(desk)
        reread, restyled = self.shelf.read(desk.articles), self._has_new_look()
        if reread or restyled:
            outdated = set(self.topics)
        problems.extend(_explain(error, self.folder) for error in self.shelf.errors)
        after = self._articles()
        return Seen(
            name=self.settings.name,
            topics=tuple(read.seen for read in self.topics.values()),
            articles=tuple(_view_article(a) for slug, a in after.items() if before.get(slug) is not a),
            gone=tuple(slug for slug in before if slug not in after),
            problems=tuple(problems),
            outdated=tuple(slug for slug, read in self.topics.items() if slug in outdated and read.topic),
            failed={slug: read.problem for slug, read in self.topics.items() if read.problem},
            restyled=restyled,
        )

    def _articles(self) -> dict[str, Article]:
        return {entry.facts.article.id: entry.facts.article for entry in self.shelf.entries}

    def _read_desk(self, problems: list[Problem]) -> Desk:
        """Return the desk; one whose settings cannot be understood keeps those it had."""
        try:
            desk = read_desk(self.folder)
        except BriefingsError as error:
            problems.append(_explain(error, self.folder))
            desk = list_desk(self.folder, self.settings)
        self.settings, self.templates = desk.settings, desk.templates
        return desk

    def _read_topics(self, desk: Desk) -> set[str]:
        """Return the topics that changed."""
        before, self.topics = self.topics, {}
        for slug, path in desk.topics.items():
            self.topics[slug] = _read_topic(path, before.get(slug), base=self.folder)
        self.made = {slug: made for slug, made in self.made.items() if slug in self.topics}
        return {slug for slug, read in self.topics.items() if read is not before.get(slug)}

    def _has_new_look(self) -> bool:
        """Return whether settings or templates changed since the last time."""
        stamps = list_stamps(self.folder)
        own = {
            path: stamp
            for path, stamp in stamps.items()
            if self.templates and Path(path).is_relative_to(self.templates)
        }
        before, self.look = self.look, (self.settings, own)
        if before and before[1].keys() != own.keys():
            forget_templates()  # Jinja notices what changes, not what comes before what it found
        return before != self.look

    # -------------------------------------------------------------------------------------------- making

    def take(self, hand: Hand) -> Answer:
        """Remember a brief as it stands on its page."""
        self.handed[hand.slug] = msgspec.msgpack.decode(hand.brief, type=Brief)
        return Same(slug=hand.slug, stage="text")

    def draft(self, slug: str, *, current: bool = False) -> Answer:
        """Return the text of a brief, or that nothing about it has changed.

        ``current`` says that nothing was saved between the page that was handed over and now.
        """
        topic, handed = self._topic(slug), self.handed.get(slug)
        made, order = self.made.get(slug, Made()), self._order(slug)
        basis = (self.shelf.basis(topic), strip_topic(topic), order, self.look)
        if basis == made.basis and topic == made.worn:
            return Same(slug=slug, stage="text")
        page = None if basis != made.basis else handed if current else made.page
        made = replace(made, basis=basis, worn=topic, page=page)
        if page:  # only what the topic says of its page has changed: all else stays as it stands there
            draft = draft_brief(dress_brief(page, topic, self.settings), order, gone=frozenset())
        else:
            gone = frozenset(note.line.id for note in handed.left_out) if handed else None
            made = replace(made, composed=self._compose(made, self.shelf.at_hand(topic), topic))
            draft = draft_brief(cast("Composed", made.composed).brief, order, gone=gone)
        self.made[slug] = made
        return Drafted(
            slug=slug,
            articles=self._cited(draft.brief),
            outline=self.outliner.outline(draft.brief),
            html=draft.html,
            markdown=draft.markdown,
        )

    def picture(self, slug: str, *, anew: bool = False) -> Answer:
        """Return a brief on its page with a picture of that, or that nothing about it has changed."""
        made, topic = self.made.get(slug, Made()), self._topic(slug)
        reading = self.shelf.whole(topic)
        composed = self._compose(made, reading, topic)
        ranked, order = composed.brief, self._order(slug)
        made = replace(made, composed=composed)
        self.made[slug] = made
        if (ranked, self.look) == made.printed and not anew:
            return Same(slug=slug, stage="page")
        fitted = fit_page(ranked, order)
        self.page = Set(slug=slug, fitted=fitted, reading=reading, settings=self.settings, order=order)
        self.made[slug] = replace(made, printed=(ranked, self.look))
        return self._show(fitted)

    def _show(self, fitted: Fitted[LaidOut]) -> Pictured:
        """Return the picture of a page; it shows all of the PDF but what is attached to that."""
        from briefings.pdf import snap_png
        from briefings.render import render_markdown

        brief, layout = fitted.brief, cast("LaidOut", fitted.layout)
        snap = snap_png(layout.write(), DPI)
        return Pictured(
            slug=brief.slug,
            articles=self._cited(brief),
            outline=self.outliner.outline(brief),
            brief=msgspec.msgpack.encode(brief),
            html=fitted.html,
            markdown=render_markdown(brief, desk_templates=self.templates),
            picture=snap.png,
            mark=hash_bytes(snap.png)[:16],
            width=snap.width,
            height=snap.height,
            boxes=_boxes(brief, layout, (snap.width, snap.height)),
            pages=layout.pages,
            fill=layout.fill,
            since=say_date(brief.since) if brief.since else "",
        )

    def print(self, slug: str) -> Answer:
        """Return the outputs of the page that was pictured last, with all that is known about it."""
        if self.page is None or self.page.slug != slug:
            self.picture(slug, anew=True)
        page = cast("Set", self.page)
        drawn = finish_brief(page.fitted, page.reading, settings=page.settings, order=page.order)
        findings = tuple(_view_finding(finding) for finding in drawn.findings)
        return Printed(slug=slug, files=dict(drawn.outputs.items()), findings=findings)

    def _topic(self, slug: str) -> Topic:
        read = self.topics.get(slug)
        if read is None or read.topic is None:
            raise SeedError("there is no such topic any more", path=slug)
        return read.topic

    def _compose(self, made: Made, reading: Reading, topic: Topic) -> Composed:
        order = self._order(topic.slug)
        return compose_again(made.composed, reading, topic, settings=self.settings, order=order)

    def _cited(self, brief: Brief) -> tuple[ArticleSeen, ...]:
        """Return the articles that the lines of ``brief`` cite, on the page or left out, where not all are sent."""
        if self.shelf.entries:
            return ()
        lines = [*lines_of(brief), *(note.line for note in brief.left_out)]
        named = {citation.article for line in lines for citation in line.citations}
        known = self.shelf.whole(self._topic(brief.slug)).facts
        return tuple(_view_article(facts.article) for facts in known if facts.article.id in named)

    def _order(self, slug: str) -> Order:
        return Order(
            formats=FORMATS, as_of=self.as_of, paper=self.settings.paper, design=self.settings.design,
            templates=self.templates, kept=self.topics[slug].kept,
        )  # fmt: skip

    def _try(self, make: Callable[[str], Answer], slug: str) -> Answer:
        try:
            return make(slug)
        except BriefingsError as error:
            self.made[slug] = replace(self.made.get(slug, Made()), basis=None, printed=None)
            return Failed(slug=slug, problem=_explain(error, self.folder))


def _read_topic(path: Path, known: TopicRead | None, *, base: Path) -> TopicRead:
    """Return the topic in ``path``, the known one if its files are as they were."""
    slug, notes = path.stem, path.with_suffix(".md")
    stamps = stamp_of(path), stamp_of(notes), stamp_of(kept_path(path))
    if known is not None and known.stamps == stamps:
        return known
    topic, kept = (known.topic, known.kept) if known else (None, None)
    problem, hashes = None, ("", "")
    try:
        hashes = hash_bytes(read_bytes(path)), hash_bytes(read_bytes(notes))
        topic, kept = read_topic(path), read_kept(path)
    except BriefingsError as error:
        problem = _explain(error, base)
    except OSError as error:
        problem = Problem(what=f"cannot be read: {error.strerror}", path=str(path))
    seen = TopicSeen(slug=slug, title=topic.title if topic else slug, sha256=hashes[0], notes_sha256=hashes[1])
    return TopicRead(stamps=stamps, seen=seen, topic=topic, kept=kept, problem=problem)


def _view_article(article: Article) -> ArticleSeen:
    return ArticleSeen(article=article, published=say_date(article.published[:10]) if article.published else "")


def _view_finding(one: Finding) -> Found:
    return Found(id=one.id, severity=one.severity, message=one.message, line=one.line)


def _explain(error: BriefingsError, base: Path) -> Problem:
    """Return ``error`` with the lines around its place; its path is the file's in the desk."""
    problem = describe(error.what, path=error.path, line=error.line)
    path = Path(error.path)
    inside = path.relative_to(base).as_posix() if error.path and path.is_relative_to(base) else error.path
    return replace_fields(problem, path=inside)


def _boxes(brief: Brief, layout: LaidOut, size: tuple[int, int]) -> tuple[Box, ...]:
    """Return where the lines of ``brief`` stand, in per cent of the page of ``size`` pixels, in its order."""
    width, height = (pixels * POINTS_PER_INCH / DPI for pixels in size)
    places = layout.anchors
    found = ((line, places.get(line.id) or places.get(BOTTOM_LINE.get(line.id, ""))) for line in lines_of(brief))
    return tuple(
        Box(
            line=line.id,
            left=round(100 * place.left / width, 3),
            top=round(100 * place.top / height, 3),
            width=round(100 * (place.right - place.left) / width, 3),
            height=round(100 * (place.bottom - place.top) / height, 3),
        )
        for line, place in found
        if place and place.page == 1
    )
