"""What the server and the press say to each other. In: nothing. Out: frozen records, packed with msgpack.

The server asks, the press answers each question once, in order. A question or answer travels as its length in four
bytes, then itself.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from briefings.model import Article, Record
from briefings.preview.outline import Outline

LENGTH_BYTES = 4


class Problem(Record, frozen=True, kw_only=True):
    """Something a person can mend: what, in which file and line, and the lines around it.

    ``excerpt`` are (number, text) of up to three lines before, the line, and three after.
    """

    what: str
    path: str = ""
    line: int = 0
    excerpt: tuple[tuple[int, str], ...] = ()


# ---------------------------------------------------------------------------------------------- questions


class Look(Record, frozen=True, kw_only=True, tag=True):
    """Read what changed in the desk."""


class AskDraft(Record, frozen=True, kw_only=True, tag=True):
    """Render the text of the brief ``slug``: what its page will very likely say.

    ``current`` says that nothing was saved between the page that was handed over last (``Hand``) and now.
    """

    slug: str
    current: bool = False


class Hand(Record, frozen=True, kw_only=True, tag=True):
    """Remember how the brief ``slug`` stands on its page, for the next text of it: ``brief`` is as in ``Pictured``."""

    slug: str
    brief: bytes


class AskPicture(Record, frozen=True, kw_only=True, tag=True):
    """Fit the brief ``slug`` to its page and take a picture of it; ``anew`` even if nothing has changed."""

    slug: str
    anew: bool = False


class AskFiles(Record, frozen=True, kw_only=True, tag=True):
    """Make the outputs of the page of ``slug`` whose picture was taken last, and check them."""

    slug: str


Question = Look | AskDraft | Hand | AskPicture | AskFiles

# ------------------------------------------------------------------------------------------------ answers


class TopicSeen(Record, frozen=True, kw_only=True):
    """A topic as it was found: its title, and the SHA-256 of its own file and of its notes, "" where there is none."""

    slug: str
    title: str
    sha256: str
    notes_sha256: str


class ArticleSeen(Record, frozen=True, kw_only=True):
    """An article as it was read, and its date of publication in words, "" where it is not known."""

    article: Article
    published: str


class Found(Record, frozen=True, kw_only=True):
    """What a check found (see ``briefings.check.Finding``)."""

    id: str
    severity: Literal["error", "warning"]
    message: str
    line: str


class Seen(Record, frozen=True, kw_only=True, tag=True):
    """The desk as it is now.

    ``articles`` are those that are new or changed, ``gone`` the ids of those that are no longer there. ``outdated``
    are the briefs that may look different now; ``failed`` says by topic why it cannot be read. ``restyled`` says that
    settings or templates changed.
    """

    name: str
    topics: tuple[TopicSeen, ...]
    articles: tuple[ArticleSeen, ...]
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]
    outdated: tuple[str, ...]
    failed: dict[str, Problem]
    restyled: bool


class Drafted(Record, frozen=True, kw_only=True, tag=True):
    """The text of a brief before its page was laid out; ``articles`` are those that its lines cite."""

    slug: str
    articles: tuple[ArticleSeen, ...]
    outline: Outline
    html: str
    markdown: str


class Box(Record, frozen=True, kw_only=True):
    """Where a line stands on the page, in per cent of the page's width and height."""

    line: str
    left: float
    top: float
    width: float
    height: float


class Pictured(Record, frozen=True, kw_only=True, tag=True):
    """A brief as it stands on its page, which is not checked yet, and a picture of the page.

    ``picture`` is PNG; ``mark`` differs where it does. ``boxes`` say where the lines stand. ``fill`` is the share of
    the page that is taken. ``brief`` is the whole brief, packed: the server only keeps it. ``since`` says in words
    since when what is new is new, "" for a first brief.
    """

    slug: str
    articles: tuple[ArticleSeen, ...]
    outline: Outline
    brief: bytes
    html: str
    markdown: str
    picture: bytes
    mark: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    pages: int
    fill: float
    since: str


class Printed(Record, frozen=True, kw_only=True, tag=True):
    """The outputs of the brief that was pictured last, by format, as they are sent; what the checks found in them."""

    slug: str
    files: dict[str, bytes]
    findings: tuple[Found, ...]


class Same(Record, frozen=True, kw_only=True, tag=True):
    """Nothing about the text, or the page, of the brief has changed since it was last made."""

    slug: str
    stage: Literal["text", "page"]


class Failed(Record, frozen=True, kw_only=True, tag=True):
    """What was asked for cannot be made."""

    slug: str
    problem: Problem


Answer = Seen | Drafted | Pictured | Printed | Same | Failed
Stage = Literal["text", "page", "files", "desk"]  # what a browser is told is new: of a brief, or the desk as a whole

_encoder = msgspec.msgpack.Encoder()


def pack(message: Question | Answer) -> bytes:
    """Return ``message`` with its length before it."""
    body = _encoder.encode(message)
    return len(body).to_bytes(LENGTH_BYTES) + body


def unpack_question(body: bytes) -> Question:
    """Return the question in ``body``."""
    return msgspec.msgpack.decode(body, type=Question)  # type: ignore[no-any-return]


def unpack_answer(body: bytes) -> Answer:
    """Return the answer in ``body``."""
    return msgspec.msgpack.decode(body, type=Answer)  # type: ignore[no-any-return]
