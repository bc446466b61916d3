"""The records of SOP Classes, and of what they are grouped by."""

from collections.abc import Iterable, Iterator

from generator.api.records.uids import registered_uid
from generator.api.records.values import reference_or_null, status
from generator.api.shapes import sop_classes as shapes
from generator.history import History
from generator.model import Registry
from generator.model.addresses import (
    category_address,
    modality_address,
    service_class_address,
)
from generator.model.iods import WithoutIod
from generator.model.relations import Retirement
from generator.model.services import ServiceClass
from generator.model.sop_classes import SopClass


def sop_class(registry: Registry, history: History, it: SopClass) -> shapes.SopClass:
    """What is registered of a SOP Class, and what we say about it."""
    uid = it.uid
    membership = registry.services.memberships[uid]
    retirement = registry.relations.retirements.get(uid)
    iod = registry.iods.iod_of(uid)
    normalised = registry.iods.normalised_iod_of(uid)
    without = registry.iods.without.get(uid)
    return {
        **registered_uid(history, it.registered),
        "category": it.category.slug,
        "summary": it.summary,
        "modality": {
            "codes": [
                {"code": code.code, "kind": code.kind, "source": code.source}
                for code in it.modality.codes
            ],
            "any_value": it.modality.any_value,
            "no_attribute": it.modality.no_attribute,
        },
        "aliases": [{"text": alias.text, "kind": alias.kind} for alias in it.aliases],
        "see_also": [
            {"sop_class": registry.keys[other.sop_class].uid, "why": other.why}
            for other in it.see_also
        ],
        "relations": [
            {"role": other.role, "sop_class": other.other, "source": other.source}
            for other in registry.relations.of(uid)
        ],
        "retirement": _retirement(retirement) if retirement else None,
        "service_class": {
            "slug": membership.service_class,
            "defined_in": reference_or_null(membership.defined_in),
            "source": membership.source,
        },
        "iod": iod.key if iod else None,
        "without_iod": _without_iod(without) if without else None,
        "normalised_iod": normalised.key if normalised else None,
    }


def _retirement(retirement: Retirement) -> shapes.Retirement:
    return {
        "successors": [*retirement.successors],
        "note": retirement.note or None,
        "source": retirement.source,
    }


def _without_iod(without: WithoutIod) -> shapes.WithoutIod:
    return {
        "reason": without.reason,
        "defined_in": reference_or_null(without.defined_in),
        "source": without.source,
    }


def service_classes(found: Iterable[ServiceClass]) -> Iterator[shapes.ServiceClass]:
    """Service classes with their SOP Classes."""
    for it in found:
        yield {
            "slug": it.slug,
            "name": it.name,
            "status": status(it.retired),
            "defined_in": reference_or_null(it.defined_in),
            "note": it.note or None,
            "sop_classes": [member.sop_class for member in it.members],
            "page": service_class_address(it.slug),
        }


def categories(registry: Registry) -> Iterator[shapes.Category]:
    """Every category with its SOP Classes."""
    for it in registry.categories:
        yield {
            "slug": it.slug,
            "name": it.name,
            "sop_classes": [member.uid for member in registry.in_category(it)],
            "page": category_address(it.slug),
        }


def modalities(registry: Registry) -> Iterator[shapes.Modality]:
    """Every value of Modality (0008,0060) with the SOP Classes that carry it."""
    for it in registry.modalities.values():
        yield {
            "code": it.code,
            "name": it.name,
            "status": status(it.retired),
            "source": it.source,
            "sop_classes": [carrier.uid for carrier in registry.of_modality(it.code)],
            "page": modality_address(it.code),
        }
