"""The attribute tables of PS3.3: modules and macros as printed, and what they come to mean.

A table is a tree of rows, in the printed order: a row is an attribute, with the rows of its items
below it, or it includes a macro. What that comes to, with every include resolved, is an
`AttributeUse`: computed when asked for, since macros include each other in circles.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

from generator.model.attributes import Attribute
from generator.model.standard import Reference
from generator.problems import Where

_NOWHERE = Where("")


class OfPs33:
    """What PS3.3 defines in a section, mostly by a table."""

    __slots__ = ()
    section: str
    table: str
    edition: str

    @property
    def defined_in(self) -> Reference | None:
        """Where the standard defines it; None where we do not know the section."""
        if not self.section:
            return None
        return Reference(
            standard="PS3.3", section=self.section, edition=self.edition, table=self.table
        )


class Type(StrEnum):
    """What is demanded of an attribute in a module or item (PS3.5 7.4), strongest first."""

    REQUIRED = "1"
    REQUIRED_CONDITIONALLY = "1C"
    MAY_BE_EMPTY = "2"
    MAY_BE_EMPTY_CONDITIONALLY = "2C"
    OPTIONAL = "3"


STRENGTH: Mapping[Type | None, int] = {kind: at for at, kind in enumerate((*Type, None))}
"""How much a type demands: 0 for type 1; a requirement that the service sets comes last."""


class ChangeKind(StrEnum):
    """What is done to a printed row."""

    REPLACE = "replace"
    """Cells are other than printed."""

    INSERT = "insert"
    """The row comes after a printed one."""

    REMOVE = "remove"
    """The row is not one of attributes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """Why a row is not what the newest printed table here has: a misprint, or a later edition."""

    kind: ChangeKind
    printed: str
    """What the table has in the place of what stands here; empty where the row is new."""

    edition: str
    """The edition that has it so; empty for a misprint that none is known to have mended."""

    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TableRow:
    """A row of an attribute table, in the place where it is printed."""

    number: str
    """Counts from 1 in the table; a row that a later edition brought adds a letter: `12a`."""

    depth: int
    """How many `>` stand before its name."""

    attribute: Attribute | None
    """None where the row includes a macro, or speaks of any attributes."""

    name: str
    """The name as printed; empty where the row includes a macro."""

    type: Type | None
    """None in modules of normalised IODs, where PS3.4 sets what is demanded.

    Of an include 1C where it includes the macro in some cases only, and None otherwise.
    """

    include: "Macro | None"
    """The macro that the row includes."""

    includes_functional_groups: bool
    """Whether it includes the functional group macros of the IOD at hand."""

    has_text: bool
    """Whether the description of the row says more than what the attribute is."""

    change: RowChange | None
    below: "tuple[TableRow, ...]" = field(repr=False)
    """The rows of its items; below an include those that its last sequence holds besides."""

    where: Where = field(default=_NOWHERE, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AttributeTable(OfPs33):
    """A table of attributes, be it of a module or of a macro."""

    kind: ClassVar[str]

    key: str
    """The name as it stands in addresses: `general-study`."""

    name: str
    """The standard's name, without the word Module or Macro."""

    section: str
    """Empty where the table is not that of a section."""

    table: str
    """The number of the table: `C.7-1`."""

    edition: str
    """The edition whose table it is."""

    source: str
    """Where the rows come from."""

    printed: bool
    """Whether the rows stand as printed; otherwise in the order of tags, of no certain edition."""

    rows: tuple[TableRow, ...] = field(repr=False)
    """The rows of depth 0; empty where only the name is known."""

    where: Where = field(default=_NOWHERE, repr=False)

    @property
    def title(self) -> str:
        """What it is called: `General Study Module`."""
        return f"{self.name} {self.kind}"

    @property
    def has_table(self) -> bool:
        """Whether we have its rows."""
        return bool(self.rows)

    @property
    def all_rows(self) -> Iterator[TableRow]:
        """Every row of the table, of any depth, in the printed order."""
        yield from walk(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Module(AttributeTable):
    """A module of PS3.3 Annex C, or F for the directory."""

    kind: ClassVar[str] = "Module"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Macro(AttributeTable):
    """A macro of PS3.3: rows that other tables include."""

    kind: ClassVar[str] = "Macro"


def walk(rows: Sequence[TableRow]) -> Iterator[TableRow]:
    """`rows` and all below them, in the printed order."""
    for row in rows:
        yield row
        yield from walk(row.below)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AttributeUse:
    """An attribute in a data set or item, once every include is resolved."""

    attribute: Attribute

    type: Type | None
    """The type that rules: that of the including table where it has the attribute too."""

    table: AttributeTable
    """The table that has the row, be it the one at hand or a macro that it includes."""

    row: TableRow
    """The row that rules."""

    below: tuple[tuple[AttributeTable, tuple[TableRow, ...]], ...] = field(repr=False)
    """The rows of its items with the table that has them, not yet resolved."""

    @property
    def is_sequence_of_groups(self) -> bool:
        """Whether its items hold the functional groups of the IOD."""
        return any(row.includes_functional_groups for _, rows in self.below for row in rows)


class Resolver:
    """Resolves includes, each table and each item once."""

    def __init__(self) -> None:
        self._tables: dict[AttributeTable, tuple[AttributeUse, ...]] = {}
        self._items: dict[AttributeUse, tuple[AttributeUse, ...]] = {}
        self._rows: dict[TableRow, AttributeUse] = {}

    def table(self, table: AttributeTable) -> tuple[AttributeUse, ...]:
        """What stands at the top of `table`, in the printed order."""
        if table not in self._tables:
            self._tables[table] = self._resolved(((table, table.rows),))
        return self._tables[table]

    def items(self, use: AttributeUse) -> tuple[AttributeUse, ...]:
        """What the items of a sequence hold; nothing where the table does not say."""
        if use not in self._items:
            self._items[use] = self._resolved(use.below)
        return self._items[use]

    def row(self, table: AttributeTable, row: TableRow) -> AttributeUse:
        """The attribute of a row of `table`, as that table has it. The row must have one."""
        if row not in self._rows:
            if row.attribute is None:
                raise ValueError(f"row {row.number} of Table {table.table} has no attribute")
            below = ((table, row.below),) if row.below else ()
            self._rows[row] = AttributeUse(
                attribute=row.attribute, type=row.type, table=table, row=row, below=below
            )
        return self._rows[row]

    def expand(
        self, uses: Sequence[AttributeUse], above: tuple[AttributeUse, ...] = ()
    ) -> Iterator[tuple[AttributeUse, ...]]:
        """Every attribute with those it is nested in before it, each sequence before its items.

        A sequence in the items of itself (Content Sequence, PS3.3 C.17.3) is the end of its path.
        """
        for use in uses:
            path = (*above, use)
            yield path
            if use.below and all(use.row is not it.row for it in above):
                yield from self.expand(self.items(use), path)

    def _resolved(
        self, parts: Sequence[tuple[AttributeTable, Sequence[TableRow]]]
    ) -> tuple[AttributeUse, ...]:
        found: dict[str, AttributeUse] = {}
        own: set[str] = set()
        for table, rows in parts:
            for row in rows:
                if row.attribute:
                    self._put(found, own, self.row(table, row), is_own=True)
                elif row.include:
                    included = self.table(row.include)
                    if row.below:
                        included = _with_more_in_the_last_sequence(included, table, row.below)
                    if row.type is Type.REQUIRED_CONDITIONALLY:
                        included = tuple(map(_in_some_cases, included))
                    for use in included:
                        self._put(found, own, use, is_own=False)
        return tuple(found.values())

    @staticmethod
    def _put(
        found: dict[str, AttributeUse], own: set[str], use: AttributeUse, *, is_own: bool
    ) -> None:
        """Put `use` among what is `found`; what the table itself prints beats what it includes.

        Such a row makes the type stricter and says more of the items; those of the macro stay.
        """
        tag = use.attribute.tag
        before = found.get(tag)
        if before is None:
            found[tag] = use
        elif is_own and tag not in own:
            del found[tag]  # its place is where it is printed
            found[tag] = replace(use, below=(*before.below, *use.below))
        elif tag in own and not is_own:
            found[tag] = replace(before, below=(*use.below, *before.below))
        else:
            # Several macros have it (PS3.3 C.17.3: a reference to an image, or to a waveform).
            below = before.below + tuple(it for it in use.below if it not in before.below)
            stricter = use if STRENGTH[use.type] < STRENGTH[before.type] else before
            found[tag] = replace(stricter, below=below)
        if is_own:
            own.add(tag)


def _in_some_cases(use: AttributeUse) -> AttributeUse:
    """`use` by a macro that is included in some cases only."""
    weaker = {
        Type.REQUIRED: Type.REQUIRED_CONDITIONALLY,
        Type.MAY_BE_EMPTY: Type.MAY_BE_EMPTY_CONDITIONALLY,
    }
    return replace(use, type=weaker[use.type]) if use.type in weaker else use


def _with_more_in_the_last_sequence(
    uses: Sequence[AttributeUse], table: AttributeTable, rows: tuple[TableRow, ...]
) -> tuple[AttributeUse, ...]:
    """`uses` with `rows` of `table` in the items of the last sequence.

    So Table C.18.4-1 adds to the items of the sequence that its macro brings.
    """
    last = max(at for at, use in enumerate(uses) if use.attribute.is_sequence)
    more = replace(uses[last], below=(*uses[last].below, (table, rows)))
    return (*uses[:last], more, *uses[last + 1 :])
