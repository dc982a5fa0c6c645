"""``briefings doctor``. In: this machine and a desk. Out: what is in order, and the command that mends what is not."""

from __future__ import annotations

import html
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from briefings import __version__
from briefings.article import parse_article
from briefings.build import build_reading
from briefings.cli.options import emit
from briefings.compose import compose_brief
from briefings.desk import find_desk, read_articles, read_desk, read_topic
from briefings.errors import BriefingsError
from briefings.model import Article, DeskSettings, Record, Topic

PROBE_TEXT = "Zażółć Łódź Kraków São Tomé Ōsaka Chișinău Škoda 5,000 €"  # what names of the news need
PROBE_ARTICLE = "“We will send 20 engineers,” said Foreign Minister Ada Nordvik of Norway, who is fictional.\n"
PROBE_PAGE = f'<!doctype html><html lang="en"><head><title>Probe</title></head><body><p>{PROBE_TEXT}</p></body></html>'
PROBE_LETTERS = '<!doctype html><html lang="en"><head><title>Letters</title></head><body><p>{}</p></body></html>'
PROGRAMS = ("click", "jinja2", "markdown-it-py", "msgspec", "pypdfium2", "rich", "weasyprint")
OLDEST_WEASYPRINT = (70, 0)  # the first without the known ways to read a file through a page
# what brings Pango, HarfBuzz and a font, by the package manager that is there
INSTALL = {
    "apt-get": "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core",
    "dnf": "dnf install -y pango harfbuzz dejavu-sans-fonts",
    "zypper": "zypper install -y libpango-1_0-0 libharfbuzz-subset0 dejavu-fonts",
    "pacman": "pacman -S --needed --noconfirm pango ttf-dejavu",
    "apk": "apk add pango harfbuzz-subset font-dejavu",
    "brew": "brew install pango",
}
NO_MANAGER = "install Pango (https://pango.gnome.org) and HarfBuzz with your system's package manager"


class Check(Record, frozen=True, kw_only=True):
    """One thing looked at: whether it is in order, what was found, and the command that mends it, if it needs one."""

    name: str
    ok: bool
    found: str
    mend: str = ""


class Report(Record, frozen=True, kw_only=True, rename={"schema_id": "schema"}):
    """All that was looked at."""

    schema_id: str = "briefings.doctor/1"
    ok: bool
    version: str
    checks: tuple[Check, ...]


