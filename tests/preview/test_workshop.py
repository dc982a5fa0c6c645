"""The press from inside: what is made anew, what is not, and that a quick way gives what the long one does."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from briefings.build import Order, build_reading, compose_topic
from briefings.desk import read_articles, read_desk, read_topic, write_output
from briefings.model import Brief, DeskSettings
from briefings.preview.composing import compose_again
from briefings.preview.messages import AskDraft, AskFiles, AskPicture, Drafted, Failed, Hand, Pictured, Printed, Same
from briefings.preview.outline import Outliner
from briefings.preview.shelf import Shelf
from briefings.preview.workshop import DPI, Workshop
from tests.preview.conftest import topic_of

CHANGES = ({"title": "Anew"}, {"notes": "Mine."}, {"author": "A. Writer"}, {"purpose": "To ask."})
OTHER_CHANGES = ({"pins": ("x",)}, {"bottom_line": "Mine."}, {"marking": "TLP:RED"}, {"kind": "meeting"})


@pytest.fixture
def workshop(desk: Path) -> Workshop:
    made = Workshop(desk)
    made.read()
    return made


@pytest.mark.parametrize("change", [*CHANGES, *OTHER_CHANGES], ids=str)
def test_composed_from_the_last_is_composed_anew(desk: Path, change: dict[str, object]) -> None:
    read = read_desk(desk)
    reading = build_reading(read_articles(read.articles, base=desk).articles)
    settings, order = DeskSettings(author="The desk"), Order()
    before = read_topic(topic_of(desk))
    after = msgspec.structs.replace(before, **change)
    last = compose_again(None, reading, before, settings=settings, order=order)
    again = compose_again(last, reading, after, settings=settings, order=order)
    assert again.brief == compose_topic(reading, after, settings=settings, order=order)


def test_a_topic_concerns_its_own_brief_alone(workshop: Workshop, desk: Path) -> None:
    path = topic_of(desk)
    write_output(path, path.read_text(encoding="utf-8").replace("Arvale talks", "Anew"))
    assert workshop.read().outdated == ("arvale",)
    assert workshop.read().outdated == ()


def test_an_article_is_read_alone_and_other_briefs_stay(desk: Path) -> None:
    shelf = Shelf(desk)
    paths = read_desk(desk).articles
    assert shelf.read(paths)
    before = {entry.facts.article.id: entry for entry in shelf.entries}
    changed = desk / "seeds" / "articles" / "gazette-inspectors.txt"
    write_output(changed, changed.read_text(encoding="utf-8").replace("40 inspectors", "41 inspectors"))
    assert shelf.read(paths)
    new = [entry.facts.article.id for entry in shelf.entries if before[entry.facts.article.id] is not entry]
    assert new == ["gazette-inspectors"]


def test_what_is_the_same_is_made_once(workshop: Workshop, desk: Path) -> None:
    assert isinstance(workshop.draft("borland"), Drafted)
    assert isinstance(workshop.picture("borland"), Pictured)
    changed = desk / "seeds" / "articles" / "gazette-inspectors.txt"
    write_output(changed, changed.read_text(encoding="utf-8").replace("40 inspectors", "41 inspectors"))
    assert set(workshop.read().outdated) == {"arvale", "borland"}
    assert isinstance(workshop.draft("borland"), Same)
    assert isinstance(workshop.picture("borland"), Same)


def test_a_mistake_is_an_answer_and_goes(workshop: Workshop, desk: Path) -> None:
    template = desk / "templates" / "brief.html.j2"
    write_output(template, "{{ brief.nothing }}")
    workshop.read()
    failed = workshop.answer(AskDraft(slug="arvale"))
    assert isinstance(failed, Failed)
    assert (failed.problem.line, failed.problem.excerpt) == (1, ((1, "{{ brief.nothing }}"),))
    template.unlink()
    workshop.read()
    assert isinstance(workshop.draft("arvale"), Drafted)


def test_what_is_pictured_and_printed_is_what_is_built(workshop: Workshop, desk: Path) -> None:
    from briefings.build import build_brief
    from briefings.pdf import snap_png

    read = read_desk(desk)
    reading = build_reading(read_articles(read.articles, base=desk).articles)
    built = build_brief(reading, read_topic(topic_of(desk)), settings=read.settings, order=Order())
    pictured, printed = workshop.picture("arvale"), workshop.print("arvale")
    assert isinstance(pictured, Pictured)
    assert isinstance(printed, Printed)
    assert printed.files == built.outputs
    assert pictured.picture == snap_png(built.outputs["pdf"], DPI).png
    assert (pictured.html.encode(), pictured.markdown.encode()) == (built.outputs["html"], built.outputs["md"])
    assert brief_of(pictured) == built.brief
    assert pictured.outline == Outliner().outline(built.brief)


def brief_of(pictured: Pictured) -> Brief:
    return msgspec.msgpack.decode(pictured.brief, type=Brief)


def test_a_title_changes_nothing_else_of_the_text(workshop: Workshop, desk: Path) -> None:
    workshop.draft("arvale")
    pictured = workshop.picture("arvale")
    assert isinstance(pictured, Pictured)
    assert isinstance(workshop.answer(Hand(slug="arvale", brief=pictured.brief)), Same)
    path = topic_of(desk)
    for number, title in enumerate(("Anew", "Anew again")):
        write_output(path, path.read_text(encoding="utf-8").replace('title = "', f'title = "{title} '))
        workshop.read()
        drafted = workshop.answer(AskDraft(slug="arvale", current=number == 0))
        assert isinstance(drafted, Drafted)
        assert drafted.outline == pictured.outline
        assert f"<h1>{title}" in drafted.html
        assert drafted.html.split("</h1>")[1] == pictured.html.split("</h1>")[1]


def test_a_page_that_nobody_has_is_printed_anew(workshop: Workshop) -> None:
    assert isinstance(workshop.answer(AskPicture(slug="arvale")), Pictured)
    assert isinstance(workshop.answer(AskPicture(slug="arvale")), Same)
    assert isinstance(workshop.answer(AskPicture(slug="arvale", anew=True)), Pictured)


def test_files_are_made_of_the_page_that_is_asked_for(workshop: Workshop) -> None:
    workshop.answer(AskPicture(slug="arvale"))
    printed = workshop.answer(AskFiles(slug="borland"))
    assert isinstance(printed, Printed)
    assert b"Borland talks" in printed.files["md"]
