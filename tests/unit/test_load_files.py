"""What the readers say about bad files: the place, what was found and what was expected."""

import json
import os
from pathlib import Path

import pytest

from generator.load.files import read_csv, read_front_matter, read_yaml, wrong_schemas
from generator.problems import Problem, Where

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"description": "a name", "type": "string", "maxLength": 60},
        "section": {"description": "a section, as 7.10", "type": "string", "pattern": "^[0-9.]+$"},
        "codes": {
            "type": "array",
            "uniqueItems": True,
            "items": {"description": "a code", "enum": ["CT", "MR"]},
        },
        "names": {"type": "array", "minItems": 1, "maxItems": 2},
        "part": {"type": "string"},
    },
    "dependentRequired": {"part": ["section"]},
}


@pytest.fixture
def schema(tmp_path: Path) -> Path:
    path = tmp_path / "schema.json"
    path.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return path


def said(tmp_path: Path, schema: Path, text: str | bytes) -> list[str]:
    """What `read_yaml` says about a file with that content, without the folder."""
    path = tmp_path / "it.yml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    problems: list[Problem] = []
    document = read_yaml(path, schema, problems)
    assert (document is None) == bool(problems)
    return [str(problem).removeprefix(f"{tmp_path.as_posix()}/") for problem in problems]


def test_every_scalar_is_a_string(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "it.yml"
    path.write_text("name: NO\nsection: 7.10\ncodes: [CT]\n", encoding="utf-8")
    document = read_yaml(path, schema, [])
    assert document is not None
    assert document.value == {"name": "NO", "section": "7.10", "codes": ["CT"]}
    assert document.where("section") == Where(path.as_posix(), 2)
    assert document.where("codes", 0) == Where(path.as_posix(), 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: x\nname: y\n", "it.yml:2: duplicate key 'name', first on line 1, expected it once"),
        (
            "name: x\nnaem: y\n",
            "it.yml:2: unknown key 'naem', expected one of codes, name, names, part, section",
        ),
        (
            "name: x\nsection: A\n",
            "it.yml:2: section: 'A', expected a section, as 7.10",
        ),
        (
            "name: x\ncodes:\n  - CT\n  - US\n",
            "it.yml:4: codes/1: 'US', expected a code",
        ),
        ("codes: []\n", "it.yml:1: no 'name', expected a name"),
        ("- x\n", "it.yml:1: a list, expected a mapping"),
        ("x\n", "it.yml:1: 'x', expected a mapping"),
        ("name: [x]\n", "it.yml:1: name: a list, expected a name"),
        ("name:\n  a: b\n  c: d\n", "it.yml:1: name: a mapping of a, c, expected a name"),
        ("name: {}\n", "it.yml:1: name: an empty mapping, expected a name"),
        ("name: x\ncodes: CT\n", "it.yml:2: codes: 'CT', expected a list"),
        (f"name: {'x' * 61}\n", "it.yml:1: name: 61 characters, expected a name"),
        ("name: x\ncodes: [CT, MR, CT]\n", "it.yml:2: codes: 'CT' again, expected each once"),
        ("name: x\nnames: []\n", "it.yml:2: names: 0 items, expected at least 1"),
        ("name: x\nnames: [a, b, c]\n", "it.yml:2: names: 3 items, expected at most 2"),
        ("name: x\npart: PS3.4\n", "it.yml:2: 'part' without 'section', expected both"),
        ("", "it.yml:1: empty file, expected a YAML document"),
        (
            "name: !!python/object/apply:os.system [true]\n",
            (
                "it.yml:1: tag 'tag:yaml.org,2002:python/object/apply:os.system', "
                "expected a plain string, list or mapping"
            ),
        ),
        (
            "name: !!int 3\n",
            "it.yml:1: tag 'tag:yaml.org,2002:int', expected a plain string, list or mapping",
        ),
        (
            "name: !!str x\n",
            "it.yml:1: tag 'tag:yaml.org,2002:str', expected a plain string, list or mapping",
        ),
        ("name: ! x\n", "it.yml:1: tag '!', expected a plain string, list or mapping"),
        ("name: &a x\nsection: 7\n", "it.yml:1: anchor '&a', expected the value alone"),
        ("name: x\nsection: *a\n", "it.yml:2: alias '*a', expected the value itself"),
        ("name: " + "[" * 100_000, "it.yml:1: values nested 21 deep, expected at most 20"),
        ("? [a]\n: b\n", "it.yml:1: a list or mapping as a key, expected a word"),
        ("name: x\nsection: '7\n\n", "it.yml:2: a quote that nothing closes, expected another one"),
        ('name: "\\q"\n', "it.yml:1: an unknown escape, expected single quotes around the value"),
        ("name: x\n\tsection: 7\n", "it.yml:2: a tab, expected blanks"),
        ("name: x\nsection:\n\t7\n", "it.yml:3: a tab, expected blanks"),
        ("name: @x\n", "it.yml:1: '@' where a value begins, expected quotes around the value"),
        ("name: x: y\n", "it.yml:1: a colon in a value, expected quotes around it"),
        ("name: - x\n", "it.yml:1: a list beside its key, expected it on the next line"),
        ("name: x\nsection\n", "it.yml:3: a line without a colon, expected `key: value`"),
        (
            "name: x\n section: 7\n",
            "it.yml:2: a colon in a value, expected quotes around it",
        ),
        (
            " name: x\nsection: 7\n",
            "it.yml:2: a line that is not in line, expected the indent of those above",
        ),
        (
            "names:\n- a\n- b\n  c: d\n e: f\n",
            "it.yml:4: a colon in a value, expected quotes around it",
        ),
        ("names: [a, b\nname: x\n", "it.yml:2: a list that does not end, expected `]`"),
        ("name: {a: b\nsection: 7\n", "it.yml:2: a mapping that does not end, expected `}`"),
        ("name: x\n---\nname: y\n", "it.yml:2: a second document, expected one"),
        (
            "name: 'x' y\n",
            "it.yml:1: a line that is not in line, expected the indent of those above",
        ),
        ("%TAG x\n", "it.yml:1: not YAML (did not find expected '!'), expected YAML"),
        (b"section: 7\nname: \xff\n", "it.yml:2: byte 0xff, expected UTF-8"),
        ("name: x\nsection: 7\0\n", "it.yml:2: character U+0000, expected text without it"),
        ("\ufeffname: x\n", "it.yml:1: a byte order mark, expected UTF-8 without one"),
    ],
)
def test_bad_yaml(tmp_path: Path, schema: Path, text: str | bytes, expected: str) -> None:
    assert said(tmp_path, schema, text) == [expected]


