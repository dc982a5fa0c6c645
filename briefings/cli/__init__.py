"""The command ``briefings``. In: arguments and files. Out: outputs, exit codes.

The commands and their help stand here; what each does stands in the module of its name, imported when it runs, so that
``briefings --help`` costs little more than click.
"""

from __future__ import annotations

from typing import Any

import click

from briefings.cli.options import (
    CONTEXT,
    ErrorsAsMessages,
    examples,
    parse_day,
    parse_formats,
    parse_since,
    print_version,
)

EXIT_CODES = """\b
Exit codes:
  0  done
  1  failure: nothing could be made
  2  the command was not understood
  3  some seeds could not be read or had nothing to say; the rest is done
  4  a check held a brief back
"""


@click.group(cls=ErrorsAsMessages, context_settings=CONTEXT, epilog=EXIT_CODES)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=print_version,
    help="Print the version and leave.",
)  # fmt: skip
def main() -> None:
    """Make one-page foreign-policy briefs from published articles.

    Every line of a brief is made of an article's own words and can be traced back to its sentence.

    \b
    The usual way:
      briefings init my-desk         a new desk with a worked example
      cd my-desk
      briefings new trade-talks      a topic file to fill in; articles go to seeds/articles/
      briefings build                the briefs, in output/
      briefings preview              the same in a browser, while you choose and write
      briefings trace output/trade-talks.md "a few words of a line"

    \b
    Without any set-up:
      briefings build article.txt --format md -o -
    """  # noqa: D301  # click looks for the character itself


@main.command(epilog=examples(
    "briefings build                                  all topics of the desk",
    "briefings build haiti-mss --format pdf           one topic, its PDF alone",
    "briefings build a.txt b.txt --title 'Talks'      a brief of two files",
    "cat a.txt | briefings build - --format md -o -   from a pipe, to a pipe",
))  # fmt: skip
@click.argument("names", metavar="[TOPIC | ARTICLE | -]...", nargs=-1)
@click.option("--desk", metavar="DIR", help="The desk's folder [default: nearest folder with a desk.toml].")
@click.option("--output", "-o", metavar="DIR", help="Where outputs go; - is standard output [default: output/].")
@click.option("--title", metavar="TEXT", help="Title of a brief made of article files.")
@click.option(
    "--format", "formats", metavar="LIST", callback=parse_formats,
    help="What to make, with commas: md, html, pdf, json (the evidence), png (a picture) [default: all but png].",
)  # fmt: skip
@click.option("--as-of", metavar="DATE", callback=parse_day,
              help="Date of the page, 2026-01-31 [default: SOURCE_DATE_EPOCH, else the newest source's].")  # fmt: skip
@click.option("--since", metavar="DATE", callback=parse_since,
              help="Mark what is new since this day [default: since the brief that was kept last].")  # fmt: skip
@click.option("--why", is_flag=True, help="Say why each line was chosen or left out, on standard output.")
@click.option("--strict", is_flag=True, help="Warnings hold a brief back too.")
@click.option("--paper", type=click.Choice(["a4", "letter"]), help="Paper size [default: the desk's].")
@click.option(
    "--design",
    metavar="NAME",
    help="situation, meeting, or a css/NAME.css of the desk's templates [default: the desk's, or the topic's kind].",
)
@click.option("--no-cache", is_flag=True, help="Read and build everything anew; keep nothing of it in .briefings/.")
@click.option("--jobs", "-j", type=click.IntRange(1, 64), metavar="N",
              help="Processes that share the work [default: one a core where there are many topics].")  # fmt: skip
def build(**given: Any) -> None:
    """Build briefs: one page each, as Markdown, HTML and PDF, with the evidence beside it.

    Names that are files are articles: one brief is made of all of them, without any desk. Other names are topics of the
    desk. Without names, all its topics are built. What is unchanged since the last build is left alone (--no-cache
    builds it too). An article that cannot be read does not stop the others. Articles are .txt, .md or .html files of up
    to 2 MB.
    """
    from briefings.cli.build import Request, run_build

    click.get_current_context().exit(run_build(Request(**given)))


