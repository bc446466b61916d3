"""What the API says of services: the records of tables, operations and statuses as plain values."""

from collections.abc import Iterator

from generator.api import shapes
from generator.model import Registry
from generator.model.addresses import service_table_address
from generator.model.dimse import Requirement, ServiceRow, ServiceTable, TableUse
from generator.model.standard import Reference
from generator.model.status import StatusCode, StatusRow


def dimse_services(registry: Registry) -> Iterator[shapes.DimseService]:
    """The DIMSE services of every SOP Class."""
    for uid in registry.sop_classes:
        for it in registry.dimse.operations.get(uid, ()):
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


def service_tables(registry: Registry) -> Iterator[shapes.ServiceTable]:
    """Every table of PS3.4 that says what messages hold."""
    dimse = registry.dimse
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
            "tag": _tag(row.tag) if row.tag else None,
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
    said = [
        "not in the print: " + it.reason
        if it.column == "missing"
        else f"printed {it.column} {it.printed or 'none'}: {it.reason}"
        for it in row.corrections
    ]
    return "; ".join(said) or None


def _tag(tag: str) -> str:
    digits = tag.upper().replace("X", "x")
    return f"({digits[:4]},{digits[4:]})"


def _code(code: str | None) -> str | None:
    """The code with the word none for a hyphen, which a spreadsheet would take for a formula."""
    return code.replace("-", "none") if code else None


def requirements(registry: Registry) -> Iterator[shapes.ServiceRequirement]:
    """What every table asks of every attribute, macros resolved."""
    for use in registry.dimse.uses:
        yield from requirements_of(registry, use)


def requirements_of(registry: Registry, use: TableUse) -> Iterator[shapes.ServiceRequirement]:
    """What `use` asks of every attribute."""
    for it in registry.dimse.requirements(use):
        if it.row.tag:
            yield _requirement(registry, it)


def _requirement(registry: Registry, it: Requirement) -> shapes.ServiceRequirement:
    return {
        "table_label": it.table.label,
        "number": it.first.number,
        "via": [*it.via],
        "services": [*it.use.services],
        "purpose": it.use.purpose,
        "level": it.use.level or None,
        "type_id": it.first.type_id or None,
        "path": [_tag(tag) for tag in it.path],
        "tag": _tag(it.row.tag),
        "name": registry.iods.attributes[it.row.tag].name,
        "code": _code(it.key),
        "return_key": _code(it.return_key),
    }


def query_levels(registry: Registry) -> Iterator[shapes.QueryLevel]:
    """The levels of every information model."""
    for uid in registry.sop_classes:
        for it in registry.dimse.levels.get(uid, ()):
            yield {
                "sop_class": uid,
                "number": it.order,
                "model": it.model,
                "level": it.level or None,
                "unique_key": _tag(it.unique_key) if it.unique_key else None,
                "source": it.source or f"{it.defined_in.text}, {it.defined_in.edition}",
                "note": it.note or None,
            }


def negotiations(registry: Registry) -> Iterator[shapes.Negotiation]:
    """What is said of negotiation, by SOP Class."""
    for uid in registry.sop_classes:
        if said := registry.dimse.negotiations.get(uid):
            yield {
                "sop_class": uid,
                "role_selection": said.role_selection or None,
                "extended_negotiation": said.extended or None,
                "defined_in": reference(said.defined_in),
            }


def application_bytes(registry: Registry) -> Iterator[shapes.ApplicationByte]:
    """The bytes of extended negotiation."""
    for table in registry.dimse.application_tables:
        for field in table.fields:
            yield {
                "table_label": table.label,
                "pdu": table.pdu,
                "byte": field.byte,
                "field": field.name,
                "values": field.values,
                "sop_classes": [*table.sop_classes],
            }


def meta_members(registry: Registry) -> Iterator[shapes.MetaMember]:
    """The members of Meta SOP Classes with usages."""
    for it in registry.dimse.members:
        yield {
            "meta": it.meta,
            "member": it.member,
            "optional": it.is_optional,
            "usage_scu": it.usage_scu,
            "usage_scp": it.usage_scp,
            "defined_in": reference(it.defined_in),
        }


def ups_transitions(registry: Registry) -> Iterator[shapes.UpsTransition]:
    """What events do to Unified Procedure Steps."""
    for it in registry.dimse.transitions:
        yield {
            "event": it.event,
            "state": it.state,
            "service": it.service,
            "result": it.result,
            "status_code": it.status_code or None,
        }


def status_codes(registry: Registry) -> Iterator[shapes.StatusCode]:
    """Every status code."""
    for code in registry.status.codes:
        yield {
            "code": code.code,
            "first": code.first,
            "last": code.last,
            "status_class": code.status_class,
            "title": code.title,
            "meaning": code.meaning,
            "remedy": code.remedy,
            "senses": [*_senses(code)],
        }


def _senses(code: StatusCode) -> Iterator[shapes.StatusSense]:
    for sense in code.senses[1:]:
        yield {
            "of": [*sense.of],
            "title": sense.title,
            "meaning": sense.meaning,
            "remedy": sense.remedy,
        }


def status_return(row: StatusRow) -> shapes.StatusReturn:
    """That a service may return a status."""
    place = row.defined_in
    words = [place.text, place.edition, row.note, f"by {row.by}" if row.by else ""]
    return {
        "code": row.code or None,
        "status_class": row.status_class,
        "dimse_service": None if row.dimse_service == "*" else row.dimse_service,
        "service": row.service or None,
        "related_fields": row.related_fields.split(),
        "sop_classes": [*row.sop_classes],
        "source": ", ".join(filter(None, words)),
    }


def layer_codes(registry: Registry) -> Iterator[shapes.LayerCode]:
    """The codes of other layers."""
    for it in registry.status.layers:
        yield {
            "layer": it.layer,
            "field": it.field,
            "value": it.value,
            "title": it.title,
            "meaning": it.meaning,
            "remedy": it.remedy,
            "source": f"{it.defined_in.text}, {it.defined_in.edition}",
        }


def transcript_rows(registry: Registry) -> Iterator[shapes.TranscriptRow]:
    """The rows of DVTk's transcription."""
    for messages in registry.dimse.transcripts.values():
        for message in messages:
            numbers = iter(range(1, message.size + 1))
            for module in message.modules:
                for row in module.rows:
                    yield {
                        "sop_class": message.sop_class,
                        "message": f"{message.service}-{'RSP' if message.is_response else 'RQ'}",
                        "number": next(numbers),
                        "module_name": module.name or None,
                        "module_usage": module.usage or None,
                        "depth": row.depth,
                        "tag": _tag(row.tag) if row.tag else None,
                        "name": row.name or None,
                        "type": row.type or None,
                        "year": message.year,
                    }


def reference(place: Reference) -> shapes.Reference:
    """A place in a standard."""
    return {
        "text": place.text,
        "standard": place.standard,
        "section": place.section or None,
        "table": place.table or None,
        "edition": place.edition or None,
        "url": place.url,
    }
