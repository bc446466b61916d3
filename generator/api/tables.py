"""The registry as tables, for CSV and SQLite: the records of the JSON documents, made flat.

A record is a row. A place in a standard is that place in words; several short values stand in one
cell with blanks between; of what a record holds many, each is a row of a further table.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Annotated, Any, TypeAlias, TypedDict, get_args, get_type_hints

from generator.api import shapes
from generator.api.text import json_text

Cell: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    name: str
    text: str
    """What its values say."""

    is_number: bool
    """Whether its values are whole numbers, or 1 and 0 for yes and no; else they are text."""

    may_be_null: bool
    refers: str
    """The table whose key the values are; empty where they are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the columns of its key come first."""

    name: str
    text: str
    """What a row is."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


# What a row has besides what the record says, and rows that are no record of their own.


class SopClassRow(shapes.SopClassSummary):
    """A SOP Class or Meta SOP Class."""

    standard: Annotated[str, "The standard that defines what it stands for."]
    without_iod: Annotated[str | None, "Why it has no composite IOD."]
    normalised_iod: Annotated[str | None, "The section of PS3.3 with its normalised IOD."]
    defined_in: Annotated[shapes.Reference | None, "Where the service is specified for it."]
    successors: Annotated[list[str], "The UIDs of what took its place."]
    summary: Annotated[str, "What it is for, in one to three sentences."]


class _OfSopClass(TypedDict):
    uid: Annotated[str, "The UID of the SOP Class."]


class AliasRow(_OfSopClass, shapes.Alias):
    """A name that people use for a SOP Class and the standard does not."""


class ModalityCodeRow(_OfSopClass, shapes.ModalityCode):
    """A value of Modality (0008,0060) that instances of a SOP Class carry."""


class SeeAlsoRow(_OfSopClass, shapes.SeeAlso):
    """A SOP Class to look at next."""


class RelationRow(_OfSopClass, shapes.Relation):
    """What another SOP Class is to a SOP Class."""


class IodModuleRow(shapes.IodModule):
    """A module in an IOD."""

    iod: Annotated[str, "The key of the IOD."]
    number: Annotated[int, "Its place in the order of the standard, from 1."]


class IodFunctionalGroupRow(shapes.IodFunctionalGroup):
    """A functional group macro in an IOD."""

    iod: Annotated[str, "The key of the IOD."]
    number: Annotated[int, "Its place in the order of the standard, from 1."]


class NormalisedIodModuleRow(TypedDict):
    """A module in a normalised IOD."""

    normalised_iod: Annotated[str, "The key of the normalised IOD."]
    module: Annotated[str, "The key of the module."]


class TableRowRow(shapes.TableRow):
    """A row of the table of a module or macro, in the printed order."""

    table: Annotated[str, "The number of the table, as `C.7-1`."]
    number: Annotated[int, "Its place in the table, from 1, rows that later editions brought too."]


class AttributeTableRow(shapes.TableSummaryOfPs33):
    """A module or macro."""

    kind: Annotated[str, "Whether it is a `module` or a `macro`."]


class ConstantRow(TypedDict):
    """What a toolkit calls a UID."""

    toolkit: Annotated[str, "The slug of the toolkit."]
    uid: Annotated[str, "The UID."]
    constant: Annotated[str, "The constant."]
    code: Annotated[str, "How it is written in code."]
    storescp_prefix: Annotated[str | None, "The prefix of the files of DCMTK's storescp."]


class EditionTableRow(shapes.TableSummary):
    """A table of an edition."""

    edition: Annotated[str, "The edition."]


class EditionRow(TypedDict):
    """A row of a table of an edition, as printed."""

    edition: Annotated[str, "The edition."]
    slug: Annotated[str, "The slug of the table."]
    number: Annotated[int, "Its place in the table, from 1."]
    uid: Annotated[str | None, "The UID that it is about, misprints corrected."]
    cells: Annotated[str, "The cells as printed, in the order of the columns, a JSON array."]


class ListingRow(shapes.Listing):
    """From when to when a kind of table lists a UID."""

    slug: Annotated[str, "The slug of the table."]


class NameRow(shapes.NameSpan):
    """A name that a kind of table gives a UID, and the editions with it."""

    uid: Annotated[str, "The UID."]
    slug: Annotated[str, "The slug of the table."]


