"""The records of DIMSE services, and of what PS3.4 says of messages and of negotiation."""

from collections.abc import Iterable, Iterator, Mapping

from generator.api.records.values import reference
from generator.api.shapes import services as shapes
from generator.model.addresses import service_table_address
from generator.model.attributes import Attribute, printed_tag
from generator.model.dimse import (
    ApplicationTable,
    Dimse,
    MetaMember,
    Negotiation,
    Operation,
    QueryLevel,
    Requirement,
    ServiceRow,
    ServiceTable,
    TableUse,
    Transcript,
    Transition,
)


def dimse_services(uid: str, operations: Iterable[Operation]) -> Iterator[shapes.DimseService]:
    """The DIMSE services of the SOP Class with that UID."""
    for it in operations:
        yield {
            "sop_class": uid,
            "service": it.service,
            "variant": it.variant or None,
            "usage_scu": it.usage_scu or None,
            "usage_scp": it.usage_scp or None,
            "basis": it.basis,
            "source": it.source,
            "usage_source": it.usage_source or None,
        }


def service_tables(dimse: Dimse) -> Iterator[shapes.ServiceTable]:
    """Every table of PS3.4 that says what messages hold."""
    for table in dimse.tables.values():
        yield {
            "label": table.label,
            "caption": table.caption,
            "defined_in": reference(table.defined_in),
            "note": table.note or None,
            "is_macro": bool(dimse.including(table.label)),
            "row_count": len(table.rows),
            "page": service_table_address(table.label),
            "types": {**table.types},
            "uses": [_use(use) for use in dimse.uses if use.table == table.label],
            "rows": [*_rows(table)],
        }


def _use(use: TableUse) -> shapes.ServiceTableUse:
    return {
        "table_label": use.table,
        "column": use.column or None,
        "services": [*use.services],
        "purpose": use.purpose,
        "level": use.level or None,
        "sop_classes": [*use.sop_classes],
    }


def _rows(table: ServiceTable) -> Iterator[shapes.ServiceTableRow]:
    for row in table.rows:
        yield {
            "number": row.number,
            "missing": row.is_missing,
            "depth": row.depth,
            "kind": row.kind,
            "tag": printed_tag(row.tag) if row.tag else None,
            "name": row.name or None,
            "include": row.include or None,
            "type_id": row.type_id or None,
            "requirement": _code(row.codes.get("requirement")),
            "n_create": _code(row.codes.get("n_create")),
            "n_set": _code(row.codes.get("n_set")),
            "final_state": _code(row.codes.get("final_state")),
            "n_get": _code(row.codes.get("n_get")),
            "matching_key": _code(row.codes.get("matching_key")),
            "return_key": _code(row.codes.get("return_key")),
            "qr_key": _code(row.codes.get("qr_key")),
            "ref": row.ref or None,
            "note": "; ".join(f"{column}: {note}" for column, note in row.notes.items()) or None,
            "correction": _correction(row),
        }


def _correction(row: ServiceRow) -> str | None:
    corrections = [
        "not in the print: " + it.reason
        if it.column == "missing"
        else f"printed {it.column} {it.printed or 'none'}: {it.reason}"
        for it in row.corrections
    ]
    return "; ".join(corrections) or None


def _code(code: str | None) -> str | None:
    """The code with the word none for a hyphen, which a spreadsheet would take for a formula."""
    return code.replace("-", "none") if code else None


def requirements(
    dimse: Dimse, attributes: Mapping[str, Attribute]
) -> Iterator[shapes.ServiceRequirement]:
    """What every table asks of every attribute, macros resolved; `attributes` are by tag."""
    for use in dimse.uses:
        for it in dimse.requirements(use):
            if it.row.tag:
                yield _requirement(it, attributes[it.row.tag])


def _requirement(it: Requirement, attribute: Attribute) -> shapes.ServiceRequirement:
    return {
        "table_label": it.table.label,
        "number": it.first.number,
        "via": [*it.via],
        "services": [*it.use.services],
        "purpose": it.use.purpose,
        "level": it.use.level or None,
        "type_id": it.first.type_id or None,
        "path": [printed_tag(tag) for tag in it.path],
        "tag": attribute.printed_tag,
        "name": attribute.name,
        "code": _code(it.key),
        "return_key": _code(it.return_key),
    }


def query_levels(uid: str, levels: Iterable[QueryLevel]) -> Iterator[shapes.QueryLevel]:
    """The levels of the information model of the SOP Class with that UID."""
    for it in levels:
        yield {
            "sop_class": uid,
            "number": it.order,
            "model": it.model,
            "level": it.level or None,
            "unique_key": printed_tag(it.unique_key) if it.unique_key else None,
            "source": it.source or f"{it.defined_in.text}, {it.defined_in.edition}",
            "note": it.note or None,
        }


def negotiation(uid: str, it: Negotiation) -> shapes.Negotiation:
    """What is said of the negotiation of the SOP Class with that UID."""
    return {
        "sop_class": uid,
        "role_selection": it.role_selection or None,
        "extended_negotiation": it.extended or None,
        "defined_in": reference(it.defined_in),
    }


def application_bytes(tables: Iterable[ApplicationTable]) -> Iterator[shapes.ApplicationByte]:
    """The bytes of extended negotiation."""
    for table in tables:
        for field in table.fields:
            yield {
                "table_label": table.label,
                "pdu": table.pdu,
                "byte": field.byte,
                "field": field.name,
                "values": field.values,
                "sop_classes": [*table.sop_classes],
            }


def meta_members(members: Iterable[MetaMember]) -> Iterator[shapes.MetaMember]:
    """The members of Meta SOP Classes with usages."""
    for it in members:
        yield {
            "meta": it.meta,
            "member": it.member,
            "optional": it.is_optional,
            "usage_scu": it.usage_scu,
            "usage_scp": it.usage_scp,
            "defined_in": reference(it.defined_in),
        }


def ups_transitions(transitions: Iterable[Transition]) -> Iterator[shapes.UpsTransition]:
    """What events do to Unified Procedure Steps."""
    for it in transitions:
        yield {
            "event": it.event,
            "state": it.state,
            "service": it.service,
            "result": it.result,
            "status_code": it.status_code or None,
        }


def transcript_rows(message: Transcript) -> Iterator[shapes.TranscriptRow]:
    """The rows of a message in DVTk's transcription."""
    rows = ((module, row) for module in message.modules for row in module.rows)
    for number, (module, row) in enumerate(rows, 1):
        yield {
            "sop_class": message.sop_class,
            "message": f"{message.service}-{'RSP' if message.is_response else 'RQ'}",
            "number": number,
            "module_name": module.name or None,
            "module_usage": module.usage or None,
            "depth": row.depth,
            "tag": printed_tag(row.tag) if row.tag else None,
            "name": row.name or None,
            "type": row.type or None,
            "year": message.year,
        }
