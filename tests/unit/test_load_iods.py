"""What the reader of IODs makes of small tables, and says of bad ones word for word."""

from pathlib import Path

import pytest

from generator.load.attributes import load_attributes
from generator.load.iods import load_iods
from generator.model.attributes import Attribute, tag_of
from generator.model.iods import (
    IodTables,
    NoIodReason,
    Type,
    Usage,
    expand,
)
from generator.model.standard import Section
from generator.model.uids import Origin, RegisteredUid, Standard, UidType
from generator.problems import Problem

CT = "1.2.840.10008.5.1.4.1.1.2"
PRINTER = "1.2.840.10008.5.1.1.16"
SMALL = {
    "attributes/attributes.csv": "tag,name,keyword,vr,vm,retired\n"
    "00080060,Modality,Modality,CS,1,\n"
    "00081115,Referenced Series Sequence,ReferencedSeriesSequence,SQ,1,\n"
    "0008114a,Referenced Instance Sequence,ReferencedInstanceSequence,SQ,1,\n"
    "00081150,Referenced SOP Class UID,ReferencedSOPClassUID,UI,1,\n"
    "00181153,,,US,1,Y\n"
    "60xx0010,Overlay Rows,OverlayRows,US,1,\n",
    "modules/modules.csv": "module,iod,name,section,table,edition,source\n"
    "series,,General Series,C.7.3.1,C.7-5a,2024b,the test\n"
    "ct-multi-frame-functional-groups,ct,Functional Groups,C.7.6.16,,2024b,the test\n"
    "printer,,Printer,C.13.9,C.13-9,2024b,the test\n",
    "modules/attributes.csv": "module,attribute,type,item\n"
    "series,Modality,1,\n"
    "series,ReferencedSeriesSequence,1C,referenced-series\n"
    "series,ReferencedInstanceSequence,3,sop-macro\n"
    "printer,ReferencedSOPClassUID,,\n",
    "modules/items.csv": "item,attribute,type,item_of_sequence\n"
    "referenced-series,Modality,2,\n"
    "referenced-series,ReferencedInstanceSequence,1,sop-macro\n"
    "sop-macro,ReferencedSOPClassUID,1,\n",
    "modules/item_macros.csv": "item,name,section,table,edition\n"
    "sop-macro,SOP Instance Reference Macro,10.8,10-11,2024b\n",
    "modules/corrections.csv": "module,item,attribute,type,correct,reason,source\n"
    "series,,ReferencedInstanceSequence,3,1C,only with instances,the test\n"
    ",referenced-series,Modality,2,2C,only with a modality,the test\n",
    "modules/notes.csv": "module,note,source\nprinter,Mind the ink.,the test\n",
    "iods/iods.csv": "iod,name,section,table,edition,source\n"
    "ct,CT Image,A.3,A.3-1,2024b,the test\n",
    "iods/modules.csv": "iod,information_entity,module,usage\n"
    "ct,Series,series,M\nct,Image,ct-multi-frame-functional-groups,U\n",
    "iods/functional_groups.csv": "macro,name,section,table,edition,source\n"
    "pixel-measures,Pixel Measures,,,,the test\n",
    "iods/macros.csv": "iod,macro,usage\nct,pixel-measures,C\n",
    "iods/sop_classes.csv": f"sop_class_uid,iod,source\n{CT},ct,the test\n",
    "iods/normalised.csv": "section,name,retired,edition\nB.12,Printer,,2024b\n",
    "iods/normalised_modules.csv": "section,module\nB.12,printer\n",
    "iods/without.csv": "sop_class_uid,reason,part,section,edition,source\n"
    f"{PRINTER},normalised,PS3.3,B.12,2024b,the test\n",
}


def registered(uid: str) -> RegisteredUid:
    origin = Origin(words="the test")
    return RegisteredUid(
        uid=uid,
        name=uid,
        name_from=origin,
        keyword=None,
        keyword_from=None,
        keyword_derived=False,
        type=UidType.SOP_CLASS,
        retired=False,
        info="",
        standard=Standard.DICOM,
        origin=origin,
    )


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small `data/` in a folder of its own, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    for name, text in SMALL.items():
        write(name, text)
    return Path("data")


def write(name: str, text: str) -> None:
    path = Path("data") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def load(data: Path) -> tuple[IodTables, list[str]]:
    problems: list[Problem] = []
    attributes = load_attributes(data, problems)
    tables = load_iods(data, problems, [registered(CT), registered(PRINTER)], attributes)
    return tables, [str(problem) for problem in problems]


def good(data: Path) -> IodTables:
    tables, problems = load(data)
    assert problems == []
    return tables


