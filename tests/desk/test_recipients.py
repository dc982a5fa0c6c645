"""Lists of people as spreadsheets and desks write them. All names are invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.desk import parse_recipient, read_csv_roll, read_roll
from briefings.errors import SeedError
from briefings.model import MailList

SUPPRESSION = "seeds/suppressed.txt"


def roll_of(tmp_path: Path, raw: str | bytes, suppressed: str = "") -> tuple[list[str], list[str], list[str]]:
    path = tmp_path / "people.csv"
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    if suppressed:
        (tmp_path / "seeds").mkdir(exist_ok=True)
        (tmp_path / SUPPRESSION).write_text(suppressed, encoding="utf-8")
    roll = read_csv_roll(path, folder=tmp_path, suppression=SUPPRESSION)
    shown = [f"{one.name} <{one.address}>" if one.name else one.address for one in roll.recipients]
    return shown, [problem.removeprefix(str(tmp_path) + "/") for problem in roll.problems], list(roll.suppressed)


@pytest.mark.parametrize(
    "raw",
    [
        "name,email\nAna Paz,ana@example.org\n",
        "\ufeffEmail;Name\r\nana@example.org;Ana Paz\r\n",
        "Ana Paz <ana@example.org>\n",
        "# the desk\n\nName\tE-Mail\n\nAna Paz\tana@example.org\n",
        'email,name\n"ana@example.org","Ana Paz"\n',
    ],
    ids=["heads", "bom-crlf-semicolon", "plain", "tabs-comment", "quoted"],
)
def test_a_list_is_read_as_it_comes(tmp_path: Path, raw: str) -> None:
    assert roll_of(tmp_path, raw) == (["Ana Paz <ana@example.org>"], [], [])


def test_a_quoted_name_may_hold_a_comma(tmp_path: Path) -> None:
    assert roll_of(tmp_path, 'name,email\n"Paz, Ana ""Tip""",ana@example.org\n')[0] == [
        'Paz, Ana "Tip" <ana@example.org>'
    ]


def test_an_international_domain_is_coded(tmp_path: Path) -> None:
    assert parse_recipient("Jürgen <j@münchen.example>").address == "j@xn--mnchen-3ya.example"


def test_who_stands_twice_and_what_is_no_address_is_named_with_its_line(tmp_path: Path) -> None:
    raw = "email\na@example.org\nA@EXAMPLE.org\nnobody\nb@\nc@example.org, d@example.org\né@example.org\n"
    shown, problems, _ = roll_of(tmp_path, raw)
    assert shown == ["a@example.org", "c@example.org"]
    assert [problem.split(": ")[0] for problem in problems] == [
        "people.csv:3",
        "people.csv:4",
        "people.csv:5",
        "people.csv:7",
    ]
    assert problems[0].endswith("stands twice")


@pytest.mark.parametrize(
    "trick", ["a@example.org\x00", "a@example.org\u2028Bcc: b@example.org", "a@b@c", "a b@example.org"]
)
def test_an_address_with_a_trick_is_none(trick: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        parse_recipient(trick)


def test_who_asked_not_to_be_written_to_is_not(tmp_path: Path) -> None:
    raw = "a@example.org\nb@example.org\n"
    assert roll_of(tmp_path, raw, "# asked in May\nB@Example.org   # by telephone\n") == (
        ["a@example.org"], [], ["b@example.org"],
    )  # fmt: skip


def test_a_suppression_file_that_cannot_be_understood_stops_all(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match="nothing is sent until then"):
        roll_of(tmp_path, "a@example.org\n", "not an address\n")


def test_a_list_of_the_desk_has_addresses_and_a_file(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("b@example.org\n", encoding="utf-8")
    listed = MailList(addresses=("Ana <a@example.org>",), file="people.csv")
    roll = read_roll(listed, name="morning", folder=tmp_path, suppression=SUPPRESSION)
    assert [one.address for one in roll.recipients] == ["a@example.org", "b@example.org"]
    with pytest.raises(SeedError, match=r"gone\.csv: cannot be read"):
        read_roll(MailList(file="gone.csv"), name="morning", folder=tmp_path, suppression=SUPPRESSION)
