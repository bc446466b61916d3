"""The shapes of context groups, their codes, and templates (PS3.16)."""

from typing import Annotated, TypedDict

from generator.api.shapes.values import Status
from generator.model.codes import TemplatePart


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
    status: Annotated[Status, "Whether the standard has retired it."]
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
