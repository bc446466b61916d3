"""Which problems follow from no other, and in what order."""

from pathlib import Path

from generator.problems import BadDataError, Problem, Where, drop_consequences

DATA = Path("some/data")


def problem(path: str, message: str, *rests_on: str, breaks: bool = False) -> Problem:
    return Problem(Where(f"some/data/{path}"), message, breaks=breaks, rests_on=rests_on)


def test_what_rests_on_a_broken_file_or_folder_is_not_told() -> None:
    broken = problem("a/b.csv", "broken", breaks=True)
    wrong = problem("a/c.csv", "wrong")
    follow_ups = [problem("d.csv", "x", "a"), problem("d.csv", "y", "e.csv", "a/b.csv")]
    others = [problem("d.csv", "z", "a/c.csv"), problem("d.csv", "zz", "e.csv")]
    assert drop_consequences([*follow_ups, *others, wrong, broken], DATA) == (
        broken,
        wrong,
        *others,
    )


def test_a_follow_up_that_breaks_its_file_has_follow_ups_too() -> None:
    broken = problem("a.csv", "broken", breaks=True)
    follow_up = problem("b.csv", "x", "a.csv", breaks=True)
    assert drop_consequences([broken, follow_up, problem("c.csv", "y", "b.csv")], DATA) == (broken,)


def test_nothing_is_a_follow_up_of_what_is_wrong_in_its_own_file() -> None:
    wrong = [problem("a/b.csv", text, "a", breaks=True) for text in ("no such macro", "nor such")]
    assert drop_consequences(wrong, DATA) == (*wrong,)


def test_problems_are_sorted_and_told_once() -> None:
    late, early = Problem(Where("b.yml", 2), "x"), Problem(Where("a.yml", 9), "y")
    error = BadDataError([late, early, late])
    assert str(error) == "a.yml:9: y\nb.yml:2: x"
    assert drop_consequences([late, early, late], DATA) == (early, late)


def test_a_place_is_one_line_whatever_its_name() -> None:
    where = Where("data/a\n\x1b[31m\u202e\udcff\u00e9.yml", 3)
    assert str(where) == "data/a\\n\\x1b[31m\\u202e\\udcff\u00e9.yml:3"
