"""The tables of UIDs and SOP Classes."""

from collections.abc import Iterator
from typing import Annotated, TypedDict

from generator.api.shapes import sop_classes as shapes
from generator.api.shapes.documents import Registry
from generator.api.shapes.uids import AnyUid
from generator.api.shapes.values import Reference
from generator.api.tables.table import Declaration


class SopClassRow(shapes.SopClassSummary):
    """A SOP Class or Meta SOP Class."""

    standard: Annotated[str, "The standard that defines what it stands for."]
    without_iod: Annotated[str | None, "Why it has no composite IOD."]
    normalised_iod: Annotated[str | None, "The section of PS3.3 with its normalised IOD."]
    defined_in: Annotated[Reference | None, "Where the service is specified for it."]
    successors: Annotated[list[str], "The UIDs of what took its place."]
    summary: Annotated[str, "What it is for, in one to three sentences."]


class _OfSopClass(TypedDict):
    uid: Annotated[str, "The UID of the SOP Class."]


class AliasRow(_OfSopClass, shapes.Alias):
    """A name that people use for a SOP Class and the standard does not."""


class ModalityCodeRow(_OfSopClass, shapes.ModalityCode):
    """A value of Modality (0008,0060) that instances of a SOP Class carry."""


class SeeAlsoRow(_OfSopClass, shapes.SeeAlso):
    """A SOP Class to look at next."""


class RelationRow(_OfSopClass, shapes.Relation):
    """What another SOP Class is to a SOP Class."""


def _sop_classes(whole: Registry) -> Iterator[SopClassRow]:
    for it in whole["sop_classes"]:
        yield {
            **shapes.summary_of(it),
            "standard": it["standard"],
            "without_iod": it["without_iod"]["reason"] if it["without_iod"] else None,
            "normalised_iod": it["normalised_iod"],
            "defined_in": it["service_class"]["defined_in"],
            "successors": it["retirement"]["successors"] if it["retirement"] else [],
            "summary": it["summary"],
        }


TABLES = (
    Declaration(
        name="uids",
        shape=AnyUid,
        rows=lambda whole: whole["uids"],
        key=("uid",),
        without=("retired_by", "former_names", "former_keywords"),
    ),
    Declaration(
        name="sop_classes",
        shape=SopClassRow,
        rows=_sop_classes,
        key=("uid",),
        columns=(
            *("uid", "keyword", "name", "type", "status", "standard", "service_class", "category"),
            *("modality", "iod", "without_iod", "normalised_iod", "defined_in", "successors"),
            *("summary", "page"),
        ),
        refers={
            "uid": "uids",
            "service_class": "service_classes",
            "category": "categories",
            "iod": "iods",
            "normalised_iod": "normalised_iods",
        },
        is_curated=True,
    ),
    Declaration(
        name="aliases",
        shape=AliasRow,
        rows=lambda whole: (
            {"uid": it["uid"], **row} for it in whole["sop_classes"] for row in it["aliases"]
        ),
        key=("uid", "text"),
        refers={"uid": "sop_classes"},
        is_curated=True,
    ),
    Declaration(
        name="modality_codes",
        shape=ModalityCodeRow,
        rows=lambda whole: (
            {"uid": it["uid"], **row}
            for it in whole["sop_classes"]
            for row in it["modality"]["codes"]
        ),
        key=("uid", "code"),
        refers={"uid": "sop_classes", "code": "modalities"},
        is_curated=True,
    ),
    Declaration(
        name="see_also",
        shape=SeeAlsoRow,
        rows=lambda whole: (
            {"uid": it["uid"], **row} for it in whole["sop_classes"] for row in it["see_also"]
        ),
        key=("uid", "sop_class"),
        refers={"uid": "sop_classes", "sop_class": "sop_classes"},
        is_curated=True,
    ),
    Declaration(
        name="relations",
        shape=RelationRow,
        rows=lambda whole: (
            {"uid": it["uid"], **row} for it in whole["sop_classes"] for row in it["relations"]
        ),
        key=("uid", "role", "sop_class"),
        refers={"uid": "sop_classes", "sop_class": "sop_classes"},
    ),
)
