"""The rules of history, each on editions just large enough for it."""

import pytest

from generator.history import Event, EventKind, History, Listing, NameSpan, compute_history
from generator.model.editions import (
    A_1,
    A_3,
    B_5_1,
    GG_3_1,
    I_4_1,
    MERGED,
    Edition,
    Table,
    TableKind,
    TableRow,
    next_edition,
    previous_edition,
)

Rows = dict[TableKind, list[TableRow]]


def row(uid: str, name: str = "", **facts: str | bool) -> TableRow:
    return TableRow(number=1, printed=(), uid=uid, name=name, **facts)  # type: ignore[arg-type]


def rows(uids: str, name: str = "Storage") -> list[TableRow]:
    """A row for each letter: `ab` gives 2.1 and 2.2."""
    return [row(f"2.{ord(letter) - 96}", name) for letter in uids]


def edition(name: str, tables: Rows, *, excerpt: TableKind | None = None) -> Edition:
    return Edition(
        name=name,
        year=int(name[:4]),
        sources={},
        note="",
        tables=tuple(
            Table(
                edition=name,
                kind=kind,
                columns=kind.columns,
                rows=tuple(found),
                source="the test",
                is_excerpt=kind is excerpt,
            )
            for kind, found in tables.items()
        ),
    )


def history(*editions: tuple[str, Rows]) -> History:
    return compute_history([edition(name, tables) for name, tables in editions])


def changes(found: History) -> list[tuple[str, str, str]]:
    """Kind, UID and time of each change."""
    return [(event.kind, event.uid, event.when) for event in found.events if event.is_change]


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("2009", ""),
        ("2011", ""),
        ("2013", "2014a"),
        ("2014a", "2014b"),
        ("2014c", "2015a"),
        ("2015c", "2016a"),
        ("2016c", "2016d"),
        ("2016e", "2017a"),
        ("2026c", "2026d"),
    ],
)
def test_the_edition_after_one(name: str, following: str) -> None:
    assert next_edition(name) == following


def test_the_first_edition_changes_nothing() -> None:
    found = history(("2014a", {B_5_1: rows("ab")}))
    assert [(event.kind, event.when, event.new) for event in found.events] == [
        (EventKind.FIRST_LISTED, "in 2014a or before", "Storage"),
        (EventKind.FIRST_LISTED, "in 2014a or before", "Storage"),
    ]
    assert found.by_edition == {}


@pytest.mark.parametrize(
    ("older", "newer", "when"),
    [
        ("2014a", "2014b", "in 2014b"),
        ("2014a", "2014c", "between 2014a and 2014c"),
        ("2011", "2013", "between 2011 and 2013"),
    ],
)
def test_a_change_says_when(older: str, newer: str, when: str) -> None:
    found = history((older, {B_5_1: rows("a")}), (newer, {B_5_1: rows("ab")}))
    assert changes(found) == [("first listed", "2.2", when)]
    assert [event.uid for event in found.by_edition[newer]] == ["2.2"]


def test_a_change_lies_between_two_editions_that_have_the_table() -> None:
    found = history(
        ("2014a", {A_1: rows("a")}), ("2014b", {B_5_1: rows("a")}), ("2014c", {A_1: rows("ab")})
    )
    assert changes(found) == [("first listed", "2.2", "between 2014a and 2014c")]


def test_a_name_that_differs_from_another_tables_is_no_rename() -> None:
    found = history(
        ("2014a", {B_5_1: rows("a", "SR"), A_1: rows("a", "SR Storage")}),
        ("2014b", {B_5_1: rows("a", "SR"), A_1: rows("a", "SR Storage")}),
    )
    assert changes(found) == []


def test_the_same_rename_in_two_tables_is_one_event() -> None:
    found = history(
        ("2014a", {B_5_1: rows("a", "SR"), I_4_1: rows("a", "SR"), A_1: rows("a", "S R")}),
        ("2014b", {B_5_1: rows("a", "SR 2"), I_4_1: rows("a", "SR 2"), A_1: rows("a", "S R 2")}),
    )
    assert [(event.kind, event.old, event.new, event.tables) for event in found.events[1:]] == [
        ("renamed", "SR", "SR 2", (B_5_1, I_4_1)),
        ("renamed", "S R", "S R 2", (A_1,)),
    ]
    assert found.former_names("2.1") == ("SR", "S R")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("X Storage For Presentation", "X Storage - For Presentation", "respelled"),
        ("Intra-oral", "Intra-Oral", "respelled"),
        ("MPEG2 @ Main", "MPEG2 / Main", "respelled"),
        ("Multiframe", "Multi frame", "respelled"),
        ("Process 2 & 4", "Process 2 and 4", None),
        ("SR", "SR Storage", "renamed"),
        ("", "SR", None),
        ("SR", "", None),
    ],
)
def test_what_a_rename_is(old: str, new: str, kind: str | None) -> None:
    found = history(("2014a", {A_1: rows("a", old)}), ("2014b", {A_1: rows("a", new)}))
    assert [event.kind for event in found.events if event.is_change] == ([kind] if kind else [])


