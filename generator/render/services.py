"""What the pages of SOP Classes, service classes and attributes say of services."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import Registry
from generator.model.dimse import (
    ApplicationTable,
    Dimse,
    MetaMember,
    Negotiation,
    Operation,
    Purpose,
    QueryLevel,
    Requirement,
    RetiredSection,
    ServiceTable,
    TableUse,
    Transcript,
    Transition,
)
from generator.model.relations import Role
from generator.model.services import ServiceClass
from generator.model.sop_classes import SopClass
from generator.model.status import StatusCode, StatusRow, StatusSense
from generator.render.exports import Export, exports_of
from generator.render.service_tables import View, macros_in, view_for

_LINES_IN_ALL = 170
"""How many lines of tables a page of a SOP Class may have before it links to its macros only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status that a response may have: where it says so, the code, and what it says there."""

    row: StatusRow
    code: StatusCode
    sense: StatusSense


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """The statuses that PS3.7 allows any response of a DIMSE service, besides those of PS3.4."""

    service: str
    codes: tuple[StatusCode, ...]
    section: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceFacts:
    """What the page of a SOP Class says of its services."""

    operations: tuple[Operation, ...]
    negotiation: Negotiation | None
    application_tables: tuple[ApplicationTable, ...]
    levels: tuple[QueryLevel, ...]
    members: tuple[MetaMember, ...]
    metas: tuple[MetaMember, ...]
    views: tuple[View, ...]
    macros: tuple[View, ...]
    """The macros of those tables, where there is room for them on the page."""

    is_folded: bool
    """Whether there is not, so that its tables fold and their macros are linked."""

    related_general: tuple[SopClass, ...]
    """The SOP Classes as which an instance may be stored by who does not support this one."""

    statuses: tuple[Status, ...]
    general: tuple[General, ...]
    outcomes: tuple[tuple[str, tuple[Transition, ...]], ...]
    """What its operations do to a Unified Procedure Step: by event."""

    gap: str
    transcripts: tuple[Transcript, ...]
    retired_section: RetiredSection | None
    exports: tuple[Export, ...]

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions that its tables are of, oldest first."""
        return tuple(sorted({view.table.edition for view in self.views}))

    @property
    def is_known(self) -> bool:
        """Whether anything is known of its services."""
        return bool(self.operations or self.members)


def facts_of(registry: Registry, sop_class: SopClass) -> ServiceFacts:
    """Everything that is known of the services of that SOP Class."""
    dimse, uid = registry.dimse, sop_class.uid
    tables = dimse.tables_of(uid)
    views = tuple(
        view_for(registry, table, _columns_once(uses), prefix=f"{table.label.lower()}-")
        for table, uses in tables
    )
    macros = macros_in(dimse, (table for table, _ in tables))
    lines = sum(view.size for view in views) + sum(len(macro.rows) for macro in macros)
    is_room = lines <= _LINES_IN_ALL
    operations = dimse.operations.get(uid, ())
    statuses = tuple(_statuses(registry, registry.status.rows_of(uid)))
    names = dict.fromkeys(operation.service for operation in operations)
    return ServiceFacts(
        operations=operations,
        negotiation=dimse.negotiations.get(uid),
        application_tables=dimse.application_tables_of(uid),
        levels=dimse.levels.get(uid, ()),
        members=dimse.members_of(uid),
        metas=dimse.metas_of(uid),
        views=views,
        macros=tuple(
            view_for(registry, macro, (), prefix=f"{macro.label.lower()}-")
            for macro in macros
            if is_room
        ),
        is_folded=not is_room,
        related_general=tuple(
            registry.sop_classes[other]
            for other in registry.relations.others(uid, Role.RELATED_GENERAL)
        ),
        statuses=statuses,
        general=tuple(_general(registry, names, statuses)),
        outcomes=tuple(_outcomes(dimse, [use for _, uses in tables for use in uses])),
        gap=dimse.gaps.get(uid, ""),
        transcripts=dimse.transcripts.get(uid, ()),
        retired_section=dimse.retired_section_of(uid),
        exports=exports_of(registry, uid),
    )


def _columns_once(uses: Sequence[TableUse]) -> tuple[TableUse, ...]:
    """The uses that show different columns, in the order in which a table has these."""
    found: dict[str, TableUse] = {}
    for use in uses:
        found.setdefault(use.column, use)
    return tuple(found.values())


