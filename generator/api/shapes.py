"""The shapes of everything that the API holds: the one home of its keys and of what they mean.

The documents are built as these types, so that a type checker holds both against each other. The
JSON Schemas, the OpenAPI document and the tables of CSV and SQLite are made from the annotations: a
text says what a value is, `Pattern` what it looks like.

Every key is always there. `null` says that there is none, or that the registry does not know it.
"""

from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict

from generator.api.meaning_shapes import (
    CodeSource,
    ContentConstraint,
    ContextGroup,
    ContextGroupSummary,
    Deidentified,
    FixedValue,
    Profile,
    Requirement,
    RootTemplate,
    SpecialMeaning,
    Template,
    ValueList,
)
from generator.history import EventKind
from generator.model.attributes import AttributeChangeKind
from generator.model.dimse import Basis, Purpose, RowKind
from generator.model.iods import NoIodReason, Usage
from generator.model.relations import Role
from generator.model.sop_classes import AliasKind, ModalityKind
from generator.model.status import StatusClass
from generator.model.structure import StructureChangeKind
from generator.model.tables import Type
from generator.model.transfer_syntaxes import (
    ByteOrder,
    Compression,
    Loss,
    PixelDataForm,
    VrEncoding,
)
from generator.model.uids import Standard, UidType


@dataclass(frozen=True, slots=True)
class Pattern:
    """The regular expression that a value matches from end to end."""

    text: str


Status = Literal["active", "retired"]
Uid = Annotated[str, Pattern(r"[0-2](\.(0|[1-9][0-9]*))+")]
Slug = Annotated[str, Pattern("[a-z0-9]+(-+[a-z0-9]+)*")]
Tag = Annotated[str, Pattern(r"\([0-9A-Fx]{4},[0-9A-Fx]{4}\)")]
TagInAddress = Annotated[str, Pattern("[0-9a-fx]{8}")]
Cid = Annotated[str, Pattern("[1-9][0-9]*")]
EditionName = Annotated[str, Pattern("(19|20)[0-9]{2}[a-z]?")]
TableLabel = Annotated[str, Pattern("[0-9a-z]+(\\.[0-9a-z]+)*-[0-9]+[a-z]?")]
Page = Annotated[str, "Its page, below the root of the site.", Pattern("([^/]+/)+")]


class Reference(TypedDict):
    """A place in a standard."""

    text: Annotated[str, "The place in words, as `PS3.4 B.5, Table B.5-1`."]
    standard: Annotated[str, "The part of DICOM or the other standard, as `PS3.4`."]
    section: Annotated[str | None, "The section, chapter or annex, as `B.5`; null for all of it."]
    table: Annotated[str | None, "The table in that section, as `B.5-1`."]
    edition: Annotated[EditionName | None, "An edition of DICOM that has it so."]
    url: Annotated[str | None, "Where it is published as HTML."]


class Origin(TypedDict):
    """Where a fact comes from: a table of an edition, or a source in words."""

    edition: Annotated[EditionName | None, "The edition."]
    table: Annotated[str | None, "The slug of the table in that edition."]
    words: Annotated[str | None, "The source in words, where no table has it."]


class RegisteredUid(TypedDict):
    """A UID that PS3.6 Annex A registers."""

    uid: Annotated[Uid, "The UID."]
    keyword: Annotated[str | None, "The keyword; null for the few that have none."]
    name: Annotated[str, 'The name, without "(Retired)".']
    type: Annotated[UidType, "The type of the UID, in the words of PS3.6."]
    status: Annotated[Status, "Whether PS3.6 marks it as retired."]
    retired_by: Annotated[Reference | None, "Who retires it where PS3.6 does not mark it."]
    standard: Annotated[Standard, "The standard that defines what it stands for."]
    part: Annotated[str | None, "What defines it, and the last edition to do so, as printed."]
    cid: Annotated[str | None, "The number of the context group that it stands for."]
    info: Annotated[str | None, "What PS3.6 adds to the name."]
    former_names: Annotated[list[str], "Names that it had in a table and has there no more."]
    former_keywords: Annotated[list[str], "Keywords that it had."]
    origin: Annotated[Origin, "Where type, status and standard come from."]
    name_origin: Annotated[Origin, "Where the name comes from."]
    keyword_origin: Annotated[Origin | None, "Where the keyword comes from."]
    page: Page


