"""PS3.3: IODs, functional groups, attributes, values and context groups, by their forms."""

from pathlib import Path

import pytest

from generator.importer import part03
from generator.importer.printed import Printed
from tests.docbook import Cells, Td, chapter, olink, para, section, table, xref
from tests.unit.importing import made, messages, rows

IE = ["IE", "Module", "Reference", "Usage"]
ATTRIBUTES = ["Attribute Name", "Tag", "Type", "Attribute Description"]
GROUPS = ["Functional Group Macro", "Section", "Usage"]


def link(target: str) -> Td:
    return Td(xml=f"<para>{xref(target)}</para>")


def attributes(*cells: Cells | str, label: str = "C.7-1", caption: str = "") -> str:
    named = caption or "Patient Module Attributes"
    return section("C.7.1.1", "Patient Module", table(label, named, ATTRIBUTES, cells))


def include(text: str, target: str = "", description: str = "") -> list[str | Td]:
    linked = xref(target) if target else ""
    cell = Td(xml=f'<para><emphasis role="italic">{text} {linked}</emphasis></para>', columns=3)
    return [cell, Td(xml=description or "<para/>")]


def read(tmp_path: Path, *content: str, excerpt: bool = True) -> Printed:
    return part03.read(made(tmp_path, "PS3.3", *content), excerpt=excerpt)


def iod(*cells: Cells, caption: str = "CT Image IOD Modules", title: str = "") -> str:
    inside = section("A.3.3", "CT Image IOD Module Table", table("A.3-1", caption, IE, cells))
    return chapter("A", "IODs", section("A.3", title or "Computed Tomography Image IOD", inside))


# IODs.


def test_modules_of_an_iod(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        iod(
            [Td(xml=para("Patient"), rows=2), "Patient", link("sect_C.7.1.1"), "M"],
            ["Clinical Trial Subject", link("sect_C.7.1.3"), "U - see elsewhere"],
            ["Image", "Contrast/Bolus", "C.7.6.4b", "C - Required if contrast was applied"],
        ),
    )
    assert messages(it) == []
    assert rows(it, "ps3.3-iods", "iod", "section", "table") == [("CT Image", "A.3", "A.3-1")]
    columns = ("row", "information_entity", "module", "section", "usage", "text")
    assert rows(it, "ps3.3-iod-modules", *columns) == [
        ("1", "Patient", "Patient", "C.7.1.1", "M", ""),
        ("2", "Patient", "Clinical Trial Subject", "C.7.1.3", "U", "Y"),
        ("3", "Image", "Contrast/Bolus", "C.7.6.4b", "C", "Y"),
    ]


@pytest.mark.parametrize(
    ("caption", "title", "name"),
    [
        ("CT Image IOD Modules", "Computed Tomography Image IOD", "CT Image"),
        ("CR Image IOD Module Table", "CR", "CR Image"),
        ("Basic Text SR Information Object Definition Modules", "SR", "Basic Text SR"),
        ("X\u2010Ray Radiation Dose SR IOD Modules", "Dose", "X-Ray Radiation Dose SR"),
        ("Waveform Modules", "Waveform Information Object Definition", "Waveform"),
    ],
)
def test_the_name_of_an_iod(tmp_path: Path, caption: str, title: str, name: str) -> None:
    row: Cells = ["Patient", "Patient", link("sect_C.7.1.1"), "M"]
    it = read(tmp_path, iod(row, caption=caption, title=title))
    assert rows(it, "ps3.3-iods", "iod") == [(name,)]


@pytest.mark.parametrize(
    ("usage", "letter", "text"),
    [
        ("M", "M", ""),
        ("M.", "M", ""),
        ("Mandatory", "M", ""),
        ("C\u00a0\u2013\u00a0Required if it moves", "C", "Y"),
        ("C Required if it moves", "C", "Y"),
        ("U", "U", ""),
        ("User Option", "U", ""),
        ("User Optional", "U", ""),
        ("See elsewhere", "", "Y"),
    ],
)
def test_forms_of_usage(tmp_path: Path, usage: str, letter: str, text: str) -> None:
    it = read(tmp_path, iod(["Patient", "Patient", link("sect_C.7.1.1"), usage]))
    assert messages(it) == []
    assert rows(it, "ps3.3-iod-modules", "usage", "text") == [(letter, text)]


