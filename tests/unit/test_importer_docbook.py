"""Reading DocBook: spans, characters that nobody sees, links, and files that are something else."""

import resource
import time
from pathlib import Path

import pytest

from generator.importer.docbook import Book, Table, UnreadableError, links, printed, read_book
from generator.importer.words import folded, joined, plain, tag_of
from tests.docbook import Cells, Td, book, chapter, para, section, table


def read(tmp_path: Path, text: str, part: str = "PS3.4", edition: str = "2026e") -> Book:
    path = tmp_path / "part.xml"
    path.write_text(text, encoding="utf-8")
    return read_book(path, part, edition)


def one_table(tmp_path: Path, xml: str) -> Table:
    tables = read(tmp_path, book("PS3.4", "2026e", chapter("A", "A", xml))).tables
    assert len(tables) == 1
    return tables[0]


def texts(it: Table) -> list[list[str]]:
    return [[cell.flat if cell else "(none)" for cell in row.cells] for row in it.rows]


def refusal(tmp_path: Path, content: str | bytes, part: str = "PS3.4") -> str:
    path = tmp_path / "part.xml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UnreadableError) as caught:
        read_book(path, part, "2026e")
    return str(caught.value).removeprefix(f"{path.as_posix()}:")


# Tables.


def test_a_cell_covers_the_rows_and_columns_it_spans(tmp_path: Path) -> None:
    rows: list[Cells] = [
        [Td(xml=para("a"), rows=2), "b", "c"],
        [Td(xml=para("d"), columns=2)],
        ["e", Td(xml=para("f"), rows=3), "g"],
        ["h", "i"],
        ["j", "k"],
        [Td(xml=para("all"), columns=3)],
    ]
    it = one_table(tmp_path, table("B.1-1", "Spans", ["One", "Two", "Three"], rows))
    assert texts(it) == [
        ["a", "b", "c"],
        ["a", "d", "d"],
        ["e", "f", "g"],
        ["h", "f", "i"],
        ["j", "f", "k"],
        ["all", "all", "all"],
    ]
    assert [len(row.own) for row in it.rows] == [3, 1, 3, 2, 2, 1]


def test_a_row_over_all_columns_is_whole_and_a_short_one_ends_early(tmp_path: Path) -> None:
    rows: list[Cells] = [[Td(xml=para("remark"), columns=2)], ["short"]]
    it = one_table(tmp_path, table("B.1-1", "Rows", ["One", "Two"], rows))
    assert [row.is_whole for row in it.rows] == [True, True]
    assert it.rows[1][1] is None
    assert it.rows[1].text(1) == ""


def test_heads_stand_above_each_other(tmp_path: Path) -> None:
    head = (
        "<thead>"
        f"<tr>{Td(xml=para('Name'), rows=2, name='th')}"
        f"{Td(xml=para('Usage'), columns=2, name='th')}"
        f"</tr><tr>{Td(xml=para('SCU'), name='th')}{Td(xml=para('SCP'), name='th')}</tr></thead>"
    )
    xml = (
        f'<table label="B.1-1"><caption>Heads</caption>{head}<tbody><tr><td/></tr></tbody></table>'
    )
    assert one_table(tmp_path, xml).heads == ("name", "usage scu", "usage scp")


def test_a_table_without_a_head_has_its_first_row_for_one(tmp_path: Path) -> None:
    xml = (
        '<table xml:id="table_B.1-1"><caption>No head</caption><tbody>'
        "<tr><td><para>Tag</para></td></tr><tr><td><para>(0010,0020)</para></td></tr>"
        "</tbody></table>"
    )
    it = one_table(tmp_path, xml)
    assert (it.label, it.heads, texts(it)) == ("B.1-1", ("tag",), [["(0010,0020)"]])


def test_the_label_may_stand_in_the_caption_alone(tmp_path: Path) -> None:
    xml = "<table><caption>Table B.1-1. Some names</caption><tbody><tr><td/></tr></tbody></table>"
    it = one_table(tmp_path, xml)
    assert (it.label, it.caption) == ("B.1-1", "Some names")


def test_parts_of_a_table_are_put_together(tmp_path: Path) -> None:
    first = table("B.1-1", "Names", ["Name"], [["a"], ["b"]])
    second = table("B.1-1", "Names (continued)", ["Name"], [["c"]], identity="table_B.1-1_2")
    it = one_table(tmp_path, first + second)
    assert texts(it) == [["a"], ["b"], ["c"]]
    assert [[cell.flat for cell in row.own] for row in it.rows] == [["a"], ["b"], ["c"]]


def test_a_table_that_is_repeated_is_read_once(tmp_path: Path) -> None:
    xml = table("B.1-1", "Names", ["Name"], [["a"]])
    assert texts(one_table(tmp_path, xml + xml)) == [["a"]]


