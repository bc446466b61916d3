"""The shapes of SOP Classes and of what they are sorted by."""

from typing import Annotated, TypedDict

from generator.api.shapes.uids import RegisteredUid
from generator.api.shapes.values import Page, Reference, Slug, Status, Uid
from generator.model.iods import NoIodReason
from generator.model.relations import Role
from generator.model.sop_classes import AliasKind, ModalityKind
from generator.model.uids import UidType


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


def summary_of(it: SopClass) -> SopClassSummary:
    """That SOP Class in short."""
    return {
        "uid": it["uid"],
        "keyword": it["keyword"],
        "name": it["name"],
        "type": it["type"],
        "status": it["status"],
        "service_class": it["service_class"]["slug"],
        "category": it["category"],
        "modality": [code["code"] for code in it["modality"]["codes"]],
        "iod": it["iod"],
        "page": it["page"],
    }


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
