"""PS3.4: the tables that list SOP Classes, and the places that print a UID."""

import re
from collections.abc import Iterator

from generator.importer import part04_services
from generator.importer.docbook import Book, Cell, RowOfTable, Section, Table, links, printed
from generator.importer.misprints import Misprints, UidColumn
from generator.importer.printed import Printed
from generator.importer.words import folded, joined

_STORAGE = {
    "B.5-1": "ps3.4-table-b.5-1",
    "GG.3-1": "ps3.4-table-gg.3-1",
    "I.4-1": "ps3.4-table-i.4-1",
}
_RELATED = "B.3-3"
_RETIRED = "B.6-1"
_NEEDED = ("B.5-1", "B.3-3", "I.4-1")
"""The tables that every edition since 2013 has; GG.3-1 came in 2016, and B.6-1 may go."""

_NAME = r"^sop class( name)?$"
_UID = r"^sop class uid"
_DICOM_UID = re.compile(r"1\.2\.840\.10008(?:\.\d+)+")
_CELL_UID = re.compile(r"\d+(?:\.\d+){4,}")
_SECTION = re.compile(r"\b((?:[A-Z]{1,2}\.)\d+(?:\.\d+)*[a-z]?)\b")


def read(book: Book, misprints: Misprints) -> Printed:
    """The rows of PS3.4."""
    result = Printed(problems=list(book.problems))
    for label in _NEEDED:
        if book.table(label) is None:
            result.problems.append(book.problem(1, f"no Table {label}, expected it"))
    for label, file in _STORAGE.items():
        table = book.table(label)
        if table:
            _read_storage(book, table, file, misprints, result)
    _read_related(book, result)
    _read_retired(book, misprints, result)
    _read_others(book, misprints, result)
    _read_places(book, result)
    result.merge([part04_services.read(book)])
    return result


def _columns(book: Book, table: Table, result: Printed, *patterns: str) -> list[int]:
    """The columns that the patterns name; none if one of them is missing, which is a problem."""
    found = [table.column(pattern) for pattern in patterns]
    missing = [it for it, at in zip(patterns, found, strict=True) if at is None]
    for pattern in missing:
        wanted = re.sub(r"[\^$?()]", "", pattern)
        message = f"{table} has the columns {', '.join(table.heads)}, expected one {wanted!r}"
        result.problems.append(book.problem(table.line, message))
    return [] if missing else [at for at in found if at is not None]


def _filled(table: Table) -> Iterator[RowOfTable]:
    """The rows of SOP Classes: those that are no remark over the whole table."""
    for row in table.rows:
        if any(it.text for it in row.own) and not (
            row.is_whole and not _CELL_UID.search(joined(row.text(0)))
        ):
            yield row


def _name(cell: Cell | None) -> str:
    return folded(cell.flat) if cell else ""


def _read_storage(
    book: Book, table: Table, file: str, misprints: Misprints, result: Printed
) -> None:
    at = _columns(book, table, result, _NAME, _UID)
    if not at:
        return
    specification = table.column(r"^iod\b", r"specification", r"^reference")
    specialization = table.column(r"^speciali[sz]ation", r"^section")
    column = "sop_class_uid"
    uids = UidColumn(book=book, table=file, column=column, misprints=misprints, printed=result)
    for row in _filled(table):
        name = _name(row[at[0]])
        uid = uids.read(row[at[1]], row.line)
        if not name:
            message = f"UID {uid} of {table} without a name, expected one"
            result.problems.append(book.problem(row.line, message))
        iod = row[specification] if specification is not None else None
        own = row[specialization] if specialization is not None else None
        result.add(
            file,
            sop_class_uid=uid,
            sop_class_name=name,
            **{"ps3.3_section": _iod_section(iod)},
            **{"ps3.4_section": " ".join(dict.fromkeys([*_own(iod), *_own(own)]))},
        )


def _iod_section(cell: Cell | None) -> str:
    """The section of PS3.3 that a cell refers to."""
    for document, target in links(cell):
        if document == "PS3.3" and target.startswith("sect_"):
            return target.removeprefix("sect_")
    match = _SECTION.search(cell.flat) if cell and not any(links(cell)) else None
    return match[1] if match else ""


def _own(cell: Cell | None) -> Iterator[str]:
    """The sections of PS3.4 that a cell refers to."""
    for document, target in links(cell):
        if document in ("", "PS3.4") and target.startswith("sect_"):
            yield target.removeprefix("sect_")


def _read_related(book: Book, result: Printed) -> None:
    """Table B.3-3, in which one cell may stand for several rows or hold several names."""
    table = book.table(_RELATED)
    at = table and _columns(book, table, result, r"^(specialized )?sop class", r"^related general")
    if not table or not at:
        return
    for row in table.rows:
        if row.is_whole or not any(it.text for it in row.own):
            continue
        special, general = row[at[0]], row[at[1]]
        names = [folded(name) for name in special.lines] if special else []
        related = [folded(name) for name in general.lines] if general else []
        if not names or not related:
            found = " | ".join(folded(it.flat) for it in row.own)
            message = f"{table} reads {found!r}, expected a SOP Class and a related general one"
            result.problems.append(book.problem(row.line, message))
        for name in names:
            for other in related:
                result.add(
                    "ps3.4-table-b.3-3", sop_class_name=name, related_general_sop_class_name=other
                )


def _read_retired(book: Book, misprints: Misprints, result: Printed) -> None:
    table = book.table(_RETIRED)
    at = table and _columns(book, table, result, _NAME, _UID)
    if not table or not at:
        return
    uids = UidColumn(
        book=book,
        table="ps3.4-table-b.6-1",
        column="sop_class_uid",
        misprints=misprints,
        printed=result,
    )
    for row in _filled(table):
        uid = uids.read(row[at[1]], row.line)
        result.add("ps3.4-table-b.6-1", sop_class_name=_name(row[at[0]]), sop_class_uid=uid)


def _read_others(book: Book, misprints: Misprints, result: Printed) -> None:
    """Check the UIDs of every other table that lists SOP Classes; they are kept by their place."""
    for table in book.tables:
        at = table.column(_UID)
        if at is None or table.label in {*_STORAGE, _RETIRED}:
            continue
        uids = UidColumn(
            book=book,
            table="ps3.4-sop-class-sections",
            column="uid",
            misprints=misprints,
            printed=result,
        )
        for row in _filled(table):
            uids.read(row[at], row.line)


def _read_places(book: Book, result: Printed) -> None:
    """Write each place that prints a UID of DICOM: annex, section and table, each once."""
    mentions: list[tuple[int, str, Section | None, str]] = []
    for table in book.tables:
        for row in table.rows:
            for cell in row.own:
                text = joined(printed(cell)) if _is_uid(cell) else cell.text
                mentions += [
                    (cell.line, uid, table.section, table.label) for uid in _DICOM_UID.findall(text)
                ]
    for paragraph in book.paragraphs:
        uids = _DICOM_UID.findall(paragraph.text)
        mentions += [(paragraph.line, uid, paragraph.section, "") for uid in uids]
    mentions.sort(key=lambda it: it[0])
    seen = set()
    for _, uid, section, label in mentions:
        if section is None or (uid, section.line, label) in seen:
            continue
        seen.add((uid, section.line, label))
        annex = list(section.path)[-1]
        result.add(
            "ps3.4-sop-class-sections",
            uid=uid,
            annex=annex.label,
            annex_title=folded(annex.title),
            section=section.label,
            table=label,
        )


def _is_uid(cell: Cell) -> bool:
    return bool(_CELL_UID.fullmatch(joined(printed(cell))))
