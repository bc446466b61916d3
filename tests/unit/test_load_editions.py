"""What the readers of editions and UIDs make of small data, and say of bad data word for word."""

import shutil
from pathlib import Path

import pytest

from generator.load.editions import load_editions
from generator.load.uids import (
    load_misprints,
    load_private_roots,
    load_private_sop_classes,
    load_toolkits,
    load_uids,
)
from generator.model.editions import A_1, B_5_1, OTHER_TABLES, TABLE_KINDS, Edition
from generator.model.uids import Origin, RegisteredUid, UidType
from generator.problems import Problem

CT = "1.2.840.10008.5.1.4.1.1.2"
MR = "1.2.840.10008.5.1.4.1.1.4"
A_1_HEADER = "uid,name,type,retired,keyword,info\n"
PART_HEADER = "uid,name,type,retired,keyword,info,part\n"
STORAGE_HEADER = "sop_class_uid,sop_class_name,ps3.3_section,ps3.4_section\n"
CORRECTIONS_HEADER = "edition,table,uid_printed,column,printed,correct,reason\n"
SMALL = {
    "editions/editions.yml": '- edition: "2024d"\n  year: "2024"\n  sources:\n    ps3.6: a book\n'
    '- edition: "2026d"\n  year: "2026"\n  sources:\n    ps3.6: the test\n    ps3.16: the test\n',
    "editions/corrections.csv": CORRECTIONS_HEADER,
    "editions/names.csv": "uid,name,source\n",
    "editions/2024d/ps3.6-table-a-1.csv": A_1_HEADER
    + f"{CT},CT Image Storage,SOP Class,,CTImageStorage,\n",
    "editions/2026d/ps3.6-table-a-1.csv": PART_HEADER
    + f"{CT},CT Image Storage,SOP Class,,CTImageStorage,,PS3.4\n"
    + f"{MR},MR Image Storage,SOP Class,Y,MRImageStorage,,PS3.4 (2004)\n",
    "editions/2026d/ps3.6-table-a-3.csv": "uid,cid,name,retired\n"
    "1.2.9.1,CID 2,Anatomic Modifier,\n1.2.9.2,CID 3,Old Group (Retired),\n",
    "editions/2026d/ps3.6-table-a-4.csv": "uid,name,type,part\n"
    "1.2.9.3,Imaging Report,Document TemplateID,PS3.20\n",
    "editions/2026d/ps3.16-context-groups.csv": "cid,name,keyword,uid,version\n"
    "2,Anatomic Modifier,AnatomicModifier,1.2.9.1,20190118\n",
    "editions/retired.csv": "uid,part,section,edition\n",
    "editions/proposals.csv": "uid,documents,commit\n",
    "toolkits/toolkits.yml": "- slug: kit\n  name: Kit\n  language: C\n  version: '1'\n"
    "  form: K_{constant}\n  import_line: use\n  source: the test\n  homepage: https://kit.test/\n",
    "toolkits/kit.csv": f"uid,constant\n{MR},MR\n{CT},CT\n",
    "private/sop_classes.csv": (
        "uid,name,vendor,retired,source\n2.25.7,Seven,Seven Inc.,Y,a list\n"
    ),
    "private/roots.csv": "root,organisation,source\n2.25,Anyone,PS3.5 B.2\n1.2,ISO,X.660\n",
    "misprints.csv": f"printed,uid,constant,where,source\n{CT}.,{CT},,a page,a book\n",
}


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small `data/` in a folder of its own, which is the working directory."""
    shutil.copytree("data/schema", tmp_path / "data" / "schema")
    monkeypatch.chdir(tmp_path)
    for name, text in SMALL.items():
        write(name, text)
    return Path("data")


def write(name: str, text: str) -> None:
    path = Path("data") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def load(data: Path) -> tuple[tuple[Edition, ...], tuple[RegisteredUid, ...], list[str]]:
    """The editions, the registered UIDs and, in words, the problems of everything read here."""
    problems: list[Problem] = []
    editions = load_editions(data, problems)
    uids = load_uids(data, editions, problems)
    load_toolkits(data, uids, problems)
    load_private_sop_classes(data, problems)
    load_private_roots(data, problems)
    load_misprints(data, uids, problems)
    return editions, uids, [str(problem) for problem in problems]


def test_the_newest_table_of_each_kind_registers(data: Path) -> None:
    editions, (group, old, report, ct, mr), problems = load(data)
    assert problems == []
    assert [edition.name for edition in editions] == ["2024d", "2026d"]
    assert (ct.name, ct.keyword, ct.type) == ("CT Image Storage", "CTImageStorage", "SOP Class")
    assert ct.origin == ct.name_from == Origin(edition="2026d", table="ps3.6-table-a-1")
    assert ct.registered_in.text == "PS3.6 A, Table A-1"
    assert (mr.part, mr.retired) == ("PS3.4 (2004)", True)
    assert (group.type, group.cid, group.keyword) == (
        UidType.CONTEXT_GROUP,
        "2",
        "AnatomicModifier",
    )
    assert group.keyword_from == Origin(edition="2026d", table="ps3.16-context-groups")
    # Its row does not mark it as retired, but its name does.
    assert (old.name, old.retired, old.keyword) == ("Old Group", True, None)
    assert (report.type, report.part) == (UidType.DOCUMENT_TEMPLATE, "PS3.20")


def test_each_table_names_its_source(data: Path) -> None:
    editions = load(data)[0]
    assert [[(it.kind.slug, it.source) for it in edition.tables] for edition in editions] == [
        [("ps3.6-table-a-1", "a book")],
        [(f"ps3.6-table-a-{number}", "the test") for number in (1, 3, 4)],
    ]
    assert editions[1].tables[0].columns[-1] == "part"


def test_what_retires_a_uid_that_ps36_does_not_mark(data: Path) -> None:
    write("editions/retired.csv", f"uid,part,section,edition\n{CT},PS3.4,H.4.7,2020c\n")
    _, (*_, ct, _), problems = load(data)
    assert problems == []
    assert not ct.retired
    assert ct.retired_by
    assert ct.retired_by.text == "PS3.4 H.4.7"
    write("editions/retired.csv", f"uid,part,section,edition\n{MR},PS3.4,H.4.7,2020c\n1.9,a,b,c\n")
    assert load(data)[2] == [
        (
            f"data/editions/retired.csv:2: UID {MR} is marked as retired in 2026d, "
            "expected one that is not"
        ),
        "data/editions/retired.csv:3: UID 1.9 is not registered, expected one that is",
    ]


def test_what_brought_a_uid(data: Path) -> None:
    write(
        "editions/proposals.csv",
        f"uid,documents,commit\n{CT},Supplement 7|CP-12,abc\n{MR},Sup 7,abc\n1.9,CP-1,abc\n",
    )
    _, (*_, ct, _), problems = load(data)
    assert ct.proposal
    assert (ct.proposal.documents, ct.proposal.commit) == (("Supplement 7", "CP-12"), "abc")
    assert problems == [
        "data/editions/proposals.csv:3: document 'Sup 7', expected `Supplement 181` or `CP-2083`",
        "data/editions/proposals.csv:4: UID 1.9 is not registered, expected one that is",
    ]


def test_a_name_that_no_table_prints(data: Path) -> None:
    rows = f"{CT},CT Image Storage,SOP Class,,,,\n1.2.3,,SOP Class,Y,,,\n{MR},MR,SOP Class,,,,\n"
    write("editions/2026d/ps3.6-table-a-1.csv", PART_HEADER + rows)
    assert (
        "data/editions/names.csv:1: no name for UID 1.2.3, "
        "expected one here, as no table prints any" in load(data)[2]
    )
    write("editions/names.csv", f"uid,name,source\n1.2.3,Old,a book\n{CT},CT,a book\n1.9,X,y\n")
    _, uids, problems = load(data)
    assert (uids[0].name, uids[0].name_from) == ("Old", Origin(words="a book"))
    assert (uids[0].keyword, uids[0].keyword_from) == (None, None)
    assert problems == [
        f"data/editions/names.csv:3: a name for UID {CT}, expected none, as 2026d prints one",
        "data/editions/names.csv:4: UID 1.9 is not registered, expected one that is",
    ]


def test_toolkits_private_sop_classes_roots_and_misprints(data: Path) -> None:
    problems: list[Problem] = []
    uids = load_uids(data, load_editions(data, problems), problems)
    (kit,) = load_toolkits(data, uids, problems)
    assert list(kit.constants) == [CT, MR]
    assert (kit.code(CT), kit.code("1.2")) == ("K_CT", None)
    (private,) = load_private_sop_classes(data, problems)
    assert private.retired
    assert [root.root for root in load_private_roots(data, problems)] == ["1.2", "2.25"]
    (misprint,) = load_misprints(data, uids, problems)
    assert misprint.printed == f"{CT}."
    assert problems == []


def test_a_misprint_is_corrected_beside_what_is_printed(data: Path) -> None:
    write(
        "editions/2024d/ps3.6-table-a-1.csv",
        A_1_HEADER + f"1{CT},CT  Image Storage (Retired),Transfer,,CTImageStorage,\n",
    )
    write(
        "editions/corrections.csv",
        CORRECTIONS_HEADER
        + f"2024d,ps3.6-table-a-1,1{CT},uid,1{CT},{CT},doubled\n"
        + f"2024d,ps3.6-table-a-1,1{CT},type,Transfer,SOP Class,wrong\n",
    )
    editions, _, problems = load(data)
    (row,) = editions[0].rows(A_1)
    assert row.printed[:3] == (f"1{CT}", "CT  Image Storage (Retired)", "Transfer")
    assert (row.uid, row.name, row.type) == (CT, "CT Image Storage", "SOP Class")
    assert [correction.reason for correction in row.corrections] == ["doubled", "wrong"]
    assert problems == []


def test_the_iod_column_of_the_printed_page(data: Path) -> None:
    write(
        "editions/editions.yml", '- edition: "2011"\n  year: "2011"\n  sources:\n    ps3.4: book\n'
    )
    for edition in ("2024d", "2026d"):
        shutil.rmtree(data / "editions" / edition)
    write(
        "editions/2011/ps3.4-table-b.5-1.csv",
        "sop_class_name,sop_class_uid,iod_specification,page\n"
        f"CT Image Storage,{CT},,23\nDX,1.2.3,DX IOD (see B.5.1.1),24\n",
    )
    ct, dx = load_editions(data, [])[0].rows(B_5_1)
    assert (ct.uid, ct.iod, ct.section, ct.page) == (CT, "", "", "23")
    assert (dx.iod, dx.section, dx.number) == ("DX IOD", "B.5.1.1", 2)


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        (
            "editions/2024d/ps3.6-table-a-1.csv",
            A_1_HEADER + "1.2.840.01,A,SOP Class,,A,\n",
            (
                "data/editions/2024d/ps3.6-table-a-1.csv:2: UID '1.2.840.01' has the arc '01', "
                "expected digits without leading zeros"
            ),
        ),
        (
            "editions/2024d/ps3.6-table-a-1.csv",
            A_1_HEADER + f"{CT},A,SOP Class,,A,\n{CT},B,SOP Class,,B,\n",
            (
                f"data/editions/2024d/ps3.6-table-a-1.csv:3: UID {CT} again, first on line 2, "
                "expected it once"
            ),
        ),
        (
            "editions/2024d/ps3.6-table-a-1.csv",
            A_1_HEADER + f"{CT},A,Class,,A,\n",
            (
                "data/editions/2024d/ps3.6-table-a-1.csv:2: type 'Class', expected one of "
                "'SOP Class', 'Meta SOP Class', 'Service Class', 'Transfer Syntax', "
                "'Well-known SOP Instance', 'Well-known Printer SOP Instance', "
                "'Well-known Print Queue SOP Instance', 'Well-known frame of reference', "
                "'Synchronization Frame of Reference', 'Application Context Name', "
                "'Application Hosting Model', 'Mapping Resource', 'Coding Scheme', "
                "'DICOM UIDs as a Coding Scheme', 'LDAP OID'"
            ),
        ),
        (
            "editions/2024d/ps3.6-table-a-1.csv",
            A_1_HEADER + f"{CT},A,SOP Class,yes,A,\n",
            "data/editions/2024d/ps3.6-table-a-1.csv:2: retired 'yes', expected one of '', 'Y'",
        ),
        (
            "editions/2026d/ps3.6-table-a-4.csv",
            "uid,name,type,part\n1.2.9.3,Report,Template,PS3.20\n",
            (
                "data/editions/2026d/ps3.6-table-a-4.csv:2: type 'Template', expected one of "
                "'Document TemplateID', 'Section TemplateID', 'Entry TemplateID', "
                "'Element Set TemplateID'"
            ),
        ),
        (
            "editions/2026d/ps3.6-table-a-3.csv",
            "uid,cid,name,retired\n1.2.9.1,CID 2,A,retired\n",
            "data/editions/2026d/ps3.6-table-a-3.csv:2: retired 'retired', expected one of '', 'Y'",
        ),
        (
            "editions/corrections.csv",
            CORRECTIONS_HEADER + f"2024d,ps3.6-table-a-1,{CT},type,Transfer,SOP Class,why\n",
            (
                f"data/editions/corrections.csv:2: type 'Transfer' of '{CT}' stands nowhere in "
                "ps3.6-table-a-1 of 2024d, expected a printed cell"
            ),
        ),
        (
            "editions/2024d/ps3.4-table-b.5-1.csv",
            STORAGE_HEADER + f"{CT},CT,A.3,\n",
            (
                "data/editions/editions.yml:1: edition 2024d has no source of "
                "ps3.4-table-b.5-1, expected one under ps3.4-table-b.5-1 or ps3.4"
            ),
        ),
        (
            "editions/2030a/ps3.6-table-a-1.csv",
            A_1_HEADER,
            "data/editions/2030a:1: a folder of no edition, expected it in editions.yml",
        ),
        (
            "editions/2024d/notes.txt",
            "",
            (
                "data/editions/2024d/notes.txt:1: not a table, expected one of "
                + ", ".join(sorted((*(kind.slug for kind in TABLE_KINDS), *OTHER_TABLES)))
                + " as .csv"
            ),
        ),
        (
            "editions/editions.yml",
            SMALL["editions/editions.yml"] + '- edition: "2026a"\n  year: "2025"\n',
            ("data/editions/editions.yml:10: edition 2026a after 2026d, expected oldest first"),
        ),
        (
            "editions/editions.yml",
            SMALL["editions/editions.yml"] * 2,
            "data/editions/editions.yml:10: edition 2024d again, first on line 1, expected it once",
        ),
        (
            "editions/editions.yml",
            SMALL["editions/editions.yml"] + '- edition: "2026e"\n  year: "2025"\n',
            "data/editions/editions.yml:11: year 2025, expected that of edition 2026e",
        ),
        (
            "editions/editions.yml",
            SMALL["editions/editions.yml"] + "    ps3.4: book\n",
            (
                "data/editions/editions.yml:5: edition 2026d has a source of ps3.4 but no such "
                "table, expected a file"
            ),
        ),
        (
            "toolkits/kit.csv",
            "uid,constant\n1.2.3,X\n",
            "data/toolkits/kit.csv:2: UID 1.2.3 is not registered, expected one that is",
        ),
        (
            "toolkits/tool.csv",
            "uid,constant\n",
            "data/toolkits/tool.csv:1: constants of no toolkit, expected one of kit",
        ),
        (
            "toolkits/toolkits.yml",
            SMALL["toolkits/toolkits.yml"] * 2,
            "data/toolkits/toolkits.yml:9: toolkit kit again, expected it once",
        ),
        (
            "private/sop_classes.csv",
            "uid,name,vendor,retired,source\n2.25.7,Seven,Seven Inc.,yes,a list\n",
            "data/private/sop_classes.csv:2: retired 'yes', expected Y or nothing",
        ),
        (
            "private/roots.csv",
            "root,organisation,source\n9.25,Nobody,none\n",
            (
                "data/private/roots.csv:2: UID '9.25' has no such root, expected 0.0 to 0.39, "
                "1.0 to 1.39 or 2.x"
            ),
        ),
        (
            "misprints.csv",
            f"printed,uid,constant,where,source\n{CT},{MR},,a page,a book\n",
            f"data/misprints.csv:2: UID {CT} is registered, expected a misprint or a constant",
        ),
        (
            "misprints.csv",
            "printed,uid,constant,where,source\n1.2.3.,1.2.3,,a page,a book\n",
            "data/misprints.csv:2: UID 1.2.3 is not registered, expected one that is",
        ),
    ],
)
def test_bad_data_is_named_with_its_place(data: Path, file: str, text: str, expected: str) -> None:
    write(file, text)
    assert expected in load(data)[2]
