"""The registry as the plain values of the API: every record once, with everything that is known."""

from collections import defaultdict
from collections.abc import Iterator

from generator.api import services, shapes
from generator.api.meaning import Meanings, codes, deidentified
from generator.api.services import reference
from generator.history import Event, History, Listing
from generator.model import Registry
from generator.model.addresses import (
    attribute_address,
    category_address,
    edition_address,
    iod_address,
    modality_address,
    service_class_address,
    table_address,
    uid_address,
)
from generator.model.attributes import AttributeChange
from generator.model.editions import Edition, Table
from generator.model.iods import Iod, IodTables
from generator.model.meaning import Part
from generator.model.relations import Retirement
from generator.model.sop_classes import SopClass
from generator.model.standard import Reference
from generator.model.structure import StructureChange
from generator.model.tables import AttributeTable, Macro, Module, TableRow
from generator.model.transfer_syntaxes import TransferSyntax
from generator.model.uids import Origin, RegisteredUid


def whole(registry: Registry, history: History) -> shapes.Registry:
    """Everything that `registry` and `history` hold, each part in the registry's order."""
    tables = registry.iods
    meanings = Meanings(registry)
    return {
        "registry_edition": registry.edition.name,
        "facts": [
            {"slug": it.slug, "title": it.title, "edition": it.edition, "more": it.more or None}
            for it in registry.facts
        ],
        "sop_classes": [_sop_class(registry, history, it) for it in registry.sop_classes.values()],
        "uids": [_any_uid(registry, history, it) for it in registry.uids.values()],
        "misprints": [
            {"printed": it.printed, "uid": it.uid, "publication": it.where, "source": it.source}
            for it in registry.misprints
        ],
        "service_classes": [*_service_classes(registry)],
        "categories": [*_categories(registry)],
        "modalities": [*_modalities(registry)],
        "iods": [_iod(registry, meanings, it) for it in tables.iods.values()],
        "normalised_iods": [*_normalised_iods(registry)],
        "modules": [_module(registry, meanings, it) for it in tables.modules.values()],
        "macros": [_macro(registry, meanings, it) for it in tables.macros.values()],
        "attributes": [*_attributes(registry, meanings)],
        "context_groups": [*meanings.context_groups()],
        "templates": [*meanings.templates()],
        "deidentification": [*meanings.profiles()],
        "toolkits": [*_toolkits(registry)],
        "private_sop_classes": [
            {"uid": it.uid, "name": it.name, "vendor": it.vendor, "status": _status(it.retired)}
            for it in registry.private_sop_classes
        ],
        "private_roots": [
            {"root": it.root, "organisation": it.organisation, "source": it.source}
            for it in registry.private_roots
        ],
        "editions": [_edition(it) for it in registry.editions],
        "listings": [
            _listing(uid, it) for uid, listings in history.listings.items() for it in listings
        ],
        "changes": [_change(it) for it in history.events],
        "dimse_services": [*services.dimse_services(registry)],
        "service_tables": [*services.service_tables(registry)],
        "service_requirements": [*services.requirements(registry)],
        "query_levels": [*services.query_levels(registry)],
        "negotiations": [*services.negotiations(registry)],
        "application_bytes": [*services.application_bytes(registry)],
        "meta_members": [*services.meta_members(registry)],
        "ups_transitions": [*services.ups_transitions(registry)],
        "service_gaps": [
            {"sop_class": uid, "what": what} for uid, what in registry.dimse.gaps.items()
        ],
        "status_codes": [*services.status_codes(registry)],
        "status_returns": [services.status_return(it) for it in registry.status.rows],
        "layer_codes": [*services.layer_codes(registry)],
        "transcript_rows": [*services.transcript_rows(registry)],
        "attribute_changes": [_attribute_change(it) for it in registry.dictionary.changes],
        "structure_changes": [_structure_change(it) for it in registry.structure_changes],
    }


def _status(retired: bool) -> shapes.Status:  # noqa: FBT001  # what is said of it, not a switch
    return "retired" if retired else "active"


