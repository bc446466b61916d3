"""PS3.3: IODs with their modules and functional groups, and the tables of attributes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.importer.docbook import Book, Cell, RowOfTable, Section, Table, links
from generator.importer.part03_conditions import condition
from generator.importer.part03_text import context_groups, states_a_condition, values
from generator.importer.printed import Printed
from generator.importer.words import folded, tag_of

FUNCTIONAL_GROUPS = "IODFunctionalGroupMacros"
"""What a row includes that leaves it to the IOD which functional group macros it has."""

_IOD_TITLE = re.compile(r"\b(?:IOD|Information Object Definition)$", re.IGNORECASE)
_MODULES = re.compile(
    r"(?: IOD| Information Object(?: Definition)?)?(?: Modules?(?: Table)?| Module List)$",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"(?: IOD)? Functional Group Macros?(?: Table)?$", re.IGNORECASE)
_RETIRED = re.compile(r" *\(Retired\)$", re.IGNORECASE)
_KIND = re.compile(
    r"\s*\b(?:(?:Module|Macro|Functional Group|IOD)\b\s*)*"
    r"(?:Attributes?|Table|Keys)?(?: Description)?$",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"\b(?:Macro|Module)\b", re.IGNORECASE)
_DEPTH = re.compile(r"[>\s]*")
_INCLUDE = re.compile(r"includes?\b", re.IGNORECASE)
_TABLE = re.compile(r"\bTable\s*([0-9A-Z][\w.]*-\w+)", re.IGNORECASE)
_ANY = re.compile(r"(?:any|all|other|attributes?|one or more)\b", re.IGNORECASE)
_USAGE = re.compile(
    r"(M|C|U|Mandatory|Conditional|User(?: Option(?:al)?)?)(?=$|[\s.,;:(/-])", re.IGNORECASE
)
_TYPES = frozenset({"1", "1C", "2", "2C", "3"})
_CONDITIONAL = frozenset({"1C", "2C"})
_UNSTATED = {"status": "no_condition"}
_TYPE = re.compile(r"([123] ?C?)(?=$|[\s(*,;/])", re.IGNORECASE)
_SECTION = re.compile(r"\b((?:[A-Z]\.)?\d+(?:\.\d+)*[a-z]?)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where the columns of a table of attributes stand."""

    name: int
    tag: int
    type: int | None
    description: int | None


def read(book: Book, *, excerpt: bool = False) -> Printed:
    """The rows of PS3.3; of an `excerpt` what it refers to may be missing."""
    printed = Printed(problems=list(book.problems))
    iods = _read_iods(book, printed)
    _read_functional_groups(book, iods, printed)
    _read_normalised(book, printed)
    _read_attributes(book, printed, excerpt=excerpt)
    if not excerpt:
        _find_tables(book, printed)
    for file, what in _NEEDED.items():
        if file not in printed.rows and not excerpt:
            printed.problems.append(book.problem(1, f"no table of {what}, expected at least one"))
    return printed


_NEEDED = {
    "ps3.3-iods": "the modules of an IOD (IE, Module, Reference, Usage)",
    "ps3.3-attributes": "the attributes of a module (Attribute Name, Tag)",
}


# IODs (Annexes A, B and F).


def _is_iod_table(table: Table) -> bool:
    return (
        table.column(r"^(ie|information entity)\b") is not None
        and table.column(r"^module") is not None
        and table.column(r"^usage") is not None
    )


def _iod_section(section: Section | None) -> Section | None:
    """The section of the IOD: the nearest around whose title ends in IOD."""
    if section is None:
        return None
    titled = (it for it in section.path if _IOD_TITLE.search(_RETIRED.sub("", it.title)))
    return next(titled, section)


