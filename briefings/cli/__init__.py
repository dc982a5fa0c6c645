"""The command ``briefings``. In: arguments, files. Out: outputs, exit codes. The only room that reads the clock."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group()
def main() -> None:
    """One-page foreign-policy briefs from published articles."""


@main.command()
@click.argument("articles", nargs=-1, required=True, type=click.Path())
@click.option("--json", "as_json", is_flag=True)
@click.option("--explain", is_flag=True)
def facts(articles: tuple[str, ...], as_json: bool, explain: bool) -> None:
    """Print what was parsed."""
    import msgspec

    from briefings.article import parse_article, slugify
    from briefings.extract import extract_facts
    from briefings.extract.document import compose_document

    for path in articles:
        article = parse_article(Path(path).read_text(encoding="utf-8"), path=path, slug=slugify(Path(path).stem))
        document = compose_document(extract_facts(article), explain=explain)
        sys.stdout.write(msgspec.json.encode(document).decode() + "\n")