def test_a_usage_that_is_only_a_link(tmp_path: Path) -> None:
    it = read(tmp_path, iod(["Patient", "Patient", link("sect_C.7.1.1"), link("sect_A.3.4")]))
    assert rows(it, "ps3.3-iod-modules", "usage", "text") == [("", "Y")]


def test_an_entity_that_is_repeated_left_out_or_spans_too_few_rows(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        iod(
            ["Study", "General Study", link("sect_C.7.2.1"), "M"],
            ["Study", "Patient Study", link("sect_C.7.2.2"), "U"],
            ["", "Clinical Trial Study", link("sect_C.7.2.3"), "U"],
            ["General Series", link("sect_C.7.3.1"), "M"],
        ),
    )
    assert messages(it) == []
    assert rows(it, "ps3.3-iod-modules", "information_entity", "module") == [
        ("Study", "General Study"),
        ("Study", "Patient Study"),
        ("Study", "Clinical Trial Study"),
        ("Study", "General Series"),
    ]


def test_a_remark_in_a_table_of_modules_is_no_module(tmp_path: Path) -> None:
    remark = [Td(xml=para("Note: something"), columns=4)]
    it = read(tmp_path, iod(["Patient", "Patient", link("sect_C.7.1.1"), "M"], remark))
    assert (len(it.rows["ps3.3-iod-modules"]), messages(it)) == (1, [])


def test_what_is_wrong_with_a_module(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        iod(
            ["Patient", "Patient", link("sect_C.7.1.1"), "X"],
            ["Study", "", link("sect_C.7.2.1"), "M"],
            ["Series", "General Series", "somewhere", "M"],
        ),
    )
    assert messages(it) == [
        "22: row 1 of Table A.3-1 reads 'Patient | Patient |  | X', expected a usage M, C or U",
        "28: row 2 of Table A.3-1 reads 'Study |  |  | M', expected a module",
        (
            "34: row 3 of Table A.3-1 reads 'Series | General Series | somewhere | M', "
            "expected a reference to the section of the module"
        ),
    ]


def test_two_tables_of_one_iod(tmp_path: Path) -> None:
    cells: Cells = ["Patient", "Patient", link("sect_C.7.1.1"), "M"]
    first = table("A.3-1", "CT Image IOD Modules", IE, [cells])
    second = table("A.3-2", "CT Image IOD Modules", IE, [[*cells[:3], "U"]])
    it = read(tmp_path, chapter("A", "IODs", section("A.3", "CT Image IOD", first, second)))
    assert messages(it) == [
        "28: Table A.3-2 is of the IOD 'CT Image' again, first Table A.3-1, expected one"
    ]
    # A caption that was copied: the section says which IOD it is.
    fourth = section("A.4", "MR Image IOD", second)
    it = read(tmp_path, chapter("A", "IODs", section("A.3", "CT Image IOD", first), fourth))
    assert messages(it) == []
    assert rows(it, "ps3.3-iods", "iod", "section") == [("CT Image", "A.3"), ("MR Image", "A.4")]


def test_functional_groups_belong_to_the_iod_around_them(tmp_path: Path) -> None:
    modules = table(
        "A.47-1",
        "Enhanced X-Ray Angiographic Image IOD Modules",
        IE,
        [["Image", "Multi-frame Functional Groups", link("sect_C.7.6.16"), "M"]],
    )
    groups = table(
        "A.47-2",
        "Enhanced XA Image Functional Group Macros",
        GROUPS,
        [
            ["Frame Content", link("sect_C.7.6.16.2.2"), "M - not shared"],
            ["Pixel Measures Macro", link("sect_C.7.6.16.2.1"), "U"],
        ],
    )
    it = read(
        tmp_path,
        section(
            "A.47",
            "Enhanced X-Ray Angiographic Image IOD",
            section("A.47.3", "Enhanced XA Image IOD Module Table", modules),
            section("A.47.4", "Enhanced XA Image Functional Group Macros", groups),
        ),
    )
    assert messages(it) == []
    columns = ("iod", "row", "macro", "section", "usage", "text")
    assert rows(it, "ps3.3-functional-groups", *columns) == [
        ("Enhanced X-Ray Angiographic Image", "1", "Frame Content", "C.7.6.16.2.2", "M", "Y"),
        ("Enhanced X-Ray Angiographic Image", "2", "Pixel Measures", "C.7.6.16.2.1", "U", ""),
    ]