class ChangeRow(shapes.Change):
    """What happened to a UID, or to a table, from one edition to another."""

    number: Annotated[int, "Its place among all, oldest first, from 1."]


class _Numbered(TypedDict):
    number: Annotated[int, "Its place among all, from 1."]


class DimseServiceRow(_Numbered, shapes.DimseService):
    """A DIMSE service of a SOP Class, and what SCU and SCP must support."""


class ServiceTableRowRow(shapes.ServiceTableRow):
    """A row of a table of PS3.4 that says what messages hold, misprints corrected."""

    place: Annotated[int, "Its place in the table, from 1, rows that the print lacks included."]
    label: Annotated[str, "The label of the table."]


class ServiceTableUseRow(_Numbered, shapes.ServiceTableUse):
    """What a column of a table says: for which operation of which SOP Classes."""


class ServiceRequirementRow(shapes.ServiceRequirement):
    """What a table asks of an attribute for an operation, with the macros resolved."""

    place: Annotated[int, "Its place among all, from 1."]


class StatusReturnRow(_Numbered, shapes.StatusReturn):
    """That a service may return a status."""


class StatusSenseRow(TypedDict):
    """What a status says to some services."""

    code: Annotated[str, "The code."]
    services: Annotated[str, "DIMSE services, or services in a word or two, with commas."]
    title: Annotated[str, "What it says, in a few words."]
    meaning: Annotated[str, "What it says."]
    remedy: Annotated[str, "What to do about it."]


class LayerCodeRow(_Numbered, shapes.LayerCode):
    """A code that is no status of a DIMSE response."""


class AttributeChangeRow(shapes.AttributeChange):
    """What happened to an attribute from one edition to another."""

    number: Annotated[int, "Its place among all, oldest first, from 1."]


class StructureChangeRow(shapes.StructureChange):
    """What happened to an IOD or a table of attributes from one edition to another."""

    number: Annotated[int, "Its place among all, oldest first, from 1."]


def tables(whole: shapes.Registry) -> Iterator[Table]:
    """Every table, those that others refer to before these."""
    yield from _standard_tables(whole)
    yield from _sop_class_tables(whole)
    yield from _edition_tables(whole)
    yield from _service_tables(whole)
    yield from _status_tables(whole)


def _standard_tables(whole: shapes.Registry) -> Iterator[Table]:
    """The tables of what SOP Classes refer to."""
    yield table_of(
        "service_classes",
        shapes.ServiceClass,
        whole["service_classes"],
        columns=("slug", "name", "status", "defined_in", "note", "page"),
    )
    yield table_of(
        "categories", shapes.Category, whole["categories"], columns=("slug", "name", "page")
    )
    yield table_of(
        "modalities",
        shapes.Modality,
        whole["modalities"],
        columns=("code", "name", "status", "source", "page"),
    )
    yield table_of(
        "attributes",
        shapes.Attribute,
        whole["attributes"],
        columns=(
            *("tag", "keyword", "name", "vr", "vm", "status", "meaning", "unit", "unit_source"),
        ),
    )
    kinds = (("module", whole["modules"]), ("macro", whole["macros"]))
    tables: list[AttributeTableRow] = [
        {"kind": kind, **shapes.in_short(it)} for kind, found in kinds for it in found
    ]
    yield table_of(
        "tables",
        AttributeTableRow,
        tables,
        key=("table",),
        columns=(
            *("table", "kind", "key", "name", "defined_in", "edition", "source", "printed"),
            *("has_table", "page"),
        ),
    )
    rows: list[TableRowRow] = [
        {"table": it["table"], "number": number, **row}
        for _, found in kinds
        for it in found
        for number, row in enumerate(it["rows"], 1)
    ]
    yield table_of(
        "table_rows",
        TableRowRow,
        rows,
        key=("table", "number"),
        columns=(
            *("table", "number", "row", "depth", "tag", "keyword", "name", "vr", "vm", "type"),
            *("includes", "includes_functional_groups", "since", "printed", "reason"),
        ),
        refers={"table": "tables", "tag": "attributes"},
    )
    yield from _iod_tables(whole)


