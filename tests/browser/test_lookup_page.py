"""The page "What is this UID?": texts of all sorts and DICOM files of every transfer syntax."""

import base64
import csv
import io
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.fileset import FileSet
from pydicom.filewriter import dcmwrite
from pydicom.uid import (
    UID,
    CTImageStorage,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    MRImageStorage,
    generate_uid,
)

from generator.model import Registry
from tests.browser.conftest import Address, cells_of, in_both_forms
from tests.browser.test_kinds import WIDTHS
from tests.conftest import Visitor

pytestmark = pytest.mark.browser

CT = "CT Image Storage"
NATIVE = {
    ImplicitVRLittleEndian,
    ExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    DeflatedExplicitVRLittleEndian,
}

Found = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def kept(chromium: Browser, http_site: str) -> Iterator[tuple[Visitor, Page]]:
    """A page that many tests share: it takes two seconds to learn what it looks for."""
    visitor = Visitor(chromium)
    yield visitor, visitor.open(f"{http_site}lookup/")
    visitor.close()


@pytest.fixture
def page(kept: tuple[Visitor, Page], http_site: str) -> Iterator[Page]:
    """The page, which has been given nothing yet."""
    visitor, page = kept
    if page.url != f"{http_site}lookup/":
        page.goto(f"{http_site}lookup/")
    yield page
    page.locator("#source-clear").evaluate("(it) => it.click()")
    problems = visitor.problems.copy()
    visitor.problems.clear()
    assert not problems, "\n".join(problems)


def rows(table: Locator) -> Iterator[dict[str, str]]:
    titles, *body = cells_of(table.locator("tr"))
    for cells in body:
        yield dict(zip(titles, cells, strict=True))


def finished(page: Page) -> None:
    """Wait until everything that was given is looked through."""
    said = re.compile(r"^(Found: .*|Nothing found\.)$")
    expect(page.locator("#source-status")).to_have_text(said)


def found_in(page: Page, text: str) -> Found:
    """What the page finds in a text that is typed or pasted; by UID."""
    page.get_by_role("textbox", name="Text:").fill(text)
    finished(page)
    table = page.locator("#found")
    return {row["UID"]: row for row in rows(table)} if table.count() else {}


# ------------------------------------------------------------------------------------ text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Abstract Syntax: =CTImageStorage", {CT: "1"}),
        ("(0008,0016) UI =CTImageStorage      #  26, 1 SOPClassUID", {CT: "1"}),
        ("(0008,0016) UI [1.2.840.10008.5.1.4.1.1.2] # 26,1 SOP Class UID", {CT: "1"}),
        ("(0008, 0016) SOP Class UID                       UI: CT Image Storage", {CT: "1"}),
        ("1.2.840.10008.5.1.4.1.1.2\tCT Image Storage", {CT: "1"}),
        ("CT Image Storage | 1.2.840.10008.5.1.4.1.1.2 | Yes | No", {CT: "1"}),
        ("UID_CTImageStorage CT_IMAGE_STORAGE DicomUID.CTImageStorage ctimagestorage", {CT: "1"}),
        ("urn:oid:1.2.840.10008.5.1.4.1.1.2.", {CT: "1"}),
        ('"1.2.840.10008.5.1.4.1.1.2\\0"', {CT: "1"}),
        ("uid1.2.840.10008.5.1.4.1.1.2", {CT: "1"}),
        ("1.2.840.10008.5.1.4.1.1.\u00ad2 1.2.840.10008\u200b.5.1.4.1.1\u2060.2\ufeff", {CT: "2"}),
        ("\uff11.\uff12.840.10008.5.1.4.1.1\uff0e\uff12", {CT: "1"}),
        ("Enhanced CT Image Storage", {"Enhanced CT Image Storage": "1"}),
        (
            "Digital Mammography X-Ray Image\n  Storage \u2013 For Presentation",
            {"Digital Mammography X-Ray Image Storage - For Presentation": "1"},
        ),
        ("UI =LittleEndianExplicit", {"Explicit VR Little Endian": "1"}),
        ("UI =Verification", {"Verification SOP Class": "1"}),
        ("Verification SOP Class", {"Verification SOP Class": "1"}),
        ("JPEG 2000 Image Compression", {"JPEG 2000 Image Compression": "1"}),
        # Words that are no names, and digits that are no UIDs.
        ("verification of the printer; storage of CT image; a raw data file", {}),
        ("the segmentation storage is full", {}),
        ("3.6.7 192.168.100.200 2024.01.02 1.2.3.4.5 10.20.30.40.50.60.70", {}),
    ],
)
def test_a_text_names_what_is_in_it(page: Page, text: str, expected: dict[str, str]) -> None:
    found = found_in(page, text)

    counts = {row["Name"]: row["Found"].split()[0] for row in found.values()}
    if text.startswith("UID_"):
        assert counts == {CT: "4"}
    else:
        assert counts == expected


