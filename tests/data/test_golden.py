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

BRANCHES = (
    "attributes/00000110/",
    "attributes/0004/",
    "attributes/00101002/",
    "attributes/00221642/",
    "attributes/00280302/",
    "attributes/00400242/",
    "attributes/00720520/",
    "attributes/00820033/",
    "attributes/22000003/",
    "attributes/3002012d/",
    "attributes/300a00c0/",
    "attributes/300a0154/",
    "attributes/fffee00d/",
    "categories/computed-tomography/",
    "context-groups/105/",
    "context-groups/3682/",
    "context-groups/613/",
    "editions/2009/",
    "editions/2011/",
    "editions/2017a/",
    "editions/2023a/",
    "iods/comprehensive-sr/",
    "iods/computed-radiography-image/",
    "iods/ct-image/",
    "iods/modality-performed-procedure-step/",
    "iods/multi-frame-grayscale-word-secondary-capture-image/",
    "iods/patient/",
    "iods/real-time-audio-waveform/",
    "macros/document-content/",
    "macros/exposure-index/",
    "macros/inventory-reference/",
    "macros/unassigned-shared-converted-attributes/",
    "macros/waveform-reference/",
    "macros/x-ray-filter/",
    "modalities/oct/",
    "modules/current-frame-functional-groups/",
    "modules/patient-relationship/",
    "modules/presentation-lut/",
    "modules/rt-dose/",
    "modules/sc-equipment/",
    "service-classes/dicos-storage/",
    "service-classes/media-storage/",
    "service-classes/query-retrieve/",
    "service-classes/real-time-communication/",
    "service-classes/unified-procedure-step/",
    "service-classes/verification/",
    "service-tables/8-1a/",
    "service-tables/b.4-1/",
    "service-tables/c.6-4/",
    "service-tables/c.6.4.1-1/",
    "service-tables/cc.2.3-1/",
    "service-tables/f.7.2-1e/",
    "service-tables/f.8.2-1/",
    "service-tables/s.3.2.2.1-1/",
    "service-tables/v.6-2/",
    "sop-classes/1.2.840.10008.1.1/",
    "sop-classes/1.2.840.10008.1.3.10/",
    "sop-classes/1.2.840.10008.5.1.1.22/",
    "sop-classes/1.2.840.10008.5.1.1.23/",
    "sop-classes/1.2.840.10008.5.1.1.9/",
    "sop-classes/1.2.840.10008.5.1.4.1.1.201.6/",
    "sop-classes/1.2.840.10008.5.1.4.1.1.40/",
    "sop-classes/1.2.840.10008.5.1.4.1.1.501.1/",
    "sop-classes/1.2.840.10008.5.1.4.1.1.601.5/",
    "sop-classes/1.2.840.10008.5.1.4.1.1.88.68/",
    "sop-classes/1.2.840.10008.5.1.4.1.2.3.3/",
    "sop-classes/1.2.840.10008.5.1.4.1.2.3.3/transcription/",
    "sop-classes/1.2.840.10008.5.1.4.1.2.4.2/",
    "sop-classes/1.2.840.10008.5.1.4.34.4.2/",
    "sop-classes/1.2.840.10008.5.1.4.34.6.1/",
    "sop-classes/1.2.840.10008.5.1.4.38.4/",
    "sop-classes/1.2.840.10008.5.1.4.41/",
    "sop-classes/1.2.840.10008.5.1.4.45.1/",
    "uids/1.2.840.10008.1.2.4.101/",
    "uids/1.2.840.10008.1.2.6.2/",
    "uids/1.2.840.10008.1.2/",
    "uids/1.2.840.10008.5.1.4.34.5/",
    "uids/1.2.840.10008.6.1.837/",
)
"""Pages that show what those do not.

Together they run every line of the compiled templates that any of 2,966 pages of all kinds runs,
but for what only four pages of 100 KB and more have; and a Meta SOP Class and one of DICOS.
"""


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
    same(page, renderer, GOLDEN / template)


@pytest.mark.parametrize("url", BRANCHES)
def test_a_branch_is_as_it_was(url: str, every_page: dict[str, Page], renderer: Renderer) -> None:
    same(every_page[url], renderer, golden_of(url))


def golden_of(url: str) -> Path:
    """The file that has the page at the address `url`, one of BRANCHES."""
    return GOLDEN / "branches" / f"{url.strip('/').replace('/', '--')}.html"


def same(page: Page, renderer: Renderer, golden: Path) -> None:
    """Fail unless `page` is as the file `golden` has it, or write that anew."""
    html = f"<!-- {page.title} | {page.description} -->\n{renderer.render(page).html}\n"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(html, encoding="utf-8")
    assert html.splitlines() == golden.read_text(encoding="utf-8").splitlines()


def test_no_golden_page_is_left_over() -> None:
    assert {*(GOLDEN / "branches").iterdir()} == {*map(golden_of, BRANCHES)}


def test_a_page_is_made_the_same_twice(every_page: dict[str, Page], registry: Registry) -> None:
    history = compute_history(registry.editions)
    once, again = (
        Renderer(registry, history, TEMPLATES, repository=Repository()) for _ in range(2)
    )
    for url in CHOSEN.values():
        assert once.render(every_page[url]) == again.render(every_page[url])
