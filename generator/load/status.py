"""Reads the status codes: who returns them as printed, and what they mean in our words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.load.files import Document, Row, read_yaml
from generator.load.service_tables import Sources
from generator.model.services import Services
from generator.model.standard import Reference
from generator.model.status import (
    LayerCode,
    StatusClass,
    StatusCode,
    StatusCodes,
    StatusRow,
    StatusSense,
    code_range,
)
from generator.problems import Problem, Where

_WORDS = "services/status_codes.yml"


def load_status(
    data: Path, problems: list[Problem], services: Services, sop_classes: Iterable[str]
) -> StatusCodes:
    """Every status code, and the codes of other layers."""
    sources = Sources(data, services, frozenset(sop_classes), problems)
    rows = (*_service_rows(sources), *_general_rows(sources))
    return StatusCodes(
        codes=tuple(_codes(sources, rows)), rows=rows, layers=tuple(_layers(sources))
    )


def _service_rows(sources: Sources) -> Iterator[StatusRow]:
    """What the tables of PS3.4 say, once for each service that a table holds for."""
    holds: dict[str, list[Row]] = defaultdict(list)
    for row in sources.rows("status_tables.csv", ("table", "service", "of", "by")):
        holds[row["table"]].append(row)
    printed: dict[str, list[tuple[str, Row]]] = {}
    for edition, rows in sources.printed("ps3.4-status-codes"):
        newest: dict[str, list[tuple[str, Row]]] = defaultdict(list)
        for row in rows:
            newest[row["table"]].append((edition, row))
        printed |= newest
    for label, table in printed.items():
        if label not in holds:
            message = f"no service of Table {label}, expected it in status_tables.csv"
            sources.wrong(table[0][1], message, "services/status_tables.csv")
        for service in holds.pop(label, ()):
            uids = sources.uids(service, "of")
            for edition, row in table:
                place = Reference(
                    standard="PS3.4", section=row["section"], edition=edition, table=label
                )
                yield from _made(sources, row, service["service"], uids, place, by=service["by"])
    for label, strays in holds.items():
        sources.wrong(strays[0], f"no Table {label}, expected one of the editions", "editions")
    columns = (
        *("of", "service", "dimse_service", "code", "class"),
        *("related_fields", "place", "edition"),
    )
    for row in sources.rows("status_rows.csv", columns):
        is_edition = row["edition"][:4].isdecimal()
        place = Reference(
            standard="PS3.4",
            section=row["place"].split(" ")[0],
            edition=row["edition"] if is_edition else "",
        )
        note = "" if is_edition else row["edition"]
        uids = sources.uids(row, "of")
        yield from _made(sources, row, row["service"], uids, place, note=note)


def _general_rows(sources: Sources) -> Iterator[StatusRow]:
    """What PS3.7 says: of any service, and of each DIMSE service; of many editions the newest."""
    newest = [*sources.printed("ps3.7-status-codes")][-1:]
    for edition, rows in newest:
        for row in rows:
            place = Reference(standard="PS3.7", section=row["section"], edition=edition)
            yield from _made(sources, row, "", (), place)


def _made(  # noqa: PLR0913  # a row, and what it is a row of
    sources: Sources,
    row: Row,
    service: str,
    uids: tuple[str, ...],
    place: Reference,
    *,
    by: str = "",
    note: str = "",
) -> Iterator[StatusRow]:
    number = row.cells.get("row", "")
    if row["class"] not in set(StatusClass):
        message = f"class {row['class']!r}, expected one of {', '.join(StatusClass)}"
        sources.wrong(row, message)
    elif row["code"] and code_range(row["code"]) is None:
        sources.wrong(row, f"code {row['code']!r}, expected one as A900 or A9xx")
    else:
        yield StatusRow(
            code=row["code"],
            status_class=StatusClass(row["class"]),
            dimse_service=row["dimse_service"],
            service=service,
            related_fields=row["related_fields"],
            sop_classes=uids,
            defined_in=place,
            number=int(number) if number.isdecimal() else 0,
            by=by,
            note=note,
            where=row.where,
        )


def _codes(sources: Sources, rows: Iterable[StatusRow]) -> Iterator[StatusCode]:
    """Each code that has a text, with the rows that print it; both must agree."""
    by_code: dict[str, list[StatusRow]] = defaultdict(list)
    for row in rows:
        if row.code:
            by_code[row.code].append(row)
    document = _words(sources, "status_codes")
    before = -1
    for index, item in enumerate(document.value if document else ()):
        where = document.where(index) if document else Where("")
        code = item["code"]
        span = code_range(code)
        own = tuple(by_code.pop(code, ()))
        if span is None or not own:
            message = f"code {code!r}, expected one that a table of the editions has, once"
            sources.problems.append(Problem(where, message, rests_on=("editions",)))
            continue
        first, last = span
        if first < before:
            message = f"code {code} after {before:04X}, expected the order of the numbers"
            sources.problems.append(Problem(where, message))
        before = first
        classes = sorted({row.status_class for row in own})
        if len(classes) > 1:
            message = f"code {code} is {' and '.join(classes)}, expected one class"
            sources.problems.append(Problem(where, message))
        known = {row.dimse_service for row in own} | {row.service for row in own}
        senses = [_sense(item, ()), *(_sense(it, it["of"]) for it in item.get("senses", ()))]
        for sense in senses[1:]:
            for unknown in set(sense.of) - known:
                message = f"{code} is not returned by {unknown!r}, expected a service that does"
                sources.problems.append(Problem(where, message, rests_on=("editions",)))
        yield StatusCode(
            code=code, first=first, last=last, senses=tuple(senses), rows=own, where=where
        )
    for code, strays in by_code.items():
        message = f"no text for status {code}, expected it in status_codes.yml"
        sources.problems.append(Problem(strays[0].where, message, rests_on=(_WORDS,)))


def _sense(item: Mapping[str, Any], of: Iterable[str]) -> StatusSense:
    return StatusSense(
        of=tuple(of), title=item["title"], meaning=item["meaning"], remedy=item["do"]
    )


def _layers(sources: Sources) -> Iterator[LayerCode]:
    document = _words(sources, "layers")
    anchors: set[str] = set()
    for index, group in enumerate(document.value if document else ()):
        place = Reference(
            standard=group["standard"],
            section=group["section"],
            edition=group["edition"],
            table=group["table"],
        )
        for at, code in enumerate(group["codes"]):
            if code["anchor"] in anchors and document:
                where = document.where(index, "codes", at)
                message = f"duplicate anchor {code['anchor']!r}, expected each once"
                sources.problems.append(Problem(where, message))
            anchors.add(code["anchor"])
            yield LayerCode(
                layer=group["layer"],
                field=group["field"],
                value=code["value"],
                anchor=code["anchor"],
                title=code["title"],
                meaning=code["meaning"],
                remedy=code["do"],
                defined_in=place,
            )


def _words(sources: Sources, name: str) -> Document | None:
    data = sources.data
    return read_yaml(
        data / "services" / f"{name}.yml", data / "schema" / f"{name}.schema.json", sources.problems
    )