RT_STRUCTURE_SET = "1.2.840.10008.5.1.4.1.1.481.3"


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ("\n1.2.840.10008.5.1.4.1.1.481.\n3", {RT_STRUCTURE_SET: "2"}),
        ("1.2.840.10008.5.1.4.1.1.481.\r\n    3 and more", {RT_STRUCTURE_SET: "1"}),
        ("1.2.840.10008.5.1.4.1.1\n.481.3", {RT_STRUCTURE_SET: "1"}),
        ("1.2.840.10008.5.1.4.1.\n1.481.\n3", {RT_STRUCTURE_SET: "1"}),
        ("1.2.840.10008.5.1.4.1.1.48-\n1.3", {RT_STRUCTURE_SET: "1"}),
        ("1.2.840.10008.5.1.4.1.1.481.\u00ad\n3", {RT_STRUCTURE_SET: "1"}),
        ("1.2.840.10008.5.1.4.1.1.481. 3", {RT_STRUCTURE_SET: "1"}),
        ("1.2.840.10008.5.1.4.1.1.2.\n1", {"1.2.840.10008.5.1.4.1.1.2.1": "1"}),
        # Two UIDs, the end of a sentence, a numbered list, digits of something else.
        (
            "1.2.840.10008.5.1.4.1.1.2.\n1.2.840.10008.1.2.1",
            {"1.2.840.10008.5.1.4.1.1.2": "1", "1.2.840.10008.1.2.1": "2"},
        ),
        (
            "1.2.840.10008.5.1.4.1.1.2\n1.2.840.10008.5.1.4.1.1.4",
            {"1.2.840.10008.5.1.4.1.1.2": "1", "1.2.840.10008.5.1.4.1.1.4": "2"},
        ),
        ("1.2.840.10008.5.1.4.1.1.2. 1 image", {"1.2.840.10008.5.1.4.1.1.2": "1"}),
        ("1.2.840.10008.5.1.4.1.1.2.\n1 image", {"1.2.840.10008.5.1.4.1.1.2": "1"}),
        ("1.2.840.10008.5.1.4.1.1.2.\n1. next", {"1.2.840.10008.5.1.4.1.1.2": "1"}),
        ("1.2.840.10008.5.1.4.1.1.2\n1 image", {"1.2.840.10008.5.1.4.1.1.2": "1"}),
    ],
)
def test_a_uid_that_a_line_breaks_is_one(
    page: Page, wrapped: str, expected: dict[str, str]
) -> None:
    found = found_in(page, wrapped)

    assert {uid: row["Lines"] for uid, row in found.items()} == expected
    assert {row["Found"] for row in found.values()} == {"1"}


MIXED = """\
line one 1.2.840.10008.5.1.4.1.1.1.1.1.1 is in a published manual
1.2.840.10008.5.1.4.1.1.6 and 1.2.840.10008.5.1.4.1.1.99999
1.2.840.113619.4.26 is of GE, as are 1.2.840.113619.2.55.1 1.2.840.113619.2.55.2
1.2.840.10008.5.1.4.1.1.21.2.840.10008.1.2.1
1.2.840.10008.5.1.4.1.1.04
1.2.840.10008.5.1.4.1.1.2 and 1.2.840.10008.5.1.4.1.1.2
1.2.840.10008.5.1.4.1.1
1.3.6.1.4.1.99999.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7.7
"""


