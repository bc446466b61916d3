"""One page of each kind, as it was when someone last looked at it.

`GOLDEN=write pytest tests/data/test_golden.py` writes them anew: read the diff before it is kept.
"""

import os
from pathlib import Path

import pytest

from generator.history import compute_history
from generator.model import Registry
from generator.render import pages
from generator.render.html import Renderer, Repository
from generator.render.page import Page

TEMPLATES, GOLDEN = Path("templates"), Path(__file__).parent / "golden"

CHOSEN = {
    "attribute.html": "attributes/00540220/",
    "attribute-group.html": "attributes/0088/",
    "attribute-others.html": "attributes/others/",
    "attributes.html": "attributes/",
    "by-uid.html": "sop-classes/by-uid/",
    "categories.html": "categories/",
    "check.html": "check/",
    "compare.html": "compare/",
    "context-group.html": "context-groups/2/",
    "context-groups.html": "context-groups/",
    "coverage.html": "about/coverage/",
    "de-identification.html": "de-identification/",
    "edition-compare.html": "editions/compare/",
    "edition-table.html": "editions/2025d/ps3.6-table-a-3/",
    "edition.html": "editions/2016c/",
    "editions.html": "editions/",
    "group.html": "categories/encapsulated/",
    "home.html": "",
    "iod.html": "iods/key-object-selection-document/",
    "iods.html": "iods/",
    "layer-codes.html": "status-codes/association/",
    "lookup.html": "lookup/",
    "macros.html": "macros/",
    "modalities.html": "modalities/",
    "modules.html": "modules/",
    "normalised-iod.html": "iods/print-job/",
    "private.html": "private/",
    "retired.html": "sop-classes/retired/",
    "service-class.html": "service-classes/storage-commitment/",
    "service-classes.html": "service-classes/",
    "service-table.html": "service-tables/p.2-2/",
    "service-tables.html": "service-tables/",
    "sop-class.html": "sop-classes/1.2.840.10008.5.1.4.1.1.66.4/",
    "sop-classes.html": "sop-classes/",
    "status-codes.html": "status-codes/",
    "table.html": "modules/sop-common/",
    "templates.html": "templates/",
    "transcript.html": "sop-classes/1.2.840.10008.1.20.2/transcription/",
    "uid.html": "uids/1.2.840.10008.1.2.4.50/",
    "uids.html": "uids/",
}
"""The page of each kind that stands for its kind, by template."""


@pytest.fixture(scope="module")
def every_page(registry: Registry) -> dict[str, Page]:
    return {page.url: page for page in pages(registry, compute_history(registry.editions))}


@pytest.fixture(scope="module")
def renderer(registry: Registry) -> Renderer:
    history = compute_history(registry.editions)
    return Renderer(registry, history, TEMPLATES, repository=Repository())


def test_every_kind_of_page_is_chosen(every_page: dict[str, Page]) -> None:
    assert {page.template for page in every_page.values()} == set(CHOSEN)
    assert {path.name for path in TEMPLATES.glob("*.html")} == set(CHOSEN)


@pytest.mark.parametrize("template", CHOSEN)
def test_a_page_is_as_it_was(
    template: str, every_page: dict[str, Page], renderer: Renderer
) -> None:
    page = every_page[CHOSEN[template]]
    assert page.template == template
    html = f"<!-- {page.title} | {page.description} -->\n{renderer.render(page).html}\n"
    golden = GOLDEN / template
    if os.environ.get("GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(html, encoding="utf-8")
    assert html.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_a_page_is_made_the_same_twice(every_page: dict[str, Page], registry: Registry) -> None:
    history = compute_history(registry.editions)
    once, again = (
        Renderer(registry, history, TEMPLATES, repository=Repository()) for _ in range(2)
    )
    for url in CHOSEN.values():
        assert once.render(every_page[url]) == again.render(every_page[url])