def test_from_a_sop_class_down(data: Path) -> None:
    tables = good(data)
    iod = tables.iod_of(CT)
    assert iod is tables.iods["ct"]
    assert {name: len(uses) for name, uses in iod.information_entities.items()} == {
        "Series": 1,
        "Image": 1,
    }
    use = iod.modules[0]
    assert (use.module.name, use.usage) == ("General Series", Usage.MANDATORY)
    assert [(row.attribute.keyword, row.type) for row in use.module.rows] == [
        ("Modality", Type.REQUIRED),
        ("ReferencedSeriesSequence", Type.REQUIRED_CONDITIONALLY),
        ("ReferencedInstanceSequence", Type.REQUIRED_CONDITIONALLY),  # as corrected
    ]
    (group, usage) = iod.functional_groups[0]
    assert (group.name, usage) == ("Pixel Measures", Usage.CONDITIONAL)
    assert iod.size == use.module.size == 7


def test_expand_gives_each_row_with_its_path(data: Path) -> None:
    rows = good(data).modules["series"].rows
    assert [".".join(row.attribute.tag for row in path) for path in expand(rows)] == [
        "00080060",
        "00081115",
        "00081115.00080060",
        "00081115.0008114a",
        "00081115.0008114a.00081150",
        "0008114a",
        "0008114a.00081150",
    ]


def test_an_item_definition_is_one_object(data: Path) -> None:
    tables = good(data)
    item = tables.items["sop-macro"]
    assert tables.modules["series"].rows[2].item is item
    assert tables.items["referenced-series"].rows[1].item is item
    assert item.macro is not None
    assert item.macro.table == "10-11"
    assert [place.holder.key for place in tables.holders(item)] == ["series", "referenced-series"]
    assert {m.key: count for m, count in tables.modules_with(item).items()} == {"series": 2}


def test_from_an_attribute_up(data: Path) -> None:
    tables = good(data)
    found = tables.occurrences(tables.attribute("ReferencedSOPClassUID"))
    assert found.paths == 3
    assert [(it.module.key, it.paths, it.types) for it in found.modules] == [
        ("series", 2, (Type.REQUIRED,)),
        ("printer", 1, (None,)),
    ]
    assert [place.holder.key for place in found.in_modules] == ["printer"]
    assert [(place.item.key, place.paths) for place in found.in_items] == [("sop-macro", 2)]
    assert [iod.key for iod in found.iods] == ["ct"]
    assert found.sop_class_uids == (CT,)
    modality = tables.occurrences(tables.attribute("Modality")).modules
    assert [(it.types, it.row is not None) for it in modality] == [
        ((Type.REQUIRED, Type.MAY_BE_EMPTY_CONDITIONALLY), True)  # as corrected
    ]
    unused = tables.attribute("OverlayRows")
    assert not tables.is_used(unused)
    assert tables.occurrences(unused).modules == ()
    assert [it.tag for it in tables.used_attributes] == [
        "00080060",
        "00081115",
        "0008114a",
        "00081150",
    ]


def test_paths_lead_from_the_top_of_a_module(data: Path) -> None:
    tables = good(data)
    paths = tables.paths(tables.attribute("ReferencedSOPClassUID"))
    assert [(module.key, [row.attribute.tag for row in rows]) for module, rows in paths] == [
        ("printer", ["00081150"]),
        ("series", ["0008114a", "00081150"]),
        ("series", ["00081115", "0008114a", "00081150"]),
    ]


def test_without_an_iod(data: Path) -> None:
    tables = good(data)
    assert tables.iod_of(PRINTER) is None
    assert tables.without[PRINTER].reason is NoIodReason.NORMALISED
    printer = tables.normalised_iod_of(PRINTER)
    assert printer is not None
    assert printer.modules == (tables.modules["printer"],)
    assert tables.normalised_users(tables.modules["printer"]) == (printer,)
    assert tables.normalised_iod_of(CT) is None


def test_modules(data: Path) -> None:
    modules = good(data).modules
    groups = modules["ct-multi-frame-functional-groups"]
    assert groups.title == "Functional Groups (CT Image)"
    assert not groups.has_table
    assert modules["series"].title == "General Series"
    assert modules["printer"].note == "Mind the ink."


def test_sections(data: Path) -> None:
    assert set(good(data).sections()) == {
        Section(part="PS3.3", section=section, edition="2024b")
        for section in ("A.3", "B.12", "C.7.3.1", "C.7.6.16", "C.13.9", "10.8")
    }


@pytest.mark.parametrize(
    "text", ["(0008,114A)", "0008,114a", "0008114A", "0x0008114a", " (0008, 114a) "]
)
def test_an_attribute_is_found_by_its_tag_in_every_usual_form(data: Path, text: str) -> None:
    found = good(data).find_attribute(text)
    assert found is not None
    assert found.keyword == "ReferencedInstanceSequence"


def test_an_attribute_is_found_by_keyword_or_as_one_of_a_repeating_group(data: Path) -> None:
    tables = good(data)
    overlay_rows = tables.attribute("OverlayRows")
    for text in ("OverlayRows", "60020010", "(60xx,0010)"):
        assert tables.find_attribute(text) is overlay_rows
    for text in ("", "Overlay", "00080061", "(0008,114A"[:8]):
        assert tables.find_attribute(text) is None
    with pytest.raises(KeyError):
        tables.attribute("Overlay")