@in_both_forms
def test_counts_lines_kinds_and_warnings(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("lookup/"))
    found = found_in(page, MIXED)

    def told(uid: str) -> tuple[str, str, str, str, str]:
        row = found[uid]
        return row["Kind"], row["Status"], row["Found"], row["Lines"], row["Remarks"]

    storage = "1.2.840.10008.5.1.4.1.1."
    assert told(f"{storage}1.1.1") == (
        "SOP Class", "active", "1", "1", f"Misprinted as {storage}1.1.1.1.",
    )  # fmt: skip
    assert told(f"{storage}6") == (
        "SOP Class", "retired", "1", "2", "Retired. In its place: Ultrasound Image Storage.",
    )  # fmt: skip
    assert told(f"{storage}99999")[:4] == ("not registered", "not registered", "1", "2")
    assert told("1.2.840.113619.4.26") == (
        "Private SOP Class", "private", "1", "3", "Private: GE.",
    )  # fmt: skip
    assert told("1.2.840.113619") == (
        "private UIDs", "private", "2", "3", "Private: GE. 2 different UIDs.",
    )  # fmt: skip
    assert told(f"{storage}2") == (
        "SOP Class", "active", "3", "4, 6", f"Run together as {storage}21.2.840.10008.1.2.1.",
    )  # fmt: skip
    assert told("1.2.840.10008.1.2.1")[:4] == ("Transfer syntax", "active", "1", "4")
    assert told(f"{storage}4")[4] == f"Written with a leading zero as {storage}04."
    page.wait_for_timeout(500)  # nearest ones come one by one, and none here
    assert re.fullmatch(
        r"Not registered itself: \d+ registered UIDs begin with it\.",
        page.locator("#found tr", has_text=re.compile(rf"{re.escape(storage[:-1])}(?![.\d])"))
        .locator("td")
        .last.inner_text(),
    )
    assert "Longer than 64 characters" in told("1.3.6.1.4.1.99999")[4]
    status = page.locator("#source-status")
    expect(status).to_have_text("Found: 4 SOP Classes, 1 transfer syntax, 6 other findings.")


def test_every_keyword_and_name_is_found(page: Page, registry: Registry) -> None:
    every = list(registry.sop_classes.values())
    keywords = "\n".join(it.keyword for it in every if it.keyword and it.name.count(" ") > 1)
    names = "\n".join(it.name + (" (Retired)" if it.retired else "") for it in every)

    by_keyword = found_in(page, keywords)
    by_name = found_in(page, names)

    expected = {it.uid for it in every if it.keyword and it.name.count(" ") > 1}
    # Two share a keyword but for "Retired"; a keyword of one word is an ordinary word.
    missing = {registry.sop_classes[uid].name for uid in expected - set(by_keyword)}
    assert len(missing) <= 3, missing
    missing = {it.name for it in every} - {row["Name"] for row in by_name.values()}
    assert missing <= {"Inventory Creation", "Repository Query"}


def test_the_results_lead_on(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("lookup/"))
    found_in(page, MIXED)

    page.get_by_role("link", name="Tick 4 SOP Classes in the index").click()
    expect(page.locator(".export-bar")).to_contain_text("4 SOP Classes ticked")

    page.go_back()
    found_in(page, MIXED)
    page.get_by_role("link", name=CT, exact=True).first.click()
    expect(page.locator("h1")).to_contain_text(CT)


def test_the_findings_can_be_saved(page: Page) -> None:
    unregistered = "1.2.840.10008.5.1.4.1.1.481.33"
    found_in(page, f"{MIXED}\n=2+2 1.2.840.10008.1.1 {unregistered}")

    with page.expect_download() as download:
        page.get_by_role("button", name="as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    saved = {row["uid"]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
    assert download.value.suggested_filename == "findings.csv"
    assert saved["1.2.840.10008.5.1.4.1.1.2"]["name"] == CT
    assert saved["1.2.840.10008.5.1.4.1.1.2"]["lines"] == "4; 6"
    nearest = saved[unregistered]["nearest uid"]
    assert nearest.startswith("1.2.840.10008.5.1.4.1.1.481.")

    with page.expect_download() as download:
        page.get_by_role("button", name="as JSON").click()
    written = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert {row["uid"]: row["found"] for row in written["findings"]} == {
        uid: int(row["found"]) for uid, row in saved.items()
    }
    in_json = {row["uid"]: row for row in written["findings"]}
    assert in_json["1.2.840.10008.5.1.4.1.1.2"]["lines"] == [4, 6]
    assert in_json[unregistered]["nearest uid"] == nearest
    assert in_json["1.2.840.10008.5.1.4.1.1.2"]["nearest uid"] == ""


def test_lines_sort_by_the_first_and_are_saved_as_numbers(page: Page) -> None:
    mr, verification = "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.1.1"
    text = f"\n\n\n\n{CTImageStorage}\n{CTImageStorage}" + "\n" * 6 + mr + "\n" * 1988
    found = found_in(page, text + verification)
    assert [found[uid]["Lines"] for uid in (CTImageStorage, mr, verification)] == [
        "5, 6", "12", "2,000",
    ]  # fmt: skip

    page.locator("#found").get_by_role("button", name="Lines").click()

    assert [row["UID"] for row in rows(page.locator("#found"))] == [
        CTImageStorage, mr, verification,
    ]  # fmt: skip
    for form in ("CSV", "JSON"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"as {form}").click()
        saved = Path(download.value.path()).read_text(encoding="utf-8")
        assert "2000" in saved
        assert "2,000" not in saved


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """(text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const options = { clipboardData, bubbles: true, cancelable: true };
            const event = new ClipboardEvent("paste", options);
            document.querySelector("#source-text").dispatchEvent(event);
        }""",
        text,
    )


