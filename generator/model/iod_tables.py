"""All IODs, modules and macros of PS3.3, and what leads back from each.

`IodTables` answers both ways: what an IOD holds, and where an attribute occurs.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from generator.model.attributes import Attribute, AttributeIndex
from generator.model.iods import Iod, ModuleUser, NormalisedIod, WithoutIod
from generator.model.occurrences import AttributePlace, Occurrences, Place, Reach, Spread
from generator.model.standard import Section
from generator.model.tables import (
    STRENGTH,
    AttributeTable,
    AttributeUse,
    Macro,
    Module,
    Resolver,
    TableRow,
    Type,
)
from generator.model.uids import uid_key


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IodTables:
    """All IODs, modules, macros and attributes, with what leads back from each."""

    iods: Mapping[str, Iod]
    """By key, in the order of the standard."""

    modules: Mapping[str, Module]
    """By key, in the order of the standard."""

    macros: Mapping[str, Macro]
    """By key, in the order of the standard."""

    attributes: Mapping[str, Attribute]
    """By tag, and sorted by it: the whole dictionary."""

    normalised: Mapping[str, NormalisedIod]
    """By section of PS3.3 Annex B, in its order."""

    without: Mapping[str, WithoutIod]
    """By UID: the SOP Classes without a composite IOD."""

    link_sources: Mapping[str, str] = field(default_factory=dict)
    """By UID of a SOP Class: who says that its composite IOD is that one."""

    _index: "_Index" = field(init=False, repr=False)

    edition: str = field(init=False)
    """The edition that printed most of the tables here; a table says its own."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "_index", _Index(self))
        printed = Counter(it.edition for it in self.tables if it.printed)
        newest = max(printed, key=printed.__getitem__, default="")
        object.__setattr__(self, "edition", newest)

    @property
    def tables(self) -> Iterator[AttributeTable]:
        """Every table of attributes: those of modules, then of macros."""
        yield from self.modules.values()
        yield from self.macros.values()

    def at(self, address: str) -> AttributeTable:
        """The module or macro with that address, as `modules/ct-image/`. KeyError if none is."""
        kind, key, _ = address.split("/")
        tables: Mapping[str, Mapping[str, AttributeTable]] = {
            "modules": self.modules,
            "macros": self.macros,
        }
        return tables[kind][key]

    def sections(self) -> Iterator[Section]:
        """Every section of the standard that is named here, with an edition that has it."""
        named: tuple[Iod | NormalisedIod | AttributeTable, ...] = (
            *self.iods.values(),
            *self.normalised.values(),
            *self.tables,
        )
        for it in named:
            if it.section:
                yield Section(part="PS3.3", section=it.section, edition=it.edition)
        for without in self.without.values():
            if without.section:
                yield Section(part=without.part, section=without.section, edition=without.edition)

    def sections_with_tables(self) -> Iterator[Section]:
        """Those of them whose number that of a table of attributes confirms."""
        for it in self.tables:
            if it.section and it.table:
                yield Section(part="PS3.3", section=it.section, edition=it.edition)

    def iod_of(self, sop_class_uid: str) -> Iod | None:
        """The composite IOD of a SOP Class; where it has none, `without` says why."""
        return self.with_iod.get(sop_class_uid)

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
        return self._index.dictionary.find(text)

    def attribute(self, keyword: str) -> Attribute:
        """The attribute with that keyword. KeyError if there is none."""
        return self._index.dictionary.by_keyword[keyword]

    def uses(self, table: AttributeTable) -> tuple[AttributeUse, ...]:
        """What stands at the top of a module or macro, every include resolved."""
        return self._index.resolver.table(table)

    def items(self, use: AttributeUse) -> tuple[AttributeUse, ...]:
        """What the items of a sequence hold; nothing where no table says."""
        return self._index.resolver.items(use)

    def expand(self, table: AttributeTable) -> Iterator[tuple[AttributeUse, ...]]:
        """Every attribute of `table`, nested ones too, with those it is nested in before it."""
        return self._index.resolver.expand(self.uses(table))

    def size(self, table: AttributeTable) -> int:
        """How many attributes `table` comes to with every include and item expanded."""
        return self._index.sizes[table]

    def users(self, table: AttributeTable) -> tuple[ModuleUser, ...]:
        """The composite IODs that use the module, or the macro as a functional group."""
        return self._index.users.get(table, ())

    def normalised_users(self, table: AttributeTable) -> tuple[NormalisedIod, ...]:
        """The normalised IODs that use the module; none uses a macro by itself."""
        return self._index.normalised.get(table, ())

    def includes(self, macro: AttributeTable) -> tuple[Place, ...]:
        """The rows that include the macro, in the order of the standard."""
        return self._index.includes.get(macro, ())

    @property
    def used_attributes(self) -> tuple[Attribute, ...]:
        """The attributes that occur in a table, in the order of their tags."""
        return tuple(it for tag, it in self.attributes.items() if tag in self._index.places)

    def is_used(self, attribute: Attribute) -> bool:
        """Whether the attribute occurs in a table."""
        return attribute.tag in self._index.places

    def sequences(self, attribute: Attribute) -> Iterator[tuple[AttributeUse, AttributeTable]]:
        """Every printed row with the attribute, resolved, and the table that has it."""
        for place in self._index.places.get(attribute.tag, ()):
            yield self._index.resolver.row(place.table, place.row), place.table

    def spread(self, attribute: Attribute) -> Spread | None:
        """How widely the attribute occurs; None if in no table."""
        return self._index.spreads.get(attribute.tag)

    def occurrences(self, attribute: Attribute) -> Occurrences:
        """Everywhere the attribute occurs: rows, modules, functional groups, IODs, SOP Classes."""
        places = self._index.places.get(attribute.tag, ())
        found = self._index.reached.get(attribute.tag, {})
        users = {user.iod for table in found for user in self.users(table)}
        normalised = {iod for table in found for iod in self.normalised_users(table)}
        return Occurrences(
            attribute=attribute,
            places=tuple(
                AttributePlace(
                    table=it.table,
                    above=it.above,
                    row=it.row,
                    reach={
                        table: counted.rows[it.row]
                        for table, counted in found.items()
                        if it.row in counted.rows
                    },
                )
                for it in places
            ),
            reaches=tuple(
                Reach(
                    table=table,
                    top=counted.top,
                    types=_ordered(
                        {*counted.nested, *((counted.top.type,) if counted.top else ())}
                    ),
                    nested=_ordered(counted.nested),
                    paths=counted.rows.total(),
                )
                for table, counted in found.items()
            ),
            iods=tuple(sorted(users, key=self._index.order.__getitem__)),
            normalised=tuple(sorted(normalised, key=self._index.order.__getitem__)),
        )


