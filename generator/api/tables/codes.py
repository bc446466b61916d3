"""The tables of context groups, their codes, and templates (PS3.16)."""

from typing import Annotated, TypedDict

from generator.api.shapes import codes as shapes
from generator.api.shapes.meaning import RootTemplate
from generator.api.tables.table import Declaration


class ContextGroupIncludeRow(TypedDict):
    """A context group that another one includes."""

    cid: Annotated[int, "The number of the group that includes."]
    included: Annotated[int, "The number of the group that is included."]


class CodeRow(shapes.Code):
    """A code of a context group."""

    cid: Annotated[int, "The number of the context group."]
    number: Annotated[int, "Its place among its codes, from 1."]


class TemplateUseRow(shapes.TemplateUse):
    """A row of a template that takes codes from a context group."""

    number: Annotated[int, "Counts those of the template, from 1."]


class RootTemplateRow(RootTemplate):
    """The template that the root of the documents of an IOD follows."""

    iod: Annotated[str, "The key of the IOD."]


TABLES = (
    Declaration(
        name="context_groups",
        shape=shapes.ContextGroup,
        rows=lambda whole: whole["context_groups"],
        key=("cid",),
        without=("included_groups", "code_count"),
    ),
    Declaration(
        name="context_group_includes",
        shape=ContextGroupIncludeRow,
        rows=lambda whole: (
            {"cid": it["cid"], "included": included}
            for it in whole["context_groups"]
            for included in dict.fromkeys(it["included_groups"])
        ),
        key=("cid", "included"),
        refers={"cid": "context_groups", "included": "context_groups"},
    ),
    Declaration(
        name="codes",
        shape=CodeRow,
        rows=lambda whole: (
            {"cid": it["cid"], "number": number, **code}
            for it in whole["context_groups"]
            for number, code in enumerate(it["codes"], 1)
        ),
        key=("cid", "number"),
        refers={"cid": "context_groups"},
    ),
    Declaration(
        name="templates",
        shape=shapes.Template,
        rows=lambda whole: whole["templates"],
        key=("tid",),
    ),
    Declaration(
        name="template_context_groups",
        shape=TemplateUseRow,
        rows=lambda whole: (
            {"number": number, **use}
            for it in whole["templates"]
            for number, use in enumerate(it["context_groups"], 1)
        ),
        key=("tid", "number"),
        refers={"tid": "templates", "cid": "context_groups"},
    ),
    Declaration(
        name="root_templates",
        shape=RootTemplateRow,
        rows=lambda whole: (
            {"iod": iod["key"], **found} for iod in whole["iods"] for found in iod["root_templates"]
        ),
        key=("iod", "tid"),
        refers={"iod": "iods", "tid": "templates"},
    ),
)
