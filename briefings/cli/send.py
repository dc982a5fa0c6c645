"""``briefings send``. In: topics, a list of people. Out: a mail that somebody looked at, sent to each once.

The clock is read here: a schedule that comes later than ``--not-after`` sends nothing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import NamedTuple

import click
import msgspec

from briefings.cli.digest import Request as DigestRequest
from briefings.cli.digest import compose, make_mail, need_desk
from briefings.cli.options import say
from briefings.cli.outbox import deliver_mail, open_outbox
from briefings.desk import Desk, Roll, parse_recipient, read_csv_roll, read_roll, write_output
from briefings.digest import Complaint, Composed, is_cleared, lint_html
from briefings.errors import MailError
from briefings.model import MailSettings, Recipient
from briefings.send import Mail, Outbox, address_mail, write_draft

FIRST_LINES = 14  # of the text, in the review
NAMED = 20  # problems named one by one before the rest is counted


class Request(NamedTuple):
    """Who gets it, and how."""

    list_name: str | None
    csv: str | None
    test: str | None
    dry_run: bool
    yes: bool
    drafts: str | None
    not_after: str | None


def run_send(digest: DigestRequest, request: Request) -> int:
    """Compose the mail, show it, and send it to each of the list once; return the exit code."""
    _check_request(request)
    _check_hour(request.not_after)
    desk = need_desk(digest.desk)
    settings = desk.settings.mail
    roll, name, cleared = _roll(desk, request)
    composed = compose(desk, digest)
    if not is_cleared(composed.digest.marking, cleared):
        raise MailError(
            f"{composed.digest.marking} may not go to the list {name}, which is cleared for {cleared}: "
            f'set cleared = "{composed.digest.marking}" in [mail.lists.{name}] if it is'
        )
    mail = make_mail(composed, settings)
    if request.test is not None:  # a test is a mail of its own: whoever tests still gets the real one
        mail = msgspec.structs.replace(mail, digest=f"{mail.digest}-test")
    _check_headers(mail, roll.recipients, settings)
    if request.drafts is not None:
        return _write_drafts(mail, roll, Path(request.drafts), settings)
    _review(composed, roll, name, mail, settings)
    if not _is_agreed(request, len(roll.recipients)):
        return 0
    with open_outbox(desk) as outbox:
        return _send(outbox, mail, roll.recipients, desk=desk, name=name, again=request.test is not None)


def _check_request(request: Request) -> None:
    given = [one for one in (request.list_name, request.csv, request.test) if one is not None]
    if len(given) != 1:
        raise click.UsageError("say to whom: one of --list NAME, --to FILE.csv or --test ADDRESS.")
    if request.yes and request.dry_run:
        raise click.UsageError("--yes sends and --dry-run does not: give one of them.")
    if not (request.yes or request.dry_run or request.drafts or sys.stdin.isatty()):
        raise click.UsageError("nothing was sent: nobody can be asked here. Add --yes to send, or --dry-run to look.")


def _check_hour(not_after: str | None) -> None:
    """Raise when it is later than ``not_after`` ("08:30" today, or a date and time): a late schedule is not fired."""
    if not_after is None:
        return
    now = datetime.now().astimezone()
    try:
        if "T" in not_after or " " in not_after:
            last = datetime.fromisoformat(not_after)
        else:
            last = datetime.combine(now.date(), time.fromisoformat(not_after))
    except ValueError as error:
        raise click.UsageError(f"--not-after {not_after!r}: write 08:30 or 2026-01-31T08:30.") from error
    if now > last.astimezone(now.tzinfo) if last.tzinfo else now.replace(tzinfo=None) > last:
        raise MailError(f"it is {now:%H:%M}, later than --not-after {not_after}: nothing was sent")


def _roll(desk: Desk, request: Request) -> tuple[Roll, str, str]:
    """Return whom to write to, the name of that list, and what it is cleared for."""
    settings, folder = desk.settings.mail, desk.folder
    if request.test is not None:
        try:
            return Roll(recipients=(parse_recipient(request.test),)), "test", "TLP:RED"
        except ValueError as error:
            raise click.UsageError(f"--test {request.test}: {error}.") from error
    if request.csv is not None:
        roll = read_csv_roll(Path(request.csv), folder=folder, suppression=settings.suppression)
        name, cleared = Path(request.csv).name, "TLP:GREEN"
    else:
        name = request.list_name or ""
        if name not in settings.lists:
            known = ", ".join(settings.lists) or "none: [mail.lists.NAME] makes one"
            raise click.UsageError(f"desk.toml has no list '{name}'. Its lists: {known}.")
        roll = read_roll(settings.lists[name], name=name, folder=folder, suppression=settings.suppression)
        cleared = settings.lists[name].cleared
    for problem in roll.problems[:NAMED]:
        say(f"error: {problem}")
    if roll.problems:
        raise MailError(f"{len(roll.problems)} wrong in the list {name}: correct it; nothing was sent")
    if not roll.recipients:
        raise MailError(f"nobody is in the list {name}: nothing was sent")
    return roll, name, cleared


def _check_headers(mail: Mail, recipients: Sequence[Recipient], settings: MailSettings) -> None:
    """Raise when a name or an address cannot stand in a header, before anything is sent."""
    now = datetime.now(UTC)
    for recipient in recipients:
        address_mail(mail, recipient, now=now, settings=settings)


def _write_drafts(mail: Mail, roll: Roll, folder: Path, settings: MailSettings) -> int:
    now = datetime.now(UTC)
    for number, recipient in enumerate(roll.recipients, 1):
        draft = write_draft(mail, recipient, now=now, settings=settings)
        write_output(folder / f"{mail.date}-{number:04d}.eml", draft)
    say(f"made {len(roll.recipients)} drafts in {folder}: open them in a mail program and send them from there")
    return 0


def _review(composed: Composed, roll: Roll, name: str, mail: Mail, settings: MailSettings) -> None:
    """Show what would leave, to whom, and what is to be said against it."""
    digest = composed.digest
    size = (len(mail.shared) + len(mail.body)) / 1000
    complaints = lint_html(digest.html, settings.clients)
    rows = [
        ("to", f"{name}: {_people(len(roll.recipients))}, {len(roll.suppressed)} suppressed"),
        ("from", settings.sender),
        ("subject", digest.subject),
        ("marking", digest.marking or "none"),
        ("size", f"{size:.0f} KB as sent, {len(digest.html.encode()) / 1000:.0f} KB of HTML"),
        ("attached", ", ".join(one.name for one in digest.attachments) or "nothing"),
        ("checks", f"{len(composed.findings)} warnings" if composed.findings else "nothing found"),
        ("mail programs", summarise(complaints)),
        ("server", f"{settings.host}:{settings.port} ({settings.security})" if settings.host else "none set"),
    ]
    for key, value in rows:
        say(f"{key:>13}  {value}")
    say("")
    for line in digest.text.splitlines()[:FIRST_LINES]:
        say(f"  | {line}".rstrip())
    say("")


def _people(count: int) -> str:
    return f"{count} person" if count == 1 else f"{count} people"


def summarise(complaints: Sequence[Complaint]) -> str:
    """Return what mail programs do not show, in a few words."""
    counts = Counter(one.support for one in complaints)
    return f"{counts['none']} features not supported, {counts['partly']} in part (briefings check --mail names them)"


def _is_agreed(request: Request, count: int) -> bool:
    if request.dry_run:
        say("nothing was sent: this was a dry run")
        return False
    if request.yes:
        return True
    agreed = click.confirm(f"Send it to {_people(count)} now?", default=False, err=True)
    if not agreed:
        say("nothing was sent")
    return agreed


def _send(  # noqa: PLR0913 — what, to whom, from where, how
    outbox: Outbox, mail: Mail, recipients: Sequence[Recipient], *, desk: Desk, name: str, again: bool
) -> int:
    """Queue the mail, deliver it, and say what became of it; ``again`` sends it to the one recipient once more."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    new = outbox.enqueue(mail, recipients, name=name, now=now)
    if again:
        outbox.requeue(mail.digest, ["sent", "failed", "unknown"], now=now, address=recipients[0].address)
    elif not new and not outbox.messages(mail.digest, "queued"):
        raise MailError(
            "this very digest has been sent to this list already: nothing was sent "
            "(briefings outbox shows it; --resend ADDRESS sends it to one person again)"
        )
    return deliver_mail(outbox, mail, desk)
