"""The checker of objects, in Node, with the rules of the real registry."""

import json
import struct
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pydicom import dcmread
from pydicom.dataset import Dataset
from pydicom.uid import UID

from generator.model import Registry
from tests.bench import faults, objects
from tests.bench.checkers import reports, rules
from tests.conftest import ROOT

CT = "1.2.840.10008.5.1.4.1.1.2"
KEY = "key object selection"
SEG = "segmentation binary"
NO_DUMP = "This is not DICOM: neither a DICOM file nor a dump of one: "


@pytest.fixture(scope="session")
def place(registry: Registry, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules, as scripts."""
    return rules(tmp_path_factory.mktemp("rules"), registry)


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


Report = dict[str, Any]
Problems = set[tuple[str, str, str]]


def problems(report: Report) -> Problems:
    """Each finding of `report` as (severity, rule, path)."""
    return {(it["severity"], it["rule"], it["path"]) for it in report["findings"]}


@pytest.fixture(scope="session")
def clean(made: dict[str, Path], place: Path) -> Mapping[Path, Report]:
    """The reports on all of `made`, by their files."""
    return reports(made.values(), place)


def test_clean_objects_have_no_error(clean: Mapping[Path, Report]) -> None:
    """One that highdicom makes has an empty attribute of type 1C, as dciodvfy says too."""
    errors = {
        path.stem: [it["path"] for it in report["findings"] if it["severity"] == "error"]
        for path, report in clean.items()
    }
    assert len(errors) >= 40
    assert {name: found for name, found in errors.items() if found} == {
        "legacy converted PET": ["(5200,9230)[1].(0020,9111)[1].(0018,9220)"]
    }


@pytest.fixture(scope="session")
def planted(
    made: dict[str, Path],
    clean: Mapping[Path, Report],
    place: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, tuple[Problems, str]]:
    """For each kind of fault the problems that it adds to an object, and its tag.

    It is planted into the first object that has a place for it.
    """
    folder = tmp_path_factory.mktemp("faulty")
    faulty: dict[Path, tuple[Path, str]] = {}
    for kind in faults.KINDS:
        for base in made.values():
            data = dcmread(base)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                fault = None if "segmentation" in base.name else faults.plant(kind, data, 1)
                if fault is None:
                    continue
                path = folder / f"{kind}.dcm"
                fault[0].save_as(path)
            faulty[path] = base, f"({fault[1] >> 16:04X},{fault[1] & 0xFFFF:04X})"
            break
    return {
        path.stem: (problems(report) - problems(clean[faulty[path][0]]), faulty[path][1])
        for path, report in reports(faulty, place).items()
    }


@pytest.mark.parametrize("kind", faults.KINDS)
def test_a_fault_of_each_kind_is_found(kind: str, planted: dict[str, tuple[Problems, str]]) -> None:
    assert kind in planted, "no object has a place for it"
    new, tag = planted[kind]
    assert any(at.endswith(tag) for severity, _, at in new if severity != "hint")


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
    dumped = [*dumps(path, tmp_path)]
    said = reports([path, *dumped], place)
    expected = problems(said[path])
    assert ("error", "type-2-missing", "(0010,0020)") in expected
    for dump in dumped:
        assert problems(said[dump]) == expected, dump.name


def head() -> bytes:
    meta = element(0x0002, 0x0010, b"UI", b"1.2.840.10008.1.2.1\0")
    length = element(0x0002, 0x0000, b"UL", struct.pack("<I", len(meta)))
    return bytes(128) + b"DICM" + length + meta + element(8, 0x16, b"UI", CT.encode() + b"\0")


def element(group: int, number: int, vr: bytes, value: bytes) -> bytes:
    return struct.pack("<HH2sH", group, number, vr, len(value)) + value


_SEQUENCE = struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF)
_ITEM = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)


BAD: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "This is not DICOM: empty."),
    "text": (b"hello\n", f"{NO_DUMP}there is no line"),
    "zeros": (b"\0" * 5000, "This is not DICOM: neither a DICOM file nor a data set."),
    "json": (b'{"x": 1}', f"{NO_DUMP}this is JSON, but"),
    "broken json": (b'{"00080016": {', f"{NO_DUMP}this looks"),
    "deep": (
        head() + (_SEQUENCE + _ITEM) * 10_000,
        "its sequences are nested more than 100 deep",
    ),
    "cut": (head()[:-5], "(0008,0016) is said to be 26 bytes long, but only 21 are left"),
    "lie": (
        head() + struct.pack("<HH2sHI", 0x10, 0x10, b"UN", 0, 0xFFFFFFF0) + b"abc",
        "(0010,0010) is said to be 4,294,967,280 bytes long, but only 3 are left",
    ),
    "many": (
        head() + _SEQUENCE + struct.pack("<HHI", 0xFFFE, 0xE000, 0) * 1_100_000,
        "it has more than 1,000,000 elements, which is more than is read here",
    ),
}
"""Files that cannot be read, or not whole, and what is said of them."""


def test_bad_input_gives_a_clear_sentence(place: Path, tmp_path: Path) -> None:
    for name, (content, _) in BAD.items():
        (tmp_path / name).write_bytes(content)
    for path, report in reports([tmp_path / name for name in BAD], place).items():
        said = [report["unreadable"]] if "unreadable" in report else report["findings"]
        texts = [it if isinstance(it, str) else it["found"] for it in said]
        assert any(BAD[path.name][1] in text for text in texts), (path.name, texts[:3])


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


TEXTS: list[tuple[str | list[str], str, set[str]]] = [
    (["", "ISO 2022 IR 87"], "ソ表能" * 10, set()),
    ("GB18030", "誠" * 60, set()),
    ("ISO_IR 192", "é" * 64, set()),
    ("ISO_IR 192", "é" * 65, {"vr-length"}),
    ("ISO_IR 999", "text", {"character-set-unknown"}),
    (["ISO_IR 192", "ISO 2022 IR 87"], "text", {"character-set-combined"}),
]
"""Character sets, a text in them, and the rules that it breaks."""


@pytest.mark.filterwarnings("ignore::UserWarning")
def test_texts_are_measured_in_characters(place: Path, tmp_path: Path) -> None:
    """A second byte may be that of a backslash, which divides no value then."""
    expected = {}
    for number, (terms, text, rules_broken) in enumerate(TEXTS):
        data = objects.made(CT)
        data.SpecificCharacterSet = terms
        data.StudyDescription = text
        path = tmp_path / f"{number}.dcm"
        data.save_as(path, enforce_file_format=True)
        expected[path] = {("error", rule) for rule in rules_broken}
    assert {
        path: {it[:2] for it in problems(report) if it[0] == "error"}
        for path, report in reports(expected, place).items()
    } == expected
