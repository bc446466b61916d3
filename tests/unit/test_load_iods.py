"""What the readers of tables and IODs make of small tables, and say of bad ones word for word."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.load.iods import load_iods
from generator.model.attributes import Attribute
from generator.model.iod_tables import IodTables
from generator.model.iods import NoIodReason, Usage
from generator.model.standard import Section
from generator.model.tables import Type
from generator.problems import Problem

CT = "1.2.840.10008.5.1.4.1.1.2"
PRINTER = "1.2.840.10008.5.1.1.16"

DICTIONARY = (
    ("00080060", "Modality", "CS"),
    ("00081115", "Referenced Series Sequence", "SQ"),
    ("00081150", "Referenced SOP Class UID", "UI"),
    ("00081199", "Referenced SOP Sequence", "SQ"),
    ("00280010", "Rows", "US"),
    ("0040a730", "Content Sequence", "SQ"),
    ("52009229", "Shared Functional Groups Sequence", "SQ"),
    ("60xx0010", "Overlay Rows", "US"),
)

SMALL = {
    "editions/2025e/ps3.3-tables.csv": "table,section,caption\n"
    "C.7-5a,C.7.3.1,General Series Module Attributes\n"
    "C.7.6.16-1,C.7.6.16,Multi-frame Functional Groups Module Attributes\n"
    "C.7.6.16-2,C.7.6.16.2.1,Pixel Measures Functional Group Macro Attributes\n"
    "C.17-6,C.17.3.4,Content Macro Attributes\n"
    "C.13-9,C.13.9,Printer Module Attributes\n"
    "10-11,,SOP Instance Reference Macro Attributes\n",
    "editions/2025e/ps3.3-attributes.csv": "table,row,depth,tag,name,type,include,text\n"
    'C.7-5a,1,0,"(0008,1115)",Referenced Series Sequence,1C,,Y\n'
    "C.7-5a,2,1,,,,10-11,\n"
    'C.7-5a,3,1,"(0008,0060)",Modality,2,,\n'
    'C.7-5a,4,0,"(0008,0060)",Modality,1,,\n'
    'C.7.6.16-1,1,0,"(5200,9229)",Shared Functional Groups Sequence,1,,\n'
    "C.7.6.16-1,2,1,,,,IODFunctionalGroupMacros,\n"
    'C.7.6.16-2,1,0,"(0028,0010)",Rows,1,,\n'
    'C.17-6,1,0,"(0040,A730)",Content Sequence,1C,,Y\n'
    "C.17-6,2,1,,,,C.17-6,\n"
    'C.13-9,1,0,"(0008,1150)",Referenced SOP Class UID,,,\n'
    "C.13-9,2,0,,Any other attribute,,,\n"
    'C.13-9,3,0,"(60xx,0010)",Overlay Rows,,,\n'
    "C.13-9,4,0,,,,C.17-6,\n"
    '10-11,1,0,"(0008,1150)",Referenced SOP Class UID,1,,\n',
    "editions/2025e/ps3.3-iods.csv": "iod,section,table\nCT Image,A.3,A.3-1\n",
    "editions/2025e/ps3.3-iod-modules.csv": (
        "iod,row,information_entity,module,section,usage,text\n"
        "CT Image,1,Series,General Series,C.7.3.1,M,\n"
        "CT Image,2,Image,Multi-frame Functional Groups,C.7.6.16,U,\n"
    ),
    "editions/2025e/ps3.3-functional-groups.csv": "iod,row,macro,section,usage,text\n"
    "CT Image,1,Pixel Measures,C.7.6.16.2.1,C,Y\n",
    "editions/2024b/ps3.3-normalised-iods.csv": "iod,section,retired,row,module,module_section\n"
    "Printer,B.12,,1,Printer,C.13.9\nVisit,B.2,Y,,,\n",
    "modules/changes.csv": (
        "table,row,change,depth,tag,name,type,include,text,edition,reason,source\n"
    ),
    "modules/sections.csv": "table,section,edition,source\n10-11,10.8,2016c,the test\n",
    "modules/single-tables.csv": "edition,table,reason,source\n",
    "modules/unprinted-tables.csv": "table,section,caption,edition,source\n",
    "modules/unprinted-attributes.csv": "table,row,depth,tag,name,type,include,text\n",
    "iods/changes.csv": (
        "file,iod,row,change,information_entity,name,section,usage,text,edition,reason,source\n"
    ),
    "iods/older.csv": "file,edition,iod,reason,source\n",
    "iods/sop_classes.csv": f"sop_class_uid,iod,source\n{CT},ct-image,the test\n",
    "iods/without.csv": "sop_class_uid,reason,part,section,edition,source\n"
    f"{PRINTER},normalised,PS3.3,B.12,2024b,the test\n",
}


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


def add(name: str, text: str) -> None:
    write(name, SMALL[name] + text)


def load(data: Path) -> tuple[IodTables, list[str]]:
    problems: list[Problem] = []
    attributes = {
        tag: Attribute(
            tag=tag, name=name, keyword=name.replace(" ", ""), vr=vr, vm="1", retired=False
        )
        for tag, name, vr in DICTIONARY
    }
    uids: Any = [SimpleNamespace(uid=uid, is_sop_class=True) for uid in (CT, PRINTER)]
    editions: Any = [SimpleNamespace(name="2025e", source=lambda slug: f"the test of {slug}")]
    tables = load_iods(data, problems, uids, attributes, editions)
    return tables, [str(problem) for problem in problems]


def good(data: Path) -> IodTables:
    tables, problems = load(data)
    assert problems == []
    return tables


def wrong(data: Path) -> list[str]:
    return load(data)[1]


def shown(tables: IodTables, key: str) -> list[str]:
    """Every attribute of a module, with its path and type."""
    return [
        f"{'.'.join(use.attribute.keyword for use in path)} {path[-1].type or '-'}"
        for path in tables.expand(tables.modules[key])
    ]


def test_from_a_sop_class_down(data: Path) -> None:
    tables = good(data)
    iod = tables.iod_of(CT)
    assert iod is tables.iods["ct-image"]
    assert (iod.name, iod.section, iod.edition) == ("CT Image", "A.3", "2025e")
    assert [*iod.information_entities] == ["Series", "Image"]
    use = iod.modules[0]
    assert (use.module.title, use.usage) == ("General Series Module", Usage.MANDATORY)
    assert (use.module.edition, use.module.source) == ("2025e", "the test of ps3.3-tables")
    assert iod.functional_groups_modules == (iod.modules[1].module,)
    [group] = iod.functional_groups
    # The words Functional Group in a caption belong to the kind, not to the name.
    assert (group.macro.name, group.usage, group.has_text) == (
        "Pixel Measures",
        Usage.CONDITIONAL,
        True,
    )


def test_rows_stay_in_the_printed_order_and_tree(data: Path) -> None:
    tables = good(data)
    series = tables.modules["general-series"]
    assert [(row.number, row.depth) for row in series.all_rows] == [
        ("1", 0),
        ("2", 1),
        ("3", 1),
        ("4", 0),
    ]
    sequence = series.rows[0]
    assert sequence.has_text
    assert [row.number for row in sequence.below] == ["2", "3"]
    assert sequence.below[0].include is tables.macros["sop-instance-reference"]


def test_includes_are_resolved_in_their_place(data: Path) -> None:
    assert shown(good(data), "general-series") == [
        "ReferencedSeriesSequence 1C",
        "ReferencedSeriesSequence.ReferencedSOPClassUID 1",
        "ReferencedSeriesSequence.Modality 2",
        "Modality 1",
    ]


def test_a_sequence_in_itself_ends(data: Path) -> None:
    assert shown(good(data), "printer") == [
        "ReferencedSOPClassUID -",
        "OverlayRows -",
        "ContentSequence 1C",
        "ContentSequence.ContentSequence 1C",
    ]


def test_a_row_of_no_attribute_keeps_its_words(data: Path) -> None:
    row = good(data).modules["printer"].rows[1]
    assert (row.attribute, row.include, row.name) == (None, None, "Any other attribute")


def test_an_including_table_makes_a_type_stricter_and_adds_to_items(data: Path) -> None:
    add(
        "editions/2025e/ps3.3-tables.csv",
        "10-12,10.9,Reference Macro Attributes\nC.8-1,C.8.1.1,Image Module Attributes\n",
    )
    add(
        "editions/2025e/ps3.3-attributes.csv",
        '10-12,1,0,"(0008,1199)",Referenced SOP Sequence,3,,\n'
        "10-12,2,1,,,,10-11,\n"
        "C.8-1,1,0,,,,10-12,\n"
        'C.8-1,2,0,"(0028,0010)",Rows,1,,\n'
        'C.8-1,3,0,"(0008,1199)",Referenced SOP Sequence,1,,\n'
        'C.8-1,4,1,"(0008,0060)",Modality,3,,\n',
    )
    tables = good(data)
    assert shown(tables, "image") == [
        "Rows 1",
        "ReferencedSOPSequence 1",
        "ReferencedSOPSequence.ReferencedSOPClassUID 1",
        "ReferencedSOPSequence.Modality 3",
    ]
    use = tables.uses(tables.modules["image"])[1]
    assert (use.table.key, use.row.number) == ("image", "3")


def test_rows_below_an_include_are_of_its_last_sequence(data: Path) -> None:
    # As in PS3.3 Table C.18.4-1.
    add(
        "editions/2025e/ps3.3-tables.csv",
        "10-12,10.9,Reference Macro Attributes\nC.8-1,C.8.1.1,Image Module Attributes\n",
    )
    add(
        "editions/2025e/ps3.3-attributes.csv",
        '10-12,1,0,"(0008,1199)",Referenced SOP Sequence,1,,\n'
        "10-12,2,1,,,,10-11,\n"
        "C.8-1,1,0,,,,10-12,\n"
        'C.8-1,2,1,"(0008,0060)",Modality,3,,\n',
    )
    assert shown(good(data), "image") == [
        "ReferencedSOPSequence 1",
        "ReferencedSOPSequence.ReferencedSOPClassUID 1",
        "ReferencedSOPSequence.Modality 3",
    ]


def test_a_macro_included_in_some_cases_demands_in_some_cases(data: Path) -> None:
    add(
        "modules/changes.csv",
        "C.7-5a,2,replace,,,,1C,,,,only where it is so,the test\n",
    )
    tables = good(data)
    assert "ReferencedSeriesSequence.ReferencedSOPClassUID 1C" in shown(tables, "general-series")
    change = tables.modules["general-series"].rows[0].below[0].change
    assert change is not None
    assert (change.reason, change.printed) == ("only where it is so", "")


def test_what_a_later_edition_changed(data: Path) -> None:
    add(
        "modules/changes.csv",
        'C.7-5a,4,insert,0,"(0028,0010)",Rows,3,,,2026d,the edition brought it,the test\n'
        "C.7-5a,4,replace,,,,2,,,2026d,the edition made it so,the test\n"
        "C.13-9,2,remove,,,,,,,,no attribute,the test\n",
    )
    tables = good(data)
    *_, modality, rows = tables.modules["general-series"].all_rows
    assert (modality.type, rows.number) == (Type.MAY_BE_EMPTY, "4a")
    assert modality.change is not None
    assert (modality.change.printed, modality.change.edition) == ("type 1", "2026d")
    assert rows.change is not None
    assert rows.change.reason == "the edition brought it"
    assert [row.number for row in tables.modules["printer"].rows] == ["1", "3", "4"]


def test_what_a_later_edition_puts_first_and_more_than_one_row(data: Path) -> None:
    add(
        "modules/changes.csv",
        'C.7-5a,0,insert,0,"(0028,0010)",Rows,3,,,2026d,added,the test\n'
        'C.7-5a,4,insert,0,"(0008,1199)",Referenced SOP Sequence,1C,,Y,2026d,added,the test\n'
        "C.7-5a,4,insert,1,,,,10-11,,2026d,added,the test\n",
    )
    tables = good(data)
    rows = tables.modules["general-series"].all_rows
    assert [row.number for row in rows] == ["0a", "1", "2", "3", "4", "4a", "4b"]
    assert shown(tables, "general-series")[-2:] == [
        "ReferencedSOPSequence 1C",
        "ReferencedSOPSequence.ReferencedSOPClassUID 1",
    ]


SINGLE = {
    "editions/2026d/ps3.3-tables.csv": "table,section,caption\n"
    "C.7-6,C.7.4.1,Frame Module Attributes\nC.13-9,C.13.9,Printer Module Attributes\n",
    "editions/2026d/ps3.3-attributes.csv": "table,row,depth,tag,name,type,include,text\n"
    'C.7-6,1,0,"(0028,0010)",Rows,1,,\nC.13-9,1,0,,,,10-11,\n',
}


def test_single_tables_of_a_later_edition(data: Path) -> None:
    for name, text in SINGLE.items():
        write(name, text)
    add("modules/single-tables.csv", "2026d,C.7-6,new,the test\n2026d,C.13-9,newer,the test\n")
    tables = good(data)
    assert tables.edition == "2025e"
    assert [(it.key, it.edition) for it in tables.modules.values()] == [
        ("general-series", "2025e"),
        ("frame", "2026d"),
        ("multi-frame-functional-groups", "2025e"),
        ("printer", "2026d"),
    ]
    assert shown(tables, "printer") == ["ReferencedSOPClassUID 1"]
    assert tables.modules["frame"].printed


def test_single_tables_that_are_not_wanted(data: Path) -> None:
    for name, text in SINGLE.items():
        write(name, text)
    add("modules/single-tables.csv", "2026d,C.7-6,new,the test\n2026d,C.9-1,new,the test\n")
    assert wrong(data) == [
        (
            "data/editions/2026d/ps3.3-tables.csv:3: table 'C.13-9', expected one of "
            "modules/single-tables.csv"
        ),
        (
            "data/modules/single-tables.csv:3: table 'C.9-1', expected one of "
            "editions/2026d/ps3.3-tables.csv"
        ),
        (
            "data/editions/2026d/ps3.3-attributes.csv:3: table 'C.13-9', expected one of "
            "editions/2026d/ps3.3-tables.csv"
        ),
    ]


def test_single_tables_that_are_older_than_the_whole_ones(data: Path) -> None:
    for name, text in SINGLE.items():
        write(name.replace("2026d", "2024b"), text.replace("C.13-9", "C.14-1"))
    add("modules/single-tables.csv", "2024b,C.7-6,why,the test\n2024b,C.14-1,why,the test\n")
    said = "a table of 2024b, expected one later than the tables of 2025e"
    assert [it.partition(": ")[2] for it in wrong(data) if "later" in it] == [said, said]


def test_an_iod_of_which_only_an_older_edition_is_here(data: Path) -> None:
    write("editions/2024b/ps3.3-iods.csv", "iod,section,table\nBasic Directory,F.3,F.3-1\n")
    older = "iod,row,information_entity,module,section,usage,text\n"
    write(
        "editions/2024b/ps3.3-iod-modules.csv",
        f"{older}Basic Directory,1,Series,General Series,,M,\nCT Image,1,X,Printer,C.13.9,U,\n",
    )
    add(
        "iods/older.csv",
        "ps3.3-iods,2024b,Basic Directory,not there,the test\n"
        "ps3.3-iod-modules,2024b,Basic Directory,not there,the test\n",
    )
    tables = good(data)
    assert [*tables.iods] == ["ct-image", "basic-directory"]
    directory = tables.iods["basic-directory"]
    assert directory.edition == "2024b"
    assert [use.module.key for use in directory.modules] == ["general-series"]
    assert len(tables.iods["ct-image"].modules) == 2


def test_a_usage_that_the_copy_lacks(data: Path) -> None:
    name = "editions/2025e/ps3.3-iod-modules.csv"
    write(name, SMALL[name].replace(",U,", ",,"))
    assert wrong(data) == [
        "data/editions/2025e/ps3.3-iod-modules.csv:3: usage '', expected one of M, C, U"
    ]
    add(
        "iods/changes.csv",
        "ps3.3-iod-modules,CT Image,2,replace,,,,U,,,lost,the test\n"
        "ps3.3-iod-modules,CT Image,2,insert,Image,Printer,C.13.9,C,Y,2026d,new,the test\n",
    )
    _, second, third = good(data).iods["ct-image"].modules
    assert (second.usage, second.change is not None) == (Usage.USER_OPTION, True)
    assert (third.row, third.module.key, third.usage, third.has_text) == (
        "2a",
        "printer",
        Usage.CONDITIONAL,
        True,
    )


def test_from_an_attribute_up(data: Path) -> None:
    tables = good(data)
    found = tables.occurrences(tables.attribute("ReferencedSOPClassUID"))
    assert [(it.table.key, it.row.number, it.paths) for it in found.places] == [
        ("printer", "1", 1),
        ("sop-instance-reference", "1", 1),
    ]
    assert [(it.table.key, it.top is not None, it.types, it.paths) for it in found.reaches] == [
        ("general-series", False, (Type.REQUIRED,), 1),
        ("printer", True, (None,), 1),
    ]
    assert [iod.key for iod in found.iods] == ["ct-image"]
    assert found.sop_class_uids == (CT,)
    rows = tables.occurrences(tables.attribute("Rows"))
    # A functional group counts as a module does.
    assert [it.table.key for it in rows.reaches] == ["pixel-measures"]
    assert [iod.key for iod in rows.iods] == ["ct-image"]
    assert (rows.modules, rows.paths) == ((), 1)


def test_from_a_macro_to_the_tables_that_include_it(data: Path) -> None:
    tables = good(data)
    [place] = tables.includes(tables.macros["sop-instance-reference"])
    assert (place.table.key, place.row.number) == ("general-series", "2")
    assert [row.name for row in place.above] == ["Referenced Series Sequence"]


def test_an_unused_attribute(data: Path) -> None:
    tables = good(data)
    assert not tables.is_used(tables.attribute("ReferencedSOPSequence"))
    found = tables.occurrences(tables.attribute("ReferencedSOPSequence"))
    assert (found.places, found.reaches, found.iods, found.paths) == ((), (), (), 0)


@pytest.mark.parametrize(
    "text", ["OverlayRows", "60xx0010", "(60XX,0010)", "(6002,0010)", "0x60fe0010", "6000,0010"]
)
def test_an_attribute_is_found_by_keyword_or_tag(data: Path, text: str) -> None:
    tables = good(data)
    assert tables.find_attribute(text) is tables.attributes["60xx0010"]


@pytest.mark.parametrize("text", ["", "6000", "(6001,00100)", "Overlay", "(0001,0001)"])
def test_what_is_no_attribute_is_not_found(data: Path, text: str) -> None:
    assert good(data).find_attribute(text) is None


def test_normalised_iods(data: Path) -> None:
    tables = good(data)
    printer = tables.normalised_iod_of(PRINTER)
    assert printer is tables.normalised["B.12"]
    assert [module.key for module in printer.modules] == ["printer"]
    assert tables.normalised_users(tables.modules["printer"]) == (printer,)
    assert tables.sop_classes_of(printer) == (PRINTER,)
    assert tables.normalised_iod_of(CT) is None
    assert [*tables.normalised] == ["B.2", "B.12"]
    assert tables.normalised["B.2"].retired
    assert tables.without[PRINTER].reason is NoIodReason.NORMALISED


def test_a_table_that_could_not_be_had_as_printed(data: Path) -> None:
    write(
        "modules/unprinted-tables.csv",
        "table,section,caption,edition,source\n"
        "C.11-4,C.11.4,Presentation LUT Module Attributes,2024b,somebody\n",
    )
    write(
        "modules/unprinted-attributes.csv",
        'table,row,depth,tag,name,type,include,text\nC.11-4,1,0,"(0028,0010)",Rows,1,,\n',
    )
    module = good(data).modules["presentation-lut"]
    assert (module.printed, module.edition, module.source) == (False, "2024b", "somebody")
    # By its section it stands before that of C.13.9.
    assert [*good(data).modules][-2:] == ["presentation-lut", "printer"]


def test_sections_are_named_with_an_edition(data: Path) -> None:
    sections = {*good(data).sections()}
    assert Section(part="PS3.3", section="C.7.3.1", edition="2025e") in sections
    assert Section(part="PS3.3", section="10.8", edition="2025e") in sections
    assert Section(part="PS3.3", section="B.12", edition="2024b") in sections


ATTRIBUTES = "editions/2025e/ps3.3-attributes.csv"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            ATTRIBUTES,
            'C.1-1,1,0,"(0028,0010)",Rows,1,,\n',
            ":16: table 'C.1-1', expected one of editions/2025e/ps3.3-tables.csv",
        ),
        (
            ATTRIBUTES,
            '10-11,2,0,"(0028,0011)",Columns,1,,\n',
            ":16: attribute (0028,0011) 'Columns', expected one of PS3.6",
        ),
        (
            ATTRIBUTES,
            '10-11,2,0,"(0028,0010)",Rows,4,,\n',
            ":16: type '4', expected one of 1, 1C, 2, 2C, 3",
        ),
        (
            ATTRIBUTES,
            '10-11,2,2,"(0028,0010)",Rows,1,,\n',
            ":16: depth 2 below a row of depth 0, expected 1",
        ),
        (
            ATTRIBUTES,
            '10-11,2,x,"(0028,0010)",Rows,1,,\n',
            ":16: depth 'x', expected 0 to 9",
        ),
        (
            ATTRIBUTES,
            "10-11,2,0,,,,C.7-5a,\n",
            ":16: includes table 'C.7-5a', expected that of a macro",
        ),
        (
            ATTRIBUTES,
            "10-11,2,0,,,,,\n",
            ":16: a row without a name, expected an attribute or what it includes",
        ),
        (
            ATTRIBUTES,
            '10-11,2,0,"(0028,0010)",Rows,1,,N\n',
            ":16: text 'N', expected Y or nothing",
        ),
        (
            ATTRIBUTES,
            '10-11,1,0,"(0028,0010)",Rows,1,,\n',
            ":16: duplicate '10-11, 1', first on line 15, expected each once",
        ),
        (
            "editions/2025e/ps3.3-tables.csv",
            "C.1-1,C.1,General Series Module\n",
            ":8: a second Module 'General Series', first on line 2, expected each once",
        ),
        (
            "editions/2025e/ps3.3-iods.csv",
            "CT image,A.4,A.4-1\n",
            ":3: IOD 'CT image' has the address of that on line 2, expected another",
        ),
        (
            "editions/2025e/ps3.3-iod-modules.csv",
            "CT Image,3,Image,Nothing,C.1,M,\n",
            ":4: module 'Nothing' of section 'C.1', expected one with a table",
        ),
        (
            "editions/2025e/ps3.3-iod-modules.csv",
            "MR Image,1,Image,Printer,C.13.9,M,\n",
            ":4: IOD 'MR Image', expected one of ps3.3-iods.csv",
        ),
        (
            "editions/2025e/ps3.3-functional-groups.csv",
            "CT Image,2,Printer,C.13.9,M,\n",
            ":3: macro 'Printer' of section 'C.13.9', expected one with a table",
        ),
        (
            "editions/2024b/ps3.3-normalised-iods.csv",
            "Film,B.7,,1,Film,C.13.1\n",
            ":4: module 'Film' of section 'C.13.1', expected one with a table",
        ),
        (
            "modules/changes.csv",
            "C.7-5a,9,remove,,,,,,,,why,the test\n",
            ":2: row '9' of table 'C.7-5a', expected a printed one",
        ),
        (
            "modules/changes.csv",
            "C.7-5a,4,drop,,,,,,,,why,the test\n",
            ":2: change 'drop', expected one of replace, insert, remove",
        ),
        (
            "modules/changes.csv",
            "C.7-5a,4,replace,,,,1,,,,why,the test\n",
            ":2: row 4 of table C.7-5a as printed, expected another",
        ),
        (
            "modules/changes.csv",
            "C.7-5a,4,replace,,,,2,,,2025e,why,the test\n",
            ":2: a change of 2025e, expected one later than the table of 2025e",
        ),
        (
            "modules/changes.csv",
            "C.7-5a,4,replace,,,,2,,,,why,the test\nC.7-5a,4,remove,,,,,,,,why,the test\n",
            ":3: a second change of row 4 of table C.7-5a, expected each once",
        ),
        (
            "modules/changes.csv",
            "C.7-5a,0,replace,,,,2,,,,why,the test\n",
            ":2: row '0' of table 'C.7-5a', expected a printed one",
        ),
        (
            "modules/sections.csv",
            "C.13-9,C.13.9,2016c,the test\n",
            ":3: table 'C.13-9', expected one without a section",
        ),
        (
            "modules/unprinted-tables.csv",
            "C.13-9,C.13.9,Printer Module,2024b,the test\n",
            ":2: table 'C.13-9' is printed in 2025e, expected one that is not",
        ),
        (
            "iods/changes.csv",
            "ps3.3-iod-modules,CT Image,7,replace,,,,U,,,why,the test\n",
            ":2: row '7' of 'CT Image' in ps3.3-iod-modules, expected a printed one",
        ),
        (
            "iods/older.csv",
            "ps3.3-iods,2024b,Nothing,why,the test\n",
            "",
        ),
        (
            "iods/sop_classes.csv",
            "1.2.3,ct-image,the test\n",
            ":3: sop_class_uid '1.2.3', expected one that is defined",
        ),
        (
            "iods/sop_classes.csv",
            f"{PRINTER},mr-image,the test\n",
            ":3: iod 'mr-image', expected one that is defined",
        ),
        (
            "iods/without.csv",
            f"{CT},normalised,PS3.5,7,2024b,the test\n",
            ":3: part 'PS3.5' with section '7', expected PS3.3 or PS3.4 with a section, or neither",
        ),
        (
            "iods/without.csv",
            f"{CT},none,,,,the test\n",
            (
                ":3: reason 'none', expected one of normalised, query, retired, dicos, diconde,"
                " meta, service, newer"
            ),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    data: Path, name: str, text: str, message: str
) -> None:
    add(name, text)
    assert wrong(data) == ([f"data/{name}{message}"] if message else [])


def test_an_older_iod_that_the_newest_tables_have(data: Path) -> None:
    write("editions/2024b/ps3.3-iods.csv", "iod,section,table\nCT Image,A.3,A.3-1\n")
    add("iods/older.csv", "ps3.3-iods,2024b,CT Image,why,the test\n")
    assert wrong(data) == [
        "data/iods/older.csv:2: ps3.3-iods of 'CT Image' in 2024b, expected none as 2025e has it"
    ]


def test_an_older_iod_that_is_not_there(data: Path) -> None:
    write("editions/2024b/ps3.3-iods.csv", "iod,section,table\nMR Image,A.4,A.4-1\n")
    add("iods/older.csv", "ps3.3-iods,2024b,CR Image,why,the test\n")
    assert wrong(data) == [
        "data/iods/older.csv:2: 'CR Image', expected an IOD in editions/2024b/ps3.3-iods.csv"
    ]
