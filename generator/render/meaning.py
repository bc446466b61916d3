"""What rows of attributes mean, in words and links: values, conditions, context groups, units.

Each piece names its edition and source, which pages show as the title of the piece.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeAlias

from markupsafe import Markup, escape

from generator.model import Registry
from generator.model.addresses import attribute_address, uid_address
from generator.model.attributes import tag_of
from generator.model.conditions import in_words, listed, terms_of
from generator.model.iod_tables import IodTables
from generator.model.iods import Iod
from generator.model.meaning import (
    ContextGroupUse,
    FixedValue,
    ListKind,
    Requirement,
    ValueList,
)
from generator.model.tables import AttributeTable, TableRow
from generator.render.text import count

KINDS: Mapping[ListKind, str] = {
    ListKind.ENUMERATED: "enumerated",
    ListKind.DEFINED: "defined terms",
}
"""What the standard calls a list of values that is closed, and one that may be added to."""

KIND_TITLES: Mapping[ListKind, str] = {
    ListKind.ENUMERATED: "Enumerated values: no others are allowed",
    ListKind.DEFINED: "Defined terms: others are allowed where none of these fits",
}

CID_KINDS: Mapping[str, str] = {
    "baseline": "baseline: other codes may be used",
    "defined": "defined: these codes, or others where none of these fits",
    "enumerated": "enumerated: these codes only",
    "unstated": "our source does not say how firmly",
}
"""How firmly a sequence is bound to a context group (PS3.3 5.6 and PS3.16 6)."""

MODES: Mapping[str, str] = {
    "by_value": "by value",
    "by_value_or_reference": "by value or by reference",
    "see_section": "as the section of the IOD tells",
}
"""How a content item may hold another (PS3.3 C.17.3)."""

RULES: Mapping[str, str] = {
    "shall_be": "is",
    "shall_be_absent": "is absent",
    "defined_terms": "or a further term",
    "transfer_syntax_only": "and no other",
}

_UNITS: Mapping[str, str] = {
    "deg": "°",
    "um": "µm",
    "us": "µs",
    "Cel": "°C",
    "[diop]": "dioptres",
    "[ppm]": "ppm",
    "{pixels}": "pixels",
    "{counts}": "counts",
    "mA.s": "mA·s",
    "uA.s": "µA·s",
    "uA": "µA",
    "d": "days",
    "s": "s",
    "dGy.cm2": "dGy·cm²",
    "cd/m2": "cd/m²",
    "kg/m2": "kg/m²",
    "mm2": "mm²",
    "{MU}": "MU",
}
"""Units of UCUM that people write otherwise."""

_READINGS: Mapping[str, str] = {
    "dicom3tools": "dicom3tools",
    "dicom_validator": "dicom-validator",
    "ps33_2020a": "PS3.3 2020a",
    "ps33_2024b": "PS3.3 2024b",
    "read_2026c": "PS3.3 2026c",
}
"""The readings that a condition was compared with, as pages name them."""

_NAME, _END = "\ue000", "\ue001"
"""What stands around a tag in a text until it becomes a link: characters of private use."""

_LINKED = re.compile(
    f"{_NAME}(?P<thing>[^{_END}]+){_END}"
    r"|(?P<scheme>[A-Z]{2,5}):(?P<value>[0-9A-Z][0-9A-Z.-]*)"
)

_MOST_PLACES = 3

Rows: TypeAlias = Sequence[tuple[AttributeTable, TableRow]]
"""Rows, each with the table that prints it."""


def unit_in_words(unit: str) -> str:
    """A unit of UCUM as people write it."""
    return _UNITS.get(unit, unit.replace("{", "").replace("}", ""))


class Words:
    """Says what the rows of a registry mean; `link` leads from the page that is being rendered."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.name = cache(registry.name_of)

    # Conditions

    def required(self, requirement: Requirement) -> str:
        """When something is required, as plain text."""
        return self._plain(requirement.in_words(self.name))

    def required_with_links(self, requirement: Requirement, base: str, suffix: str) -> Markup:
        """The same with a link to each attribute and SOP Class that it names."""
        marked = requirement.in_words(lambda thing: f"{_NAME}{thing}{_END}")
        made = Markup()
        at = 0
        for match in _LINKED.finditer(marked):
            made += escape(marked[at : match.start()]) + self._linked(match, base, suffix)
            at = match.end()
        return made + escape(marked[at:])

    def _linked(self, match: re.Match[str], base: str, suffix: str) -> Markup:
        thing = match["thing"]
        if not thing:
            return escape(self._code(match))
        attribute = self.registry.iods.find_attribute(thing)
        if attribute and attribute.name:
            address = attribute_address(attribute.tag)
        elif thing in self.registry.uids:
            address = uid_address(self.registry.uids[thing])
        else:
            return escape(self.name(thing))
        return Markup('<a href="{}">{}</a>').format(f"{base}{address}{suffix}", self.name(thing))

    def _plain(self, text: str) -> str:
        """`text` with the meanings of codes added."""
        return _LINKED.sub(self._code, text)

    def _code(self, match: re.Match[str]) -> str:
        """A code with its meaning where a context group has it: `DCM 121403 (Level of …)`."""
        scheme, value = match["scheme"], match["value"]
        for cid in self.registry.codes.groups_of.get((scheme, value), ())[:1]:
            codes = self.registry.codes.groups[cid].codes
            meaning = next(it.meaning for it in codes if (it.scheme, it.value) == (scheme, value))
            return f"{scheme} {value} ({meaning})"
        return f"{scheme} {value}"

    @staticmethod
    def read_in(requirement: Requirement) -> str:
        """The edition of a condition, and which other readings agree."""
        agree = [_READINGS[it] for it in requirement.same if it in _READINGS]
        read = f"PS3.3 {requirement.edition}"
        return f"{read}; {listed(agree, 'and')} {_agrees(agree)}" if agree else read

    # Values

    def lists(self, table: AttributeTable, row: TableRow) -> tuple[ValueList, ...]:
        """The lists of values of a row; those that hold for the same value always are one."""
        found = self.registry.meaning.value_lists(table, row)
        united: dict[object, ValueList] = {}
        for at, it in enumerate(found):
            is_plain = it.condition is None and not it.only_at
            key: object = (it.value_number, it.kind) if is_plain else at
            known = united.get(key)
            united[key] = it if known is None else _united(known, it)
        return tuple(sorted(united.values(), key=lambda it: it.value_number or 0))

    def values(self, found: ValueList) -> tuple[str, ...]:
        """The values of a list; one that is a tag with the name of its attribute."""
        return tuple(map(self.value, found.values))

    def value(self, value: str) -> str:
        """A value; a tag or UID with the name of what it stands for."""
        tag = tag_of(value) if value.startswith("(") else None
        if tag:
            return f"{value} {self.name(tag)}"
        entry = self.registry.uids.get(value)
        return f"{value} {entry.name}" if entry else value

    def only_if(self, found: ValueList | FixedValue) -> str:
        """When a list of values holds, as the end of a sentence; empty for always."""
        condition = found.condition
        if condition is None:
            return ""
        if all(term.op == "unparsed" for term in terms_of(condition)):
            return "in some cases"
        return f"if {self._plain(in_words(condition, self.name))}"

    def list_in_words(self, found: ValueList) -> str:
        """A list of values in a line: `Value 1, enumerated: ORIGINAL, DERIVED`."""
        which = f"Value {found.value_number}" if found.value_number else "Values"
        limits = "; ".join(filter(None, (self.only_if(found), self.only_at(found))))
        text = f"{which}, {KINDS[found.kind]}: {', '.join(self.values(found))}"
        return f"{text} ({limits})" if limits else text

    def group_in_words(self, use: ContextGroupUse) -> str:
        """A context group in a line: `Codes: CID 7150 …`."""
        name = self.registry.codes.groups[use.cid].name
        limits = "; ".join(filter(None, (use.kind, self.only_at(use))))
        return f"Codes: CID {use.cid} {name} ({limits})"

    def listed_in(self, found: ValueList) -> str:
        """The edition and source of a list of values."""
        sources = self.registry.sources
        is_elsewhere = found.basis == ("dicom3tools",)
        parts = [sources.value_lists if is_elsewhere else f"PS3.3 {found.edition}"]
        if found.added:
            parts.append(f"{listed(found.added, 'and')} added by {sources.added_values}")
        if found.dicom3tools == "same":
            parts.append("dicom3tools has the same")
        return "; ".join(parts)

    # Places

    def only_at(self, found: ValueList | ContextGroupUse) -> str:
        """Where alone something holds, in words; empty for everywhere."""
        places = [it for it in found.only_at if it != "…"]
        if not places:
            return ""
        every = [*dict.fromkeys(map(self._place, places))]
        names = every[:_MOST_PLACES]
        more = len(every) - len(names)
        is_cut = "…" in found.only_at
        if more or is_cut:
            others = "others" if is_cut else count(more, "other place")
            return f"only in {', '.join(names)} and {others}"
        return f"only in {listed(names, 'and')}"

    def _place(self, place: str) -> str:
        """`C.7-9@CT Image:00880200.00280002` as `Icon Image Sequence of …`."""
        start, _, path = place.partition(":")
        table, _, iod = start.partition("@")
        above = path.split(".")[:-1]
        inside = f"{self.name(above[-1].lower())} of " if above else ""
        if iod:
            return f"{inside}the {iod} IOD"
        named = self._tables.get(table)
        return f"{inside}the {named.title}" if named else f"{inside}Table {table}"

    @property
    def _tables(self) -> Mapping[str, AttributeTable]:
        return _by_number(self.registry.iods)

    # What an attribute may hold, from all its rows

    def united_values(self, rows: Rows) -> "list[United]":
        """The lists of values of those rows; rows with the same lists are one."""
        found: dict[tuple[object, ...], list[tuple[AttributeTable, TableRow]]] = {}
        lists: dict[tuple[object, ...], tuple[ValueList, ...]] = {}
        for table, row in rows:
            of_row = self.lists(table, row)
            if of_row:
                key = tuple(
                    (it.value_number, it.kind, it.values, repr(it.condition), it.only_at)
                    for it in of_row
                )
                lists.setdefault(key, of_row)
                found.setdefault(key, []).append((table, row))
        united = [United(lists=lists[key], rows=tuple(places)) for key, places in found.items()]
        return sorted(united, key=lambda it: -len(it.rows))

    def united_requirements(self, rows: Rows) -> "list[tuple[Requirement, Rows]]":
        """When the attribute is required, rows with the same condition as one."""
        found: dict[str, list[tuple[AttributeTable, TableRow]]] = {}
        first: dict[str, Requirement] = {}
        for table, row in rows:
            requirement = self.registry.meaning.requirement(table, row)
            if requirement:
                words = f"{row.type}{self.required(requirement)}"
                first.setdefault(words, requirement)
                found.setdefault(words, []).append((table, row))
        united = [(first[words], tuple(places)) for words, places in found.items()]
        return sorted(united, key=lambda it: -len(it[1]))

    def united_groups(self, rows: Rows) -> "list[tuple[ContextGroupUse, Rows]]":
        """The context groups of the attribute's codes, rows with the same one as one."""
        found: dict[tuple[object, ...], list[tuple[AttributeTable, TableRow]]] = {}
        first: dict[tuple[object, ...], ContextGroupUse] = {}
        for table, row in rows:
            for use in self.registry.meaning.codes(table, row):
                key = (use.cid, use.kind, use.only_at)
                first.setdefault(key, use)
                found.setdefault(key, []).append((table, row))
        return [(first[key], tuple(places)) for key, places in found.items()]


