"""Turns the registry into pages; says nothing, reads no clock and no environment."""

from collections.abc import Iterator, Sequence

from generator.history import History
from generator.model import Registry
from generator.render import (
    attributes,
    check_page,
    codes,
    compare,
    compare_services,
    coverage,
    deidentification,
    editions,
    exports,
    in_place,
    iods,
    lookup_data,
    lookup_page,
    service_tables,
    sop_classes,
    status,
    tables,
    uids,
)
from generator.render.page import Page
from generator.render.redirects import redirects

_KINDS = (
    sop_classes,
    service_tables,
    status,
    iods,
    tables,
    attributes,
    compare,
    coverage,
    lookup_page,
    check_page,
    deidentification,
)
"""The modules that make pages, in the order of the build."""


def pages(registry: Registry, history: History) -> Iterator[Page]:
    """Every page of the site that comes from the registry, each not yet rendered."""
    for kind in _KINDS:
        yield from kind.pages(registry)
    yield from uids.pages(registry)
    yield from codes.pages(registry, history)
    yield from editions.pages(registry, history)


def files(
    registry: Registry, history: History, every_page: Sequence[Page], *, site: str, suffix: str
) -> Iterator[tuple[str, bytes]]:
    """Every file of the `site` besides its pages, as (path below the root, content)."""
    yield from redirects(registry, history, site=site, suffix=suffix)
    yield from compare.files(registry)
    yield from compare_services.files(registry)
    yield from exports.files(registry)
    yield from in_place.files(registry)
    yield from lookup_data.scripts(registry, every_page)
    yield from editions.files(registry, history)
