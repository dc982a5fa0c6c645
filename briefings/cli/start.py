"""``briefings init`` and ``briefings new``. In: a folder or a name. Out: files to begin with, none overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from briefings.article import slugify
from briefings.cli.options import emit, say
from briefings.cli.sources import open_desk
from briefings.desk import DESK_FILE, is_slug, write_output

OWN_FOLDERS = ("seeds/articles", "seeds/topics", "templates", "output")
TOPIC_TEMPLATE = "new-topic.toml"
IGNORED = "# What the tool makes; deleting it loses nothing.\noutput/\n"
STOP_WORDS = frozenset({"a", "an", "and", "at", "brief", "for", "in", "of", "on", "or", "the", "to", "with"})


def run_init(name: str) -> int:
    """Make a desk in the folder ``name`` and return the exit code.

    Raises:
        click.UsageError: There is a desk already, or a file of that name.
        OutputError: The folder cannot be written to.
    """
    folder = Path(name)
    if (folder / DESK_FILE).exists():
        raise click.UsageError(f"{folder} is a desk already; nothing was changed.")
    if folder.exists() and not folder.is_dir():
        raise click.UsageError(f"{folder} is a file.")
    for place, content in _example_files():
        if not (folder / place).exists():
            write_output(folder / place, content)
    for own in OWN_FOLDERS:
        (folder / own).mkdir(parents=True, exist_ok=True)
    say(f"made the desk {folder}, with an example that is all invented. Next:")
    say(f"  cd {folder} && briefings build")
    say("Your own articles go to seeds/articles/; `briefings new TOPIC` makes a topic file.")
    return 0


def run_new(name: str, *, title: str | None, desk: str | None) -> int:
    """Make the file of the topic ``name``, print its path and return the exit code.

    Raises:
        click.UsageError: The name is no slug, is taken, or there is no desk.
    """
    if not is_slug(name):
        raise click.UsageError(
            f"{name!r} cannot be a topic's name: use lower-case letters, digits and hyphens, say {slugify(name)}."
        )
    found = open_desk(desk)
    if found is None:
        raise click.UsageError("there is no desk here (a folder with a desk.toml): `briefings init DIR` makes one.")
    path = found.folder / "seeds" / "topics" / f"{name}.toml"
    if path.exists():
        raise click.UsageError(f"{path} is there already.")
    heading = title or name.replace("-", " ").capitalize()
    emit(f"{write_output(path, _new_topic(heading, name))}\n")
    say("Fill in its terms, then: briefings build " + name)
    return 0


def _new_topic(title: str, slug: str) -> str:
    text = files("briefings.cli").joinpath("example", TOPIC_TEMPLATE).read_text(encoding="utf-8")
    terms = ", ".join(_quoted(word) for word in slug.split("-") if word not in STOP_WORDS)
    return text.replace('"{title}"', _quoted(title)).replace("{terms}", terms)


def _quoted(text: str) -> str:
    """Return ``text`` as a basic string of TOML."""
    plain = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _example_files() -> Iterator[tuple[str, bytes]]:
    """Yield the place in the desk and the content of each file of the example."""
    yield ".gitignore", IGNORED.encode()
    example = files("briefings.cli").joinpath("example")
    for place, source in _walk(example, ""):
        if place != TOPIC_TEMPLATE:
            yield place, source.read_bytes()


def _walk(folder: Traversable, place: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        inner = f"{place}/{entry.name}" if place else entry.name
        if entry.is_dir():
            yield from _walk(entry, inner)
        else:
            yield inner, entry
