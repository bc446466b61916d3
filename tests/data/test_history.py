"""What happened from 2009 to 2026, event by event, each against where it can be looked up."""

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from generator.history import Event, EventKind, History, compute_history
from generator.model.editions import A_1, B_3_3, B_5_1, GG_3_1, I_4_1, MERGED, Edition, TableKind
from generator.model.uids import RegisteredUid
from tests.data.conftest import DATA

ROOT = "1.2.840.10008."
STORED = ROOT + "5.1.4.1.1."


@pytest.fixture(scope="module")
def history(editions: tuple[Edition, ...]) -> History:
    return compute_history(editions)


def happened(history: History, uid: str, kind: str) -> list[tuple[str, str, str, list[str]]]:
    """When, from what, to what and in which tables that happened to a UID."""
    return [
        (event.when, event.old, event.new, [table.name for table in event.tables])
        for event in history.by_uid[uid]
        if event.kind == kind
    ]


# Sources: the printed tables of both editions named (PS3.4 B.5-1, I.4-1 and GG.3-1, PS3.6 A-1) and,
# where one is named, the supplement that brought the SOP Class.
FIRST_LISTED = [
    # PS3.4-2009 and PS3.4-2011, Table B.5-1
    (STORED + "14.1", "between 2009 and 2011"),  # Supplement 151, intravascular OCT
    (STORED + "77.1.6", "between 2009 and 2011"),  # Supplement 145, whole slide microscopy
    (STORED + "80.1", "between 2009 and 2011"),  # Supplement 146, static perimetry
    (ROOT + "5.1.4.34.7", "between 2009 and 2011"),  # Supplement 74, RT beams delivery
    # PS3.4-2011 and PS3.4 2013, Table B.5-1
    (STORED + "2.2", "between 2011 and 2013"),  # Supplement 157, legacy converted
    (STORED + "4.4", "between 2011 and 2013"),  # Supplement 157
    (STORED + "128.1", "between 2011 and 2013"),  # Supplement 157
    (STORED + "68.1", "between 2011 and 2013"),  # Supplement 154, optical surface scanner
    (STORED + "81.1", "between 2011 and 2013"),  # Supplement 152, ophthalmic thickness map
    (STORED + "82.1", "between 2011 and 2013"),  # Supplement 168, corneal topography
    # PS3.6-2011 and PS3.6 2013, Table A-1
    (STORED + "501.4", "between 2011 and 2013"),  # NEMA IIC 1, DICOS
    # PS3.4 2013 and 2014a, Table B.5-1
    (STORED + "13.1.4", "in 2014a"),  # Supplement 165, breast projection X-ray
    (STORED + "88.68", "in 2014a"),  # Supplement 159, radiopharmaceutical dose
    # PS3.4 2014b and 2014c, Table B.5-1
    (STORED + "30", "in 2014c"),  # Supplement 172, parametric map
    # PS3.6 2014c and 2015a, Table A-1
    (ROOT + "8.1.1", "in 2015a"),  # the mapping resource of PS3.16
    # PS3.4 2015a and 2015b, Table B.5-1
    (STORED + "77.1.5.5", "in 2015b"),  # Supplement 173, wide field ophthalmic photography
    # PS3.4 2015b and 2015c, Table B.5-1
    (STORED + "88.35", "in 2015c"),
    # PS3.4 2015c and 2016a, Table B.5-1
    (STORED + "11.6", "in 2016a"),  # Supplement 156, planar MPR
    (STORED + "66.6", "in 2016a"),  # Supplement 181, tractography
    # PS3.4 2016a and 2016b, Table B.5-1
    (STORED + "90.1", "in 2016b"),
    # PS3.4 2016c and 2016d, Tables B.5-1 and GG.3-1
    (STORED + "200.2", "in 2016d"),  # Supplement 121, CT protocols
    (STORED + "200.1", "in 2016d"),  # Supplement 121
    # PS3.4 2016d and 2016e, Table B.5-1
    (STORED + "88.72", "in 2016e"),  # Supplement 169, simplified adult echo
    # PS3.4 2017a and 2017b, Table B.5-1
    (STORED + "88.73", "in 2017b"),  # Supplement 191, patient radiation dose
    (STORED + "11.9", "in 2017b"),  # Supplement 190, volume rendering
    # PS3.4 2017b and 2017c, Table GG.3-1
    (STORED + "200.3", "in 2017c"),
    # PS3.4 2018a and 2018b, Table B.5-1
    (STORED + "104.3", "in 2018b"),  # Supplement 205, encapsulated STL
    # PS3.4 2018d and 2018e, Table B.5-1
    (STORED + "481.10", "in 2018e"),  # Supplement 147, second generation radiotherapy
    # PS3.4 2019e and 2020a, Table B.5-1
    (STORED + "104.4", "in 2020a"),  # Supplement 208, encapsulated OBJ
    # PS3.4 2020b and 2020c, Table B.5-1
    (STORED + "9.7.1", "in 2020c"),  # Supplement 217, neurophysiology waveforms
    # PS3.4 2020c and the merged list of 2021a
    (STORED + "77.1.7", "between 2020c and 2021a"),  # Supplement 221, dermoscopy
    # PS3.6 2021b and 2021e, 2022a and 2022e, 2023b and 2023d, 2023d and 2023e, 2024c and 2024d
    (STORED + "91.1", "between 2021b and 2021e"),  # Supplement 222, bulk annotations
    (STORED + "201.1", "between 2022a and 2022e"),  # Supplement 223, inventory
    (STORED + "6.3", "between 2023b and 2023d"),  # Supplement 229, photoacoustic
    (STORED + "77.1.8", "in 2023e"),  # Supplement 226, confocal microscopy
    (ROOT + "1.2.4.201", "in 2023e"),  # Supplement 235, high-throughput JPEG 2000
    (STORED + "66.7", "in 2024d"),  # Supplement 243, label map
    (ROOT + "1.2.4.112", "in 2024d"),  # Supplement 232, JPEG XL
    # PS3.6 2024e and 2025b, Table A-1; DCMTK's commits say with what they came, and in 2025b
    (STORED + "9.100.1", "in 2025a"),  # Supplement 236, waveform presentation states (f4667fd00)
    (STORED + "9.100.2", "in 2025a"),  # Supplement 236
    (ROOT + "1.2.8.1", "in 2025a"),  # Supplement 244, deflated frames (d3cc9cfaa)
    (STORED + "601.5", "in 2025b"),  # DICONDE ultrasound waveforms (f41d320bd)
    # PS3.6 2025d, 2025e, 2026b and 2026d, Table A-3
    (ROOT + "6.1.1549", "in 2025d or before"),
    (ROOT + "6.1.1550", "in 2025e"),  # fetal anatomy survey
    (ROOT + "6.1.1559", "in 2025e"),
    (ROOT + "6.1.1560", "between 2025e and 2026b"),  # sensitive content
    (ROOT + "6.1.1572", "between 2026b and 2026d"),  # image quality reference parameter
    # PS3.6 2026b and 2026c, Table A-1, and dcm4chee-arc-light's list of 2026c
    (STORED + "2.3", "in 2026c"),
    (STORED + "2.4", "in 2026c"),
    (STORED + "2.5", "in 2026c"),
    # PS3.6 2026d, Table A-4, before which we have none
    (ROOT + "9.1", "in 2026d or before"),
    # in PS3.4-2009, Table B.5-1, and in PS3.6-2011, Table A-1, before which we have no tables
    (STORED + "2", "in 2009 or before"),
    (ROOT + "1.1", "in 2011 or before"),
]


