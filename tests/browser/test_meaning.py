"""What attributes mean, as readers use it: modules in place, checklists, codes."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Address, in_both_forms
from tests.conftest import VIEWS, Visitor

pytestmark = pytest.mark.browser

CT = "1.2.840.10008.5.1.4.1.1.2"

# Modules in place


@in_both_forms
def test_a_module_opens_where_it_stands(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(f"sop-classes/{CT}/"))
    row = page.locator(
        "table.modules tr", has=page.get_by_role("link", name="CT Image", exact=True)
    )
    row.get_by_role("button").click()

    rows = page.locator(".rows.in-place > ul > li")
    expect(rows.first).to_contain_text("Image Type")
    expect(rows.first).to_contain_text("Value 3, defined terms: AXIAL, LOCALIZER")
    rows.first.get_by_role("link").click()
    expect(page).to_have_title("Image Type (0008,0008) - DICOM SOP Class Registry")


def test_an_open_module_is_no_wider_than_a_phone(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/{CT}/", VIEWS[2])
    row = page.locator(
        "table.modules tr", has=page.get_by_role("link", name="CT Image", exact=True)
    )
    row.get_by_role("button").click()

    expect(page.locator(".rows.in-place > ul > li").first).to_be_visible()
    table = page.locator("table.modules").first
    assert table.evaluate("it => it.scrollWidth <= it.clientWidth")


def test_an_included_macro_opens_too(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("iods/ct-image/"))
    row = page.locator("table.modules tr", has=page.get_by_role("link", name="Patient", exact=True))
    row.get_by_role("button").click()
    include = page.locator(".in-place li", has_text="Include Issuer of Patient ID Macro").first
    include.locator("summary").first.click()

    expect(include).to_contain_text("Issuer of Patient ID")
    expect(include).to_contain_text("(0010,0021)")


def test_the_filter_finds_attributes_in_items(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("iods/ct-image/"))
    page.get_by_label("Find an attribute").fill("collimation width")

    expect(page.locator(".in-place-tools").get_by_role("status")).to_have_text("4 found.")
    expect(page.locator(".in-place-row")).to_have_count(2)
    expect(page.locator(".in-place-row").last).to_contain_text(
        "in Multi-energy CT Acquisition Sequence"
    )
    page.get_by_label("Find an attribute").fill("0010,0040")
    expect(page.locator(".in-place-row li")).to_contain_text(["Patient's Sex"])


def test_required_only_leaves_out_what_is_optional(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("iods/ct-image/"))
    row = page.locator(
        "table.modules tr", has=page.get_by_role("link", name="CT Image", exact=True)
    )
    row.get_by_role("button").click()
    badges = page.locator(".in-place > ul > li > p > .badge")
    expect(badges.filter(has_text="3").first).to_be_visible()
    page.get_by_label("required only").check()

    expect(badges.filter(has_text="3")).to_have_count(0)
    expect(badges.filter(has_text="1C").first).to_be_visible()


def _saved(page: Page, name: str, folder: Path) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target.read_text(encoding="utf-8")


def test_the_checklist_is_of_what_is_required(
    visitor: Visitor, address: Address, tmp_path: Path
) -> None:
    page = visitor.open(address("iods/ct-image/"))
    page.get_by_label("required only").check()
    rows = [*csv.DictReader(_saved(page, "Checklist as CSV", tmp_path).splitlines())]
    markdown = _saved(page, "Checklist as Markdown", tmp_path)

    of_ct = [row for row in rows if row["Module"] == "CT Image"]
    assert {row["Type"] for row in rows} == {"1", "1C", "2", "2C"}
    assert "U" not in {row["Usage"] for row in rows}
    image_type = next(row for row in of_ct if row["Attribute"] == "Image Type")
    assert image_type["Tag"] == "(0008,0008)"
    assert "AXIAL, LOCALIZER" in image_type["Values and codes"]
    rescale = next(row for row in of_ct if row["Attribute"] == "Rescale Type")
    assert rescale["Required"].startswith("Required if")
    assert "## CT Image (M)" in markdown
    assert "- [ ] Image Type (0008,0008), type 1" in markdown
    assert markdown.count("- [ ]") == len(rows)


def test_without_scripts_a_module_is_a_link(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/{CT}/", java_script_enabled=False)

    expect(
        page.locator("table.modules").get_by_role("link", name="CT Image", exact=True)
    ).to_be_visible()
    expect(page.locator(".in-place-tools")).to_have_count(0)


# Codes


@in_both_forms
def test_codes_are_filtered_and_taken_away(
    visitor: Visitor, address: Address, tmp_path: Path
) -> None:
    page = visitor.open(address("context-groups/7150/"))
    page.get_by_label("Filter", exact=True).fill("tissue")
    expect(page.locator("#codes-table tbody tr:visible")).to_have_count(1)

    saved = json.loads(_saved(page, "Save as JSON", tmp_path))
    assert saved == [{"Meaning": "Tissue", "Scheme": "SCT", "Value": "85756007"}]
    assert _saved(page, "Save as CSV", tmp_path).splitlines() == [
        "Meaning,Scheme,Value",
        "Tissue,SCT,85756007",
    ]


def test_a_link_finds_a_code_in_the_largest_group(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("context-groups/7480/", "#code-sct-131606001"))

    rows = page.locator("#codes-table tbody tr:visible")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Hartón cattle breed")


def test_the_uid_of_a_context_group_leads_to_its_page(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("uids/1.2.840.10008.6.1.496/"))

    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "CID 7150 Segmentation Property Category"
    )


# What the look-up finds besides UIDs and names: what is typed, what it leads to, and its kind.
FINDS = (
    ("BINARY FRACTIONAL LABELMAP", "Segmentation Type", "Values of an attribute"),
    ("CID 7150", "Segmentation Property Category", "Context group"),
    ("113100 DCM", "Basic Application Confidentiality Profile", "Code"),
    ("SCT 85756007", "Tissue", "Code"),
    ("TID 1500", "Measurement Report", "Template"),
)


@pytest.mark.parametrize(("typed", "name", "kind"), FINDS, ids=[it[0] for it in FINDS])
def test_values_codes_and_templates_are_found(
    visitor: Visitor, address: Address, typed: str, name: str, kind: str
) -> None:
    page = visitor.open(address(""))
    page.locator(".find--home input").fill(typed)

    hits = page.locator(".find--home [role=option]")
    hit = hits.filter(has_text=name).filter(has_text=kind).first
    expect(hit).to_be_visible()


def test_attributes_are_chosen_by_an_option(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("de-identification/", "#options=Retain+UIDs+K"))
    rows = page.locator("#profiles tbody tr:visible")

    expect(rows).to_have_count(60)
    expect(rows.filter(has_text="SOP Instance UID").first).to_be_visible()
