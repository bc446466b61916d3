"""Which pages an edit of a record touches, so that a preview need not make the others again."""

from generator.model import Registry
from generator.model.addresses import (
    category_address,
    modality_address,
    service_class_address,
    sop_class_address,
)
from generator.model.sop_classes import SopClass

_INDEXES = ("", "sop-classes/", "sop-classes/retired/", "categories/", "modalities/")
"""The pages that show something of every record."""


def touched(before: Registry, after: Registry) -> frozenset[str]:
    """The addresses of the pages that may differ, where only curated records do.

    Such a record shows on its own page and in the tables of its groups; what other pages show of a
    SOP Class, as its name, is registered and not curated.
    """
    addresses: set[str] = set()
    for uid, sop_class in after.sop_classes.items():
        if sop_class != before.sop_classes[uid]:
            addresses |= _shown_on(after, sop_class) | _shown_on(before, before.sop_classes[uid])
    return frozenset(addresses)


def _shown_on(registry: Registry, sop_class: SopClass) -> set[str]:
    return {
        sop_class_address(sop_class.uid),
        service_class_address(registry.services.memberships[sop_class.uid].service_class),
        category_address(sop_class.category.slug),
        *(modality_address(code.code) for code in sop_class.modality.codes),
        *_INDEXES,
    }
