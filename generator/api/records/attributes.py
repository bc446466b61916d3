"""The records of attributes, and of what de-identification does to them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from generator.api.records.values import status
from generator.api.shapes import attributes as shapes
from generator.model import Registry
from generator.model.addresses import attribute_address
from generator.model.deidentification import Profile
from generator.model.tables import AttributeTable


def attributes(registry: Registry) -> Iterator[shapes.Attribute]:
    """The dictionary, and where each attribute occurs."""
    modules = _tables_with(registry.iods.modules.values())
    macros = _tables_with(registry.iods.macros.values())
    for it in registry.dictionary.attributes.values():
        sentence = registry.glossary.of(it)
        special = registry.glossary.in_modules(it)
        profile = registry.deidentification.of(it)
        yield {
            "tag": it.printed_tag,
            "keyword": it.keyword or None,
            "name": it.name or None,
            "vr": it.vr or None,
            "vm": it.vm or None,
            "status": status(it.retired),
            "modules": [*modules[it.tag]],
            "macros": [*macros[it.tag]],
            "meaning": sentence.text if sentence else None,
            "meanings_in": [
                {"table": address, "meaning": other.text} for address, other in special.items()
            ],
            "unit": (sentence.unit or None) if sentence else None,
            "unit_source": (sentence.unit_source or None) if sentence else None,
            "deidentification": _deidentified(profile) if profile else None,
            "page": attribute_address(it.tag) if it.name else None,
        }


def _tables_with(tables: Iterable[AttributeTable]) -> defaultdict[str, dict[str, None]]:
    """By tag: the keys of those `tables` that have the attribute at any depth, in their order."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for table in tables:
        for row in table.all_rows:
            if row.attribute:
                found[row.attribute.tag][table.key] = None
    return found


def profiles(found: Iterable[Profile]) -> Iterator[shapes.Profile]:
    """Rows of Table E.1-1 of PS3.15."""
    for it in found:
        yield {
            "name": it.name,
            "tag": it.printed_tag,
            "status": status(it.retired),
            "in_standard_iod": it.in_standard_iod,
            **_deidentified(it),
        }


def _deidentified(it: Profile) -> shapes.Deidentified:
    return {
        "basic": it.basic,
        "options": {str(option): action for option, action in it.options.items()},
        "edition": it.edition,
    }