def test_every_fault_of_a_file_is_reported(tmp_path: Path, schema: Path) -> None:
    assert said(tmp_path, schema, "section: A\ncodes: [US]\n") == [
        "it.yml:1: no 'name', expected a name",
        "it.yml:1: section: 'A', expected a section, as 7.10",
        "it.yml:2: codes/0: 'US', expected a code",
    ]
    assert said(tmp_path, schema, "name: x\nname: y\nname: z\nsection: A\n") == [
        "it.yml:2: duplicate key 'name', first on line 1, expected it once",
        "it.yml:3: duplicate key 'name', first on line 1, expected it once",
        "it.yml:4: section: 'A', expected a section, as 7.10",
    ]


def test_a_file_that_is_not_there(tmp_path: Path, schema: Path) -> None:
    problems: list[Problem] = []
    assert read_yaml(tmp_path / "none.yml", schema, problems) is None
    assert read_csv(tmp_path / "none.csv", ("uid",), problems) == []
    assert [problem.message for problem in problems] == ["no such file, expected one"] * 2


def test_a_folder_in_the_place_of_a_file(tmp_path: Path, schema: Path) -> None:
    problems: list[Problem] = []
    (tmp_path / "it.yml").mkdir()
    assert read_yaml(tmp_path / "it.yml", schema, problems) is None
    assert read_csv(tmp_path / "it.yml", ("uid",), problems) == []
    assert [problem.message for problem in problems] == ["a folder, expected a file"] * 2