def test_first_listed_is_first_in_any_table_and_each_table_is_said() -> None:
    found = history(
        ("2014a", {B_5_1: rows("a"), A_1: rows("a")}),
        ("2014b", {B_5_1: rows("a"), A_1: rows("ab")}),
        ("2014c", {B_5_1: rows("ab"), A_1: rows("ab")}),
    )
    assert changes(found) == [("first listed", "2.2", "in 2014b"), ("listed", "2.2", "in 2014c")]
    assert [event.tables for event in found.by_uid["2.2"]] == [(A_1,), (B_5_1,)]
    spans = (NameSpan(name="Storage", first="2014c", last="2014c"),)
    assert found.listings["2.2"][0] == Listing(
        kind=B_5_1, first="2014c", since="2014b", last="2014c", names=spans
    )
    assert (found.listings["2.2"][1].first, found.listings["2.2"][1].since) == ("2014b", "2014a")


def test_listed_in_two_tables_at_once_is_one_event() -> None:
    found = history(
        ("2014a", {B_5_1: rows("a"), A_1: rows("a")}),
        ("2014b", {B_5_1: rows("ab"), A_1: [*rows("a"), *rows("b", "Other")]}),
    )
    (event,) = found.by_uid["2.2"]
    assert (event.tables, event.new) == ((B_5_1, A_1), "Storage")


def test_a_table_seen_for_the_first_time_is_no_news() -> None:
    found = history(("2014a", {B_5_1: rows("ab")}), ("2014b", {B_5_1: rows("ab"), A_1: rows("ab")}))
    assert changes(found) == []
    assert found.listings["2.1"][1].since == ""


def test_a_table_that_came_with_an_edition_is() -> None:
    found = history(
        ("2016b", {B_5_1: rows("abc"), A_1: rows("abcd")}),
        ("2016c", {B_5_1: rows("ab"), GG_3_1: rows("cd"), A_1: rows("abcd")}),
    )
    assert changes(found) == [("listed", "2.4", "in 2016c"), ("moved", "2.3", "in 2016c")]
    (moved,) = (event for event in found.events if event.kind is EventKind.MOVED)
    assert (moved.old, moved.new) == ("Table B.5-1", "Table GG.3-1")
    assert moved.tables == (B_5_1, GG_3_1)


def test_losing_half_of_the_rows_is_one_restructuring() -> None:
    found = history(
        ("2014a", {B_5_1: rows("abcd"), I_4_1: rows("abcd")}),
        ("2014b", {B_5_1: rows("abcd"), I_4_1: rows("ab")}),
    )
    (event,) = (event for event in found.events if event.is_change)
    assert event == Event(
        kind=EventKind.RESTRUCTURED,
        uid="",
        edition="2014b",
        since="2014a",
        tables=(I_4_1,),
        old="4",
        new="2",
    )


def test_losing_less_drops_each() -> None:
    found = history(("2014a", {B_5_1: rows("abc")}), ("2014b", {B_5_1: rows("ab")}))
    assert changes(found) == [("dropped", "2.3", "in 2014b")]
    assert found.by_uid["2.3"][-1].old == "Storage"
    assert found.listings["2.3"][0].last == "2014a"


def test_what_an_excerpt_does_not_reach_is_no_change() -> None:
    found = compute_history(
        [
            edition("2009", {B_5_1: rows("abe")}),
            edition("2011", {B_5_1: rows("abc")}, excerpt=B_5_1),
            edition("2013", {B_5_1: rows("abcde")}),
        ]
    )
    assert changes(found) == [
        ("first listed", "2.3", "between 2009 and 2011"),
        ("first listed", "2.4", "between 2009 and 2013"),
    ]


