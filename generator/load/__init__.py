"""The only reader of `data/`: YAML and CSV in, a `Registry` out, or every problem at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from generator.load.attributes import load_attributes
from generator.load.codes import load_codes
from generator.load.deidentification import load_deidentification
from generator.load.dimse import load_dimse
from generator.load.editions import load_editions
from generator.load.files import wrong_schemas
from generator.load.folders import missing_folders, unknown_files
from generator.load.glossary import load_glossary
from generator.load.guides import load_guides
from generator.load.iods import load_iods
from generator.load.lookup import load_lookup
from generator.load.meaning import load_meaning
from generator.load.services import (
    load_modalities,
    load_relations,
    load_sections,
    load_services,
)
from generator.load.sop_classes import load_categories, load_sop_classes
from generator.load.sources import load_sources
from generator.load.status import load_status
from generator.load.structure import load_structure_changes
from generator.load.transfer_syntaxes import load_transfer_syntaxes
from generator.load.uids import (
    load_misprints,
    load_private_roots,
    load_private_sop_classes,
    load_private_transfer_syntaxes,
    load_toolkits,
    load_uid_notes,
    load_uids,
)
from generator.model import Registry
from generator.model.addresses import (
    TOOL_ADDRESSES,
    attribute_address,
    service_class_address,
    uid_address,
)
from generator.model.sop_classes import SopClass
from generator.problems import BadDataError, Problem, drop_consequences

Rule = Callable[[Registry], Iterator[Problem]]
"""Something that the records of a registry must be to each other: `generator.check` has them."""


def load(data: Path, rules: Iterable[Rule] = ()) -> Registry:
    """The registry in the folder `data`, which keeps `rules`.

    Raises BadDataError with everything that is wrong with the shape of a file, refers to nothing,
    or breaks a rule, as far as the files can be read.
    """
    problems = [*missing_folders(data), *wrong_schemas(data / "schema")]
    if problems:
        raise BadDataError(problems)
    problems += unknown_files(data)
    editions = load_editions(data, problems)
    uids = load_uids(data, editions, problems)
    categories = load_categories(data, problems)
    sop_classes = load_sop_classes(data, uids, categories, problems)
    services = load_services(data, problems, uids, editions)
    known = [uid.uid for uid in uids if uid.is_sop_class]
    relations = load_relations(data, problems, uids, editions)
    dictionary = load_attributes(data, editions, problems)
    iods = load_iods(data, problems, uids, dictionary.attributes, editions)
    sections = load_sections(data, problems, editions, iods.sections_with_tables(), iods.sections())
    addresses = {
        *map(uid_address, uids),
        *(service_class_address(service_class.slug) for service_class in services.classes),
        *map(attribute_address, dictionary.attributes),
        *TOOL_ADDRESSES,
    }
    registry = Registry(
        sop_classes={sop_class.uid: sop_class for sop_class in sop_classes},
        uids={uid.uid: uid for uid in uids},
        categories=categories,
        services=services,
        dimse=load_dimse(data, problems, services, known),
        status=load_status(data, problems, services, known),
        relations=relations,
        modalities={term.code: term for term in load_modalities(data, problems)},
        sections=sections,
        iods=iods,
        dictionary=dictionary,
        structure_changes=load_structure_changes(data, editions, problems),
        meaning=load_meaning(data, problems),
        glossary=load_glossary(data, problems, iods),
        codes=load_codes(data, problems),
        deidentification=load_deidentification(data, problems),
        editions=editions,
        sources=load_sources(data, problems),
        toolkits=load_toolkits(data, uids, problems),
        private_sop_classes=load_private_sop_classes(data, problems),
        private_transfer_syntaxes=load_private_transfer_syntaxes(data, problems),
        private_roots=load_private_roots(data, problems),
        uid_notes=load_uid_notes(data, uids, problems),
        transfer_syntaxes=load_transfer_syntaxes(data, editions, problems),
        misprints=load_misprints(data, uids, problems),
        keys={sop_class.key: sop_class for sop_class in sop_classes},
        guides=load_guides(data, data.parent / "docs", uids, problems),
        lookup=load_lookup(data, addresses, problems),
    )
    return _checked(registry, rules, problems, data)


def load_records(
    data: Path,
    known: Registry,
    rules: Iterable[Rule] = (),
    unchanged: Mapping[str, SopClass] = MappingProxyType({}),
) -> Registry:
    """`known` with the curated records read again, and nothing else.

    `unchanged` are those, by the names of their files, whose files need not be read. Raises
    BadDataError as `load` does.
    """
    problems = [*unknown_files(data)]
    uids = tuple(known.uids.values())
    sop_classes = load_sop_classes(data, uids, known.categories, problems, unchanged)
    registry = replace(
        known,
        sop_classes={sop_class.uid: sop_class for sop_class in sop_classes},
        keys={sop_class.key: sop_class for sop_class in sop_classes},
    )
    return _checked(registry, rules, problems, data)


def _checked(
    registry: Registry, rules: Iterable[Rule], problems: list[Problem], data: Path
) -> Registry:
    """`registry`, if nothing is wrong with it. Raises BadDataError with everything that is."""
    problems = [*problems, *(problem for rule in rules for problem in rule(registry))]
    if problems:
        raise BadDataError(drop_consequences(problems, data))
    return registry
