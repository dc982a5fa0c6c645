"""An article that would like to be more than text: it is shown as text, in all three formats."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PARTS = {
    "script": "<script>alert('owned')</script>",
    "image": "<img src=x onerror=alert(2)>",
    "template": "{{ 7*7 }} {% for x in range(9) %}A{% endfor %}",
    "link": "[press here](javascript:alert(3))",
    "remote": "![x](http://127.0.0.1:9/pixel.png)",
    "raw": "`code` **bold** | cell | # heading",
    "direction": "\u202edlrow\u202c \u200fوزير\u200e",
}


class Reader(HTMLParser):
    """What a browser would act on: tags with their attributes, and the text that is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


@pytest.fixture
def pages(empty_folder: Path, run: Run) -> Path:
    quotes = "\n\n".join(
        f"“The harbour is {part} open to 200 ships,” said Foreign Minister Ada Nordvik." for part in PARTS.values()
    )
    head = f"headline: Harbour {PARTS['script']} {PARTS['template']}\npublisher: Fictional [x](javascript:a)"
    Path("hostile.txt").write_text(f"---\n{head}\n---\n{quotes}\n", encoding="utf-8")
    result = run("build", "hostile.txt", "--title", "<script>alert(4)</script> {{ 7*7 }}", "--output", "pages")
    assert result.exit_code == 0, result.stderr
    return Path("pages")


def read(pages: Path, form: str) -> str:
    return next(pages.glob(f"*.{form}")).read_text(encoding="utf-8")


def test_the_article_is_on_the_page(pages: Path) -> None:
    for form in ("md", "html"):
        text = read(pages, form).replace("\u00a0", " ")
        assert text.count("open to 200 ships") == len(PARTS), form


def test_the_page_runs_nothing_and_fetches_nothing(pages: Path) -> None:
    reader = Reader()
    reader.feed(read(pages, "html"))
    assert "script" not in {tag for tag, _ in reader.tags}
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]
    links = [
        value or "" for _, attributes in reader.tags for name, value in attributes.items() if name in {"href", "src"}
    ]
    assert not [link for link in links if not re.match(r"#|https?://|mailto:|data:", link)]
    assert not [link for link in links if "127.0.0.1" in link]


def test_the_page_shows_what_was_written(pages: Path) -> None:
    reader = Reader()
    reader.feed(read(pages, "html"))
    shown = " ".join("".join(reader.shown).split())
    for part in ("script", "template", "link", "image"):
        assert PARTS[part] in shown
    assert "49" not in shown
    assert "AAAAAAAAA" not in shown


def test_markdown_says_the_same_when_it_is_rendered(pages: Path) -> None:
    from markdown_it import MarkdownIt

    reader = Reader()
    reader.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(read(pages, "md")))
    tags = {tag for tag, _ in reader.tags}
    assert not tags & {"script", "img"}
    assert not [a for _, a in reader.tags if (a.get("href") or "").startswith("javascript")]
    shown = " ".join("".join(reader.shown).split())
    for part in ("script", "template", "link"):
        assert PARTS[part] in shown


def test_direction_marks_do_not_reach_beyond_their_line(pages: Path) -> None:
    """Each override that is opened is closed in its own line, or is taken out."""
    for form in ("md", "html"):
        for line in read(pages, form).splitlines():
            opened = len(re.findall("[\u202a\u202b\u202d\u202e]", line))
            assert opened <= line.count("\u202c"), f"{form}: {line}"


def test_the_pdf_holds_text_and_no_action(pages: Path) -> None:
    from briefings.pdf import read_pdf_text

    raw = next(pages.glob("*.pdf")).read_bytes()
    text = " ".join(read_pdf_text(raw).split())
    assert "{{ 7*7 }}" in text
    assert not re.findall(rb"/JavaScript|/JS\b|/Launch", raw)
    assert len(re.findall(rb"/EmbeddedFile\b", raw)) == 1  # the evidence, and nothing of the article's
