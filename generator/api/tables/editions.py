"""The tables of editions and of what changed from one to another."""

from typing import Annotated, TypedDict

from generator.api.shapes import editions as shapes
from generator.api.shapes import in_short
from generator.api.tables.table import Declaration
from generator.api.text import json_text


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


class _OldestFirst(TypedDict):
    number: Annotated[int, "Its place among all, oldest first, from 1."]


class ChangeRow(_OldestFirst, shapes.Change):
    """What happened to a UID, or to a table, from one edition to another."""


class AttributeChangeRow(_OldestFirst, shapes.AttributeChange):
    """What happened to an attribute from one edition to another."""


class StructureChangeRow(_OldestFirst, shapes.StructureChange):
    """What happened to an IOD or a table of attributes from one edition to another."""


TABLES = (
    Declaration(
        name="editions",
        shape=shapes.EditionFacts,
        rows=lambda whole: whole["editions"],
        key=("name",),
    ),
    Declaration(
        name="edition_tables",
        shape=EditionTableRow,
        rows=lambda whole: (
            {"edition": it["name"], **in_short(shapes.TableSummary, table)}
            for it in whole["editions"]
            for table in it["tables"]
        ),
        key=("edition", "slug"),
        refers={"edition": "editions"},
    ),
    Declaration(
        name="edition_rows",
        shape=EditionRow,
        rows=lambda whole: (
            {
                "edition": it["name"],
                "slug": table["slug"],
                "number": number,
                "uid": row["uid"],
                "cells": json_text(row["cells"]),
            }
            for it in whole["editions"]
            for table in it["tables"]
            for number, row in enumerate(table["rows"], 1)
        ),
        key=("edition", "slug", "number"),
        refers={"edition": "editions"},
    ),
    Declaration(
        name="listings",
        shape=ListingRow,
        rows=lambda whole: ({"slug": it["table"], **it} for it in whole["listings"]),
        key=("uid", "slug"),
        refers={"first": "editions", "since": "editions", "last": "editions"},
        without=("table",),
    ),
    Declaration(
        name="listed_names",
        shape=NameRow,
        rows=lambda whole: (
            {"uid": it["uid"], "slug": it["table"], **name}
            for it in whole["listings"]
            for name in it["names"]
        ),
        key=("uid", "slug", "first"),
        columns=("uid", "slug", "first", "last", "name"),
        refers={"first": "editions", "last": "editions"},
    ),
    Declaration(
        name="changes",
        shape=ChangeRow,
        rows=lambda whole: (
            {"number": number, **it} for number, it in enumerate(whole["changes"], 1)
        ),
        key=("number",),
        refers={"edition": "editions", "since": "editions"},
    ),
    Declaration(
        name="attribute_changes",
        shape=AttributeChangeRow,
        rows=lambda whole: (
            {"number": number, **it} for number, it in enumerate(whole["attribute_changes"], 1)
        ),
        key=("number",),
        refers={"tag": "attributes", "edition": "editions"},
    ),
    Declaration(
        name="structure_changes",
        shape=StructureChangeRow,
        rows=lambda whole: (
            {"number": number, **it} for number, it in enumerate(whole["structure_changes"], 1)
        ),
        key=("number",),
        refers={"edition": "editions"},
    ),
    Declaration(
        name="facts",
        shape=shapes.FactEdition,
        rows=lambda whole: whole["facts"],
        key=("slug",),
        refers={"edition": "editions"},
    ),
)