def test_of_two_tables_with_one_label_the_second_goes_by_its_id(tmp_path: Path) -> None:
    xml = table("B.1-1", "One", ["Name"], [["a"]]) + table(
        "B.1-1", "Two", ["Name"], [["b"]], identity="table_B.1-2"
    )
    it = read(tmp_path, book("PS3.4", "2026e", chapter("A", "A", xml)))
    assert [(table.label, table.caption) for table in it.tables] == [
        ("B.1-1", "One"),
        ("B.1-2", "Two"),
    ]
    assert it.problems == ()


def test_two_tables_with_one_label_and_one_id_are_a_problem(tmp_path: Path) -> None:
    xml = table("B.1-1", "One", ["Name"], [["a"]]) + "\n" + table("B.1-1", "Two", ["Name"], [["b"]])
    it = read(tmp_path, book("PS3.4", "2026e", chapter("A", "A", xml)))
    path = (tmp_path / "part.xml").as_posix()
    assert [str(problem) for problem in it.problems] == [
        f"{path}:20: Table B.1-1 again, first on line 7, expected it once"
    ]


def test_a_table_knows_its_sections(tmp_path: Path) -> None:
    inner = section("B.5.1", "Inner", "<figure>" + table("B.5-1", "T", ["Name"], []) + "</figure>")
    it = read(
        tmp_path, book("PS3.4", "2026e", chapter("B", "Annex", section("B.5", "Outer", inner)))
    )
    assert it.tables[0].section is not None
    assert [part.label for part in it.tables[0].section.path] == ["B.5.1", "B.5", "B"]


def test_a_label_ends_where_the_number_ends(tmp_path: Path) -> None:
    it = read(tmp_path, book("PS3.4", "2026e", section("DD.3.2Verification", "Verification")))
    assert [part.label for part in it.sections.values()] == ["DD.3.2"]


# Words.


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\n  words ", "two words"),
        ("no\u00a0break", "no break"),
        ("in\u200bvisible", "invisible"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeffmark\u2060", "mark"),
    ],
)
def test_plain_text_has_what_readers_see(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_names_have_the_hyphens_and_quotes_of_ascii() -> None:
    assert (
        folded("X\u2011Ray \u2013 Patient\u2019s \u201cName\u201d") == 'X-Ray - Patient\'s "Name"'
    )


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("(0008,103E)", "(0008,103E)"),
        ("(0008,\u200b103e)", "(0008,103E)"),
        (" (0008, 103E) ", "(0008,103E)"),
        ("(60xx,3000)", "(60xx,3000)"),
        ("(60XX,3000)", "(60xx,3000)"),
        ("(0020,31xx)", "(0020,31xx)"),
        ("(0040,A30A) (see Note)", "(0040,A30A)"),
        ("(gggg,eeee)", "(gggg,eeee)"),
        ("((0008,0005)", "(0008,0005)"),
        ("(0008,0005)).", "(0008,0005)"),
        ("(0018,1140) (0018,1142)", ""),
        ("(0018,1140),(0018,1142)", ""),
        ("(0008,00Z0)", ""),
        ("(0008,00100)", ""),
        ("", ""),
        ("0010", ""),
    ],
)
def test_tags(text: str, tag: str) -> None:
    assert tag_of(text) == tag


def test_a_uid_is_joined_over_lines_and_keeps_its_soft_hyphen_if_asked(tmp_path: Path) -> None:
    uid = "1.\u00ad2.840.\u200b10008.\n      1.1"
    it = one_table(tmp_path, table("B.1-1", "UIDs", ["UID"], [[uid]]))
    cell = it.rows[0][0]
    assert printed(cell) == "1.\u00ad2.840.10008.1.1"
    assert joined(uid) == "1.2.840.10008.1.1"


def test_words_of_a_cell_by_its_paragraphs(tmp_path: Path) -> None:
    xml = (
        "<para>One <emphasis>two</emphasis></para><note><para>three</para></note>"
        "<itemizedlist><listitem><para>four</para></listitem></itemizedlist>"
        "<para>five<footnote><para>not this</para></footnote></para>"
    )
    it = one_table(tmp_path, table("B.1-1", "Words", ["Name"], [[Td(xml=xml)]]))
    cell = it.rows[0][0]
    assert cell is not None
    assert cell.lines == ["One two", "three", "four", "five"]


def test_links_of_a_cell(tmp_path: Path) -> None:
    xml = (
        '<para><olink targetdoc="PS3.3" targetptr="sect_A.26"/> <xref linkend="sect_B.5.1.1"/>'
        '<link xmlns:xl="http://www.w3.org/1999/xlink" xl:href="http://example.org"/></para>'
    )
    it = one_table(tmp_path, table("B.1-1", "Links", ["Name"], [[Td(xml=xml)]]))
    assert list(links(it.rows[0][0])) == [("PS3.3", "sect_A.26"), ("", "sect_B.5.1.1")]


# Which part of which edition.


@pytest.mark.parametrize(
    "subtitle",
    ["DICOM PS3.4 2026e - Service", "DICOM PS 3.4 2026e", "DICOM PS3.4-2026e: Service"],
)
def test_the_edition_stands_in_the_subtitle(tmp_path: Path, subtitle: str) -> None:
    text = book("PS3.4", "2026e").replace("DICOM PS3.4 2026e - Made for a test", subtitle)
    assert read(tmp_path, text).edition == "2026e"