@pytest.mark.parametrize(("uid", "when"), FIRST_LISTED)
def test_when_it_was_first_listed(history: History, uid: str, when: str) -> None:
    assert [event[0] for event in happened(history, uid, "first listed")] == [when]


RENAMED = [
    # PS3.4-2011 (the seed's pages) and PS3.4 2013, Table B.5-1
    (
        STORED + "1.2",
        "between 2011 and 2013",
        "Digital Mammography Image Storage - For Presentation",
        "Digital Mammography X-Ray Image Storage - For Presentation",
        ["Table B.5-1"],
    ),
    (
        STORED + "1.2.1",
        "between 2011 and 2013",
        "Digital Mammography Image Storage - For Processing",
        "Digital Mammography X-Ray Image Storage - For Processing",
        ["Table B.5-1"],
    ),
    # PS3.6 2014b and 2014c, Table A-1
    (
        ROOT + "5.1.4.34.5",
        "in 2014c",
        "Unified Worklist and Procedure Step SOP Instance",
        "UPS Global Subscription SOP Instance",
        ["Table A-1"],
    ),
    # PS3.6 2015b and 2016e, Table A-1
    (
        ROOT + "5.1.4.39.2",
        "between 2015b and 2016e",
        "Color Palette Information Model - FIND",
        "Color Palette Query/Retrieve Information Model - FIND",
        ["Table A-1"],
    ),
    # PS3.6 2016e and 2017c, Table A-1
    (
        STORED + "11.1",
        "between 2016e and 2017c",
        "Grayscale Softcopy Presentation State Storage SOP Class",
        "Grayscale Softcopy Presentation State Storage",
        ["Table A-1"],
    ),
    # The merged lists of 2021a and 2024a; Table A-1 has had the short name since 2011 at least
    (
        STORED + "88.70",
        "between 2021a and 2024a",
        "Implantation Plan SR Document Storage",
        "Implantation Plan SR Storage",
        ["Tables B.5-1, GG.3-1 and I.4-1"],
    ),
]


