"""The shapes of what rows of modules and IODs demand: conditions, values, codes, SR content."""

from typing import Annotated, TypedDict

from generator.model.meaning import ListKind


class Requirement(TypedDict):
    """When something is required, as read from the text of the standard."""

    words: Annotated[str, "In words."]
    status: Annotated[str, "How far the text was read: `parsed`, `partial`, `unparsed` and more."]
    condition: Annotated[str | None, "The condition for programs, as JSON (about/api/)."]
    may_if: Annotated[str | None, "When it may be there without being required, as JSON."]
    not_if: Annotated[str | None, "When it must not be there, as JSON."]
    otherwise: Annotated[str | None, "What holds otherwise: `may`, `not`, `may_if`, `not_stated`."]
    exactly_one_of: Annotated[list[str], "The tags of which exactly one must be there."]
    edition: Annotated[str, "The edition whose text was read."]
    same: Annotated[list[str], "Independent readings that agree."]
    differs: Annotated[list[str], "Independent readings that do not."]


class ValueList(TypedDict):
    """The values that the standard lists for an attribute in a row."""

    value_number: Annotated[int | None, "Which value of several it is for, from 1; null for any."]
    kind: Annotated[ListKind, "Whether the list is closed."]
    values: Annotated[list[str], "The values."]
    added: Annotated[list[str], "Those among them that a later edition added."]
    condition_words: Annotated[str | None, "When the list holds, in words; null for always."]
    condition: Annotated[str | None, "The same for programs, as JSON."]
    only_at: Annotated[list[str], "Where alone it holds, `table[@iod]:tag.tag`; none for all."]
    edition: Annotated[str, "The edition in which it was read."]
    source: Annotated[list[str], "How it was found: `list`, `section`, `sentence` and more."]
    second_reading: Annotated[str | None, "Whether dicom3tools has the same list."]


class CodeSource(TypedDict):
    """The context group that supplies the codes of a sequence."""

    cid: Annotated[int, "The number of the context group."]
    kind: Annotated[str, "How firmly: `baseline`, `defined`, `enumerated` or `unstated`."]
    only_at: Annotated[list[str], "Where alone it holds, `table[@iod]:tag.tag`; none for all."]
    editions: Annotated[list[str], "The editions that say so."]
    sources: Annotated[list[str], "Who says so."]


class FixedValue(TypedDict):
    """What an IOD as a whole demands of an attribute."""

    tag: Annotated[str, "The tag, as `(0028,0100)`."]
    value_number: Annotated[int | None, "Which value of several, from 1; null for any."]
    rule: Annotated[str, "`shall_be`, `shall_be_absent`, `defined_terms`, `transfer_syntax_only`."]
    values: Annotated[list[str], "The values."]
    condition: Annotated[str | None, "When it holds, as JSON; null for always."]
    nested: Annotated[bool, "Whether the attribute is in an item."]
    source: Annotated[str, "Who says so."]
    also_in: Annotated[str | None, "Who else does."]


class ContentConstraint(TypedDict):
    """What a content item of an SR IOD may hold, and by which relationship."""

    source_value_types: Annotated[list[str], "The value types of the item."]
    relationship: Annotated[str, "The relationship, as `HAS PROPERTIES`."]
    target_value_types: Annotated[list[str], "The value types of what it may hold."]
    mode: Annotated[str, "`by_value`, `by_value_or_reference` or `see_section`."]
    targets_by_value_only: Annotated[list[str], "Those of them that may not be referred to."]
    source: Annotated[str, "Who says so."]


class RootTemplate(TypedDict):
    """The template that the root of an SR document follows."""

    tid: Annotated[int, "The number of the template."]
    name: Annotated[str, "Its name."]
    strength: Annotated[str, "How firmly: `shall` or `may`."]
    source: Annotated[str, "Who says so."]