class TransferSyntax(TypedDict):
    """What a transfer syntax does to a data set and to the pixels in it."""

    text: Annotated[str, "All of it in a line."]
    vr: Annotated[VrEncoding | None, "Whether each element says its VR."]
    byte_order: Annotated[ByteOrder | None, "Which byte of a number comes first."]
    pixel_data: Annotated[PixelDataForm | None, "Where the pixels are."]
    compression: Annotated[Compression | None, "The method of compression."]
    lossy: Annotated[Loss | None, "Whether the compression loses anything."]
    bits: Annotated[str | None, "How many bits of a sample it can hold, in words."]
    video: Annotated[bool, "Whether it is for video."]
    required: Annotated[str | None, "Who must support it, in a sentence."]
    required_in: Annotated[Reference | None, "Where the standard requires that."]
    note: Annotated[str | None, "What else there is to know."]


class AnyUid(RegisteredUid):
    """A UID that PS3.6 Annex A registers, with what it is if it is a transfer syntax."""

    transfer_syntax: Annotated[TransferSyntax | None, "What it is; null for any other UID."]


class Misprint(TypedDict):
    """A wrong UID in a publication."""

    printed: Annotated[str, "The UID as printed."]
    uid: Annotated[Uid, "The registered UID that it stands for."]
    publication: Annotated[str, "The publication."]
    source: Annotated[str, "Who found it there."]


class ModalityCode(TypedDict):
    """A value of Modality (0008,0060) that instances of a SOP Class carry."""

    code: Annotated[str, "The value, as `CT`."]
    kind: Annotated[ModalityKind, "How firmly it belongs to the SOP Class."]
    source: Annotated[str, "Who says so."]


class SopClassModality(TypedDict):
    """What instances carry in Modality (0008,0060): codes, or why any or none."""

    codes: Annotated[list[ModalityCode], "The values; none where the next two say why."]
    any_value: Annotated[str | None, "Why any value may occur."]
    no_attribute: Annotated[str | None, "Why the instances have no such attribute."]


class Alias(TypedDict):
    """A name that people use and the standard does not."""

    text: Annotated[str, "The name."]
    kind: Annotated[AliasKind, "What sort of name it is."]


class SeeAlso(TypedDict):
    """A SOP Class to look at next."""

    sop_class: Annotated[Uid, "Its UID."]
    why: Annotated[str, "Why."]


class Relation(TypedDict):
    """What another SOP Class is to this one."""

    role: Annotated[Role, "What the other one is, seen from this one."]
    sop_class: Annotated[Uid, "The UID of the other one."]
    source: Annotated[str, "Who says so."]


class Retirement(TypedDict):
    """What took the place of a retired SOP Class."""

    successors: Annotated[list[Uid], "UIDs; none where the standard names none."]
    note: Annotated[str | None, "What is used in practice, where the standard names none."]
    source: Annotated[str, "Who says so."]


class ServiceClassMembership(TypedDict):
    """The service class of a SOP Class."""

    slug: Annotated[Slug, "The slug of the service class."]
    defined_in: Annotated[Reference | None, "Where it is specified; null if nowhere any more."]
    source: Annotated[str, "Who says so."]


class WithoutIod(TypedDict):
    """Why a SOP Class has no composite IOD here."""

    reason: Annotated[NoIodReason, "The reason."]
    defined_in: Annotated[Reference | None, "Where the standard says more."]
    source: Annotated[str, "Who says so."]


class SopClassSummary(TypedDict):
    """A SOP Class or Meta SOP Class in short."""

    uid: Annotated[Uid, "The UID."]
    keyword: Annotated[str | None, "The keyword of PS3.6; null for the two that have none."]
    name: Annotated[str, 'The name, without "(Retired)".']
    type: Annotated[UidType, "SOP Class or Meta SOP Class."]
    status: Annotated[Status, "Whether the standard has retired it."]
    service_class: Annotated[Slug, "The slug of its service class."]
    category: Annotated[Slug, "The slug of its category."]
    modality: Annotated[list[str], "The values of Modality (0008,0060) that instances carry."]
    iod: Annotated[Slug | None, "The key of its composite IOD."]
    page: Page


class SopClass(RegisteredUid):
    """A SOP Class or Meta SOP Class: what is registered of it, and what we say about it."""

    category: Annotated[Slug, "The slug of its category."]
    summary: Annotated[str, "What it is for, in one to three sentences."]
    modality: Annotated[SopClassModality, "What instances carry in Modality (0008,0060)."]
    aliases: Annotated[list[Alias], "What people call it."]
    see_also: Annotated[list[SeeAlso], "SOP Classes to look at next."]
    relations: Annotated[list[Relation], "How it relates to others."]
    retirement: Annotated[Retirement | None, "What took its place; null if it is active."]
    service_class: Annotated[ServiceClassMembership, "Its service class."]
    iod: Annotated[Slug | None, "The key of its composite IOD."]
    without_iod: Annotated[WithoutIod | None, "Why it has none; null if it has one."]
    normalised_iod: Annotated[str | None, "The section of PS3.3 with its normalised IOD, if any."]


