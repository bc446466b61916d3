"""Reads what messages must hold and who supports which operation: PS3.4, and what is around it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from generator.load.files import Row
from generator.load.service_tables import FOLDER, Sources, service_tables, table_uses
from generator.model.dimse import (
    STEP_EVENTS,
    ApplicationField,
    ApplicationTable,
    Basis,
    Dimse,
    MetaMember,
    Negotiation,
    Operation,
    QueryLevel,
    RetiredSection,
    Transcript,
    TranscriptModule,
    TranscriptRow,
    Transition,
)
from generator.model.services import Services
from generator.model.standard import Reference
from generator.problems import Problem


def load_dimse(
    data: Path, problems: list[Problem], services: Services, sop_classes: Iterable[str]
) -> Dimse:
    """Everything that `data/` says of messages of the DIMSE services, but for their statuses."""
    sources = Sources(data, services, frozenset(sop_classes), problems)
    tables = service_tables(sources)
    return Dimse(
        tables=tables,
        uses=tuple(table_uses(sources, tables)),
        operations=_operations(sources),
        negotiations=_negotiations(sources),
        application_tables=tuple(_application_tables(sources)),
        levels=_levels(sources),
        members=tuple(_members(sources)),
        transitions=tuple(_transitions(sources)),
        retired_sections=tuple(_retired_sections(sources)),
        transcripts=_transcripts(sources),
        gaps={
            row["sop_class_uid"]: row["what"]
            for row in sources.rows("gaps.csv", ("sop_class_uid", "what"), ("sop_class_uid",))
            if sources.uids(row, "sop_class_uid")
        },
    )


def _operations(sources: Sources) -> dict[str, tuple[Operation, ...]]:
    found: dict[str, list[Operation]] = defaultdict(list)
    groups: dict[str, tuple[str, list[Row]]] = {}
    for edition, rows in sources.printed("ps3.4-service-groups"):
        for label, group in groupby(rows, lambda row: row["table"]):
            groups[label] = (edition, list(group))
    for row in sources.rows("service_groups.csv", ("table", "sop_class_uid")):
        if row["table"] not in groups:
            sources.wrong(row, f"no Table {row['table']}, expected one of the editions", "editions")
            continue
        edition, printed = groups[row["table"]]
        for uid in sources.uids(row, "sop_class_uid"):
            for it in printed:
                place = Reference(
                    standard="PS3.4",
                    section=it["section"],
                    edition=edition,
                    table=it["table"],
                )
                found[uid].append(
                    Operation(
                        sop_class=uid,
                        service=it["dimse_service"],
                        variant=it["variant"],
                        usage_scu=it["usage_scu"],
                        usage_scp=it["usage_scp"],
                        basis=Basis.TABLE,
                        defined_in=place,
                        source=f"{place.text}, {edition}",
                        usage_source="",
                        where=it.where,
                    )
                )
    _named_operations(sources, found)
    columns = ("service_class", "dimse_service", "source")
    for row in sources.rows("service_class_operations.csv", columns, columns[:1]):
        for uid in sources.uids(row, "service_class"):
            if uid not in found:
                found[uid].append(
                    Operation(
                        sop_class=uid,
                        service=row["dimse_service"],
                        variant="",
                        usage_scu="",
                        usage_scp="",
                        basis=Basis.SERVICE_CLASS,
                        defined_in=None,
                        source=row["source"],
                        usage_source="",
                        where=row.where,
                    )
                )
    return {uid: tuple(operations) for uid, operations in found.items()}


def _named_operations(sources: Sources, found: dict[str, list[Operation]]) -> None:
    """Add the operations that no table has: by a section, else a program; usages by a program."""
    columns = (
        *("sop_class_uid", "dimse_service", "usage_scu", "usage_scp"),
        *("basis", "place", "edition"),
    )
    rows = sources.rows("dimse_services.csv", columns, ("sop_class_uid", "dimse_service", "basis"))
    by_operation: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row["basis"] not in (Basis.SECTION, Basis.PYNETDICOM, Basis.DVTK):
            message = f"basis {row['basis']!r}, expected section, pynetdicom or dvtk"
            sources.wrong(row, message)
        elif sources.uids(row, "sop_class_uid"):
            by_operation[row["sop_class_uid"], row["dimse_service"]].append(row)
    for (uid, service), group in by_operation.items():
        row = group[0]
        by_program = next((it for it in group if it["basis"] == Basis.PYNETDICOM), None)
        usages = by_program or row
        is_section = row["basis"] == Basis.SECTION
        place = Reference(standard="PS3.4", section=row["place"], edition=row["edition"])
        program = f"pynetdicom, {by_program['edition'].split()[-1]}" if by_program else ""
        words = {
            Basis.SECTION: f"{place.text}, {row['edition']}",
            Basis.PYNETDICOM: program,
            Basis.DVTK: f"{row['place']} of DVTk, {row['edition'].rpartition('-')[2]}",
        }
        found[uid].append(
            Operation(
                sop_class=uid,
                service=service,
                variant="",
                usage_scu=usages["usage_scu"],
                usage_scp=usages["usage_scp"],
                basis=Basis(row["basis"]),
                defined_in=place if is_section else None,
                source=words[Basis(row["basis"])],
                usage_source=program if is_section else "",
                where=row.where,
            )
        )


def _negotiations(sources: Sources) -> dict[str, Negotiation]:
    columns = ("of", "role_selection", "extended_negotiation", "section", "edition")
    found: dict[str, Negotiation] = {}
    for row in sources.rows("negotiation.csv", columns):
        for uid in sources.uids(row, "of"):
            if uid in found:
                sources.wrong(row, f"{uid} a second time, expected each SOP Class once")
            found[uid] = Negotiation(
                role_selection=row["role_selection"],
                extended=row["extended_negotiation"],
                defined_in=Reference(
                    standard="PS3.4", section=row["section"], edition=row["edition"]
                ),
                where=row.where,
            )
    return found


def _application_tables(sources: Sources) -> Iterator[ApplicationTable]:
    values_of: dict[tuple[str, str], str] = {}
    for row in sources.rows("application_values.csv", ("field", "pdu", "values")):
        values_of[row["field"], row["pdu"]] = row["values"]
    groups: dict[str, tuple[str, list[Row]]] = {}
    for edition, rows in sources.printed("ps3.4-extended-negotiation"):
        for label, group in groupby(rows, lambda row: row["table"]):
            groups[label] = (edition, list(group))
    columns = ("table", "of")
    for row in sources.rows("negotiation_tables.csv", columns, columns[:1]):
        if row["table"] not in groups:
            sources.wrong(row, f"no Table {row['table']}, expected one of the editions", "editions")
            continue
        edition, printed = groups[row["table"]]
        fields: list[ApplicationField] = []
        for it in printed:
            field = it["field"]
            values = values_of.get((field, it["pdu"]), values_of.get((field, "")))
            if values is None:
                message = f"no values of {field!r}, expected them in application_values.csv"
                sources.wrong(it, message, f"{FOLDER}/application_values.csv")
            fields.append(
                ApplicationField(byte=sources.number(it, "byte"), name=field, values=values or "")
            )
        yield ApplicationTable(
            label=row["table"],
            pdu=printed[0]["pdu"],
            defined_in=Reference(
                standard="PS3.4",
                section=printed[0]["section"],
                edition=edition,
                table=row["table"],
            ),
            fields=tuple(fields),
            sop_classes=sources.uids(row, "of"),
        )


def _levels(sources: Sources) -> dict[str, tuple[QueryLevel, ...]]:
    columns = (
        *("sop_class_uid", "information_model", "order", "level", "unique_key"),
        *("table", "section", "edition", "note"),
    )
    found: dict[str, list[QueryLevel]] = defaultdict(list)
    for row in sources.rows("query_levels.csv", columns, ("sop_class_uid", "order")):
        edition = row["edition"]
        is_edition = edition[:4].isdecimal()
        place = Reference(
            standard="PS3.4",
            section=row["section"],
            edition=edition if is_edition else "",
            table=row["table"],
        )
        for uid in sources.uids(row, "sop_class_uid"):
            found[uid].append(
                QueryLevel(
                    model=row["information_model"],
                    order=sources.number(row, "order"),
                    level=row["level"],
                    unique_key=sources.tag(row, row["unique_key"]) if row["unique_key"] else "",
                    defined_in=place,
                    source="" if is_edition else edition,
                    note=row["note"],
                    where=row.where,
                )
            )
    return {uid: tuple(levels) for uid, levels in found.items()}


def _members(sources: Sources) -> Iterator[MetaMember]:
    columns = ("meta", "member", "part", "usage_scu", "usage_scp", "table", "edition")
    for row in sources.rows("meta_members.csv", columns, columns[:2]):
        if row["part"] not in ("member", "optional"):
            sources.wrong(row, f"part {row['part']!r}, expected member or optional")
        if sources.uids(row, "meta") and sources.uids(row, "member"):
            yield MetaMember(
                meta=row["meta"],
                member=row["member"],
                is_optional=row["part"] == "optional",
                usage_scu=row["usage_scu"],
                usage_scp=row["usage_scp"],
                defined_in=Reference(
                    standard="PS3.4",
                    section=row["table"].rpartition("-")[0],
                    edition=row["edition"],
                    table=row["table"],
                ),
                where=row.where,
            )


def _transitions(sources: Sources) -> Iterator[Transition]:
    columns = (
        *("row", "event", "dimse_service", "state", "result", "status_code"),
        *("table", "section", "edition"),
    )
    for row in sources.rows("ups_states.csv", columns, ("event", "state")):
        if row["event"].partition(" ")[0] not in STEP_EVENTS:
            expected = f"a text that begins with {', '.join(STEP_EVENTS)}"
            sources.wrong(row, f"event {row['event']!r}, expected {expected}")
            continue
        yield Transition(
            event=row["event"],
            service=row["dimse_service"],
            state=row["state"],
            result=row["result"],
            status_code=row["status_code"],
        )


def _retired_sections(sources: Sources) -> Iterator[RetiredSection]:
    columns = ("section", "title", "last_defined_in", "sop_class_uids", "edition")
    for row in sources.rows("retired_sections.csv", columns, columns):
        yield RetiredSection(
            section=row["section"],
            title=row["title"],
            last_defined_in=row["last_defined_in"],
            sop_classes=sources.uids(row, "sop_class_uids"),
            edition=row["edition"],
        )


def _transcripts(sources: Sources) -> dict[str, tuple[Transcript, ...]]:
    key = ("sop_class_uid", "dimse_service", "direction")
    columns = (
        *key,
        "module",
        "module_usage",
        "row",
        "kind",
        "depth",
        "tag",
        "name",
        "type",
        "macro",
    )
    by_message: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in sources.rows("dvtk.csv", columns):
        by_message[tuple(row[it] for it in key)].append(row)
    found: dict[str, list[Transcript]] = defaultdict(list)
    for message in sources.rows("dvtk_messages.csv", (*key, "year", "file"), key):
        rows = by_message.pop(tuple(message[it] for it in key), [])
        modules: list[TranscriptModule] = []
        for (name, usage), group in groupby(rows, lambda it: (it["module"], it["module_usage"])):
            modules.append(
                TranscriptModule(
                    name=name,
                    usage=usage,
                    rows=tuple(
                        TranscriptRow(
                            number=sources.number(it, "row"),
                            depth=sources.number(it, "depth"),
                            tag=sources.tag(it, it["tag"]) if it["tag"] else "",
                            name=it["name"],
                            type=it["type"],
                            macro=it["macro"],
                        )
                        for it in group
                    ),
                )
            )
        for uid in sources.uids(message, "sop_class_uid"):
            found[uid].append(
                Transcript(
                    sop_class=uid,
                    service=message["dimse_service"],
                    is_response=message["direction"] == "RSP",
                    year=message["year"],
                    file=message["file"],
                    modules=tuple(modules),
                )
            )
    for strays in by_message.values():
        sources.wrong(strays[0], "a message without a row, expected it in dvtk_messages.csv")
    return {uid: tuple(messages) for uid, messages in found.items()}