@pytest.mark.parametrize(("uid", "when", "old", "new", "tables"), RENAMED)
def test_renamed(  # noqa: PLR0913, PLR0917  # one argument for each fact
    history: History, uid: str, when: str, old: str, new: str, tables: list[str]
) -> None:
    assert happened(history, uid, "renamed") == [(when, old, new, tables)]


def renamed_in(history: History, edition: str, table: TableKind) -> list[Event]:
    return [
        event
        for event in history.by_edition[edition]
        if event.kind is EventKind.RENAMED and table in event.tables
    ]


@pytest.mark.parametrize("table", [B_5_1, I_4_1])
def test_eleven_names_gained_storage_in_2015c(history: History, table: TableKind) -> None:
    # PS3.4 2015b and 2015c, Tables B.5-1 and I.4-1
    renamed = renamed_in(history, "2015c", table)
    assert len(renamed) == 11
    assert all(event.new == f"{event.old} Storage" for event in renamed)
    assert {event.when for event in renamed} == {"in 2015c"}
    assert {event.uid.removeprefix(STORED) for event in renamed} == {
        *("88.11", "88.22", "88.33", "88.34", "88.40", "88.50"),
        *("88.59", "88.65", "88.67", "88.68", "88.69"),
    }


def test_key_object_selection_is_tracked_in_each_table(history: History) -> None:
    # PS3.4 2015b, 2015c, 2020a and 2020b, Table B.5-1; PS3.4 2015c, Table I.4-1
    document = "Key Object Selection Document"
    assert happened(history, STORED + "88.59", "renamed") == [
        ("in 2015c", "Key Object Selection", "Key Object Selection Storage", ["Table B.5-1"]),
        ("in 2015c", document, f"{document} Storage", ["Table I.4-1"]),
        ("in 2020b", "Key Object Selection Storage", f"{document} Storage", ["Table B.5-1"]),
    ]
    (a_1,) = (x for x in history.listings[STORED + "88.59"] if x.kind is A_1)
    assert [(span.name, span.first, span.last) for span in a_1.names] == [
        (f"{document} Storage", "2011", "2026d")
    ]