def test_megabytes_do_not_freeze_the_page(page: Page) -> None:
    lines = [
        f"I: {n} Abstract Syntax: 1.2.840.10008.5.1.4.1.1.{n % 50} of 1.2.840.113619.2.{n}.{n * 7}"
        " was accepted with the transfer syntax of the association"
        for n in range(50_000)
    ]
    text = "\n".join(lines)
    assert len(text) > 5_000_000
    page.evaluate(
        """() => {
            window.beats = 0;
            setInterval(() => { window.beats += 1; }, 10);
        }""",
    )
    paste(page, text)
    finished(page)

    found = {row["UID"]: row for row in rows(page.locator("#found"))}
    assert found["1.2.840.10008.5.1.4.1.1.2"]["Found"] == "1,000"
    assert found["1.2.840.113619"]["Remarks"] == "Private: GE. 50,000 different UIDs."
    expect(page.locator("#source-held li")).to_contain_text("pasted text: ")
    assert page.evaluate("window.beats") > 20  # the page went on living meanwhile


def test_what_goes_on_can_be_stopped(page: Page) -> None:
    paste(page, "1.2.840.10008.5.1.4.1.1.2 CT Image\n" * 500_000)
    page.get_by_role("button", name="Stop").click()

    expect(page.locator("#source-status")).to_have_text("Stopped.")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("#source-held li")).to_have_count(0)


# ----------------------------------------------------------------------------------- files


def instance(sop_class: str = CTImageStorage, modality: str = "CT") -> Dataset:
    ds = Dataset()
    ds.SpecificCharacterSet = "ISO_IR 192"
    ds.LanguageCodeSequence = [Dataset()]  # a sequence before what is asked for
    ds.LanguageCodeSequence[0].CodeValue = "en"
    ds.SOPClassUID = UID(sop_class)
    ds.SOPInstanceUID = generate_uid()
    ds.StudyDate = "20240102"
    ds.Modality = modality
    ds.PatientName = "Secret^Name"
    ds.PatientID = "T1"
    ds.StudyID = "1"
    ds.SeriesNumber = 1
    ds.InstanceNumber = 1
    ds.StudyTime = "101112"
    ds.AccessionNumber = ""
    ds.StudyInstanceUID = generate_uid()
    ds.SeriesInstanceUID = generate_uid()
    ds.Rows = ds.Columns = 4
    ds.SamplesPerPixel = 1
    ds.PhotometricInterpretation = "MONOCHROME2"
    ds.BitsAllocated = ds.BitsStored = 8
    ds.HighBit = 7
    ds.PixelRepresentation = 0
    ds.PixelData = bytes(16)
    ds["PixelData"].VR = "OB"
    return ds


def part10(syntax: str, ds: Dataset | None = None) -> bytes:
    """A DICOM file in a transfer syntax; what compresses pixels gets fragments of nothing."""
    ds = ds or instance()
    uid = UID(syntax)
    if uid not in NATIVE and "PixelData" in ds:
        ds.PixelData = encapsulate([bytes(16)])
        ds["PixelData"].is_undefined_length = True
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = ds.SOPClassUID
    meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID
    meta.TransferSyntaxUID = uid
    out = io.BytesIO()
    file = FileDataset(out, ds, file_meta=meta, preamble=bytes(128))
    basic = uid if uid in NATIVE else ExplicitVRLittleEndian
    dcmwrite(
        out,
        file,
        implicit_vr=basic == ImplicitVRLittleEndian,
        little_endian=basic != ExplicitVRBigEndian,
        enforce_file_format=uid in NATIVE,
        force_encoding=uid not in NATIVE,
    )
    return out.getvalue()


def data_set(*, implicit: bool, little: bool) -> bytes:
    """The bare data set, as a network or an old archive holds it."""
    out = io.BytesIO()
    dcmwrite(out, instance(), implicit_vr=implicit, little_endian=little, force_encoding=True)
    return out.getvalue()


def told_of(page: Page, data: bytes, whole: bool = True) -> dict[str, Any]:  # noqa: FBT001, FBT002
    """What the reader of DICOM files says of these bytes."""
    told: dict[str, Any] = page.evaluate(
        """async ([text, whole]) => {
            if (!globalThis.SopDicom) await SopSite.run("dicom.js");
            return SopDicom.parse(Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)), whole);
        }""",
        [base64.b64encode(data).decode("ascii"), whole],
    )
    return told


