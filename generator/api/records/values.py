"""What stands in many records: a status, a place in a standard, a source."""

from generator.api.shapes import values as shapes
from generator.model.standard import Reference
from generator.model.uids import Origin


def status(retired: bool) -> shapes.Status:  # noqa: FBT001  # what is said of it, not a switch
    """The word for it."""
    return "retired" if retired else "active"


def reference(place: Reference) -> shapes.Reference:
    """A place in a standard."""
    return {
        "text": place.text,
        "standard": place.standard,
        "section": place.section or None,
        "table": place.table or None,
        "edition": place.edition or None,
        "url": place.url,
    }


def reference_or_null(place: Reference | None) -> shapes.Reference | None:
    """A place in a standard, if there is one."""
    return reference(place) if place else None


def origin(it: Origin) -> shapes.Origin:
    """Where a fact comes from."""
    return {
        "edition": it.edition or None,
        "table": it.table or None,
        "words": it.words or None,
    }