def _iod_tables(whole: shapes.Registry) -> Iterator[Table]:
    yield table_of(
        "iods",
        shapes.Iod,
        whole["iods"],
        columns=("key", "name", "defined_in", "edition", "page"),
    )
    modules: list[IodModuleRow] = [
        {"iod": it["key"], "number": number, **row}
        for it in whole["iods"]
        for number, row in enumerate(it["modules"], 1)
    ]
    yield table_of(
        "iod_modules",
        IodModuleRow,
        modules,
        key=("iod", "number"),
        columns=("iod", "number", "information_entity", "module", "name", "usage", "since"),
        refers={"iod": "iods"},
    )
    groups: list[IodFunctionalGroupRow] = [
        {"iod": it["key"], "number": number, **row}
        for it in whole["iods"]
        for number, row in enumerate(it["functional_groups"], 1)
    ]
    yield table_of(
        "iod_functional_groups",
        IodFunctionalGroupRow,
        groups,
        key=("iod", "number"),
        columns=("iod", "number", "macro", "name", "usage", "since"),
        refers={"iod": "iods"},
    )
    yield table_of(
        "normalised_iods",
        shapes.NormalisedIod,
        whole["normalised_iods"],
        columns=("key", "section", "name", "status", "page"),
    )
    normalised: list[NormalisedIodModuleRow] = [
        {"normalised_iod": it["key"], "module": module}
        for it in whole["normalised_iods"]
        for module in it["modules"]
    ]
    yield table_of(
        "normalised_iod_modules",
        NormalisedIodModuleRow,
        normalised,
        key=("normalised_iod", "module"),
        columns=("normalised_iod", "module"),
        refers={"normalised_iod": "normalised_iods"},
    )


def _sop_class_tables(whole: shapes.Registry) -> Iterator[Table]:
    """The tables of UIDs and SOP Classes."""
    yield table_of(
        "uids",
        shapes.AnyUid,
        whole["uids"],
        columns=(
            "uid",
            "keyword",
            "name",
            "type",
            "status",
            "standard",
            "part",
            "cid",
            "info",
            "page",
        ),
    )
    sop_classes = whole["sop_classes"]
    yield table_of(
        "sop_classes",
        SopClassRow,
        [*map(_sop_class_row, sop_classes)],
        columns=(
            "uid",
            "keyword",
            "name",
            "type",
            "status",
            "standard",
            "service_class",
            "category",
            "modality",
            "iod",
            "without_iod",
            "normalised_iod",
            "defined_in",
            "successors",
            "summary",
            "page",
        ),
        refers={
            "uid": "uids",
            "service_class": "service_classes",
            "category": "categories",
            "iod": "iods",
            "normalised_iod": "normalised_iods",
        },
    )
    aliases: list[AliasRow] = [
        {"uid": it["uid"], **row} for it in sop_classes for row in it["aliases"]
    ]
    yield table_of(
        "aliases",
        AliasRow,
        aliases,
        key=("uid", "text"),
        columns=("uid", "text", "kind"),
        refers={"uid": "sop_classes"},
    )
    codes: list[ModalityCodeRow] = [
        {"uid": it["uid"], **row} for it in sop_classes for row in it["modality"]["codes"]
    ]
    yield table_of(
        "modality_codes",
        ModalityCodeRow,
        codes,
        key=("uid", "code"),
        columns=("uid", "code", "kind", "source"),
        refers={"uid": "sop_classes", "code": "modalities"},
    )
    see_also: list[SeeAlsoRow] = [
        {"uid": it["uid"], **row} for it in sop_classes for row in it["see_also"]
    ]
    yield table_of(
        "see_also",
        SeeAlsoRow,
        see_also,
        key=("uid", "sop_class"),
        columns=("uid", "sop_class", "why"),
        refers={"uid": "sop_classes", "sop_class": "sop_classes"},
    )
    relations: list[RelationRow] = [
        {"uid": it["uid"], **row} for it in sop_classes for row in it["relations"]
    ]
    yield table_of(
        "relations",
        RelationRow,
        relations,
        key=("uid", "role", "sop_class"),
        columns=("uid", "role", "sop_class", "source"),
        refers={"uid": "sop_classes", "sop_class": "sop_classes"},
    )
    yield from _toolkit_tables(whole)


