"""The misprints that `data/editions/corrections.csv` knows: they are errors of the standard's."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.importer.docbook import Book, Cell, printed
from generator.importer.printed import Printed
from generator.importer.words import joined
from generator.model.uids import uid_fault

Known = Mapping[tuple[str, str, str, str], Mapping[str, str]]
"""By table, UID as printed, column and cell as printed: the edition's correct cell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Misprints:
    """Corrections by table, UID, column and cell; within each the correct cell by edition."""

    known: Known = field(default_factory=dict)

    @classmethod
    def read(cls, data: Path) -> "Misprints":
        """Read the corrections in the folder `data`; where there is no file, none is known."""
        known: dict[tuple[str, str, str, str], dict[str, str]] = {}
        for row in _rows(data / "editions" / "corrections.csv"):
            key = (row["table"], row["uid_printed"], row["column"], row["printed"])
            known.setdefault(key, {})[row["edition"]] = row["correct"]
        return cls(known=known)

    def correct(self, printed: Printed, book: Book, key: tuple[str, str, str, str]) -> str | None:
        """What should stand in a cell; None if nobody knows it for a misprint.

        A misprint known of another edition alone is noted: this edition needs its own row.
        """
        editions = self.known.get(key)
        if editions is None:
            return None
        if book.edition not in editions and key not in printed.known:
            printed.known.append(key)
        return editions.get(book.edition) or next(iter(editions.values()))


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(slots=True, kw_only=True)
class UidColumn:
    """Reads the UIDs of one table: each well formed, each once."""

    book: Book
    table: str
    """The file of the table, without the ending."""

    column: str
    misprints: Misprints
    printed: Printed
    seen: dict[str, int] = field(default_factory=dict)

    def read(self, cell: Cell | None, line: int) -> str:
        """The UID of a cell as printed; whatever is wrong with it becomes a problem."""
        text = printed(cell)
        key = (self.table, text, self.column, text)
        correct = self.misprints.correct(self.printed, self.book, key)
        if correct is None:
            text = correct = joined(text)
        line = cell.line if cell else line
        if not text:
            self._wrong(line, "a row without a UID, expected one")
            return ""
        fault = uid_fault(correct)
        if fault:
            self._wrong(line, fault)
        elif correct in self.seen:
            message = f"UID {correct} again, first on line {self.seen[correct]}, expected it once"
            self._wrong(line, message)
        self.seen.setdefault(correct, line)
        return text

    def _wrong(self, line: int, message: str) -> None:
        self.printed.problems.append(self.book.problem(line, message))


def one_of(values: Iterable[str]) -> str:
    """The values as a message lists them."""
    listed = [repr(value) for value in values]
    return f"one of {', '.join(listed)}"
