"""The registry for programs: JSON, CSV, SQLite, OpenAPI, a feed of changes.

Everything is a file whose address stays, made from the same records as the pages. What version 1 of
the API has, it keeps: files and keys are added, but none goes and none changes what it says.

`shapes` says what a record looks like, `records` makes it from the registry, `tables` puts it into
rows: three packages with a module for each subject. `documents` puts records into JSON files.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial

from generator.api import feed, rules, schemas
from generator.api.catalogue import DATABASE, INDEX, OPENAPI, SCHEMA, Entry, catalogue, schema_name
from generator.api.csv_files import CSV_FILES, csv_bytes
from generator.api.documents import ENDPOINTS
from generator.api.records import curated, whole
from generator.api.shapes import documents as shapes
from generator.api.shapes.sop_classes import summary_of
from generator.api.sqlite import sqlite_again, sqlite_bytes
from generator.api.tables import curated_tables, every_table
from generator.api.tables.table import Table
from generator.api.text import Before, json_bytes, with_values
from generator.api.texts import ROOT, llms_txt, robots_txt
from generator.history import History
from generator.model import Registry
from generator.parts import Part, Read, files_of

_OF_RECORDS = {
    "categories.json",
    "modalities.json",
    "registry.json",
    "sop-classes.csv",
    "sop-classes.json",
    "sop-classes/{uid}.json",
}
"""The documents and tables that show what curated records say, and not only what is registered."""


def files(registry: Registry, history: History, *, site: str) -> Iterator[tuple[str, bytes]]:
    """Every file for programs, as (path below the site's root, content).

    `site` is the address of the site, which ends in a slash; feeds need addresses in full. Raises
    ValueError if it is none.
    """
    return files_of(parts(registry, history, site=site))


def parts(registry: Registry, history: History, *, site: str) -> tuple[Part, ...]:
    """The same files in parts. Raises ValueError as `files` does."""
    if not site.startswith(("http://", "https://")) or not site.endswith("/"):
        raise ValueError(f"address of the site {site!r}, expected https://…/")
    made = _Api(registry, history)
    return (
        Part(name="texts", make=partial(_texts, registry, history, site)),
        Part(name="dictionary", make=partial(rules.dictionary, registry), shows_records=True),
        Part(name="rules", make=partial(rules.of_tables, registry)),
        Part(
            name="API of records",
            make=partial(made.files, of_records=True),
            shows_records=True,
            again=partial(_again, registry, history),
        ),
        Part(name="API", make=partial(made.files, of_records=False)),
    )


def _texts(registry: Registry, history: History, site: str) -> Iterator[tuple[str, bytes]]:
    yield feed.PATH, feed.feed(registry, history, site)
    yield "llms.txt", llms_txt(registry, site)
    yield "robots.txt", robots_txt(site)


class _Api:
    """What is below the root of the API; its parts share what is made of the registry first."""

    def __init__(self, registry: Registry, history: History) -> None:
        self._registry = registry
        self._history = history

    @cached_property
    def _whole(self) -> shapes.Registry:
        return whole(self._registry, self._history)

    @cached_property
    def _tables(self) -> list[Table]:
        return every_table(self._whole)

    def files(self, *, of_records: bool) -> Iterator[tuple[str, bytes]]:
        """The files that show what curated records say, or all others."""
        made = self._of_records() if of_records else self._others()
        for path, content in made:
            yield f"{ROOT}{path}", content

    def _of_records(self) -> Iterator[tuple[str, bytes]]:
        # The file of the whole registry comes first: there are no tables beside it yet.
        yield from self._documents(of_records=True)
        yield DATABASE, sqlite_bytes(self._tables)

    def _others(self) -> Iterator[tuple[str, bytes]]:
        yield from self._documents(of_records=False)
        entries = [*catalogue(self._tables)]
        yield INDEX, json_bytes(_index(self._whole, entries))
        edition = self._whole["registry_edition"]
        yield OPENAPI, json_bytes(schemas.openapi(edition, entries))
        for entry in entries:
            if entry.shape:
                path = SCHEMA.replace("{document}", schema_name(entry.shape))
                yield path, json_bytes(schemas.json_schema(entry.shape))

    def _documents(self, *, of_records: bool) -> Iterator[tuple[str, bytes]]:
        for endpoint in ENDPOINTS:
            if (endpoint.path in _OF_RECORDS) is of_records:
                before: Before | None = {} if endpoint.goes_on else None
                for path, document in endpoint.documents(self._whole):
                    yield path, json_bytes(document, before)
        by_name = {table.name: table for table in self._tables}
        for path, name in CSV_FILES.items():
            if (path in _OF_RECORDS) is of_records:
                yield path, csv_bytes(by_name[name])


def _again(registry: Registry, history: History, read: Read) -> Iterator[tuple[str, bytes]]:
    """The files that show what curated records say, where nothing but these is other."""
    made = curated(registry, history)
    values: dict[str, Mapping[str, object]] = {
        "registry.json": made,
        "sop-classes.json": {"sop_classes": [*map(summary_of, made["sop_classes"])]},
        "categories.json": {"categories": made["categories"]},
        "modalities.json": {"modalities": made["modalities"]},
    }
    for it in made["sop_classes"]:
        values[f"sop-classes/{it['uid']}.json"] = {"sop_class": it}
    for name, others in values.items():
        path = f"{ROOT}{name}"
        yield path, with_values(read(path), others)
    tables = curated_tables(made)
    by_name = {table.name: table for table in tables}
    for name in sorted(_OF_RECORDS & CSV_FILES.keys()):
        yield f"{ROOT}{name}", csv_bytes(by_name[CSV_FILES[name]])
    database = f"{ROOT}{DATABASE}"
    yield database, sqlite_again(read(database), tables)


def _index(registry: shapes.Registry, entries: Sequence[Entry]) -> shapes.Index:
    """What there is."""
    return {
        "registry_edition": registry["registry_edition"],
        "title": "DICOM SOP Class Registry",
        "description": "What DICOM says of SOP Classes, UIDs, IODs, modules and attributes.",
        "version": 1,
        "facts": registry["facts"],
        "counts": {name: len(it) for name, it in registry.items() if isinstance(it, list)},
        "files": [
            {
                "path": entry.path,
                "description": entry.text,
                "media_type": entry.media_type,
                "json_schema": entry.schema,
            }
            for entry in entries
        ],
    }
