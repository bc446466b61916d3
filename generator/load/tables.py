"""Reads the attribute tables of PS3.3: as printed, with what later editions changed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Protocol, TypeVar

from generator.load.files import Row, read_csv
from generator.model.addresses import slug
from generator.model.attributes import Attribute, tag_of
from generator.model.tables import (
    AttributeTable,
    ChangeKind,
    Macro,
    Module,
    RowChange,
    TableRow,
    Type,
)
from generator.problems import Problem, Where

_Word = TypeVar("_Word", bound=StrEnum)

TABLES = "ps3.3-tables"
ROWS = "ps3.3-attributes"

FUNCTIONAL_GROUPS = "IODFunctionalGroupMacros"
"""What a row includes that includes the functional group macros of the IOD (PS3.3 C.7.6.16)."""

_CAPTION = re.compile(r"(.+?)(?: Functional Group)?( Macro| Module)?(?: Attributes| Table)?")
_MOST_DEEP = 9
_BEFORE_ALL = "0"
"""The row after which comes what is put before the first."""

_ROW_COLUMNS = ("table", "row", "depth", "tag", "name", "type", "include", "text")
_CHANGE_COLUMNS = (
    *("table", "row", "change", "depth", "tag", "name", "type", "include", "text"),
    *("edition", "reason", "source"),
)


class SourceOfEdition(Protocol):
    """Says who published the tables of objects of an edition that we have."""

    def __call__(self, edition: str, /) -> str:
        """The source; empty if none is known."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads rows, and reports what is wrong with them."""

    data: Path
    problems: list[Problem]

    def read(self, file: str, columns: Sequence[str], *unique: str) -> list[Row]:
        """The rows of `file`."""
        return read_csv(self.data / file, columns, self.problems, unique=unique)

    def word(self, row: Row, column: str, words: type[_Word], *rests_on: str) -> _Word | None:
        """The cell as one of `words`; a problem if it is none. `rests_on` as in `Problem`."""
        if row[column] in set(words):
            return words(row[column])
        message = f"{column} {row[column]!r}, expected one of {', '.join(words)}"
        self.wrong(row.where, message, *rests_on)
        return None

    def yes(self, row: Row, column: str) -> bool:
        """Whether the cell says Y; a problem if it says anything else."""
        if row[column] not in {"Y", ""}:
            self.wrong(row.where, f"{column} {row[column]!r}, expected Y or nothing")
        return row[column] == "Y"

    def wrong(self, where: Where, message: str, *rests_on: str) -> None:
        """Report that something is left out; `rests_on` as in `Problem`."""
        self.problems.append(Problem(where, message, breaks=True, rests_on=rests_on))


def editions_with(data: Path, file: str) -> list[str]:
    """The editions that have the table `file`, newest first."""
    return sorted((path.parent.name for path in data.glob(f"editions/*/{file}.csv")), reverse=True)


def load_tables(
    reader: Reader, attributes: Mapping[str, Attribute], source_of: SourceOfEdition
) -> list[AttributeTable]:
    """Every attribute table, in the order of the standard.

    Those of the newest edition that we have whole, as printed; those of later editions of which we
    have some tables only, which `modules/single-tables.csv` names; all with `modules/changes.csv`
    carried out. And those of `modules/unprinted-*.csv`, of which no printed form could be had. A
    row that names no attribute or table, or stands deeper than the row above it allows, is a
    problem.
    """
    columns: tuple[str, ...] = ("edition", "table", "reason", "source")
    single: defaultdict[str, dict[str, Row]] = defaultdict(dict)
    for row in reader.read("modules/single-tables.csv", columns, "table"):
        single[row["edition"]][row["table"]] = row
    whole = next((it for it in editions_with(reader.data, TABLES) if it not in single), "")
    columns = ("table", "section", "edition", "source")
    sections = {row["table"]: row for row in reader.read("modules/sections.csv", columns, "table")}
    builder = _Builder(reader, attributes, sections, whole)
    for edition in [*sorted(single, reverse=True), *([whole] if whole else ())]:
        builder.add_edition(edition, single.get(edition), source_of(edition))
    for row in sections.values():
        message = f"table {row['table']!r}, expected one without a section"
        reader.wrong(row.where, message, "editions")
    columns = ("table", "section", "caption", "edition", "source")
    file = "modules/unprinted-tables.csv"
    for row in reader.read(file, columns, "table"):
        if row["table"] in builder.tables:
            edition = builder.tables[row["table"]].edition
            message = f"table {row['table']!r} is printed in {edition}, expected one that is not"
            reader.wrong(row.where, message)
            continue
        builder.add(row, edition=row["edition"], source=row["source"], printed=False)
    rows = reader.read("modules/unprinted-attributes.csv", _ROW_COLUMNS, "table", "row")
    builder.add_rows(rows, file, "")
    return builder.build(reader.read("modules/changes.csv", _CHANGE_COLUMNS))


