"""What people say for things that have no curated record, and for words of the standard."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    """Words that people write for other words of the standard: `us` for `ultrasound`."""

    said: str
    meant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupWords:
    """The words that only the look-up needs."""

    aliases: Mapping[str, tuple[str, ...]]
    """By the address of a page, what people call what it shows, in the order of the data."""

    words: tuple[WordForm, ...]

    def aliases_of(self, address: str) -> tuple[str, ...]:
        """What people call the thing whose page has that address; mostly nothing."""
        return self.aliases.get(address, ())
