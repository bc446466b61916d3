"""The records of what rows of modules and IODs demand: conditions, values, codes, SR content."""

from collections.abc import Iterable, Iterator

from generator.api.shapes import meaning as shapes
from generator.api.text import json_text
from generator.model.conditions import Condition, Names, in_words, json_of
from generator.model.meaning import (
    AttributeRequirement,
    ContentConstraint,
    ContextGroupUse,
    FixedValue,
    Requirement,
    RootTemplate,
    ValueList,
)


def requirement(it: Requirement | None, names: Names) -> shapes.Requirement | None:
    """When something is required, in words with those `names`; None for None."""
    if it is None:
        return None
    tags = it.exactly_one_of if isinstance(it, AttributeRequirement) else ()
    return {
        "words": it.in_words(names),
        "status": it.status,
        "condition": _json(it.condition),
        "may_if": _json(it.may_if),
        "not_if": _json(it.not_if),
        "otherwise": it.otherwise or None,
        "exactly_one_of": [*tags],
        "edition": it.edition,
        "same": [*it.same],
        "differs": [*it.differs],
    }


def value_list(it: ValueList, names: Names) -> shapes.ValueList:
    """A list of values, and when it holds, in words with those `names`."""
    return {
        "value_number": it.value_number,
        "kind": it.kind,
        "values": [*it.values],
        "added": [*it.added],
        "condition_words": in_words(it.condition, names) if it.condition else None,
        "condition": _json(it.condition),
        "only_at": [*it.only_at],
        "edition": it.edition,
        "source": [*it.basis],
        "second_reading": it.dicom3tools or None,
    }


def code_source(it: ContextGroupUse) -> shapes.CodeSource:
    """Where the codes of a sequence come from."""
    return {
        "cid": it.cid,
        "kind": it.kind,
        "only_at": [*it.only_at],
        "editions": [*it.editions],
        "sources": [*it.sources],
    }


def fixed_values(found: Iterable[FixedValue]) -> Iterator[shapes.FixedValue]:
    """What an IOD as a whole demands of attributes."""
    for it in found:
        yield {
            "tag": it.tag,
            "value_number": it.value_number,
            "rule": it.rule,
            "values": [*it.values],
            "condition": _json(it.condition),
            "nested": it.place == "nested",
            "source": it.source,
            "also_in": it.also_in or None,
        }


def content_constraints(found: Iterable[ContentConstraint]) -> Iterator[shapes.ContentConstraint]:
    """What content items of an SR IOD may hold."""
    for it in found:
        yield {
            "source_value_types": [*it.source_value_types],
            "relationship": it.relationship,
            "target_value_types": [*it.target_value_types],
            "mode": it.mode,
            "targets_by_value_only": [*it.targets_by_value_only],
            "source": it.source,
        }


def root_templates(found: Iterable[RootTemplate]) -> Iterator[shapes.RootTemplate]:
    """The templates of which the root of a document of an IOD follows one, as far as known."""
    for it in found:
        yield {"tid": it.tid, "name": it.name, "strength": it.strength, "source": it.source}


def _json(condition: Condition | None) -> str | None:
    return None if condition is None else json_text(json_of(condition))
