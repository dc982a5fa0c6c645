"""What is saved shows up by itself; what is wrong is told over what was last right; what is decided is written."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from briefings.desk import read_topic, write_output
from tests.preview.conftest import topic_of, watch
from tests.preview.desks import make_desk
from tests.preview.running import Running, previewing
from tests.send.server import free_port

TITLE = 'title = "Arvale talks"'
LOOP = """{% extends "default:brief.md.j2" %}
{% block title %}{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}{% endblock %}"""


def change(path: Path, old: str, new: str) -> None:
    """Save ``path`` as an editor does: the new text beside it, then in its place."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    write_output(path, text.replace(old, new))


def line_named(page: Page, words: str) -> str:
    name = page.locator(f"button.line:has-text('{words}')").first.get_attribute("data-line")
    assert name
    return name


# ----------------------------------------------------------------------------------------------------- live


def test_every_kind_of_file_shows_up_by_itself_and_the_place_is_kept(
    page: Page, preview: Running, own_desk: Path
) -> None:
    """Topic, notes, article, settings and template, one after the other, in a frame that is never loaded again."""
    page.goto(f"{preview.url}/briefs/arvale/html?width=phone")
    frame = page.frame_locator("#frame")
    expect(frame.locator("h1")).to_have_text("Arvale talks")
    page.evaluate("document.querySelector('#frame').contentDocument.kept = true")
    page.evaluate("document.querySelector('#frame').contentDocument.scrollingElement.scrollTop = 300")
    change(topic_of(own_desk), TITLE, 'title = "Arvale anew"')
    expect(frame.locator("h1")).to_have_text("Arvale anew")
    expect(page.locator(".here")).to_have_text("Arvale anew")
    (own_desk / "seeds" / "topics" / "arvale.md").write_text("I deem it *unlikely*.\n", encoding="utf-8")
    expect(frame.locator("#notes em")).to_have_text("unlikely")
    change(own_desk / "seeds" / "articles" / "gazette-inspectors.txt", "40 inspectors", "41 inspectors")
    expect(frame.locator("body")).to_contain_text("41 inspectors")
    change(own_desk / "desk.toml", "TLP:CLEAR", "TLP:GREEN")
    expect(frame.locator(".marking").first).to_have_text("TLP:GREEN")
    template = '{% extends "default:brief.html.j2" %}{% block title %}<h1>By hand</h1>{% endblock %}'
    write_output(own_desk / "templates" / "brief.html.j2", template)
    expect(frame.locator("h1")).to_have_text("By hand")
    (own_desk / "templates" / "brief.html.j2").unlink()
    expect(frame.locator("h1")).to_have_text("Arvale anew")
    assert page.evaluate("document.querySelector('#frame').contentDocument.kept")
    assert page.evaluate("document.querySelector('#frame').contentDocument.scrollingElement.scrollTop") == 300


def test_the_page_and_the_index_follow(page: Page, context: BrowserContext, preview: Running, own_desk: Path) -> None:
    index = context.new_page()
    index.goto(preview.url)
    page.goto(f"{preview.url}/briefs/arvale/page")
    page.evaluate("window.kept = true")
    before = page.locator(".sheet > img").get_attribute("src")
    change(topic_of(own_desk), TITLE, 'title = "Arvale anew"')
    expect(page.locator(".sheet > img")).not_to_have_attribute("src", before or "")
    expect(index.locator(".card .name").first).to_have_text("Arvale anew")
    assert page.evaluate("window.kept")
    shutil.rmtree(own_desk / "seeds" / "articles")
    expect(page.locator(".problem")).to_be_visible()
    expect(page.locator(".sheet > img")).to_be_visible()
    expect(index.locator(".card.error")).to_have_count(2)


