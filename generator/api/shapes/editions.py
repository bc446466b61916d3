"""The shapes of editions, of their tables as printed, and of what changed."""

from typing import Annotated, TypedDict

from generator.api.shapes.values import EditionName, Page, Tag, Uid
from generator.history import EventKind
from generator.model.attributes import AttributeChangeKind
from generator.model.structure import StructureChangeKind


class FactEdition(TypedDict):
    """Which edition a kind of fact is of."""

    slug: Annotated[str, "What it is called here."]
    title: Annotated[str, "What the facts are."]
    edition: Annotated[EditionName, "The edition that they are of."]
    more: Annotated[str | None, "What of other editions is in them too."]


class TableSummary(TypedDict):
    """A table of an edition in short."""

    slug: Annotated[str, "What it is called in all editions, as `ps3.4-table-b.5-1`."]
    publication: Annotated[str, "The part of the standard that prints it."]
    name: Annotated[str, "What it is called there, as `Table B.5-1`."]
    title: Annotated[str, "Its title."]
    source: Annotated[str, "Where it comes from."]
    columns: Annotated[list[str], "Its columns."]
    is_excerpt: Annotated[bool, "Whether it goes on in the standard after the last row here."]
    row_count: Annotated[int, "How many rows it has."]


class PrintedRow(TypedDict):
    """A row of a table as printed."""

    uid: Annotated[Uid | None, "The UID that it is about, misprints corrected."]
    cells: Annotated[list[str], "The cells as printed, in the order of the columns."]


class Correction(TypedDict):
    """A misprint in a table, and what should stand there."""

    uid_printed: Annotated[str, "The UID of the row, as printed."]
    column: Annotated[str, "The column."]
    printed: Annotated[str, "What is printed."]
    correct: Annotated[str, "What should stand there."]
    reason: Annotated[str, "Why."]


class PrintedTable(TableSummary):
    """A table of an edition as printed, with its misprints."""

    rows: Annotated[list[PrintedRow], "Its rows in the order of the standard."]
    corrections: Annotated[list[Correction], "The misprints in it."]


class Source(TypedDict):
    """Where tables of an edition come from."""

    tables: Annotated[str, "The slug of a table, or a part as `ps3.6` for its other tables."]
    source: Annotated[str, "Where they come from."]


class EditionFacts(TypedDict):
    """An edition of the standard."""

    name: Annotated[EditionName, "What it is called, as `2026c`."]
    year: Annotated[int, "The year of the edition."]
    note: Annotated[str | None, "What to know about its tables."]
    page: Page


class EditionSummary(EditionFacts):
    """An edition of the standard in short."""

    sources: Annotated[list[Source], "Where its tables, and the lists of its changes, come from."]
    tables: Annotated[list[TableSummary], "The tables that the registry has."]
    change_count: Annotated[int, "How many changes came with it, or since the edition before."]


class Edition(EditionFacts):
    """An edition of the standard with its tables as printed."""

    sources: Annotated[list[Source], "Where its tables, and the lists of its changes, come from."]
    tables: Annotated[list[PrintedTable], "The tables that the registry has."]


class NameSpan(TypedDict):
    """A name that a table gives, and the editions with it."""

    name: Annotated[str, "The name."]
    first: Annotated[EditionName, "The first edition with it."]
    last: Annotated[EditionName, "The last edition with it."]


class Listing(TypedDict):
    """From when to when a kind of table lists a UID."""

    uid: Annotated[Uid, "The UID."]
    table: Annotated[str, "The slug of the table."]
    first: Annotated[EditionName, "The first edition whose table lists it."]
    since: Annotated[EditionName | None, "The last edition before whose table does not."]
    last: Annotated[EditionName, "The last edition whose table lists it."]
    names: Annotated[list[NameSpan], "What the table calls it, oldest first."]


class Change(TypedDict):
    """What happened to a UID, or to a table, from one edition to another."""

    kind: Annotated[EventKind, "What happened."]
    uid: Annotated[Uid | None, "The UID; null where it happened to a table."]
    edition: Annotated[EditionName, "The first edition that has it so."]
    since: Annotated[EditionName | None, "The last edition that has it otherwise, if any."]
    exact: Annotated[bool, "Whether no edition lies between the two."]
    tables: Annotated[list[str], "The slugs of the tables that show it; of a move, both."]
    old: Annotated[str | None, "A name, section, table or number of rows as it was."]
    new: Annotated[str | None, "The same as it is since."]


class AttributeChange(TypedDict):
    """What happened to an attribute from one edition to another."""

    kind: Annotated[AttributeChangeKind, "What happened."]
    tag: Annotated[Tag, "The tag of the attribute."]
    edition: Annotated[EditionName, "The first edition that has it so."]
    since: Annotated[EditionName, "The last edition that has it otherwise."]
    old: Annotated[str | None, "Its name, keyword, VR or VM as it was."]
    new: Annotated[str | None, "The same as it is since."]


class StructureChange(TypedDict):
    """What happened to an IOD or a table of attributes from one edition to another."""

    kind: Annotated[StructureChangeKind, "What happened."]
    iod: Annotated[str | None, "The name of the IOD; null where it happened to a table."]
    table: Annotated[str | None, "The number of the table in PS3.3; null for an IOD."]
    path: Annotated[str | None, "The tags down to the row; of a module, its section."]
    name: Annotated[str | None, "The attribute, the module, or the caption of the table."]
    edition: Annotated[EditionName, "The first edition that has it so."]
    since: Annotated[EditionName, "The last edition known to have it otherwise."]
    old: Annotated[str | None, "The type, usage or name as it was."]
    new: Annotated[str | None, "The same as it is since."]