def _defined_in(section: str, table: str, edition: str) -> shapes.Reference | None:
    """That place of PS3.3; None where we do not know the section."""
    if not section:
        return None
    return reference(Reference(standard="PS3.3", section=section, table=table, edition=edition))


def _origin(origin: Origin) -> shapes.Origin:
    return {
        "edition": origin.edition or None,
        "table": origin.table or None,
        "words": origin.words or None,
    }


def _uid(history: History, entry: RegisteredUid) -> shapes.RegisteredUid:
    return {
        "uid": entry.uid,
        "keyword": entry.keyword,
        "name": entry.name,
        "type": entry.type,
        "status": _status(entry.retired),
        "retired_by": reference(entry.retired_by) if entry.retired_by else None,
        "standard": entry.standard,
        "part": entry.part or None,
        "cid": entry.cid or None,
        "info": entry.info or None,
        "former_names": [*history.former_names(entry.uid)],
        "former_keywords": [*history.former_keywords(entry.uid)],
        "origin": _origin(entry.origin),
        "name_origin": _origin(entry.name_from),
        "keyword_origin": _origin(entry.keyword_from) if entry.keyword_from else None,
        "page": uid_address(entry),
    }


def _any_uid(registry: Registry, history: History, entry: RegisteredUid) -> shapes.AnyUid:
    syntax = registry.transfer_syntaxes.get(entry.uid)
    return {
        **_uid(history, entry),
        "transfer_syntax": _transfer_syntax(syntax) if syntax else None,
    }


def _transfer_syntax(syntax: TransferSyntax) -> shapes.TransferSyntax:
    return {
        "text": syntax.words,
        "vr": syntax.vr,
        "byte_order": syntax.byte_order,
        "pixel_data": syntax.pixel_data,
        "compression": syntax.compression,
        "lossy": syntax.loss,
        "bits": syntax.bits or None,
        "video": syntax.video,
        "required": syntax.required or None,
        "required_in": reference(syntax.required_in) if syntax.required_in else None,
        "note": syntax.note or None,
    }


def _sop_class(registry: Registry, history: History, sop_class: SopClass) -> shapes.SopClass:
    uid = sop_class.uid
    membership = registry.services.memberships[uid]
    retirement = registry.relations.retirements.get(uid)
    iod = registry.iods.iod_of(uid)
    normalised = registry.iods.normalised_iod_of(uid)
    modality = sop_class.modality
    return {
        **_uid(history, sop_class.registered),
        "category": sop_class.category.slug,
        "summary": sop_class.summary,
        "modality": {
            "codes": [
                {"code": it.code, "kind": it.kind, "source": it.source} for it in modality.codes
            ],
            "any_value": modality.any_value,
            "no_attribute": modality.no_attribute,
        },
        "aliases": [{"text": it.text, "kind": it.kind} for it in sop_class.aliases],
        "see_also": [
            {"sop_class": registry.keys[it.sop_class].uid, "why": it.why}
            for it in sop_class.see_also
        ],
        "relations": [
            {"role": it.role, "sop_class": it.other, "source": it.source}
            for it in registry.relations.of(uid)
        ],
        "retirement": _retirement(retirement) if retirement else None,
        "service_class": {
            "slug": membership.service_class,
            "defined_in": reference(membership.defined_in) if membership.defined_in else None,
            "source": membership.source,
        },
        "iod": iod.key if iod else None,
        "without_iod": _without_iod(registry, uid),
        "normalised_iod": normalised.key if normalised else None,
    }


def _retirement(retirement: Retirement) -> shapes.Retirement:
    return {
        "successors": [*retirement.successors],
        "note": retirement.note or None,
        "source": retirement.source,
    }


def _without_iod(registry: Registry, uid: str) -> shapes.WithoutIod | None:
    without = registry.iods.without.get(uid)
    if without is None:
        return None
    place = Reference(standard=without.part, section=without.section, edition=without.edition)
    return {
        "reason": without.reason,
        "defined_in": reference(place) if without.part else None,
        "source": without.source,
    }


