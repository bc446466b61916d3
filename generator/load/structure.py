"""Reads what is known to have changed in PS3.3 from one edition to another."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.load.files import read_csv
from generator.model.editions import Edition
from generator.model.structure import StructureChange, StructureChangeKind
from generator.problems import Problem

_CHANGES = "ps3.3-changes"
_COLUMNS = ("since", "change", "iod", "table", "path", "name", "old", "new")


def load_structure_changes(
    data: Path, editions: Sequence[Edition], problems: list[Problem]
) -> tuple[StructureChange, ...]:
    """Every change of an IOD, a module or a table of attributes, oldest first."""
    return tuple(
        change
        for edition in editions
        if _CHANGES in edition.slugs
        for change in _changes(data, edition, problems)
    )


def _changes(data: Path, edition: Edition, problems: list[Problem]) -> Iterable[StructureChange]:
    path = data / "editions" / edition.name / f"{_CHANGES}.csv"
    unique = ("change", "iod", "table", "path", "name")
    for row in read_csv(path, _COLUMNS, problems, unique=unique):
        if row["change"] not in set(StructureChangeKind):
            expected = ", ".join(StructureChangeKind)
            message = f"change {row['change']!r}, expected one of {expected}"
            problems.append(Problem(row.where, message))
        elif bool(row["iod"]) == bool(row["table"]):
            found = f"iod {row['iod']!r} and table {row['table']!r}"
            problems.append(Problem(row.where, f"{found}, expected one of the two"))
        elif row["since"] >= edition.name:
            message = f"since {row['since']!r}, expected an edition before {edition.name}"
            problems.append(Problem(row.where, message))
        else:
            cells = {it: " ".join(row[it].split()) for it in _COLUMNS if it != "change"}
            yield StructureChange(
                kind=StructureChangeKind(row["change"]),
                edition=edition.name,
                source=edition.source(_CHANGES),
                **cells,
            )
