"""Pages say where links lead, put facts before sources, and lead on: to data, tools, neighbours."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import VIEWS, Some, Visitor
from tests.pages import addresses

RETIRED = "sop-classes/1.2.840.10008.5.1.4.1.1.6/"
CURRENT = "1.2.840.10008.5.1.4.1.1.6.1"

SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const it of list.getEntries()) if (!it.hadRecentInput) sum += it.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 1500);
})"""
"""How much of what is in sight has moved since the page was opened (CLS)."""


@pytest.mark.browser
def test_the_index_of_attributes_finds_an_attribute(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}attributes/")
    page.get_by_role("combobox").fill("slice thickness")
    first = page.get_by_role("option").first
    expect(first).to_contain_text("Slice Thickness")
    page.keyboard.press("Enter")
    page.wait_for_url("**/attributes/00180050/")


@pytest.mark.browser
def test_groups_have_names(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}attributes/")
    names = page.locator("#groups tbody th").all_inner_texts()
    assert len(names) > 60
    assert [it for it in names if len(it.split()) < 2] == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("words", "name"), [("ct image", "CT Image"), ("film box", "Basic Film Box")]
)
def test_one_filter_covers_all_iods(
    visitor: Visitor, http_site: str, words: str, name: str
) -> None:
    page = visitor.open(f"{http_site}iods/")
    assert page.locator("table.records").count() == 1
    page.get_by_role("searchbox", name="Filter").fill(words)
    expect(page.locator("#iods tbody tr:visible th").filter(has_text=name).first).to_be_visible()


@pytest.mark.browser
def test_of_two_of_one_name_the_retired_one_says_so(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}{RETIRED}")
    expect(page.locator("h1")).to_contain_text("Ultrasound Image Storage (retired)")
    expect(page.locator(".notice code.uid")).to_have_text(CURRENT)
    page.goto(f"{http_site}sop-classes/{CURRENT}/")
    expect(page.locator("h1")).not_to_contain_text("retired")


def folds(page: Page) -> list[bool]:
    """Of each place that tells sources, whether it is open."""
    found: list[bool] = page.locator("details.provenance").evaluate_all(
        "(all) => all.map((it) => it.open)"
    )
    return found


@pytest.mark.browser
def test_sources_stand_behind_a_line_that_a_link_opens(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}{RETIRED}")
    assert folds(page) == [False, False, False]
    page.evaluate("location.hash = '#sources'")
    expect(page.locator("#sources + details")).to_have_attribute("open", "")
    assert folds(page) == [False, False, True]
    page = visitor.open(f"{http_site}{RETIRED}#history")
    expect(page.locator("ul.history")).to_be_visible()


@pytest.mark.browser
def test_sources_are_printed(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}{RETIRED}")
    facts = page.locator("#sources + details dl.facts")
    assert not facts.evaluate("(it) => it.checkVisibility({ contentVisibilityAuto: true })")
    page.emulate_media(media="print")
    assert facts.evaluate("(it) => it.getBoundingClientRect().height > 50")
    assert facts.evaluate("(it) => it.checkVisibility({ contentVisibilityAuto: true })")


@pytest.mark.browser
@pytest.mark.parametrize("media", ["print", "screen"])
def test_rows_do_not_repeat_their_heads(visitor: Visitor, http_site: str, media: str) -> None:
    page = visitor.open(f"{http_site}modules/ct-image/")
    page.emulate_media(media=media)  # type: ignore[arg-type]  # one of the two
    widths = page.evaluate(
        """() => [...document.querySelector(".rows li > p").children].slice(3)
            .map((it) => getComputedStyle(it, "::before"))
            .filter((it) => it.content !== "none" && it.position !== "absolute").length"""
    )
    assert widths == 0


