"""``briefings digest``, ``send``, ``outbox`` and ``check --mail`` as a person runs them, against a real server."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from tests.cli.conftest import Run, run_process
from tests.send.server import Inbox, free_port, serve

MAIL = """
[mail]
sender = "Harbour Desk <desk@example.org>"
host = "127.0.0.1"
port = {port}
security = "none"
rate = 0
backoff = 0.01
list_id = "harbour.example.org"

[mail.lists.morning]
addresses = ["Ana Paz <ana@example.org>", "leo@example.net"]
file = "people.csv"

[mail.lists.inner]
addresses = ["ana@example.org"]
cleared = "TLP:RED"
"""


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def mail_desk(desk: Path, inbox: Inbox) -> Iterator[Path]:
    """The desk of the tests with a mail server and two lists."""
    with serve(inbox) as port:
        (desk / "desk.toml").write_text('name = "Harbour Desk"\n' + MAIL.format(port=port), encoding="utf-8")
        (desk / "people.csv").write_text("name,email\nTom Hale,tom@example.net\n", encoding="utf-8")
        yield desk


def test_a_digest_is_three_files_that_say_the_same(mail_desk: Path, run: Run) -> None:
    result = run("digest", "--as-of", "2026-03-12", "--attach", "pdf")
    assert result.exit_code == 0, result.stderr
    html, text, draft = (mail_desk / "output" / f"digest-2026-03-12.{form}" for form in ("html", "txt", "eml"))
    message = message_from_bytes(draft.read_bytes(), policy=default)
    plain, page = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert page is not None
    assert plain.get_content().splitlines() == text.read_text(encoding="utf-8").splitlines()
    assert page.get_content().splitlines() == html.read_text(encoding="utf-8").splitlines()
    assert [part.get_filename() for part in message.iter_attachments()] == ["harbour-talks.pdf"]
    assert message["X-Unsent"] == "1"
    assert "Harbour talks" in text.read_text(encoding="utf-8")


def test_a_digest_without_a_sender_is_made_and_what_is_missing_is_said(desk: Path, run: Run) -> None:
    result = run("digest", "--as-of", "2026-03-12")
    assert result.exit_code == 0
    assert "set sender in [mail]" in result.stderr
    assert sorted(path.name for path in (desk / "output").iterdir()) == [
        "digest-2026-03-12.html",
        "digest-2026-03-12.txt",
    ]


def test_each_of_a_list_gets_it_once(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    assert run("send", "--list", "morning", "--as-of", "2026-03-12", "--yes").exit_code == 0
    again = run("send", "--list", "morning", "--as-of", "2026-03-12", "--yes")
    assert again.exit_code == 1
    assert "sent to this list already" in again.stderr
    assert inbox.addresses == ["ana@example.org", "leo@example.net", "tom@example.net"]
    assert [str(inbox.parsed(n)["To"]) for n in range(3)] == [
        "Ana Paz <ana@example.org>", "leo@example.net", "Tom Hale <tom@example.net>",
    ]  # fmt: skip
    assert inbox.parsed()["Subject"] == "[TLP:CLEAR] Harbour talks · 12 March 2026"


def test_a_dry_run_shows_and_sends_nothing(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    result = run("send", "--list", "morning", "--dry-run", "--as-of", "2026-03-12")
    assert result.exit_code == 0
    for told in ("morning: 3 people", "[TLP:CLEAR] Harbour talks", "mail programs", "Bottom line", "nothing was sent"):
        assert told in result.stderr, told
    assert inbox.messages == []


def test_nobody_to_ask_and_no_yes_sends_nothing(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    result = run("send", "--list", "morning")
    assert result.exit_code == 2
    assert "nothing was sent" in result.stderr
    assert inbox.messages == []


def test_a_test_goes_to_one_address_and_the_list_still_gets_the_real_one(
    mail_desk: Path, run: Run, inbox: Inbox
) -> None:
    for _ in range(2):
        assert run("send", "--test", "ana@example.org", "--yes", "--as-of", "2026-03-12").exit_code == 0
    assert run("send", "--list", "morning", "--yes", "--as-of", "2026-03-12").exit_code == 0
    assert inbox.addresses.count("ana@example.org") == 3


@pytest.mark.parametrize(
    ("people", "said"),
    [("nobody\n", "people.csv:1"), ("ana@example.org\n", "stands twice"), ("a@example.org\r\nb@\r\n", "people.csv:2")],
)
def test_a_bad_list_is_named_before_anything_is_sent(
    mail_desk: Path, run: Run, inbox: Inbox, people: str, said: str
) -> None:
    (mail_desk / "people.csv").write_text(people, encoding="utf-8")
    result = run("send", "--list", "morning", "--yes")
    assert result.exit_code == 1
    assert said in result.stderr
    assert inbox.messages == []


def test_a_marking_goes_only_to_a_list_that_is_cleared_for_it(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    topic = mail_desk / "seeds/topics/harbour-talks.toml"
    topic.write_text('marking = "TLP:AMBER"\n' + topic.read_text(encoding="utf-8"), encoding="utf-8")
    result = run("send", "--list", "morning", "--yes")
    assert result.exit_code == 1
    assert "TLP:AMBER may not go to the list morning, which is cleared for TLP:GREEN" in result.stderr
    assert inbox.messages == []
    assert run("send", "--list", "inner", "--yes").exit_code == 0
    assert inbox.addresses == ["ana@example.org"]


def test_a_suppressed_address_is_never_written_to(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    (mail_desk / "seeds/suppressed.txt").write_text("LEO@example.net\n", encoding="utf-8")
    assert run("send", "--list", "morning", "--yes").exit_code == 0
    assert "leo@example.net" not in inbox.addresses


@pytest.mark.parametrize("hour", ["2020-01-01T08:00", "2020-01-01T08:00+01:00"])
def test_a_late_schedule_sends_nothing(mail_desk: Path, run: Run, inbox: Inbox, hour: str) -> None:
    result = run("send", "--list", "morning", "--yes", "--not-after", hour)
    assert result.exit_code == 1
    assert "later than --not-after" in result.stderr
    assert inbox.messages == []
    assert run("send", "--list", "morning", "--yes", "--not-after", "2999-01-01T08:00").exit_code == 0


def test_drafts_are_for_those_who_send_by_hand(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    assert run("send", "--list", "morning", "--drafts", "drafts").exit_code == 0
    drafts = sorted((mail_desk / "drafts").iterdir())
    assert [message_from_bytes(draft.read_bytes())["X-Unsent"] for draft in drafts] == ["1"] * 3
    assert inbox.messages == []


def test_who_did_not_get_it_is_named_and_can_be_tried_again(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    inbox.rcpt = lambda address, times: "550 no such user" if address.startswith("leo") and times == 1 else None
    result = run("send", "--list", "morning", "--yes", "--as-of", "2026-03-12")
    assert result.exit_code == 3
    assert "failed: leo@example.net: 550 no such user" in result.stderr
    assert "leo@example.net" in run("outbox").stdout
    assert run("outbox", "--retry-failed").exit_code == 0
    shown = json.loads(run("outbox", "--json").stdout)
    assert {one["address"]: one["state"] for one in shown}["leo@example.net"] == "sent"


def test_sending_again_to_one_person_takes_a_yes(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    run("send", "--list", "morning", "--yes", "--as-of", "2026-03-12")
    refused = run("outbox", "--resend", "leo@example.net")
    assert refused.exit_code == 2
    assert "may get it twice" in refused.stderr
    assert run("outbox", "--resend", "leo@example.net", "--yes").exit_code == 0
    assert inbox.addresses.count("leo@example.net") == 2


def test_an_empty_outbox_says_so(mail_desk: Path, run: Run) -> None:
    result = run("outbox")
    assert (result.exit_code, result.stderr) == (0, "the outbox is empty\n")


def test_a_server_that_is_not_there_loses_nothing(mail_desk: Path, run: Run) -> None:
    toml = (mail_desk / "desk.toml").read_text(encoding="utf-8")
    lines = [f"port = {free_port()}" if line.startswith("port") else line for line in toml.splitlines()]
    (mail_desk / "desk.toml").write_text(
        "\n".join([*lines]).replace("rate = 0", "rate = 0\ntries = 2"), encoding="utf-8"
    )
    result = run("send", "--list", "morning", "--yes", "--as-of", "2026-03-12")
    assert result.exit_code == 1
    assert "3 stay queued" in result.stderr
    (mail_desk / "desk.toml").write_text(toml, encoding="utf-8")
    assert run("send", "--list", "morning", "--yes", "--as-of", "2026-03-12").exit_code == 0


def test_the_mail_is_checked_as_its_programs_show_it(mail_desk: Path, run: Run) -> None:
    result = run("check", "--mail", "--as-of", "2026-03-12")
    assert result.exit_code == 0, result.stderr
    assert "mail: no errors" in result.stdout
    (mail_desk / "templates").mkdir()
    (mail_desk / "templates" / "digest.html.j2").write_text(
        '{% extends "default:digest.html.j2" %}{% block contents %}<p style="display:flex">99 ships</p>{% endblock %}',
        encoding="utf-8",
    )
    broken = run("check", "--mail", "--as-of", "2026-03-12")
    assert broken.exit_code == 4
    assert "a number that no brief has there: 99" in broken.stdout
    assert "display:flex is not supported by outlook.windows" in broken.stdout
    assert run("digest", "--as-of", "2026-03-12").exit_code == 4
    assert not (mail_desk / "output").exists()


def test_a_subject_with_a_trick_is_refused(mail_desk: Path, run: Run, inbox: Inbox) -> None:
    result = run("send", "--list", "morning", "--yes", "--subject", "=?utf-8?q?x=0D=0ABcc:_e=40example.org?=")
    assert result.exit_code == 1
    assert "encoded word" in result.stderr
    assert inbox.messages == []


@pytest.mark.parametrize(
    "who", [(), ("--list", "morning", "--test", "a@example.org"), ("--list", "nobody"), ("--test", "x")]
)
def test_whom_to_write_to_has_to_be_plain(mail_desk: Path, run: Run, who: tuple[str, ...]) -> None:
    assert run("send", *who, "--yes").exit_code == 2


def test_the_password_comes_from_the_environment_and_stays_out_of_messages(mail_desk: Path) -> None:
    toml = (mail_desk / "desk.toml").read_text(encoding="utf-8")
    (mail_desk / "desk.toml").write_text(
        toml.replace('security = "none"', 'security = "starttls"\nuser = "desk"'), encoding="utf-8"
    )
    code = "import os; os.environ['BRIEFINGS_SMTP_PASSWORD'] = 'hunter2-secret'"
    done = run_process("send", "--list", "morning", "--yes", code=code)
    assert done.returncode == 1
    assert b"does not offer" in done.stderr
    assert b"hunter2" not in done.stdout + done.stderr
