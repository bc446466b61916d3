"""The records of IODs, modules and macros."""

from collections.abc import Iterator

from generator.api.records import meaning
from generator.api.records.values import reference, reference_or_null, status
from generator.api.shapes import iods as shapes
from generator.model import Registry
from generator.model.addresses import iod_address, table_address
from generator.model.iod_tables import IodTables
from generator.model.iods import Iod
from generator.model.meaning import Part
from generator.model.tables import AttributeTable, Macro, Module, RowChange


def iod(registry: Registry, it: Iod) -> shapes.Iod:
    """A composite IOD with its modules."""
    meanings, names = registry.meaning, registry.name_of
    roots = [*meaning.root_templates(meanings.root_templates.get(it.name, ()))]
    return {
        "key": it.key,
        "name": it.name,
        "defined_in": reference_or_null(it.defined_in),
        "edition": it.edition,
        "sop_classes": [*it.sop_class_uids],
        "page": iod_address(it.key),
        "modules": [
            {
                "information_entity": use.information_entity,
                "module": use.module.key,
                "name": use.module.name,
                "usage": use.usage,
                "since": _since(use.change),
                "required": meaning.requirement(
                    meanings.usage(it.name, Part.MODULE, use.row), names
                ),
            }
            for use in it.modules
        ],
        "functional_groups": [
            {
                "macro": use.macro.key,
                "name": use.macro.name,
                "usage": use.usage,
                "since": _since(use.change),
                "required": meaning.requirement(
                    meanings.usage(it.name, Part.MACRO, use.row), names
                ),
            }
            for use in it.functional_groups
        ],
        "functional_groups_modules": [module.key for module in it.functional_groups_modules],
        "fixed_values": [*meaning.fixed_values(meanings.fixed_values.get(it.name, ()))],
        "content_constraints": [
            *meaning.content_constraints(meanings.content_constraints.get(it.name, ()))
        ],
        "root_template": next(iter(roots), None),
        "root_templates": roots,
    }


def _since(change: RowChange | None) -> str | None:
    """The edition that brought or changed a row."""
    return (change.edition or None) if change else None


def normalised_iods(tables: IodTables) -> Iterator[shapes.NormalisedIod]:
    """Every normalised IOD."""
    for it in tables.normalised.values():
        yield {
            "key": it.key,
            "section": it.section,
            "name": it.name,
            "status": status(it.retired),
            "defined_in": reference(it.defined_in),
            "sop_classes": [*tables.sop_classes_of(it)],
            "modules": [module.key for module in it.modules],
            "page": iod_address(it.key),
        }


def module(registry: Registry, it: Module) -> shapes.Module:
    """A module with its rows."""
    return {
        **_attribute_table(it),
        "iods": [*_users(registry.iods, it)],
        "normalised_iods": [user.key for user in registry.iods.normalised_users(it)],
        "rows": [*_rows(registry, it)],
    }


def macro(registry: Registry, it: Macro) -> shapes.Macro:
    """A macro with its rows."""
    return {
        **_attribute_table(it),
        "iods": [*_users(registry.iods, it)],
        "included_by": [
            {"table": place.table.table, "row": place.row.number}
            for place in registry.iods.includes(it)
        ],
        "rows": [*_rows(registry, it)],
    }


def _attribute_table(it: AttributeTable) -> shapes.TableSummaryOfPs33:
    return {
        "key": it.key,
        "name": it.name,
        "table": it.table,
        "defined_in": reference_or_null(it.defined_in),
        "edition": it.edition,
        "source": it.source,
        "printed": it.printed,
        "has_table": it.has_table,
        "page": table_address(it),
    }


def _users(tables: IodTables, table: AttributeTable) -> Iterator[shapes.ModuleUser]:
    for it in tables.users(table):
        yield {
            "iod": it.iod.key,
            "usage": it.usage,
            "information_entity": it.information_entity or None,
        }


def _rows(registry: Registry, table: AttributeTable) -> Iterator[shapes.TableRow]:
    meanings, names = registry.meaning, registry.name_of
    for row in table.all_rows:
        it, change = row.attribute, row.change
        yield {
            "row": row.number,
            "depth": row.depth,
            "tag": it.printed_tag if it else None,
            "keyword": (it.keyword or None) if it else None,
            "name": row.name or None,
            "vr": it.vr if it else None,
            "vm": it.vm if it else None,
            "type": row.type,
            "includes": row.include.key if row.include else None,
            "includes_functional_groups": row.includes_functional_groups,
            "since": _since(change),
            "printed": (change.printed or None) if change else None,
            "reason": change.reason if change else None,
            "required": meaning.requirement(meanings.requirement(table, row), names),
            "values": [meaning.value_list(it, names) for it in meanings.value_lists(table, row)],
            "codes": [*map(meaning.code_source, meanings.codes(table, row))],
        }
