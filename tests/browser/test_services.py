"""Services as readers use them: rows by who needs them, links to rows, two side by side."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Address, in_both_forms
from tests.conftest import Visitor

pytestmark = pytest.mark.browser

MWL = "1.2.840.10008.5.1.4.31"
MPPS = "1.2.840.10008.3.1.2.3.3"
PULL = "1.2.840.10008.5.1.4.34.6.3"
PATIENT_ROOT = "1.2.840.10008.5.1.4.1.2.1.1"
STUDY_ROOT = "1.2.840.10008.5.1.4.1.2.2.1"


def rows(page: Page, table: str) -> list[str]:
    """The tags of the rows of a table that show."""
    found = page.locator(f"#table-{table} ~ table.service").first.locator("tbody tr:not(.group)")
    tags: list[str] = found.evaluate_all(
        """(rows) => rows.filter((row) => row.checkVisibility() && row.querySelector("th"))
            .map((row) => row.querySelector("td").innerText.trim())"""
    )
    return [tag.strip("\u2020") for tag in tags]


def test_only_what_someone_needs_is_shown(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(f"sop-classes/{MPPS}/"))
    table = "f\\.7\\.2-1"
    every = rows(page, table)
    page.locator(f"#table-{table} ~ .service-tools select").first.select_option("scu")
    needed = rows(page, table)

    assert len(every) == 90
    # Performed Procedure Step ID is 1/1, Comments on it are 3/3.
    assert "(0040,0253)" in needed
    assert "(0040,0280)" not in needed
    # Universal Entity ID Type is 1C, but only in a sequence that nobody needs.
    assert "(0040,0033)" not in needed
    expect(page.locator(f"#table-{table} ~ .service-tools output").first).to_contain_text(" of ")

    page.locator(f"#table-{table} ~ .service-tools select").first.select_option("")
    assert rows(page, table) == every


def test_a_query_shows_what_must_come_back(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(f"sop-classes/{MWL}/"))
    page.locator("#table-k\\.6-1 ~ .service-tools select").first.select_option("match")
    # PS3.4 K.6.1.2.2: by these a worklist must match.
    assert rows(page, "k\\.6-1") == [
        *("(0040,0100)", "(0040,0001)", "(0040,0002)", "(0040,0003)", "(0008,0060)"),
        *("(0040,0006)", "(0010,0010)", "(0010,0020)"),
    ]


def test_a_link_leads_to_a_row_in_what_is_folded(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(f"sop-classes/{PULL}/", "#cc.2.5-3-12"))
    row = page.locator("#cc\\.2\\.5-3-12")
    expect(row).to_be_in_viewport()
    expect(row.locator("td a")).to_have_attribute("href", "#cc.2.5-3-12")


def test_a_status_code_is_reached_by_its_address(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("status-codes/", "#code-a801"))
    row = page.locator("#code-a801")
    expect(row).to_be_in_viewport()
    expect(row).to_contain_text("Move destination unknown")
    expect(row).to_contain_text("43009")


def test_codes_are_filtered_by_class_and_operation(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("status-codes/"))
    for choice, value in (("Class", "Warning"), ("Operations", "C-STORE")):
        page.locator(f".records-choice:has(> span:text-is('{choice}')) select").select_option(value)
    shown = [
        it.inner_text() for it in page.locator(".status-codes tbody th").all() if it.is_visible()
    ]
    assert shown == ["B000H", "B006H", "B007H"]


@in_both_forms
def test_worklist_and_ups_are_compared(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("compare/", f"#a={MWL}&b={PULL}"))
    services = page.locator(".compare-services")
    expect(services).to_contain_text("Keys of C-FIND")
    expect(services).to_contain_text("N-ACTION Change UPS State")
    row = services.locator("tr", has_text="Role selection")
    expect(row).to_contain_text("optional")
    expect(row).to_contain_text("not stated")
    expect(page.locator(".compare-summary")).to_contain_text("has no modules to compare")


def test_two_query_models_are_compared_level_by_level(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("compare/", f"#a={PATIENT_ROOT}&b={STUDY_ROOT}"))
    services = page.locator(".compare-services")
    study = services.locator("table", has_text="STUDY level")
    expect(study).to_contain_text("Patient ID")
    # Tables C.6-3 and C.6-4 serve both.
    expect(services).to_contain_text("SERIES level: no difference.")
    expect(services).to_contain_text("IMAGE level: no difference.")


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("0xA700", "A700"),
        ("A700H", "A700"),
        ("a900", "A900"),
        ("272", "0110"),
        ("0110H", "0110"),
        ("43264", "A900"),
        ("C000", "C000"),
        ("E: Move SCU Failed: 0xA801 (move destination)", "A801"),
        ("I: Received C-STORE Response (0xA9F3: data set does not match)", "A9xx"),
    ],
)
def test_a_code_is_found_in_every_form(
    visitor: Visitor, http_site: str, query: str, code: str
) -> None:
    page = visitor.open(http_site)
    page.locator("input[role=combobox]:visible").first.fill(query)
    first = page.locator("[role=option]").first
    expect(first).to_contain_text(f"{code}:")
    expect(first).to_contain_text("Status code")