def _service_classes(registry: Registry) -> Iterator[shapes.ServiceClass]:
    for it in registry.services.classes:
        yield {
            "slug": it.slug,
            "name": it.name,
            "status": _status(it.retired),
            "defined_in": reference(it.defined_in) if it.defined_in else None,
            "note": it.note or None,
            "sop_classes": [member.sop_class for member in it.members],
            "page": service_class_address(it.slug),
        }


def _categories(registry: Registry) -> Iterator[shapes.Category]:
    for it in registry.categories:
        yield {
            "slug": it.slug,
            "name": it.name,
            "sop_classes": [sop_class.uid for sop_class in registry.in_category(it)],
            "page": category_address(it.slug),
        }


def _modalities(registry: Registry) -> Iterator[shapes.Modality]:
    for it in registry.modalities.values():
        yield {
            "code": it.code,
            "name": it.name,
            "status": _status(it.retired),
            "source": it.source,
            "sop_classes": [sop_class.uid for sop_class in registry.of_modality(it.code)],
            "page": modality_address(it.code),
        }


def _iod(registry: Registry, meanings: Meanings, iod: Iod) -> shapes.Iod:
    required = registry.meaning.usage
    return {
        "key": iod.key,
        "name": iod.name,
        "defined_in": _defined_in(iod.section, iod.table, iod.edition),
        "edition": iod.edition,
        "sop_classes": [*iod.sop_class_uids],
        "page": iod_address(iod.key),
        "modules": [
            {
                "information_entity": it.information_entity,
                "module": it.module.key,
                "name": it.module.name,
                "usage": it.usage,
                "since": it.change.edition or None if it.change else None,
                "required": meanings.requirement(required(iod.name, Part.MODULE, it.row)),
            }
            for it in iod.modules
        ],
        "functional_groups": [
            {
                "macro": it.macro.key,
                "name": it.macro.name,
                "usage": it.usage,
                "since": it.change.edition or None if it.change else None,
                "required": meanings.requirement(required(iod.name, Part.MACRO, it.row)),
            }
            for it in iod.functional_groups
        ],
        "functional_groups_modules": [it.key for it in iod.functional_groups_modules],
        "fixed_values": [*meanings.fixed(iod)],
        "content_constraints": [*meanings.constraints(iod)],
        "root_template": next(iter(roots := meanings.root_templates(iod)), None),
        "root_templates": roots,
    }


def _normalised_iods(registry: Registry) -> Iterator[shapes.NormalisedIod]:
    for it in registry.iods.normalised.values():
        yield {
            "key": it.key,
            "section": it.section,
            "name": it.name,
            "status": _status(it.retired),
            "defined_in": reference(it.defined_in),
            "sop_classes": [*registry.iods.sop_classes_of(it)],
            "modules": [module.key for module in it.modules],
            "page": iod_address(it.key),
        }


def _attribute_table(table: AttributeTable) -> shapes.TableSummaryOfPs33:
    return {
        "key": table.key,
        "name": table.name,
        "table": table.table,
        "defined_in": _defined_in(table.section, table.table, table.edition),
        "edition": table.edition,
        "source": table.source,
        "printed": table.printed,
        "has_table": table.has_table,
        "page": table_address(table),
    }


def _users(tables: IodTables, table: AttributeTable) -> list[shapes.ModuleUser]:
    return [
        {
            "iod": it.iod.key,
            "usage": it.usage,
            "information_entity": it.information_entity or None,
        }
        for it in tables.users(table)
    ]


def _module(registry: Registry, meanings: Meanings, module: Module) -> shapes.Module:
    tables = registry.iods
    return {
        **_attribute_table(module),
        "iods": _users(tables, module),
        "normalised_iods": [it.key for it in tables.normalised_users(module)],
        "rows": [*_rows(registry, meanings, module)],
    }


