"""What changed in PS3.3 from one edition to another: IODs, modules and tables of attributes."""

from dataclasses import dataclass
from enum import StrEnum


class StructureChangeKind(StrEnum):
    """What can happen to an IOD or a table of attributes from one edition to another."""

    IOD_ADDED = "IOD added"
    MODULE_ADDED = "module added"
    MODULE_REMOVED = "module removed"
    USAGE_CHANGED = "usage changed"
    TABLE_ADDED = "table added"
    TABLE_REMOVED = "table removed"
    ATTRIBUTE_ADDED = "attribute added"
    ATTRIBUTE_REMOVED = "attribute removed"
    TYPE_CHANGED = "type changed"
    NAME_CHANGED = "name changed"
    INCLUDE_ADDED = "include added"
    INCLUDE_REMOVED = "include removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureChange:
    """One change of an IOD or of a table of attributes, and when it came."""

    kind: StructureChangeKind

    edition: str
    """The first edition that has it so."""

    since: str
    """The last edition known to have it otherwise."""

    iod: str = ""
    """The name of the IOD that changed, without the word IOD; else empty."""

    table: str = ""
    """The number of the table that changed, `C.12-1`; else empty."""

    path: str = ""
    """The tags down to the row, `(0010,0041) > (0010,0044)`, and a table that it includes.

    Of a module in an IOD, the section that defines it.
    """

    name: str = ""
    """The name of the attribute or module, or the caption of the table."""

    old: str = ""
    """The usage, type or name before."""

    new: str = ""
    """The usage, type or name since then."""

    source: str
    """Who says so."""