@main.command(epilog=examples(
    "briefings facts article.txt                   a table",
    "briefings facts --json seeds/articles/*.txt   one JSON document a line",
    "briefings facts --explain article.txt         with the rule that found each fact",
))  # fmt: skip
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="One document a line (briefings.facts/1).")
@click.option("--explain", is_flag=True, help="Show the rule that made each fact.")
def facts(articles: tuple[str, ...], as_json: bool, explain: bool) -> None:
    """Print what was parsed: who is named, and each statement, figure, action, deadline, risk and opportunity.

    An article that cannot be read is reported and skipped; the exit code is then 3. - reads standard input.
    """
    from briefings.cli.facts import run_facts

    click.get_current_context().exit(run_facts(articles, as_json=as_json, explain=explain))


@main.command(epilog=examples(
    "briefings trace output/haiti-mss.md 14           line 14 of the Markdown page",
    "briefings trace output/haiti-mss.pdf '[1]'       all that rests on source 1",
    "briefings trace output/haiti-mss.html vehicles   the lines with these words",
))  # fmt: skip
@click.argument("output_file", metavar="OUTPUT_FILE")
@click.argument("wanted", metavar="[LINE | CITATION]...", nargs=-1)
def trace(output_file: str, wanted: tuple[str, ...]) -> None:
    """Print the article's sentence behind a line of a brief, with file, line and offsets.

    LINE is a line number of the Markdown page, a line's id, or some words of it; CITATION is a number in brackets as it
    stands on the page. Without either, every line is traced. The evidence (.json) must lie beside the page; a PDF has
    it inside as well.
    """
    from briefings.cli.trace import run_trace

    click.get_current_context().exit(run_trace(output_file, " ".join(wanted)))


@main.command(epilog=examples(
    "briefings preview                     this desk, at the address that it prints",
    "briefings preview --port 0 --open     at the next free port, in the browser at once",
    "briefings preview --read-only         to show it to others",
))  # fmt: skip
@click.option("--desk", metavar="DIR", help="The desk's folder [default: nearest folder with a desk.toml].")
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=8765, show_default=True,
              help="Where to listen on this machine; 0 takes the next free port.")  # fmt: skip
@click.option("--open/--no-open", "opens", default=False, help="Open it in the browser [default: --no-open].")
@click.option("--read-only", is_flag=True, help="Show everything, let nothing be changed.")
@click.option("--patience", "draft_limit", metavar="SECONDS", type=click.FloatRange(0.1, 600), default=5.0, hidden=True,
              help="How long a template may take.")  # fmt: skip
@click.option("--poll", is_flag=True, help="Look for changes by the clock, for drives that do not tell of them.")
@click.option("--as-of", metavar="DATE", callback=parse_day,
              help="Date of the pages, as for build.")  # fmt: skip
def preview(desk: str | None, **given: Any) -> None:
    """Show the desk in a browser while you make it, until Ctrl-C.

    What is saved shows up by itself: the page as it prints, its HTML and Markdown, the checks, and what was left out. A
    click on a line opens the article at its sentence. Lines can be pinned, dropped, moved and restored, the notes and
    the bottom line written; all of it goes into the desk's own files at once. Only this machine can reach it.
    """
    from briefings.cli.preview import run_preview
    from briefings.preview.server import Wishes

    click.get_current_context().exit(run_preview(desk, Wishes(**given)))


@main.command(epilog=examples(
    "briefings check                                  all topics as they would be built now, and their pages",
    "briefings check haiti-mss --strict               warnings count as errors",
    "briefings check output/haiti-mss.md --json       one page as it lies there, for a script",
    "briefings check --mail                           the mail of all topics, and what mail programs show of it",
))  # fmt: skip
@click.argument("names", metavar="[TOPIC | PAGE]...", nargs=-1)
@click.option("--desk", metavar="DIR", help="The desk's folder [default: nearest folder with a desk.toml].")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON on standard output.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--mail", is_flag=True, help="Check the mail that `briefings digest` would make.")
@click.option("--as-of", metavar="DATE", callback=parse_day,
              help="Date of the pages, 2026-01-31 [default: SOURCE_DATE_EPOCH, else the newest source's].")  # fmt: skip
