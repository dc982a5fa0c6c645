"""Years and dates in digits. In: a scene and a token of digits. Out: "in 2024", "2025/26", "2026-05-19"."""

from __future__ import annotations

from briefings.extract.dates import calendar
from briefings.extract.dates.scene import FIRST_YEAR, LAST_YEAR, YEAR_DIGITS, Found, Scene
from briefings.extract.figures.units import is_people
from briefings.extract.figures.words import read_figure_words

DATING = frozenset(
    (
        "the",
        "in",
        "since",
        "by",
        "until",
        "till",
        "during",
        "early",
        "late",
        "mid",
        "of",
        "its",
        "their",
        "his",
        "her",
        "our",
    )
)  # fmt: skip — behind these, four digits are a year even before a plural: "the 2024 elections"
DASHES = frozenset("-–—‑/")
OPENERS = frozenset(("(", "[", "“", '"', "‘", "'"))
PREFIXES = frozenset(("mid", "post", "pre", "early", "late", "non"))  # "post-2015"
NUMBERED = frozenset(("regulation", "resolution"))  # "Regulation (EU) 2019", "resolution 2793 (2025)"


def read_year(scene: Scene, k: int) -> Found | None:
    """Return "in 2024", "by 2040", "spring 2026", "fiscal 2026", "2025/26", "2026-05-19"; "2000 troops" is none."""
    year = scene.number(k, FIRST_YEAR, LAST_YEAR)
    if year is None:
        return None
    numeric = _numeric_date(scene, k, year)
    if numeric:
        return numeric
    if not _reads_as_year(scene, k):
        return None
    first, last = k, k + 1
    if scene.low(last) in DASHES and scene.glued(last) and scene.number(last + 1, 0, 99) == (year + 1) % 100:
        last += 2
    if scene.low(k - 1) in ("fiscal", "fy") or scene.low(k - 1) in scene.words.seasons:
        first = k - 1
    elif scene.low(k - 1) in ("of", "year") and scene.low(k - 2) in {*scene.words.seasons, "fiscal", "financial"}:
        first = k - 2
    return Found(first, last, f"{year:04}", "year")


def _numeric_date(scene: Scene, k: int, year: int) -> Found | None:
    """Return "2026-05-19" or "19/05/2026"; where day and month cannot be told apart the value is None."""
    mark = scene.low(k + 1)
    if mark in ("-", "/", "–") and scene.low(k + 3) == mark and scene.glued(k + 1) and scene.glued(k + 3):
        month, day = scene.number(k + 2, 1, 12), scene.number(k + 4, 1, 31)
        return Found(k, k + 5, calendar.iso_day(year, month, day), "numeric") if month and day else None
    mark = scene.low(k - 1)
    if mark in ("-", "/") and scene.low(k - 3) == mark and scene.glued(k) and scene.glued(k - 2):
        return _day_month_year(scene, k, year)
    return None


def _day_month_year(scene: Scene, k: int, year: int) -> Found | None:
    one, two = scene.number(k - 4, 1, 31), scene.number(k - 2, 1, 31)
    if one is None or two is None or min(one, two) > calendar.MONTHS:
        return None
    if one != two and max(one, two) <= calendar.MONTHS:
        return Found(k - 4, k + 1, None, "numeric")
    day, month = max(one, two), min(one, two)
    return Found(k - 4, k + 1, calendar.iso_day(year, month, day), "numeric")


def read_dotted(scene: Scene, k: int) -> Found | None:
    """Return "19.05.2026"."""
    parts = scene.low(k).split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or len(parts[2]) != YEAR_DIGITS:
        return None
    value = calendar.iso_day(int(parts[2]), int(parts[1]), int(parts[0]))
    return Found(k, k + 1, value, "numeric") if value else None


def _reads_as_year(scene: Scene, k: int) -> bool:
    """Whether four digits are a year: a word that leads to one stands before, and nothing counted behind."""
    if _is_part_of_word(scene, k) or _is_counted(scene, k):
        return False
    before = scene.low(k - 1)
    if before in ("(", "["):
        return not scene.low(k - 2).isdecimal() and scene.low(k - 2) not in NUMBERED
    if before in DASHES:
        return scene.low(k - 2).isdecimal() or scene.low(k - 2) in PREFIXES
    if before == ",":
        return _is_listed(scene, k) or k - 1 == scene.begin
    if k == scene.begin:
        return not scene.low(k + 1).endswith("s")
    return before in scene.words.leads or before in scene.words.months


def _is_part_of_word(scene: Scene, k: int) -> bool:
    """Whether the digits are glued to a name or an ending: "COP2030", "2000s", "the 1930's"."""
    before, after = scene.low(k - 1), scene.low(k + 1)
    if scene.glued(k) and before not in {*DASHES, *OPENERS, "fy"}:
        return True
    if scene.glued(k + 1) and (after[:1].isalpha() or after in ("%", ":", "_")):
        return True
    return after in ("'s", "’s") and scene.low(k).endswith("0") and before == "the"


def _is_counted(scene: Scene, k: int) -> bool:
    """Whether four digits count what follows: "2000 troops", "and 1800 tents"; "the 2024 elections" is dated."""
    words, after = read_figure_words(), scene.low(k + 1)
    if after in words.units or is_people(after, words):
        return scene.low(k - 1) != "the"
    return (
        after.endswith("s") and scene.low(k - 1) not in DATING and len(after) > 3 and after not in words.classes["stop"]
    )


def _is_listed(scene: Scene, k: int) -> bool:
    """Whether the year goes on with a list of years: "2019, 2021"."""
    return scene.number(k - 2, FIRST_YEAR, LAST_YEAR) is not None
