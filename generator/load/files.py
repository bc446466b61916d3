"""Strict readers of CSV and YAML, which keep the line of everything they read.

Every scalar stays the string that was written: `7.10` is a section, not a number, and `NO` is not a
boolean. Whatever is wrong is appended to the caller's list of problems; the caller decides when to
stop, so that one run reports everything.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from generator.load.text import broken, is_as_printed, read_text, untidy
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
        """The place of the key or list item that the keys and indexes `steps` lead to."""
        return Where.of(self.path, _line(self.node, steps))


def read_csv(
    path: Path,
    columns: Sequence[str],
    problems: list[Problem],
    *,
    unique: Sequence[str] = (),
    more: Sequence[str] = (),
) -> list[Row]:
    """Read the UTF-8 CSV file at `path`, whose header must be exactly `columns`.

    Those in `more` may follow, all or none of them. `unique` names the columns whose cells together
    must not occur twice. A row with a problem is left out and reported; a file that is absent or
    has another header gives no rows.
    """
    text = read_text(path, problems)
    if text is None:
        return []
    name = path.as_posix()
    as_printed = is_as_printed(path)
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    rows: list[Row] = []
    seen: dict[tuple[str, ...], Where] = {}
    line = 1
    try:
        header = next(reader, [])
        if more and header == [*columns, *more]:
            columns = header
        if header != list(columns):
            found, wanted = ",".join(header), ",".join(columns)
            problems.append(broken(path, 1, f"header {found!r}, expected {wanted!r}"))
            return []
        line = reader.line_num + 1
        for cells in reader:
            where = Where(name, line)
            line = reader.line_num + 1
            if wrong := list(_cell_problems(cells, columns, as_printed=as_printed)):
                problems += (broken(path, where.line, message) for message in wrong)
                continue
            # Editions print the same names and UIDs again and again: each is kept once.
            row = Row(where, dict(zip(columns, map(sys.intern, cells), strict=True)))
            key = tuple(row[column] for column in unique)
            if key and key in seen:
                message = f"duplicate {', '.join(key)!r}, first on line {seen[key].line}"
                problems.append(Problem(where, f"{message}, expected each once"))
                continue
            seen[key] = where
            rows.append(row)
    except csv.Error as error:
        longest = csv.field_size_limit()
        message = f"a cell of more than {longest:,} characters, expected a shorter one"
        if not str(error).startswith("field larger"):
            message = _CSV_FAULTS.get(str(error), f"{error}, expected CSV")
        problems.append(broken(path, line, message))
    return rows


def _cell_problems(
    cells: Sequence[str], columns: Sequence[str], *, as_printed: bool
) -> Iterator[str]:
    """What is wrong with the cells of a row."""
    if len(cells) != len(columns):
        message = f"{_count(len(cells), 'cell')}, expected {len(columns)}"
        yield f"{message} ({','.join(columns)})"
    elif not as_printed:
        for column, cell in zip(columns, cells, strict=True):
            if found := untidy(cell):
                yield f"{column}: {cell!r} {found}"


_CSV_FAULTS: Mapping[str, str] = {
    "',' expected after '\"'": "text after a closing quote, expected a comma or the next row",
    "unexpected end of data": "a quote that nothing closes, expected another one",
}
"""What the csv module finds, by its message, in our words; the place is where the row begins."""


def read_yaml(
    path: Path, schema: Path, problems: list[Problem], *, in_part: bool = False
) -> Document | None:
    """Read the YAML file at `path` and hold it against the JSON Schema at `schema`.

    None where anything is wrong; then `problems` says what, each with its line. `in_part` gives
    what remains of it without the parts that are wrong, if that is enough for the schema: the
    rest may be wrong in other ways, and is reported in the same run.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    document, remaining, found = _parsed(path, text, schema)
    problems.extend(found)
    return remaining if in_part else document


