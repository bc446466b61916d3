"""The data by which the services of two SOP Classes are put side by side."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.model import Registry
from generator.model.dimse import Purpose, RowKind, TableUse

DATA = "assets/data/compare-services.js"
"""The address of the script with the data."""

_TITLES = {
    Purpose.CREATE: "N-CREATE",
    Purpose.SET: "N-SET",
    Purpose.GET: "N-GET",
    Purpose.ACTION: "N-ACTION",
    Purpose.REPLY: "response of N-ACTION",
    Purpose.EVENT: "N-EVENT-REPORT",
    Purpose.FINAL_STATE: "final state",
    Purpose.QUERY_KEY: "keys of C-FIND (matching, return)",
    Purpose.RETRIEVE_KEY: "keys of a retrieve",
    Purpose.IDENTIFIER: "identifier of C-FIND besides the keys",
    Purpose.ADDITIONAL: "additional attributes of C-FIND",
    Purpose.COERCED: "what an SCP of C-STORE may change",
    Purpose.LEFT_OUT: "what is left out of instances sent",
}


@dataclass(slots=True)
class _Numbers:
    """Things by the order of their first meeting, each with its number."""

    known: dict[str, int] = field(default_factory=dict)

    def of(self, thing: str) -> int:
        """The number of `thing`."""
        return self.known.setdefault(thing, len(self.known))


def files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """The script that hands the data to `compare-services.js`: (path below the root, content)."""
    text = json.dumps(_data(registry), ensure_ascii=False, separators=(",", ":"))
    yield DATA, f"globalThis.SopCompareServices={text};\n".encode()


def _data(registry: Registry) -> dict[str, object]:
    """What SOP Classes have of services, by numbers.

    A list of rows is three numbers a row: its depth, its attribute, its code. Of a SOP Class:
    its DIMSE services with usages, its lists as (title, level, number of the list), its statuses,
    and what is said of negotiation.
    """
    attributes, codes = _Numbers(), _Numbers()
    lists: list[list[int]] = []
    of_sop_class: dict[str, list[list[object]]] = {}
    for use in registry.dimse.uses:
        for title, rows in _lists(registry, use, attributes, codes):
            for uid in use.sop_classes:
                of_sop_class.setdefault(uid, []).append([title, use.level, len(lists)])
            lists.append(rows)
    known = registry.iods.attributes
    return {
        "attributes": [[tag, known[tag].name] for tag in attributes.known],
        "codes": [*codes.known],
        "lists": lists,
        "sopClasses": {
            uid: [
                [
                    [f"{it.service} {it.variant}".strip(), it.usage_scu, it.usage_scp]
                    for it in registry.dimse.operations.get(uid, ())
                ],
                of_sop_class.get(uid, []),
                [
                    f"{row.dimse_service} {row.code}"
                    for row in registry.status.rows_of(uid)
                    if row.code
                ],
                _negotiation(registry, uid),
            ]
            for uid in registry.sop_classes
        },
    }


def _negotiation(registry: Registry, uid: str) -> list[str]:
    negotiation = registry.dimse.negotiations.get(uid)
    return [negotiation.role_selection, negotiation.extended] if negotiation else ["", ""]


def _lists(
    registry: Registry, use: TableUse, attributes: _Numbers, codes: _Numbers
) -> Iterator[tuple[str, list[int]]]:
    """The rows of a use, apart for each action or event, under the title of each."""
    table = registry.dimse.tables[use.table]
    found: dict[str, list[int]] = {type_id: [] for type_id in table.types}
    for it in registry.dimse.requirements(use):
        rows = found.setdefault(it.first.type_id, [])
        if it.row.kind is RowKind.ATTRIBUTE:
            code = f"{it.key}, {it.return_key}" if it.return_key else it.key
            rows += [it.depth, attributes.of(it.row.tag), codes.of(code)]
    for type_id, rows in found.items():
        name = f", {type_id}: {table.types[type_id]}" if type_id else ""
        yield f"{_TITLES[use.purpose]}{name}", rows
