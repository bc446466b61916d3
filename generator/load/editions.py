"""Reads `data/editions/`: the tables of every edition as printed, with misprints corrected."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from generator.load.files import Row, read_csv, read_yaml
from generator.load.service_tables import SERVICE_TABLES
from generator.model.editions import (
    B_5_1,
    TABLE_KINDS,
    Correction,
    Edition,
    Table,
    TableKind,
    TableRow,
)
from generator.model.uids import Standard, UidType, uid_fault
from generator.problems import Problem, Where

_PRINTED_2011 = ("sop_class_name", "sop_class_uid", "iod_specification", "page")
_COLUMNS_OF_PAGES = {("2011", B_5_1): _PRINTED_2011}
"""Tables whose columns are those of the printed page."""

_CORRECTION_COLUMNS = tuple(field.name for field in fields(Correction))
_UID_COLUMNS = ("sop_class_uid", "uid")
_RETIRED = " (Retired)"
_DEFAULT = re.compile(r"(.+?) ?: (Default Transfer Syntax .+)")
_SEE = re.compile(r"(.*?) ?\(see ([^()]+)\)")

_LIST_TYPES = {
    "SOPClass": UidType.SOP_CLASS,
    "MetaSOPClass": UidType.META_SOP_CLASS,
    "TransferSyntax": UidType.TRANSFER_SYNTAX,
    "ServiceClass": UidType.SERVICE_CLASS,
    "SOPInstance": UidType.SOP_INSTANCE,
    "FrameOfReference": UidType.FRAME_OF_REFERENCE,
    "ApplicationContextName": UidType.APPLICATION_CONTEXT_NAME,
    "ApplicationHosting": UidType.APPLICATION_HOSTING_MODEL,
    "MappingResource": UidType.MAPPING_RESOURCE,
    "CodingScheme": UidType.CODING_SCHEME,
    "LDAP": UidType.LDAP_OID,
}
"""What DCMTK calls the types of PS3.6 Table A-1."""

_VALIDITIES = ("Standard", "Retired", "Draft")

_Corrections = dict[tuple[str, str, str], list[tuple[Where, Correction]]]


def load_editions(data: Path, problems: list[Problem]) -> tuple[Edition, ...]:
    """Every edition of `data/editions/editions.yml`, oldest first, with its tables."""
    folder = data / "editions"
    document = read_yaml(
        folder / "editions.yml", data / "schema" / "editions.schema.json", problems
    )
    if document is None:
        return ()
    corrections = _read_corrections(folder / "corrections.csv", problems)
    editions: list[Edition] = []
    for index, entry in enumerate(document.value):
        name = entry["edition"]
        where = document.where(index, "edition")
        if editions and name <= editions[-1].name:
            message = f"edition {name} after {editions[-1].name}, expected oldest first, each once"
            problems.append(Problem(where, message))
        if not name.startswith(entry["year"]):
            message = f"year {entry['year']}, expected that of edition {name}"
            problems.append(Problem(document.where(index, "year"), message))
        edition = Edition(
            name=name,
            year=int(entry["year"]),
            storage_source=entry.get("storage_source", ""),
            uids_source=entry.get("uids_source", ""),
            list_source=entry.get("list_source", ""),
            note=entry.get("note", ""),
            tables=_read_tables(folder / name, entry.get("excerpt"), corrections, problems),
        )
        problems.extend(_source_problems(where, edition))
        editions.append(edition)
    problems.extend(_strangers(folder, {edition.name for edition in editions}))
    for key in sorted(corrections):
        for where, correction in corrections[key]:
            message = (
                f"{correction.column} {correction.printed!r} of {correction.uid_printed!r} stands "
                f"nowhere in {correction.table} of {correction.edition}, expected a printed cell"
            )
            table = f"editions/{correction.edition}/{correction.table}.csv"
            problems.append(Problem(where, message, rests_on=(table,)))
    return tuple(editions)


def _source_problems(where: Where, edition: Edition) -> Iterable[Problem]:
    publications = {table.kind.publication for table in edition.tables}
    for what, source, found in (
        ("storage_source", edition.storage_source, "PS3.4" in publications),
        ("uids_source", edition.uids_source, "PS3.6" in publications),
        ("list_source", edition.list_source, bool(publications - {"PS3.4", "PS3.6"})),
    ):
        if found and not source:
            yield Problem(where, f"edition {edition.name} has no {what}, expected one")
        if source and not found:
            message = f"edition {edition.name} has a {what} but no such table, expected a file"
            yield Problem(where, message)


def _strangers(folder: Path, editions: set[str]) -> Iterable[Problem]:
    slugs = {kind.slug for kind in TABLE_KINDS}
    for path in sorted(folder.glob("[!.]*")):
        if not path.is_dir():
            continue
        files = sorted(path.glob("[!.]*"))
        # An edition of which nothing but tables of services is known is no step of the history.
        if path.name not in editions and {file.stem for file in files} - SERVICE_TABLES.keys():
            yield Problem(Where.of(path), "a folder of no edition, expected it in editions.yml")
        for file in files:
            if file.suffix != ".csv" or file.stem not in slugs | SERVICE_TABLES.keys():
                message = f"not a table, expected one of {', '.join(sorted(slugs))} as .csv"
                yield Problem(Where.of(file), message)


def _read_corrections(path: Path, problems: list[Problem]) -> _Corrections:
    corrections: _Corrections = defaultdict(list)
    unique = ("edition", "table", "uid_printed", "column")
    for row in read_csv(path, _CORRECTION_COLUMNS, problems, unique=unique):
        correction = Correction(**row.cells)
        key = (correction.edition, correction.table, correction.uid_printed)
        corrections[key].append((row.where, correction))
    return corrections


def _read_tables(
    folder: Path, excerpt: str | None, corrections: _Corrections, problems: list[Problem]
) -> tuple[Table, ...]:
    tables: list[Table] = []
    for kind in TABLE_KINDS:
        path = folder / f"{kind.slug}.csv"
        if not path.exists():
            continue
        columns = _COLUMNS_OF_PAGES.get((folder.name, kind), kind.columns)
        rows = read_csv(path, columns, problems)
        tables.append(
            Table(
                edition=folder.name,
                kind=kind,
                columns=columns,
                rows=_read_rows(folder.name, kind, rows, corrections, problems),
                is_excerpt=kind.slug == excerpt,
            )
        )
    return tuple(tables)


def _read_rows(
    edition: str,
    kind: TableKind,
    rows: Sequence[Row],
    corrections: _Corrections,
    problems: list[Problem],
) -> tuple[TableRow, ...]:
    result: list[TableRow] = []
    seen: dict[str, Where] = {}
    uid_column = next((column for column in _UID_COLUMNS if column in kind.columns), None)
    for number, row in enumerate(rows, start=1):
        cells = dict(row.cells)
        applied: tuple[Correction, ...] = ()
        if uid_column:
            applied = _correct(cells, corrections, (edition, kind.slug, cells[uid_column]))
            uid = cells[uid_column]
            fault = uid_fault(uid)
            if fault:
                problems.append(Problem(row.where, fault, breaks=True))
            # The table of sections has a row for each place that prints a UID.
            elif uid in seen and "section" not in kind.columns:
                message = f"UID {uid} again, first on line {seen[uid].line}, expected it once"
                problems.append(Problem(row.where, message))
            seen.setdefault(uid, row.where)
        problems.extend(_cell_problems(row.where, kind, cells))
        printed = tuple(row.cells.values())
        result.append(
            TableRow(number=number, printed=printed, corrections=applied, **_facts(cells))
        )
    return tuple(result)


def _correct(
    cells: dict[str, str], corrections: _Corrections, key: tuple[str, str, str]
) -> tuple[Correction, ...]:
    """Put what is correct into `cells`, take it off `corrections` and say what was corrected."""
    applied = []
    for found in list(corrections.get(key, ())):
        correction = found[1]
        if cells.get(correction.column) == correction.printed:
            cells[correction.column] = correction.correct
            corrections[key].remove(found)
            applied.append(correction)
    return tuple(applied)


def _cell_problems(where: Where, kind: TableKind, cells: dict[str, str]) -> Iterable[Problem]:
    """What is wrong with single cells, which are then taken to be empty."""
    for column, allowed in _ALLOWED.get(kind.slug, {}).items():
        if cells[column] not in allowed:
            message = f"{column} {cells[column]!r}, expected one of {str(list(allowed))[1:-1]}"
            yield Problem(where, message, breaks=True)
            cells[column] = ""


_ALLOWED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "ps3.6-table-a-1": {"type": [str(kind) for kind in UidType], "retired": ("", "Y")},
    "uids": {
        "type": list(_LIST_TYPES),
        "validity": _VALIDITIES,
        "source": [str(standard) for standard in Standard],
    },
}
"""By table and column the values that a cell may have."""


def _facts(cells: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a row from its cells by column."""
    facts: dict[str, Any] = {
        field: cells[column] for column, field in _FIELDS.items() if column in cells
    }
    name = " ".join(facts.get("name", "").split())
    facts["name"] = name.removesuffix(_RETIRED)
    if name.endswith(_RETIRED):
        facts["retired"] = True
    if "retired" in cells:
        facts["retired"] = cells["retired"] == "Y"
    if cells.get("validity") == "Retired":
        # DCMTK calls some drafts and transfer syntaxes current that PS3.6 has retired, so only its
        # "Retired" says something.
        facts["retired"] = True
    if "info" in cells:
        # pydicom keeps apart what PS3.6 prints after the name, so all sources are read that way.
        default = _DEFAULT.fullmatch(facts["name"])
        if default:
            facts["name"], facts["info"] = default.groups()
        # PS3.6 names the other standard beside the name.
        others = (standard for standard in Standard if standard in cells["info"].split())
        facts["standard"] = next(others, Standard.DICOM)
    if "validity" in cells:
        facts["type"] = _LIST_TYPES.get(cells["type"], "")
    see = _SEE.fullmatch(cells.get("iod_specification", ""))
    if see:
        facts["iod"], facts["section"] = see.groups()
    return facts


_FIELDS = {
    "uid": "uid",
    "sop_class_uid": "uid",
    "name": "name",
    "sop_class_name": "name",
    "type": "type",
    "keyword": "keyword",
    "info": "info",
    "source": "standard",
    "iod_specification": "iod",
    "page": "page",
    "ps3.3_section": "iod_section",
    "ps3.4_section": "section",
    "section": "section",
    "annex": "annex",
    "annex_title": "annex_title",
    "table": "table",
    "related_general_sop_class_name": "related",
}
"""The field of a row that holds what a column says, where it is the same text."""
