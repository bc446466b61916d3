"""PS3.6: the registered UIDs (Tables A-1 to A-4) and the dictionary (Tables 6-1, 7-1, 8-1, 9-1)."""

import re
from collections.abc import Mapping

from generator.importer.docbook import Book, Cell, RowOfTable, Table, links
from generator.importer.misprints import Misprints, UidColumn, one_of
from generator.importer.printed import Printed
from generator.importer.words import folded, joined, tag_of
from generator.model.uids import UidType

_RETIRED = re.compile(r" *\(Retired\) *$", re.IGNORECASE)
_RET = re.compile(r"\bRET(?:IRED)?\b[\s,;:-]*", re.IGNORECASE)
_NOTE = re.compile(r"note_(?:\d+_)?(\d+)$")
_CID = re.compile(r"\b(?:CID|Context ID|Context Group)?[ _]*(\d+)\b", re.IGNORECASE)
_FRAME_OF_REFERENCE = str(UidType.FRAME_OF_REFERENCE)
_DICTIONARY = ("6-1", "7-1", "8-1", "9-1")
_NEEDED = ("6-1", "7-1", "8-1", "A-1", "A-2", "A-3")
"""The tables that every edition has; 9-1 and A-4 came later."""

_VR = re.compile(r"[A-Z]{2}(?:(?: or |/|, ?)[A-Z]{2})*|-|")
_VM = re.compile(r"(?:\d*-?\d*n?(?: or |, ?| )?)*")


def read(book: Book, misprints: Misprints, group_names: Mapping[str, str]) -> Printed:
    """The rows of PS3.6; `group_names` are the titles of PS3.16 by number of the context group."""
    printed = Printed(problems=list(book.problems))
    for label in _NEEDED:
        if book.table(label) is None:
            printed.problems.append(book.problem(1, f"no Table {label}, expected it"))
    for label, reader in (("A-1", _read_a_1), ("A-2", _read_a_2), ("A-4", _read_a_4)):
        table = book.table(label)
        if table:
            reader(book, table, misprints, printed)
    table = book.table("A-3")
    if table:
        _read_a_3(book, table, misprints, printed, group_names)
    seen: dict[str, tuple[int, str]] = {}
    for label in _DICTIONARY:
        table = book.table(label)
        if table:
            _read_dictionary(book, table, printed, seen)
    return printed


def _columns(book: Book, table: Table, printed: Printed, **patterns: str) -> dict[str, int | None]:
    """The number of each column by what its head reads; a column that is missing is a problem.

    Columns whose key ends in `_` need not be there.
    """
    found = {key.rstrip("_"): table.column(pattern) for key, pattern in patterns.items()}
    for key, pattern in patterns.items():
        if not key.endswith("_") and found[key] is None:
            heads = ", ".join(table.heads)
            wanted = pattern.strip("^$")
            message = f"{table} has the columns {heads}, expected one with {wanted!r}"
            printed.problems.append(book.problem(table.line, message))
    return found


def _filled(table: Table) -> list[RowOfTable]:
    """The rows that say something in more than one cell spanning the table."""
    return [row for row in table.rows if not row.is_whole and any(it.text for it in row.own)]


def _cell(row: RowOfTable, at: int | None) -> Cell | None:
    return None if at is None else row[at]


def _read_a_1(book: Book, table: Table, misprints: Misprints, printed: Printed) -> None:
    file = "ps3.6-table-a-1"
    at = _columns(
        book, table, printed, uid=r"^uid value", name=r"^uid name", type=r"^uid type",
        keyword_=r"keyword", part_=r"^part",
    )  # fmt: skip
    uids = UidColumn(book=book, table=file, column="uid", misprints=misprints, printed=printed)
    elsewhere = _uids_of_a_2(book)
    for row in _filled(table):
        uid = uids.read(_cell(row, at["uid"]), row.line)
        if uid in elsewhere:
            continue
        name, retired = _named(row.text(at["name"]))
        kind = folded(row.text(at["type"]))
        key = (file, uid, "type", kind)
        if kind not in set(UidType) and misprints.correct(printed, book, key) is None:
            kind = _kinds.get(kind.casefold(), kind)
            if not kind:
                message = f"UID {uid} without a type, expected one"
                printed.remarks.append(book.problem(row.line, message))
            elif kind not in set(UidType):
                message = f"UID {uid} of type {kind!r}, expected {one_of(map(str, UidType))}"
                printed.problems.append(book.problem(row.line, message))
        printed.add(
            file,
            uid=uid,
            name=name,
            type=kind,
            retired=retired,
            keyword=joined(row.text(at["keyword"])).removesuffix("(Retired)"),
            part=_part(_cell(row, at["part"])),
        )


def _uids_of_a_2(book: Book) -> frozenset[str]:
    """The UIDs of Table A-2: earlier editions print them in Table A-1, too; they are kept once."""
    table = book.table("A-2")
    if table is None:
        return frozenset()
    return frozenset(joined(row.text(table.column(r"^uid value"))) for row in table.rows)


_kinds = {str(kind).casefold(): str(kind) for kind in UidType}


def _named(text: str) -> tuple[str, str]:
    """The name without "(Retired)", and Y where that stood there."""
    name = folded(text)
    bare = _RETIRED.sub("", name)
    return bare, "Y" if bare != name else ""


def _part(cell: Cell | None) -> str:
    """The part that a cell names: the document of a link, and what stands beside it."""
    document = next((document for document, _ in links(cell) if document), "")
    text = re.sub(r"\bPS 3\.", "PS3.", folded(cell.flat) if cell else "")
    return text if not document or document in text else f"{document} {text}".strip()


