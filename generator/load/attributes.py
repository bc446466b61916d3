"""Reads the dictionary of attributes from the tables of the editions, and its changes."""

import re
from collections.abc import Sequence
from pathlib import Path

from generator.load.files import Row, read_csv
from generator.model.attributes import (
    Attribute,
    AttributeChange,
    AttributeChangeKind,
    Dictionary,
    changes_between,
    tag_of,
)
from generator.model.editions import Edition, previous_edition
from generator.problems import Problem

_TABLE = "ps3.6-attributes"
_CHANGES = "ps3.6-attribute-changes"
_PRINTED_TAG = re.compile(r"\([0-9A-Fx]{4},[0-9A-Fx]{4}\)")


def load_attributes(data: Path, editions: Sequence[Edition], problems: list[Problem]) -> Dictionary:
    """The dictionary as of the newest edition that has a table of it, or a list of changes.

    Where an edition has the whole table and no list, its changes are those to the dictionary
    before it. A list of an edition after the newest table is applied to that table. A row with a
    problem is left out.
    """
    attributes: dict[str, Attribute] = {}
    changes: list[AttributeChange] = []
    printed = edition_of = since = ""
    for edition in editions:
        folder = data / "editions" / edition.name
        has_table, has_list = _TABLE in edition.slugs, _CHANGES in edition.slugs
        listed = _read_changes(folder, edition, problems) if has_list else []
        changes += listed
        since = since or (listed[0].since if listed else "")
        if has_table:
            table = _read_table(folder / f"{_TABLE}.csv", problems)
            if attributes and not has_list:
                changes += changes_between(
                    attributes,
                    table,
                    since=edition_of,
                    edition=edition.name,
                    source=edition.source(_TABLE),
                )
            attributes = table
            printed = edition.name
        elif attributes:
            attributes.update((it.attribute.tag, it.attribute) for it in listed)
        if attributes and (has_table or has_list):
            edition_of = edition.name
    return Dictionary(
        attributes=dict(sorted(attributes.items())),
        printed=printed,
        edition=edition_of,
        changes=tuple(changes),
        since=since,
    )


def _read_table(path: Path, problems: list[Problem]) -> dict[str, Attribute]:
    columns = ("tag", "name", "keyword", "vr", "vm", "retired", "info")
    attributes: dict[str, Attribute] = {}
    for row in read_csv(path, columns, problems, unique=("tag",)):
        attribute = _attribute(row, row["retired"], problems)
        if attribute:
            attributes[attribute.tag] = attribute
    return attributes


def _read_changes(folder: Path, edition: Edition, problems: list[Problem]) -> list[AttributeChange]:
    columns = ("change", "tag", "name", "keyword", "vr", "vm", "old")
    changes = []
    for row in read_csv(folder / f"{_CHANGES}.csv", columns, problems, unique=("change", "tag")):
        if row["change"] not in set(AttributeChangeKind):
            expected = ", ".join(AttributeChangeKind)
            message = f"change {row['change']!r}, expected one of {expected}"
            problems.append(Problem(row.where, message, breaks=True))
            continue
        kind = AttributeChangeKind(row["change"])
        attribute = _attribute(row, "Y" * (kind is AttributeChangeKind.RETIRED), problems)
        if attribute:
            changes.append(
                AttributeChange(
                    kind=kind,
                    attribute=attribute,
                    edition=edition.name,
                    since=previous_edition(edition.name),
                    old=row["old"],
                    source=edition.source(_CHANGES),
                )
            )
    return changes


def _attribute(row: Row, retired: str, problems: list[Problem]) -> Attribute | None:
    tag = tag_of(row["tag"]) if _PRINTED_TAG.fullmatch(row["tag"]) else None
    found = f"retired {retired!r}, expected Y or nothing" if retired not in {"Y", ""} else ""
    if tag is None:
        found = f"tag {row['tag']!r}, expected one as printed, (0008,103E)"
    if found or tag is None:
        problems.append(Problem(row.where, found, breaks=True))
        return None
    return Attribute(
        tag=tag,
        name=row["name"],
        keyword=row["keyword"],
        vr=row["vr"],
        vm=row["vm"],
        retired=retired == "Y",
    )
