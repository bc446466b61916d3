"""The pages of the editions as readers use them: the comparison, the tables, the drawings."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Address, in_both_forms
from tests.conftest import VIEWS, View, Visitor

pytestmark = pytest.mark.browser

COMPARE = "editions/compare/"
KEY_OBJECTS = "1.2.840.10008.5.1.4.1.1.88.59"


def shown(page: Page, label: str = "") -> list[str]:
    """The cells of that column in the rows that are shown, or the names."""
    cell = f'td[data-label="{label}"]' if label else "th"
    return page.locator(f"#compared tbody tr:not([hidden]) {cell}").all_inner_texts()


def summary(page: Page) -> Locator:
    """What the comparison says above its table."""
    return page.locator("#edition-compare > :is([role=status], dl)")


def choose(page: Page, label: str, edition: str) -> None:
    page.get_by_role("combobox", name=label).select_option(edition)


def downloaded(page: Page) -> tuple[str, list[dict[str, str]]]:
    """The name of the file that the button saves, and its rows."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    return saved.value.suggested_filename, list(csv.DictReader(text.splitlines()))


def test_the_editions_are_in_the_address(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(COMPARE, "#from=2020b&to=2020c"))
    expect(page.get_by_role("combobox", name="From edition")).to_have_value("2020b")
    expect(page.get_by_role("combobox", name="To edition")).to_have_value("2020c")
    # PS3.4 2020b and 2020c, Table B.5-1: Supplements 217 and 160.
    expect(summary(page).first).to_have_text(re.compile(r"From 2020b to 2020c: \d+ changes\."))
    expect(summary(page).last).to_contain_text("first listed (11), ")
    sure = zip(shown(page, "What"), shown(page, "Between them?"), strict=True)
    assert list(sure)[:11] == [("first listed", "yes")] * 11


def test_without_a_choice_it_compares_2011_with_the_newest(
    visitor: Visitor, address: Address
) -> None:
    page = visitor.open(address(COMPARE))
    expect(summary(page).first).to_contain_text("From 2011 to 2026d: ")
    expect(summary(page).last).to_contain_text("first listed (")
    names = shown(page)
    assert names.count("Digital Mammography X-Ray Image Storage - For Presentation") == 1
    assert "CT Image Storage - For Processing" in names
    assert "CT Image Storage" not in names


@in_both_forms
def test_a_choice_is_a_step_that_back_undoes(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(COMPARE, "#from=2014b&to=2014c"))
    before = shown(page)
    choose(page, "To edition", "2015b")
    assert page.evaluate("location.hash") == "#from=2014b&to=2015b"
    after = shown(page)
    assert set(before) < set(after)
    page.go_back()
    expect(page.get_by_role("combobox", name="To edition")).to_have_value("2014c")
    assert shown(page) == before
    page.go_forward()
    assert shown(page) == after


def test_the_filter_goes_with_the_editions(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(COMPARE, "#from=2011&to=2026c&what=renamed"))
    assert set(shown(page, "What")) == {"renamed"}
    choose(page, "To edition", "2014c")
    assert set(shown(page, "What")) == {"renamed"}
    assert page.evaluate("location.hash") == "#from=2011&to=2014c&what=renamed"


def test_changes_that_follow_each_other_are_one(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}{COMPARE}#from=2015b&to=2020c&filter=88.59")
    # PS3.4 Table B.5-1 of 2015b, 2015c and 2020b; Table I.4-1 of 2015b and 2015c.
    assert sorted(zip(shown(page, "Change"), shown(page, "When"), strict=True)) == [
        (
            "Key Object Selection Document became Key Object Selection Document Storage",
            "2015c",
        ),
        ("Key Object Selection became Key Object Selection Document Storage", "2015c, 2020b"),
    ]


def test_what_is_new_is_only_new(visitor: Visitor, http_site: str) -> None:
    # First listed in 2014a as "Radiopharmaceutical Radiation Dose SR", renamed in 2015c.
    page = visitor.open(f"{http_site}{COMPARE}#from=2013&to=2016b&filter=88.68")
    assert shown(page, "What") == ["first listed"]


def test_what_may_lie_outside_says_so(visitor: Visitor, http_site: str) -> None:
    # Table A-1 is here of 2015b and 2016e, and of no edition between.
    page = visitor.open(f"{http_site}{COMPARE}#from=2016a&to=2016d&filter=1.2.4.104")
    assert shown(page, "When") == ["between 2015b and 2016e"]
    assert shown(page, "Between them?") == ["perhaps"]
    page = visitor.open(f"{http_site}{COMPARE}#from=2015b&to=2016e&filter=1.2.4.104")
    assert shown(page, "Between them?") == ["yes"]


