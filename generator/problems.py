"""What is wrong with the data: one `Problem` per finding, printed as `path:line: message`."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePath


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
        # A name with a line end or the colours of a terminal would print as something else.
        shown = "".join(it if it.isprintable() else ascii(it)[1:-1] for it in self.path)
        return f"{shown}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing found wrong: where it is, what was found and what was expected."""

    where: Where
    message: str

    breaks: bool = field(default=False, compare=False, kw_only=True)
    """Whether something that stands there is missing from what was read for it."""

    rests_on: tuple[str, ...] = field(default=(), compare=False, kw_only=True)
    """The files and folders, by their path in `data/`, by which alone this is a problem.

    Where one of them is broken it may be none, and it is not reported.
    """

    def __str__(self) -> str:
        return f"{self.where}: {self.message}"


def drop_consequences(problems: Iterable[Problem], data: Path) -> tuple[Problem, ...]:
    """Those of `problems` that nothing else wrong in the folder `data` can have caused, sorted."""
    found = set(problems)
    root = f"{data.as_posix()}/"
    # Each broken file breaks the folders that it is in.
    broken: defaultdict[str, set[str]] = defaultdict(set)
    for path in {it.where.path for it in found if it.breaks}:
        inside = PurePath(path.removeprefix(root))
        for place in (inside, *inside.parents):
            broken[place.as_posix()].add(path)
    return tuple(
        sorted(
            it
            for it in found
            # What a file lacks may be what breaks it: that follows from nothing else.
            if not any(broken.get(place, set()) - {it.where.path} for place in it.rests_on)
        )
    )


class BadDataError(Exception):
    """The data cannot be built from; carries every problem, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class FailedError(Exception):
    """What was asked for was not done, nor half done; says why in a line."""
