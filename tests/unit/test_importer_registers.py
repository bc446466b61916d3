"""PS3.6, PS3.15 and PS3.16: registers, dictionary, de-identification and context groups."""

from pathlib import Path

import pytest

from generator.importer import part06, part15, part16
from generator.importer.misprints import Misprints
from generator.importer.printed import Printed
from generator.model.uids import UidType
from tests.docbook import ZERO_WIDTH_SPACE, Cells, Td, chapter, olink, para, section, table, xref
from tests.unit.importing import made, messages, misprints, rows


def told(printed: Printed) -> list[str]:
    """The messages but for the tables that a fragment leaves out."""
    return [it for it in messages(printed) if not it.startswith("1: no Table")]


# PS3.6, registered UIDs.

OLD = ["UID Value", "UID Name", "UID Type", "Part"]
NEW = ["UID Value", "UID Name", "UID Keyword", "UID Type", "Part"]
UID_COLUMNS = ("uid", "name", "type", "retired", "keyword", "info", "part")


def part(number: int, more: str = "") -> Td:
    linked = olink(f"PS3.{number}", f"PS3.{number}")
    return Td(xml=f'<para><emphasis role="italic">{linked} {more}</emphasis></para>')


def read6(
    tmp_path: Path,
    *tables: str,
    known: Misprints | None = None,
    names: dict[str, str] | None = None,
) -> Printed:
    return part06.read(made(tmp_path, "PS3.6", *tables), known or misprints(), names or {})


def test_table_a_1_before_and_since_keywords(tmp_path: Path) -> None:
    zero = ZERO_WIDTH_SPACE
    old = table(
        "A-1",
        "UID Values",
        OLD,
        [
            [f"1.2.840.10008.1.{zero}1", "Verification SOP Class", "SOP Class", part(4)],
            [
                f"1.2.840.10008.1.{zero}2.{zero}2",
                Td(xml=para("Explicit VR Big Endian (Retired)", role="italic")),
                "Transfer Syntax",
                part(5, "(2011)"),
            ],
            ["1.2.840.10008.5.1.4.1.1.501.1", "DICOS CT Image Storage", "SOP class", "DICOS"],
        ],
    )
    it = read6(tmp_path, old)
    assert told(it) == []
    assert rows(it, "ps3.6-table-a-1", *UID_COLUMNS) == [
        ("1.2.840.10008.1.1", "Verification SOP Class", "SOP Class", "", "", "", "PS3.4"),
        (
            *("1.2.840.10008.1.2.2", "Explicit VR Big Endian", "Transfer Syntax", "Y", "", ""),
            "PS3.5 (2011)",
        ),
        (
            *("1.2.840.10008.5.1.4.1.1.501.1", "DICOS CT Image Storage", "SOP Class", "", "", ""),
            "DICOS",
        ),
    ]
    keyword = f"CTImage{zero}Storage"
    new = table(
        "A-1", "UID Values", NEW, [["1.2.840.10008.1.3", "CT", keyword, "SOP Class", part(4)]]
    )
    it = read6(tmp_path, new)
    assert rows(it, "ps3.6-table-a-1", "keyword") == [("CTImageStorage",)]


def test_a_retired_uid_may_have_no_name(tmp_path: Path) -> None:
    cells: Cells = ["1.2.840.10008.5.1.4.1.1.40", "(Retired)", "SOP Class", part(4)]
    it = read6(tmp_path, table("A-1", "UID Values", OLD, [cells]))
    assert rows(it, "ps3.6-table-a-1", "name", "retired") == [("", "Y")]


def test_what_table_a_2_has_is_kept_once(tmp_path: Path) -> None:
    uid = "1.2.840.10008.1.4.1.1"
    kind = "Well-known frame of reference"
    first = table("A-1", "UID Values", OLD, [[uid, "Talairach", kind, part(6)]])
    second = table("A-2", "Frames", ["UID Value", "UID Name", "Normative Reference"], [
        [uid, "Talairach", "A book"]
    ])  # fmt: skip
    it = read6(tmp_path, first, second)
    assert rows(it, "ps3.6-table-a-1", "uid") == []
    assert rows(it, "ps3.6-table-a-2", *UID_COLUMNS[:6]) == [(uid, "Talairach", kind, "", "", "")]


