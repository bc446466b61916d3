"""What is wrong with the data: one `Problem` per finding, printed as `path:line: message`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a data file: its path (relative to the project, with `/`) and its line, from 1."""

    path: str
    line: int = 1

    @classmethod
    def of(cls, path: PurePath, line: int = 1) -> "Where":
        """The place `line` in the file at `path`."""
        return cls(path.as_posix(), line)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing found wrong: where it is, what was found and what was expected."""

    where: Where
    message: str

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


class BadDataError(Exception):
    """The data cannot be built from; carries every problem, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class FailedError(Exception):
    """What was asked for was not done, nor half done; says why in a line."""