def test_a_file_that_the_system_refuses(tmp_path: Path) -> None:
    problems: list[Problem] = []
    (tmp_path / "file").touch()
    assert read_csv(tmp_path / "file" / "it.csv", ("uid",), problems) == []
    assert [problem.message for problem in problems] == [
        "Not a directory, expected a file that can be read"
    ]


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("uid,name\n1.2,x\n", [("1.2", "x")], []),
        ('uid,name\n1.2,"x\ny"\n1.3,z\n', [("1.2", "x\ny"), ("1.3", "z")], []),
        ("uid;name\n1.2;x\n", [], ["1: header 'uid;name', expected 'uid,name'"]),
        ("", [], ["1: header '', expected 'uid,name'"]),
        ("uid,name\n1.2\n1.3,z\n", [("1.3", "z")], ["2: 1 cell, expected 2 (uid,name)"]),
        ("uid,name\n\n1.3,z\n", [("1.3", "z")], ["2: 0 cells, expected 2 (uid,name)"]),
        (
            "uid,name\n1.2,x\n1.2,y\n",
            [("1.2", "x")],
            ["3: duplicate '1.2', first on line 2, expected each once"],
        ),
        (
            'uid,name\n1.2,"x"y\n',
            [],
            ["2: text after a closing quote, expected a comma or the next row"],
        ),
        (
            'uid,name\n1.2,x\n1.3,"y\n1.4,z\n',
            [("1.2", "x")],
            ["3: a quote that nothing closes, expected another one"],
        ),
        ("uid,na\rme\n", [], ["1: header 'uid,na', expected 'uid,name'"]),
        ("\ufeffuid,name\n1.2,x\n", [], ["1: a byte order mark, expected UTF-8 without one"]),
        ("uid,name\n1.2,x\u2028\n", [], ["2: character U+2028, expected text without it"]),
    ],
)
def test_csv(tmp_path: Path, text: str, rows: list[tuple[str, str]], expected: list[str]) -> None:
    path = tmp_path / "it.csv"
    path.write_text(text, encoding="utf-8")
    problems: list[Problem] = []
    read = read_csv(path, ("uid", "name"), problems, unique=("uid",))
    assert [(row["uid"], row["name"]) for row in read] == rows
    assert [str(problem).removeprefix(f"{path.as_posix()}:") for problem in problems] == expected