def _read_iods(book: Book, printed: Printed) -> dict[int, str]:
    """Write composite IODs and their modules; give the name of each by its section's line."""
    names: dict[int, str] = {}
    seen: dict[str, Table] = {}
    for table in book.tables:
        if not _is_iod_table(table):
            continue
        name = _MODULES.sub("", _RETIRED.sub("", folded(table.caption)))
        section = _iod_section(table.section)
        if section and name in seen:
            # Of two captions that read the same one is a slip: the section has the other name.
            name = _IOD_TITLE.sub("", _unretired(section)).strip()
        if name in seen:
            message = f"{table} is of the IOD {name!r} again, first {seen[name]}, expected one"
            printed.problems.append(book.problem(table.line, message))
            continue
        if not name:
            message = f"{table} has no caption, expected the name of an IOD"
            printed.problems.append(book.problem(table.line, message))
            continue
        seen[name] = table
        if section:
            names[section.line] = name
        label = section.label if section else ""
        printed.add("ps3.3-iods", iod=name, section=label, table=table.label)
        _read_modules(book, table, name, printed)
    return names


def _read_modules(book: Book, table: Table, iod: str, printed: Printed) -> None:
    width = len(table.heads)
    at_entity = table.column(r"^(ie|information entity)\b") or 0
    at_module = table.column(r"^module")
    at_reference = table.column(r"^(reference|section)")
    at_usage = table.column(r"^usage")
    entity, number = "", 0
    for row in table.rows:
        if row.is_whole or not any(cell.text for cell in row.own):
            continue  # a heading or a remark below the table
        short = width - len(row.cells)
        if short == 1 and at_entity == 0:
            # A row span that ends too early leaves out the information entity.
            row = _shifted(row)  # noqa: PLW2901
        else:
            entity = folded(row.text(at_entity)) or entity
        number += 1
        module = _module_name(row.text(at_module))
        usage, text = _usage(row[at_usage] if at_usage is not None else None)
        reference = row[at_reference] if at_reference is not None else None
        section = _reference(book, reference)
        found = " | ".join(folded(cell.flat) for cell in row.own)
        if not section and not (reference and reference.text):
            message = f"row {number} of {table} has no reference to the section of {module}"
            printed.remarks.append(book.problem(row.line, message))
        for wrong, wanted in (
            (not entity, "an information entity"),
            (not module, "a module"),
            (
                not section and reference and reference.text,
                "a reference to the section of the module",
            ),
            (usage is None, "a usage M, C or U"),
        ):
            if wrong:
                message = f"row {number} of {table} reads {found!r}, expected {wanted}"
                printed.problems.append(book.problem(row.line, message))
        printed.add(
            "ps3.3-iod-modules",
            iod=iod,
            row=number,
            information_entity=entity,
            module=module,
            section=section,
            usage=usage or "",
            text=text,
        )


def _shifted(row: RowOfTable) -> RowOfTable:
    return RowOfTable(number=row.number, line=row.line, cells=(None, *row.cells))


def _module_name(text: str) -> str:
    return re.sub(r" Module$", "", folded(text))


def _usage(cell: Cell | None) -> tuple[str | None, str]:
    """The letter of a usage cell, and Y where it says more; None where it makes no sense."""
    text = folded(cell.flat) if cell else ""
    match = _USAGE.match(text)
    if match:
        more = text[match.end() :].strip(" .,;:-") or any(links(cell))
        return match[1][0].upper(), "Y" if more else ""
    # A cell that only refers to where the usages stand.
    refers = any(links(cell)) or text.casefold().startswith("see ")
    return ("", "Y") if refers else (None, "")


def _reference(book: Book, cell: Cell | None) -> str:
    """The section that a cell refers to, by a link or in words."""
    for document, target in links(cell):
        if not document or document == book.part:
            section = book.sections.get(target)
            if section and section.label:
                return section.label
            return re.sub(r"^(?:sect|chapter)_", "", target)
    match = _SECTION.search(cell.flat if cell else "")
    return match[1] if match else ""


