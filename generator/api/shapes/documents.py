"""The shapes of documents: each JSON file of the API, and the whole registry."""

from typing import Annotated, TypedDict

from generator.api.shapes.attributes import Attribute, Profile
from generator.api.shapes.codes import ContextGroup, ContextGroupSummary, Template
from generator.api.shapes.editions import (
    AttributeChange,
    Change,
    Edition,
    EditionSummary,
    FactEdition,
    Listing,
    StructureChange,
)
from generator.api.shapes.iods import (
    Iod,
    IodSummary,
    Macro,
    MacroSummary,
    Module,
    ModuleSummary,
    NormalisedIod,
)
from generator.api.shapes.services import (
    ApplicationByte,
    DimseService,
    MetaMember,
    Negotiation,
    QueryLevel,
    ServiceGap,
    ServiceRequirement,
    ServiceTable,
    ServiceTableSummary,
    TranscriptRow,
    UpsTransition,
)
from generator.api.shapes.sop_classes import (
    Category,
    Modality,
    ServiceClass,
    SopClass,
    SopClassSummary,
)
from generator.api.shapes.status import LayerCode, SopClassStatus, StatusCode, StatusReturn
from generator.api.shapes.uids import (
    AnyUid,
    Constant,
    Misprint,
    PrivateRoot,
    PrivateSopClass,
    Toolkit,
)
from generator.api.shapes.values import EditionName


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


class Curated(TypedDict):
    """What curated records say."""

    sop_classes: list[SopClass]
    categories: list[Category]
    modalities: list[Modality]


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
