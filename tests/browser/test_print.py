"""A SOP Class on paper: few clean pages that say what it is and where that stands."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sop_class_prints_to_few_pages(
    visitor: Visitor, http_site: str, site: Path, tmp_path: Path, scheme: str
) -> None:
    page = visitor.context(color_scheme=scheme).new_page()
    heaviest = sorted(
        site.glob("sop-classes/[0-9]*/index.html"), key=lambda path: path.stat().st_size
    )[::-1]
    # Two pages; three where modules or messages are as many as those of MPPS.
    common = ("1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.1.1")
    for uid in (*common, *(path.parent.name for path in heaviest[:60:12])):
        page.goto(f"{http_site}sop-classes/{uid}/")

        paper = page.pdf(path=tmp_path / "page.pdf", format="A4")

        assert len(re.findall(rb"/Type\s*/Page\b", paper)) <= (2 if uid in common else 3), uid
        text = subprocess.run(
            ["pdftotext", "-layout", tmp_path / "page.pdf", "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for told in (uid, "Keyword", "Service class", f"/sop-classes/{uid}/"):
            assert told in text, uid
        for left in ("Skip to content", "On this page", "copy", "Close"):
            assert not re.search(rf"\b{left}\b", text), uid


def test_what_is_dark_on_the_screen_is_printed_on_white(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/1.2.840.10008.5.1.4.1.1.2/", color_scheme="dark")

    page.emulate_media(media="print")

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize(
    ("place", "points"),
    [("p.lead", 9.5), ("dl.facts dd", 9.5), ("table.modules th a", 7), ("#sources + * dd", 7)],
)
def test_what_is_printed_can_be_read(
    visitor: Visitor, http_site: str, place: str, points: float
) -> None:
    page = visitor.open(f"{http_site}sop-classes/1.2.840.10008.5.1.4.1.1.2/")

    page.emulate_media(media="print")

    size = page.locator(place).first.evaluate("(it) => parseFloat(getComputedStyle(it).fontSize)")
    assert round(size * 72 / 96, 1) >= points