class _Builder:
    """Puts tables together: first all tables by name, then their rows, which name tables."""

    def __init__(
        self,
        reader: Reader,
        attributes: Mapping[str, Attribute],
        sections: dict[str, Row],
        whole: str,
    ) -> None:
        self._reader = reader
        self._attributes = attributes
        self._sections = sections
        self._whole = whole
        self.tables: dict[str, AttributeTable] = {}
        self._rows: defaultdict[str, list[Row]] = defaultdict(list)
        self._names: dict[tuple[str, str], Where] = {}

    def add_edition(self, edition: str, single: dict[str, Row] | None, source: str) -> None:
        """Add the printed tables of `edition`: those in `single`, or all but those added before."""
        file = f"editions/{edition}/{TABLES}.csv"
        missing = dict(single or {})
        for row in self._reader.read(file, ("table", "section", "caption"), "table"):
            listed = missing.pop(row["table"], None)
            if single is not None and listed is None:
                message = f"table {row['table']!r}, expected one of modules/single-tables.csv"
                self._reader.wrong(row.where, message, "modules/single-tables.csv")
            elif row["table"] not in self.tables:
                self.add(row, edition=edition, source=source, printed=True)
        for row in missing.values():
            message = f"table {row['table']!r}, expected one of {file}"
            self._reader.wrong(row.where, message, file)
        if single and edition <= self._whole:
            for row in single.values():
                message = f"a table of {edition}, expected one later than the tables"
                self._reader.wrong(row.where, f"{message} of {self._whole}")
        rows = self._reader.read(f"editions/{edition}/{ROWS}.csv", _ROW_COLUMNS, "table", "row")
        self.add_rows(rows, file, edition)

    def add(self, row: Row, *, edition: str, source: str, printed: bool) -> None:
        """Add a table that has no rows yet."""
        found = _CAPTION.fullmatch(row["caption"])
        if not found:
            self._reader.wrong(row.where, f"caption {row['caption']!r}, expected a name")
            return
        kind = Macro if found[2] == " Macro" else Module
        key = slug(found[1])
        if (kind.kind, key) in self._names:
            first = self._names[kind.kind, key]
            message = f"a second {kind.kind} {found[1]!r}, first on line {first.line}"
            self._reader.wrong(row.where, f"{message}, expected each once")
            return
        self._names[kind.kind, key] = row.where
        section = row["section"]
        if not section and (known := self._sections.pop(row["table"], None)):
            section = known["section"]
        self.tables[row["table"]] = kind(
            key=key,
            name=found[1],
            section=section,
            table=row["table"],
            edition=edition,
            source=source,
            printed=printed,
            rows=(),
            where=row.where,
        )

    def add_rows(self, rows: Iterable[Row], file: str, edition: str = "") -> None:
        """Add `rows` to their tables, which `file` names: to those of `edition`, if it is given."""
        for row in rows:
            table = self.tables.get(row["table"])
            if table is None:
                message = f"table {row['table']!r}, expected one of {file}"
                self._reader.wrong(row.where, message, file)
            elif edition in {table.edition, ""}:
                self._rows[row["table"]].append(row)

    def build(self, changes: Sequence[Row]) -> list[AttributeTable]:
        """Every table with its rows, in the order of the standard."""
        by_row = self._changes_by_row(changes)
        for label, table in self.tables.items():
            at_top = by_row.pop((label, _BEFORE_ALL), [])
            first = [it for it in at_top if it["change"] == ChangeKind.INSERT]
            by_row[label, _BEFORE_ALL] = [it for it in at_top if it not in first]
            drafts = [*self._inserted(first, _BEFORE_ALL)]
            drafts += [it for row in self._rows[label] for it in self._drafts(row, by_row)]
            # Macros include each other in circles, so tables are made first and filled then.
            object.__setattr__(table, "rows", self._tree(drafts))
        for (label, number), left in by_row.items():
            for change in left:
                message = f"row {number!r} of table {label!r}, expected a printed one"
                self._reader.wrong(change.where, message, "editions")
        return sorted(self.tables.values(), key=_Order(self.tables.values(), self._whole))

    def _changes_by_row(self, changes: Sequence[Row]) -> dict[tuple[str, str], list[Row]]:
        by_row: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
        for change in changes:
            table = self.tables.get(change["table"])
            if table and change["edition"] and change["edition"] <= table.edition:
                message = f"a change of {change['edition']}, expected one later than the table"
                self._reader.wrong(change.where, f"{message} of {table.edition}")
                continue
            by_row[change["table"], change["row"]].append(change)
        return by_row

    def _drafts(self, row: Row, changes: dict[tuple[str, str], list[Row]]) -> Iterator["_Draft"]:
        """The row with what is changed of it, and the rows that come after it."""
        found = changes.pop((row["table"], row["row"]), [])
        cells: dict[str, str] | None = dict(row.cells)
        applied: RowChange | None = None
        inserted: list[Row] = []
        for change in found:
            kind = self._reader.word(change, "change", ChangeKind)
            if kind is ChangeKind.INSERT:
                inserted.append(change)
            elif kind and (cells is None or applied):
                message = f"a second change of row {row['row']} of table {row['table']}"
                self._reader.wrong(change.where, f"{message}, expected each once")
            elif kind is ChangeKind.REMOVE:
                cells = None
            elif kind is ChangeKind.REPLACE and cells:
                new = {column: change[column] for column in _ROW_COLUMNS if change[column]}
                differs = [it for it in new if cells[it] != new[it]]
                old = ", ".join(f"{it} {cells[it]}" for it in differs if cells[it])
                if not differs:
                    message = f"row {row['row']} of table {row['table']} as printed"
                    self._reader.wrong(change.where, f"{message}, expected another")
                cells |= new
                applied = _row_change(kind, change, old)
        if cells:
            yield self._draft(row.where, cells, applied)
        yield from self._inserted(inserted, row["row"])

    def _inserted(self, changes: Sequence[Row], after: str) -> Iterator["_Draft"]:
        """The rows that `changes` put after row `after`."""
        for letter, change in zip(ascii_lowercase, changes, strict=False):
            made = {column: change[column] for column in _ROW_COLUMNS} | {"row": after + letter}
            yield self._draft(change.where, made, _row_change(ChangeKind.INSERT, change, ""))

    def _draft(self, where: Where, cells: dict[str, str], change: RowChange | None) -> "_Draft":
        depth = cells["depth"]
        if not (depth.isdecimal() and int(depth) <= _MOST_DEEP):
            self._reader.wrong(where, f"depth {depth!r}, expected 0 to {_MOST_DEEP}")
            depth = "0"
        return _Draft(where, cells, int(depth), change)

    def _tree(self, drafts: Sequence["_Draft"]) -> tuple[TableRow, ...]:
        """The rows of depth 0, each with those below it."""
        at = 0

        def level(depth: int) -> tuple[TableRow, ...]:
            nonlocal at
            rows = []
            while at < len(drafts):
                draft = drafts[at]
                if draft.depth < depth:
                    break
                if draft.depth > depth:
                    message = (
                        f"depth {draft.depth} below a row of depth {depth - 1}, expected {depth}"
                    )
                    self._reader.wrong(draft.where, message)
                at += 1
                below = level(depth + 1)
                row = self._row(draft, depth, below)
                rows += [row] if row else []
            return tuple(rows)

        return level(0)

    def _row(self, draft: "_Draft", depth: int, below: tuple[TableRow, ...]) -> TableRow | None:
        cells = draft.cells
        attribute, include = None, None
        if cells["include"] and cells["include"] != FUNCTIONAL_GROUPS:
            found = self.tables.get(cells["include"])
            if not isinstance(found, Macro):
                message = f"includes table {cells['include']!r}, expected that of a macro"
                self._reader.wrong(draft.where, message, "editions", "modules")
                return None
            include = found
        if cells["tag"]:
            tag = tag_of(cells["tag"])
            attribute = self._attributes.get(tag or "")
            if attribute is None:
                message = f"attribute {cells['tag']} {cells['name']!r}, expected one of PS3.6"
                self._reader.wrong(draft.where, message, "attributes", "editions")
                return None
        kind = None
        if cells["type"]:
            kind = self._reader.word(Row(draft.where, cells), "type", Type)
            if kind is None:
                return None
        if not cells["include"] and not cells["name"]:
            message = "a row without a name, expected an attribute or what it includes"
            self._reader.wrong(draft.where, message)
            return None
        return TableRow(
            number=cells["row"],
            depth=depth,
            attribute=attribute,
            name=cells["name"],
            type=kind,
            include=include,
            includes_functional_groups=cells["include"] == FUNCTIONAL_GROUPS,
            has_text=self._reader.yes(Row(draft.where, cells), "text"),
            change=draft.change,
            below=below,
            where=draft.where,
        )