def test_ten_saves_in_a_second_make_one_page_and_the_last_wins(page: Page, preview: Running, own_desk: Path) -> None:
    page.goto(f"{preview.url}/briefs/arvale/markdown")
    page.evaluate("""() => {
        const source = new EventSource("/live");
        window.pictures = new Set();
        source.onmessage = async (message) => {
            const event = JSON.parse(message.data);
            if (event.stage !== "page" || event.slug !== "arvale") return;
            const shown = await (await fetch("/briefs/arvale/page")).text();
            pictures.add(shown.match(/page\\.png\\?v=([0-9a-f]+)/)[1]);
        };
        return new Promise((resolve) => (source.onopen = resolve));
    }""")
    path, text = topic_of(own_desk), topic_of(own_desk).read_text(encoding="utf-8")
    for number in range(10):
        path.write_text(text.replace(TITLE, f'title = "Save {number}"'), encoding="utf-8")
        time.sleep(0.02)
    expect(page.locator("#markdown-source")).to_contain_text("# Save 9")
    preview.until(lambda: "Save 9" in preview.text("/briefs/arvale/export.md"), "the page of the last save")
    preview.rest("/briefs/arvale/page")
    assert len(page.evaluate("[...pictures]")) == 1


def test_outputs_start_nothing_and_are_compared(page: Page, preview: Running, own_desk: Path) -> None:
    preview.rest("/")
    page.goto(preview.url)
    made = page.locator(".card .facts").first.inner_text()
    (own_desk / "output").mkdir()
    for form in ("md", "html", "pdf", "json"):
        (own_desk / "output" / f"arvale.{form}").write_bytes(preview.ask(f"/briefs/arvale/export.{form}")[2])
    page.reload()
    expect(page.locator(".card").first).not_to_contain_text("not built yet")
    expect(page.locator(".card .facts").first).to_have_text(made)
    (own_desk / "output" / "arvale.md").write_text("old", encoding="utf-8")
    page.reload()
    expect(page.locator(".card").first).to_contain_text("output/ is stale")
    expect(page.locator(".card .facts").first).to_have_text(made)


def test_twenty_tabs_share_one_connection(context: BrowserContext, preview: Running, own_desk: Path) -> None:
    tabs = [context.new_page() for _ in range(20)]
    for tab in tabs:
        tab.goto(f"{preview.url}/briefs/arvale/markdown")
    change(topic_of(own_desk), TITLE, 'title = "For all"')
    for tab in tabs:
        expect(tab.locator("#markdown-source")).to_contain_text("# For all")
    streams = Path(f"/proc/{preview.process.pid}/net/tcp").read_text(encoding="ascii")
    established = [row for row in streams.splitlines() if f":{preview.port:04X}" in row.split()[1] and " 01 " in row]
    assert len(established) <= 6  # what one browser opens at most, however many tabs


def test_without_shared_workers_a_tab_follows_by_itself(browser: Browser, preview: Running, own_desk: Path) -> None:
    context = browser.new_context()
    context.add_init_script("delete window.SharedWorker")
    tab = context.new_page()
    tab.goto(f"{preview.url}/briefs/arvale/markdown")
    change(topic_of(own_desk), TITLE, 'title = "Alone"')
    expect(tab.locator("#markdown-source")).to_contain_text("# Alone")
    context.close()


def test_by_the_clock_where_the_kernel_tells_nothing(page: Page, desk: Path) -> None:
    with previewing(desk, "--poll") as running:
        running.settle("arvale")
        page.goto(f"{running.url}/briefs/arvale/markdown")
        change(topic_of(desk), TITLE, 'title = "By the clock"')
        expect(page.locator("#markdown-source")).to_contain_text("# By the clock")


def test_a_desk_of_very_many_articles(page: Page, tmp_path: Path) -> None:
    """Beyond 300 each topic is made of its own articles alone; what is saved shows up all the same."""
    desk = make_desk(tmp_path / "many", topics=2, articles=304)
    with previewing(desk) as running:
        running.settle("arvale")
        page.goto(f"{running.url}/briefs/arvale/markdown")
        change(topic_of(desk), TITLE, 'title = "Of very many"')
        expect(page.locator("#markdown-source")).to_contain_text("# Of very many")
        cited = page.locator("#markdown-source").inner_text().rsplit("](seeds", 1)[0]
        name = re.findall(r"Arvale and its neighbours, part (\d+)", cited)[0]
        article = desk / "seeds" / "articles" / f"arvale-{int(name):03d}.txt"
        change(article, f"neighbours, part {name}", "neighbours, anew")
        expect(page.locator("#markdown-source")).to_contain_text("neighbours, anew")
        running.settle("arvale")
        page.goto(f"{running.url}/briefs/arvale/page")
        page.locator(".spot[data-line^='pos-'], .spot[data-line^='dev-']").first.click()
        expect(page.locator("#panel mark").first).to_be_visible()


