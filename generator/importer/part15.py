"""PS3.15: what de-identification does to each attribute (Table E.1-1)."""

import re
from collections.abc import Mapping

from generator.importer.docbook import Book, RowOfTable
from generator.importer.printed import Printed
from generator.importer.words import folded, joined, tag_of

_FILE = "ps3.15-table-e.1-1"
_OPTIONS: Mapping[str, str] = {
    "basic_profile": r"^basic\b",
    "retain_safe_private": r"safe priv",
    "retain_uids": r"\buids\b",
    "retain_device_identity": r"\bdev(ice|\.)",
    "retain_institution_identity": r"\binst(itution|\.)",
    "retain_patient_characteristics": r"\bpat(ient|\.)",
    "retain_longitudinal_full_dates": r"\bfull\b",
    "retain_longitudinal_modified_dates": r"\bmodif",
    "clean_descriptors": r"\bdesc",
    "clean_structured_content": r"\bstruct",
    "clean_graphics": r"\bgraph",
}
_LATER = frozenset({"retain_institution_identity"})
"""The options that the table did not have from its beginning."""

_ACTION = re.compile(r"[XZDKCU](?:/[XZDKCU]\*?)*\*?")
_PRIVATE = re.compile(r"\(gggg,eeee\).*", re.IGNORECASE)


def read(book: Book) -> Printed:
    """The rows of PS3.15."""
    result = Printed(problems=list(book.problems))
    table = book.table("E.1-1")
    if table is None:
        result.problems.append(book.problem(1, "no Table E.1-1, expected it"))
        return result
    patterns = {
        "name": r"^attribute name",
        "tag": r"^tag",
        "retired": r"^ret(d|ired)\b",
        "in_standard_composite_iod": r"^in std",
        **_OPTIONS,
    }
    at = {column: table.column(pattern) for column, pattern in patterns.items()}
    for column in [it for it, found in at.items() if found is None and it not in _LATER]:
        what = column.replace("_", " ")
        message = f"{table} has no column of {what}, expected one"
        result.problems.append(book.problem(table.line, message))
    seen: dict[str, tuple[int, list[str]]] = {}
    for row in table.rows:
        if row.is_whole or not any(cell.text for cell in row.own):
            continue
        cells = {column: folded(row.text(number)) for column, number in at.items()}
        tag = tag_of(cells["tag"])
        private = _PRIVATE.fullmatch(cells["tag"]) or cells["name"].startswith("Private ")
        if not tag and not private:
            found = cells["tag"]
            message = f"{table} has the tag {found!r}, expected one as (0010,0020)"
            result.problems.append(book.problem(row.line, message))
        key = cells["tag"] if private else tag or cells["tag"]
        text = [cell.flat for cell in row.own]
        if key in seen:
            line, first_text = seen[key]
            if first_text != text:
                message = f"{key} again, first on line {line}, expected it once"
                result.problems.append(book.problem(row.line, message))
            continue
        seen[key] = (row.line, text)
        if tag and not private:
            cells["tag"] = tag
        _read_actions(book, row, key, cells, result)
        result.add(_FILE, **cells)
    return result


def _read_actions(
    book: Book, row: RowOfTable, key: str, cells: dict[str, str], result: Printed
) -> None:
    """Bring the actions in `cells` into one form, and report those that are none."""
    for column in _OPTIONS:
        action = joined(cells[column]).upper()
        if action and not _ACTION.fullmatch(action):
            message = f"{key} with the action {cells[column]!r}, expected one such as X, K or X/Z/D"
            result.problems.append(book.problem(row.line, message))
        cells[column] = action
