"""News agencies and how a text credits them. In: a credit, byline or dateline. Out: the agency's short name.

Several papers that run one agency's story are one origin, so an origin is only ever read off an explicit credit.
"""

from __future__ import annotations

import re

# short name: other names. Agencies with a wire service, as their own copy and their clients sign it.
WIRES: dict[str, str] = {
    "Reuters": "thomson reuters",
    "Thomson Reuters Foundation": "context news",
    "AFP": "agence france-presse|agence france presse|afp news agency",
    "AP": "associated press|the associated press",
    "Xinhua": "xinhua news agency|xinhuanet",
    "dpa": "deutsche presse-agentur|dpa international",
    "EFE": "agencia efe|efe news",
    "ANSA": "ansa english",
    "Adnkronos": "adnkronos international|aki",
    "AGI": "agenzia italia",
    "Lusa": "lusa news agency|agência lusa",
    "Belga": "belga news agency",
    "ANP": "algemeen nederlands persbureau",
    "PA Media": "press association|pa news agency|pa",
    "Canadian Press": "the canadian press|cp",
    "AAP": "australian associated press",
    "UPI": "united press international",
    "Bloomberg": "bloomberg news",
    "TASS": "itar-tass|tass news agency",
    "Interfax": "interfax-ukraine",
    "RIA Novosti": "ria",
    "Ukrinform": "",
    "Kyodo": "kyodo news",
    "Jiji Press": "jiji",
    "Yonhap": "yonhap news agency|yonhap news",
    "KCNA": "korean central news agency",
    "CNA": "central news agency",
    "China News Service": "cns",
    "Anadolu": "anadolu agency|aa|anadolu ajansı",
    "DHA": "demirören news agency",
    "PTI": "press trust of india",
    "ANI": "asian news international",
    "IANS": "indo-asian news service",
    "APP": "associated press of pakistan",
    "BSS": "bangladesh sangbad sangstha",
    "UNB": "united news of bangladesh",
    "Bernama": "malaysian national news agency",
    "Antara": "antara news",
    "PNA": "philippine news agency",
    "VNA": "vietnam news agency",
    "SPA": "saudi press agency",
    "WAM": "emirates news agency",
    "QNA": "qatar news agency",
    "KUNA": "kuwait news agency",
    "BNA": "bahrain news agency",
    "Petra": "jordan news agency",
    "NNA": "national news agency",
    "SANA": "syrian arab news agency",
    "WAFA": "palestine news agency",
    "INA": "iraqi news agency",
    "IRNA": "islamic republic news agency",
    "ISNA": "iranian students' news agency",
    "Tasnim": "tasnim news agency",
    "MENA": "middle east news agency",
    "SUNA": "sudan news agency",
    "SONNA": "somali national news agency",
    "LANA": "libyan news agency",
    "TAP": "tunis afrique presse",
    "APS": "algérie presse service|algeria press service|agence de presse sénégalaise",
    "MAP": "maghreb arabe presse|map news agency",
    "ENA": "ethiopian news agency",
    "KNA": "kenya news agency",
    "RNA": "rwanda news agency",
    "NAN": "news agency of nigeria",
    "GNA": "ghana news agency",
    "AIP": "agence ivoirienne de presse",
    "PANA": "panapress|pan african news agency|panafrican news agency",
    "ANGOP": "angola press agency",
    "AIM": "agência de informação de moçambique|mozambique news agency",
    "NAMPA": "namibia press agency",
    "SAnews": "sanews.gov.za",
    "African News Agency": "ana",
    "APO Group": "apo",
    "CMC": "caribbean media corporation",
    "Prensa Latina": "",
    "Notimex": "",
    "Agência Brasil": "",
    "Télam": "telam",
    "IPS": "inter press service",
    "UN News": "un news centre|un news service",
    "The New Humanitarian": "irin",
    "RFE/RL": "radio free europe/radio liberty",
    "VOA": "voice of america|voa news",
}  # fmt: skip
NAMES = {name.casefold(): name for name in WIRES} | {
    other: name for name, others in WIRES.items() for other in others.split("|") if other
}
FIRST_WORDS = frozenset(re.split(r"\W", name, maxsplit=1)[0] for name in NAMES)
# credits that name where the text came from: "Source: Reuters", "© 2026 AFP", "With inputs from PTI", "AFP | 4 May"
CREDIT = r"""(?xi)[\s(\[*_—–-]*(?:
        (?:news\ )?source[sd]?\s*(?:by|from)?\s*[:–-]?\s*
      | (?:©|\(c\)|copyright)[\s©]*(?:\d{4},?\s+)?(?:by\s+)?
      | (?:with\ (?:additional\ )?)?(?:inputs?|files|material|reporting|additional\ reporting)\ (?:from|by)\s+
      | (?:from|via|agency|credit|(?:originally|first)\ published\ by)\s*:?\s+
      )?(?P<wire>[^\s|,()\[\]:;][^|,()\[\]:;]{1,40}?)
      [\s.,;)\]*_—–-]*(?:[|,\d].{0,60}|all\ rights.{0,60})?$"""
CREDIT_LENGTH = 200  # characters
BRACKETED = r"[(\[|/]\s*([^()\[\]|/]{2,60}?)\s*(?=[)\]|/])"  # "(Reuters)" "| AFP |" in a dateline


def find_wire(name: str) -> str | None:
    """Return the short name of the agency that ``name`` is ("The Associated Press" → "AP"), or None."""
    plain = " ".join(name.split()).strip(" .,;:()[]").casefold().removeprefix("the ")
    return NAMES.get(plain) or NAMES.get(plain.removesuffix(" news agency").removesuffix(" news"))


def find_credited_wire(line: str) -> str | None:
    """Return the agency that a credit or byline gives as the text's source, or None."""
    if len(line) > CREDIT_LENGTH or FIRST_WORDS.isdisjoint(re.findall(r"\w+", line.casefold())):
        return None
    match = re.match(CREDIT, line)
    return find_wire(match["wire"]) if match else None


def find_dateline_wire(dateline: str) -> str | None:
    """Return the agency in the brackets of a dateline ("ADDIS ABABA, March 4 (Reuters)"), or None."""
    return next((wire for inside in re.findall(BRACKETED, dateline) if (wire := find_wire(inside))), None)