def test_a_branch_is_switched_under_it(page: Page, preview: Running, own_desk: Path, tmp_path: Path) -> None:
    """Whole folders go, come back as others, and what is saved in them afterwards still shows up."""
    other = make_desk(tmp_path / "other", topics=3, articles=6)
    page.goto(preview.url)
    shutil.rmtree(own_desk / "seeds")
    expect(page.locator(".card")).to_have_count(0)
    shutil.copytree(other / "seeds", own_desk / "seeds")
    expect(page.locator(".card")).to_have_count(3)
    page.goto(f"{preview.url}/briefs/corvia/markdown")
    change(topic_of(own_desk, "corvia"), 'title = "Corvia talks"', 'title = "On the branch"')
    expect(page.locator("#markdown-source")).to_contain_text("# On the branch")


def test_when_the_server_comes_back_the_tab_begins_anew(context: BrowserContext, desk: Path) -> None:
    page = context.new_page()
    port = str(free_port())  # one that no other preview is given meanwhile
    with previewing(desk, "--port", port) as first:
        first.settle("arvale")
        page.goto(f"{first.url}/briefs/arvale/markdown")
        expect(page.locator("#markdown-source")).to_be_visible()
        first.stop()
        expect(page.locator("#lost")).to_be_visible()
        with previewing(desk, "--port", port):
            expect(page.locator("#lost")).to_be_hidden()
            expect(page.locator("#markdown-source")).to_contain_text("# Arvale talks")


# --------------------------------------------------------------------------------------------------- errors


@pytest.mark.parametrize(
    ("place", "text", "line", "words"),
    [
        ("seeds/topics/arvale.toml", '# one\n# two\n# three\ntitel = "X"\n# five\n# six\n# seven\n', 4, "titel"),
        ("templates/brief.html.j2", "a\nb\nc\n{{ brief.nothing }}\ne\nf\ng\n", 4, "nothing"),
        ("desk.toml", '# one\nname = "Test desk"\nmarkin = "x"\n', 3, "markin"),
    ],
)
def test_an_error_stands_over_the_last_good_page_and_goes(  # noqa: PLR0917
    page: Page, preview: Running, own_desk: Path, place: str, text: str, line: int, words: str
) -> None:
    page.goto(f"{preview.url}/briefs/arvale/page")
    path = own_desk / place
    before = path.read_text(encoding="utf-8") if path.exists() else None
    write_output(path, text)
    box = page.locator(".problem")
    expect(box).to_contain_text(f"{place}:{line}")
    expect(box.locator(".wrong")).to_contain_text(words)
    shown = [int(number.inner_text()) for number in box.locator("pre i").all()]
    assert shown == list(range(max(1, line - 3), min(text.count("\n"), line + 3) + 1))
    expect(page.locator(".sheet > img")).to_be_visible()
    assert page.locator(".spot").count() > 5
    if before is None:
        path.unlink()
    else:
        write_output(path, before)
    expect(box).to_have_count(0)


def test_an_article_that_breaks_stays_as_it_was(page: Page, preview: Running, own_desk: Path) -> None:
    page.goto(f"{preview.url}/briefs/arvale/markdown")
    (own_desk / "seeds" / "articles" / "gazette-inspectors.txt").write_bytes(b"")
    expect(page.locator(".problem")).to_contain_text("gazette-inspectors.txt")
    expect(page.locator("#markdown-source")).to_contain_text("40 inspectors")


