"""PS3.4: the service tables: DIMSE services, attributes, status codes, types, negotiation."""

import re
from collections.abc import Iterator, Mapping

from generator.importer.docbook import Book, Cell, RowOfTable, Table, links
from generator.importer.printed import Printed
from generator.importer.words import folded, plain, tag_of

_DIMSE = re.compile(
    r"\b(C-(?:STORE|FIND|MOVE|GET|ECHO)|N-(?:CREATE|SET|GET|DELETE|ACTION|EVENT-REPORT))\b"
)
_DEPTH = re.compile(r"[>\s]*")
_INCLUDE = re.compile(r"includes?\b", re.IGNORECASE)
_TABLE = re.compile(r"\bTable\s*([0-9A-Z][\w.]*-\w+)", re.IGNORECASE)
_ALL_OTHER = re.compile(
    r"(?:any|all|other)\b.*\bother\b|(?:all|other|any)\b.*\battributes?\b", re.IGNORECASE
)
_OPEN = re.compile(r"match(?:ing)? keys?\b", re.IGNORECASE)
_OF = re.compile(
    r"\b(?:of|in|at|from) (?:the )?(?P<of>[A-Z].*?)(?= (?:except|that|which|may|shall|\()|[.,;]|$)"
)
_NOTHING = frozenset({"", "none", "-", "n/a"})
_CODES = r"(?:NA|N/A|[123]C?|[MUROC]C?|P|X|-|\*)"
_CODE = re.compile(rf"{_CODES}(?=$|[\s.,;:(*])")
_PAIR = re.compile(rf"({_CODES}) ?/ ?({_CODES})(?=$|[\s.,;:(*])")
_NOT_ALLOWED = re.compile(r"not allowed\b", re.IGNORECASE)
_STATUS = re.compile(r"[0-9A-F][0-9A-Fx]{3}")
_CLASSES = {
    it[:4].casefold(): it
    for it in ("Success", "Warning", "Failure", "Pending", "Cancel", "Refused", "Error")
}
"""By how the word for it begins, as in "Failed" and "Warnings"."""
_FIELD = re.compile(r"\([0-9A-F]{4},[0-9A-F]{4}\)")

_REQUIREMENTS: Mapping[str, str] = {
    "n_create": r"n-create\b(?!.*n-set)",
    "n_set": r"n-set\b(?!.*n-create)",
    "final_state": r"final state",
    "n_get": r"^(?=.*n-get)",
    "matching_key": r"match(ing)? key",
    "return_key": r"^return key",
}
"""What stands in the heads of the columns of codes."""
_OF_BOTH_SIDES = frozenset({"requirement", "n_create", "n_set", "n_get"})


def read(book: Book) -> Printed:
    """The rows of the service tables, each found by the heads of its columns."""
    result = Printed()
    for table in book.tables:
        for reader in (
            _read_attributes,
            _read_types,
            _read_group,
            _read_status_codes,
            _read_negotiation,
        ):
            reader(book, table, result)
    return result


def _section(table: Table) -> str:
    return table.section.label if table.section else ""


def _wrong(book: Book, table: Table, row: RowOfTable, expected: str, result: Printed) -> None:
    found = " | ".join(folded(cell.flat) for cell in row.own)
    message = f"{table} reads {found!r}, expected {expected}"
    result.problems.append(book.problem(row.line, message))


def _filled(table: Table) -> Iterator[RowOfTable]:
    return (row for row in table.rows if any(cell.text for cell in row.own))


# Attributes.


def _read_attributes(book: Book, table: Table, result: Printed) -> None:
    tag = table.column(r"^tag\b")
    name = table.column(r"^attribute name", r"^attribute$", r"^description ?/ ?module", r"^name$")
    if tag is None or name is None:
        return
    cells = {"section": _section(table), "caption": folded(table.caption)}
    result.add("ps3.4-service-tables", table=table.label, **cells)
    _Attributes(book, table, name, tag, result).read()


