"""The only reader of `data/`: YAML and CSV in, a `Registry` out, or every problem at once."""

from dataclasses import replace
from pathlib import Path

from generator.load.editions import load_editions
from generator.load.guides import load_guides
from generator.load.iods import load_iods
from generator.load.lookup import load_lookup
from generator.load.services import (
    load_modalities,
    load_relations,
    load_sections,
    load_services,
)
from generator.load.sop_classes import load_categories, load_sop_classes
from generator.load.uids import (
    load_misprints,
    load_private_roots,
    load_private_sop_classes,
    load_toolkits,
    load_uids,
)
from generator.model import Registry
from generator.model.addresses import attribute_address, service_class_address, uid_address
from generator.problems import BadDataError, Problem


def load(data: Path) -> Registry:
    """The registry in the folder `data`.

    Raises BadDataError with everything that is wrong with the shape of a file, or refers to
    nothing; what records must be to each other is for `generator.check`.
    """
    problems: list[Problem] = []
    editions = load_editions(data, problems)
    uids = load_uids(data, editions, problems)
    categories = load_categories(data, problems)
    sop_classes = load_sop_classes(data, uids, categories, problems)
    services = load_services(data, problems, uids, editions)
    relations = load_relations(data, problems, uids, editions)
    iods = load_iods(data, problems, uids)
    addresses = {
        *map(uid_address, uids),
        *(service_class_address(service_class.slug) for service_class in services.classes),
        *map(attribute_address, iods.attributes),
    }
    registry = Registry(
        sop_classes={sop_class.uid: sop_class for sop_class in sop_classes},
        uids={uid.uid: uid for uid in uids},
        categories=categories,
        services=services,
        relations=relations,
        modalities={term.code: term for term in load_modalities(data, problems)},
        sections=load_sections(data, problems, editions, iods.sections()),
        iods=iods,
        editions=editions,
        toolkits=load_toolkits(data, uids, problems),
        private_sop_classes=load_private_sop_classes(data, problems),
        private_roots=load_private_roots(data, problems),
        misprints=load_misprints(data, uids, problems),
        keys={sop_class.key: sop_class for sop_class in sop_classes},
        guides=load_guides(data, data.parent / "docs", sop_classes, problems),
        lookup=load_lookup(data, addresses, problems),
    )
    if problems:
        raise BadDataError(problems)
    return registry


def load_records(data: Path, known: Registry) -> Registry:
    """`known` with the curated records read again, and nothing else.

    Raises BadDataError as `load` does.
    """
    problems: list[Problem] = []
    sop_classes = load_sop_classes(data, tuple(known.uids.values()), known.categories, problems)
    if problems:
        raise BadDataError(problems)
    return replace(
        known,
        sop_classes={sop_class.uid: sop_class for sop_class in sop_classes},
        keys={sop_class.key: sop_class for sop_class in sop_classes},
    )
