"""``briefings build``: from a desk, from files, from a pipe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, NO_SYSTEM_FONTS, TOPIC, Run, run_process


def made(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_desk_is_built_into_its_output_folder(desk: Path, run: Run) -> None:
    result = run("build")
    assert result.exit_code == 0, result.stderr
    assert made(desk / "output") == [f"harbour-talks.{form}" for form in ("html", "json", "md", "pdf")]
    assert (result.stdout, result.stderr) == ("", "made output/harbour-talks.md .html .pdf .json\n")


def test_the_desk_is_found_from_a_folder_inside_it(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk / "seeds" / "topics")
    assert run("build", "harbour-talks", "--format", "md").exit_code == 0
    assert made(desk / "output") == ["harbour-talks.md"]


def test_a_desk_elsewhere_is_named(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert run("build", "--desk", str(desk), "--format", "json").exit_code == 0
    evidence = json.loads((desk / "output" / "harbour-talks.json").read_bytes())
    assert evidence["articles"][0]["article"]["path"] == "seeds/articles/harbour.txt"


def test_the_same_desk_gives_the_same_bytes(desk: Path, run: Run) -> None:
    pages = []
    for _ in range(2):
        assert run("build").exit_code == 0
        pages.append({path.name: path.read_bytes() for path in (desk / "output").iterdir()})
    assert pages[0] == pages[1]


def test_a_picture_of_the_page_is_made_when_it_is_asked_for(desk: Path, run: Run) -> None:
    assert run("build", "--format", "png").exit_code == 0
    assert made(desk / "output") == ["harbour-talks.png"]
    picture = (desk / "output" / "harbour-talks.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert [int.from_bytes(picture[at : at + 4]) for at in (16, 20)] == [1241, 1754]


def test_every_choice_of_formats_says_the_same(desk: Path, run: Run) -> None:
    lines = [f"Minister Number {n} said the harbour commission would spend {n + 200} crowns." for n in range(90)]
    (desk / "seeds/articles/long.txt").write_text(ARTICLE + "\n" + "\n\n".join(lines), encoding="utf-8")
    pages: dict[str, set[bytes]] = {}
    for formats in ("md", "html", "json", "md,json", "md,html,pdf,json"):
        assert run("build", "--format", formats).exit_code in {0, 4}
        for path in (desk / "output").iterdir():
            pages.setdefault(path.name, set()).add(path.read_bytes())
    assert [name for name, contents in pages.items() if len(contents) > 1] == []
    assert b"left out" in next(iter(pages["harbour-talks.md"]))


def test_only_the_topics_named_are_built(desk: Path, run: Run) -> None:
    (desk / "seeds/topics/second.toml").write_text(TOPIC.replace("Harbour talks", "Second"), encoding="utf-8")
    assert run("build", "second", "--format", "md").exit_code == 0
    assert made(desk / "output") == ["second.md"]
    assert run("build", "--format", "md").exit_code == 0
    assert made(desk / "output") == ["harbour-talks.md", "second.md"]


def test_article_files_need_no_desk(empty_folder: Path, run: Run) -> None:
    Path("a.txt").write_text(ARTICLE, encoding="utf-8")
    Path("b.txt").write_text(ARTICLE.replace("200", "300"), encoding="utf-8")
    result = run("build", "a.txt", "b.txt", "--title", "Two accounts", "--output", "pages", "--format", "md,json")
    assert result.exit_code == 0, result.stderr
    assert made(Path("pages")) == ["two-accounts.json", "two-accounts.md"]
    page = Path("pages/two-accounts.md").read_text(encoding="utf-8")
    assert "Two accounts" in page
    assert "200 engineers" in page


def test_a_pipe_in_gives_a_page_on_a_pipe(empty_folder: Path, run: Run) -> None:
    result = run("build", "-", "--title", "Harbour", "--format", "md", "-o", "-", stdin=ARTICLE)
    assert result.exit_code == 0, result.stderr
    assert "# Harbour" in result.stdout
    assert not list(empty_folder.iterdir())


def test_standard_output_is_markdown_unless_another_format_is_named(desk: Path, run: Run) -> None:
    assert "# Harbour talks" in run("build", "harbour-talks", "-o", "-").stdout
    assert run("build", "harbour-talks", "-o", "-", "--format", "json").stdout.startswith('{\n "schema"')
    assert run("build", "harbour-talks", "-o", "-", "--format", "pdf").stdout_bytes.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "-o", "-", "--format", "md,pdf"), "one brief in one format"),
        (("build", "--format", "docx"), "'docx' is none of md, html, pdf, json"),
        (("build", "--as-of", "31.1.2026"), "write it as 2026-01-31"),
        (("build", "--as-of", "2026-02-30"), "2026-02-30"),
        (("build", "--title", "X"), "--title is for briefs made of article files"),
        (("build", "harbour-tlks"), "Did you mean 'harbour-talks'? Its topics: harbour-talks."),
        (("build", "--desk", "seeds"), "seeds is no desk"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_answered_with_what_can(
    desk: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert not (desk / "output").exists()


def test_without_a_desk_it_says_how_to_make_one(empty_folder: Path, run: Run) -> None:
    result = run("build")
    assert result.exit_code == 2
    assert "briefings init DIR" in result.stderr


def test_the_page_is_dated_by_the_person_or_the_build_never_by_the_clock(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def date(*arguments: str) -> str:
        return json.loads(run("build", "harbour-talks", "-o", "-", "--format", "json", *arguments).stdout)["brief"][
            "date"
        ]

    assert date() == "2026-03-10"
    assert date("--as-of", "2026-03-12") == "2026-03-12"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1773446400")
    assert date() == "2026-03-14"
    assert date("--as-of", "2026-03-12") == "2026-03-12"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("build").exit_code == 2


def test_the_evidence_holds_the_articles_and_what_was_found(desk: Path, run: Run) -> None:
    import hashlib

    evidence = json.loads(run("build", "harbour-talks", "-o", "-", "--format", "json").stdout)
    article = evidence["articles"][0]["article"]
    assert evidence["schema"] == "briefings.evidence/1"
    assert article["sha256"] == hashlib.sha256(article["text"].encode()).hexdigest()
    assert evidence["articles"][0]["facts"]
    lines = [line for section in evidence["brief"]["sections"] for line in section["lines"]]
    spans = [citation["span"] for line in lines for citation in line["citations"]]
    assert spans
    assert all(article["text"][span["start"] : span["end"]] == span["exact"] for span in spans)


def test_paper_and_design_reach_the_page(desk: Path, run: Run) -> None:
    a4 = run("build", "harbour-talks", "-o", "-", "--format", "html").stdout
    letter = run("build", "harbour-talks", "-o", "-", "--format", "html", "--paper", "letter").stdout
    assert a4 != letter


def test_the_design_is_that_of_the_command_or_the_desk(desk: Path, run: Run) -> None:
    def body(*options: str) -> str:
        return run("build", "harbour-talks", "-o", "-", "--format", "html", *options).stdout.split("<body", 1)[1]

    (desk / "templates/css").mkdir(parents=True)
    (desk / "templates/css/ours.css").write_text(":root { --accent: #7a1f1f }", encoding="utf-8")
    assert body().startswith(' class="situation ')
    (desk / "desk.toml").write_text('name = "Test desk"\ndesign = "ours"\n', encoding="utf-8")
    assert body().startswith(' class="ours ')
    assert body("--design", "meeting").startswith(' class="meeting ')
    wrong = run("build", "harbour-talks", "--design", "theirs")
    assert wrong.exit_code == 1
    assert "unknown design 'theirs': choose one of situation, meeting, ours" in wrong.stderr


def test_a_warning_is_shown_and_holds_a_brief_back_only_when_asked(desk: Path, run: Run) -> None:
    assert run("build").exit_code == 0
    before = {path.name: path.read_bytes() for path in (desk / "output").iterdir()}
    article = desk / "seeds/articles/harbour.txt"
    article.write_text(ARTICLE.replace("published: 2026-03-10\n", ""), encoding="utf-8")
    strict = run("build", "--strict")
    assert strict.exit_code == 4
    assert strict.stderr.startswith("error: harbour-talks: held back: ")
    assert "W7 source [1] is undated" in strict.stderr
    assert {path.name: path.read_bytes() for path in (desk / "output").iterdir()} == before
    lenient = run("build")
    assert lenient.exit_code == 0
    assert "warning: harbour-talks: W7 source [1] is undated\n" in lenient.stderr


def test_the_three_pages_show_the_same_lines(desk: Path, run: Run) -> None:
    """Checks E1 and E8 would hold the brief back; here a reader's words are looked for in each."""
    from briefings.pdf import read_pdf_text

    assert run("build").exit_code == 0
    texts = [
        (desk / "output/harbour-talks.md").read_text(encoding="utf-8"),
        (desk / "output/harbour-talks.html").read_text(encoding="utf-8"),
        read_pdf_text((desk / "output/harbour-talks.pdf").read_bytes()),
    ]
    for words in ("200 engineers to the harbour", "Ada Nordvik", "over 3,000 people", "TLP:CLEAR"):
        assert all(words in " ".join(text.replace("\u00a0", " ").split()) for text in texts), words


def test_ctrl_c_ends_a_build_without_a_traceback(desk: Path) -> None:
    from tests.cli.conftest import run_process

    stop = "import briefings.desk\ndef stop(*_): raise KeyboardInterrupt\nbriefings.desk.read_desk = stop"
    result = run_process("build", code=stop, cwd=desk)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert not (desk / "output").exists()


def test_a_letter_without_a_font_is_warned_of(desk: Path) -> None:
    done = run_process("build", "--title", "ሰ", "seeds/articles/harbour.txt", code=NO_SYSTEM_FONTS)
    told = done.stderr.decode()
    assert done.returncode == 0, told
    assert "W10 no font has U+1230 ETHIOPIC SYLLABLE SA in “ሰ”: " in told


def test_a_design_that_is_not_there_is_refused_without_a_desk_too(empty_folder: Path, run: Run) -> None:
    Path("harbour.txt").write_text(ARTICLE, encoding="utf-8")
    wrong = run("build", "harbour.txt", "--design", "theirs")
    assert wrong.exit_code == 1
    assert "unknown design 'theirs': choose one of situation, meeting" in wrong.stderr
