"""The registry as the plain values of the API: every record once, with everything that is known."""

from generator.api.records import (
    attributes,
    codes,
    editions,
    iods,
    services,
    sop_classes,
    status,
    uids,
)
from generator.api.shapes import documents as shapes
from generator.history import History
from generator.model import Registry


def curated(registry: Registry, history: History) -> shapes.Curated:
    """What `whole` holds that curated records say."""
    return {
        "sop_classes": [
            sop_classes.sop_class(registry, history, it) for it in registry.sop_classes.values()
        ],
        "categories": [*sop_classes.categories(registry)],
        "modalities": [*sop_classes.modalities(registry)],
    }


def whole(registry: Registry, history: History) -> shapes.Registry:
    """Everything that `registry` and `history` hold, each part in the registry's order."""
    tables, dimse, syntaxes = registry.iods, registry.dimse, registry.transfer_syntaxes
    of_records = curated(registry, history)
    return {
        "registry_edition": registry.edition.name,
        "facts": [*map(editions.fact_edition, registry.facts)],
        "sop_classes": of_records["sop_classes"],
        "uids": [uids.any_uid(history, it, syntaxes.get(it.uid)) for it in registry.uids.values()],
        "misprints": [*uids.misprints(registry.misprints)],
        "service_classes": [*sop_classes.service_classes(registry.services.classes)],
        "categories": of_records["categories"],
        "modalities": of_records["modalities"],
        "iods": [iods.iod(registry, it) for it in tables.iods.values()],
        "normalised_iods": [*iods.normalised_iods(tables)],
        "modules": [iods.module(registry, it) for it in tables.modules.values()],
        "macros": [iods.macro(registry, it) for it in tables.macros.values()],
        "attributes": [*attributes.attributes(registry)],
        "context_groups": [*codes.context_groups(registry.codes, registry.uids.values())],
        "templates": [*codes.templates(registry.codes)],
        "deidentification": [*attributes.profiles(registry.deidentification.profiles)],
        "toolkits": [*uids.toolkits(registry.toolkits)],
        "private_sop_classes": [*uids.private_sop_classes(registry.private_sop_classes)],
        "private_roots": [*uids.private_roots(registry.private_roots)],
        "editions": [*map(editions.edition, registry.editions)],
        "listings": [
            editions.listing(uid, it) for uid, found in history.listings.items() for it in found
        ],
        "changes": [*map(editions.change, history.events)],
        "dimse_services": [
            it
            for uid in registry.sop_classes
            for it in services.dimse_services(uid, dimse.operations.get(uid, ()))
        ],
        "service_tables": [*services.service_tables(dimse)],
        "service_requirements": [*services.requirements(dimse, tables.attributes)],
        "query_levels": [
            it
            for uid in registry.sop_classes
            for it in services.query_levels(uid, dimse.levels.get(uid, ()))
        ],
        "negotiations": [
            services.negotiation(uid, dimse.negotiations[uid])
            for uid in registry.sop_classes
            if uid in dimse.negotiations
        ],
        "application_bytes": [*services.application_bytes(dimse.application_tables)],
        "meta_members": [*services.meta_members(dimse.members)],
        "ups_transitions": [*services.ups_transitions(dimse.transitions)],
        "service_gaps": [{"sop_class": uid, "what": what} for uid, what in dimse.gaps.items()],
        "status_codes": [*status.status_codes(registry.status.codes)],
        "status_returns": [*map(status.status_return, registry.status.rows)],
        "layer_codes": [*status.layer_codes(registry.status.layers)],
        "transcript_rows": [
            it
            for messages in dimse.transcripts.values()
            for message in messages
            for it in services.transcript_rows(message)
        ],
        "attribute_changes": [*map(editions.attribute_change, registry.dictionary.changes)],
        "structure_changes": [*map(editions.structure_change, registry.structure_changes)],
    }
