"""What pages show of the changes of attributes, IODs and modules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from generator.model import Registry
from generator.model.addresses import attribute_address, iod_address, table_address
from generator.model.attributes import AttributeChange, AttributeChangeKind, tag_of
from generator.model.editions import next_edition
from generator.model.structure import StructureChange, StructureChangeKind

_INCLUDE = "Include "


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeInWords:
    """A change as pages tell it: what changed where, and when it came."""

    kind: AttributeChangeKind | StructureChangeKind
    subject: str
    """The name of what changed."""

    type: str
    """What that is: Attribute, IOD, Module, Macro or Table."""

    label: str
    """The tag or the number of the table; empty for an IOD."""

    address: str
    """Its page; empty where it has none."""

    row: str
    """The row that changed, in words; empty where all of it did."""

    old: str
    new: str
    edition: str
    since: str
    source: str
    where: str
    """The part of the standard, and what of it."""

    @property
    def is_exact(self) -> bool:
        """Whether no edition lies between, so that it came with `edition`."""
        return next_edition(self.since) == self.edition

    @property
    def when(self) -> str:
        """When it came, in words."""
        if self.is_exact:
            return f"in {self.edition}"
        return f"between {self.since} and {self.edition}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The changes of attributes, IODs and modules, each part oldest first."""

    attributes: tuple[ChangeInWords, ...]
    structure: tuple[ChangeInWords, ...]
    of_attribute: Mapping[str, tuple[ChangeInWords, ...]]
    """By tag."""

    of_iod: Mapping[str, tuple[ChangeInWords, ...]]
    """By the name of the IOD."""

    of_table: Mapping[str, tuple[ChangeInWords, ...]]
    """By the number of the table in PS3.3."""

    def attributes_of(self, edition: str) -> tuple[ChangeInWords, ...]:
        """The changes of attributes that came with that edition."""
        return tuple(it for it in self.attributes if it.edition == edition)

    def structure_of(self, edition: str) -> tuple[ChangeInWords, ...]:
        """The changes of IODs and modules that came with that edition, or before it."""
        return tuple(it for it in self.structure if it.edition == edition)


def changes_in_words(registry: Registry) -> Changes:
    """The changes that the registry knows, as pages tell them."""
    pages = _pages(registry)
    name_of = _names(registry)
    attributes = [(it.attribute.tag, _attribute(it)) for it in registry.dictionary.changes]
    structure = [(it, _structure(it, pages, name_of)) for it in registry.structure_changes]
    return Changes(
        attributes=tuple(worded for _, worded in attributes),
        structure=tuple(worded for _, worded in structure),
        of_attribute=_grouped(attributes),
        of_iod=_grouped((it.iod, worded) for it, worded in structure if it.iod),
        of_table=_grouped((it.table, worded) for it, worded in structure if it.table),
    )


def _grouped(pairs: Iterable[tuple[str, ChangeInWords]]) -> dict[str, tuple[ChangeInWords, ...]]:
    groups: dict[str, list[ChangeInWords]] = {}
    for key, worded in pairs:
        groups.setdefault(key, []).append(worded)
    return {key: tuple(found) for key, found in groups.items()}


def _pages(registry: Registry) -> Mapping[str, tuple[str, str, str]]:
    """By name of an IOD or number of a table: what it is, what it is called, and its page."""
    tables = registry.iods
    named = (*tables.modules.values(), *tables.macros.values())
    return {
        **{it.table: (it.kind, it.name, table_address(it)) for it in named if it.table},
        **{it.name: ("IOD", it.name, iod_address(it.key)) for it in tables.iods.values()},
    }


def _names(registry: Registry) -> Callable[[str], str]:
    attributes = registry.dictionary.attributes

    def name_of(printed: str) -> str:
        found = attributes.get(tag_of(printed) or "")
        return found.name if found and found.name else printed

    return name_of


def _attribute(change: AttributeChange) -> ChangeInWords:
    attribute = change.attribute
    return ChangeInWords(
        kind=change.kind,
        subject=attribute.name,
        type="Attribute",
        label=attribute.printed_tag,
        address=attribute_address(attribute.tag),
        row="",
        old=change.old,
        new=change.new,
        edition=change.edition,
        since=change.since,
        source=change.source,
        where="PS3.6 dictionary of attributes",
    )


def _structure(
    change: StructureChange,
    pages: Mapping[str, tuple[str, str, str]],
    name_of: Callable[[str], str],
) -> ChangeInWords:
    key = change.iod or change.table
    added = change.kind in (StructureChangeKind.TABLE_ADDED, StructureChangeKind.TABLE_REMOVED)
    kind, subject, address = pages.get(key, ("IOD" if change.iod else "Table", "", ""))
    if not subject:
        subject = change.iod or (change.name if added else f"Table {change.table}")
    return ChangeInWords(
        kind=change.kind,
        subject=subject,
        type=kind,
        label=change.table,
        address=address,
        row="" if added else _row(change, pages, name_of),
        old=change.old,
        new=change.new,
        edition=change.edition,
        since=change.since,
        source=change.source,
        where=f"PS3.3 Table {change.table}" if change.table else "PS3.3 tables of IODs",
    )


def _row(
    change: StructureChange,
    pages: Mapping[str, tuple[str, str, str]],
    name_of: Callable[[str], str],
) -> str:
    """The row of a table in words, with the sequences that it stands in."""
    if change.iod:
        return change.name

    def step_in_words(step: str) -> str:
        if not step.startswith(_INCLUDE):
            return name_of(step)
        table = step.removeprefix(_INCLUDE)
        kind, name, _ = pages.get(table, ("", "", ""))
        return f"{name} {kind} (Table {table})" if name else f"Table {table}"

    *outer, last = change.path.split(" > ")
    row = step_in_words(last) if last.startswith(_INCLUDE) else f"{change.name} {last}"
    steps = [*map(step_in_words, outer)]
    return f"{row}, in {' > '.join(steps)}" if steps else row
