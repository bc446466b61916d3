"""What the preview leaves out must not have changed: held against making every page."""

from dataclasses import replace
from pathlib import Path

import pytest

from generator.history import compute_history
from generator.model import Registry
from generator.model.sop_classes import Alias, AliasKind, Modality, ModalityCode, ModalityKind
from generator.render import pages
from generator.render.html import Renderer, Repository
from generator.render.touched import touched

CT = "1.2.840.10008.5.1.4.1.1.2"


def rendered(registry: Registry) -> dict[str, int]:
    """A digest of every page that shows SOP Classes, by address."""
    history = compute_history(registry.editions)
    renderer = Renderer(registry, history, Path("templates"), repository=Repository())
    return {
        page.url: hash(page.title + page.description + renderer.render(page).html)
        for page in pages(registry, history)
        # They show names and UIDs alone, which are not curated, and are most of the site.
        if not page.url.startswith(("attributes/", "modules/"))
    }


@pytest.fixture(scope="module")
def before(registry: Registry) -> dict[str, int]:
    return rendered(registry)


THOROUGH = [pytest.param(it, marks=pytest.mark.thorough) for it in ("aliases", "category")]


@pytest.mark.parametrize("what", ["summary", "modality", "see_also", *THOROUGH])
def test_an_edit_touches_no_other_page(
    registry: Registry, before: dict[str, int], what: str
) -> None:
    mr = ModalityCode(code="MR", kind=ModalityKind.CUSTOMARY, source="a test")
    change = {
        "summary": "A summary that is another one.",
        "aliases": (Alias(text="another alias", kind=AliasKind.PLAIN),),
        "category": registry.categories[1],
        "modality": Modality(codes=(mr,)),
        "see_also": (),
    }[what]
    changed = replace(registry.sop_classes[CT], **{what: change})  # type: ignore[arg-type]
    edited = replace(registry, sop_classes={**registry.sop_classes, CT: changed})
    after = rendered(edited)
    differing = {url for url in before if before[url] != after[url]}
    assert f"sop-classes/{CT}/" in differing
    assert differing <= touched(registry, edited)


def test_no_edit_touches_nothing(registry: Registry) -> None:
    assert touched(registry, registry) == frozenset()
