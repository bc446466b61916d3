"""The pages of modules and macros, which show their printed tables, and the indexes of both."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from generator.model import Registry
from generator.model.addresses import table_address
from generator.model.iod_tables import IodTables
from generator.model.tables import (
    AttributeTable,
    AttributeUse,
    ChangeKind,
    Macro,
    TableRow,
    Type,
)
from generator.render.page import Page, neighbours
from generator.render.text import count, listed

_FEW = 60
"""So many lines at most stand open when a page is opened; the deeper ones are folded."""


def pages(registry: Registry) -> Iterator[Page]:
    """The indexes, then every module and macro in the order of the standard."""
    tables = registry.iods
    lead = (
        f"{count(len(tables.modules), 'module')} of PS3.3 Annexes C and F: the tables of "
        "attributes that IODs are made of."
    )
    yield Page(
        url="modules/",
        title="Modules",
        description=f"{lead} With section, number of attributes, and the IODs that use each.",
        lead=lead,
        template="modules.html",
        section="Objects",
        wide=True,
    )
    for before, module, after in neighbours(tables.modules.values()):
        yield _page(registry, module, before, after)
    lead = (
        f"{count(len(tables.macros), 'macro')} of PS3.3: rows that several tables share and "
        "include by reference, functional group macros among them."
    )
    yield Page(
        url="macros/",
        title="Macros",
        description=lead,
        lead=lead,
        template="macros.html",
        section="Objects",
        wide=True,
    )
    for old, macro, new in neighbours(tables.macros.values()):
        yield _page(registry, macro, old, new)


def _page(
    registry: Registry,
    table: AttributeTable,
    before: AttributeTable | None,
    after: AttributeTable | None,
) -> Page:
    lead = " ".join(_lead(registry.iods, table))
    return Page(
        url=table_address(table),
        title=table.title,
        description=lead,
        lead=lead,
        template="table.html",
        values={
            "table": table,
            "before": before,
            "after": after,
            "outline": partial(outline, table),
            "types_text": partial(_types_text, registry.iods, table),
            "changes_text": partial(_changes_text, table),
        },
        section="Objects",
        wide=True,
    )


def _lead(tables: IodTables, table: AttributeTable) -> Iterator[str]:
    place = f" of {table.defined_in.standard} {table.section}" if table.defined_in else ""
    if table.has_table:
        top, size = len(tables.uses(table)), tables.size(table)
        nested = f", {size:,} including those in items" if size > top else ""
        yield f"The {table.title}{place} has {count(top, 'attribute')}{nested}."
    else:
        yield f"The {table.title}{place} has a table of attributes that this registry lacks."
    included = {place.table for place in tables.includes(table)}
    if included:
        yield f"{count(len(included), 'table includes', 'tables include')} it."
    users, others = tables.users(table), tables.normalised_users(table)
    if users:
        names = f"the {users[0].iod.name} IOD" if len(users) == 1 else f"{len(users)} IODs"
        what = "a functional group" if isinstance(table, Macro) else "a module"
        more = f", and of {count(len(others), 'normalised IOD')}" if others else ""
        yield f"It is {what} of {names}{more}."
    elif others:
        yield f"It is a module of {count(len(others), 'normalised IOD')}."


def _types_text(tables: IodTables, table: AttributeTable) -> str:
    return types_in_words(tables.uses(table))


def _changes_text(table: AttributeTable) -> str:
    """How many rows differ from the print: `, except 2 added later and 1 corrected`."""
    numbers = Counter(
        "added later"
        if row.change.kind is ChangeKind.INSERT
        else "changed later"
        if row.change.edition
        else "corrected"
        for row in table.all_rows
        if row.change
    )
    words = ("added later", "changed later", "corrected")
    parts = [f"{numbers[it]} {it}" for it in words if numbers[it]]
    return f", except {listed(parts)}" if parts else ""


def types_in_words(rows: Sequence[AttributeUse]) -> str:
    """How many of `rows` have each type: `3 of type 1, 2 of type 1C, 20 of type 3`."""
    numbers = Counter(row.type for row in rows)
    typed = [f"{numbers[it]} of type {it}" for it in Type if numbers[it]]
    untyped = [f"{numbers[None]} whose requirement the service sets"] if numbers[None] else []
    return ", ".join(typed + untyped)


# A table as its page shows it


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a table as a page shows it."""

    table: AttributeTable
    """The table that prints the row: that of the page, or a macro that it includes."""

    row: TableRow

    lines: "tuple[Line, ...]"
    """The rows of its items; of an include the rows of the macro, where they stand here first."""

    more: "tuple[Line, ...]"
    """The rows below an include, which the items of its last sequence hold besides."""

    is_circular: bool
    """Whether the row includes a macro that it stands in itself."""

    @property
    def is_first(self) -> bool:
        """Whether an include is the first on the page, and so shows the rows of its macro."""
        return self.row.include is not None and bool(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A table as its page shows it, with every macro that it includes written out once."""

    lines: tuple[Line, ...]

    number: int
    """How many rows the table itself has."""

    depth: int
    """How many levels of sequences stand open at first, so that few rows show."""

    types: frozenset[Type | None]
    """The types of its rows; None where one has none."""

    @property
    def is_nested(self) -> bool:
        """Whether there is anything to fold."""
        return any(line.lines for line in self.lines)


def outline(table: AttributeTable) -> Outline:
    """The rows of `table` as printed, each macro written out where it is first included."""
    rows = [*table.all_rows]
    return Outline(
        lines=_lines(table, table.rows, {table}, set()),
        number=len(rows),
        depth=_open_levels(rows),
        types=frozenset(row.type for row in rows if row.attribute),
    )


def _open_levels(rows: Sequence[TableRow]) -> int:
    by_depth = Counter(row.depth for row in rows)
    shown = by_depth[0]
    depth = 0
    while by_depth[depth + 1] and shown + by_depth[depth + 1] <= _FEW:
        depth += 1
        shown += by_depth[depth]
    return depth


def _lines(
    table: AttributeTable,
    rows: Sequence[TableRow],
    inside: set[AttributeTable],
    shown: set[AttributeTable],
) -> tuple[Line, ...]:
    lines = []
    for row in rows:
        macro = row.include
        below = _lines(table, row.below, inside, shown) if macro is None else ()
        if macro and macro not in inside and macro not in shown:
            shown.add(macro)
            below = _lines(macro, macro.rows, {*inside, macro}, shown)
        lines.append(
            Line(
                table=table,
                row=row,
                lines=below,
                more=_lines(table, row.below, inside, shown) if macro else (),
                is_circular=macro in inside,
            )
        )
    return tuple(lines)
