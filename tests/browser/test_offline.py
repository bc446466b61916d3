"""The zip, unpacked where a reader may put it, opened by double click with the network cut off."""

import re
import subprocess
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

from generator.offline import pack
from tests.conftest import VIEWS, Some, Visitor
from tests.pages import file_of, one_of_each_kind

pytestmark = pytest.mark.browser

CT = "sop-classes/1.2.840.10008.5.1.4.1.1.2"


@pytest.fixture(scope="module")
def unpacked(file_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip's content, in a folder whose name needs to be escaped in an address."""
    folder = tmp_path_factory.mktemp("stick")
    target = folder / "Klinik Süd #2" / "100 % é"
    archive = folder / "registry.zip"
    pack(file_site, archive, {}, effort=0)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(target)
    return target


@pytest.fixture
def offline(visitor: Visitor, unpacked: Path) -> Iterator[Visitor]:
    """A visitor whose pages may ask for nothing outside of the unpacked folder."""
    yield visitor
    for address in visitor.requests:
        parts = urlsplit(address)
        if parts.scheme not in {"data", "blob"}:
            assert parts.scheme == "file"
            assert Path(unquote(parts.path)).is_relative_to(unpacked)


def test_every_kind_of_page_opens(
    offline: Visitor, unpacked: Path, file_site: Path, some: Some
) -> None:
    """In a short run, some of them: others are opened from files where tests do something there."""
    page = offline.context(VIEWS[0], offline=True).new_page()

    kinds = [it for it in one_of_each_kind(file_site).values() if it != "404.html"]  # is for hosts
    for address in some(kinds, 12):
        page.goto(file_of(unpacked, address).as_uri())
        assert page.locator("h1").count() == 1
        footer = page.locator("footer").inner_text()
        assert re.search(
            r"Registry \d\S+\. DICOM editions: UIDs and SOP Classes \d{4}[a-e]", footer
        )


def test_the_box_finds_and_leads_on(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / "index.html")

    page.locator("#find-home").fill("key image note")
    expect(page.get_by_role("option").first).to_contain_text("Key Object Selection")
    page.locator("#find-home").fill("1.2.840.10008.5.1.4.1.1.2")
    expect(page.get_by_role("option").first).to_contain_text("CT Image Storage")
    page.keyboard.press("Enter")

    page.wait_for_url(re.compile(re.escape(f"{CT}/index.html")))
    expect(page.locator("h1")).to_contain_text("CT Image Storage")


def test_the_box_finds_words_of_the_guides(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / "index.html")

    page.locator("#find-home").fill("abstract syntax not supported")

    expect(page.locator(".find__prose a").first).to_be_visible()


def test_a_keyword_leads_to_its_page(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / "sop-classes" / "CTImageStorage" / "index.html")

    page.wait_for_url(re.compile(re.escape(f"{CT}/index.html")))


def test_a_table_is_filtered(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / "sop-classes" / "index.html")
    rows = page.locator("#sop-classes tbody tr:visible")
    total = rows.count()

    page.locator(".records-tools input[type=search]").first.fill("enhanced mr")

    expect(rows).not_to_have_count(total)
    assert rows.count() > 0


def test_a_text_is_looked_through(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / "lookup" / "index.html")

    page.locator("#source-text").fill("W: rejected: 1.2.840.10008.5.1.4.1.1.481.3 not supported")

    expect(page.locator("#results")).to_contain_text("RT Structure Set Storage")


def test_two_editions_are_compared(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / "editions" / "compare" / "index.html")

    expect(page.locator("main table tbody tr").first).to_be_visible()


def test_an_identifier_is_copied(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / CT / "index.html")

    page.locator("button.copy").first.click()

    expect(
        page.get_by_role("status").get_by_text("1.2.840.10008.5.1.4.1.1.2 copied")
    ).to_be_attached()
    page.locator(".find__input").focus()
    page.keyboard.press("Control+V")
    expect(page.locator(".find__input")).to_have_value("1.2.840.10008.5.1.4.1.1.2")


def test_the_scheme_stays_from_page_to_page(offline: Visitor, unpacked: Path) -> None:
    page = offline.open(unpacked / "index.html")
    scheme = page.locator(".scheme-button")

    scheme.click()
    expect(scheme).to_have_attribute("aria-label", "Switch to light colours")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.goto((unpacked / CT / "index.html").as_uri())

    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    expect(scheme).to_have_attribute("aria-label", "Switch to light colours")


def test_a_page_is_printed(offline: Visitor, unpacked: Path, tmp_path: Path) -> None:
    page = offline.open(unpacked / CT / "index.html")

    page.pdf(path=tmp_path / "page.pdf", format="A4")

    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "1.2.840.10008.5.1.4.1.1.2" in text
