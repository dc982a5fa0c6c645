"""``briefings keep``. In: names of topics. Out: the record of each brief as it was built last, in the desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from briefings.cli.build import topic_path
from briefings.cli.options import say
from briefings.cli.sources import open_desk
from briefings.compose import keep_brief
from briefings.desk import Desk, write_kept
from briefings.errors import BriefingsError
from briefings.evidence import Evidence, parse_evidence


def run_keep(names: Sequence[str], *, desk: str | None, as_of: str | None) -> int:
    """Record the briefs of ``names`` and return the exit code; all or none of them.

    Raises:
        BriefingsError: A brief was not built, or has no date.
        click.UsageError: There is no desk, or no such topic.
    """
    found = open_desk(desk)
    if found is None:
        raise click.UsageError("there is no desk here (a folder with a desk.toml).")
    topics = [topic_path(name, found) for name in names]
    briefs = [_read_built(topic, found).brief for topic in topics]
    for topic, brief in zip(topics, briefs, strict=True):
        date = as_of or brief.date
        if date is None:
            raise BriefingsError("the brief has no date, for its sources have none: add --as-of DATE", path=brief.slug)
        say(f"kept {write_kept(topic, keep_brief(brief, date))}")
    return 0


def _read_built(topic: Path, desk: Desk) -> Evidence:
    path = desk.output / f"{topic.stem}.json"
    if not path.is_file():
        raise BriefingsError(f"not built yet: `briefings build {topic.stem}` makes it", path=str(path))
    try:
        return parse_evidence(path.read_bytes())
    except (OSError, msgspec.MsgspecError) as error:
        raise BriefingsError(f"not the evidence of a brief ({error}): build it again", path=str(path)) from error
