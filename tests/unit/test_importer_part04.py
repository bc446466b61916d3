"""PS3.4: the tables of SOP Classes and of services, by their forms and by what may be wrong."""

from pathlib import Path

import pytest

from generator.importer import part04
from generator.importer.misprints import Misprints
from generator.importer.printed import Printed
from tests.docbook import ZERO_WIDTH_SPACE, Cells, Td, chapter, olink, para, section, table, xref
from tests.unit.importing import made, messages, misprints, rows

HEADS = ["SOP Class Name", "SOP Class UID", "IOD Specification (defined in PS3.3)"]
ROOT = "1.2.840.10008.5.1.4.1.1"


def iod(target: str) -> Td:
    return Td(xml=f"<para>{olink('PS3.3', target)}</para>")


def storage(*cells: Cells, heads: list[str] | None = None, label: str = "B.5-1") -> str:
    return section("B.5", "Standard", table(label, "Standard SOP Classes", heads or HEADS, cells))


def read(tmp_path: Path, *content: str, known: Misprints | None = None) -> Printed:
    return part04.read(made(tmp_path, "PS3.4", *content), known or misprints())


def told(printed: Printed) -> list[str]:
    """The messages but for the tables that a fragment leaves out."""
    return [it for it in messages(printed) if not it.startswith("1: no Table")]


COLUMNS = ("sop_class_uid", "sop_class_name", "ps3.3_section", "ps3.4_section")

# Tables of SOP Classes.


def test_storage_links_its_iod_and_since_2018_its_specialization(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        storage(
            ["CT Image Storage", f"{ROOT}.2", iod("sect_A.3"), ""],
            [
                "X-Ray",
                f"{ROOT}.1.1",
                iod("sect_A.26"),
                Td(xml=f"<para>{xref('sect_B.5.1.1')}</para>"),
            ],
            heads=[*HEADS, "Specialization"],
        ),
    )
    assert told(it) == []
    assert rows(it, "ps3.4-table-b.5-1", *COLUMNS) == [
        (f"{ROOT}.2", "CT Image Storage", "A.3", ""),
        (f"{ROOT}.1.1", "X-Ray", "A.26", "B.5.1.1"),
    ]


def test_before_2018_both_stand_in_one_cell(tmp_path: Path) -> None:
    both = Td(xml=f"<para>{olink('PS3.3', 'sect_A.26')} (see {xref('sect_B.5.1.1')})</para>")
    it = read(tmp_path, storage(["X-Ray", f"{ROOT}.1.1", both], ["Raw", f"{ROOT}.66", "Raw A.37"]))
    assert rows(it, "ps3.4-table-b.5-1", *COLUMNS[2:]) == [("A.26", "B.5.1.1"), ("A.37", "")]


def test_uids_over_lines_and_with_marks_that_nobody_sees(tmp_path: Path) -> None:
    broken = f"1.2.840.10008.{ZERO_WIDTH_SPACE}5.1.4.\n   1.1.2"
    it = read(tmp_path, storage(["CT", broken, iod("sect_A.3")], ["MR", f"{ROOT}.\u00ad4", ""]))
    assert told(it) == []
    assert rows(it, "ps3.4-table-b.5-1", "sop_class_uid") == [(f"{ROOT}.2",), (f"{ROOT}.4",)]


def test_the_three_tables_of_storage(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        storage(["CT", f"{ROOT}.2", iod("sect_A.3")]),
        storage(["Hanging", "1.2.840.10008.5.1.4.38.1", iod("sect_A.44")], label="GG.3-1"),
        storage(["Directory", "1.2.840.10008.1.3.10", iod("sect_F.3")], label="I.4-1"),
    )
    assert rows(it, "ps3.4-table-gg.3-1", "ps3.3_section") == [("A.44",)]
    assert rows(it, "ps3.4-table-i.4-1", "ps3.3_section") == [("F.3",)]


def test_related_general_sop_classes_span_rows_and_hold_several(tmp_path: Path) -> None:
    heads = ["SOP Class Name", "Related General SOP Class Name"]
    several = Td(xml=para("Enhanced SR") + para("Comprehensive SR"))
    it = read(
        tmp_path,
        table(
            "B.3-3",
            "Standard and Related General SOP Classes",
            heads,
            [
                [Td(xml=para("Basic Text SR"), rows=2), "Enhanced SR"],
                ["Comprehensive SR"],
                ["Simplified SR", several],
            ],
        ),
    )
    columns = ("sop_class_name", "related_general_sop_class_name")
    assert rows(it, "ps3.4-table-b.3-3", *columns) == [
        ("Basic Text SR", "Enhanced SR"),
        ("Basic Text SR", "Comprehensive SR"),
        ("Simplified SR", "Enhanced SR"),
        ("Simplified SR", "Comprehensive SR"),
    ]


