"""What is shown, and in which order it is made. In: signs that the desk changed. Out: sheets, and events for browsers.

Two presses work side by side, one question with each at a time. One makes the texts that somebody looks at, so that a
change is seen at once; of the other briefs only where a template may loop, until one could be made. The other press
makes pages: at once after a single save, and when saving has paused after a burst of them, so that these make one. A
page that was overtaken by a save is not shown.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from briefings.desk import read_desk, read_topic
from briefings.errors import BriefingsError
from briefings.model import Record
from briefings.preview.client import Press, PressError
from briefings.preview.hub import Hub
from briefings.preview.messages import (
    Answer,
    ArticleSeen,
    AskDraft,
    AskFiles,
    AskPicture,
    Drafted,
    Failed,
    Hand,
    Look,
    Pictured,
    Printed,
    Problem,
    Same,
    Seen,
    Stage,
)
from briefings.preview.outline import Outline, Row
from briefings.preview.watch import watch_desk

PAUSE = 0.1  # seconds without a save after which briefs are made that nobody looks at
LONG_PAUSE = 0.4  # the same while saves follow one another, and then for pages too
BURST = (0.03, 1.0)  # seconds between two saves that follow one another; less, and it is one save told twice
WATCHED = 3  # briefs last looked at whose text is made before all else
DRAFT_LIMIT = 5.0  # seconds; a text takes 0.05, and this long only where a template does not end
PATIENCE = 1.0  # seconds after which a text is given up when something else is saved
LIMIT = 120.0  # seconds for all else; reading 1,000 long articles takes 10
STAGES: dict[type, Stage] = {Drafted: "text", Printed: "files"}  # what a browser is told of an answer, else "page"
LOOPS = "does a template loop without end?"


class Sheet(Record, frozen=True, kw_only=True):
    """A brief as it is shown: its latest text, its latest page, and what is wrong now.

    ``sha256`` and ``notes_sha256`` are those of the files that it was made from. ``text`` is None where the page is as
    new. ``picture`` is the page, ``page`` its outputs and what the checks found, which follow: ``checked`` says that
    they did. ``made_at`` is when the page was made, in seconds since 1970.
    """

    slug: str
    title: str
    sha256: str
    notes_sha256: str
    text: Drafted | None = None
    picture: Pictured | None = None
    page: Printed | None = None
    checked: bool = False
    problem: Problem | None = None
    made_at: float = 0.0

    @property
    def shown(self) -> Drafted | Pictured | None:
        """Return the brief as it was last made: its text, or its page."""
        return self.text or self.picture

    @property
    def outline(self) -> Outline | None:
        """Return the lines of the brief as it was last made."""
        return self.shown.outline if self.shown else None

    @property
    def html(self) -> str:
        """Return the latest HTML, empty before there is any."""
        return self.shown.html if self.shown else ""

    @property
    def markdown(self) -> str:
        """Return the latest Markdown, empty before there is any."""
        return self.shown.markdown if self.shown else ""

    def line(self, name: str) -> Row | None:
        """Return the line ``name`` of what is shown, left out or not; None where there is none of that name."""
        outlines = [one.outline for one in (self.text, self.picture) if one]
        return next((line for outline in outlines if (line := outline.line(name))), None)


class Studio:
    """The desk as it is shown.

    Args:
        folder: The desk's folder.
        hub: Where changes are told.
        presses: What makes the texts, and what makes the pages.
        draft_limit: Seconds that the text of one brief may take.
    """

    def __init__(
        self, folder: Path, *, hub: Hub, presses: tuple[Press, Press], draft_limit: float = DRAFT_LIMIT
    ) -> None:
        self.folder, self.hub = folder, hub
        self.name = folder.resolve().name
        self.sheets: dict[str, Sheet] = {}
        self.articles: dict[str, ArticleSeen] = {}
        self.problems: tuple[Problem, ...] = ()
        self._texts, self._pages = presses
        self._draft_limit = draft_limit
        self._failed: dict[str, Problem] = {}  # topics that cannot be read
        self._watched: list[str] = []
        self._look, self._blind = True, True
        self._text, self._page = set[str](), set[str]()  # what is to be made
        self._refused, self._broken = set[str](), set[str]()  # what gave no answer; whose text cannot be made
        self._woken, self._turn = asyncio.Event(), asyncio.Event()  # there is work: for texts, for pages
        self._saved = asyncio.Event()
        self._handed: dict[str, Pictured] = {}  # the pages that the press of texts knows
        self._saves, self._printed_saves = 0, -1
        self._saved_at, self._told_at, self._burst = 0.0, 0.0, False  # the last notice; the first one of its save
        self._proved = False  # the templates, by a text that could be made with them
        self._news = False  # of the desk, which wait for the texts that somebody looks at

    # --------------------------------------------------------------------------------------- for the server

    def touch(self, slug: str) -> Sheet | None:
        """Return the sheet ``slug`` and remember that somebody looks at it; None where there is no such brief."""
        if slug in self.sheets:
            if slug in self._page and slug not in self._watched:
                self._text.add(slug)
                self._woken.set()
            self._watched = [slug, *(other for other in self._watched if other != slug)][:WATCHED]
        return self.sheets.get(slug)

    def wake(self) -> None:
        """Look at the desk now: something in it was saved."""
        now = time.monotonic()
        if now - self._told_at > BURST[0]:
            self._burst, self._told_at = now - self._saved_at < BURST[1], now
        self._look, self._saved_at = True, now
        self._saves += 1
        self._refused.clear()
        self._woken.set()
        self._saved.set()

    async def run(self, *, poll: bool = False) -> None:
        """Keep what is shown as the desk is, until cancelled."""
        self._list_topics()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._make_texts())
                group.create_task(self._make_pages())
                group.create_task(self._watch(poll=poll))
        finally:
            await asyncio.gather(self._texts.stop(), self._pages.stop())

    # ----------------------------------------------------------------------------------------------- work

    def _list_topics(self) -> None:
        """Show what briefs there are before the press has read them; what is wrong with a file it will tell."""
        with suppress(BriefingsError):
            for slug, path in read_desk(self.folder).topics.items():
                title = slug
                with suppress(BriefingsError):
                    title = read_topic(path).title
                self.sheets[slug] = Sheet(slug=slug, title=title, sha256="", notes_sha256="")

    async def _watch(self, *, poll: bool) -> None:
        async for _ in watch_desk(self.folder, poll=poll):
            self.wake()

    async def _make_texts(self) -> None:
        while True:
            self._woken.clear()
            question, pause = self._next_text()
            if question is None:
                await _sleep(self._woken, pause)
                continue
            try:
                answer = await self._ask_text(question)
                if not isinstance(question, Hand):
                    self._take(answer)
            except PressError as error:
                self._give_up(question, f"{error}")

    def _next_text(self) -> tuple[Look | AskDraft | Hand | None, float | None]:
        """Return what is to be asked now; or None, and after how many seconds that changes (None: not by itself)."""
        if self._look:
            self._look = False
            return Look(), None
        urgent = next((slug for slug in self._watched if slug in self._text), None)
        if urgent is None and self._news:
            self._news = False
            self.hub.tell("desk")
        pause = self._pause(LONG_PAUSE if self._burst else PAUSE)
        slug = urgent or next((slug for slug in self.sheets if slug in self._text), None)
        if not self._blind and urgent is None and (hand := self._next_hand()):
            return hand, None
        if self._blind or slug is None or (urgent is None and pause > 0):
            return None, pause if slug and pause > 0 else None
        self._text.discard(slug)
        sheet = self.sheets[slug]
        known = sheet.picture is not None and self._handed.get(slug) is sheet.picture
        return AskDraft(slug=slug, current=known and sheet.text is None and slug not in self._page), None

    def _next_hand(self) -> Hand | None:
        """Return a page that somebody looks at and the press of texts does not know yet."""
        for slug in self._watched:
            picture = self.sheets[slug].picture if slug in self.sheets else None
            if picture is not None and self._handed.get(slug) is not picture:
                self._handed[slug] = picture
                return Hand(slug=slug, brief=picture.brief)
        return None

    async def _ask_text(self, question: Look | AskDraft | Hand) -> Answer:
        """Return the press's answer; a text that takes long is given up as soon as something is saved."""
        if not isinstance(question, AskDraft):
            return await self._texts.ask(question, limit=LIMIT)
        self._saved.clear()
        asked = asyncio.create_task(self._texts.ask(question, limit=self._draft_limit))
        saved = asyncio.create_task(self._saved.wait())
        try:
            if not (await asyncio.wait({asked}, timeout=PATIENCE))[0]:
                await asyncio.wait({asked, saved}, return_when=asyncio.FIRST_COMPLETED)
            if asked.done():
                return asked.result()
            await self._texts.stop()
            raise PressError("it was stopped because something was saved")
        finally:
            saved.cancel()
            asked.cancel()

    def _give_up(self, question: Look | AskDraft | Hand, why: str) -> None:
        """Say that there is no answer; what gave none is not asked again before something is saved."""
        self._blind = True
        self._handed.clear()
        if isinstance(question, Hand):
            self._look = True
            return
        if isinstance(question, Look):
            self.problems = (Problem(what=f"The desk cannot be read: {why}"),)
            self.hub.tell("desk")
            return
        self._refused.add(question.slug)
        self._look = True
        self._take(Failed(slug=question.slug, problem=Problem(what=f"{why}: {LOOPS}")))

    async def _make_pages(self) -> None:
        while True:
            self._turn.clear()
            watched = next((slug for slug in self._watched if slug in self._page), None)
            slug = watched or next((slug for slug in self.sheets if slug in self._page), None)
            pause = self._pause(LONG_PAUSE if self._burst else 0.0 if watched else PAUSE)
            if slug is None or pause > 0:
                await _sleep(self._turn, pause if slug else None)
                continue
            self._page.discard(slug)
            try:
                await self._make_page(slug)
            except PressError as error:
                self._printed_saves = -1
                self._take(Failed(slug=slug, problem=Problem(what=f"{error}")))

    async def _make_page(self, slug: str) -> None:
        """Take a picture of a brief's page, show it unless something was saved meanwhile, and make its files."""
        saves = self._saves
        if self._printed_saves != saves:
            await self._pages.ask(Look(), limit=LIMIT)
            self._printed_saves = saves
        sheet = self.sheets.get(slug)
        anew = sheet is None or sheet.picture is None or not sheet.checked
        answer = await self._pages.ask(AskPicture(slug=slug, anew=anew), limit=LIMIT)
        if isinstance(answer, Pictured) and self._saves != saves:
            self._anew(slug)
            return
        self._take(answer)
        if isinstance(answer, Pictured):
            self._take(await self._pages.ask(AskFiles(slug=slug), limit=LIMIT))

    def _anew(self, slug: str) -> None:
        """Make the page of ``slug`` again, whatever the press says of the one that was not shown."""
        if slug in self.sheets:
            self.sheets[slug] = msgspec.structs.replace(self.sheets[slug], checked=False)
            self._page.add(slug)

    def _pause(self, seconds: float) -> float:
        """Return how many of the ``seconds`` after the last save are left."""
        return max(0.0, self._saved_at + seconds - time.monotonic())

    # --------------------------------------------------------------------------------------------- answers

    def _take(self, answer: Answer) -> None:
        if isinstance(answer, Seen):
            self._take_desk(answer)
        elif answer.slug in self.sheets:
            self._take_brief(answer)

    def _take_desk(self, answer: Seen) -> None:
        before, shown = self.sheets, (self.name, self.problems, self._failed)
        self.name, self.problems, self._failed = answer.name, answer.problems, answer.failed
        self.articles.update({seen.article.id: seen for seen in answer.articles})
        for slug in answer.gone:
            self.articles.pop(slug, None)
        self.sheets = {}
        for topic in answer.topics:
            known = before.get(topic.slug) or Sheet(slug=topic.slug, title=topic.title, sha256="", notes_sha256="")
            self.sheets[topic.slug] = msgspec.structs.replace(
                known, title=topic.title, sha256=topic.sha256, notes_sha256=topic.notes_sha256,
                problem=answer.failed.get(topic.slug, known.problem),
            )  # fmt: skip
        self._proved = self._proved and not answer.restyled
        self._text = ((self._text | set(answer.outdated)) & set(self.sheets)) - self._refused
        self._page &= set(self.sheets)
        self._pass_on()
        self._blind = False
        self._news = True
        if shown != (self.name, self.problems, self._failed) or before.keys() != self.sheets.keys():
            self._news = False
            self.hub.tell("desk")

    def _take_brief(self, answer: Drafted | Pictured | Printed | Same | Failed) -> None:
        """Show what was made, or what is wrong over what was made last."""
        slug, sheet = answer.slug, self.sheets[answer.slug]
        if isinstance(answer, Drafted | Pictured):
            self.articles.update({seen.article.id: seen for seen in answer.articles})
        match answer:
            case Drafted():
                self._proved = True
                self._pass_on()
                after = self._settle(sheet, text=answer)
            case Same(stage="text"):
                after = self._settle(sheet, text=sheet.text)
            case Failed():
                self._broken.add(slug)
                after = msgspec.structs.replace(sheet, problem=answer.problem)
            case _:
                after = self._turn_page(sheet, answer)
        self.sheets[slug] = after
        if not isinstance(answer, Same) or (after.text, after.problem) != (sheet.text, sheet.problem):
            self.hub.tell(STAGES.get(type(answer), "page"), slug)

    def _settle(self, sheet: Sheet, *, text: Drafted | None) -> Sheet:
        """Return ``sheet`` with its text, which could be made; its page is to follow."""
        self._broken.discard(sheet.slug)
        self._page.add(sheet.slug)
        self._turn.set()
        return msgspec.structs.replace(self._calm(sheet), text=text)

    def _pass_on(self) -> None:
        """Make the pages at once, once the templates are known to end, of briefs whose text nobody looks at."""
        unseen = self._text - set(self._watched) - self._broken if self._proved else set[str]()
        self._text -= unseen
        if unseen:
            self._page |= unseen
            self._turn.set()

    def _turn_page(self, sheet: Sheet, answer: Pictured | Printed | Same) -> Sheet:
        """Return ``sheet`` with its newest page, as far as that is made; a newer text waits for its own."""
        calm = msgspec.structs.replace(self._calm(sheet), text=sheet.text if sheet.slug in self._page else None)
        match answer:
            case Pictured():
                self._woken.set()
                return msgspec.structs.replace(calm, picture=answer, checked=False, made_at=time.time())
            case Printed():
                return msgspec.structs.replace(calm, page=answer, checked=True)
        return calm

    def _calm(self, sheet: Sheet) -> Sheet:
        """Return ``sheet`` without its problem, unless its topic cannot be read or its text cannot be made now."""
        problem = sheet.problem if sheet.slug in self._broken else self._failed.get(sheet.slug)
        return msgspec.structs.replace(sheet, problem=problem)


async def _sleep(event: asyncio.Event, seconds: float | None) -> None:
    """Return when ``event`` is set, or after so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