def _sop_class_row(it: shapes.SopClass) -> SopClassRow:
    return {
        "uid": it["uid"],
        "keyword": it["keyword"],
        "name": it["name"],
        "type": it["type"],
        "status": it["status"],
        "service_class": it["service_class"]["slug"],
        "category": it["category"],
        "modality": [code["code"] for code in it["modality"]["codes"]],
        "iod": it["iod"],
        "page": it["page"],
        "standard": it["standard"],
        "without_iod": it["without_iod"]["reason"] if it["without_iod"] else None,
        "normalised_iod": it["normalised_iod"],
        "defined_in": it["service_class"]["defined_in"],
        "successors": it["retirement"]["successors"] if it["retirement"] else [],
        "summary": it["summary"],
    }


def _toolkit_tables(whole: shapes.Registry) -> Iterator[Table]:
    yield table_of(
        "toolkits",
        shapes.Toolkit,
        whole["toolkits"],
        columns=(
            "slug",
            "name",
            "language",
            "version",
            "form",
            "import_line",
            "source",
            "homepage",
        ),
    )
    constants: list[ConstantRow] = [
        {
            "toolkit": it["slug"],
            "uid": uid,
            "constant": constant,
            "code": it["form"].replace("{constant}", constant),
            "storescp_prefix": it["storescp_prefixes"].get(uid),
        }
        for it in whole["toolkits"]
        for uid, constant in it["constants"].items()
    ]
    yield table_of(
        "constants",
        ConstantRow,
        constants,
        key=("toolkit", "uid"),
        columns=("toolkit", "uid", "constant", "code", "storescp_prefix"),
        refers={"toolkit": "toolkits"},
    )
    yield table_of(
        "private_sop_classes",
        shapes.PrivateSopClass,
        whole["private_sop_classes"],
        columns=("uid", "name", "vendor", "status"),
    )
    yield table_of(
        "private_roots",
        shapes.PrivateRoot,
        whole["private_roots"],
        columns=("root", "organisation", "source"),
    )
    yield table_of(
        "misprints",
        shapes.Misprint,
        whole["misprints"],
        columns=("printed", "uid", "publication", "source"),
        refers={"uid": "uids"},
    )


def _edition_tables(whole: shapes.Registry) -> Iterator[Table]:
    """The tables of editions and of what changed from one to another."""
    editions = whole["editions"]
    yield table_of(
        "editions",
        shapes.EditionFacts,
        editions,
        columns=(
            "name",
            "year",
            "note",
            "page",
        ),
    )
    printed: list[EditionTableRow] = [
        {
            "edition": it["name"],
            "slug": table["slug"],
            "publication": table["publication"],
            "name": table["name"],
            "title": table["title"],
            "source": table["source"],
            "columns": table["columns"],
            "is_excerpt": table["is_excerpt"],
            "row_count": table["row_count"],
        }
        for it in editions
        for table in it["tables"]
    ]
    yield table_of(
        "edition_tables",
        EditionTableRow,
        printed,
        key=("edition", "slug"),
        columns=(
            "edition",
            "slug",
            "publication",
            "name",
            "title",
            "source",
            "columns",
            "is_excerpt",
            "row_count",
        ),
        refers={"edition": "editions"},
    )
    rows: list[EditionRow] = [
        {
            "edition": it["name"],
            "slug": table["slug"],
            "number": number,
            "uid": row["uid"],
            "cells": json_text(row["cells"]),
        }
        for it in editions
        for table in it["tables"]
        for number, row in enumerate(table["rows"], 1)
    ]
    yield table_of(
        "edition_rows",
        EditionRow,
        rows,
        key=("edition", "slug", "number"),
        columns=("edition", "slug", "number", "uid", "cells"),
        refers={"edition": "editions"},
    )
    listings: list[ListingRow] = [{"slug": it["table"], **it} for it in whole["listings"]]
    yield table_of(
        "listings",
        ListingRow,
        listings,
        key=("uid", "slug"),
        columns=("uid", "slug", "first", "since", "last"),
        refers={"first": "editions", "since": "editions", "last": "editions"},
    )
    names: list[NameRow] = [
        {"uid": it["uid"], "slug": it["table"], **name}
        for it in whole["listings"]
        for name in it["names"]
    ]
    yield table_of(
        "listed_names",
        NameRow,
        names,
        key=("uid", "slug", "first"),
        columns=("uid", "slug", "first", "last", "name"),
        refers={"first": "editions", "last": "editions"},
    )
    changes: list[ChangeRow] = [
        {"number": number, **it} for number, it in enumerate(whole["changes"], 1)
    ]
    yield table_of(
        "changes",
        ChangeRow,
        changes,
        columns=("number", "kind", "uid", "edition", "since", "exact", "tables", "old", "new"),
        refers={"edition": "editions", "since": "editions"},
    )
    attribute_changes: list[AttributeChangeRow] = [
        {"number": number, **it} for number, it in enumerate(whole["attribute_changes"], 1)
    ]
    yield table_of(
        "attribute_changes",
        AttributeChangeRow,
        attribute_changes,
        columns=("number", "kind", "tag", "edition", "since", "old", "new"),
        refers={"tag": "attributes", "edition": "editions"},
    )
    structure_changes: list[StructureChangeRow] = [
        {"number": number, **it} for number, it in enumerate(whole["structure_changes"], 1)
    ]
    yield table_of(
        "structure_changes",
        StructureChangeRow,
        structure_changes,
        columns=(
            "number",
            "kind",
            "iod",
            "table",
            "path",
            "name",
            "edition",
            "since",
            "old",
            "new",
        ),
        refers={"edition": "editions"},
    )
    yield table_of(
        "facts",
        shapes.FactEdition,
        whole["facts"],
        columns=("slug", "title", "edition", "more"),
        refers={"edition": "editions"},
    )


