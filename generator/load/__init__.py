"""The only reader of `data/`: YAML and CSV in, a `Registry` out, or every problem at once."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from generator.load.editions import load_editions
from generator.load.iods import load_iods
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
from generator.model.iods import IodTables
from generator.model.standard import Section
from generator.problems import BadDataError, Problem


_IODS_OF = "2024b"
"""The edition of PS3.3 that has every section which our tables of IODs and modules name."""


def load(data: Path) -> Registry:
    """The registry in the folder `data`.

    Raises BadDataError with everything that is wrong with the shape of a file, or refers to nothing;
    what records must be to each other is for `generator.check`.
    """
    problems: list[Problem] = []
    editions = load_editions(data, problems)
    uids = load_uids(data, editions, problems)
    categories = load_categories(data, problems)
    sop_classes = load_sop_classes(data, uids, categories, problems)
    services = load_services(data, problems, uids, editions)
    relations = load_relations(data, problems, uids, editions)
    iods = load_iods(data, problems, uids)
    registry = Registry(
        sop_classes={sop_class.uid: sop_class for sop_class in sop_classes},
        uids={uid.uid: uid for uid in uids},
        categories=categories,
        services=services,
        relations=relations,
        modalities={term.code: term for term in load_modalities(data, problems)},
        sections=load_sections(data, problems, editions, _iod_sections(iods)),
        iods=iods,
        editions=editions,
        toolkits=load_toolkits(data, uids, problems),
        private_sop_classes=load_private_sop_classes(data, problems),
        private_roots=load_private_roots(data, problems),
        misprints=load_misprints(data, uids, problems),
        keys={sop_class.key: sop_class for sop_class in sop_classes},
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


def _iod_sections(iods: IodTables) -> Iterator[Section]:
    """The sections of PS3.3 that the tables of IODs and modules name."""
    named = chain(iods.iods.values(), iods.modules.values(), iods.functional_groups.values())
    for it in named:
        if it.section:
            yield Section(part="PS3.3", section=it.section, edition=_IODS_OF)
    for normalised in iods.normalised.values():
        yield Section(part="PS3.3", section=normalised.section, edition=_IODS_OF)