def test_context_groups_by_links_or_in_words(tmp_path: Path) -> None:
    def linked(number: int, style: str) -> Td:
        return Td(xml=f"<para>{olink('PS3.16', f'sect_CID_{number}', style)}</para>")

    root = "1.2.840.10008.6.1"
    groups = table(
        "A-3",
        "Context Group UID Values",
        ["Context UID", "Context Identifier", "Context Group Name"],
        [
            [f"{root}.1", linked(2, "select: labelnumber"), linked(2, "select: title")],
            [f"{root}.2", "CID 4", "Anatomic Region"],
            [f"{root}.3", "", ""],
            [f"{root}.4", "CID 7", "Something (Retired)"],
            [f"{root}.5", Td(xml=f"<para>{olink('PS3.16', 'table_CID_85')}</para>"), ""],
        ],
    )
    it = read6(tmp_path, groups, names={"2": "Anatomic Modifier", "85": "Gone (Retired)"})
    assert told(it) == []
    assert rows(it, "ps3.6-table-a-3", "uid", "cid", "name", "retired") == [
        (f"{root}.1", "CID 2", "Anatomic Modifier", ""),
        (f"{root}.2", "CID 4", "Anatomic Region", ""),
        (f"{root}.3", "", "", ""),
        (f"{root}.4", "CID 7", "Something", "Y"),
        (f"{root}.5", "CID 85", "Gone", "Y"),
    ]


def test_templates(tmp_path: Path) -> None:
    cells: Cells = ["1.2.840.10008.9.1", "Imaging Report", "Document TemplateID", part(20)]
    it = read6(tmp_path, table("A-4", "Template UID Values", OLD, [cells]))
    assert rows(it, "ps3.6-table-a-4", "uid", "name", "type", "part") == [
        ("1.2.840.10008.9.1", "Imaging Report", "Document TemplateID", "PS3.20")
    ]


def test_a_uid_without_a_type_is_worth_a_look(tmp_path: Path) -> None:
    cells: Cells = ["1.2.840.10008.1.1", "A", "", part(4)]
    it = read6(tmp_path, table("A-1", "UID Values", OLD, [cells]))
    assert told(it) == []
    assert [remark.message for remark in it.remarks] == [
        "UID 1.2.840.10008.1.1 without a type, expected one"
    ]


def test_what_is_wrong_with_a_register(tmp_path: Path) -> None:
    cells: list[Cells] = [
        ["1.2.840.10008.1.1", "A", "Thing", part(4)],
        ["1.2.840.10008.1.1", "B", "SOP Class", part(4)],
        ["one", "C", "SOP Class", part(4)],
    ]
    groups = table(
        "A-3",
        "Context Groups",
        ["Context UID", "Context Identifier", "Context Group Name"],
        [["1.2.840.10008.6.1.1", "Group Two", "Anatomic Modifier"]],
    )
    it = read6(tmp_path, table("A-1", "UID Values", OLD, cells), groups)
    kinds = ", ".join(repr(str(kind)) for kind in UidType)
    assert messages(it) == [
        "1: no Table 6-1, expected it",
        "1: no Table 7-1, expected it",
        "1: no Table 8-1, expected it",
        "1: no Table A-2, expected it",
        f"16: UID 1.2.840.10008.1.1 of type 'Thing', expected one of {kinds}",
        "23: UID 1.2.840.10008.1.1 again, first on line 17, expected it once",
        "29: UID 'one' has the arc 'one', expected digits without leading zeros",
        "46: context group 'Group Two' of UID 1.2.840.10008.6.1.1, expected CID and a number",
    ]


def test_a_misprinted_type_that_is_known_is_no_error(tmp_path: Path) -> None:
    uid = "1.2.840.10008.5.1.4.39.1"
    key = ("ps3.6-table-a-1", uid, "type", "Transfer")
    cells: Cells = [uid, "Color Palette Storage", "Transfer", part(4)]
    known = misprints({key: {"2013": "SOP Class"}})
    it = read6(tmp_path, table("A-1", "UID Values", OLD, [cells]), known=known)
    assert (told(it), it.known) == ([], [key])
    assert rows(it, "ps3.6-table-a-1", "type") == [("Transfer",)]


def test_columns_that_are_missing(tmp_path: Path) -> None:
    it = read6(tmp_path, table("A-1", "UID Values", ["UID Value", "Part"], []))
    assert told(it) == [
        "5: Table A-1 has the columns uid value, part, expected one with 'uid name'",
        "5: Table A-1 has the columns uid value, part, expected one with 'uid type'",
    ]


