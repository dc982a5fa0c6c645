"""Requests → answers. In: what a browser asks. Out: pages, pictures, exports, streams; acts are written to the desk."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from briefings.desk import is_slug
from briefings.errors import BriefingsError, ConflictError
from briefings.model import Digest
from briefings.preview.choosing import Act
from briefings.preview.guard import FRAME_POLICY, PAGE_POLICY, WORKER_POLICY
from briefings.preview.ledger import Ledger
from briefings.preview.mail import compose_mail
from briefings.preview.messages import Pictured
from briefings.preview.pages import render_page
from briefings.preview.stamps import hash_bytes
from briefings.preview.studio import Sheet, Studio
from briefings.preview.views import (
    count_findings,
    split_paragraphs,
    view_articles,
    view_card,
    view_groups,
    view_left_out,
    view_line,
    view_provenance,
    view_spots,
)

TABS = {
    "page": "Page",
    "html": "HTML",
    "markdown": "Markdown",
    "mail": "Mail",
    "checks": "Checks",
    "left-out": "Left out",
}
EXPORTS = {
    "pdf": "application/pdf", "md": "text/markdown; charset=utf-8", "html": "text/html; charset=utf-8",
    "json": "application/json",
}  # fmt: skip
STATIC = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "ttf": "font/ttf",
    "svg": "image/svg+xml",
}
FONTS = ("SourceSerif4-Regular.ttf", "SourceSerif4-SemiBold.ttf", "Inter-Regular.ttf", "Inter-SemiBold.ttf")
MAX_BODY = 256_000  # bytes of an act; notes have at most 20,000 characters
WIDTHS, SCHEMES = ("desktop", "phone"), ("light", "dark")
STATIC_NAMES = ("preview.css", "preview.js", "live.js", "swap.js", "frame.js", "acts.js", "live-worker.js", "icon.svg")


class Rooms:
    """The answers, by address.

    Args:
        studio: What is shown.
        ledger: What was decided.
        token: What the pages must show to write.
        read_only: Whether nothing may be written.
    """

    def __init__(self, studio: Studio, ledger: Ledger, *, token: str, read_only: bool) -> None:
        self._studio, self._ledger = studio, ledger
        self._mails: dict[str, tuple[Pictured, Digest]] = {}
        self._shared = {"token": token, "run": studio.hub.run, "read_only": read_only}

    def routes(self) -> list[Route]:
        """Return all addresses."""
        return [
            Route("/", self.index),
            Route("/live", self.live),
            Route("/undo", self.undo, methods=["POST"]),
            Route("/static/{name}", self.static),
            Route("/articles/{slug}", self.article),
            Route("/briefs/{slug}", self.brief),
            Route("/briefs/{slug}/acts", self.act, methods=["POST"]),
            Route("/briefs/{slug}/frame.html", self.frame),
            Route("/briefs/{slug}/mail.html", self.mail),
            Route("/briefs/{slug}/page.png", self.picture),
            Route("/briefs/{slug}/export.{form}", self.export),
            Route("/briefs/{slug}/lines/{line}", self.line),
            Route("/briefs/{slug}/{tab}", self.brief),
        ]

    # ---------------------------------------------------------------------------------------------- pages

    async def index(self, _request: Request) -> Response:
        """Return the desk: its briefs and its articles."""
        sheets = list(self._studio.sheets.values())
        output = self._studio.folder / "output"
        return self._page(
            "index.html.j2",
            cards=[view_card(sheet, output) for sheet in sheets],
            articles=view_articles(self._studio.articles, sheets),
            failing=[sheet for sheet in sheets if sheet.problem],
        )

    async def brief(self, request: Request) -> Response:
        """Return one tab of a brief."""
        sheet = self._sheet(request)
        tab = request.path_params.get("tab")
        if tab is None:
            return RedirectResponse(f"/briefs/{sheet.slug}/page")
        if tab not in TABS:
            raise HTTPException(404)
        brief, picture = sheet.outline, sheet.picture
        findings = sheet.page.findings if sheet.page else ()
        return self._page(
            "brief.html.j2",
            sheet=sheet,
            tab=tab,
            tabs=TABS,
            groups=view_groups(brief) if brief else (),
            spots=view_spots(picture.outline, picture.boxes) if picture else (),
            left_out=view_left_out(brief) if brief else (),
            findings=findings,
            counts=count_findings(findings),
            notes=brief.notes if brief else "",
            width=_one_of(request, "width", WIDTHS),
            scheme=_one_of(request, "scheme", SCHEMES),
            **(await self._mail_or_why(sheet) if tab == "mail" else {}),
            **self._panel(sheet, request.query_params.get("line", "")),
        )

    async def line(self, request: Request) -> Response:
        """Return the panel of one line: where it comes from."""
        sheet = self._sheet(request)
        panel = self._panel(sheet, request.path_params["line"])
        if panel["provenance"] is None:
            raise HTTPException(404)
        return HTMLResponse(render_page("provenance.html.j2", sheet=sheet, **panel, **self._shared))

    async def article(self, request: Request) -> Response:
        """Return an article of the desk, and the lines that cite it."""
        seen = self._studio.articles.get(request.path_params["slug"])
        if seen is None:
            raise HTTPException(404)
        citing = [
            (sheet, view_line(line))
            for sheet in self._studio.sheets.values()
            for section in (sheet.outline.sections if sheet.outline else ())
            for line in section.lines
            if any(cite.article == seen.article.id for cite in line.cites)
        ]
        paragraphs = split_paragraphs(seen.article.text, (0, 0))
        return self._page("article.html.j2", seen=seen, paragraphs=paragraphs, citing=citing)

    def _panel(self, sheet: Sheet, name: str) -> dict[str, Any]:
        brief, line = sheet.outline, sheet.line(name) if name else None
        found = view_provenance(line, brief, self._studio.articles) if brief and line else None
        return {"provenance": found, "own_bottom_line": _own_bottom_line(sheet)}

    def _page(self, name: str, **context: Any) -> HTMLResponse:
        html = render_page(name, studio=self._studio, undoable=self._ledger.entries, **self._shared, **context)
        return HTMLResponse(html, headers={"content-security-policy": PAGE_POLICY})

    # ---------------------------------------------------------------------------------------------- files

    async def frame(self, request: Request) -> Response:
        """Return a brief's HTML as it is sent, to be shown in a frame without scripts."""
        sheet = self._sheet(request)
        return HTMLResponse(sheet.html, headers={"content-security-policy": FRAME_POLICY})

    async def mail(self, request: Request) -> Response:
        """Return a brief's mail as it is sent, to be shown in a frame without scripts."""
        digest = (await self._mail_or_why(self._sheet(request)))["mail"]
        if digest is None:
            raise HTTPException(404)
        return HTMLResponse(digest.html, headers={"content-security-policy": FRAME_POLICY})

    async def _mail(self, sheet: Sheet) -> Digest | None:
        """Return the mail of a brief's page, made once for each page and beside what else is answered."""
        page = sheet.picture
        if page is None:
            return None
        known = self._mails.get(sheet.slug)
        if known is None or known[0] is not page:
            templates = self._studio.folder / "templates"
            digest = await run_in_threadpool(
                compose_mail, page.brief, desk=self._studio.name, templates=templates if templates.is_dir() else None
            )
            known = self._mails[sheet.slug] = (page, digest)
        return known[1]

    async def _mail_or_why(self, sheet: Sheet) -> dict[str, Any]:
        """Return the mail of a brief, or why there is none."""
        try:
            return {"mail": await self._mail(sheet), "mail_problem": ""}
        except BriefingsError as error:
            return {"mail": None, "mail_problem": str(error)}

    async def picture(self, request: Request) -> Response:
        """Return the picture of a brief's page."""
        sheet = self._sheet(request, touch=False)
        if sheet.picture is None:
            raise HTTPException(404)
        return Response(
            sheet.picture.picture, media_type="image/png", headers={"cache-control": "private, max-age=3600"}
        )

    async def export(self, request: Request) -> Response:
        """Return one output of a brief; ``?save`` makes a browser save it rather than show it."""
        sheet = self._sheet(request)
        form = request.path_params["form"]
        if form not in EXPORTS or sheet.page is None:
            raise HTTPException(404)
        way = "attachment" if "save" in request.query_params else "inline"
        headers = {"content-disposition": f'{way}; filename="{sheet.slug}.{form}"'}
        if form == "html":
            headers["content-security-policy"] = FRAME_POLICY
        if form == "pdf":
            headers["content-security-policy"] = "frame-ancestors 'none'"  # the browser's own viewer has styles
        return Response(sheet.page.files[form], media_type=EXPORTS[form], headers=headers)

    async def static(self, request: Request) -> Response:
        """Return a style sheet, script or font of the preview."""
        name = request.path_params["name"]
        if name not in STATIC_NAMES and name not in FONTS:
            raise HTTPException(404)
        folder = (
            files("briefings").joinpath("fonts") if name in FONTS else files("briefings.preview").joinpath("static")
        )
        kept = (
            {"cache-control": "private, max-age=3600"} if name in FONTS else {"content-security-policy": WORKER_POLICY}
        )
        return Response(folder.joinpath(name).read_bytes(), media_type=STATIC[name.rsplit(".", 1)[1]], headers=kept)

    async def live(self, _request: Request) -> Response:
        """Return the stream of what changes."""
        return StreamingResponse(self._studio.hub.listen(), media_type="text/event-stream")

    # ----------------------------------------------------------------------------------------------- acts

    async def act(self, request: Request) -> Response:
        """Write what somebody decided about a brief."""
        sheet = self._sheet(request)
        if sheet.outline is None:
            raise HTTPException(409, "the brief has not been made yet")
        act = await _read_act(request)
        try:
            entry = self._ledger.write(act, sheet.outline)
        except ConflictError as error:
            return self._ask_again(error, act)
        except BriefingsError as error:
            return JSONResponse({"said": error.what}, 422)
        self._studio.wake()
        return JSONResponse({"said": entry.said})

    async def undo(self, _request: Request) -> Response:
        """Take back the latest act."""
        try:
            entry = self._ledger.undo()
        except BriefingsError as error:
            return JSONResponse({"said": f"Not undone: the file {error.what}"}, 409)
        self._studio.wake()
        return JSONResponse({"said": f"Undone: {entry.said}" if entry else "There is nothing to undo"})

    def _ask_again(self, error: ConflictError, act: Act) -> Response:
        """Return the newer text of a file, and the act to be asked again over it."""
        now = self._ledger.read(error.path)
        text = now.decode("utf-8", errors="replace") if now is not None else None
        again = msgspec.json.encode(msgspec.structs.replace(act, seen=hash_bytes(now))).decode()
        html = render_page("conflict.html.j2", path=error.path, text=text, act=act, again=again)
        return HTMLResponse(html, 409)

    # -------------------------------------------------------------------------------------------- sheets

    def _sheet(self, request: Request, *, touch: bool = True) -> Sheet:
        """Return the sheet that is asked for: looked up by its name, which is never a path."""
        slug = request.path_params["slug"]
        find = self._studio.touch if touch else self._studio.sheets.get
        sheet = find(slug) if is_slug(slug) else None
        if sheet is None:
            raise HTTPException(404)
        return sheet


def make_app(rooms: Rooms, lifespan: Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]) -> Starlette:
    """Return the application of ``rooms``."""
    return Starlette(routes=rooms.routes(), lifespan=lifespan, exception_handlers={404: _not_found})


async def _not_found(_request: Request, _error: Exception) -> Response:
    return HTMLResponse(render_page("missing.html.j2"), 404, headers={"content-security-policy": PAGE_POLICY})


async def _read_act(request: Request) -> Act:
    """Return the act in the body of ``request``; one that is too long or is none is refused."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    try:
        return msgspec.json.decode(body, type=Act)
    except msgspec.MsgspecError as error:
        raise HTTPException(400, str(error)) from error


def _own_bottom_line(sheet: Sheet) -> str:
    """Return the bottom line that the analyst wrote, "" where the page's is composed."""
    line = sheet.outline.bottom_line if sheet.outline else None
    return line.text if line and line.rule == "bottom-line.analyst" else ""


def _one_of(request: Request, name: str, known: tuple[str, ...]) -> str:
    """Return what the address says of ``name``, the first of ``known`` where it says nothing that is."""
    given = request.query_params.get(name, "")
    return given if given in known else known[0]