_EVENTS: Mapping[str, tuple[str, Purpose]] = {
    "create": ("CC.2.5", Purpose.CREATE),
    "to": ("CC.2.1", Purpose.ACTION),
    "request": ("CC.2.2", Purpose.ACTION),
}
"""Which table holds the message of an event, by the first word of that, and for what."""


def _outcomes(
    dimse: Dimse, uses: Sequence[TableUse]
) -> Iterator[tuple[str, tuple[Transition, ...]]]:
    """By event that messages of `uses` bring about, what becomes of a step."""
    for event, _, transitions in _by_event(dimse.transitions):
        table, purpose = _EVENTS[event.partition(" ")[0]]
        taken = tuple(it for it in transitions if it.result not in ("error", "warning"))
        if taken and any(it.purpose is purpose and it.table.startswith(table) for it in uses):
            yield event, taken


def _changes_state(use: TableUse) -> bool:
    """Whether it speaks of what changes the state of a Unified Procedure Step (PS3.4 CC.1.1)."""
    return any(
        use.purpose is purpose and use.table.startswith(table)
        for table, purpose in _EVENTS.values()
    )


def _by_event(
    transitions: Sequence[Transition],
) -> tuple[tuple[str, str, tuple[Transition, ...]], ...]:
    grouped: dict[tuple[str, str], list[Transition]] = {}
    for it in transitions:
        grouped.setdefault((it.event, it.service), []).append(it)
    return tuple((event, service, tuple(its)) for (event, service), its in grouped.items())


def _statuses(registry: Registry, rows: Iterable[StatusRow]) -> Iterator[Status]:
    """The statuses of those rows, once each for a DIMSE service, in the order of the services."""
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.code and (row.dimse_service, row.code) not in seen:
            seen.add((row.dimse_service, row.code))
            code = registry.status.by_code[row.code]
            yield Status(row=row, code=code, sense=code.sense_for(row))


def _general(
    registry: Registry, services: Iterable[str], own: Sequence[Status]
) -> Iterator[General]:
    for service in services:
        listed = {it.row.code for it in own if it.row.dimse_service == service}
        rows = [row for row in registry.status.general(service) if row.code not in {"", *listed}]
        if rows:
            codes = sorted((registry.status.by_code[row.code] for row in rows), key=_by_number)
            yield General(service=service, codes=tuple(codes), section=rows[0].defined_in.section)


def _by_number(code: StatusCode) -> int:
    return code.first


# ------------------------------------------------------------------------- a service class


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceClassFacts:
    """What the page of a service class says of it."""

    operations: tuple[tuple[SopClass, tuple[Operation, ...]], ...]
    """The SOP Classes of which an operation is known; one row says the same of many."""

    negotiations: tuple[tuple[Negotiation, tuple[SopClass, ...]], ...]
    application_tables: tuple[ApplicationTable, ...]
    tables: tuple[tuple[ServiceTable, tuple[SopClass, ...]], ...]
    statuses: tuple[tuple[str, tuple[Status, ...]], ...]
    """By service."""

    general: tuple[General, ...]
    shared: tuple[Operation, ...]
    """The operations, where every SOP Class has the same."""

    shared_source: str
    """Who says so of most of them."""

    gaps: tuple[str, ...]
    """What is not known of its SOP Classes, each once."""

    transitions: tuple[tuple[str, str, tuple[Transition, ...]], ...]
    """By event: the event, its DIMSE service, and what it does in each state."""


