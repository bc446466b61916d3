"""Ticked SOP Classes as configuration, each form held against what reads it."""

import csv
import io
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, ImplicitVRLittleEndian, generate_uid
from pynetdicom import AE, evt
from pynetdicom.presentation import PresentationContext

from generator.model import Registry
from generator.model.uids import uid_key
from tests.browser.conftest import Address, in_both_forms
from tests.conftest import VIEWS, View, Visitor

pytestmark = pytest.mark.browser

CT = "1.2.840.10008.5.1.4.1.1.2"
MR = "1.2.840.10008.5.1.4.1.1.4"
VERIFICATION = "1.2.840.10008.1.1"
MEDIA_STORAGE_DIRECTORY = "1.2.840.10008.1.3.10"
FILM_SESSION = "1.2.840.10008.5.1.1.1"
GRAYSCALE_IMAGE_BOX = "1.2.840.10008.5.1.1.4"
REFERENCED_IMAGE_BOX = "1.2.840.10008.5.1.1.4.2"
GRAYSCALE_PRINT = "1.2.840.10008.5.1.1.9"
COLOR_PRINT = "1.2.840.10008.5.1.1.18"
STUDY_ROOT_FIND = "1.2.840.10008.5.1.4.1.2.2.1"
NEW_IN_2026C = "1.2.840.10008.5.1.4.1.1.2.3"

EVERYTHING = "everything"

Export = Callable[..., str]


def fragment(uids: Sequence[str]) -> str:
    return "#pick=" + ",".join(uid.removeprefix("1.2.840.10008.") for uid in uids)


@pytest.fixture
def export(index: Page, registry: Registry) -> Iterator[Export]:
    """Exports SOP Classes from the index as a reader does; gives the text."""

    def from_index(uids: Sequence[str] | str, form: str, role: str = "", syntaxes: str = "") -> str:
        tick(index, [] if uids == EVERYTHING else list(uids), len(registry.sop_classes))
        text = written(index, form, role, syntaxes)
        leave(index)
        return text

    rows = index.locator("#sop-classes tbody")
    rows.evaluate("(it) => { it.style.display = 'none'; }")  # drawing them costs more than the rest
    yield from_index
    leave(index)  # where a test has failed before it did
    rows.evaluate("(it) => { it.style.display = ''; }")


def tick(page: Page, uids: Sequence[str], total: int) -> None:
    """Follow a link to the page with these ticks, of the `total` that may be ticked."""
    page.evaluate("(hash) => { location.hash = hash; }", fragment(uids) if uids else "")
    offered = f"Export the {len(uids)} ticked…" if uids else f"Export these {total}…"
    expect(page.locator(".records-tools .records-export")).to_have_text(offered)


def leave(page: Page) -> None:
    """Close the dialog, if it is open, and have it as new the next time."""
    page.evaluate(
        """() => {
            for (const dialog of document.querySelectorAll("dialog")) {
                dialog.close();
                for (const choice of dialog.querySelectorAll("select")) {
                    choice.selectedIndex = 0;
                    choice.dispatchEvent(new Event("change"));
                }
            }
        }"""
    )


def written(page: Page, form: str, role: str = "", syntaxes: str = "") -> str:
    page.locator(".records-tools .records-export").click()
    dialog = page.locator("dialog.export")  # by its role it is found slowly: in all elements
    dialog.get_by_role("combobox", name="Form").select_option(form)
    if role:
        dialog.get_by_role("combobox", name="Role").select_option(role)
    if syntaxes:
        dialog.get_by_role("combobox", name="Transfer syntaxes").select_option(syntaxes)
    return dialog.get_by_role("textbox").input_value()


@contextmanager
def accepting(contexts: Sequence[PresentationContext]) -> Iterator[int]:
    """A pynetdicom acceptor with these contexts, on a free port of this machine."""
    ae = AE()
    ae.supported_contexts = list(contexts)
    server = ae.start_server(
        ("127.0.0.1", 0), block=False, evt_handlers=[(evt.EVT_C_STORE, lambda _: 0x0000)]
    )
    assert server is not None
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()


