"""What attributes mean as tables, for CSV and SQLite; as `generator.api.tables`."""

from collections.abc import Iterator
from typing import Annotated, TypedDict

from generator.api import meaning_shapes, shapes
from generator.api.tables import Table, table_of


class MeaningRow(meaning_shapes.SpecialMeaning):
    """What an attribute means in a module or macro, where that is something special."""

    tag: Annotated[str, "The tag of the attribute."]


class _OfRow(TypedDict):
    table: Annotated[str, "The number of the table, as `C.7-1`."]
    row: Annotated[str, "The number of the row in it."]


class RowRequirementRow(_OfRow, meaning_shapes.Requirement):
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


class RowCodesRow(_OfRow, meaning_shapes.CodeSource):
    """The context group that supplies the codes in the sequence of a row."""


class UsageRequirementRow(meaning_shapes.Requirement):
    """When a module or functional group macro of usage C is required."""

    iod: Annotated[str, "The key of the IOD."]
    kind: Annotated[str, "Whether it is a `module` or a `macro`."]
    key: Annotated[str, "The key of the module or macro."]


class FixedValueRow(meaning_shapes.FixedValue):
    """What an IOD as a whole demands of an attribute."""

    iod: Annotated[str, "The key of the IOD."]
    number: Annotated[int, "Counts what the IOD demands, from 1."]


class ContentConstraintRow(meaning_shapes.ContentConstraint):
    """What a content item of an SR IOD may hold, and by which relationship."""

    iod: Annotated[str, "The key of the IOD."]
    number: Annotated[int, "Its place in the table of the IOD, from 1."]


class RootTemplateRow(meaning_shapes.RootTemplate):
    """The template that the root of the documents of an IOD follows."""

    iod: Annotated[str, "The key of the IOD."]


class TemplateUseRow(meaning_shapes.TemplateUse):
    """A row of a template that takes codes from a context group."""

    number: Annotated[int, "Counts those of the template, from 1."]


class CodeRow(meaning_shapes.Code):
    """A code of a context group."""

    cid: Annotated[int, "The number of the context group."]
    number: Annotated[int, "Its place among its codes, from 1."]


class ContextGroupIncludeRow(TypedDict):
    """A context group that another one includes."""

    cid: Annotated[int, "The number of the group that includes."]
    included: Annotated[int, "The number of the group that is included."]


class ProfileRow(meaning_shapes.Profile):
    """What the Basic Profile of PS3.15 does to an attribute."""


class ProfileOptionRow(TypedDict):
    """What an option of the Basic Profile does to an attribute."""

    tag: Annotated[str, "The tag as printed."]
    option: Annotated[str, "The option, as `retain_uids`."]
    action: Annotated[str, "The action code."]


def meaning_tables(whole: shapes.Registry) -> Iterator[Table]:
    """Every table of what attributes mean."""
    meanings: list[MeaningRow] = [
        {"tag": it["tag"], **one} for it in whole["attributes"] for one in it["meanings_in"]
    ]
    yield table_of(
        "special_meanings",
        MeaningRow,
        meanings,
        key=("tag", "table"),
        columns=("tag", "table", "meaning"),
        refers={"tag": "attributes"},
    )
    yield from _row_tables(whole)
    yield from _iod_tables(whole)
    yield from _code_tables(whole)
    yield table_of(
        "deidentification",
        ProfileRow,
        whole["deidentification"],
        columns=("tag", "name", "status", "in_standard_iod", "basic", "edition"),
    )
    options: list[ProfileOptionRow] = [
        {"tag": it["tag"], "option": option, "action": action}
        for it in whole["deidentification"]
        for option, action in it["options"].items()
    ]
    yield table_of(
        "deidentification_options",
        ProfileOptionRow,
        options,
        key=("tag", "option"),
        columns=("tag", "option", "action"),
        refers={"tag": "deidentification"},
    )


_REQUIREMENT = (
    *("words", "status", "condition", "may_if", "not_if", "otherwise", "edition", "same"),
    "differs",
)


def _all_rows(whole: shapes.Registry) -> Iterator[tuple[str, shapes.TableRow]]:
    for it in whole["modules"]:
        for row in it["rows"]:
            yield it["table"], row
    for macro in whole["macros"]:
        for row in macro["rows"]:
            yield macro["table"], row