def _ordered(kinds: set[Type | None]) -> tuple[Type | None, ...]:
    return tuple(sorted(kinds, key=STRENGTH.__getitem__))


@dataclass(slots=True)
class _Counted:
    """How often an attribute stands in a module or functional group, and by which rows."""

    rows: Counter[TableRow] = field(default_factory=Counter)
    top: AttributeUse | None = None
    nested: set[Type | None] = field(default_factory=set)


class _Index:
    """What leads back: from a row to its table, from a module to its IODs.

    What needs every table expanded is computed when it is first asked for: not every command does.
    """

    def __init__(self, tables: IodTables) -> None:
        self._tables = tables
        self.resolver = Resolver()
        self.dictionary = AttributeIndex(tables.attributes)
        self.by_sop_class = {uid: iod for iod in tables.iods.values() for uid in iod.sop_class_uids}
        self.by_normalised = {
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
        }
        users: defaultdict[AttributeTable, list[ModuleUser]] = defaultdict(list)
        for iod in tables.iods.values():
            for use in iod.modules:
                entity = use.information_entity
                users[use.module].append(
                    ModuleUser(iod=iod, usage=use.usage, information_entity=entity)
                )
            for group in iod.functional_groups:
                users[group.macro].append(
                    ModuleUser(iod=iod, usage=group.usage, information_entity="")
                )
        self.users = {table: tuple(found) for table, found in users.items()}
        normalised: defaultdict[AttributeTable, list[NormalisedIod]] = defaultdict(list)
        for it in tables.normalised.values():
            for module in dict.fromkeys(it.modules):
                normalised[module].append(it)
        self.normalised = {module: tuple(found) for module, found in normalised.items()}
        every: Iterator[Iod | NormalisedIod] = chain(
            tables.iods.values(), tables.normalised.values()
        )
        self.order = {it: place for place, it in enumerate(every)}
        places: defaultdict[str, list[Place]] = defaultdict(list)
        includes: defaultdict[AttributeTable, list[Place]] = defaultdict(list)
        for table in tables.tables:
            for above, row in _with_above(table.rows, ()):
                place = Place(table=table, above=above, row=row)
                if row.attribute:
                    places[row.attribute.tag].append(place)
                elif row.include:
                    includes[row.include].append(place)
        self.places = {tag: tuple(found) for tag, found in places.items()}
        self.includes = {macro: tuple(found) for macro, found in includes.items()}

    @cached_property
    def reached(self) -> Mapping[str, Mapping[AttributeTable, _Counted]]:
        """By tag: where the attribute stands in each module and functional group, in order."""
        reached: defaultdict[str, dict[AttributeTable, _Counted]] = defaultdict(dict)
        for table in self._tables.tables:
            if isinstance(table, Macro) and table not in self.users:
                continue
            for path in self.resolver.expand(self.resolver.table(table)):
                use = path[-1]
                counted = reached[use.attribute.tag].setdefault(table, _Counted())
                counted.rows[use.row] += 1
                if len(path) == 1:
                    counted.top = use
                else:
                    counted.nested.add(use.type)
        return reached

    @cached_property
    def spreads(self) -> Mapping[str, Spread]:
        """By tag: how widely each attribute occurs."""
        return {tag: self._spread(tag, places) for tag, places in self.places.items()}

    def _spread(self, tag: str, places: Iterable[Place]) -> Spread:
        found = self.reached.get(tag, {})
        iods = {user.iod for table in found for user in self.users.get(table, ())}
        modules = sum(isinstance(table, Module) for table in found)
        kinds = {kind for counted in found.values() for kind in counted.nested}
        kinds |= {counted.top.type for counted in found.values() if counted.top}
        return Spread(
            modules=modules,
            functional_groups=len(found) - modules,
            iods=len(iods),
            sop_classes=len({uid for iod in iods for uid in iod.sop_class_uids}),
            types=_ordered(kinds or {it.row.type for it in places}),
        )

    @cached_property
    def sizes(self) -> Mapping[AttributeTable, int]:
        """How many attributes each table comes to with all items expanded."""
        return {
            table: sum(1 for _ in self.resolver.expand(self.resolver.table(table)))
            for table in self._tables.tables
        }


def _with_above(
    rows: Sequence[TableRow], above: tuple[TableRow, ...]
) -> Iterator[tuple[tuple[TableRow, ...], TableRow]]:
    for row in rows:
        yield above, row
        yield from _with_above(row.below, (*above, row))