def run_doctor(desk: str | None, *, as_json: bool) -> int:
    """Print what is in order and what is not; return 0 when everything is, else 1."""
    checks = tuple(_checks(desk))
    report = Report(ok=all(check.ok for check in checks), version=__version__, checks=checks)
    emit(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n" if as_json else _render(report))
    return 0 if report.ok else 1


def _render(report: Report) -> str:
    width = max(len(check.name) for check in report.checks)
    lines: list[str] = []
    for check in report.checks:
        lines.append(f"{'ok     ' if check.ok else 'MISSING'}  {check.name:<{width}}  {check.found}")
        if check.mend:
            lines.append(f"{'':9}{'':{width}}  → {check.mend}")
    last = "Everything is in order." if report.ok else "Not everything is in order: run what stands behind the arrows."
    return "\n".join([*lines, last]) + "\n"


def _checks(desk: str | None) -> Iterator[Check]:
    yield Check(name="Python", ok=True, found=sys.version.split()[0])
    yield from (_check_program(name) for name in PROGRAMS)
    yield from _check_pages()
    yield _checked("Templates", lambda: _probe_templates(desk), "mend the template named, or take it out of templates/")
    yield from _check_desk(desk)


def _check_pages() -> Iterator[Check]:
    """Yield what makes pages; without Pango nothing else of it can be looked at."""
    pango = _checked("Pango", _find_pango, install_command())
    yield pango
    if pango.ok:
        yield _checked("HarfBuzz subsetting", _find_subsetter, install_command())
        yield _checked("Fonts and PDF", _probe_page, install_command())


def _checked(name: str, look: Callable[[], str], mend: str) -> Check:
    """Return what ``look`` finds, or what it raises with ``mend``, as a Check."""
    try:
        return Check(name=name, ok=True, found=look())
    except (BriefingsError, ImportError, OSError, AttributeError) as error:
        return Check(name=name, ok=False, found=" ".join(str(error).split()) or type(error).__name__, mend=mend)


def install_command() -> str:
    """Return the command that installs Pango, HarfBuzz and a font on this machine, with sudo where that is needed."""
    manager = next((name for name in INSTALL if shutil.which(name)), None)
    if manager is None:
        return NO_MANAGER
    needs_sudo = manager != "brew" and hasattr(os, "geteuid") and os.geteuid() != 0
    return ("sudo " if needs_sudo else "") + INSTALL[manager]


def _check_program(name: str) -> Check:
    mend = f'{sys.executable} -m pip install --upgrade "{name}"'
    try:
        found = version(name)
    except PackageNotFoundError:
        return Check(name=name, ok=False, found="is not installed", mend=mend)
    if name == "weasyprint" and tuple(int(part) for part in found.split(".")[:2]) < OLDEST_WEASYPRINT:
        return Check(name=name, ok=False, found=f"{found} is older than 70.0", mend=f'{mend[:-1]}>=70.0"')
    return Check(name=name, ok=True, found=found)


def _find_pango() -> str:
    number = import_module("weasyprint.text.ffi").pango.pango_version()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _find_subsetter() -> str:
    if import_module("weasyprint.text.ffi").harfbuzz_subset is None:
        raise OSError("libharfbuzz-subset is not there: pages are made four times slower")
    return "found"


def _probe_page() -> str:
    """Return what was read back out of a page made here.

    Raises:
        OSError: Letters were lost on the way.
    """
    from briefings.pdf import make_pdf, read_pdf_text

    text = " ".join(read_pdf_text(make_pdf(PROBE_PAGE)).split())
    lost = sorted(set(PROBE_TEXT) - set(text))
    if lost:
        raise OSError(f"no font has {' '.join(lost)}")
    return "a page was made and its text read back whole"


def _probe_templates(desk: str | None) -> str:
    """Return that a brief was rendered with the templates of the desk.

    Raises:
        TemplateError: One does not compile or fails.
    """
    from briefings.render import render_html, render_markdown

    folder = Path(desk) if desk else find_desk(Path())
    own = folder / "templates" if folder and (folder / "templates").is_dir() else None
    article = parse_article(PROBE_ARTICLE, path="probe", slug="probe")
    reading = build_reading([article])
    topic = Topic(slug="probe", title="Probe")
    brief = compose_brief(reading.claims, topic, facts=reading.facts, settings=DeskSettings())
    for render in (render_markdown, render_html):
        render(brief, desk_templates=own)
    return "a brief was rendered as Markdown and HTML" + (f" with those of {own}" if own else "")


def _check_desk(folder: str | None) -> Iterator[Check]:
    place = Path(folder) if folder else find_desk(Path())
    if place is None:
        yield Check(name="Desk", ok=True, found="none here; articles can be briefed without one")
        return
    try:
        desk = read_desk(place)
    except BriefingsError as error:
        yield Check(name="Desk", ok=False, found=str(error), mend=f"edit {place / 'desk.toml'}")
        return
    yield Check(name="Desk", ok=True, found=f"{place.resolve()} ({desk.settings.name})")
    for path in desk.topics.values():
        yield _checked(f"Topic {path.stem}", lambda path=path: read_topic(path).title, f"edit {path}")  # type: ignore[misc]
    read = read_articles(desk.articles, base=desk.folder)
    yield Check(name="Articles", ok=not read.errors, found=f"{len(read.articles)} can be read")
    yield _check_letters(read.articles)
    for wrong in read.errors:
        yield Check(name="Article", ok=False, found=str(wrong), mend=f"edit or remove {wrong.path or 'one of them'}")


def _check_letters(articles: Sequence[Article]) -> Check:
    """Return whether this machine has fonts for the scripts of the articles' names."""
    from briefings.pdf import font_command, lay_out, name_of
    from briefings.render.scripts import script_of

    scripts = {letter: script for article in articles for letter in set(article.text) if (script := script_of(letter))}
    name, letters = "Scripts", " ".join(sorted(scripts))
    try:
        page = lay_out(PROBE_LETTERS.format(html.escape(letters)))
        page.write()
    except BriefingsError as error:  # no Pango: said above
        return Check(name=name, ok=True, found=f"not looked at: {error}")
    if not page.missing:
        known = ", ".join(dict.fromkeys(scripts.values())) or "Latin alone; Greek and Cyrillic come with the package"
        return Check(name=name, ok=True, found=known)
    first = page.missing[0]
    found = f"no font for {len(page.missing)} letters of the articles, such as {name_of(first)} ({scripts[first]})"
    return Check(name=name, ok=False, found=found, mend=font_command(page.missing))