def check(**given: Any) -> None:
    """Check briefs against their articles, and pages against their briefs; nothing is written.

    A topic is built in memory and checked, then its pages in the output folder as they lie there. A page (.md, .html,
    .pdf, or its evidence, .json) is checked against the evidence beside it or, for a PDF, inside it. Errors (E…) hold a
    brief back, warnings (W…) are shown. The exit code is 4 when there is an error.
    """
    from briefings.cli.check import Request, run_check

    click.get_current_context().exit(run_check(Request(**given)))


@main.command(epilog=examples(
    "briefings verify brief.pdf                       with nothing but the file",
    "briefings verify brief.pdf --articles seeds      and the articles, where at hand",
))  # fmt: skip
@click.argument("pdf", metavar="PDF")
@click.option("--articles", metavar="DIR", help="A folder with the articles, to compare them.")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON on standard output.")
def verify(pdf: str, articles: str | None, as_json: bool) -> None:
    """Say whether a PDF that came by mail is as it was made.

    The evidence travels inside the PDF. The text of the page must be that of the brief in it; quotations, names,
    numbers and citations those of the articles in it; and every hash must fit. Somebody who changes page, evidence and
    hashes alike is found only with --articles. The text is compared, not the picture. The exit code is 4 when something
    was changed, 1 when it is no PDF or has no evidence.
    """
    from briefings.cli.verify import run_verify

    click.get_current_context().exit(run_verify(pdf, articles=articles, as_json=as_json))


DESK_OPTION = click.option(
    "--desk", metavar="DIR", help="The desk's folder [default: nearest folder with a desk.toml]."
)


def mail_options(command: Any) -> Any:
    """Return ``command`` with the options that say what a mail is made of."""
    for option in reversed((
        click.argument("names", metavar="[TOPIC]...", nargs=-1),
        DESK_OPTION,
        click.option("--as-of", metavar="DATE", callback=parse_day, help="Date of the mail [default: today]."),
        click.option("--subject", metavar="TEXT", help="Subject, behind the marking [default: titles and date]."),
        click.option("--full", is_flag=True, help="Tell whole briefs, not only what matters most."),
        click.option("--attach", type=click.Choice(["pdf"]), help="Attach the pages."),
    )):  # fmt: skip
        command = option(command)
    return command


@main.command(epilog=examples(
    "briefings digest                            all topics in one mail",
    "briefings digest haiti-mss --attach pdf     one, with its page",
    "briefings digest --full --as-of 2026-01-31  whole briefs",
))  # fmt: skip
@mail_options
def digest(**given: Any) -> None:
    """Compose a mail of briefs: output/digest-DATE.html, .txt and a draft .eml.

    For each brief its bottom line, what is new, and the lines that matter most, with their sources. The mail bears the
    strictest marking of its briefs, and is checked as they are.
    """
    from briefings.cli.digest import Request, run_digest

    click.get_current_context().exit(run_digest(Request(**given)))


@main.command(epilog=examples(
    "briefings send --list morning --dry-run               who would get what",
    "briefings send haiti-mss --test me@example.org --yes  one mail, to you",
    "briefings send --list morning --yes --not-after 08:30 in a schedule",
    "briefings send --to people.csv --drafts drafts        .eml files for your own mail program",
))  # fmt: skip
@mail_options
@click.option("--list", "list_name", metavar="NAME", help="Send to this list of desk.toml.")
@click.option("--to", "csv", metavar="FILE", help="Send to the people in this CSV file.")
@click.option("--test", metavar="ADDRESS", help="Send to this one address alone, as often as you like.")
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.option("--drafts", metavar="DIR", help="Write drafts into this folder instead of sending.")
@click.option("--not-after", metavar="TIME", help="Send nothing when it is later: 08:30, or a date and time.")
def send(**given: Any) -> None:
    """Send a mail of briefs to each person of a list, once.

    It is shown first, and sent when you agree. Nobody gets the same mail twice, even when a sender is killed and
    started again; see briefings outbox. The server stands in [mail] of desk.toml, its password in
    BRIEFINGS_SMTP_PASSWORD or in the keyring.
    """
    from briefings.cli.digest import Request
    from briefings.cli.send import Request as SendRequest
    from briefings.cli.send import run_send

    what = Request(**{key: given.pop(key) for key in Request._fields})
    click.get_current_context().exit(run_send(what, SendRequest(**given)))


