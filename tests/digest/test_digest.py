"""A mail of briefs: what it says, that it says nothing else, what mail programs make of it. All texts are fictional."""

from __future__ import annotations

import re

import msgspec
import pytest

from briefings.digest import Choice, Composed, compose_digest, is_cleared, lint_html
from briefings.digest.check import check_digest
from briefings.digest.page import lines_of_entry
from briefings.errors import BriefingsError
from briefings.model import Brief, Claim
from tests.render.sample import DENSE, MEETING, SHORT

CLIENTS = ("gmail", "outlook", "outlook-classic", "apple-mail", "yahoo", "thunderbird")
BRIEFS = (DENSE, MEETING)
CHOICE = Choice(date="2026-03-12", link="https://briefs.example.org/{topic}.html")


def compose(*briefs: Brief, choice: Choice = CHOICE, pdfs: dict[str, bytes] | None = None) -> Composed:
    return compose_digest(briefs or BRIEFS, choice, desk="Strait Desk", pdfs=pdfs)


@pytest.mark.parametrize("briefs", [BRIEFS, (SHORT,), (DENSE,), (MEETING, SHORT, DENSE)], ids=len)
@pytest.mark.parametrize("full", [False, True])
def test_no_check_finds_anything(briefs: tuple[Brief, ...], full: bool) -> None:
    assert compose(*briefs, choice=CHOICE._replace(full=full)).findings == ()


def test_marking_stands_in_the_subject_and_first_and_last_in_both_parts() -> None:
    digest = compose(msgspec.structs.replace(DENSE, marking="TLP:AMBER"), SHORT).digest
    assert digest.subject.startswith("[TLP:AMBER] ")
    assert digest.text.startswith("TLP:AMBER\n")
    assert digest.text.endswith("\nTLP:AMBER\n")


def test_a_mail_bears_the_strictest_marking() -> None:
    marks = ["TLP:CLEAR", "TLP:AMBER+STRICT", "TLP:GREEN"]
    briefs = [msgspec.structs.replace(SHORT, slug=f"s-{n}", marking=mark) for n, mark in enumerate(marks)]
    assert compose(*briefs).digest.marking == "TLP:AMBER+STRICT"
    house = msgspec.structs.replace(SHORT, marking="HOUSE CONFIDENTIAL")
    assert compose(*briefs, house).digest.marking == "HOUSE CONFIDENTIAL"


@pytest.mark.parametrize(
    ("marking", "cleared", "may"),
    [
        ("TLP:AMBER", "TLP:AMBER", True), ("TLP:AMBER", "TLP:GREEN", False), ("TLP:CLEAR", "TLP:GREEN", True),
        ("TLP:RED", "TLP:AMBER+STRICT", False), ("TLP:AMBER+STRICT", "TLP:AMBER", False), ("", "TLP:GREEN", True),
        ("HOUSE", "TLP:RED", False), ("HOUSE", "HOUSE", True), ("TLP:CLEAR", "HOUSE", False),
    ],
)  # fmt: skip
def test_what_may_go_to_whom(marking: str, cleared: str, may: bool) -> None:
    assert is_cleared(marking, cleared) is may


def test_a_table_of_contents_only_where_there_is_something_to_find() -> None:
    assert "In this mail" in compose().digest.text
    assert "In this mail" not in compose(SHORT).digest.text


def test_every_line_is_a_line_of_its_brief_and_cites_its_source() -> None:
    page = compose().page
    for entry, brief in zip(page.entries, BRIEFS, strict=True):
        own = [line for section in brief.sections for line in section.lines]
        for line in lines_of_entry(entry)[1:]:
            assert line in own
            assert {c.source for c in line.citations} <= {source.number for source in entry.sources}


def test_a_line_that_the_bottom_line_says_is_not_told_again() -> None:
    claim = Claim(id="c1", evidence=(), actors=(), origins=())
    section = next(section for section in DENSE.sections if section.key == "developments")
    first = msgspec.structs.replace(section.lines[0], claims=(claim,), rank=1.0)
    sections = (msgspec.structs.replace(section, lines=(first, *section.lines[1:])),)
    brief = msgspec.structs.replace(DENSE, sections=sections)
    assert first in lines_of_entry(compose(brief).page.entries[0])
    assert brief.bottom_line is not None
    said = msgspec.structs.replace(brief, bottom_line=msgspec.structs.replace(brief.bottom_line, claims=(claim,)))
    assert first not in lines_of_entry(compose(said).page.entries[0])


def test_a_bottom_line_in_own_words_is_said_to_be() -> None:
    assert DENSE.bottom_line is not None
    own = msgspec.structs.replace(DENSE.bottom_line, rule="bottom-line.analyst")
    digest = compose(msgspec.structs.replace(DENSE, bottom_line=own)).digest
    assert all("Bottom line, in the analyst’s own words" in text for text in (digest.html, digest.text))


def test_the_text_is_for_people() -> None:
    text = compose().digest.text
    assert max(len(line) for line in text.splitlines() if "://" not in line) <= 72
    assert "\n\n\n" not in text
    assert not re.search(r"[<>]|&\w+;|\*\*", text)


