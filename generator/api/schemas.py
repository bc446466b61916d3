"""JSON Schemas and the OpenAPI document, made from the annotations of the values."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import UnionType
from typing import (
    Annotated,
    Any,
    TypeAlias,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from generator.api.catalogue import Entry, parameter, schema_name
from generator.api.shapes import values

_Schema: TypeAlias = dict[str, Any]

_SIMPLE: Mapping[object, str] = {str: "string", int: "integer", bool: "boolean"}

_PARAMETERS: Mapping[str, tuple[Any, str, str]] = {
    "uid": (values.Uid, "The UID of a SOP Class.", "1.2.840.10008.5.1.4.1.1.2"),
    "other_uid": (values.Uid, "The UID of anything but a SOP Class.", "1.2.840.10008.1.2.1"),
    "tag": (values.TagInAddress, "A tag as eight digits, in small letters.", "00080060"),
    "iod": (values.Slug, "The key of an IOD.", "ct-image"),
    "module": (values.Slug, "The key of a module.", "general-study"),
    "table": (values.TableLabel, "The label of a table, in small letters.", "k.6-1"),
    "macro": (values.Slug, "The key of a macro.", "code-sequence"),
    "cid": (values.Cid, "The number of a context group.", "7150"),
    "edition": (values.EditionName, "An edition.", "2011"),
    "document": (values.Slug, "What stands in the path of the document.", "sop-classes"),
}
"""What the parts of paths that differ are: what they look like, what they say, and an example."""


def json_schema(shape: type) -> _Schema:
    """The JSON Schema (2020-12) of documents of that `shape`."""
    definitions: dict[str, _Schema] = {}
    _define(shape, definitions, "#/$defs/")
    whole = definitions.pop(shape.__name__)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": schema_name(shape),
        **whole,
        "$defs": dict(sorted(definitions.items())),
    }


def openapi(edition: str, entries: Iterable[Entry]) -> _Schema:
    """The API in the words of OpenAPI 3.1, with the schemas of all documents."""
    definitions: dict[str, _Schema] = {}
    paths = {f"/{entry.path}": {"get": _operation(entry, definitions)} for entry in entries}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "DICOM SOP Class Registry",
            "version": "1.0.0",
            "description": (
                f"What DICOM {edition} says of SOP Classes, UIDs, IODs, modules and attributes, as "
                "files: GET is all there is. Keys and files are added to version 1, but none "
                "goes and none changes what it says. Every key is always there; null says that "
                "there is none, or that the registry does not know it."
            ),
        },
        "externalDocs": {"url": "../../about/api/", "description": "The same for people."},
        "servers": [{"url": "../v1", "description": "Where this document is."}],
        "paths": paths,
        "components": {"schemas": dict(sorted(definitions.items()))},
    }


def _operation(entry: Entry, definitions: dict[str, _Schema]) -> _Schema:
    words = entry.path.replace("{", "by-").replace("}", "").replace("/", "-").replace(".", "-")
    operation: _Schema = {
        "operationId": f"get-{words.removesuffix('-json')}",
        "summary": entry.text,
    }
    missing: _Schema = {}
    if name := parameter(entry.path):
        hint, text, example = _PARAMETERS[name]
        operation["parameters"] = [
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": text,
                "schema": _schema(hint, {}, ""),
                "example": example,
            }
        ]
        missing["404"] = {"description": "There is none."}
    content: _Schema = {}
    if entry.shape:
        content["schema"] = _define(entry.shape, definitions, "#/components/schemas/")
    elif entry.columns:
        content["schema"] = {
            "type": "string",
            "description": f"Columns: {', '.join(entry.columns)}.",
        }
    operation["responses"] = {
        "200": {"description": entry.text, "content": {entry.media_type: content}},
        **missing,
    }
    return operation


def _define(shape: type, definitions: dict[str, _Schema], root: str) -> _Schema:
    """A reference below `root` to the schema of `shape`, which is put into `definitions`."""
    name = shape.__name__
    if name not in definitions:
        definitions[name] = {}
        hints = get_type_hints(shape, include_extras=True)
        definitions[name] = {
            "description": shape.__doc__,
            "type": "object",
            "properties": {key: _schema(hint, definitions, root) for key, hint in hints.items()},
            "required": [*hints],
        }
    return {"$ref": f"{root}{name}"}


def _schema(hint: Any, definitions: dict[str, _Schema], root: str) -> _Schema:  # noqa: ANN401  # a type of any form
    """The schema of a value of type `hint`; the shapes that it holds go into `definitions`."""
    origin, members = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {**_schema(members[0], definitions, root), **_annotations(members[1:])}
    if origin in (Union, UnionType):
        return _or_null(_schema(members[0], definitions, root))
    if origin is list:
        return {"type": "array", "items": _schema(members[0], definitions, root)}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(members[1], definitions, root)}
    return _define(hint, definitions, root) if is_typeddict(hint) else _plain(hint, members)


def _annotations(marks: Iterable[object]) -> _Schema:
    """What an annotation adds to a type."""
    added: _Schema = {}
    for mark in marks:
        if isinstance(mark, values.Pattern):
            added["pattern"] = f"^(?:{mark.text})$"
        else:
            added["description"] = mark
    return added


def _plain(hint: type, members: tuple[Any, ...]) -> _Schema:
    """The schema of text, a number, a yes or no, or one of some words."""
    if members:
        return {"type": "string", "enum": [*members]}
    if issubclass(hint, StrEnum):
        return {"type": "string", "enum": [*hint]}
    return {"type": _SIMPLE[hint]}


def _or_null(schema: _Schema) -> _Schema:
    if "$ref" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    nullable = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        nullable["enum"] = [*schema["enum"], None]
    return nullable
