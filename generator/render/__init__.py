"""Turns the registry into pages; says nothing, reads no clock and no environment."""

from collections.abc import Iterator, Sequence
from functools import partial

from generator.history import History
from generator.model import Registry
from generator.parts import Part, files_of
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
    return files_of(parts(registry, history, every_page, site=site, suffix=suffix))


def parts(
    registry: Registry, history: History, every_page: Sequence[Page], *, site: str, suffix: str
) -> tuple[Part, ...]:
    """The same files in parts."""
    return (
        Part(
            name="redirects",
            make=partial(redirects, registry, history, site=site, suffix=suffix),
            shows_records=True,  # former names are aliases
        ),
        Part(name="compare", make=partial(compare.files, registry)),
        Part(name="compare services", make=partial(compare_services.files, registry)),
        Part(name="exports", make=partial(exports.files, registry)),
        Part(name="in place", make=partial(in_place.files, registry)),
        Part(
            name="look-up",
            make=partial(lookup_data.scripts, registry, every_page),
            shows_records=True,
            again=partial(lookup_data.again, registry, every_page),
        ),
        Part(name="editions", make=partial(editions.files, registry, history)),
    )