def _row_tables(whole: shapes.Registry) -> Iterator[Table]:
    required: list[RowRequirementRow] = [
        {"table": table, "row": row["row"], **row["required"]}
        for table, row in _all_rows(whole)
        if row["required"]
    ]
    yield table_of(
        "row_conditions",
        RowRequirementRow,
        required,
        key=("table", "row"),
        columns=("table", "row", *_REQUIREMENT, "exactly_one_of"),
        refers={"table": "tables"},
    )
    values: list[RowValueRow] = [
        {
            "table": table,
            "row": row["row"],
            "list_number": at,
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
        for table, row in _all_rows(whole)
        for at, found in enumerate(row["values"], 1)
        for number, value in enumerate(found["values"], 1)
    ]
    yield table_of(
        "row_values",
        RowValueRow,
        values,
        key=("table", "row", "list_number", "number"),
        columns=(
            *("table", "row", "list_number", "number", "value_number", "kind", "value", "added"),
            *("condition_words", "condition", "only_at", "edition", "second_reading"),
        ),
        refers={"table": "tables"},
    )
    codes: list[RowCodesRow] = [
        {"table": table, "row": row["row"], **found}
        for table, row in _all_rows(whole)
        for found in row["codes"]
    ]
    yield table_of(
        "row_codes",
        RowCodesRow,
        codes,
        key=("table", "row", "cid", "kind"),
        columns=("table", "row", "cid", "kind", "only_at", "editions", "sources"),
        refers={"table": "tables"},
    )


def _iod_tables(whole: shapes.Registry) -> Iterator[Table]:
    usages: list[UsageRequirementRow] = [
        {"iod": iod["key"], "kind": "module", "key": it["module"], **it["required"]}
        for iod in whole["iods"]
        for it in iod["modules"]
        if it["required"]
    ]
    usages += [
        {"iod": iod["key"], "kind": "macro", "key": it["macro"], **it["required"]}
        for iod in whole["iods"]
        for it in iod["functional_groups"]
        if it["required"]
    ]
    yield table_of(
        "usage_conditions",
        UsageRequirementRow,
        usages,
        key=("iod", "kind", "key"),
        columns=("iod", "kind", "key", *_REQUIREMENT),
        refers={"iod": "iods"},
    )
    fixed: list[FixedValueRow] = [
        {"iod": iod["key"], "number": number, **it}
        for iod in whole["iods"]
        for number, it in enumerate(iod["fixed_values"], 1)
    ]
    yield table_of(
        "fixed_values",
        FixedValueRow,
        fixed,
        key=("iod", "number"),
        columns=(
            *("iod", "number", "tag", "value_number", "rule", "values", "condition", "nested"),
            *("source", "also_in"),
        ),
        refers={"iod": "iods"},
    )
    constraints: list[ContentConstraintRow] = [
        {"iod": iod["key"], "number": number, **it}
        for iod in whole["iods"]
        for number, it in enumerate(iod["content_constraints"], 1)
    ]
    yield table_of(
        "content_constraints",
        ContentConstraintRow,
        constraints,
        key=("iod", "number"),
        columns=(
            *("iod", "number", "source_value_types", "relationship", "target_value_types"),
            *("mode", "targets_by_value_only", "source"),
        ),
        refers={"iod": "iods"},
    )


def _code_tables(whole: shapes.Registry) -> Iterator[Table]:
    yield table_of(
        "context_groups",
        meaning_shapes.ContextGroup,
        whole["context_groups"],
        columns=("cid", "name", "keyword", "uid", "version", "status", "edition", "page"),
    )
    includes: list[ContextGroupIncludeRow] = [
        {"cid": it["cid"], "included": included}
        for it in whole["context_groups"]
        for included in dict.fromkeys(it["included_groups"])
    ]
    yield table_of(
        "context_group_includes",
        ContextGroupIncludeRow,
        includes,
        key=("cid", "included"),
        columns=("cid", "included"),
        refers={"cid": "context_groups", "included": "context_groups"},
    )
    codes: list[CodeRow] = [
        {"cid": it["cid"], "number": number, **code}
        for it in whole["context_groups"]
        for number, code in enumerate(it["codes"], 1)
    ]
    yield table_of(
        "codes",
        CodeRow,
        codes,
        key=("cid", "number"),
        columns=("cid", "number", "scheme", "value", "meaning"),
        refers={"cid": "context_groups"},
    )
    yield table_of(
        "templates",
        meaning_shapes.Template,
        whole["templates"],
        columns=("tid", "name", "edition", "page"),
    )
    uses: list[TemplateUseRow] = [
        {"number": number, **use}
        for it in whole["templates"]
        for number, use in enumerate(it["context_groups"], 1)
    ]
    yield table_of(
        "template_context_groups",
        TemplateUseRow,
        uses,
        key=("tid", "number"),
        columns=("tid", "number", "row", "part", "cid", "binding", "source"),
        refers={"tid": "templates", "cid": "context_groups"},
    )
    roots: list[RootTemplateRow] = [
        {"iod": iod["key"], **found} for iod in whole["iods"] for found in iod["root_templates"]
    ]
    yield table_of(
        "root_templates",
        RootTemplateRow,
        roots,
        key=("iod", "tid"),
        columns=("iod", "tid", "name", "strength", "source"),
        refers={"iod": "iods", "tid": "templates"},
    )