def choose(page: Page, *files: Path) -> dict[str, dict[str, str]]:
    page.locator("#source-files-input").set_input_files(files)
    finished(page)
    return {row["Transfer syntax"]: row for row in rows(page.locator("#files"))}


NO_FILES = ("1.2.840.10008.1.2.6", "1.2.840.10008.1.2.7", "1.2.840.10008.1.20")
"""The beginnings of those in which no such files are: MIME, XML, real-time video, Papyrus."""

DEFLATED_WHOLE = ("1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205")
"""Those that deflate all of a data set, as the deflated one does; pydicom does not write them."""


def in_syntax(syntax: str) -> bytes:
    if syntax not in DEFLATED_WHOLE:
        return part10(syntax)
    file = part10(DeflatedExplicitVRLittleEndian)
    at = file.index(b"1.2.840.10008.1.2.1.99")
    named = syntax.encode() + b"\0" * (len(syntax) % 2)
    # The length of the value before it, which is all that changes.
    return file[: at - 2] + len(named).to_bytes(2, "little") + named + file[at + 22 :]


def test_files_of_each_transfer_syntax(
    visitor: Visitor, address: Address, registry: Registry, tmp_path: Path
) -> None:
    files = {}
    for entry in registry.uids.values():
        if entry.type == "Transfer Syntax" and not entry.uid.startswith(NO_FILES):
            files[entry.uid] = tmp_path / f"{entry.keyword}.dcm"
            files[entry.uid].write_bytes(in_syntax(entry.uid))
    assert len(files) > 50
    page = visitor.open(address("lookup/"))

    found = choose(page, *files.values())

    assert set(found) == {registry.uids[uid].name for uid in files}
    for uid, path in files.items():
        row = found[registry.uids[uid].name]
        assert row["SOP Class"] == CT
        assert (row["Modality"], row["Files"], row["Names"]) == ("CT", "1", path.name)
        retired = registry.uids[uid].retired
        assert row["Remarks"] == ("Its transfer syntax is retired." if retired else "")
    assert "Secret" not in page.content()


@pytest.mark.parametrize(
    ("implicit", "little", "encoding"),
    [
        (True, True, "1.2.840.10008.1.2"),
        (False, True, "1.2.840.10008.1.2.1"),
        (False, False, "1.2.840.10008.1.2.2"),
    ],
)
def test_raw_data_sets(page: Page, *, implicit: bool, little: bool, encoding: str) -> None:
    told = told_of(page, data_set(implicit=implicit, little=little))

    assert told["dicom"]
    assert not told["part10"]
    assert told["encoding"] == encoding
    assert (told["sopClass"], told["modality"]) == (CTImageStorage, "CT")
    assert told["transferSyntax"] == ""


GE_PRIVATE = "1.2.840.113619.4.26"


@pytest.mark.parametrize(
    ("uid", "name", "status", "remarks"),
    [
        (GE_PRIVATE, "Private GE 3D Model Storage", "private", "Private: GE."),
        ("1.2.840.113619.77.8.9", "not known", "private", "Its SOP Class is private: GE."),
        (
            "1.2.3.4.5.6.7",
            "not known",
            "private",
            "Its SOP Class is private: of an organisation that is not known here.",
        ),
        (
            "1.2.840.10008.5.1.4.1.1.6",
            "Ultrasound Image Storage (Retired)",
            "retired",
            "Its SOP Class is retired. In its place: Ultrasound Image Storage.",
        ),
        (
            "1.2.840.10008.5.1.4.1.1.481.33",
            "not known",
            "not registered",
            "Its SOP Class: below the DICOM root, but not registered. Nearest SOP Class: ",
        ),
        (
            "garbage",
            "not known",
            "not a UID",
            "What it gives as the UID of its SOP Class is not a UID.",
        ),
        (
            "9.8.7",
            "not known",
            "not a UID",
            "What it gives as the UID of its SOP Class is not a UID.",
        ),
        (
            "1.2.840.10008.1.2",
            "Implicit VR Little Endian",
            "active",
            "The UID of its SOP Class is registered, but not for one: Transfer syntax.",
        ),
    ],
)
def test_a_file_says_of_its_sop_class_what_a_text_does(  # noqa: PLR0913, PLR0917
    page: Page, tmp_path: Path, uid: str, name: str, status: str, remarks: str
) -> None:
    path = tmp_path / "one.dcm"
    standin = "1.2.3.4.5.6." + "7" * len(uid)  # pydicom writes no UID that is none
    bytes_of = {text: text.encode() + b"\0" * (len(text) % 2) for text in (standin, uid)}
    data = part10(ExplicitVRLittleEndian, instance(standin))
    head = b"UI" + len(bytes_of[standin]).to_bytes(2, "little")
    path.write_bytes(
        data.replace(
            head + bytes_of[standin],
            b"UI" + len(bytes_of[uid]).to_bytes(2, "little") + bytes_of[uid],
        )
    )
    choose(page, path)

    row = page.locator("#files tbody tr")
    expect(row.locator("[data-label=Remarks]")).to_contain_text(remarks)
    (told,) = rows(page.locator("#files"))
    assert (told["SOP Class"], told["Status"]) == (name.replace(" (Retired)", ""), status)
    if not remarks.endswith(" "):
        assert told["Remarks"] == remarks


