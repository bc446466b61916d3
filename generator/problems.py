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
    broken = {it.where.path.removeprefix(root) for it in found if it.breaks}
    # Each broken file breaks the folders that it is in.
    inside: defaultdict[str, set[str]] = defaultdict(set)
    for path in broken:
        for folder in PurePath(path).parents:
            inside[folder.as_posix()].add(path)

    def follows(it: Problem) -> bool:
        # What breaks a file does not follow from its own being one of those in a folder.
        own = {it.where.path.removeprefix(root)} if it.breaks else set[str]()
        return any(place in broken or inside.get(place, set()) - own for place in it.rests_on)

    return tuple(sorted(it for it in found if not follows(it)))


class BadDataError(Exception):
    """The data cannot be built from; carries every problem, sorted by place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class FailedError(Exception):
    """What was asked for was not done, nor half done; says why in a line."""
