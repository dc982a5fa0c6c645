"""``briefings init`` and ``briefings new``: the first five minutes."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.desk import read_topic
from tests.cli.conftest import Run


def test_a_new_desk_builds_as_it_is(empty_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("init", "mine").exit_code == 0
    monkeypatch.chdir("mine")
    result = run("build")
    assert result.exit_code == 0, result.stderr
    page = Path("output/cod-talks.md").read_text(encoding="utf-8")
    assert "fictional" in page
    assert "12 vessels" in page
    assert "14 vessels" in page


def test_the_example_says_that_it_is_invented() -> None:
    import briefings.cli

    example = Path(briefings.cli.__file__).parent / "example" / "seeds"
    articles = list((example / "articles").iterdir())
    assert articles
    assert all("(fictional)" in path.read_text(encoding="utf-8") for path in articles)
    assert all("fictional" in read_topic(path).title for path in (example / "topics").glob("*.toml"))


def test_nothing_is_overwritten(empty_folder: Path, run: Run) -> None:
    Path("mine").mkdir()
    Path("mine/.gitignore").write_text("mine\n", encoding="utf-8")
    assert run("init", "mine").exit_code == 0
    assert Path("mine/.gitignore").read_text(encoding="utf-8") == "mine\n"
    Path("mine/desk.toml").write_text("name = 'changed'\n", encoding="utf-8")
    again = run("init", "mine")
    assert again.exit_code == 2
    assert Path("mine/desk.toml").read_text(encoding="utf-8") == "name = 'changed'\n"


def test_a_file_in_the_way_is_named(empty_folder: Path, run: Run) -> None:
    Path("mine").write_text("", encoding="utf-8")
    result = run("init", "mine")
    assert result.exit_code == 2
    assert "mine is a file" in result.stderr


def test_a_new_topic_can_be_read_and_explains_each_key(desk: Path, run: Run) -> None:
    result = run("new", "talks-on-oslo", "--title", 'The "Oslo" \\ talks')
    assert (result.exit_code, result.stdout) == (0, "seeds/topics/talks-on-oslo.toml\n")
    topic = read_topic(Path("seeds/topics/talks-on-oslo.toml"))
    assert topic.title == 'The "Oslo" \\ talks'
    assert topic.terms.any == ("talks", "oslo")


def test_the_new_topic_file_names_every_key_that_there_is(desk: Path, run: Run) -> None:
    """Take the comment signs away: what is left is a topic that uses all keys, and none that is unknown."""
    from briefings.model import Participant, Terms, Topic

    run("new", "talks")
    path = Path("seeds/topics/talks.toml")
    lines = path.read_text(encoding="utf-8").splitlines()
    bare = [line.removeprefix("# ") for line in lines if not line.startswith("#") or " = " in line or "[[" in line]
    path.write_text("\n".join(bare), encoding="utf-8")
    read_topic(path)
    keys = {line.split(" = ")[0] for line in bare if " = " in line}
    expected = {*Topic.__struct_fields__, *Terms.__struct_fields__, *Participant.__struct_fields__}
    assert keys == expected - {"slug", "notes", "terms", "participants"}


def test_a_new_topic_builds_at_once_where_its_words_are_in_the_articles(desk: Path, run: Run) -> None:
    run("new", "oslo-harbour")
    assert run("build", "oslo-harbour", "--format", "md").exit_code == 0


@pytest.mark.parametrize("name", ["../x", "A b", "x\n", "harbour-talks", ""])
def test_a_name_that_cannot_be_is_refused(desk: Path, run: Run, name: str) -> None:
    before = sorted(desk.rglob("*"))
    assert run("new", name).exit_code == 2
    assert sorted(desk.rglob("*")) == before
