"""The tables as one SQLite database.

Its bytes depend on nothing but the tables and the version of SQLite that writes it: not on whether
all tables were filled, or some anew in a database that had the others.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.api.tables.table import Column, Table

_SETTINGS = """\
PRAGMA page_size = 8192;
PRAGMA encoding = 'UTF-8';
PRAGMA application_id = 0x534F5043;
PRAGMA user_version = 1;
"""
"""What the file's header says: "SOPC", and the version of the API."""

_UNDO_NOTHING = """\
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
"""

_VIEW = """\
-- Without this index the view below takes seconds.
CREATE UNIQUE INDEX tables_by_key ON tables (kind, key);
CREATE VIEW module_rows AS
-- A row of a module or of a macro that it includes, directly or through others; `way` says which.
-- A macro that includes itself is not followed again.
WITH RECURSIVE held (module, way, depth, "table", number) AS (
  SELECT t.key, '/', r.depth, r."table", r.number
  FROM tables AS t JOIN table_rows AS r ON r."table" = t."table"
  WHERE t.kind = 'module'
  UNION ALL
  SELECT h.module, h.way || t.key || '/', h.depth + r.depth, r."table", r.number
  FROM held AS h
  JOIN table_rows AS o ON o."table" = h."table" AND o.number = h.number
  JOIN tables AS t ON t.kind = 'macro' AND t.key = o.includes
  JOIN table_rows AS r ON r."table" = t."table"
  WHERE instr(h.way, '/' || t.key || '/') = 0
)
SELECT h.module, h.way, h.depth, r."table", r.number, r.row, r.tag, r.keyword, r.name, r.vr, r.vm,
  r.type, r.includes
FROM held AS h JOIN table_rows AS r ON r."table" = h."table" AND r.number = h.number
"""


_COUNTERS = {24: 0, 40: 1, 92: 0, 96: 0}
"""What tells how often the file was changed, and by which version, by its place in the header."""


def sqlite_bytes(tables: Iterable[Table]) -> bytes:
    """The file of a database that holds `tables`, each with the comments of its columns."""
    with _database() as (database, file):
        database.executescript(_SETTINGS)
        database.execute("BEGIN")
        for table in tables:
            database.execute(_definition(table))
            _fill(database, table)
        database.execute("COMMIT")
        database.executescript(_VIEW)
        return _laid_out(database, file)


def sqlite_again(before: bytes, tables: Iterable[Table]) -> bytes:
    """The file `before`, as `sqlite_bytes` made it, with the rows of `tables` instead of theirs."""
    with _database(before) as (database, file):
        database.execute("BEGIN")
        for table in tables:
            database.execute(f"DELETE FROM {_name(table.name)}")  # noqa: S608  # our own name
            _fill(database, table)
        database.execute("COMMIT")
        return _laid_out(database, file)


@contextmanager
def _database(content: bytes = b"") -> Iterator[tuple[sqlite3.Connection, Path]]:
    """A database with that `content`, and its file, for as long as it is needed.

    In memory it would stand there three times: as it is made, made smaller, and as bytes.
    """
    with TemporaryDirectory() as folder:
        file = Path(folder, "registry.sqlite")
        file.write_bytes(content)
        with closing(sqlite3.connect(file, isolation_level=None)) as database:
            database.executescript(_UNDO_NOTHING)
            yield database, file


def _fill(database: sqlite3.Connection, table: Table) -> None:
    marks = ", ".join("?" * len(table.columns))
    insert = f"INSERT INTO {_name(table.name)} VALUES ({marks})"  # noqa: S608  # our own name
    database.executemany(insert, table.rows)


def _laid_out(database: sqlite3.Connection, file: Path) -> bytes:
    """What the `file` of `database` holds, laid out by nothing but what is in it."""
    database.execute("VACUUM")
    with file.open("r+b") as opened:
        for place, count in _COUNTERS.items():
            opened.seek(place)
            opened.write(count.to_bytes(4, "big"))
    return file.read_bytes()


def _definition(table: Table) -> str:
    lines = [f"CREATE TABLE {_name(table.name)} (", f"  -- {table.text}"]
    lines += [f"  {_column(column)}, -- {column.text}" for column in table.columns]
    lines.append(f"  PRIMARY KEY ({', '.join(map(_name, table.key))})")
    lines.append(") WITHOUT ROWID")
    return "\n".join(lines)


def _column(column: Column) -> str:
    parts = [_name(column.name), "INTEGER" if column.is_number else "TEXT"]
    if not column.may_be_null:
        parts.append("NOT NULL")
    if column.refers:
        parts.append(f"REFERENCES {_name(column.refers)}")
    return " ".join(parts)


def _name(name: str) -> str:
    return f'"{name}"'