def test_a_brief_that_is_deleted_while_it_is_shown(context: BrowserContext, preview: Running, own_desk: Path) -> None:
    page = context.new_page()
    page.goto(f"{preview.url}/briefs/arvale/page")
    topic_of(own_desk).unlink()
    expect(page.locator("h1")).to_have_text("There is no such page")


def test_a_template_that_loops_is_stopped_and_told(page: Page, desk: Path) -> None:
    with previewing(desk, "--patience", "1.5") as running:
        running.settle("arvale")
        page.goto(f"{running.url}/briefs/arvale/page")
        write_output(desk / "templates" / "brief.md.j2", LOOP)
        expect(page.locator(".problem")).to_contain_text("does a template loop", timeout=20_000)
        expect(page.locator(".sheet > img")).to_be_visible()
        (desk / "templates" / "brief.md.j2").unlink()
        expect(page.locator(".problem")).to_have_count(0, timeout=20_000)
        change(topic_of(desk), TITLE, 'title = "It lives"')
        page.goto(f"{running.url}/briefs/arvale/markdown")
        expect(page.locator("#markdown-source")).to_contain_text("# It lives", timeout=20_000)


# ------------------------------------------------------------------------------------------------- choosing


def test_pin_move_drop_restore_and_undo(page: Page, preview: Running, own_desk: Path) -> None:
    """By hand, in a browser: each act is written at once, the page follows, and each is undone."""
    path = topic_of(own_desk)
    original = path.read_bytes()
    page.goto(f"{preview.url}/briefs/arvale/page")
    name = line_named(page, "praised the opportunity")
    page.locator(f".spot[data-line='{name}']").click()
    panel = page.locator("#panel")
    panel.get_by_role("button", name="Pin", exact=True).click()
    expect(panel.get_by_role("button", name="Unpin")).to_be_visible()
    expect(page.locator("#said")).to_have_text("Pinned")
    assert read_topic(path).pins == (name,)
    panel.get_by_role("button", name="Down").click()
    expect(page.locator("#undo")).to_contain_text("moved down")
    assert name in read_topic(path).order
    panel.get_by_role("button", name="Drop").click()
    expect(page.locator(".list")).to_be_visible()
    expect(page.locator(f".spot[data-line='{name}']")).to_have_count(0)
    assert read_topic(path).drops == (name,)
    for _ in range(3):
        undone = page.locator("#undo").inner_text()
        page.locator("#undo").click()
        expect(page.locator("#undo", has_text=undone)).to_have_count(0)
    assert path.read_bytes() == original
    expect(page.locator(f".spot[data-line='{name}']")).to_have_count(1)


def test_somebody_in_who_is_who_is_dropped_and_restored(page: Page, preview: Running, own_desk: Path) -> None:
    path = topic_of(own_desk)
    page.goto(f"{preview.url}/briefs/arvale/page")
    name = page.locator(".spot[data-line^='peo-']").first.get_attribute("data-line")
    page.locator(f".spot[data-line='{name}']").click()
    page.locator("#panel").get_by_role("button", name="Drop").click()
    expect(page.locator(f".spot[data-line='{name}']")).to_have_count(0)
    assert read_topic(path).drops == (name,)
    page.goto(f"{preview.url}/briefs/arvale/left-out")
    dropped = page.locator(".left-out > li", has=page.locator(f"[data-line='{name}']"))
    expect(dropped).to_contain_text("dropped by the topic")
    dropped.get_by_role("button", name="Restore").click()
    expect(page.locator(f"#panel [data-line='{name}']")).to_be_visible()
    assert read_topic(path).drops == ()


def test_what_cannot_be_done_with_a_line_is_said(page: Page, preview: Running, own_desk: Path) -> None:
    change(topic_of(own_desk), 'kind = "situation"', 'kind = "meeting"\nobjectives = ["Ask for a date."]')
    page.goto(f"{preview.url}/briefs/arvale/page")
    page.locator(".spot[data-line='bottom']").click()
    expect(page.locator("#panel .acts")).to_contain_text("write your own")
    page.locator(".spot[data-line^='objective']").click()
    expect(page.locator("#panel .acts")).to_contain_text("in the topic’s file")


