"""One edition: its files are read, compared with each other and the data, and written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.importer import part03, part04, part06, part15, part16
from generator.importer.carried import carry
from generator.importer.changes import compare, edition_before
from generator.importer.docbook import Book, UnreadableError, read_book
from generator.importer.drafts import drafts, new_sop_classes, people
from generator.importer.files import File, make, put, read_rows
from generator.importer.known import entered
from generator.importer.misprints import Misprints
from generator.importer.printed import Printed
from generator.importer.report import Report, differences
from generator.problems import BadDataError

PARTS = ("PS3.3", "PS3.4", "PS3.6", "PS3.15", "PS3.16")
"""The parts that an import reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be imported, and how."""

    edition: str
    sources: Mapping[str, Path]
    """The DocBook file of each part."""

    data: Path
    day: str
    """The day of the import, `2026-12-01`."""

    dry_run: bool = False
    replace: bool = False
    excerpt: bool = False
    """Whether what the files refer to may be missing from them."""


class DiffersError(Exception):
    """Other tables stand there; carries the report, and says what differs."""

    def __init__(self, report: Report) -> None:
        self.report = report
        lines = []
        for file in report.differing:
            lines += [f"{file.path.as_posix()}: differs", *(f"  {it}" for it in differences(file))]
        super().__init__("\n".join(lines))


def read(order: Order) -> Printed:
    """Read all files of an order. Raises BadDataError with everything that is wrong."""
    books: dict[str, Book] = {}
    problems = []
    for part, path in order.sources.items():
        try:
            books[part] = read_book(path, part, order.edition)
        except UnreadableError as error:
            problems.append(error.problem)
    misprints = Misprints.read(order.data)
    names = _group_names(order, books.get("PS3.16"))
    printed = Printed(problems=problems)
    readers = {
        "PS3.3": lambda book: part03.read(book, excerpt=order.excerpt),
        "PS3.4": lambda book: part04.read(book, misprints),
        "PS3.6": lambda book: part06.read(book, misprints, names),
        "PS3.15": part15.read,
        "PS3.16": part16.read,
    }
    printed.merge(readers[part](book) for part, book in books.items())
    _add_command_fields(order, printed)
    folder = order.data / "editions"
    known = edition_before(folder, order.edition, _ROWS, printed.rows, inclusive=True)
    if known:
        carry(printed, folder / known)
    if printed.problems:
        raise BadDataError(printed.problems)
    return printed


def _add_command_fields(order: Order, printed: Printed) -> None:
    """Put the fields of commands, group 0000, before the attributes of PS3.6.

    PS3.7 Annex E registers them, which no import reads; they are those of the newest edition that
    has them, this one or an older one.
    """
    rows = printed.rows.get(_ATTRIBUTES)
    if rows is None:
        return
    folder = order.data / "editions"
    editions = (path.parent.name for path in folder.glob(f"*/{_ATTRIBUTES}.csv"))
    for edition in sorted((it for it in editions if it <= order.edition), reverse=True):
        known = read_rows(folder / edition / f"{_ATTRIBUTES}.csv")
        fields = [row for row in known if row["tag"].startswith("(0000,")]
        if fields:
            printed.rows[_ATTRIBUTES] = [*fields, *rows]
            return


_ATTRIBUTES = "ps3.6-attributes"
_ROWS = "ps3.3-attributes"


def _group_names(order: Order, book: Book | None) -> Mapping[str, str]:
    """The names of context groups: of PS3.16 itself, or as it was imported before."""
    if book:
        return part16.titles(book)
    path = order.data / "editions" / order.edition / "ps3.16-context-groups.csv"
    return {row["cid"]: row["name"] for row in read_rows(path)}


def run(order: Order) -> Report:
    """Import: give the report, and write unless it is a dry run.

    Raises BadDataError with all that is wrong, or DiffersError where other tables stand there and
    nobody asked to replace them; then nothing was written.
    """
    printed = read(order)
    folder = order.data / "editions"
    files = make(folder / order.edition, printed.rows, fill=order.replace)
    new = new_sop_classes(printed.rows, order.data)
    made = drafts(new, order.data)
    changed = [file for file in files if not file.is_equal]
    writes = bool(changed) and not order.dry_run
    needs = [
        *people(new, printed.rows, order.data, order.edition),
        *_corrections(order.edition, printed),
        *map(str, printed.remarks),
    ]
    report = Report(
        edition=order.edition,
        files=files,
        compared=compare(folder, order.edition, printed.rows),
        people=needs,
        drafts=[path.as_posix() for path in made],
        written=writes,
    )
    if any(file.differs for file in files) and not (order.replace or order.dry_run):
        raise DiffersError(report)
    if writes:
        _write(order, changed, made)
    return report


def _corrections(edition: str, printed: Printed) -> list[str]:
    """The rows that corrections.csv needs for misprints known of other editions."""
    return [
        f"editions/corrections.csv: a row for {edition}, {table}, {uid}, {column}, printed {cell!r}"
        for table, uid, column, cell in printed.known
    ]


def _write(order: Order, changed: list[File], made: Mapping[Path, bytes]) -> None:
    path = order.data / "editions" / "editions.yml"
    contents = {file.path: file.content for file in changed}
    contents[path] = entered(path, order.edition, order.sources, order.day)
    put({**contents, **made}, order.data)
