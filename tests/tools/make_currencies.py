"""Currencies in use → briefings/extract/data/currencies.tsv. In: CLDR (through babel). Out: a sorted, reviewable table.

Run by hand when CLDR has news: ``python tests/tools/make_currencies.py`` (needs ``pip install babel``).
The forms of the press ("Sh", "Rs", "bucks" never) are in ``currency_forms.tsv``, written by hand.
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale, __version__
from babel.numbers import get_currency_name, get_territory_currencies

TABLE = Path(__file__).parents[2] / "briefings" / "extract" / "data" / "currencies.tsv"
HEADER = f"""\
# Currencies that are legal tender somewhere today: ISO 4217 code, English name, English plural, territories (ISO 3166).
# Made by tests/tools/make_currencies.py from Unicode CLDR (babel {__version__}; Unicode licence). Do not edit by hand.
"""


def main() -> None:
    """Write the table."""
    english = Locale("en")
    used_in: dict[str, list[str]] = {}
    for territory in sorted(t for t in english.territories if len(t) == 2 and t.isalpha()):
        for code in get_territory_currencies(territory):
            used_in.setdefault(code, []).append(territory)
    rows = [
        (code, get_currency_name(code, locale=english), get_currency_name(code, 2, locale=english), ",".join(where))
        for code, where in sorted(used_in.items())
    ]
    TABLE.write_text(HEADER + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
