"""What an import gives: the rows of the files of one edition, and all that is wrong with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from generator.problems import Problem

Rows = list[dict[str, str]]

STORAGE = ("sop_class_uid", "sop_class_name", "ps3.3_section", "ps3.4_section")
UIDS = ("uid", "name", "type", "retired", "keyword", "info")
"""The columns of PS3.6 Tables A-1 and A-2."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "ps3.3-tables": ("table", "section", "caption"),
    "ps3.3-attributes": ("table", "row", "depth", "tag", "name", "type", "include", "text"),
    "ps3.3-iods": ("iod", "section", "table"),
    "ps3.3-iod-modules": (
        *("iod", "row", "information_entity", "module", "section", "usage", "text"),
    ),
    "ps3.3-functional-groups": ("iod", "row", "macro", "section", "usage", "text"),
    "ps3.3-normalised-iods": ("iod", "section", "retired", "row", "module", "module_section"),
    "ps3.3-values": (
        *("table", "row", "value_number", "kind", "values", "added", "condition", "only_at"),
        *("edition", "basis", "dicom3tools"),
    ),
    "ps3.3-conditions": (
        *("table", "row", "status", "condition", "otherwise", "may_if", "not_if"),
        *("exactly_one_of", "older_condition", "edition", "flags", "same", "differs"),
    ),
    "ps3.3-context-groups": ("table", "row", "kind", "cid", "only_at", "editions", "sources"),
    "ps3.3-usage-conditions": (
        *("iod", "what", "row", "usage", "usage_edition", "status", "condition", "otherwise"),
        *("may_if", "not_if", "limit", "edition", "flags", "same", "differs"),
    ),
    "ps3.3-content-constraints": (
        *("iod", "section", "row", "source_value_types", "relationship", "target_value_types"),
        *("mode", "targets_by_value_only", "source"),
    ),
    "ps3.3-root-templates": ("iod", "tid", "name", "strength", "source"),
    "ps3.3-fixed-values": (
        *("iod", "tag", "value_number", "rule", "values", "condition", "place", "basis"),
        *("also_in", "source"),
    ),
    "ps3.4-table-b.5-1": STORAGE,
    "ps3.4-table-gg.3-1": STORAGE,
    "ps3.4-table-i.4-1": STORAGE,
    "ps3.4-table-b.3-3": ("sop_class_name", "related_general_sop_class_name"),
    "ps3.4-table-b.6-1": ("sop_class_name", "sop_class_uid"),
    "ps3.4-sop-class-sections": ("uid", "annex", "annex_title", "section", "table"),
    "ps3.4-service-tables": ("table", "section", "caption", "note"),
    "ps3.4-service-attributes": (
        *("table", "row", "depth", "kind", "tag", "name", "include", "type_id", "requirement"),
        *("n_create", "n_set", "final_state", "n_get", "matching_key", "return_key", "qr_key"),
        *("ref", "text"),
    ),
    "ps3.4-action-event-types": ("table", "section", "dimse_service", "type_id", "type_name"),
    "ps3.4-service-groups": (
        *("table", "section", "row", "dimse_service", "variant", "usage_scu", "usage_scp"),
    ),
    "ps3.4-status-codes": (
        *("table", "section", "row", "dimse_service", "code", "class", "related_fields"),
    ),
    "ps3.4-extended-negotiation": ("table", "section", "pdu", "byte", "field"),
    "ps3.6-table-a-1": (*UIDS, "part"),
    "ps3.6-table-a-2": UIDS,
    "ps3.6-table-a-3": ("uid", "cid", "name", "retired"),
    "ps3.6-table-a-4": ("uid", "name", "type", "part"),
    "ps3.6-attributes": ("tag", "name", "keyword", "vr", "vm", "retired", "info"),
    "ps3.15-table-e.1-1": (
        *("name", "tag", "retired", "in_standard_composite_iod", "basic_profile"),
        *("retain_safe_private", "retain_uids", "retain_device_identity"),
        *("retain_institution_identity", "retain_patient_characteristics"),
        *("retain_longitudinal_full_dates", "retain_longitudinal_modified_dates"),
        *("clean_descriptors", "clean_structured_content", "clean_graphics"),
    ),
    "ps3.16-context-groups": ("cid", "name", "keyword", "uid", "version"),
    "ps3.16-codes": ("cid", "row", "scheme", "code", "meaning", "include"),
}
"""The files that an import writes, by name without the ending, and the columns of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What was read from one part or all of them."""

    rows: dict[str, Rows] = field(default_factory=dict)
    """By file, without the ending."""

    problems: list[Problem] = field(default_factory=list)
    """What is wrong: with any of these nothing is written."""

    known: list[tuple[str, str, str, str]] = field(default_factory=list)
    """Misprints that another edition has corrected: table, UID as printed, column, cell."""

    remarks: list[Problem] = field(default_factory=list)
    """What is odd and no error: a person should look at it."""

    def add(self, file: str, **cells: object) -> None:
        """Add a row; columns without a cell are empty."""
        row = dict.fromkeys(COLUMNS[file], "")
        row.update((column.replace("__", "."), str(value)) for column, value in cells.items())
        self.rows.setdefault(file, []).append(row)

    def merge(self, others: Iterable["Printed"]) -> None:
        """Take over what others have."""
        for other in others:
            self.rows.update(other.rows)
            self.problems.extend(other.problems)
            self.known.extend(other.known)
            self.remarks.extend(other.remarks)