def _service_tables(whole: shapes.Registry) -> Iterator[Table]:
    """The tables of what messages hold, and of who supports which operation."""
    yield table_of(
        "dimse_services",
        DimseServiceRow,
        [{"number": number, **it} for number, it in enumerate(whole["dimse_services"], 1)],
        columns=(
            *("number", "sop_class", "service", "variant", "usage_scu", "usage_scp"),
            *("basis", "source", "usage_source"),
        ),
        refers={"sop_class": "sop_classes"},
    )
    tables = whole["service_tables"]
    yield table_of(
        "service_tables",
        shapes.ServiceTable,
        tables,
        columns=("label", "caption", "defined_in", "note", "is_macro", "row_count", "page"),
    )
    yield table_of(
        "service_table_rows",
        ServiceTableRowRow,
        [
            {"label": table["label"], "place": place, **row}
            for table in tables
            for place, row in enumerate(table["rows"], 1)
        ],
        key=("label", "place"),
        columns=(
            *("label", "place", "number", "missing", "depth", "kind", "tag", "name", "include"),
            *("type_id", "requirement", "n_create", "n_set", "final_state", "n_get"),
            *("matching_key", "return_key", "qr_key", "ref", "note", "correction"),
        ),
        refers={"label": "service_tables", "tag": "attributes", "include": "service_tables"},
    )
    uses = [use for table in tables for use in table["uses"]]
    yield table_of(
        "service_table_uses",
        ServiceTableUseRow,
        [{"number": number, **use} for number, use in enumerate(uses, 1)],
        columns=("number", "table_label", "column", "services", "purpose", "level", "sop_classes"),
        refers={"table_label": "service_tables"},
    )
    yield table_of(
        "service_requirements",
        ServiceRequirementRow,
        [{"place": place, **it} for place, it in enumerate(whole["service_requirements"], 1)],
        columns=(
            *("place", "table_label", "number", "via", "services", "purpose", "level", "type_id"),
            *("path", "tag", "name", "code", "return_key"),
        ),
        refers={"table_label": "service_tables", "tag": "attributes"},
    )
    yield table_of(
        "query_levels",
        shapes.QueryLevel,
        whole["query_levels"],
        key=("sop_class", "number"),
        columns=("sop_class", "number", "model", "level", "unique_key", "source", "note"),
        refers={"sop_class": "sop_classes", "unique_key": "attributes"},
    )
    yield table_of(
        "negotiations",
        shapes.Negotiation,
        whole["negotiations"],
        columns=("sop_class", "role_selection", "extended_negotiation", "defined_in"),
        refers={"sop_class": "sop_classes"},
    )
    yield table_of(
        "application_bytes",
        shapes.ApplicationByte,
        whole["application_bytes"],
        key=("table_label", "byte"),
        columns=("table_label", "byte", "pdu", "field", "values", "sop_classes"),
    )
    yield table_of(
        "meta_members",
        shapes.MetaMember,
        whole["meta_members"],
        key=("meta", "member"),
        columns=("meta", "member", "optional", "usage_scu", "usage_scp", "defined_in"),
        refers={"meta": "sop_classes", "member": "sop_classes"},
    )
    yield table_of(
        "ups_transitions",
        shapes.UpsTransition,
        whole["ups_transitions"],
        key=("event", "state"),
        columns=("event", "state", "service", "result", "status_code"),
    )
    yield table_of(
        "service_gaps",
        shapes.ServiceGap,
        whole["service_gaps"],
        columns=("sop_class", "what"),
        refers={"sop_class": "sop_classes"},
    )
    yield table_of(
        "transcript_rows",
        shapes.TranscriptRow,
        whole["transcript_rows"],
        key=("sop_class", "message", "number"),
        columns=(
            *("sop_class", "message", "number", "module_name", "module_usage", "depth"),
            *("tag", "name", "type", "year"),
        ),
        refers={"sop_class": "sop_classes"},
    )


