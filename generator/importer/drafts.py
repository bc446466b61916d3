"""Records that people keep: drafts of those that are missing, and what else needs a person."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.importer.files import read_rows
from generator.importer.printed import Rows
from generator.model.uids import SOP_CLASS_TYPES

_DRAFT = """\
# A draft: fill in what is empty. Until then `make check` refuses it.
uid: {uid}
category: ""
modality: {{}}
aliases: []
summary: ""
"""


def new_sop_classes(rows: Mapping[str, Rows], data: Path) -> list[dict[str, str]]:
    """The SOP Classes of Table A-1 that no record is of."""
    folder = data / "sop_classes"
    known = set()
    for path in sorted(folder.glob("*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("uid:"):
                known.add(line.removeprefix("uid:").strip())
    return [
        row
        for row in rows.get("ps3.6-table-a-1", ())
        if row["type"] in SOP_CLASS_TYPES and row["uid"] not in known
    ]


def drafts(new: list[dict[str, str]], data: Path) -> dict[Path, bytes]:
    """A draft of a record for each SOP Class, by the path it goes to; none replaces a file."""
    made = {}
    for row in new:
        path = data / "sop_classes" / f"{row['keyword'] or row['uid']}.yml"
        if not path.exists():
            made[path] = _DRAFT.format(uid=row["uid"]).encode("utf-8")
    return made


def people(
    new: list[dict[str, str]], rows: Mapping[str, Rows], data: Path, edition: str
) -> Iterator[str]:
    """What needs a person, a line each."""
    for row in new:
        what = "record without category, modality, aliases and summary"
        yield f"{row['name']} ({row['uid']}): {what}"
    members = {row["sop_class_uid"] for row in read_rows(data / "service_class_members.csv")}
    iods = {row["sop_class_uid"] for row in read_rows(data / "iods" / "sop_classes.csv")}
    without = {row["sop_class_uid"] for row in read_rows(data / "iods" / "without.csv")}
    storage = {row["sop_class_uid"] for row in rows.get("ps3.4-table-b.5-1", ())}
    for row in new:
        if row["uid"] not in members | storage:
            yield f"{row['name']} ({row['uid']}): no service class in service_class_members.csv"
        if row["uid"] not in iods | without:
            yield f"{row['name']} ({row['uid']}): neither an IOD nor a reason in iods/without.csv"
    if not any(path.parent.name > edition for path in _tables(data)):
        yield from _attributes(rows, data)


def _tables(data: Path) -> Iterable[Path]:
    return (data / "editions").glob("*/ps3.3-attributes.csv")


def _attributes(rows: Mapping[str, Rows], data: Path) -> Iterator[str]:
    """The attributes that modules and macros hold and that have no sentence."""
    described = {row["tag"].upper() for row in read_rows(data / "attributes" / "meanings.csv")}
    names = {row["tag"]: row["name"] for row in rows.get("ps3.3-attributes", ()) if row["tag"]}
    for tag, name in names.items():
        if tag.strip("()").replace(",", "").upper() not in described:
            yield f"{name} {tag}: no sentence in attributes/meanings.csv"
