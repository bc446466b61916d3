"""The tables of what messages must hold, as pages show them, and the page of each table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from generator.model import Registry
from generator.model.addresses import service_table_address, transcript_address
from generator.model.attributes import Attribute
from generator.model.dimse import (
    Dimse,
    Purpose,
    RowKind,
    ServiceRow,
    ServiceTable,
    TableUse,
    Transcript,
)
from generator.render.page import Page, neighbours
from generator.render.text import count

_TITLES: Mapping[Purpose, str] = {
    Purpose.CREATE: "N-CREATE",
    Purpose.SET: "N-SET",
    Purpose.GET: "N-GET",
    Purpose.ACTION: "N-ACTION",
    Purpose.REPLY: "Response",
    Purpose.EVENT: "N-EVENT-REPORT",
    Purpose.FINAL_STATE: "Final state",
    Purpose.IDENTIFIER: "Request/response",
    Purpose.QUERY_KEY: "Matching",
    Purpose.RETRIEVE_KEY: "Key",
}
"""What stands above the column of each purpose."""

_COLUMN_TITLES = {
    "requirement": "SCU/SCP",
    "n_create": "N-CREATE",
    "n_set": "N-SET",
    "final_state": "Final state",
    "n_get": "N-GET",
    "matching_key": "Matching",
    "return_key": "Return",
    "qr_key": "Key",
}
"""What stands above a column where no one purpose is meant, as in a macro."""

_LOOKS: Mapping[str, str] = {
    **dict.fromkeys(("1", "M", "R"), "must"),
    **dict.fromkeys(("1C", "MC", "RC", "P", "X"), "must-if"),
    "2": "fill",
    "2C": "fill-if",
}
"""The look of a code, as that of the badges of types: heavier the stronger the demand."""

_STRENGTH = ("must", "must-if", "fill", "fill-if", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A code as it stands in a cell."""

    text: str
    look: str
    """Its class; empty where nothing is demanded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of codes."""

    title: str
    column: str
    words: str
    """The legend that says what its codes mean."""

    @property
    def need(self) -> str:
        """By whom or for what something is needed that a code demands."""
        if self.words in ("match", "final", "mpps", "key"):
            return "return" if self.column == "return_key" else self.words.replace("mpps", "final")
        return "scu scp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table as a page shows it."""

    row: ServiceRow
    anchor: str
    attribute: Attribute | None
    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    """What the printed cells say besides, such as a condition, in our words."""

    says_more: bool
    """Whether the printed table says more than a page of ours, or refers to a section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The lines of one action or event; of all where there is one only."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A table with the columns that a page is about."""

    table: ServiceTable
    title: str
    columns: tuple[Column, ...]
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """How many lines it has."""
        return sum(len(part.lines) for part in self.parts)

    @property
    def words(self) -> tuple[str, ...]:
        """The legends that its columns need, each once."""
        return tuple(dict.fromkeys(column.words for column in self.columns))

    @property
    def says_more(self) -> bool:
        """Whether the printed table says more in some row."""
        return any(line.says_more for part in self.parts for line in part.lines)


def view_for(
    registry: Registry, table: ServiceTable, uses: Sequence[TableUse], *, prefix: str
) -> View:
    """`table` with the columns of `uses`, or all that it has where there are none of them."""
    columns = tuple(_columns_of_uses(uses) if uses else _columns_of_table(table))
    by_type: dict[str, list[Line]] = {}
    for row in table.rows:
        by_type.setdefault(row.type_id, []).append(
            Line(
                row=row,
                anchor=f"{prefix}{row.anchor.removeprefix('row-')}",
                attribute=registry.iods.attributes.get(row.tag),
                cells=tuple(_cell_of(row, column) for column in columns),
                notes=tuple(_notes(row, columns)),
                says_more=bool({*row.text} - row.notes.keys() or row.ref)
                and row.kind is RowKind.ATTRIBUTE,
            )
        )
    kind = "Action" if any(use.purpose is Purpose.ACTION for use in uses) else "Event"
    return View(
        table=table,
        title=_title(table, uses),
        columns=columns,
        parts=tuple(
            Part(
                title=f"{kind} {type_id}: {table.types[type_id]}" if type_id else "",
                lines=tuple(lines),
            )
            for type_id, lines in by_type.items()
        ),
    )


def _notes(row: ServiceRow, columns: Sequence[Column]) -> Iterator[str]:
    """What the cells say besides their codes; and which column does, where not all do."""
    having = [it for it in columns if it.column in row.codes or it.column in row.notes]
    titles: dict[str, dict[str, None]] = {}
    for column in having:
        if note := row.notes.get(column.column):
            titles.setdefault(note, {})[column.title] = None
    every = dict.fromkeys(it.title for it in having)
    for note, of in titles.items():
        yield note if of == every else f"{', '.join(of)}: {note}"
    if note := row.notes.get("row"):
        yield note


def _title(table: ServiceTable, uses: Sequence[TableUse]) -> str:
    """What a table is called on the page of a SOP Class: the operations it speaks of."""
    words = {
        Purpose.QUERY_KEY: "C-FIND keys",
        Purpose.RETRIEVE_KEY: "Retrieve keys",
        Purpose.IDENTIFIER: "C-FIND: the rest of the identifier",
        Purpose.ADDITIONAL: "C-FIND: additional attributes",
        Purpose.COERCED: "C-STORE: what an SCP may change",
        Purpose.LEFT_OUT: "Left out of the instances that are sent",
        Purpose.FINAL_STATE: "final state",
        Purpose.REPLY: "N-ACTION response",
    }
    titles = dict.fromkeys(words.get(use.purpose, _TITLES.get(use.purpose, "")) for use in uses)
    level = next((use.level for use in uses if use.level), "")
    text = ", ".join(titles) or table.caption
    return f"{text}, {level} level" if level else text


