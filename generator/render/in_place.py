"""The rows of each module and macro as a script.

`in-place.js` loads them where the page of an IOD or SOP Class opens a module, and writes checklists
of them.
"""

import json
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from generator.model import Registry
from generator.model.glossary import table_name
from generator.model.tables import AttributeTable, TableRow
from generator.render.meaning import Words

ROOT = "assets/data/rows/"
"""Where the scripts are, below the site's root."""

_Row: TypeAlias = list[object]


def files(registry: Registry) -> Iterator[tuple[str, bytes]]:
    """A script for each table that has rows: (path below the root, content).

    It sets `SopRows["modules/ct-image"]` to a list of rows: of an attribute tag, name, VR, type,
    what it holds, when it is required, a list of its values and codes in words, and the rows of its
    items; of an include the address of the macro, its title, the rows that it adds to the items of
    the macro's last sequence, and when it is required; of what is neither its name alone.
    """
    words = Words(registry)
    for table in registry.iods.tables:
        if table.has_table:
            rows = _rows(words, table, table.rows)
            text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
            script = f'(globalThis.SopRows??={{}})["{table_name(table)}"]={text};\n'
            yield f"{ROOT}{table_name(table)}.js", script.encode()


def _rows(words: Words, table: AttributeTable, rows: Sequence[TableRow]) -> list[_Row]:
    return [_row(words, table, row) for row in rows]


def _row(words: Words, table: AttributeTable, row: TableRow) -> _Row:
    requirement = words.registry.meaning.requirement(table, row)
    required = words.required(requirement) if requirement else ""
    if row.include:
        below = _rows(words, table, row.below)
        return [table_name(row.include), row.include.title, below, required]
    if row.attribute is None:
        named = row.name or "The functional group macros of the IOD"
        return [named]
    registry = words.registry
    sentence = registry.glossary.of(row.attribute, table)
    lines = [*map(words.list_in_words, words.lists(table, row))]
    lines += [words.group_in_words(use) for use in registry.meaning.codes(table, row)]
    return [
        row.attribute.tag,
        row.attribute.name,
        row.attribute.vr,
        row.type or "",
        sentence.text if sentence else "",
        required,
        lines,
        _rows(words, table, row.below),
    ]
