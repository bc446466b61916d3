"""What people say for things that have no curated record, and for words of the standard."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WordForm:
    """Words that people write for other words of the standard: `us` for `ultrasound`."""

    said: str
    meant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """How the look-up compares words."""

    joined: tuple[str, ...]
    """Pairs that English writes in one piece or two, and that people write the other way."""

    short: tuple[str, ...]
    """The words of two letters that a run of letters can be made of."""

    weights: Mapping[str, float]
    """The weights of words that distinguish little: 1 is usual."""

    silent_in_names: tuple[str, ...]
    """Words that a name may go without and still be meant in full."""

    silent_in_aliases: tuple[str, ...]
    """The same for what people call a thing, where other words may distinguish."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LookupWords:
    """The words that only the look-up needs."""

    aliases: Mapping[str, tuple[str, ...]]
    """By the address of a page, what people call what it shows, in the order of the data."""

    printed: Mapping[str, tuple[str, ...]]
    """By UID of a transfer syntax, what programs print for it, in the order of the data."""

    titles: Mapping[str, str]
    """The titles of pages that are written by hand and are no guide, by address."""

    words: tuple[WordForm, ...]
    language: Language

    def aliases_of(self, address: str) -> tuple[str, ...]:
        """What people call the thing whose page has that address; mostly nothing."""
        return self.aliases.get(address, ())
