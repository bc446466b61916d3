"""The dictionary of attributes and its changes, against what others know of them."""

import csv
from collections import Counter

import pytest
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary

from generator.load.structure import load_structure_changes
from generator.model.attributes import Attribute, Dictionary
from generator.model.editions import Edition
from generator.model.iod_tables import IodTables
from generator.problems import Problem
from tests.data.conftest import DATA


def test_how_many_attributes_there_are(dictionary: Dictionary) -> None:
    # cosyte/dicom's copy of PS3.6 2026c has 5,355; 2026d adds (3004,007F).
    assert len(dictionary.attributes) == 5356
    assert (dictionary.printed, dictionary.edition) == ("2026c", "2026d")
    assert list(dictionary.attributes) == sorted(dictionary.attributes)
    keywords = [it.keyword for it in dictionary.attributes.values() if it.keyword]
    assert len(keywords) == len(set(keywords))


def test_pydicom_agrees_on_every_attribute_that_it_knows(dictionary: Dictionary) -> None:
    source = {f"{tag:08x}": entry for tag, entry in DicomDictionary.items()}
    source |= {tag.lower(): entry for tag, entry in RepeatersDictionary.items()}
    assert len(source) == 5179
    differences = set()
    for tag, (vr, vm, name, retired, keyword) in source.items():
        ours = dictionary.attributes[tag]
        for fact, oracle, registry in (
            ("VR", vr, ours.vr),
            ("VM", vm, ours.vm),
            ("name", name, ours.name),
            ("status", retired, "Retired" if ours.retired else ""),
            ("keyword", keyword, ours.keyword),
        ):
            if oracle != registry:
                differences.add((ours.printed_tag, fact, oracle, registry))
    with (DATA / "editions" / "attribute-exceptions.csv").open(
        encoding="utf-8", newline=""
    ) as file:
        exceptions = list(csv.DictReader(file))
    columns = ("tag", "fact", "oracle", "registry")
    assert differences == {tuple(row[column] for column in columns) for row in exceptions}
    assert all(row["reason"] for row in exceptions)


def test_what_pydicom_lacks_was_added_since_its_edition(dictionary: Dictionary) -> None:
    known = {f"{tag:08x}" for tag in DicomDictionary} | {it.lower() for it in RepeatersDictionary}
    added = {it.attribute.tag: it.edition for it in dictionary.changes if it.kind == "added"}
    lacking = dictionary.attributes.keys() - known
    assert len(lacking) == 177
    # pydicom 3.0.2 has the dictionary of 2024c. What it lacks besides are an attribute that stands
    # in Table 9-1 alone, and one of which PS3.6 prints the tag only.
    assert {tag for tag in lacking if added.get(tag, "") <= "2024c"} == {
        "00060001",
        "300a0135",
    }


# Each from PS3.6 2026c as copied by cosyte/dicom, and from DCMTK's dictionary of 2026b.
ERRATA = [
    ("00102160", ("Ethnic Group", "EthnicGroup", "SH", "1", True)),
    ("30040012", ("Dose Value", "DoseValue", "DS", "1", False)),
    (
        "003a0320",
        (
            "Summarized Filter Lookup Table Sequence",
            "SummarizedFilterLookupTableSequence",
            "SQ",
            "1",
            False,
        ),
    ),
    (
        "003a0325",
        ("Analog Filter Type Code Sequence", "AnalogFilterTypeCodeSequence", "SQ", "1", False),
    ),
    ("00181153", ("Exposure in µAs", "ExposureInuAs", "IS", "1", False)),
    ("00188150", ("Exposure Time in µS", "ExposureTimeInuS", "DS", "1", False)),
    ("00188151", ("X-Ray Tube Current in µA", "XRayTubeCurrentInuA", "DS", "1", False)),
    ("00080202", ("", "", "", "", True)),
    ("00189445", ("", "", "", "", True)),
    ("00280020", ("", "", "", "", True)),
    (
        "00281200",
        ("Gray Lookup Table Data", "GrayLookupTableData", "US or SS or OW", "1-n or 1", True),
    ),
    ("00283006", ("LUT Data", "LUTData", "US or OW", "1-n or 1", False)),
    (
        "00060001",
        (
            "Current Frame Functional Groups Sequence",
            "CurrentFrameFunctionalGroupsSequence",
            "SQ",
            "1",
            False,
        ),
    ),
    (
        "3004007f",
        ("Dose Calculation Model Name", "DoseCalculationModelName", "LO", "1", False),
    ),
]


@pytest.mark.parametrize(("tag", "expected"), ERRATA)
def test_attributes_that_were_wrong(
    dictionary: Dictionary, tag: str, expected: tuple[str, str, str, str, bool]
) -> None:
    it = dictionary.attributes[tag]
    assert (it.name, it.keyword, it.vr, it.vm, it.retired) == expected


# The changes of DCMTK's dictionary dicom.dic, each looked up in it.
CHANGED = [
    ("00102160", [("retired", "2025b", "", "")]),
    ("30040012", [("retired", "2022e", "", ""), ("reinstated", "2024e", "", "")]),
    ("00620009", [("VM changed", "2021e", "1", "1-n")]),
    (
        "003a0320",
        [
            ("added", "2022c", "", ""),
            (
                "keyword changed",
                "2024d",
                "SummarizedFilterLookupTable",
                "SummarizedFilterLookupTableSequence",
            ),
        ],
    ),
    ("00089007", [("VM changed", "2022e", "4", "4-5")]),
    ("3004007f", [("added", "2026d", "", "")]),
    ("0040e012", [("added", "2026c", "", "")]),
]


@pytest.mark.parametrize(("tag", "expected"), CHANGED)
def test_what_happened_to_an_attribute(
    dictionary: Dictionary, tag: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = [(it.kind, it.edition, it.old, it.new) for it in dictionary.by_tag[tag]]
    assert found == expected


def test_changes_of_attributes(dictionary: Dictionary) -> None:
    assert Counter(it.kind for it in dictionary.changes) == {
        "added": 514,
        "retired": 20,
        "keyword changed": 8,
        "VM changed": 5,
        "reinstated": 3,
    }
    assert dictionary.since == "2020b"
    assert all(it.source for it in dictionary.changes)


def test_the_last_change_of_each_attribute_leads_to_the_dictionary(dictionary: Dictionary) -> None:
    last: dict[str, Attribute] = {it.attribute.tag: it.attribute for it in dictionary.changes}
    assert {tag: it for tag, it in last.items() if dictionary.attributes[tag] != it} == {}


def test_changes_of_iods_and_tables(editions: tuple[Edition, ...], iod_tables: IodTables) -> None:
    problems: list[Problem] = []
    changes = load_structure_changes(DATA, editions, problems)
    assert problems == []
    assert Counter((it.since, it.edition) for it in changes) == {
        ("2023e", "2024e"): 168,
        ("2024e", "2025e"): 190,
    }
    iods = {iod.name: iod for iod in iod_tables.iods.values()}
    assert {it.iod for it in changes if it.iod} <= iods.keys()
    tables = {it.table for it in (*iod_tables.modules.values(), *iod_tables.macros.values())}
    # Removed from PS3.3 with 2024e.
    assert {it.table for it in changes if it.table} - tables == {"10-27"}
    # What 2025e has otherwise stands so in the tables of 2025e.
    usages = {
        (iod.name, use.module.name): str(use.usage) for iod in iods.values() for use in iod.modules
    }
    for it in changes:
        if it.kind in ("module added", "usage changed"):
            assert usages[it.iod, it.name] == it.new[0], it
