"""The tables as CSV (RFC 4180: UTF-8, a header, CRLF) that is safe to open in a spreadsheet."""

import csv
import io

from generator.api.tables.table import Cell, Table
from generator.model.shielding import shielded

CSV_FILES = {
    "sop-classes.csv": "sop_classes",
    "uids.csv": "uids",
    "iods.csv": "iods",
    "iod-modules.csv": "iod_modules",
    "iod-functional-groups.csv": "iod_functional_groups",
    "tables.csv": "tables",
    "table-rows.csv": "table_rows",
    "attributes.csv": "attributes",
    "special-meanings.csv": "special_meanings",
    "row-conditions.csv": "row_conditions",
    "row-values.csv": "row_values",
    "row-codes.csv": "row_codes",
    "usage-conditions.csv": "usage_conditions",
    "fixed-values.csv": "fixed_values",
    "content-constraints.csv": "content_constraints",
    "context-groups.csv": "context_groups",
    "codes.csv": "codes",
    "templates.csv": "templates",
    "template-context-groups.csv": "template_context_groups",
    "de-identification.csv": "deidentification",
    "de-identification-options.csv": "deidentification_options",
    "constants.csv": "constants",
    "changes.csv": "changes",
    "dimse-services.csv": "dimse_services",
    "service-requirements.csv": "service_requirements",
    "status-codes.csv": "status_codes",
    "status-returns.csv": "status_returns",
    "transcript-rows.csv": "transcript_rows",
    "attribute-changes.csv": "attribute_changes",
    "structure-changes.csv": "structure_changes",
}
"""The path of each CSV file below the API's root, and the table that it holds."""


def csv_bytes(table: Table) -> bytes:
    """`table` as CSV; null is an empty cell."""
    made = io.BytesIO()  # a StringIO takes four bytes for each letter
    file = io.TextIOWrapper(made, encoding="utf-8", newline="")
    writer = csv.writer(file)
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_shielded, row) for row in table.rows)
    file.detach()
    return made.getvalue()


def _shielded(cell: Cell) -> Cell:
    return shielded(cell) if isinstance(cell, str) else cell