def _macro(registry: Registry, meanings: Meanings, macro: Macro) -> shapes.Macro:
    tables = registry.iods
    return {
        **_attribute_table(macro),
        "iods": _users(tables, macro),
        "included_by": [
            {"table": it.table.table, "row": it.row.number} for it in tables.includes(macro)
        ],
        "rows": [*_rows(registry, meanings, macro)],
    }


def _rows(
    registry: Registry, meanings: Meanings, table: AttributeTable
) -> Iterator[shapes.TableRow]:
    for row in table.all_rows:
        yield _row(registry, meanings, table, row)


def _row(
    registry: Registry, meanings: Meanings, table: AttributeTable, row: TableRow
) -> shapes.TableRow:
    it, change = row.attribute, row.change
    return {
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
        "since": (change.edition or None) if change else None,
        "printed": (change.printed or None) if change else None,
        "reason": change.reason if change else None,
        "required": meanings.requirement(registry.meaning.requirement(table, row)),
        "values": [*map(meanings.values, registry.meaning.value_lists(table, row))],
        "codes": [*map(codes, registry.meaning.codes(table, row))],
    }


def _attributes(registry: Registry, meanings: Meanings) -> Iterator[shapes.Attribute]:
    tables = registry.iods
    modules: defaultdict[str, dict[str, None]] = defaultdict(dict)
    macros: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for found, named in ((modules, tables.modules.values()), (macros, tables.macros.values())):
        for table in named:
            for row in table.all_rows:
                if row.attribute:
                    found[row.attribute.tag][table.key] = None
    for it in registry.dictionary.attributes.values():
        sentence = registry.glossary.of(it)
        profile = registry.deidentification.of(it)
        yield {
            "tag": it.printed_tag,
            "keyword": it.keyword or None,
            "name": it.name or None,
            "vr": it.vr or None,
            "vm": it.vm or None,
            "status": _status(it.retired),
            "modules": [*modules[it.tag]],
            "macros": [*macros[it.tag]],
            "meaning": sentence.text if sentence else None,
            "meanings_in": [*meanings.special(it)],
            "unit": (sentence.unit or None) if sentence else None,
            "unit_source": (sentence.unit_source or None) if sentence else None,
            "deidentification": deidentified(profile) if profile else None,
            "page": attribute_address(it.tag) if it.name else None,
        }


def _toolkits(registry: Registry) -> Iterator[shapes.Toolkit]:
    for it in registry.toolkits:
        yield {
            "slug": it.slug,
            "name": it.name,
            "language": it.language,
            "version": it.version,
            "form": it.form,
            "import_line": it.import_line,
            "source": it.source,
            "homepage": it.homepage,
            "constants": {**it.constants},
            "storescp_prefixes": {**it.storescp_prefixes},
        }


def _edition(edition: Edition) -> shapes.Edition:
    return {
        "name": edition.name,
        "year": edition.year,
        "note": edition.note or None,
        "page": edition_address(edition.name),
        "sources": [{"tables": key, "source": it} for key, it in edition.sources.items()],
        "tables": [_table(table) for table in edition.tables],
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


def _listing(uid: str, listing: Listing) -> shapes.Listing:
    return {
        "uid": uid,
        "table": listing.kind.slug,
        "first": listing.first,
        "since": listing.since or None,
        "last": listing.last,
        "names": [{"name": it.name, "first": it.first, "last": it.last} for it in listing.names],
    }


def _attribute_change(change: AttributeChange) -> shapes.AttributeChange:
    return {
        "kind": change.kind,
        "tag": change.attribute.printed_tag,
        "edition": change.edition,
        "since": change.since,
        "old": change.old or None,
        "new": change.new or None,
    }


def _structure_change(change: StructureChange) -> shapes.StructureChange:
    return {
        "kind": change.kind,
        "iod": change.iod or None,
        "table": change.table or None,
        "path": change.path or None,
        "name": change.name or None,
        "edition": change.edition,
        "since": change.since,
        "old": change.old or None,
        "new": change.new or None,
    }


def _change(event: Event) -> shapes.Change:
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
