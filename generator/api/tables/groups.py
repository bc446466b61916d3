"""The tables of what SOP Classes are grouped by."""

from generator.api.shapes.sop_classes import Category, Modality, ServiceClass
from generator.api.tables.table import Declaration

TABLES = (
    Declaration(
        name="service_classes",
        shape=ServiceClass,
        rows=lambda whole: whole["service_classes"],
        key=("slug",),
        without=("sop_classes",),
    ),
    Declaration(
        name="categories",
        shape=Category,
        rows=lambda whole: whole["categories"],
        key=("slug",),
        without=("sop_classes",),
    ),
    Declaration(
        name="modalities",
        shape=Modality,
        rows=lambda whole: whole["modalities"],
        key=("code",),
        without=("sop_classes",),
    ),
)