class Constant(TypedDict):
    """What a toolkit calls a UID."""

    toolkit: Annotated[Slug, "The slug of the toolkit."]
    name: Annotated[str, "The name of the toolkit."]
    version: Annotated[str, "The version whose constant this is."]
    constant: Annotated[str, "The constant."]
    code: Annotated[str, "How it is written in code."]
    import_line: Annotated[str, "The line of code that brings it in."]
    storescp_prefix: Annotated[str | None, "The prefix of the files of DCMTK's storescp."]


class NameSpan(TypedDict):
    """A name that a table gives, and the editions with it."""

    name: Annotated[str, "The name."]
    first: Annotated[EditionName, "The first edition with it."]
    last: Annotated[EditionName, "The last edition with it."]


class Listing(TypedDict):
    """From when to when a kind of table lists a UID."""

    uid: Annotated[Uid, "The UID."]
    table: Annotated[str, "The slug of the table."]
    first: Annotated[EditionName, "The first edition whose table lists it."]
    since: Annotated[EditionName | None, "The last edition before whose table does not."]
    last: Annotated[EditionName, "The last edition whose table lists it."]
    names: Annotated[list[NameSpan], "What the table calls it, oldest first."]


class Change(TypedDict):
    """What happened to a UID, or to a table, from one edition to another."""

    kind: Annotated[EventKind, "What happened."]
    uid: Annotated[Uid | None, "The UID; null where it happened to a table."]
    edition: Annotated[EditionName, "The first edition that has it so."]
    since: Annotated[EditionName | None, "The last edition that has it otherwise, if any."]
    exact: Annotated[bool, "Whether no edition lies between the two."]
    tables: Annotated[list[str], "The slugs of the tables that show it; of a move, both."]
    old: Annotated[str | None, "A name, section, table or number of rows as it was."]
    new: Annotated[str | None, "The same as it is since."]


class AttributeChange(TypedDict):
    """What happened to an attribute from one edition to another."""

    kind: Annotated[AttributeChangeKind, "What happened."]
    tag: Annotated[Tag, "The tag of the attribute."]
    edition: Annotated[EditionName, "The first edition that has it so."]
    since: Annotated[EditionName, "The last edition that has it otherwise."]
    old: Annotated[str | None, "Its name, keyword, VR or VM as it was."]
    new: Annotated[str | None, "The same as it is since."]


class StructureChange(TypedDict):
    """What happened to an IOD or a table of attributes from one edition to another."""

    kind: Annotated[StructureChangeKind, "What happened."]
    iod: Annotated[str | None, "The name of the IOD; null where it happened to a table."]
    table: Annotated[str | None, "The number of the table in PS3.3; null for an IOD."]
    path: Annotated[str | None, "The tags down to the row; of a module, its section."]
    name: Annotated[str | None, "The attribute, the module, or the caption of the table."]
    edition: Annotated[EditionName, "The first edition that has it so."]
    since: Annotated[EditionName, "The last edition known to have it otherwise."]
    old: Annotated[str | None, "The type, usage or name as it was."]
    new: Annotated[str | None, "The same as it is since."]


class FactEdition(TypedDict):
    """Which edition a kind of fact is of."""

    slug: Annotated[str, "What it is called here."]
    title: Annotated[str, "What the facts are."]
    edition: Annotated[EditionName, "The edition that they are of."]
    more: Annotated[str | None, "What of other editions is in them too."]


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


def in_short(table: Module | Macro) -> TableSummaryOfPs33:
    """A module or macro without its rows."""
    return {
        "key": table["key"],
        "name": table["name"],
        "table": table["table"],
        "defined_in": table["defined_in"],
        "edition": table["edition"],
        "source": table["source"],
        "printed": table["printed"],
        "has_table": table["has_table"],
        "page": table["page"],
    }


class Attribute(TypedDict):
    """An entry of the dictionary of PS3.6."""

    tag: Annotated[Tag, "The tag, as `(0008,103E)`; `x` for any digit in a repeating group."]
    keyword: Annotated[str | None, "The keyword."]
    name: Annotated[str | None, "The name."]
    vr: Annotated[str | None, "The value representation, as `CS` or `US or SS`; null if none."]
    vm: Annotated[str | None, "The value multiplicity, as `1` or `2-2n`; null if none."]
    status: Annotated[Status, "Whether the standard has retired it."]
    modules: Annotated[list[Slug], "The keys of the modules whose table has it, at any depth."]
    macros: Annotated[list[Slug], "The keys of the macros whose table has it, at any depth."]
    meaning: Annotated[str | None, "What it holds, in a sentence; null for one in no module."]
    meanings_in: Annotated[list[SpecialMeaning], "What it means in some modules or macros only."]
    unit: Annotated[str | None, "The unit of its values in UCUM, where all statements agree."]
    unit_source: Annotated[str | None, "Where the unit is stated."]
    deidentification: Annotated[Deidentified | None, "What de-identification does to it."]
    page: Annotated[Page | None, "Its page, below the root of the site; null if it has no name."]


