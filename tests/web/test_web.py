"""What checkers of HTML find in our pages and mails: nothing.

axe-core looks at them in Chromium; html-validate and the W3C's vnu read them. These two come from npm
(``package.json``), where there is npm; vnu needs Java from 11 on besides.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import axe_violations
from tests.web.pages import write_pages
from tests.web.tools import html_validate, vnu

# What vnu does not know: running elements (CSS Generated Content for Paged Media), which put the marking at the foot.
PRINT_CSS = re.compile(r"CSS: “(position|content)”: “(running|element)\(marking\)” is not a “\1” value\.")
# A mail is laid out as Outlook and Gmail understand it: by attributes that HTML has given up, and styles in line.
MAIL_HTML = re.compile(
    r"The “(width|align|border|cellpadding|cellspacing)” attribute on the “(table|td)” element is obsolete\..*"
)
MAIL_RULES = ("--rule=no-inline-style:off", "--rule=no-deprecated-attr:off")
# It is shown within the page of a mail program, whose landmarks these are.
MAIL_LANDMARKS = ("landmark-one-main:", "region:")


def is_mail(page: Path) -> bool:
    return page.name.startswith("mail-")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    written = write_pages(tmp_path_factory.mktemp("pages"))
    assert len([page for page in written if page.name.startswith("desk-")]) >= 4
    assert len([page for page in written if page.name.startswith("mail-")]) == 2
    return written


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, pages: tuple[Path, ...], scheme: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900})
    tab, found = context.new_page(), {}
    for page in pages:
        tab.goto(page.as_uri())
        allowed = MAIL_LANDMARKS if is_mail(page) else ()
        found[page.name] = [wrong for wrong in axe_violations(tab) if not wrong.startswith(allowed)]
    context.close()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", [320, 768, 1440, 3840])
def test_nothing_sticks_out_at_any_width(browser: Browser, pages: tuple[Path, ...], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    tab, found = context.new_page(), {}
    for page in pages:
        tab.goto(page.as_uri())
        found[page.name] = tab.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert {name: seen for name, seen in found.items() if seen > width} == {}


def test_html_validate_finds_nothing(pages: tuple[Path, ...]) -> None:
    assert html_validate([page for page in pages if not is_mail(page)]) == ""
    assert html_validate([page for page in pages if is_mail(page)], *MAIL_RULES) == ""


def test_vnu_finds_nothing_but_what_paper_and_mail_need(pages: tuple[Path, ...]) -> None:
    said = [
        f"{page.name}: {message}"
        for page, message in vnu(pages)
        if not (MAIL_HTML if is_mail(page) else PRINT_CSS).fullmatch(message)
    ]
    assert said == []


def test_the_checkers_find_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    """A page without a language, with a picture that has no text and an element that is not closed."""
    page = tmp_path / "wrong.html"
    page.write_text("<!DOCTYPE html><title>x</title><p style='colr: red'><img src='data:,'><div></p>", encoding="utf-8")
    tab = browser.new_page()
    tab.goto(page.as_uri())
    assert {"html-has-lang", "image-alt"} <= {wrong.partition(":")[0] for wrong in axe_violations(tab)}
    tab.close()
    assert "no-implicit-close" in html_validate([page])
    assert any("colr" in message for _, message in vnu([page]))