@pytest.mark.parametrize("size", [140, 200, 260, 300, -1])
def test_a_file_that_ends_early_says_so_once(page: Page, tmp_path: Path, size: int) -> None:
    whole = part10(ExplicitVRLittleEndian)
    at = whole.index(b"\x08\x00\x05\x00")
    path = tmp_path / "cut.dcm"
    path.write_bytes(whole[: at if size < 0 else size])
    choose(page, path)

    (told,) = rows(page.locator("#files"))
    assert re.fullmatch(r"It ends [^.]+\.", told["Remarks"])


def test_a_dicomdir_names_what_it_lists(page: Page, tmp_path: Path) -> None:
    file_set = FileSet()
    for sop_class, modality, number in ((CTImageStorage, "CT", 3), (MRImageStorage, "MR", 2)):
        study, series = generate_uid(), generate_uid()
        for _ in range(number):
            ds = instance(sop_class, modality)
            ds.StudyInstanceUID, ds.SeriesInstanceUID = study, series
            path = tmp_path / "one.dcm"
            path.write_bytes(part10(ExplicitVRLittleEndian, ds))
            file_set.add(path)
    folders = [file_set._stage["t"]]
    file_set.write(tmp_path / "set")
    folders.append(file_set._stage["t"])
    for folder in folders:
        folder.cleanup()  # pydicom leaves them to the end
    page.locator("#source-files-input").set_input_files(tmp_path / "set" / "DICOMDIR")
    finished(page)

    def found() -> list[tuple[str, ...]]:
        columns = ("SOP Class", "Transfer syntax", "Modality", "Files", "In DICOMDIR")
        return [tuple(row[column] for column in columns) for row in rows(page.locator("#files"))]

    explicit = "Explicit VR Little Endian"
    assert found() == [
        ("Media Storage Directory Storage", explicit, "none", "1", "0"),
        (CT, explicit, "CT", "0", "3"),
        ("MR Image Storage", explicit, "MR", "0", "2"),
    ]

    # With the files that it lists each object is still there once.
    page.get_by_role("button", name="Clear all").click()
    page.locator("#source-folder-input").set_input_files(tmp_path / "set")
    finished(page)
    assert set(found()) == {
        ("Media Storage Directory Storage", explicit, "none", "1", "0"),
        (CT, explicit, "CT", "3", "3"),
        ("MR Image Storage", explicit, "MR", "2", "2"),
    }
    status = page.locator("#source-status")
    expect(status).to_have_text("Found: 6 DICOM files, 5 records in a DICOMDIR.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the files as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    saved = list(csv.DictReader(io.StringIO(text, newline="")))
    assert sum(int(row["files"]) for row in saved) == 6
    assert sum(int(row["directory records"]) for row in saved) == 5


def test_a_folder_of_files_and_texts(visitor: Visitor, address: Address, tmp_path: Path) -> None:
    folder = tmp_path / "a folder #1 é"
    (folder / "below").mkdir(parents=True)
    for number in range(12):
        (folder / "below" / f"{number}.dcm").write_bytes(part10(ExplicitVRLittleEndian))
    (folder / "log.txt").write_text("A-ABORT\n1.2.840.10008.5.1.4.1.1.4\n", encoding="utf-8")
    (folder / "wide.txt").write_text("\n\n1.2.840.10008.5.1.4.1.1.4\n", encoding="utf-16")
    (folder / "noise.bin").write_bytes(bytes(n * n * 7 % 251 for n in range(5000)))
    (folder / "empty").touch()
    page = visitor.open(address("lookup/"))

    page.locator("#source-folder-input").set_input_files(folder)
    finished(page)

    (row,) = rows(page.locator("#files"))
    assert (row["SOP Class"], row["Files"]) == (CT, "12")
    (finding,) = rows(page.locator("#found"))
    assert (finding["Name"], finding["Found"]) == ("MR Image Storage", "2")
    assert set(finding["Lines"].split(", ")) == {
        f"{folder.name}/log.txt: 2",
        f"{folder.name}/wide.txt: 3",
    }
    unread = page.locator("details.unread")
    expect(unread).to_contain_text("2 files not read")
    expect(unread).to_contain_text("noise.bin: neither a DICOM file nor a data set")


def drop(page: Page, *paths: Path) -> None:
    """Drop files from the desktop on the page."""
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, "x": 200, "y": 300, "data": data})


