"""The versions of sources that pages name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What was read, in which version."""

    information_entities: str
    """What says the information entity of each module in an IOD: `highdicom 0.28.2`."""

    value_lists: str
    """What says the lists of values that PS3.3 does not: `dicom3tools 2026-03`."""

    added_values: str
    """The edition in which values were read that came to lists later: `2026b`."""