def test_what_is_wrong_with_a_functional_group(tmp_path: Path) -> None:
    groups = table("A.4-2", "MR Image Functional Group Macros", GROUPS, [["", "", "Z"]])
    it = read(tmp_path, section("A.4", "MR Image IOD", groups))
    assert messages(it) == [
        "17: row 1 of Table A.4-2 reads ' |  | Z', expected a functional group macro",
        (
            "17: row 1 of Table A.4-2 reads ' |  | Z', "
            "expected a reference to the section of the macro"
        ),
        "17: row 1 of Table A.4-2 reads ' |  | Z', expected a usage M, C or U",
    ]


def test_normalised_iods(tmp_path: Path) -> None:
    modules = table(
        "B.7.2-1",
        "Basic Film Session IOD Modules",
        ["Module", "Reference", "Module Description"],
        [
            ["SOP Common", link("sect_C.12.1"), "Identity"],
            ["Basic Film Session Presentation Module", link("sect_C.13.1"), ""],
        ],
    )
    it = read(
        tmp_path,
        chapter(
            "B",
            "Normalized IODs",
            section("B.6", "Interpretation IOD (Retired)", "<para>Gone</para>"),
            section(
                "B.7",
                "Basic Film Session Information Object Definition",
                section("B.7.2", "IOD Modules", modules),
            ),
        ),
    )
    assert messages(it) == []
    columns = ("iod", "section", "retired", "row", "module", "module_section")
    assert rows(it, "ps3.3-normalised-iods", *columns) == [
        ("Interpretation", "B.6", "Y", "", "", ""),
        ("Basic Film Session", "B.7", "", "1", "SOP Common", "C.12.1"),
        ("Basic Film Session", "B.7", "", "2", "Basic Film Session Presentation", "C.13.1"),
    ]


def test_what_is_wrong_with_a_normalised_iod(tmp_path: Path) -> None:
    modules = table("B.7-1", "Print IOD Modules", ["Module", "Reference"], [["", "Nowhere"]])
    it = read(tmp_path, section("B.7", "Print IOD", modules))
    assert messages(it) == [
        (
            "16: row 1 of Table B.7-1 reads ' | Nowhere', "
            "expected a module and a reference to its section"
        )
    ]


# Attributes.


def test_attributes_with_depth_type_and_condition(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        attributes(
            ["Patient\u2019s Name", "(0010,0010)", "2", "The name."],
            [">Patient ID", "(0010,0020)", " 1 ", "An identifier."],
            ["&gt;", "(0010,0021)", "3", ""],
            label="C.7-1",
        ).replace("&amp;gt;", "> >Issuer"),
        section(
            "C.7.1.2",
            "Other Module",
            table(
                "C.7-2",
                "Other Module Attributes",
                ATTRIBUTES,
                [
                    ["A", "(0010,\u200b0022)", "1c", "It is. Required if B is present."],
                    ["B", "(60xx,0010)", "2 C", "Shall not be present if A is."],
                    ["C", "(0010,0024)", "", "Nothing required."],
                    ["D", "(0010,0025)", "1C (see Note)", "May be zero length."],
                ],
            ),
        ),
    )
    assert messages(it) == []
    columns = ("table", "row", "depth", "tag", "name", "type", "include", "text")
    assert rows(it, "ps3.3-attributes", *columns) == [
        ("C.7-1", "1", "0", "(0010,0010)", "Patient's Name", "2", "", ""),
        ("C.7-1", "2", "1", "(0010,0020)", "Patient ID", "1", "", ""),
        ("C.7-1", "3", "2", "(0010,0021)", "Issuer", "3", "", ""),
        ("C.7-2", "1", "0", "(0010,0022)", "A", "1C", "", "Y"),
        ("C.7-2", "2", "0", "(60xx,0010)", "B", "2C", "", "Y"),
        ("C.7-2", "3", "0", "(0010,0024)", "C", "", "", ""),
        ("C.7-2", "4", "0", "(0010,0025)", "D", "1C", "", ""),
    ]