def read_front_matter(path: Path, schema: Path, problems: list[Problem]) -> Document | None:
    """Read the YAML between the two lines `---` at the head of the Markdown file at `path`.

    As `read_yaml` otherwise.
    """
    text = read_text(path, problems)
    if text is None:
        return None
    text = text.replace("\r\n", "\n")
    head, separator, _ = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not separator:
        problems.append(broken(path, 1, "no front matter, expected YAML between two lines ---"))
        return None
    # The first line stays, as the beginning of a document, so that lines count as in the file.
    document, _, found = _parsed(path, f"---\n{head}\n", schema)
    problems.extend(found)
    return document


@cache  # a preview reads the same records at every edit
def _parsed(
    path: Path, text: str, schema: Path
) -> tuple[Document | None, Document | None, tuple[Problem, ...]]:
    """The document if nothing is wrong with it, what remains of it if not, and its problems."""
    loader = _Strict(text)
    try:
        _refuse_tricks(text)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        return None, None, (broken(path, *_yaml_fault(error, text)),)
    finally:
        loader.dispose()
    if node is None:
        return None, None, (broken(path, 1, "empty file, expected a YAML document"),)
    document = Document(path, value, node)
    # A fault may break more than one rule of the schema.
    found = (
        *loader.repeated(path),
        *_schema_problems(document, schema),
        *_untidy_values(document, document.value, ()),
    )
    if found:
        return None, _without_wrong_parts(document, schema), tuple(dict.fromkeys(found))
    return document, document, ()


_MOST_PASSES = 20
"""How often parts are taken away: each time what holds them may lack them."""


def _without_wrong_parts(document: Document, schema: Path) -> Document | None:
    """`document` without the parts that break the schema; None where nothing useful remains."""
    value, node = deepcopy((document.value, document.node))
    for _ in range(_MOST_PASSES):
        wrong: set[tuple[str | int, ...]] = set()
        for error in _validator(schema).iter_errors(value):
            steps = tuple(error.absolute_path)
            found_at = {tuple(step) for step, _, _ in _FOUND.get(error.validator, _value)(error)}
            # Where a key or an item is one too many, it alone goes.
            alone = error.validator in {"additionalProperties", "dependentRequired", "uniqueItems"}
            wrong |= {(*steps, *step) for step in found_at} if alone else {steps}
        if not wrong:
            return Document(document.path, value, node)
        if () in wrong:
            return None
        # The last of a list first: the others keep their places.
        for steps in sorted(
            wrong, key=lambda it: [str(step).zfill(6) for step in it], reverse=True
        ):
            _take_away(value, node, steps)
    return None


def _last(steps: Iterable[str | int]) -> list[str]:
    """An order of steps in which those that lead further into a list come later."""
    return [str(step).zfill(6) for step in steps]


def _take_away(value: Any, node: Any, steps: Sequence[str | int]) -> None:  # noqa: ANN401  # of YAML
    """Take the part that `steps` lead to out of `value` and of its `node`, if it is there."""
    step, *rest = steps
    if isinstance(node, yaml.MappingNode):
        at = next((at for at, pair in enumerate(node.value) if pair[0].value == step), None)
        if at is None:
            return
        inner = node.value[at][1]
    else:
        at = int(step)
        inner = node.value[at]
    if rest:
        _take_away(value[step], inner, rest)
    else:
        del value[step], node.value[at]