class _Attributes:
    """Reads the rows of one table of attributes."""

    def __init__(self, book: Book, table: Table, name: int, tag: int, result: Printed) -> None:
        self.book = book
        self.table = table
        self.name = name
        self.tag = tag
        self.result = result
        self.type_id = table.column(r"type id$")
        self.codes = self._code_columns()
        self.remark = table.column(r"^remark")
        self.number = 0

    def _code_columns(self) -> list[tuple[str, tuple[int, ...]]]:
        """The columns of codes: the name of each here, and the one or two columns printed."""
        table = self.table
        found: dict[str, tuple[int, ...]] = {}
        request, response = (
            table.column(r"request identifier"),
            table.column(r"response identifier"),
        )
        if request is not None and response is not None:
            return [("requirement", (request, response))]
        for column, pattern in _REQUIREMENTS.items():
            at = table.column(pattern)
            if at is not None:
                found[column] = (at,)
        operations = found.keys() & {"n_create", "n_set", "n_get"}
        if len(operations) == 1 and "macro" not in table.caption.casefold():
            # A table of one operation: only macros are included by tables of others, too.
            found["requirement"] = found.pop(operations.pop())
        general = table.column(r"^(requirement type|req\. type|usage|type\b)")
        if general is not None and (general,) not in found.values():
            # Keys of a query have one code, requirements of a message one of each side.
            column = "requirement" if "scu" in table.heads[general] else "qr_key"
            found[column] = (general,)
        if "matching_key" in found and "return_key" not in found and "requirement" not in found:
            found["qr_key"] = found.pop("matching_key")
        return list(found.items())

    def read(self) -> None:
        """Read every row."""
        type_id = ""
        for row in _filled(self.table):
            if self.type_id is not None:
                type_id = folded(row.text(self.type_id)) or type_id
            self._row(row, type_id)

    def _row(self, row: RowOfTable, type_id: str) -> None:
        cell = row[self.name]
        text = folded(cell.flat) if cell else ""
        marks = _DEPTH.match(text)
        depth = marks[0].count(">") if marks else 0
        name = text[marks.end() :] if marks else text
        tag_cell = row[self.tag]
        tag_text = "" if tag_cell is cell or tag_cell is None else tag_cell.flat
        tag = tag_of(tag_text)
        if row.is_whole and re.match(r"notes?\b", name, re.IGNORECASE):
            return
        cells = (
            {"kind": "attribute", "tag": tag, "name": name}
            if tag
            else self._untagged(row, name, folded(tag_text), type_id)
        )
        if not cells:
            _wrong(
                self.book, self.table, row, "an attribute and its tag as (0010,0020)", self.result
            )
            return
        self.number += 1
        codes, says_more = self._read_codes(row)
        if cells["kind"] == "attribute":
            cells["ref"] = self._linked(row)
        self.result.add(
            "ps3.4-service-attributes",
            table=self.table.label,
            row=self.number,
            depth=depth,
            type_id=type_id,
            text=" ".join(says_more),
            **cells,
            **codes if cells["kind"] not in {"include", "heading"} else {},
        )

    def _untagged(self, row: RowOfTable, name: str, tag: str, type_id: str) -> dict[str, str]:
        """What a row without a tag is; nothing where it makes no sense."""
        cell = row[self.name]
        if _INCLUDE.match(name):
            label = self._included(cell, name)
            return {"kind": "include", "include": label} if label else {}
        alone = not tag and not any(it.text for it in row.own if it is not cell)
        if name and (row.is_whole or alone):
            return {"kind": "heading", "name": name}
        for kind, pattern in (("all-other", _ALL_OTHER), ("open-keys", _OPEN)):
            if pattern.match(name):
                return {"kind": kind, "ref": self._reference(cell, name)}
        if type_id and {name.casefold(), tag.casefold()} <= _NOTHING:
            return {"kind": "none"}
        if name and not tag and any(self._read_codes(row)[0].values()):
            message = f"{self.table} has {name!r} without a tag"
            self.result.remarks.append(self.book.problem(row.line, message))
            return {"kind": "attribute", "name": name}
        return {}

    def _included(self, cell: Cell | None, name: str) -> str:
        for _, target in links(cell):
            if target.startswith("table_"):
                return target.removeprefix("table_")
        match = _TABLE.search(name)
        return match[1] if match else ""

    def _reference(self, cell: Cell | None, name: str) -> str:
        for document, target in links(cell):
            if target.startswith("sect_"):
                section = target.removeprefix("sect_")
                return f"{document} {section}".strip()
        match = _OF.search(name)
        return match["of"] if match else ""

    def _linked(self, row: RowOfTable) -> str:
        """The section that a cell of codes refers to."""
        for _, at in self.codes:
            for column in at:
                for document, target in links(row[column]):
                    if target.startswith("sect_"):
                        return f"{document} {target.removeprefix('sect_')}".strip()
        return ""

    def _read_codes(self, row: RowOfTable) -> tuple[dict[str, str], list[str]]:
        """The codes of a row by column, and the columns whose cells say more."""
        codes: dict[str, str] = {}
        more: list[str] = []
        for column, at in self.codes:
            cells = [row[it] for it in at]
            if any(it is None or it is row[self.name] for it in cells):
                continue
            texts = [folded(it.flat) for it in cells if it]
            code = "/".join(filter(None, (_code(text) for text in texts)))
            if code == "-" and column in _OF_BOTH_SIDES:
                code = "-/-"
            codes[column] = code
            if any(_says_more(text) for text in texts):
                more.append(column)
        return codes, more


