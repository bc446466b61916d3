"""The folder that a site is made in: what is in it already, of the site before, is left as it is.

Thousands of files are the same from one site to the next. They are never written again, nor even
linked: a build begins with the folder of the site before the last, has it hold what the last site
holds, and writes what is other now. So an edit costs what it changes.
"""

# ruff: noqa: PTH102, PTH103, PTH105, PTH108, PTH120, PTH123
# To make a Path of each file takes as long as to write it

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

from generator.plugin.data import UNNAMED, Mark, name_of, path_with, rename_data, without_name
from generator.workers import Task


class Folder:
    """Writes files into the folder `root`, which holds those that `before` has the marks of.

    `data` is what the folder of the data is called there meanwhile.
    """

    def __init__(self, root: Path, before: Mapping[str, Mark], data: str = UNNAMED) -> None:
        self.root = root
        self.before = dict(before)
        self._data = data

    def write(self, path: str, content: bytes) -> Mark:
        """Have the file at `path`, below the root, hold `content`."""
        digest = _digest(content)
        mark = self.before.get(path)
        if mark is not None and mark.digest == digest:
            return mark
        file = self._file(path)
        # A new file: the one that is there may be another site's too, or asked for just now.
        aside = f"{file}~" if mark else file
        written = _write_new(aside, content)
        if mark:
            os.replace(aside, file)
        return Mark(written.st_size, written.st_mtime_ns, digest)

    def read(self, path: str) -> bytes:
        """What the file at `path` holds, as it was before or as it was written."""
        return Path(self._file(path)).read_bytes()

    def note(self, path: str) -> Mark:
        """The mark of the file at `path`, which somebody else has written."""
        with open(self._file(path), "rb") as opened:
            found = os.fstat(opened.fileno())
            content = opened.read()
        return Mark(found.st_size, found.st_mtime_ns, _digest(content))

    def forget(self, path: str) -> None:
        """Have no file at `path`: somebody else may write it."""
        if self.before.pop(path, None):
            os.unlink(self._file(path))

    def remove(self, path: str) -> None:
        """Remove the file at `path`, and the folders above it that hold nothing else."""
        file = Path(self._file(path))
        file.unlink(missing_ok=True)
        for folder in file.parents:
            if folder == self.root:
                break
            try:
                folder.rmdir()
            except OSError:  # it holds more
                break

    def _file(self, path: str) -> str:
        return f"{self.root}/{path_with(self._data, path)}"


def _write_new(file: str, content: bytes) -> os.stat_result:
    """Write `content` into a new `file`, in the place of the one that is there; its state."""
    descriptor = _opened_new(file)
    try:
        left = memoryview(content)
        while left:  # a disk that is nearly full takes a part, and refuses the next
            left = left[os.write(descriptor, left) :]
        return os.fstat(descriptor)
    finally:
        os.close(descriptor)


def _opened_new(file: str) -> int:
    while True:
        try:
            return os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileNotFoundError:
            _make_folder(os.path.dirname(file))
        except FileExistsError:
            os.unlink(file)


def _digest(content: bytes) -> str:
    # Processors have instructions for it, and a site is hundreds of megabytes.
    return sha256(content, usedforsecurity=False).hexdigest()[:32]


def taking_over(last: Mapping[str, Mark], site: Path, into: Path) -> list[Task]:
    """Tasks to have `into` hold the files of `site` that are as `last` noted them, each for a part.

    The folder `into` may hold anything before: what is there as it was noted stays, the rest is
    removed. A task returns the marks of what is there then; `taken_over` takes those of all.
    """
    rename_data(into, name_of(last))
    for _ in _cleared(last, into, ""):
        pass  # a file that is in the way of a folder is gone before a task makes that
    with os.scandir(into) as entries:
        parts: dict[str, dict[str, Mark]] = {f"{it.name}/": {} for it in entries if it.is_dir()}
    for path, mark in last.items():
        folder, slash, _ = path.rpartition("/")
        parts.setdefault(f"{folder.partition('/')[0]}{slash}", {})[path] = mark
    parts.setdefault("", {})
    largest_first = sorted(parts.items(), key=lambda part: -len(part[1]))
    return [partial(_take_over, marks, site, into, below) for below, marks in largest_first]


def taken_over(marks: Iterable[Mapping[str, Mark]], into: Path) -> dict[str, Mark]:
    """What the folder `into` holds when the tasks have returned `marks`, as files are written."""
    rename_data(into)
    return without_name({path: mark for part in marks for path, mark in part.items()})


def _take_over(marks: Mapping[str, Mark], site: Path, into: Path, below: str) -> dict[str, Mark]:
    """Do so for the folder `below` the root, or for the files in the root; `marks` has theirs."""
    there = set(_cleared(marks, into, below) if (into / below).is_dir() else ())
    absent = [path for path in marks if path not in there]
    for folder in dict.fromkeys(map(os.path.dirname, absent)):
        _make_folder(f"{into}/{folder}")
    there.update(it for it in absent if _linked(f"{site}/{it}", f"{into}/{it}", marks[it]))
    return {path: mark for path, mark in marks.items() if path in there}


def as_noted(marks: Mapping[str, Mark], site: Path) -> dict[str, Mark]:
    """Those of `marks` whose files are in the folder `site`, unchanged."""
    found = dict(_files(site, ""))
    return {path: marks[path] for path in marks if _is_known(found.get(path), marks[path])}


def is_as_noted(marks: Mapping[str, Mark], site: Path) -> bool:
    """Whether the folder `site` holds the files that have `marks`, unchanged, and no others."""
    found = dict(_files(site, "")) if site.is_dir() else {}
    return found.keys() == marks.keys() and all(
        _is_known(state, marks[path]) for path, state in found.items()
    )


def _files(root: Path, below: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(root / below) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, f"{below}{entry.name}/")
            else:
                yield f"{below}{entry.name}", entry.stat(follow_symlinks=False)


def _cleared(marks: Mapping[str, Mark], root: Path, below: str) -> Iterator[str]:
    """Remove what `marks` do not know in the folder `below`; the paths of what stays.

    Of the root itself only files: each folder in it is for another task.
    """
    with os.scandir(root / below) as entries:
        for entry in entries:
            path = f"{below}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _cleared(marks, root, f"{path}/") if below else ()
            elif _is_known(entry.stat(follow_symlinks=False), marks.get(path)):
                yield path
            else:
                Path(entry.path).unlink()
    if below:
        with suppress(OSError):  # it holds more
            (root / below).rmdir()


def _linked(source: str, target: str, mark: Mark) -> bool:
    """Link `target` to `source`, if `mark` is the mark of that; whether it is."""
    try:
        os.link(source, target, follow_symlinks=False)
        # Looked at behind the link: another build may put another site there at any time.
        if _is_known(os.lstat(target), mark):
            return True
        os.unlink(target)
    except OSError:  # it is not there, or the system links no files
        with suppress(OSError):
            os.unlink(target)
    return False


def _is_known(found: os.stat_result | None, mark: Mark | None) -> bool:
    if found is None or mark is None:
        return False
    return (found.st_size, found.st_mtime_ns) == (mark.size, mark.time)


def _make_folder(folder: str) -> None:
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
