from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefings.model import Attachment, Digest, MailSettings, Recipient
from briefings.send import Courier, Mail, Outbox, compose_mail

SENDER = Recipient(address="desk@example.org", name="Kenya Desk")
DIGEST = Digest(
    id="0123456789abcdef0123456789abcdef",
    date="2026-03-03",
    subject="[TLP:CLEAR] Briefs of 3 March 2026",
    marking="TLP:CLEAR",
    text="TLP:CLEAR\n\nOne line — with a dash.\n.a line that begins with a dot\n",
    html="<!doctype html><p>One line — with a dash.</p><img src='cid:mark' alt='mark'>",
    attachments=(
        Attachment(name="mark.png", type="image/png", content=b"\x89PNG", cid="mark"),
        Attachment(name="brief.pdf", type="application/pdf", content=b"%PDF-1.7 " + bytes(range(256))),
    ),
)


def settings_for(port: int, **more: object) -> MailSettings:
    usual = {
        "sender": "Kenya Desk <desk@example.org>",
        "host": "127.0.0.1",
        "security": "none",
        "rate": 0,
        "backoff": 0.01,
    }
    return MailSettings(port=port, **{**usual, **more})  # type: ignore[arg-type]


def people(count: int) -> list[Recipient]:
    return [Recipient(address=f"reader{n}@example.net", name=f"Reader {n}") for n in range(count)]


def courier_for(settings: MailSettings, password: str | None = None) -> Courier:
    return Courier(settings=settings, password=password, sign=None, report=lambda _: None)


@pytest.fixture
def outbox(tmp_path: Path) -> Iterator[Outbox]:
    with Outbox(tmp_path / ".briefings" / "outbox.sqlite") as opened:
        yield opened


@pytest.fixture
def mail() -> Mail:
    return compose_mail(DIGEST, settings_for(25), sender=SENDER)
