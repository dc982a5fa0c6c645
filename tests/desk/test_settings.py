"""Topics and desk files: what is wrong in them is said with its line. Cases: a file's text → its error or value."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest

from briefings.desk import is_slug, read_desk, read_topic
from briefings.errors import SeedError
from tests.cases import check_cases


def render_topic(given: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "talks.toml")
        path.write_bytes(given.encode())
        try:
            topic = read_topic(path)
        except SeedError as error:
            return re.sub(r"(not valid TOML):.*", r"\1", str(error).replace(f"{folder}/", ""))  # its own wording
    return f"{topic.slug}: {topic.title}; any {', '.join(topic.terms.any)}; since {topic.since}"


test_topics = check_cases(Path(__file__).parent / "cases", render_topic)


def test_the_notes_beside_a_topic_are_its_notes(tmp_path: Path) -> None:
    (tmp_path / "talks.toml").write_text('title = "Talks"', encoding="utf-8")
    assert read_topic(tmp_path / "talks.toml").notes == ""
    (tmp_path / "talks.md").write_bytes(b"\xef\xbb\xbfIt is *likely*.\r\n")
    assert read_topic(tmp_path / "talks.toml").notes == "It is *likely*.\n"


def test_a_file_that_is_not_utf_8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "talks.toml").write_bytes(b'title = "Talks"\nauthor = "Bj\xf6rk"\n')
    with pytest.raises(SeedError, match=r"talks\.toml:2: not UTF-8: save it as UTF-8 text"):
        read_topic(tmp_path / "talks.toml")


def test_a_folder_without_desk_toml_is_no_desk(tmp_path: Path) -> None:
    with pytest.raises(SeedError, match=r"desk\.toml: cannot be read: No such file"):
        read_desk(tmp_path)


@pytest.mark.parametrize("name", ["haiti-mss", "a", "2026", "a-1-b"])
def test_slugs(name: str) -> None:
    assert is_slug(name)


@pytest.mark.parametrize("name", ["", "A", "a_b", "a--b", "-a", "a-", "a\n", "../a", "a/b", "ä", "a.b"])
def test_no_slugs(name: str) -> None:
    assert not is_slug(name)
