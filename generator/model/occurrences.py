"""Where an attribute occurs: in which rows, modules, functional groups, IODs and SOP Classes."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.attributes import Attribute
from generator.model.iods import Iod, NormalisedIod
from generator.model.tables import AttributeTable, AttributeUse, Module, TableRow, Type
from generator.model.uids import uid_key


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A printed row, and the rows that it stands below in its table."""

    table: AttributeTable
    above: tuple[TableRow, ...]
    row: TableRow


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AttributePlace(Place):
    """A printed row with an attribute, and where it comes to stand."""

    reach: Mapping[AttributeTable, int]
    """How often the row stands in each module or functional group with every include resolved."""

    @property
    def paths(self) -> int:
        """How many paths lead to the row from the top of a module or functional group."""
        return sum(self.reach.values())


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """A module or functional group in which an attribute occurs, at the top or nested."""

    table: AttributeTable

    top: AttributeUse | None
    """The attribute at the top; None where it is nested only."""

    types: tuple[Type | None, ...]
    """The types with which it occurs, the strongest first, None at the end."""

    nested: tuple[Type | None, ...]
    """The same of where it is nested."""

    paths: int
    """How often it occurs when all items are expanded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Occurrences:
    """Everywhere an attribute occurs."""

    attribute: Attribute

    places: tuple[AttributePlace, ...]
    """Every printed row with it, in the order of the standard: modules, then macros."""

    reaches: tuple[Reach, ...]
    """Every module and functional group in which it occurs, in the order of the standard."""

    iods: tuple[Iod, ...]
    """Every IOD with one of those, in the order of the standard."""

    normalised: tuple[NormalisedIod, ...]
    """Every normalised IOD with such a module, in the order of the standard."""

    @property
    def modules(self) -> tuple[Reach, ...]:
        """Every module in which it occurs."""
        return tuple(it for it in self.reaches if isinstance(it.table, Module))

    @property
    def sop_class_uids(self) -> tuple[str, ...]:
        """Every SOP Class with such an IOD, in the order of the UIDs."""
        uids = {uid for iod in self.iods for uid in iod.sop_class_uids}
        return tuple(sorted(uids, key=uid_key))

    @property
    def paths(self) -> int:
        """How many paths lead to it from the top of a module or functional group."""
        return sum(reach.paths for reach in self.reaches)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """In how many tables, IODs and SOP Classes an attribute occurs."""

    modules: int
    functional_groups: int
    iods: int
    sop_classes: int

    types: tuple[Type | None, ...]
    """The types with which it occurs, the strongest first, None at the end."""