@main.command(epilog=examples(
    "briefings outbox                                   every mail, and who has not got it",
    "briefings outbox --retry-failed                    those that the server refused",
    "briefings outbox --resend ana@example.org --yes    one person again",
))  # fmt: skip
@DESK_OPTION
@click.option("--digest", metavar="ID", help="The first letters of a mail's id [default: the newest].")
@click.option("--retry-failed", is_flag=True, help="Send again what failed.")
@click.option("--resend", metavar="ADDRESS", help="Send again to one person, whatever became of it; needs --yes.")
@click.option("--yes", is_flag=True, help="Yes, they may get it twice.")
@click.option("--json", "as_json", is_flag=True, help="Every message as JSON on standard output.")
def outbox(**given: Any) -> None:
    """Show who was sent what: sent, failed, or unknown where a connection broke before the server answered.

    What is unknown is never sent again by itself.
    """
    from briefings.cli.outbox import Request, run_outbox

    click.get_current_context().exit(run_outbox(Request(**given)))


@main.command(epilog=examples(
    "briefings keep haiti-mss                         from now on, what is new since this page is marked",
    "git add seeds/topics && git commit -m 'Sent'     the record is a file of the desk",
))  # fmt: skip
@click.argument("topics", metavar="TOPIC...", nargs=-1, required=True)
@click.option("--desk", metavar="DIR", help="The desk's folder [default: nearest folder with a desk.toml].")
@click.option("--as-of", metavar="DATE", callback=parse_day,
              help="Day on which it was kept [default: SOURCE_DATE_EPOCH, else the page's date].")  # fmt: skip
def keep(topics: tuple[str, ...], desk: str | None, as_of: str | None) -> None:
    """Record the brief of TOPIC as it was built last: the next build marks what is new since.

    The record, seeds/topics/TOPIC.kept.json, holds what the page said; delete it to begin anew. The evidence (.json)
    must lie in output/.
    """
    from briefings.cli.keep import run_keep

    click.get_current_context().exit(run_keep(topics, desk=desk, as_of=as_of))


@main.command(epilog=examples("briefings init my-desk && cd my-desk && briefings build"))
@click.argument("folder", metavar="DIR")
def init(folder: str) -> None:
    """Make a new desk in DIR, with a worked example that builds.

    Nothing that is there already is overwritten.
    """
    from briefings.cli.start import run_init

    click.get_current_context().exit(run_init(folder))


@main.command(epilog=examples("briefings new trade-talks --title 'Trade talks'"))
@click.argument("topic", metavar="TOPIC")
@click.option("--title", metavar="TEXT", help="Title of the brief [default: the topic's name in words].")
@click.option("--desk", metavar="DIR", help="The desk's folder [default: nearest folder with a desk.toml].")
def new(topic: str, title: str | None, desk: str | None) -> None:
    """Make a topic file, with a comment on what each key does.

    TOPIC is its name in lower-case letters, digits and hyphens; it becomes seeds/topics/TOPIC.toml.
    """
    from briefings.cli.start import run_new

    click.get_current_context().exit(run_new(topic, title=title, desk=desk))


@main.command(epilog=examples("briefings doctor", "briefings doctor --json"))
@click.option("--desk", metavar="DIR", help="The desk's folder [default: nearest folder with a desk.toml].")
@click.option("--json", "as_json", is_flag=True, help="The findings as JSON on standard output.")
def doctor(desk: str | None, as_json: bool) -> None:
    """Say whether Pango, fonts, templates and the desk are in order, and the command that mends what is not.

    The exit code is 1 when something is missing.
    """
    from briefings.cli.doctor import run_doctor

    click.get_current_context().exit(run_doctor(desk, as_json=as_json))
