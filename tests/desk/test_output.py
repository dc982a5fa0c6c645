"""Outputs: whole or as before."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefings.desk import write_output
from briefings.errors import OutputError


def test_text_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    assert write_output(tmp_path / "new" / "a.md", "Łódź\n").read_bytes() == "Łódź\n".encode()
    assert write_output(tmp_path / "new" / "a.pdf", b"\xff\r\n").read_bytes() == b"\xff\r\n"
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["a.md", "a.pdf"]


def test_a_page_may_be_read_by_those_who_may_read_the_folder(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        assert write_output(tmp_path / "a.md", "x").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(before)


def test_what_stood_there_stays_when_the_write_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_output(tmp_path / "a.md", "before")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"a\.md: cannot be written: No space left on device"):
        write_output(tmp_path / "a.md", "after")
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("a.md", "before")]


def test_a_folder_in_the_way_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OutputError, match=r"a\.md: cannot be written"):
        write_output(tmp_path / "a.md", "x")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot be written"):
        write_output(tmp_path / "output" / "a.md", "x")
