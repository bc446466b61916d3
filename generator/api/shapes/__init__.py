"""The shapes of everything that the API holds: the one home of its keys and of what they mean.

The documents are built as these types, so that a type checker holds both against each other. The
JSON Schemas, the OpenAPI document and the tables of CSV and SQLite are made from the annotations: a
text says what a value is, `Pattern` what it looks like.

Every key is always there. `null` says that there is none, or that the registry does not know it.
"""

from collections.abc import Mapping
from typing import TypeVar, cast, get_type_hints

_Summary = TypeVar("_Summary", bound=Mapping[str, object])


def in_short(summary: type[_Summary], record: _Summary) -> _Summary:
    """`record` with those of its keys alone that are in the shape `summary`."""
    return cast(_Summary, {key: record[key] for key in get_type_hints(summary)})
