"""How SOP Classes relate to each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.problems import Where


class Role(StrEnum):
    """What the other SOP Class is, seen from the one that is asked about.

    The order is the order in which a page shows them.
    """

    SUCCESSOR = "successor"
    PREDECESSOR = "predecessor"
    PRESENTATION = "For Presentation"
    PROCESSING = "For Processing"
    CLASSIC = "classic"
    ENHANCED = "enhanced"
    LEGACY_CONVERTED = "legacy converted"
    SINGLE_FRAME = "single-frame"
    MULTI_FRAME = "multi-frame"
    RELATED_GENERAL = "related general SOP Class"
    SPECIALIZED = "specialized SOP Class"
    META = "Meta SOP Class"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """What one SOP Class is to another: `other` is the `role` of `sop_class`."""

    sop_class: str
    """The UID of the SOP Class that is asked about."""

    role: Role
    other: str
    """The UID of the other one."""

    source: str
    """Who says so."""

    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Retirement:
    """What took the place of a retired SOP Class."""

    sop_class: str
    successors: tuple[str, ...]
    """UIDs; empty where the standard names none."""

    note: str
    """What is used in practice, where the standard names none; may be empty."""

    source: str
    """Who says so."""

    where: Where = field(compare=False)


@dataclass(frozen=True, slots=True)
class Relations:
    """Every relation, from both sides."""

    by_sop_class: Mapping[str, tuple[Relation, ...]]
    """By UID; each in the order of the roles, then of the UIDs of the others."""

    retirements: Mapping[str, Retirement]
    """By UID of the retired SOP Class, in the order of the UIDs."""

    def of(self, sop_class: str) -> tuple[Relation, ...]:
        """Every relation of the SOP Class with that UID."""
        return self.by_sop_class.get(sop_class, ())

    def others(self, sop_class: str, role: Role) -> tuple[str, ...]:
        """The UIDs of the SOP Classes that are the `role` of the one with that UID."""
        return tuple(r.other for r in self.of(sop_class) if r.role is role)