def test_the_newer_edition_may_be_chosen_first(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}{COMPARE}#from=2020c&to=2020b")
    expect(summary(page).first).to_contain_text("From 2020b to 2020c: ")


@pytest.mark.parametrize(
    ("hash_", "says"),
    [
        ("#from=2014a&to=2014b", "From 2014a to 2014b: no change in the tables"),
        ("#from=2014a&to=2014a", "Both are the same edition."),
        ("#from=1999&to=2014a", "The registry has nothing of edition 1999."),
        ("#from=%3Cimg%3E&to=2014a", "The registry has nothing of edition <img>."),
    ],
)
def test_what_cannot_be_compared_is_said(
    visitor: Visitor, http_site: str, hash_: str, says: str
) -> None:
    page = visitor.open(f"{http_site}{COMPARE}{hash_}")
    expect(summary(page).first).to_contain_text(says)
    expect(page.get_by_role("button", name="Save as CSV")).to_be_disabled()
    expect(page.locator("#compared")).to_have_count(0)


def test_the_result_is_saved_as_csv(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(COMPARE, "#from=2011&to=2026c"))
    name, rows = downloaded(page)
    assert name == "dicom-changes-2011-2026c.csv"
    assert list(rows[0]) == [
        "change",
        "uid",
        "tag_or_table",
        "name_today",
        "type",
        "before",
        "after",
        "when",
        "between_them",
        "tables",
    ]
    assert [row["name_today"] for row in rows] == shown(page)
    assert [row["change"] for row in rows] == shown(page, "What")
    [renamed] = [
        row for row in rows if row["uid"].endswith(".1.1.1.2") and row["change"] == "renamed"
    ]
    assert renamed["before"] == "Digital Mammography Image Storage - For Presentation"
    assert renamed["when"] == "between 2011 and 2013"


def test_attributes_and_tables_are_compared_too(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(COMPARE, "#from=2024e&to=2025e&filter=ethnic"))
    # PS3.6 2025a to 2025d; PS3.3 2025e, Table C.7-4a
    expect(summary(page).last).to_contain_text("retired (1), added (60)")
    rows = list(zip(shown(page), shown(page, "What"), shown(page, "Type"), strict=True))
    assert ("Ethnic Group", "retired", "Attribute") in rows
    assert ("Ethnic Groups", "added", "Attribute") in rows
    page.get_by_role("link", name="Ethnic Group", exact=True).click()
    expect(page.locator("ul.history")).to_contain_text("Retired")


def test_only_what_is_shown_is_saved(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(
        f"{http_site}{COMPARE}#from=2011&to=2026c&what=moved&sort=-uid-tag-or-table"
    )
    _, rows = downloaded(page)
    assert [row["uid"] for row in rows] == [f"1.2.840.10008.5.1.4.4{n}.1" for n in (5, 4, 3)]


def test_a_result_leads_to_the_page_of_its_uid(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(COMPARE, "#from=2024d&to=2026c"))
    page.get_by_role("link", name="Ultrasound Waveform Storage", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Ultrasound Waveform Storage")


def test_without_scripts_the_comparison_leads_to_the_editions(
    visitor: Visitor, http_site: str
) -> None:
    page = visitor.open(f"{http_site}{COMPARE}", java_script_enabled=False)
    expect(page.locator("#edition-compare")).to_contain_text("The comparison needs JavaScript.")
    assert page.locator("#edition-compare a").count() == 63
    page.locator("#edition-compare").get_by_role("link", name="2016c").click()
    expect(page.locator("h1")).to_contain_text("Edition 2016c")


def test_all_changes_can_be_filtered(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("editions/", "#what=moved"))
    assert page.locator("#changed tbody tr:not([hidden]) th").all_inner_texts() == [
        "Generic Implant Template Storage",
        "Implant Assembly Template Storage",
        "Implant Template Group Storage",
    ]


def test_a_row_of_an_edition_can_be_linked_to(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("editions/2011/", f"#table-b-5-1-{KEY_OBJECTS}"))
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    expect(row.locator("th")).to_have_text("Key Object Selection")


@pytest.mark.parametrize("view", VIEWS[:2], ids=str)
def test_a_drawing_is_seen_in_both_schemes(visitor: Visitor, http_site: str, view: View) -> None:
    page = visitor.open(f"{http_site}sop-classes/1.2.840.10008.5.1.4.32/#history", view)
    drawing = page.get_by_role("img", name="PS3.6 Table A-1 2011 to 2026d")
    expect(drawing).to_be_visible()
    active, retired = (
        drawing.locator(f".{name}").evaluate("(it) => getComputedStyle(it).fill")
        for name in ("active", "retired")
    )
    assert active != retired