def test_tables_of_a_module_that_normalised_iods_have_no_types(tmp_path: Path) -> None:
    heads = ["Attribute Name", "Tag", "Attribute Description"]
    module = table(
        "C.2-1", "Patient Relationship Module Attributes", heads, [["A", "(0010,0010)", ""]]
    )
    other = table(
        "C.2-9", "Bytes of a header", ["Attribute Name", "Tag", "Bytes"], [["A", "x", ""]]
    )
    it = read(tmp_path, module, other)
    assert messages(it) == []
    assert rows(it, "ps3.3-attributes", "table", "tag", "type") == [("C.2-1", "(0010,0010)", "")]


def test_the_section_of_a_table_is_the_one_that_is_about_it(tmp_path: Path) -> None:
    def of(label: str, caption: str) -> str:
        return table(label, caption, ATTRIBUTES, [["A", "(0010,0010)", "3", ""]])

    it = read(
        tmp_path,
        section("8.8", "Attribute Sets", of("8.8-1a", "Basic Macro"), of("8.8-1", "Code Macro")),
        section(
            "10.1", "Persons", of("10-1", "Person Identification Macro Attributes Description")
        ),
        section(
            "C.7.9",
            "Palette Color Lookup Table Module",
            of("C.7-22", "Palette Color Lookup Table Module Attributes"),
            of("C.7-22a", "Palette Color Lookup Table Macro Attributes"),
        ),
    )
    assert rows(it, "ps3.3-tables", "table", "section") == [
        ("8.8-1a", ""),
        ("8.8-1", ""),
        ("10-1", "10.1"),
        ("C.7-22", "C.7.9"),
        ("C.7-22a", ""),
    ]


@pytest.mark.parametrize(
    ("text", "target", "depth", "label"),
    [
        ("Include", "table_10-18", "0", "10-18"),
        ("&gt;Include", "table_10-18", "1", "10-18"),
        ("&gt; &gt;INCLUDE", "table_10-18", "2", "10-18"),
        ("Include Table 10-18 &#8220;Issuer of Patient ID Macro&#8221;", "", "0", "10-18"),
        ("&gt;Include 'Issuer of Patient ID Macro' Table\u00a010-18 Attributes", "", "1", "10-18"),
        ("Include Issuer of Patient ID Macro", "", "0", "10-18"),
        ("Include the Issuer of Patient ID Macro Attributes", "", "0", "10-18"),
        ("Include", "sect_10.15", "0", "10-18"),
        ("&gt;Include one or more Functional Group Macros", "", "1", "IODFunctionalGroupMacros"),
        ("Include whatever", "sect_10.16", "0", "sect_10.16"),
    ],
)
def test_forms_of_include(tmp_path: Path, text: str, target: str, depth: str, label: str) -> None:
    cells = [["Local Namespace Entity ID", "(0040,0031)", "1C", ""]]
    macro = table("10-18", "Issuer of Patient ID Macro Attributes", ATTRIBUTES, cells)
    it = read(
        tmp_path,
        section("10.15", "Issuer of Patient ID Macro", macro),
        section("10.16", "Nothing", "<para/>"),
        attributes(include(text, target)),
        excerpt=False,
    )
    assert [message for message in messages(it) if "no table of" not in message] == []
    columns = ("table", "depth", "tag", "name", "type", "include")
    assert rows(it, "ps3.3-attributes", *columns)[1:] == [("C.7-1", depth, "", "", "", label)]


def test_an_attribute_whose_name_begins_with_include(tmp_path: Path) -> None:
    it = read(tmp_path, attributes(["Include Non-DICOM Objects", "(2200,0008)", "3", ""]))
    assert rows(it, "ps3.3-attributes", "tag", "include") == [("(2200,0008)", "")]


