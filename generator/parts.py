"""The files of the site besides its pages, in parts: what is made together, of the same things."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

Read = Callable[[str], bytes]
"""Gives what a file was, by its path below the site's root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some files of the site, not yet made."""

    name: str
    """What no other part is called."""

    make: Callable[[], Iterable[tuple[str, bytes]]]
    """Gives them, as (path below the site's root, content)."""

    shows_records: bool = False
    """Whether an edit of a curated record may change one of them; any other edit may anyway."""

    again: Callable[[Read], Iterable[tuple[str, bytes]]] | None = None
    """Gives them as `make` does, where nothing but curated records is other than when they were
    made before: takes from what they were then what no record concerns. None if that saves nothing.
    """


def files_of(parts: Iterable[Part]) -> Iterator[tuple[str, bytes]]:
    """Every file of `parts`, as (path below the site's root, content)."""
    for part in parts:
        yield from part.make()