def test_two_hyphens_two_letter_cases_and_two_renames_between_2011_and_2013(
    history: History,
) -> None:
    # PS3.4-2011 (the seed's pages) and PS3.4 2013, Table B.5-1
    names = [
        (event.kind, event.uid.removeprefix(STORED), event.when)
        for event in history.by_edition["2013"]
        if event.old and B_5_1 in event.tables
    ]
    when = "between 2011 and 2013"
    assert names == [
        ("renamed", "1.2", when),
        ("renamed", "1.2.1", when),
        ("respelled", "1.3", when),
        ("respelled", "1.3.1", when),
        ("respelled", "14.1", when),
        ("respelled", "14.2", when),
    ]
    assert happened(history, STORED + "1.3", "respelled") == [
        (
            when,
            "Digital Intra-oral X-Ray Image Storage - For Presentation",
            "Digital Intra-Oral X-Ray Image Storage - For Presentation",
            ["Table B.5-1", "Table A-1"],
        )
    ]
    # The misprint of the seed, "Storage For Presentation" without a hyphen.
    octs = happened(history, STORED + "14.1", "respelled")
    assert [(old[-24:], new[-26:]) for _, old, new, _ in octs] == [
        ("Storage For Presentation", "Storage - For Presentation")
    ]


def test_eleven_additions_in_2020c(history: History) -> None:
    # PS3.4 2020b and 2020c, Table B.5-1
    listed = [e for e in history.by_edition["2020c"] if e.kind is EventKind.FIRST_LISTED]
    assert {event.uid.removeprefix(STORED) for event in listed} == {
        *("9.6.2", "9.7.1", "9.7.2", "9.7.3", "9.7.4", "9.8.1"),
        *("481.16", "481.17", "481.18", "481.19", "481.20"),
    }
    assert len(listed) == 11
    assert {event.when for event in listed} == {"in 2020c"}


def test_the_implant_templates_moved_in_2016c(history: History) -> None:
    # PS3.4 2016b and 2016c, Tables B.5-1 and GG.3-1
    moved = [event for event in history.events if event.kind is EventKind.MOVED]
    assert [(event.uid, event.when, event.old, event.new) for event in moved] == [
        (f"{ROOT}5.1.4.{arc}.1", "in 2016c", "Table B.5-1", "Table GG.3-1") for arc in (43, 44, 45)
    ]


def test_table_i_4_1_was_restructured_once(history: History, editions: tuple[Edition, ...]) -> None:
    # PS3.4 2016b and 2016c, Table I.4-1, which refers to Table B.5-1 since
    (event,) = (event for event in history.events if event.kind is EventKind.RESTRUCTURED)
    assert (event.when, event.tables, event.old, event.new) == ("in 2016c", (I_4_1,), "126", "1")
    older, newer = (e for e in editions if e.name in ("2016b", "2016c"))
    assert older.storage_uids <= newer.storage_uids


def test_no_sop_class_was_ever_dropped_or_reinstated(history: History) -> None:
    never = (EventKind.DROPPED, EventKind.REINSTATED)
    assert not [event for event in history.events if event.kind in never]


RETIRED = [
    # PS3.6-2011 and PS3.6 2013, Table A-1: the general purpose worklist
    *((f"{ROOT}5.1.4.32{arc}", "between 2011 and 2013") for arc in ("", ".1", ".2", ".3")),
    (ROOT + "1.2.2", "between 2011 and 2013"),  # Explicit VR Big Endian
    # PS3.6 2017c and 2018c, Table A-1: MIME and XML encoding
    (ROOT + "1.2.6.1", "between 2017c and 2018c"),
    (ROOT + "1.2.6.2", "between 2017c and 2018c"),
    # PS3.6 2016e, Table A-1: there as retired, without a name, and not in 2015b
    (STORED + "12.77", "between 2015b and 2016e"),
    (STORED + "40", "between 2015b and 2016e"),
    # PS3.6-2011, Table A-1: retired there already
    (STORED + "5", "in 2011 or before"),
]


