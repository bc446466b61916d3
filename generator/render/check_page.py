"""The page that checks DICOM objects against the tables."""

from collections.abc import Iterator

from generator.model import Registry
from generator.render.page import Page


def pages(registry: Registry) -> Iterator[Page]:
    """The one page of the tool; all that it does, the browser does."""
    lead = (
        "Drop a DICOM file, a folder or a dump, and read what is wrong with it: what is missing or "
        "empty, a condition that is not met, a value that is not listed or in the wrong form. Each "
        "finding links to the row that requires it."
    )
    yield Page(
        url="check/",
        title="Check a file",
        description=f"{lead} Nothing leaves your machine.",
        lead=lead,
        template="check.html",
        values={"edition": registry.iods.edition},
        section="Tools",
        wide=True,
    )
