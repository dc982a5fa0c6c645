"""The values that flow through the rooms. In: nothing. Out: frozen records that turn into JSON as they are.

Each value holds the one before it: Article → Facts → Claim → Line → Brief. So the way back from a line on the page
to a sentence of an article needs no look-up table. Spans are half-open ``[start, end)`` in Unicode code points of
``Article.text``, and ``exact`` is always ``text[start:end]``.

Source: W3C Web Annotation (spans), PARC 3.0 (statements: source, cue, content), PLOVER (types of action),
ISO 8601 and EDTF (precision of dates).
"""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, UnsetType


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The base of every value: immutable, keyword-only, strict when it is read back."""


# --------------------------------------------------------------------------------------------- articles


class Span(Record, frozen=True, kw_only=True, gc=False):
    """A stretch of an article's text: ``article.text[start:end] == exact``."""

    start: int
    end: int
    exact: str


PartKind = Literal["headline", "byline", "dateline", "credit", "caption", "plug", "label", "body"]


class Part(Record, frozen=True, kw_only=True):
    """A stretch of the article that has one function. Only ``body`` holds facts."""

    kind: PartKind
    span: Span


class Article(Record, frozen=True, kw_only=True):
    """One published text. What is not known is None: nothing here is guessed.

    ``text`` is normalised once (NFC, ``\\n``) and never changed again; it leaves out the front matter, which ends
    before line ``first_line`` of the file. ``parts`` cover the text in order.
    """

    id: str
    path: str
    first_line: int
    sha256: str
    headline: str | None
    publisher: str | None
    origin: str | None
    byline: str | None
    dateline: str | None
    url: str | None
    published: str | None
    language: str
    marking: str | None
    text: str
    parts: tuple[Part, ...]


# ------------------------------------------------------------------------------------------------ facts

ActorKind = Literal["person", "organisation", "country", "place", "group"]


class Actor(Record, frozen=True, kw_only=True):
    """Who or what an article names. ``group`` is an unnamed source as the text has it ("a security source")."""

    id: str
    kind: ActorKind
    name: str
    role: str | None
    affiliation: str | None
    acronym: str | None
    mentions: tuple[Span, ...]


class Date(Record, frozen=True, kw_only=True):
    """A date as the text has it. ``value``: ISO date, month, year, quarter or week; None when it cannot be known."""

    value: str | None
    span: Span


Mode = Literal["direct", "indirect", "mixed"]
Qualifier = Literal["over", "under", "about", "at least", "at most", "exactly", "range"]
Modality = Literal["asserted", "planned", "conditional", "denied"]
ActionType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip


class BaseFact(Record, frozen=True, kw_only=True, tag_field="kind"):
    """What all facts have. ``hedge``: the writer's own distance ("reportedly"). ``rule``: what found the fact."""

    id: str
    span: Span
    hedge: str | None = None
    rule: str | UnsetType = UNSET


class Statement(BaseFact, frozen=True, kw_only=True, tag="statement"):
    """Somebody's words. ``speaker`` is an actor's id or None; ``content`` is the clause or the quotation."""

    speaker: str | None
    mode: Mode
    cue: Span | None
    content: Span
    date: Date | None = None


class Figure(BaseFact, frozen=True, kw_only=True, tag="figure"):
    """A number of something. ``low`` and ``high`` are what the words allow; ``unit``: people, percent, EUR, day …"""

    value: float | int | None
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier | None
    unit: str
    measures: str | None
    date: Date | None = None


class Action(BaseFact, frozen=True, kw_only=True, tag="action"):
    """Somebody did, plans or refuses something: a PLOVER type, who, to whom, and what about (``object``)."""

    type: ActionType
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    object: Span | None
    place: str | None
    modality: Modality
    date: Date | None = None


class Deadline(BaseFact, frozen=True, kw_only=True, tag="deadline"):
    """The last day for something, or an expiry."""

    date: Date
    what: Span | None


class Risk(BaseFact, frozen=True, kw_only=True, tag="risk"):
    """A sentence or clause that states a problem, a threat or an obstacle."""


class Opportunity(BaseFact, frozen=True, kw_only=True, tag="opportunity"):
    """A sentence or clause that states an opening or a prospect."""


Fact = Statement | Figure | Action | Deadline | Risk | Opportunity


class Facts(Record, frozen=True, kw_only=True):
    """All that one article says, in the order of the text. ``sentences`` are those of the body."""

    article: Article
    actors: tuple[Actor, ...]
    facts: tuple[Fact, ...]
    dates: tuple[Date, ...]
    sentences: tuple[Span, ...]
