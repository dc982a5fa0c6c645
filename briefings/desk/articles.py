"""Files of articles → Articles. In: paths. Out: what could be read, and what is wrong with the rest."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from briefings.article import decode_article, parse_article, slugify
from briefings.errors import BriefingsError, SeedError
from briefings.model import Article, Record

SUFFIXES = frozenset({".txt", ".md", ".html", ".htm"})
ENDINGS = tuple(SUFFIXES)
MAX_ARTICLE_BYTES = 2_000_000  # about 300,000 words: no published article is longer, a mistake soon is


class Read(Record, frozen=True, kw_only=True):
    """What came of reading articles: those that could be read, in order, and one error for each that could not."""

    articles: tuple[Article, ...]
    errors: tuple[BriefingsError, ...]


def list_articles(folder: Path) -> tuple[Path, ...]:
    """Return the paths of the articles in ``folder`` and below, in the order of their names, none hidden."""
    start = folder.as_posix()
    found = sorted(_list_files(start), key=lambda name: name.removeprefix(start).replace(os.sep, "/"))
    return tuple(map(Path, found))


def _list_files(folder: str) -> Iterator[str]:
    """Yield the articles' files; a link to a folder is not followed. Ten thousand take a twentieth of a second."""
    with suppress(FileNotFoundError, NotADirectoryError, PermissionError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _list_files(entry.path)
            elif entry.name.lower().endswith(ENDINGS) and entry.is_file():
                yield entry.path


def read_articles(paths: Iterable[Path], *, base: Path | None = None) -> Read:
    """Return the articles in ``paths``; one that cannot be read does not stop the others.

    ``Article.path`` is relative to ``base`` where it lies below it (so that a desk may be moved), else as given.
    """
    articles: list[Article] = []
    errors: list[BriefingsError] = []
    for group in group_by_slug(_unique(paths)).values():
        if len(group) > 1:
            errors.append(same_slug(group))
            continue
        try:
            articles.append(read_article(group[0], base=base))
        except BriefingsError as error:
            errors.append(error)
    return Read(articles=tuple(articles), errors=tuple(errors))


def read_article(path: Path, *, base: Path | None = None) -> Article:
    """Return the article in the file ``path``.

    Raises:
        SeedError: The file cannot be opened, is too large, or holds no article.
    """
    shown = _relative(path, base)
    try:
        raw = read_raw(path)
        return parse_bytes(raw, path=shown, slug=slugify(path.stem))
    except SeedError as error:
        raise SeedError(error.what, path=str(path), line=error.line) from error


def parse_bytes(raw: bytes, *, path: str, slug: str) -> Article:
    """Return the article in ``raw``, the bytes of a file or of standard input.

    Raises:
        SeedError: It is too large or holds no article.
    """
    if len(raw) > MAX_ARTICLE_BYTES:
        raise SeedError(_too_large(f"{len(raw) / 1e6:,.1f} MB"), path=path)
    return parse_article(decode_article(raw, path), path=path, slug=slug)


def read_raw(path: Path) -> bytes:
    """Return the bytes of an article's file; a huge file is never read whole.

    Raises:
        SeedError: The file cannot be opened or is too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_ARTICLE_BYTES + 1)
            size = path.stat().st_size
    except OSError as error:
        raise SeedError(f"cannot be read: {error.strerror or error}", path=str(path)) from error
    if len(raw) > MAX_ARTICLE_BYTES:
        raise SeedError(_too_large(f"{size / 1e6:,.1f} MB"), path=str(path))
    return raw


def _too_large(size: str) -> str:
    most = MAX_ARTICLE_BYTES // 1_000_000
    return f"{size} is more than an article may have ({most} MB): split it, or save its text alone"


def _relative(path: Path, base: Path | None) -> str:
    if base is None:
        return str(path)
    whole = path.resolve()
    return whole.relative_to(base.resolve()).as_posix() if whole.is_relative_to(base.resolve()) else str(path)


def _unique(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield each file once, even when it is named twice."""
    seen: set[Path] = set()
    for path in paths:
        if path.resolve() not in seen:
            seen.add(path.resolve())
            yield path


def group_by_slug(paths: Iterable[Path]) -> dict[str, list[Path]]:
    """Return ``paths``, each once, by the slug that an article gets of its file's name."""
    groups: dict[str, list[Path]] = {}
    for path in dict.fromkeys(paths):
        groups.setdefault(slugify(path.stem), []).append(path)
    return groups


def same_slug(group: list[Path]) -> SeedError:
    """Return the error that several files have one name."""
    names = " and ".join(str(path) for path in group)
    return SeedError(f"{names} have one name ({slugify(group[0].stem)}): rename one of them, neither was read")