def test_the_html_fetches_nothing_and_runs_nothing() -> None:
    html = compose().digest.html
    assert not re.search(r"<script|<link|<img|@import|url\(|<iframe|\son\w+=", html, re.IGNORECASE)
    assert re.search(r"<html[^>]* lang=\"en\"", html)
    assert html.count("<table") == html.count('role="presentation"')


def test_style_is_on_the_elements_and_dark_mode_survives() -> None:
    html = compose().digest.html
    assert re.search(r"<h1 style=\"[^\"]*font-size: ?25px", html)
    dark = html[html.index("prefers-color-scheme: dark") :]
    assert dark.count("!important") >= 8
    assert "var(" not in html


def test_hostile_words_are_words() -> None:
    bad = "<script>alert(1)</script> {{ 7*7 }} & \u202egnp"
    digest = compose(msgspec.structs.replace(SHORT, title=bad)).digest
    assert "<script" not in digest.html
    assert "&lt;script&gt;" in digest.html
    assert "<script>alert(1)</script> {{ 7*7 }}" in digest.text
    assert "\u202e" not in digest.html + digest.text


def test_the_same_content_is_the_same_digest() -> None:
    assert compose().digest == compose().digest
    assert compose(pdfs={DENSE.slug: b"%PDF"}).digest.id != compose().digest.id


def test_an_attached_page_is_named_in_the_mail() -> None:
    digest = compose(pdfs={DENSE.slug: b"%PDF"}).digest
    assert [(one.name, one.content) for one in digest.attachments] == [(f"{DENSE.slug}.pdf", b"%PDF")]
    assert f"{DENSE.slug}.pdf" in digest.text


# ------------------------------------------------------------------------------------------------- checks


def breaks(html: str | None = None, text: str | None = None) -> list[str]:
    composed = compose()
    digest = composed.digest
    return [f.id for f in check_digest(composed.page, BRIEFS, html=html or digest.html, text=text or digest.text)]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("340", "341"), ("[1]", "[3]"), ("not under whose", "under whose"), ("reportedly", ""), ("“We did", "“We"),
        ("Rahel Osei", "Rachel Osei"), ("27 February 2026", "26 February 2026"), ("1 May", "2 May"),
    ],
)  # fmt: skip
def test_whatever_is_changed_is_found(before: str, after: str) -> None:
    digest = compose().digest
    assert before in digest.text
    assert "E8" in breaks(text=digest.text.replace(before, after, 1))
    pattern = re.escape(before).replace("\\ ", r"(?:\s|&nbsp;)")
    assert "E8" in breaks(html=re.sub(pattern, after, digest.html, count=1))


def test_each_number_and_citation_of_the_mail_is_held() -> None:
    digest = compose().digest
    missed = []
    for found in re.finditer(r"\d+", digest.text):
        changed = digest.text[: found.start()] + str(int(found[0]) + 1) + digest.text[found.end() :]
        line = digest.text[digest.text.rfind("\n", 0, found.start()) + 1 : digest.text.find("\n", found.end())]
        if not breaks(text=changed) and "://" not in line and not re.match(r"\s*\d+\. ", line):
            missed.append(line)
    assert missed == []


def test_an_added_number_is_found() -> None:
    digest = compose().digest
    assert "E8" in breaks(text=digest.text.replace("In this mail", "In this mail: 77 dead"))


def test_a_missing_marking_is_found() -> None:
    digest = compose().digest
    assert "E7" in breaks(text=digest.text.removesuffix(f"{digest.marking}\n"))


def test_a_mail_that_gmail_would_clip_is_held_back() -> None:
    many = [msgspec.structs.replace(DENSE, slug=f"s-{n}") for n in range(24)]
    found = [f for f in compose(*many, choice=CHOICE._replace(full=True)).findings if f.id == "W6"]
    assert [f.severity for f in found] == ["error"]
    assert "Gmail clips at 102: send fewer briefs" in found[0].message


# --------------------------------------------------------------------------------------------------- lint


def test_nothing_in_the_shipped_mail_is_unknown_to_a_usual_program() -> None:
    html = compose(*BRIEFS, SHORT, choice=CHOICE._replace(full=True)).digest.html
    assert [one.message for one in lint_html(html, CLIENTS) if one.support == "none"] == []


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p style='display:flex'>x</p>", "display:flex is not supported by outlook.windows"),
        ("<style>p { border-radius: 3px }</style>", "border-radius is not supported by outlook.windows"),
        ("<video src='a.mp4'></video>", "<video> element is not supported by gmail.desktop-webmail"),
        ("<p style='width: calc(1px + 2px)'>x</p>", "CSS calc() function is not supported by outlook"),
        ("<style>@font-face { font-family: X }</style>", "@font-face is not supported by"),
        ("<img src='data:image/png;base64,AA'>", "Base 64 image format is not supported by"),
    ],
)  # fmt: skip
def test_what_a_program_does_not_show_is_told(html: str, said: str) -> None:
    assert any(one.message.startswith(said) or said in one.message for one in lint_html(html, CLIENTS))


def test_an_unknown_program_is_named() -> None:
    with pytest.raises(BriefingsError, match=r"'pine' is not known; known are gmail"):
        lint_html("", ["pine"])