def _read_a_2(book: Book, table: Table, misprints: Misprints, printed: Printed) -> None:
    file = "ps3.6-table-a-2"
    at = _columns(book, table, printed, uid=r"^uid value", name=r"^uid name", keyword_=r"keyword")
    uids = UidColumn(book=book, table=file, column="uid", misprints=misprints, printed=printed)
    for row in _filled(table):
        uid = uids.read(_cell(row, at["uid"]), row.line)
        name, retired = _named(row.text(at["name"]))
        printed.add(
            file,
            uid=uid,
            name=name,
            type=_FRAME_OF_REFERENCE,
            retired=retired,
            keyword=joined(row.text(at["keyword"])),
        )


def _read_a_3(
    book: Book,
    table: Table,
    misprints: Misprints,
    printed: Printed,
    group_names: Mapping[str, str],
) -> None:
    file = "ps3.6-table-a-3"
    at = _columns(
        book, table, printed, uid=r"^(context )?uid", cid=r"^context (group )?identifier|^cid",
        name=r"name",
    )  # fmt: skip
    uids = UidColumn(book=book, table=file, column="uid", misprints=misprints, printed=printed)
    for row in _filled(table):
        uid = uids.read(_cell(row, at["uid"]), row.line)
        number = _cid(_cell(row, at["cid"])) or _cid(_cell(row, at["name"]))
        cid, text = folded(row.text(at["cid"])), folded(row.text(at["name"]))
        bare, retired = _named(text)
        if not number and (_RETIRED.sub("", cid) or bare):
            message = f"context group {cid!r} of UID {uid}, expected CID and a number"
            printed.problems.append(book.problem(row.line, message))
        name, marked = _named(group_names.get(number, ""))
        printed.add(
            file,
            uid=uid,
            cid=f"CID {number}" if number else "",  # a UID that was reserved and is not used
            name=bare or name,
            retired=retired or marked or ("Y" if _RETIRED.search(cid) else ""),
        )


def _cid(cell: Cell | None) -> str:
    for _, target in links(cell):
        linked = re.fullmatch(r"(?:sect|table)_CID_(\w+)", target)
        if linked:
            return linked[1]
    match = _CID.fullmatch(_RETIRED.sub("", folded(cell.flat))) if cell else None
    return match[1] if match else ""


def _read_a_4(book: Book, table: Table, misprints: Misprints, printed: Printed) -> None:
    file = "ps3.6-table-a-4"
    at = _columns(
        book,
        table,
        printed,
        uid=r"^uid value",
        name=r"^uid name",
        type=r"^uid type",
        part_=r"^part",
    )
    uids = UidColumn(book=book, table=file, column="uid", misprints=misprints, printed=printed)
    for row in _filled(table):
        uid = uids.read(_cell(row, at["uid"]), row.line)
        name = folded(row.text(at["name"]))
        cells = {"type": folded(row.text(at["type"])), "part": _part(_cell(row, at["part"]))}
        printed.add(file, uid=uid, name=name, **cells)


def _read_dictionary(
    book: Book, table: Table, printed: Printed, seen: dict[str, tuple[int, str]]
) -> None:
    at = _columns(
        book, table, printed, tag=r"^tag", name=r"name", keyword_=r"keyword", vr=r"^vr", vm=r"^vm"
    )
    vm = at["vm"]
    last = len(table.heads) - 1
    for row in _filled(table):
        printed_tag = row.text(at["tag"])
        tag = tag_of(printed_tag)
        if not tag:
            message = f"{table} has the tag {folded(printed_tag)!r}, expected one as (0010,0020)"
            printed.problems.append(book.problem(row.line, message))
            continue
        if tag in seen:
            line, text = seen[tag]
            if text != _flat(row):
                message = f"{tag} again, first on line {line}, expected it once"
                printed.problems.append(book.problem(row.line, message))
            continue
        seen[tag] = (row.line, _flat(row))
        remarks = row[last] if vm is not None and last > vm else None
        retired, info = _status(remarks)
        name, marked = _named(row.text(at["name"]))
        vr = _noted(_cell(row, at["vr"]))
        if vr.casefold().startswith("see note"):
            vr, info = "", f"{info} {vr}".strip()
        count = re.sub(r" *- *", "-", folded(row.text(vm)))
        for what, text, form in (("VR", vr, _VR), ("VM", count, _VM)):
            if not form.fullmatch(text):
                message = f"{tag} with the {what} {text!r}, expected {_EXPECTED[what]}"
                printed.problems.append(book.problem(row.line, message))
        if not (name and vr and count) and not (retired or marked or info):
            message = f"{tag} with an empty name, VR or VM, expected that of retired ones only"
            printed.problems.append(book.problem(row.line, message))
        printed.add(
            "ps3.6-attributes",
            tag=tag,
            name=name,
            keyword=joined(row.text(at["keyword"])),
            vr=vr,
            vm=count,
            retired=retired or marked,
            info=info,
        )


def _flat(row: RowOfTable) -> str:
    """The words of a row."""
    return " | ".join(folded(cell.flat) for cell in row.own)


_EXPECTED = {"VR": "two letters, several with 'or'", "VM": "a number or a range such as 1-n"}


def _status(cell: Cell | None) -> tuple[str, str]:
    """Y where the last cell of a row marks it as retired, and what else stands there."""
    text = _noted(cell)
    return ("Y", _RET.sub("", text).strip(" ()")) if _RET.match(text) else ("", text)


def _noted(cell: Cell | None) -> str:
    """The text of a cell; the number of a note that it only links is added."""
    text = folded(cell.flat) if cell else ""
    for _, target in links(cell):
        match = _NOTE.search(target)
        if match and not re.search(r"Note \d", text):
            text = re.sub(r"\bNote\b", f"Note {match[1]}", text, count=1)
    return text
