"""Rules about what records say of services: modality codes and places in the standard."""

from collections.abc import Iterator
from itertools import chain

from generator.model.registry import Registry
from generator.model.standard import references_in
from generator.problems import Problem, Where


def check_modalities(registry: Registry) -> Iterator[Problem]:
    """Every modality code that a record names is one that we know."""
    for sop_class in registry.sop_classes.values():
        for modality in sop_class.modality.codes:
            if modality.code not in registry.modalities:
                message = f"unknown modality code {modality.code!r}, expected one of modalities.yml"
                yield Problem(sop_class.where, message)


def check_sections(registry: Registry) -> Iterator[Problem]:
    """Every section of DICOM that the data names is one that a table or `sections.csv` knows.

    So a section that moved, or was misprinted, does not become a link that leads nowhere.
    """
    for where, part, section in dict.fromkeys(_places(registry)):
        if not registry.sections.knows(part, section):
            message = f"unknown section {part} {section}, expected one of the tables"
            yield Problem(where, f"{message} or of sections.csv")


def _places(registry: Registry) -> Iterator[tuple[Where, str, str]]:
    """Where the data names a section, its part and the section."""
    for where, text in chain(
        (
            (s.where, code.source)
            for s in registry.sop_classes.values()
            for code in s.modality.codes
        ),
        ((m.where, m.source) for m in registry.services.memberships.values()),
        ((r.where, r.source) for rs in registry.relations.by_sop_class.values() for r in rs),
        ((r.where, r.source) for r in registry.relations.retirements.values()),
    ):
        for part, section in references_in(text):
            yield where, part, section
    for place in chain(registry.services.classes, registry.services.memberships.values()):
        defined_in = place.defined_in
        if defined_in and defined_in.standard.startswith("PS3.") and defined_in.section:
            yield place.where, defined_in.standard, defined_in.section
