"""The checker of objects, in Node, with the rules of the real registry."""

import json
import struct
import subprocess
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import UID

from tests.bench import faults, objects
from tests.bench.checkers import reports, rules
from tests.conftest import ROOT

CT = "1.2.840.10008.5.1.4.1.1.2"
KEY = "key object selection"
SEG = "segmentation binary"
NO_DUMP = "This is not DICOM: neither a DICOM file nor a dump of one: "


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules, as scripts."""
    return rules(tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Objects by their names."""
    folder = tmp_path_factory.mktemp("objects")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = {}
        for name, data in objects.everything():
            found[name] = folder / f"{name}.dcm"
            data.save_as(found[name], enforce_file_format=True)
    return found


def findings(path: Path, place: Path) -> list[dict[str, Any]]:
    (report,) = reports([path], place).values()
    found: list[dict[str, Any]] = report["findings"]
    return found


def parsed_problems(path: Path, place: Path) -> set[tuple[str, str, str]]:
    return {(it["severity"], it["rule"], it["path"]) for it in findings(path, place)}


def test_clean_objects_have_no_error(made: dict[str, Path], place: Path) -> None:
    """One that highdicom makes has an empty attribute of type 1C, as dciodvfy says too."""
    errors = {
        path.stem: [it["path"] for it in report["findings"] if it["severity"] == "error"]
        for path, report in reports(made.values(), place).items()
    }
    assert len(errors) >= 40
    assert {name: found for name, found in errors.items() if found} == {
        "legacy converted PET": ["(5200,9230)[1].(0020,9111)[1].(0018,9220)"]
    }


@pytest.mark.parametrize("kind", faults.KINDS)
def test_a_fault_of_each_kind_is_found(
    kind: str, made: dict[str, Path], place: Path, tmp_path: Path
) -> None:
    """In the first object that has a place for it."""
    for base in made.values():
        data = dcmread(base)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            planted = faults.plant(kind, data, 1)
            if planted is None or "segmentation" in base.name:
                continue
            path = tmp_path / "faulty.dcm"
            planted[0].save_as(path)
        tag = f"({planted[1] >> 16:04X},{planted[1] & 0xFFFF:04X})"
        new = parsed_problems(path, place) - parsed_problems(base, place)
        assert any(at.endswith(tag) for severity, _, at in new if severity != "hint"), base.name
        return
    pytest.fail("no object has a place for it")


def dumps(path: Path, folder: Path) -> Iterator[Path]:
    data = dcmread(path)
    yield write(folder / "pydicom.txt", str(data))
    document = {**data.file_meta.to_json_dict(), **data.to_json_dict()}
    yield write(folder / "dicom.json", json.dumps(document))
    said = subprocess.run(["dcmdump", "+L", path], capture_output=True, check=True)
    target = folder / "dcmdump.txt"
    target.write_bytes(said.stdout)
    yield target


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", [CT, KEY, SEG, "1.2.840.10008.5.1.4.1.1.20"])
def test_a_dump_has_the_findings_of_its_file(
    name: str, made: dict[str, Path], place: Path, tmp_path: Path
) -> None:
    data = dcmread(made[name])
    del data.PatientID
    data.StudyDate = None
    if "SharedFunctionalGroupsSequence" in data:
        del data.SharedFunctionalGroupsSequence[0][0x00289110]
    path = tmp_path / "object.dcm"
    data.save_as(path)
    expected = parsed_problems(path, place)
    assert ("error", "type-2-missing", "(0010,0020)") in expected
    for dump in dumps(path, tmp_path):
        assert parsed_problems(dump, place) == expected, dump.name


def head() -> bytes:
    meta = element(0x0002, 0x0010, b"UI", b"1.2.840.10008.1.2.1\0")
    length = element(0x0002, 0x0000, b"UL", struct.pack("<I", len(meta)))
    return bytes(128) + b"DICM" + length + meta + element(8, 0x16, b"UI", CT.encode() + b"\0")


def element(group: int, number: int, vr: bytes, value: bytes) -> bytes:
    return struct.pack("<HH2sH", group, number, vr, len(value)) + value


