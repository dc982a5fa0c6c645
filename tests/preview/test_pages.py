"""The preview in a browser: what is seen, where a line comes from, with mouse, keyboard and screen reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import axe_violations
from tests.preview.conftest import watch
from tests.preview.running import Running

TABS = ("page", "html", "markdown", "mail", "checks", "left-out")
PAGES = ("/", *(f"/briefs/arvale/{tab}" for tab in TABS), "/articles/gazette-inspectors", "/nowhere")
SHARED = "send 40 inspectors"


def spot(page: Page, words: str) -> str:
    """Return the name of the line on the page that holds ``words``."""
    name = page.locator(f"button.line:has-text('{words}')").first.get_attribute("data-line")
    assert name
    return name


def open_spot(page: Page, shown: Running, words: str = SHARED) -> str:
    page.goto(f"{shown.url}/briefs/arvale/page")
    name = spot(page, words)
    page.locator(f".spot[data-line='{name}']").click()
    expect(page.locator(".provenance")).to_have_attribute("data-shows", name)
    return name


# ---------------------------------------------------------------------------------------------------- index


def test_the_index_shows_briefs_and_articles(page: Page, shown: Running) -> None:
    page.goto(shown.url)
    expect(page).to_have_title("Test desk – briefs")
    cards = page.locator(".card")
    expect(cards).to_have_count(2)
    expect(cards.first.locator(".name")).to_have_text("Arvale talks")
    expect(cards.first.locator(".state")).to_contain_text("fits")
    expect(cards.first).to_contain_text(re.compile(r"1 page, \d+ ?% full · made at \d\d:\d\d:\d\d"))
    expect(cards.first).to_contain_text("not built yet")
    assert cards.first.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 1000
    row = page.locator("tr", has_text="Mareth to send inspectors (gazette)")
    expect(row).to_contain_text("Gazette")
    expect(row).to_contain_text("9 March 2026")
    assert int(row.locator("td.number").inner_text()) >= 1


def test_an_article_leads_to_the_lines_that_cite_it(page: Page, shown: Running) -> None:
    page.goto(shown.url)
    page.get_by_role("link", name="Mareth to send inspectors (gazette)").click()
    page.locator(".citing a").first.click()
    expect(page.locator(".provenance mark").first).to_be_visible()


# ----------------------------------------------------------------------------------------------------- tabs


def test_the_page_is_the_pdf_and_its_lines_stand_where_they_are_printed(page: Page, shown: Running) -> None:
    page.goto(f"{shown.url}/briefs/arvale/page")
    picture = page.locator(".sheet > img")
    assert picture.evaluate("image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])") == [
        1191,
        1684,
    ]
    sheet = picture.bounding_box()
    boxes = [one.bounding_box() for one in page.locator(".spot").all()]
    listed = page.locator("#panel button.line").count()
    assert sheet
    assert len(boxes) == listed > 5
    for box in boxes:
        assert box
        assert sheet["x"] < box["x"] < box["x"] + box["width"] <= sheet["x"] + sheet["width"]
        assert sheet["y"] < box["y"] < box["y"] + box["height"] < sheet["y"] + sheet["height"]
        assert box["height"] > 8
    expect(page.locator("meter")).to_have_attribute("aria-label", "How full the page is")
    assert 0.1 < float(page.locator("meter").get_attribute("value") or 0) <= 1


@pytest.mark.parametrize("width", [("phone", 375), ("desktop", 1100)])
@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(255, 255, 255)"), ("dark", "rgb(18, 22, 26)")])
def test_html_is_shown_as_it_looks_elsewhere(
    browser: Browser, shown: Running, width: tuple[str, int], scheme: str, paper: str
) -> None:
    context = browser.new_context(color_scheme="null")  # else the browser is made to prefer one
    page = context.new_page()
    page.goto(f"{shown.url}/briefs/arvale/html?width={width[0]}&scheme={scheme}")
    frame = page.frame_locator("#frame")
    expect(frame.locator("h1")).to_have_text("Arvale talks")
    assert frame.locator("body").evaluate("() => innerWidth") >= width[1]
    assert frame.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == paper
    context.close()


def test_markdown_is_shown_as_source_and_rendered(page: Page, shown: Running) -> None:
    page.goto(f"{shown.url}/briefs/arvale/markdown")
    expect(page.locator("#markdown-source")).to_contain_text("# Arvale talks")
    expect(page.locator("#markdown-rendered h1")).to_have_text("Arvale talks")


def test_the_mail_is_shown_as_it_is_sent(page: Page, shown: Running) -> None:
    page.goto(f"{shown.url}/briefs/arvale/mail")
    expect(page.locator("#mail-subject")).to_contain_text("Arvale talks")
    expect(page.frame_locator("#frame").locator("body")).to_contain_text("Arvale talks")
    expect(page.locator("#mail-text")).to_contain_text("Arvale talks")


def test_checks_are_shown_in_words(page: Page, shown: Running) -> None:
    page.goto(f"{shown.url}/briefs/arvale/checks")
    expect(page.locator("#view h2")).to_have_text(re.compile("All checks pass|It may be sent"))


# ----------------------------------------------------------------------------------------------- provenance


def test_a_click_opens_the_article_at_its_sentence(page: Page, shown: Running) -> None:
    open_spot(page, shown)
    panel = page.locator("#panel")
    marked = panel.locator("mark").first
    expect(marked).to_contain_text("would send 40 inspectors to the border post")
    expect(panel.locator(".passage")).to_have_count(2)
    for words in ("Gazette", "Herald", "9 March 2026", "found by", "independent origins"):
        expect(panel).to_contain_text(words)
    expect(panel.get_by_role("link", name="the article itself").first).to_have_attribute(
        "href", "https://example.org/gazette"
    )
    text = panel.locator(".text").first.bounding_box()
    seen = marked.bounding_box()
    assert text
    assert seen
    assert text["y"] <= seen["y"] <= text["y"] + text["height"]


def test_escape_goes_back_to_the_line(page: Page, shown: Running) -> None:
    name = open_spot(page, shown)
    assert page.evaluate("document.activeElement.id") == "provenance-title"
    page.keyboard.press("Escape")
    expect(page.locator(".list")).to_be_visible()
    assert page.evaluate("document.activeElement.dataset.line") == name
    assert "line=" not in page.url


def test_the_keyboard_alone_is_enough(page: Page, shown: Running) -> None:
    """From the top of the page with Tab to a line, Enter, Tab through the panel, Escape, and on with the arrows."""
    page.goto(f"{shown.url}/briefs/arvale/page")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "spot":
            break
    name = page.evaluate("document.activeElement.dataset.line")
    page.keyboard.press("Enter")
    expect(page.locator(".provenance")).to_have_attribute("data-shows", name)
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.textContent.trim().split('\\n')[0].slice(0, 20)"))
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.dataset.line") == name
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.line") not in {name, None}


def test_lines_in_the_frame_open_too(page: Page, shown: Running) -> None:
    page.goto(f"{shown.url}/briefs/arvale/html")
    name = spot(page, "praised the opportunity")
    line = page.frame_locator("#frame").locator(f"[id='{name}']")
    line.click()
    expect(page.locator(".provenance")).to_have_attribute("data-shows", name)
    page.keyboard.press("Escape")
    expect(page.locator(".list")).to_be_visible()
    line.press("Enter")
    expect(page.locator(".provenance")).to_have_attribute("data-shows", name)
    page.keyboard.press("Escape")
    expect(page.locator(".list")).to_be_visible()
    page.frame_locator("#frame").locator("#bottom-line h2").click()
    expect(page.locator(".provenance")).to_have_attribute("data-shows", "bottom")
    expect(page.locator("#panel mark").first).to_be_visible()


def test_every_line_says_what_it_is_to_a_screen_reader(page: Page, shown: Running) -> None:
    page.goto(f"{shown.url}/briefs/arvale/page")
    names = [one.get_attribute("aria-label") or "" for one in page.locator(".spot").all()]
    assert all(re.match(r"[A-Z][\w ]+: .{10,}", name) for name in names), names
    for role, name in (
        ("main", ""),
        ("complementary", "Lines and where they come from"),
        ("navigation", "Views of the brief"),
    ):
        expect(page.get_by_role(role, name=name)).to_have_count(1)


# --------------------------------------------------------------------------------------------------- exports


@pytest.mark.parametrize(
    ("name", "start"), [("PDF", b"%PDF-"), ("Markdown", b"**TLP"), ("HTML", b"<!DOCTYPE"), ("Evidence", b"{")]
)
def test_one_click_takes_the_brief_along(page: Page, shown: Running, name: str, start: bytes) -> None:
    page.goto(f"{shown.url}/briefs/arvale/page")
    with page.expect_download() as download:
        page.locator(".exports").get_by_role("link", name=name).click()
    path = download.value.path()
    assert Path(path).read_bytes().lstrip().startswith(start)
    assert download.value.suggested_filename.startswith("arvale.")


def test_printed_from_the_browser_it_is_the_page_alone(page: Page, shown: Running, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    page.goto(f"{shown.url}/briefs/arvale/page?line=bottom")
    printed = page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True, format="A4")
    document = PdfDocument(printed)
    sheet = document[0]
    text = sheet.get_textpage().get_text_range()
    assert len(document) == 1
    assert "All lines" not in text
    assert "Markdown" not in text
    document.close()


# -------------------------------------------------------------------------------------------------- all of it


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, shown: Running, scheme: str) -> None:
    """No page, with or without a panel, breaks a rule of axe-core (WCAG 2.2 A and AA, best practices)."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    tab, found = context.new_page(), {}
    for path in (*PAGES, "/briefs/arvale/page?line=bottom"):
        tab.goto(shown.url + path)
        found[path] = axe_violations(tab)
    context.close()
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 768, 1440])
def test_pages_fit_every_width(browser: Browser, shown: Running, tmp_path: Path, width: int, scheme: str) -> None:
    """Nothing sticks out to the side, no error comes up; the pictures lie in the test’s folder, to be looked at."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    tab, wrong = context.new_page(), list[str]()
    watch(tab, wrong)
    for path in (*PAGES[:-1], "/briefs/arvale/page?line=bottom"):
        tab.goto(shown.url + path)
        name = re.sub(r"\W+", "-", path).strip("-") or "index"
        tab.screenshot(path=tmp_path / f"{name}-{width}-{scheme}.png")
        if tab.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{path} is wider than {width}")
    context.close()
    assert wrong == []
