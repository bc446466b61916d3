"""Reads the dictionary of attributes."""

import re
from pathlib import Path

from generator.load.files import read_csv
from generator.model.attributes import Attribute
from generator.problems import Problem

_TAG = re.compile(r"[0-9a-fx]{8}")


def load_attributes(data: Path, problems: list[Problem]) -> dict[str, Attribute]:
    """The attributes by tag, in the order of their tags; a row with a problem is left out."""
    attributes: dict[str, Attribute] = {}
    columns = ["tag", "name", "keyword", "vr", "vm", "retired"]
    for row in read_csv(data / "attributes/attributes.csv", columns, problems, unique=["tag"]):
        tag, retired = row["tag"], row["retired"]
        if not _TAG.fullmatch(tag):
            message = f"tag {tag!r}, expected 8 of 0-9, a-f and x"
            problems.append(Problem(row.where, message, breaks=True))
            continue
        if retired not in {"Y", ""}:
            message = f"retired {retired!r}, expected Y or nothing"
            problems.append(Problem(row.where, message, breaks=True))
        attributes[tag] = Attribute(
            tag=tag,
            name=row["name"],
            keyword=row["keyword"],
            vr=row["vr"],
            vm=row["vm"],
            retired=retired == "Y",
        )
    return attributes
