"""The records of editions, of their tables as printed, and of what changed."""

from generator.api.shapes import editions as shapes
from generator.history import Event, Listing
from generator.model.addresses import edition_address
from generator.model.attributes import AttributeChange
from generator.model.editions import Edition, Table
from generator.model.facts import FactEdition
from generator.model.structure import StructureChange


def fact_edition(it: FactEdition) -> shapes.FactEdition:
    """Which edition a kind of fact is of."""
    return {"slug": it.slug, "title": it.title, "edition": it.edition, "more": it.more or None}


def edition(it: Edition) -> shapes.Edition:
    """An edition with its tables as printed."""
    return {
        "name": it.name,
        "year": it.year,
        "note": it.note or None,
        "page": edition_address(it.name),
        "sources": [{"tables": key, "source": source} for key, source in it.sources.items()],
        "tables": [_table(table) for table in it.tables],
    }


def _table(table: Table) -> shapes.PrintedTable:
    return {
        "slug": table.kind.slug,
        "publication": table.kind.publication,
        "name": table.kind.name,
        "title": table.kind.title,
        "source": table.source,
        "columns": [*table.columns],
        "is_excerpt": table.is_excerpt,
        "row_count": len(table.rows),
        "rows": [{"uid": row.uid or None, "cells": [*row.printed]} for row in table.rows],
        "corrections": [
            {
                "uid_printed": it.uid_printed,
                "column": it.column,
                "printed": it.printed,
                "correct": it.correct,
                "reason": it.reason,
            }
            for row in table.rows
            for it in row.corrections
        ],
    }


def listing(uid: str, it: Listing) -> shapes.Listing:
    """From when to when a kind of table lists a UID."""
    return {
        "uid": uid,
        "table": it.kind.slug,
        "first": it.first,
        "since": it.since or None,
        "last": it.last,
        "names": [{"name": name.name, "first": name.first, "last": name.last} for name in it.names],
    }


def change(event: Event) -> shapes.Change:
    """What happened to a UID, or to a table."""
    return {
        "kind": event.kind,
        "uid": event.uid or None,
        "edition": event.edition,
        "since": event.since or None,
        "exact": event.is_exact,
        "tables": [kind.slug for kind in event.tables],
        "old": event.old or None,
        "new": event.new or None,
    }


def attribute_change(it: AttributeChange) -> shapes.AttributeChange:
    """What happened to an attribute."""
    return {
        "kind": it.kind,
        "tag": it.attribute.printed_tag,
        "edition": it.edition,
        "since": it.since,
        "old": it.old or None,
        "new": it.new or None,
    }


def structure_change(it: StructureChange) -> shapes.StructureChange:
    """What happened to an IOD or a table of attributes."""
    return {
        "kind": it.kind,
        "iod": it.iod or None,
        "table": it.table or None,
        "path": it.path or None,
        "name": it.name or None,
        "edition": it.edition,
        "since": it.since,
        "old": it.old or None,
        "new": it.new or None,
    }
