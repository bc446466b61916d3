"""Reads files as text, strictly: in UTF-8, and without what nobody sees."""

import re
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from generator.problems import Problem, Where

_ODD = re.compile(
    "[^\t\n\r -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
"""Characters that no text has, or that only some programs take for the end of a line."""

_UNSEEN = re.compile(
    "[\xad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\U000e0000-\U000e0fff]"
)
"""Invisible characters: with them two texts that look alike differ."""


def is_as_printed(path: Path) -> bool:
    """Whether `path` is of an edition, whose tables keep what is printed, blanks and all."""
    return "editions" in {path.parent.name, path.parent.parent.name}


_BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Blanks that look like the one between words, and are not found by who types it."""


def untidy(text: str) -> str:
    """What `text` has that nobody sees, in words; empty where there is nothing.

    An escape in YAML can put it there, where the file has only what one sees.
    """
    if "\t" in text:
        return "with a tab, expected blanks"
    if text != text.strip():
        return "with a blank at an end, expected none there"
    return "" if text.isascii() and text.isprintable() else _odd(text)


def _odd(text: str) -> str:
    if odd := _ODD.search(text) or _UNSEEN.search(text) or re.search("\r", text):
        return f"with the character U+{ord(odd[0]):04X}, expected text without it"
    if blank := _BLANKS.search(text):
        return f"with the blank U+{ord(blank[0]):04X}, expected that of the keyboard"
    if not unicodedata.is_normalized("NFC", text) or unicodedata.combining(text[:1] or "x"):
        return "with a mark that stands alone, expected the letter that has it"
    return ""


def unreadable_pages(docs: Path) -> Iterator[Problem]:
    """The hand-written pages in the folder `docs` that are no text in UTF-8."""
    problems: list[Problem] = []
    for path in sorted(docs.rglob("*.md")):
        read_text(path, problems)
    yield from problems


def read_text(path: Path, problems: list[Problem]) -> str | None:
    """The text in the file at `path`, or a problem and None; line ends are as they stand there."""
    try:
        mode = path.stat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            # A pipe would have everyone wait for who writes into it.
            problems.append(broken(path, 1, "a pipe or device, expected a file"))
            return None
        content = path.read_bytes()
        text = content.decode("utf-8")  # keeps the line ends, as csv wants
    except FileNotFoundError:
        problems.append(broken(path, 1, "no such file, expected one"))
    except IsADirectoryError:
        problems.append(broken(path, 1, "a folder, expected a file"))
    except OSError as error:
        problems.append(broken(path, 1, f"{error.strerror}, expected a file that can be read"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problems.append(broken(path, line, f"byte 0x{content[error.start]:02x}, expected UTF-8"))
    else:
        odd = _ODD.search(text) or (None if is_as_printed(path) else _UNSEEN.search(text))
        if odd is None:
            return text
        line = text.count("\n", 0, odd.start()) + 1
        message = f"character U+{ord(odd[0]):04X}, expected text without it"
        if text.startswith("\ufeff"):
            message = "a byte order mark, expected UTF-8 without one"
        problems.append(broken(path, line, message))
    return None


def broken(path: Path, line: int, message: str) -> Problem:
    """A problem by which something of the file at `path` is not read."""
    return Problem(Where.of(path, line), message, breaks=True)
