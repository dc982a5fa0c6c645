"""The bytes of a message: what a mail program reads, and what nobody can smuggle into a header."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import parseaddr
from pathlib import Path

import dkim
import msgspec
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from hypothesis import given
from hypothesis import strategies as st

from briefings.errors import MailError
from briefings.model import Attachment, MailSettings, Recipient
from briefings.send import Mail, address_mail, compose_mail, make_signer, write_draft
from tests.send.conftest import DIGEST, SENDER, settings_for

NOW = datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
SETTINGS = settings_for(25)
ANA = Recipient(address="ana.paz@example.net", name="Ana Paz")
TRICKS = [
    "=?utf-8?q?x=0D=0ABcc:_e=40example.org?=", "a\r\nBcc: e@example.org", "a\nBcc: e@example.org", "a\rb", "a\x00b",
    "a\u2028b", "a\x85b", "=?utf-8?b?QQ==?=", "=?x?q?",
]  # fmt: skip


def read(mail: Mail, recipient: Recipient = ANA, settings: MailSettings = SETTINGS) -> EmailMessage:
    raw = address_mail(mail, recipient, now=NOW, settings=settings) + mail.body
    message = message_from_bytes(raw, policy=default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def test_the_parts_stand_in_each_other_as_they_should(mail: Mail) -> None:
    kinds = [part.get_content_type() for part in read(mail).walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
        "application/pdf",
    ]  # fmt: skip


def test_text_and_page_read_back(mail: Mail) -> None:
    message = read(mail)
    text, page = message.get_body(("plain",)), message.get_body(("html",))
    assert text is not None
    assert page is not None
    assert text.get_content().splitlines() == DIGEST.text.splitlines()
    assert page.get_content().strip() == DIGEST.html


def test_the_headers_say_who_when_and_that_nobody_need_answer(mail: Mail) -> None:
    message = read(mail)
    assert message["From"] == "Kenya Desk <desk@example.org>"
    assert message["To"] == "Ana Paz <ana.paz@example.net>"
    assert message["Date"] == "Tue, 03 Mar 2026 08:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Bcc" not in message
    assert "Cc" not in message


def test_the_same_digest_to_the_same_person_has_the_same_bytes(mail: Mail) -> None:
    again = compose_mail(DIGEST, SETTINGS, sender=SENDER)
    assert again == mail
    assert read(mail)["Message-ID"] == read(again)["Message-ID"]
    assert read(mail)["Message-ID"] != read(mail, Recipient(address="b@example.net"))["Message-ID"]


def test_a_list_has_its_name_and_a_way_out() -> None:
    settings = settings_for(
        25, list_id="briefs.example.org", reply_to="desk@example.org", one_click=True,
        unsubscribe=("https://example.org/leave?who={address}", "mailto:leave@example.org"),
    )  # fmt: skip
    message = read(compose_mail(DIGEST, settings, sender=SENDER), ANA, settings)
    assert message["List-Id"] == "<briefs.example.org>"
    assert message["List-Unsubscribe"].replace("\n", "") == (
        "<https://example.org/leave?who=ana.paz@example.net>, <mailto:leave@example.org>"
    )
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"unsubscribe": ("mailto:a@example.org",), "one_click": True}, "needs an https address"),
        ({"unsubscribe": ("http://example.org",)}, "neither an https nor a mailto"),
        ({"unsubscribe": ("mailto:a@example.org\r\nBcc: x@y",)}, "cannot stand in a mail's header"),
    ],
)
def test_a_way_out_that_cannot_work_is_refused(mail: Mail, settings: dict[str, object], said: str) -> None:
    with pytest.raises(MailError, match=said):
        read(mail, ANA, settings_for(25, **settings))


# --------------------------------------------------------------------------------------------- hostile values


@pytest.mark.parametrize("trick", TRICKS)
def test_a_subject_cannot_become_a_header(trick: str) -> None:
    with pytest.raises(MailError, match="Subject: "):
        compose_mail(msgspec.structs.replace(DIGEST, subject=trick), SETTINGS, sender=SENDER)


@pytest.mark.parametrize("trick", TRICKS)
def test_a_name_cannot_become_a_header(mail: Mail, trick: str) -> None:
    with pytest.raises(MailError, match="To: "):
        address_mail(mail, Recipient(address="a@example.org", name=trick), now=NOW, settings=SETTINGS)


@pytest.mark.parametrize(
    "address", [*TRICKS, "a", "a@b c", "a@b,c@d", "<a@b>", "a@b>", "é@example.org", "a@exämple.org"]
)
def test_an_address_cannot_become_two(mail: Mail, address: str) -> None:
    with pytest.raises(MailError):
        address_mail(mail, Recipient(address=address), now=NOW, settings=SETTINGS)


@given(st.text(max_size=60), st.text(max_size=120))
def test_whatever_is_written_is_refused_or_reads_back(name: str, subject: str) -> None:
    try:
        mail = compose_mail(msgspec.structs.replace(DIGEST, subject=subject), SETTINGS, sender=SENDER)
        message = read(mail, Recipient(address="a@example.org", name=name))
    except MailError:
        return
    assert [key.lower() for key in message] == [
        "to", "message-id", "date", "from", "subject", "auto-submitted", "mime-version", "content-type",
    ]  # fmt: skip
    assert message["To"].addresses[0].addr_spec == "a@example.org"
    assert len(message["To"].addresses) == 1
    assert " ".join(str(message["Subject"]).split()) == " ".join(subject.split())


@pytest.mark.parametrize("name", ["Åse Ødegård", "محمد صالح", 'O\'Neill, "Tip"', "Nguyễn Thị Hồng " * 6])
def test_names_of_any_script_read_back(mail: Mail, name: str) -> None:
    headers = address_mail(mail, Recipient(address="a@example.org", name=name), now=NOW, settings=SETTINGS)
    written = message_from_bytes(headers, policy=compat32)["To"]
    shown, address = parseaddr(str(make_header(decode_header(written))) if "=?" in written else written)
    assert (" ".join(shown.split()), address) == (" ".join(name.split()), "a@example.org")


def test_no_line_is_longer_than_a_mail_may_have(mail: Mail) -> None:
    raw = (
        address_mail(mail, Recipient(address="a@example.org", name="Ünal " * 40), now=NOW, settings=SETTINGS)
        + mail.body
    )
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998


def test_a_mail_that_is_too_large_is_refused_with_its_largest_file() -> None:
    large = Attachment(name="annex.pdf", type="application/pdf", content=bytes(10_000_000))
    with pytest.raises(MailError, match=r"13\.\d MB as sent; the largest file is annex\.pdf, 10\.0 MB: at most 10 MB"):
        compose_mail(msgspec.structs.replace(DIGEST, attachments=(large,)), SETTINGS, sender=SENDER)


def test_a_draft_is_one_that_a_mail_program_may_change(mail: Mail) -> None:
    message = message_from_bytes(write_draft(mail, None, now=NOW, settings=SETTINGS), policy=default)
    assert message["X-Unsent"] == "1"
    assert "To" not in message
    assert message_from_bytes(write_draft(mail, ANA, now=NOW, settings=SETTINGS), policy=default)["To"] is not None


# -------------------------------------------------------------------------------------------------- signature


def test_a_signature_covers_every_header_that_matters(tmp_path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    (tmp_path / "dkim.pem").write_bytes(pem)
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    settings = settings_for(
        25, dkim_key="dkim.pem", dkim_selector="briefs", one_click=True, unsubscribe=("https://example.org/leave",)
    )
    mail = compose_mail(DIGEST, settings, sender=SENDER)
    sign = make_signer(settings, domain="example.org", folder=tmp_path)
    assert sign is not None
    headers = address_mail(mail, ANA, now=NOW, settings=settings)
    raw = sign(headers, mail.body) + headers + mail.body
    assert _verifies(raw, public)
    assert not _verifies(raw.replace(b"One-Click", b"Two-Click"), public)
    assert not _verifies(raw.replace(b"One line", b"Two line"), public)


def _verifies(raw: bytes, public: bytes) -> bool:
    import base64

    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(public)
    return bool(dkim.verify(raw, dnsfunc=lambda *_args, **_more: record))


def test_a_key_without_a_selector_or_a_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MailError, match="dkim_selector"):
        make_signer(settings_for(25, dkim_key="k.pem"), domain="example.org", folder=tmp_path)
    with pytest.raises(MailError, match=r"k\.pem: the DKIM key cannot be read"):
        make_signer(settings_for(25, dkim_key="k.pem", dkim_selector="s"), domain="example.org", folder=tmp_path)


def test_what_sends_mail_is_not_imported_by_what_does_not() -> None:
    code = "import sys, briefings.cli; sys.exit(any(m in sys.modules for m in ('smtplib', 'tenacity', 'sqlite3')))"
    assert subprocess.run([sys.executable, "-c", code], check=False, stdout=subprocess.DEVNULL).returncode == 0
