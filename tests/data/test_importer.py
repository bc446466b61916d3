"""The importer against whole tables: those of the data, and real files if there are any.

The real files are NEMA's and no part of the project. They are looked for in `../shared`, or in the
folder that SHARED names.
"""

import csv
import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.importer import part03, part04, part06, part15, part16, toolkits
from generator.importer.docbook import Book, Cell, Node, read_book
from generator.importer.files import make
from generator.importer.misprints import Misprints
from generator.importer.part03_conditions import condition
from generator.importer.printed import COLUMNS, Printed
from generator.load.meaning import COLUMNS as MEANING
from generator.model.editions import OTHER_TABLES, TABLE_KINDS
from tests.docbook import Cells, Td, book, chapter, para, section, table, xref

ROOT = Path(__file__).parents[2]
EDITIONS = ROOT / "data" / "editions"
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def strings(printed: Printed, file: str, columns: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [tuple(row[column] for column in columns) for row in printed.rows[file]]


def test_every_file_of_an_import_is_one_that_the_registry_knows() -> None:
    known = {kind.slug: {*kind.columns, *kind.more} for kind in TABLE_KINDS}
    known |= {name: set(columns) for name, columns in MEANING.items()}
    assert set(COLUMNS) <= known.keys() | OTHER_TABLES.keys()
    for name, columns in COLUMNS.items():
        if name in known:
            assert set(columns) <= known[name], name


# Whole tables of the data, made into DocBook and read again.

HEADS = ["Attribute Name", "Tag", "Type", "Attribute Description"]


def _attribute(row: Row) -> Cells:
    marks = ">" * int(row["depth"])
    if row["include"] == part03.FUNCTIONAL_GROUPS:
        text = f"{marks}Include one or more Functional Group Macros"
        return [Td(xml=para(text), columns=3), "Words" if row["text"] else ""]
    if row["include"]:
        target = row["include"] if row["include"].startswith("sect_") else f"table_{row['include']}"
        linked = f"<para>{'&gt;' * len(marks)}Include {xref(target)}</para>"
        return [Td(xml=linked, columns=3), "Words" if row["text"] else ""]
    words = "Required if it is so." if row["text"] else "What it is."
    return [f"{marks}{row['name']}", row["tag"], row["type"], words]


def _ps33() -> Iterator[str]:
    """PS3.3 2025e as the data has it: the tables of attributes in their sections, and the IODs."""
    folder = EDITIONS / "2025e"
    cells: dict[str, list[Cells]] = {}
    for row in read(folder / "ps3.3-attributes.csv"):
        cells.setdefault(row["table"], []).append(_attribute(row))
    alone = []
    for row in read(folder / "ps3.3-tables.csv"):
        made = table(row["table"], row["caption"], HEADS, cells.get(row["table"], []))
        if row["section"]:
            name = row["caption"].replace(" Attributes", "")
            yield section(row["section"], name, made)
        else:
            alone.append(made)
    yield section("10", "Macros", *alone)
    modules: dict[str, list[Cells]] = {}
    for row in read(folder / "ps3.3-iod-modules.csv"):
        usage: str | Td = f"{row['usage']} - if so" if row["text"] else row["usage"]
        if not row["usage"]:
            usage = Td(xml=f"<para>{xref('sect_A.1')}</para>")
        reference = Td(xml=f"<para>{xref('sect_' + row['section'])}</para>")
        modules.setdefault(row["iod"], []).append(
            [row["information_entity"], row["module"], reference, usage]
        )
    groups: dict[str, list[Cells]] = {}
    for row in read(folder / "ps3.3-functional-groups.csv"):
        reference = Td(xml=f"<para>{xref('sect_' + row['section'])}</para>")
        usage = f"{row['usage']} - if so" if row["text"] else row["usage"]
        if not row["usage"]:
            usage = Td(xml=f"<para>{xref('sect_A.1')}</para>")
        groups.setdefault(row["iod"], []).append([row["macro"], reference, usage])
    for row in read(folder / "ps3.3-iods.csv"):
        label = row["table"] or f"{row['section']}-1"
        heads = ["IE", "Module", "Reference", "Usage"]
        content = [table(label, f"{row['iod']} IOD Modules", heads, modules[row["iod"]])]
        if row["iod"] in groups:
            heads = ["Functional Group Macro", "Section", "Usage"]
            caption = f"{row['iod']} Functional Group Macros"
            content.append(table(f"{label}g", caption, heads, groups[row["iod"]]))
        yield section(row["section"], f"{row['iod']} IOD", *content)


def test_a_whole_ps3_3_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "part03.xml"
    path.write_text(book("PS3.3", "2025e", chapter("C", "All", *_ps33())), encoding="utf-8")
    started = time.process_time()
    it = part03.read(read_book(path, "PS3.3", "2025e"))
    assert time.process_time() - started < 30
    # The data lacks the table of the first, and has those of the second in sections of C.29.3.
    assert it.problems == []
    assert [remark.message for remark in it.remarks] == [
        f"no section {label}, which is to be that of {module}"
        for module, label in (
            ("Image Histogram of the IOD Digital X-Ray Image", "C.11.5"),
            ("Implant Template Group of the IOD Implant Template Group", "C.29.3"),
        )
    ]
    columns = {
        "ps3.3-tables": COLUMNS["ps3.3-tables"],
        "ps3.3-attributes": COLUMNS["ps3.3-attributes"],
        "ps3.3-iod-modules": COLUMNS["ps3.3-iod-modules"],
        "ps3.3-functional-groups": COLUMNS["ps3.3-functional-groups"],
        "ps3.3-iods": ("iod", "section"),
    }
    for file, names in columns.items():
        wanted = [
            tuple(row[name] for name in names) for row in read(EDITIONS / "2025e" / f"{file}.csv")
        ]
        found = strings(it, file, names)
        # Tables without a section stand together behind the others.
        assert Counter(found) == Counter(wanted), file
        assert len(found) == len(wanted)
    assert len(it.rows["ps3.3-attributes"]) > 10_000


@pytest.mark.parametrize("edition", ["2015b", "2026d"])
def test_a_whole_register_comes_back(tmp_path: Path, edition: str) -> None:
    wanted = read(EDITIONS / edition / "ps3.6-table-a-1.csv")
    heads = ["UID Value", "UID Name", "UID Keyword", "UID Type", "Part"]
    cells: list[Cells] = [
        [
            row["uid"],
            row["name"] + (" (Retired)" if row["retired"] else ""),
            row["keyword"],
            row["type"],
            row.get("part", ""),
        ]
        for row in wanted
    ]
    path = tmp_path / "part06.xml"
    text = book("PS3.6", edition, table("A-1", "UID Values", heads, cells))
    path.write_text(text, encoding="utf-8")
    it = part06.read(read_book(path, "PS3.6", edition), Misprints.read(ROOT / "data"), {})
    assert [problem for problem in it.problems if "no Table" not in problem.message] == []
    columns = ("uid", "name", "type", "retired", "keyword", "part")
    assert strings(it, "ps3.6-table-a-1", columns) == [
        tuple(row.get(column, "") for column in columns) for row in wanted
    ]


# Real files.


def real(name: str, part: str, edition: str) -> Book:
    path = SHARED / "docbook" / name
    if not path.exists():
        pytest.skip(f"no {path}")
    return read_book(path, part, edition)


def facts(name: str) -> list[Row]:
    path = SHARED / "facts" / name
    if not path.exists():
        pytest.skip(f"no {path}")
    return read(path)


def test_ps3_3_2016c() -> None:
    it = part03.read(real("part03-2016c-excerpt.xml", "PS3.3", "2016c"))
    # What the excerpt refers to and leaves out.
    hint = "(--excerpt lets it be missing)"
    assert [problem.message for problem in it.problems] == [
        "Table C.7.6.20-1 includes Table 10-15, expected one that is here " + hint,
        "Table C.8.19.2-1 includes Table 10.41-1, expected one that is here " + hint,
        "Table C.8.19.5-1 includes Table C.8-71b, expected one that is here " + hint,
    ]
    assert {file: len(rows) for file, rows in it.rows.items()} == {
        "ps3.3-tables": 140,
        "ps3.3-attributes": 1_339,
        "ps3.3-iods": 4,
        "ps3.3-iod-modules": 93,
        "ps3.3-functional-groups": 51,
        "ps3.3-conditions": 307,  # the rows of type 1C or 2C
        "ps3.3-values": 135,
        "ps3.3-context-groups": 51,
    }


def test_ps3_3_2016c_against_2025e() -> None:
    """Most rows stand in 2025e, too: depth, tag, type and include, table by table."""
    it = part03.read(real("part03-2016c-excerpt.xml", "PS3.3", "2016c"))
    columns = ("table", "depth", "tag", "type", "include")
    newer: Counter[tuple[str, ...]] = Counter(
        (row["table"], row["depth"], row["tag"], row["type"], row["include_table"])
        for row in facts("ps3.3-2025e/module-tables.csv")
    )
    found = Counter(strings(it, "ps3.3-attributes", columns))
    assert (found & newer).total() > 1_200
    sections = {row["table"]: row["section"] for row in facts("ps3.3-2025e/tables.csv")}
    # Annex C: those of Chapters 8 and 10 have no sections in the facts.
    assert [
        row["table"]
        for row in it.rows["ps3.3-tables"]
        if row["table"].startswith("C.")
        and row["section"] != sections.get(row["table"], row["section"])
    ] == ["C.7-11b"]  # the Image Pixel Macro, which moved to C.7.6.3.2


def test_ps3_3_2016c_values_against_2025e() -> None:
    it = part03.read(real("part03-2016c-excerpt.xml", "PS3.3", "2016c"))
    tags = {(row["table"], row["row"]): row["tag"] for row in it.rows["ps3.3-attributes"]}
    wanted: dict[tuple[str, str], set[str]] = {}
    for row in facts("meaning/values-2025e.csv"):
        if row["basis"] == "list":
            wanted.setdefault((row["table"], row["tag"]), set()).add(row["values"])
    both = [
        row["values"] in wanted[key]
        for row in it.rows["ps3.3-values"]
        if (key := (row["table"], tags[row["table"], row["row"]])) in wanted
    ]
    # The four that are not: a value came later, or the order is another one.
    assert (both.count(False), len(both)) == (3, 129)


def test_conditions_of_2025e_against_the_facts() -> None:
    """Each condition that is read is the one that people read; some 800 of 1,300 are."""
    path = SHARED / "reference" / "ps3.3-2025e-comments.jsonl"
    known = SHARED / "facts" / "meaning" / "conditions-2025e.jsonl"
    if not path.exists() or not known.exists():
        pytest.skip(f"no {path}")
    texts = {(it["table"], it["row"]): it["text"] for it in json_lines(path)}
    read_well, wrong = 0, []
    for fact in json_lines(known):
        text = texts.get((fact["table"], fact["row"]))
        if fact["edition"] != "2025e" or not text:
            continue
        cell = Cell(node=Node(name="td", line=1, attributes={}), text=text, columns=1, row=1)
        found = condition(cell)
        if found["status"] == "parsed":
            same = json.loads(found["condition"]) == without_places(fact["if"])
            read_well += same
            if not same:
                wrong.append((text, found["condition"]))
    assert wrong == []
    assert read_well > 800


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def without_places(value: object) -> object:
    """A condition without where its attributes stand, which no sentence says."""
    if isinstance(value, dict):
        return {key: without_places(it) for key, it in value.items() if key != "at"}
    return [without_places(it) for it in value] if isinstance(value, list) else value


STORAGE = ("ps3.4-table-b.5-1", "ps3.4-table-gg.3-1", "ps3.4-table-i.4-1")


def test_ps3_4_2020c_against_the_data() -> None:
    it = part04.read(real("part04-2020c.xml", "PS3.4", "2020c"), Misprints.read(ROOT / "data"))
    assert it.problems == []
    made = make(EDITIONS / "2020c", it.rows)
    assert {*STORAGE, "ps3.4-table-b.3-3", "ps3.4-service-attributes"} <= {it.name for it in made}
    assert [file.name for file in made if not file.is_equal or file.blank] == []


def test_ps3_4_2020c_services_against_the_facts() -> None:
    it = part04.read(real("part04-2020c.xml", "PS3.4", "2020c"), Misprints.read(ROOT / "data"))
    counted = Counter(row["kind"] for row in it.rows["ps3.4-service-attributes"])
    assert len(it.rows["ps3.4-service-tables"]) == 89
    assert counted["include"] == 130
    groups = {
        (row["table"], row["dimse_service"], row["usage_scu"], row["usage_scp"])
        for row in facts("services/dimse-services.csv")
        if row["basis"] == "table"
    }
    columns: tuple[str, ...] = ("table", "dimse_service", "usage_scu", "usage_scp")
    assert set(strings(it, "ps3.4-service-groups", columns)) == groups
    codes = Counter(
        (row["table"], row["section"], row["row"], row["dimse_service"], row["code"], row["class"])
        for row in facts("services/status-codes.csv")
        if row["part"] == "PS3.4" and row["edition"] == "2020c"
    )
    columns = ("table", "section", "row", "dimse_service", "code", "class")
    assert Counter(strings(it, "ps3.4-status-codes", columns)) == codes
    types = {
        (row["table"], row["dimse_service"], row["type_id"], row["type_name"])
        for row in facts("services/action-event-types.csv")
        if row["edition"] == "2020c"
    }
    columns = ("table", "dimse_service", "type_id", "type_name")
    # The facts leave out a table that is a reply.
    reply = ("P.2-4", "N-ACTION", "1", "Record Procedural Event")
    assert set(strings(it, "ps3.4-action-event-types", columns)) == {*types, reply}
    fields = Counter(
        (row["table"], row["section"], row["pdu"], row["byte"], row["field_name"])
        for row in facts("services/extended-negotiation-fields.csv")
    )
    columns = ("table", "section", "pdu", "byte", "field")
    assert Counter(strings(it, "ps3.4-extended-negotiation", columns)) == fields


def test_ps3_6_2015b_against_the_data() -> None:
    it = part06.read(real("part06-2015b.xml", "PS3.6", "2015b"), Misprints.read(ROOT / "data"), {})
    assert it.problems == []
    for file in ("ps3.6-table-a-1", "ps3.6-table-a-2"):
        wanted = read(EDITIONS / "2015b" / f"{file}.csv")
        assert strings(it, file, tuple(wanted[0])) == [tuple(row.values()) for row in wanted], file
    assert len(it.rows["ps3.6-table-a-3"]) == 927
    assert len(it.rows["ps3.6-table-a-4"]) == 24


def test_ps3_6_2015b_dictionary_against_2026c() -> None:
    """An attribute of 2015b that 2026c has under the same name has its keyword, too."""
    it = part06.read(real("part06-2015b.xml", "PS3.6", "2015b"), Misprints.read(ROOT / "data"), {})
    newer = {row["tag"].lower(): row for row in facts("ps3.6/attributes-2026c.csv")}
    found = it.rows["ps3.6-attributes"]
    assert len(found) == 3_910
    known = [(row, newer.get(row["tag"].strip("()").replace(",", "").lower())) for row in found]
    assert sum(it is not None for _, it in known) > 3_880
    named = [(row, it) for row, it in known if it and it["name"] == row["name"]]
    assert len(named) > 3_700
    assert [
        (row["tag"], row["keyword"], it["keyword"])
        for row, it in named
        if it["keyword"] != row["keyword"]
    ] == [
        ("(4010,1029)", "ThreatDetectionAlgorithmandVersion", "ThreatDetectionAlgorithmAndVersion")
    ]


def test_ps3_15_2026c_against_the_facts() -> None:
    it = part15.read(real("part15-2026c.xml", "PS3.15", "2026c"))
    assert it.problems == []
    wanted = facts("ps3.15/table-e.1-1-2026c.csv")
    assert it.rows["ps3.15-table-e.1-1"] == wanted
    assert len(wanted) == 656


def test_a_whole_ps3_16_comes_back(tmp_path: Path) -> None:
    """PS3.16 2026b as the facts have it, made into DocBook and read again."""
    groups = facts("ps3.16-2026b/context-groups.csv")
    cells: dict[str, list[Cells]] = {}
    wanted = []
    for row in facts("ps3.16-2026b/context-group-codes.csv"):
        if row["include_cid"]:
            linked = f"<para>Include {xref('sect_CID_' + row['include_cid'])}</para>"
            cells.setdefault(row["cid"], []).append([Td(xml=linked, columns=3)])
        else:
            cells.setdefault(row["cid"], []).append([row["scheme"], row["code"], row["meaning"]])
        wanted.append((row["cid"], row["row"], row["scheme"], row["code"], row["include_cid"]))
    heads = ["Coding Scheme Designator", "Code Value", "Code Meaning"]
    content = [
        section(
            f"CID {row['cid']}",
            row["name"],
            f"<para>Keyword: {row['keyword']} Version: {row['version']} UID: {row['uid']}</para>",
            table(f"CID {row['cid']}", row["name"], heads, cells.get(row["cid"], [])),
            identity=f"sect_CID_{row['cid']}",
        )
        for row in groups
    ]
    path = tmp_path / "part16.xml"
    path.write_text(book("PS3.16", "2026b", chapter("B", "Groups", *content)), encoding="utf-8")
    it = part16.read(read_book(path, "PS3.16", "2026b"))
    assert it.problems == []
    columns: tuple[str, ...] = ("cid", "row", "scheme", "code", "include")
    assert Counter(strings(it, "ps3.16-codes", columns)) == Counter(wanted)
    columns = ("cid", "keyword", "uid")
    assert strings(it, "ps3.16-context-groups", columns) == [
        (row["cid"], row["keyword"], row["uid"]) for row in groups
    ]


def test_the_constants_of_installed_toolkits_are_those_of_the_data(tmp_path: Path) -> None:
    (tmp_path / "toolkits").mkdir()
    toolkits.run(tmp_path)
    for name in ("pydicom.csv", "pynetdicom.csv"):
        written = (tmp_path / "toolkits" / name).read_bytes()
        assert written == (ROOT / "data" / "toolkits" / name).read_bytes()
