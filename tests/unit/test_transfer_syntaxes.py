"""What is said of a wrong row on transfer syntaxes, and how a right one reads in words."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from generator.check.transfer_syntaxes import each_transfer_syntax_has_a_row
from generator.load.transfer_syntaxes import load_transfer_syntaxes
from generator.model.transfer_syntaxes import TransferSyntax
from generator.model.uids import UidType
from generator.problems import Problem

HEADER = "uid,vr,byte_order,pixel_data,compression,lossy,bits,video,required,section,note\n"


def read(folder: Path, *rows: str) -> tuple[list[TransferSyntax], list[str]]:
    """The transfer syntaxes that those rows make, and what is wrong with them."""
    path = folder / "transfer_syntaxes.csv"
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    problems: list[Problem] = []
    found = load_transfer_syntaxes(folder, (), problems)
    return [*found.values()], [f"{it.where.line}: {it.message}" for it in problems]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (
            "1.2,implicit,little,native,none,never,,,,,",
            "Implicit VR, little endian; native pixel data; uncompressed",
        ),
        (
            "1.2,explicit,big,encapsulated,JPEG-LS,may be,2 to 16,,,,",
            (
                "Explicit VR, big endian; encapsulated pixel data; JPEG-LS, lossless or lossy; "
                "2 to 16 bits"
            ),
        ),
        (
            "1.2,,,streamed,none,,8,Y,,,",
            "Video; pixels in a stream of their own; uncompressed; 8 bits",
        ),
        ("1.2,explicit,,referenced,HTJ2K,,,,,,", "Explicit VR; pixel data behind a URL; HTJ2K"),
        ("1.2,,,,deflate,always,,,,,", "Deflate, lossy"),
        ("1.2,,,,,,,,,,No data set.", ""),
    ],
)
def test_it_reads_as_a_line(tmp_path: Path, row: str, words: str) -> None:
    found, problems = read(tmp_path, row)
    assert ([it.words for it in found], problems) == ([words], [])


def test_each_wrong_cell_is_a_problem(tmp_path: Path) -> None:
    _, problems = read(
        tmp_path,
        "1.2,none,middle,packed,JPEG2000,no,,N,,,",
        "1.3,,,,,,,,Whoever must.,,",
        "1.4,,,,,,,,,10.1,",
    )
    methods = (
        "none, deflate, RLE, JPEG, JPEG-LS, JPEG 2000, HTJ2K, JPEG XL, MPEG-2, "
        "MPEG-4 AVC/H.264, HEVC/H.265"
    )
    forms = "native, encapsulated, referenced, streamed"
    assert problems == [
        "2: video 'N', expected Y or nothing",
        "2: vr 'none', expected one of implicit, explicit or nothing",
        "2: byte_order 'middle', expected one of little, big or nothing",
        f"2: pixel_data 'packed', expected one of {forms} or nothing",
        f"2: compression 'JPEG2000', expected one of {methods} or nothing",
        "2: lossy 'no', expected one of never, always, may be or nothing",
        "3: required without section, expected both or neither",
        "4: section without required, expected both or neither",
    ]


def test_who_must_support_it_has_its_place(tmp_path: Path) -> None:
    (found,), problems = read(tmp_path, "1.2,,,,,,,,Whoever can.,10.1,")
    assert problems == []
    assert found.required == "Whoever can."
    assert found.required_in
    assert found.required_in.text == "PS3.5 10.1"


def test_a_row_for_each_and_for_nothing_else(tmp_path: Path) -> None:
    found, _ = read(tmp_path, "1.2,,,,,,,,,,", "1.3,,,,,,,,,,", "1.9,,,,,,,,,,")
    uids = [
        SimpleNamespace(uid="1.2", name="One", type=UidType.TRANSFER_SYNTAX),
        SimpleNamespace(uid="1.3", name="A class", type=UidType.SOP_CLASS),
        SimpleNamespace(uid="1.4", name="Another", type=UidType.TRANSFER_SYNTAX),
    ]
    registry: Any = SimpleNamespace(
        uids={it.uid: it for it in uids}, transfer_syntaxes={it.uid: it for it in found}
    )
    path = (tmp_path / "transfer_syntaxes.csv").as_posix()
    wrong = "is not that of a transfer syntax, expected one that is registered"
    assert [*map(str, each_transfer_syntax_has_a_row(registry))] == [
        f"{path}:3: UID 1.3 {wrong}",
        f"{path}:4: UID 1.9 {wrong}",
        f"{path}:1: no row for Another (1.4), expected one",
    ]
    registry.transfer_syntaxes = {}
    registry.uids = {"1.2": uids[0]}
    assert [*map(str, each_transfer_syntax_has_a_row(registry))] == [
        "data/transfer_syntaxes.csv:1: no row for One (1.2), expected one"
    ]
