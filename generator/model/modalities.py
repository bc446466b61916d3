"""The values of Modality (0008,0060)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityTerm:
    """A value of Modality (0008,0060) and its meaning."""

    code: str
    name: str

    retired: bool
    """Whether the standard has retired it."""

    source: str
    """The standard that defines the value."""

    note: str = ""
    """What to know of it, in our words; mostly empty."""

    see: tuple[str, ...] = ()
    """The values that people mix it up with."""
