"""The page of each attribute, and the indexes of all attributes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.model import Registry
from generator.model.addresses import attribute_address, group_address
from generator.model.attributes import Attribute
from generator.model.iod_tables import IodTables
from generator.model.iods import Iod, ModuleUser, Usage
from generator.model.meaning import ContextGroupUse, Requirement
from generator.model.occurrences import AttributePlace, Occurrences, Spread
from generator.model.tables import STRENGTH, AttributeTable, AttributeUse, Type
from generator.render.meaning import Rows, United, Words
from generator.render.page import Page, neighbours
from generator.render.text import count, listed

OTHERS = "attributes/others/"
"""The address of the index of the attributes that occur in no module."""

_OUTSIDE = {
    "0000": "it is a part of the command set of messages (PS3.7)",
    "0002": "it is a part of the File Meta Information at the head of a file (PS3.10)",
    "fffe": "it marks where items of sequences begin and end (PS3.5)",
}
"""By group, where attributes stand that occur in no module."""


def pages(registry: Registry) -> Iterator[Page]:
    """The indexes, then every attribute that has a name, in the order of the tags."""
    tables = registry.iods
    used = tables.used_attributes
    groups = _groups(registry)
    others = tuple(it for it in tables.attributes.values() if not tables.is_used(it))
    lead = (
        f"{len(used):,} attributes that occur in a module or macro, by the group of their tag, and "
        f"{len(others)} others of the dictionary of PS3.6."
    )
    yield Page(
        url="attributes/",
        title="Attributes",
        description=lead,
        lead=lead,
        template="attributes.html",
        values={"groups": groups, "others": others, "others_address": OTHERS},
        section="Objects",
    )
    for group in groups:
        yield _group_page(group)
    lead = (
        f"{count(len(others), 'attribute')} of the dictionary of PS3.6 that occur in no module: "
        "those of messages, files, queries and other standards, and retired ones."
    )
    yield Page(
        url=OTHERS,
        title="Attributes in no module",
        description=lead,
        lead=lead,
        template="attribute-others.html",
        values={"attributes": others},
        section="Objects",
        wide=True,
    )
    words = Words(registry)
    named = (it for it in tables.attributes.values() if it.name)
    for before, attribute, after in neighbours(named):
        yield _attribute_page(registry, words, attribute, before, after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The attributes that share the first half of their tag, and occur in a module."""

    number: str
    """As in addresses: `0008`, `60xx`."""

    name: str
    holds: str
    attributes: tuple[Attribute, ...]


def _groups(registry: Registry) -> tuple[Group, ...]:
    groups: defaultdict[str, list[Attribute]] = defaultdict(list)
    for attribute in registry.iods.used_attributes:
        groups[attribute.tag[:4]].append(attribute)
    names = registry.glossary.groups
    return tuple(
        Group(
            number=number,
            name=names[number].name,
            holds=names[number].holds,
            attributes=tuple(found),
        )
        for number, found in groups.items()
    )


def _group_page(group: Group) -> Page:
    first, last = group.attributes[0], group.attributes[-1]
    number = count(len(group.attributes), "attribute")
    lead = (
        f"{number} of group {group.number.upper().replace('X', 'x')} that occur in a module: "
        f"{group.holds}. From {first.name} {first.printed_tag} to {last.name} {last.printed_tag}."
    )
    return Page(
        url=group_address(group.number),
        title=f"Group {group.number.upper().replace('X', 'x')}: {group.name}",
        description=lead,
        lead=lead,
        template="attribute-group.html",
        values={"group": group},
        section="Objects",
        wide=True,
    )


def _attribute_page(
    registry: Registry,
    words: Words,
    attribute: Attribute,
    before: Attribute | None,
    after: Attribute | None,
) -> Page:
    sentence = registry.glossary.of(attribute)
    meaning = f"{sentence.text} " if sentence else ""
    vr, vm = attribute.vr or "none", attribute.vm or "none"
    what = f"VR {vr}, VM {vm}{', retired' if attribute.retired else ''}"
    where = _where_in_words(attribute, registry.iods.spread(attribute))
    return Page(
        url=attribute_address(attribute.tag),
        title=f"{attribute.name} {attribute.printed_tag}",
        description=f"{meaning}{attribute.name} {attribute.printed_tag}, {what}: in {where}.",
        lead=f"{meaning}{what}. It occurs in {where}.",
        template="attribute.html",
        values={
            "attribute": attribute,
            "before": before,
            "after": after,
            "others_address": OTHERS,
            "find": partial(where_found, words, attribute),
        },
        section="Objects",
        wide=True,
    )


def _where_in_words(attribute: Attribute, spread: Spread | None) -> str:
    if spread is None:
        outside = _OUTSIDE.get(attribute.tag[:4])
        return f"no module: {outside}" if outside else "no module"
    return f"{listed([*_counts(spread)])}, {_types_in_words(spread.types)}"


