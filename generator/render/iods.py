"""The page of each composite IOD, and the index of all IODs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from generator.model import Registry
from generator.model.addresses import iod_address
from generator.model.iod_tables import IodTables
from generator.model.iods import Iod, IodModule, NoIodReason, NormalisedIod, Usage
from generator.model.tables import STRENGTH, AttributeTable, AttributeUse, Type
from generator.render.page import Page, neighbours
from generator.render.text import count, listed

NO_IOD: Mapping[NoIodReason, str] = {
    NoIodReason.NORMALISED: (
        "It has no composite IOD: its IOD is a normalised one, without usages. For each service "
        "PS3.4 says which attributes must be there."
    ),
    NoIodReason.QUERY: (
        "It has no IOD, but the information model of a query or retrieval, which says which keys "
        "can be asked for at each level."
    ),
    NoIodReason.RETIRED: "The registry does not have its IOD: the standard has retired both.",
    NoIodReason.DICOS: (
        "Its IOD is defined by DICOS, not by PS3.3, and the registry does not have it."
    ),
    NoIodReason.DICONDE: (
        "Its IOD is defined by DICONDE, not by PS3.3, and the registry does not have it."
    ),
    NoIodReason.META: (
        "It has no IOD of its own: it is a Meta SOP Class, a group of SOP Classes with an IOD each."
    ),
    NoIodReason.SERVICE: "It has no IOD: it is a service without an information object.",
    NoIodReason.NEWER: "It is newer than the tables of IODs that the registry has.",
}
"""Why a SOP Class has no composite IOD here."""

NO_IOD_SHORT: Mapping[NoIodReason, str] = {
    NoIodReason.NORMALISED: "a normalised one",
    NoIodReason.QUERY: "none, as for any query",
    NoIodReason.META: "none of its own",
    NoIodReason.SERVICE: "none",
}
"""The same in a word or two, where it is not that our tables lack it."""


def pages(registry: Registry) -> Iterator[Page]:
    """The index of IODs, then every composite IOD in the order of the standard."""
    tables = registry.iods
    lead = (
        f"{count(len(tables.iods), 'composite IOD')} of PS3.3 with their modules and SOP Classes, "
        f"and {count(len(tables.normalised), 'normalised IOD')} of Annex B."
    )
    yield Page(
        url="iods/",
        title="IODs",
        description=f"Information object definitions: {lead}",
        lead=lead,
        template="iods.html",
        section="Objects",
        wide=True,
    )
    for before, iod, after in neighbours(tables.iods.values()):
        yield _iod_page(registry, iod, before, after)
    for old, normalised, new in neighbours(tables.normalised.values()):
        yield _normalised_page(registry, normalised, old, new)


def _iod_page(registry: Registry, iod: Iod, before: Iod | None, after: Iod | None) -> Page:
    tables = registry.iods
    place = f" of {iod.defined_in.standard} {iod.section}" if iod.defined_in else ""
    entities = count(len(iod.information_entities), "information entity", "information entities")
    names = [registry.sop_classes[uid].name for uid in iod.sop_class_uids]
    users = " and ".join(names) if len(names) <= 2 else f"{len(names)} SOP Classes"  # noqa: PLR2004
    lead = (
        f"The {iod.name} IOD{place} has {count(len(iod.modules), 'module')} in {entities}: "
        f"{usages_in_words(iod.modules)}. It is the IOD of {users}."
    )
    return Page(
        url=iod_address(iod.key),
        title=f"{iod.name} IOD",
        description=lead,
        lead=lead,
        template="iod.html",
        values={
            "iod": iod,
            "before": before,
            "after": after,
            "drawing": partial(drawing, iod),
            "required": partial(required, tables, iod),
            "required_groups": partial(required_groups, tables, iod),
        },
        section="Objects",
    )


def _normalised_page(
    registry: Registry,
    iod: NormalisedIod,
    before: NormalisedIod | None,
    after: NormalisedIod | None,
) -> Page:
    uids = registry.iods.sop_classes_of(iod)
    names = [registry.sop_classes[uid].name for uid in uids]
    holds = (
        f"has {count(len(iod.modules), 'module')}"
        if iod.modules
        else "has no modules that we know of"
    )
    users = f" It is the IOD of {listed(names)}." if names else ""
    what = "retired normalised IOD" if iod.retired else "normalised IOD"
    lead = (
        f"{iod.name}, a {what} of PS3.3 {iod.section}, {holds}. "
        f"PS3.4 sets for each service which attributes are required.{users}"
    )
    return Page(
        url=iod_address(iod.key),
        title=f"{iod.name} IOD",
        description=lead,
        lead=lead,
        template="normalised-iod.html",
        values={"iod": iod, "before": before, "after": after},
        section="Objects",
    )


def usages_in_words(modules: Sequence[IodModule]) -> str:
    """How many of `modules` have each usage: `12 mandatory, 3 conditional, 10 user options`."""
    words = {
        Usage.MANDATORY: ("mandatory", "mandatory"),
        Usage.CONDITIONAL: ("conditional", "conditional"),
        Usage.USER_OPTION: ("user option", "user options"),
    }
    numbers = {usage: sum(it.usage is usage for it in modules) for usage in words}
    return ", ".join(count(number, *words[usage]) for usage, number in numbers.items() if number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """An attribute that every object of an IOD must have, at the top or in items."""

    path: tuple[AttributeUse, ...]
    """The sequences that it is nested in, and the row with the strongest type."""

    tables: tuple[AttributeTable, ...]
    """The mandatory modules or functional groups that demand it with that type."""

    @property
    def row(self) -> AttributeUse:
        """The row with the strongest type."""
        return self.path[-1]

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the sequences that it is nested in, and its own."""
        return tuple(use.attribute.tag for use in self.path)


