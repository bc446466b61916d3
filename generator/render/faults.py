"""What a template could not do, as a problem with its place, and never as a traceback."""

import traceback
from pathlib import Path

from jinja2 import TemplateSyntaxError, UndefinedError

from generator.problems import FailedError, Problem, Where

_LONGEST = 300
"""How many characters of an error message are shown: it may quote a whole template."""


class TemplateFailedError(FailedError):
    """A template could not make a page."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

    def __reduce__(self) -> tuple[type["TemplateFailedError"], tuple[Problem]]:
        return type(self), (self.problem,)


def failed(error: Exception, folder: Path, page: str = "") -> TemplateFailedError:
    """What `error` says of a template in `folder`, which made the page at the address `page`."""
    if isinstance(error, TemplateSyntaxError):
        where = Where.of(Path(error.filename or folder), error.lineno)
        return TemplateFailedError(Problem(where, f"{_message(error)}, expected a Jinja template"))
    if isinstance(error, UnicodeDecodeError):
        line = error.object.count(b"\n", 0, error.start) + 1
        where = Where.of(_holding(error.object, folder), line)
        found = f"byte 0x{error.object[error.start]:02x}"
        return TemplateFailedError(Problem(where, f"{found}, expected UTF-8"))
    expected = "expected a name that the page knows"
    if not isinstance(error, UndefinedError | AttributeError):
        expected = f"expected no {type(error).__name__}"
    made = f" (made /{page})" if page else ""
    return TemplateFailedError(
        Problem(_place(error, folder), f"{_message(error)}, {expected}{made}")
    )


def _message(error: Exception) -> str:
    message = str(getattr(error, "message", None) or error or "nothing more is said").rstrip(".")
    return message if len(message) <= _LONGEST else f"{message[:_LONGEST]}…"


def _place(error: Exception, folder: Path) -> Where:
    """Where it happened: Jinja puts the lines of templates into the traceback."""
    root = folder.resolve()
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.resolve().is_relative_to(root):
            return Where.of(path, frame.lineno or 1)
    return Where.of(folder)


def _holding(content: bytes, folder: Path) -> Path:
    """The file in `folder` that holds `content`."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return next((path for path in files if path.read_bytes() == content), folder)
