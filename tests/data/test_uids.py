"""The registered UIDs, toolkits and private SOP Classes, against what others know of them."""

import csv
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pydicom._uid_dict
import pydicom.uid
import pynetdicom.sop_class
import pytest

from generator.load.uids import (
    load_misprints,
    load_private_roots,
    load_private_sop_classes,
    load_toolkits,
    load_uid_notes,
)
from generator.model import Registry
from generator.model.uids import RegisteredUid, Standard, Toolkit, UidType, uid_key
from generator.problems import Problem
from tests.data.conftest import DATA

ORACLES = Path(__file__).parent / "oracles"
"""Lists of others, which the registry does not read."""

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


def test_1990_uids_in_four_tables(uids: Uids) -> None:
    # PS3.6 2026d Annex A: counted in pymedphys' copies of its four tables.
    assert len(uids) == 1990
    assert Counter((uid.origin.edition, uid.origin.table) for uid in uids) == {
        ("2026d", "ps3.6-table-a-1"): 468,
        ("2026d", "ps3.6-table-a-2"): 28,
        ("2026d", "ps3.6-table-a-3"): 1470,
        ("2026d", "ps3.6-table-a-4"): 24,
    }


def test_names_are_without_retired(uids: Uids) -> None:
    assert not [uid.name for uid in uids if "(Retired)" in uid.name or not uid.name]


def test_names_and_keywords_that_no_table_prints(uids: Uids) -> None:
    assert [uid.name for uid in uids if uid.name_from.words] == [
        "Zeiss OPT File",
        "MR Image Storage Zero Padded",
        *(f"Unnamed context group 6.1.{number}" for number in (837, 888, 945, 946)),
    ]
    silent = [uid for uid in uids if uid.keyword is None]
    assert Counter(uid.type for uid in silent if not uid.retired) == {
        # Templates have no keywords, nor has the unnamed group; CID 10037 is newer than the copy of
        # PS3.16, which gives no keyword of the other 15.
        UidType.DOCUMENT_TEMPLATE: 2,
        UidType.SECTION_TEMPLATE: 11,
        UidType.ENTRY_TEMPLATE: 6,
        UidType.ELEMENT_SET_TEMPLATE: 5,
        UidType.CONTEXT_GROUP: 17,
    }


def test_context_groups(uids: Uids) -> None:
    groups = {uid.cid: uid for uid in uids if uid.type is UidType.CONTEXT_GROUP}
    # PS3.6 2026d Table A-3 and PS3.16 2026b, each by hand
    two = groups["2"]
    assert (two.uid, two.name, two.keyword) == (
        "1.2.840.10008.6.1.1",
        "Anatomic Modifier",
        "AnatomicModifier",
    )
    assert groups["10037"].uid == "1.2.840.10008.6.1.1572"
    # Its row is not marked as retired, but its name is.
    assert groups["3681"].retired
    assert sum(group.retired for group in groups.values() if group.cid) == 16
    assert all(uid.uid.startswith("1.2.840.10008.6.1.") for uid in groups.values())


def test_templates_are_those_of_ps3_20(uids: Uids) -> None:
    templates = [uid for uid in uids if uid.type.endswith("TemplateID")]
    assert [(uid.uid, uid.part) for uid in templates] == [
        (f"1.2.840.10008.9.{number}", "PS3.20") for number in range(1, 25)
    ]
    assert templates[1].name == "Clinical Information"


def test_what_retires_a_sop_class_that_ps3_6_does_not_mark(uids: Uids) -> None:
    # PS3.4 2020c H.4.7 is retired; PS3.6 2026d Table A-1 does not say so of its UID.
    assert [(uid.name, uid.retired, uid.retired_by.text) for uid in uids if uid.retired_by] == [
        ("VOI LUT Box SOP Class", False, "PS3.4 H.4.7")
    ]


def test_what_brought_a_uid(uids: Uids) -> None:
    brought = {uid.uid: uid.proposal for uid in uids if uid.proposal}
    assert len(brought) == 162
    # Supplement 106 registers JPIP, 114 is about XML: DCMTK's commit names both.
    jpip = brought["1.2.840.10008.1.2.4.94"]
    assert (jpip.documents, jpip.commit) == (("Supplement 106", "Supplement 114"), "8c4b4b691")
    assert brought["1.2.840.10008.5.1.4.1.1.201.1"].documents == ("Supplement 223",)
    assert brought["1.2.840.10008.1.2.1.98"].documents == ("CP-2083",)


@pytest.mark.parametrize(
    ("process", "uid"), [("2 & 4", "51"), ("11 & 13", "56"), ("25 & 27", "64")]
)
def test_jpeg_processes_are_joined_as_ps3_6_does(uids: Uids, process: str, uid: str) -> None:
    (found,) = (it for it in uids if it.uid == f"1.2.840.10008.1.2.4.{uid}")
    assert found.name.endswith(f"(Process {process})")


def test_keywords_are_unique(uids: Uids) -> None:
    registers = ("ps3.6-table-a-1", "ps3.6-table-a-2")
    keywords = [
        uid.keyword.casefold() for uid in uids if uid.keyword and uid.origin.table in registers
    ]
    assert len(keywords) == len(set(keywords)) == 494