@pytest.mark.parametrize(("uid", "when"), RETIRED)
def test_retired(history: History, uid: str, when: str) -> None:
    assert happened(history, uid, "retired") == [(when, "", "", ["Table A-1"])]


def test_every_retired_uid_was_retired_once(
    history: History, uids: tuple[RegisteredUid, ...]
) -> None:
    counts = Counter(event.uid for event in history.events if event.kind is EventKind.RETIRED)
    assert counts == {uid.uid: 1 for uid in uids if uid.retired}


SECTIONS = [
    # PS3.4 2016a and 2016b, Table B.5-1
    (STORED + "88.68", "section of the IOD changed", "in 2016b", "A.35.13", "A.35.14"),
    # PS3.4 2017c and 2017d, Table B.5-1
    (STORED + "7", "section of the IOD changed", "in 2017d", "A.8", "A.8.1"),
    (STORED + "11.6", "section of the IOD changed", "in 2017d", "A.80.1.1", "A.80.1"),
]


@pytest.mark.parametrize(("uid", "kind", "when", "old", "new"), SECTIONS)
def test_sections(  # noqa: PLR0913, PLR0917  # one argument for each fact
    history: History, uid: str, kind: str, when: str, old: str, new: str
) -> None:
    assert happened(history, uid, kind) == [(when, old, new, ["Table B.5-1"])]


@pytest.mark.parametrize("uid", [STORED + "2.1", STORED + "2.2"])
def test_sections_that_changed_twice(history: History, uid: str) -> None:
    # PS3.4 2020b, 2020c, 2026b and 2026d, Table B.5-1
    assert happened(history, uid, "section of the service changed") == [
        ("in 2020c", "B.5.1.7", "B.5.1.7 B.5.1.23", ["Table B.5-1"]),
        (
            "between 2026b and 2026d",
            "B.5.1.7 B.5.1.23",
            "B.5.1.7 B.5.1.23 B.5.1.26",
            ["Table B.5-1"],
        ),
    ]


def test_a_context_group_was_renamed(history: History) -> None:
    # PS3.6 2025e and 2026b, Table A-3
    assert happened(history, ROOT + "6.1.1492", "renamed") == [
        (
            "between 2025e and 2026b",
            "Breast Segmentation Types",
            "Breast Tissue Segmentation Type",
            ["Table A-3"],
        )
    ]


def test_keywords(history: History) -> None:
    # PS3.6 2023b and 2023d, 2022a and 2022e, Table A-1
    assert history.former_keywords(STORED + "11.12") == (
        "VariableModalityLUTPresentationStateStorage",
    )
    assert history.former_keywords(ROOT + "5.1.1.25") == ("PrintQueue",)


def test_a_sop_class_new_in_b_5_1_may_have_stood_in_a_1_before(history: History) -> None:
    # PS3.6-2011, Table A-1, has Implant Template Group Storage; the excerpt of Table B.5-1 of 2011
    # ends right before it, so that 2009 is the last that is known to lack it.
    events = history.by_uid[ROOT + "5.1.4.45.1"]
    assert [(event.kind, event.when, event.tables) for event in events] == [
        ("first listed", "in 2011 or before", (A_1,)),
        ("listed", "between 2009 and 2013", (B_5_1,)),
        ("moved", "in 2016c", (B_5_1, GG_3_1)),
    ]


def test_a_change_of_source_is_no_event(history: History) -> None:
    # Table A-1 is pydicom's in 2011 and from 2016e to 2024d, and DocBook's or HTML's else. pydicom
    # writes "and" for "&" and keeps ": Default Transfer Syntax for ..." apart from the name.
    for number in range(50, 71):
        events = history.by_uid.get(f"{ROOT}1.2.4.{number}", ())
        assert {event.kind for event in events} <= {EventKind.FIRST_LISTED, EventKind.RETIRED}


MERGED_2024B = DATA / "editions" / "2024b" / f"{MERGED.slug}.csv"


def raw(path: Path, uid: str, name: str) -> dict[str, str]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[uid]: row[name] for row in csv.DictReader(file)}


