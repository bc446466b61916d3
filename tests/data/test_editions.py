"""The tables of the editions, counted against what is known of them."""

from collections import Counter
from itertools import pairwise

from generator.model.editions import (
    A_1,
    A_2,
    A_3,
    A_4,
    B_5_1,
    I_4_1,
    MERGED,
    REGISTERS,
    Edition,
    next_edition,
)
from generator.model.iod_tables import IodTables
from generator.model.uids import UidType

Editions = tuple[Edition, ...]


def test_the_editions_oldest_first(editions: Editions) -> None:
    assert all(a.name < b.name and a.year <= b.year for a, b in pairwise(editions))
    assert (editions[0].name, editions[-1].name) == ("2009", "2026d")
    # Every edition since 2020c is here, by a table or by what changed with it.
    since = [edition.name for edition in editions if edition.name >= "2020c"]
    every = [next_edition("2020b")]
    while every[-1] < "2026d":
        every.append(next_edition(every[-1]))
    assert [name for name in every if name not in since] == ["2023d"] * ("2023d" not in since)


def test_how_many_rows_each_table_has(editions: Editions) -> None:
    storage = [edition for edition in editions if any(edition.storage_tables)]
    rows = {
        edition.name: sum(len(table.rows) for table in edition.storage_tables)
        for edition in storage
    }
    # 5,737 rows in 35 editions up to 2024b; then Table B.5-1 of four more.
    assert sum(number for name, number in rows.items() if name <= "2024b") == 5737
    assert {name: number for name, number in rows.items() if name > "2024b"} == {
        "2025d": 170,
        "2025e": 170,
        "2026b": 170,
        "2026d": 173,
    }
    assert [e.name for e in editions if e.table(MERGED)] == ["2021a", "2024a", "2024b"]
    a_1 = {edition.name: len(edition.rows(A_1)) for edition in editions if edition.table(A_1)}
    a_2 = {edition.name: len(edition.rows(A_2)) for edition in editions if edition.table(A_2)}
    # pydicom's dictionary and the DocBook extract have Tables as one, of 8,732 rows.
    old = [name for name in a_1 if name <= "2024d"]
    assert len(old) == 21
    assert sum(a_1[name] + a_2[name] for name in old) == 8732
    assert {name: number for name, number in a_1.items() if name > "2024d"} == {
        "2024e": 461,
        "2025a": 464,
        "2025b": 465,
        "2025c": 465,
        "2025d": 465,
        "2025e": 465,
        "2026a": 465,
        "2026b": 465,
        "2026c": 468,
        "2026d": 468,
    }
    assert {name: number for name, number in a_2.items() if name > "2024d"} == {
        "2026a": 28,
        "2026d": 28,
    }
    assert {e.name: len(e.rows(A_3)) for e in editions if e.table(A_3)} == {
        "2025d": 1447,
        "2025e": 1457,
        "2026b": 1469,
        "2026d": 1470,
    }
    assert {e.name: len(e.rows(A_4)) for e in editions if e.table(A_4)} == {"2026d": 24}


def test_the_table_of_2025a_says_that_it_is_derived(editions: Editions) -> None:
    (edition,) = (edition for edition in editions if edition.name == "2025a")
    (table,) = edition.tables
    assert table.source.startswith("derived, not printed")
    assert "not as printed" in edition.note


def test_every_table_has_a_source(editions: Editions) -> None:
    for edition in editions:
        assert edition.slugs
        assert all(edition.source(slug) for slug in edition.slugs)


def test_the_iods_that_table_b_5_1_prints_are_the_sections_of_the_registry(
    editions: Editions, iod_tables: IodTables
) -> None:
    (edition,) = (edition for edition in editions if edition.name == "2026d")
    differing = {
        row.name: (row.iod, row.iod_section, iod.name, iod.section)
        for row in edition.rows(B_5_1)
        if (iod := iod_tables.iod_of(row.uid)) and iod.section != row.iod_section
    }
    assert differing == {}


def test_every_cell_as_printed_is_kept(editions: Editions) -> None:
    for edition in editions:
        for table in edition.tables:
            for number, row in enumerate(table.rows, start=1):
                assert row.number == number
                assert len(row.printed) == len(table.columns)


def test_five_malformed_uids_are_corrected_beside_what_is_printed(editions: Editions) -> None:
    corrected = {
        (correction.edition, correction.printed): correction.correct
        for edition in editions
        for table in edition.tables
        for row in table.rows
        for correction in row.corrections
        if correction.column == "uid"
    }
    assert corrected == {
        ("2011", "1.2.840.10008.5.1.4.34.4.1 "): "1.2.840.10008.5.1.4.34.4.1",
        ("2013", "1.\xad2.840.10008.3.1.2.3.3"): "1.2.840.10008.3.1.2.3.3",
        ("2013", "1.\xad2.840.10008.3.1.2.3.4"): "1.2.840.10008.3.1.2.3.4",
        ("2013", "1.\xad2.840.10008.3.1.2.3.5"): "1.2.840.10008.3.1.2.3.5",
        ("2013", "11.2.840.10008.5.1.4.1.1.82.1"): "1.2.840.10008.5.1.4.1.1.82.1",
    }


def test_no_uid_has_ever_been_dropped_from_a_register(editions: Editions) -> None:
    for kind in REGISTERS:
        uids = [{row.uid for row in it.rows(kind)} for it in editions if it.table(kind)]
        assert all(older <= newer for older, newer in pairwise(uids))


def test_each_uid_stands_in_one_register(editions: Editions) -> None:
    uids = Counter(
        uid
        for kind in REGISTERS
        for uid in {row.uid for edition in editions for row in edition.rows(kind)}
    )
    assert set(uids.values()) == {1}


def test_a_type_changes_only_where_the_standard_renamed_it(editions: Editions) -> None:
    types: dict[str, list[str]] = {}
    for edition in editions:
        for row in edition.rows(A_1):
            seen = types.setdefault(row.uid, [])
            if row.type not in seen:
                seen.append(row.type)
    changed = Counter(tuple(seen) for seen in types.values() if len(seen) > 1)
    assert changed == {
        (UidType.PRINTER_SOP_INSTANCE, UidType.SOP_INSTANCE): 2,
        (UidType.PRINT_QUEUE_SOP_INSTANCE, UidType.SOP_INSTANCE): 1,
    }


def test_table_i_4_1_has_one_row_of_its_own_since_2016c(editions: Editions) -> None:
    rows = {edition.name: len(edition.rows(I_4_1)) for edition in editions}
    assert (rows["2016b"], rows["2016c"], rows["2020c"]) == (126, 1, 1)