def test_retired_storage(tmp_path: Path) -> None:
    cells = [["Ultrasound Image Storage", f"{ROOT}.6"]]
    it = read(tmp_path, table("B.6-1", "Retired", ["SOP Class Name", "SOP Class UID"], cells))
    columns = ("sop_class_name", "sop_class_uid")
    assert rows(it, "ps3.4-table-b.6-1", *columns) == [("Ultrasound Image Storage", f"{ROOT}.6")]


def test_each_place_that_prints_a_uid(tmp_path: Path) -> None:
    verification = "<para>It is 1.2.840.10008.1.1, and 1.2.840.10008.1.1 again.</para>"
    finding = table(
        "C.6.1.3-1",
        "SOP Classes",
        ["SOP Class Name", "SOP Class UID"],
        [["Find", f"1.2.840.10008.{ZERO_WIDTH_SPACE}5.1.4.1.2.1.1"]],
    )
    it = read(
        tmp_path,
        chapter("A", "Verification (Normative)", section("A.4", "SOP Class", verification)),
        chapter("C", "Query", section("C.6.1.3", "Conformance", finding)),
    )
    columns = ("uid", "annex", "annex_title", "section", "table")
    assert rows(it, "ps3.4-sop-class-sections", *columns) == [
        ("1.2.840.10008.1.1", "A", "Verification (Normative)", "A.4", ""),
        ("1.2.840.10008.5.1.4.1.2.1.1", "C", "Query", "C.6.1.3", "C.6.1.3-1"),
    ]


def test_what_is_wrong_with_a_table_of_sop_classes(tmp_path: Path) -> None:
    it = read(
        tmp_path,
        storage(
            ["CT", f"{ROOT}.02", iod("sect_A.3")],
            ["MR", f"{ROOT}.4", iod("sect_A.4")],
            ["MR again", f"{ROOT}.4", iod("sect_A.4")],
            ["US", "", iod("sect_A.6")],
            ["", f"{ROOT}.7", iod("sect_A.8")],
        ),
    )
    assert messages(it) == [
        "1: no Table B.3-3, expected it",
        "1: no Table I.4-1, expected it",
        f"19: UID '{ROOT}.02' has the arc '02', expected digits without leading zeros",
        f"29: UID {ROOT}.4 again, first on line 24, expected it once",
        "34: a row without a UID, expected one",
        f"37: UID {ROOT}.7 of Table B.5-1 without a name, expected one",
    ]


def test_other_tables_of_sop_classes_are_held_to_the_same(tmp_path: Path) -> None:
    cells = [["Find", f"{ROOT}.x"], ["Move", f"{ROOT}.4"], ["Get", f"{ROOT}.4"]]
    heads = ["SOP Class Name", "SOP Class UID"]
    it = read(tmp_path, section("C.6", "Query", table("C.6-9", "SOP Classes", heads, cells)))
    assert told(it) == [
        f"18: UID '{ROOT}.x' has the arc 'x', expected digits without leading zeros",
        f"26: UID {ROOT}.4 again, first on line 22, expected it once",
    ]


def test_columns_that_are_missing(tmp_path: Path) -> None:
    it = read(tmp_path, storage(["CT", "x"], heads=["Name of something", "SOP Class UID"]))
    assert told(it) == [
        (
            "7: Table B.5-1 has the columns name of something, sop class uid, "
            "expected one 'sop class name'"
        )
    ]


def test_a_misprint_that_is_known_is_no_error(tmp_path: Path) -> None:
    uid = f"1{ROOT}.2"
    key = ("ps3.4-table-b.5-1", uid, "sop_class_uid", uid)
    cells: Cells = ["CT", uid, iod("sect_A.3")]
    for edition, noted in (("2026e", []), ("2013", [key])):
        known = misprints({key: {edition: f"{ROOT}.2"}})
        it = read(tmp_path, storage(cells), known=known)
        assert told(it) == []
        assert rows(it, "ps3.4-table-b.5-1", "sop_class_uid") == [(uid,)]
        assert it.known == noted


# Services.


