"""A desk of many fictional articles, from varied parts: no two alike, in the manner of newspapers.

    python -m tests.tools.make_articles DIR [COUNT]

writes desk.toml, 20 topics and COUNT articles (10,000 when not given) into DIR. Same number, same articles.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from pathlib import Path

GIVEN = [
    "Sigrun", "Duarte", "Hulda", "Amadou", "Leila", "Tomas", "Nadia", "Viktor", "Aroha", "Kwame", "Ingrid",
    "Rafael", "Meera", "Jonas", "Yara", "Emeka",
]  # fmt: skip
FAMILY = [
    "Dalsgard", "Vilhena", "Brandsdottir", "Okonjo", "Haddad", "Novak", "Petrosyan", "Lindqvist", "Mahuta",
    "Asante", "Ferreira", "Sandoval", "Iyer", "Bergstrom", "Khoury", "Adeyemi", "Castellan", "Moravec",
    "Thistlewood", "Onyango", "Tamaki", "Reinholt", "Basri", "Quispe",
]  # fmt: skip
ROLES = [
    "Foreign Minister", "Trade Minister", "Prime Minister", "Defence Minister", "Energy Minister", "Special Envoy",
    "Ambassador", "President",
]  # fmt: skip
COUNTRIES = [
    "Iceland", "Portugal", "Kenya", "Ghana", "Norway", "Chile", "Peru", "Jordan", "Nepal", "Fiji", "Malta",
    "Latvia", "Senegal", "Uruguay", "Mongolia", "Oman", "Jamaica", "Estonia", "Zambia", "Panama",
]  # fmt: skip
PAPERS = [f"{a} {b} (fictional)" for a in ("Harbour", "Northern", "Capital", "Evening", "Coastal", "Free", "Morning",
          "Southern") for b in ("Gazette", "Herald", "Courier", "Ledger", "Observer")]  # fmt: skip
WIRES = [
    "Reuters", "AFP", "Associated Press",
]  # fmt: skip
SUBJECTS = [
    "cod licences", "the undersea cable", "border crossings", "the copper tariff", "the peace mission",
    "grain exports", "the river treaty", "the rail corridor", "gas storage", "the fisheries commission",
    "visa waivers", "cocoa prices", "the refugee camp", "the radar station", "the lithium venture",
    "the flood barrier", "the ferry link", "the satellite deal", "wheat reserves", "the customs union",
]  # fmt: skip
ADJECTIVES = [
    "joint", "draft", "second", "regional", "disputed", "costly", "northern", "secret", "interim", "technical",
    "coastal", "revised", "annual", "narrow", "legal", "foreign", "bilateral", "overdue", "popular", "modest",
]  # fmt: skip
NOUNS = [
    "commission", "agreement", "timetable", "mandate", "inspection", "fund", "tender", "review", "protocol",
    "annex", "quota", "fee", "contract", "programme", "exemption", "panel", "route", "depot", "survey", "audit",
    "pledge", "clause", "hearing", "budget", "convoy",
]  # fmt: skip
GROUPS = [
    "importers", "engineers", "lenders", "auditors", "diplomats", "unions", "farmers", "judges", "pilots",
    "brokers", "mayors", "growers", "shippers", "monitors", "refiners", "insurers",
]  # fmt: skip
DOES = [
    "would be ready before the summer", "had stalled over the {noun}", "could be extended by {k} months",
    "needed a clear mandate", "was closer than at any time since the {noun}", "must be put to parliament",
    "depended on the next harvest", "had been agreed in principle", "would cover only {place}",
    "was not on the table", "had been misread by {group}", "would pay for itself within a decade",
    "might be delayed by {group}", "lacked the support of {group}", "had passed its first test",
    "would not be reopened", "was being redrafted", "would need twice the staff",
    "had lost {k} of its backers among {group}", "was a matter for the courts",
]  # fmt: skip
ADJUNCTS = [
    "despite {adj} pressure from {group} in {place}", "after {k} nights of talks in {place}", "if {group} agreed",
    "because the {adj} rules of {place} had expired", "according to a {adj} {noun} seen by {group}",
    "while the strike of {group} lasted", "once the {group} of {place} had finished",
    "although {group} had not signed yet", "with the help of {adj} {group}", "before the rains reached {place}",
    "in return for a {adj} {noun}", "against the advice of {group}", "without a vote on the {noun}",
    "provided that {group} and {group2} agreed", "on the terms of the {adj} {noun}", "to the surprise of {group}",
    "", "", "",
]  # fmt: skip
DEEDS = [
    "asked {other} to license {n} vessels", "rejected a request by {other} to open {k} depots",
    "signed an accord with {other}", "welcomed the offer of {other}",
    "threatened to withdraw {n} inspectors from {place}", "sent {n} officers to {place}",
    "pledged ${m} million for {place}", "accused {other} of blocking {k} convoys",
    "agreed with {other} to share {p} percent of the fees", "urged {other} to free {k} sailors",
    "postponed a visit to {other}", "suspended payments worth ${m} million",
]  # fmt: skip
PLACES = [
    "Vik", "Bergen", "Kakuma", "Arica", "Tema", "Nadi", "Salalah", "Riga", "Tartu", "Gozo", "Kitwe", "Colon",
    "Pokhara", "Aqaba", "Thies", "Darkhan",
]  # fmt: skip
RISKS = [
    "Traders fear that {thing} could collapse {adjunct}.", "The dispute threatens to delay {thing} {adjunct}.",
    "Engineers warned that {thing} {does} and that {n} people could lose their homes.",
    "A strike of {k} unions has hampered {thing} {adjunct}.",
]  # fmt: skip
PROSPECTS = [
    "Investors see an opportunity to cut the cost of {thing} by {p} percent {adjunct}.",
    "The plan could create {n} jobs in {place} {adjunct}.",
]  # fmt: skip
BACKGROUND = [
    "The dispute over {subject} goes back to a treaty that both governments signed a generation ago and that neither "
    "has ratified in full.",
    "More than {n} people depend on {subject} in the region, where incomes are among the lowest on the coast.",
    "Earlier rounds of talks on {subject} failed three times over the question of who should pay for inspections and "
    "repairs.",
]  # fmt: skip
DAYS = [
    "on Monday", "on Tuesday", "on Wednesday", "on Thursday", "on Friday", "late on Sunday", "earlier this week",
]  # fmt: skip
START = date(2025, 1, 6)


class Scene:
    """What the articles of one topic share: a subject, two countries, people, background."""

    def __init__(self, number: int) -> None:
        rng = random.Random(f"scene {number}")
        self.subject = SUBJECTS[number % len(SUBJECTS)]
        self.home, self.other = rng.sample(COUNTRIES, 2)
        names = rng.sample([f"{a} {b}" for a in GIVEN for b in FAMILY], 6)
        self.people = [(rng.choice(ROLES), rng.choice((self.home, self.other)), name) for name in names]
        self.places = rng.sample(PLACES, 4)


def make_body(scene: Scene, rng: random.Random, *, sentences: int = 14) -> list[str]:
    """Return the paragraphs of an article on ``scene``."""
    kinds = [_quote, _report, _deed, _deed, _report, _risk, _prospect, _toll, _quote, _report]
    lines = [_deed(scene, rng)] + [rng.choice(kinds)(scene, rng) for _ in range(sentences - 1)]
    lines.insert(rng.randrange(3, len(lines)), _fill(rng.choice(BACKGROUND), scene, random.Random(scene.subject)))
    paragraphs, at = [], 0
    while at < len(lines):
        size = rng.choice((1, 2, 2, 3))
        paragraphs.append(" ".join(lines[at : at + size]))
        at += size
    return paragraphs


def make_article(number: int, *, scenes: int = 20) -> str:
    """Return the text of article ``number`` with its front matter."""
    rng = random.Random(f"article {number}")
    scene = Scene(number % scenes)
    return dress(make_body(scene, rng), scene, rng)


def dress(paragraphs: list[str], scene: Scene, rng: random.Random, *, paper: str | None = None) -> str:
    """Return ``paragraphs`` with a headline, a date and a masthead."""
    day = START + timedelta(days=rng.randrange(500))
    front = [
        "---", f"headline: {headline(scene, rng)}", f"publisher: {paper or rng.choice(PAPERS)}",
        f"published: {day}", "---",
    ]  # fmt: skip
    return "\n".join(front) + "\n" + "\n\n".join(paragraphs) + "\n"


def headline(scene: Scene, rng: random.Random) -> str:
    """Return a headline on ``scene``."""
    joint = rng.choice(("and", "against", "beside"))
    return f"{rng.choice((scene.home, scene.other))} {joint} neighbours on {scene.subject}: {thing(rng)}"


def thing(rng: random.Random) -> str:
    """Return something to talk about: "the disputed quota of Vik"."""
    form = rng.choice(("the {adj} {noun}", "the {noun} of {place}", "the {adj} {noun} for {group}", "a {adj} {noun}"))
    return form.format(
        adj=rng.choice(ADJECTIVES), noun=rng.choice(NOUNS), place=rng.choice(PLACES), group=rng.choice(GROUPS)
    )


def _fill(form: str, scene: Scene, rng: random.Random) -> str:
    adjunct = rng.choice(ADJUNCTS).format(
        adj=rng.choice(ADJECTIVES), noun=rng.choice(NOUNS), place=rng.choice(scene.places), k=rng.randrange(2, 9),
        group=rng.choice(GROUPS), group2=rng.choice(GROUPS),
    )  # fmt: skip
    text = form.format(
        subject=scene.subject, thing=thing(rng), does=_does(scene, rng), adjunct=adjunct, n=rng.randrange(20, 900),
        k=rng.randrange(2, 19), m=rng.randrange(2, 800), p=rng.randrange(3, 80), group=rng.choice(GROUPS),
        place=rng.choice(scene.places), other=scene.other, home=scene.home,
    )  # fmt: skip
    return text.replace(" .", ".").replace("  ", " ").rstrip()


def _does(scene: Scene, rng: random.Random) -> str:
    return rng.choice(DOES).format(
        noun=rng.choice(NOUNS), k=rng.randrange(2, 19), place=rng.choice(scene.places), group=rng.choice(GROUPS)
    )


def _clause(scene: Scene, rng: random.Random) -> str:
    return _fill(
        rng.choice(("{thing} {does} {adjunct}", "{thing} {does}", "{subject} and {thing} belonged together {adjunct}")),
        scene,
        rng,
    )


def _who(scene: Scene, rng: random.Random) -> str:
    role, country, name = rng.choice(scene.people)
    return rng.choice((f"{country}'s {role} {name}", f"{name}, {role} of {country},", name.split()[-1]))


def _quote(scene: Scene, rng: random.Random) -> str:
    return f"“We believe that {_clause(scene, rng)},” said {_who(scene, rng).rstrip(',')}."


def _report(scene: Scene, rng: random.Random) -> str:
    verb = rng.choice(("said", "told reporters", "warned", "insisted", "announced"))
    return f"{_who(scene, rng)} {verb} {rng.choice(DAYS)} that {_clause(scene, rng)}."


def _deed(scene: Scene, rng: random.Random) -> str:
    return f"{scene.home} {_fill(rng.choice(DEEDS), scene, rng)} {rng.choice(DAYS)} over {scene.subject}."


def _risk(scene: Scene, rng: random.Random) -> str:
    return _fill(rng.choice(RISKS), scene, rng)


def _prospect(scene: Scene, rng: random.Random) -> str:
    return _fill(rng.choice(PROSPECTS), scene, rng)


def _toll(scene: Scene, rng: random.Random) -> str:
    return _fill(
        "At least {k} people were injured in {place} when a crowd protested against {thing}, police said.", scene, rng
    )


def write_desk(folder: Path, count: int, *, scenes: int = 20) -> None:
    """Write a desk of ``count`` articles on ``scenes`` topics into ``folder``."""
    articles, topics = folder / "seeds" / "articles", folder / "seeds" / "topics"
    articles.mkdir(parents=True, exist_ok=True)
    topics.mkdir(parents=True, exist_ok=True)
    (folder / "desk.toml").write_text('name = "Fictional desk"\n', encoding="utf-8")
    for number in range(scenes):
        terms = f'"{Scene(number).subject.removeprefix("the ")}"'
        text = f'title = "Topic {number:02}"\n\n[terms]\nany = [{terms}]\n'
        (topics / f"topic-{number:02}.toml").write_text(text, encoding="utf-8")
    for number in range(count):
        text = make_article(number, scenes=scenes)
        (articles / f"article-{number:05}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_desk(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
