"""Everyone can use the site: by keyboard, in forced colours. What holds of each kind of page is in
test_kinds.py.
"""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.conftest import VIEWS, View, Visitor

pytestmark = pytest.mark.browser

PAGE = "sop-classes/1.2.840.10008.5.1.4.1.1.2/"


@pytest.mark.parametrize("view", [VIEWS[0], VIEWS[3]], ids=str)
def test_axe_finds_nothing_in_what_opens(visitor: Visitor, http_site: str, view: View) -> None:
    page = visitor.open(http_site, view)
    page.locator("#find-home").fill("enhanced mr")
    expect(page.get_by_role("option").first).to_be_visible()
    assert list(findings(page)) == []

    page.goto(http_site + PAGE)
    if (button := page.locator(".menu-button")).is_visible():
        button.click()
    expect(page.locator("#menu")).to_be_visible()
    # What the open menu covers in part is nobody's target then.
    assert list(findings(page, within="header, #menu")) == []


def focused(page: Page) -> dict[str, Any]:
    """What has the focus: its name, its place in the page, and the outline that shows it."""
    told: dict[str, Any] = page.evaluate("""() => {
        const element = document.activeElement;
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        return {
            tag: element.tagName,
            text: element.textContent.trim().slice(0, 40),
            outline: parseFloat(style.outlineWidth) * (style.outlineStyle !== "none"),
            border: style.borderColor,
            width: box.width,
            height: box.height,
            top: box.top,
        };
    }""")
    return told


def test_a_keyboard_reaches_everything_and_shows_where_it_is(
    visitor: Visitor, http_site: str
) -> None:
    page = visitor.open(http_site + PAGE)
    seen: list[dict[str, Any]] = []
    while len(seen) < 1000:
        page.keyboard.press("Tab")
        place = focused(page)
        if place["tag"] == "BODY":
            break
        assert place["outline"] >= 2, place
        assert place["width"] > 0, place
        # Nothing that has the focus is hidden behind the header.
        assert place["top"] >= 0, place
        seen.append(place)
    # Counted down here, where the way up is to be seen, too.
    wanted = page.evaluate("""() => [...document.querySelectorAll(
        "a[href], button, input, select, textarea, summary, [tabindex='0']")]
        .filter((element) => element.checkVisibility({visibilityProperty: true})
            && element.tabIndex >= 0).length""")
    assert len(seen) == wanted


def test_the_first_key_offers_to_skip_to_the_content(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(http_site + PAGE)

    page.keyboard.press("Tab")
    skip = page.get_by_text("Skip to content")
    expect(skip).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).opacity") == "1"
    page.keyboard.press("Enter")

    assert page.evaluate("location.hash") == "#top"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_menu_opens_and_closes_by_keyboard(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(http_site + PAGE, VIEWS[2])
    button = page.get_by_role("button", name="Menu")

    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#menu a").first).to_be_focused()
    page.keyboard.press("Escape")

    expect(page.locator("#menu")).not_to_be_visible()
    expect(button).to_be_focused()


def test_on_a_desktop_the_pages_of_the_section_stand_below_the_tabs(
    visitor: Visitor, http_site: str
) -> None:
    page = visitor.open(http_site + PAGE, VIEWS[0])

    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    expect(page.locator("#menu").get_by_role("link", name="By modality")).to_be_visible()
    expect(page.locator("#menu").get_by_role("link", name="Modules")).to_be_hidden()
    top = page.locator("h1").bounding_box()
    assert top is not None
    assert top["y"] < 200


def test_the_scheme_changes_by_keyboard(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(http_site + PAGE)
    button = page.locator(".scheme-button")

    names, papers = [], []
    button.focus()
    for _ in range(4):
        names.append(button.get_attribute("aria-label"))
        papers.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        page.keyboard.press("Space")

    assert names == ["Switch to dark colours", "Switch to light colours"] * 2
    assert papers[0] != papers[1]
    assert papers == papers[:2] * 2


def test_nothing_moves_when_motion_is_reduced(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(http_site + PAGE, VIEWS[2], reduced_motion="reduce")
    page.locator(".menu-button").click()

    moving = page.evaluate("document.getAnimations().length")

    assert moving == 0


def test_forced_colours_keep_what_tells_things_apart(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(http_site + PAGE, forced_colors="active")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")

    assert focused(page)["outline"] >= 2
    drawn = page.evaluate("""() => [...document.querySelectorAll(".badge")].every((badge) =>
        parseFloat(getComputedStyle(badge).borderTopWidth) > 0)""")
    assert drawn