@pytest.mark.browser
@pytest.mark.parametrize(
    "address",
    [
        "sop-classes/1.2.840.10008.5.1.4.1.1.2/",
        "uids/1.2.840.10008.1.2.1/",
        "iods/ct-image/",
        "modules/ct-image/",
        "macros/code-sequence/",
        "attributes/00080060/",
        "context-groups/7150/",
    ],
)
def test_a_page_leads_to_its_json(visitor: Visitor, http_site: str, address: str) -> None:
    page = visitor.open(f"{http_site}{address}")
    link = page.get_by_role("link", name="this page as JSON")
    target = link.evaluate("(it) => it.href")
    assert target.endswith(f"api/v1/{address.rstrip('/')}.json")
    answer = page.request.get(target)
    assert answer.ok
    assert answer.json()["registry_edition"]


@pytest.mark.browser
def test_the_files_of_the_api_are_links(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}about/api/")
    targets = page.locator("main a[href*='api/v1/']").evaluate_all(
        "(all) => all.map((it) => it.href)"
    )
    assert len(targets) > 30
    assert [it for it in set(targets) if not page.request.get(it).ok] == []


@pytest.mark.browser
@pytest.mark.parametrize("view", [VIEWS[0], VIEWS[-1]], ids=str)
@pytest.mark.parametrize(
    "address",
    [
        "compare/#a=1.2.840.10008.5.1.4.1.1.2&b=1.2.840.10008.5.1.4.1.1.2.1",
        "compare/#a=1.2.840.10008.5.1.4.31&b=1.2.840.10008.5.1.4.1.2.2.1",
        "modules/sop-common/",
        "modules/rt-beams/#row-139",
        "sop-classes/1.2.840.10008.5.1.4.1.1.2/#history",
    ],
)
def test_a_page_does_not_jump(visitor: Visitor, http_site: str, address: str, view: object) -> None:
    page = visitor.open(f"{http_site}{address}", view)  # type: ignore[arg-type]  # a View
    assert page.evaluate(SHIFT) < 0.02


@pytest.mark.browser
def test_rows_filter_and_count(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}modules/sop-common/")
    page.get_by_role("search", name="Filter the rows").get_by_role("searchbox").fill("code value")
    status = page.locator(".rows-filter [role=status]")
    expect(status).to_contain_text("rows")
    number = int(status.inner_text().split()[0])
    shown = page.locator(".rows li:visible > p").filter(has_text="Code Value")
    assert number >= 1
    expect(shown.first).to_be_visible()
    assert page.locator(".rows li:visible > p").filter(has_text="SOP Class UID").count() < 5
    page.locator(".rows-filter input").fill("")
    expect(status).to_have_text("")


@pytest.mark.browser
def test_open_all_belongs_to_its_rows(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}modules/sop-common/")
    buttons = page.get_by_role("button", name="Open all")
    assert buttons.count() == page.locator(".rows > .rows-tools").count() > 0


@pytest.mark.browser
def test_a_long_page_has_a_way_up(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}modules/sop-common/")
    up = page.get_by_role("link", name="Top of the page")
    expect(up).to_be_hidden()
    page.evaluate("scrollTo(0, 5 * innerHeight)")
    up.click()
    page.wait_for_function("scrollY < 100")


@pytest.mark.browser
def test_every_tool_is_in_one_place(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}tools/")
    for name in ("check", "compare", "editions/compare", "lookup", "status-codes", "about/hosting"):
        assert page.locator(f"main a[href$='{name}/']").count(), name
    page.goto(http_site)
    tasks = page.locator("ul.tasks a").all_inner_texts()
    assert tasks == [
        "What is this UID?", "Check a file", "Compare two", "Export for my PACS", "Take it offline",
    ]  # fmt: skip


@pytest.mark.browser
def test_each_other_uid_has_neighbours(
    visitor: Visitor, http_site: str, site: Path, some: Some
) -> None:
    page = visitor.context().new_page()
    lone = []
    for address in some([it for it in addresses(site) if it.startswith("uids/1")], 12):
        page.goto(f"{http_site}{address}", wait_until="domcontentloaded")
        if not page.locator("nav.neighbours a").count():
            lone.append(address)
    assert lone == []
