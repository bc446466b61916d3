"""DocBook of the standard: one file read into sections and tables, the spans of cells resolved.

The only reader of XML here. It expands no entity and follows no reference out of the file; it keeps
the line of all it reads, so that whoever finds something wrong can say where.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from sys import intern
from types import MappingProxyType
from xml.parsers import expat

from generator.importer.words import SOFT_HYPHEN, folded, joined, plain
from generator.problems import Problem, Where

NAMESPACE = "http://docbook.org/ns/docbook"

_KEPT = frozenset(
    "colspan href id label linkend rowspan targetdoc targetptr xrefstyle".split()  # noqa: SIM905
)
"""The attributes that anything here asks for; the many others would only take memory."""

_NONE: Mapping[str, str] = MappingProxyType({})
_SECTIONS = frozenset({"chapter", "section", "appendix", "preface"})
_TABLES = frozenset({"table", "informaltable"})
_BLOCKS = frozenset(
    {
        *("caption", "entry", "formalpara", "itemizedlist", "listitem", "literallayout", "note"),
        *("orderedlist", "para", "programlisting", "simpara", "term", "title", "variablelist"),
        *("varlistentry", "td", "th", "tr"),
    }
)
"""The elements that begin a line of their own."""

_UNREAD = frozenset({"footnote", "indexterm", "remark"})
"""The elements whose text is no part of what stands around them."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """An element: its local name, the attributes that matter, its line and what is in it."""

    name: str
    line: int
    attributes: Mapping[str, str]
    children: list["Node | str"] = field(default_factory=list)

    def elements(self, *names: str) -> Iterator["Node"]:
        """The children that are elements with one of the `names`."""
        return (it for it in self.children if isinstance(it, Node) and it.name in names)

    def all(self, *names: str) -> Iterator["Node"]:
        """Every element below this one with one of the `names`, in the order of the text."""
        for child in self.children:
            if isinstance(child, Node):
                if child.name in names:
                    yield child
                yield from child.all(*names)

    def first(self, name: str) -> "Node | None":
        """The first child of that name."""
        return next(self.elements(name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A chapter, section or annex: its label and title, and the one around it."""

    label: str
    title: str
    line: int
    parent: "Section | None"

    @property
    def path(self) -> Iterator["Section"]:
        """The section and those around it, from the inside."""
        section: Section | None = self
        while section is not None:
            yield section
            section = section.parent


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cell:
    """A cell of a table: its node, its words, and over how many rows and columns it goes."""

    node: Node
    text: str
    columns: int
    row: int
    """The number of the row in which it begins."""

    @property
    def line(self) -> int:
        """The line on which it begins."""
        return self.node.line

    @property
    def lines(self) -> list[str]:
        """Its words, a string for each paragraph."""
        return [line for line in self.text.split("\n") if line]

    @property
    def flat(self) -> str:
        """Its words in one line."""
        return self.text.replace("\n", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOfTable:
    """A row: the cell that covers each column, None where the row is too short."""

    number: int
    line: int
    cells: tuple[Cell | None, ...]

    def __getitem__(self, column: int) -> Cell | None:
        return self.cells[column] if column < len(self.cells) else None

    def text(self, column: int | None) -> str:
        """The words in a column, in one line; empty where there is no such cell."""
        cell = None if column is None else self[column]
        return cell.flat if cell else ""

    @property
    def own(self) -> list[Cell]:
        """The cells that begin in this row, each once."""
        found: list[Cell] = []
        for cell in self.cells:
            if cell and cell.row == self.number and cell not in found:
                found.append(cell)
        return found

    @property
    def is_whole(self) -> bool:
        """Whether one cell goes over all columns."""
        return bool(self.cells) and all(cell is self.cells[0] for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: label, caption, section, the heads of its columns and its rows."""

    label: str
    caption: str
    line: int
    section: Section | None
    heads: tuple[str, ...]
    rows: tuple[RowOfTable, ...]

    def column(self, *patterns: str) -> int | None:
        """The first column whose head matches one of the patterns, the earlier pattern first."""
        for pattern in patterns:
            for number, head in enumerate(self.heads):
                if re.search(pattern, head):
                    return number
        return None

    def __str__(self) -> str:
        return f"Table {self.label}" if self.label else f"the table “{self.caption}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Text that stands in a section, outside of tables."""

    section: Section | None
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """One part of one edition."""

    path: Path
    part: str
    edition: str
    sections: Mapping[str, Section]
    """By `xml:id`."""

    tables: tuple[Table, ...]
    paragraphs: tuple[Paragraph, ...] = ()

    problems: tuple[Problem, ...] = ()
    """What is wrong with the tables as a whole."""

    def where(self, line: int) -> Where:
        """The place of a line of it."""
        return Where.of(self.path, line)

    def problem(self, line: int, message: str) -> Problem:
        """What is wrong there."""
        return Problem(self.where(line), message)

    def table(self, label: str) -> Table | None:
        """The table with that label."""
        return next((table for table in self.tables if table.label == label), None)


class UnreadableError(Exception):
    """A file that is not what it should be: the place and one sentence."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        self.problem = Problem(Where.of(path, line), message)
        super().__init__(str(self.problem))


def identity(path: Path) -> tuple[str, str]:
    """Which part of which edition the DocBook file at `path` is; empty where it does not say."""
    return _identity(_parse(path))


def read_book(path: Path, part: str, edition: str) -> Book:
    """Read the DocBook file at `path`, which must be that part (PS3.4) of that edition (2026e)."""
    root = _parse(path)
    found, printed = _identity(root)
    if found != part:
        raise UnreadableError(path, root.line, f"{found or 'no part of DICOM'}, expected {part}")
    if printed != edition:
        what = f"{part} {printed}" if printed else f"{part} without the name of an edition"
        raise UnreadableError(path, root.line, f"{what}, expected {part} {edition}")
    gatherer = _Gatherer(path)
    gatherer.walk(root, None)
    tables, problems = _joined(gatherer.tables, path)
    return Book(
        path=path,
        part=part,
        edition=edition,
        sections=gatherer.sections,
        tables=tables,
        paragraphs=tuple(gatherer.paragraphs),
        problems=problems,
    )


def _identity(root: Node) -> tuple[str, str]:
    subtitle = words(root.first("subtitle")) or words(root.first("title"))
    return _part(root), _edition(root, subtitle)


def _part(root: Node) -> str:
    for text in (root.attributes.get("label"), root.attributes.get("id")):
        match = re.fullmatch(r"PS ?3\.(\d+)", text or "")
        if match:
            return f"PS3.{match[1]}"
    match = re.search(r"PS ?3\.(\d+)", words(root.first("title")) + words(root.first("subtitle")))
    return f"PS3.{match[1]}" if match else ""


def _edition(root: Node, subtitle: str) -> str:
    match = re.search(r"PS ?3\.\d+[ -]+(\d{4}[a-z]?)\b", subtitle)
    if match:
        return match[1]
    years = [words(node) for node in root.all("year")][:1]
    return years[0] if years else ""


# Reading XML.


def _parse(path: Path) -> Node:
    data = path.read_bytes()
    head = data[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html")):
        raise UnreadableError(path, 1, "an HTML page, expected the DocBook source")
    if not head:
        raise UnreadableError(path, 1, "an empty file, expected the DocBook source")
    return _Builder(path).parse(data)


class _Builder:
    """Makes nodes of what expat reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.ordered_attributes = True
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.EntityDeclHandler = self.entity
        self.parser.ExternalEntityRefHandler = self.reference
        self.parser.SkippedEntityHandler = self.reference
        self.stack: list[Node] = []
        self.root: Node | None = None

    def parse(self, data: bytes) -> Node:
        try:
            self.parser.Parse(data, True)  # noqa: FBT003
        except expat.ExpatError as error:
            raise self._fault(error, data) from None
        except (LookupError, ValueError) as error:  # of the encoding, before anything is read in it
            if self.root is not None:
                raise
            raise UnreadableError(self.path, 1, f"{error}, expected UTF-8") from None
        if self.root is None:  # expat has said so before
            raise UnreadableError(self.path, 1, "no element, expected a book")
        return self.root

    def _fault(self, error: expat.ExpatError, data: bytes) -> UnreadableError:
        last = data.count(b"\n") + (not data.endswith(b"\n"))
        if self.root is None:
            return UnreadableError(self.path, error.lineno, "not XML, expected the DocBook source")
        if error.lineno >= last and self.stack:
            message = f"the file ends within <{self.stack[-1].name}>, expected the whole of it"
            return UnreadableError(self.path, error.lineno, message)
        reason = expat.ErrorString(error.code)
        return UnreadableError(self.path, error.lineno, f"{reason}, expected well-formed XML")

    def start(self, tag: str, listed: list[str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        line = self.parser.CurrentLineNumber
        if self.root is None and (name, namespace) != ("book", NAMESPACE):
            what = "an HTML page" if name.lower() == "html" else f"a file of <{name}>"
            message = f"{what}, expected the DocBook source: a <book> of {NAMESPACE}"
            raise UnreadableError(self.path, line, message)
        attributes = {
            intern(local): listed[at + 1]
            for at in range(0, len(listed), 2)
            if (local := listed[at].rpartition(" ")[2]) in _KEPT
        }
        if name == "para":  # tens of thousands of ids that nothing points to
            attributes.pop("id", None)
        node = Node(name=intern(name), line=line, attributes=attributes or _NONE)
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
        self.stack.append(node)

    def end(self, _tag: str) -> None:
        self.stack.pop()

    def text(self, data: str) -> None:
        # White space between blocks says nothing; within words it parts them.
        if data.isspace():
            data = " "
            if self.stack[-1].name in _STRUCTURE:
                return
        self.stack[-1].children.append(data)

    def entity(self, name: str, *_: object) -> None:
        message = f"declares the entity {name}, expected none"
        raise UnreadableError(self.path, self.parser.CurrentLineNumber, message)

    def reference(self, name: str, *_: object) -> int:
        message = f"the entity {name}, which nothing here declares, expected none"
        raise UnreadableError(self.path, self.parser.CurrentLineNumber, message)


_STRUCTURE = frozenset({*_SECTIONS, *_TABLES, "book", "tbody", "td", "th", "thead", "tr"})


# Words.


def words(node: Node | None) -> str:
    """The text of a node, a line for each of its blocks."""
    if node is None:
        return ""
    parts: list[str] = []
    _gather(node, parts)
    lines = (plain(line) for line in "".join(parts).split("\0"))
    return "\n".join(line for line in lines if line)


def _gather(node: Node, parts: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.name not in _UNREAD:
            block = child.name in _BLOCKS
            if block:
                parts.append("\0")
            _gather(child, parts)
            if block:
                parts.append("\0")


def printed(cell: Cell | None) -> str:
    """The text of a cell with its soft hyphens, without white space: a UID as it is printed."""
    if cell is None:
        return ""
    parts: list[str] = []
    _gather(cell.node, parts)
    return joined("".join(parts).replace("\0", ""), keep=SOFT_HYPHEN)


def links(cell: Cell | None) -> Iterator[tuple[str, str]]:
    """The links in a cell: the document (`PS3.3`; empty for this one) and what they point to."""
    if cell is None:
        return
    for node in cell.node.all("xref", "olink", "link"):
        target = node.attributes.get("linkend") or node.attributes.get("targetptr")
        if target:
            yield node.attributes.get("targetdoc", ""), target


# Sections and tables.


class _Gatherer:
    """Goes through a book and gathers its sections and tables."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sections: dict[str, Section] = {}
        self.tables: list[tuple[Table, str]] = []
        self.paragraphs: list[Paragraph] = []

    def walk(self, node: Node, section: Section | None) -> None:
        for child in node.elements(*_SECTIONS, *_TABLES, *_BLOCKS, *_INNER):
            if child.name in _SECTIONS:
                inner = Section(
                    label=_label(child.attributes.get("label", "")),
                    title=words(child.first("title")).replace("\n", " "),
                    line=child.line,
                    parent=section,
                )
                self.sections.setdefault(child.attributes.get("id", f"line {child.line}"), inner)
                self.walk(child, inner)
            elif child.name in _TABLES:
                self.tables.append((_table(child, section), child.attributes.get("id", "")))
            elif any(child.all(*_TABLES)):
                self.walk(child, section)
            elif child.name not in {"title", "caption"}:
                self.paragraphs.extend(
                    Paragraph(section=section, line=child.line, text=text)
                    for text in words(child).split("\n")
                )


_LABEL = re.compile(r"(?:[A-Z]{1,2}|\d+)(?:\.\d+)+(?:[a-z]\b)?")


def _label(text: str) -> str:
    """The label of a section, without what a slip has left behind its number."""
    label = folded(text)
    number = _LABEL.match(label)
    return number[0] if number and " " not in label else label


_INNER = ("blockquote", "figure", "glosslist", "info", "informalfigure", "part", "sidebar", "tip")

_CAPTION = re.compile(r"^Table (?P<label>\S*\d\S*?)\.? (?:[-:] )?")
_CONTINUED = re.compile(r" *\((?:continued|cont\.?|cont'd)\)", re.IGNORECASE)


def _table(node: Node, section: Section | None) -> Table:
    caption = words(node.first("caption") or node.first("title")).replace("\n", " ")
    label = folded(node.attributes.get("label", ""))
    printed = _CAPTION.match(caption)
    if printed:
        label = label or folded(printed["label"])
        caption = caption[printed.end() :]
    if not label:
        label = folded(node.attributes.get("id", "")).removeprefix("table_")
    head = [row for part in node.elements("thead") for row in part.elements("tr")]
    body = [row for part in node.elements("tbody", "tfoot") for row in part.elements("tr")]
    body = body or list(node.elements("tr"))
    if not head and body:
        head, body = body[:1], body[1:]
    return Table(
        label=_CONTINUED.sub("", label),
        caption=caption,
        line=node.line,
        section=section,
        heads=_heads(_grid(head)),
        rows=tuple(_grid(body)),
    )


def _heads(rows: Sequence[RowOfTable]) -> tuple[str, ...]:
    """What stands above each column, in small letters, from top to bottom."""
    width = max((len(row.cells) for row in rows), default=0)
    heads = []
    for column in range(width):
        above = [row[column] for row in rows]
        texts = dict.fromkeys(cell.flat for cell in above if cell)
        heads.append(" ".join(texts).casefold())
    return tuple(heads)


def _span(node: Node, name: str) -> int:
    text = node.attributes.get(name, "").strip()
    return max(int(text), 1) if text.isdigit() else 1


def _grid(rows: Iterable[Node]) -> list[RowOfTable]:
    """The rows with the cell that covers each column: cells go on over rows and columns."""
    result: list[RowOfTable] = []
    going: dict[int, tuple[Cell, int]] = {}
    for number, row in enumerate(rows):
        cells: dict[int, Cell] = {}
        for column in list(going):
            cell, left = going.pop(column)
            cells[column] = cell
            if left > 1:
                going[column] = (cell, left - 1)
        column = 0
        for node in row.elements("td", "th"):
            while column in cells:
                column += 1
            columns, down = _span(node, "colspan"), _span(node, "rowspan")
            cell = Cell(node=node, text=words(node), columns=columns, row=number)
            for _ in range(columns):
                if column in cells:
                    break
                cells[column] = cell
                if down > 1:
                    going[column] = (cell, down - 1)
                column += 1
        width = max(cells, default=-1) + 1
        listed = tuple(cells.get(column) for column in range(width))
        result.append(RowOfTable(number=number, line=row.line, cells=listed))
    return result


def _joined(
    found: Iterable[tuple[Table, str]], path: Path
) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """The tables, each label once: parts put together, repetitions left out.

    Where two that differ have one label, the second goes by its `xml:id`.
    """
    tables: dict[str, Table] = {}
    problems = []
    for table, identity in found:
        key = table.label or f"line {table.line}"
        before = tables.get(key)
        other = folded(identity).removeprefix("table_")
        if before is None:
            tables[key] = table
        elif _CONTINUED.search(table.caption) and before.heads == table.heads:
            tables[key] = _extended(before, table)
        elif _texts(before) != _texts(table):
            if other and other not in tables:
                tables[other] = replace(table, label=other)
            else:
                message = f"Table {key} again, first on line {before.line}, expected it once"
                problems.append(Problem(Where.of(path, table.line), message))
    return tuple(tables.values()), tuple(problems)


def _texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text if cell else "" for cell in row.cells) for row in table.rows]


def _extended(table: Table, more: Table) -> Table:
    """The table with the rows of its next part."""
    offset = len(table.rows)
    rows = []
    moved: dict[Cell, Cell] = {}
    for row in more.rows:
        for cell in row.cells:
            if cell:
                moved.setdefault(cell, replace(cell, row=cell.row + offset))
        cells = tuple(moved[cell] if cell else None for cell in row.cells)
        rows.append(replace(row, number=row.number + offset, cells=cells))
    return replace(table, rows=(*table.rows, *rows))
