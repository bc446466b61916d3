"""The page that compares what the objects of two SOP Classes hold, and the data it loads."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Registry
from generator.model.addresses import table_address
from generator.model.iod_tables import IodTables
from generator.model.relations import Role
from generator.model.sop_classes import SopClass
from generator.model.tables import AttributeUse, Type
from generator.render.compare_services import DATA as SERVICES
from generator.render.iods import NO_IOD
from generator.render.page import Page
from generator.render.text import count

DATA = "assets/data/compare.js"
"""The address of the script with the data."""

_SIBLINGS = {
    Role.ENHANCED: "classic and enhanced",
    Role.LEGACY_CONVERTED: "classic and legacy converted",
    Role.PROCESSING: "For Presentation and For Processing",
    Role.MULTI_FRAME: "single-frame and multi-frame",
}
"""The relations whose pairs people compare, each seen from one side only."""

_TYPES: tuple[Type | None, ...] = (*Type, None)
"""The types, ordered as the data counts them."""


def pages(registry: Registry) -> Iterator[Page]:
    """The page that compares."""
    tables = registry.iods
    lead = (
        f"Put two of the {count(len(registry.sop_classes), 'SOP Class', 'SOP Classes')} side by "
        f"side: modules and attributes of the {len(tables.with_iod)} that have a composite IOD, "
        "and the services of all of them: operations, keys, what messages hold, statuses."
    )
    yield Page(
        url="compare/",
        title="Compare two SOP Classes",
        description=lead,
        lead=lead,
        template="compare.html",
        values={
            "sop_classes": registry.by_name,
            "pairs": tuple(_pairs(registry)),
            "data_address": DATA,
            "services_address": SERVICES,
        },
        section="Tools",
        wide=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of SOP Classes that are related in the same way."""

    name: str
    pairs: tuple[tuple[SopClass, SopClass], ...]


def _pairs(registry: Registry) -> Iterator[Pairs]:
    with_iod = registry.iods.with_iod
    paired: set[frozenset[str]] = set()
    for role, name in _SIBLINGS.items():
        pairs = []
        for sop_class in registry.by_name:
            for other in registry.relations.others(sop_class.uid, role):
                pair = frozenset((sop_class.uid, other))
                if pair <= with_iod.keys() and pair not in paired:
                    paired.add(pair)
                    pairs.append((sop_class, registry.sop_classes[other]))
        if pairs:
            yield Pairs(name=name, pairs=tuple(pairs))


def files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """The script that hands the data to `compare.js`: (path below the root, content)."""
    text = json.dumps(_data(registry), ensure_ascii=False, separators=(",", ":"))
    yield DATA, f"globalThis.SopCompareData={text};\n".encode()


def _data(registry: Registry) -> dict[str, object]:
    """What objects hold, by numbers: of an attribute, a type, what items hold, a table, an IOD.

    A row is three numbers: its attribute, its type, and what its items hold, -1 where it has none;
    the rows of a table, or of the items of a sequence, are one list of them. `without` has
    the reason of each SOP Class that cannot be compared.
    """
    tables = registry.iods
    used = {use.module for iod in tables.iods.values() for use in iod.modules}
    used_groups = {use.macro for iod in tables.iods.values() for use in iod.functional_groups}
    compared = [it for it in tables.tables if it in used or it in used_groups]
    rows = _Rows(tables)
    tops = [rows.of(tables.uses(it)) for it in compared]
    at_table = {table: at for at, table in enumerate(compared)}
    at_iod = {iod: at for at, iod in enumerate(tables.iods.values())}
    reasons = [*NO_IOD]
    return {
        "types": [it or "" for it in _TYPES],
        "attributes": [[tag, tables.attributes[tag].name] for tag in rows.tags],
        "items": rows.items,
        "modules": [
            [table_address(it).rstrip("/"), it.name, top]
            for it, top in zip(compared, tops, strict=True)
        ],
        "iods": [
            [
                iod.name,
                [
                    *([it.information_entity, at_table[it.module], it.usage] for it in iod.modules),
                    *(
                        ["Functional groups", at_table[it.macro], it.usage]
                        for it in iod.functional_groups
                    ),
                ],
            ]
            for iod in at_iod
        ],
        "sopClasses": {uid: at_iod[iod] for uid, iod in tables.with_iod.items()},
        "reasons": [*NO_IOD.values()],
        "without": {uid: reasons.index(it.reason) for uid, it in tables.without.items()},
    }


class _Rows:
    """Numbers attributes and items as they are met; items that hold the same have one number."""

    def __init__(self, tables: IodTables) -> None:
        self._tables = tables
        self.tags: dict[str, int] = {}
        self.items: list[list[int]] = []
        self._numbers: dict[AttributeUse, int] = {}
        self._same: dict[tuple[int, ...], int] = {}

    def of(self, uses: Iterable[AttributeUse], above: tuple[AttributeUse, ...] = ()) -> list[int]:
        """The three numbers of each of `uses`, one after the other."""
        rows: list[int] = []
        for use in uses:
            tag = self.tags.setdefault(use.attribute.tag, len(self.tags))
            rows += [tag, _TYPES.index(use.type), self._item(use, above)]
        return rows

    def _item(self, use: AttributeUse, above: tuple[AttributeUse, ...]) -> int:
        if not use.below or any(use.row is it.row for it in above):
            return -1  # a sequence in its own items is compared once
        if use not in self._numbers:
            rows = self.of(self._tables.items(use), (*above, use))
            if tuple(rows) not in self._same:
                self._same[tuple(rows)] = len(self.items)
                self.items.append(rows)
            self._numbers[use] = self._same[tuple(rows)]
        return self._numbers[use]
