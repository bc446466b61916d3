"""Reads `data/editions/`: the tables of every edition as printed, with misprints corrected."""

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from generator.load.files import Row, read_csv, read_yaml
from generator.load.meaning import COLUMNS as MEANING_TABLES
from generator.model.editions import (
    A_1,
    A_2,
    A_3,
    A_4,
    B_5_1,
    OTHER_TABLES,
    TABLE_KINDS,
    Correction,
    Edition,
    Table,
    TableKind,
    TableRow,
    part_of,
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

_CID = re.compile(r"CID ([0-9]+)")

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
    first: dict[str, Where] = {}
    repeats = False
    for index, entry in enumerate(document.value):
        name = entry["edition"]
        where = document.where(index, "edition")
        if name in first:
            # Its tables would be corrected twice. A list that stands there twice is one slip.
            if not repeats:
                message = (
                    f"edition {name} again, first on line {first[name].line}, expected it once"
                )
                problems.append(Problem(where, message))
            repeats = True
            continue
        repeats = False
        first[name] = where
        if editions and name < editions[-1].name:
            message = f"edition {name} after {editions[-1].name}, expected oldest first"
            problems.append(Problem(where, message))
        if not name.startswith(entry["year"]):
            message = f"year {entry['year']}, expected that of edition {name}"
            problems.append(Problem(document.where(index, "year"), message))
        edition = Edition(
            name=name,
            year=int(entry["year"]),
            sources=entry.get("sources", {}),
            note=entry.get("note", ""),
            imported=entry.get("imported", ""),
            tables=(),
            slugs=frozenset(path.stem for path in (folder / name).glob("[!.]*.csv")),
        )
        problems.extend(_source_problems(where, edition))
        tables = _read_tables(folder / name, edition, entry.get("excerpt"), corrections, problems)
        editions.append(replace(edition, tables=tables))
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
    for slug in sorted(edition.slugs):
        if not edition.source(slug):
            message = f"edition {edition.name} has no source of {slug}, expected one"
            yield Problem(where, f"{message} under {slug} or {part_of(slug)}")
    for key in edition.sources:
        if key not in edition.slugs | {part_of(slug) for slug in edition.slugs}:
            message = f"edition {edition.name} has a source of {key} but no such table"
            yield Problem(where, f"{message}, expected a file")


def _strangers(folder: Path, editions: set[str]) -> Iterable[Problem]:
    slugs = {*(kind.slug for kind in TABLE_KINDS), *OTHER_TABLES}
    for path in sorted(folder.glob("[!.]*")):
        if not path.is_dir():
            continue
        if path.name not in editions:
            yield Problem(Where.of(path), "a folder of no edition, expected it in editions.yml")
        for file in sorted(path.glob("[!.]*")):
            if file.suffix != ".csv" or file.stem not in slugs | MEANING_TABLES.keys():
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
    folder: Path,
    edition: Edition,
    excerpt: str | None,
    corrections: _Corrections,
    problems: list[Problem],
) -> tuple[Table, ...]:
    tables: list[Table] = []
    for kind in TABLE_KINDS:
        path = folder / f"{kind.slug}.csv"
        if not path.exists():
            continue
        columns = _COLUMNS_OF_PAGES.get((edition.name, kind), kind.columns)
        rows = read_csv(path, columns, problems, more=kind.more)
        tables.append(
            Table(
                edition=edition.name,
                kind=kind,
                columns=tuple(rows[0].cells) if rows else columns,
                rows=_read_rows(edition.name, kind, rows, corrections, problems),
                source=edition.source(kind.slug),
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
            expected = ", ".join(repr(str(word)) for word in allowed)
            message = f"{column} {cells[column]!r}, expected one of {expected}"
            yield Problem(where, message, breaks=True)
            cells[column] = ""


_TEMPLATES = [kind for kind in UidType if kind.endswith("TemplateID")]
_TYPES = [kind for kind in UidType if kind is not UidType.CONTEXT_GROUP and kind not in _TEMPLATES]
_ALLOWED: Mapping[str, Mapping[str, Sequence[str]]] = {
    A_1.slug: {"type": _TYPES, "retired": ("", "Y")},
    A_2.slug: {"type": [UidType.FRAME_OF_REFERENCE], "retired": ("", "Y")},
    A_3.slug: {"retired": ("", "Y")},
    A_4.slug: {"type": _TEMPLATES},
}
"""By table and column the values that a cell may have."""


def _facts(cells: Mapping[str, str]) -> dict[str, Any]:
    """The fields of a row from its cells by column."""
    facts: dict[str, Any] = {
        field: cells[column] for column, field in _FIELDS.items() if column in cells
    }
    name = " ".join(facts.get("name", "").split())
    facts["name"] = sys.intern(name.removesuffix(_RETIRED))
    if name.endswith(_RETIRED):
        facts["retired"] = True
    elif "retired" in cells:
        facts["retired"] = cells["retired"] == "Y"
    if "cid" in cells:
        number = _CID.fullmatch(cells["cid"])
        facts["cid"] = number[1] if number else ""
        facts["type"] = UidType.CONTEXT_GROUP
    if "info" in cells:
        # pydicom keeps apart what PS3.6 prints after the name, so all sources are read that way.
        default = _DEFAULT.fullmatch(facts["name"])
        if default:
            facts["name"], facts["info"] = default.groups()
        # PS3.6 names the other standard beside the name.
        named = f"{cells['info']} {cells.get('part', '')}".split()
        others = (standard for standard in Standard if standard in named)
        facts["standard"] = next(others, Standard.DICOM)
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
    "part": "part",
    "iod": "iod",
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
