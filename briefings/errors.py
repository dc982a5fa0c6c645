"""What can go wrong in a way that a person can mend. In: nothing. Out: the exceptions of the package.

The tree::

    BriefingsError          one clear line: "path:line: what is wrong, what to do"
    ├── SeedError           an article, topic or desk file that cannot be read
    ├── TemplateError       a template that does not compile or fails while it renders
    ├── RenderError         a page that cannot be made (Pango missing, no font)
    ├── FitError            content that cannot be put on one page
    ├── CheckError          a brief that a check holds back
    ├── OutputError         an output that cannot be written
    ├── ConflictError       a file that somebody else changed meanwhile
    └── MailError           a mail that cannot be composed or sent
"""

from __future__ import annotations


class BriefingsError(Exception):
    """An error whose message is meant for the person at the keyboard.

    Args:
        what: What is wrong and what to do, in one line.
        path: The file concerned, as the person named it; empty where there is none.
        line: Line number in that file, from 1; 0 where there is none.
    """

    exit_code = 1

    def __init__(self, what: str, *, path: str = "", line: int = 0) -> None:
        place = f"{path}:{line}: " if path and line else f"{path}: " if path else ""
        super().__init__(place + what)
        self.what, self.path, self.line = what, path, line

    def __reduce__(self) -> tuple[object, ...]:
        """Return what the error is made of, so that it travels between processes whole."""
        return _restore, (type(self), self.what, self.path, self.line)


def _restore(kind: type[BriefingsError], what: str, path: str, line: int) -> BriefingsError:
    return kind(what, path=path, line=line)


class SeedError(BriefingsError):
    """An article, topic or desk file that cannot be read."""

    exit_code = 3


class TemplateError(BriefingsError):
    """A template that does not compile, or fails while it renders."""


class RenderError(BriefingsError):
    """A page that cannot be made on this machine or from this HTML."""


class FitError(BriefingsError):
    """Content that cannot be put on one page without losing what was pinned."""

    exit_code = 4


class CheckError(BriefingsError):
    """A brief that is held back by a check."""

    exit_code = 4


class OutputError(BriefingsError):
    """An output that cannot be written."""


class ConflictError(BriefingsError):
    """A file that somebody else changed meanwhile, and that was therefore left alone."""


class MailError(BriefingsError):
    """A mail that cannot be composed or sent as it stands."""
