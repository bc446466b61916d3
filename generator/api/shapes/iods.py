"""The shapes of IODs, modules and macros."""

from typing import Annotated, TypedDict

from generator.api.shapes.meaning import (
    CodeSource,
    ContentConstraint,
    FixedValue,
    Requirement,
    RootTemplate,
    ValueList,
)
from generator.api.shapes.values import EditionName, Page, Reference, Slug, Status, Tag, Uid
from generator.model.iods import Usage
from generator.model.tables import Type


class IodModule(TypedDict):
    """A module in an IOD."""

    information_entity: Annotated[str, "The information entity, as `Series`."]
    module: Annotated[Slug, "The key of the module."]
    name: Annotated[str, "The name of the module."]
    usage: Annotated[Usage, "M mandatory, C conditional, U user option (PS3.3 A.1.3)."]
    since: Annotated[EditionName | None, "The edition that brought or changed the row, if later."]
    required: Annotated[Requirement | None, "When it is required; null where always or never."]


class IodFunctionalGroup(TypedDict):
    """A functional group macro in an IOD."""

    macro: Annotated[Slug, "The key of the macro."]
    name: Annotated[str, "Its name."]
    usage: Annotated[Usage, "M mandatory, C conditional, U user option."]
    since: Annotated[EditionName | None, "The edition that brought or changed the row, if later."]
    required: Annotated[Requirement | None, "When it is required; null where always or never."]


class IodSummary(TypedDict):
    """A composite IOD in short."""

    key: Annotated[Slug, "Its key, as `ct-image`."]
    name: Annotated[str, "The name, without the word IOD."]
    defined_in: Annotated[Reference | None, "Where it is defined; null for the newest."]
    edition: Annotated[EditionName, "The edition whose tables of modules these are."]
    sop_classes: Annotated[list[Uid], "The UIDs of the SOP Classes that use it."]
    page: Page


class Iod(IodSummary):
    """A composite IOD."""

    modules: Annotated[list[IodModule], "Its modules in the order of the standard."]
    functional_groups: Annotated[list[IodFunctionalGroup], "Its functional group macros."]
    functional_groups_modules: Annotated[list[Slug], "The keys of the modules that hold them."]
    fixed_values: Annotated[list[FixedValue], "What it demands of attributes as a whole."]
    content_constraints: Annotated[list[ContentConstraint], "What SR content items may hold."]
    root_template: Annotated[RootTemplate | None, "The first of them; null if none is known."]
    root_templates: Annotated[list[RootTemplate], "Of which the root of its documents has one."]


class NormalisedIod(TypedDict):
    """A normalised IOD of PS3.3 Annex B; PS3.4 sets its requirements."""

    key: Annotated[Slug, "Its key, as `print-job`."]
    section: Annotated[str, "The section of PS3.3."]
    name: Annotated[str, "The name, without the words Information Object Definition."]
    status: Annotated[Status, "Whether the standard has retired it."]
    defined_in: Annotated[Reference, "Where it is defined."]
    sop_classes: Annotated[list[Uid], "The UIDs of the SOP Classes that use it."]
    modules: Annotated[list[Slug], "The keys of its modules."]
    page: Page


class TableRow(TypedDict):
    """A row of the table of a module or macro, in the printed order."""

    row: Annotated[
        str, "Its number in the table; a row that a later edition brought adds a letter."
    ]
    depth: Annotated[int, "How many `>` stand before its name."]
    tag: Annotated[Tag | None, "The tag, as `(0008,103E)`; null where the row includes a macro."]
    keyword: Annotated[str | None, "The keyword of the attribute."]
    name: Annotated[str | None, "The name as printed; null where the row includes a macro."]
    vr: Annotated[str | None, "The value representation, as `CS` or `US or SS`."]
    vm: Annotated[str | None, "The value multiplicity, as `1` or `2-2n`."]
    type: Annotated[Type | None, "The type (PS3.5 7.4); null in modules of normalised IODs."]
    includes: Annotated[Slug | None, "The key of the macro that the row includes."]
    includes_functional_groups: Annotated[bool, "Whether it includes those of the IOD at hand."]
    since: Annotated[EditionName | None, "The edition that brought or changed the row, if later."]
    printed: Annotated[str | None, "What the table prints where this says otherwise."]
    reason: Annotated[str | None, "Why the row is not as printed."]
    required: Annotated[Requirement | None, "When it is required; null where always or never."]
    values: Annotated[list[ValueList], "The values that it may have, as far as they are listed."]
    codes: Annotated[list[CodeSource], "Where the codes of the sequence come from, if stated."]


class ModuleUser(TypedDict):
    """A composite IOD that uses a module."""

    iod: Annotated[Slug, "The key of the IOD."]
    usage: Annotated[Usage, "M mandatory, C conditional, U user option."]
    information_entity: Annotated[str | None, "The information entity; null: functional group."]


class Include(TypedDict):
    """A row that includes a macro."""

    table: Annotated[str, "The number of the table with the row, as `C.7-1`."]
    row: Annotated[str, "The number of the row."]


class TableSummaryOfPs33(TypedDict):
    """A module or macro in short."""

    key: Annotated[Slug, "Its key, as `general-study`."]
    name: Annotated[str, "The name, without the word Module or Macro."]
    table: Annotated[str, "The number of its table in PS3.3, as `C.7-3`."]
    defined_in: Annotated[Reference | None, "Where it is defined."]
    edition: Annotated[EditionName, "The edition of its table."]
    source: Annotated[str, "Where its rows come from."]
    printed: Annotated[bool, "Whether the rows stand as printed, not in the order of tags."]
    has_table: Annotated[bool, "Whether we have its rows."]
    page: Page


class ModuleSummary(TableSummaryOfPs33):
    """A module in short."""


class MacroSummary(TableSummaryOfPs33):
    """A macro in short."""


class Module(ModuleSummary):
    """A module."""

    iods: Annotated[list[ModuleUser], "The composite IODs that use it."]
    normalised_iods: Annotated[list[Slug], "The keys of the normalised IODs that use it."]
    rows: Annotated[list[TableRow], "Its rows in the printed order, nested ones below theirs."]


class Macro(MacroSummary):
    """A macro."""

    iods: Annotated[list[ModuleUser], "The composite IODs that use it as a functional group."]
    included_by: Annotated[list[Include], "The rows that include it."]
    rows: Annotated[list[TableRow], "Its rows in the printed order, nested ones below theirs."]
