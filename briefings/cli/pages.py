"""Pages on disk → what they rest on. In: a path. Out: the page as a reader finds it, and its evidence."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from briefings.check import Reading, read_html, read_markdown, read_pdf
from briefings.errors import BriefingsError
from briefings.evidence import ATTACHED, Evidence, parse_evidence

PAGES = (".md", ".html", ".pdf")
MAX_PAGE_BYTES = 50_000_000  # a page has some 50 KB


def read_page(path: Path) -> Reading:
    """Return the page in ``path`` as a reader finds it.

    Raises:
        BriefingsError: It cannot be read, or is no page of that kind.
    """
    raw = read_bytes(path)
    if path.suffix == ".pdf":
        from briefings.pdf import count_pages, read_pdf_text

        with errors_of(path):
            return read_pdf(read_pdf_text(raw), count_pages(raw))
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise BriefingsError("this is not UTF-8 text: build it again", path=str(path)) from error
    return read_markdown(text) if path.suffix == ".md" else read_html(text)


def read_bytes(path: Path) -> bytes:
    """Return the content of ``path``, of at most 50 MB.

    Raises:
        BriefingsError: There is no such file, it cannot be read, or it is larger.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_PAGE_BYTES + 1)
    except OSError as error:
        raise BriefingsError(f"cannot be read: {error.strerror or error}", path=str(path)) from error
    if len(raw) > MAX_PAGE_BYTES:
        raise BriefingsError(f"has more than {MAX_PAGE_BYTES // 1_000_000} MB: no page is as large", path=str(path))
    return raw


def read_beside(page: Path) -> Evidence:
    """Return the evidence that lies beside ``page``.

    Raises:
        BriefingsError: There is none, or it is not the evidence of a brief.
    """
    beside = page.with_suffix(".json")
    if not beside.is_file():
        raise BriefingsError(f"{beside.name} is not beside it: build it with the format json as well", path=str(page))
    return parse_beside(read_bytes(beside), beside)


def read_inside(page: Path) -> Evidence | None:
    """Return the evidence inside the PDF ``page``, None when it has none.

    Raises:
        BriefingsError: It is no PDF that can be read, or what is inside is not the evidence of a brief.
    """
    from briefings.pdf import read_attachment

    raw = read_bytes(page)
    with errors_of(page):
        inside = read_attachment(raw, ATTACHED)
    return None if inside is None else parse_beside(inside, page)


def parse_beside(raw: bytes, path: Path) -> Evidence:
    """Return the evidence in ``raw``, which was found at ``path``.

    Raises:
        BriefingsError: It is not the evidence of a brief.
    """
    try:
        return parse_evidence(raw)
    except msgspec.MsgspecError as error:
        raise BriefingsError(f"not the evidence of a brief ({error}): build it again", path=str(path)) from error


@contextmanager
def errors_of(path: Path) -> Iterator[None]:
    """Let an error that names no file name ``path``."""
    try:
        yield
    except BriefingsError as error:
        if error.path:
            raise
        raise BriefingsError(error.what, path=str(path)) from error