def _status_tables(whole: shapes.Registry) -> Iterator[Table]:
    """The tables of status codes, and of the codes of other layers."""
    codes = whole["status_codes"]
    yield table_of(
        "status_codes",
        shapes.StatusCode,
        codes,
        columns=("code", "first", "last", "status_class", "title", "meaning", "remedy"),
    )
    senses: list[StatusSenseRow] = [
        {
            "code": it["code"],
            "services": ", ".join(sense["of"]),
            "title": sense["title"],
            "meaning": sense["meaning"],
            "remedy": sense["remedy"],
        }
        for it in codes
        for sense in it["senses"]
    ]
    yield table_of(
        "status_senses",
        StatusSenseRow,
        senses,
        key=("code", "services"),
        columns=("code", "services", "title", "meaning", "remedy"),
        refers={"code": "status_codes"},
    )
    yield table_of(
        "status_returns",
        StatusReturnRow,
        [{"number": number, **it} for number, it in enumerate(whole["status_returns"], 1)],
        columns=(
            *("number", "code", "status_class", "dimse_service", "service"),
            *("related_fields", "sop_classes", "source"),
        ),
        refers={"code": "status_codes"},
    )
    yield table_of(
        "layer_codes",
        LayerCodeRow,
        [{"number": number, **it} for number, it in enumerate(whole["layer_codes"], 1)],
        columns=("number", "layer", "field", "value", "title", "meaning", "remedy", "source"),
    )


def table_of(  # noqa: PLR0913  # a table is said in one place
    name: str,
    shape: type,
    records: Sequence[Mapping[str, Any]],
    *,
    columns: tuple[str, ...],
    key: tuple[str, ...] = (),
    refers: Mapping[str, str] | None = None,
) -> Table:
    """The `records` of that `shape` as a table; its key is its first column if `key` is empty."""
    hints = get_type_hints(shape, include_extras=True)
    key = key or columns[:1]
    return Table(
        name=name,
        text=shape.__doc__ or "",
        columns=tuple(_column(it, hints[it], (refers or {}).get(it, "")) for it in columns),
        key=key,
        rows=[tuple(_cell(record[it]) for it in columns) for record in records],
    )


def _column(name: str, hint: Any, refers: str) -> Column:  # noqa: ANN401  # a type of any form
    kind, *marks = get_args(hint)
    members = get_args(kind) or (kind,)
    return Column(
        name=name,
        text=next(mark for mark in marks if isinstance(mark, str)),
        is_number=members[0] in (int, bool),
        may_be_null=NoneType in members,
        refers=refers,
    )


def _cell(value: Any) -> Cell:  # noqa: ANN401  # a value of any shape
    if isinstance(value, dict):
        # The one shape that becomes a cell is a reference.
        return str(value["text"])
    if isinstance(value, list):
        return " ".join(value)
    return int(value) if isinstance(value, bool) else value
