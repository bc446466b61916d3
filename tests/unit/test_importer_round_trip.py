"""Rows to DocBook to rows: whatever the form, what is printed comes back."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importer import part03, part06, part16
from generator.importer.docbook import Book
from generator.importer.printed import Printed
from tests.docbook import ZERO_WIDTH_SPACE, Cells, Td, chapter, section, table, xref
from tests.unit.importing import made, misprints, rows

Form = Callable[[str], str]

FORMS: tuple[Form, ...] = (
    lambda text: f"<para>{escape(text)}</para>",
    lambda text: f'<para><emphasis role="italic">{escape(text)}</emphasis></para>',
    lambda text: f"<para>\n   {escape(text)}\n  </para>",
    lambda text: f"<para>{escape(text).replace(' ', chr(0xA0))}</para>",
    lambda text: f"<para xml:id='para_1'>{ZERO_WIDTH_SPACE}{escape(text)}</para>",
    lambda text: f"<para>{escape(text[:1])}<emphasis>{escape(text[1:])}</emphasis></para>",
)
"""The forms in which a cell may hold its text."""

forms = st.sampled_from(FORMS)
names = st.from_regex(r"[A-Z][a-z]{1,8}( [A-Z][a-z]{1,8}){0,3}('s)?", fullmatch=True).filter(
    lambda name: not name.casefold().startswith(("include", "any", "all", "other", "attribute"))
)
tags = st.from_regex(r"\([0-9A-F]{4},[0-9A-F]{4}\)", fullmatch=True)
types = st.sampled_from(["1", "1C", "2", "2C", "3"])
depths = st.integers(0, 4)
uids = st.from_regex(r"1\.2\.840\.10008(\.(0|[1-9][0-9]{0,3})){1,6}", fullmatch=True)


def through(part: str, *content: str) -> Book:
    """The book with that content, written and read."""
    with tempfile.TemporaryDirectory() as folder:
        return made(Path(folder), part, *content)


def clean(printed: Printed) -> Printed:
    wrong = [it for it in printed.problems if "no Table" not in it.message]
    assert wrong == []
    return printed


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(depths, tags, names, types, forms, st.booleans()), max_size=12))
def test_attributes(listed: list[tuple[int, str, str, str, Form, bool]]) -> None:
    cells: list[Cells] = [
        [
            Td(xml=form((">" * depth if tight else "> " * depth) + name)),
            Td(xml=form(tag)),
            Td(xml=form(kind)),
            "",
        ]
        for depth, tag, name, kind, form, tight in listed
    ]
    heads = ["Attribute Name", "Tag", "Type", "Attribute Description"]
    made_book = through("PS3.3", table("C.7-1", "Patient Module Attributes", heads, cells))
    it = clean(part03.read(made_book, excerpt=True))
    columns = ("row", "depth", "tag", "name", "type")
    assert rows(it, "ps3.3-attributes", *columns) == [
        (str(number), str(depth), tag, name, kind)
        for number, (depth, tag, name, kind, _, _) in enumerate(listed, 1)
    ]


INCLUDES: tuple[Callable[[str], str], ...] = (
    lambda label: f"Include {xref(f'table_{label}')}",
    lambda label: f"INCLUDE\n{xref(f'table_{label}')} ",
    lambda label: f"<emphasis>Include</emphasis> Table\u00a0{label} \u201cSome Macro\u201d",
    lambda label: f"Include 'Some Macro' Table {label}",
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            depths,
            st.from_regex(
                r"(10|[A-F]\.[0-9]{1,2}(\.[0-9]{1,2}){0,3})-[0-9]{1,2}[a-z]?", fullmatch=True
            ),
            st.sampled_from(INCLUDES),
            st.integers(3, 4),
        ),
        max_size=8,
    )
)
def test_includes(listed: list[tuple[int, str, Callable[[str], str], int]]) -> None:
    cells: list[Cells] = [
        [
            Td(xml=f"<para>{'&gt;' * depth}{form(label)}</para>", columns=columns),
            *[""] * (4 - columns),
        ]
        for depth, label, form, columns in listed
    ]
    heads = ["Attribute Name", "Tag", "Type", "Attribute Description"]
    made_book = through("PS3.3", table("C.7-1", "Patient Module Attributes", heads, cells))
    it = clean(part03.read(made_book, excerpt=True))
    assert rows(it, "ps3.3-attributes", "depth", "include") == [
        (str(depth), label) for depth, label, _, _ in listed
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            names, st.lists(st.tuples(names, st.sampled_from("MCU"), forms), min_size=1, max_size=4)
        ),
        min_size=1,
        max_size=5,
    )
)
def test_modules_of_iods(listed: list[tuple[str, list[tuple[str, str, Form]]]]) -> None:
    cells: list[Cells] = []
    wanted = []
    for entity, modules in listed:
        for number, (module, usage, form) in enumerate(modules):
            first = [Td(xml=form(entity), rows=len(modules))] if number == 0 else []
            reference = Td(xml=f"<para>{xref('sect_C.7.1.1')}</para>")
            cells.append([*first, Td(xml=form(module)), reference, Td(xml=form(usage))])
            wanted.append((entity, module, "C.7.1.1", usage))
    modules_table = table(
        "A.3-1", "CT Image IOD Modules", ["IE", "Module", "Reference", "Usage"], cells
    )
    made_book = through("PS3.3", section("A.3", "CT Image IOD", modules_table))
    it = clean(part03.read(made_book, excerpt=True))
    columns = ("information_entity", "module", "section", "usage")
    assert rows(it, "ps3.3-iod-modules", *columns) == wanted


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(uids, st.tuples(names, st.booleans(), forms, st.booleans()), max_size=10))
def test_registered_uids(listed: dict[str, tuple[str, bool, Form, bool]]) -> None:
    cells: list[Cells] = [
        [
            Td(xml=form(uid.replace(".", f".{ZERO_WIDTH_SPACE}" if broken else "."))),
            Td(xml=form(f"{name} (Retired)" if retired else name)),
            "SOP Class",
            "PS3.4",
        ]
        for uid, (name, retired, form, broken) in listed.items()
    ]
    heads = ["UID Value", "UID Name", "UID Type", "Part"]
    made_book = through("PS3.6", table("A-1", "UID Values", heads, cells))
    it = clean(part06.read(made_book, misprints(), {}))
    assert rows(it, "ps3.6-table-a-1", "uid", "name", "retired") == [
        (uid, name, "Y" if retired else "") for uid, (name, retired, _, _) in listed.items()
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.from_regex(r"[A-Z0-9-]{1,9}", fullmatch=True), names, forms), max_size=8)
)
def test_codes(listed: list[tuple[str, str, Form]]) -> None:
    cells: list[Cells] = [
        ["DCM", Td(xml=form(code)), Td(xml=form(meaning))] for code, meaning, form in listed
    ]
    heads = ["Coding Scheme Designator", "Code Value", "Code Meaning"]
    codes = section("CID 2", "A", table("CID 2", "A", heads, cells), identity="sect_CID_2")
    made_book = through("PS3.16", chapter("B", "Groups", codes))
    it = clean(part16.read(made_book))
    assert rows(it, "ps3.16-codes", "scheme", "code", "meaning") == [
        ("DCM", code, meaning) for code, meaning, _ in listed
    ]