def _read_functional_groups(book: Book, iods: Mapping[int, str], printed: Printed) -> None:
    for table in book.tables:
        at_macro = table.column(r"^(functional|function) group macro", r"^macro")
        at_section = table.column(r"^(section|reference)")
        at_usage = table.column(r"^usage")
        if at_macro is None or at_section is None or at_usage is None:
            continue
        iod = _iod_of_groups(table, iods)
        number = 0
        for row in table.rows:
            if row.is_whole or not any(cell.text for cell in row.own):
                continue
            number += 1
            macro = re.sub(r" Macro$", "", folded(row.text(at_macro)))
            usage, text = _usage(row[at_usage])
            section = _reference(book, row[at_section])
            found = " | ".join(folded(cell.flat) for cell in row.own)
            for wrong, wanted in (
                (not macro, "a functional group macro"),
                (not section, "a reference to the section of the macro"),
                (usage is None, "a usage M, C or U"),
            ):
                if wrong:
                    message = f"row {number} of {table} reads {found!r}, expected {wanted}"
                    printed.problems.append(book.problem(row.line, message))
            printed.add(
                "ps3.3-functional-groups",
                iod=iod,
                row=number,
                macro=macro,
                section=section,
                usage=usage or "",
                text=text,
            )


def _iod_of_groups(table: Table, iods: Mapping[int, str]) -> str:
    """The IOD whose functional groups a table lists: by name, or by the section around both."""
    name = _GROUPS.sub("", folded(table.caption))
    if name in iods.values() or table.section is None:
        return name
    return next((iods[it.line] for it in table.section.path if it.line in iods), name)


def _read_normalised(book: Book, printed: Printed) -> None:
    """Write the normalised IODs of Annex B: those without a table are retired."""
    tables: dict[int, list[Table]] = {}
    for table in book.tables:
        section = _annex_b(table.section)
        if section and table.column(r"^module") is not None and not _is_iod_table(table):
            tables.setdefault(section.line, []).append(table)
    for section in book.sections.values():
        if _annex_b(section) is not section or not _IOD_TITLE.search(_unretired(section)):
            continue
        name = _IOD_TITLE.sub("", _unretired(section)).strip()
        cells = {"iod": name, "section": section.label}
        number = 0
        for table in tables.get(section.line, ()):
            at_module = table.column(r"^module(?! description)")
            at_reference = table.column(r"^(reference|section)")
            for row in table.rows:
                module = _module_name(row.text(at_module))
                if row.is_whole or not any(cell.text for cell in row.own):
                    continue
                number += 1
                reference = _reference(book, row[at_reference] if at_reference else None)
                if not module or not reference:
                    found = " | ".join(folded(cell.flat) for cell in row.own)
                    wanted = "a module and a reference to its section"
                    message = f"row {number} of {table} reads {found!r}, expected {wanted}"
                    printed.problems.append(book.problem(row.line, message))
                printed.add(
                    "ps3.3-normalised-iods",
                    **cells,
                    row=number,
                    module=module,
                    module_section=reference,
                )
        if not number:
            printed.add("ps3.3-normalised-iods", **cells, retired="Y")


def _annex_b(section: Section | None) -> Section | None:
    """The section B.n that is or holds the section."""
    path = section.path if section else ()
    return next((it for it in path if re.fullmatch(r"B\.\d+", it.label)), None)


def _unretired(section: Section) -> str:
    return _RETIRED.sub("", folded(section.title))


# Tables of attributes.


def _columns(table: Table) -> _Columns | None:
    name = table.column(r"^attribute name", r"^attribute$", r"^name$")
    tag = table.column(r"^tag\b", r"\btag$")
    if name is None or tag is None or name == tag:
        return None
    return _Columns(
        name=name,
        tag=tag,
        type=table.column(r"^type\b", r"\btype$"),
        description=table.column(r"description", r"^(remark|comment|meaning)"),
    )


def _read_attributes(book: Book, printed: Printed, *, excerpt: bool) -> None:
    tables = _attribute_tables(book)
    labels = {table.label for table, _ in tables}
    names = {_name(table): table.label for table, _ in reversed(tables)}
    owners = dict(_owners(table for table, _ in tables))
    for table, columns in tables:
        printed.add(
            "ps3.3-tables",
            table=table.label,
            section=owners.get(table.label, ""),
            caption=folded(table.caption),
        )
        reader = _Attributes(book, table, columns, printed, names)
        for row in table.rows:
            reader.read(row)
        for line, label in reader.includes:
            if label not in labels and not label.startswith("sect_") and not excerpt:
                message = f"{table} includes Table {label}, expected one that is here"
                message += " (--excerpt lets it be missing)"
                printed.problems.append(book.problem(line, message))