def test_an_include_without_a_table(tmp_path: Path) -> None:
    it = read(tmp_path, attributes(include("Include"), include("&gt;Include", "table_10-99")))
    assert messages(it) == [
        "18: row 1 of Table C.7-1 has 'Include', expected the table that it includes"
    ]
    it = read(tmp_path, attributes(include("&gt;Include", "table_10-99")), excerpt=False)
    assert messages(it) == [
        (
            "1: no table of the modules of an IOD (IE, Module, Reference, Usage), "
            "expected at least one"
        ),
        (
            "18: Table C.7-1 includes Table 10-99, expected one that is here "
            "(--excerpt lets it be missing)"
        ),
    ]


def test_a_table_without_type_is_read_where_another_includes_it(tmp_path: Path) -> None:
    heads = ["Attribute Name", "Tag", "Description"]
    it = read(
        tmp_path,
        attributes(include("Include", "table_10-99")),
        table("10-99", "A set", heads, [["A", "(0010,0010)", ""]]),
        excerpt=False,
    )
    assert rows(it, "ps3.3-tables", "table") == [("C.7-1",), ("10-99",)]


def test_rows_that_are_no_attribute(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        attributes(
            [Td(xml=para("BASIC CODED ENTRY ATTRIBUTES", role="italic"), columns=4)],
            ["A", "(0010,0010)", "1", ""],
            [Td(xml="<note><para>Something.</para></note>", columns=4)],
            [Td(xml=para(">Any Attribute that was modified"), columns=2), "3", ""],
            ["All other Attributes of the Study", "", "", ""],
            ["", "", "", ""],
        ),
    )
    assert messages(it) == []
    assert rows(it, "ps3.3-attributes", "row", "depth", "tag", "name", "type") == [
        ("1", "0", "(0010,0010)", "A", "1"),
        ("2", "1", "", "Any Attribute that was modified", "3"),
        ("3", "0", "", "All other Attributes of the Study", ""),
    ]


def test_what_is_wrong_with_an_attribute(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        attributes(
            ["A", "(0010,00Z0)", "1", ""],
            ["B", "(0010,0010)", "4", ""],
            ["C", "", "x", "Some words"],
            ["", "(0010,0020)", "1", ""],
        ),
    )
    assert messages(it) == [
        "18: row 1 of Table C.7-1 has the tag '(0010,00Z0)', expected one as (0010,0020)",
        "24: row 1 of Table C.7-1 has the type '4', expected 1, 1C, 2, 2C or 3",
        "30: row 2 of Table C.7-1 has 'C' without a tag, expected one as (0010,0020)",
        "36: row 2 of Table C.7-1 has (0010,0020) without a name, expected one",
    ]


def test_an_attribute_printed_without_its_tag_is_worth_a_look(tmp_path: Path) -> None:
    it = read(tmp_path, attributes([">C", "", "1C", "Some words"]))
    assert messages(it) == []
    assert rows(it, "ps3.3-attributes", "depth", "tag", "name", "type") == [("1", "", "C", "1C")]
    assert [remark.message for remark in it.remarks] == [
        "row 1 of Table C.7-1 has 'C' without a tag"
    ]


def test_a_module_without_a_reference_is_worth_a_look(tmp_path: Path) -> None:
    it = read(tmp_path, iod(["Patient", "Patient", "", "M"]))
    assert (messages(it), len(it.rows["ps3.3-iod-modules"])) == ([], 1)
    assert [remark.message for remark in it.remarks] == [
        "row 1 of Table A.3-1 has no reference to the section of Patient"
    ]


def test_a_module_without_its_table(tmp_path: Path) -> None:
    cells: list[Cells] = [
        ["Patient", "Patient", link("sect_C.7.1.1"), "M"],
        ["Study", "General Study", link("sect_C.7.2.1"), "M"],
        ["Image", "Curve", link("sect_C.10.2"), "U"],
        ["Image", "Overlay", link("sect_C.9.2"), "U"],
    ]
    it = read(
        tmp_path,
        iod(*cells),
        attributes(["A", "(0010,0010)", "2", ""]),
        section("C.9.2", "Overlay Module", "<para>No table.</para>"),
        section("C.10.2", "Curve Module", "<para>It is retired.</para>"),
        excerpt=False,
    )
    assert messages(it) == [
        (
            "73: no table of the attributes of Overlay of the IOD CT Image in section C.9.2, "
            "expected one"
        )
    ]
    assert [remark.message for remark in it.remarks] == [
        "no section C.7.2.1, which is to be that of General Study of the IOD CT Image"
    ]


