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


PartKind = Literal["headline", "byline", "dateline", "credit", "caption", "plug", "label", "correction", "body"]


class Part(Record, frozen=True, kw_only=True):
    """A stretch of the article that has one function. Only ``body`` holds facts.

    A ``correction`` takes back what an earlier version said: what it says was false is no fact of the article.
    """

    kind: PartKind
    span: Span


class Article(Record, frozen=True, kw_only=True):
    """One published text. What is not known is None: nothing here is guessed.

    ``text`` is normalised once (NFC, line feeds) and never changed again; it leaves out the front matter, which ends
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
    """A number of something. ``low`` and ``high`` are what the words allow; ``unit`` is people, percent, EUR, day."""

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
    """All that one article says, in the order of the text. ``sentences`` are those of the body.

    ``origin`` is whose account the article is among those it is read together with (see ``corroborate``): the wire's
    or the first publisher's name; empty before that is known. Articles of one origin are one source in what they say.
    """

    article: Article
    origin: str = ""
    actors: tuple[Actor, ...]
    facts: tuple[Fact, ...]
    dates: tuple[Date, ...]
    sentences: tuple[Span, ...]


# ------------------------------------------------------------------------------------------ claims, briefs


class Evidence(Record, frozen=True, kw_only=True):
    """A fact where it stands: which article, and the whole sentence (or sentences) that holds it."""

    article: str
    fact: Fact
    sentence: Span


class Difference(Record, frozen=True, kw_only=True):
    """Another claim (its id) about the same thing, and how it differs from the one that holds this.

    ``number``: another figure of the same thing. ``words``: one quotation in other words. ``speaker``: one quotation,
    given to somebody else. ``denial``: the one denies the other.
    """

    claim: str
    how: Literal["number", "words", "speaker", "denial"]


class Claim(Record, frozen=True, kw_only=True):
    """What one or more articles say: facts of one content. ``origins`` names the independent sources, in order.

    ``actors`` have one id in all articles; a title is that of the newest cited article that gives one.

    ``id`` depends on the content alone, so that a topic's pins and drops keep their meaning when articles come and go.
    ``differs`` are the claims that say otherwise about the same thing; ``series`` are the ids, oldest first and with
    this one, of a figure that changed over time.
    """

    id: str
    evidence: tuple[Evidence, ...]
    actors: tuple[Actor, ...]
    origins: tuple[str, ...]
    differs: tuple[Difference, ...] = ()
    series: tuple[str, ...] = ()


class Citation(Record, frozen=True, kw_only=True):
    """The source (its number on the page) and the sentence in it that a line rests on."""

    source: int
    article: str
    span: Span


class Run(Record, frozen=True, kw_only=True):
    """A stretch of a line's text. ``hedge``: the writer's distance; ``insertion``: ours, shown in square brackets."""

    text: str
    mark: Literal["plain", "hedge", "insertion"] = "plain"


class Side(Record, frozen=True, kw_only=True):
    """One of several accounts that differ: who says it (``label``), in the words of the source, on which evidence."""

    label: str
    text: str
    runs: tuple[Run, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    date: str | None = None


class Point(Record, frozen=True, kw_only=True):
    """A figure of a series at one date: its value, how the source writes it ("over 5,000"), and where it stands."""

    date: str
    value: float | int
    text: str
    citation: Citation


Novelty = Literal["new", "changed", "moved"]


class Line(Record, frozen=True, kw_only=True):
    """One line of a brief, and what it rests on.

    ``label`` is what stands before the text (who, which figure, when); ``text`` is made of the article's own words,
    shortened only by leaving clauses out, and equals the joined ``runs``. ``rank`` is its salience in [0, 1]: what is
    cut first has the lowest. ``rule`` says how the line was made. ``single_origin`` marks what only one origin says.

    A line of sources that differ has ``sides``, and its ``text`` is theirs, joined. A figure that changed over time has
    the points of its ``series``, oldest first. ``novelty`` is what the line is since the brief that was kept: ``new``,
    a figure that ``changed``, a position that ``moved``; ``before`` is what stood there then. ``why`` are the reasons
    for its rank, for people.
    """

    id: str
    label: str
    text: str
    runs: tuple[Run, ...]
    citations: tuple[Citation, ...]
    claims: tuple[Claim, ...]
    rank: float
    rule: str
    date: str | None = None
    single_origin: bool = True
    pinned: bool = False
    sides: tuple[Side, ...] = ()
    series: tuple[Point, ...] = ()
    novelty: Novelty | None = None
    before: str = ""
    why: tuple[str, ...] = ()


SectionKey = Literal[
    "objectives", "people", "developments", "positions", "figures", "quotations",
    "risks", "opportunities", "watch", "timeline", "differences", "unknowns",
]  # fmt: skip
Layout = Literal["list", "table", "quotes", "people", "timeline", "differences"]


class Section(Record, frozen=True, kw_only=True):
    """A heading and its lines; never empty. ``layout`` says how a page sets it; ``columns`` are a table's heads."""

    key: SectionKey
    title: str
    layout: Layout
    columns: tuple[str, ...]
    lines: tuple[Line, ...]


