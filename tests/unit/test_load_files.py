"""What the readers say about bad files: the place, what was found and what was expected."""

import json
from pathlib import Path

import pytest

from generator.load.files import read_csv, read_yaml
from generator.problems import BadDataError, Problem, Where

SCHEMA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "properties": {
        "name": {"type": "string"},
        "section": {"description": "a section, as 7.10", "type": "string", "pattern": "^[0-9.]+$"},
        "codes": {"type": "array", "items": {"description": "a code", "enum": ["CT", "MR"]}},
    },
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
        ("name: x\nname: y\n", "it.yml:2: duplicate key 'name', first on line 1"),
        (
            "name: x\nnaem: y\n",
            "it.yml:2: unknown key 'naem', expected one of codes, name, section",
        ),
        (
            "name: x\nsection: A\n",
            "it.yml:2: section: 'A' does not match '^[0-9.]+$', expected a section, as 7.10",
        ),
        (
            "name: x\ncodes:\n  - CT\n  - US\n",
            "it.yml:4: codes/1: 'US' is not one of ['CT', 'MR'], expected a code",
        ),
        ("codes: []\n", "it.yml:1: the document: 'name' is a required property"),
        ("- x\n", "it.yml:1: the document: ['x'] is not of type 'object'"),
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
        ("name: &a x\nsection: *a\n", "it.yml:2: alias '*a', expected the value itself"),
        ("name: " + "[" * 100_000, "it.yml:1: values nested more than 20 deep"),
        ("? [a]\n: b\n", "it.yml:1: a key that is not a plain string"),
        ("name: 'x\n", "it.yml:2: found unexpected end of stream"),
        (b"name: \xff\n", "it.yml:1: not UTF-8: invalid start byte at byte 6"),
    ],
)
def test_bad_yaml(tmp_path: Path, schema: Path, text: str | bytes, expected: str) -> None:
    assert said(tmp_path, schema, text) == [expected]


def test_every_fault_of_a_file_is_reported(tmp_path: Path, schema: Path) -> None:
    assert said(tmp_path, schema, "section: A\ncodes: [US]\n") == [
        "it.yml:1: the document: 'name' is a required property",
        "it.yml:1: section: 'A' does not match '^[0-9.]+$', expected a section, as 7.10",
        "it.yml:2: codes/0: 'US' is not one of ['CT', 'MR'], expected a code",
    ]


def test_a_file_that_is_not_there(tmp_path: Path, schema: Path) -> None:
    problems: list[Problem] = []
    assert read_yaml(tmp_path / "none.yml", schema, problems) is None
    assert read_csv(tmp_path / "none.csv", ("uid",), problems) == []
    assert [problem.message for problem in problems] == ["no such file, expected one"] * 2


@pytest.mark.parametrize(
    ("text", "rows", "expected"),
    [
        ("uid,name\n1.2,x\n", [("1.2", "x")], []),
        ('uid,name\n1.2,"x\ny"\n1.3,z\n', [("1.2", "x\ny"), ("1.3", "z")], []),
        ("uid;name\n1.2;x\n", [], ["1: header 'uid;name', expected 'uid,name'"]),
        ("", [], ["1: header '', expected 'uid,name'"]),
        ("uid,name\n1.2\n1.3,z\n", [("1.3", "z")], ["2: 1 cells, expected 2 (uid,name)"]),
        (
            "uid,name\n1.2,x\n1.2,y\n",
            [("1.2", "x")],
            ["3: duplicate '1.2', first on line 2"],
        ),
        ('uid,name\n1.2,"x"y\n', [], ["2: not CSV: ',' expected after '\"'"]),
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


def test_problems_are_sorted_and_told_once() -> None:
    late, early = Problem(Where("b.yml", 2), "x"), Problem(Where("a.yml", 9), "y")
    error = BadDataError([late, early, late])
    assert str(error) == "a.yml:9: y\nb.yml:2: x"
