"""The 101 rows of 2011 to the letter, against a reading of the seed's text of its own."""

import csv
import re
from pathlib import Path

SEED = Path("tests/data/seed/ps3.4-2011-table-b.5-1.txt")
TABLE = Path("data/editions/2011/ps3.4-table-b.5-1.csv")
UID = re.compile(r"1\.2\.840\.10008\.[0-9.]+")
CELL = re.compile(r"\S+(?: \S+)*")
FURNITURE = re.compile(r"\s*(?:.*STANDARD SOP CLASSES|- Standard -|PS 3\.4-2011|Page [0-9]+)?\s*")


def seed_rows() -> list[list[str]]:
    """Name, UID, IOD and page of each row: a row starts where a UID stands, the rest wraps."""
    rows: list[list[str]] = []
    page = 23
    uid_at = 0
    started = False
    for line in SEED.read_text(encoding="utf-8").splitlines():
        if found := re.fullmatch(r"\s*Page ([0-9]+)\s*", line):
            page = int(found[1])
        if FURNITURE.fullmatch(line) or not started:
            # The heading of the columns ends before the first UID's line.
            started = started or "(defined in PS 3.3)" in line
            continue
        if uid := UID.search(line):
            rows.append(["", uid[0], "", str(page)])
            uid_at = uid.start()
        for cell in CELL.finditer(line):
            if UID.fullmatch(cell[0]):
                continue
            column = 0 if cell.start() < uid_at else 2
            rows[-1][column] = f"{rows[-1][column]} {cell[0]}".strip()
    return rows


def test_the_table_of_2011_is_the_seed_to_the_letter() -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert header == ["sop_class_name", "sop_class_uid", "iod_specification", "page"]
    assert len(rows) == 101
    assert rows == seed_rows()


def test_the_missing_hyphen_of_the_seed_is_kept() -> None:
    names = [row[0] for row in seed_rows()]
    assert "Intravascular Optical Coherence Tomography Image Storage For Presentation" in names
    assert [row[3] for row in seed_rows()] == sorted(row[3] for row in seed_rows())
