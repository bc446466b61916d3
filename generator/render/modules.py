"""The page of each module, and the index of all modules."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from generator.model import Registry
from generator.model.addresses import module_address, row_anchor
from generator.model.iods import AttributeUse, ItemDefinition, Module, Type
from generator.render.page import Page, neighbours
from generator.render.text import count

_FEW = 60
"""So many lines at most stand open when a page is opened; the deeper ones are folded."""


def pages(registry: Registry) -> Iterator[Page]:
    """The index of modules, then every module in the order of the standard."""
    modules = registry.iods.modules.values()
    lead = (
        f"{count(len(modules), 'module')} of PS3.3 Annexes C and F: the tables of attributes of "
        "which IODs are made."
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
    for before, module, after in neighbours(modules):
        yield _module_page(registry, module, before, after)


def _module_page(
    registry: Registry, module: Module, before: Module | None, after: Module | None
) -> Page:
    lead = " ".join(_lead(registry, module))
    return Page(
        url=module_address(module.key),
        title=title(module),
        description=lead,
        lead=lead,
        template="module.html",
        values={
            "module": module,
            "before": before,
            "after": after,
            "outline": partial(outline, module),
        },
        section="Objects",
        wide=True,
    )


def title(module: Module) -> str:
    """What the page of a module is called: `CT Image Module`, with the IOD of a variant."""
    variant = f" ({module.variant_of})" if module.variant_of else ""
    return f"{module.name} Module{variant}"


def _lead(registry: Registry, module: Module) -> Iterator[str]:
    place = f" of {module.defined_in.standard} {module.section}" if module.defined_in else ""
    if module.has_table:
        nested = f", {module.size:,} with those in items" if module.size > len(module.rows) else ""
        number = count(len(module.rows), "attribute")
        yield f"The {title(module)}{place} has {number}{nested}: {types_in_words(module.rows)}."
    else:
        yield f"The {title(module)}{place} is known to us by name only: we lack its table."
    users, others = registry.iods.users(module), registry.iods.normalised_users(module)
    if users:
        names = f"the {users[0].iod.name} IOD" if len(users) == 1 else f"{len(users)} IODs"
        yield f"It is a module of {names}."
    elif others:
        yield f"It is a module of {count(len(others), 'normalised IOD')}."


def types_in_words(rows: Sequence[AttributeUse]) -> str:
    """How many of `rows` have each type: `3 of type 1, 2 of type 1C, 20 of type 3`."""
    numbers = Counter(row.type for row in rows)
    typed = [f"{numbers[it]} of type {it}" for it in Type if numbers[it]]
    untyped = [f"{numbers[None]} whose requirement the service sets"] if numbers[None] else []
    return ", ".join(typed + untyped)


# What a module holds, each item definition written out once


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of a module as its page shows it."""

    row: AttributeUse
    anchor: str

    lines: "tuple[Line, ...]"
    """What its items hold; empty where that stands elsewhere on the page, or is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """What a module holds: its lines, and what the page must know of them."""

    lines: tuple[Line, ...]

    homes: Mapping[str, AttributeUse]
    """By key of an item definition: the row under which it is written out."""

    number: int
    """How many lines there are, nested ones too."""

    untyped: bool
    """Whether there are lines without a type."""

    @property
    def opened(self) -> int:
        """How many levels of sequences stand open at first, so that few lines show."""
        depth, level = 0, _below(self.lines)
        shown = len(self.lines) + len(level)
        while level and shown <= _FEW:
            depth, level = depth + 1, _below(level)
            shown += len(level)
        return depth

    @property
    def is_nested(self) -> bool:
        """Whether there is anything to fold."""
        return self.number > len(self.lines)


def _below(lines: Sequence[Line]) -> Sequence[Line]:
    return [nested for line in lines for nested in line.lines]


def outline(module: Module) -> Outline:
    """What `module` holds, each item definition once: where it stands highest, then first.

    So the page is no longer than what it says: items that are the same are said to be.
    """
    homes = _homes(module)
    rows = [*module.rows, *(it for row in homes.values() if row.item for it in row.item.rows)]
    return Outline(
        lines=tuple(_lines(module.rows, "", homes)),
        homes=homes,
        number=len(rows),
        untyped=any(row.type is None for row in rows),
    )


def _homes(module: Module) -> dict[str, AttributeUse]:
    homes: dict[str, AttributeUse] = {}
    ahead = deque(module.rows)
    while ahead:
        row = ahead.popleft()
        if row.item and row.item.key not in homes:
            homes[row.item.key] = row
            ahead.extend(row.item.rows)
    return homes


def _lines(
    rows: Sequence[AttributeUse], item: str, homes: Mapping[str, AttributeUse]
) -> Iterator[Line]:
    for row in rows:
        held: ItemDefinition | None = row.item
        at_home = held is not None and homes[held.key] is row
        yield Line(
            row=row,
            anchor=row_anchor(row.attribute.tag, item),
            lines=tuple(_lines(held.rows, held.key, homes)) if held and at_home else (),
        )
