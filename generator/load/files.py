"""Strict readers of CSV and YAML, which keep the line of everything they read.

Every scalar stays the string that was written: `7.10` is a section, not a number, and `NO` is not a
boolean. Whatever is wrong is appended to the caller's list of problems; the caller decides when to
stop, so that one run reports everything.
"""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from generator.problems import Problem, Where


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a CSV file: where it stands and its cells by column."""

    where: Where
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its path, its value (strings, lists and dictionaries only) and its lines."""

    path: Path
    value: Any
    node: yaml.Node

    def where(self, *steps: str | int) -> Where:
        """The place of the value that the keys and indexes `steps` lead to."""
        return Where.of(self.path, _line(self.node, steps))


def read_csv(
    path: Path, columns: Sequence[str], problems: list[Problem], *, unique: Sequence[str] = ()
) -> list[Row]:
    """Read the UTF-8 CSV file at `path`, whose header must be exactly `columns`.

    `unique` names the columns whose cells together must not occur twice. A row with a problem is
    left out and reported; a file that is absent or has another header gives no rows.
    """
    text = _text(path, problems)
    if text is None:
        return []
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    seen: dict[tuple[str, ...], Where] = {}
    try:
        header = next(reader, [])
        if header != list(columns):
            found, wanted = ",".join(header), ",".join(columns)
            problems.append(Problem(Where.of(path), f"header {found!r}, expected {wanted!r}"))
            return []
        line = reader.line_num + 1
        for cells in reader:
            where = Where.of(path, line)
            line = reader.line_num + 1
            if len(cells) != len(columns):
                message = f"{len(cells)} cells, expected {len(columns)} ({','.join(columns)})"
                problems.append(Problem(where, message))
                continue
            row = Row(where, dict(zip(columns, cells, strict=True)))
            key = tuple(row[column] for column in unique)
            if key and key in seen:
                message = f"duplicate {', '.join(key)!r}, first on line {seen[key].line}"
                problems.append(Problem(where, message))
                continue
            seen[key] = where
            rows.append(row)
    except csv.Error as error:
        problems.append(Problem(Where.of(path, reader.line_num), f"not CSV: {error}"))
    return rows


def read_yaml(path: Path, schema: Path, problems: list[Problem]) -> Document | None:
    """Read the YAML file at `path` and hold it against the JSON Schema at `schema`.

    None where anything is wrong; then `problems` says what, each with its line.
    """
    text = _text(path, problems)
    return None if text is None else _document(path, text, schema, problems)


def read_front_matter(path: Path, schema: Path, problems: list[Problem]) -> Document | None:
    """Read the YAML between the two lines `---` at the head of the Markdown file at `path`.

    As `read_yaml` otherwise.
    """
    text = _text(path, problems)
    if text is None:
        return None
    head, separator, _ = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator:
        message = "no front matter, expected YAML between two lines ---"
        problems.append(Problem(Where.of(path), message))
        return None
    # The first line stays, as the beginning of a document, so that lines count as in the file.
    return _document(path, f"---\n{head}\n", schema, problems)


def _text(path: Path, problems: list[Problem]) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")  # keeps the line ends, as csv wants
    except FileNotFoundError:
        problems.append(Problem(Where.of(path), "no such file, expected one"))
    except UnicodeDecodeError as error:
        problems.append(Problem(Where.of(path), f"not UTF-8: {error.reason} at byte {error.start}"))
    return None


def _document(path: Path, text: str, schema: Path, problems: list[Problem]) -> Document | None:
    document, found = _parsed(path, text, schema)
    problems.extend(found)
    return document


@cache  # a preview reads the same records at every edit
def _parsed(path: Path, text: str, schema: Path) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document, or what is wrong with it."""
    loader = _Strict(text)
    try:
        _refuse_tricks(text)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return None, (Problem(Where.of(path, line), str(error.problem or error.context)),)
    except yaml.YAMLError as error:
        return None, (Problem(Where.of(path), f"not YAML: {error}"),)
    finally:
        loader.dispose()
    if node is None:
        return None, (Problem(Where.of(path), "empty file, expected a YAML document"),)
    document = Document(path, value, node)
    found = tuple(_schema_problems(document, schema))
    return None if found else document, found


_DEEPEST = 20
"""How deep values may nest: the parser would overrun its stack some thousands deep."""


def _refuse_tricks(text: str) -> None:
    """Raise MarkedYAMLError for aliases, by which few lines become gigabytes, and for the deep."""
    depth = 0
    mark: Any
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent):
            mark, message = event.start_mark, f"alias '*{event.anchor}', expected the value itself"
            raise yaml.constructor.ConstructorError(None, None, message, mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            mark, message = event.start_mark, f"values nested more than {_DEEPEST} deep"
            raise yaml.constructor.ConstructorError(None, None, message, mark)


class _Strict(yaml.CSafeLoader):
    """YAML without implicit types, duplicate keys or tags of its own."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own way to say it


def _mapping(loader: yaml.CSafeLoader, node: yaml.MappingNode) -> dict[str, Any]:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(
                None, None, "a key that is not a plain string", key.start_mark
            )
        if key.value in seen:
            message = f"duplicate key {key.value!r}, first on line {seen[key.value]}"
            raise yaml.constructor.ConstructorError(None, None, message, key.start_mark)
        seen[key.value] = key.start_mark.line + 1
    return {key.value: loader.construct_object(value, deep=True) for key, value in node.value}


def _refuse(_: yaml.CSafeLoader, node: yaml.Node) -> None:
    message = f"tag {node.tag!r}, expected a plain string, list or mapping"
    raise yaml.constructor.ConstructorError(None, None, message, node.start_mark)


_Strict.yaml_constructors = {
    "tag:yaml.org,2002:str": yaml.constructor.SafeConstructor.construct_yaml_str,
    "tag:yaml.org,2002:seq": yaml.constructor.SafeConstructor.construct_yaml_seq,
    "tag:yaml.org,2002:map": _mapping,
    None: _refuse,
}


def _line(node: yaml.Node, steps: Sequence[str | int]) -> int:
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            value = next((value for key, value in node.value if key.value == step), None)
            if value is None:
                break
            node = value
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    return int(node.start_mark.line) + 1


@cache
def _validator(schema: Path) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def _schema_problems(document: Document, schema: Path) -> Iterator[Problem]:
    for error in _validator(schema).iter_errors(document.value):
        steps = list(error.absolute_path)
        where = document.where(*steps)
        if error.validator == "additionalProperties" and isinstance(error.instance, dict):
            known = sorted(error.schema.get("properties", {}))
            for key in error.instance:
                if key not in known:
                    place = _key_where(document, steps, key)
                    message = f"unknown key {key!r}, expected one of {', '.join(known)}"
                    yield Problem(place, message)
            continue
        at = "/".join(map(str, steps)) or "the document"
        expected = error.schema.get("description")
        message = f"{at}: {error.message}"
        yield Problem(where, f"{message}, expected {expected}" if expected else message)


def _key_where(document: Document, steps: Sequence[str | int], key: str) -> Where:
    node = document.node
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            node = next(value for name, value in node.value if name.value == step)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
    if isinstance(node, yaml.MappingNode):
        for name, _ in node.value:
            if name.value == key:
                return Where.of(document.path, name.start_mark.line + 1)
    return document.where(*steps)