_SEQUENCE = struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF)
_ITEM = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This is not DICOM: empty."),
        (b"hello\n", f"{NO_DUMP}there is no line"),
        (b"\0" * 5000, "This is not DICOM: neither a DICOM file nor a data set."),
        (
            b'{"x": 1}',
            f"{NO_DUMP}this is JSON, but",
        ),
        (b'{"00080016": {', f"{NO_DUMP}this looks"),
        (head() + (_SEQUENCE + _ITEM) * 10_000, "its sequences are nested more than 100 deep"),
        (head()[:-5], "(0008,0016) is said to be 26 bytes long, but only 21 are left"),
        (
            head() + struct.pack("<HH2sHI", 0x10, 0x10, b"UN", 0, 0xFFFFFFF0) + b"abc",
            "(0010,0010) is said to be 4,294,967,280 bytes long, but only 3 are left",
        ),
        (
            head() + _SEQUENCE + struct.pack("<HHI", 0xFFFE, 0xE000, 0) * 1_100_000,
            "it has more than 1,000,000 elements, which is more than is read here",
        ),
    ],
    ids=[*("empty", "text", "zeros", "json", "broken json", "deep", "cut", "lie", "many")],
)
def test_bad_input_gives_a_clear_sentence(
    content: bytes, sentence: str, place: Path, tmp_path: Path
) -> None:
    path = tmp_path / "bad"
    path.write_bytes(content)
    (report,) = reports([path], place).values()
    said = [report["unreadable"]] if "unreadable" in report else report["findings"]
    texts = [it if isinstance(it, str) else it["found"] for it in said]
    assert any(sentence in text for text in texts), texts[:3]


def test_four_gigabytes_are_read_up_to_their_pixels(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "large.dcm"
    pixels = struct.pack("<HH2sHI", 0x7FE0, 0x0010, b"OW", 0, 0xFFFFFFF0)
    with path.open("wb") as file:
        file.write(head() + element(0x28, 0x10, b"US", b"\4\0") + pixels)
        file.truncate(4 * 1024**3)
    (report,) = reports([path], place).values()
    assert report["notes"] == [
        "It is larger than what is read here: what comes after its pixels was not checked."
    ]
    assert "ends" not in {it["rule"] for it in report["findings"]}


def command(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", "object", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def faulty(path: Path, folder: Path) -> Path:
    data: Dataset = dcmread(path)
    del data.Modality
    target = folder / "faulty.dcm"
    data.save_as(target)
    return target


def test_the_command_prints_what_is_wrong(made: dict[str, Path], tmp_path: Path) -> None:
    clean, wrong = made[CT], faulty(made[CT], tmp_path)
    said = command(wrong, clean)
    assert said.returncode == 1
    assert said.stdout.splitlines()[1] == (
        "  error: Modality (0008,0060): it is missing; expected it with a value (type 1)"
        " [modules/general-series/#row-1]"
    )


@pytest.mark.thorough
def test_the_command_says_by_its_exit_status_how_it_went(
    made: dict[str, Path], tmp_path: Path
) -> None:
    assert command(made[CT]).returncode == 0
    assert command(faulty(made[CT], tmp_path), tmp_path / "absent").returncode == 2


def test_the_command_prints_json_for_programs(made: dict[str, Path], tmp_path: Path) -> None:
    said = command("--json", faulty(made[CT], tmp_path))
    (document,) = json.loads(said.stdout)
    assert document["sop_class_uid"] == CT
    (finding,) = (it for it in document["findings"] if it["severity"] == "error")
    keys: Sequence[str] = ("severity", "rule", "path", "tag", "message", "href")
    assert [finding[key] for key in keys] == [
        "error",
        "type-1-missing",
        "(0008,0060)",
        "(0008,0060)",
        "Modality (0008,0060): it is missing; expected it with a value (type 1)",
        "modules/general-series/#row-1",
    ]


def test_a_sop_class_without_tables_says_so(place: Path, tmp_path: Path) -> None:
    data = objects.blank(UID("1.2.840.10008.5.1.4.33"))
    path = tmp_path / "mpps.dcm"
    data.save_as(path, enforce_file_format=True)
    (report,) = reports([path], place).values()
    assert report["without"].startswith(
        "The registry has no tables of attributes for its SOP Class"
    )
    assert report["iod"] is None


@pytest.mark.parametrize(
    ("terms", "text", "rules_broken"),
    [
        (["", "ISO 2022 IR 87"], "ソ表能" * 10, set()),
        ("GB18030", "誠" * 60, set()),
        ("ISO_IR 192", "é" * 64, set()),
        ("ISO_IR 192", "é" * 65, {"vr-length"}),
        ("ISO_IR 999", "text", {"character-set-unknown"}),
        (["ISO_IR 192", "ISO 2022 IR 87"], "text", {"character-set-combined"}),
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_texts_are_measured_in_characters(
    terms: str | list[str], text: str, rules_broken: set[str], place: Path, tmp_path: Path
) -> None:
    """A second byte may be that of a backslash, which divides no value then."""
    data = objects.made(CT)
    data.SpecificCharacterSet = terms
    data.StudyDescription = text
    path = tmp_path / "object.dcm"
    data.save_as(path, enforce_file_format=True)
    assert {it["rule"] for it in findings(path, place) if it["severity"] == "error"} == rules_broken
