"""Files of printed tables: read, made, compared, and put in place all at once."""

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.importer.printed import COLUMNS, Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A file that an import gives, and what stands in its place."""

    name: str
    """Without the ending."""

    path: Path
    content: bytes
    existing: bytes | None
    blank: tuple[str, ...] = ()
    """The columns that the file in its place leaves empty in every row, and the import fills."""

    @property
    def is_equal(self) -> bool:
        """Whether it is there already, byte for byte."""
        return self.content == self.existing

    @property
    def differs(self) -> bool:
        """Whether another file stands in its place."""
        return self.existing is not None and not self.is_equal


def read_rows(path: Path) -> Rows:
    """The rows of a CSV file; none where it is not there."""
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def make(folder: Path, rows: Mapping[str, Rows], *, fill: bool = False) -> list[File]:
    """The files of an edition in `folder`, in the order of `COLUMNS`.

    A file that says the same in the columns that it has stays as it is: not every source of a
    table has every column, or fills every one. `fill` fills those that it leaves empty.
    """
    files = []
    for name, columns in COLUMNS.items():
        if name in rows:
            path = folder / f"{name}.csv"
            existing = path.read_bytes() if path.exists() else None
            made = content(columns, rows[name])
            there = read_rows(path)
            blank = () if fill else _blank(there, rows[name])
            if existing is not None and _says_the_same(there, rows[name], but=blank):
                made = existing
            else:
                blank = ()
            file = File(name=name, path=path, content=made, existing=existing, blank=blank)
            files.append(file)
    return files


def _blank(existing: Rows, rows: Rows) -> tuple[str, ...]:
    """The columns that are empty in every row there, and are not in ours."""
    return tuple(
        column
        for column in (existing[0] if existing else ())
        if not any(row[column] for row in existing) and any(row.get(column) for row in rows)
    )


def _says_the_same(existing: Rows, rows: Rows, *, but: Sequence[str]) -> bool:
    """Whether two tables have the same rows in the columns that both have, without some."""
    if not existing or not rows:
        return existing == rows
    common = [column for column in rows[0] if column in existing[0] and column not in but]
    return [[row[it] for it in common] for row in existing] == [
        [row[it] for it in common] for row in rows
    ]


def content(columns: Sequence[str], rows: Rows) -> bytes:
    """The bytes of a CSV file with those columns of the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return text.getvalue().encode("utf-8")


def put(contents: Mapping[Path, bytes], data: Path) -> None:
    """Put every file in place, or none: all are written aside first, and swapped in then.

    What cannot be swapped in takes back what was, before the error goes on.
    """
    aside = data / ".importing"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    placed: list[tuple[Path, Path | None]] = []
    made: list[Path] = []
    try:
        for number, content in enumerate(contents.values()):
            (aside / f"{number}.new").write_bytes(content)
        for number, path in enumerate(contents):
            made += _make_folder(path.parent)
            old = aside / f"{number}.old"
            if path.exists():
                shutil.copy2(path, old)
            (aside / f"{number}.new").replace(path)
            placed.append((path, old if old.exists() else None))
    except BaseException:
        for path, backup in reversed(placed):
            if backup:
                backup.replace(path)
            else:
                path.unlink()
        for folder in reversed(made):
            folder.rmdir()
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder with those above it; give those that were missing, the outermost first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    for path in reversed(missing):
        path.mkdir()
    return missing[::-1]
