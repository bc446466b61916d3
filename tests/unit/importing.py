"""What tests of the importer share: made-up books, and what comes of them."""

from collections.abc import Mapping
from pathlib import Path

from generator.importer.docbook import Book, read_book
from generator.importer.misprints import Misprints
from generator.importer.printed import Printed
from tests.docbook import book

EDITION = "2026e"


def made(tmp_path: Path, part: str, *content: str) -> Book:
    """The book that the XML makes, read."""
    path = tmp_path / f"{part}.xml"
    path.write_text(book(part, EDITION, *content), encoding="utf-8")
    return read_book(path, part, EDITION)


def rows(printed: Printed, file: str, *columns: str) -> list[tuple[str, ...]]:
    """Those columns of the rows of a file."""
    return [tuple(row[column] for column in columns) for row in printed.rows.get(file, ())]


def messages(printed: Printed) -> list[str]:
    """What is wrong, by the number of the line and the message."""
    return [f"{it.where.line}: {it.message}" for it in sorted(printed.problems)]


def misprints(
    known: Mapping[tuple[str, str, str, str], Mapping[str, str]] | None = None,
) -> Misprints:
    """The misprints that corrections know: none unless some are given."""
    return Misprints(known=known or {})
