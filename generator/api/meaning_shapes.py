"""The shapes of what attributes mean: sentences, conditions, values, codes, de-identification.

As `generator.api.shapes`, of which they are a part.
"""

from typing import Annotated, Literal, TypedDict

from generator.model.codes import TemplatePart
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


class SpecialMeaning(TypedDict):
    """What an attribute means in one module or macro."""

    table: Annotated[str, "The page of the module or macro, as `modules/ct-image/`."]
    meaning: Annotated[str, "What it holds there, in a sentence."]


class Deidentified(TypedDict):
    """What de-identification does to an attribute (PS3.15 Table E.1-1)."""

    basic: Annotated[str, "The action code of the Basic Profile."]
    options: Annotated[dict[str, str], "The action codes of the options that change it."]
    edition: Annotated[str, "The edition of the table."]


class Profile(Deidentified):
    """A row of Table E.1-1 of PS3.15."""

    name: Annotated[str, "The name as printed."]
    tag: Annotated[str, "The tag as printed; words for private attributes."]
    status: Annotated[Literal["active", "retired"], "Whether the table marks it as retired."]
    in_standard_iod: Annotated[bool, "Whether the table says that a composite IOD has it."]


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


class Code(TypedDict):
    """A code of a context group."""

    scheme: Annotated[str, "The designator of the coding scheme, as `SCT` or `DCM`."]
    value: Annotated[str, "The code value; of MDC `partition:code`."]
    meaning: Annotated[str | None, "The code meaning; null where our copy of the table has none."]


class ContextGroupSummary(TypedDict):
    """A context group in short."""

    cid: Annotated[int, "Its number."]
    name: Annotated[str, 'Its name, without "(Retired)".']
    keyword: Annotated[str | None, "Its keyword."]
    uid: Annotated[str | None, "Its UID; null for one that PS3.6 does not register."]
    version: Annotated[str | None, "The date of its last change, as `20250401`."]
    status: Annotated[Literal["active", "retired"], "Whether the standard has retired it."]
    edition: Annotated[str | None, "The edition of its codes; null for one that is newer."]
    included_groups: Annotated[list[int], "The numbers of the groups that it includes."]
    code_count: Annotated[int, "How many codes its own table has."]
    page: Annotated[str, "Its page, below the root of the site."]


class TemplateUse(TypedDict):
    """A row of a template that takes codes from a context group, as far as a source states it."""

    tid: Annotated[int, "The number of the template."]
    row: Annotated[str | None, "The number of the row as printed; null where no source says."]
    part: Annotated[TemplatePart, "What has the code: the concept name, the value, the unit."]
    cid: Annotated[int, "The number of the context group."]
    binding: Annotated[str | None, "`baseline`, `defined`, `enumerated`; null where not said."]
    source: Annotated[str, "Who says so."]


class ContextGroup(ContextGroupSummary):
    """A context group with its codes."""

    codes: Annotated[list[Code], "The codes of its own table, in the printed order."]
    templates: Annotated[list[TemplateUse], "The rows of templates that are known to use it."]


class Template(TypedDict):
    """A template of PS3.16."""

    tid: Annotated[int, "Its number."]
    name: Annotated[str, "Its name."]
    edition: Annotated[str, "The edition that has it."]
    page: Annotated[str, "The page that lists it, below the root of the site."]
    context_groups: Annotated[list[TemplateUse], "The groups it is known to take codes from."]
