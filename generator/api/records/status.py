"""The records of status codes, and of codes of other layers."""

from collections.abc import Iterable, Iterator

from generator.api.shapes import status as shapes
from generator.model.status import LayerCode, StatusCode, StatusRow


def status_codes(codes: Iterable[StatusCode]) -> Iterator[shapes.StatusCode]:
    """Status codes with what they mean."""
    for code in codes:
        yield {
            "code": code.code,
            "first": code.first,
            "last": code.last,
            "status_class": code.status_class,
            "title": code.title,
            "meaning": code.meaning,
            "remedy": code.remedy,
            "senses": [*_senses(code)],
        }


def _senses(code: StatusCode) -> Iterator[shapes.StatusSense]:
    for sense in code.senses[1:]:
        yield {
            "of": [*sense.of],
            "title": sense.title,
            "meaning": sense.meaning,
            "remedy": sense.remedy,
        }


def status_return(row: StatusRow) -> shapes.StatusReturn:
    """That a service may return a status."""
    place = row.defined_in
    words = [place.text, place.edition, row.note, f"by {row.by}" if row.by else ""]
    return {
        "code": row.code or None,
        "status_class": row.status_class,
        "dimse_service": None if row.dimse_service == "*" else row.dimse_service,
        "service": row.service or None,
        "related_fields": row.related_fields.split(),
        "sop_classes": [*row.sop_classes],
        "source": ", ".join(filter(None, words)),
    }


def layer_codes(codes: Iterable[LayerCode]) -> Iterator[shapes.LayerCode]:
    """Codes of other layers."""
    for it in codes:
        yield {
            "layer": it.layer,
            "field": it.field,
            "value": it.value,
            "title": it.title,
            "meaning": it.meaning,
            "remedy": it.remedy,
            "source": f"{it.defined_in.text}, {it.defined_in.edition}",
        }
