"""Reads what the registry knows of transfer syntaxes."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from generator.load.files import Row, read_csv
from generator.model.editions import A_1, Edition, newest_with
from generator.model.standard import Reference
from generator.model.transfer_syntaxes import (
    ByteOrder,
    Compression,
    Loss,
    PixelDataForm,
    TransferSyntax,
    VrEncoding,
)
from generator.problems import Problem

_Kind = TypeVar("_Kind", bound=StrEnum)

_COLUMNS = (
    "uid",
    "vr",
    "byte_order",
    "pixel_data",
    "compression",
    "lossy",
    "bits",
    "video",
    "required",
    "section",
    "note",
)


def load_transfer_syntaxes(
    data: Path, editions: Sequence[Edition], problems: list[Problem]
) -> Mapping[str, TransferSyntax]:
    """By UID each of `data/transfer_syntaxes.csv`, in its order.

    The sections are those of the newest edition with a table of UIDs.
    """
    newest = newest_with(editions, A_1.slug)
    edition = newest.name if newest else ""
    rows = read_csv(data / "transfer_syntaxes.csv", _COLUMNS, problems, unique=("uid",))
    return {row["uid"]: _transfer_syntax(row, edition, problems) for row in rows}


def _transfer_syntax(row: Row, edition: str, problems: list[Problem]) -> TransferSyntax:
    if row["video"] not in ("", "Y"):
        problems.append(Problem(row.where, f"video {row['video']!r}, expected Y or nothing"))
    if bool(row["required"]) != bool(row["section"]):
        found, lacking = sorted(("required", "section"), key=lambda column: not row[column])
        problems.append(Problem(row.where, f"{found} without {lacking}, expected both or neither"))
    section = row["section"]
    return TransferSyntax(
        uid=row["uid"],
        vr=_one_of(VrEncoding, row, "vr", problems),
        byte_order=_one_of(ByteOrder, row, "byte_order", problems),
        pixel_data=_one_of(PixelDataForm, row, "pixel_data", problems),
        compression=_one_of(Compression, row, "compression", problems),
        loss=_one_of(Loss, row, "lossy", problems),
        bits=row["bits"],
        video=row["video"] == "Y",
        required=row["required"],
        required_in=Reference(standard="PS3.5", section=section, edition=edition)
        if section
        else None,
        note=row["note"],
        where=row.where,
    )


def _one_of(kind: type[_Kind], row: Row, column: str, problems: list[Problem]) -> _Kind | None:
    """What the cell says; None where it is empty, or a problem."""
    if not row[column]:
        return None
    if row[column] in tuple(kind):
        return kind(row[column])
    message = f"{column} {row[column]!r}, expected one of {', '.join(kind)} or nothing"
    problems.append(Problem(row.where, message))
    return None
