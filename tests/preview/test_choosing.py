"""What somebody decides is written into the desk's own files: only what is meant, whole, and never over newer text."""

from __future__ import annotations

import hashlib
import stat
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.desk import read_topic, replace_file
from briefings.errors import ConflictError, SeedError
from briefings.preview.choosing import Act, Deed, edit_topic
from briefings.preview.ledger import Ledger
from briefings.preview.outline import Outline, Outliner
from tests.briefs import make_brief, make_line, make_section
from tests.preview.conftest import topic_of
from tests.preview.running import Running, previewing, wait_until

TOPIC = """\
# A comment at the top.
title = "Trucks"  # beside the title

pins = [
  # why this one
  "dev-alpha",  # it matters
  "dev-gone",
]
kind = "situation"

# About the terms.
[terms]
any = ["trucks"]
"""


@pytest.fixture
def brief() -> Outline:
    return make_outline("alpha", "beta", "gamma", "delta")


def make_outline(*lines: str) -> Outline:
    """Return the outline of a brief of one section."""
    return Outliner().outline(make_brief(make_section([make_line(line) for line in lines])))


def edit(text: str, deed: Deed, brief: Outline, line: str = "", words: str = "") -> str:
    return edit_topic(text, Act(deed=deed, seen="", line=line, text=words), brief=brief, path="x.toml")


def hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


# ------------------------------------------------------------------------------------------------ the text


def test_pinning_adds_a_name_and_leaves_all_else(brief: Outline) -> None:
    after = edit(TOPIC, "pin", brief, "dev-beta")
    assert tomllib.loads(after)["pins"] == ["dev-alpha", "dev-gone", "dev-beta"]
    assert [line for line in TOPIC.splitlines() if line not in after.splitlines()] == []


def test_unpinning_takes_the_name_alone(brief: Outline) -> None:
    after = edit(TOPIC, "unpin", brief, "dev-alpha")
    assert tomllib.loads(after)["pins"] == ["dev-gone"]
    assert "# About the terms.\n[terms]" in after
    assert "# beside the title" in after


def test_a_new_key_stands_before_the_comment_of_the_first_table(brief: Outline) -> None:
    after = edit(TOPIC, "drop", brief, "dev-beta")
    assert 'kind = "situation"\ndrops = ["dev-beta"]\n\n# About the terms.\n[terms]' in after
    assert after.replace('drops = ["dev-beta"]\n', "") == TOPIC


def test_dropping_unpins_and_pinning_restores(brief: Outline) -> None:
    dropped = edit(TOPIC, "drop", brief, "dev-alpha")
    assert tomllib.loads(dropped)["pins"] == ["dev-gone"]
    assert tomllib.loads(dropped)["drops"] == ["dev-alpha"]
    again = edit(dropped, "restore", brief, "dev-alpha")
    assert tomllib.loads(again)["drops"] == []
    assert tomllib.loads(again)["pins"] == ["dev-gone"]


def test_what_found_no_room_is_restored_by_a_pin(brief: Outline) -> None:
    assert tomllib.loads(edit(TOPIC, "restore", brief, "dev-beta"))["pins"][-1] == "dev-beta"


@pytest.mark.parametrize(
    ("deed", "line", "order"),
    [
        ("up", "dev-gamma", ["dev-alpha", "dev-gamma"]),
        ("up", "dev-alpha", ["dev-alpha"]),
        ("down", "dev-alpha", ["dev-beta", "dev-alpha"]),
        ("down", "dev-delta", ["dev-alpha", "dev-beta", "dev-gamma", "dev-delta"]),
    ],
)
def test_moving_names_no_more_than_it_must(brief: Outline, deed: Deed, line: str, order: list[str]) -> None:
    names = tomllib.loads(edit(TOPIC, deed, brief, line))["order"]
    assert _shown(brief, names) == _shown(brief, order)
    assert len(names) <= 4


def _shown(brief: Outline, order: list[str]) -> list[str]:
    """Return the lines of the first section as compose shows them with this order."""
    lines = [line.id for line in brief.sections[0].lines]
    return sorted(lines, key=lambda line: order.index(line) if line in order else len(order))


