"""Rules about IODs, modules, item definitions and attributes, and their SOP Classes."""

from collections.abc import Iterator, Mapping

from generator.model.iods import AttributeUse, Holder, ItemDefinition, NoIodReason
from generator.model.registry import Registry
from generator.model.uids import RegisteredUid, Standard, UidType
from generator.problems import Problem, Where


def every_sop_class_has_an_iod_or_a_reason(registry: Registry) -> Iterator[Problem]:
    """A SOP Class has either a composite IOD or the reason why not, never both."""
    tables = registry.iods
    for uid, sop_class in registry.sop_classes.items():
        iod, without = tables.iod_of(uid), tables.without.get(uid)
        if iod is None and without is None:
            message = f"{sop_class.name} ({uid}) has no IOD, expected one or the reason why not"
            rests_on = ("iods/iods.csv", "iods/sop_classes.csv", "iods/without.csv")
            yield Problem(sop_class.where, message, rests_on=rests_on)
        if iod and without:
            message = f"{uid} has a reason to have no IOD, expected none as it has {iod.key}"
            yield Problem(without.where, message)


def reasons_hold(registry: Registry) -> Iterator[Problem]:
    """A reason why there is no IOD agrees with what else is known of the SOP Class."""
    for uid, without in registry.iods.without.items():
        expected = _expected_reasons(registry.uids[uid])
        if without.reason not in expected:
            words = " or ".join(expected)
            message = f"{uid} has no IOD for being {without.reason!s}, expected {words}"
            yield Problem(without.where, message)
        section = without.section
        if section.startswith("B.") and without.part == "PS3.3":
            normalised = registry.iods.normalised.get(section)
            if normalised is None:
                message = f"normalised IOD PS3.3 {section}, expected one of normalised.csv"
                yield Problem(without.where, message, rests_on=("iods/normalised.csv",))


_OTHER_STANDARDS: Mapping[Standard, NoIodReason] = {
    Standard.DICOS: NoIodReason.DICOS,
    Standard.DICONDE: NoIodReason.DICONDE,
}
_OF_ACTIVE = (
    NoIodReason.NORMALISED,
    NoIodReason.QUERY,
    NoIodReason.SERVICE,
    NoIodReason.NEWER,
)


def _expected_reasons(sop_class: RegisteredUid) -> tuple[NoIodReason, ...]:
    if sop_class.type is UidType.META_SOP_CLASS:
        return (NoIodReason.META,)
    if sop_class.standard in _OTHER_STANDARDS:
        return (_OTHER_STANDARDS[sop_class.standard],)
    return (NoIodReason.RETIRED,) if sop_class.retired else _OF_ACTIVE


def rows_are_in_order(registry: Registry) -> Iterator[Problem]:
    """The rows of a module and of an item definition stand in the order of their tags."""
    tables = registry.iods
    holders: tuple[Holder, ...] = (*tables.modules.values(), *tables.items.values())
    for holder in holders:
        for before, row in zip(holder.rows, holder.rows[1:], strict=False):
            if row.attribute.tag < before.attribute.tag:
                message = (
                    f"{row.attribute.keyword} {row.attribute.printed_tag} after"
                    f" {before.attribute.printed_tag}, expected the order of the tags"
                )
                yield Problem(row.where, message)


def items_are_of_sequences(registry: Registry) -> Iterator[Problem]:
    """Only a sequence has items."""
    tables = registry.iods
    holders: tuple[Holder, ...] = (*tables.modules.values(), *tables.items.values())
    for holder in holders:
        for row in holder.rows:
            if row.item and not row.attribute.is_sequence:
                message = (
                    f"{row.attribute.keyword} with VR {row.attribute.vr} holds item definition"
                    f" {row.item.key!r}, expected VR SQ"
                )
                yield Problem(row.where, message)


_ITEMS = ("attributes/attributes.csv", "modules/items.csv")
"""What the rows of item definitions are read from."""


def item_definitions_are_stored_once(registry: Registry) -> Iterator[Problem]:
    """No two item definitions are equal, and each is used."""
    tables = registry.iods
    seen: dict[tuple[tuple[str, str | None, str | None], ...], ItemDefinition] = {}
    for item in tables.items.values():
        where = _where(item.rows)
        first = seen.setdefault(tuple(map(_content, item.rows)), item)
        if first is not item:
            message = f"item definition {item.key!r} equals {first.key!r}, expected one for both"
            yield Problem(where, message, rests_on=_ITEMS)
        if not tables.holders(item):
            message = f"item definition {item.key!r} is in no sequence, expected it in one"
            yield Problem(where, message, rests_on=(*_ITEMS, "modules/attributes.csv"))


def _content(row: AttributeUse) -> tuple[str, str | None, str | None]:
    return (row.attribute.tag, row.type, row.item.key if row.item else None)


def _where(rows: tuple[AttributeUse, ...]) -> Where:
    return rows[0].where if rows else Where("data/modules/items.csv")


_MODULES_OF_IODS = ("iods/iods.csv", "iods/modules.csv", "modules/modules.csv")


def modules_are_known(registry: Registry) -> Iterator[Problem]:
    """A module without a table of attributes is used; functional groups have their module."""
    tables = registry.iods
    for module in tables.modules.values():
        if not module.has_table and not tables.users(module):
            message = f"module {module.key!r} has no attributes, expected some or an IOD using it"
            rests_on = ("attributes/attributes.csv", "modules/attributes.csv", *_MODULES_OF_IODS)
            yield Problem(module.where, message, rests_on=rests_on)
    for iod in tables.iods.values():
        if not iod.modules:
            message = f"IOD {iod.key!r} has no module, expected some"
            yield Problem(iod.where, message, rests_on=_MODULES_OF_IODS)
        if iod.functional_groups and iod.functional_groups_module is None:
            message = f"IOD {iod.key!r} has functional groups, expected a module that holds them"
            yield Problem(iod.where, message, rests_on=_MODULES_OF_IODS)


def sections_hold_their_tables(registry: Registry) -> Iterator[Problem]:
    """A table of attributes has the number of its section, or of one above or below it.

    So does each confirm the other, of modules and macros, of which no table of the editions prints
    the sections.
    """
    for it in registry.iods.tabled:
        if not (it.section and it.table):
            continue
        section, table = it.section.split("."), it.table.rpartition("-")[0].split(".")
        common = min(len(section), len(table))
        if section[:common] != table[:common]:
            message = f"section {it.section} with Table {it.table}, expected a table of the section"
            yield Problem(it.where, message)


RULES = (
    every_sop_class_has_an_iod_or_a_reason,
    reasons_hold,
    rows_are_in_order,
    items_are_of_sequences,
    item_definitions_are_stored_once,
    modules_are_known,
    sections_hold_their_tables,
)
