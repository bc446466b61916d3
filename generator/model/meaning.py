"""What the rows of the tables of PS3.3 mean: values, conditions, context groups, what SR may hold.

Each record is about one printed row and says where it comes from; from that follows how far a
checker may trust it. Only what two independent readings agree on may make an error of a difference.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from generator.model.attributes import tag_of
from generator.model.conditions import Condition, Names, in_words, listed, terms_of
from generator.model.tables import AttributeTable, TableRow
from generator.problems import Where

_NOWHERE = Where("")

RowKey: TypeAlias = tuple[str, str]
"""A row of a printed table: the number of the table and that of the row, as `TableRow` has it."""


class Trust(StrEnum):
    """How far a record can be trusted, and so how severe it is that an object differs from it."""

    ERROR = "error"
    """Two readings agree, and the object itself decides."""

    WARNING = "warning"
    """There is one reading, or its form allows more than one."""

    HINT = "hint"
    """It is worth a look, no more."""


_PLAIN = {"item", "up1", "up2", "dataset", "frame"}
"""The places of an attribute that a condition names, where it is sure which one is meant."""

_DOUBTED = {"precedence", "several_sentences", "tag_from_name", "list_cut_in_2025e", "list_cut"}
"""Flags of a condition whose text could be read in another way, or has changed since."""

_OLDER = {"no_text_in_2025e", "no_condition_in_2025e"}
"""Flags of a condition that was read in an older edition, as the newer has no text here."""

_NEWER_READINGS = {"dicom3tools", "read_2026c"}
"""Readings of later editions, which confirm an older text."""

_ABSENCE_SAYS_NOTHING = {"ne", "not_in"}


def _trusted(condition: Condition) -> bool:
    """Whether every term can be decided, at a sure place, and says something of an absence."""
    return all(
        term.can_be_decided and set(term.at) <= _PLAIN and term.op not in _ABSENCE_SAYS_NOTHING
        for term in terms_of(condition)
    )


_OTHERWISE: Mapping[str, str] = {
    "may": "It may be there otherwise.",
    "not": "It must not be there otherwise.",
}
"""What holds otherwise; where the text does not say, PS3.5 7.4 wants it left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """When an attribute of type 1C or 2C, or a module or macro of usage C, is required."""

    status: str
    """How far the text was read: `parsed`, `partial`, `unparsed`, `external`, …"""

    condition: Condition | None
    """When it is required; None where the text has no condition."""

    otherwise: str
    """What holds otherwise: `may` be there, `not`, `not_stated`, or `may_if`."""

    may_if: Condition | None
    """When it may be there though it is not required."""

    not_if: Condition | None
    """When it must not be there."""

    edition: str
    """The edition whose text it was read from."""

    flags: tuple[str, ...]
    same: tuple[str, ...]
    """The independent readings that agree."""

    differs: tuple[str, ...]
    """Those that do not."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def can_be_decided(self) -> bool:
        """Whether the whole condition was read, and the object itself says if it holds."""
        return self.condition is not None and all(
            term.can_be_decided for term in terms_of(self.condition)
        )

    def in_words(self, names: Names) -> str:
        """All of it in one or more sentences; `names` as in `conditions.in_words`."""
        return " ".join(self._sentences(names))

    def _sentences(self, names: Names) -> Iterator[str]:
        if self.condition is not None:
            yield f"{self._beginning(names)}."
        elif self.may_if is None and self.not_if is None:
            yield "The standard does not say when it is required."
        if self.may_if is not None:
            also = "may also" if self.condition is not None else "may"
            yield f"It {also} be there if {in_words(self.may_if, names)}."
        if self.not_if is not None:
            yield f"It must not be there if {in_words(self.not_if, names)}."
        if self.otherwise in _OTHERWISE and (self.condition or self.not_if) is not None:
            yield _OTHERWISE[self.otherwise]

    def _beginning(self, names: Names) -> str:
        if self.condition is None:
            return ""
        terms = terms_of(self.condition)
        if all(term.op == "unparsed" for term in terms):
            tags = dict.fromkeys(tag for term in terms for tag in term.tags)
            about = listed([names(tag) for tag in tags], "and")
            text = "Required in some cases, which only the text of the standard states"
            return f"{text}; it names {about}" if tags else text
        words = in_words(self.condition, names)
        if any(term.op == "unparsed" for term in terms):
            return f"Required in some cases: if {words}"
        return f"Required if {words}"

    @property
    def trust(self) -> Trust:
        """How severe it is that an object does not heed it."""
        if self.condition is None or not self.same:
            return Trust.HINT
        outdated = _OLDER & set(self.flags) and not _NEWER_READINGS & set(self.same)
        doubted = outdated or _DOUBTED & set(self.flags) or not _trusted(self.condition)
        return Trust.WARNING if doubted else Trust.ERROR


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeRequirement(Requirement):
    """When the attribute of a row is required, or what the macro brings that a row includes."""

    table: str
    row: str
    exactly_one_of: tuple[str, ...] = ()
    """Tags as printed, one of which must be there, and no more."""

    older_condition: Condition | None = None
    """What an older edition had, where the newer text could not be read."""

    def _beginning(self, names: Names) -> str:
        if self.exactly_one_of:
            tags = [names(tag_of(tag) or "") for tag in self.exactly_one_of]
            return f"Exactly one of {listed(tags, 'and')} is required"
        return super(AttributeRequirement, self)._beginning(names)


class Part(StrEnum):
    """What an IOD uses."""

    MODULE = "module"
    MACRO = "macro"


@dataclass(frozen=True, slots=True, kw_only=True)
class UsageRequirement(Requirement):
    """When a module or functional group macro of an IOD is required."""

    iod: str
    """The name as printed, without the word IOD."""

    part: Part
    row: str
    usage: str
    """The letter; the printed cell is a link only where `usage_edition` names another edition."""

    usage_edition: str
    limit: str
    """`not_shared` where a functional group must be given for each frame; mostly empty."""


class ListKind(StrEnum):
    """Whether a list of values is closed (PS3.3 6)."""

    ENUMERATED = "enumerated"
    DEFINED = "defined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueList:
    """The values that the standard lists for an attribute in one row."""

    table: str
    row: str
    value_number: int | None
    """Which value of several it is for, from 1; None for any."""

    kind: ListKind
    values: tuple[str, ...]
    added: tuple[str, ...]
    """Those among them that a later edition added."""

    condition: Condition | None
    """When the list holds; None for always."""

    only_at: tuple[str, ...]
    """The places, as `table[@iod]:tag.tag`, where alone it holds; empty for all; `…` for more."""

    edition: str
    basis: tuple[str, ...]
    """How it was found: in a `list` of the cell, in a `section`, in a `sentence`, …"""

    dicom3tools: str
    """Whether dicom3tools has the same list: `same`, `more`, `less`, `overlap`, …; or empty."""

    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def trust(self) -> Trust:
        """How severe it is that a value is not in the list."""
        if self.kind is ListKind.DEFINED:
            return Trust.HINT
        sure = (
            (self.dicom3tools == "same" or len(self.basis) > 1)
            and not self.only_at
            and (self.condition is None or _decided(self.condition))
        )
        return Trust.ERROR if sure else Trust.WARNING


def _decided(condition: Condition) -> bool:
    return all(term.can_be_decided for term in terms_of(condition))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextGroupUse:
    """The context group that supplies the codes of a sequence."""

    table: str
    row: str
    kind: str
    """`baseline`, `defined`, `enumerated` or `unstated`."""

    cid: int
    only_at: tuple[str, ...]
    editions: tuple[str, ...]
    sources: tuple[str, ...]
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentConstraint:
    """What a content item of an SR IOD may hold, and by which relationship."""

    iod: str
    section: str
    row: int
    source_value_types: tuple[str, ...]
    relationship: str
    target_value_types: tuple[str, ...]
    mode: str
    """`by_value`, `by_value_or_reference`, or `see_section` where the section says it."""

    targets_by_value_only: tuple[str, ...]
    source: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class RootTemplate:
    """The template of PS3.16 that the root of an SR document follows."""

    iod: str
    tid: int
    name: str
    strength: str
    source: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedValue:
    """What an IOD as a whole demands of an attribute, beyond its tables of attributes."""

    iod: str
    tag: str
    value_number: int | None
    rule: str
    """`shall_be`, `shall_be_absent`, `defined_terms` or `transfer_syntax_only`."""

    values: tuple[str, ...]
    condition: Condition | None
    place: str
    """`nested` where the attribute is in an item; else empty."""

    basis: str
    also_in: str
    source: str
    where: Where = field(default=_NOWHERE, compare=False, repr=False)

    @property
    def trust(self) -> Trust:
        """How severe it is that an object differs: what two readings agree on is sure."""
        return Trust.ERROR if self.basis == "text" and self.also_in else Trust.WARNING


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """What the printed rows of one edition of PS3.3 mean."""

    edition: str
    requirements: Mapping[RowKey, AttributeRequirement]
    usages: Mapping[tuple[str, Part, str], UsageRequirement]
    """By IOD, part, and the row in the table of its modules or macros."""

    values: Mapping[RowKey, Sequence[ValueList]]
    context_groups: Mapping[RowKey, Sequence[ContextGroupUse]]
    content_constraints: Mapping[str, Sequence[ContentConstraint]]
    """By IOD."""

    root_templates: Mapping[str, Sequence[RootTemplate]]
    """By IOD, some of which leave a choice."""

    fixed_values: Mapping[str, Sequence[FixedValue]]
    """By IOD."""

    def requirement(self, table: AttributeTable, row: TableRow) -> AttributeRequirement | None:
        """When the attribute of that row is required; None where it always or never is."""
        return self.requirements.get(row_key(table, row))

    def value_lists(self, table: AttributeTable, row: TableRow) -> Sequence[ValueList]:
        """The values that the attribute of that row may have."""
        return self.values.get(row_key(table, row), ())

    def codes(self, table: AttributeTable, row: TableRow) -> Sequence[ContextGroupUse]:
        """The context groups of the codes in the sequence of that row."""
        return self.context_groups.get(row_key(table, row), ())

    def usage(self, iod: str, part: Part, row: str) -> UsageRequirement | None:
        """When that row of the modules or macros of an IOD is required."""
        return self.usages.get((iod, part, row))


def row_key(table: AttributeTable, row: TableRow) -> RowKey:
    """By what records name a row."""
    return (table.table, row.number)
