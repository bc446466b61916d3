"""The pages of the status codes, and of the codes of other layers."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Registry
from generator.model.addresses import LAYER_CODES, STATUS_CODES
from generator.model.standard import Reference
from generator.model.status import StatusCode, StatusRow
from generator.render.page import Page
from generator.render.text import count


def pages(registry: Registry) -> Iterator[Page]:
    """Both pages."""
    status = registry.status
    lead = (
        f"All {len(status.codes)} statuses of DIMSE responses, by code and range, in hexadecimal "
        "and decimal: what each means, what to do about it, and which services return it."
    )
    yield Page(
        url=STATUS_CODES,
        title="Status codes",
        description=f"DICOM status codes such as A700H, A900H, C000H and 0110H. {lead}",
        lead=lead,
        template="status-codes.html",
        values={"returned_by": returned_by},
        section="Tools",
        wide=True,
    )
    fields: dict[str, list[str]] = {}
    for code in status.layers:
        names = fields.setdefault(code.layer, [])
        if code.field not in names:
            names.append(code.field)
    lead = (
        f"{count(len(status.layers), 'code')} besides the statuses of messages: why an "
        "association was rejected or aborted, why a presentation context was rejected, and why an "
        "object was not committed or stored."
    )
    yield Page(
        url=LAYER_CODES,
        title="Association, presentation context and failure reason codes",
        description=f"A-ASSOCIATE-RJ, A-ABORT, presentation contexts, Failure Reason: {lead}",
        lead=lead,
        template="layer-codes.html",
        values={"layers": fields},
        section="Tools",
        wide=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """That some services return a code for a DIMSE service, by one section."""

    dimse_service: str
    services: tuple[str, ...]
    """In a word or two each; empty where it is any that has the DIMSE service."""

    defined_in: Reference
    note: str


def returned_by(code: StatusCode) -> tuple[Returned, ...]:
    """Who returns a code, what PS3.4 says of it before what PS3.7 does."""
    grouped: dict[tuple[str, str, str], list[StatusRow]] = {}
    for row in sorted(code.rows, key=lambda row: (row.dimse_service == "*", not row.service)):
        key = (row.dimse_service, row.defined_in.text, row.note)
        grouped.setdefault(key, []).append(row)
    return tuple(
        Returned(
            dimse_service=rows[0].dimse_service,
            services=tuple(dict.fromkeys(row.service for row in rows if row.service)),
            defined_in=rows[0].defined_in,
            note=rows[0].note,
        )
        for rows in grouped.values()
    )