@dataclass(frozen=True, slots=True)
class _Draft:
    """The cells of a row, after changes."""

    where: Where
    cells: dict[str, str]
    depth: int
    change: RowChange | None


def _row_change(kind: ChangeKind, row: Row, printed: str) -> RowChange:
    return RowChange(
        kind=kind,
        printed=printed,
        edition=row["edition"],
        reason=row["reason"],
        source=row["source"],
    )


class _Order:
    """Orders tables as the standard does: as the edition `whole` has them, others by section."""

    def __init__(self, tables: Iterable[AttributeTable], whole: str) -> None:
        self._places = {it: at for at, it in enumerate(tables)}
        self._printed = {it for it in self._places if it.printed and it.edition == whole}

    def __call__(self, table: AttributeTable) -> tuple[int, int]:
        if table in self._printed:
            return (self._places[table], 0)
        section = section_key(table.section)
        before = [
            self._places[it]
            for it in self._printed
            if it.section and section_key(it.section) < section
        ]
        return (max(before, default=-1), 1 + self._places[table])


_ARC = re.compile(r"(\d*)(.*)")


@cache
def section_key(section: str) -> tuple[tuple[int, str], ...]:
    """Sorts sections as the standard does: C.7.6.9 before C.7.6.16 before C.7.6.16b."""
    arcs = (_ARC.fullmatch(arc) for arc in section.split("."))
    return tuple((int(it[1] or 0), it[2]) for it in arcs if it)
