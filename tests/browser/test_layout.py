"""Texts break where they may, are set in the faces of the design, and say where they stand."""

import pytest
from playwright.sync_api import Error

from tests.browser.axe import leave_out_alike
from tests.browser.test_kinds import WIDTHS
from tests.conftest import Visitor

BROKEN_KEYWORDS = """() => {
  const broken = [];
  const range = document.createRange();
  for (const code of document.querySelectorAll("main td[data-label='Keyword'] code")) {
    for (const part of code.childNodes) {
      if (part.nodeType !== Node.TEXT_NODE) continue;
      range.selectNodeContents(part);
      const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      if (lines.size > 1) broken.push(code.textContent);
    }
  }
  return broken;
}"""
"""Keywords that break within one of their words: a word is a text node, `<wbr>` parts them."""


BROKEN_UIDS = """() => [...document.querySelectorAll("table.records code.uid")].slice(0, 40)
  .filter((code) => new Set([...code.querySelector(".root")?.getClientRects() ?? []]
    .map((box) => box.top)).size > 1 || code.getClientRects().length > 3)
  .map((code) => code.textContent)"""
"""UIDs of which the part that all have is broken."""


BROKEN_LINES = """() => [...document.querySelectorAll("table[data-export] code.uid")]
  .filter((code) => code.getClientRects().length !== 1).map((code) => code.textContent)"""
"""UIDs of SOP Classes that do not stand on one line."""

INDEXES = ("sop-classes/", "sop-classes/retired/")
BREAKS = (
    (BROKEN_KEYWORDS, (*INDEXES, "uids/"), WIDTHS),
    (BROKEN_UIDS, (*INDEXES, "editions/2011/"), (961, 1024, 1280, 1920)),
    (BROKEN_LINES, (*INDEXES, "modalities/nm/"), (961, 1024, 1219, 1220, 1280, 1920)),
)
"""What finds identifiers that break where they may not, on which pages and at which widths."""


@pytest.mark.browser
@pytest.mark.parametrize("address", dict.fromkeys(page for _, pages, _ in BREAKS for page in pages))
def test_an_identifier_breaks_where_it_may_only(
    visitor: Visitor, http_site: str, address: str
) -> None:
    page = visitor.open(f"{http_site}{address}")
    applying = [(script, widths) for script, pages, widths in BREAKS if address in pages]
    broken = []
    for width in sorted({width for _, widths in applying for width in widths}):
        page.set_viewport_size({"width": width, "height": 900})
        for script, widths in applying:
            if width in widths:
                broken += [f"at {width}: {it}" for it in page.evaluate(script)]
    assert broken == []
    assert page.locator("table.records code.uid").count()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "together"),
    [
        ("service-tables/f.7.2-1/", "N-CREATE"),
        ("editions/2025d/ps3.6-table-a-3/", "A-3"),
        ("sop-classes/1.2.840.10008.5.1.4.34.6.2/", "Step -"),
    ],
)
def test_a_title_does_not_break_at_a_hyphen(
    visitor: Visitor, http_site: str, address: str, together: str
) -> None:
    page = visitor.open(f"{http_site}{address}")
    leave_out_alike(page)  # what is below the title takes long to lay out
    place = page.locator("h1 .unbroken", has_text=together).first
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert place.evaluate("part => part.getClientRects().length") == 1, width


@pytest.mark.browser
def test_a_table_without_a_filter_has_no_count(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}attributes/")
    assert page.locator(".records-count").count() == 0
    page.goto(f"{http_site}modules/")
    assert page.locator(".records-words + * ~ .records-count").count() == 1


@pytest.mark.browser
def test_a_card_names_nothing_that_is_empty(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}macros/")
    for width in (390, 820):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator("table.records tbody td:empty:visible").count() == 0


@pytest.mark.browser
def test_prose_and_fields_have_one_face(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/")
    faces = page.evaluate(
        """["body", ".md-typeset p", "header input", ".records-tools input",
            ".records-tools select", ".records-tools button"]
            .map((it) => getComputedStyle(document.querySelector(it)).fontFamily)"""
    )
    assert len(set(faces)) == 1
    assert faces[0].startswith('"Segoe UI"')
    codes = page.evaluate("getComputedStyle(document.querySelector('td code.uid')).fontFamily")
    assert codes.startswith("ui-monospace")


@pytest.mark.browser
@pytest.mark.parametrize("address", ["sop-classes/", "attributes/00080060/", "editions/2011/"])
def test_heads_of_long_tables_stick(visitor: Visitor, http_site: str, address: str) -> None:
    page = visitor.open(f"{http_site}{address}")
    row = page.locator("table.records tbody tr:visible").nth(25)
    head = row.locator("xpath=ancestor::table").locator("thead th:visible").first
    for width in (961, 1024, 1280, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("scrollTo(0, 0)")
        row.scroll_into_view_if_needed()
        page.mouse.wheel(0, 300)
        try:
            page.wait_for_function(
                """(head) => {
                    const { top } = head.getBoundingClientRect();
                    return top > 0 && top < 140;
                }""",
                arg=head.element_handle(),
            )
        except Error as error:
            error.add_note(f"at a width of {width}")
            raise


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "trail", "index"),
    [
        ("modules/ct-image/", ["Objects", "Modules", "CT Image Module"], "Modules"),
        ("attributes/00080060/", ["Objects", "Attributes", "Modality (0008,0060)"], "Attributes"),
        ("sop-classes/1.2.840.10008.1.1/", ["SOP Classes", "Verification SOP Class"], "By name"),
        ("editions/2011/", ["Editions", "Edition 2011"], "Editions and changes"),
        ("iods/ct-image/", ["Objects", "CT Image IOD"], "IODs"),
        ("sop-classes/", [], "By name"),
        ("", [], ""),
    ],
)
def test_a_page_below_an_index_says_where_it_stands(
    visitor: Visitor, http_site: str, address: str, trail: list[str], index: str
) -> None:
    page = visitor.open(f"{http_site}{address}")
    crumbs = page.locator("nav[aria-label=Breadcrumb] li")
    assert crumbs.all_inner_texts() == trail
    links = crumbs.locator("a").evaluate_all("links => links.map((link) => link.href)")
    assert len(links) == len(set(links))
    marked = page.locator(".menu ul ul a[aria-current]")
    assert marked.all_inner_texts() == [index] * bool(index)


@pytest.mark.browser
@pytest.mark.parametrize("address", ["modules/ct-image/", "guides/which-sop-class/"])
def test_a_phone_has_the_headings_of_the_page(
    visitor: Visitor, http_site: str, address: str
) -> None:
    page = visitor.open(f"{http_site}{address}")
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_text("On this page").locator("visible=true").click()
    links = page.locator(".contents-line a")
    assert links.count() > 1
    links.last.click()
    target = page.url.partition("#")[2]
    assert page.locator(f"[id='{target}']").bounding_box() is not None