def test_the_first_edition_in_docbook_has_a_year_only(tmp_path: Path) -> None:
    assert read(tmp_path, book("PS3.4", "2013"), edition="2013").edition == "2013"


def test_another_edition_than_named(tmp_path: Path) -> None:
    assert refusal(tmp_path, book("PS3.4", "2026d")) == "2: PS3.4 2026d, expected PS3.4 2026e"


def test_another_part(tmp_path: Path) -> None:
    assert refusal(tmp_path, book("PS3.6", "2026e")) == "2: PS3.6, expected PS3.4"


def test_a_book_about_something_else(tmp_path: Path) -> None:
    text = '<book xmlns="http://docbook.org/ns/docbook"><title>Cooking</title></book>'
    assert refusal(tmp_path, text) == "1: no part of DICOM, expected PS3.4"


# Files that are something else.


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "1: an empty file, expected the DocBook source"),
        (
            "<!DOCTYPE html><html><head></head></html>",
            "1: an HTML page, expected the DocBook source",
        ),
        ("\ufeff\n<HTML lang='en'>", "1: an HTML page, expected the DocBook source"),
        (
            '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>',
            "1: an HTML page, expected the DocBook source: a <book> of http://docbook.org/ns/docbook",
        ),
        (
            "<article/>",
            (
                "1: a file of <article>, expected the DocBook source: a <book> of "
                "http://docbook.org/ns/docbook"
            ),
        ),
        (
            '<?xml version="1.0" encoding="u0tf-8"?><book/>',
            "1: unknown encoding: u0tf-8, expected UTF-8",
        ),
        (
            '<?xml version="1.0" encoding="utf-7"?><book/>',
            "1: multi-byte encodings are not supported, expected UTF-8",
        ),
        ("PK\x03\x04", "1: not XML, expected the DocBook source"),
        ("uid,name\n1.2,x\n", "1: not XML, expected the DocBook source"),
    ],
)
def test_what_is_no_docbook(tmp_path: Path, content: str, message: str) -> None:
    assert refusal(tmp_path, content) == message


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    text = book("PS3.4", "2026e", chapter("A", "A", table("B.5-1", "T", ["Name"], [["a"]])))
    message = refusal(tmp_path, text[: text.index("a</para>") + 1])
    assert message == "16: the file ends within <para>, expected the whole of it"


def test_a_file_that_is_broken_in_its_middle(tmp_path: Path) -> None:
    text = book("PS3.4", "2026e", "<section>", "</chapter>", "<para/>")
    assert refusal(tmp_path, text) == "6: mismatched tag, expected well-formed XML"


# Safety.


def test_no_entity_is_declared(tmp_path: Path) -> None:
    laughs = '<!DOCTYPE book [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    text = book("PS3.4", "2026e").replace("<book", f"{laughs}\n<book", 1)
    assert refusal(tmp_path, text) == "2: declares the entity a, expected none"


def test_no_file_is_included(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    doctype = f'<!DOCTYPE book [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    text = book("PS3.4", "2026e", "<para>&x;</para>").replace("<book", f"{doctype}\n<book", 1)
    assert refusal(tmp_path, text) == "2: declares the entity x, expected none"


def test_no_text_is_lost_to_an_entity_of_elsewhere(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE book SYSTEM "docbook.dtd">'
    text = book("PS3.4", "2026e", "<para>&nbsp;</para>").replace("<book", f"{doctype}\n<book", 1)
    assert (
        refusal(tmp_path, text) == "6: the entity nbsp, which nothing here declares, expected none"
    )


def test_a_doctype_alone_is_no_harm(tmp_path: Path) -> None:
    text = book("PS3.4", "2026e").replace("<book", '<!DOCTYPE book SYSTEM "docbook.dtd">\n<book', 1)
    assert read(tmp_path, text).part == "PS3.4"


@pytest.mark.thorough
def test_25_megabytes_take_less_than_30_seconds_and_1_gib(tmp_path: Path) -> None:
    cells = ["Attribute of some length", "(0010,0020)", "1C", "Words of a description. " * 60]
    one = row_xml(cells)
    rows = [one] * (25_000_000 // len(one) + 1)
    heads = ["Attribute Name", "Tag", "Type", "Attribute Description"]
    text = book("PS3.4", "2026e", chapter("C", "C", table("C.7-1", "T", heads, rows)))
    assert len(text) > 25_000_000
    started = time.process_time()
    it = read(tmp_path, text)
    assert len(it.tables[0].rows) == len(rows)
    assert time.process_time() - started < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1024 * 1024


def row_xml(cells: list[str]) -> str:
    inside = "".join(f"<td><para xml:id='para_{len(it)}'>{it}</para></td>\n" for it in cells)
    return f"<tr>{inside}</tr>"
