"""The shapes of DIMSE services, and of what PS3.4 says of messages and of negotiation."""

from typing import Annotated, TypedDict

from generator.api.shapes.values import Page, Reference, Tag, Uid
from generator.model.dimse import Basis, Purpose, RowKind


class DimseService(TypedDict):
    """A DIMSE service of a SOP Class, and what SCU and SCP must support."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    service: Annotated[str, "The DIMSE service, as `N-CREATE`."]
    variant: Annotated[str | None, "Which action, where they are told apart."]
    usage_scu: Annotated[str | None, "M: the SCU must support it; U: it may; null: nobody says."]
    usage_scp: Annotated[str | None, "The same of the SCP."]
    basis: Annotated[Basis, "What says so."]
    source: Annotated[str, "Who says so, in words."]
    usage_source: Annotated[str | None, "Who says the usages, where that is another one."]


class ServiceTableRow(TypedDict):
    """A row of a table of PS3.4 that says what messages hold, misprints corrected."""

    number: Annotated[
        int, "Its place in the table, from 1; a row that the print lacks, that of the next."
    ]
    missing: Annotated[bool, "Whether the print lacks the row."]
    depth: Annotated[int, "How deep it is nested in sequences."]
    kind: Annotated[RowKind, "What it is."]
    tag: Annotated[Tag | None, "The tag; null where it is no attribute."]
    name: Annotated[str | None, "The name as printed; the dictionary may have another."]
    include: Annotated[str | None, "The label of the macro whose rows stand there."]
    type_id: Annotated[str | None, "The action or event that it belongs to."]
    requirement: Annotated[str | None, "SCU/SCP; the word none stands for a printed hyphen."]
    n_create: Annotated[str | None, "SCU/SCP in N-CREATE."]
    n_set: Annotated[str | None, "SCU/SCP in N-SET."]
    final_state: Annotated[str | None, "What a final state needs."]
    n_get: Annotated[str | None, "SCU/SCP in N-GET."]
    matching_key: Annotated[str | None, "How the SCP matches by it."]
    return_key: Annotated[str | None, "Whether the SCP returns it."]
    qr_key: Annotated[str | None, "U, R or O: unique, required or optional key."]
    ref: Annotated[str | None, "A section, or what all other attributes are those of."]
    note: Annotated[str | None, "When a code holds and the like, in our words, by column."]
    correction: Annotated[str | None, "What is printed instead, and why that is wrong."]


class ServiceTableUse(TypedDict):
    """What a column of a table says: for which operation of which SOP Classes."""

    table_label: Annotated[str, "The label of the table."]
    column: Annotated[str | None, "The column; null where the table has no codes."]
    services: Annotated[list[str], "The DIMSE services."]
    purpose: Annotated[Purpose, "What the column is about."]
    level: Annotated[str | None, "The value of Query/Retrieve Level (0008,0052)."]
    sop_classes: Annotated[list[Uid], "The UIDs of the SOP Classes."]


class ServiceTableSummary(TypedDict):
    """A table of PS3.4 that says what messages hold, in short."""

    label: Annotated[str, "Its label, as `K.6-1`."]
    caption: Annotated[str, "Its title."]
    defined_in: Annotated[Reference, "Its place, in the edition that it is from."]
    note: Annotated[str | None, "What to know about where it is from."]
    is_macro: Annotated[bool, "Whether other tables include it."]
    row_count: Annotated[int, "How many rows it has."]
    page: Page


class ServiceTable(ServiceTableSummary):
    """A table of PS3.4 that says what messages hold."""

    types: Annotated[dict[str, str], "The names of its actions or events by type ID."]
    uses: Annotated[list[ServiceTableUse], "What its columns say, and of which operations."]
    rows: Annotated[list[ServiceTableRow], "Its rows as printed."]


class ServiceRequirement(TypedDict):
    """What a table asks of an attribute for an operation, with the macros resolved."""

    table_label: Annotated[str, "The label of the table."]
    number: Annotated[int, "The row of that table, from 1."]
    via: Annotated[list[str], "The macros on the way, each with the row in it."]
    services: Annotated[list[str], "The DIMSE services."]
    purpose: Annotated[Purpose, "What the code is about."]
    level: Annotated[str | None, "The value of Query/Retrieve Level (0008,0052)."]
    type_id: Annotated[str | None, "The action or event."]
    path: Annotated[list[Tag], "The tags of the sequences around it, outermost first."]
    tag: Annotated[Tag, "The tag."]
    name: Annotated[str, "The name, as in the dictionary."]
    code: Annotated[str | None, "SCU/SCP, the matching key or the Q/R key; none is a hyphen."]
    return_key: Annotated[str | None, "Whether the SCP of a query returns it."]


class QueryLevel(TypedDict):
    """A level of an information model."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    number: Annotated[int, "Its place among the levels, from 1."]
    model: Annotated[str, "The information model."]
    level: Annotated[str | None, "The value of Query/Retrieve Level (0008,0052)."]
    unique_key: Annotated[Tag | None, "The tag of the unique key."]
    source: Annotated[str, "Who says so."]
    note: Annotated[str | None, "What to know about it."]


class Negotiation(TypedDict):
    """What PS3.4 says of role selection and extended negotiation; null where it is silent."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    role_selection: Annotated[str | None, "Of SCP/SCU role selection."]
    extended_negotiation: Annotated[str | None, "Of SOP Class extended negotiation."]
    defined_in: Annotated[Reference, "Where it says so."]


class ApplicationByte(TypedDict):
    """A byte of the Service-class-application-information field."""

    table_label: Annotated[str, "The label of the table."]
    pdu: Annotated[str, "A-ASSOCIATE-RQ or A-ASSOCIATE-AC."]
    byte: Annotated[int, "Which byte, from 1."]
    field: Annotated[str, "What it is called."]
    values: Annotated[str, "What its values say."]
    sop_classes: Annotated[list[Uid], "The SOP Classes whose field it is."]


class MetaMember(TypedDict):
    """A SOP Class that a Meta SOP Class has, or that may go with it, with usages."""

    meta: Annotated[Uid, "The UID of the Meta SOP Class."]
    member: Annotated[Uid, "The UID of the SOP Class."]
    optional: Annotated[bool, "Whether it may go with it, and is no member."]
    usage_scu: Annotated[str, "M or U."]
    usage_scp: Annotated[str, "M or U."]
    defined_in: Annotated[Reference, "Where it says so."]


class UpsTransition(TypedDict):
    """What an event does to a Unified Procedure Step in one state."""

    event: Annotated[str, "The event."]
    state: Annotated[str, "The state; the word null where there is no such step."]
    service: Annotated[str, "The DIMSE service."]
    result: Annotated[str, "What becomes of it."]
    status_code: Annotated[str | None, "The status that comes back."]


class ServiceGap(TypedDict):
    """What is not known of the services of a SOP Class."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    what: Annotated[str, "What, and why."]


class TranscriptRow(TypedDict):
    """A row of a message of a retired SOP Class, as the makers of DVTk transcribed it."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    message: Annotated[str, "The DIMSE service and RQ or RSP."]
    number: Annotated[int, "Its place in the message, from 1."]
    module_name: Annotated[str | None, "The module, as DVTk calls it."]
    module_usage: Annotated[str | None, "The usage of the module."]
    depth: Annotated[int, "How deep it is nested."]
    tag: Annotated[Tag | None, "The tag; null where it is no attribute."]
    name: Annotated[str | None, "What stands there where it is no attribute."]
    type: Annotated[str | None, "The type, with 3C and 3R as codes of its own."]
    year: Annotated[str, "The year of the transcription."]
