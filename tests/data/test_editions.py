"""The tables of the editions, counted against what is known of them."""

from collections import Counter
from itertools import pairwise

from generator.model.editions import A_1, I_4_1, MERGED, SOP_CLASS_LIST, UID_LIST, Edition
from generator.model.uids import UidType

Editions = tuple[Edition, ...]


def test_47_editions_oldest_first(editions: Editions) -> None:
    assert len(editions) == 47
    assert all(a.name < b.name and a.year <= b.year for a, b in pairwise(editions))
    assert (editions[0].name, editions[-1].name) == ("2009", "2026c")


def test_35_have_storage_tables_and_21_have_table_a_1(editions: Editions) -> None:
    storage = [edition for edition in editions if any(edition.storage_tables)]
    assert len(storage) == 35
    rows = [row for edition in storage for table in edition.storage_tables for row in table.rows]
    assert len(rows) == 5737
    uids = [edition for edition in editions if edition.table(A_1)]
    assert len(uids) == 21
    assert sum(len(edition.rows(A_1)) for edition in uids) == 8732
    assert [e.name for e in editions if e.table(MERGED)] == ["2021a", "2024a", "2024b"]
    assert [e.name for e in editions if e.table(UID_LIST)] == ["2026b"]
    assert [e.name for e in editions if e.table(SOP_CLASS_LIST)] == ["2026c"]


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


def test_no_uid_has_ever_been_dropped_from_table_a_1(editions: Editions) -> None:
    uids = [{row.uid for row in edition.rows(A_1)} for edition in editions if edition.table(A_1)]
    assert all(older <= newer for older, newer in pairwise(uids))


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
