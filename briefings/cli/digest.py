"""``briefings digest``. In: topics. Out: one mail of them, as HTML, text and draft; checked.

The clock is read here: a digest without ``--as-of`` is of today.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import click

from briefings.build import Built, Format, Order, Reading, build_brief
from briefings.check import describe
from briefings.cli.build import topic_path
from briefings.cli.options import say
from briefings.cli.sources import open_desk
from briefings.desk import Desk, parse_recipient, read_kept, read_topic, write_output
from briefings.digest import Choice, Composed, compose_digest
from briefings.errors import BriefingsError, CheckError, MailError
from briefings.model import MailSettings, Recipient, Topic
from briefings.send import Mail, compose_mail, write_draft


class Request(NamedTuple):
    """What a mail is made of."""

    names: tuple[str, ...]
    desk: str | None
    as_of: str | None
    subject: str | None
    full: bool
    attach: str | None


def run_digest(request: Request) -> int:
    """Compose the mail, write it to ``output/digest-<date>`` as HTML, text and draft, and return the exit code."""
    desk = need_desk(request.desk)
    composed = compose(desk, request)
    settings = desk.settings.mail
    written = [
        write_output(desk.output / f"digest-{composed.digest.date}.html", composed.digest.html),
        write_output(desk.output / f"digest-{composed.digest.date}.txt", composed.digest.text),
    ]
    if settings.sender:
        draft = write_draft(make_mail(composed, settings), None, now=datetime.now(UTC), settings=settings)
        written.append(write_output(desk.output / f"digest-{composed.digest.date}.eml", draft))
    else:
        say('no draft (.eml): set sender in [mail] of desk.toml, such as sender = "Desk <desk@example.org>"')
    size = len(composed.digest.html.encode()) / 1000
    names = " ".join([str(written[0]), *(path.suffix for path in written[1:])])
    say(f"made {names}: {composed.digest.subject} ({size:.0f} KB of HTML)")
    return 0


def compose(desk: Desk, request: Request) -> Composed:
    """Return the mail that is asked for; what the checks find is said, and an error holds it back.

    Raises:
        BriefingsError: No brief can be made, or a check holds a brief or the mail back.
    """
    composed = draft_digest(desk, request)
    for finding in composed.findings:
        say(f"{finding.severity}: mail: {describe(finding)}")
    if any(finding.severity == "error" for finding in composed.findings):
        raise CheckError("the mail is held back")
    return composed


def draft_digest(desk: Desk, request: Request) -> Composed:
    """Return the mail that is asked for, with what the checks found in it.

    Raises:
        BriefingsError: No brief can be made, or a check holds a brief back.
    """
    built = _build(desk, request)
    attach = request.attach == "pdf"
    return compose_digest(
        [one.brief for one in built],
        Choice(date=request.as_of or date.today().isoformat(), full=request.full, link=desk.settings.mail.link),
        desk=desk.settings.name,
        author=desk.settings.author,
        subject=request.subject,
        pdfs={one.brief.slug: one.outputs["pdf"] for one in built} if attach else None,
        desk_templates=desk.templates,
    )


def _build(desk: Desk, request: Request) -> list[Built]:
    """Return the briefs, each as it stands on its page; one that fails stops the mail: nobody would miss it there."""
    paths = [topic_path(name, desk) for name in request.names] or list(desk.topics.values())
    if not paths:
        raise click.UsageError("no topics in seeds/topics: `briefings new TOPIC` makes one.")
    from briefings.cli.library import DeskReader

    reader = DeskReader(desk)
    for error in reader.errors:
        say(f"error: {error}")
    built = []
    for path in paths:
        try:
            built.append(_build_one(desk, path, reader.read, request))
        except BriefingsError as error:
            raise type(error)(f"{path.stem}: {error}; name the topics of the mail to leave it out") from error
    for one in built:
        for warning in one.warnings:
            say(f"warning: {one.brief.slug}: {describe(warning)}")
    return built


def _build_one(desk: Desk, path: Path, read: Callable[[Topic], Reading], request: Request) -> Built:
    """Return the brief of the topic in ``path``, as ``briefings build`` makes it."""
    topic = read_topic(path)
    order = Order(
        formats=_formats(request), as_of=request.as_of, paper=desk.settings.paper, design=desk.settings.design,
        templates=desk.templates, kept=read_kept(path),
    )  # fmt: skip
    return build_brief(read(topic), topic, settings=desk.settings, order=order)


def _formats(request: Request) -> tuple[Format, ...]:
    return ("pdf",) if request.attach == "pdf" else ("md",)


def make_mail(composed: Composed, settings: MailSettings) -> Mail:
    """Return the mail as all get it.

    Raises:
        MailError: There is no sender, a header cannot be, or the mail is too large.
    """
    return compose_mail(composed.digest, settings, sender=_sender(settings))


def _sender(settings: MailSettings) -> Recipient:
    if not settings.sender:
        raise MailError('there is no sender: set sender in [mail] of desk.toml, such as "Desk <desk@example.org>"')
    try:
        return parse_recipient(settings.sender)
    except ValueError as error:
        raise MailError(f"mail.sender in desk.toml: “{settings.sender}”: {error}") from error


def need_desk(folder: str | None) -> Desk:
    """Return the desk in ``folder`` or the nearest one.

    Raises:
        click.UsageError: There is none.
    """
    desk = open_desk(folder)
    if desk is None:
        raise click.UsageError("there is no desk here (a folder with a desk.toml): briefings init DIR makes one.")
    return desk
