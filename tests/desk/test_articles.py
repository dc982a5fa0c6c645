"""The folder of articles: what counts as one, what it is called, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.desk import MAX_ARTICLE_BYTES, find_desk, list_articles, read_article, read_articles
from briefings.errors import SeedError

TEXT = "Ministers met in Oslo. It is a fictional meeting.\n"


def test_articles_are_text_markdown_and_html_at_any_depth_none_hidden(tmp_path: Path) -> None:
    for place in ("b.txt", "a.MD", "2026/c.html", "d.htm", "e.pdf", "f.txt~", ".g.txt", ".git/h.txt"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(TEXT, encoding="utf-8")
    (tmp_path / "folder.txt").mkdir()
    found = [path.relative_to(tmp_path).as_posix() for path in list_articles(tmp_path)]
    assert found == ["2026/c.html", "a.MD", "b.txt", "d.htm"]


def test_a_folder_that_is_not_there_has_no_articles(tmp_path: Path) -> None:
    assert list_articles(tmp_path / "seeds") == ()


def test_an_article_goes_by_its_file_and_its_path_in_the_desk(tmp_path: Path) -> None:
    path = tmp_path / "seeds" / "Zürich – Talks.txt"
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    article = read_article(path, base=tmp_path)
    assert (article.id, article.path) == ("zurich-talks", "seeds/Zürich – Talks.txt")
    assert read_article(path).path == str(path)


def test_one_file_named_twice_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    read = read_articles([path, tmp_path / "." / "a.txt"])
    assert (len(read.articles), read.errors) == (1, ())


def test_an_article_may_be_as_large_as_the_limit_and_no_larger(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes((b"Ministers met. " * 140_000)[:MAX_ARTICLE_BYTES])
    assert len(read_article(path).text) > MAX_ARTICLE_BYTES - 10
    path.write_bytes(b"x" * (MAX_ARTICLE_BYTES + 1))
    with pytest.raises(SeedError, match=r"a\.txt: 2\.0 MB is more than an article may have \(2 MB\)"):
        read_article(path)


def test_the_nearest_desk_upwards_is_the_desk(tmp_path: Path) -> None:
    inner = tmp_path / "desk" / "seeds" / "topics"
    inner.mkdir(parents=True)
    assert find_desk(inner) is None
    (tmp_path / "desk" / "desk.toml").write_text("", encoding="utf-8")
    assert find_desk(inner) == tmp_path / "desk"
    assert find_desk(tmp_path / "desk") == tmp_path / "desk"
