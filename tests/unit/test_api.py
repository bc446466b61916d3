"""The forms of the API: JSON, CSV, SQLite and schemas, whatever they hold."""

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, TypedDict, cast, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.api.catalogue import parameter, schema_name
from generator.api.csv_files import csv_bytes
from generator.api.schemas import json_schema
from generator.api.shapes.documents import OneSopClass, Registry, SopClasses
from generator.api.shapes.values import Pattern
from generator.api.sqlite import sqlite_again, sqlite_bytes
from generator.api.tables import DECLARATIONS
from generator.api.tables.table import Cell, Column, Table
from generator.api.text import Before, json_bytes, with_values
from generator.model.shielding import SHIELDED


def column(name: str, **said: bool | str) -> Column:
    facts = {"is_number": False, "may_be_null": False, "refers": "", **said}
    return Column(name=name, text=f"The {name}.", **facts)  # type: ignore[arg-type]


def table(*rows: tuple[Cell, ...], name: str = "words") -> Table:
    columns = (column("number", is_number=True), column("word", may_be_null=True))
    return Table(name=name, text="A word.", columns=columns, key=("number",), rows=rows)


# JSON


def test_json_has_each_key_and_each_record_on_a_line_of_its_own() -> None:
    document = {"edition": "2026c", "words": [{"a": 1, "b": "é"}, {"a": None, "b": "x"}], "no": []}
    assert json_bytes(document).decode() == (
        '{\n"edition":"2026c",\n"words":[\n{"a":1,"b":"é"},\n{"a":null,"b":"x"}\n],\n"no":[]\n}\n'
    )


_RECORDS = st.lists(st.dictionaries(st.text(), st.lists(st.text()) | st.none() | st.integers()))
_VALUES = _RECORDS | st.lists(st.text()) | st.text() | st.none() | st.integers()


@given(st.dictionaries(st.text(), st.lists(st.dictionaries(st.text(), st.text()))))
def test_json_says_what_it_was_given(document: dict[str, list[dict[str, str]]]) -> None:
    assert json.loads(json_bytes(document)) == document


@given(st.lists(st.tuples(st.lists(st.integers(0, 3)), st.booleans()), max_size=6))
def test_a_document_that_goes_on_from_the_one_before_says_the_same(
    parts: list[tuple[list[int], bool]],
) -> None:
    before: Before = {}
    records: list[int] = []
    for new, goes_on in parts:
        records = [*new, *records] if goes_on else new
        document = {"words": records, "same": "x"}
        assert json_bytes(document, before) == json_bytes(document)


def test_what_the_document_before_has_is_not_made_again() -> None:
    class Once(dict[str, int]):
        asked = 0

        def items(self) -> Any:  # noqa: ANN401  # a view of them
            self.asked += 1
            return super().items()

    records = [Once(a=number) for number in range(4)]
    before: Before = {}
    for first in (3, 1, 0):
        json_bytes({"records": records[first:]}, before)
    assert [it.asked for it in records] == [1, 1, 1, 1]


@given(st.dictionaries(st.text(), _VALUES, min_size=1), _VALUES, st.data())
def test_a_value_of_json_is_replaced(
    document: dict[str, object], value: object, data: st.DataObject
) -> None:
    other = {data.draw(st.sampled_from([*document])): value}
    assert with_values(json_bytes(document), other) == json_bytes(document | other)


def test_only_a_value_that_is_there_is_replaced() -> None:
    with pytest.raises(ValueError, match="subsection not found"):
        with_values(json_bytes({"a": ['"b":']}), {"b": 1})


# CSV