def _yaml_fault(error: yaml.MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line of what the parser found, and what that is, in our words."""
    found = str(error.problem)
    mark: Any = error.problem_mark
    if isinstance(error, _Refused):
        message = found
    elif found == "found character that cannot start any token":
        character = text.split("\n")[mark.line][mark.column]
        message = f"{character!r} where a value begins, expected quotes around the value"
        if character == "\t":
            message = _TAB
    else:
        message = _YAML_FAULTS.get(found, f"not YAML ({found}), expected YAML")
    if found == _UNCLOSED:
        mark = error.context_mark  # where the quote is
    return mark.line + 1, message


_STEPS_OUT = "a line that is not in line, expected the indent of those above"
_TAB = "a tab, expected blanks"
_UNCLOSED = "found unexpected end of stream"


_YAML_FAULTS: Mapping[str, str] = {
    "but found another document": "a second document, expected one",
    "found a tab character that violates indentation": _TAB,
    "found a tab character where an indentation space is expected": _TAB,
    _UNCLOSED: "a quote that nothing closes, expected another one",
    "found unknown escape character": "an unknown escape, expected single quotes around the value",
    "mapping values are not allowed in this context": (
        "a colon in a value, expected quotes around it"
    ),
    "block sequence entries are not allowed in this context": (
        "a list beside its key, expected it on the next line"
    ),
    "could not find expected ':'": "a line without a colon, expected `key: value`",
    "did not find expected key": _STEPS_OUT,
    "did not find expected <document start>": _STEPS_OUT,
    "did not find expected '-' indicator": "a line that is not in the list, expected a dash",
    "did not find expected ',' or ']'": "a list that does not end, expected `]`",
    "did not find expected ',' or '}'": "a mapping that does not end, expected `}`",
    "did not find expected node content": "no value, expected one",
}
"""What libyaml finds, by its message, in our words; it has rarer ones."""


_DEEPEST = 20
"""How deep values may nest: the parser would overrun its stack some thousands deep."""


def _refuse_tricks(text: str) -> None:
    """Raise MarkedYAMLError for all that makes a value other than what is seen there.

    Those are aliases, by which few lines become gigabytes, and the anchors that they need, and
    tags; and values so deep that nobody sees where they end.
    """
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        message = ""
        if isinstance(event, yaml.AliasEvent):
            message = f"alias '*{event.anchor}', expected the value itself"
        elif getattr(event, "anchor", None):
            message = f"anchor '&{event.anchor}', expected the value alone"
        elif getattr(event, "tag", None):
            message = f"tag {event.tag!r}, expected a plain string, list or mapping"
        elif depth > _DEEPEST:
            message = f"values nested {depth} deep, expected at most {_DEEPEST}"
        if message:
            raise _Refused(message, event.start_mark)


class _Refused(yaml.MarkedYAMLError):
    """Something that is YAML, but not allowed here, in our words."""

    def __init__(self, message: str, mark: Any) -> None:  # noqa: ANN401  # PyYAML's own mark
        super().__init__(problem=message, problem_mark=mark)


class _Strict(yaml.CSafeLoader):
    """YAML without implicit types, keys other than strings, and duplicate ones."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own way to say it

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self._repeated: list[tuple[int, str]] = []

    def repeated(self, path: Path) -> Iterator[Problem]:
        """The keys that stand more than once, of the file at `path`."""
        return (broken(path, line, message) for line, message in self._repeated)

    def mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        """The value of `node`; of a key that stands twice the first one counts."""
        lines: dict[str, int] = {}
        result: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                raise _Refused("a list or mapping as a key, expected a word", key.start_mark)
            if key.value in lines:
                message = f"duplicate key {key.value!r}, first on line {lines[key.value]}"
                self._repeated.append((line, f"{message}, expected it once"))
                continue
            lines[key.value] = line
            result[key.value] = self.construct_object(value, deep=True)
        return result


_Strict.yaml_constructors = {
    "tag:yaml.org,2002:str": yaml.constructor.SafeConstructor.construct_yaml_str,
    "tag:yaml.org,2002:seq": yaml.constructor.SafeConstructor.construct_yaml_seq,
    "tag:yaml.org,2002:map": _Strict.mapping,
}


def _line(node: yaml.Node, steps: Sequence[str | int]) -> int:
    """The line of the key or list item that `steps` lead to, as far as they lead."""
    line = node.start_mark.line
    for step in steps:
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == step), None)
            if found is None:
                break
            line, node = found[0].start_mark.line, found[1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line
    return int(line) + 1


def wrong_schemas(folder: Path) -> Iterator[Problem]:
    """The files in `folder` that are not JSON Schemas, against which nothing can be validated."""
    for path in sorted(folder.glob("*.json")):
        problems: list[Problem] = []
        text = read_text(path, problems)
        yield from problems
        if text is None:
            continue
        try:
            schema = json.loads(text)
            jsonschema.Draft202012Validator.check_schema(schema)
            if not isinstance(schema, dict) or _refers(schema):
                message = "a value or a $ref, expected a JSON Schema that says all itself"
                yield broken(path, 1, message)
        except RecursionError:
            yield broken(path, 1, "values nested too deep, expected a JSON Schema")
        except json.JSONDecodeError as error:
            yield broken(path, error.lineno, f"no JSON ({error.msg}), expected a JSON Schema")
        except jsonschema.SchemaError as error:
            at = "/".join(map(str, error.absolute_path))
            message = f"{error.message}, expected a JSON Schema"
            yield broken(path, 1, f"{at}: {message}" if at else message)


def _refers(schema: Any) -> bool:  # noqa: ANN401  # of JSON
    """Whether a schema takes something from elsewhere: a loop, nothing, or a network."""
    if isinstance(schema, dict):
        return "$ref" in schema or "$dynamicRef" in schema or any(map(_refers, schema.values()))
    return isinstance(schema, list) and any(map(_refers, schema))


@cache
def _validator(schema: Path) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))


