"""The files of the site besides its pages, in parts: what is made together, of the same things."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some files of the site, not yet made."""

    name: str
    """What no other part is called."""

    make: Callable[[], Iterable[tuple[str, bytes]]]
    """Gives them, as (path below the site's root, content)."""

    shows_records: bool = False
    """Whether an edit of a curated record may change one of them; any other edit may anyway."""


def files_of(parts: Iterable[Part]) -> Iterator[tuple[str, bytes]]:
    """Every file of `parts`, as (path below the site's root, content)."""
    for part in parts:
        yield from part.make()