def test_own_words_are_written_in_place_and_shown_as_such(page: Page, preview: Running, own_desk: Path) -> None:
    page.goto(f"{preview.url}/briefs/arvale/page")
    page.get_by_label("Bottom line", exact=True).fill("Arvale sends 40 inspectors.")
    page.get_by_role("button", name="Save the bottom line").click()
    expect(page.locator("button.line[data-line='bottom']")).to_contain_text("your words")
    assert read_topic(topic_of(own_desk)).bottom_line == "Arvale sends 40 inspectors."
    assert "# What we watch in Arvale" in topic_of(own_desk).read_text(encoding="utf-8")
    page.get_by_label("Analyst’s notes (Markdown)").fill("Trade is *likely* to grow.")
    page.get_by_role("button", name="Save the notes").click()
    page.goto(f"{preview.url}/briefs/arvale/html")
    expect(page.frame_locator("#frame").locator("#notes em")).to_have_text("likely")
    bottom = page.frame_locator("#frame").locator("#bottom-line")
    expect(bottom).to_contain_text("Arvale sends 40 inspectors.")
    expect(bottom.locator("h2")).to_have_text("Bottom line, in the analyst’s own words")


def test_what_is_being_written_survives_a_refresh_and_a_conflict_is_asked(
    page: Page, preview: Running, own_desk: Path
) -> None:
    notes = own_desk / "seeds" / "topics" / "arvale.md"
    page.goto(f"{preview.url}/briefs/arvale/page")
    page.get_by_label("Analyst’s notes (Markdown)").fill("Mine.")
    write_output(notes, "Theirs.\n")
    expect(page.locator(".sheet > img")).to_be_visible()
    change(topic_of(own_desk), TITLE, 'title = "Meanwhile"')
    expect(page).to_have_title(re.compile("Meanwhile"))
    expect(page.get_by_label("Analyst’s notes (Markdown)")).to_have_value("Mine.")
    page.get_by_role("button", name="Save the notes").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Theirs.")
    dialog.get_by_role("button", name="Leave it as it is now").click()
    assert notes.read_text(encoding="utf-8") == "Theirs.\n"
    page.get_by_role("button", name="Save the notes").click()
    dialog.get_by_role("button", name="Write mine in its place").click()
    expect(page.locator("#said")).to_have_text("Notes written")
    assert notes.read_text(encoding="utf-8") == "Mine.\n"


def test_two_browsers_on_one_desk(browser: Browser, preview: Running, own_desk: Path) -> None:
    contexts = [browser.new_context(), browser.new_context()]
    one, other = (context.new_page() for context in contexts)
    wrong: list[str] = []
    for tab in (one, other):
        watch(tab, wrong)
        tab.goto(f"{preview.url}/briefs/arvale/page")
    name = line_named(one, "praised the opportunity")
    for tab in (one, other):
        tab.locator(f".spot[data-line='{name}']").click()
    one.locator("#panel").get_by_role("button", name="Pin", exact=True).click()
    expect(other.locator("#panel").get_by_role("button", name="Unpin")).to_be_visible()
    other.locator("#panel").get_by_role("button", name="Unpin").click()
    expect(one.locator("#panel").get_by_role("button", name="Pin", exact=True)).to_be_visible()
    assert read_topic(topic_of(own_desk)).pins == ()
    for context in contexts:
        context.close()
    assert wrong == []


def test_what_found_no_room_is_restored(page: Page, tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "full", topics=1, articles=4, paragraphs=5)
    with previewing(desk) as running:
        running.settle("arvale")
        page.goto(f"{running.url}/briefs/arvale/left-out")
        first = page.locator(".left-out > li").first
        name = first.locator("button.line").get_attribute("data-line")
        first.get_by_role("button", name="Restore").click()
        expect(page.locator(f".left-out [data-line='{name}']")).to_have_count(0)
        expect(page.locator(f"#panel [data-line='{name}']")).to_contain_text("pinned")
        assert read_topic(topic_of(desk)).pins == (name,)