class ServiceClass(TypedDict):
    """A service class: an annex of PS3.4, or a service that another standard defines."""

    slug: Annotated[Slug, "Its slug, as `storage`."]
    name: Annotated[str, "The title of its annex."]
    status: Annotated[Status, "Whether it is in the current standard."]
    defined_in: Annotated[Reference | None, "Where it is defined; null if it is retired."]
    note: Annotated[str | None, "What to know about it."]
    sop_classes: Annotated[list[Uid], "The UIDs of its SOP Classes."]
    page: Page


class Category(TypedDict):
    """What kind of thing SOP Classes are about."""

    slug: Annotated[Slug, "Its slug."]
    name: Annotated[str, "Its name."]
    sop_classes: Annotated[list[Uid], "The UIDs of its SOP Classes."]
    page: Page


class Modality(TypedDict):
    """A value of Modality (0008,0060)."""

    code: Annotated[str, "The value, as `CT`."]
    name: Annotated[str, "What it means."]
    status: Annotated[Status, "Whether the standard has retired it."]
    source: Annotated[str, "The standard that defines it."]
    sop_classes: Annotated[list[Uid], "The UIDs of the SOP Classes whose instances carry it."]
    page: Page


class Toolkit(TypedDict):
    """A toolkit and its constants."""

    slug: Annotated[Slug, "Its slug, as `dcmtk`."]
    name: Annotated[str, "Its name."]
    language: Annotated[str, "The programming language."]
    version: Annotated[str, "The version whose constants these are."]
    form: Annotated[str, "How a constant is written in code, with `{constant}` in its place."]
    import_line: Annotated[str, "The line of code that brings it in, likewise."]
    source: Annotated[str, "Where the constants were read."]
    homepage: Annotated[str, "Its home on the web."]
    constants: Annotated[dict[str, str], "The constants by UID."]
    storescp_prefixes: Annotated[dict[str, str], "File prefixes of DCMTK's storescp by UID."]


class PrivateSopClass(TypedDict):
    """A SOP Class that a vendor defined, not the standard."""

    uid: Annotated[Uid, "The UID."]
    name: Annotated[str, "The name."]
    vendor: Annotated[str, "The vendor."]
    status: Annotated[Status, "Whether the vendor has retired it."]


class PrivateRoot(TypedDict):
    """A root under which an organisation issues UIDs of its own."""

    root: Annotated[Uid, "The root."]
    organisation: Annotated[str, "The organisation."]
    source: Annotated[str, "Who says so."]


class TableSummary(TypedDict):
    """A table of an edition in short."""

    slug: Annotated[str, "What it is called in all editions, as `ps3.4-table-b.5-1`."]
    publication: Annotated[str, "The part of the standard that prints it."]
    name: Annotated[str, "What it is called there, as `Table B.5-1`."]
    title: Annotated[str, "Its title."]
    source: Annotated[str, "Where it comes from."]
    columns: Annotated[list[str], "Its columns."]
    is_excerpt: Annotated[bool, "Whether it goes on in the standard after the last row here."]
    row_count: Annotated[int, "How many rows it has."]


class PrintedRow(TypedDict):
    """A row of a table as printed."""

    uid: Annotated[Uid | None, "The UID that it is about, misprints corrected."]
    cells: Annotated[list[str], "The cells as printed, in the order of the columns."]


class Correction(TypedDict):
    """A misprint in a table, and what should stand there."""

    uid_printed: Annotated[str, "The UID of the row, as printed."]
    column: Annotated[str, "The column."]
    printed: Annotated[str, "What is printed."]
    correct: Annotated[str, "What should stand there."]
    reason: Annotated[str, "Why."]


class PrintedTable(TableSummary):
    """A table of an edition as printed, with its misprints."""

    rows: Annotated[list[PrintedRow], "Its rows in the order of the standard."]
    corrections: Annotated[list[Correction], "The misprints in it."]


class Source(TypedDict):
    """Where tables of an edition come from."""

    tables: Annotated[str, "The slug of a table, or a part as `ps3.6` for its other tables."]
    source: Annotated[str, "Where they come from."]


class EditionFacts(TypedDict):
    """An edition of the standard."""

    name: Annotated[EditionName, "What it is called, as `2026c`."]
    year: Annotated[int, "The year of the edition."]
    note: Annotated[str | None, "What to know about its tables."]
    page: Page


