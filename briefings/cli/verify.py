"""``briefings verify``. In: a PDF that came by mail, articles at hand. Out: whether it is as it was made."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from briefings.check import Finding, describe
from briefings.cli.options import emit, say
from briefings.cli.pages import errors_of, read_bytes, read_inside, read_page
from briefings.desk import list_articles, read_articles
from briefings.errors import BriefingsError
from briefings.evidence import Evidence
from briefings.evidence.verify import Compared, compare_articles, differing, verify_evidence

TAMPERED = 4
NOT_COMPARED = "with nothing but the file: whoever changed page, evidence and hashes alike is found with --articles"


def run_verify(name: str, *, articles: str | None, as_json: bool) -> int:
    """Print whether the PDF ``name`` is as it was made and return the exit code.

    Raises:
        BriefingsError: It is no PDF, or there is no evidence in it.
        click.UsageError: There is no folder ``articles``.
    """
    page = Path(name)
    evidence = read_inside(page)
    if evidence is None:
        raise BriefingsError("no evidence in it: it was not made by `briefings build`, or somebody took it out",
                             path=name)  # fmt: skip
    compared = _compare(evidence, articles)
    found = (*_annotations(page), *verify_evidence(evidence, [read_page(page)]), *differing(compared))
    found = tuple(dict.fromkeys(found))
    if as_json:
        emit(msgspec.json.encode(_document(page, evidence, found, compared)) + b"\n")
    else:
        _print(page, evidence, found, compared)
    return TAMPERED if any(finding.severity == "error" for finding in found) else 0


def _compare(evidence: Evidence, folder: str | None) -> tuple[Compared, ...]:
    if folder is None:
        return ()
    if not Path(folder).is_dir():
        raise click.UsageError(f"no folder '{folder}': name the one that has the articles.")
    read = read_articles(list_articles(Path(folder)))
    for error in read.errors:
        say(f"error: {error}")
    return compare_articles(evidence, {article.path: article for article in read.articles})


def _annotations(page: Path) -> Sequence[Finding]:
    """Return a finding when something was laid over the page."""
    from briefings.pdf import list_other_annotations

    with errors_of(page):
        kinds = list_other_annotations(read_bytes(page))
    if not kinds:
        return ()
    return (Finding(id="E9", message=f"laid over the page afterwards: {', '.join(kinds)}", output="PDF"),)


def _document(
    page: Path, evidence: Evidence, found: Sequence[Finding], compared: Sequence[Compared]
) -> dict[str, object]:
    brief = evidence.brief
    findings = [
        {"rule": f.id, "severity": f.severity, "output": f.output, "line": f.line, "message": f.message} for f in found
    ]
    return {
        "file": str(page),
        "fine": not any(finding.severity == "error" for finding in found),
        "title": brief.title,
        "date": brief.date,
        "marking": brief.marking,
        "tool": evidence.tool,
        "sources": len(brief.sources),
        "findings": findings,
        "articles": list(compared),
    }


def _print(page: Path, evidence: Evidence, found: Sequence[Finding], compared: Sequence[Compared]) -> None:
    brief = evidence.brief
    lines = [f"{page}: “{brief.title}”, {brief.marking}, made by {evidence.tool}"]
    lines += [f"{finding.severity}: {describe(finding)}" for finding in found]
    lines += [f"{one.article}: {one.standing}" + (f" ({one.path})" if one.path else "") for one in compared]
    if any(finding.severity == "error" for finding in found):
        lines.append("not as it was made")
    else:
        same = sum(one.standing == "same" for one in compared)
        count = f"{same} of {len(evidence.articles)} articles compared" if compared else NOT_COMPARED
        lines.append(f"as it was made ({count})")
    emit("\n".join(lines) + "\n")
