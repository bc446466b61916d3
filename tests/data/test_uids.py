"""The registered UIDs, toolkits and private SOP Classes, against what others know of them."""

import csv
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pydicom._uid_dict
import pydicom.uid
import pynetdicom.sop_class

from generator.load.uids import (
    load_misprints,
    load_private_roots,
    load_private_sop_classes,
    load_toolkits,
)
from generator.model.editions import A_1, Edition
from generator.model.uids import RegisteredUid, Standard, Toolkit, UidType, derive_keyword, uid_key
from generator.problems import Problem
from tests.data.conftest import DATA

Uids = tuple[RegisteredUid, ...]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def toolkits(uids: Uids) -> dict[str, Toolkit]:
    problems: list[Problem] = []
    found = {toolkit.slug: toolkit for toolkit in load_toolkits(DATA, uids, problems)}
    assert problems == []
    return found


def test_323_sop_classes_in_the_order_of_their_uids(uids: Uids) -> None:
    types = Counter(uid.type for uid in uids)
    assert (types[UidType.SOP_CLASS], types[UidType.META_SOP_CLASS]) == (314, 9)
    assert sum(uid.is_sop_class for uid in uids) == 323
    assert [uid.uid for uid in uids] == sorted({uid.uid for uid in uids}, key=uid_key)


def test_269_of_them_are_active_and_54_retired(uids: Uids) -> None:
    assert Counter(uid.retired for uid in uids if uid.is_sop_class) == {False: 269, True: 54}


def test_which_tables_register(uids: Uids) -> None:
    # 489 in Table A-1 of 2024d, 4 more in the list of 2026b, 3 more in that of 2026c.
    assert Counter(uid.origin.edition for uid in uids) == {"2024d": 489, "2026b": 4, "2026c": 3}


def test_names_are_without_retired(uids: Uids) -> None:
    assert not [uid.name for uid in uids if "(Retired)" in uid.name or not uid.name]


def test_the_keywords_that_no_table_prints(uids: Uids) -> None:
    assert {uid.uid: uid.keyword for uid in uids if uid.keyword_derived} == {
        "1.2.840.10008.5.1.4.1.1.2.3": "CTImageStorageForProcessing",
        "1.2.840.10008.5.1.4.1.1.2.4": "EnhancedCTImageStorageForProcessing",
        "1.2.840.10008.5.1.4.1.1.2.5": "LegacyConvertedEnhancedCTImageStorageForProcessing",
    }
    assert [uid.name for uid in uids if uid.keyword is None] == [
        "Zeiss OPT File",
        "MR Image Storage Zero Padded",
    ]


def test_keywords_are_unique(uids: Uids) -> None:
    keywords = [uid.keyword.casefold() for uid in uids if uid.keyword]
    assert len(keywords) == len(set(keywords))


def test_the_rule_of_keywords_on_every_pair_of_2024d(editions: tuple[Edition, ...]) -> None:
    (edition,) = (edition for edition in editions if edition.name == "2024d")
    rows = [row for row in edition.rows(A_1) if row.keyword]
    assert len(rows) == 487
    departures = {
        row.uid: row.keyword
        for row in rows
        if derive_keyword(row.name, UidType(row.type)) != row.keyword
    }
    exceptions = read(DATA / "editions" / "keyword-exceptions.csv")
    assert departures == {row["uid"]: row["keyword"] for row in exceptions}
    assert all(row["reason"] for row in exceptions)


def test_pydicom_agrees_on_every_uid_it_knows(uids: Uids) -> None:
    registered = {uid.uid: uid for uid in uids}
    differences = set()
    for uid, (name, kind, info, retired, keyword) in pydicom._uid_dict.UID_dictionary.items():
        ours = registered[uid]
        for fact, oracle, registry in (
            ("name", name, ours.name),
            ("type", kind, ours.type),
            ("info", info, ours.info),
            ("status", retired, "Retired" if ours.retired else ""),
            ("keyword", keyword, ours.keyword or ""),
        ):
            if oracle != registry:
                differences.add((uid, fact, oracle, registry))
    exceptions = read(DATA / "editions" / "oracle-exceptions.csv")
    columns = ("uid", "fact", "oracle", "registry")
    assert differences == {tuple(row[column] for column in columns) for row in exceptions}
    assert all(row["reason"] for row in exceptions)