def test_dimse_service_groups(tmp_path: Path) -> None:
    group = table(
        "CC.2-3",
        "DIMSE Service Group Applicable to UPS Watch",
        ["DICOM Message Service Element", "Usage SCU/SCP"],
        [["N-ACTION - Un/Subscribe", "M/M"], ["n-get", "U / M"]],
    )
    it = read(tmp_path, section("CC.2", "Watch", group))
    columns = ("table", "section", "row", "dimse_service", "variant", "usage_scu", "usage_scp")
    assert rows(it, "ps3.4-service-groups", *columns) == [
        ("CC.2-3", "CC.2", "1", "N-ACTION", "Un/Subscribe", "M", "M"),
        ("CC.2-3", "CC.2", "2", "N-GET", "", "U", "M"),
    ]


def test_what_is_wrong_with_a_service_group(tmp_path: Path) -> None:
    heads = ["DICOM Message Service Element", "Usage SCU/SCP"]
    group = table("F.7-1", "DIMSE Service Group", heads, [["N-MAKE", "M/M"], ["N-SET", "M"]])
    it = read(tmp_path, section("F.7", "MPPS", group))
    assert told(it) == [
        "16: Table F.7-1 reads 'N-MAKE | M/M', expected a DIMSE service and its usage SCU/SCP",
        "20: Table F.7-1 reads 'N-SET | M', expected a DIMSE service and its usage SCU/SCP",
    ]


ATTRIBUTE_COLUMNS = (
    *("row", "depth", "kind", "tag", "name", "include", "type_id", "requirement", "n_create"),
    *("n_set", "final_state", "n_get", "matching_key", "return_key", "qr_key", "ref", "text"),
)


def attributes(tmp_path: Path, heads: list[str], *cells: Cells) -> list[dict[str, str]]:
    it = read(tmp_path, section("K.6", "S", table("K.6-1", "Attributes", heads, cells)))
    assert told(it) == []
    return [
        {
            column: value
            for column, value in zip(ATTRIBUTE_COLUMNS, found, strict=True)
            if value and column not in {"row", "depth"}
        }
        for found in rows(it, "ps3.4-service-attributes", *ATTRIBUTE_COLUMNS)
    ]


def test_requirements_of_operations(tmp_path: Path) -> None:
    heads = [
        "Attribute Name",
        "Tag",
        "Req. Type N-CREATE (SCU/SCP)",
        "Req. Type N-SET (SCU/SCP)",
        "Requirement Type Final State (see Note 1)",
    ]
    conditional = Td(xml=para("1C/1C") + para("Required if it is used"))
    see = Td(xml=f"<para>3/3</para><para>See {xref('sect_F.7.2.2.2')}.</para>")
    assert attributes(
        tmp_path,
        heads,
        [Td(xml=para("Relationship", role="bold"), columns=5)],
        ["Specific Character Set", "(0008,0005)", conditional, "Not allowed", ""],
        [">Study Instance UID", "(0020,000D)", "1/1", see, "1"],
        [Td(xml=f"<para>&gt;Include {xref('table_8-1a')}</para>", columns=5)],
        ["All other Attributes of the Patient Module", "", "3/3", "-/3", ""],
    ) == [
        {"kind": "heading", "name": "Relationship"},
        {
            "kind": "attribute",
            "tag": "(0008,0005)",
            "name": "Specific Character Set",
            "n_create": "1C/1C",
            "n_set": "NA/NA",
            "text": "n_create",
        },
        {
            "kind": "attribute",
            "tag": "(0020,000D)",
            "name": "Study Instance UID",
            "n_create": "1/1",
            "n_set": "3/3",
            "final_state": "1",
            "ref": "F.7.2.2.2",
        },
        {"kind": "include", "include": "8-1a"},
        {"kind": "all-other", "n_create": "3/3", "n_set": "-/3", "ref": "Patient Module"},
    ]


def test_keys_of_queries(tmp_path: Path) -> None:
    heads = ["Description / Module", "Tag", "Matching Key Type", "Return Key Type", "Remark"]
    assert attributes(tmp_path, heads, ["Modality", "(0008,0060)", "R", "1", "Single value."]) == [
        {
            "kind": "attribute",
            "tag": "(0008,0060)",
            "name": "Modality",
            "matching_key": "R",
            "return_key": "1",
        }
    ]
    heads = ["Attribute Name", "Tag", "Type"]
    assert attributes(tmp_path, heads, ["Patient ID", "(0010,0020)", "U"]) == [
        {"kind": "attribute", "tag": "(0010,0020)", "name": "Patient ID", "qr_key": "U"}
    ]
    heads = ["Attribute Name", "Tag", "Request Identifier", "Response Identifier"]
    assert attributes(tmp_path, heads, ["Patient ID", "(0010,0020)", "1", "1C"]) == [
        {"kind": "attribute", "tag": "(0010,0020)", "name": "Patient ID", "requirement": "1/1C"}
    ]


