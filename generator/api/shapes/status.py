"""The shapes of status codes, and of codes of other layers."""

from typing import Annotated, TypedDict

from generator.api.shapes.values import Uid
from generator.model.status import StatusClass


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