def _find_tables(book: Book, printed: Printed) -> None:
    """Tell the modules and macros of IODs in whose section no table of attributes stands.

    One that is retired needs none. A section that is not here at all is worth a look only.
    """
    having = {
        section.label
        for table, _ in _attribute_tables(book)
        for section in (table.section.path if table.section else ())
    }
    lines = {section.label: section.line for section in book.sections.values()}
    retired = {
        it.section.label for it in book.paragraphs if it.section and "retired" in it.text.casefold()
    }
    used: dict[str, str] = {}
    for file, column in (("ps3.3-iod-modules", "module"), ("ps3.3-functional-groups", "macro")):
        for row in printed.rows.get(file, ()):
            used.setdefault(row["section"], f"{row[column]} of the IOD {row['iod']}")
    for label, what in used.items():
        if not label or label in having | retired:
            continue
        if label in lines:
            message = f"no table of the attributes of {what} in section {label}, expected one"
            printed.problems.append(book.problem(lines[label], message))
        else:
            message = f"no section {label}, which is to be that of {what}"
            printed.remarks.append(book.problem(1, message))


def _attribute_tables(book: Book) -> list[tuple[Table, _Columns]]:
    """The tables of attributes: by their columns and caption, or because a row includes them."""
    included = {
        target.removeprefix("table_")
        for table in book.tables
        for row in table.rows
        for cell in row.own
        if _INCLUDE.match(_DEPTH.sub("", cell.text, count=1))
        for _, target in links(cell)
    }
    found = []
    for table in book.tables:
        columns = _columns(table)
        if columns and (
            columns.type is not None or _ATTRIBUTES.search(table.caption) or table.label in included
        ):
            found.append((table, columns))
    return found


def _name(table: Table) -> str:
    """What a module or macro is called: its caption without "Module Attributes" and the like."""
    return _KIND.sub("", folded(table.caption)).casefold()


def _owners(tables: Iterator[Table]) -> Iterator[tuple[str, str]]:
    """Label and section of each table that a section is about.

    That is the table of its name or the only one that stands in it.
    """
    standing: dict[int, list[Table]] = {}
    for table in tables:
        if table.section and table.section.label:
            standing.setdefault(table.section.line, []).append(table)
    for group in standing.values():
        section = group[0].section
        if section is None:
            continue
        title = _KIND.sub("", _unretired(section)).casefold()
        named = [table for table in group if _name(table) == title]
        if named or len(group) == 1:
            yield (named or group)[0].label, section.label