def service_class_facts(registry: Registry, service: ServiceClass) -> ServiceClassFacts:
    """Everything that is known of that service class as a whole."""
    dimse = registry.dimse
    members = registry.in_service_class(service.slug)
    uids = [it.uid for it in members]
    operations = [(it, dimse.operations.get(it.uid, ())) for it in members]
    known = [(it, its) for it, its in operations if its]
    same = {tuple((o.service, o.usage_scu, o.usage_scp) for o in its) for _, its in known}
    is_shared = len(same) == 1 and len(known) > 1
    sources = Counter(its[0].source for _, its in known)
    negotiations: dict[Negotiation, list[SopClass]] = {}
    tables: dict[str, list[SopClass]] = {}
    rows: dict[str, dict[tuple[str, str], StatusRow]] = {}
    for it in members:
        if it.uid in dimse.negotiations:
            negotiations.setdefault(dimse.negotiations[it.uid], []).append(it)
        for table, _ in dimse.tables_of(it.uid):
            tables.setdefault(table.label, []).append(it)
        for row in registry.status.rows_of(it.uid):
            rows.setdefault(row.service, {}).setdefault((row.dimse_service, row.code), row)
    statuses = {name: tuple(_statuses(registry, its.values())) for name, its in rows.items()}
    names = dict.fromkeys(o.service for _, its in known for o in its)
    every = [status for group in statuses.values() for status in group]
    return ServiceClassFacts(
        operations=() if is_shared else tuple(known),
        negotiations=tuple((it, tuple(its)) for it, its in negotiations.items()),
        application_tables=tuple(
            it for it in dimse.application_tables if set(it.sop_classes) & set(uids)
        ),
        tables=tuple((dimse.tables[label], tuple(its)) for label, its in tables.items()),
        statuses=tuple(statuses.items()),
        general=tuple(_general(registry, names, every)),
        shared=known[0][1] if is_shared else (),
        shared_source=sources.most_common(1)[0][0] if sources else "",
        gaps=tuple(dict.fromkeys(dimse.gaps[uid] for uid in uids if uid in dimse.gaps)),
        transitions=_by_event(dimse.transitions)
        if any(_changes_state(use) for uid in uids for use in dimse.uses_of(uid))
        else (),
    )


# ------------------------------------------------------------------------------ an attribute


@dataclass(frozen=True, slots=True, kw_only=True)
class InService:
    """What a service asks of an attribute."""

    sop_classes: tuple[SopClass, ...]
    services: str
    purpose: str
    table: ServiceTable
    codes: tuple[str, ...]
    """What it asks, the different codes once each."""

    inside: tuple[str, ...]
    """The tags of the sequences that it stands in there; an empty one for none."""

    anchor: str
    """The row, on the page of the table, where it stands first."""


_SAID: Mapping[Purpose, str] = {
    Purpose.CREATE: "required or optional",
    Purpose.SET: "required or optional",
    Purpose.GET: "can be asked for",
    Purpose.ACTION: "information of an action",
    Purpose.REPLY: "answer to an action",
    Purpose.EVENT: "information of an event",
    Purpose.FINAL_STATE: "for a final state",
    Purpose.QUERY_KEY: "key",
    Purpose.RETRIEVE_KEY: "key of a retrieve",
    Purpose.IDENTIFIER: "part of the identifier",
    Purpose.ADDITIONAL: "may be asked for as well",
    Purpose.COERCED: "may be changed by the SCP",
    Purpose.LEFT_OUT: "left out of what is sent",
}
"""What an attribute is to a service, in a few words."""


def in_services(registry: Registry, tag: str) -> tuple[InService, ...]:
    """What each service asks of the attribute with that tag, in the order of the standard."""
    grouped: dict[TableUse, list[Requirement]] = {}
    for requirement in registry.dimse.requirements_by_tag.get(tag, ()):
        # An empty cell says nothing; a table without codes means what it lists as it stands.
        if requirement.key or not requirement.use.column:
            grouped.setdefault(requirement.use, []).append(requirement)
    return tuple(_in_service(registry, use, found) for use, found in grouped.items())


def _in_service(registry: Registry, use: TableUse, found: Sequence[Requirement]) -> InService:
    codes = tuple(dict.fromkeys(filter(None, map(_code, found))))
    uids = use.sop_classes if use.purpose is not Purpose.COERCED else ()
    return InService(
        sop_classes=tuple(registry.sop_classes[uid] for uid in uids),
        services=" and ".join(use.services),
        purpose="not allowed" if codes == ("NA/NA",) else _SAID[use.purpose],
        table=registry.dimse.tables[use.table],
        codes=codes,
        inside=tuple(dict.fromkeys(it.path[-1] if it.path else "" for it in found)),
        anchor=found[0].first.anchor,
    )


def _code(requirement: Requirement) -> str:
    """A code as it stands in a cell: of a key both, matching and return."""
    if requirement.return_key:
        return f"{requirement.key or '-'}, {requirement.return_key}"
    return requirement.key
