"""A folder ↔ values. In: a desk's folder. Out: its settings, topics and articles; outputs written atomically.

The only reader and writer of files. A desk is any folder that holds a ``desk.toml``; ARCHITECTURE.md draws it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefings.desk.articles import MAX_ARTICLE_BYTES, Read, list_articles, parse_bytes, read_article, read_articles
from briefings.desk.files import read_file
from briefings.desk.kept import kept_path, read_kept, write_kept
from briefings.desk.output import read_bytes, replace_file, write_output
from briefings.desk.recipients import Roll, parse_recipient, read_csv_roll, read_roll
from briefings.desk.settings import check_dates, convert_table, find_line, is_iso_date, parse_toml
from briefings.errors import SeedError
from briefings.model import DeskSettings, Record, Topic

__all__ = [
    "DESK_FILE",
    "MAX_ARTICLE_BYTES",
    "Desk",
    "Read",
    "Roll",
    "find_desk",
    "find_topic",
    "is_iso_date",
    "is_slug",
    "kept_path",
    "list_articles",
    "list_desk",
    "parse_bytes",
    "parse_recipient",
    "read_article",
    "read_articles",
    "read_bytes",
    "read_csv_roll",
    "read_desk",
    "read_file",
    "read_kept",
    "read_roll",
    "read_topic",
    "replace_file",
    "write_kept",
    "write_output",
]  # fmt: skip

DESK_FILE = "desk.toml"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # "haiti-mss"; always fullmatch, never a path


class Desk(Record, frozen=True, kw_only=True):
    """A desk: its folder, its settings, and where its topics (by slug) and articles are. Nothing else is read yet."""

    folder: Path
    settings: DeskSettings
    topics: Mapping[str, Path]
    articles: tuple[Path, ...]

    @property
    def output(self) -> Path:
        """Return the folder of this desk's outputs."""
        return self.folder / "output"

    @property
    def templates(self) -> Path | None:
        """Return the folder of this desk's own templates, or None when it has none."""
        folder = self.folder / "templates"
        return folder if folder.is_dir() else None


def find_desk(start: Path) -> Path | None:
    """Return the nearest folder with a ``desk.toml``, from ``start`` upwards, or None."""
    whole = start.resolve()
    found = next((folder for folder in (whole, *whole.parents) if (folder / DESK_FILE).is_file()), None)
    return start if found == whole else found


def read_desk(folder: Path) -> Desk:
    """Return the desk in ``folder``.

    Raises:
        SeedError: There is no ``desk.toml`` or it cannot be understood.
    """
    return list_desk(folder, _read_settings(folder / DESK_FILE))


def list_desk(folder: Path, settings: DeskSettings) -> Desk:
    """Return the desk in ``folder`` with ``settings``, whatever its own file says."""
    return Desk(
        folder=folder,
        settings=settings,
        topics=_list_topics(folder / "seeds" / "topics"),
        articles=list_articles(folder / "seeds" / "articles"),
    )


def find_topic(desk: Desk, name: str) -> Path | None:
    """Return the file of the topic ``name``, looked up among the desk's own; None when it has none of that name."""
    return desk.topics.get(name) if is_slug(name) else None


def is_slug(name: str) -> bool:
    """Return whether ``name`` is a slug: lower-case letters and digits, single hyphens between them."""
    return SLUG.fullmatch(name) is not None


def read_topic(path: Path) -> Topic:
    """Return the topic in the file ``path``, with the analyst's notes from the ``.md`` file beside it.

    Raises:
        SeedError: The file's name is no slug, it is not TOML, has a key that no topic has, or a value that cannot be.
    """
    text, shown = read_file(path), str(path)
    if not is_slug(path.stem):
        raise SeedError("a topic's file is named with lower-case letters, digits and hyphens: rename it", path=shown)
    table = parse_toml(text, path=shown)
    for key in ("slug", "notes"):
        if key in table:
            what = f"unknown key '{key}': it is taken from the name of this file, or of the .md file beside it"
            raise SeedError(what, path=shown, line=find_line(text, "", key))
    topic = convert_table({**table, "slug": path.stem}, Topic, text=text, path=shown)
    check_dates(topic, ("since", "until"), text=text, path=shown)
    if topic.since and topic.until and topic.since > topic.until:
        raise SeedError("'since' is after 'until'", path=shown, line=find_line(text, "", "since"))
    notes = path.with_suffix(".md")
    return msgspec.structs.replace(topic, notes=read_file(notes) if notes.is_file() else "")


def _read_settings(path: Path) -> DeskSettings:
    text, shown = read_file(path), str(path)
    return convert_table(parse_toml(text, path=shown), DeskSettings, text=text, path=shown)


def _list_topics(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.toml"))} if folder.is_dir() else {}