def cells(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def test_csv_has_a_header_and_the_line_ends_of_rfc_4180() -> None:
    content = csv_bytes(table((1, "one"), (2, None), (3, 'say "a, b"')))
    assert content == b'number,word\r\n1,one\r\n2,\r\n3,"say ""a, b"""\r\n'


@pytest.mark.parametrize(
    ("word", "shielded"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1+1", "'-1+1"),
        ("- For Processing", "'- For Processing"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r'=1"),
        ("\n=1", "'\n'=1"),
        ("x;=1", "x;'=1"),
        ("'=1", "''=1"),
        ("CT Image Storage - For Processing", "CT Image Storage - For Processing"),
        ("1-n", "1-n"),
        ("'s", "'s"),
        ("", ""),
    ],
)
def test_no_cell_of_csv_is_a_formula(word: str, shielded: str) -> None:
    assert cells(csv_bytes(table((1, word))))[1] == ["1", shielded]


tricky = st.text(alphabet="=+-@'\t\r\n;,\"a ") | st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\0")
)


@given(tricky)
def test_a_cell_shielded_is_harmless_and_can_be_had_back(word: str) -> None:
    content = csv_bytes(table((1, word)))
    shielded = cells(content)[1][1]
    assert SHIELDED.sub("", shielded) == word
    for separator in ";\t":
        for part in shielded.replace("\r", separator).replace("\n", separator).split(separator):
            assert not part.startswith(("=", "+", "-", "@"))


# SQLite


_CELLS = ("row", "tag", "keyword", "name", "vr", "vm", "type", "includes")


def tables(*words: tuple[Cell, ...]) -> list[Table]:
    """A table with these rows, and those that the database's view is of."""
    return [
        table(*words),
        Table(
            name="tables",
            text="A table.",
            columns=(column("table"), column("kind"), column("key")),
            key=("table",),
            rows=[("1", "module", "same"), ("2", "macro", "same"), ("3", "macro", "other")],
        ),
        Table(
            name="table_rows",
            text="A row.",
            columns=(
                column("table"),
                *(column(name, is_number=True) for name in ("number", "depth")),
                *map(column, _CELLS),
            ),
            key=("table", "number"),
            rows=[
                ("1", 1, 0, "1", "A", "", "", "", "", "1", ""),
                ("1", 2, 1, "2", "", "", "", "", "", "", "same"),
                ("2", 1, 0, "1", "B", "", "", "", "", "1", ""),
                ("2", 2, 1, "2", "", "", "", "", "", "", "other"),
                ("3", 1, 0, "1", "", "", "", "", "", "", "same"),
            ],
        ),
    ]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "registry.sqlite"
    path.write_bytes(sqlite_bytes(tables((1, "one"), (2, None), (3, "'); DROP TABLE words; --"))))
    with closing(sqlite3.connect(path)) as database:
        yield database


def test_a_database_filled_anew_in_part_is_as_if_filled_at_once() -> None:
    one, other = tables((1, "one"), (2, "x" * 9000)), tables((2, "two"), (3, None), (4, "new"))

    again = sqlite_again(sqlite_bytes(one), other[:1])

    assert again == sqlite_bytes(other)
    assert sqlite_again(again, one[:1]) == sqlite_bytes(one)


def test_the_database_holds_the_rows_as_they_are(database: sqlite3.Connection) -> None:
    assert database.execute("SELECT * FROM words").fetchall() == [
        (1, "one"),
        (2, None),
        (3, "'); DROP TABLE words; --"),
    ]


def test_the_database_says_what_its_columns_hold(database: sqlite3.Connection) -> None:
    (definition,) = database.execute(
        "SELECT sql FROM sqlite_master WHERE name = 'words'"
    ).fetchone()
    assert definition == (
        'CREATE TABLE "words" (\n'
        "  -- A word.\n"
        '  "number" INTEGER NOT NULL, -- The number.\n'
        '  "word" TEXT, -- The word.\n'
        '  PRIMARY KEY ("number")\n'
        ") WITHOUT ROWID"
    )


def test_the_database_leads_into_macros(database: sqlite3.Connection) -> None:
    """Into one of the same key as the module too, and out of those that include each other."""
    query = 'SELECT module, way, depth, "table", row, tag FROM module_rows ORDER BY way, row'
    assert database.execute(query).fetchall() == [
        ("same", "/", 0, "1", "1", "A"),
        ("same", "/", 1, "1", "2", ""),
        ("same", "/same/", 1, "2", "1", "B"),
        ("same", "/same/", 2, "2", "2", ""),
        ("same", "/same/other/", 2, "3", "1", ""),
    ]


# Schemas


class Kind(StrEnum):
    ONE = "1"
    TWO = "2C"


class Part(TypedDict):
    """A part."""

    name: Annotated[str | None, "The name."]


class Sample(TypedDict):
    """A sample."""

    uid: Annotated[str, "The UID.", Pattern("[0-9.]+")]
    kind: Annotated[Kind | None, "The kind."]
    state: Literal["active", "retired"]
    parts: list[Part]
    main: Part | None
    by_name: dict[str, int]
    good: bool


def test_a_schema_is_what_the_annotations_say() -> None:
    assert json_schema(Sample) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "sample",
        "description": "A sample.",
        "type": "object",
        "properties": {
            "uid": {"type": "string", "description": "The UID.", "pattern": "^(?:[0-9.]+)$"},
            "kind": {
                "type": ["string", "null"],
                "enum": ["1", "2C", None],
                "description": "The kind.",
            },
            "state": {"type": "string", "enum": ["active", "retired"]},
            "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
            "main": {"anyOf": [{"$ref": "#/$defs/Part"}, {"type": "null"}]},
            "by_name": {"type": "object", "additionalProperties": {"type": "integer"}},
            "good": {"type": "boolean"},
        },
        "required": ["uid", "kind", "state", "parts", "main", "by_name", "good"],
        "$defs": {
            "Part": {
                "description": "A part.",
                "type": "object",
                "properties": {"name": {"type": ["string", "null"], "description": "The name."}},
                "required": ["name"],
            }
        },
    }


@pytest.mark.parametrize(
    ("shape", "name"),
    [(SopClasses, "sop-classes"), (OneSopClass, "sop-class"), (Registry, "registry")],
)
def test_a_schema_is_named_by_its_document(shape: type, name: str) -> None:
    assert schema_name(shape) == name


def test_the_part_of_a_path_that_differs_has_a_name() -> None:
    assert parameter("sop-classes/{uid}.json") == "uid"
    assert parameter("uids.json") == ""


def test_tables_name_columns_and_tables_that_are_there() -> None:
    """A name that is none would be passed over, and what it says with it."""
    before: set[str] = set()
    for declared in DECLARATIONS:
        of_shape = {*get_type_hints(declared.shape)}
        made = replace(cast(Any, declared), rows=lambda _: ()).filled({})
        columns = {it.name for it in made.columns}
        assert {*declared.without} <= of_shape - columns, made.name
        assert {*declared.refers} <= columns, made.name
        before.add(made.name)
        assert {*declared.refers.values()} <= before, made.name
