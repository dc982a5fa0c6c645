"""What is shown, and in which order it is made. In: signs that the desk changed. Out: sheets, and events for browsers.

One question is with the press at a time, the most urgent first: what changed, then the text of the briefs that somebody
looks at, then their pages, then all others. Text is shown before the page is laid out; a page is laid out when saving
has paused, so that a burst of saves makes one.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
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
    Question,
    Same,
    Seen,
)
from briefings.preview.watch import watch_desk

PAUSE = 0.1  # seconds without a save after which pages are laid out
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
        press: What makes the pages.
        draft_limit: Seconds that the text of one brief may take.
    """

    def __init__(self, folder: Path, *, hub: Hub, press: Press, draft_limit: float = DRAFT_LIMIT) -> None:
        self.folder, self.hub = folder, hub
        self.name = folder.resolve().name
        self.sheets: dict[str, Sheet] = {}
        self.articles: dict[str, ArticleSeen] = {}
        self.problems: tuple[Problem, ...] = ()
        self._press, self._draft_limit = press, draft_limit
        self._failed: dict[str, Problem] = {}
        self._watched: list[str] = []
        self._look, self._blind = True, False
        self._text, self._page, self._refused = set[str](), set[str](), set[str]()
        self._woken, self._saved_at = asyncio.Event(), 0.0

    # --------------------------------------------------------------------------------------- for the server

    def touch(self, slug: str) -> Sheet | None:
        """Return the sheet ``slug`` and remember that somebody looks at it; None where there is no such brief."""
        if slug in self.sheets:
            self._watched = [slug, *(other for other in self._watched if other != slug)][:WATCHED]
        return self.sheets.get(slug)

    def wake(self) -> None:
        """Look at the desk now: something in it was saved."""
        self._look, self._saved_at = True, time.monotonic()
        self._refused.clear()
        self._woken.set()

    async def run(self, *, poll: bool = False) -> None:
        """Keep what is shown as the desk is, until cancelled."""
        self._list_topics()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._work())
                group.create_task(self._watch(poll=poll))
        finally:
            await self._press.stop()

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

    async def _work(self) -> None:
        while True:
            self._woken.clear()
            question, pause = self._next()
            if question is None:
                await self._sleep(pause)
                continue
            try:
                self._take(await self._ask(question))
            except PressError as error:
                self._give_up(question, f"{error}")

    def _next(self) -> tuple[Question | None, float | None]:
        """Return what is to be asked now; or None, and after how many seconds that changes (None: not by itself)."""
        if self._look:
            self._look = False
            return Look(), None
        if self._blind:
            return None, None
        if urgent := next((slug for slug in self._watched if slug in self._text), None):
            return AskDraft(slug=urgent), None
        pause = self._saved_at + PAUSE - time.monotonic()
        if pause > 0 and (self._text or self._page):
            return None, pause
        return next(self._rest(), None), None

    def _rest(self) -> Iterator[Question]:
        """Yield what is still to be made, the briefs first that somebody looks at, each its text before its page."""
        for slug in [*self._watched, *self.sheets]:
            if slug in self._text:
                yield AskDraft(slug=slug)
            elif slug in self._page:
                yield AskPage(slug=slug)

    async def _sleep(self, seconds: float | None) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._woken.wait(), seconds)

    async def _ask(self, question: Question) -> Answer:
        """Return the press's answer; a text that takes long is given up as soon as something is saved."""
        if not isinstance(question, AskDraft):
            return await self._press.ask(question, limit=LIMIT)
        asked = asyncio.create_task(self._press.ask(question, limit=self._draft_limit))
        woken = asyncio.create_task(self._woken.wait())
        try:
            if not (await asyncio.wait({asked}, timeout=PATIENCE))[0]:
                await asyncio.wait({asked, woken}, return_when=asyncio.FIRST_COMPLETED)
            if asked.done():
                return asked.result()
            await self._press.stop()
            raise PressError("it was stopped because something was saved")
        finally:
            woken.cancel()
            asked.cancel()

    def _give_up(self, question: Question, why: str) -> None:
        """Say that there is no answer; what gave none is not asked again before something is saved."""
        self._blind = True
        if isinstance(question, Look):
            self.problems = (Problem(what=f"The desk cannot be read: {why}"),)
            self.hub.tell("desk")
            return
        self._refused.add(question.slug)
        self._look = True
        what = f"{why}: {LOOPS}" if isinstance(question, AskDraft) else why
        self._take(Failed(slug=question.slug, problem=Problem(what=what)))

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
        """Show what the press made, or what is wrong over what it made last."""
        slug, sheet = answer.slug, self.sheets[answer.slug]
        self._text.discard(slug)
        self._page.discard(slug)
        if isinstance(answer, Drafted | Printed):
            self.articles.update({seen.article.id: seen for seen in answer.articles})
        changes: dict[str, object] = {"problem": self._failed.get(slug)}
        match answer:
            case Drafted():
                changes["text"] = answer
                self._page.add(slug)
            case Printed():
                changes |= {"text": None, "page": answer, "made_at": time.time()}
            case Failed():
                changes["problem"] = answer.problem
            case Same(stage="text"):
                self._page.add(slug)  # what other articles add to it, the page will show
            case Same():
                changes["text"] = None
        self.sheets[slug] = after = msgspec.structs.replace(sheet, **changes)
        if isinstance(answer, Same) and (after.text, after.problem) == (sheet.text, sheet.problem):
            return
        self.hub.tell("text" if isinstance(answer, Drafted) else "page", slug)
