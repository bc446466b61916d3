"""The registry for programs: JSON, CSV, SQLite, OpenAPI, a feed of changes.

Everything is a file whose address stays, made from the same records as the pages. What version 1 of
the API has, it keeps: files and keys are added, but none goes and none changes what it says.

`shapes` says what a record looks like, `records` makes it from the registry, `tables` puts it into
rows: three packages with a module for each subject. `documents` puts records into JSON files.
"""

from collections.abc import Iterator, Sequence

from generator.api import feed, rules, schemas
from generator.api.catalogue import DATABASE, INDEX, OPENAPI, SCHEMA, Entry, catalogue, schema_name
from generator.api.csv_files import csv_files
from generator.api.documents import ENDPOINTS
from generator.api.records import whole
from generator.api.shapes import documents as shapes
from generator.api.sqlite import sqlite_bytes
from generator.api.tables import every_table
from generator.api.text import json_bytes
from generator.api.texts import ROOT, llms_txt, robots_txt
from generator.history import History
from generator.model import Registry


def files(registry: Registry, history: History, *, site: str) -> Iterator[tuple[str, bytes]]:
    """Every file for programs, as (path below the site's root, content).

    `site` is the address of the site, which ends in a slash; feeds need addresses in full. Raises
    ValueError if it is none.
    """
    if not site.startswith(("http://", "https://")) or not site.endswith("/"):
        raise ValueError(f"address of the site {site!r}, expected https://…/")
    yield feed.PATH, feed.feed(registry, history, site)
    yield "llms.txt", llms_txt(registry, site)
    yield "robots.txt", robots_txt(site)
    yield from rules.scripts(registry)
    for path, content in _api(whole(registry, history)):
        yield f"{ROOT}{path}", content


def _api(registry: shapes.Registry) -> Iterator[tuple[str, bytes]]:
    """Every file below the root of the API."""
    made = every_table(registry)
    entries = [*catalogue(made)]
    yield INDEX, json_bytes(_index(registry, entries))
    for endpoint in ENDPOINTS:
        for path, document in endpoint.documents(registry):
            yield path, json_bytes(document)
    yield from csv_files(made)
    yield DATABASE, sqlite_bytes(made)
    yield OPENAPI, json_bytes(schemas.openapi(registry["registry_edition"], entries))
    for entry in entries:
        if entry.shape:
            path = SCHEMA.replace("{document}", schema_name(entry.shape))
            yield path, json_bytes(schemas.json_schema(entry.shape))


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
