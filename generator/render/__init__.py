"""Turns the registry into pages; says nothing, reads no clock and no environment."""

from collections.abc import Iterator

from generator.model import Registry
from generator.render import lookup_data, lookup_page, sop_classes, uids
from generator.render.page import Page
from generator.render.redirects import redirects

_KINDS = (sop_classes, uids, lookup_page)
"""The modules that make pages, in the order in which the site is built."""


def pages(registry: Registry) -> Iterator[Page]:
    """Every page of the site that comes from the registry, each not yet rendered."""
    for kind in _KINDS:
        yield from kind.pages(registry)


def files(registry: Registry, *, suffix: str) -> Iterator[tuple[str, bytes]]:
    """Every file of the site besides its pages, as (path below the root, content)."""
    yield from redirects(registry, suffix=suffix)
    yield from lookup_data.scripts(registry, pages(registry))
