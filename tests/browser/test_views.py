"""Home, a SOP Class and an index as readers see them: on a desktop, on a phone, light and dark."""

import pytest

from tests.conftest import View, Visitor

PAGES = {
    "home": "",
    "SOP Class": "sop-classes/1.2.840.10008.5.1.4.1.1.2/",
    "index": "sop-classes/",
}


@pytest.fixture(params=list(PAGES.values()), ids=list(PAGES))
def address(request: pytest.FixtureRequest, http_site: str) -> str:
    return f"{http_site}{request.param}"


@pytest.mark.browser
def test_a_page_has_the_scheme_that_the_system_has(
    visitor: Visitor, view: View, address: str
) -> None:
    page = visitor.open(address, view)

    ink, paper = page.evaluate(
        """["color", "backgroundColor"].map((name) => {
            const [red, green, blue] = getComputedStyle(document.body)[name].match(/[\\d.]+/g);
            return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        })"""
    )

    assert (ink < paper) == (view.scheme == "light")
    assert abs(ink - paper) > 150


@pytest.mark.browser
def test_a_page_is_complete_without_scripts(visitor: Visitor, address: str) -> None:
    # A script adds the link to the heading itself.
    with_scripts = visitor.open(address).locator("main h1").inner_text().removesuffix("#")
    without = visitor.open(address, java_script_enabled=False)

    assert without.locator("main h1").inner_text() == with_scripts
    assert without.locator("main a").count() > 3
