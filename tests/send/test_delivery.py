"""Delivery to a real SMTP server on this machine: what it says, and what stands in the outbox afterwards."""

from __future__ import annotations

import smtplib
import socket
import sqlite3
import ssl
import threading
from pathlib import Path

import pytest
import trustme

from briefings.errors import MailError
from briefings.send import Mail, Outbox, deliver
from tests.send.conftest import courier_for, people, settings_for
from tests.send.server import Inbox, free_port, listen_and, serve, server_context, take_login

NOW = "2026-03-03T08:00:00+00:00"


def send(outbox: Outbox, mail: Mail, port: int, *, count: int = 3, **settings: object) -> dict[str, int]:
    outbox.enqueue(mail, people(count), name="morning", now=NOW)
    return dict(deliver(outbox, mail, courier_for(settings_for(port, **settings))))


def test_each_recipient_gets_one_message_over_one_connection(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox()
    with serve(inbox) as port:
        assert send(outbox, mail, port, count=20) == {"sent": 20}
    assert inbox.addresses == [one.address for one in people(20)]
    assert inbox.connections == 1


def test_the_message_reads_back_as_it_was_written(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox()
    with serve(inbox) as port:
        send(outbox, mail, port, count=1)
    message = inbox.parsed()
    assert message["Subject"] == "[TLP:CLEAR] Briefs of 3 March 2026"
    assert str(message["To"]) == "Reader 0 <reader0@example.net>"
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().splitlines()[-1] == ".a line that begins with a dot"
    assert [part.get_filename() for part in message.iter_attachments()] == ["brief.pdf"]
    assert next(message.iter_attachments()).get_content() == b"%PDF-1.7 " + bytes(range(256))


def test_the_same_digest_is_not_sent_twice(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox()
    with serve(inbox) as port:
        send(outbox, mail, port)
        assert send(outbox, mail, port, count=5) == {"sent": 5}
    assert sorted(inbox.addresses) == [one.address for one in people(5)]


def test_a_temporary_refusal_is_tried_again(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox(rcpt=lambda address, times: "451 come later" if address.startswith("reader1") and times < 3 else None)
    with serve(inbox) as port:
        assert send(outbox, mail, port) == {"sent": 3}
    assert inbox.asked["reader1@example.net"] == 3
    assert inbox.addresses[-1] == "reader1@example.net"  # nobody waited for it


def test_a_temporary_refusal_that_lasts_has_failed_in_the_end(outbox: Outbox, mail: Mail) -> None:
    with serve(Inbox(data=lambda address, _: "452 full" if address.startswith("reader1") else None)) as port:
        assert send(outbox, mail, port, tries=3) == {"sent": 2, "failed": 1}
    failed = outbox.messages(mail.digest, "failed")
    assert [(one.address, one.code, one.tries) for one in failed] == [("reader1@example.net", 452, 3)]


def test_a_refusal_for_good_names_who_and_why(outbox: Outbox, mail: Mail) -> None:
    with serve(Inbox(rcpt=lambda a, _: "550 no such user" if a.startswith("reader2") else None)) as port:
        assert send(outbox, mail, port) == {"sent": 2, "failed": 1}
    assert [(m.address, m.code, m.detail, m.tries) for m in outbox.messages(mail.digest, "failed")] == [
        ("reader2@example.net", 550, "no such user", 1)
    ]


def test_a_connection_lost_after_the_message_is_unknown_and_stays_so(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox(data=lambda address, _: "drop" if address.startswith("reader1") else None)
    with serve(inbox) as port:
        assert send(outbox, mail, port) == {"sent": 2, "unknown": 1}
        assert send(outbox, mail, port) == {"sent": 2, "unknown": 1}
    assert inbox.addresses.count("reader1@example.net") == 1


def test_a_connection_lost_before_the_message_is_made_again(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox(rcpt=lambda address, times: "drop" if address.startswith("reader1") and times == 1 else None)
    with serve(inbox) as port:
        assert send(outbox, mail, port) == {"sent": 3}
    assert inbox.connections >= 2


def test_a_server_that_closes_early_says_so_and_is_come_back_to(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox(rcpt=lambda _, times: "421 too busy" if times == 1 else None)
    with serve(inbox) as port:
        assert send(outbox, mail, port) == {"sent": 3}


@pytest.mark.parametrize("hello", [b"", b"554 go away\r\n", b"garbage\r\n"], ids=["silent", "refusing", "garbage"])
def test_a_server_that_is_none_leaves_all_queued(outbox: Outbox, mail: Mail, hello: bytes) -> None:
    with (
        listen_and(lambda connection: connection.sendall(hello)) as port,
        pytest.raises(MailError, match="3 stay queued"),
    ):
        send(outbox, mail, port, tries=2)
    assert {m.state for m in outbox.messages(mail.digest)} == {"queued"}


def test_no_server_leaves_all_queued_and_a_later_send_goes_on(outbox: Outbox, mail: Mail) -> None:
    with pytest.raises(MailError, match=r"cannot be reached: .*3 stay queued: send again later"):
        send(outbox, mail, free_port(), tries=2)
    with serve(Inbox()) as port:
        assert send(outbox, mail, port) == {"sent": 3}


# ------------------------------------------------------------------------------------------------- privacy


def test_mail_travels_encrypted_and_logged_in(outbox: Outbox, mail: Mail, tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    context = server_context(authority.issue_cert("127.0.0.1"))
    login = {"authenticator": take_login("desk", "secret"), "auth_required": True, "require_starttls": True}
    private = {"security": "starttls", "user": "desk", "certificates": str(tmp_path / "ca.pem")}
    with serve(Inbox(), tls_context=context, **login) as port:
        outbox.enqueue(mail, people(2), name="morning", now=NOW)
        assert deliver(outbox, mail, courier_for(settings_for(port, **private), "secret")) == {"sent": 2}
        outbox.enqueue(mail, people(3), name="morning", now=NOW)
        with pytest.raises(MailError, match="refuses the login of desk"):
            deliver(outbox, mail, courier_for(settings_for(port, **private), "wrong"))
    assert outbox.counts(mail.digest) == {"sent": 2, "queued": 1}


def test_a_certificate_that_nobody_vouches_for_stops_all(outbox: Outbox, mail: Mail) -> None:
    context = server_context(trustme.CA().issue_cert("127.0.0.1"))
    with serve(Inbox(), tls_context=context) as port, pytest.raises(MailError, match=r"certificate of 127\.0\.0\.1"):
        send(outbox, mail, port, security="starttls")
    assert outbox.counts(mail.digest) == {"queued": 3}


def test_a_server_without_starttls_gets_nothing(outbox: Outbox, mail: Mail) -> None:
    inbox = Inbox()
    with serve(inbox) as port, pytest.raises(MailError, match="does not offer"):
        send(outbox, mail, port, security="starttls")
    assert inbox.messages == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"security": "none", "user": "desk"}, "needs a private connection"),
        ({"security": "none", "host": "smtp.example.org"}, "in the open"),
        ({"security": "tls", "user": "desk"}, "BRIEFINGS_SMTP_PASSWORD"),
        ({"host": ""}, "no mail server"),
    ],
)
def test_what_is_not_safe_is_refused(outbox: Outbox, mail: Mail, settings: dict[str, object], said: str) -> None:
    with pytest.raises(MailError, match=said):
        send(outbox, mail, 9, **settings)


def test_the_password_is_in_no_file(outbox: Outbox, mail: Mail, tmp_path: Path) -> None:
    with serve(Inbox()) as port:
        outbox.enqueue(mail, people(1), name="morning", now=NOW)
        with pytest.raises(MailError):
            deliver(outbox, mail, courier_for(settings_for(port, security="starttls", user="desk"), "hunter2-secret"))
    assert not [p for p in tmp_path.rglob("*") if p.is_file() and b"hunter2-secret" in p.read_bytes()]


# ------------------------------------------------------------------------------------------------- the outbox


def test_two_senders_at_once_send_nothing_twice(outbox: Outbox, mail: Mail, tmp_path: Path) -> None:
    inbox = Inbox()
    outbox.enqueue(mail, people(40), name="morning", now=NOW)
    refused: list[str] = []

    def second() -> None:
        with Outbox(tmp_path / ".briefings" / "outbox.sqlite") as other:
            other.owner += ":second"
            try:
                deliver(other, mail, courier_for(settings_for(port)))
            except MailError as error:
                refused.append(str(error))

    with serve(inbox) as port:
        threads = [threading.Thread(target=second) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(inbox.addresses) == sorted(one.address for one in people(40))
    assert all("another sender is at work" in one for one in refused)


def test_what_a_dead_sender_had_claimed_is_unknown(outbox: Outbox, mail: Mail, tmp_path: Path) -> None:
    outbox.enqueue(mail, people(3), name="morning", now=NOW)
    with sqlite3.connect(tmp_path / ".briefings" / "outbox.sqlite") as raw:
        raw.execute("update messages set state = 'sending' where address like 'reader0%'")
        raw.execute("insert into lock values (1, ?, 9e9)", (f"{socket.gethostname()}:999999999",))
    raw.close()
    inbox = Inbox()
    with serve(inbox) as port:
        assert send(outbox, mail, port) == {"sent": 2, "unknown": 1}
    assert "reader0@example.net" not in inbox.addresses
    assert outbox.messages(mail.digest, "unknown")[0].detail.startswith("the sender was stopped")


def test_a_file_that_is_no_outbox_is_named(tmp_path: Path) -> None:
    path = tmp_path / "outbox.sqlite"
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(MailError, match=r"outbox\.sqlite: the outbox cannot be opened"):
        Outbox(path)


def test_what_failed_can_be_queued_again(outbox: Outbox, mail: Mail) -> None:
    with serve(Inbox(rcpt=lambda _, times: "550 no" if times == 1 else None)) as port:
        assert send(outbox, mail, port) == {"failed": 3}
        assert outbox.requeue(mail.digest, ["failed"], now=NOW, address="reader1@example.net") == 1
        assert send(outbox, mail, port) == {"failed": 2, "sent": 1}


def test_a_slow_server_is_waited_for(outbox: Outbox, mail: Mail) -> None:
    started = threading.Event()

    def slow(_address: str, _times: int) -> None:
        started.wait(0.3)

    with serve(Inbox(data=slow)) as port:
        assert send(outbox, mail, port) == {"sent": 3}


def test_the_library_checks_certificates_here() -> None:
    assert ssl.create_default_context().check_hostname
    assert issubclass(smtplib.SMTPException, OSError)
