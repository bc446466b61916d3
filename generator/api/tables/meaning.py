"""The tables of what rows of modules and IODs demand, and of what attributes mean in some."""

from collections.abc import Iterator
from typing import Annotated, TypedDict

from generator.api.shapes import meaning as shapes
from generator.api.shapes.attributes import SpecialMeaning
from generator.api.shapes.documents import Registry
from generator.api.tables import iods
from generator.api.tables.table import Declaration


class MeaningRow(SpecialMeaning):
    """What an attribute means in a module or macro, where that is something special."""

    tag: Annotated[str, "The tag of the attribute."]


class _OfRow(TypedDict):
    table: Annotated[str, "The number of the table, as `C.7-1`."]
    row: Annotated[str, "The number of the row in it."]


class RowRequirementRow(_OfRow, shapes.Requirement):
    """When the attribute of a row of type 1C or 2C is required."""


class RowValueRow(_OfRow):
    """A value that the attribute of a row may have."""

    list_number: Annotated[int, "Which list of values of the row, from 1."]
    number: Annotated[int, "Its place in the list, from 1."]
    value_number: Annotated[int | None, "Which value of several it is for, from 1; null for any."]
    kind: Annotated[str, "`enumerated` if the list is closed, else `defined`."]
    value: Annotated[str, "The value."]
    added: Annotated[bool, "Whether a later edition added it."]
    condition_words: Annotated[str | None, "When the list holds, in words; null for always."]
    condition: Annotated[str | None, "The same for programs, as JSON."]
    only_at: Annotated[list[str], "Where alone it holds; none for all places."]
    edition: Annotated[str, "The edition in which the list was read."]
    second_reading: Annotated[str | None, "Whether dicom3tools has the same list."]


class RowCodesRow(_OfRow, shapes.CodeSource):
    """The context group that supplies the codes in the sequence of a row."""


class UsageRequirementRow(shapes.Requirement):
    """When a module or functional group macro of usage C is required."""

    iod: Annotated[str, "The key of the IOD."]
    kind: Annotated[str, "Whether it is a `module` or a `macro`."]
    key: Annotated[str, "The key of the module or macro."]


class FixedValueRow(shapes.FixedValue):
    """What an IOD as a whole demands of an attribute."""

    iod: Annotated[str, "The key of the IOD."]
    number: Annotated[int, "Counts what the IOD demands, from 1."]


class ContentConstraintRow(shapes.ContentConstraint):
    """What a content item of an SR IOD may hold, and by which relationship."""

    iod: Annotated[str, "The key of the IOD."]
    number: Annotated[int, "Its place in the table of the IOD, from 1."]


def _row_conditions(whole: Registry) -> Iterator[RowRequirementRow]:
    for table, _, row in iods.rows(whole):
        if row["required"]:
            yield {"table": table, "row": row["row"], **row["required"]}


def _row_values(whole: Registry) -> Iterator[RowValueRow]:
    for table, _, row in iods.rows(whole):
        for list_number, found in enumerate(row["values"], 1):
            for number, value in enumerate(found["values"], 1):
                yield {
                    "table": table,
                    "row": row["row"],
                    "list_number": list_number,
                    "number": number,
                    "value_number": found["value_number"],
                    "kind": found["kind"],
                    "value": value,
                    "added": value in found["added"],
                    "condition_words": found["condition_words"],
                    "condition": found["condition"],
                    "only_at": found["only_at"],
                    "edition": found["edition"],
                    "second_reading": found["second_reading"],
                }


def _usage_conditions(whole: Registry) -> Iterator[UsageRequirementRow]:
    for iod in whole["iods"]:
        for module in iod["modules"]:
            if required := module["required"]:
                yield {"iod": iod["key"], "kind": "module", "key": module["module"], **required}
    for iod in whole["iods"]:
        for group in iod["functional_groups"]:
            if required := group["required"]:
                yield {"iod": iod["key"], "kind": "macro", "key": group["macro"], **required}


TABLES = (
    Declaration(
        name="special_meanings",
        shape=MeaningRow,
        rows=lambda whole: (
            {"tag": it["tag"], **one} for it in whole["attributes"] for one in it["meanings_in"]
        ),
        key=("tag", "table"),
        refers={"tag": "attributes"},
    ),
    Declaration(
        name="row_conditions",
        shape=RowRequirementRow,
        rows=_row_conditions,
        key=("table", "row"),
        columns=(
            *("table", "row", "words", "status", "condition", "may_if", "not_if", "otherwise"),
            *("edition", "same", "differs", "exactly_one_of"),
        ),
        refers={"table": "tables"},
    ),
    Declaration(
        name="row_values",
        shape=RowValueRow,
        rows=_row_values,
        key=("table", "row", "list_number", "number"),
        refers={"table": "tables"},
    ),
    Declaration(
        name="row_codes",
        shape=RowCodesRow,
        rows=lambda whole: (
            {"table": table, "row": row["row"], **found}
            for table, _, row in iods.rows(whole)
            for found in row["codes"]
        ),
        key=("table", "row", "cid", "kind"),
        refers={"table": "tables"},
    ),
    Declaration(
        name="usage_conditions",
        shape=UsageRequirementRow,
        rows=_usage_conditions,
        key=("iod", "kind", "key"),
        refers={"iod": "iods"},
        without=("exactly_one_of",),
    ),
    Declaration(
        name="fixed_values",
        shape=FixedValueRow,
        rows=lambda whole: (
            {"iod": iod["key"], "number": number, **it}
            for iod in whole["iods"]
            for number, it in enumerate(iod["fixed_values"], 1)
        ),
        key=("iod", "number"),
        refers={"iod": "iods"},
    ),
    Declaration(
        name="content_constraints",
        shape=ContentConstraintRow,
        rows=lambda whole: (
            {"iod": iod["key"], "number": number, **it}
            for iod in whole["iods"]
            for number, it in enumerate(iod["content_constraints"], 1)
        ),
        key=("iod", "number"),
        refers={"iod": "iods"},
    ),
)