# Values and context groups.

_TERMS = "".join(
    f"<varlistentry><term>{it}</term><listitem><para>word</para></listitem></varlistentry>"
    for it in ("YES", "NO")
)


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        (
            f"<variablelist><title>Enumerated Values:</title>{_TERMS}</variablelist>",
            [("", "enumerated", "YES|NO", "")],
        ),
        (
            f"<variablelist><title>Defined Terms for Value 3:</title>{_TERMS}</variablelist>",
            [("3", "defined", "YES|NO", "")],
        ),
        (
            (
                "<variablelist><title>Enumerated Values if Dose Type (3004,0004) is ERROR:</title>"
                f"{_TERMS}</variablelist>"
            ),
            [("", "enumerated", "YES|NO", '{"op":"unparsed","tags":["30040004"]}')],
        ),
        (f"<variablelist><title>Retired Defined Terms:</title>{_TERMS}</variablelist>", []),
        (f"<variablelist><title>See:</title>{_TERMS}</variablelist>", []),
        (
            (
                "<para>Sex.</para><para>Enumerated Values:</para><para>M = male</para>"
                "<para>F = female</para><para>Required if known.</para>"
            ),
            [("", "enumerated", "M|F", "")],
        ),
        (
            "<para>Enumerated Values: MONO CHROME, COLOR or NONE.</para>",
            [("", "enumerated", "MONO CHROME|COLOR|NONE", "")],
        ),
        (
            f"<para>Defined Terms:</para><variablelist>{_TERMS}</variablelist>",
            [("", "defined", "YES|NO", "")],
        ),
        (
            (
                "<variablelist><title>Enumerated Values:</title>"
                "<varlistentry><term>0001H</term><listitem><para/></listitem></varlistentry>"
                "<varlistentry><term>+1</term><listitem><para/></listitem></varlistentry>"
                "<varlistentry><term>-1</term><listitem><para/></listitem></varlistentry></variablelist>"
            ),
            [("", "enumerated", "1|1|-1", "")],
        ),
    ],
)
def test_values(tmp_path: Path, description: str, expected: list[tuple[str, ...]]) -> None:
    it = read(tmp_path, attributes(["A", "(0010,0010)", "1", Td(xml=description)]))
    columns = ("value_number", "kind", "values", "condition")
    assert rows(it, "ps3.3-values", *columns) == expected
    assert {row[:2] for row in rows(it, "ps3.3-values", "table", "row")} <= {("C.7-1", "1")}


def _group(cid: int) -> str:
    return olink("PS3.16", f"sect_CID_{cid}", "select: labelnumber quotedtitle")


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        (f"<para>Defined {_group(7030)}.</para>", [("defined", "7030")]),
        (f"<para>Baseline CID is {_group(29)}.</para>", [("baseline", "29")]),
        (f'<para><emphasis role="italic">D{_group(29)}.</emphasis></para>', [("defined", "29")]),
        (f"<para>B{_group(19)}</para>", [("baseline", "19")]),
        ("<para>DCID 7031</para>", [("defined", "7031")]),
        ("<para>BCID 4031 Common Anatomic Regions</para>", [("baseline", "4031")]),
        ("<para>CID 9558</para>", [("unstated", "9558")]),
        ("<para>Enumerated Context Group 10.</para>", [("enumerated", "10")]),
        ("<para>Baseline Context ID is 29.</para>", [("baseline", "29")]),
        ("<para>No Baseline CID is defined.</para>", []),
        (f"<para>Baseline CID for Concept Name Code Sequence is {_group(9000)}.</para>", []),
        (
            f"<para>Defined {_group(7004)} for it.</para><para>Defined {_group(7022)}.</para>",
            [("defined", "7004"), ("defined", "7022")],
        ),
    ],
)
def test_context_groups(tmp_path: Path, description: str, expected: list[tuple[str, str]]) -> None:
    it = read(tmp_path, attributes(include("Include", "table_8.8-1", description)))
    assert rows(it, "ps3.3-context-groups", "kind", "cid") == expected
    assert rows(it, "ps3.3-attributes", "include", "text") == [("8.8-1", "Y")]


