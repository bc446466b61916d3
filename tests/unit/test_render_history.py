"""A UID's life as its page draws it and tells it, on editions just large enough for each rule."""

import re

import pytest

from generator.history import compute_history
from generator.model.editions import A_1, A_3, B_5_1, GG_3_1, I_4_1, TableKind
from generator.render.history import Timeline, edition_time, tables_text, timelines
from tests.unit.test_history import Rows, edition, row, rows

NAME = "Storage"


def timeline(*editions: tuple[str, Rows], name: str = NAME) -> Timeline:
    """The timeline of 2.1."""
    made = [edition(each, tables) for each, tables in editions]
    return timelines(compute_history(made), made)("2.1", name)


def spans(path: str) -> list[tuple[int, int]]:
    """From where to where each bar or line of a path goes."""
    return [(int(a), int(b)) for a, b in re.findall(r"M(\d+) \d+H(\d+)", path)]


@pytest.mark.parametrize(
    ("name", "time"),
    [("2009", 2009), ("2014a", 2014), ("2014b", 2014.2), ("2020e", 2020.8), ("2027f", 2028)],
)
def test_the_editions_of_a_year_are_spread_over_it(name: str, time: float) -> None:
    assert edition_time(name) == pytest.approx(time)


def test_who_publishes_tables_is_said_once() -> None:
    assert tables_text([B_5_1, I_4_1, A_1]) == "PS3.4 Table B.5-1, Table I.4-1, PS3.6 Table A-1"


def test_a_bar_goes_from_the_first_table_that_lists_it_to_the_last() -> None:
    found = timeline(
        ("2014a", {A_1: rows("b")}), ("2014b", {A_1: rows("ab")}), ("2015a", {A_1: rows("ab")})
    )
    [(held, end)] = spans(found.life.covered)
    [bar] = spans(found.life.active)
    assert held < bar[0] < bar[1] == end
    assert found.life.unsure == found.life.retired == ""
    assert [(it.first, it.last, it.goes_on) for it in found.listed] == [("2014b", "2015a", True)]


def test_what_lies_between_two_tables_is_dotted() -> None:
    found = timeline(
        ("2014a", {A_1: rows("b")}), ("2015a", {A_1: rows("ab")}), ("2015b", {A_1: rows("ab")})
    )
    [unsure], [bar] = spans(found.life.unsure), spans(found.life.active)
    assert unsure == (spans(found.life.covered)[0][0], bar[0])
    assert found.listed[0].first == "between 2014a and 2015a"


def test_what_may_be_older_than_the_first_table_begins_dotted() -> None:
    found = timeline(("2014a", {A_1: rows("a")}), ("2014b", {A_1: rows("a")}))
    [unsure], [bar] = spans(found.life.unsure), spans(found.life.active)
    assert unsure[0] < unsure[1] == bar[0]
    assert found.listed[0].first == "2014a or before"


def test_a_bar_is_hollow_from_where_it_is_retired() -> None:
    found = timeline(
        ("2014a", {A_1: rows("a"), B_5_1: rows("a")}),
        ("2015a", {A_1: [row("2.1", NAME, retired=True)]}),
        ("2016a", {A_1: [row("2.1", NAME, retired=True)]}),
    )
    (_, storage), (begin, end) = spans(found.life.active)
    [retired] = spans(found.life.retired)
    assert storage < begin + 10
    assert begin < end == retired[0] < retired[1]


def test_what_is_retired_from_the_start_is_hollow_throughout() -> None:
    found = timeline(
        ("2014a", {A_1: [row("2.1", NAME, retired=True)]}),
        ("2014b", {A_1: [row("2.1", NAME, retired=True)]}),
    )
    assert found.life.active == ""
    assert len(spans(found.life.retired)) == 1


def test_a_move_joins_two_lanes_and_a_rename_marks_one() -> None:
    found = timeline(
        ("2016b", {B_5_1: rows("abc")}),
        ("2016c", {B_5_1: rows("bc"), GG_3_1: rows("a")}),
        ("2016d", {B_5_1: rows("bc"), GG_3_1: [row("2.1", "Other")]}),
        name="Other",
    )
    y = {lane.label: lane.y for lane in found.life.lanes}
    assert re.fullmatch(rf"M\d+ {y['B.5-1']}V{y['GG.3-1']}", found.life.moved)
    assert found.life.renamed.count("M") == 1
    assert [(it.kind, it.other_names) for it in found.listed] == [
        (B_5_1, (("Storage", "2016b"),)),
        (GG_3_1, (("Storage", "2016c"),)),
    ]
    assert found.was_renamed


def test_a_restructuring_is_told_of_what_it_took_away() -> None:
    gone, kept = rows("abcd"), rows("d")
    found = timeline(
        ("2014a", {I_4_1: gone}), ("2014b", {I_4_1: kept}), ("2014c", {A_1: rows("a")})
    )
    assert [(event.kind, event.edition) for event in found.events] == [
        ("first listed", "2014a"),
        ("restructured", "2014b"),
    ]


@pytest.mark.parametrize("kind", [B_5_1, GG_3_1, I_4_1, A_1, A_3])
def test_the_text_says_what_is_drawn(kind: TableKind) -> None:
    found = timeline(("2016b", {kind: rows("a")}), ("2016d", {kind: rows("a")}))
    assert found.life.text == f"{kind.publication} {kind.name} 2016b to 2016d"
