"""Small books of each part that the importer reads, whole and good, to be damaged."""

from pathlib import Path

from tests.docbook import Cells, Td, book, chapter, olink, register, section, table, xref

EDITION = "2026e"

_ROOT = "1.2.840.10008.5.1.4.1.1"
_ATTRIBUTES = ["Attribute Name", "Tag", "Type", "Attribute Description"]
_CODES = ["Coding Scheme Designator", "Code Value", "Code Meaning"]
_PROFILE = (
    *("Attribute Name", "Tag", "Retd. (from PS3.6)", "In Std. Comp. IOD (from PS3.3)"),
    *("Basic Prof.", "Rtn. Safe Priv. Opt.", "Rtn. UIDs Opt.", "Rtn. Dev. Id. Opt."),
    *("Rtn. Inst. Id. Opt.", "Rtn. Pat. Chars. Opt.", "Rtn. Long. Full Dates Opt."),
    *("Rtn. Long. Modif. Dates Opt.", "Clean Desc. Opt.", "Clean Struct. Cont. Opt."),
    "Clean Graph. Opt.",
)


def _part03() -> str:
    modules = ["IE", "Module", "Reference", "Usage"]
    macro = Td(xml=f"<para>Include {xref('table_10-11')}</para>", columns=2)
    values = "<variablelist><title>Enumerated Values:</title><varlistentry><term>CT</term>"
    values += "<listitem><para/></listitem></varlistentry></variablelist>"
    needed = "<para>Required if Image Type (0008,0008) Value 1 is ORIGINAL.</para>"
    rows: list[Cells] = [
        ["Modality", "(0008,0060)", "1", Td(xml=values)],
        ["Referenced Series Sequence", "(0008,1115)", "1C", Td(xml=needed)],
        [">Series Instance UID", "(0020,000E)", "1", ""],
        [macro, "", Td(xml="<para>Defined CID 29</para>")],
    ]
    return book(
        "PS3.3",
        EDITION,
        chapter(
            "A",
            "Composite IODs",
            section(
                "A.3",
                "CT Image IOD",
                section(
                    "A.3.3",
                    "CT Image IOD Module Table",
                    table(
                        "A.3-1",
                        "CT Image IOD Modules",
                        modules,
                        [
                            [
                                "Patient",
                                "Patient",
                                Td(xml=f"<para>{xref('sect_C.7.1.1')}</para>"),
                                "M",
                            ],
                            [
                                "Series",
                                "Series",
                                Td(xml=f"<para>{xref('sect_C.7.3.1')}</para>"),
                                "U",
                            ],
                        ],
                    ),
                ),
            ),
        ),
        chapter(
            "C",
            "Modules",
            section(
                "C.7.1.1",
                "Patient Module",
                table(
                    "C.7-1",
                    "Patient Module Attributes",
                    _ATTRIBUTES,
                    [["Patient's Name", "(0010,0010)", "2", "A name."]],
                ),
            ),
            section(
                "C.7.3.1",
                "General Series Module",
                table("C.7-5a", "General Series Module Attributes", _ATTRIBUTES, rows),
            ),
        ),
        chapter(
            "10",
            "Macros",
            section(
                "10.3",
                "SOP Instance Reference Macro",
                table(
                    "10-11",
                    "SOP Instance Reference Macro Attributes",
                    _ATTRIBUTES,
                    [["Referenced SOP Class UID", "(0008,1150)", "1", "Which."]],
                ),
            ),
        ),
    )


def _part04() -> str:
    heads = ["SOP Class Name", "SOP Class UID", "IOD Specification (defined in PS3.3)"]
    iod = Td(xml=f"<para>{olink('PS3.3', 'sect_A.3')}</para>")
    related = ["SOP Class Name", "Related General SOP Class Name"]
    service = ["Attribute Name", "Tag", "Req. Type N-CREATE (SCU/SCP)"]
    return book(
        "PS3.4",
        EDITION,
        section(
            "B.3",
            "Related",
            table("B.3-3", "Related General SOP Classes", related, [["CT", "Enhanced CT"]]),
        ),
        section(
            "B.5", "Standard", table("B.5-1", "SOP Classes", heads, [["CT", f"{_ROOT}.2", iod]])
        ),
        section(
            "GG.3",
            "More",
            table("GG.3-1", "SOP Classes", heads, [["H", "1.2.840.10008.5.1.4.38.1", iod]]),
        ),
        section(
            "I.4",
            "Media",
            table("I.4-1", "SOP Classes", heads, [["D", "1.2.840.10008.1.3.10", iod]]),
        ),
        section(
            "F.7.2",
            "Performed Procedure Step",
            table(
                "F.7.2-1",
                "Modality Performed Procedure Step SOP Class N-CREATE Attributes",
                service,
                [["Patient's Name", "(0010,0010)", "2/2"], [">Study Date", "(0008,0020)", "1/1"]],
            ),
        ),
    )


def _part06() -> str:
    return register(
        EDITION,
        [f"{_ROOT}.2", "CT Image Storage", "CTImageStorage", "SOP Class", "PS3.4"],
        [f"{_ROOT}.6", "US Storage (Retired)", "USStorage", "SOP Class", "PS3.4"],
    )


def _part15() -> str:
    row = ["Acquisition Date", "(0008,0022)", "N", "Y", "X/Z", *[""] * 5, "K", "C", "", "", ""]
    profile = table("E.1-1", "Confidentiality Profile Attributes", _PROFILE, [row])
    return book("PS3.15", EDITION, section("E.1", "Profiles", profile))


def _part16() -> str:
    codes = table("CID 2", "Anatomic Modifier", _CODES, [["SCT", "24028007", "Right"]])
    group = section("CID 2", "Anatomic Modifier", codes, identity="sect_CID_2")
    return book("PS3.16", EDITION, chapter("B", "Context Groups", group))


BOOKS = {
    "PS3.3": _part03(),
    "PS3.4": _part04(),
    "PS3.6": _part06(),
    "PS3.15": _part15(),
    "PS3.16": _part16(),
}
"""The text of each part."""


def small_data(folder: Path) -> Path:
    """A folder of data with one older edition, made in `folder`."""
    older = folder / "data" / "editions" / "2026d"
    older.mkdir(parents=True)
    (older.parent / "editions.yml").write_text(
        '- edition: "2026d"\n  year: "2026"\n  sources:\n    ps3.6: a list\n', encoding="utf-8"
    )
    (older / "ps3.6-table-a-1.csv").write_text(
        f"uid,name,type,retired,keyword,info\n{_ROOT}.2,CT Storage,SOP Class,,CTImageStorage,\n",
        encoding="utf-8",
    )
    records = folder / "data" / "sop_classes"
    records.mkdir()
    (records / "CTImageStorage.yml").write_text(f"uid: {_ROOT}.2\n", encoding="utf-8")
    return folder / "data"