def test_attributes_of_actions(tmp_path: Path) -> None:
    heads = ["Action Type Name", "Action Type ID", "Attribute Name", "Tag", "Usage SCU/SCP"]
    keys = Td(xml=f"<para>Match Keys (see {xref('sect_CC.2.3.1')})</para>", columns=2)
    assert attributes(
        tmp_path,
        heads,
        ["Print", "1", "Referenced Print Job Sequence", "(2100,0500)", "-/MC"],
        ["", "", ">Referenced SOP Class UID", "(0008,1150)", "-/M"],
        ["Stop", "2", "None", "-", "-"],
        ["Subscribe", "3", keys, "1/1"],
    ) == [
        {
            "kind": "attribute",
            "tag": "(2100,0500)",
            "name": "Referenced Print Job Sequence",
            "type_id": "1",
            "requirement": "-/MC",
        },
        {
            "kind": "attribute",
            "tag": "(0008,1150)",
            "name": "Referenced SOP Class UID",
            "type_id": "1",
            "requirement": "-/M",
        },
        {"kind": "none", "type_id": "2", "requirement": "-/-"},
        {"kind": "open-keys", "type_id": "3", "requirement": "1/1", "ref": "CC.2.3.1"},
    ]


def test_what_is_wrong_with_an_attribute_of_a_service(tmp_path: Path) -> None:
    heads = ["Attribute Name", "Tag", "Usage SCU/SCP"]
    cells = [["A", "(0010,00G0)", "1/1"], ["Include nothing", "", ""], ["", "", "1/1"]]
    it = read(tmp_path, section("H.4", "Print", table("H.4-2", "List", heads, cells)))
    wanted = "expected an attribute and its tag as (0010,0020)"
    assert told(it) == [
        f"17: Table H.4-2 reads 'A | (0010,00G0) | 1/1', {wanted}",
        f"22: Table H.4-2 reads 'Include nothing |  | ', {wanted}",
        f"27: Table H.4-2 reads ' |  | 1/1', {wanted}",
    ]


def test_an_attribute_printed_without_its_tag_is_worth_a_look(tmp_path: Path) -> None:
    heads = ["Attribute Name", "Tag", "Usage SCU/SCP"]
    it = read(tmp_path, section("H.4", "Print", table("H.4-2", "L", heads, [["B", "", "1/1"]])))
    assert told(it) == []
    columns = ("kind", "tag", "name", "requirement")
    assert rows(it, "ps3.4-service-attributes", *columns) == [("attribute", "", "B", "1/1")]
    assert [remark.message for remark in it.remarks] == ["Table H.4-2 has 'B' without a tag"]


def test_action_and_event_types(tmp_path: Path) -> None:
    heads = ["Event Type Name", "Event Type ID", "Attribute Name", "Tag", "Usage SCU/SCP"]
    events = table(
        "H.4-16",
        "Notification Event Information",
        heads,
        [
            ["Normal", "1", "", "", ""],
            [Td(xml=para("Warning"), rows=2), Td(xml=para("2"), rows=2), "A", "(2110,0020)", "U/M"],
            ["B", "(2000,0040)", "U/U"],
        ],
    )
    it = read(tmp_path, section("H.4.6", "Printer", events))
    columns = ("table", "section", "dimse_service", "type_id", "type_name")
    assert rows(it, "ps3.4-action-event-types", *columns) == [
        ("H.4-16", "H.4.6", "N-EVENT-REPORT", "1", "Normal"),
        ("H.4-16", "H.4.6", "N-EVENT-REPORT", "2", "Warning"),
    ]
    assert rows(it, "ps3.4-service-attributes", "type_id", "kind") == [
        ("1", "none"),
        ("2", "attribute"),
        ("2", "attribute"),
    ]


STATUS = ["Service Status", "Further Meaning", "Status Codes", "Related Fields"]