def test_the_lists_of_dcmtk_and_dcm4chee_agree_on_keywords_names_and_status(uids: Uids) -> None:
    registered = {uid.uid: uid for uid in uids}
    sop_classes = read(DATA / "editions" / "2026c" / "sop-classes.csv")
    assert len(sop_classes) == 314
    for row in sop_classes:
        ours = registered[row["uid"]]
        assert row["name"] == ours.name + (" (Retired)" if ours.retired else "")
    listed = read(DATA / "editions" / "2026b" / "uids.csv")
    assert len(listed) == 476
    differing = {
        (row["keyword"], registered[row["uid"]].keyword)
        for row in listed
        if row["keyword"] != registered[row["uid"]].keyword
    }
    # DCMTK's own spelling; Table A-1 of 2024d and pydicom have the other.
    assert differing == {
        ("PrintQueue", "PrintQueueInstance"),
        ("SINGLESUBJT1", "SPM2SINGLESUBJT1"),
    }
    assert all(registered[row["uid"]].retired for row in listed if row["validity"] == "Retired")
    assert all(row["source"] == registered[row["uid"]].standard for row in listed)


def test_whose_standard_defines_it(uids: Uids) -> None:
    by_standard = Counter(uid.standard for uid in uids)
    assert by_standard == {Standard.DICOM: 484, Standard.DICOS: 7, Standard.DICONDE: 5}
    for uid in uids:
        assert (uid.standard == Standard.DICOS) == (".5.1.4.1.1.501." in uid.uid)
        assert (uid.standard == Standard.DICONDE) == (".5.1.4.1.1.601." in uid.uid)


def test_the_constants_of_python_are_there(uids: Uids) -> None:
    kits = toolkits(uids)
    assert list(kits) == ["pydicom", "pynetdicom", "dcmtk", "fo-dicom", "gdcm", "dicom-rs"]
    for slug, module in (("pydicom", pydicom.uid), ("pynetdicom", pynetdicom.sop_class)):
        assert kits[slug].version == version(slug)
        for uid, constant in kits[slug].constants.items():
            assert getattr(module, constant) == uid


def test_every_toolkit_writes_ct_its_own_way(uids: Uids) -> None:
    ct = "1.2.840.10008.5.1.4.1.1.2"
    assert [kit.code(ct) for kit in toolkits(uids).values()] == [
        "CTImageStorage",
        "CTImageStorage",
        "UID_CTImageStorage",
        "DicomUID.CTImageStorage",
        "gdcm::UIDs::CTImageStorage",
        "uids::CT_IMAGE_STORAGE",
    ]
    assert toolkits(uids)["dcmtk"].storescp_prefixes[ct] == "CT"


def test_one_prefix_of_storescp_stands_for_two_sop_classes(uids: Uids) -> None:
    prefixes = Counter(toolkits(uids)["dcmtk"].storescp_prefixes.values())
    assert [prefix for prefix, count in prefixes.items() if count > 1] == ["SRi"]


def test_private_sop_classes_and_roots(uids: Uids) -> None:
    problems: list[Problem] = []
    private = load_private_sop_classes(DATA, problems)
    roots = load_private_roots(DATA, problems)
    misprints = load_misprints(DATA, uids, problems)
    assert problems == []
    assert (len(private), sum(sop_class.retired for sop_class in private)) == (62, 5)
    assert not {sop_class.uid for sop_class in private} & {uid.uid for uid in uids}
    assert all("Private" in sop_class.name for sop_class in private)
    assert "1.2.840.10008" in {root.root for root in roots}
    # Two stand in published pages. Of the 19 that toolkits have wrong, one stands for four, and two
    # toolkits share one.
    assert len([it for it in misprints if not it.constant]) == 2
    assert len([it for it in misprints if it.constant]) == 21
    registered = {uid.uid for uid in uids}
    assert all(it.constant for it in misprints if it.printed in registered)