def test_the_line_of_a_row_is_that_on_which_it_begins(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text('uid,name\n1.2,"x\ny"\n1.3,z\n', encoding="utf-8")
    assert [row.where.line for row in read_csv(path, ("uid", "name"), [])] == [2, 4]


def test_what_is_not_wrong_is_left(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "it.yml"
    path.write_text(
        "colour: red\nname: x\nsection: A\ncodes:\n  - US\n  - CT\n  - US\n  - MR\npart: 3\n",
        encoding="utf-8",
    )
    problems: list[Problem] = []
    left = read_yaml(path, schema, problems, in_part=True)
    assert sorted(problem.where.line for problem in problems) == [1, 3, 5, 7, 7]
    assert left is not None
    # `part` needs a `section`, which is wrong.
    assert left.value == {"name": "x", "codes": ["CT", "MR"]}
    assert left.where("codes", 1) == Where(path.as_posix(), 8)


def test_nothing_is_left_of_what_lacks_the_necessary(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "it.yml"
    path.write_text("name: [x]\n", encoding="utf-8")
    assert read_yaml(path, schema, [], in_part=True) is None


def test_a_pipe_in_the_place_of_a_file(tmp_path: Path) -> None:
    problems: list[Problem] = []
    os.mkfifo(tmp_path / "it.csv")
    assert read_csv(tmp_path / "it.csv", ("uid",), problems) == []
    assert [problem.message for problem in problems] == ["a pipe or device, expected a file"]


@pytest.mark.parametrize("unseen", "\u00ad\u200b\u200e\u202e\u2060\u2066\u3164\U000e0041")
def test_what_nobody_sees_is_refused(tmp_path: Path, schema: Path, unseen: str) -> None:
    message = f"character U+{ord(unseen):04X}, expected text without it"
    assert said(tmp_path, schema, f"name: a{unseen}b\n") == [f"it.yml:1: {message}"]


BLANK = "with a blank at an end, expected none there"


NONE = "expected text without it"
MARK = "with a mark that stands alone, expected the letter that has it"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("name: ' x'\n", f"it.yml:1: name: ' x' {BLANK}"),
        (
            "name: 'x\u00a0'\n",
            "it.yml:1: name: 'x\\xa0' with a blank at an end, expected none there",
        ),
        ('name: "a\\tb"\n', "it.yml:1: name: 'a\\tb' with a tab, expected blanks"),
        (
            'name: "a\\xa0b"\n',
            "it.yml:1: name: 'a\\xa0b' with the blank U+00A0, expected that of the keyboard",
        ),
        *(
            (
                f'name: "a\\u{code}b"\n',
                f"it.yml:1: name: {shown!r} with the character U+{code}, {NONE}",
            )
            for code in ("0000", "000D", "0085", "2028", "202E", "200B", "FEFF")
            for shown in [f"a{chr(int(code, 16))}b"]
        ),
        (
            'name: "re\\u0301sume"\n',
            f"it.yml:1: name: 're\u0301sume' {MARK}",
        ),
    ],
)
def test_blanks_that_nobody_means(tmp_path: Path, schema: Path, text: str, expected: str) -> None:
    assert said(tmp_path, schema, text) == [expected]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "{",
            "no JSON (Expecting property name enclosed in double quotes), expected a JSON Schema",
        ),
        ("[" * 100_000, "values nested too deep, expected a JSON Schema"),
        (
            '{"type": 1}',
            "type: 1 is not valid under any of the given schemas, expected a JSON Schema",
        ),
        ('"text"', "'text' is not of type 'object', 'boolean', expected a JSON Schema"),
        *(
            (content, "a value or a $ref, expected a JSON Schema that says all itself")
            for content in ("true", '{"$ref": "#"}', '{"items": {"$ref": "https://x/"}}')
        ),
    ],
)
def test_what_is_no_schema(tmp_path: Path, content: str, expected: str) -> None:
    path = tmp_path / "it.schema.json"
    path.write_text(content, encoding="utf-8")
    assert [str(problem) for problem in wrong_schemas(tmp_path)] == [f"{path}:1: {expected}"]


def test_a_schema_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "it.schema.json").write_bytes(b'{"title": "\xff"}')
    (problem,) = wrong_schemas(tmp_path)
    assert problem.message.startswith("byte 0xff, expected UTF-8")


def test_tables_of_editions_keep_what_is_printed(tmp_path: Path) -> None:
    for folder, kept in (("data/editions/2024d", 1), ("data/relations", 0)):
        path = tmp_path / folder / "it.csv"
        path.parent.mkdir(parents=True)
        path.write_text("uid,name\n1.2,CT \n", encoding="utf-8")
        problems: list[Problem] = []
        assert len(read_csv(path, ("uid", "name"), problems)) == kept
        messages = ["name: 'CT ' with a blank at an end, expected none there"][kept:]
        assert [problem.message for problem in problems] == messages


def test_a_cell_that_is_too_long(tmp_path: Path) -> None:
    path = tmp_path / "it.csv"
    path.write_text(f"uid,name\n1.2,{'x' * 200_000}\n", encoding="utf-8")
    problems: list[Problem] = []
    assert read_csv(path, ("uid", "name"), problems) == []
    message = "a cell of more than 131,072 characters, expected a shorter one"
    assert [str(problem.message) for problem in problems] == [message]


def test_front_matter_may_have_the_line_ends_of_windows(tmp_path: Path, schema: Path) -> None:
    path = tmp_path / "it.md"
    path.write_bytes(b"---\r\nname: x\r\n---\r\nText.\r\n")
    document = read_front_matter(path, schema, [])
    assert document is not None
    assert document.value == {"name": "x"}
