"""What other sources say of the rows of PS3.3 goes with the rows into the next edition."""

from pathlib import Path

import pytest

from generator.importer.carried import carry
from generator.importer.files import content
from generator.importer.printed import COLUMNS, Printed, Rows

Cells = dict[str, str]


def put(folder: Path, file: str, rows: list[Cells]) -> None:
    """Write a table of the edition before; cells that are left out are empty."""
    (folder / f"{file}.csv").write_bytes(content(COLUMNS[file], rows))


def attribute(row: int, tag: str, kind: str = "1C", depth: int = 0) -> Cells:
    return {"table": "C.7-1", "row": str(row), "depth": str(depth), "tag": tag, "type": kind}


A, B, C, D = "(0010,0010)", "(0010,0020)", "(0010,0030)", "(0010,0040)"


@pytest.fixture
def before(tmp_path: Path) -> Path:
    """The edition before: Table C.7-1 with A, B and C."""
    put(tmp_path, "ps3.3-attributes", [attribute(1, A), attribute(2, B), attribute(3, C)])
    return tmp_path


def after(*attributes: Cells, **files: Rows) -> Printed:
    """The new edition: Table C.7-1 with those rows, and what it states itself."""
    empty = dict.fromkeys(COLUMNS["ps3.3-attributes"], "")
    rows: dict[str, Rows] = {
        "ps3.3-tables": [{"table": "C.7-1", "section": "", "caption": "Patient"}],
        "ps3.3-attributes": [empty | row for row in attributes],
    }
    for name, listed in files.items():
        file = f"ps3.3-{name.replace('_', '-')}"
        rows[file] = [dict.fromkeys(COLUMNS[file], "") | row for row in listed]
    return Printed(rows=rows)


def said(printed: Printed, file: str) -> Rows:
    """The rows of a file without their empty cells."""
    return [{key: it for key, it in row.items() if it} for row in printed.rows.get(file, [])]


PLACE = {"table": "C.7-1"}


def test_what_is_said_goes_with_its_row(before: Path) -> None:
    values = {"kind": "enumerated", "values": "X|Y", "basis": "section", "edition": "2020a"}
    group = {"kind": "baseline", "cid": "29", "editions": "2016c", "sources": "PS3.3 2016c"}
    condition = {"status": "parsed", "condition": "{}", "edition": "2025e"}
    put(before, "ps3.3-values", [PLACE | values | {"row": "1"}, PLACE | values | {"row": "2"}])
    put(before, "ps3.3-context-groups", [PLACE | group | {"row": "3"}])
    put(before, "ps3.3-conditions", [PLACE | condition | {"row": it} for it in "123"])
    # B has gone, D came first, and C is not conditional any more.
    own = [PLACE | {"row": it, "status": "unparsed", "edition": "2026e"} for it in "12"]
    it = after(attribute(1, D), attribute(2, A), attribute(3, C, "1"), conditions=own)
    carry(it, before)
    assert said(it, "ps3.3-values") == [PLACE | values | {"row": "2"}]
    assert said(it, "ps3.3-context-groups") == [PLACE | group | {"row": "3"}]
    assert said(it, "ps3.3-conditions") == [own[0], PLACE | condition | {"row": "2"}]


def test_what_the_edition_states_comes_first(before: Path) -> None:
    old = PLACE | {"row": "1", "kind": "enumerated", "basis": "list", "edition": "2020a"}
    put(
        before,
        "ps3.3-values",
        [
            old | {"values": "X|Y", "dicom3tools": "same"},
            old | {"values": "P|Q", "value_number": "2"},
            old | {"values": "M|N", "basis": "section"},
        ],
    )
    put(
        before,
        "ps3.3-context-groups",
        [
            PLACE | {"row": "2", "kind": kind, "cid": cid, "editions": "2016c", "sources": "old"}
            for kind, cid in (("baseline", "29"), ("defined", "30"))
        ],
    )
    new = old | {"edition": "2026e"}
    group = {"row": "2", "kind": "baseline", "cid": "29", "editions": "2026e", "sources": "new"}
    it = after(
        attribute(1, A),
        attribute(2, B),
        values=[new | {"values": "X|Y"}, new | {"values": "P|Q|R", "value_number": "2"}],
        context_groups=[PLACE | group],
    )
    carry(it, before)
    assert said(it, "ps3.3-values") == [
        old | {"values": "M|N", "basis": "section"},
        new | {"values": "X|Y", "dicom3tools": "same"},
        new | {"values": "P|Q|R", "value_number": "2"},
    ]
    assert said(it, "ps3.3-context-groups") == [
        PLACE | group | {"editions": "2026e|2016c", "sources": "new|old"}
    ]


def test_a_condition_that_was_read_replaces_another(before: Path) -> None:
    old = PLACE | {"row": "1", "status": "parsed", "edition": "2025e"}
    put(before, "ps3.3-conditions", [old | {"condition": '{"tag":"00100020","at":"item"}'}])
    same = old | {"condition": '{"tag":"00100020"}', "edition": "2026e"}
    it = after(attribute(1, A), conditions=[same])
    carry(it, before)
    # The old one says where the attribute stands, too.
    assert said(it, "ps3.3-conditions") == [old | {"condition": '{"tag":"00100020","at":"item"}'}]
    other = same | {"condition": '{"tag":"00100030"}'}
    it = after(attribute(1, A), conditions=[other])
    carry(it, before)
    assert said(it, "ps3.3-conditions") == [other]


def test_what_is_said_of_iods(tmp_path: Path) -> None:
    put(tmp_path, "ps3.3-attributes", [])
    iod = {"iod": "CT Image"}
    put(
        tmp_path,
        "ps3.3-iod-modules",
        [iod | {"row": str(row), "module": name} for row, name in enumerate(("P", "Q", "R"), 1)],
    )
    usage = iod | {"what": "module", "usage": "C", "status": "parsed", "edition": "2025e"}
    put(tmp_path, "ps3.3-usage-conditions", [usage | {"row": it} for it in "123"])
    put(tmp_path, "ps3.3-root-templates", [iod | {"tid": "1"}, {"iod": "Gone", "tid": "2"}])
    it = after()
    it.rows["ps3.3-iods"] = [iod | {"section": "A.3", "table": "A.3-1"}]
    it.rows["ps3.3-iod-modules"] = [
        iod | {"row": "1", "module": "Q", "usage": "C"},
        iod | {"row": "2", "module": "R", "usage": "M"},
    ]
    carry(it, tmp_path)
    assert said(it, "ps3.3-usage-conditions") == [usage | {"row": "1"}]
    assert said(it, "ps3.3-root-templates") == [iod | {"tid": "1"}]


def test_to_carry_twice_is_to_carry_once(before: Path) -> None:
    old = PLACE | {"row": "1", "kind": "enumerated", "basis": "list", "edition": "2020a"}
    put(before, "ps3.3-values", [old | {"values": "X|Y", "dicom3tools": "same"}])
    group = PLACE | {"row": "2", "kind": "baseline", "cid": "29", "sources": "s"}
    put(before, "ps3.3-context-groups", [group | {"editions": "2016c"}])

    def imported() -> Printed:
        return after(
            attribute(1, A),
            attribute(2, B),
            values=[old | {"values": "X|Y", "edition": "2026e"}],
            context_groups=[group | {"editions": "2026e", "sources": "t"}],
        )

    first = imported()
    carry(first, before)
    for file in ("ps3.3-attributes", "ps3.3-values", "ps3.3-context-groups"):
        put(before, file, first.rows[file])
    second = imported()
    carry(second, before)
    assert second.rows == first.rows
