"""IODs, modules and item definitions of PS3.3, and what occurs where.

A module is a table of attributes. A sequence in it holds items, whose attributes are an item
definition: stored once, however many sequences hold it, and again a table of attributes. Expanded,
the tables have 99,740 rows; stored, a tenth of that. `IodTables` answers both ways: what a SOP
Class holds, and where an attribute occurs.

Rows come in the order of their tags, as in the source, not in that of the printed tables.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from generator.model.attributes import Attribute, tag_of
from generator.model.standard import Reference, Section
from generator.model.uids import uid_key
from generator.problems import Where

_NOWHERE = Where("")


class _OfPs33:
    """What PS3.3 defines in a section, mostly by a table."""

    __slots__ = ()
    section: str
    table: str
    edition: str

    @property
    def defined_in(self) -> Reference | None:
        """Where the standard defines it; None where we do not know the section."""
        if not self.section:
            return None
        return Reference(
            standard="PS3.3", section=self.section, edition=self.edition, table=self.table
        )


class Usage(StrEnum):
    """How a composite IOD uses a module or functional group macro (PS3.3 A.1.3)."""

    MANDATORY = "M"
    CONDITIONAL = "C"
    USER_OPTION = "U"


class Type(StrEnum):
    """What is demanded of an attribute in a module or item (PS3.5 7.4), strongest first."""

    REQUIRED = "1"
    REQUIRED_CONDITIONALLY = "1C"
    MAY_BE_EMPTY = "2"
    MAY_BE_EMPTY_CONDITIONALLY = "2C"
    OPTIONAL = "3"


class NoIodReason(StrEnum):
    """Why a SOP Class has no composite IOD in our tables."""

    NORMALISED = "normalised"
    """It has a normalised IOD (PS3.3 Annex B), for which PS3.4 sets the requirements."""

    QUERY = "query"
    """It has the information model of a query or retrieval (PS3.4)."""

    RETIRED = "retired"
    """It is retired, and its IOD with it."""

    DICOS = "dicos"
    """DICOS (NEMA IIC 1) defines its IOD, not PS3.3."""

    DICONDE = "diconde"
    """DICONDE (ASTM) defines its IOD, not PS3.3."""

    META = "meta"
    """It is a Meta SOP Class: a group of SOP Classes, each with an IOD of its own."""

    SERVICE = "service"
    """It is a service without an information object."""

    NEWER = "newer"
    """It is newer than our tables of IODs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCorrection:
    """Why a type here is not the one in the table that the rows come from."""

    type: Type
    """What that table has."""

    reason: str
    source: str
    """Where the standard says so."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AttributeUse:
    """One row of a module or of an item definition."""

    attribute: Attribute

    type: Type | None
    """None in modules of normalised IODs: PS3.4 sets what is demanded, for each service."""

    correction: TypeCorrection | None = None
    """Why the type is another than in the source of the row."""

    item: "ItemDefinition | None" = field(repr=False)
    """What the items of a sequence hold; None where it is none, or the tables do not say."""

    where: Where = field(default=_NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMacro(_OfPs33):
    """The macro of PS3.3 that an item definition is."""

    name: str
    section: str
    table: str
    edition: str
    """An edition that has the section."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ItemDefinition:
    """What the items of one or many sequences hold: one object, wherever it is used."""

    key: str
    """Its name in our data, stable: `referenced-series`, `code-sequence-macro`."""

    rows: tuple[AttributeUse, ...] = field(repr=False)
    macro: ItemMacro | None = None

    @property
    def size(self) -> int:
        """How many rows it has with all items in it expanded."""
        return sum(1 + (row.item.size if row.item else 0) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Module(_OfPs33):
    """A module of PS3.3 Annex C, or F for the directory."""

    key: str
    name: str
    """The standard's name, without the word Module; several have one name: see `title`."""

    variant_of: str
    """The name of the IOD for which its functional groups are written out; empty for the others."""

    section: str
    table: str
    """The number of its table in PS3.3, `C.7-1`; empty where we do not know it."""

    edition: str
    """An edition that has the section."""

    source: str
    """Where name and section come from."""

    rows: tuple[AttributeUse, ...] = field(repr=False)
    note: str = ""
    """What readers of its table must know, in our words; mostly empty."""

    where: Where = field(default=_NOWHERE, repr=False)

    @property
    def title(self) -> str:
        """The name, made one of its kind: `Multi-frame Functional Groups (Enhanced CT Image)`."""
        return f"{self.name} ({self.variant_of})" if self.variant_of else self.name

    @property
    def has_table(self) -> bool:
        """Whether we have its table of attributes; without one it is known by name only."""
        return bool(self.rows)

    @property
    def size(self) -> int:
        """How many rows it has with all items expanded."""
        return sum(1 + (row.item.size if row.item else 0) for row in self.rows)


Holder: TypeAlias = Module | ItemDefinition
"""What has rows of attributes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IodModule:
    """A module in an IOD."""

    information_entity: str
    module: Module
    usage: Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionalGroup(_OfPs33):
    """A functional group macro: what may be said of all frames at once, or of each."""

    key: str
    name: str
    section: str
    """Empty where we do not know it; then so are table and edition."""

    table: str
    edition: str
    """An edition that has the section."""

    source: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


Tabled: TypeAlias = Module | FunctionalGroup | ItemMacro
"""What PS3.3 defines by a table of attributes, mostly."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Iod(_OfPs33):
    """A composite IOD of PS3.3 Annex A, or F for the directory."""

    key: str
    name: str
    """The standard's name, without the word IOD."""

    section: str
    """Empty where we do not know it; then so are table and edition."""

    table: str
    edition: str
    """An edition that has the section."""

    source: str
    """Where name and section come from."""

    modules: tuple[IodModule, ...] = field(repr=False)
    """In the order of the standard."""

    functional_groups: tuple[tuple[FunctionalGroup, Usage], ...] = field(repr=False)
    """In the order of the standard; empty also where it is newer than our table of them."""

    sop_class_uids: tuple[str, ...]
    """The SOP Classes that use it."""

    where: Where = field(default=_NOWHERE, repr=False)

    @property
    def information_entities(self) -> Mapping[str, tuple[IodModule, ...]]:
        """The modules by information entity, both in the order of the standard."""
        grouped: dict[str, list[IodModule]] = {}
        for use in self.modules:
            grouped.setdefault(use.information_entity, []).append(use)
        return {name: tuple(uses) for name, uses in grouped.items()}

    @property
    def functional_groups_module(self) -> Module | None:
        """The module that holds its functional groups, where it is multi-frame in that way."""
        ends = ("multi-frame-functional-groups", "current-frame-functional-groups")
        return next((it.module for it in self.modules if it.module.key.endswith(ends)), None)

    @property
    def size(self) -> int:
        """How many rows its modules have with all items expanded."""
        return sum(use.module.size for use in self.modules)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NormalisedIod:
    """A normalised IOD of PS3.3 Annex B; it has no usages, and PS3.4 sets its requirements."""

    section: str
    name: str
    """The standard's name, without the words Information Object Definition."""

    retired: bool
    edition: str
    """An edition that has the section."""

    modules: tuple[Module, ...] = field(repr=False)
    where: Where = field(default=_NOWHERE, repr=False)

    @property
    def defined_in(self) -> Reference:
        """Where the standard defines it."""
        return Reference(standard="PS3.3", section=self.section, edition=self.edition)


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutIod:
    """Why a SOP Class has no composite IOD here."""

    sop_class_uid: str
    reason: NoIodReason
    part: str
    """The part that says more, `PS3.3` or `PS3.4`; empty where we cannot name the section."""

    section: str
    edition: str
    """An edition that has the section."""

    source: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def defined_in(self) -> Reference | None:
        """Where the standard says more; None where we cannot name the section."""
        if not self.section:
            return None
        return Reference(standard=self.part, section=self.section, edition=self.edition)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModuleUser:
    """An IOD that uses a module."""

    iod: Iod
    usage: Usage
    information_entity: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A row and what it stands in."""

    holder: Holder
    row: AttributeUse


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ItemPlace:
    """A row in an item definition, and where in the modules that item definition comes to stand."""

    item: ItemDefinition
    row: AttributeUse

    modules: Mapping[Module, int]
    """How often the item definition stands in each module when expanded; the standard's order."""

    @property
    def paths(self) -> int:
        """How many paths lead to the row from the top of a module."""
        return sum(self.modules.values())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModuleReach:
    """A module in which an attribute occurs, at the top or nested."""

    module: Module

    row: AttributeUse | None
    """The row at the top of the module; None where the attribute is nested only."""

    types: tuple[Type | None, ...]
    """The types with which it occurs in the module, the strongest first, None at the end."""

    paths: int
    """How often it occurs in the module when all items are expanded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Occurrences:
    """Everywhere an attribute occurs."""

    attribute: Attribute

    in_modules: tuple[Place, ...]
    """The rows at the top of modules, in the order of the standard."""

    in_items: tuple[ItemPlace, ...]
    """The rows in item definitions, by their key."""

    modules: tuple[ModuleReach, ...]
    """Every module in which it occurs, at the top or nested, in the order of the standard."""

    iods: tuple[Iod, ...]
    """Every IOD with such a module, in the order of the standard."""

    @property
    def sop_class_uids(self) -> tuple[str, ...]:
        """Every SOP Class with such an IOD, in the order of the UIDs."""
        uids = {uid for iod in self.iods for uid in iod.sop_class_uids}
        return tuple(sorted(uids, key=uid_key))

    @property
    def paths(self) -> int:
        """How many rows it has when all items of all modules are expanded."""
        return sum(reach.paths for reach in self.modules)


def expand(rows: Iterable[AttributeUse]) -> Iterator[tuple[AttributeUse, ...]]:
    """Every row with the rows it is nested in before it, each sequence before what is in it."""
    for row in rows:
        yield (row,)
        if row.item:
            for nested in expand(row.item.rows):
                yield (row, *nested)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IodTables:
    """All IODs, modules, item definitions and attributes, with what leads back from each."""

    iods: Mapping[str, Iod]
    """By key, in the order of the standard."""

    modules: Mapping[str, Module]
    """By key, in the order of the standard."""

    items: Mapping[str, ItemDefinition]
    """By key, and sorted by it."""

    attributes: Mapping[str, Attribute]
    """By tag, and sorted by it: the whole dictionary."""

    functional_groups: Mapping[str, FunctionalGroup]
    """By key, in the order of the standard."""

    normalised: Mapping[str, NormalisedIod]
    """By section of PS3.3 Annex B, in its order."""

    without: Mapping[str, WithoutIod]
    """By UID: the SOP Classes without a composite IOD."""

    link_sources: Mapping[str, str] = field(default_factory=dict)
    """By UID of a SOP Class: who says that its composite IOD is that one."""

    _index: "_Index" = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", _Index.of(self))

    def sections(self) -> Iterator[Section]:
        """Every section of the standard that is named here, with an edition that has it."""
        named: tuple[Iod | NormalisedIod | Tabled, ...] = (
            *self.iods.values(),
            *self.normalised.values(),
            *self.tabled,
        )
        for it in named:
            if it.section:
                yield Section(part="PS3.3", section=it.section, edition=it.edition)
        for without in self.without.values():
            if without.section:
                yield Section(part=without.part, section=without.section, edition=without.edition)

    def sections_with_tables(self) -> Iterator[Section]:
        """Those of them whose number that of a table of attributes confirms."""
        for it in self.tabled:
            if it.section and it.table:
                yield Section(part="PS3.3", section=it.section, edition=it.edition)

    @property
    def tabled(self) -> Iterator[Tabled]:
        """What PS3.3 defines by a table of attributes: modules and macros."""
        yield from self.modules.values()
        yield from self.functional_groups.values()
        yield from (item.macro for item in self.items.values() if item.macro)

    def iod_of(self, sop_class_uid: str) -> Iod | None:
        """The composite IOD of a SOP Class; where it has none, `without` says why."""
        return self._index.by_sop_class.get(sop_class_uid)

    @property
    def with_iod(self) -> Mapping[str, Iod]:
        """The composite IODs by the UIDs of their SOP Classes."""
        return self._index.by_sop_class

    def normalised_iod_of(self, sop_class_uid: str) -> NormalisedIod | None:
        """The normalised IOD of a SOP Class, retired ones too; None if none or not known."""
        without = self.without.get(sop_class_uid)
        if without is None or without.part != "PS3.3":
            return None
        return self.normalised.get(without.section)

    def sop_classes_of(self, iod: NormalisedIod) -> tuple[str, ...]:
        """The UIDs of the SOP Classes that have that normalised IOD, in their order."""
        return self._index.by_normalised[iod.section]

    def find_attribute(self, text: str) -> Attribute | None:
        """The attribute with that keyword, or with that tag in any usual form.

        An element of a repeating group gives its entry: `(6002,0010)` gives `60xx0010`.
        """
        tag = tag_of(text)
        if tag is None:
            return self._index.by_keyword.get(text.strip())
        return self.attributes.get(tag) or next(
            (self.attributes[it] for it, form in self._index.repeating if form.fullmatch(tag)), None
        )

    def attribute(self, keyword: str) -> Attribute:
        """The attribute with that keyword. KeyError if there is none."""
        return self._index.by_keyword[keyword]

    def users(self, module: Module) -> tuple[ModuleUser, ...]:
        """The composite IODs that use the module, in the order of the standard."""
        return self._index.users.get(module.key, ())

    def normalised_users(self, module: Module) -> tuple[NormalisedIod, ...]:
        """The normalised IODs that use the module."""
        return tuple(iod for iod in self.normalised.values() if module in iod.modules)

    def holders(self, item: ItemDefinition) -> tuple[Place, ...]:
        """The rows whose sequence holds the item definition: those of modules, then of items."""
        return self._index.holders.get(item.key, ())

    def modules_with(self, item: ItemDefinition) -> Mapping[Module, int]:
        """The modules in which an item definition comes to stand, and how often, when expanded."""
        return self._index.reach[item.key]

    @property
    def used_attributes(self) -> tuple[Attribute, ...]:
        """The attributes that occur in a module, in the order of their tags."""
        return tuple(it for tag, it in self.attributes.items() if tag in self._index.places)

    def is_used(self, attribute: Attribute) -> bool:
        """Whether the attribute occurs in a module."""
        return attribute.tag in self._index.places

    def occurrences(self, attribute: Attribute) -> Occurrences:
        """Everywhere the attribute occurs: rows, item definitions, modules, IODs, SOP Classes."""
        places = self._index.places.get(attribute.tag, ())
        at_top: dict[Module, AttributeUse] = {}
        in_items: list[ItemPlace] = []
        paths: Counter[Module] = Counter()
        types: defaultdict[Module, set[Type | None]] = defaultdict(set)
        for place in places:
            if isinstance(place.holder, Module):
                at_top[place.holder] = place.row
                reached: Mapping[Module, int] = {place.holder: 1}
            else:
                reached = self._index.reach[place.holder.key]
                in_items.append(ItemPlace(item=place.holder, row=place.row, modules=reached))
            for module, count in reached.items():
                paths[module] += count
                types[module].add(place.row.type)
        modules = sorted(paths, key=self._index.order.__getitem__)
        iods = {user.iod for module in modules for user in self.users(module)}
        return Occurrences(
            attribute=attribute,
            in_modules=tuple(p for p in places if isinstance(p.holder, Module)),
            in_items=tuple(in_items),
            modules=tuple(
                ModuleReach(
                    module=module,
                    row=at_top.get(module),
                    types=tuple(sorted(types[module], key=_strength)),
                    paths=paths[module],
                )
                for module in modules
            ),
            iods=tuple(iod for iod in self.iods.values() if iod in iods),
        )

    def paths(self, attribute: Attribute) -> Iterator[tuple[Module, tuple[AttributeUse, ...]]]:
        """Every path to the attribute: the module, and the rows down to that of the attribute.

        Up to some thousands, grouped as in `occurrences`, which can count them too.
        """
        for place in self._index.places.get(attribute.tag, ()):
            yield from self._paths(place)

    def _paths(self, place: Place) -> Iterator[tuple[Module, tuple[AttributeUse, ...]]]:
        if isinstance(place.holder, Module):
            yield place.holder, (place.row,)
            return
        for outer in self.holders(place.holder):
            for module, rows in self._paths(outer):
                yield module, (*rows, place.row)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Index:
    """What leads back: from a row to its holder, from an item to its sequences."""

    by_sop_class: Mapping[str, Iod]
    by_normalised: Mapping[str, tuple[str, ...]]
    """By section of a normalised IOD: the UIDs of its SOP Classes."""

    by_keyword: Mapping[str, Attribute]
    repeating: tuple[tuple[str, re.Pattern[str]], ...]
    users: Mapping[str, tuple[ModuleUser, ...]]
    places: Mapping[str, tuple[Place, ...]]
    """By tag: the rows of modules in their order, then those of item definitions in theirs."""

    holders: Mapping[str, tuple[Place, ...]]
    """By key of an item definition: the rows whose sequence holds it, in the same order."""

    reach: Mapping[str, Mapping[Module, int]]
    """By key of an item definition: how often it stands in each module when expanded."""

    order: Mapping[Module, int]

    @classmethod
    def of(cls, tables: IodTables) -> "_Index":
        order = {module: index for index, module in enumerate(tables.modules.values())}
        users: defaultdict[str, list[ModuleUser]] = defaultdict(list)
        for iod in tables.iods.values():
            for use in iod.modules:
                users[use.module.key].append(
                    ModuleUser(iod=iod, usage=use.usage, information_entity=use.information_entity)
                )
        places: defaultdict[str, list[Place]] = defaultdict(list)
        holders: defaultdict[str, list[Place]] = defaultdict(list)
        all_holders: Sequence[Holder] = (*tables.modules.values(), *tables.items.values())
        for holder in all_holders:
            for row in holder.rows:
                place = Place(holder=holder, row=row)
                places[row.attribute.tag].append(place)
                if row.item:
                    holders[row.item.key].append(place)
        return cls(
            by_sop_class={uid: iod for iod in tables.iods.values() for uid in iod.sop_class_uids},
            by_normalised={
                section: tuple(
                    sorted(
                        (
                            it.sop_class_uid
                            for it in tables.without.values()
                            if (it.part, it.section) == ("PS3.3", section)
                        ),
                        key=uid_key,
                    )
                )
                for section in tables.normalised
            },
            by_keyword={it.keyword: it for it in tables.attributes.values() if it.keyword},
            repeating=tuple(
                (tag, re.compile(tag.replace("x", "[0-9a-f]")))
                for tag in tables.attributes
                if "x" in tag
            ),
            users={key: tuple(found) for key, found in users.items()},
            places={tag: tuple(found) for tag, found in places.items()},
            holders={key: tuple(found) for key, found in holders.items()},
            reach=_reach(tables.items, holders, order),
            order=order,
        )


def _reach(
    items: Iterable[str], holders: Mapping[str, Sequence[Place]], order: Mapping[Module, int]
) -> dict[str, Mapping[Module, int]]:
    reach: dict[str, Mapping[Module, int]] = {}

    def of(item: str) -> Mapping[Module, int]:
        if item not in reach:
            counts: Counter[Module] = Counter()
            for place in holders.get(item, ()):
                if isinstance(place.holder, Module):
                    counts[place.holder] += 1
                else:
                    counts.update(of(place.holder.key))
            reach[item] = {
                module: counts[module] for module in sorted(counts, key=order.__getitem__)
            }
        return reach[item]

    for item in items:
        of(item)
    return reach


def _strength(kind: Type | None) -> tuple[bool, str]:
    return (kind is None, kind or "")
