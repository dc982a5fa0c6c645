"""What is kept of a desk's articles: the same with it, without it and whatever happened to it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from briefings.corroborate import name_claims
from briefings.desk import list_articles, read_article
from briefings.desk.entry import DamagedError
from briefings.desk.library import FILE, FOLDER, MOST, WHOLE, Library, Selection
from briefings.desk.store import Store
from briefings.extract import extract_facts
from briefings.model import Terms, Topic
from tests.tools.make_articles import make_article

EVERYTHING = Topic(slug="all", title="All")
READER = """\
import sys
from pathlib import Path
from briefings.desk import list_articles
from briefings.desk.library import Library
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    library = Library(folder)
    print("open", flush=True)
    library.read(list_articles(folder), advance=lambda done: print(done, flush=True))
    print("all", len(library), flush=True)
"""


def make_desk(folder: Path, count: int) -> Path:
    for number in range(count):
        text = make_article(number)
        (folder / f"article-{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, *, keep: bool = True, topic: Topic = EVERYTHING) -> Selection:
    library = Library(folder, keep=keep)
    library.read(list_articles(folder))
    try:
        assert not library.errors
        return library.select(topic)
    finally:
        library.close()


def write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def start_reader(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", READER, str(folder)], stdout=subprocess.PIPE, text=True, start_new_session=True
    )


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return make_desk(tmp_path, 6)


def test_cold_warm_and_without_a_cache_it_is_the_same(desk: Path) -> None:
    without = read(desk, keep=False)
    assert not (desk / FOLDER).exists()
    assert read(desk) == without
    assert (desk / FOLDER / FILE).is_file()
    assert read(desk) == without
    assert len(without.facts) == len(without.sketches) == 6


def test_what_is_known_is_not_read_again(desk: Path) -> None:
    before = read(desk)
    with sqlite3.connect(desk / FOLDER / FILE) as base:
        ids = base.execute("SELECT id FROM article ORDER BY id").fetchall()
    base.close()
    path = desk / "article-0003.txt"
    path.touch()
    assert read(desk) == before
    with sqlite3.connect(desk / FOLDER / FILE) as base:
        assert base.execute("SELECT id FROM article ORDER BY id").fetchall() == ids
    base.close()


def test_an_article_that_changed_is_read_again_and_one_that_is_gone_is_gone(desk: Path) -> None:
    read(desk)
    (desk / "article-0001.txt").write_text("Kenya asked Iceland for help.\n", encoding="utf-8")
    (desk / "article-0002.txt").unlink()
    (desk / "new.txt").write_text("Iceland rejected the plan.\n", encoding="utf-8")
    after = read(desk)
    assert after == read(desk, keep=False)
    assert [one.article.id for one in after.facts] == ["article-0000", "article-0001", "article-0003", "article-0004",
                                                       "article-0005", "new"]  # fmt: skip
    assert after.facts[1].article.text == "Kenya asked Iceland for help."


def test_another_version_of_the_program_reads_all_anew(desk: Path) -> None:
    before = read(desk)
    with sqlite3.connect(desk / FOLDER / FILE) as base:
        base.execute("UPDATE engine SET version = 'older'")
        base.execute("UPDATE kept SET packed = x'00'")
    base.close()
    assert read(desk) == before


@pytest.mark.parametrize("damage", ["garbage", "empty", "half", "entry", "tables", "lost"])
def test_a_damaged_cache_is_replaced(desk: Path, damage: str) -> None:
    before, path = read(desk), desk / FOLDER / FILE
    raw = path.read_bytes()
    if damage in ("garbage", "empty", "half"):
        path.write_bytes({"garbage": b"no database at all" * 100, "empty": b"", "half": raw[: len(raw) // 2]}[damage])
    else:
        with sqlite3.connect(path) as base:
            base.execute(
                {
                    "entry": "UPDATE kept SET packed = substr(packed, 1, 40)",
                    "tables": "DROP TABLE kept",
                    "lost": "DELETE FROM kept WHERE id = 1",
                }[damage]
            )
        base.close()
    assert read(desk) == before
    assert read(desk) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_no_error(desk: Path) -> None:
    desk.chmod(0o555)
    try:
        assert len(read(desk).facts) == 6
    finally:
        desk.chmod(0o755)


def test_a_file_where_the_folder_should_be_is_no_error(desk: Path) -> None:
    (desk / FOLDER).write_text("in the way")
    assert len(read(desk).facts) == 6


def test_files_that_cannot_be_read_are_told_each_time(desk: Path) -> None:
    (desk / "empty.txt").write_text("")
    (desk / "article-0000.md").write_text("Kenya asked Iceland for help.\n")
    for _ in range(2):
        library = Library(desk)
        library.read(list_articles(desk))
        told = sorted(str(error) for error in library.errors)
        assert len(library) == 5
        assert len(told) == 2
        assert any("have one name" in text for text in told)
        assert any(str(desk / "empty.txt") in text for text in told)
        library.close()


def test_two_processes_at_once(tmp_path: Path) -> None:
    make_desk(tmp_path, 60)
    readers = [start_reader(tmp_path) for _ in range(2)]
    printed = [reader.communicate()[0] for reader in readers]
    assert [reader.returncode for reader in readers] == [0, 0]
    assert all(text.endswith("all 60\n") for text in printed)
    assert read(tmp_path) == read(tmp_path, keep=False)


def test_a_process_killed_while_it_writes(tmp_path: Path) -> None:
    make_desk(tmp_path, 130)
    for lines in (1, 2, 3):
        reader = start_reader(tmp_path)
        assert reader.stdout is not None
        for _ in range(lines):
            reader.stdout.readline()
        os.killpg(reader.pid, signal.SIGKILL)
        reader.communicate()
    assert read(tmp_path) == read(tmp_path, keep=False)
    with sqlite3.connect(tmp_path / FOLDER / FILE) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()


def test_of_many_articles_a_topic_gets_those_with_its_terms(tmp_path: Path) -> None:
    count = WHOLE + 20
    for number in range(count):
        text = "The grain deal held." if number % 50 == 0 else f"Port number {number} stayed open."
        (tmp_path / f"a{number:04}.txt").write_text(f"---\npublished: 2026-01-{1 + number % 28:02}\n---\n{text}\n")
    (tmp_path / "mission.txt").write_text("The Grain Deal Support Mission (GDSM) opened an office in Vik.")
    (tmp_path / "short.txt").write_text("GDSM closed it again.")
    wanted = {
        Topic(slug="t", title="T", terms=Terms(any=("grain DEAL",))): 8,
        Topic(slug="t", title="T", terms=Terms(any=("Grain Deal Support Mission",))): 2,
        Topic(slug="t", title="T", terms=Terms(any=("grain deal",), all=("held",))): 7,
        Topic(slug="t", title="T", terms=Terms(any=("grain deal",)), articles=("a*",), since="2026-01-20"): None,
        Topic(slug="t", title="T", terms=Terms(any=("nothing of the kind",))): 0,
    }
    libraries = [Library(tmp_path, keep=keep) for keep in (True, False)]
    for library in libraries:
        library.read(list_articles(tmp_path))
    for topic, count_of_topic in wanted.items():
        kept, fresh = (library.select(topic) for library in libraries)
        assert kept == fresh
        if count_of_topic is not None:
            assert len(kept.facts) == count_of_topic
        else:
            assert {one.article.published for one in kept.facts} <= {f"2026-01-{day}" for day in range(20, 29)}
            assert 0 < len(kept.facts) < 7
    for library in libraries:
        library.close()


def test_of_too_many_articles_a_topic_gets_what_it_pins_what_holds_most_of_its_terms_and_the_newest(
    tmp_path: Path,
) -> None:
    head = "---\npublished: 20{:02}-01-01\n---\n"
    for number in range(MOST + 250):  # the higher the number, the newer
        text = head.format(number // 16) + f"Port {number} stayed open. It was calm. Nobody came. Grain was sold."
        write(tmp_path / f"a{number:04}.txt", text)
    said = head.format(0) + "The old pier was long. Many had come. It was warm. The minister sold {} tons of grain{}."
    for number in range(3):
        write(tmp_path / f"both{number}.txt", said.format(number, " to Iceland"))
    write(tmp_path / "begins.txt", head.format(0) + "Grain was dear. Bread was too. It was cold. Nobody came.")
    write(tmp_path / "pinned.txt", head.format(0) + "The day was long. It was warm. All slept. Grain killed 17 people.")
    write(tmp_path / "old.txt", head.format(0) + "The day was long. It was warm. All slept. Grain killed 18 people.")
    (pin, *_) = name_claims(extract_facts(read_article(tmp_path / "pinned.txt")))
    topic = Topic(slug="t", title="T", terms=Terms(any=("grain", "Iceland")), pins=(pin,))
    kept, fresh = read(tmp_path, topic=topic), read(tmp_path, topic=topic, keep=False)
    names = {one.article.id for one in kept.facts}
    assert kept == fresh
    assert len(kept.facts) == MOST
    assert kept.left_out == 250 + 6
    assert {"both0", "both1", "both2", "begins", "pinned"} <= names
    assert "old" not in names
    assert {f"a{number:04}" for number in range(MOST + 250 - (MOST - 5), MOST + 250)} <= names
    write(tmp_path / "both0.txt", said.format(1, ""))  # what was known of it before does not count any more
    (tmp_path / "both1.txt").unlink()
    assert read(tmp_path, topic=topic) == read(tmp_path, topic=topic, keep=False)


def test_a_choice_made_elsewhere_is_loaded_or_found_out_of_date(tmp_path: Path) -> None:
    make_desk(tmp_path, 3)
    library, other = Library(tmp_path), Library(tmp_path, path=tmp_path / FOLDER / FILE)
    library.read(list_articles(tmp_path))
    choice = library.choose(EVERYTHING)
    assert other.load(choice) == library.load(choice)
    changed = msgspec.structs.replace(choice, known=tuple(one._replace(digest=b"x") for one in choice.known))
    with pytest.raises(DamagedError):
        other.load(changed)
    library.close()
    other.close()


def test_a_store_without_a_file_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Store(None, "v").close()
    assert list(tmp_path.iterdir()) == []
