"""What goes wrong at a desk: each is said in one line that names the file, and the rest is still done."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, TOPIC, Run, run_process

ARTICLES = Path("seeds/articles")
BAD_ARTICLES = {
    "empty": (b"", "empty"),
    "spaces": (b" \r\n\t\n", "no text"),
    "not-utf-8": ("Zażółć gęślą jaźń w Łodzi.".encode("iso-8859-2"), "UTF-8"),
    "binary": (bytes(range(256)) * 40, "text"),
    "renamed-png": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0", "text"),
    "front-matter-open": (
        b"---\nheadline: Talks\npublished: 2026-03-10\n\nText without an end of front matter.",
        "---",
    ),
    "front-matter-date": (b"---\npublished: last Tuesday\n---\nMinisters met in Oslo.", "write it as"),
    "front-matter-key": (b"---\nheadlin: Talks\n---\nMinisters met in Oslo.", "headline"),
}


@pytest.mark.parametrize("name", BAD_ARTICLES)
def test_a_bad_article_is_named_and_the_brief_is_made_of_the_others(desk: Path, run: Run, name: str) -> None:
    raw, said = BAD_ARTICLES[name]
    (ARTICLES / f"{name}.txt").write_bytes(raw)
    result = run("build", "--format", "md")
    assert result.exit_code == 3
    errors = [line for line in result.stderr.splitlines() if line.startswith("error: ")]
    assert len(errors) == 1
    assert errors[0].startswith(f"error: seeds/articles/{name}.txt:")
    assert said in errors[0]
    assert "200 engineers" in Path("output/harbour-talks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", BAD_ARTICLES)
def test_a_bad_article_alone_makes_no_page(empty_folder: Path, run: Run, name: str) -> None:
    Path(f"{name}.txt").write_bytes(BAD_ARTICLES[name][0])
    result = run("build", f"{name}.txt", "--output", "pages")
    assert result.exit_code == 3
    assert result.stderr.startswith(f"error: {name}.txt:")
    assert not Path("pages").exists()


SAME_TEXT = {
    "windows line ends": ARTICLE.replace("\n", "\r\n").encode(),
    "old Mac line ends": ARTICLE.replace("\n", "\r").encode(),
    "byte order mark": b"\xef\xbb\xbf" + ARTICLE.encode(),
}


@pytest.mark.parametrize("title", SAME_TEXT)
def test_how_a_file_was_saved_does_not_show(empty_folder: Path, run: Run, title: str) -> None:
    documents = []
    for raw in (ARTICLE.encode(), SAME_TEXT[title]):
        Path("a.txt").write_bytes(raw)
        result = run("facts", "--json", "a.txt")
        assert result.exit_code == 0, result.stderr
        documents.append(result.stdout)
    assert documents[0] == documents[1]


def test_nul_bytes_never_reach_a_page(empty_folder: Path, run: Run) -> None:
    Path("a.txt").write_bytes(ARTICLE.replace("200 engineers", "200\0 engineers").encode())
    result = run("build", "a.txt", "--output", "pages", "--format", "md,html")
    assert result.exit_code in {0, 3}
    assert all(b"\0" not in path.read_bytes() for path in Path().rglob("pages/*"))
    assert result.exit_code == 0 or "a.txt" in result.stderr


def test_a_huge_file_is_refused_at_once_and_says_the_limit(empty_folder: Path, run: Run) -> None:
    with Path("huge.txt").open("wb") as file:
        file.writelines(b"harbour " * 131_072 for _ in range(50))  # one line of 52 MB
    started = time.process_time()
    result = run("build", "huge.txt")
    assert result.exit_code == 3
    assert "huge.txt: 52.4 MB is more than an article may have (2 MB)" in result.stderr
    assert time.process_time() - started < 2


def test_a_huge_pipe_is_not_read_to_its_end(empty_folder: Path, run: Run) -> None:
    result = run("facts", "-", stdin=b"harbour " * 1_000_000)
    assert result.exit_code == 3
    assert "more than an article may have (2 MB)" in result.stderr


def test_a_line_as_long_as_an_article_may_be_is_read_in_time(empty_folder: Path, run: Run) -> None:
    Path("long.txt").write_bytes(b"The minister said the harbour of 200 ships is open, " * 19_000)
    started = time.process_time()
    result = run("facts", "--json", "long.txt")
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["article"]["id"] == "long"
    assert time.process_time() - started < 20


def test_text_without_any_sentence_end_is_no_error(empty_folder: Path, run: Run) -> None:
    Path("a.txt").write_text("the harbour the ministers the talks of Oslo and 200 engineers\n" * 30, encoding="utf-8")
    result = run("facts", "--json", "a.txt")
    assert result.exit_code == 0, result.stderr
    built = run("build", "a.txt", "--output", "pages", "--format", "md")
    assert built.exit_code in {0, 3}
    assert built.stderr


def test_an_article_that_says_nothing_is_told_so_without_talk_of_topics(empty_folder: Path, run: Run) -> None:
    Path("list.txt").write_text("root:x:0:0\ndaemon:x:1:1\n", encoding="utf-8")
    result = run("build", "list.txt", "--output", "pages")
    assert result.exit_code == 3
    assert result.stderr.startswith("error: list: nothing in it that a brief could hold")
    assert not Path("pages").exists()


def test_two_articles_of_one_name_are_both_named(desk: Path, run: Run) -> None:
    (ARTICLES / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    (ARTICLES / "Talks.md").write_text(ARTICLE, encoding="utf-8")
    result = run("build", "--format", "md")
    assert result.exit_code == 3
    assert "seeds/articles/Talks.md and seeds/articles/talks.txt have one name (talks)" in result.stderr
    assert Path("output/harbour-talks.md").is_file()


def test_a_topic_that_nothing_concerns_makes_no_page(desk: Path, run: Run) -> None:
    Path("seeds/topics/whales.toml").write_text('title = "Whales"\n[terms]\nany = ["whales"]\n', encoding="utf-8")
    result = run("build")
    assert result.exit_code == 3
    assert "whales" in result.stderr
    assert "terms.any" in result.stderr
    assert not list(Path("output").glob("whales.*"))
    assert len(list(Path("output").glob("harbour-talks.*"))) == 4


def test_a_desk_without_articles_says_where_they_go(desk: Path, run: Run) -> None:
    (ARTICLES / "harbour.txt").unlink()
    result = run("build")
    assert result.exit_code == 3
    assert "seeds/articles: no articles" in result.stderr
    assert not Path("output").exists()


def test_a_misspelt_key_of_a_topic_is_named_with_its_line(desk: Path, run: Run) -> None:
    Path("seeds/topics/second.toml").write_text(TOPIC.replace("any", "anny"), encoding="utf-8")
    result = run("build", "--format", "md")
    assert result.exit_code == 3
    said = "error: seeds/topics/second.toml:4: unknown key 'anny' in [terms]: did you mean 'any'?\n"
    assert said in result.stderr
    assert Path("output/harbour-talks.md").is_file()


def test_a_misspelt_key_of_the_desk_is_named_with_its_line(desk: Path, run: Run) -> None:
    Path("desk.toml").write_text('name = "Desk"\nmarkin = "TLP:RED"\n', encoding="utf-8")
    result = run("build")
    assert result.exit_code == 3
    assert result.stderr == "error: desk.toml:2: unknown key 'markin': did you mean 'marking'?\n"


def test_a_template_error_names_file_line_and_excerpt_and_the_last_page_stays(desk: Path, run: Run) -> None:
    assert run("build").exit_code == 0
    before = {path.name: path.read_bytes() for path in Path("output").iterdir()}
    Path("templates").mkdir()
    Path("templates/brief.md.j2").write_text("# {{ brief.title }}\n\n{{ brief.titel }}\n", encoding="utf-8")
    result = run("build")
    assert result.exit_code == 1
    assert "templates/brief.md.j2:3: " in result.stderr
    assert "brief.titel" in result.stderr
    assert {path.name: path.read_bytes() for path in Path("output").iterdir()} == before


def test_a_file_in_place_of_the_output_folder_is_named(desk: Path, run: Run) -> None:
    Path("output").write_text("mine\n", encoding="utf-8")
    result = run("build", "--format", "md")
    assert result.exit_code == 1
    assert "output/harbour-talks.md: cannot be written: " in result.stderr
    assert Path("output").read_text(encoding="utf-8") == "mine\n"


def test_a_folder_that_no_one_may_write_to_is_named(desk: Path, run: Run) -> None:
    """/proc takes no files, not even from root."""
    if not Path("/proc/self").is_dir():
        pytest.skip("no /proc on this system")
    result = run("build", "--format", "md", "--output", "/proc/briefings")
    assert result.exit_code == 1
    assert "/proc/briefings/harbour-talks.md: cannot be written: " in result.stderr


def test_a_disk_that_fills_up_leaves_the_last_page_whole(desk: Path, run: Run) -> None:
    """The process may write 500 bytes to a file: the write of a page fails in its midst."""
    assert run("build", "--format", "md,json").exit_code == 0
    before = {path.name: path.read_bytes() for path in Path("output").iterdir()}
    assert all(len(content) > 500 for content in before.values())
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))"
    result = run_process("build", "--format", "md,json", "--as-of", "2026-04-01", code=limit, cwd=desk)
    assert result.returncode == 1
    assert b"output/harbour-talks.md: cannot be written: File too large" in result.stderr
    assert {path.name: path.read_bytes() for path in Path("output").iterdir()} == before


@pytest.mark.parametrize(
    "name", ["../secret", "..", "seeds/../harbour-talks", "harbour-talks\n", "/harbour-talks", "A B"]
)
def test_a_topic_is_a_name_and_never_a_path(desk: Path, run: Run, name: str) -> None:
    (desk.parent / "secret.toml").write_text(TOPIC, encoding="utf-8")
    (desk / "seeds" / "secret.toml").write_text(TOPIC, encoding="utf-8")
    result = run("build", name)
    assert result.exit_code == 2
    assert "neither a file nor a topic" in result.stderr
    assert not Path("output").exists()


def test_a_topic_file_whose_name_could_not_be_a_page_is_named(desk: Path, run: Run) -> None:
    Path("seeds/topics/My Talks.toml").write_text(TOPIC, encoding="utf-8")
    result = run("build", "--format", "md")
    assert result.exit_code == 3
    assert "seeds/topics/My Talks.toml: a topic's file is named with lower-case letters" in result.stderr
    assert Path("output/harbour-talks.md").is_file()