def associate(contexts: Sequence[PresentationContext], port: int) -> list[str]:
    """Propose these contexts; the abstract syntaxes that were accepted, by their UIDs."""
    ae = AE()
    ae.requested_contexts = list(contexts)
    association = ae.associate("127.0.0.1", port)
    assert association.is_established
    accepted = [str(context.abstract_syntax) for context in association.accepted_contexts]
    association.release()
    return sorted(accepted, key=uid_key)


def contexts_of(code: str) -> dict[str, list[PresentationContext]]:
    """Run exported Python as its reader would; its lists of contexts by name."""
    namespace: dict[str, Any] = {}
    exec(code, namespace)  # noqa: S102  # what is exported is code
    return {name: value for name, value in namespace.items() if "_CONTEXTS" in name}


def negotiable(registry: Registry) -> list[str]:
    """The SOP Classes that an association negotiates, by a rule of the tests' own."""
    apart = {MEDIA_STORAGE_DIRECTORY}
    print_members = {
        relation.other
        for it in registry.sop_classes.values()
        if it.is_meta and registry.services.service_class(it.uid).slug == "print-management"
        for relation in registry.relations.of(it.uid)
        if relation.role.value == "member"
    }
    return [
        uid
        for uid in registry.sop_classes
        if uid not in apart | print_members and not uid.startswith("1.2.840.10008.10.")
    ]


# ------------------------------------------------------------------------------ pynetdicom


def test_pynetdicom_accepts_what_it_proposes(export: Export) -> None:
    uids = [VERIFICATION, CT, MR, STUDY_ROOT_FIND, NEW_IN_2026C]

    supported = contexts_of(export(uids, "pynetdicom", "acceptor"))
    requested = contexts_of(export(uids, "pynetdicom", "proposer"))

    assert list(supported) == ["SUPPORTED_CONTEXTS"]
    assert list(requested) == ["REQUESTED_CONTEXTS"]
    with accepting(supported["SUPPORTED_CONTEXTS"]) as port:
        assert associate(requested["REQUESTED_CONTEXTS"], port) == sorted(uids, key=uid_key)


def test_pynetdicom_stores_over_the_exported_contexts(export: Export) -> None:
    supported = contexts_of(export([CT], "pynetdicom", "acceptor"))["SUPPORTED_CONTEXTS"]
    requested = contexts_of(export([CT], "pynetdicom", "proposer"))["REQUESTED_CONTEXTS"]
    with accepting(supported) as port:
        ae = AE()
        ae.requested_contexts = requested
        association = ae.associate("127.0.0.1", port)
        status = association.send_c_store(ct_image())
        association.release()
    assert status.Status == 0x0000