def test_moving_keeps_the_order_of_other_sections(brief: Outline) -> None:
    after = edit(TOPIC.replace("kind =", 'order = ["pos-x", "dev-beta"]\nkind ='), "up", brief, "dev-gamma")
    assert tomllib.loads(after)["order"][0] == "pos-x"


def test_a_bottom_line_is_written_and_taken_back(brief: Outline) -> None:
    words = 'The council\n has "12" trucks.'
    after = edit(TOPIC, "bottom_line", brief, words=words)
    assert tomllib.loads(after)["bottom_line"] == 'The council has "12" trucks.'
    assert edit(after, "bottom_line", brief) == TOPIC


def test_a_line_that_is_not_there_is_no_act(brief: Outline) -> None:
    with pytest.raises(SeedError, match="no line 'dev-x'"):
        edit(TOPIC, "pin", brief, "dev-x")


def test_a_broken_file_is_not_touched(brief: Outline) -> None:
    with pytest.raises(SeedError, match="not valid TOML"):
        edit("title = ", "pin", brief, "dev-alpha")


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["pin", "unpin", "drop", "restore", "up", "down"]),
        st.sampled_from(["dev-alpha", "dev-beta", "dev-gamma", "dev-delta"]),
    ),
    max_size=8,
)


@given(deeds=DEEDS)
def test_any_acts_leave_a_file_that_says_all_it_said(deeds: list[tuple[Deed, str]]) -> None:
    brief = make_outline("alpha", "beta", "gamma", "delta")
    text = TOPIC
    for deed, line in deeds:
        text = edit(text, deed, brief, line)
    table = tomllib.loads(text)
    assert {key: table[key] for key in ("title", "kind", "terms")} == {
        "title": "Trucks", "kind": "situation", "terms": {"any": ["trucks"]},
    }  # fmt: skip
    assert not set(table["pins"]) & set(table.get("drops", []))
    for comment in ("# A comment at the top.", "# beside the title", "# About the terms.\n[terms]"):
        assert comment in text


# ------------------------------------------------------------------------------------------------ the files


def write(desk: Path, deed: Deed, brief: Outline, **more: str) -> None:
    name = "trucks.md" if deed == "notes" else "trucks.toml"
    seen = more.pop("seen", hash_of(desk / name))
    Ledger(desk).write(Act(deed=deed, seen=seen, **more), msgspec.structs.replace(brief, slug="trucks"))


def test_line_ends_and_byte_order_mark_stay(tmp_path: Path, brief: Outline) -> None:
    path = tmp_path / "trucks.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TOPIC.replace("\n", "\r\n").encode())
    write(tmp_path, "drop", brief, line="dev-beta")
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == TOPIC.count("\n") + 1


def test_permissions_and_links_stay(tmp_path: Path, brief: Outline) -> None:
    (tmp_path / "kept").mkdir()
    real = tmp_path / "kept" / "real.toml"
    real.write_text(TOPIC, encoding="utf-8")
    real.chmod(0o640)
    (tmp_path / "trucks.toml").symlink_to(real)
    write(tmp_path, "pin", brief, line="dev-beta")
    assert (tmp_path / "trucks.toml").is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert "dev-beta" in real.read_text(encoding="utf-8")


def test_newer_text_is_not_written_over(tmp_path: Path, brief: Outline) -> None:
    path = tmp_path / "trucks.toml"
    path.write_text(TOPIC, encoding="utf-8")
    seen = hash_of(path)
    path.write_text(TOPIC + "# newer\n", encoding="utf-8")
    with pytest.raises(ConflictError):
        write(tmp_path, "pin", brief, line="dev-beta", seen=seen)
    assert path.read_text(encoding="utf-8") == TOPIC + "# newer\n"


def test_a_change_in_the_last_moment_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("theirs", encoding="utf-8")
    with pytest.raises(ConflictError):
        replace_file(path, b"ours", before=b"what was read")
    assert path.read_text(encoding="utf-8") == "theirs"
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]


def test_notes_are_made_changed_and_deleted(tmp_path: Path, brief: Outline) -> None:
    path = tmp_path / "trucks.md"
    write(tmp_path, "notes", brief, text="It is *likely*.\r\n\r\nMore.")
    assert path.read_bytes() == b"It is *likely*.\n\nMore.\n"
    write(tmp_path, "notes", brief, text="  \n")
    assert not path.exists()