def _columns_of_uses(uses: Iterable[TableUse]) -> Iterator[Column]:
    for use in uses:
        if not use.column:
            continue
        words = {
            Purpose.GET: "get",
            Purpose.EVENT: "event",
            Purpose.FINAL_STATE: "mpps" if "N-SET" in use.services else "final",
            Purpose.QUERY_KEY: "key" if use.column == "qr_key" else "match",
            Purpose.RETRIEVE_KEY: "key",
            Purpose.IDENTIFIER: "identifier",
        }.get(use.purpose, "send")
        title = "Key" if use.column == "qr_key" else _TITLES[use.purpose]
        yield Column(title=title, column=use.column, words=words)
        if use.column == "matching_key":
            yield Column(title="Return", column="return_key", words="match")


def _columns_of_table(table: ServiceTable) -> Iterator[Column]:
    words = {
        "final_state": "final",
        "n_get": "get",
        "matching_key": "match",
        "return_key": "match",
        "qr_key": "key",
    }
    for column in table.columns:
        yield Column(title=_COLUMN_TITLES[column], column=column, words=words.get(column, "send"))


def _cell_of(row: ServiceRow, column: Column) -> Cell:
    """The code of a row; of MPPS's final state, where empty, the SCP's of N-CREATE (F.7.2-1)."""
    code = row.codes.get(column.column, "")
    if column.words == "mpps" and not code:
        return _cell(row.codes.get("n_create", "").partition("/")[2], "as")
    if column.column == "qr_key" and code == "U":  # here U is unique, elsewhere a user option
        return Cell(text=code, look="must")
    return _cell(code)


@cache
def _cell(code: str, add: str = "") -> Cell:
    looks = [_LOOKS.get(half, "") for half in code.split("/")]
    look = min(looks, key=_STRENGTH.index)
    return Cell(
        text=code.replace("-", "\N{EN DASH}"),
        look=" ".join(filter(None, (look, add if code else ""))),
    )


def macros_in(dimse: Dimse, tables: Iterable[ServiceTable]) -> tuple[ServiceTable, ...]:
    """The macros that `tables` come to include, each once, in the order of their meeting."""
    found: dict[str, ServiceTable] = {}
    ahead = list(tables)
    for table in ahead:
        for row in table.rows:
            if row.include and row.include not in found:
                found[row.include] = dimse.tables[row.include]
                ahead.append(dimse.tables[row.include])
    return tuple(found.values())


# ------------------------------------------------------------------------------------ pages


def pages(registry: Registry) -> Iterator[Page]:
    """The index of the tables, the page of each, and the pages of DVTk's transcription."""
    dimse = registry.dimse
    macros = {label for label in dimse.tables if dimse.including(label)}
    lead = (
        f"{count(len(dimse.tables) - len(macros), 'table')} of PS3.4 that say what a message must "
        f"hold, and {count(len(macros), 'macro')} that they include, as printed."
    )
    yield Page(
        url="service-tables/",
        title="Tables of messages",
        description=lead,
        lead=lead,
        template="service-tables.html",
        values={
            "tables": tuple(it for it in dimse.tables.values() if it.label not in macros),
            "macros": tuple(it for it in dimse.tables.values() if it.label in macros),
            "sop_classes_of": {label: _sop_classes(registry, label) for label in dimse.tables},
        },
        section="Services",
        wide=True,
    )
    for before, table, after in neighbours(dimse.tables.values()):
        yield _table_page(registry, table, before, after)
    for messages in dimse.transcripts.values():
        yield _transcript_page(registry, messages)


def _sop_classes(registry: Registry, label: str) -> tuple[str, ...]:
    """The SOP Classes that the table speaks of; for a macro none, as its tables say so."""
    uses = (use for use in registry.dimse.uses if use.table == label)
    return tuple(dict.fromkeys(uid for use in uses for uid in use.sop_classes))


def _table_page(
    registry: Registry,
    table: ServiceTable,
    before: ServiceTable | None,
    after: ServiceTable | None,
) -> Page:
    uses = tuple(use for use in registry.dimse.uses if use.table == table.label)
    including = registry.dimse.including(table.label)
    what = "A macro" if including else "A table"
    lead = (
        f"{what} of PS3.4 {table.edition} with {count(len(table.rows), 'row')}, as printed: which "
        "attributes a message must or may hold."
    )
    shown = _distinct(uses)
    return Page(
        url=service_table_address(table.label),
        title=f"Table {table.label}: {table.caption}",
        description=f"Table {table.label}, {table.caption}. {lead}",
        lead=lead,
        template="service-table.html",
        values={
            "table": table,
            "uses": uses,
            "including": including,
            "view": view_for(registry, table, shown, prefix="row-"),
            "before": before,
            "after": after,
        },
        section="Services",
        wide=True,
    )


def _distinct(uses: Iterable[TableUse]) -> tuple[TableUse, ...]:
    """The uses that show different columns: one column may serve two operations."""
    found: dict[str, TableUse] = {}
    for use in uses:
        found.setdefault(use.column, use)
    return tuple(found.values())


def _transcript_page(registry: Registry, messages: Sequence[Transcript]) -> Page:
    sop_class = registry.sop_classes[messages[0].sop_class]
    size = sum(message.size for message in messages)
    lead = (
        f"{count(size, 'row')} of {count(len(messages), 'message')} of {sop_class.name}, as the "
        f"makers of DVTk transcribed them from the standard of their day."
    )
    return Page(
        url=transcript_address(sop_class.uid),
        title=f"{sop_class.name}: transcription",
        description=lead,
        lead=lead,
        template="transcript.html",
        values={"sop_class": sop_class, "messages": messages},
        section="SOP Classes",
        wide=True,
    )
