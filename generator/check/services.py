"""Rules about the places in the standard that the data names."""

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.model import Registry
from generator.model.iods import Iod, NormalisedIod
from generator.model.standard import references_in
from generator.model.tables import AttributeTable
from generator.problems import Problem, Where


def section_is_known(registry: Registry) -> Iterator[Problem]:
    """Every section of DICOM that the data names is one that a table or `sections.csv` knows.

    So a section that moved, or was misprinted, does not become a link that leads nowhere.
    """
    for where, part, section in dict.fromkeys(_places(registry)):
        if not registry.sections.knows(part, section):
            message = f"unknown section {part} {section}, expected one of the tables"
            message = f"{message} or of sections.csv"
            yield Problem(where, message, rests_on=("editions", "modules", "sections.csv"))


def _places(registry: Registry) -> Iterator[tuple[Where, str, str]]:
    """Where the data names a section, its part and the section."""
    for where, text in chain(
        (
            (code.source_where, code.source)
            for s in registry.sop_classes.values()
            for code in s.modality.codes
        ),
        ((m.where, m.source) for m in registry.services.memberships.values()),
        ((r.where, r.source) for rs in registry.relations.by_sop_class.values() for r in rs),
        ((r.where, r.source) for r in registry.relations.retirements.values()),
    ):
        for part, section in references_in(text):
            yield where, part, section
    for where, place in chain(
        ((s.where, s.defined_in) for s in registry.services.classes),
        ((m.where, m.defined_in) for m in registry.services.memberships.values()),
    ):
        if place and place.edition and place.section:
            yield where, place.standard, place.section
    iods = registry.iods
    for without in iods.without.values():
        if without.section:
            yield without.where, without.part, without.section
    named: Iterable[Iod | NormalisedIod | AttributeTable] = chain(
        iods.iods.values(), iods.normalised.values(), iods.tables
    )
    for it in named:
        if it.section:
            yield it.where, "PS3.3", it.section


RULES = (section_is_known,)
