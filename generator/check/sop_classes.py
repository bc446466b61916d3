"""Rules for the curated records of SOP Classes."""

from collections.abc import Iterator

from generator.model import Registry
from generator.model.sop_classes import SopClass
from generator.problems import Problem


def see_also_is_known(registry: Registry) -> Iterator[Problem]:
    """Every `see_also` names another SOP Class, each once."""
    keys = {uid.key for uid in registry.uids.values() if uid.is_sop_class}
    for sop_class in registry.sop_classes.values():
        seen: set[str] = set()
        for other in sop_class.see_also:
            if other.sop_class not in keys:
                message = f"see_also names {other.sop_class!r}, expected a keyword of a SOP Class"
                yield Problem(other.where, message, rests_on=("editions",))
            elif other.sop_class == sop_class.key:
                message = "see_also names the SOP Class itself, expected another one"
                yield Problem(other.where, message)
            elif other.sop_class in seen:
                message = f"see_also names {other.sop_class!r} again, expected it once"
                yield Problem(other.where, message)
            seen.add(other.sop_class)


def modality_is_known(registry: Registry) -> Iterator[Problem]:
    """Every value of Modality is one of `data/modalities.yml`."""
    for sop_class in registry.sop_classes.values():
        for modality in sop_class.modality.codes:
            if modality.code not in registry.modalities:
                message = f"modality {modality.code!r}, expected a code of modalities.yml"
                yield Problem(modality.where, message, rests_on=("modalities.yml",))


def aliases_say_something(registry: Registry) -> Iterator[Problem]:
    """No alias stands twice in a record, or repeats the name or the keyword."""
    for sop_class in registry.sop_classes.values():
        seen = {sop_class.name.casefold(), (sop_class.keyword or "").casefold()}
        for alias in sop_class.aliases:
            if alias.text.casefold() in seen:
                message = f"alias {alias.text!r} repeats the name, the keyword or another alias"
                yield Problem(alias.where, f"{message}, expected a new one")
            seen.add(alias.text.casefold())


def aliases_lead_to_one(registry: Registry) -> Iterator[Problem]:
    """No alias stands in two records."""
    first: dict[str, SopClass] = {}
    for sop_class in registry.sop_classes.values():
        for alias in sop_class.aliases:
            other = first.setdefault(alias.text.casefold(), sop_class)
            if other is not sop_class:
                message = f"alias {alias.text!r} stands in {other.where.path} too"
                yield Problem(alias.where, f"{message}, expected the one that people mean")


def category_is_used(registry: Registry) -> Iterator[Problem]:
    """Every category has a SOP Class."""
    used = {sop_class.category.slug for sop_class in registry.sop_classes.values()}
    for category in registry.categories:
        if category.slug not in used:
            message = f"no SOP Class is of category {category.slug!r}, expected one at least"
            yield Problem(category.where, message, rests_on=("sop_classes",))


RULES = (
    see_also_is_known,
    modality_is_known,
    aliases_say_something,
    aliases_lead_to_one,
    category_is_used,
)
