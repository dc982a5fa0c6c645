"""Lists of people → recipients. In: addresses of ``desk.toml``, CSV files of spreadsheets. Out: whom to mail.

An address that cannot be, and one that stands twice, is named with its place; none is mended. The suppression file
holds the addresses that asked not to be written to, one a line; it always counts.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from email.utils import getaddresses
from pathlib import Path

from briefings.desk.files import read_file
from briefings.errors import SeedError
from briefings.model import MailList, Recipient, Record

ADDRESS_HEADS = ("email", "e-mail", "address", "mail")  # names of the column of addresses
NAME_HEADS = ("name", "display name", "full name")
DELIMITERS = ",;\t"


class Roll(Record, frozen=True, kw_only=True):
    """Whom a list holds: its recipients, once each; what is wrong in it; and who is not written to."""

    recipients: tuple[Recipient, ...]
    problems: tuple[str, ...] = ()
    suppressed: tuple[str, ...] = ()


class _Entry(Record, frozen=True, kw_only=True):
    """An address as it was written, and where."""

    written: str
    name: str
    place: str


def read_roll(mail_list: MailList, *, name: str, folder: Path, suppression: str) -> Roll:
    """Return whom the list ``name`` of a desk holds.

    Raises:
        SeedError: A file cannot be read.
    """
    entries = [_Entry(written=one, name="", place=f"desk.toml, list {name}") for one in mail_list.addresses]
    if mail_list.file is not None:
        entries.extend(parse_addresses(read_file(folder / mail_list.file), path=mail_list.file))
    return _call(entries, read_suppressed(folder / suppression))


def read_csv_roll(path: Path, *, folder: Path | None, suppression: str) -> Roll:
    """Return whom the CSV file ``path`` holds; the desk's suppression file counts here too.

    Raises:
        SeedError: A file cannot be read.
    """
    blocked = read_suppressed(folder / suppression) if folder else frozenset()
    return _call(parse_addresses(read_file(path), path=str(path)), blocked)


def read_suppressed(path: Path) -> frozenset[str]:
    """Return the addresses in the suppression file, in lower case; none where there is no such file.

    Raises:
        SeedError: It is there and cannot be read: then nobody is written to.
    """
    if not path.exists():
        return frozenset()
    lines = (line.split("#")[0].strip() for line in read_file(path).splitlines())
    found = [_plain(line) for line in lines if line]
    return frozenset(found)


def parse_recipient(written: str, name: str = "") -> Recipient:
    """Return the recipient in "Ana Paz <ana@example.org>" or "ana@example.org"; an international domain is coded.

    Raises:
        ValueError: It is no address, or more than one.
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 — only who mails needs it

    pairs = getaddresses([written])
    if len(pairs) != 1 or not pairs[0][1]:
        raise ValueError("not one address")
    shown, address = pairs[0]
    try:
        valid = validate_email(address, check_deliverability=False, allow_smtputf8=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise ValueError(str(error).rstrip(".")) from error
    return Recipient(address=valid.ascii_email or valid.normalized, name=name or shown)


def parse_addresses(text: str, *, path: str) -> Iterator[_Entry]:
    """Yield the addresses of a CSV text; its heads, where it has some, say which columns hold address and name."""
    lines = (line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("#"))
    delimiter = max(DELIMITERS, key=next(lines, "").count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    heads: tuple[int, int | None] | None = None
    for row in rows:
        if not any(cell.strip() for cell in row) or row[0].lstrip().startswith("#"):
            continue
        if heads is None:
            found = _find_heads(row)
            heads = found or (next((i for i, cell in enumerate(row) if "@" in cell), 0), None)
            if found:
                continue
        column, named = heads
        written = row[column].strip() if column < len(row) else ""
        name = row[named].strip() if named is not None and named < len(row) else ""
        yield _Entry(written=written, name=name, place=f"{path}:{rows.line_num}")


def _find_heads(row: list[str]) -> tuple[int, int | None] | None:
    """Return the columns of address and name when ``row`` names them, else None."""
    cells = [cell.strip().casefold() for cell in row]
    column = next((cells.index(head) for head in ADDRESS_HEADS if head in cells), None)
    if column is None or any("@" in cell for cell in cells):
        return None
    return column, next((cells.index(head) for head in NAME_HEADS if head in cells), None)


def _call(entries: Iterable[_Entry], blocked: frozenset[str]) -> Roll:
    """Return the roll of ``entries``: each address once, without those that are ``blocked``."""
    found: dict[str, Recipient] = {}
    problems, suppressed = [], []
    for entry in entries:
        try:
            recipient = parse_recipient(entry.written, entry.name)
        except ValueError as error:
            problems.append(f"{entry.place}: “{entry.written}”: {error}")
            continue
        key = recipient.address.casefold()
        if key in found:
            problems.append(f"{entry.place}: {recipient.address} stands twice")
        elif key in blocked:
            suppressed.append(recipient.address)
        else:
            found[key] = recipient
    return Roll(recipients=tuple(found.values()), problems=tuple(problems), suppressed=tuple(suppressed))


def _plain(written: str) -> str:
    """Return an address of the suppression file as it is compared.

    Raises:
        SeedError: It is none: somebody would be written to who asked not to be.
    """
    try:
        return parse_recipient(written).address.casefold()
    except ValueError as error:
        raise SeedError(f"suppression list: “{written}”: {error}: correct it; nothing is sent until then") from error
