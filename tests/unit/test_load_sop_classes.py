"""What the loader says about curated records that do not fit the registered SOP Classes."""

import shutil
from pathlib import Path

import pytest

from generator.load.sop_classes import load_categories, load_sop_classes
from generator.model.sop_classes import SopClass
from generator.model.uids import Origin, RegisteredUid, Standard, UidType
from generator.problems import Problem

SCHEMAS = Path(__file__).parents[2] / "data" / "schema"
CT, VERIFICATION = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.1.1"

RECORD = """\
uid: {uid}
category: {category}
modality:
  none: there is no such attribute
aliases:
  - text: ping
    kind: plain
summary: Something that is long enough to be a summary of a SOP Class.
"""


def registered(uid: str, keyword: str | None, name: str) -> RegisteredUid:
    return RegisteredUid(
        uid=uid,
        name=name,
        name_from=Origin(words="a test"),
        keyword=keyword,
        keyword_from=None,
        type=UidType.SOP_CLASS,
        retired=False,
        info="",
        standard=Standard.DICOM,
        origin=Origin(words="a test"),
    )


UIDS = (
    registered(VERIFICATION, "Verification", "Verification SOP Class"),
    registered(CT, "CTImageStorage", "CT Image Storage"),
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a good record for each of UIDS."""
    shutil.copytree(SCHEMAS, tmp_path / "schema")
    (tmp_path / "sop_classes").mkdir()
    (tmp_path / "categories.yml").write_text(
        "- slug: notification\n  name: Notification\n", encoding="utf-8"
    )
    for uid in UIDS:
        write(tmp_path, f"{uid.keyword}.yml", RECORD.format(uid=uid.uid, category="notification"))
    return tmp_path


def write(data: Path, name: str, text: str) -> None:
    (data / "sop_classes" / name).write_text(text, encoding="utf-8")


def load(data: Path) -> tuple[tuple[SopClass, ...], list[str]]:
    problems: list[Problem] = []
    records = load_sop_classes(data, UIDS, load_categories(data, problems), problems)
    return records, [str(it).removeprefix(f"{data.as_posix()}/") for it in problems]


def test_good_records(data: Path) -> None:
    records, problems = load(data)
    assert problems == []
    assert [record.key for record in records] == ["Verification", "CTImageStorage"]
    assert records[1].modality.no_attribute == "there is no such attribute"


def test_a_registered_sop_class_without_a_record(data: Path) -> None:
    (data / "sop_classes" / "CTImageStorage.yml").unlink()
    assert load(data)[1] == [
        f"sop_classes:1: no record of CT Image Storage ({CT}), expected CTImageStorage.yml"
    ]


def test_a_record_without_a_registered_uid(data: Path) -> None:
    write(data, "Other.yml", RECORD.format(uid="1.2.3", category="notification"))
    assert load(data)[1] == [
        (
            "sop_classes/Other.yml:1: UID 1.2.3 is not a registered SOP Class or Meta SOP Class, "
            "expected one of Table A-1"
        )
    ]


def test_a_file_name_that_is_not_the_keyword(data: Path) -> None:
    (data / "sop_classes" / "CTImageStorage.yml").rename(data / "sop_classes" / "CT.yml")
    assert load(data)[1] == [
        "sop_classes/CT.yml:1: file name 'CT.yml', expected CTImageStorage.yml"
    ]


def test_two_records_of_one_uid(data: Path) -> None:
    write(data, "Zzz.yml", RECORD.format(uid=CT, category="notification"))
    assert load(data)[1] == [
        (
            f"sop_classes/Zzz.yml:1: duplicate UID {CT}, first in "
            f"{data.as_posix()}/sop_classes/CTImageStorage.yml, expected one record of it"
        )
    ]


def test_an_unknown_category(data: Path) -> None:
    write(data, "CTImageStorage.yml", RECORD.format(uid=CT, category="tomography"))
    assert load(data)[1] == [
        (
            "sop_classes/CTImageStorage.yml:2: unknown category 'tomography', "
            "expected a slug of categories.yml"
        )
    ]


@pytest.mark.parametrize("uid", ["1.02.3", "1.2.", "1..2", "3.1", "1.2.x", "1." + "2" * 63])
def test_a_uid_that_is_none(data: Path, uid: str) -> None:
    write(data, "CTImageStorage.yml", RECORD.format(uid=uid, category="notification"))
    (told,) = load(data)[1]
    assert told.startswith("sop_classes/CTImageStorage.yml:1: uid: ")
    assert told.endswith(
        "expected a UID: arcs of digits without leading zeros, joined by dots, "
        "64 characters at most"
    )


def test_two_categories_of_one_slug(data: Path) -> None:
    (data / "categories.yml").write_text(
        "- slug: notification\n  name: One\n- slug: notification\n  name: Two\n", encoding="utf-8"
    )
    assert load(data)[1] == ["categories.yml:3: duplicate slug 'notification', expected each once"]