def _code(text: str) -> str:
    """The code with which a cell begins: `1C/1`; `NA/NA` for what is not allowed."""
    if _NOT_ALLOWED.match(text):
        return "NA/NA"
    pair = _PAIR.match(text)
    if pair:
        return f"{pair[1]}/{pair[2]}"
    match = _CODE.match(text)
    return match[0] if match else ""


def _says_more(text: str) -> bool:
    """Whether a cell says more than its code and where to read on."""
    match = _NOT_ALLOWED.match(text) or _PAIR.match(text) or _CODE.match(text)
    rest = text[match.end() :] if match else text
    return bool(re.sub(r"\bsee\b|\band\b", "", rest, flags=re.IGNORECASE).strip(" .,;*()"))


# Action and event types.


def _read_types(book: Book, table: Table, result: Printed) -> None:
    name = table.column(r"^(action|event) type name", r"^(action|event) type$")
    number = table.column(r"^(action|event) type id")
    if name is None or number is None:
        return
    service = "N-ACTION" if table.heads[number].startswith("action") else "N-EVENT-REPORT"
    seen = set()
    for row in _filled(table):
        type_id, type_name = folded(row.text(number)), folded(row.text(name))
        if (not type_id and not type_name) or (type_id, type_name) in seen or row.is_whole:
            continue
        seen.add((type_id, type_name))
        if not type_id.isdigit():
            _wrong(book, table, row, f"the number of a type of {service}", result)
        result.add(
            "ps3.4-action-event-types",
            table=table.label,
            section=_section(table),
            dimse_service=service,
            type_id=type_id,
            type_name=type_name,
        )


# DIMSE service groups.


def _read_group(book: Book, table: Table, result: Printed) -> None:
    columns = _group_columns(table)
    if not columns:
        return
    service, usage = columns
    number = 0
    for row in _filled(table):
        if row.is_whole:
            continue
        text = folded(row.text(service))
        found = _DIMSE.match(text.upper())
        pair = _PAIR.match(folded(row.text(usage)))
        if not found or not pair:
            _wrong(book, table, row, "a DIMSE service and its usage SCU/SCP", result)
            continue
        number += 1
        result.add(
            "ps3.4-service-groups",
            table=table.label,
            section=_section(table),
            row=number,
            dimse_service=found[1],
            variant=text[found.end() :].strip(" -()"),
            usage_scu=pair[1],
            usage_scp=pair[2],
        )