@in_both_forms
def test_files_can_be_dropped(visitor: Visitor, address: Address, tmp_path: Path) -> None:
    path = tmp_path / "=1+1.dcm"
    path.write_bytes(part10(ImplicitVRLittleEndian))
    page = visitor.open(address("lookup/"))

    drop(page, path)
    finished(page)

    (row,) = rows(page.locator("#files"))
    assert (row["SOP Class"], row["Names"]) == (CT, "=1+1.dcm")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the files as CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    (saved,) = csv.DictReader(io.StringIO(text, newline=""))
    assert saved["file"] == "'=1+1.dcm"
    assert saved["sop class uid"] == CTImageStorage


def test_a_folder_can_be_dropped(page: Page, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    for number in range(120):  # more than a folder's reader gives at once
        (tmp_path / "in" / "deep" / f"{number}").write_bytes(part10(ImplicitVRLittleEndian))

    drop(page, tmp_path / "in")
    finished(page)

    (row,) = rows(page.locator("#files"))
    assert row["Files"] == "120"


def test_a_folder_dropped_on_a_page_from_a_file_says_what_to_do(
    visitor: Visitor, file_site: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one").write_bytes(part10(ImplicitVRLittleEndian))
    page = visitor.open((file_site / "lookup" / "index.html").as_uri())

    drop(page, tmp_path / "in")
    finished(page)

    if page.locator("#files").count() == 0:
        expect(page.locator("details.unread")).to_contain_text("choose the folder with the button")


def test_a_large_file_is_read_only_where_it_must_be(page: Page, tmp_path: Path) -> None:
    path = tmp_path / "large.dcm"
    with path.open("wb") as out:
        out.write(part10(ExplicitVRLittleEndian))
        out.truncate(3_000_000_000)  # a hole: takes no room on the disk

    (row,) = choose(page, path).values()

    assert row["SOP Class"] == CT


# ------------------------------------------------------------------------- odd and hostile


def odd_files() -> Iterator[tuple[str, bytes, dict[str, Any]]]:
    ct = {"dicom": True, "sopClass": str(CTImageStorage), "modality": "CT"}
    explicit = part10(ExplicitVRLittleEndian)
    yield "without preamble", explicit[128:], ct
    yield "without DICM", explicit[132:], ct
    lies = explicit.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2\0\0\0", 1)
    yield "says implicit, is explicit", lies, ct
    lies = part10(ImplicitVRLittleEndian).replace(b"1.2.840.10008.1.2\0", b"1.2.840.10008.5.9\0", 1)
    yield "unknown transfer syntax", lies, ct
    lies = explicit.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.2\0", 1)
    yield "says big endian, is little", lies, ct
    yield "cut off in the pixels", explicit[:-9], ct
    deflated = part10(DeflatedExplicitVRLittleEndian)
    yield "cut off in what is deflated", deflated[: len(deflated) * 3 // 4], {"dicom": True}
    yield "something after what is deflated", deflated + b"\0\0", ct
    yield "cut off in the meta information", explicit[:200], {"dicom": True}
    yield "only DICM", bytes(128) + b"DICM", {"dicom": True, "sopClass": ""}
    yield "empty", b"", {"dicom": False}
    yield "text", b"hello, this is no DICOM file at all" * 9, {"dicom": False}
    yield "zeros", bytes(4096), {"dicom": False}
    yield "a ZIP", b"PK\x03\x04" + bytes(400), {"dicom": False}
    # Sequences of undefined length without an end, one in another.
    nested = b"\x08\x00\x06\x00SQ\0\0\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    yield "nested without end", bytes(128) + b"DICM" + nested * 2000, {"dicom": True}


@pytest.mark.parametrize(
    ("data", "expected"),
    [pytest.param(data, told, id=name) for name, data, told in odd_files()],
)
def test_odd_files(page: Page, data: bytes, expected: dict[str, Any]) -> None:
    told = told_of(page, data)

    assert {key: told[key] for key in expected} == expected


def test_a_file_that_does_not_say_the_truth_is_told_on(page: Page) -> None:
    explicit = part10(ExplicitVRLittleEndian)
    lies = explicit.replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2\0\0\0", 1)
    other = explicit.replace(b"1.2.840.10008.5.1.4.1.1.2\0", b"1.2.840.10008.5.1.4.1.1.4\0", 1)

    assert told_of(page, lies)["warnings"] == [
        "its data set is not written as its transfer syntax says, but in Explicit VR Little Endian"
    ]
    assert told_of(page, other)["warnings"] == [
        "its file meta information names another SOP Class: 1.2.840.10008.5.1.4.1.1.4"
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(part10(ImplicitVRLittleEndian), id="implicit"),
        pytest.param(part10(ExplicitVRBigEndian), id="big endian"),
        pytest.param(part10(DeflatedExplicitVRLittleEndian), id="deflated"),
        pytest.param(data_set(implicit=True, little=True), id="data set"),
    ],
)
def test_broken_bytes_never_break_the_reader(page: Page, data: bytes) -> None:
    """Every beginning of a file, and bytes changed at random, give an answer, and quickly."""
    slowest = page.evaluate(
        """async (text) => {
            const good = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
            let seed = 1;
            const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
            let slowest = 0;
            if (!globalThis.SopDicom) await SopSite.run("dicom.js");
            const read = async (bytes, whole) => {
                const start = performance.now();
                const told = await SopDicom.parse(bytes, whole);
                if (typeof told.dicom !== "boolean") throw new Error("no answer");
                slowest = Math.max(slowest, performance.now() - start);
            };
            for (let size = 0; size < good.length; size += 1 + random(6)) {
                await read(good.slice(0, size), size % 2 === 0);
            }
            for (let i = 0; i < 400; i++) {
                const bad = good.slice();
                for (let n = random(12); n >= 0; n--) {
                    bad[100 + random(bad.length - 100)] = random(256);
                }
                await read(bad, true);
            }
            return slowest;
        }""",
        base64.b64encode(data).decode("ascii"),
    )

    assert slowest < 1000


def test_a_bomb_is_not_inflated_in_full(page: Page) -> None:
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    meta = part10(DeflatedExplicitVRLittleEndian)
    at = meta.index(b"1.2.840.10008.1.2.1.99") + 22
    bomb = meta[:at] + b"".join(pack.compress(bytes(1 << 20)) for _ in range(256)) + pack.flush()

    told = told_of(page, bomb)

    assert told["dicom"]


# ------------------------------------------------------------------------------ the promise


def test_nothing_leaves_the_machine(visitor: Visitor, http_site: str, tmp_path: Path) -> None:
    page = visitor.open(f"{http_site}lookup/")
    page.wait_for_load_state("networkidle")
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))  # noqa: PLW0108  # it takes no builtin
    path = tmp_path / "one.dcm"
    path.write_bytes(part10(ExplicitVRLittleEndian))

    found_in(page, MIXED)
    choose(page, path)
    page.wait_for_timeout(300)

    # It asks for its own scripts and the registry's data, whatever it is that is looked through.
    own = re.compile(rf"{re.escape(http_site)}assets/(?:code\.|data\.|data-folder\.js$)")
    assert [it.url for it in requests if not own.match(it.url)] == []
    assert [it.url for it in requests if "?" in it.url or it.method != "GET" or it.post_data] == []
    kept = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert kept == [0, 0, ""]
    expect(page.get_by_text("Nothing leaves this machine.")).to_be_visible()


def test_without_scripts_the_page_says_why(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}lookup/", java_script_enabled=False)

    # Chromium that is told to run no scripts shows no noscript either: what it got counts.
    assert "This page needs JavaScript." in page.content()
    expect(page.locator("#sources")).to_be_hidden()


def test_it_fits_every_width(visitor: Visitor, http_site: str, tmp_path: Path) -> None:
    page = visitor.open(f"{http_site}lookup/")
    (tmp_path / "a.dcm").write_bytes(part10(ExplicitVRLittleEndian))
    found_in(page, MIXED)
    choose(page, tmp_path / "a.dcm")

    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_keyboard_alone(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("lookup/"))
    page.get_by_role("textbox", name="Text:").focus()
    page.keyboard.type("1.2.840.10008.5.1.4.1.1.2")
    finished(page)
    for name in ("choose files", "choose a folder", "Clear all"):
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name=name)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Text:")).to_be_focused()
    expect(page.locator("#found")).to_have_count(0)