class _Attributes:
    """Reads the rows of one table of attributes."""

    def __init__(
        self,
        book: Book,
        table: Table,
        columns: _Columns,
        printed: Printed,
        names: Mapping[str, str],
    ) -> None:
        self.book = book
        self.table = table
        self.columns = columns
        self.printed = printed
        self.names = names
        self.number = 0
        self.includes: list[tuple[int, str]] = []

    def read(self, row: RowOfTable) -> None:
        """Read one row, and add what it says or what is wrong with it."""
        cell = row[self.columns.name]
        text = folded(cell.flat) if cell else ""
        if not cell or not any(it.text for it in row.own):
            return
        marks = _DEPTH.match(text)
        depth = marks[0].count(">") if marks else 0
        name = text[marks.end() :] if marks else text
        tag_cell = row[self.columns.tag]
        tag_text = "" if tag_cell is cell or tag_cell is None else tag_cell.flat
        tag = tag_of(tag_text)
        if tag:
            self._attribute(row, depth, tag, name)
        elif _INCLUDE.match(name) and not tag_text:
            self._include(row, cell, depth, name)
        elif tag_text:
            self._wrong(row, f"the tag {folded(tag_text)!r}, expected one as (0010,0020)")
        elif _ANY.match(name):
            self._attribute(row, depth, "", name)
        elif name and self._type(row)[0] in _TYPES:
            message = f"row {self.number + 1} of {self.table} has {name!r} without a tag"
            self.printed.remarks.append(self.book.problem(row.line, message))
            self._attribute(row, depth, "", name)
        elif not self._type(row)[0] and self._is_heading(row, depth):
            pass
        else:
            self._wrong(row, f"{name!r} without a tag, expected one as (0010,0020)")

    def _is_heading(self, row: RowOfTable, depth: int) -> bool:
        """Whether a row without a tag parts the table or remarks on it."""
        others = [cell for cell in row.own if cell is not row[self.columns.name]]
        return row.is_whole or (not depth and not any(cell.text for cell in others))

    def _attribute(self, row: RowOfTable, depth: int, tag: str, name: str) -> None:
        kind, found = self._type(row)
        if kind not in _TYPES and found:
            self._wrong(row, f"the type {found!r}, expected 1, 1C, 2, 2C or 3")
        if not name:
            self._wrong(row, f"{tag} without a name, expected one")
        description = self._description(row)
        self._add(
            depth=depth,
            tag=tag,
            name=name,
            type=kind if kind in _TYPES else "",
            text="Y" if description and states_a_condition(description) else "",
        )
        if kind in _CONDITIONAL and tag:
            cells = condition(description) if description else _UNSTATED
            self.printed.add("ps3.3-conditions", **self._place, **cells, edition=self.book.edition)
        if description:
            for cells in values(description):
                self.printed.add("ps3.3-values", **self._place, **cells, **self._origin)
            self._context_groups(description)

    def _type(self, row: RowOfTable) -> tuple[str, str]:
        """The type that a row prints, and the cell."""
        cell = None if self.columns.type is None else row[self.columns.type]
        if cell is None or cell in (row[self.columns.name], row[self.columns.tag]):
            return "", ""
        found = folded(cell.flat).strip("-. ")
        if cell is row[self.columns.description or 0] and not _TYPE.match(found):
            return "", ""  # a description that goes over the column of types
        match = _TYPE.match(found)
        return (match[1].replace(" ", "").upper() if match else ""), found

    def _description(self, row: RowOfTable) -> Cell | None:
        at = self.columns.description
        cell = None if at is None else row[at]
        return None if cell is row[self.columns.name] else cell

    def _include(self, row: RowOfTable, cell: Cell, depth: int, name: str) -> None:
        label = self._included(cell, name)
        if not label:
            self._wrong(row, f"{name!r}, expected the table that it includes")
            return
        if label != FUNCTIONAL_GROUPS:
            self.includes.append((row.line, label))
        description = self._description(row)
        says = description is not None and bool(description.text)
        self._add(depth=depth, include=label, text="Y" if says else "")
        if description:
            self._context_groups(description)

    def _included(self, cell: Cell, name: str) -> str:
        targets = [target for document, target in links(cell) if not document]
        for target in targets:
            if target.startswith("table_"):
                return target.removeprefix("table_")
        printed = _TABLE.search(name)
        if printed:
            return printed[1]
        if re.search(r"\bfunctional group macros?\b", name, re.IGNORECASE):
            return FUNCTIONAL_GROUPS
        for target in targets:
            return self._table_of_section(target) or target
        bare = re.sub(r"^includes?(?: the)? ", "", name, flags=re.IGNORECASE).strip("\"'`. ")
        return self.names.get(_KIND.sub("", bare).casefold(), "")

    def _table_of_section(self, target: str) -> str:
        section = self.book.sections.get(target)
        standing = [it for it in self.book.tables if it.section is section and _columns(it)]
        return standing[0].label if section and len(standing) == 1 else ""

    def _context_groups(self, description: Cell) -> None:
        for kind, cid in context_groups(description):
            cells = {"kind": kind, "cid": cid, "editions": self.book.edition}
            source = f"{self.book.part} {self.book.edition}"
            self.printed.add("ps3.3-context-groups", **self._place, **cells, sources=source)

    @property
    def _place(self) -> dict[str, object]:
        return {"table": self.table.label, "row": self.number}

    @property
    def _origin(self) -> dict[str, str]:
        return {"edition": self.book.edition, "basis": "list"}

    def _add(self, **cells: object) -> None:
        self.number += 1
        self.printed.add("ps3.3-attributes", **self._place, **cells)

    def _wrong(self, row: RowOfTable, message: str) -> None:
        message = f"row {self.number + 1} of {self.table} has {message}"
        self.printed.problems.append(self.book.problem(row.line, message))
