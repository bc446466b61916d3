"""Rules about what messages must hold, and which operations a SOP Class has."""

from collections.abc import Iterator

from generator.model import Registry
from generator.model.relations import Role
from generator.problems import Problem

_TABLES = "editions"


def attribute_is_known(registry: Registry) -> Iterator[Problem]:
    """Every attribute of a table or a transcript is in the dictionary."""
    known = registry.iods.attributes
    for table in registry.dimse.tables.values():
        for row in table.rows:
            if row.tag and row.tag not in known:
                message = f"attribute {row.tag}, expected one of the dictionary"
                yield Problem(row.where, message, rests_on=(_TABLES,))
    for level in (it for levels in registry.dimse.levels.values() for it in levels):
        if level.unique_key and level.unique_key not in known:
            message = f"unique key {level.unique_key}, expected an attribute of the dictionary"
            yield Problem(level.where, message, rests_on=(_TABLES,))


def row_is_nested_in_a_sequence(registry: Registry) -> Iterator[Problem]:
    """Every nested row stands in the items of a sequence, one level deeper than that."""
    known = registry.iods.attributes
    for table in registry.dimse.tables.values():
        path: list[str] = []
        for row in table.rows:
            del path[row.depth :]
            if row.depth > len(path):
                message = f"depth {row.depth} below depth {len(path) - 1}, expected no gap"
                yield Problem(row.where, message, rests_on=(_TABLES,))
            elif path and path[-1] in known and not known[path[-1]].is_sequence:
                message = f"nested in {path[-1]}, expected a sequence above it"
                yield Problem(row.where, message, rests_on=(_TABLES,))
            if row.tag:
                path.append(row.tag)


def every_column_is_used(registry: Registry) -> Iterator[Problem]:
    """Every table that is no macro is what some operation rests on, and each of its columns."""
    for table in registry.dimse.tables.values():
        if registry.dimse.including(table.label):
            continue
        uses = [use for use in registry.dimse.uses if use.table == table.label]
        columns = {use.column for use in uses}
        columns |= {"return_key"} if "matching_key" in columns else set()
        missing = [column for column in table.columns if column not in columns]
        if not uses or missing:
            what = f"columns {', '.join(missing)} of Table {table.label}" if uses else table.label
            message = f"no use of {what}, expected rows in table_uses.csv"
            yield Problem(table.where, message, rests_on=("services/table_uses.csv",))


def operation_is_known(registry: Registry) -> Iterator[Problem]:
    """Every SOP Class has operations, or members, or says that they are not known.

    And each operation that a table of attributes speaks of is one of those of its SOP Classes.
    """
    dimse = registry.dimse
    for uid, sop_class in registry.sop_classes.items():
        is_group = bool(registry.relations.others(uid, Role.MEMBER)) or sop_class.is_meta
        membership = registry.services.memberships.get(uid)
        is_file = membership is None or membership.service_class == "media-storage"
        if uid not in dimse.operations and uid not in dimse.gaps and not is_group and not is_file:
            message = f"{sop_class.name} ({uid}) has no DIMSE service, expected one, or why not"
            message += " in gaps.csv"
            yield Problem(sop_class.where, message, rests_on=("services", _TABLES))
    for use in dimse.uses:
        for uid in use.sop_classes:
            having = {it.service for it in dimse.operations.get(uid, ())}
            if having.isdisjoint(use.services):
                message = f"{uid} has no {' or '.join(use.services)}, expected it to have one"
                yield Problem(use.where, message, rests_on=("services", _TABLES))


def members_agree(registry: Registry) -> Iterator[Problem]:
    """The members with usages are those that the relations have."""
    for member in registry.dimse.members:
        others = registry.relations.others(member.meta, Role.MEMBER)
        if not member.is_optional and member.member not in others:
            message = f"{member.member} in {member.meta}, expected a row in meta-members.csv"
            yield Problem(member.where, message, rests_on=("relations",))


RULES = (
    attribute_is_known,
    row_is_nested_in_a_sequence,
    every_column_is_used,
    operation_is_known,
    members_agree,
)