_DEMANDING = (Type.REQUIRED, Type.MAY_BE_EMPTY)


def required(tables: IodTables, iod: Iod) -> tuple[Needed, ...]:
    """What stands with type 1 or 2 in the mandatory modules, in the order of tags.

    A sequence of type 1 has an item, so what is of type 1 or 2 in that must be there too.
    """
    modules = (it.module for it in iod.modules if it.usage is Usage.MANDATORY)
    return _needed(tables, modules)


def required_groups(tables: IodTables, iod: Iod) -> tuple[Needed, ...]:
    """The same of its mandatory functional groups, be they of all frames or of each."""
    groups = (it.macro for it in iod.functional_groups if it.usage is Usage.MANDATORY)
    return _needed(tables, groups)


def _needed(tables: IodTables, demanding: Iterable[AttributeTable]) -> tuple[Needed, ...]:
    found: dict[tuple[str, ...], Needed] = {}
    for table in demanding:
        for path in _needed_paths(tables, tables.uses(table), ()):
            it = Needed(path=path, tables=(table,))
            known = found.get(it.tags)
            if known is None or STRENGTH[it.row.type] < STRENGTH[known.row.type]:
                found[it.tags] = it
            elif known.row.type is it.row.type and table not in known.tables:
                found[it.tags] = replace(known, tables=(*known.tables, table))
    return tuple(found[tags] for tags in sorted(found))


def _needed_paths(
    tables: IodTables, uses: Iterable[AttributeUse], above: tuple[AttributeUse, ...]
) -> Iterator[tuple[AttributeUse, ...]]:
    for use in uses:
        if use.type in _DEMANDING:
            path = (*above, use)
            yield path
            if use.type is Type.REQUIRED and all(use.row is not it.row for it in above):
                yield from _needed_paths(tables, tables.items(use), path)


# The drawing of the information entities

_BESIDE_SERIES = ("Frame of Reference", "Equipment")
"""What PS3.3 A.1.2 lets a Series refer to, from top to bottom."""

_BESIDE_OBJECT = ("Acquisition",)
"""What an object comes from."""

_WIDTH, _HEIGHT, _GAP, _BETWEEN = 164, 42, 16, 28
"""Of a box, and between boxes, in pixels: two boxes fill the screen of a phone."""

_LETTER = 7.2
"""The width of a letter of a name, for boxes whose name needs more room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An information entity in the drawing: where it stands and what it says."""

    name: str
    text: str
    """The number of its modules."""

    optional: bool
    """Whether no module of it is mandatory."""

    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The information entities of an IOD: what holds what from top to bottom, what is beside."""

    width: int
    height: int
    box: tuple[int, int]
    """Width and height of every box."""

    boxes: tuple[Box, ...]
    lines: tuple[str, ...]
    """What joins the boxes, as paths of SVG."""

    alternative: str
    """The same in words."""


def drawing(iod: Iod) -> Drawing:
    """The drawing of the information entities of `iod`, always the same for the same IOD."""
    entities = iod.information_entities
    beside = (*_BESIDE_SERIES, *_BESIDE_OBJECT)
    chain = [name for name in entities if name not in beside]
    rows = {name: row for row, name in enumerate(chain)}
    anchors = _beside(entities, chain)
    # What is beside one entity stands at its height and above it.
    places = {
        name: rows[anchor] - len(names) + 1 + at
        for anchor, names in anchors.items()
        for at, name in enumerate(names)
    }
    top = min((0, *places.values()))
    step = _HEIGHT + _GAP
    box_width = max(_WIDTH, *(round(len(name) * _LETTER) + 12 for name in entities))

    def y_of(row: int) -> int:
        return 1 + (row - top) * step

    right = 1 + box_width + _BETWEEN
    boxes = [_box(name, entities[name], 1, y_of(row)) for name, row in rows.items()]
    boxes += [_box(name, entities[name], right, y_of(row)) for name, row in places.items()]
    lines = [f"M{1 + box_width // 2} {y_of(row) - _GAP}v{_GAP}" for row in range(1, len(chain))]
    for anchor, names in anchors.items():
        start = y_of(rows[anchor]) + _HEIGHT // 2
        for name in names:
            rise = y_of(places[name]) + _HEIGHT // 2 - start
            half = _BETWEEN // 2
            lines.append(f"M{1 + box_width} {start}h{half}v{rise}h{half}")
    height = max(box.y for box in boxes) + _HEIGHT + 1
    width = right + box_width + 1 if places else box_width + 2
    return Drawing(
        width=width,
        height=height,
        box=(box_width, _HEIGHT),
        boxes=tuple(boxes),
        lines=tuple(lines),
        alternative=" ".join(_in_words(chain, anchors)),
    )


def _box(name: str, modules: Sequence[IodModule], x: int, y: int) -> Box:
    mandatory = sum(use.usage is Usage.MANDATORY for use in modules)
    text = count(len(modules), "module") + (f", {mandatory} mandatory" if mandatory else "")
    return Box(name=name, text=text, optional=not mandatory, x=x, y=y)


def _beside(
    entities: Mapping[str, Sequence[IodModule]], chain: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """What stands beside which entity of the chain; beside the last where there is no Series."""
    groups: dict[str, tuple[str, ...]] = {}
    for anchor, names in (("Series", _BESIDE_SERIES), (chain[-1], _BESIDE_OBJECT)):
        at = anchor if anchor in chain else chain[-1]
        found = tuple(name for name in names if name in entities)
        if found:
            groups[at] = (*groups.get(at, ()), *found)
    return groups


def _in_words(chain: Sequence[str], anchors: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield f"From top to bottom: {', '.join(chain)}."
    for anchor, names in anchors.items():
        yield f"Beside {anchor}: {', '.join(names)}."