def test_the_merged_list_goes_on_where_the_tables_end() -> None:
    found = history(
        ("2020c", {B_5_1: rows("ab"), GG_3_1: rows("c"), I_4_1: rows("d")}),
        ("2021a", {MERGED: [*rows("bcde"), row("2.1", "Storage 2")]}),
        ("2021b", {MERGED: rows("abcde", "Storage 2")}),
    )
    assert changes(found)[:2] == [
        ("first listed", "2.5", "between 2020c and 2021a"),
        ("renamed", "2.1", "between 2020c and 2021a"),
    ]
    assert [uid for kind, uid, _ in changes(found)[2:]] == ["2.2", "2.3", "2.4", "2.5"]


def test_the_tables_go_on_where_a_list_that_merges_them_ends() -> None:
    old = [row("2.1", "A", iod_section="A.1"), row("2.2", "B"), row("2.9", "I")]
    merged = [row("2.1", "A A"), row("2.2", "B"), row("2.3", "C"), row("2.8", "H")]
    now = [row("2.1", "A A", iod_section="A.2"), row("2.2", "B"), row("2.3", "C"), row("2.4", "D")]
    found = history(
        ("2020c", {B_5_1: old, GG_3_1: [row("2.8", "H")]}),
        ("2024b", {MERGED: merged}),
        ("2025d", {B_5_1: now}),
    )
    assert [
        (*it, event.tables[0].slug)
        for it, event in zip(changes(found), _events(found), strict=True)
    ] == [
        ("first listed", "2.3", "between 2020c and 2024b", MERGED.slug),
        ("renamed", "2.1", "between 2020c and 2024b", MERGED.slug),
        ("dropped", "2.9", "between 2020c and 2024b", MERGED.slug),
        ("first listed", "2.4", "between 2024b and 2025d", B_5_1.slug),
        # The list has no sections, so the change may have come before it.
        ("section of the IOD changed", "2.1", "between 2020c and 2025d", B_5_1.slug),
    ]


def _events(found: History) -> list[Event]:
    return [event for event in found.events if event.is_change]


def test_each_table_that_registers_uids_has_a_history_of_its_own() -> None:
    found = history(
        ("2025d", {A_1: rows("a"), A_3: rows("c")}),
        ("2025e", {A_1: rows("ab"), A_3: rows("cd")}),
        ("2026b", {A_3: rows("cde", "Renamed")}),
    )
    assert changes(found) == [
        ("first listed", "2.2", "in 2025e"),
        ("first listed", "2.4", "in 2025e"),
        ("first listed", "2.5", "between 2025e and 2026b"),
        ("renamed", "2.3", "between 2025e and 2026b"),
        ("renamed", "2.4", "between 2025e and 2026b"),
    ]


def test_retired_and_reinstated() -> None:
    found = history(
        ("2014a", {A_1: [row("2.1", retired=False), row("2.2", retired=True)]}),
        ("2014b", {A_1: [row("2.1", retired=True), row("2.2", retired=True)]}),
        ("2014c", {A_1: [row("2.1", retired=False), row("2.2", retired=True)]}),
    )
    assert changes(found) == [("retired", "2.1", "in 2014b"), ("reinstated", "2.1", "in 2014c")]
    assert [event.when for event in found.by_uid["2.2"]] == ["in 2014a or before"] * 2


def test_sections_keywords_and_types() -> None:
    found = history(
        (
            "2014a",
            {B_5_1: [row("2.1", iod_section="A.1", section="B.1")], A_1: [row("2.2", keyword="K")]},
        ),
        (
            "2014b",
            {B_5_1: [row("2.1", iod_section="A.2")], A_1: [row("2.2", keyword="L", type="T")]},
        ),
        ("2014c", {B_5_1: [row("2.1", section="B.2")], A_1: [row("2.2", type="U")]}),
    )
    assert [(event.kind, event.uid, event.old, event.new) for event in found.events[2:]] == [
        ("keyword changed", "2.2", "K", "L"),
        ("section of the IOD changed", "2.1", "A.1", "A.2"),
        ("type changed", "2.2", "T", "U"),
    ]
    assert found.former_keywords("2.2") == ("K",)


@pytest.mark.parametrize(
    ("name", "before"),
    [("2026d", "2026c"), ("2026a", "2025e"), ("2016a", "2015c"), ("2014a", "2013"), ("2013", "")],
)
def test_the_edition_before(name: str, before: str) -> None:
    assert previous_edition(name) == before
    if before:
        assert next_edition(before) == name