class Source(Record, frozen=True, kw_only=True):
    """An article that the page cites. What is not known is None.

    ``number`` stands in the brackets; ``title`` is the headline or, without one, the first words of the text
    (``titled`` is then false). ``account`` names the independent origin it belongs to: sources of one account are one
    voice. ``corrected``: it carries a correction of an earlier version.
    """

    number: int
    article: str
    title: str
    titled: bool
    publisher: str | None
    origin: str | None
    byline: str | None
    published: str | None
    url: str | None
    path: str
    sha256: str
    marking: str | None
    account: str = ""
    corrected: bool = False


class Note(Record, frozen=True, kw_only=True):
    """What was left out and why: ``reason`` is for people, ``line`` is the line as it would have stood.

    ``repeats``: the page says it elsewhere.
    """

    reason: str
    line: Line
    repeats: bool = False


class Brief(Record, frozen=True, kw_only=True):
    """A page before it is a page: everything a template may show, in the order in which it is shown.

    ``date`` is what the page is dated: ``--as-of`` or the newest source's date, None when neither is known;
    ``date_text`` says it in words. ``since`` is the date of the brief that novelty is measured against, None for
    a first one. ``notes`` is the analyst's own Markdown. ``left_out`` is what did not find room, best first.
    """

    slug: str
    title: str
    kind: Literal["situation", "meeting"]
    language: str
    marking: str
    author: str | None
    date: str | None
    date_text: str
    since: str | None = None
    topic: str
    purpose: str | None
    bottom_line: Line | None
    sections: tuple[Section, ...]
    notes: str
    source_summary: str
    sources: tuple[Source, ...]
    left_out: tuple[Note, ...]


class Terms(Record, frozen=True, kw_only=True):
    """What an article's sentence must speak of: ``any`` one of these, ``all`` of those, ``none`` of the others."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()


class Participant(Record, frozen=True, kw_only=True):
    """Somebody who will be in the room; the title is the desk's own word for it."""

    name: str
    title: str | None = None
    organisation: str | None = None


class Topic(Record, frozen=True, kw_only=True):
    """What a brief is about: the user's own file. ``articles`` are slugs or patterns; ("*",) is all of the desk's.

    ``pins`` (never cut), ``drops`` (never shown) and ``order`` (shown first in their sections, as listed) are ids of
    lines or of claims, as ``briefings trace`` and the evidence give them.
    """

    slug: str
    title: str
    kind: Literal["situation", "meeting"] = "situation"
    terms: Terms = Terms()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    articles: tuple[str, ...] = ("*",)
    since: str | None = None
    until: str | None = None
    marking: str | None = None
    author: str | None = None
    purpose: str | None = None
    objectives: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    bottom_line: str | None = None
    pins: tuple[str, ...] = ()
    drops: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    notes: str = ""


class MailList(Record, frozen=True, kw_only=True):
    """Who gets a digest: addresses ("Ana Paz <ana@example.org>"), and a CSV file of them, named from the desk's folder.

    ``cleared`` is the strictest marking that may go to this list; without it, nothing stricter than TLP:GREEN does.
    """

    addresses: tuple[str, ...] = ()
    file: str | None = None
    cleared: str = "TLP:GREEN"


class MailSettings(Record, frozen=True, kw_only=True):
    """How a desk sends mail (``[mail]`` in ``desk.toml``). The password is never here.

    ``security`` is how the connection is kept private; "none" is for a server on this machine alone. ``unsubscribe``
    holds a mailto and an https address at most; ``one_click`` says that the https one takes RFC 8058's POST.
    ``rate`` is messages a second at most, 0 for no limit; ``backoff`` the first pause, in seconds, after a temporary
    refusal; ``max_megabytes`` the size of a message as sent.
    """

    sender: str = ""
    reply_to: str | None = None
    host: str = ""
    port: int = 587
    security: Literal["starttls", "tls", "none"] = "starttls"
    certificates: str | None = None
    user: str | None = None
    list_id: str | None = None
    unsubscribe: tuple[str, ...] = ()
    one_click: bool = False
    rate: float = 10.0
    tries: int = 5
    backoff: float = 30.0
    max_megabytes: float = 10.0
    suppression: str = "seeds/suppressed.txt"
    dkim_key: str | None = None
    dkim_selector: str | None = None
    link: str | None = None
    clients: tuple[str, ...] = ("gmail", "outlook", "outlook-classic", "apple-mail", "yahoo", "thunderbird")
    lists: dict[str, MailList] = {}


class DeskSettings(Record, frozen=True, kw_only=True):
    """The desk's own settings (``desk.toml``). ``design`` None: by the topic's kind."""

    name: str = "Desk"
    author: str | None = None
    marking: str = "TLP:CLEAR"
    paper: Literal["a4", "letter"] = "a4"
    design: str | None = None
    language: str = "en"
    scale: Literal["icd203", "phia"] = "icd203"
    stale_days: int = 365
    mail: MailSettings = MailSettings()


# ----------------------------------------------------------------------------------------------------- mail


class Attachment(Record, frozen=True, kw_only=True):
    """A file that goes with a digest: its name, its type ("application/pdf"), and for an image in the page its id."""

    name: str
    type: str
    content: bytes
    cid: str | None = None


class Digest(Record, frozen=True, kw_only=True):
    """One mail before it has a recipient. ``id`` is a hash of what it says: the same content has the same id."""

    id: str
    date: str
    subject: str
    marking: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


class Recipient(Record, frozen=True, kw_only=True):
    """Who gets a mail. ``address`` is as a mail server takes it: ASCII, an international domain in its coded form."""

    address: str
    name: str = ""
