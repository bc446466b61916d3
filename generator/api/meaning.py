"""What attributes mean, as the plain values of the API."""

from collections.abc import Iterator, Sequence

from generator.api import meaning_shapes as shapes
from generator.api.text import json_text
from generator.model import Registry
from generator.model.addresses import context_group_address, templates_address
from generator.model.attributes import Attribute
from generator.model.codes import TemplateUse
from generator.model.conditions import Condition, in_words, json_of
from generator.model.deidentification import Profile
from generator.model.iods import Iod
from generator.model.meaning import AttributeRequirement, ContextGroupUse, Requirement, ValueList


class Meanings:
    """Makes the records of one registry."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def requirement(self, it: Requirement | None) -> shapes.Requirement | None:
        """When something is required; None for None."""
        if it is None:
            return None
        tags = it.exactly_one_of if isinstance(it, AttributeRequirement) else ()
        return {
            "words": it.in_words(self._registry.name_of),
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

    def values(self, it: ValueList) -> shapes.ValueList:
        """A list of values."""
        return {
            "value_number": it.value_number,
            "kind": it.kind,
            "values": [*it.values],
            "added": [*it.added],
            "condition_words": in_words(it.condition, self._registry.name_of)
            if it.condition
            else None,
            "condition": _json(it.condition),
            "only_at": [*it.only_at],
            "edition": it.edition,
            "source": [*it.basis],
            "second_reading": it.dicom3tools or None,
        }

    def special(self, attribute: Attribute) -> Iterator[shapes.SpecialMeaning]:
        """What an attribute means in some modules or macros only."""
        for address, sentence in self._registry.glossary.in_modules(attribute).items():
            yield {"table": address, "meaning": sentence.text}

    def fixed(self, iod: Iod) -> Iterator[shapes.FixedValue]:
        """What an IOD as a whole demands of attributes."""
        for it in self._registry.meaning.fixed_values.get(iod.name, ()):
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

    def constraints(self, iod: Iod) -> Iterator[shapes.ContentConstraint]:
        """What content items of an SR IOD may hold."""
        for it in self._registry.meaning.content_constraints.get(iod.name, ()):
            yield {
                "source_value_types": [*it.source_value_types],
                "relationship": it.relationship,
                "target_value_types": [*it.target_value_types],
                "mode": it.mode,
                "targets_by_value_only": [*it.targets_by_value_only],
                "source": it.source,
            }

    def root_templates(self, iod: Iod) -> list[shapes.RootTemplate]:
        """The templates of which the root of a document of an IOD follows one, as far as known."""
        return [
            {"tid": it.tid, "name": it.name, "strength": it.strength, "source": it.source}
            for it in self._registry.meaning.root_templates.get(iod.name, ())
        ]

    def context_groups(self) -> Iterator[shapes.ContextGroup]:
        """Every context group with a number, in their order."""
        entries = {int(it.cid): it for it in self._registry.uids.values() if it.cid}
        groups = self._registry.codes.groups
        for cid in sorted({*groups, *entries}):
            group, entry = groups.get(cid), entries.get(cid)
            retired = bool((entry and entry.retired) or (group and group.retired))
            name = group.name if group else entry.name if entry else ""
            yield {
                "cid": cid,
                "name": name,
                "keyword": (group.keyword or None) if group else None,
                "uid": entry.uid if entry else None,
                "version": (group.version or None) if group else None,
                "status": "retired" if retired else "active",
                "edition": group.edition if group else None,
                "included_groups": [*group.includes] if group else [],
                "code_count": len(group.codes) if group else 0,
                "page": context_group_address(cid),
                "codes": [
                    {"scheme": it.scheme, "value": it.value, "meaning": it.meaning or None}
                    for it in (group.codes if group else ())
                ],
                "templates": _uses(self._registry.codes.uses_by_group.get(cid, ())),
            }

    def templates(self) -> Iterator[shapes.Template]:
        """Every template, in the order of the numbers."""
        codes, page = self._registry.codes, templates_address()
        for it in codes.templates.values():
            yield {
                "tid": it.tid,
                "name": it.name,
                "edition": it.edition,
                "page": page,
                "context_groups": _uses(codes.uses_by_template.get(it.tid, ())),
            }

    def profiles(self) -> Iterator[shapes.Profile]:
        """Table E.1-1 of PS3.15, in the printed order."""
        for it in self._registry.deidentification.profiles:
            yield {
                "name": it.name,
                "tag": it.printed_tag,
                "status": "retired" if it.retired else "active",
                "in_standard_iod": it.in_standard_iod,
                **deidentified(it),
            }


def _uses(uses: Sequence[TemplateUse]) -> list[shapes.TemplateUse]:
    return [
        {
            "tid": it.tid,
            "row": it.row or None,
            "part": it.part,
            "cid": it.cid,
            "binding": it.binding or None,
            "source": it.source,
        }
        for it in uses
    ]


def codes(it: ContextGroupUse) -> shapes.CodeSource:
    """Where the codes of a sequence come from."""
    return {
        "cid": it.cid,
        "kind": it.kind,
        "only_at": [*it.only_at],
        "editions": [*it.editions],
        "sources": [*it.sources],
    }


def deidentified(it: Profile) -> shapes.Deidentified:
    """What becomes of an attribute."""
    return {
        "basic": it.basic,
        "options": {str(option): action for option, action in it.options.items()},
        "edition": it.edition,
    }


def _json(condition: Condition | None) -> str | None:
    return None if condition is None else json_text(json_of(condition))
