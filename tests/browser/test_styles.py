"""What a script adds to a page does not have the browser ask for the looks of all the rest again.

It does so where a selector of the style sheet may be about any element near, or anywhere: as
`details:has(:target)::details-content` and `th + td` may. Long pages are slow then on a phone.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.conftest import VIEWS, View, Visitor

ADD = """() => {
  const place = document.querySelector("article");
  const added = document.createElement("p");
  added.className = "added";
  added.textContent = "A paragraph";
  document.body.getBoundingClientRect();
  performance.mark("adding");
  place.insertBefore(added, place.children[1]);
  document.body.getBoundingClientRect();
  const first = place.querySelector("table, ul, dl");
  first.before(added.cloneNode(true));
  document.body.getBoundingClientRect();
  performance.mark("added");
}"""
"""Adds a paragraph below the title, and another before the first table or list."""

CATEGORIES = ("blink.user_timing", "devtools.timeline")

MOST = 250
"""Elements whose looks may be asked for: those near, and those that pages have few of."""


def restyled(page: Page, trace: Path) -> list[int]:
    """The number of elements whose looks were asked for each time that the page was drawn."""
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, path=trace, categories=list(CATEGORIES))
    page.evaluate(ADD)
    browser.stop_tracing()
    events: list[dict[str, Any]] = json.loads(trace.read_bytes())["traceEvents"]
    [begun] = (it["ts"] for it in events if it["name"] == "adding")
    [ended] = (it["ts"] for it in events if it["name"] == "added")
    return [
        it["args"]["elementCount"]
        for it in events
        if it["name"] == "UpdateLayoutTree" and begun <= it["ts"] <= ended
    ]


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    [
        "sop-classes/",
        "sop-classes/1.2.840.10008.5.1.4.1.1.2/",
        "iods/ct-image/",
        "modules/general-series/",
        "attributes/0018/",
        "context-groups/",
        "editions/2026d/",
        "service-tables/h.4-15/",
        "status-codes/",
        "compare/",
    ],
)
def test_what_is_added_leaves_the_rest_as_it_looks(
    visitor: Visitor, http_site: str, tmp_path: Path, address: str
) -> None:
    for view in (VIEWS[0], View(390, "light")):
        page = visitor.open(f"{http_site}{address}", view)
        page.wait_for_load_state("networkidle")
        numbers = restyled(page, tmp_path / "trace.json")
        assert len(numbers) >= 2, "it was drawn"
        assert max(numbers) <= MOST, f"at {view.width}: {numbers}"
