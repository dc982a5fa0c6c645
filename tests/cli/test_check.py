"""``briefings check`` and ``briefings verify``, as a person runs them: pages broken on disk and in the mail."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import msgspec
import pytest
from pypdfium2 import PdfDocument

from briefings.evidence import ATTACHED, compute_digest, parse_evidence, render_evidence
from briefings.pdf import lay_out, read_attachment, read_pdf_text
from tests.cli.conftest import ARTICLE, Run

LINE = "over 3,000 people"


@pytest.fixture
def page(desk: Path, run: Run) -> Path:
    assert run("build").exit_code == 0
    return Path("output/harbour-talks.pdf")


def change(path: Path, was: str, now: str, *, count: int = -1) -> None:
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, now, count), encoding="utf-8")


# ----------------------------------------------------------------------------------------------- check


def test_a_sound_desk(page: Path, run: Run) -> None:
    result = run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    for name in ("harbour-talks", *(f"output/harbour-talks{suffix}" for suffix in (".md", ".html", ".pdf"))):
        assert f"{name}: no errors" in result.stdout


@pytest.mark.parametrize(("suffix", "output"), [(".md", "Markdown"), (".html", "HTML")])
def test_a_page_changed_on_disk(page: Path, run: Run, suffix: str, output: str) -> None:
    changed = page.with_suffix(suffix)
    text = changed.read_text(encoding="utf-8")
    assert "3,000" in text
    changed.write_text(text.replace("3,000", "8,000"), encoding="utf-8")
    for name in ("harbour-talks", str(changed)):
        result = run("check", name)
        assert result.exit_code == 4
        assert f"E8\terror\t{output}\t" in result.stdout
        assert "reads “8,000” instead of “3,000”" in result.stdout


def test_findings_as_json(page: Path, run: Run) -> None:
    change(page.with_suffix(".md"), "TLP:CLEAR", "TLP:RED")
    result = run("check", "--json", "output/harbour-talks.md", "output/harbour-talks.html")
    assert result.exit_code == 4
    told = json.loads(result.stdout)
    assert [one["name"] for one in told] == ["output/harbour-talks.md", "output/harbour-talks.html"]
    assert {(f["rule"], f["severity"], f["output"]) for f in told[0]["findings"]} == {("E7", "error", "Markdown")}
    assert all(finding["severity"] == "warning" for finding in told[1]["findings"])


def test_evidence_changed_on_disk(page: Path, run: Run) -> None:
    change(page.with_suffix(".json"), "3,000", "8,000")
    result = run("check", "output/harbour-talks.json")
    assert result.exit_code == 4
    assert "E9\terror" in result.stdout


def test_strict_makes_warnings_errors(desk: Path, run: Run) -> None:
    change(desk / "seeds/articles/harbour.txt", "published: 2026-03-10\n", "")
    assert run("check").exit_code == 0
    assert run("check", "--strict").exit_code == 4
    assert not (desk / "output").exists()


def test_a_source_that_is_stale_on_the_day(desk: Path, run: Run) -> None:
    (desk / "desk.toml").write_text('name = "Test desk"\nstale_days = 30\n', encoding="utf-8")
    assert "W7" not in run("check").stdout
    assert (
        "W7\twarning\tbrief\t\tsource [1] of 10 March 2026 is 31 days old"
        in run("check", "--as-of", "2026-04-10").stdout
    )


@pytest.mark.parametrize("name", ["nothing.md", "harbor-talks"])
def test_what_is_not_there(desk: Path, run: Run, name: str) -> None:
    result = run("check", name)
    assert result.exit_code in {1, 2}
    assert name in result.stderr


def test_an_error_writes_nothing_over_the_last_good_page(page: Path, run: Run, desk: Path) -> None:
    good = {path.name: path.read_bytes() for path in page.parent.iterdir()}
    (desk / "templates").mkdir()
    shipped = (Path(__file__).parents[2] / "templates/parts.md.j2").read_text(encoding="utf-8")
    assert "{{ line.runs|runs }}" in shipped
    (desk / "templates/parts.md.j2").write_text(shipped.replace("{{ line.runs|runs }}", "?"), encoding="utf-8")
    result = run("build")
    assert result.exit_code == 4
    assert "held back: E8 Markdown, line " in result.stderr
    assert "not there: " in result.stderr
    assert {path.name: path.read_bytes() for path in page.parent.iterdir()} == good


# ---------------------------------------------------------------------------------------------- verify


def remade(page: Path, raw: bytes | None, *, was: str = "", now: str = "") -> Path:
    """Return the PDF made again from its HTML with ``was`` as ``now`` on the page and ``raw`` as the evidence in it."""
    html = page.with_suffix(".html").read_text(encoding="utf-8").replace("\N{NO-BREAK SPACE}", " ")
    assert was in html
    path = page.with_name("mailed.pdf")
    path.write_bytes(lay_out(html.replace(was, now)).write({ATTACHED: raw} if raw is not None else None))
    return path


def inside(page: Path) -> bytes:
    raw = read_attachment(page.read_bytes(), ATTACHED)
    assert raw is not None
    return raw


def test_an_untouched_pdf(page: Path, run: Run, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "mailed.pdf"
    alone.parent.mkdir()
    alone.write_bytes(page.read_bytes())
    result = run("verify", str(alone))
    assert result.exit_code == 0
    assert "as it was made (with nothing but the file" in result.stdout
    compared = run("verify", str(alone), "--articles", "seeds")
    assert compared.exit_code == 0
    assert "as it was made (1 of 1 articles compared)" in compared.stdout
    assert run("check", str(alone)).exit_code == 0
    assert "3,000" in run("trace", str(alone), "3,000").stdout


def test_a_digit_changed_on_the_page(page: Path, run: Run) -> None:
    result = run("verify", str(remade(page, inside(page), was=LINE, now="over 8,000 people")))
    assert result.exit_code == 4
    assert "E1 PDF, line " in result.stdout
    assert "not as it was made" in result.stdout


def test_a_digit_changed_in_the_evidence(page: Path, run: Run) -> None:
    raw = inside(page)
    places = [at for at in range(len(raw)) if raw[at : at + 5] == b"3,000"]
    assert len(places) > 3
    for at in places:
        result = run("verify", str(remade(page, raw[:at] + b"8" + raw[at + 1 :])))
        assert result.exit_code == 4
        assert "E9 " in result.stdout


def test_page_and_evidence_changed_alike_contradict_the_article_in_it(page: Path, run: Run) -> None:
    brief, article = inside(page).split(b'"articles":', 1)
    raw = brief.replace(b"3,000", b"8,000") + b'"articles":' + article
    evidence = parse_evidence(raw)
    sealed = render_evidence(msgspec.structs.replace(evidence, digest=compute_digest(evidence)))
    result = run("verify", str(remade(page, sealed.encode(), was=LINE, now="over 8,000 people")))
    assert result.exit_code == 4
    assert "E9" not in result.stdout
    assert "E2" in result.stdout or "E4" in result.stdout


def test_all_changed_alike_is_found_with_the_articles(page: Path, run: Run, desk: Path) -> None:
    import hashlib

    raw = inside(page).replace(b"3,000", b"8,000")
    evidence = parse_evidence(raw)
    old = evidence.articles[0].article.sha256
    new = hashlib.sha256(evidence.articles[0].article.text.encode()).hexdigest()
    evidence = parse_evidence(raw.replace(old.encode(), new.encode()))
    sealed = render_evidence(msgspec.structs.replace(evidence, digest=compute_digest(evidence)))
    forged = remade(page, sealed.encode(), was="3,000", now="8,000")
    assert run("verify", str(forged)).exit_code == 0
    result = run("verify", str(forged), "--articles", str(desk / "seeds"), "--json")
    assert result.exit_code == 4
    told = json.loads(result.stdout)
    assert told["fine"] is False
    assert [one["standing"] for one in told["articles"]] == ["differs"]


def test_an_article_that_is_not_at_hand(page: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    result = run("verify", str(page), "--articles", str(tmp_path / "other"))
    assert result.exit_code == 0
    assert "harbour: not at hand" in result.stdout
    assert "0 of 1 articles compared" in result.stdout


def test_an_article_under_another_name(page: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other/renamed.txt").write_text(ARTICLE, encoding="utf-8")
    assert "1 of 1 articles compared" in run("verify", str(page), "--articles", str(tmp_path / "other")).stdout


def test_a_note_laid_over_the_page(page: Path, run: Run) -> None:
    from pypdfium2 import raw

    document = PdfDocument(page)
    raw.FPDFPage_CreateAnnot(document[0], raw.FPDF_ANNOT_STAMP)
    document.save("stamped.pdf")
    document.close()
    result = run("verify", "stamped.pdf")
    assert result.exit_code == 4
    assert "laid over the page afterwards: stamp" in result.stdout


def test_a_page_saved_by_another_program_is_still_fine(page: Path, run: Run) -> None:
    document = PdfDocument(page)
    document.save("saved.pdf")
    document.close()
    assert run("verify", "saved.pdf").exit_code == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a PDF"),
        (b"%PDF-1.7\n" + b"\0" * 2000, "not a PDF"),
        (b"<html>no</html>", "not a PDF"),
        (b"%PDF-1.7\ntrailer<</Root 1 0 R>>", "not a PDF"),
    ],
)
def test_what_is_no_pdf(desk: Path, run: Run, content: bytes, said: str) -> None:
    Path("mailed.pdf").write_bytes(content)
    result = run("verify", "mailed.pdf")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("error: mailed.pdf: ")
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "raw",
    [b"{", b"[" * 100_000, b'{"schema":"briefings.evidence/2"}', b"\xff\xfe", b'{"brief":' * 50_000, b"null"],
    ids=["cut", "deep", "other", "bytes", "nested", "null"],
)
def test_evidence_that_is_none(page: Path, run: Run, raw: bytes) -> None:
    result = run("verify", str(remade(page, raw)))
    assert result.exit_code == 1
    assert "not the evidence of a brief" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_pdf_without_evidence(page: Path, run: Run) -> None:
    result = run("verify", str(remade(page, None)))
    assert result.exit_code == 1
    assert "no evidence in it" in result.stderr


def test_an_attached_file_of_huge_size(page: Path, run: Run) -> None:
    bomb = remade(page, b"0" * 60_000_000)
    assert bomb.stat().st_size < 1_000_000
    result = run("verify", str(bomb))
    assert result.exit_code == 1
    assert "unpacks to over 50 MB" in result.stderr


def test_a_locked_pdf(desk: Path, run: Run) -> None:
    Path("locked.pdf").write_bytes(LOCKED)
    result = run("verify", "locked.pdf")
    assert result.exit_code == 1
    assert "locked with a password" in result.stderr


def test_the_same_bytes_with_and_without_json(page: Path, run: Run) -> None:
    first = page.read_bytes()
    assert run("build", "--format", "pdf").exit_code == 0
    assert page.read_bytes() == first


def test_evidence_in_the_pdf_is_that_beside_it(page: Path) -> None:
    assert parse_evidence(inside(page)) == parse_evidence(page.with_suffix(".json").read_bytes())


def test_the_pdf_says_what_the_file_in_it_is(page: Path) -> None:
    raw = page.read_bytes()
    streams = b"".join(_inflated(raw))
    assert b"/AFRelationship /Data" in raw + streams
    assert b"/AF [" in raw + streams
    assert len(read_pdf_text(raw)) > 100


def _inflated(raw: bytes) -> list[bytes]:
    found = []
    for part in raw.split(b"stream\n")[1::2]:
        try:
            found.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return found


def _locked_pdf() -> bytes:
    """Return a PDF of the standard security handler (revision 2) whose user password is not empty."""
    key = b"A" * 32
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"3 0 obj<</Filter/Standard/V 1/R 2/O(" + key + b")/U(" + key + b")/P -44>>endobj\n"
        b"trailer<</Root 1 0 R/Encrypt 3 0 R/ID[(0123456789abcdef)(0123456789abcdef)]>>\n%%EOF\n"
    )


LOCKED = _locked_pdf()
