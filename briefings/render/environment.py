"""Templates, tamed. In: the folders of templates. Out: an environment that finds them, and pages or errors with a line.

A sandbox, strict about undefined names, that escapes wherever something is put in.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from briefings.errors import TemplateError

WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\]+", re.IGNORECASE)
HTML_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?|-W\d{2})?")  # "2026-03-09" "2026-03" "2026" "2026-W11"
MAX_REPEAT = 10_000  # "-" * 80 is a rule, "-" * 10**8 is a way to fill the memory


class _Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which a template cannot fill the memory by repeating a string either."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may see an attribute; that hangs on the kind of object alone and is asked once."""
        kind = type(obj), attr
        if kind not in self._safe:
            self._safe[kind] = super().is_safe_attribute(obj, attr, value)
        return self._safe[kind]

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        if operator == "**" or any(isinstance(side, int) and abs(side) > MAX_REPEAT for side in (left, right)):
            raise jinja2.exceptions.SecurityError(f"{operator} with numbers this large is not for templates")
        return super().call_binop(context, operator, left, right)


def shipped_templates() -> Path:
    """Return the folder of the shipped templates: in the package as installed, beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def own_look(desk_templates: Path) -> str:
    """Return what tells a desk's look from others: a hash of its pages and style sheets; empty for the shipped look."""
    shipped = shipped_templates()
    files = sorted(path for path in desk_templates.rglob("*") if path.name.endswith((".html.j2", ".css")))
    own = [path for path in files if _differs(path, shipped / path.relative_to(desk_templates))]
    if not own:
        return ""
    digest = hashlib.sha256()
    for path in own:
        digest.update(str(path.relative_to(desk_templates)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _differs(path: Path, shipped: Path) -> bool:
    return not shipped.is_file() or path.read_bytes() != shipped.read_bytes()


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates on disk; where they cannot be kept, nothing is lost but time."""

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        """Keep ``bucket`` if there is room."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _compiled() -> jinja2.BytecodeCache | None:
    """Return where compiled templates are kept, which spares a build a tenth of a second; None where nothing can be."""
    folder = cache_folder("templates")
    return None if folder is None else _Compiled(str(folder))


def cache_folder(name: str) -> Path | None:
    """Return a folder in the user's cache that can be written to; None where there is none."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        folder = Path(base).expanduser() / "briefings" / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home, or one that cannot be written to
        return None
    return folder if os.access(folder, os.W_OK) else None


def make_environment(
    desk_templates: Path | None, *, finalize: Callable[[Any], Any], filters: Mapping[str, Any]
) -> jinja2.Environment:
    """Return an environment that looks for a template at the desk first, then among the shipped ones.

    Args:
        desk_templates: The desk's own folder, if it has one.
        finalize: What every value goes through where it is put in, before it is escaped.
        filters: What a template may do to a value.
    """
    shipped = jinja2.FileSystemLoader(shipped_templates())
    loaders: list[jinja2.BaseLoader] = [shipped, jinja2.PrefixLoader({"default": shipped}, delimiter=":")]
    if desk_templates is not None:
        loaders.insert(0, jinja2.FileSystemLoader(desk_templates))
    environment = _Environment(
        loader=jinja2.ChoiceLoader(loaders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=_compiled(),
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    environment.tests.update(TESTS)
    return environment


def is_machine_readable(value: object) -> bool:
    """Return whether ``value`` is a date as HTML writes one: a day, a month, a year or a week."""
    return isinstance(value, str) and HTML_DATE.fullmatch(value) is not None


def is_web(url: object) -> bool:
    """Return whether ``url`` may be a link on the page: an http or https address without a trick in it."""
    return isinstance(url, str) and WEB_ADDRESS.fullmatch(url) is not None


TESTS = {"web": is_web, "machine_readable": is_machine_readable}

# -------------------------------------------------------------------------------------------------- errors

RUNTIME_ERRORS = (
    jinja2.TemplateError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    LookupError,
    RecursionError,
)


def render_template(name: str, environment: jinja2.Environment, context: Mapping[str, object]) -> str:
    """Return the page that the template ``name`` makes of ``context``.

    Raises:
        TemplateError: It does not compile or fails while it renders; the message has file, line and an excerpt.
    """
    try:
        return environment.get_template(name).render(context)
    except jinja2.TemplateSyntaxError as error:
        raise _template_error(
            error.filename or error.name or name, error.lineno, error.message or "syntax error"
        ) from error
    except jinja2.TemplateNotFound as error:
        path, line = _place_in_template(error.__traceback__) or (name, 0)
        what = f"there is no template '{error.message}'"
        raise _template_error(path, line, what, 'write "default:NAME" for a shipped one') from error
    except RUNTIME_ERRORS as error:
        place = _place_in_template(error.__traceback__)
        if place is None:
            raise
        raise _template_error(*place, f"{error}") from error


def _place_in_template(trace: TracebackType | None) -> tuple[str, int] | None:
    """Return the template's file and the line where the error came up: the innermost frame that is a template's."""
    place = None
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.endswith((".j2", ".css")):
            place = path, trace.tb_lineno
        trace = trace.tb_next
    return place


def _template_error(path: str, line: int, what: str, advice: str = "") -> TemplateError:
    todo = advice or "correct the template, or delete it to fall back on the shipped one"
    return TemplateError(f"{what.rstrip('.')}: {todo}{_excerpt(path, line)}", path=path, line=line)


def _excerpt(path: str, line: int) -> str:
    """Return the line before, the line itself and the line after, numbered, each on a line of its own."""
    file = Path(path)
    if not line or not file.is_file():
        return ""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    shown = range(max(1, line - 1), min(len(lines), line + 1) + 1)
    return "".join(f"\n{'>' if n == line else ' '} {n:>4} | {lines[n - 1]}" for n in shown)
