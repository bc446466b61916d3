"""The page "Check a file": the report, its filters and its ways out, hosted and from a file."""

import csv
import json
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pydicom.dataset import FileDataset

from tests.bench import objects
from tests.browser.axe import findings
from tests.browser.conftest import Address, in_both_forms
from tests.conftest import VIEWS, View, Visitor

pytestmark = pytest.mark.browser

CT = "1.2.840.10008.5.1.4.1.1.2"


def saved(data: FileDataset, path: Path) -> Path:
    data.save_as(path, enforce_file_format=True)
    return path


def faulty() -> FileDataset:
    data = objects.made(CT)
    del data.Modality
    data["StudyDate"]._value = "2026-01-02"  # as pydicom would warn
    return data


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    clean = saved(objects.made(CT), tmp_path / "clean.dcm")
    (tmp_path / "note.txt").write_text("nothing of DICOM", encoding="utf-8")
    wrong = faulty()
    return [
        clean,
        saved(wrong, tmp_path / "wrong.dcm"),
        saved(wrong, tmp_path / "too.dcm"),
        tmp_path / "note.txt",
    ]


def report(page: Page, files: list[Path]) -> None:
    page.set_input_files("#source-files-input", files)
    expect(page.locator("#report")).to_be_visible()


@in_both_forms
def test_the_report_says_what_is_wrong_and_where(
    visitor: Visitor, address: Address, files: list[Path]
) -> None:
    page = visitor.open(address("check/"))
    report(page, files)
    said = "4 errors in 2 of 4 files; 1 file could not be checked"
    expect(page.locator("#report")).to_have_text(said)
    expect(page.locator("#source-status")).to_have_text(f"{said}.")
    modality = page.locator('[data-rule="type-1-missing"][data-path="(0008,0060)"]')
    expect(modality).to_have_attribute("data-severity", "error")
    expect(modality).to_contain_text("in 2 of 3 objects")
    link = modality.locator("a").first
    expect(link).to_have_text("General Series, row 1")
    link.click()
    page.wait_for_url("**/modules/general-series/**#row-1")
    expect(page.locator("#row-1")).to_contain_text("Modality")


def test_findings_are_filtered(visitor: Visitor, http_site: str, files: list[Path]) -> None:
    page = visitor.open(f"{http_site}check/")
    report(page, files)
    found = page.locator("li.finding")
    expect(found).to_have_count(2)
    page.get_by_placeholder("attribute, tag, rule").fill("study date")
    expect(found.filter(visible=True)).to_have_count(1)
    page.get_by_label("2 errors").uncheck()
    expect(page.get_by_text("No finding fits the filters.")).to_be_visible()


def test_the_report_can_be_saved(visitor: Visitor, http_site: str, files: list[Path]) -> None:
    page = visitor.open(f"{http_site}check/")
    report(page, files[:2])
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as JSON").click()
    clean, wrong = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert clean["findings"] == []
    assert [it["rule"] for it in wrong["findings"]] == ["vr-form", "type-1-missing"]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8").splitlines()))
    assert [(row["file"], row["rule"]) for row in rows] == [
        ("wrong.dcm", "vr-form"),
        ("wrong.dcm", "type-1-missing"),
    ]
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").click()
    assert "[type-1-missing](http" in download.value.path().read_text(encoding="utf-8")


def test_a_dump_is_checked(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("check/"))
    text = str(faulty())
    page.get_by_text("Paste a dump instead").click()
    page.locator("#source-text").fill(text)
    page.get_by_role("button", name="Check the dump").click()
    expect(page.locator("#report")).to_have_text("2 errors in this object")
    page.get_by_role("button", name="Clear all").click()
    page.locator("#source-text").fill("no dump")
    page.get_by_role("button", name="Check the dump").click()
    expect(page.locator("#results")).to_contain_text(
        "there is no line in it that begins with a tag"
    )


def test_the_object_is_a_tree_with_its_findings(
    visitor: Visitor, http_site: str, files: list[Path]
) -> None:
    page = visitor.open(f"{http_site}check/")
    report(page, files[1:2])
    page.get_by_text("The object as a tree").click()
    line = page.locator("ul.tree > li", has_text="Study Date")
    expect(line.locator(".tree-finding")).to_contain_text("a date as YYYYMMDD")
    expect(page.locator(".tree-missing")).to_contain_text("(0008,0060) Modality")


def test_many_files_are_checked_in_the_background_and_can_be_stopped(
    visitor: Visitor, address: Address, tmp_path: Path
) -> None:
    data = objects.made(CT)
    many = [saved(data, tmp_path / f"{at}.dcm") for at in range(400)]
    page = visitor.open(address("check/"))
    page.set_input_files("#source-files-input", many)
    expect(page.locator("#source-status")).to_contain_text("Checking…")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#source-status")).to_contain_text("Stopped.")


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_nothing_is_wider_than_the_page(
    view: View, visitor: Visitor, http_site: str, files: list[Path]
) -> None:
    page = visitor.open(f"{http_site}check/", view)
    report(page, files)
    for fold in page.locator("details.object > summary").all():
        fold.click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_file_of_the_paste_page_is_handed_over(
    visitor: Visitor, address: Address, files: list[Path]
) -> None:
    page = visitor.open(address("lookup/"))
    page.set_input_files("#source-files-input", files[:2])
    with page.expect_popup() as opened:
        page.locator("#files").get_by_role("link", name="check").last.click()
    expect(opened.value.locator("#report")).to_have_text("2 errors in this object")


@pytest.mark.parametrize("view", [VIEWS[0], VIEWS[-1]], ids=str)
def test_everyone_can_read_a_report(
    view: View, visitor: Visitor, http_site: str, files: list[Path]
) -> None:
    page = visitor.open(f"{http_site}check/", view)
    report(page, files[:2])
    page.get_by_text("Paste a dump instead").click()
    for fold in page.locator("details.object > summary").all():
        fold.click()
    page.get_by_text("The object as a tree").last.click()
    expect(page.locator("ul.tree").first).to_be_visible()
    assert list(findings(page)) == []
