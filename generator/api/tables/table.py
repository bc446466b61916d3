"""What a table is, and how one is declared: by the shape of its rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import (
    Annotated,
    Any,
    Generic,
    TypeAlias,
    TypedDict,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from generator.api.shapes.documents import Registry
from generator.api.shapes.values import Reference

Cell: TypeAlias = str | int | None

_Row = TypeVar("_Row", bound=Mapping[str, Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table."""

    name: str
    text: str
    """What its values say."""

    is_number: bool
    """Whether its values are whole numbers, or 1 and 0 for yes and no; else they are text."""

    may_be_null: bool
    refers: str
    """The table whose key the values are; empty where they are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; the columns of its key come first."""

    name: str
    text: str
    """What a row is."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration(Generic[_Row]):
    """A table without its rows.

    Its columns are the key, then the other keys of the shape whose values fit into a cell.
    """

    name: str
    shape: type[_Row]
    """The type of a row; its annotations say what the columns hold."""

    rows: Callable[[Registry], Iterable[_Row]]
    """Takes the rows from the whole registry."""

    key: tuple[str, ...]
    refers: Mapping[str, str] = field(default_factory=dict)
    """By column: the table whose key its values are."""

    without: tuple[str, ...] = ()
    """Keys of the shape that are no columns, as another table says the same."""

    columns: tuple[str, ...] = ()
    """The columns, where they are in another order than in the shape."""

    is_curated: bool = False
    """Whether an edit of a curated record may change a row."""

    def filled(self, whole: Registry) -> Table:
        """The table with its rows."""
        hints = get_type_hints(self.shape, include_extras=True)
        columns = self.columns or self._columns_of(hints)
        return Table(
            name=self.name,
            text=self.shape.__doc__ or "",
            columns=tuple(_column(it, hints[it], self.refers.get(it, "")) for it in columns),
            key=self.key,
            rows=[tuple(_cell(row[it]) for it in columns) for row in self.rows(whole)],
        )

    def _columns_of(self, hints: Mapping[str, Any]) -> tuple[str, ...]:
        left_out = {*self.key, *self.without}
        others = (it for it, hint in hints.items() if it not in left_out and _fits(hint))
        return (*self.key, *others)


class Numbered(TypedDict):
    """A row that has no other key than its place."""

    number: Annotated[int, "Its place among all, from 1."]


def _fits(hint: Any) -> bool:  # noqa: ANN401  # a type of any form
    """Whether a value fits into a cell: no record does but a reference, nor a list of records."""
    kind = get_args(hint)[0]
    members = get_args(kind) or (kind,)
    records = [it for it in members if is_typeddict(it) and it is not Reference]
    return not records and get_origin(kind) is not dict


def _column(name: str, hint: Any, refers: str) -> Column:  # noqa: ANN401  # a type of any form
    kind, *marks = get_args(hint)
    members = get_args(kind) or (kind,)
    return Column(
        name=name,
        text=next(mark for mark in marks if isinstance(mark, str)),
        is_number=members[0] in (int, bool),
        may_be_null=NoneType in members,
        refers=refers,
    )


def _cell(value: Any) -> Cell:  # noqa: ANN401  # a value of any shape
    if isinstance(value, dict):
        # The one shape that becomes a cell is a reference.
        return str(value["text"])
    if isinstance(value, list):
        return " ".join(value)
    return int(value) if isinstance(value, bool) else value
