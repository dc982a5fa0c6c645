"""Desks of any size. All that they say is invented, and says so."""

from __future__ import annotations

import random
from pathlib import Path

PLACES = (
    "Arvale", "Borland", "Corvia", "Dunmark", "Estavia", "Felland", "Garonia", "Hestria", "Ilmora", "Jorvia", "Kestria",
    "Lorenia", "Mardovia", "Norvia", "Ostria", "Pellandia", "Quoria", "Ruvenia", "Sestria", "Tolvia",
)  # fmt: skip
TITLES = ("Minister", "President", "Foreign Secretary", "Ambassador", "Commissioner", "General", "Chancellor", "Mayor")
FORENAMES = ("Anna", "Jon", "Lena", "Paul", "Sara", "Tomas", "Ines", "Oskar", "Mira", "Felix", "Rosa", "Viktor")
SURNAMES = (
    "Kell",
    "Mareth",
    "Orsk",
    "Idris",
    "Vohl",
    "Beck",
    "Tarn",
    "Lysek",
    "Dorval",
    "Henk",
    "Quist",
    "Ravel",
    "Sorn",
)
KINDS = (
    "coastal",
    "northern",
    "joint",
    "old",
    "military",
    "municipal",
    "private",
    "summer",
    "cross-border",
    "floating",
)
NOUNS = (
    "fishing quota", "port dues", "rail link", "grain corridor", "border post", "power cable", "customs yard",
    "reservoir", "ferry line", "gas field", "hospital fund", "school grant", "airfield", "dredging contract",
    "toll road", "salt works",
)  # fmt: skip
PARAGRAPHS = (
    "{who} said on Tuesday that {place} would spend {n} million euros on the {thing}. The government of {place} has "
    "reportedly agreed to send inspectors to the {thing} {k}.",
    "“We will not sign a deal on the {thing} that leaves {place} with empty berths,” said {who} in the capital. "
    "Officials warned that the talks on the {thing} could collapse before 31 March 2026.",
    "{place} signed an agreement with Norland on the {thing} {k}, and {who} praised the opportunity for trade. "
    "Delays threaten about {n} jobs in {place}, the ministry said.",
    "{who} urged {place} to reopen the {thing} before the winter. Shopkeepers near the {thing} {k} have asked the "
    "council for help, and the council has promised an answer.",
    "In {place}, the {thing} remains closed. {who} blamed the weather, while the harbour master rejected the charge "
    "and called for an inquiry into the {thing} {k}.",
)
TOPIC = """\
# What we watch in {place}: a comment that must stay.
title = "{place} talks"  # shown at the top
kind = "situation"

# About the terms.
[terms]
any = ["{place}"]  # one is enough
"""
SHARED = {
    "gazette": "President Jon Mareth of Arvale said on Monday that Arvale would send 40 inspectors to the border "
    "post. Fishermen along the coast have waited three winters for a decision, and the harbour was quiet in the "
    "morning rain. Minister Anna Kell signed an agreement with Norland on the rail link.",
    "herald": "In a speech to the assembly, Jon Mareth of Arvale said that Arvale would send 40 inspectors to the "
    "border post. Lorries queued for six kilometres behind the customs yard, drivers slept in their cabs and shops "
    "ran short of flour. Traders in the old town called the measure late but welcome after so long a season.",
}


def make_desk(folder: Path, *, topics: int = 2, articles: int = 4, paragraphs: int = 1) -> Path:
    """Return ``folder`` after a desk was made in it; the same numbers make the same desk."""
    chance = random.Random(7)
    (folder / "seeds" / "articles").mkdir(parents=True)
    (folder / "seeds" / "topics").mkdir()
    (folder / "desk.toml").write_text('# The desk.\nname = "Test desk"\nmarking = "TLP:CLEAR"\n', encoding="utf-8")
    for number in range(articles):
        write_article(folder, number, PLACES[number % topics], paragraphs=paragraphs, chance=chance)
    for place in PLACES[:topics]:
        path = folder / "seeds" / "topics" / f"{place.lower()}.toml"
        path.write_text(TOPIC.format(place=place), encoding="utf-8")
    return folder


def add_shared_claim(folder: Path) -> None:
    """Put two articles of two publishers that say the same into the desk."""
    for name, text in SHARED.items():
        head = f"title: Mareth to send inspectors ({name})\npublisher: {name.title()}\npublished: 2026-03-09"
        path = folder / "seeds" / "articles" / f"{name}-inspectors.txt"
        body = f"---\n{head}\nurl: https://example.org/{name}\n---\nThis article is fictional.\n\n{text}\n"
        path.write_text(body, encoding="utf-8")


def write_article(folder: Path, number: int, place: str, *, paragraphs: int, chance: random.Random) -> None:
    """Write one article of the desk."""
    text = [f"This article on {place} is fictional."]
    for k in range(paragraphs):
        pattern = PARAGRAPHS[(number + k) % len(PARAGRAPHS)]
        who = f"{chance.choice(TITLES)} {chance.choice(FORENAMES)} {chance.choice(SURNAMES)}"
        thing = f"{chance.choice(KINDS)} {chance.choice(NOUNS)}"
        text.append(
            pattern.format(who=who, place=place, thing=thing, n=chance.randint(2, 900), k=f"in lot {number}-{k}")
        )
    head = f"title: {place} and its neighbours, part {number}\npublisher: Paper {number % 7}\n"
    body = "\n\n".join(text)
    path = folder / "seeds" / "articles" / f"{place.lower()}-{number:03d}.txt"
    path.write_text(f"---\n{head}published: 2026-03-{1 + number % 28:02d}\n---\n{body}\n", encoding="utf-8")
