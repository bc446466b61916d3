"""Reads what the printed rows of PS3.3 mean: values, conditions, context groups, SR content."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from generator.load.files import Row, read_csv
from generator.load.tables import editions_with
from generator.model.conditions import Condition, condition_of
from generator.model.meaning import (
    AttributeRequirement,
    ContentConstraint,
    ContextGroupUse,
    FixedValue,
    ListKind,
    Meaning,
    Part,
    RootTemplate,
    UsageRequirement,
    ValueList,
)
from generator.problems import Problem

COLUMNS: Mapping[str, Sequence[str]] = {
    "ps3.3-values": [
        "table",
        "row",
        "value_number",
        "kind",
        "values",
        "added",
        "condition",
        "only_at",
        "edition",
        "basis",
        "dicom3tools",
    ],
    "ps3.3-conditions": [
        "table",
        "row",
        "status",
        "condition",
        "otherwise",
        "may_if",
        "not_if",
        "exactly_one_of",
        "older_condition",
        "edition",
        "flags",
        "same",
        "differs",
    ],
    "ps3.3-usage-conditions": [
        "iod",
        "what",
        "row",
        "usage",
        "usage_edition",
        "status",
        "condition",
        "otherwise",
        "may_if",
        "not_if",
        "limit",
        "edition",
        "flags",
        "same",
        "differs",
    ],
    "ps3.3-context-groups": ["table", "row", "kind", "cid", "only_at", "editions", "sources"],
    "ps3.3-content-constraints": [
        "iod",
        "section",
        "row",
        "source_value_types",
        "relationship",
        "target_value_types",
        "mode",
        "targets_by_value_only",
        "source",
    ],
    "ps3.3-root-templates": ["iod", "tid", "name", "strength", "source"],
    "ps3.3-fixed-values": [
        "iod",
        "tag",
        "value_number",
        "rule",
        "values",
        "condition",
        "place",
        "basis",
        "also_in",
        "source",
    ],
}
"""The columns of each table, by the name of its file without `.csv`."""

_ALLOWED: Mapping[str, Mapping[str, Sequence[str]]] = {
    "ps3.3-values": {"kind": [str(kind) for kind in ListKind]},
    "ps3.3-conditions": {
        "status": ("parsed", "partial", "unparsed", "no_condition", "may_only", "no_text"),
        "otherwise": ("may", "may_if", "not", "not_stated", ""),
    },
    "ps3.3-usage-conditions": {
        "what": [str(part) for part in Part],
        "usage": ("M", "C", "U"),
        "otherwise": ("may", "may_if", "not", "not_stated", ""),
        "limit": ("", "not_shared"),
    },
    "ps3.3-context-groups": {"kind": ("baseline", "defined", "enumerated", "unstated")},
    "ps3.3-content-constraints": {"mode": ("by_value", "by_value_or_reference", "see_section")},
    "ps3.3-fixed-values": {
        "rule": ("shall_be", "shall_be_absent", "defined_terms", "transfer_syntax_only"),
        "place": ("", "nested"),
    },
}
"""By table and column the values that a cell may have."""

_ROW = re.compile(r"[1-9][0-9]*[a-z]?")

_Record = TypeVar("_Record")


def load_meaning(data: Path, problems: list[Problem]) -> Meaning:
    """What the rows of PS3.3 mean, from the files of the newest edition that has any.

    A row that is no record is a problem and left out.
    """
    edition = next(iter(editions_with(data, "ps3.3-conditions")), "")
    reader = _Reader(data / "editions" / edition, problems)
    requirements = reader.records("ps3.3-conditions", _requirement, ("table", "row"))
    usages = reader.records("ps3.3-usage-conditions", _usage, ("iod", "what", "row"))
    return Meaning(
        edition=edition,
        requirements={(it.table, it.row): it for it in requirements},
        usages={(it.iod, it.part, it.row): it for it in usages},
        values=_grouped(reader.records("ps3.3-values", _value_list), lambda it: (it.table, it.row)),
        context_groups=_grouped(
            reader.records("ps3.3-context-groups", _context_group), lambda it: (it.table, it.row)
        ),
        content_constraints=_grouped(
            reader.records("ps3.3-content-constraints", _content_constraint, ("iod", "row")),
            lambda it: it.iod,
        ),
        root_templates=_grouped(
            reader.records("ps3.3-root-templates", _root_template, ("iod", "tid")),
            lambda it: it.iod,
        ),
        fixed_values=_grouped(
            reader.records("ps3.3-fixed-values", _fixed_value), lambda it: it.iod
        ),
    )


class _Reader:
    """The tables of a folder, whatever is wrong with them collected."""

    def __init__(self, folder: Path, problems: list[Problem]) -> None:
        self._folder = folder
        self._problems = problems

    def records(
        self, name: str, make: Callable[[Row], _Record], unique: Sequence[str] = ()
    ) -> list[_Record]:
        path = self._folder / f"{name}.csv"
        records: list[_Record] = []
        for row in read_csv(path, COLUMNS[name], self._problems, unique=unique):
            wrong = [
                f"{column} {row[column]!r}, expected one of {str(list(allowed))[1:-1]}"
                for column, allowed in _ALLOWED.get(name, {}).items()
                if row[column] not in allowed
            ]
            if not wrong:
                try:
                    records.append(make(row))
                    continue
                except ValueError as error:
                    wrong = [str(error)]
            self._problems.extend(Problem(row.where, it, breaks=True) for it in wrong)
        return records


def _grouped(
    records: Iterable[_Record], key: Callable[[_Record], Any]
) -> Mapping[Any, Sequence[_Record]]:
    groups: dict[Any, list[_Record]] = defaultdict(list)
    for record in records:
        groups[key(record)].append(record)
    return {it: tuple(group) for it, group in groups.items()}


def _number(row: Row, column: str) -> int:
    if not row[column].isascii() or not row[column].isdigit() or int(row[column]) == 0:
        raise ValueError(f"{column} {row[column]!r}, expected a number from 1")
    return int(row[column])


def _optional_number(row: Row, column: str) -> int | None:
    return _number(row, column) if row[column] else None


def _row(row: Row) -> str:
    if not _ROW.fullmatch(row["row"]):
        raise ValueError(f"row {row['row']!r}, expected the number of a row: 12, 12a")
    return row["row"]


def _list(row: Row, column: str) -> tuple[str, ...]:
    return tuple(row[column].split("|")) if row[column] else ()


def _condition(row: Row, column: str) -> Condition | None:
    if not row[column]:
        return None
    try:
        value = json.loads(row[column])
    except json.JSONDecodeError as error:
        raise ValueError(f"{column}: {error.msg}, expected JSON") from error
    try:
        return condition_of(value)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from error


def _required(row: Row) -> dict[str, Any]:
    """The fields that all conditions of being there have."""
    return {
        "status": row["status"],
        "condition": _condition(row, "condition"),
        "otherwise": row["otherwise"],
        "may_if": _condition(row, "may_if"),
        "not_if": _condition(row, "not_if"),
        "edition": row["edition"],
        "flags": _list(row, "flags"),
        "same": _list(row, "same"),
        "differs": _list(row, "differs"),
        "where": row.where,
    }


def _requirement(row: Row) -> AttributeRequirement:
    return AttributeRequirement(
        table=row["table"],
        row=_row(row),
        exactly_one_of=_list(row, "exactly_one_of"),
        older_condition=_condition(row, "older_condition"),
        **_required(row),
    )


def _usage(row: Row) -> UsageRequirement:
    return UsageRequirement(
        iod=row["iod"],
        part=Part(row["what"]),
        row=_row(row),
        usage=row["usage"],
        usage_edition=row["usage_edition"],
        limit=row["limit"],
        **_required(row),
    )


def _value_list(row: Row) -> ValueList:
    values = _list(row, "values")
    if not values or not set(_list(row, "added")) <= set(values):
        raise ValueError(f"values {row['values']!r}, expected those of 'added' among them")
    return ValueList(
        table=row["table"],
        row=_row(row),
        value_number=_optional_number(row, "value_number"),
        kind=ListKind(row["kind"]),
        values=values,
        added=_list(row, "added"),
        condition=_condition(row, "condition"),
        only_at=_list(row, "only_at"),
        edition=row["edition"],
        basis=_list(row, "basis"),
        dicom3tools=row["dicom3tools"],
        where=row.where,
    )


def _context_group(row: Row) -> ContextGroupUse:
    return ContextGroupUse(
        table=row["table"],
        row=_row(row),
        kind=row["kind"],
        cid=_number(row, "cid"),
        only_at=_list(row, "only_at"),
        editions=_list(row, "editions"),
        sources=_list(row, "sources"),
        where=row.where,
    )


def _content_constraint(row: Row) -> ContentConstraint:
    return ContentConstraint(
        iod=row["iod"],
        section=row["section"],
        row=_number(row, "row"),
        source_value_types=_list(row, "source_value_types"),
        relationship=row["relationship"],
        target_value_types=_list(row, "target_value_types"),
        mode=row["mode"],
        targets_by_value_only=_list(row, "targets_by_value_only"),
        source=row["source"],
        where=row.where,
    )


def _root_template(row: Row) -> RootTemplate:
    return RootTemplate(
        iod=row["iod"],
        tid=_number(row, "tid"),
        name=row["name"],
        strength=row["strength"],
        source=row["source"],
        where=row.where,
    )


def _fixed_value(row: Row) -> FixedValue:
    return FixedValue(
        iod=row["iod"],
        tag=row["tag"],
        value_number=_optional_number(row, "value_number"),
        rule=row["rule"],
        values=_list(row, "values"),
        condition=_condition(row, "condition"),
        place=row["place"],
        basis=row["basis"],
        also_in=row["also_in"],
        source=row["source"],
        where=row.where,
    )