def test_tags() -> None:
    assert tag_of("(0008,103E)") == "0008103e"
    assert tag_of("0x60xx0010") == "60xx0010"
    assert tag_of("Modality") is None
    attribute = Attribute(tag="60xx001a", name="", keyword="", vr="SQ", vm="1", retired=True)
    assert attribute.printed_tag == "(60xx,001A)"
    assert attribute.is_sequence


BAD = {
    "attributes/attributes.csv": (
        "0008006G,G,G,CS,1,\n",
        ["attributes.csv:8: tag '0008006G', expected 8 of 0-9, a-f and x"],
    ),
    "modules/attributes.csv": (
        "nowhere,Modality,1,\nprinter,Modalities,1,\nprinter,Modality,4,\nct-multi-frame-functional-groups,ReferencedSeriesSequence,1,no-item\n",
        [
            "attributes.csv:6: module 'nowhere', expected one that is defined",
            "attributes.csv:7: attribute 'Modalities', expected one that is defined",
            "attributes.csv:8: type '4', expected one of 1, 1C, 2, 2C, 3",
            "attributes.csv:9: item 'no-item', expected one that is defined",
        ],
    ),
    "modules/items.csv": (
        "sop-macro,ReferencedSeriesSequence,1,referenced-series\nsop-macro,Modality,1,none\n",
        [
            (
                "items.csv:5: item definition 'referenced-series' holds itself"
                " (referenced-series > sop-macro > referenced-series), expected an end"
            ),
            "items.csv:6: item_of_sequence 'none', expected one that is defined",
        ],
    ),
    "modules/item_macros.csv": (
        "none,None,1,1-1,2024b\n",
        ["item_macros.csv:3: item 'none', expected one that is defined"],
    ),
    "modules/modules.csv": (
        "other,none,Other,C.1,,2024b,the test\n",
        ["modules.csv:5: iod 'none', expected one that is defined"],
    ),
    "modules/corrections.csv": (
        (
            "series,,Modality,2,2C,why,the test\n"
            ",sop-macro,ReferencedSOPClassUID,1,4,why,the test\n"
            "none,,Modality,1,1C,why,the test\n"
        ),
        [
            "corrections.csv:5: correct '4', expected one of 1, 1C, 2, 2C, 3",
            (
                "corrections.csv:4: type '2' of 'Modality' stands nowhere in 'series',"
                " expected one that does"
            ),
            (
                "corrections.csv:6: type '1' of 'Modality' stands nowhere in 'none',"
                " expected one that does"
            ),
        ],
    ),
    "modules/notes.csv": (
        "none,Nothing.,the test\n",
        ["notes.csv:3: module 'none', expected one that is defined"],
    ),
    "iods/modules.csv": (
        "mr,Series,series,M\nct,Series,none,M\nct,Series,printer,X\n",
        [
            "modules.csv:4: iod 'mr', expected one that is defined",
            "modules.csv:5: module 'none', expected one that is defined",
            "modules.csv:6: usage 'X', expected one of M, C, U",
        ],
    ),
    "iods/macros.csv": (
        "ct,none,M\n",
        ["macros.csv:3: macro 'none', expected one that is defined"],
    ),
    "iods/sop_classes.csv": (
        "1.2.3,ct,the test\n",
        ["sop_classes.csv:3: sop_class_uid '1.2.3', expected one that is defined"],
    ),
    "iods/normalised.csv": (
        "B.13,VOI LUT Box,yes,2024b\n",
        ["normalised.csv:3: retired 'yes', expected Y or nothing"],
    ),
    "iods/normalised_modules.csv": (
        "B.14,printer\n",
        ["normalised_modules.csv:3: section 'B.14', expected one that is defined"],
    ),
    "iods/without.csv": (
        "1.2.3,query,,,,the test\n1.2.4,why,PS3.5,7,,the test\n1.2.5,query,PS3.4,,,the test\n",
        [
            "without.csv:3: sop_class_uid '1.2.3', expected one that is defined",
            (
                "without.csv:4: reason 'why', expected one of normalised, query, retired, dicos,"
                " diconde, meta, service, newer"
            ),
            (
                "without.csv:4: part 'PS3.5' with section '7',"
                " expected PS3.3 or PS3.4 with a section, or neither"
            ),
            (
                "without.csv:5: part 'PS3.4' with section '',"
                " expected PS3.3 or PS3.4 with a section, or neither"
            ),
        ],
    ),
}


@pytest.mark.parametrize("file", BAD)
def test_bad_rows_are_named_and_left_out(data: Path, file: str) -> None:
    rows, expected = BAD[file]
    write(file, SMALL[file] + rows)
    tables, problems = load(data)
    assert problems == [f"data/{file.rpartition('/')[0]}/{message}" for message in expected]
    assert tables.iod_of(CT) is tables.iods["ct"]
