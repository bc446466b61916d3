"""IODs of PS3.3, their modules and functional groups, and why a SOP Class has none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.model.standard import Reference
from generator.model.tables import Macro, Module, OfPs33, RowChange
from generator.problems import Where

_NOWHERE = Where("")


class Usage(StrEnum):
    """How a composite IOD uses a module or functional group macro (PS3.3 A.1.3)."""

    MANDATORY = "M"
    CONDITIONAL = "C"
    USER_OPTION = "U"


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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IodRow:
    """A row of a table of an IOD: something that it uses."""

    usage: Usage

    row: str
    """The number of the row in the table of the IOD."""

    has_text: bool
    """Whether the cell says more than the usage, as a condition."""

    change: RowChange | None = None
    """Why the row is not as printed in the edition of the table."""

    where: Where = field(default=_NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class IodModule(IodRow):
    """A module in an IOD."""

    information_entity: str
    module: Module


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FunctionalGroup(IodRow):
    """A functional group macro in an IOD: what may be said of all frames at once, or of each."""

    macro: Macro


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Iod(OfPs33):
    """A composite IOD of PS3.3 Annex A, or F for the directory."""

    key: str
    name: str
    """The standard's name, without the word IOD."""

    section: str
    """Empty where we do not know it; then so are table and edition."""

    table: str
    edition: str
    """The edition whose tables of modules and functional groups these are."""

    modules: tuple[IodModule, ...] = field(repr=False)
    """In the printed order."""

    functional_groups: tuple[FunctionalGroup, ...] = field(repr=False)
    """In the printed order."""

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
    def functional_groups_modules(self) -> tuple[Module, ...]:
        """The modules that hold its functional groups, where it is multi-frame in that way."""
        return tuple(
            it.module
            for it in self.modules
            if any(row.includes_functional_groups for row in it.module.all_rows)
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NormalisedIod:
    """A normalised IOD of PS3.3 Annex B; it has no usages, and PS3.4 sets its requirements."""

    key: str
    section: str
    name: str
    """The standard's name, without the words Information Object Definition."""

    retired: bool
    edition: str
    """The edition whose table of its modules this is."""

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
    def is_elsewhere(self) -> bool:
        """Whether another standard than DICOM defines its IOD."""
        return self.reason in (NoIodReason.DICOS, NoIodReason.DICONDE)

    @property
    def defined_in(self) -> Reference | None:
        """Where the standard says more; None where we cannot name the section."""
        if not self.section:
            return None
        return Reference(standard=self.part, section=self.section, edition=self.edition)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModuleUser:
    """An IOD that uses a module, or a macro as a functional group."""

    iod: Iod
    usage: Usage
    information_entity: str
    """Empty for a functional group."""
