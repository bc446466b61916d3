"""Reads Table E.1-1 of PS3.15."""

from pathlib import Path

from generator.load.tables import Reader, editions_with
from generator.model.deidentification import ACTIONS, Deidentification, Option, Profile
from generator.problems import Problem

TABLE = "ps3.15-table-e.1-1"
COLUMNS = (
    *("name", "tag", "retired", "in_standard_composite_iod", "basic_profile"),
    *Option,
)
_YES = {"Y": True, "N": False}


def load_deidentification(data: Path, problems: list[Problem]) -> Deidentification:
    """The table of the newest edition that has it; a row with an unknown word is left out."""
    reader = Reader(data, problems)
    edition = next(iter(editions_with(data, TABLE)), "")
    profiles = []
    rows = reader.read(f"editions/{edition}/{TABLE}.csv", COLUMNS, "tag") if edition else []
    for row in rows:
        wrong = [
            f"{column} {row[column]!r}, expected Y or N"
            for column in ("retired", "in_standard_composite_iod")
            if row[column] not in _YES
        ]
        wrong += [
            f"{column} {row[column]!r}, expected one of {', '.join(ACTIONS)}"
            for column in ("basic_profile", *Option)
            if row[column] not in ACTIONS and (column == "basic_profile" or row[column])
        ]
        for message in wrong:
            reader.wrong(row.where, message)
        if not wrong:
            profiles.append(
                Profile(
                    name=row["name"],
                    printed_tag=row["tag"],
                    retired=_YES[row["retired"]],
                    in_standard_iod=_YES[row["in_standard_composite_iod"]],
                    basic=row["basic_profile"],
                    options={it: row[it] for it in Option if row[it]},
                    edition=edition,
                    where=row.where,
                )
            )
    return Deidentification(edition=edition, profiles=tuple(profiles))