@dataclass(frozen=True, slots=True, kw_only=True)
class United:
    """Lists of values, and the rows that have exactly these."""

    lists: tuple[ValueList, ...]
    rows: Rows


def _united(one: ValueList, other: ValueList) -> ValueList:
    """The values of both lists, which are for the same value and of the same kind."""
    agree = one.dicom3tools if one.dicom3tools == other.dicom3tools else ""
    return replace(
        one,
        values=tuple(dict.fromkeys((*one.values, *other.values))),
        added=tuple(dict.fromkeys((*one.added, *other.added))),
        basis=tuple(dict.fromkeys((*one.basis, *other.basis))),
        dicom3tools=agree,
    )


def _agrees(readings: Sequence[str]) -> str:
    return "agrees" if len(readings) == 1 else "agree"


@cache
def _by_number(tables: IodTables) -> Mapping[str, AttributeTable]:
    return {it.table: it for it in tables.tables}


# What an IOD fixes

_FIXED = (
    *("00080008", "00080060", "00080064", "00280002", "00280004", "00280006", "00280008"),
    *("00280100", "00280101", "00280102", "00280103", "20500020"),
)
"""The attributes by which objects of IODs differ, where a module lists their values."""

_SHARED = 40
"""A module of so many IODs fixes nothing for one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What an IOD allows an attribute to be."""

    tag: str
    value_number: int | None
    rule: str
    values: tuple[str, ...]
    condition: str
    place: str
    source: str
    table: AttributeTable | None
    """The module that says so; None where the section of the IOD does."""