# Conditions.


@pytest.mark.parametrize(
    ("description", "condition", "otherwise"),
    [
        (
            "Required if Patient ID (0010,0020) is present. It may be present otherwise.",
            '{"tag":"00100020","op":"present"}',
            "may",
        ),
        (
            "Required if Patient ID (0010,0020) is absent. Shall not be present otherwise.",
            '{"tag":"00100020","op":"absent"}',
            "not",
        ),
        (
            "It is. Required if Image Type (0008,0008) Value 1 is ORIGINAL or MIXED.",
            '{"tag":"00080008","value_number":1,"op":"in","values":["ORIGINAL","MIXED"]}',
            "not_stated",
        ),
        (
            (
                "Required when the third Value of Image Type (0008,0008) equals LOCALIZER;"
                " may be present otherwise."
            ),
            '{"tag":"00080008","value_number":3,"op":"eq","values":["LOCALIZER"]}',
            "may",
        ),
        (
            "Required if Technique (0018,9037) is other than NONE and Modality (0008,0060) is CT.",
            (
                '{"all":[{"tag":"00189037","op":"ne","values":["NONE"]},'
                '{"tag":"00080060","op":"eq","values":["CT"]}]}'
            ),
            "not_stated",
        ),
        (
            "Required if A (0010,0010), B (0010,0020) and C (0010,0030) are not present.",
            (
                '{"all":[{"tag":"00100010","op":"absent"},{"tag":"00100020","op":"absent"},'
                '{"tag":"00100030","op":"absent"}]}'
            ),
            "not_stated",
        ),
        (
            "Required if A (0010,0010) is present. Required if B (0010,0020) is present.",
            '{"any":[{"tag":"00100010","op":"present"},{"tag":"00100020","op":"present"}]}',
            "not_stated",
        ),
    ],
)
def test_conditions_that_are_plain(
    tmp_path: Path, description: str, condition: str, otherwise: str
) -> None:
    it = read(tmp_path, attributes(["A", "(0010,0011)", "1C", description]))
    columns = ("row", "status", "condition", "otherwise", "edition")
    assert rows(it, "ps3.3-conditions", *columns) == [
        ("1", "parsed", condition, otherwise, "2026e")
    ]


@pytest.mark.parametrize(
    ("description", "tags"),
    [
        ("Required if contrast was used.", ""),
        ("Required if A (0010,0010) or B (0010,0020) is not present.", '"00100010","00100020"'),
        ("Required if A (0010,0010) is present and it moves.", '"00100010"'),
        ("Required if A (0010,0010) is X and B (0010,0020) is Y or C (0010,0030) is Z.",
         '"00100010","00100020","00100030"'),
        ("Shall be present if A (0010,0010) is.", '"00100010"'),
    ],
)  # fmt: skip
def test_conditions_that_are_not(tmp_path: Path, description: str, tags: str) -> None:
    it = read(tmp_path, attributes(["A", "(0010,0011)", "2C", description]))
    assert rows(it, "ps3.3-conditions", "status", "condition") == [
        ("unparsed", f'{{"op":"unparsed","tags":[{tags}]}}')
    ]


def test_only_conditional_attributes_have_a_condition(tmp_path: Path) -> None:
    description = "Required if Patient ID (0010,0020) is present."
    it = read(
        tmp_path,
        attributes(
            ["A", "(0010,0011)", "3", description],
            ["B", "(0010,0012)", "1C", ""],
            include("Include", "table_8.8-1", f"<para>{description}</para>"),
        ),
    )
    assert rows(it, "ps3.3-conditions", "row", "status") == [("2", "unparsed")]
