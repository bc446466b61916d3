"""Which curated records a page shows, so that an edit of one leaves other pages as they are."""

from generator.model.sop_classes import SopClass
from generator.render.page import Page

_NONE = {
    "attribute-group.html",
    "attribute-others.html",
    "attribute.html",
    "attributes.html",
    "by-uid.html",
    "check.html",
    "compare.html",
    "context-group.html",
    "context-groups.html",
    "coverage.html",
    "de-identification.html",
    "edition-compare.html",
    "edition-table.html",
    "edition.html",
    "editions.html",
    "iod.html",
    "iods.html",
    "layer-codes.html",
    "lookup.html",
    "macros.html",
    "modules.html",
    "normalised-iod.html",
    "private.html",
    "service-table.html",
    "service-tables.html",
    "status-codes.html",
    "table.html",
    "templates.html",
    "transcript.html",
    "uid.html",
    "uids.html",
}
"""The templates that show names and UIDs of SOP Classes, which are registered and not curated."""


def records_shown(page: Page) -> frozenset[str] | None:
    """The UIDs of the SOP Classes whose curated records `page` shows; None where it may be any."""
    if page.template in _NONE:
        return frozenset()
    shown: object = None
    if page.template in {"sop-class.html", "group.html"}:
        shown = page.values.get("sop_class") or page.values.get("sop_classes")
    match shown:
        case SopClass():
            return frozenset({shown.uid})
        case tuple():
            return frozenset(it.uid for it in shown)
        case _:
            return None