def fixed(words: Words, iod: Iod) -> tuple[Fixed, ...]:
    """What `iod` fixes: by its own section, and by the lists of values of its modules.

    A list of a module that several IODs share says nothing where one of fewer IODs has one too.
    """
    registry = words.registry
    own = [_of_section(words, it) for it in registry.meaning.fixed_values.get(iod.name, ())]
    settled = {(it.tag, it.value_number) for it in own} | {(it.tag, None) for it in own}
    found = [*own, *_of_modules(words, iod, settled)]
    return tuple(sorted(found, key=lambda it: (it.tag or "ffffffff", it.value_number or 0)))


def _of_section(words: Words, it: FixedValue) -> Fixed:
    return Fixed(
        tag=tag_of(it.tag) or "",
        value_number=it.value_number,
        rule=RULES[it.rule],
        values=tuple(map(words.value, it.values)),
        condition=words.only_if(it),
        place=" in items" if it.place else "",
        source=f"{it.source}; {it.also_in} agrees" if it.also_in else it.source,
        table=None,
    )


def _of_modules(words: Words, iod: Iod, settled: set[tuple[str, int | None]]) -> Iterator[Fixed]:
    tables = words.registry.iods
    for tag in _FIXED:
        rows = [
            (len(tables.users(use.module)), row)
            for use in iod.modules
            if len(tables.users(use.module)) < _SHARED
            for row in tables.uses(use.module)
            if row.attribute.tag == tag and words.lists(row.table, row.row)
        ]
        taken: set[int | None] = set()
        for _, row in sorted(rows, key=lambda it: it[0]):
            lists = [
                it
                for it in words.lists(row.table, row.row)
                if not it.only_at
                and it.value_number not in taken
                and (tag, it.value_number) not in settled
            ]
            taken |= {it.value_number for it in lists}
            for it in lists:
                yield Fixed(
                    tag=tag,
                    value_number=it.value_number,
                    rule="is" if it.kind is ListKind.ENUMERATED else RULES["defined_terms"],
                    values=words.values(it),
                    condition=words.only_if(it),
                    place="",
                    source=words.listed_in(it),
                    table=row.table,
                )
