"""The press from inside: what is made anew, what is not, and that a quick way gives what the long one does."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from briefings.build import Order, build_reading, compose_topic
from briefings.desk import read_articles, read_desk, read_topic, write_output
from briefings.model import DeskSettings
from briefings.preview.composing import compose_again
from briefings.preview.messages import AskDraft, AskPage, Drafted, Failed, Printed, Same
from briefings.preview.shelf import Shelf
from briefings.preview.workshop import Workshop
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
    assert isinstance(workshop.draft(AskDraft(slug="borland")), Drafted)
    assert isinstance(workshop.print("borland"), Printed)
    changed = desk / "seeds" / "articles" / "gazette-inspectors.txt"
    write_output(changed, changed.read_text(encoding="utf-8").replace("40 inspectors", "41 inspectors"))
    assert set(workshop.read().outdated) == {"arvale", "borland"}
    assert isinstance(workshop.draft(AskDraft(slug="borland")), Same)
    assert isinstance(workshop.print("borland"), Same)


def test_a_mistake_is_an_answer_and_goes(workshop: Workshop, desk: Path) -> None:
    template = desk / "templates" / "brief.html.j2"
    write_output(template, "{{ brief.nothing }}")
    workshop.read()
    failed = workshop.answer(AskDraft(slug="arvale"))
    assert isinstance(failed, Failed)
    assert (failed.problem.line, failed.problem.excerpt) == (1, ((1, "{{ brief.nothing }}"),))
    template.unlink()
    workshop.read()
    assert isinstance(workshop.draft(AskDraft(slug="arvale")), Drafted)


def test_what_is_printed_is_what_is_built(workshop: Workshop, desk: Path) -> None:
    from briefings.build import build_brief

    read = read_desk(desk)
    reading = build_reading(read_articles(read.articles, base=desk).articles)
    built = build_brief(reading, read_topic(topic_of(desk)), settings=read.settings, order=Order())
    printed = workshop.print("arvale")
    assert isinstance(printed, Printed)
    assert {form: printed.files[form] for form in ("md", "html", "pdf")} == {
        form: built.outputs[form]  # type: ignore[index]
        for form in ("md", "html", "pdf")
    }


def test_a_title_changes_nothing_else_of_the_text(workshop: Workshop, desk: Path) -> None:
    workshop.draft(AskDraft(slug="arvale"))
    printed = workshop.print("arvale")
    assert isinstance(printed, Printed)
    path = topic_of(desk)
    for number, title in enumerate(("Anew", "Anew again")):
        write_output(path, path.read_text(encoding="utf-8").replace('title = "', f'title = "{title} '))
        workshop.read()
        drafted = workshop.draft(AskDraft(slug="arvale", page=printed.brief, current=number == 0))
        assert isinstance(drafted, Drafted)
        expected = msgspec.structs.replace(printed.brief, title=drafted.brief.title, topic=drafted.brief.title)
        assert drafted.brief == expected
        assert drafted.brief.title.startswith(title)


def test_a_page_that_nobody_has_is_printed_anew(workshop: Workshop) -> None:
    assert isinstance(workshop.answer(AskPage(slug="arvale")), Printed)
    assert isinstance(workshop.answer(AskPage(slug="arvale")), Same)
    assert isinstance(workshop.answer(AskPage(slug="arvale", anew=True)), Printed)
