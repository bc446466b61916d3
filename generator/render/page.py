"""What a page is before it is rendered, and after."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

_Thing = TypeVar("_Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site, not yet rendered: its address, its words, and what its template shows."""

    url: str
    """The address below the site's root: empty for home, else with a slash at its end."""

    title: str
    """The heading, as plain text."""

    description: str
    """What the page answers in a sentence, as plain text, for search engines and previews."""

    lead: str
    """The first paragraph, as plain text; the text by which search finds the page."""

    template: str
    """The template that makes it, a file of `templates/`."""

    values: Mapping[str, object] = field(default_factory=dict)
    """What the template shows besides the registry."""

    section: str = "SOP Classes"
    """The section of the navigation that it belongs to."""

    window_title: str = ""
    """The title of its window, where that must tell it from a page with the same heading."""

    wide: bool = False
    """Whether it needs the width of the table of contents, as large tables do."""


class Heading(NamedTuple):
    """A heading of a page: level 1 to 3, the anchor to link to, and its text."""

    level: int
    anchor: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A page made: its HTML and the headings that stand in it, in their order."""

    html: str
    headings: tuple[Heading, ...]

    scripts: tuple[str, ...] = ()
    """The scripts that it needs besides those of every page: names below `assets/js/`."""


def neighbours(
    things: Iterable[_Thing],
) -> Iterator[tuple[_Thing | None, _Thing, _Thing | None]]:
    """Each of `things` with the one before and the one after it; None at the ends."""
    all_of_them = tuple(things)
    before = (None, *all_of_them[:-1])
    after = (*all_of_them[1:], None)
    return zip(before, all_of_them, after, strict=True)
