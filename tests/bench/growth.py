"""Copies of the project with more records: synthetic SOP Classes under another root."""

import csv
import shutil
from pathlib import Path

import yaml

PARTS = ("data", "docs", "templates", "mkdocs.yml")
"""What a copy of the project needs to build a site."""

_ROOT = "1.2.840.10008."
_NAMES = ("keyword", "name", "sop_class_name", "constant", "storescp_prefix")
"""Columns that name what their row is about: in a copy they must be another's."""

_AS_PRINTED = (
    *("misprints.csv", "other-uids.csv", "ps3.3-values.csv"),
    "related-general-names.csv",
)
"""Tables of what stands in print somewhere: a copy's is not printed anywhere."""


def copy_project(root: Path, to: Path) -> Path:
    """Copy what builds the site from the project at `root` to the folder `to`; its mkdocs.yml."""
    for part in PARTS:
        source = root / part
        if source.is_dir():
            shutil.copytree(source, to / part)
        else:
            to.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, to / part)
    return to / "mkdocs.yml"


def multiply(data: Path, times: int) -> None:
    """Put `times` as many SOP Classes into the folder `data`, each with all that tables say of it.

    A copy has its UID under a root that nobody is registered for, and a number behind its keyword,
    its names and its aliases; what it refers to are copies with the same number.
    """
    records = {path: path.read_text(encoding="utf-8") for path in data.glob("sop_classes/*.yml")}
    uids = {yaml.safe_load(text)["uid"] for text in records.values()}
    for number in range(1, times):
        for path, text in records.items():
            _copy_record(path, text, number)
    for path in data.rglob("*.csv"):
        if path.name not in _AS_PRINTED:
            _copy_rows(path, uids, times)


def _uid(uid: str, number: int) -> str:
    return f"1.2.826.0.1.{number}.{uid.removeprefix(_ROOT)}"


def _copy_record(path: Path, text: str, number: int) -> None:
    record = yaml.safe_load(text)
    record["uid"] = _uid(record["uid"], number)
    for alias in record.get("aliases", ()):
        alias["text"] += f" {number}"
    for other in record.get("see_also", ()):
        other["sop_class"] = _key(other["sop_class"], number)
    copy = path.with_name(f"{_key(path.stem, number)}.yml")
    copy.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _key(key: str, number: int) -> str:
    """What stands for a keyword or, where a SOP Class has none, a UID."""
    return _uid(key, number) if key.startswith(_ROOT) else f"{key}{number}"


def _copy_rows(path: Path, uids: set[str], times: int) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    # A correction is about the UID as printed, not about the one that it puts right.
    subjects = [header.index("uid_printed")] if "uid_printed" in header else range(len(header))
    ours = [row for row in rows if any(row[column] in uids for column in subjects)]
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number in range(1, times):
            for row in ours:
                writer.writerow(
                    _uid(cell, number)
                    if cell in uids
                    else f"{cell} {number}".replace(" ", "" if column == "keyword" else " ")
                    if cell and column in _NAMES
                    else cell
                    for column, cell in zip(header, row, strict=True)
                )