class EditionSummary(EditionFacts):
    """An edition of the standard in short."""

    sources: Annotated[list[Source], "Where its tables, and the lists of its changes, come from."]
    tables: Annotated[list[TableSummary], "The tables that the registry has."]
    change_count: Annotated[int, "How many changes came with it, or since the edition before."]


class Edition(EditionFacts):
    """An edition of the standard with its tables as printed."""

    sources: Annotated[list[Source], "Where its tables, and the lists of its changes, come from."]
    tables: Annotated[list[PrintedTable], "The tables that the registry has."]


class DimseService(TypedDict):
    """A DIMSE service of a SOP Class, and what SCU and SCP must support."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    service: Annotated[str, "The DIMSE service, as `N-CREATE`."]
    variant: Annotated[str | None, "Which action, where they are told apart."]
    usage_scu: Annotated[str | None, "M: the SCU must support it; U: it may; null: nobody says."]
    usage_scp: Annotated[str | None, "The same of the SCP."]
    basis: Annotated[Basis, "What says so."]
    source: Annotated[str, "Who says so, in words."]
    usage_source: Annotated[str | None, "Who says the usages, where that is another one."]


class ServiceTableRow(TypedDict):
    """A row of a table of PS3.4 that says what messages hold, misprints corrected."""

    number: Annotated[
        int, "Its place in the table, from 1; a row that the print lacks, that of the next."
    ]
    missing: Annotated[bool, "Whether the print lacks the row."]
    depth: Annotated[int, "How deep it is nested in sequences."]
    kind: Annotated[RowKind, "What it is."]
    tag: Annotated[Tag | None, "The tag; null where it is no attribute."]
    name: Annotated[str | None, "The name as printed; the dictionary may have another."]
    include: Annotated[str | None, "The label of the macro whose rows stand there."]
    type_id: Annotated[str | None, "The action or event that it belongs to."]
    requirement: Annotated[str | None, "SCU/SCP; the word none stands for a printed hyphen."]
    n_create: Annotated[str | None, "SCU/SCP in N-CREATE."]
    n_set: Annotated[str | None, "SCU/SCP in N-SET."]
    final_state: Annotated[str | None, "What a final state needs."]
    n_get: Annotated[str | None, "SCU/SCP in N-GET."]
    matching_key: Annotated[str | None, "How the SCP matches by it."]
    return_key: Annotated[str | None, "Whether the SCP returns it."]
    qr_key: Annotated[str | None, "U, R or O: unique, required or optional key."]
    ref: Annotated[str | None, "A section, or what all other attributes are those of."]
    note: Annotated[str | None, "When a code holds and the like, in our words, by column."]
    correction: Annotated[str | None, "What is printed instead, and why that is wrong."]


class ServiceTableUse(TypedDict):
    """What a column of a table says: for which operation of which SOP Classes."""

    table_label: Annotated[str, "The label of the table."]
    column: Annotated[str | None, "The column; null where the table has no codes."]
    services: Annotated[list[str], "The DIMSE services."]
    purpose: Annotated[Purpose, "What the column is about."]
    level: Annotated[str | None, "The value of Query/Retrieve Level (0008,0052)."]
    sop_classes: Annotated[list[Uid], "The UIDs of the SOP Classes."]


class ServiceTableSummary(TypedDict):
    """A table of PS3.4 that says what messages hold, in short."""

    label: Annotated[str, "Its label, as `K.6-1`."]
    caption: Annotated[str, "Its title."]
    defined_in: Annotated[Reference, "Its place, in the edition that it is from."]
    note: Annotated[str | None, "What to know about where it is from."]
    is_macro: Annotated[bool, "Whether other tables include it."]
    row_count: Annotated[int, "How many rows it has."]
    page: Page


class ServiceTable(ServiceTableSummary):
    """A table of PS3.4 that says what messages hold."""

    types: Annotated[dict[str, str], "The names of its actions or events by type ID."]
    uses: Annotated[list[ServiceTableUse], "What its columns say, and of which operations."]
    rows: Annotated[list[ServiceTableRow], "Its rows as printed."]


class ServiceRequirement(TypedDict):
    """What a table asks of an attribute for an operation, with the macros resolved."""

    table_label: Annotated[str, "The label of the table."]
    number: Annotated[int, "The row of that table, from 1."]
    via: Annotated[list[str], "The macros on the way, each with the row in it."]
    services: Annotated[list[str], "The DIMSE services."]
    purpose: Annotated[Purpose, "What the code is about."]
    level: Annotated[str | None, "The value of Query/Retrieve Level (0008,0052)."]
    type_id: Annotated[str | None, "The action or event."]
    path: Annotated[list[Tag], "The tags of the sequences around it, outermost first."]
    tag: Annotated[Tag, "The tag."]
    name: Annotated[str, "The name, as in the dictionary."]
    code: Annotated[str | None, "SCU/SCP, the matching key or the Q/R key; none is a hyphen."]
    return_key: Annotated[str | None, "Whether the SCP of a query returns it."]


class QueryLevel(TypedDict):
    """A level of an information model."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    number: Annotated[int, "Its place among the levels, from 1."]
    model: Annotated[str, "The information model."]
    level: Annotated[str | None, "The value of Query/Retrieve Level (0008,0052)."]
    unique_key: Annotated[Tag | None, "The tag of the unique key."]
    source: Annotated[str, "Who says so."]
    note: Annotated[str | None, "What to know about it."]


