"""Reads the tables of PS3.4 that say what messages hold, and what each of them is a table of."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.load.files import Row, read_csv
from generator.model.dimse import (
    COLUMNS,
    CellCorrection,
    Purpose,
    RowKind,
    ServiceRow,
    ServiceTable,
    TableUse,
)
from generator.model.services import Services
from generator.problems import Problem

SERVICE_TABLES: Mapping[str, Sequence[str]] = {
    "ps3.4-service-tables": ("table", "section", "caption", "note"),
    "ps3.4-service-attributes": (
        *("table", "row", "depth", "kind", "tag", "name", "include", "type_id"),
        *COLUMNS,
        *("ref", "text"),
    ),
    "ps3.4-action-event-types": ("table", "section", "dimse_service", "type_id", "type_name"),
    "ps3.4-service-groups": (
        *("table", "section", "row", "dimse_service", "variant"),
        *("usage_scu", "usage_scp"),
    ),
    "ps3.4-status-codes": (
        *("table", "section", "row", "dimse_service", "code", "class"),
        "related_fields",
    ),
    "ps3.7-status-codes": ("section", "row", "dimse_service", "code", "class", "related_fields"),
    "ps3.4-extended-negotiation": ("table", "section", "pdu", "byte", "field"),
}
"""The tables on services that the folder of an edition may hold, and their columns."""

_ATTRIBUTES = "ps3.4-service-attributes"
FOLDER = "services"

_PAIR = re.compile(
    r"(-|NA|[12]C?|3|MC?|U)?/(-|NA|[12]C?|3|MC?|U)?|1C"  # CC.2.5-2c row 17 prints one code only
)
_CODES: Mapping[str, re.Pattern[str]] = {
    **dict.fromkeys(("requirement", "n_create", "n_set", "n_get"), _PAIR),
    "final_state": re.compile("[12ORPX]|RC"),
    "matching_key": re.compile(r"R|O|U|RC|OC|-|\*"),
    "return_key": re.compile("[12]C?|3|-"),
    "qr_key": re.compile("[RUO]|OC"),
}
"""What the cells of each column look like."""

_TAG = re.compile(r"\(([0-9A-Fx]{4}),([0-9A-Fx]{4})\)")


@dataclass(frozen=True, slots=True)
class Sources:
    """What readers of services need to know: where the data is, and which SOP Classes there are."""

    data: Path
    services: Services
    sop_classes: frozenset[str]
    problems: list[Problem]

    def rows(self, name: str, columns: Sequence[str], unique: Sequence[str] = ()) -> list[Row]:
        """The rows of a file of `data/services/`."""
        return read_csv(self.data / FOLDER / name, columns, self.problems, unique=unique)

    def printed(self, name: str) -> Iterator[tuple[str, list[Row]]]:
        """The rows of a table of the editions, oldest edition first."""
        for path in sorted((self.data / "editions").glob(f"*/{name}.csv")):
            yield path.parent.name, read_csv(path, SERVICE_TABLES[name], self.problems)

    def uids(self, row: Row, column: str) -> tuple[str, ...]:
        """The SOP Classes that a cell names by UID, or all of a service class by its slug."""
        found: list[str] = []
        by_slug = {it.slug: it for it in self.services.classes}
        for word in row[column].split():
            if word in by_slug:
                found += [member.sop_class for member in by_slug[word].members]
            elif word in self.sop_classes:
                found.append(word)
            else:
                message = f"{column}: {word!r}, expected UIDs of SOP Classes or slugs of services"
                self.wrong(row, message, "editions", "service_classes.yml")
        return tuple(found)

    def number(self, row: Row, column: str, cell: str | None = None) -> int:
        """The whole number in a cell, or in `cell` where that stands for it."""
        text = row[column] if cell is None else cell
        if not text.isdecimal():
            self.wrong(row, f"{column} {text!r}, expected a whole number")
            return 0
        return int(text)

    def tag(self, row: Row, text: str) -> str:
        """A tag as printed in the form of addresses."""
        match = _TAG.fullmatch(text)
        if match is None:
            self.wrong(row, f"tag {text!r}, expected one as (0008,0018)")
            return ""
        return f"{match[1]}{match[2]}".lower()

    def wrong(self, row: Row, message: str, *rests_on: str) -> None:
        """Report what is wrong with a row."""
        self.problems.append(Problem(row.where, message, rests_on=rests_on))


_Notes = dict[tuple[str, str, str], dict[str, Row]]
"""By edition, table and row the notes of its columns."""

_Corrections = Mapping[tuple[str, str, int], list[CellCorrection]]


def service_tables(sources: Sources) -> dict[str, ServiceTable]:
    """The tables by label; of one that many editions have, the newest."""
    corrections = _corrections(sources)
    notes = _notes(sources)
    used: set[CellCorrection] = set()
    types: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for edition, rows in sources.printed("ps3.4-action-event-types"):
        for row in rows:
            types[edition, row["table"]][row["type_id"]] = row["type_name"]
    attributes: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for edition, rows in sources.printed(_ATTRIBUTES):
        for row in rows:
            attributes[edition, row["table"]].append(row)
    tables: dict[str, ServiceTable] = {}
    for edition, rows in sources.printed("ps3.4-service-tables"):
        for row in rows:
            label = row["table"]
            made = [
                it
                for number, printed in enumerate(attributes.pop((edition, label), ()), 1)
                for it in _row(sources, edition, printed, number, corrections, used, notes)
            ]
            if not made:
                sources.wrong(row, f"no rows of Table {label}, expected some", "editions")
            tables[label] = ServiceTable(
                label=label,
                section=row["section"],
                caption=row["caption"] or label,
                note=row["note"],
                edition=edition,
                rows=tuple(made),
                types=types[edition, label],
                where=row.where,
            )
    for (_, label), strays in attributes.items():
        sources.wrong(strays[0], f"rows of Table {label}, expected it in ps3.4-service-tables.csv")
    _check_used(sources, corrections, used)
    _check_noted(sources, notes)
    for table in tables.values():
        _check_includes(sources, table, tables)
    return tables


def _check_used(sources: Sources, corrections: _Corrections, used: set[CellCorrection]) -> None:
    """Report corrections of what stands nowhere."""
    for correction in (it for group in corrections.values() for it in group):
        if correction not in used:
            message = (
                f"{correction.column} {correction.printed!r} stands nowhere in row "
                f"{correction.row} of Table {correction.table}, expected a printed cell"
            )
            place = f"editions/{correction.edition}"
            sources.problems.append(Problem(correction.where, message, rests_on=(place,)))


def _check_noted(sources: Sources, left: _Notes) -> None:
    """Report the notes that no row has taken."""
    for row in (it for columns in left.values() for it in columns.values()):
        message = (
            f"column {row['column']!r} of row {row['row']} of Table {row['table']}, expected one "
            "whose cell says more than its code"
        )
        sources.wrong(row, message, f"editions/{row['edition']}")


def _corrections(sources: Sources) -> _Corrections:
    columns = ("edition", "table", "row", "column", "printed", "corrected", "reason")
    found: dict[tuple[str, str, int], list[CellCorrection]] = defaultdict(list)
    for row in sources.rows("corrections.csv", columns, columns[:4]):
        number = sources.number(row, "row")
        if row["column"] not in ("tag", "depth", "missing"):
            sources.wrong(row, f"column {row['column']!r}, expected tag, depth or missing")
            continue
        correction = CellCorrection(
            edition=row["edition"],
            table=row["table"],
            row=number,
            column=row["column"],
            printed=row["printed"],
            corrected=row["corrected"],
            reason=row["reason"],
            where=row.where,
        )
        found[correction.edition, correction.table, number].append(correction)
    return found


def _notes(sources: Sources) -> _Notes:
    columns = ("edition", "table", "row", "column", "note")
    found: _Notes = defaultdict(dict)
    for row in sources.rows("notes.csv", columns, columns[:4]):
        if not row["note"]:
            sources.wrong(row, "note is empty, expected what the cell says, in our words")
        found[row["edition"], row["table"], row["row"]][row["column"]] = row
    return found


def _row(  # noqa: PLR0913, PLR0917  # what it is read from, and what may be wrong in it
    sources: Sources,
    edition: str,
    row: Row,
    number: int,
    corrections: _Corrections,
    used: set[CellCorrection],
    notes: _Notes,
) -> Iterator[ServiceRow]:
    """The row as corrected, after one that the print lacks. Takes its notes out of `notes`."""
    if row["row"] != str(number):
        sources.wrong(row, f"row {row['row']!r} of Table {row['table']}, expected {number}")
    cells = dict(row.cells)
    own: list[CellCorrection] = []
    for correction in corrections.get((edition, row["table"], number), ()):
        if correction.column == "missing":
            used.add(correction)
            yield ServiceRow(
                number=number,
                depth=0,
                kind=RowKind.ATTRIBUTE,
                tag=sources.tag(row, correction.corrected),
                name="",
                include="",
                type_id="",
                codes={},
                ref="",
                text=(),
                corrections=(correction,),
                where=row.where,
            )
        elif cells[correction.column] == correction.printed:
            used.add(correction)
            own.append(correction)
            cells[correction.column] = correction.corrected
    if row["kind"] not in set(RowKind):
        sources.wrong(row, f"kind {row['kind']!r}, expected one of {', '.join(RowKind)}")
        return
    for column, pattern in _CODES.items():
        if row[column] and not pattern.fullmatch(row[column]):
            sources.wrong(row, f"{column} {row[column]!r}, expected {pattern.pattern}")
    depth = sources.number(row, "depth", cells["depth"])
    text = tuple(row["text"].split())
    noted = notes.get((edition, row["table"], row["row"]), {})
    yield ServiceRow(
        number=number,
        depth=depth,
        kind=RowKind(row["kind"]),
        tag=sources.tag(row, cells["tag"]) if row["kind"] == RowKind.ATTRIBUTE else "",
        name=row["name"],
        include=row["include"],
        type_id=row["type_id"],
        codes={column: row[column] for column in COLUMNS if row[column]},
        ref=row["ref"],
        text=text,
        notes={column: noted.pop(column)["note"] for column in text if column in noted},
        corrections=tuple(own),
        where=row.where,
    )


def _check_includes(
    sources: Sources, table: ServiceTable, tables: Mapping[str, ServiceTable]
) -> None:
    """Report includes that lead nowhere or in a circle, and types without a name."""
    for row in table.rows:
        if (row.kind is RowKind.INCLUDE) != bool(row.include):
            message = f"{row.kind} that includes {row.include!r}, expected a macro in includes only"
            sources.problems.append(Problem(row.where, message))
        if row.include and row.include not in tables:
            message = f"no Table {row.include}, expected one of ps3.4-service-tables.csv"
            sources.problems.append(Problem(row.where, message))
        elif row.include and _leads_to(row.include, table.label, tables):
            message = (
                f"Table {table.label} includes itself through {row.include}, expected no circle"
            )
            sources.problems.append(Problem(row.where, message))
        if row.type_id and row.type_id not in table.types:
            message = f"type {row.type_id}, expected one of ps3.4-action-event-types.csv"
            sources.problems.append(Problem(row.where, message))


def _leads_to(
    label: str, wanted: str, tables: Mapping[str, ServiceTable], seen: frozenset[str] = frozenset()
) -> bool:
    """Whether the macro `label` is `wanted` or comes to include it."""
    if label == wanted:
        return True
    if label in seen or label not in tables:
        return False
    return any(
        _leads_to(row.include, wanted, tables, seen | {label})
        for row in tables[label].rows
        if row.include
    )


def table_uses(sources: Sources, tables: Mapping[str, ServiceTable]) -> Iterator[TableUse]:
    """What each column of `tables` says, for which operation of which SOP Classes."""
    columns = ("table", "column", "dimse_service", "purpose", "level", "of")
    for row in sources.rows("table_uses.csv", columns, columns):
        table = tables.get(row["table"])
        having = ("", *table.columns) if table else ()
        if table is None:
            sources.wrong(row, f"no Table {row['table']}, expected one of the editions", "editions")
        elif row["column"] not in having:
            message = f"column {row['column']!r}, expected one of {', '.join(having[1:])}, or none"
            sources.wrong(row, message, "editions")
        if row["purpose"] not in set(Purpose):
            sources.wrong(row, f"purpose {row['purpose']!r}, expected one of {', '.join(Purpose)}")
        elif table:
            yield TableUse(
                table=row["table"],
                column=row["column"],
                services=tuple(row["dimse_service"].split()),
                purpose=Purpose(row["purpose"]),
                level=row["level"],
                sop_classes=sources.uids(row, "of"),
                where=row.where,
            )
