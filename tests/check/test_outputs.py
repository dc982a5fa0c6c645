"""Real outputs, broken on purpose: every change is found, in the output and at the line where it was made."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from briefings.build import build_reading
from briefings.check import Finding, check_outputs, describe, read_html, read_markdown, read_pdf
from briefings.desk import find_desk, read_articles, read_desk, read_topic
from briefings.model import Article, Topic
from briefings.pdf import lay_out, read_pdf_text
from briefings.render import render_html, render_markdown
from tests.check.pages import FORMS, Sample, harbour, make_sample
from tests.check.sweep import mutations
from tests.quality.marks import read_all
from tests.render import sample

NAMES = {"md": "Markdown", "html": "HTML", "pdf": "PDF"}
RULE = {"md": "E8", "html": "E8", "pdf": "E1"}
ROOT = Path(__file__).parents[2]


def broken(form: str, was: str, now: str) -> tuple[Finding, ...]:
    """Return what is found after the first ``was`` became ``now`` in the output ``form``."""
    text = harbour().texts[form]
    assert was in text, f"{was!r} is not in the {form}"
    return harbour().check(**{form: text.replace(was, now, 1)})


def ids(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.id for finding in findings}


def line_that_says(words: str) -> str:
    brief = harbour().built.brief
    return next(line.id for section in brief.sections for line in section.lines if words in line.text)


def test_whole_pages_have_no_findings() -> None:
    assert harbour().check() == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_changed_digit(form: str) -> None:
    findings = broken(form, "12 ships", "13 ships")
    assert {f.id for f in findings} == {RULE[form]}
    assert {f.output for f in findings} == {NAMES[form]}
    assert line_that_says("12 ships a week.") in {f.line for f in findings}
    assert any("reads “13” instead of “12”" in f.message for f in findings)


@pytest.mark.parametrize("form", FORMS)
def test_a_moved_citation(form: str) -> None:
    text = harbour().texts[form]
    at = text.index("[2]", text.index("12 ships"))
    findings = harbour().check(**{form: text[:at] + "[1]" + text[at + 3 :]})
    assert (RULE[form], line_that_says("12 ships a week.")) in {(f.id, f.line) for f in findings}
    assert any("cites [1] instead of [2]" in f.message for f in findings)


@pytest.mark.parametrize("form", FORMS)
def test_a_citation_out_of_range(form: str) -> None:
    assert "E5" in ids(broken(form, "[2]", "[3]"))


@pytest.mark.parametrize("form", FORMS)
def test_a_swapped_speaker(form: str) -> None:
    text = harbour().texts[form]
    head, words, quotes = text.partition("In their words")
    swapped = quotes.replace("Ada Nordvik, Foreign Minister, Norway", "@", 1)
    swapped = swapped.replace("Rui Salgado, Prime Minister, Portugal", "Ada Nordvik, Foreign Minister, Norway", 1)
    findings = harbour().check(**{form: head + words + swapped.replace("@", "Rui Salgado, Prime Minister, Portugal")})
    assert ids(findings) == {RULE[form]}
    assert {f.line for f in findings} == {line_that_says("“Nobody has asked"), line_that_says("by 4 May”")}


@pytest.mark.parametrize(("form", "start", "end"), [("md", "- ", "\n"), ("pdf", "–", "\n"), ("html", "<li ", "</li>")])
def test_a_cut_line(form: str, start: str, end: str) -> None:
    text = harbour().texts[form]
    said = text.index("The harbour will handle")
    at, stop = text.rindex(start, 0, said), text.index(end, said) + len(end)
    findings = harbour().check(**{form: text[:at] + text[stop:]})
    assert (RULE[form], line_that_says("12 ships a week.")) in {(f.id, f.line) for f in findings}


@pytest.mark.parametrize("form", FORMS)
def test_a_dropped_hedge(form: str) -> None:
    findings = broken(form, "reportedly", "")
    assert ids(findings) == {RULE[form]}
    assert {f.line for f in findings} == {line_that_says("45 million euros")}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("where", ["top", "bottom"])
def test_a_dropped_marking(form: str, where: str) -> None:
    text = harbour().texts[form]
    at = text.index("CLEAR</p>") - 4 if form == "html" else text.index("TLP:CLEAR")
    at = text.rindex(">TLP:CLEAR<") + 1 if form == "html" and where == "bottom" else at
    at = text.rindex("TLP:CLEAR") if form != "html" and where == "bottom" else at
    findings = harbour().check(**{form: text[:at] + text[at + len("TLP:CLEAR") :]})
    assert [(f.id, f.output) for f in findings] == [("E7", NAMES[form])]
    assert f"not at the {where}" in findings[0].message


@pytest.mark.parametrize("form", FORMS)
def test_another_marking(form: str) -> None:
    text = harbour().texts[form]
    findings = harbour().check(**{form: text.replace("TLP:CLEAR", "TLP:AMBER")})
    assert ids(findings) == {"E7"}


@pytest.mark.parametrize("form", FORMS)
def test_a_lost_mark_of_a_single_origin(form: str) -> None:
    text = harbour().texts[form]
    at = text.index("†", text.index("12 ships"))
    findings = harbour().check(**{form: text[:at] + text[at + 1 :]})
    assert ids(findings) == {"W3"}
    assert {f.severity for f in findings} == {"warning"}


@pytest.mark.parametrize("form", FORMS)
def test_words_that_no_line_has(form: str) -> None:
    anchor = {"md": "a week. [2]†", "html": "</li>\n</ul>", "pdf": "a week. [2]†"}[form]
    said = "- The opposition has long called for the harbour master to resign"
    assert RULE[form] in ids(broken(form, anchor, f"{anchor}\n{said}."))
    assert RULE[form] in ids(broken(form, anchor, f"{anchor}\n- 9 of 10 agree."))


@pytest.mark.parametrize("form", FORMS)
def test_sections_in_another_order(form: str) -> None:
    text = harbour().texts[form]
    start = {"md": "## {}", "pdf": "{}", "html": "<h2>{}"}[form]
    titles = [section.title for section in harbour().built.brief.sections[1:4]]
    a, b, c = (text.index(start.format(title)) for title in titles)
    findings = harbour().check(**{form: text[:a] + text[b:c] + text[a:b] + text[c:]})
    assert RULE[form] in ids(findings)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("part", ["Prepare the call of 16", "Ask", "about 4 May", "2 sources, 2 origins", "Desk 7"])
def test_what_stands_at_the_head_and_the_foot(form: str, part: str) -> None:
    text = harbour().texts[form]
    assert part in text
    assert RULE[form] in ids(harbour().check(**{form: text.replace(part, part[:-2])}))


def test_links_that_lead_elsewhere() -> None:
    assert ids(broken("html", 'href="#src-1"', 'href="#src-2"')) == {"E5"}
    assert ids(broken("html", 'title="Source 1"', 'title="Source 2"')) == {"E5"}
    assert ids(broken("html", '<meta name="dcterms.created" content="2026-03-12">',
                      '<meta name="dcterms.created" content="2026-03-21">')) == {"E8"}  # fmt: skip


def test_e1_other_than_one_page() -> None:
    brief, text = harbour().built.brief, harbour().texts["pdf"]
    for pages in (0, 2, 3):
        assert {f.id for f in check_outputs(brief, [read_pdf(text, pages)])} == {"E1"}


def test_w6_html_too_large_for_mail() -> None:
    brief, text = harbour().built.brief, harbour().texts["html"]
    for size, severity in ((91_000, "warning"), (103_000, "error")):
        padded = text.replace("</style>", "/*" + "x" * (size - len(text.encode())) + "*/</style>", 1)
        assert [(f.id, f.severity) for f in check_outputs(brief, [read_html(padded)])] == [("W6", severity)]


def test_hidden_words_are_not_read() -> None:
    text = harbour().texts["html"].replace('<li id="dev-', '<li hidden id="dev-', 1)
    assert "E8" in ids(harbour().check(html=text))


def test_markdown_is_read_as_rendered() -> None:
    assert read_markdown("a \\*b\\* &lt; *c*\n\n1. x\n2. y\n").text.split("\n") == ["a *b* < c", "1.", "x", "2.", "y"]


# ------------------------------------------------------------------------------- everything, one at a time


def all_found(made: Sample) -> Counter[str]:
    """Assert that each number, name and citation changed alone is found, and return how many there were."""
    seen: Counter[str] = Counter()
    for form in FORMS:
        for where, text in mutations(made.texts[form], form, made.built.brief):
            assert check_outputs(made.built.brief, made.readings(**{form: text})), f"{form}: {where}"
            seen[form] += 1
    return seen


def test_every_number_name_and_citation_changed_alone_is_found() -> None:
    assert min(all_found(harbour()).values()) > 100


@pytest.mark.parametrize("name", ["SHORT", "DENSE", "MEETING", "RICH"])
def test_every_fact_of_every_kind_of_section_changed_alone_is_found(name: str) -> None:
    brief = getattr(sample, name)  # series, sides, timeline, novelty: as set, of more than one page where it is long
    laid = lay_out(render_html(brief))
    texts = {"md": render_markdown(brief), "html": render_html(brief), "pdf": read_pdf_text(laid.write())}
    readers = {"md": read_markdown, "html": read_html, "pdf": lambda text: read_pdf(text, 1)}
    for form in FORMS:
        assert check_outputs(brief, [readers[form](texts[form])]) == ()
        changed = list(mutations(texts[form], form, brief))
        assert len(changed) > 50
        missed = [where for where, text in changed if not check_outputs(brief, [readers[form](text)])]
        assert missed == []


@pytest.mark.parametrize("article", [marked.article for marked in read_all()], ids=lambda article: article.id)
def test_no_false_alarm_on_the_pages_of_marked_articles(article: Article) -> None:
    reading = build_reading([article])
    topic = Topic(slug=article.id, title=article.headline or article.id)
    whole = make_sample(reading, topic)
    assert [describe(finding) for finding in whole.check() if finding.severity == "error"] == []


def test_every_fact_of_the_shipped_pages_changed_alone_is_found() -> None:
    desk = read_desk(find_desk(ROOT) or ROOT)
    reading = build_reading(read_articles(desk.articles, base=desk.folder).articles)
    for path in desk.topics.values():
        assert min(all_found(make_sample(reading, read_topic(path), desk.settings)).values()) > 50