# PS3.6, the dictionary.

DICTIONARY = ["Tag", "Name", "Keyword", "VR", "VM", ""]
COLUMNS = ("tag", "name", "keyword", "vr", "vm", "retired", "info")


def test_attributes(tmp_path: Path) -> None:
    def italic(*texts: str) -> list[str | Td]:
        return [Td(xml=para(text, role="italic")) for text in texts]

    note = Td(xml=f"<para>See Note {xref('note_6_2')}</para>")
    keyword = f"Specific{ZERO_WIDTH_SPACE}Character{ZERO_WIDTH_SPACE}Set"
    it = read6(
        tmp_path,
        table(
            "6-1",
            "Registry of DICOM Data Elements",
            DICTIONARY,
            [
                ["(0008,0005)", "Specific Character Set", keyword, "CS", "1-n", ""],
                italic("(0008,0001)", "Length to End", "LengthToEnd", "UL", "1", "RET"),
                italic(
                    "(0008,0010)", "Recognition Code", "RecognitionCode", "SH", "1", "RET (2007)"
                ),
                ["(0028,0106)", "Smallest", "Smallest", "US or SS", "1", ""],
                ["(300A,00B3)", "Length", "Length", "FL", "1 - 3", "DICONDE"],
                italic("(0018,9445)", "", "", "", "", "RET - See Note"),
                ["(FFFE,E000)", "Item", "Item", note, "1", ""],
                ["(60xx,3000)", "Overlay Data", "OverlayData", "OB or OW", "1", ""],
                ["(0014,2042)", "A (Retired)", "A", "IS", "1-n or 1", ""],
            ],
        ),
        table("7-1", "File Meta", DICTIONARY[:5], [["(0002,0000)", "B", "B", "UL", "1"]]),
    )
    assert told(it) == []
    assert rows(it, "ps3.6-attributes", *COLUMNS) == [
        ("(0008,0005)", "Specific Character Set", "SpecificCharacterSet", "CS", "1-n", "", ""),
        ("(0008,0001)", "Length to End", "LengthToEnd", "UL", "1", "Y", ""),
        ("(0008,0010)", "Recognition Code", "RecognitionCode", "SH", "1", "Y", "2007"),
        ("(0028,0106)", "Smallest", "Smallest", "US or SS", "1", "", ""),
        ("(300A,00B3)", "Length", "Length", "FL", "1-3", "", "DICONDE"),
        ("(0018,9445)", "", "", "", "", "Y", "See Note"),
        ("(FFFE,E000)", "Item", "Item", "", "1", "", "See Note 2"),
        ("(60xx,3000)", "Overlay Data", "OverlayData", "OB or OW", "1", "", ""),
        ("(0014,2042)", "A", "A", "IS", "1-n or 1", "Y", ""),
        ("(0002,0000)", "B", "B", "UL", "1", "", ""),
    ]


def test_what_is_wrong_with_the_dictionary(tmp_path: Path) -> None:
    cells = [
        ["(0008,00)", "A", "A", "CS", "1", ""],
        ["(0008,0005)", "B", "B", "Text", "many", ""],
        ["(0008,0005)", "C", "C", "CS", "1", ""],
        ["(0008,0006)", "", "", "CS", "1", ""],
        ["(0008,0006)", "", "", "CS", "1", ""],
    ]
    it = read6(tmp_path, table("6-1", "Registry", DICTIONARY, cells))
    assert told(it) == [
        "18: Table 6-1 has the tag '(0008,00)', expected one as (0010,0020)",
        "26: (0008,0005) with the VM 'many', expected a number or a range such as 1-n",
        "26: (0008,0005) with the VR 'Text', expected two letters, several with 'or'",
        "34: (0008,0005) again, first on line 26, expected it once",
        "42: (0008,0006) with an empty name, VR or VM, expected that of retired ones only",
    ]


# PS3.15.