def _group_columns(table: Table) -> tuple[int, ...]:
    """The columns of a DIMSE service group, service and usage; none in another table."""
    service = table.column(r"message service element|^dimse service( element)?$")
    usage = table.column(r"scu/ ?scp")
    return () if service is None or usage is None else (service, usage)


# Status codes.


def _read_status_codes(book: Book, table: Table, result: Printed) -> None:
    code = table.column(r"status codes?$", r"^codes?$")
    status = table.column(r"^(service )?status$")
    if code is None or status is None:
        return
    fields = table.column(r"^related fields")
    identity = table.column(r"^error id\b")
    service = _service(book, table)
    number = 0
    kind = ""
    for row in _filled(table):
        if row.is_whole:
            continue
        # A cell that is left empty goes on with the one above it.
        kind = folded(row.text(status)) or kind
        known = _CLASSES.get(kind[:4].casefold(), "")
        texts = [
            text.upper().replace("X", "x").removesuffix("H")
            for text in re.split(r"[\s,;/]+", plain(row.text(code)))
            if text
        ]
        values = [text for text in texts if _STATUS.fullmatch(text)]
        if not values or len(values) != len(texts) or not known:
            _wrong(book, table, row, "a status such as Failure and its code such as A7xx", result)
            continue
        related = _FIELD.findall(row.text(fields))
        if identity is not None and _STATUS.fullmatch(folded(row.text(identity))):
            related += [
                *_FIELD.findall(_comment(table)),
                f"{_tag(table.heads[identity])}={folded(row.text(identity))}",
            ]
        for value in values:
            number += 1
            result.add(
                "ps3.4-status-codes",
                table=table.label,
                section=_section(table),
                row=number,
                dimse_service=service,
                code=value,
                related_fields=" ".join(related),
                **{"class": known},
            )


def _comment(table: Table) -> str:
    at = table.column(r"^error comment")
    return "" if at is None else table.heads[at]


def _tag(head: str) -> str:
    match = _FIELD.search(head.upper())
    return match[0] if match else ""


def _service(book: Book, table: Table) -> str:
    """The DIMSE service whose status codes a table has.

    It is named by the caption or by a section around the table; else the operation group that
    stands in a section around it has this one service only; else their text speaks of it first.
    """
    path = list(table.section.path) if table.section else []
    for text in (table.caption, *(it.title for it in path)):
        match = _DIMSE.search(text.upper())
        if match:
            return match[1]
    for section in path:
        services = {
            match[1]
            for group in book.tables
            if group.section and section in group.section.path and _group_columns(group)
            for row in group.rows
            if (match := _DIMSE.match(folded(row.text(_group_columns(group)[0])).upper()))
        }
        if len(services) == 1:
            return services.pop()
    for section in path:
        for paragraph in book.paragraphs:
            match = _DIMSE.search(paragraph.text) if paragraph.section is section else None
            if match:
                return match[1]
    return ""


# Extended negotiation.


def _read_negotiation(book: Book, table: Table, result: Printed) -> None:
    byte = table.column(r"^item bytes?")
    name = table.column(r"^field name")
    if byte is None or name is None:
        return
    caption = table.caption.upper()
    pdu = next((it for it in ("A-ASSOCIATE-RQ", "A-ASSOCIATE-AC") if it in caption), "")
    for row in _filled(table):
        number, field = folded(row.text(byte)), folded(row.text(name))
        if row.is_whole:
            continue
        if not re.fullmatch(r"\d+(?: ?- ?\w+)?", number) or not field:
            _wrong(book, table, row, "the number of a byte and the name of a field", result)
            continue
        result.add(
            "ps3.4-extended-negotiation",
            table=table.label,
            section=_section(table),
            pdu=pdu,
            byte=number,
            field=field,
        )
