"""What the readers of attributes and of changes of PS3.3 make of small tables and of bad ones."""

from pathlib import Path

import pytest

from generator.load.attributes import load_attributes
from generator.load.structure import load_structure_changes
from generator.model.attributes import Dictionary
from generator.model.editions import Edition
from generator.model.facts import fact_editions
from generator.problems import Problem

TABLE = "tag,name,keyword,vr,vm,retired,info\n"
CHANGES = "change,tag,name,keyword,vr,vm,old\n"
STRUCTURE = "since,change,iod,table,path,name,old,new\n"
SMALL = {
    "2024d/ps3.6-attribute-changes.csv": CHANGES + 'added,"(0008,0060)",Modality,Modality,CS,1,\n',
    "2026c/ps3.6-attributes.csv": TABLE
    + '"(0008,0060)",Modality,Modality,CS,1,,\n"(60xx,0010)",Overlay Rows,OverlayRows,US,1,Y,\n'
    '"(0028,0020)",,,,,Y,\n',
    "2026d/ps3.6-attribute-changes.csv": CHANGES
    + 'added,"(3004,007F)",Dose Calculation Model Name,DoseCalculationModelName,LO,1,\n'
    'retired,"(0008,0060)",Modality,Modality,CS,1,\n',
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small `data/` in a folder of its own, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    for name, text in SMALL.items():
        write(name, text)
    return Path("data")


def write(name: str, text: str) -> None:
    path = Path("data/editions") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def editions(data: Path) -> list[Edition]:
    return [
        Edition(
            name=folder.name,
            year=int(folder.name[:4]),
            sources={"ps3.3": "a copy", "ps3.6": f"book of {folder.name}"},
            note="",
            tables=(),
            slugs=frozenset(path.stem for path in folder.glob("*.csv")),
        )
        for folder in sorted((data / "editions").iterdir())
    ]


def load(data: Path) -> tuple[Dictionary, list[str]]:
    problems: list[Problem] = []
    found = load_attributes(data, editions(data), problems)
    return found, [str(problem) for problem in problems]


def change_rows(found: Dictionary) -> list[tuple[str, str, str, str, str, str]]:
    return [
        (it.kind, it.attribute.tag, it.since, it.edition, it.old, it.new) for it in found.changes
    ]


def test_the_newest_table_and_what_changed_since(data: Path) -> None:
    found, problems = load(data)
    assert problems == []
    assert list(found.attributes) == ["00080060", "00280020", "3004007f", "60xx0010"]
    assert (found.printed, found.edition, found.since) == ("2026c", "2026d", "2024c")
    assert found.attributes["00080060"].retired
    assert found.attributes["00280020"].vr == ""
    assert change_rows(found) == [
        ("added", "00080060", "2024c", "2024d", "", ""),
        ("added", "3004007f", "2026c", "2026d", "", ""),
        ("retired", "00080060", "2026c", "2026d", "", ""),
    ]
    assert [it.edition for it in found.by_tag["00080060"]] == ["2024d", "2026d"]
    assert found.changes[-1].source == "book of 2026d"


def test_a_table_without_a_list_is_compared_with_what_was_before(data: Path) -> None:
    write(
        "2026e/ps3.6-attributes.csv",
        TABLE + '"(0008,0060)",Modality,TheModality,LO,1-n,,\n'
        '"(0028,0020)",,,,,Y,\n'
        '"(60xx,0010)",Rows of Overlay,OverlayRows,US,1,Y,\n',
    )
    found, problems = load(data)
    assert problems == []
    assert (found.printed, found.edition) == ("2026e", "2026e")
    assert change_rows(found)[3:] == [
        ("keyword changed", "00080060", "2026d", "2026e", "Modality", "TheModality"),
        ("VR changed", "00080060", "2026d", "2026e", "CS", "LO"),
        ("VM changed", "00080060", "2026d", "2026e", "1", "1-n"),
        ("reinstated", "00080060", "2026d", "2026e", "", ""),
        ("renamed", "60xx0010", "2026d", "2026e", "Overlay Rows", "Rows of Overlay"),
    ]
    assert "3004007f" not in found.attributes


def test_bad_rows_are_named_with_their_place(data: Path) -> None:
    write(
        "2026c/ps3.6-attributes.csv",
        TABLE + '00080060,Modality,Modality,CS,1,,\n"(0008,0016)",A,A,UI,1,yes,\n',
    )
    write(
        "2026d/ps3.6-attribute-changes.csv",
        CHANGES + 'moved,"(0008,0060)",A,A,CS,1,\nadded,"(0008,006g)",A,A,CS,1,\n',
    )
    assert load(data)[1] == [
        (
            "data/editions/2026c/ps3.6-attributes.csv:2: tag '00080060', "
            "expected one as printed, (0008,103E)"
        ),
        ("data/editions/2026c/ps3.6-attributes.csv:3: retired 'yes', expected Y or nothing"),
        (
            "data/editions/2026d/ps3.6-attribute-changes.csv:2: change 'moved', expected one of "
            "added, renamed, keyword changed, VR changed, VM changed, retired, reinstated"
        ),
        (
            "data/editions/2026d/ps3.6-attribute-changes.csv:3: tag '(0008,006g)', "
            "expected one as printed, (0008,103E)"
        ),
    ]


def test_changes_of_iods_and_tables(data: Path) -> None:
    write(
        "2026d/ps3.3-changes.csv",
        STRUCTURE + "2026b,module added,CT Image,,C.7.6.30,Enhanced Patient Orientation,,U\n"
        '2026c,type changed,,C.7-1,"(0008,0060)",Modality,1,2\n'
        "2026c,module burnt,CT Image,,,,,\n"
        "2026c,module added,CT Image,C.7-1,,X,,\n"
        "2026d,module added,CT Image,,,X,,\n",
    )
    problems: list[Problem] = []
    module, kind = load_structure_changes(data, editions(data), problems)
    assert (module.kind, module.iod, module.name, module.new) == (
        "module added",
        "CT Image",
        "Enhanced Patient Orientation",
        "U",
    )
    assert (kind.table, kind.old, kind.new, kind.since, kind.source) == (
        "C.7-1",
        "1",
        "2",
        "2026c",
        "a copy",
    )
    path = "data/editions/2026d/ps3.3-changes.csv"
    assert [str(problem) for problem in problems] == [
        (
            f"{path}:4: change 'module burnt', expected one of IOD added, module added, "
            "module removed, usage changed, table added, table removed, attribute added, "
            "attribute removed, type changed, name changed, include added, include removed"
        ),
        f"{path}:5: iod 'CT Image' and table 'C.7-1', expected one of the two",
        f"{path}:6: since '2026d', expected an edition before 2026d",
    ]


def test_each_kind_of_fact_says_its_edition(data: Path) -> None:
    write("2025e/ps3.3-iod-modules.csv", "")
    write("2020c/ps3.4-sop-class-sections.csv", "")
    write("2026b/ps3.6-table-a-1.csv", "")
    found = fact_editions(editions(data), load(data)[0])
    assert [(it.title, it.text) for it in found] == [
        ("UIDs and SOP Classes", "2026b"),
        ("Attributes", "2026d (the table of 2026c and what changed since)"),
        ("IODs and modules", "2025e and the changes known since"),
        ("Services", "2020c (single tables newer)"),
    ]