PROFILE = [
    "Attribute Name", "Tag", "Retd. (from PS3.6)", "In Std. Comp. IOD (from PS3.3)", "Basic Prof.",
    "Rtn. Safe Priv. Opt.", "Rtn. UIDs Opt.", "Rtn. Dev. Id. Opt.", "Rtn. Inst. Id. Opt.",
    "Rtn. Pat. Chars. Opt.", "Rtn. Long. Full Dates Opt.", "Rtn. Long. Modif. Dates Opt.",
    "Clean Desc. Opt.", "Clean Struct. Cont. Opt.", "Clean Graph. Opt.",
]  # fmt: skip
OLDER = [
    "Attribute Name", "Tag", "Retired (from PS 3.6)?", "In Std Comp IOD (from PS 3.3)?",
    "Basic Profile", "Retain Safe Private Option", "Retain UIDs Option",
    "Retain Device Ident. Option", "Retain Patient Chars. Option",
    "Retain Long. Full Dates Option", "Retain Long. Modif. Dates Option", "Clean Desc. Option",
    "Clean Struct. Cont. Option", "Clean Graph. Option",
]  # fmt: skip


def read15(tmp_path: Path, heads: list[str], *cells: Cells) -> Printed:
    profile = table("E.1-1", "Application Level Confidentiality Profile Attributes", heads, cells)
    return part15.read(made(tmp_path, "PS3.15", section("E.1", "Profiles", profile)))


def test_de_identification_now_and_before_institutions(tmp_path: Path) -> None:
    it = read15(
        tmp_path,
        PROFILE,
        [
            "Acquisition Date",
            "(0008,0022)",
            "N",
            "Y",
            "X/Z",
            "",
            "",
            "",
            "",
            "",
            "K",
            "C",
            "",
            "",
            "",
        ],
        ["Curve Data", "(50xx,xxxx)", "Y", "N", "X", "", "", "", "", "", "", "", "", "", "C"],
        ["Study UID", "(0020,000D)", "N", "Y", "x/z/u*", "", "K", "", "", "", "", "", "", "", ""],
    )
    assert told(it) == []
    columns = (
        *("name", "tag", "retired", "in_standard_composite_iod", "basic_profile", "retain_uids"),
        *("retain_longitudinal_full_dates", "retain_longitudinal_modified_dates"),
        *("clean_graphics",),
    )
    assert rows(it, "ps3.15-table-e.1-1", *columns) == [
        ("Acquisition Date", "(0008,0022)", "N", "Y", "X/Z", "", "K", "C", ""),
        ("Curve Data", "(50xx,xxxx)", "Y", "N", "X", "", "", "", "C"),
        ("Study UID", "(0020,000D)", "N", "Y", "X/Z/U*", "K", "", "", ""),
    ]
    it = read15(
        tmp_path,
        OLDER,
        ["Device", "(0018,1000)", "N", "Y", "X/Z/D", "", "", "K", "", "", "", "", "", ""],
        ["Private Attributes", "(gggg,eeee) where gggg is odd", "N", "N", "X", "C", *[""] * 8],
    )
    assert told(it) == []
    some = ("name", "tag", "retain_safe_private", "retain_device_identity")
    assert rows(it, "ps3.15-table-e.1-1", *some, "retain_institution_identity") == [
        ("Device", "(0018,1000)", "", "K", ""),
        ("Private Attributes", "(gggg,eeee) where gggg is odd", "C", "", ""),
    ]


def test_what_is_wrong_with_de_identification(tmp_path: Path) -> None:
    it = read15(
        tmp_path,
        PROFILE,
        ["A", "(0008,00)", "N", "Y", "X", *[""] * 10],
        ["B", "(0008,0022)", "N", "Y", "Q", *[""] * 10],
        ["B", "(0008,0022)", "N", "Y", "X", *[""] * 10],
    )
    assert told(it) == [
        "29: Table E.1-1 has the tag '(0008,00)', expected one as (0010,0020)",
        "46: (0008,0022) with the action 'Q', expected one such as X, K or X/Z/D",
        "63: (0008,0022) again, first on line 46, expected it once",
    ]
    it = read15(tmp_path, PROFILE[:-1])
    assert told(it) == ["7: Table E.1-1 has no column of clean graphics, expected one"]
    assert messages(part15.read(made(tmp_path, "PS3.15"))) == ["1: no Table E.1-1, expected it"]


# PS3.16.

CODES = ["Coding Scheme Designator", "Code Value", "Code Meaning", "SNOMED-RT ID"]


def group(number: int, title: str, *cells: Cells, before: str = "") -> str:
    content = (before, table(f"CID {number}", title, CODES, cells)) if cells else (before,)
    return section(f"CID {number}", title, *content, identity=f"sect_CID_{number}")


def read16(tmp_path: Path, *groups: str) -> Printed:
    return part16.read(made(tmp_path, "PS3.16", chapter("B", "Context Groups", *groups)))


