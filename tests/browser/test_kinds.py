"""What holds of every kind of page, at every width and in both schemes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import Looks, findings, leave_out_alike
from tests.conftest import VIEWS, Some, Visitor

WIDTHS = (1920, 1280, 1024, 820, 768, 600, 390, 360)
FEW_WIDTHS = (1280, 1024, 768, 360)

ZOOMED = ((320, 256), (640, 400))
"""1280 by 1024 at 400 %, and by 800 at 200 %: WCAG wants no scrolling sideways but for tables."""

TOO_WIDE = """() => {
  const found = [];
  const add = (what, by) => { if (by > 1) found.push(`${what} by ${Math.round(by)} px`); };
  add("page", document.documentElement.scrollWidth - innerWidth);
  const room = document.querySelector(".md-content__inner").getBoundingClientRect();
  for (const it of document.querySelectorAll("main :is(table, .rows, dl, form)")) {
    const box = it.getBoundingClientRect();
    if (!box.width) continue;
    const name = `${it.localName}#${it.id}.${it.className}`;
    add(name, Math.max(box.right - room.right, it.scrollWidth - it.clientWidth));
  }
  return found;
}"""
"""What is wider than the page, or than the room it has, and by how much."""

SCROLLS = "() => document.documentElement.scrollWidth - innerWidth > 0 ? ['page'] : []"

MARKED_UP = """([empty]) => {
  const found = [];
  const add = (what, it) => found.push(`${what}: ${it.outerHTML.slice(0, 120)}`);
  for (const table of document.querySelectorAll("main table")) {
    const caption = table.caption ?? table.closest("figure")?.querySelector("figcaption");
    if (!caption?.textContent.trim()) add("no caption", table);
    if (!table.querySelector("th")) add("no heads", table);
    for (const th of table.querySelectorAll("thead th")) {
      if (th.scope !== "col") add("no scope", th);
    }
  }
  for (const it of document.querySelectorAll("svg, img")) {
    if (it.closest("[aria-hidden=true]")) continue;
    const named = it.getAttribute("aria-labelledby")?.split(" ")[0];
    const isNamed = it.tagName === "IMG" ? it.getAttribute("alt") !== null
      : it.getAttribute("role") === "img" && (it.getAttribute("aria-label")
        || document.getElementById(named) || it.querySelector("title"));
    if (!isNamed) add("no name", it);
  }
  for (const link of document.querySelectorAll("main a[href]")) {
    const text = (link.getAttribute("aria-label") ?? link.textContent).trim().toLowerCase();
    if (empty.includes(text)) add("says not where it leads", link);
  }
  if (document.querySelectorAll("h1").length !== 1) found.push("not one title");
  return found;
}"""
"""Tables without caption or heads, drawings without a name, links that say nothing."""

EMPTY = [
    "", "another", "click here", "here", "it", "its bytes", "link", "more", "no", "none",
    "none of its own", "not here", "not in our tables", "other", "page", "see", "this", "yes",
]  # fmt: skip
"""Texts that say nothing of where a link leads."""


def faults(page: Page, some: Some, looks: Looks) -> Iterator[str]:
    """What is wrong with the open `page`; rows that are alike are gone from it afterwards.

    In a short run they are gone before it is laid out for all widths. `looks` has those of the
    pages before.
    """
    yield from page.evaluate(MARKED_UP, [EMPTY])
    if not some.everything:
        leave_out_alike(page)
    for width in WIDTHS if some.everything else FEW_WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"{it} at {width} px" for it in page.evaluate(TOO_WIDE))
    for width, height in ZOOMED:
        page.set_viewport_size({"width": width, "height": height})
        yield from (f"{it} zoomed to {width} px" for it in page.evaluate(SCROLLS))
    leave_out_alike(page)
    for view in VIEWS:
        page.set_viewport_size({"width": view.width, "height": 844})
        page.emulate_media(color_scheme=view.scheme)
        found = findings(page) if some.everything else looks.findings(page, view)
        yield from (f"{it}, at {view}" for it in found)


@pytest.mark.browser
def test_nothing_is_wrong_with_any_kind_of_page(
    visitor: Visitor, http_site: str, kinds: dict[str, str], some: Some
) -> None:
    page = visitor.context().new_page()
    looks = Looks()
    found = {}
    for address in sorted(kinds.values()):
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(http_site + address)
        if faulty := [*faults(page, some, looks)]:
            found[address] = faulty
    visitor.problems = [it for it in visitor.problems if "404" not in it]
    assert found == {}


CT, ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1"
WORKLIST, UPS_PULL = "1.2.840.10008.5.1.4.31", "1.2.840.10008.5.1.4.34.6.3"

OPENED = {
    "IOD": "iods/segmentation/",
    "IOD of a report": "iods/comprehensive-sr/",
    "normalised IOD": "iods/modality-performed-procedure-step/",
    "module": "modules/rt-patient-position-acquisition-instruction/",
    "module without types": "modules/print-job/",
    "module not as printed": "modules/rt-dose/",
    "macro": "macros/code-sequence/",
    "macro in itself": "macros/document-relationship/",
    "sequence": "attributes/00081140/",
    "attribute with values": "attributes/00080008/",
    "attribute of many tables": "attributes/00080100/",
    "context group that includes others": "context-groups/4/",
    "SOP Class": f"sop-classes/{ENHANCED_CT}/",
    "SOP Class with many editions": "sop-classes/1.2.840.10008.5.1.4.1.1.88.59/",
    "worklist": f"sop-classes/{WORKLIST}/",
    "MPPS": "sop-classes/1.2.840.10008.3.1.2.3.3/",
    "UPS Pull": f"sop-classes/{UPS_PULL}/",
    "transcription": "sop-classes/1.2.840.10008.3.1.2.3.1/transcription/",
    "edition with every kind of table": "editions/2020c/",
    "comparison": f"compare/#a={CT}&b={ENHANCED_CT}",
    "comparison of services": f"compare/#a={WORKLIST}&b={UPS_PULL}",
    "comparison of editions": "editions/compare/#a=2011&b=2026d",
}


@pytest.mark.browser
@pytest.mark.parametrize("path", OPENED.values(), ids=OPENED.keys())
def test_what_opens_fits_its_page(visitor: Visitor, http_site: str, path: str) -> None:
    page = visitor.open(f"{http_site}{path}")
    if "#" in path:
        expect(page.locator("main :is(table, .rows) :is(td, li)").first).to_be_visible()
    for button in page.get_by_role("button", name="Open all").all():
        button.click()
    page.locator("main details").evaluate_all("(all) => all.forEach((it) => { it.open = true; })")

    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate(TOO_WIDE) == [], width
