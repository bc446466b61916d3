"""Rules about IODs, modules, macros and attributes, and their SOP Classes."""

from collections.abc import Iterator, Mapping

from generator.model.iods import NoIodReason
from generator.model.registry import Registry
from generator.model.uids import RegisteredUid, Standard, UidType
from generator.problems import Problem


def every_sop_class_has_an_iod_or_a_reason(registry: Registry) -> Iterator[Problem]:
    """A SOP Class has either a composite IOD or the reason why not, never both."""
    tables = registry.iods
    for uid, sop_class in registry.sop_classes.items():
        iod, without = tables.iod_of(uid), tables.without.get(uid)
        if iod is None and without is None:
            message = f"{sop_class.name} ({uid}) has no IOD, expected one or the reason why not"
            rests_on = ("editions", "iods/sop_classes.csv", "iods/without.csv")
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
                message = f"normalised IOD PS3.3 {section}, expected one of Annex B"
                yield Problem(without.where, message, rests_on=("editions",))


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


def only_sequences_have_items(registry: Registry) -> Iterator[Problem]:
    """Only below a sequence, or below an include that ends with one, do rows stand."""
    for table in registry.iods.tables:
        for row in table.all_rows:
            if row.below and row.attribute and not row.attribute.is_sequence:
                message = (
                    f"{row.attribute.keyword} with VR {row.attribute.vr} has rows below it,"
                    " expected VR SQ"
                )
                yield Problem(row.where, message, rests_on=("attributes", "editions"))


def tables_are_used(registry: Registry) -> Iterator[Problem]:
    """A module without rows is used by an IOD, and each IOD has modules."""
    tables = registry.iods
    for table in tables.tables:
        if not table.has_table and not tables.users(table):
            message = f"{table.title} has no attributes, expected some or an IOD using it"
            yield Problem(table.where, message, rests_on=("editions", "iods", "modules"))
    for iod in tables.iods.values():
        if not iod.modules:
            message = f"IOD {iod.name!r} has no module, expected some"
            yield Problem(iod.where, message, rests_on=("editions", "iods"))
        if iod.functional_groups and not iod.functional_groups_modules:
            message = f"IOD {iod.name!r} has functional groups, expected a module that holds them"
            yield Problem(iod.where, message, rests_on=("editions", "iods"))


def addresses_of_iods_differ(registry: Registry) -> Iterator[Problem]:
    """No normalised IOD has the address of a composite one."""
    for it in registry.iods.normalised.values():
        if it.key in registry.iods.iods:
            message = f"normalised IOD {it.name!r} has the address of a composite one"
            yield Problem(it.where, f"{message}, expected another", rests_on=("editions",))


def sections_hold_their_tables(registry: Registry) -> Iterator[Problem]:
    """A table has the number of its section, or of one above or below it.

    So does each confirm the other, where no table of an edition is printed in its section.
    """
    for it in registry.iods.tables:
        if it.printed or not (it.section and it.table):
            continue
        section, table = it.section.split("."), it.table.rpartition("-")[0].split(".")
        common = min(len(section), len(table))
        if section[:common] != table[:common]:
            message = f"section {it.section} with Table {it.table}, expected a table of the section"
            yield Problem(it.where, message)


RULES = (
    every_sop_class_has_an_iod_or_a_reason,
    reasons_hold,
    only_sequences_have_items,
    tables_are_used,
    addresses_of_iods_differ,
    sections_hold_their_tables,
)
