"""What rows of PS3.3 mean: bad rows named with their place, and how far a record is trusted."""

from pathlib import Path

import pytest

from generator.load.meaning import COLUMNS, load_meaning
from generator.model.meaning import Meaning, Trust
from generator.problems import Problem

PRESENT = '"{""op"":""present"",""tag"":""00080060"",""at"":""item""}"'
UNSURE = '"{""op"":""ne"",""tag"":""00080060"",""values"":[""CT""],""at"":""item""}"'
WORLD = '"{""op"":""unparsed"",""tags"":[]}"'


def read(tmp_path: Path, **files: str) -> tuple[Meaning, list[str]]:
    folder = tmp_path / "editions" / "2025e"
    folder.mkdir(parents=True)
    for name, columns in COLUMNS.items():
        rows = files.get(name.removeprefix("ps3.3-").replace("-", "_"), "")
        (folder / f"{name}.csv").write_text(f"{','.join(columns)}\n{rows}", encoding="utf-8")
    problems: list[Problem] = []
    meaning = load_meaning(tmp_path, problems)
    return meaning, [f"{Path(it.where.path).name}:{it.where.line}: {it.message}" for it in problems]


@pytest.mark.parametrize(
    ("file", "row", "message"),
    [
        (
            "values",
            "C.7-1,1,,listed,A,,,,2025e,list,",
            "kind 'listed', expected one of 'enumerated', 'defined'",
        ),
        (
            "values",
            "C.7-1,0,,enumerated,A,,,,2025e,list,",
            "row '0', expected the number of a row: 12, 12a",
        ),
        (
            "values",
            "C.7-1,1,,enumerated,A,B,,,2025e,list,",
            "values 'A', expected those of 'added' among them",
        ),
        (
            "values",
            "C.7-1,1,x,enumerated,A,,,,2025e,list,",
            "value_number 'x', expected a number from 1",
        ),
        (
            "conditions",
            "C.7-1,1,parsed,{,not_stated,,,,,2025e,,,",
            "condition: Expecting property name enclosed in double quotes, expected JSON",
        ),
        (
            "context_groups",
            "C.7-1,1,defined,CID 5,,2016c,x",
            "cid 'CID 5', expected a number from 1",
        ),
    ],
)
def test_a_bad_row_is_named_with_its_place(
    tmp_path: Path, file: str, row: str, message: str
) -> None:
    _, problems = read(tmp_path, **{file: f"{row}\n"})
    assert problems == [f"ps3.3-{file.replace('_', '-')}.csv:2: {message}"]


@pytest.mark.parametrize(
    ("condition", "flags", "same", "trust"),
    [
        (PRESENT, "", "ps33_2020a", Trust.ERROR),
        (PRESENT, "", "", Trust.HINT),
        (PRESENT, "precedence", "ps33_2020a", Trust.WARNING),
        (PRESENT, "no_text_in_2025e", "earlier_harvest", Trust.WARNING),
        (PRESENT, "no_text_in_2025e", "dicom3tools", Trust.ERROR),
        (UNSURE, "", "ps33_2020a", Trust.WARNING),
        (WORLD, "", "ps33_2020a", Trust.WARNING),
    ],
)
def test_a_condition_is_trusted_as_far_as_readings_agree(
    tmp_path: Path, condition: str, flags: str, same: str, trust: Trust
) -> None:
    row = f"C.7-1,1,parsed,{condition},not_stated,,,,,2025e,{flags},{same},\n"
    meaning, problems = read(tmp_path, conditions=row)
    assert not problems
    assert meaning.requirements["C.7-1", "1"].trust is trust


@pytest.mark.parametrize(
    ("kind", "only_at", "dicom3tools", "trust"),
    [
        ("enumerated", "", "same", Trust.ERROR),
        ("enumerated", "", "more", Trust.WARNING),
        ("enumerated", "C.7-9:00080060", "same", Trust.WARNING),
        ("defined", "", "same", Trust.HINT),
    ],
)
def test_a_list_of_values_is_trusted_as_far_as_readings_agree(
    tmp_path: Path, kind: str, only_at: str, dicom3tools: str, trust: Trust
) -> None:
    row = f"C.7-1,1,,{kind},A|B,B,,{only_at},2025e,list,{dicom3tools}\n"
    meaning, problems = read(tmp_path, values=row)
    assert not problems
    (found,) = meaning.values["C.7-1", "1"]
    assert (found.values, found.added, found.trust) == (("A", "B"), ("B",), trust)