def test_too_long_notes_are_refused(tmp_path: Path, brief: Outline) -> None:
    with pytest.raises(SeedError, match="shorten"):
        write(tmp_path, "notes", brief, text="x" * 30_000)


def test_acts_are_undone_latest_first(tmp_path: Path, brief: Outline) -> None:
    path, ledger = tmp_path / "trucks.toml", Ledger(tmp_path)
    path.write_text(TOPIC, encoding="utf-8")
    brief = msgspec.structs.replace(brief, slug="trucks")
    for line in ("dev-beta", "dev-gamma"):
        ledger.write(Act(deed="pin", seen=hash_of(path), line=line), brief)
    ledger.write(Act(deed="notes", seen="", text="Mine."), brief)
    assert [entry.said for entry in ledger.entries] == ["Pinned", "Pinned", "Notes written"]
    ledger.undo()
    assert not (tmp_path / "trucks.md").exists()
    ledger.undo()
    assert "dev-gamma" not in path.read_text(encoding="utf-8")
    ledger.undo()
    assert path.read_text(encoding="utf-8") == TOPIC
    assert ledger.undo() is None


def test_what_somebody_changed_since_is_not_undone(tmp_path: Path, brief: Outline) -> None:
    path, ledger = tmp_path / "trucks.toml", Ledger(tmp_path)
    path.write_text(TOPIC, encoding="utf-8")
    ledger.write(Act(deed="pin", seen=hash_of(path), line="dev-beta"), msgspec.structs.replace(brief, slug="trucks"))
    theirs = path.read_text(encoding="utf-8") + "# newer\n"
    path.write_text(theirs, encoding="utf-8")
    with pytest.raises(ConflictError):
        ledger.undo()
    assert path.read_text(encoding="utf-8") == theirs
    assert len(ledger.entries) == 1


# ----------------------------------------------------------------------------------------------- the server


def first_line(running: Running) -> str:
    """Return a line of the page that may be pinned."""
    page = running.text("/briefs/arvale/page")
    return next(part.split('"')[0] for part in page.split('data-line="')[1:] if part[:4] in {"pos-", "dev-"})


def test_an_act_over_http_is_written_and_shown(preview: Running, own_desk: Path) -> None:
    line, path = first_line(preview), topic_of(own_desk)
    act = msgspec.json.encode(Act(deed="pin", seen=hash_of(path), line=line))
    assert preview.act("arvale", act)[0] == 200
    assert read_topic(path).pins == (line,)
    preview.until(lambda: ">Unpin<" in preview.text(f"/briefs/arvale/lines/{line}"), "the pin is shown")


def test_a_conflict_shows_the_newer_text_and_asks_again(preview: Running, own_desk: Path) -> None:
    line, path = first_line(preview), topic_of(own_desk)
    seen = hash_of(path)
    path.write_text(path.read_text(encoding="utf-8") + "# <b>newer</b>\n", encoding="utf-8")
    status, said = preview.act("arvale", msgspec.json.encode(Act(deed="pin", seen=seen, line=line)))
    assert status == 409
    assert "# &lt;b&gt;newer&lt;/b&gt;" in said
    assert hash_of(path) in said
    assert "pins" not in path.read_text(encoding="utf-8")


WRITING = """
import sys
from pathlib import Path
from briefings.desk import read_bytes, replace_file
path, texts, number = Path(sys.argv[1]), [b"a" * 300_000, b"b" * 300_000], 0
while True:
    replace_file(path, texts[number % 2], before=read_bytes(path))
    number += 1
"""


def test_killed_in_the_middle_of_writing_a_file_is_whole(desk: Path) -> None:
    path, texts = desk / "seeds" / "topics" / "arvale.md", {"a" * 300_000, "b" * 300_000}
    for wait in (0.0, 0.011, 0.023, 0.037):
        with subprocess.Popen([sys.executable, "-c", WRITING, str(path)]) as writing:
            wait_until(path.exists, "the first text")
            time.sleep(wait)
            writing.kill()
        assert path.read_text(encoding="ascii") in texts
    path.unlink()
    with previewing(desk) as running:  # what the killed ones left beside it disturbs nothing
        running.settle("arvale")