@pytest.mark.parametrize("kind", [B_5_1, GG_3_1, I_4_1, MERGED])
def test_counts_per_edition_are_those_of_the_tables(history: History, kind: TableKind) -> None:
    """Added, gone and renamed rows of each pair of tables, counted without the history's code."""
    files = sorted(DATA.glob(f"editions/*/{kind.slug}.csv"))
    for older, newer in pairwise(files):
        before = raw(older, "sop_class_uid", "sop_class_name")
        if older.parent.name < "2024b" < newer.parent.name:
            # The list of 2024b has the last word on the rows: none of the table's has gone by then.
            listed = raw(MERGED_2024B, "sop_class_uid", "sop_class_name")
            after = raw(newer, "sop_class_uid", "sop_class_name")
            assert before.keys() <= listed.keys()
            before |= {uid: listed[uid] for uid in listed.keys() & (before.keys() | after.keys())}
        after = raw(newer, "sop_class_uid", "sop_class_name")
        edition = newer.parent.name
        events = [e for e in history.by_edition.get(edition, ()) if kind in e.tables]
        counts = Counter(event.kind for event in events)
        added = counts[EventKind.FIRST_LISTED] + counts[EventKind.LISTED]
        assert added == len(after.keys() - before.keys()), edition
        gone = sum(
            int(event.old) - int(event.new) if event.kind is EventKind.RESTRUCTURED else 1
            for event in events
            if event.kind is EventKind.RESTRUCTURED
            or (event.kind is EventKind.MOVED and event.tables[0] is kind)
        )
        assert gone == len(before.keys() - after.keys()), edition
        renamed = counts[EventKind.RENAMED] + counts[EventKind.RESPELLED]
        both = before.keys() & after.keys()
        assert renamed == sum(before[uid] != after[uid] for uid in both), edition


def test_the_number_of_storage_sop_classes(editions: tuple[Edition, ...]) -> None:
    # Distinct UIDs of the rows of each edition in the extract of PS3.4.
    counts = {edition.name: len(edition.storage_uids) for edition in editions}
    assert {name: count for name, count in counts.items() if count} == {
        "2009": 91,
        "2011": 101,
        "2013": 113,
        **dict.fromkeys(("2014a", "2014b"), 116),
        **dict.fromkeys(("2014c", "2015a"), 117),
        "2015b": 119,
        "2015c": 120,
        "2016a": 125,
        **dict.fromkeys(("2016b", "2016c"), 126),
        "2016d": 128,
        **dict.fromkeys(("2016e", "2017a"), 129),
        "2017b": 136,
        **dict.fromkeys(("2017c", "2017d", "2017e", "2018a"), 137),
        **dict.fromkeys(("2018b", "2018c", "2018d"), 138),
        **dict.fromkeys(("2018e", "2019a", "2019b", "2019c"), 142),
        **dict.fromkeys(("2019d", "2019e"), 144),
        **dict.fromkeys(("2020a", "2020b"), 148),
        "2020c": 159,
        "2021a": 163,
        **dict.fromkeys(("2024a", "2024b"), 175),
        # Table B.5-1 alone
        **dict.fromkeys(("2025d", "2025e", "2026b"), 170),
        "2026d": 173,
    }


def test_every_sop_class_is_first_listed_once(
    history: History, uids: tuple[RegisteredUid, ...]
) -> None:
    first = [event.uid for event in history.events if event.kind is EventKind.FIRST_LISTED]
    assert len(first) == len(set(first))
    assert set(first) == {uid.uid for uid in uids}


def test_the_row_of_every_table_stands_for_a_registered_uid(
    editions: tuple[Edition, ...], uids: tuple[RegisteredUid, ...]
) -> None:
    registered = {uid.uid for uid in uids}
    for edition in editions:
        for table in edition.tables:
            # Table B.3-3 is keyed by names.
            if table.kind is not B_3_3:
                assert {row.uid for row in table.rows} <= registered
