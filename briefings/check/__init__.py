"""Brief + its outputs + its Facts → Findings. In: what was made and what it was made from. Out: what is wrong.

Errors (E…) hold a brief back; warnings (W…) are shown. The rules are those of ARCHITECTURE.md, "Checks". A rule about
the brief sees the brief and the articles (``sourcing``, ``grounds``, ``judgement``, ``page``). A rule about an output
sees what a stranger reads in it (``readings``) beside the brief (``following``, ``outputs``), and nothing of how it was
made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from briefings.check.findings import Finding, describe, lines_of
from briefings.check.grounds import check_dates, check_grounds, check_hedges, check_relative_dates
from briefings.check.judgement import check_judgement
from briefings.check.outputs import check_reading
from briefings.check.page import check_age, check_length, check_pages, check_size, check_strictness, check_titles
from briefings.check.readings import Reading, read_html, read_markdown, read_pdf
from briefings.check.sourcing import check_citations, check_list, check_origins, check_quotations
from briefings.model import Brief, DeskSettings, Facts

__all__ = [
    "Finding", "Reading", "check_brief", "check_outputs", "describe", "lines_of", "read_html", "read_markdown",
    "read_pdf",
]  # fmt: skip

BRIEF_RULES: tuple[Callable[[Brief, Mapping[str, Facts]], Iterator[Finding]], ...] = (
    check_citations, check_list, check_quotations, check_origins, check_grounds, check_dates, check_hedges,
    check_relative_dates, check_strictness, check_length, check_titles,
)  # fmt: skip
DESK_RULES: tuple[Callable[[Brief, Mapping[str, Facts], DeskSettings], Iterator[Finding]], ...] = (
    check_judgement, check_age,
)  # fmt: skip
READING_RULES: tuple[Callable[[Reading], Iterator[Finding]], ...] = (check_pages, check_size)
NO_SETTINGS = DeskSettings()


def check_brief(
    brief: Brief,
    facts: Mapping[str, Facts],
    readings: Sequence[Reading] = (),
    *,
    settings: DeskSettings = NO_SETTINGS,
) -> tuple[Finding, ...]:
    """Return what is wrong with ``brief`` and its outputs, in the order of the rules; empty when all is well.

    Args:
        brief: The brief as it was fitted.
        facts: The articles and what they say, by slug.
        readings: What was written, as a reader finds it: ``read_markdown``, ``read_html``, ``read_pdf``.
        settings: The desk's scale of likelihood and the age from which a source is stale.
    """
    found = [finding for rule in BRIEF_RULES for finding in rule(brief, facts)]
    found.extend(finding for rule in DESK_RULES for finding in rule(brief, facts, settings))
    found.extend(check_outputs(brief, readings))
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.id))


def check_outputs(brief: Brief, readings: Sequence[Reading]) -> tuple[Finding, ...]:
    """Return what is wrong with the outputs of ``brief`` alone, whatever it was made from."""
    found = [finding for reading in readings for rule in READING_RULES for finding in rule(reading)]
    found.extend(finding for reading in readings for finding in check_reading(brief, reading))
    return tuple(found)
