"""Text → how wide it is. In: words and their type. Out: widths, shaped by HarfBuzz with the bundled fonts.

WeasyPrint shapes with HarfBuzz too, from the same files: a word is as wide here as it will be on the page. A letter
that the bundled fonts lack is set by a font of the machine; its width is taken to be that of a wide letter.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.fonts import FAMILIES, FOLDER
from briefings.model import Record

if TYPE_CHECKING:
    import uharfbuzz

WEIGHTS = {"Light": 300, "Regular": 400, "Italic": 400, "Medium": 500, "SemiBold": 600, "Bold": 700, "Black": 900}
UNKNOWN_WIDTH = 1.0  # em; an ideograph or an emoji is as wide, an Arabic or Indic letter less
NO_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))  # soft hyphen, joiners: never seen


class Type(Record, frozen=True, kw_only=True, gc=False):
    """A type: families in the order in which they are looked through, weight, slant, OpenType features.

    A feature that is on is told by its name ("lnum"), one that is off with a hyphen before it ("-liga").
    """

    families: tuple[str, ...]
    weight: int
    italic: bool
    features: tuple[str, ...] = ()


def measure(text: str, face: Type) -> float:
    """Return the width of ``text`` in em, set in one line."""
    return _measure(text.translate(NO_WIDTH), face)


@lru_cache(maxsize=50_000)  # words; the words of a page are some 600
def _measure(text: str, face: Type) -> float:
    fonts = _fonts(face)
    if fonts and fonts[0].holds(text):
        return fonts[0].width(text, face.features)
    return sum(_letter(letter, face) for letter in text)


def _letter(letter: str, face: Type) -> float:
    for font in _fonts(face):
        if font.holds(letter):
            return font.width(letter, face.features)
    return UNKNOWN_WIDTH


class Font:
    """A font file, read once."""

    def __init__(self, path: Path) -> None:
        import uharfbuzz

        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self._harfbuzz: Any = uharfbuzz
        self._font: uharfbuzz.Font = uharfbuzz.Font(face)
        self._letters = frozenset(map(chr, face.unicodes)) | {"\N{NO-BREAK SPACE}"}
        self._em: int = face.upem

    def holds(self, text: str) -> bool:
        """Return whether the font has a glyph for each letter of ``text``."""
        return self._letters.issuperset(text)

    def width(self, text: str, features: tuple[str, ...]) -> float:
        """Return the width of ``text`` in em, its pairs kerned."""
        buffer = self._harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        self._harfbuzz.shape(self._font, buffer, {name.lstrip("-"): name[0] != "-" for name in features})
        advance: float = sum(glyph.x_advance for glyph in buffer.glyph_positions)
        return advance / self._em


@cache
def _open(path: Path) -> Font:
    return Font(path)


@cache
def _fonts(face: Type) -> tuple[Font, ...]:
    """Return the bundled fonts of ``face``, the one looked into first before the others."""
    starts = {family: start for start, family in FAMILIES.items()}
    chosen = (_file(starts[family], face) for family in face.families if family in starts)
    return tuple(_open(path) for path in chosen if path)


def _file(start: str, face: Type) -> Path | None:
    """Return the file of a family that comes nearest in slant, then in weight."""
    files = sorted(FOLDER.glob(f"{start}-*.?tf"))
    return min(files, key=lambda path: _distance(path.stem.removeprefix(f"{start}-"), face), default=None)


def _distance(style: str, face: Type) -> tuple[bool, int]:
    italic = "Italic" in style
    weight = WEIGHTS.get(style.removesuffix("Italic") or "Italic", 400)
    return italic != face.italic, abs(weight - face.weight)