def test_pydicom_agrees_on_every_uid_it_knows(uids: Uids) -> None:
    registered = {uid.uid: uid for uid in uids}
    differences = set()
    for uid, (name, kind, info, retired, keyword) in pydicom._uid_dict.UID_dictionary.items():
        ours = registered[uid]
        for fact, oracle, registry in (
            ("name", name, ours.name),
            ("type", kind, ours.type),
            # pydicom keeps what defines a UID in one field with what PS3.6 adds to the name.
            ("info", info, ours.part if info == ours.part else ours.info),
            ("status", retired, "Retired" if ours.retired else ""),
            ("keyword", keyword, ours.keyword or ""),
        ):
            if oracle != registry:
                differences.add((uid, fact, oracle, registry))
    exceptions = read(DATA / "editions" / "oracle-exceptions.csv")
    columns = ("uid", "fact", "oracle", "registry")
    assert differences == {tuple(row[column] for column in columns) for row in exceptions}
    assert all(row["reason"] for row in exceptions)


def test_the_list_of_dcm4chee_agrees_on_names_and_status(uids: Uids) -> None:
    registered = {uid.uid: uid for uid in uids}
    sop_classes = read(ORACLES / "dcm4chee-sop-classes-2026c.csv")
    assert len(sop_classes) == 314
    for row in sop_classes:
        ours = registered[row["uid"]]
        assert row["name"] == ours.name + (" (Retired)" if ours.retired else "")
    missing = {uid.uid for uid in uids if uid.type is UidType.SOP_CLASS} - {
        row["uid"] for row in sop_classes
    }
    assert not missing


def test_the_list_of_dcmtk_agrees_on_keywords_types_and_status(uids: Uids) -> None:
    registered = {uid.uid: uid for uid in uids}
    listed = read(ORACLES / "dcmtk-uids-2026b.csv")
    assert len(listed) == 476
    differing = {
        (row["keyword"], registered[row["uid"]].keyword)
        for row in listed
        if row["keyword"] != registered[row["uid"]].keyword
    }
    # DCMTK's own spelling; Tables of 2026d and pydicom have the other.
    assert differing == {
        ("PrintQueue", "PrintQueueInstance"),
        ("SINGLESUBJT1", "SPM2SINGLESUBJT1"),
    }
    assert all(registered[row["uid"]].retired for row in listed if row["validity"] == "Retired")
    assert all(row["source"] == registered[row["uid"]].standard for row in listed)
    types = {(row["type"], str(registered[row["uid"]].type)) for row in listed}
    assert len(types) >= 11
    # `SOPInstance` is `Well-known SOP Instance`, `LDAP` is `LDAP OID`.
    assert all(kind.casefold() in _squashed(ours) for kind, ours in types)


def _squashed(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def test_whose_standard_defines_it(uids: Uids) -> None:
    by_standard = Counter(uid.standard for uid in uids)
    assert by_standard == {Standard.DICOM: 1978, Standard.DICOS: 7, Standard.DICONDE: 5}
    for uid in uids:
        assert (uid.standard == Standard.DICOS) == (".5.1.4.1.1.501." in uid.uid)
        assert (uid.standard == Standard.DICONDE) == (".5.1.4.1.1.601." in uid.uid)


def test_the_constants_of_python_are_there(uids: Uids) -> None:
    kits = toolkits(uids)
    assert list(kits) == [
        *("pydicom", "pynetdicom", "dcmtk", "fo-dicom", "gdcm", "dicom-rs", "dcm4che"),
        *("pixelmed", "dcmjs-dimse"),
    ]
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
        "UID.CTImageStorage",
        "SOPClass.CTImageStorage",
        "StorageClass.CtImageStorage",
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


def test_each_other_uid_says_what_it_stands_for(registry: Registry) -> None:
    notes = registry.uid_notes
    for entry in registry.other_uids:
        note = notes.get(entry.uid)
        if entry.cid or entry.retired or entry.type is UidType.CONTEXT_GROUP:
            continue
        assert note, entry.uid
        assert note.defined_in or note.sop_class, entry.uid
        if entry.part and note.defined_in:
            assert note.defined_in.standard == entry.part, entry.uid
        if entry.type in (UidType.LDAP_OID, UidType.SOP_INSTANCE):
            assert note.text, entry.uid
        if entry.type is UidType.SOP_INSTANCE:
            owner = registry.sop_classes[note.sop_class]
            assert owner.retired == entry.retired, entry.uid


def test_a_note_of_what_is_none_is_a_problem(registry: Registry, tmp_path: Path) -> None:
    uids = tuple(registry.uids.values())
    rows = (
        "uid,sop_class,part,section,text\n"
        "1.2.3,,PS3.5,A,\n"
        "1.2.840.10008.1.1,,PS3.4,A,\n"
        "1.2.840.10008.1.20.1.1,1.2.840.10008.1.2,,,\n"
        "1.2.840.10008.1.2,,5,A,\n"
    )
    (tmp_path / "other-uids.csv").write_text(rows)
    problems: list[Problem] = []
    load_uid_notes(tmp_path, uids, problems)
    assert [(it.where.line, it.message.split(",")[0]) for it in problems] == [
        (2, "UID 1.2.3 is not registered"),
        (3, "UID 1.2.840.10008.1.1 is that of a SOP Class"),
        (4, "UID 1.2.840.10008.1.2 is not a registered SOP Class or Meta SOP Class"),
        (5, "part '5' with a section"),
    ]
