"""PS3.16: the context groups with their codes."""

import re
from collections.abc import Mapping

from generator.importer.docbook import Book, Cell, RowOfTable, Section, Table, links
from generator.importer.printed import Printed
from generator.importer.words import folded
from generator.model.uids import uid_fault

_GROUP = re.compile(r"(?:sect|chapter)_CID_(\d+\w*)")
_LABEL = re.compile(r"(?:CID|Context ID) *(\d+\w*)")
_KEYWORD = re.compile(r"(?<!FHIR )\bKeyword *:? +([A-Za-z]\w*)")
_VERSION = re.compile(r"\bVersion *:? +(\d{8}\w*)")
_UID = re.compile(r"\bUID *:? +((?:\d+\.)+\d+)")
_INCLUDE = re.compile(r"includes?\b", re.IGNORECASE)
_CID = re.compile(r"\bC(?:ontext )?(?:ID|Group) *(\d+\w*)", re.IGNORECASE)


def read(book: Book) -> Printed:
    """The rows of PS3.16."""
    result = Printed(problems=list(book.problems))
    groups = _sections(book)
    if not groups:
        result.problems.append(book.problem(1, "no context group (CID), expected at least one"))
    texts: dict[int, list[str]] = {}
    for paragraph in book.paragraphs:
        if paragraph.section:
            texts.setdefault(paragraph.section.line, []).append(paragraph.text)
    uids: dict[str, int] = {}
    for cid, section in groups.items():
        text = " ".join(texts.get(section.line, ()))
        uid = _first(_UID, text)
        _check(book, section, uid, uids, result)
        result.add(
            "ps3.16-context-groups",
            cid=cid,
            name=folded(section.title),
            keyword=_first(_KEYWORD, text),
            uid=uid,
            version=_first(_VERSION, text),
        )
    tables: dict[str, list[Table]] = {}
    numbers = {section.line: cid for cid, section in groups.items()}
    for table in book.tables:
        path = table.section.path if table.section else ()
        number = next((numbers[it.line] for it in path if it.line in numbers), None)
        if number and table.column(r"^code value") is not None:
            tables.setdefault(number, []).append(table)
    for cid in groups:
        _read_codes(book, cid, tables.get(cid, []), groups, result)
    return result


def titles(book: Book) -> Mapping[str, str]:
    """The title of each context group by its number."""
    return {cid: folded(section.title) for cid, section in _sections(book).items()}


def _sections(book: Book) -> dict[str, Section]:
    """The section of each context group by its number, in the order of the book."""
    found: dict[str, Section] = {}
    for identity, section in book.sections.items():
        match = _GROUP.fullmatch(identity) or _LABEL.fullmatch(section.label)
        if match:
            found.setdefault(match[1], section)
    return found


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1] if match else ""


def _check(book: Book, section: Section, uid: str, uids: dict[str, int], result: Printed) -> None:
    if not uid:
        return
    fault = uid_fault(uid)
    if fault:
        result.problems.append(book.problem(section.line, fault))
    elif uid in uids:
        # PS3.6 registers it, in Table A-3; here it is a slip that every edition of some years has.
        message = f"UID {uid} again, first on line {uids[uid]}, expected it once"
        result.remarks.append(book.problem(section.line, message))
    uids.setdefault(uid, section.line)


def _read_codes(
    book: Book, cid: str, tables: list[Table], groups: Mapping[str, Section], result: Printed
) -> None:
    number = 0
    for table in tables:
        scheme = table.column(r"^coding scheme designator", r"^(coding )?scheme\b")
        code = table.column(r"^code value")
        meaning = table.column(r"^code meaning", r"meaning")
        for row in table.rows:
            include = next((cell for cell in row.own if _INCLUDE.match(cell.flat)), None)
            whole = include if include and _spans(row, include) else None
            cells = [folded(row.text(at)) for at in (scheme, code, meaning)]
            if whole:
                included = _included(whole)
                if included not in groups:
                    found = folded(whole.flat)
                    message = f"CID {cid} reads {found!r}, expected a context group that is here"
                    result.problems.append(book.problem(row.line, message))
                number += 1
                result.add("ps3.16-codes", cid=cid, row=number, include=included)
            elif row.is_whole:
                continue  # a heading or a remark
            elif sum(map(bool, cells)) > 1:
                if not all(cells):
                    found = " | ".join(cells)
                    message = f"CID {cid} reads {found!r}, expected scheme, code and meaning"
                    result.remarks.append(book.problem(row.line, message))
                number += 1
                names = dict(zip(("scheme", "code", "meaning"), cells, strict=True))
                result.add("ps3.16-codes", cid=cid, row=number, **names)
            elif any(cells):
                found = " | ".join(folded(cell.flat) for cell in row.own)
                message = f"CID {cid} reads {found!r}, expected scheme, code and meaning"
                result.problems.append(book.problem(row.line, message))


def _spans(row: RowOfTable, include: Cell) -> bool:
    """Whether nothing but the cell says something in the row."""
    return not any(cell.text for cell in row.own if cell is not include)


def _included(cell: Cell) -> str:
    for _, target in links(cell):
        match = re.fullmatch(r"(?:sect|table)_CID_(\d+\w*)", target)
        if match:
            return match[1]
    match = _CID.search(folded(cell.flat))
    return match[1] if match else ""
