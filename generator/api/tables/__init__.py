"""The registry as tables, for CSV and SQLite: the records of the JSON documents, made flat.

A record is a row. A place in a standard is that place in words; several short values stand in one
cell with blanks between; of what a record holds many, each is a row of a further table.
"""

from typing import cast

from generator.api.shapes.documents import Curated, Registry
from generator.api.tables import (
    codes,
    deidentification,
    editions,
    groups,
    iods,
    meaning,
    services,
    sop_classes,
    status,
    uids,
)
from generator.api.tables.table import Table

DECLARATIONS = (
    *groups.TABLES,
    *iods.TABLES,
    *sop_classes.TABLES,
    *uids.TABLES,
    *editions.TABLES,
    *services.TABLES,
    *status.TABLES,
    *meaning.TABLES,
    *codes.TABLES,
    *deidentification.TABLES,
)
"""Every table, those that others refer to before these."""


def every_table(whole: Registry) -> list[Table]:
    """The tables of CSV and SQLite, in the order of their declarations."""
    return [it.filled(whole) for it in DECLARATIONS]


def curated_tables(curated: Curated) -> list[Table]:
    """Those of the tables that curated records may change."""
    whole = cast(Registry, curated)  # their rows are made of no other key
    return [it.filled(whole) for it in DECLARATIONS if it.is_curated]