class Negotiation(TypedDict):
    """What PS3.4 says of role selection and extended negotiation; null where it is silent."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    role_selection: Annotated[str | None, "Of SCP/SCU role selection."]
    extended_negotiation: Annotated[str | None, "Of SOP Class extended negotiation."]
    defined_in: Annotated[Reference, "Where it says so."]


class ApplicationByte(TypedDict):
    """A byte of the Service-class-application-information field."""

    table_label: Annotated[str, "The label of the table."]
    pdu: Annotated[str, "A-ASSOCIATE-RQ or A-ASSOCIATE-AC."]
    byte: Annotated[int, "Which byte, from 1."]
    field: Annotated[str, "What it is called."]
    values: Annotated[str, "What its values say."]
    sop_classes: Annotated[list[Uid], "The SOP Classes whose field it is."]


class MetaMember(TypedDict):
    """A SOP Class that a Meta SOP Class has, or that may go with it, with usages."""

    meta: Annotated[Uid, "The UID of the Meta SOP Class."]
    member: Annotated[Uid, "The UID of the SOP Class."]
    optional: Annotated[bool, "Whether it may go with it, and is no member."]
    usage_scu: Annotated[str, "M or U."]
    usage_scp: Annotated[str, "M or U."]
    defined_in: Annotated[Reference, "Where it says so."]


class UpsTransition(TypedDict):
    """What an event does to a Unified Procedure Step in one state."""

    event: Annotated[str, "The event."]
    state: Annotated[str, "The state; the word null where there is no such step."]
    service: Annotated[str, "The DIMSE service."]
    result: Annotated[str, "What becomes of it."]
    status_code: Annotated[str | None, "The status that comes back."]


class ServiceGap(TypedDict):
    """What is not known of the services of a SOP Class."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    what: Annotated[str, "What, and why."]


class StatusSense(TypedDict):
    """What a status says to some services."""

    of: Annotated[list[str], "DIMSE services, or services in a word or two; none for all others."]
    title: Annotated[str, "What it says, in a few words."]
    meaning: Annotated[str, "What it says."]
    remedy: Annotated[str, "What to do about it."]


class StatusCode(TypedDict):
    """A status of DIMSE responses, or a range of them."""

    code: Annotated[str, "As printed, `A900` or `A9xx`."]
    first: Annotated[int, "The first number."]
    last: Annotated[int, "The last number."]
    status_class: Annotated[StatusClass, "Its class."]
    title: Annotated[str, "What it says, in a few words."]
    meaning: Annotated[str, "What it says."]
    remedy: Annotated[str, "What to do about it."]
    senses: Annotated[list[StatusSense], "What it says to some services instead."]


class SopClassStatus(TypedDict):
    """A status that responses of a SOP Class may return."""

    code: Annotated[str | None, "The code as printed; null where the service class sets it."]
    status_class: Annotated[StatusClass, "Its class."]
    dimse_service: Annotated[str | None, "The DIMSE service; null for any."]
    service: Annotated[str | None, "The service in a word or two; null for any with it."]
    related_fields: Annotated[list[str], "The fields of the response that say more."]
    source: Annotated[str, "Who says so."]


class StatusReturn(SopClassStatus):
    """That a service may return a status."""

    sop_classes: Annotated[list[Uid], "The SOP Classes; none for any."]


class LayerCode(TypedDict):
    """A code that is no status of a DIMSE response."""

    layer: Annotated[str, "Where it stands, as `A-ASSOCIATE-RJ`."]
    field: Annotated[str, "The field that holds it."]
    value: Annotated[str, "The value."]
    title: Annotated[str, "What it says, in a few words."]
    meaning: Annotated[str, "What it says."]
    remedy: Annotated[str, "What to do about it."]
    source: Annotated[str, "Where the standard says so."]


