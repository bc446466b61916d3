"""The tables of status codes, and of the codes of other layers."""

from typing import Annotated, TypedDict

from generator.api.shapes import status as shapes
from generator.api.tables.table import Declaration, Numbered


class StatusSenseRow(TypedDict):
    """What a status says to some services."""

    code: Annotated[str, "The code."]
    services: Annotated[str, "DIMSE services, or services in a word or two, with commas."]
    title: Annotated[str, "What it says, in a few words."]
    meaning: Annotated[str, "What it says."]
    remedy: Annotated[str, "What to do about it."]


class StatusReturnRow(Numbered, shapes.StatusReturn):
    """That a service may return a status."""


class LayerCodeRow(Numbered, shapes.LayerCode):
    """A code that is no status of a DIMSE response."""


TABLES = (
    Declaration(
        name="status_codes",
        shape=shapes.StatusCode,
        rows=lambda whole: whole["status_codes"],
        key=("code",),
    ),
    Declaration(
        name="status_senses",
        shape=StatusSenseRow,
        rows=lambda whole: (
            {
                "code": it["code"],
                "services": ", ".join(sense["of"]),
                "title": sense["title"],
                "meaning": sense["meaning"],
                "remedy": sense["remedy"],
            }
            for it in whole["status_codes"]
            for sense in it["senses"]
        ),
        key=("code", "services"),
        refers={"code": "status_codes"},
    ),
    Declaration(
        name="status_returns",
        shape=StatusReturnRow,
        rows=lambda whole: (
            {"number": number, **it} for number, it in enumerate(whole["status_returns"], 1)
        ),
        key=("number",),
        columns=(
            *("number", "code", "status_class", "dimse_service", "service"),
            *("related_fields", "sop_classes", "source"),
        ),
        refers={"code": "status_codes"},
    ),
    Declaration(
        name="layer_codes",
        shape=LayerCodeRow,
        rows=lambda whole: (
            {"number": number, **it} for number, it in enumerate(whole["layer_codes"], 1)
        ),
        key=("number",),
    ),
)