def _counts(spread: Spread) -> Iterator[str]:
    if spread.modules or not spread.functional_groups:
        yield count(spread.modules, "module")
    if spread.functional_groups:
        yield count(spread.functional_groups, "functional group")
    if spread.iods:
        yield count(spread.iods, "IOD")
        yield count(spread.sop_classes, "SOP Class", "SOP Classes")


def _types_in_words(kinds: Collection[Type | None]) -> str:
    typed = [it.value for it in Type if it in kinds]
    if not typed:
        return "with the requirement set by the service"
    return f"with type {listed(typed, 'or')}" if typed[1:] else f"as type {typed[0]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemContent:
    """What the items of a sequence hold, and in which tables."""

    uses: tuple[AttributeUse, ...]
    places: tuple[AttributeTable, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How an attribute comes into an IOD: with which type, and through which tables."""

    top: tuple[Type | None, ...]
    """The strongest type at the top of a module or functional group; empty if in items only."""

    nested: tuple[Type | None, ...]
    """The strongest type in the items of a sequence; empty where it is at the top only."""

    through: tuple[tuple[AttributeTable, Usage], ...]
    """The modules and functional groups, those that demand most first: at the top, by type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where an attribute occurs, as its page shows it."""

    occurrences: Occurrences

    values: Sequence[United]
    """The lists of its values, those of most rows first."""

    requirements: Sequence[tuple[Requirement, Rows]]
    """When it is required, with the rows that say so, those of most rows first."""

    groups: Sequence[tuple[ContextGroupUse, Rows]]
    """Where its codes come from, with the rows that say so."""

    iods: tuple[tuple[Iod, Way], ...]
    """Every IOD with it, in the order of the standard, and how it comes there."""

    places: tuple[AttributePlace, ...]
    """The printed rows, those of modules at the top first."""

    contents: tuple[ItemContent, ...]
    """What its own items hold, where it is a sequence; what most places have goes first."""


def where_found(words: Words, attribute: Attribute) -> Found:
    """Where `attribute` occurs, what its items hold, and what its rows mean."""
    tables = words.registry.iods
    occurrences = tables.occurrences(attribute)
    rows = [(it.table, it.row) for it in occurrences.places]
    return Found(
        values=words.united_values(rows),
        requirements=words.united_requirements(rows),
        groups=words.united_groups(rows),
        occurrences=occurrences,
        iods=_ways(tables, occurrences),
        places=tuple(sorted(occurrences.places, key=lambda it: bool(it.above))),
        contents=_item_contents(tables, occurrences) if attribute.is_sequence else (),
    )


_USAGES = {usage: at for at, usage in enumerate(Usage)}
"""Usages by their strength, the strongest first."""


def _ways(tables: IodTables, found: Occurrences) -> tuple[tuple[Iod, Way], ...]:
    """Each IOD that has a table of `found`, and how the attribute comes into it."""
    reaches = {it.table: it for it in found.reaches}
    uses: defaultdict[Iod, list[tuple[AttributeTable, ModuleUser]]] = defaultdict(list)
    for table in reaches:
        for user in tables.users(table):
            uses[user.iod].append((table, user))
    known: dict[tuple[tuple[AttributeTable, Usage], ...], Way] = {}

    def strength(it: tuple[AttributeTable, Usage]) -> tuple[bool, int, int]:
        reach = reaches[it[0]]
        return (reach.top is None, STRENGTH[reach.types[0]], _USAGES[it[1]])

    ways = []
    for iod in found.iods:
        through = tuple((table, user.usage) for table, user in uses[iod])
        if through not in known:
            of_iod = [reaches[table] for table, _ in through]
            known[through] = Way(
                top=_strongest([it.top.type for it in of_iod if it.top]),
                nested=_strongest([it.nested[0] for it in of_iod if it.nested]),
                through=tuple(sorted(through, key=strength)),
            )
        ways.append((iod, known[through]))
    return tuple(ways)


def _strongest(kinds: Sequence[Type | None]) -> tuple[Type | None, ...]:
    return (min(kinds, key=STRENGTH.__getitem__),) if kinds else ()


def _item_contents(tables: IodTables, found: Occurrences) -> tuple[ItemContent, ...]:
    """What the items hold: places whose items hold the same rows are one."""
    places: defaultdict[tuple[tuple[str, Type | None], ...], dict[AttributeTable, None]]
    places = defaultdict(dict)
    uses: dict[tuple[tuple[str, Type | None], ...], tuple[AttributeUse, ...]] = {}
    for use, table in tables.sequences(found.attribute):
        items = tables.items(use)
        if items:
            key = tuple((it.attribute.tag, it.type) for it in items)
            uses.setdefault(key, items)
            places[key][table] = None
    ordered = sorted(places.items(), key=lambda it: -len(it[1]))
    return tuple(ItemContent(uses=uses[key], places=tuple(where)) for key, where in ordered)