def test_status_codes(tmp_path: Path) -> None:
    fields = Td(xml=para("(0000,0901)") + para("(0000,0902)"))
    codes = table(
        "B.2-1",
        "C-STORE Status",
        STATUS,
        [
            [Td(xml=para("Failure"), rows=2), "Refused", "A7xx", "(0000,0902)"],
            ["Error", "a9XX", fields],
            ["Warning", "Coercion", "B000H", ""],
            ["", "Elements discarded", "B006, B007", ""],
            ["Failed", "Out of resources", "A7\u200b01", ""],
        ],
    )
    it = read(tmp_path, section("B.2.3", "Status", codes))
    columns = ("section", "row", "dimse_service", "code", "class", "related_fields")
    assert rows(it, "ps3.4-status-codes", *columns) == [
        ("B.2.3", "1", "C-STORE", "A7xx", "Failure", "(0000,0902)"),
        ("B.2.3", "2", "C-STORE", "A9xx", "Failure", "(0000,0901) (0000,0902)"),
        ("B.2.3", "3", "C-STORE", "B000", "Warning", ""),
        ("B.2.3", "4", "C-STORE", "B006", "Warning", ""),
        ("B.2.3", "5", "C-STORE", "B007", "Warning", ""),
        ("B.2.3", "6", "C-STORE", "A701", "Failure", ""),
    ]


@pytest.mark.parametrize(
    ("caption", "title", "before", "service"),
    [
        ("N-SET Status", "Status", "", "N-SET"),
        ("Status Values", "N-GET Response", "", "N-GET"),
        ("Status Values", "Status", "<para>The C-MOVE service, not C-GET.</para>", "C-MOVE"),
        ("Status Values", "Status", "", ""),
    ],
)
def test_whose_status_it_is(
    tmp_path: Path, caption: str, title: str, before: str, service: str
) -> None:
    codes = table("S.3-1", caption, STATUS, [["Success", "", "0000", ""]])
    it = read(tmp_path, section("S.3", title, before, codes))
    assert rows(it, "ps3.4-status-codes", "dimse_service") == [(service,)]


def test_the_status_of_a_group_of_one_service(tmp_path: Path) -> None:
    heads = ["DICOM Message Service Element", "Usage SCU/SCP"]
    group = table("P.2-1", "DIMSE Service Group", heads, [["N-ACTION", "M/M"]])
    codes = table("P.2-3", "Status", STATUS, [["Success", "", "0000", ""]])
    it = read(tmp_path, section("P.2", "Logging", section("P.2.1", "Group", group), codes))
    assert rows(it, "ps3.4-status-codes", "dimse_service") == [("N-ACTION",)]


def test_an_error_id_goes_with_its_status(tmp_path: Path) -> None:
    heads = [*STATUS[:2], "Status Code", "Error Comment (0000,0902)", "Error ID (0000,0903)"]
    codes = table("F.7-2", "N-SET Status", heads, [["Failure", "", "0110", "Words", "A710"]])
    it = read(tmp_path, section("F.7", "MPPS", codes))
    assert rows(it, "ps3.4-status-codes", "code", "related_fields") == [
        ("0110", "(0000,0902) (0000,0903)=A710")
    ]


def test_what_is_wrong_with_a_status(tmp_path: Path) -> None:
    cells = [["Failure", "x", "A70", ""], ["Maybe", "x", "A700", ""]]
    it = read(tmp_path, section("B.2", "C-STORE", table("B.2-1", "Status", STATUS, cells)))
    wanted = "expected a status such as Failure and its code such as A7xx"
    assert told(it) == [
        f"18: Table B.2-1 reads 'Failure | x | A70 | ', {wanted}",
        f"24: Table B.2-1 reads 'Maybe | x | A700 | ', {wanted}",
    ]


def test_extended_negotiation(tmp_path: Path) -> None:
    fields = table(
        "B.3-1",
        "Service-Class-Application-Information (A-ASSOCIATE-RQ)",
        ["Item Bytes", "Field Name", "Description of Field"],
        [["1", "Level of support", "Words."], ["x", "y", ""]],
    )
    it = read(tmp_path, section("B.3.1.1", "Negotiation", fields))
    columns = ("table", "section", "pdu", "byte", "field")
    assert rows(it, "ps3.4-extended-negotiation", *columns) == [
        ("B.3-1", "B.3.1.1", "A-ASSOCIATE-RQ", "1", "Level of support")
    ]
    assert told(it) == [
        "22: Table B.3-1 reads 'x | y | ', expected the number of a byte and the name of a field"
    ]