class TranscriptRow(TypedDict):
    """A row of a message of a retired SOP Class, as the makers of DVTk transcribed it."""

    sop_class: Annotated[Uid, "The UID of the SOP Class."]
    message: Annotated[str, "The DIMSE service and RQ or RSP."]
    number: Annotated[int, "Its place in the message, from 1."]
    module_name: Annotated[str | None, "The module, as DVTk calls it."]
    module_usage: Annotated[str | None, "The usage of the module."]
    depth: Annotated[int, "How deep it is nested."]
    tag: Annotated[Tag | None, "The tag; null where it is no attribute."]
    name: Annotated[str | None, "What stands there where it is no attribute."]
    type: Annotated[str | None, "The type, with 3C and 3R as codes of its own."]
    year: Annotated[str, "The year of the transcription."]


class Document(TypedDict):
    """A document of the API."""

    registry_edition: Annotated[EditionName, "The edition of the UIDs and SOP Classes."]


class File(TypedDict):
    """A file of the API, or many of one kind."""

    path: Annotated[str, "Its path below this document; braces stand for what the last part names."]
    description: Annotated[str, "What it holds."]
    media_type: Annotated[str, "Its media type."]
    json_schema: Annotated[str | None, "The path of its JSON Schema below this document."]


class Index(Document):
    """What there is."""

    title: Annotated[str, "What this is."]
    description: Annotated[str, "What it holds and how to use it."]
    version: Annotated[int, "The version of the API: keys are added to it, but none goes."]
    facts: Annotated[list[FactEdition], "Which edition each kind of fact is of."]
    counts: Annotated[dict[str, int], "How many there are of each."]
    files: Annotated[list[File], "Every file of the API."]


class SopClasses(Document):
    """All SOP Classes and Meta SOP Classes in short."""

    sop_classes: Annotated[list[SopClassSummary], "In the order of their UIDs."]


class OneSopClass(Document):
    """Everything about one SOP Class or Meta SOP Class."""

    sop_class: Annotated[SopClass, "What it is."]
    iod: Annotated[Iod | None, "Its composite IOD with modules."]
    toolkits: Annotated[list[Constant], "What toolkits call it; those that know it."]
    listings: Annotated[list[Listing], "The tables that list it, and from when to when."]
    changes: Annotated[list[Change], "What happened to it, oldest first."]
    dimse_services: Annotated[list[DimseService], "Its DIMSE services."]
    requirements: Annotated[list[ServiceRequirement], "What its messages must or may hold."]
    statuses: Annotated[list[SopClassStatus], "What PS3.4 says its responses may return."]


class Uids(Document):
    """All registered UIDs, those of SOP Classes among them."""

    uids: Annotated[list[AnyUid], "In the order of the UIDs."]
    misprints: Annotated[list[Misprint], "Wrong UIDs that people meet."]


class OneUid(Document):
    """One registered UID."""

    uid: Annotated[AnyUid, "The UID with what is registered of it."]
    toolkits: Annotated[list[Constant], "The constants of toolkits."]


class ServiceClasses(Document):
    """All service classes."""

    service_classes: Annotated[list[ServiceClass], "In the order of the standard."]


class Services(Document):
    """What is known of the services of all SOP Classes, but for tables and statuses."""

    dimse_services: Annotated[list[DimseService], "In the order of the UIDs."]
    query_levels: Annotated[list[QueryLevel], "The levels of information models."]
    negotiations: Annotated[list[Negotiation], "What is said of negotiation."]
    application_bytes: Annotated[list[ApplicationByte], "The bytes of extended negotiation."]
    meta_members: Annotated[list[MetaMember], "The members of Meta SOP Classes with usages."]
    ups_transitions: Annotated[list[UpsTransition], "The states of Unified Procedure Steps."]
    service_gaps: Annotated[list[ServiceGap], "What is not known."]


class ServiceTables(Document):
    """All tables of PS3.4 that say what messages hold, in short."""

    service_tables: Annotated[list[ServiceTableSummary], "In the order of the standard."]


class OneServiceTable(Document):
    """One table of PS3.4 that says what messages hold."""

    service_table: Annotated[ServiceTable, "The table."]


class StatusCodes(Document):
    """All status codes, who returns them, and the codes of other layers."""

    status_codes: Annotated[list[StatusCode], "In the order of the numbers."]
    status_returns: Annotated[list[StatusReturn], "Who returns which."]
    layer_codes: Annotated[list[LayerCode], "Codes that are no status of a DIMSE response."]


class Categories(Document):
    """All categories."""

    categories: Annotated[list[Category], "Ordered as the site shows them."]


class Modalities(Document):
    """All values of Modality (0008,0060) that the registry knows."""

    modalities: Annotated[list[Modality], "In the order of the codes."]


