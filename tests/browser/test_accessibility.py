"""Everyone can use every kind of page: by screen reader, keyboard, zoomed, in forced colours."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, expect

from tests.conftest import VIEWS, Some, View, Visitor
from tests.pages import one_of_each_kind

pytestmark = pytest.mark.browser

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")

PAGE = "sop-classes/1.2.840.10008.5.1.4.1.1.2/"


ALIKE = """() => {
    const seen = new Map();
    for (const row of document.querySelectorAll("main :is(tbody tr, li)")) {
        if (row.querySelector("li")) continue;
        const key = [row, ...row.querySelectorAll("*")]
            .map((element) => element.tagName + element.className).join();
        seen.set(key, (seen.get(key) ?? 0) + 1);
        if (seen.get(key) > 3) row.remove();
    }
}"""
"""Takes away the rows that are like others before: axe would look at each for a minute."""


RESULT = {"resultTypes": ["violations"]}

EVERY_RULE: dict[str, Any] = {
    "rules": {"target-size": {"enabled": True}, "empty-table-header": {"enabled": True}}
}
"""Every rule that axe has on, and two more: one of WCAG 2.2, one of its best practices."""

OF_THE_VIEW: dict[str, Any] = {"runOnly": ["color-contrast", "target-size"]}
"""The rules whose answer depends on colours and width; what others ask is the same in any view."""


def findings(page: Page, rules: dict[str, Any] = EVERY_RULE, within: str = "html") -> Iterator[str]:
    """What axe finds on `page` as it stands: each rule that is broken, with one place of it.

    `within` is a selector: what stands outside is not looked at.
    """
    page.evaluate(ALIKE)
    result = page.evaluate(
        "([within, options]) => axe.run(within, options)", [within, {**RESULT, **rules}]
    )
    for violation in result["violations"]:
        nodes = violation["nodes"]
        place = json.dumps(nodes[0]["target"])
        yield f"{violation['id']}, {len(nodes)} times, as at {place}: {violation['help']}"


@pytest.mark.parametrize("view", VIEWS, ids=str)
def test_axe_finds_nothing(
    visitor: Visitor, http_site: str, site: Path, view: View, some: Some
) -> None:
    rules = EVERY_RULE if view == VIEWS[0] or some.everything else OF_THE_VIEW
    context = visitor.context(view)
    context.add_init_script(path=AXE)
    page = context.new_page()
    problems = []
    for address in one_of_each_kind(site).values():
        page.goto(http_site + address)
        problems += [f"{address or 'home'}: {finding}" for finding in findings(page, rules)]
    visitor.problems = [problem for problem in visitor.problems if "404" not in problem]
    assert problems == []


@pytest.mark.parametrize("view", [VIEWS[0], VIEWS[3]], ids=str)
def test_axe_finds_nothing_in_what_opens(visitor: Visitor, http_site: str, view: View) -> None:
    context = visitor.context(view)
    context.add_init_script(path=AXE)
    page = context.new_page()
    page.goto(http_site)
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


def test_every_table_has_a_caption_and_headers(
    visitor: Visitor, http_site: str, site: Path
) -> None:
    page = visitor.context().new_page()
    problems = []
    for address in one_of_each_kind(site).values():
        page.goto(http_site + address)
        problems += page.evaluate("""() => [...document.querySelectorAll("main table")]
            .filter((table) => !table.querySelector("th")
                || !(table.caption ?? table.closest("figure")?.querySelector("figcaption"))
                    ?.textContent.trim()
                || [...table.querySelectorAll("thead th")].some((th) => th.scope !== "col"))
            .map((table) => `${location.pathname}: ${table.outerHTML.slice(0, 120)}`)""")
    visitor.problems.clear()
    assert problems == []


def test_every_drawing_has_a_name(visitor: Visitor, http_site: str, site: Path) -> None:
    page = visitor.context().new_page()
    problems = []
    for address in one_of_each_kind(site).values():
        page.goto(http_site + address)
        problems += page.evaluate("""() => [...document.querySelectorAll("svg, img")]
            .filter((image) => !image.closest("[aria-hidden=true]") && (image.tagName === "IMG"
                ? image.getAttribute("alt") === null
                : !(image.getAttribute("role") === "img" && (image.getAttribute("aria-label")
                    || document.getElementById(image.getAttribute("aria-labelledby")?.split(" ")[0])
                    || image.querySelector("title")))))
            .map((image) => `${location.pathname}: ${image.outerHTML.slice(0, 120)}`)""")
    visitor.problems.clear()
    assert problems == []


@pytest.mark.parametrize(("width", "height"), [(640, 400), (320, 256)], ids=["200%", "400%"])
def test_a_page_holds_when_zoomed(
    visitor: Visitor, http_site: str, site: Path, width: int, height: int
) -> None:
    """1280 by 800 and by 1024, magnified: WCAG wants no scrolling sideways but for tables."""
    context = visitor.context(viewport={"width": width, "height": height})
    page = context.new_page()
    problems = []
    for address in one_of_each_kind(site).values():
        page.goto(http_site + address)
        if (scrolled := page.evaluate("document.documentElement.scrollWidth")) > width:
            problems.append(f"{address}: {scrolled}")
    visitor.problems.clear()
    assert problems == []


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
