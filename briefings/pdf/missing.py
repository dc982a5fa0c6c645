"""Characters that no font has → what a person is told. In: the characters, the brief. Out: where they are, what helps.

The package brings Latin with its African, Vietnamese and Turkish letters, Greek and Cyrillic. Other scripts come from
the machine's fonts.
"""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Iterator

from briefings.model import Brief, Record
from briefings.render.scripts import script_of

# what has the letters of nearly all scripts, of Chinese, Japanese and Korean, and pictures, by package manager
PACKAGES = {
    "apt-get": ("apt-get install -y", "fonts-noto-core", "fonts-noto-cjk", "fonts-noto-color-emoji"),
    "dnf": ("dnf install -y", "google-noto-fonts-all", "google-noto-sans-cjk-fonts", "google-noto-color-emoji-fonts"),
    "pacman": ("pacman -S --needed", "noto-fonts", "noto-fonts-cjk", "noto-fonts-emoji"),
    "apk": ("apk add", "font-noto-all", "font-noto-cjk", "font-noto-emoji"),
}
NO_MANAGER = "install a Noto font that has them (https://fonts.google.com/noto)"
EAST_ASIAN = "Chinese, Japanese or Korean"
SHOWN = 40  # characters of a line that are quoted


class Missing(Record, frozen=True, kw_only=True):
    """A character that no font has: what it is and where it stands (the id of its line, empty for the page)."""

    message: str
    line: str = ""


def find_missing(characters: str, brief: Brief) -> tuple[Missing, ...]:
    """Return each of ``characters`` with the first line of ``brief`` that has it, in the order of ``characters``."""
    return tuple(_locate(character, brief) for character in characters)


def _locate(character: str, brief: Brief) -> Missing:
    line, text = next(((line, text) for line, text in _texts(brief) if character in text), ("", ""))
    where = f" in “{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”" if text else ""
    return Missing(message=f"no font has {name_of(character)}{where}: {font_command(character)}", line=line)


def name_of(character: str) -> str:
    """Return a character as it is named: "U+1230 ETHIOPIC SYLLABLE SA"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"


def font_command(characters: str) -> str:
    """Return the command that installs fonts for ``characters`` on this machine."""
    found = next((PACKAGES[manager] for manager in PACKAGES if shutil.which(manager)), None)
    if found is None:
        return NO_MANAGER
    install, *packages = found
    wanted = dict.fromkeys(packages[_package(character)] for character in characters)
    return f"sudo {install} {' '.join(wanted)}"


def _package(character: str) -> int:
    if script_of(character) == EAST_ASIAN or unicodedata.east_asian_width(character) == "F":
        return 1
    return 2 if unicodedata.category(character) == "So" else 0


def _texts(brief: Brief) -> Iterator[tuple[str, str]]:
    """Yield (id of its line, text) for all that stands on the page, from top to bottom."""
    yield "", brief.title
    lines = [*([brief.bottom_line] if brief.bottom_line else []), *(x for s in brief.sections for x in s.lines)]
    for line in lines:
        yield line.id, line.label
        yield line.id, line.text
        yield line.id, line.before
        for side in line.sides:
            yield line.id, side.label
    yield "", brief.purpose or ""
    yield "", brief.notes
    for source in brief.sources:
        for text in (source.title, source.publisher, source.origin, source.byline):
            yield "", text or ""
    for text in (brief.author, brief.topic, brief.marking):
        yield "", text or ""