class Iods(Document):
    """All IODs in short."""

    iods: Annotated[list[IodSummary], "The composite IODs in the order of the standard."]
    normalised_iods: Annotated[list[NormalisedIod], "The normalised IODs."]


class OneIod(Document):
    """One composite IOD."""

    iod: Annotated[Iod, "The IOD."]


class Modules(Document):
    """All modules in short."""

    modules: Annotated[list[ModuleSummary], "In the order of the standard."]


class Macros(Document):
    """All macros in short."""

    macros: Annotated[list[MacroSummary], "In the order of the standard."]


class OneMacro(Document):
    """One macro with its rows."""

    macro: Annotated[Macro, "The macro."]


class OneModule(Document):
    """One module with its attributes."""

    module: Annotated[Module, "The module."]


class Attributes(Document):
    """The dictionary of attributes, and where each occurs."""

    attributes: Annotated[list[Attribute], "In the order of the tags."]


class OneAttribute(Document):
    """One attribute of the dictionary."""

    attribute: Annotated[Attribute, "The attribute."]


class ContextGroups(Document):
    """All context groups of PS3.16 in short."""

    context_groups: Annotated[list[ContextGroupSummary], "In the order of their numbers."]


class OneContextGroup(Document):
    """One context group with its codes."""

    context_group: Annotated[ContextGroup, "The context group."]


class Templates(Document):
    """The numbers and names of the templates of PS3.16."""

    templates: Annotated[list[Template], "In the order of their numbers."]


class Deidentification(Document):
    """What de-identification does to attributes: Table E.1-1 of PS3.15."""

    deidentification: Annotated[list[Profile], "In the printed order."]


class Toolkits(Document):
    """The constants of toolkits."""

    toolkits: Annotated[list[Toolkit], "Ordered as the site shows them."]


class Private(Document):
    """SOP Classes that no standard defines, and roots of UIDs."""

    private_sop_classes: Annotated[list[PrivateSopClass], "In the order of the UIDs."]
    private_roots: Annotated[list[PrivateRoot], "In the order of the roots."]


class Editions(Document):
    """All editions of which the registry has tables, in short."""

    editions: Annotated[list[EditionSummary], "Oldest first."]


class OneEdition(Document):
    """One edition with its tables as printed, and what came with it."""

    edition: Annotated[Edition, "The edition."]
    changes: Annotated[list[Change], "What came with it, or since the edition before that we have."]
    attribute_changes: Annotated[list[AttributeChange], "The attributes that changed with it."]
    structure_changes: Annotated[list[StructureChange], "The IODs and tables that changed."]


class Changes(Document):
    """All changes from edition to edition."""

    changes: Annotated[list[Change], "Of UIDs, oldest first."]
    attribute_changes: Annotated[list[AttributeChange], "Of attributes, oldest first."]
    structure_changes: Annotated[list[StructureChange], "Of IODs and tables, oldest first."]


class ChangesSince(Document):
    """What changed after an edition."""

    after: Annotated[EditionName, "The edition."]
    changes: Annotated[list[Change], "What came, or may have come, after it; oldest first."]
    attribute_changes: Annotated[list[AttributeChange], "The same of attributes."]
    structure_changes: Annotated[list[StructureChange], "The same of IODs and tables."]


class Registry(Document):
    """The whole registry in one file."""

    facts: Annotated[list[FactEdition], "Which edition each kind of fact is of."]
    sop_classes: list[SopClass]
    uids: Annotated[list[AnyUid], "All registered UIDs, those of SOP Classes among them."]
    misprints: list[Misprint]
    service_classes: list[ServiceClass]
    categories: list[Category]
    modalities: list[Modality]
    iods: list[Iod]
    normalised_iods: list[NormalisedIod]
    modules: list[Module]
    macros: list[Macro]
    attributes: list[Attribute]
    context_groups: list[ContextGroup]
    templates: list[Template]
    deidentification: list[Profile]
    toolkits: list[Toolkit]
    private_sop_classes: list[PrivateSopClass]
    private_roots: list[PrivateRoot]
    editions: list[Edition]
    listings: list[Listing]
    changes: list[Change]
    dimse_services: list[DimseService]
    service_tables: list[ServiceTable]
    service_requirements: list[ServiceRequirement]
    query_levels: list[QueryLevel]
    negotiations: list[Negotiation]
    application_bytes: list[ApplicationByte]
    meta_members: list[MetaMember]
    ups_transitions: list[UpsTransition]
    service_gaps: list[ServiceGap]
    status_codes: list[StatusCode]
    status_returns: list[StatusReturn]
    layer_codes: list[LayerCode]
    transcript_rows: list[TranscriptRow]
    attribute_changes: list[AttributeChange]
    structure_changes: list[StructureChange]
