"""What is shown, and in which order it is made. In: signs that the desk changed. Out: sheets, and events for browsers.

Two presses work side by side, one question with each at a time. One makes texts, the briefs first that somebody looks
at, so that a change is seen at once. The other makes pages, when saving has paused, so that a burst of saves makes one.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from briefings.desk import read_desk, read_topic
from briefings.errors import BriefingsError
from briefings.model import Brief, Line, Record
from briefings.preview.client import Press, PressError
from briefings.preview.hub import Hub
from briefings.preview.lines import find_line
from briefings.preview.messages import (
    Answer,
    ArticleSeen,
    AskDraft,
    AskPage,
    Drafted,
    Failed,
    Look,
    Printed,
    Problem,
    Same,
    Seen,
)
from briefings.preview.watch import watch_desk

PAUSE = 0.1  # seconds without a save after which pages are laid out
LONG_PAUSE = 0.4  # the same while saves follow one another
BURST = (0.03, 1.0)  # seconds between two saves that follow one another; less, and it is one save told twice
WATCHED = 3  # briefs last looked at whose text is made before all else
DRAFT_LIMIT = 5.0  # seconds; a text takes 0.05, and this long only where a template does not end
PATIENCE = 1.0  # seconds after which a text is given up when something else is saved
LIMIT = 120.0  # seconds for all else; reading 1,000 long articles takes 10
LOOPS = "does a template loop without end?"


class Sheet(Record, frozen=True, kw_only=True):
    """A brief as it is shown: its latest text, its latest page, and what is wrong now.

    ``sha256`` and ``notes_sha256`` are those of the files that it was made from. ``text`` is None where the page is as
    new. ``made_at`` is when the page was made, in seconds since 1970.
    """

    slug: str
    title: str
    sha256: str
    notes_sha256: str
    text: Drafted | None = None
    page: Printed | None = None
    problem: Problem | None = None
    made_at: float = 0.0

    @property
    def brief(self) -> Brief | None:
        """Return the brief as it was last composed."""
        return self.text.brief if self.text else self.page.brief if self.page else None

    @property
    def html(self) -> bytes:
        """Return the latest HTML, empty before there is any."""
        return self.text.html.encode() if self.text else self.page.files["html"] if self.page else b""

    @property
    def markdown(self) -> str:
        """Return the latest Markdown, empty before there is any."""
        return self.text.markdown if self.text else self.page.files["md"].decode() if self.page else ""

    def line(self, name: str) -> Line | None:
        """Return the line ``name`` of what is shown, left out or not; None where there is none of that name."""
        briefs = [one.brief for one in (self.text, self.page) if one]
        return next((line for brief in briefs if (line := find_line(brief, name))), None)


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
        self._woken, self._turn = asyncio.Event(), asyncio.Event()  # for texts, for pages
        self._saves, self._printed_saves = 0, -1
        self._saved_at, self._pause_is = 0.0, PAUSE

    # --------------------------------------------------------------------------------------- for the server

    def touch(self, slug: str) -> Sheet | None:
        """Return the sheet ``slug`` and remember that somebody looks at it; None where there is no such brief."""
        if slug in self.sheets:
            self._watched = [slug, *(other for other in self._watched if other != slug)][:WATCHED]
        return self.sheets.get(slug)

    def wake(self) -> None:
        """Look at the desk now: something in it was saved."""
        now = time.monotonic()
        if now - self._saved_at > BURST[0]:
            self._pause_is = LONG_PAUSE if now - self._saved_at < BURST[1] else PAUSE
        self._look, self._saved_at = True, now
        self._saves += 1
        self._refused.clear()
        self._woken.set()

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
                self._take(await self._ask_text(question))
            except PressError as error:
                self._give_up(question, f"{error}")

    def _next_text(self) -> tuple[Look | AskDraft | None, float | None]:
        """Return what is to be asked now; or None, and after how many seconds that changes (None: not by itself)."""
        if self._look:
            self._look = False
            return Look(), None
        urgent = next((slug for slug in self._watched if slug in self._text), None)
        pause = self._pause()
        slug = urgent or next((slug for slug in self.sheets if slug in self._text), None)
        if self._blind or slug is None or (urgent is None and pause > 0):
            return None, pause if slug and pause > 0 else None
        self._text.discard(slug)
        sheet = self.sheets[slug]
        current = sheet.text is None and slug not in self._page
        return AskDraft(slug=slug, page=sheet.page.brief if sheet.page else None, current=current), None

    async def _ask_text(self, question: Look | AskDraft) -> Answer:
        """Return the press's answer; a text that takes long is given up as soon as something is saved."""
        if isinstance(question, Look):
            return await self._texts.ask(question, limit=LIMIT)
        asked = asyncio.create_task(self._texts.ask(question, limit=self._draft_limit))
        woken = asyncio.create_task(self._woken.wait())
        try:
            if not (await asyncio.wait({asked}, timeout=PATIENCE))[0]:
                await asyncio.wait({asked, woken}, return_when=asyncio.FIRST_COMPLETED)
            if asked.done():
                return asked.result()
            await self._texts.stop()
            raise PressError("it was stopped because something was saved")
        finally:
            woken.cancel()
            asked.cancel()

    def _give_up(self, question: Look | AskDraft, why: str) -> None:
        """Say that there is no answer; what gave none is not asked again before something is saved."""
        self._blind = True
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
            pause = self._pause()
            slug = next((slug for slug in [*self._watched, *self.sheets] if slug in self._page), None)
            if slug is None or pause > 0:
                await _sleep(self._turn, pause if slug else None)
                continue
            self._page.discard(slug)
            try:
                self._take(await self._ask_page(slug))
            except PressError as error:
                self._printed_saves = -1
                self._take(Failed(slug=slug, problem=Problem(what=f"{error}")))

    async def _ask_page(self, slug: str) -> Answer:
        """Return the press's answer, after it has read what was saved since it was last asked."""
        if self._printed_saves != self._saves:
            saves = self._saves
            await self._pages.ask(Look(), limit=LIMIT)
            self._printed_saves = saves
        sheet = self.sheets.get(slug)
        return await self._pages.ask(AskPage(slug=slug, anew=sheet is None or sheet.page is None), limit=LIMIT)

    def _pause(self) -> float:
        """Return how many seconds are left of the pause after the last save."""
        return max(0.0, self._saved_at + self._pause_is - time.monotonic())

    # --------------------------------------------------------------------------------------------- answers

    def _take(self, answer: Answer) -> None:
        if isinstance(answer, Seen):
            self._take_desk(answer)
        elif answer.slug in self.sheets:
            self._take_brief(answer)

    def _take_desk(self, answer: Seen) -> None:
        self.name, self.problems, self._failed = answer.name, answer.problems, answer.failed
        self.articles.update({seen.article.id: seen for seen in answer.articles})
        for slug in answer.gone:
            self.articles.pop(slug, None)
        before, self.sheets = self.sheets, {}
        for topic in answer.topics:
            known = before.get(topic.slug) or Sheet(slug=topic.slug, title=topic.title, sha256="", notes_sha256="")
            self.sheets[topic.slug] = msgspec.structs.replace(
                known, title=topic.title, sha256=topic.sha256, notes_sha256=topic.notes_sha256,
                problem=answer.failed.get(topic.slug, known.problem),
            )  # fmt: skip
        self._text = ((self._text | set(answer.outdated)) & set(self.sheets)) - self._refused
        self._page &= set(self.sheets)
        self._blind = False
        self.hub.tell("desk")

    def _take_brief(self, answer: Drafted | Printed | Same | Failed) -> None:
        """Show what was made, or what is wrong over what was made last."""
        slug, sheet = answer.slug, self.sheets[answer.slug]
        if isinstance(answer, Drafted | Printed):
            self.articles.update({seen.article.id: seen for seen in answer.articles})
        text = sheet.text if slug in self._page else None  # a newer text waits for its page
        match answer:
            case Drafted():
                after = self._settle(sheet, text=answer)
            case Printed():
                after = msgspec.structs.replace(self._calm(sheet), text=text, page=answer, made_at=time.time())
            case Same(stage="text"):
                after = self._settle(sheet, text=sheet.text)
            case Same():
                after = msgspec.structs.replace(self._calm(sheet), text=text)
            case Failed():
                self._broken.add(slug)
                after = msgspec.structs.replace(sheet, problem=answer.problem)
        self.sheets[slug] = after
        if not isinstance(answer, Same) or (after.text, after.problem) != (sheet.text, sheet.problem):
            self.hub.tell("text" if isinstance(answer, Drafted) else "page", slug)

    def _settle(self, sheet: Sheet, *, text: Drafted | None) -> Sheet:
        """Return ``sheet`` with its text, which could be made; its page is to follow."""
        self._broken.discard(sheet.slug)
        self._page.add(sheet.slug)
        self._turn.set()
        return msgspec.structs.replace(self._calm(sheet), text=text)

    def _calm(self, sheet: Sheet) -> Sheet:
        """Return ``sheet`` without its problem, unless its topic cannot be read or its text cannot be made now."""
        problem = sheet.problem if sheet.slug in self._broken else self._failed.get(sheet.slug)
        return msgspec.structs.replace(sheet, problem=problem)


async def _sleep(event: asyncio.Event, seconds: float | None) -> None:
    """Return when ``event`` is set, or after so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