def _schema_problems(document: Document, schema: Path) -> Iterator[Problem]:
    for error in _validator(schema).iter_errors(document.value):
        steps = list(error.absolute_path)
        at = "".join(f"{step}/" for step in steps).removesuffix("/")
        for step, found, expected in _FOUND.get(error.validator, _value)(error):
            line = _line(document.node, [*steps, *step])
            message = f"{found}, expected {expected}"
            yield broken(document.path, line, f"{at}: {message}" if at else message)


def _untidy_values(
    document: Document,
    value: Any,  # noqa: ANN401  # of YAML
    steps: tuple[str | int, ...],
) -> Iterator[Problem]:
    """Each text in `value`, to which `steps` lead, that has what nobody sees."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _untidy_values(document, each, (*steps, key))
    elif isinstance(value, list):
        for index, each in enumerate(value):
            yield from _untidy_values(document, each, (*steps, index))
    elif found := untidy(value):
        at = "/".join(map(str, steps))
        shown = repr(value) if len(value) <= _LONGEST else _count(len(value), "character")
        yield broken(document.path, _line(document.node, steps), f"{at}: {shown} {found}")


_Found = Iterator[tuple[tuple[str | int, ...], str, str]]
"""What an error of the schema is about: the steps to it, what was found and what was expected."""

_LONGEST = 60
"""The characters of a value up to which a message quotes it."""

_KINDS = {"object": "a mapping", "array": "a list", "string": "text"}


def _value(error: Any) -> _Found:  # noqa: ANN401  # here and below jsonschema's own error
    """A value of another form than the schema describes."""
    value = error.instance
    if isinstance(value, str):
        found = repr(value) if len(value) <= _LONGEST else _count(len(value), "character")
    elif isinstance(value, list):
        found = "a list"
    else:
        found = f"a mapping of {', '.join(value)}" if value else "an empty mapping"
    kind = _KINDS.get(error.schema.get("type"), "another value")
    yield (), found, error.schema.get("description", kind)


def _unknown_keys(error: Any) -> _Found:  # noqa: ANN401
    known = sorted(error.schema["properties"])
    for key in error.instance:
        if key not in known:
            yield (key,), f"unknown key {key!r}", f"one of {', '.join(known)}"


def _missing_keys(error: Any) -> _Found:  # noqa: ANN401
    for key in error.validator_value:
        if key not in error.instance:
            described = error.schema["properties"][key].get("description", "one")
            yield (), f"no {key!r}", described


def _keys_apart(error: Any) -> _Found:  # noqa: ANN401
    for key, others in error.validator_value.items():
        for other in others:
            if key in error.instance and other not in error.instance:
                yield (key,), f"{key!r} without {other!r}", "both"


def _number(error: Any) -> _Found:  # noqa: ANN401
    most = "at most" if error.validator == "maxItems" else "at least"
    yield (), _count(len(error.instance), "item"), f"{most} {error.validator_value}"


def _repetitions(error: Any) -> _Found:  # noqa: ANN401
    for index, value in enumerate(error.instance):
        if value in error.instance[:index]:
            yield (index,), f"{value!r} again", "each once"


_FOUND: Mapping[str, Callable[[Any], _Found]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "dependentRequired": _keys_apart,
    "minItems": _number,
    "maxItems": _number,
    "uniqueItems": _repetitions,
}
"""By keyword of JSON Schema what describes an error; `_value` describes the others."""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
