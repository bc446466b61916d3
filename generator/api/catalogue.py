"""What the API has: every file below its root, and what it holds."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.api.csv_files import CSV_FILES
from generator.api.documents import ENDPOINTS
from generator.api.shapes.documents import Index
from generator.api.tables.table import Table

JSON = "application/json"
CSV = "text/csv"
SQLITE = "application/vnd.sqlite3"

INDEX = "index.json"
OPENAPI = "openapi.json"
DATABASE = "registry.sqlite"
SCHEMA = "schema/{document}.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A file, or all those of one kind, which differ in a part of their path."""

    path: str
    """The path below the API's root; `{uid}` stands for the part that differs."""

    text: str
    """What it holds."""

    media_type: str = JSON
    shape: type | None = None
    """The type of `generator.api.shapes.documents` of a document; None for what is none."""

    columns: tuple[str, ...] = ()
    """The columns of a table."""

    @property
    def schema(self) -> str | None:
        """The path of its JSON Schema below the API's root; None where it has none."""
        return SCHEMA.replace("{document}", schema_name(self.shape)) if self.shape else None


def parameter(path: str) -> str:
    """What the part of `path` that differs stands for; empty where none does."""
    return path.partition("{")[2].partition("}")[0]


def schema_name(shape: type) -> str:
    """What the schema of documents of that shape is called: `OneSopClass` gives `sop-class`."""
    words = re.findall("[A-Z][a-z]*", shape.__name__.removeprefix("One"))
    return "-".join(words).lower()


def catalogue(tables: Sequence[Table]) -> Iterator[Entry]:
    """Everything that the API has."""
    yield Entry(path=INDEX, text=_text(Index), shape=Index)
    for it in ENDPOINTS:
        yield Entry(path=it.path, text=_text(it.shape), shape=it.shape)
    by_name = {table.name: table for table in tables}
    for path, name in CSV_FILES.items():
        row = by_name[name].text
        columns = tuple(column.name for column in by_name[name].columns)
        text = f"A table; a row is {row[0].lower()}{row[1:]}"
        yield Entry(path=path, text=text, media_type=CSV, columns=columns)
    text = "The whole registry as one SQLite database; comments say what its columns hold."
    yield Entry(path=DATABASE, text=text, media_type=SQLITE)
    yield Entry(path=OPENAPI, text="This API in the words of OpenAPI 3.1.")
    yield Entry(path=SCHEMA, text="The JSON Schema of a document.")


def _text(shape: type) -> str:
    return shape.__doc__ or ""