def test_everything_is_split_at_128_and_every_list_is_accepted(
    export: Export, registry: Registry
) -> None:
    requested = contexts_of(export(EVERYTHING, "pynetdicom", "proposer"))
    supported = contexts_of(export(EVERYTHING, "pynetdicom", "acceptor"))["SUPPORTED_CONTEXTS"]
    expected = negotiable(registry)

    lists = -(-len(expected) // 128)
    assert list(requested) == [f"REQUESTED_CONTEXTS_{n + 1}" for n in range(lists)]
    assert [len(each) for each in requested.values()][:-1] == [128] * (len(requested) - 1)
    with accepting(supported) as port:
        accepted = [uid for each in requested.values() for uid in associate(each, port)]
    assert accepted == expected


def test_an_acceptor_can_take_compressed_transfer_syntaxes(export: Export) -> None:
    (context,) = contexts_of(export([CT], "pynetdicom", "acceptor", "all"))["SUPPORTED_CONTEXTS"]

    assert len(context.transfer_syntax) > 20
    assert {ImplicitVRLittleEndian, ExplicitVRLittleEndian} <= set(context.transfer_syntax)


def test_the_transfer_syntaxes_are_registered_and_active(index: Page, registry: Registry) -> None:
    listed = index.evaluate("[...SopSyntaxes.compressed, ...SopSyntaxes.uncompressed]")

    for uid, name in listed:
        entry = registry.uids[uid]
        assert (entry.name, entry.type, entry.retired) == (name, "Transfer Syntax", False)


# ----------------------------------------------------------------------------------- DCMTK


def ct_image() -> Dataset:
    image = Dataset()
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.SOPClassUID = image.file_meta.MediaStorageSOPClassUID = CTImageStorage
    image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = generate_uid()
    image.Modality = "CT"
    image.PatientID = "T"
    image.StudyInstanceUID = generate_uid()
    image.SeriesInstanceUID = generate_uid()
    return image


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


needs_dcmtk = pytest.mark.skipif(not shutil.which("storescp"), reason="DCMTK is not installed")


@contextmanager
def storescp(config: Path, profile: str, folder: Path) -> Iterator[int]:
    """DCMTK's storescp with a profile of `config`, storing into `folder`."""
    port = free_port()
    command = ["storescp", "-xf", str(config), profile, "-od", str(folder), "-aet", "T", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        for _ in range(100):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, process.stdout.read() if process.stdout else ""
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.communicate(timeout=10)


def profile(folder: Path, text: str) -> Path:
    path = folder / "registry.cfg"
    path.write_text(text, encoding="ascii")
    return path


@needs_dcmtk
@pytest.mark.parametrize("syntaxes", ["uncompressed", "all"])
def test_dcmtk_accepts_the_profile_and_stores(
    export: Export, tmp_path: Path, syntaxes: str
) -> None:
    acceptor = profile(tmp_path, export([VERIFICATION, CT], "dcmtk", "acceptor", syntaxes))
    (tmp_path / "proposer").mkdir()
    proposer = profile(tmp_path / "proposer", export([CT], "dcmtk", "proposer"))
    received = tmp_path / "received"
    received.mkdir()
    ct_image().save_as(tmp_path / "ct.dcm", enforce_file_format=True)

    with storescp(acceptor, "Registry", received) as port:
        address = ("127.0.0.1", str(port))
        subprocess.run(["echoscu", *address], check=True, timeout=30)
        subprocess.run(
            ["storescu", "-xf", proposer, "Registry", *address, tmp_path / "ct.dcm"],
            check=True,
            timeout=30,
        )

    assert len(list(received.iterdir())) == 1


@needs_dcmtk
def test_dcmtk_accepts_every_sop_class(export: Export, tmp_path: Path, registry: Registry) -> None:
    config = profile(tmp_path, export(EVERYTHING, "dcmtk", "acceptor"))
    proposed = contexts_of(export(EVERYTHING, "pynetdicom", "proposer"))
    accepted = []

    for number, each in enumerate(proposed.values(), start=1):
        with storescp(config, f"Registry{number}", tmp_path) as port:
            accepted += associate(each, port)

    assert accepted == negotiable(registry)


@needs_dcmtk
def test_dcmtk_proposes_each_of_the_split_lists(
    export: Export, tmp_path: Path, registry: Registry
) -> None:
    config = profile(tmp_path, export(EVERYTHING, "dcmtk", "proposer"))
    profiles = re.findall(r"^\[(Registry\d+)\]$", config.read_text(), re.MULTILINE)
    ct_image().save_as(tmp_path / "ct.dcm", enforce_file_format=True)
    proposed: list[str] = []

    def note(event: evt.Event) -> None:
        asked = event.assoc.requestor.requested_contexts
        assert len(asked) <= 128
        proposed.extend(str(context.abstract_syntax) for context in asked)

    ae = AE()
    ae.add_supported_context(CTImageStorage)
    server = ae.start_server(
        ("127.0.0.1", 0),
        block=False,
        evt_handlers=[(evt.EVT_REQUESTED, note), (evt.EVT_C_STORE, lambda _: 0x0000)],
    )
    assert server is not None
    port = server.server_address[1]
    try:
        for each in profiles:
            # Only the list with CT has a context for the file; what is proposed is what counts.
            command = ["storescu", "-xf", config, each, "127.0.0.1", str(port), tmp_path / "ct.dcm"]
            subprocess.run(command, check=False, capture_output=True, timeout=30)
    finally:
        server.shutdown()

    assert proposed == negotiable(registry)


# ------------------------------------------------------------------------- the other forms


def properties(text: str) -> dict[str, str]:
    """The entries of a properties file, as java.util.Properties reads one without escapes."""
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return dict(re.split(r"\s*[:=]\s*", line, maxsplit=1) for line in lines)


def test_dcm4che_properties(export: Export) -> None:
    assert properties(export([CT, MR], "properties")) == {
        CT: "1.2.840.10008.1.2.1,1.2.840.10008.1.2",
        MR: "1.2.840.10008.1.2.1,1.2.840.10008.1.2",
    }
    assert properties(export([CT], "properties", syntaxes="all")) == {CT: "*"}


@pytest.mark.parametrize(("role", "word"), [("acceptor", "SCP"), ("proposer", "SCU")])
def test_ldif(export: Export, registry: Registry, role: str, word: str) -> None:
    version, _, *entries = re.split(r"\n{2,}", export([CT, GRAYSCALE_PRINT], "ldif", role).strip())

    parent = (
        "dicomAETitle=DCM4CHEE,dicomDeviceName=dcm4chee-arc,cn=Devices,"
        "cn=DICOM Configuration,dc=dcm4che,dc=org"
    )
    assert version == "version: 1"
    assert len(entries) == 2
    for uid, entry in zip([GRAYSCALE_PRINT, CT], entries, strict=True):
        name = registry.sop_classes[uid].name
        assert entry.split("\n") == [
            f"dn: cn={name} {word},{parent}",
            "changetype: add",
            "objectClass: dicomTransferCapability",
            "objectClass: dcmTransferCapability",
            f"cn: {name} {word}",
            f"dicomSOPClass: {uid}",
            f"dicomTransferRole: {word}",
            "dicomTransferSyntax: 1.2.840.10008.1.2.1",
            "dicomTransferSyntax: 1.2.840.10008.1.2",
        ]


def test_orthanc_takes_only_what_c_store_sends(export: Export, registry: Registry) -> None:
    written = json.loads(export(EVERYTHING, "orthanc"))

    assert list(written) == ["AcceptedSopClasses"]
    taken = written["AcceptedSopClasses"]
    assert taken == sorted(set(taken), key=uid_key)
    left_out = [registry.sop_classes[uid].name for uid in registry.sop_classes if uid not in taken]
    storing = {"Media Storage Directory Storage"}
    assert {name for name in left_out if name.endswith("Storage")} == storing
    assert not any("FIND" in registry.sop_classes[uid].name for uid in taken)


def test_fo_dicom(export: Export, registry: Registry) -> None:
    accepted = export([CT, MR], "fo-dicom", "acceptor")
    proposed = export(EVERYTHING, "fo-dicom", "proposer")

    assert re.findall(r'DicomUID\.Parse\("([\d.]+)"\)', accepted) == [CT, MR]
    assert re.findall(r'DicomUID\.Parse\("([\d.]+)"\)', proposed) == negotiable(registry)
    lists = re.split(r"new\[\]", proposed)[1:]
    assert all(each.count("DicomUID.Parse") <= 128 for each in lists)
    for code in (accepted, proposed):
        assert code.count("{") == code.count("}")


def test_plain_uids(export: Export) -> None:
    assert export([MR, MEDIA_STORAGE_DIRECTORY, CT], "uids").split("\n") == [
        MEDIA_STORAGE_DIRECTORY,
        CT,
        MR,
        "",
    ]


def test_csv(export: Export, registry: Registry) -> None:
    rows = list(csv.DictReader(io.StringIO(export(EVERYTHING, "csv"), newline="")))

    assert [row["uid"] for row in rows] == list(registry.sop_classes)
    for row in rows:
        it = registry.sop_classes[row["uid"]]
        assert (row["name"], row["keyword"]) == (it.name, it.keyword or "")
        assert row["status"] == ("retired" if it.retired else "active")
        assert row["category"] == it.category.name
        assert row["modality"] == ", ".join(code.code for code in it.modality.codes) or (
            "any" if it.modality.any_value else "none"
        )


def test_csv_of_the_retired_says_that_they_are(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/retired/")
    rows = list(csv.DictReader(io.StringIO(written(page, "csv"), newline="")))

    assert len(rows) == page.locator("#retired tbody tr").count()
    assert {row["status"] for row in rows} == {"retired"}
    assert all(row["service class"] and row["category"] for row in rows)


def test_private_sop_classes_as_uids_and_csv(
    visitor: Visitor, http_site: str, registry: Registry
) -> None:
    page = visitor.open(f"{http_site}private/")
    rows = list(csv.DictReader(io.StringIO(written(page, "csv"), newline="")))
    expected = sorted(registry.private_sop_classes, key=lambda it: uid_key(it.uid))

    assert [(row["uid"], row["name"], row["vendor"]) for row in rows] == [
        (it.uid, it.name, it.vendor) for it in expected
    ]
    dialog = page.get_by_role("dialog")
    assert dialog.get_by_role("combobox", name="Form").locator("option").count() == 2
    dialog.get_by_role("combobox", name="Form").select_option("uids")
    assert dialog.get_by_role("textbox").input_value().split() == [it.uid for it in expected]


def test_markdown(export: Export, registry: Registry) -> None:
    text = export([CT, MR], "markdown", "proposer")

    assert f"| {registry.sop_classes[CT].name} | {CT} | Yes | No |" in text
    assert "| Implicit VR Little Endian | 1.2.840.10008.1.2 |" in text
    assert text.count("\n| ") > 4


HOSTILE = "=1+1|`<b>\"',\\ \n[x](y) é"


@pytest.mark.parametrize(
    "form", ["pynetdicom", "dcmtk", "properties", "ldif", "fo-dicom", "csv", "markdown"]
)
def test_a_hostile_name_stays_a_name(index: Page, form: str) -> None:
    record = {"uid": "1.2.3", "name": HOSTILE, "keyword": HOSTILE, "retired": False, "store": True}
    record |= dict.fromkeys(["service", "category", "modality", "standard"], "@SUM(A1)")

    text = index.evaluate(
        "([form, record]) => SopExport.write(form, [record]).text", [form, record]
    )

    if form == "csv":
        (row,) = csv.DictReader(io.StringIO(text, newline=""))
        assert row["name"] == f"'{HOSTILE}"
        assert row["service class"] == "'@SUM(A1)"
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())
    elif form == "pynetdicom":
        assert len(contexts_of(text)["SUPPORTED_CONTEXTS"]) == 1
    elif form == "properties":
        assert properties(text) == {"1.2.3": "1.2.840.10008.1.2.1,1.2.840.10008.1.2"}
        assert text.isascii()
    elif form == "ldif":
        assert "\ndn:: " in text
        assert text.isascii()
    elif form == "markdown":
        (row,) = [line for line in text.splitlines() if "1.2.3" in line and "SCU" not in line]
        assert len(re.findall(r"(?<!\\)\|", row)) == 5
    else:
        assert HOSTILE.split("\n")[1] not in [line.strip() for line in text.splitlines()]


# ------------------------------------------------------------------------ what is left out


@pytest.mark.parametrize(
    "form", ["pynetdicom", "dcmtk", "properties", "ldif", "orthanc", "fo-dicom"]
)
def test_media_storage_directory_is_in_no_network_list(export: Export, form: str) -> None:
    text = export([CT, MEDIA_STORAGE_DIRECTORY], form)

    assert CT in text
    assert MEDIA_STORAGE_DIRECTORY not in text


@pytest.mark.parametrize(
    ("ticked", "negotiated"),
    [
        ([FILM_SESSION], [GRAYSCALE_PRINT, COLOR_PRINT]),
        ([FILM_SESSION, GRAYSCALE_IMAGE_BOX], [GRAYSCALE_PRINT]),
        ([FILM_SESSION, COLOR_PRINT], [COLOR_PRINT]),
        ([REFERENCED_IMAGE_BOX], ["1.2.840.10008.5.1.1.9.1", "1.2.840.10008.5.1.1.18.1"]),
        ([GRAYSCALE_PRINT], [GRAYSCALE_PRINT]),
    ],
)
def test_print_meta_sop_classes_stand_for_their_members(
    export: Export, ticked: list[str], negotiated: list[str]
) -> None:
    contexts = contexts_of(export(ticked, "pynetdicom", "acceptor"))["SUPPORTED_CONTEXTS"]

    assert [str(context.abstract_syntax) for context in contexts] == negotiated


# -------------------------------------------------------------------------------- the page


@in_both_forms
def test_ticks_last_through_filtering_a_reload_and_back(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("sop-classes/"))
    page.get_by_role("checkbox", name="CT Image Storage", exact=True).check()
    page.get_by_role("searchbox", name="Filter").fill("mr image")
    page.get_by_role("checkbox", name="MR Image Storage", exact=True).press("Space")

    bar = page.locator(".export-bar")
    expect(bar).to_contain_text("2 SOP Classes ticked, 1 of them not shown")
    assert "pick=5.1.4.1.1.2,5.1.4.1.1.4" in page.url
    again = visitor.open(page.url)
    expect(again.locator(".export-bar")).to_contain_text("2 SOP Classes ticked")

    page.get_by_role("searchbox", name="Filter").fill("")
    expect(page.get_by_role("checkbox", name="CT Image Storage", exact=True)).to_be_checked()
    bar.get_by_role("button", name="Untick all").click()
    expect(bar).to_be_hidden()
    assert "pick" not in page.url


def test_all_rows_shown_are_ticked_at_once(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/#status=retired")
    shown = page.locator("#sop-classes tbody tr:not([hidden])").count()

    page.get_by_role("checkbox", name="Tick all rows shown").check()

    expect(page.locator(".export-bar")).to_contain_text(f"{shown} SOP Classes ticked")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".export-bar")).to_contain_text(f"{shown} SOP Classes ticked")


def test_without_ticks_the_rows_shown_are_exported(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/#filter=ct+image&status=active")
    shown = page.locator("#sop-classes tbody tr:not([hidden]) code.uid").all_text_contents()

    assert written(page, "uids").split() == sorted(shown, key=uid_key)


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_dialog_fits_copies_saves_and_closes(
    visitor: Visitor, address: Address, view: View
) -> None:
    page = visitor.open(address("modalities/ct/", fragment([CT])), view)
    text = written(page, "dcmtk")
    dialog = page.get_by_role("dialog")
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= view.width

    with page.expect_download() as download:
        dialog.get_by_role("button", name="Save as file").click()
    assert download.value.suggested_filename == "registry.cfg"
    assert Path(download.value.path()).read_text() == text

    dialog.get_by_role("button", name="Copy").click()
    expect(dialog.get_by_role("status")).to_have_text("Copied.")

    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator(".records-tools .records-export")).to_be_focused()


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_the_text_and_its_buttons_are_seen_before_the_notes(
    visitor: Visitor, http_site: str, view: View
) -> None:
    page = visitor.open(f"{http_site}sop-classes/", view)
    written(page, "orthanc")
    dialog = page.get_by_role("dialog")

    tops = []
    for part in (dialog.get_by_role("button", name="Copy"), dialog.get_by_role("textbox")):
        box = part.bounding_box()
        assert box is not None
        tops.append(box["y"])
        assert box["y"] + min(box["height"], 100) < page.evaluate("innerHeight")
    note = dialog.locator("details")
    expect(note.locator("summary")).to_contain_text("Left out, as C-STORE does not send it: ")
    box = note.bounding_box()
    assert box is not None
    assert tops == sorted(tops)
    assert box["y"] > tops[-1]
    assert box["height"] < 60  # folded
    assert "Meta SOP" not in (note.locator("summary").inner_text())
    expect(dialog.locator(".export-notes li")).to_have_count(1)
    note.locator("summary").click()
    expect(note).to_contain_text("Verification SOP Class")


def test_the_form_is_read_in_full_on_a_phone(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/", VIEWS[2])
    written(page, "dcmtk")
    select = page.get_by_role("dialog").get_by_role("combobox", name="Form")

    widths = select.evaluate(
        """(select) => {
            const text = document.createElement("span");
            const { fontFamily, fontSize } = getComputedStyle(select);
            Object.assign(text.style, { fontFamily, fontSize, position: "absolute" });
            text.style.whiteSpace = "nowrap";
            text.textContent = select.selectedOptions[0].textContent;
            select.after(text);
            const { width } = text.getBoundingClientRect();
            text.remove();
            return [width, select.clientWidth];
        }"""
    )

    assert widths[0] + 20 < widths[1]
