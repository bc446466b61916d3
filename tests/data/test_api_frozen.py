"""What version 1 of the API promises: the keys of each document and the columns of each table.

They stand in `api-keys.txt`. A line may be added; one that goes or changes breaks programs.
`KEYS=write` in the environment writes the list anew, after a change that is meant.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.api.catalogue import INDEX, catalogue
from generator.api.records import whole
from generator.api.schemas import json_schema
from generator.api.tables import every_table
from generator.history import compute_history
from generator.model import Registry

FROZEN = Path("tests/data/api-keys.txt")


def _kind(schema: Mapping[str, Any]) -> str:
    if "anyOf" in schema:
        return "|".join(map(_kind, schema["anyOf"]))
    kind = schema.get("type", "object")
    return kind if isinstance(kind, str) else "|".join(kind)


def _keys(
    schema: Mapping[str, Any], known: Mapping[str, Any], way: str = "", inside: tuple[str, ...] = ()
) -> Iterator[str]:
    """Each key with its type, by the way that leads to it: `iods[].modules[].usage string`."""
    for part in schema.get("anyOf", ()):
        yield from _keys(part, known, way, inside)
    if name := schema.get("$ref", "").rpartition("/")[2]:
        if name not in inside:
            yield from _keys(known[name], known, way, (*inside, name))
        return
    if "items" in schema:
        yield from _keys(schema["items"], known, f"{way}[]", inside)
    if isinstance(values := schema.get("additionalProperties"), dict):
        yield from _keys(values, known, f"{way}.*", inside)
    for key, value in schema.get("properties", {}).items():
        there = f"{way}.{key}".removeprefix(".")
        yield f"{there} {_kind(value)}"
        yield from _keys(value, known, there, inside)


def _promised(registry: Registry) -> Iterator[str]:
    made = every_table(whole(registry, compute_history(registry.editions)))
    for entry in catalogue(made):
        yield entry.path
        if entry.shape:
            schema = json_schema(entry.shape)
            yield from (f"  {it}" for it in _keys(schema, schema.get("$defs", {})))
        yield from (f"  {column}" for column in entry.columns)
    for table in made:
        yield f"SQLite {table.name}"
        for column in table.columns:
            kind = "integer" if column.is_number else "text"
            yield f"  {column.name} {kind}{'|null' if column.may_be_null else ''}"


@pytest.fixture(scope="module")
def promised(registry: Registry) -> list[str]:
    return [*_promised(registry)]


def test_the_keys_are_those_that_are_promised(promised: list[str]) -> None:
    if os.environ.get("KEYS") == "write":
        FROZEN.write_text("".join(f"{it}\n" for it in promised), encoding="utf-8")
    frozen = FROZEN.read_text(encoding="utf-8").splitlines()
    assert promised == frozen, "see KEYS=write at the head of this file"


def test_the_list_leads_into_records(promised: list[str]) -> None:
    """A list of nothing would never fail."""
    assert promised[0] == INDEX
    module = promised.index("modules/{module}.json")
    assert "  module.rows[].includes string|null" in promised[module:]
    assert "  module.rows[].since string|null" in promised[module:]
    rows = promised.index("SQLite table_rows")
    assert promised[rows + 1 : rows + 3] == ["  table text", "  number integer"]