def facts(**said: str) -> str:
    entries = "".join(
        f"<varlistentry><term>{term.replace('_', ' ')}:</term><listitem><para>{text}</para>"
        "</listitem></varlistentry>"
        for term, text in said.items()
    )
    return f"<variablelist>{entries}</variablelist>"


def test_context_groups_with_their_codes(tmp_path: Path) -> None:
    included = Td(xml='<para>Include <xref linkend="sect_CID_2"/></para>', columns=4)
    snomed = Td(xml='<para><link href="http://snomed.info/id/24028007">24028007</link></para>')
    it = read16(
        tmp_path,
        group(
            2,
            "Anatomic Modifier",
            ["SCT", snomed, "Right", "G-A100"],
            [Td(xml=para("SCT"), rows=2), "7771000", "Left", ""],
            ["51440002", "Bilateral", ""],
            before=facts(
                Resources="HTML",
                Keyword="AnatomicModifier",
                FHIR_Keyword="dicom-cid-2",
                Type="Extensible",
                Version="20190118",
                UID="1.2.840.10008.6.1.1",
            ),
        ),
        group(
            4,
            "Anatomic Region",
            [included],
            [Td(xml=para("Include CID 2 Anatomic Modifier"), columns=4)],
            [Td(xml=para("Regions"), columns=4)],
            ["DCM", f"113{ZERO_WIDTH_SPACE}097", "Multi-energy", ""],
            before="<para>Type: Extensible Version: 20021208</para>",
        ),
        group(82, "Units (Retired)", before="<para>Not used.</para>"),
    )
    assert messages(it) == []
    columns = ("cid", "name", "keyword", "uid", "version")
    assert rows(it, "ps3.16-context-groups", *columns) == [
        ("2", "Anatomic Modifier", "AnatomicModifier", "1.2.840.10008.6.1.1", "20190118"),
        ("4", "Anatomic Region", "", "", "20021208"),
        ("82", "Units (Retired)", "", "", ""),
    ]
    codes = ("cid", "row", "scheme", "code", "meaning", "include")
    assert rows(it, "ps3.16-codes", *codes) == [
        ("2", "1", "SCT", "24028007", "Right", ""),
        ("2", "2", "SCT", "7771000", "Left", ""),
        ("2", "3", "SCT", "51440002", "Bilateral", ""),
        ("4", "1", "", "", "", "2"),
        ("4", "2", "", "", "", "2"),
        ("4", "3", "DCM", "113097", "Multi-energy", ""),
    ]


def test_what_is_wrong_with_a_context_group(tmp_path: Path) -> None:
    uid = facts(UID="1.2.840.10008.6.1.1")
    it = read16(
        tmp_path,
        group(2, "A", ["SCT", "", "", ""], [Td(xml=para("Include CID 5"), columns=4)], before=uid),
        group(4, "B", before=uid),
        group(6, "C", before=facts(UID="1.02.3")),
    )
    assert messages(it) == [
        "21: CID 2 reads 'SCT |  |  | ', expected scheme, code and meaning",
        "27: CID 2 reads 'Include CID 5', expected a context group that is here",
        "37: UID '1.02.3' has the arc '02', expected digits without leading zeros",
    ]
    assert [remark.message for remark in it.remarks] == [
        "UID 1.2.840.10008.6.1.1 again, first on line 7, expected it once"
    ]
    assert messages(part16.read(made(tmp_path, "PS3.16"))) == [
        "1: no context group (CID), expected at least one"
    ]


def test_a_code_without_a_meaning_is_worth_a_look(tmp_path: Path) -> None:
    it = read16(tmp_path, group(2, "A", ["SCT", "268445003", "", ""]))
    assert messages(it) == []
    columns = ("scheme", "code", "meaning")
    assert rows(it, "ps3.16-codes", *columns) == [("SCT", "268445003", "")]
    assert [remark.message for remark in it.remarks] == [
        "CID 2 reads 'SCT | 268445003 | ', expected scheme, code and meaning"
    ]


@pytest.mark.parametrize("label", ["CID 2", "Context ID 2"])
def test_a_context_group_is_known_by_its_label_too(tmp_path: Path, label: str) -> None:
    it = read16(tmp_path, section(label, "Anatomic Modifier", identity="sect_B.2"))
    assert rows(it, "ps3.16-context-groups", "cid") == [("2",)]
