"""The tables of what messages hold, and of who supports which operation."""

from typing import Annotated

from generator.api.shapes import services as shapes
from generator.api.tables.table import Declaration, Numbered


class DimseServiceRow(Numbered, shapes.DimseService):
    """A DIMSE service of a SOP Class, and what SCU and SCP must support."""


class ServiceTableRowRow(shapes.ServiceTableRow):
    """A row of a table of PS3.4 that says what messages hold, misprints corrected."""

    place: Annotated[int, "Its place in the table, from 1, rows that the print lacks included."]
    label: Annotated[str, "The label of the table."]


class ServiceTableUseRow(Numbered, shapes.ServiceTableUse):
    """What a column of a table says: for which operation of which SOP Classes."""


class ServiceRequirementRow(shapes.ServiceRequirement):
    """What a table asks of an attribute for an operation, with the macros resolved."""

    place: Annotated[int, "Its place among all, from 1."]


TABLES = (
    Declaration(
        name="dimse_services",
        shape=DimseServiceRow,
        rows=lambda whole: (
            {"number": number, **it} for number, it in enumerate(whole["dimse_services"], 1)
        ),
        key=("number",),
        refers={"sop_class": "sop_classes"},
    ),
    Declaration(
        name="service_tables",
        shape=shapes.ServiceTable,
        rows=lambda whole: whole["service_tables"],
        key=("label",),
    ),
    Declaration(
        name="service_table_rows",
        shape=ServiceTableRowRow,
        rows=lambda whole: (
            {"label": table["label"], "place": place, **row}
            for table in whole["service_tables"]
            for place, row in enumerate(table["rows"], 1)
        ),
        key=("label", "place"),
        refers={"label": "service_tables", "tag": "attributes", "include": "service_tables"},
    ),
    Declaration(
        name="service_table_uses",
        shape=ServiceTableUseRow,
        rows=lambda whole: (
            {"number": number, **use}
            for number, use in enumerate(
                (use for table in whole["service_tables"] for use in table["uses"]), 1
            )
        ),
        key=("number",),
        refers={"table_label": "service_tables"},
    ),
    Declaration(
        name="service_requirements",
        shape=ServiceRequirementRow,
        rows=lambda whole: (
            {"place": place, **it} for place, it in enumerate(whole["service_requirements"], 1)
        ),
        key=("place",),
        refers={"table_label": "service_tables", "tag": "attributes"},
    ),
    Declaration(
        name="query_levels",
        shape=shapes.QueryLevel,
        rows=lambda whole: whole["query_levels"],
        key=("sop_class", "number"),
        refers={"sop_class": "sop_classes", "unique_key": "attributes"},
    ),
    Declaration(
        name="negotiations",
        shape=shapes.Negotiation,
        rows=lambda whole: whole["negotiations"],
        key=("sop_class",),
        refers={"sop_class": "sop_classes"},
    ),
    Declaration(
        name="application_bytes",
        shape=shapes.ApplicationByte,
        rows=lambda whole: whole["application_bytes"],
        key=("table_label", "byte"),
    ),
    Declaration(
        name="meta_members",
        shape=shapes.MetaMember,
        rows=lambda whole: whole["meta_members"],
        key=("meta", "member"),
        refers={"meta": "sop_classes", "member": "sop_classes"},
    ),
    Declaration(
        name="ups_transitions",
        shape=shapes.UpsTransition,
        rows=lambda whole: whole["ups_transitions"],
        key=("event", "state"),
    ),
    Declaration(
        name="service_gaps",
        shape=shapes.ServiceGap,
        rows=lambda whole: whole["service_gaps"],
        key=("sop_class",),
        refers={"sop_class": "sop_classes"},
    ),
    Declaration(
        name="transcript_rows",
        shape=shapes.TranscriptRow,
        rows=lambda whole: whole["transcript_rows"],
        key=("sop_class", "message", "number"),
        refers={"sop_class": "sop_classes"},
    ),
)
