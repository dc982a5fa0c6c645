"""Full dates as newsrooms print them. In: a line. Out: ISO dates; never one without its year."""

from __future__ import annotations

import datetime
import re

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
YEAR = re.compile(r"\d{4}")
WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
# "11 February 2026", "3rd of June, 2025", "February 11, 2026", "Feb. 11 2026", "2026-02-11", "May 3/2025",
# "14.10.2025", "14/10/2025" (not 04/10/2025: nobody can tell the day from the month)
FULL_DATE = rf"""(?xi)(?<![\w/-])(?:
      (?P<day>\d{{1,2}})(?:st|nd|rd|th)?[ ](?:of[ ])?(?P<month>{MONTH}),?[ ](?P<year>\d{{4}})
    | (?P<month2>{MONTH})[ ](?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:,[ ]?|[ ]|/)(?P<year2>\d{{4}})
    | (?P<year3>\d{{4}})-(?P<month3>\d\d)-(?P<day3>\d\d)(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?
    | (?P<day4>\d{{1,2}})\.(?P<month4>\d{{1,2}})\.(?P<year4>\d{{4}})
    | (?P<day5>1[3-9]|2\d|3[01])/(?P<month5>\d{{1,2}})/(?P<year5>\d{{4}})
    )(?!\d)"""
# "March 4", "4 March", "Wednesday, March 4": enough for a dateline, not for a date
PART_DATE = rf"(?i)(?:{WEEKDAY},? )?(?:{MONTH} \d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)? {MONTH})|{WEEKDAY}"


def find_date(text: str) -> tuple[str, int, int] | None:
    """Return the first full date in ``text`` as ``(ISO date, start, end)``, or None."""
    if not YEAR.search(text):
        return None
    for match in re.finditer(FULL_DATE, text):
        iso = _iso(match)
        if iso:
            return iso, match.start(), match.end()
    return None


def parse_date(text: str) -> str | None:
    """Return ``text`` as an ISO date when it is one full date (a time of day may follow), else None."""
    found = find_date(text.strip())
    if found is None or found[1] != 0:
        return None
    rest = text.strip()[found[2] :]
    return found[0] if re.fullmatch(r"(?:[T ,]+\d{1,2}[:.]\d\d(?:[:.]\d\d)?.{0,8})?", rest) else None


def _iso(match: re.Match[str]) -> str | None:
    parts = {name.rstrip("2345"): value for name, value in match.groupdict().items() if value}
    month = parts["month"]
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
    try:
        return datetime.date(int(parts["year"]), number, int(parts["day"])).isoformat()
    except ValueError:
        return None
