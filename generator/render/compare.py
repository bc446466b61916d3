"""The page that compares what the objects of two SOP Classes hold, and the data it loads."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.model import Registry
from generator.model.iods import Holder, ItemDefinition, Module, Type
from generator.model.relations import Role
from generator.model.sop_classes import SopClass
from generator.render.badges import TYPES
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
"""The types in the order in which the data counts them."""


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
        section="Objects",
        wide=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of SOP Classes that are related in the same way."""

    name: str
    pairs: tuple[tuple[SopClass, SopClass], ...]


def _pairs(registry: Registry) -> Iterator[Pairs]:
    with_iod = registry.iods.with_iod
    told: set[frozenset[str]] = set()
    for role, name in _SIBLINGS.items():
        pairs = []
        for sop_class in registry.by_name:
            for other in registry.relations.others(sop_class.uid, role):
                pair = frozenset((sop_class.uid, other))
                if pair <= with_iod.keys() and pair not in told:
                    told.add(pair)
                    pairs.append((sop_class, registry.sop_classes[other]))
        if pairs:
            yield Pairs(name=name, pairs=tuple(pairs))


def files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """The script that hands the data to `compare.js`: (path below the root, content)."""
    text = json.dumps(_data(registry), ensure_ascii=False, separators=(",", ":"))
    yield DATA, f"globalThis.SopCompareData={text};\n".encode()


def _data(registry: Registry) -> dict[str, object]:
    """What objects hold, by numbers: of an attribute, a type, an item definition, a module, an IOD.

    A row of attributes is three numbers: its attribute, its type, and its item definition, -1 where
    it has none; the rows of a module or item definition are one list of them. `without` has the
    reason of each SOP Class that cannot be compared.
    """
    tables = registry.iods
    used = {use.module for iod in tables.iods.values() for use in iod.modules}
    modules = [it for it in tables.modules.values() if it in used]
    items = _items(modules)
    holders: tuple[Holder, ...] = (*modules, *items)
    tags = sorted({row.attribute.tag for holder in holders for row in holder.rows})
    at_tag = {tag: at for at, tag in enumerate(tags)}
    at_item = {item: at for at, item in enumerate(items)}
    at_module = {module: at for at, module in enumerate(modules)}
    at_iod = {iod: at for at, iod in enumerate(tables.iods.values())}
    reasons = [*NO_IOD]

    def rows_of(holder: Holder) -> list[int]:
        rows = []
        for row in holder.rows:
            item = at_item[row.item] if row.item else -1
            rows += [at_tag[row.attribute.tag], _TYPES.index(row.type), item]
        return rows

    return {
        "types": [[it, TYPES[it]] for it in _TYPES],
        "attributes": [[tag, tables.attributes[tag].name] for tag in tags],
        "items": [rows_of(item) for item in items],
        "modules": [[it.key, it.title, rows_of(it)] for it in modules],
        "iods": [
            [
                iod.name,
                [[it.information_entity, at_module[it.module], it.usage] for it in iod.modules],
            ]
            for iod in at_iod
        ],
        "sopClasses": {uid: at_iod[iod] for uid, iod in tables.with_iod.items()},
        "reasons": [*NO_IOD.values()],
        "without": {uid: reasons.index(it.reason) for uid, it in tables.without.items()},
    }


def _items(modules: Iterable[Module]) -> tuple[ItemDefinition, ...]:
    """Every item definition that comes to stand in `modules`, in the order of their meeting."""
    found: dict[ItemDefinition, None] = {}
    ahead: list[Holder] = list(modules)
    for holder in ahead:
        new = dict.fromkeys(row.item for row in holder.rows if row.item and row.item not in found)
        found |= new
        ahead += new
    return tuple(found)
