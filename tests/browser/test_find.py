"""The box that finds: Enter and slow answers, its panel, the address, keys. What is found is in
test_lookup.py.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Address, in_both_forms
from tests.conftest import Visitor

pytestmark = pytest.mark.browser

CT = "sop-classes/1.2.840.10008.5.1.4.1.1.2/"
HOME, HEADER = "#find-home", "#find-header"
PANEL = ".find--header .find__panel"
SCRIPTS = "**/assets/code.*/lookup.js"
MORE = "**/assets/data.*/lookup-more.js"
PROSE = "**/assets/data.*/prose.js"

PASTE = """
(box, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  box.focus();
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true}));
}
"""


@contextmanager
def held(page: Page, url: str) -> Iterator[None]:
    """Whatever is asked for at `url` arrives only after the block."""
    page.route(url, lambda _: None)
    yield
    page.unroute(url)  # which lets go on what waits


def paste_and_enter(page: Page, box: str, query: str) -> None:
    page.locator(box).fill(query)
    page.keyboard.press("Enter")


def fragment(page: Page) -> str:
    hash_: str = page.evaluate("location.hash")
    return hash_[1:]


def rest(page: Page) -> None:
    """Long enough for anything that is not to happen."""
    page.wait_for_timeout(700)


def test_the_look_up_comes_when_the_box_has_the_focus(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}{CT}")
    rest(page)
    assert not [it for it in visitor.requests if "lookup" in it]

    page.locator(HEADER).focus()
    expect(page.locator(".find--header .find__panel")).to_be_attached()

    scripts = [it for it in visitor.requests if it.endswith("/lookup.js")]
    assert len(scripts) == 1


# Enter


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SOPClassUID", "attributes/00080016/"),
        ("modality", "attributes/00080060/"),
        ("General Study", "modules/general-study/"),
        ("(0008,0016)", "attributes/00080016/"),
        ("Rows", "attributes/00280010/"),
    ],
)
def test_enter_waits_for_what_may_be_better(
    visitor: Visitor, address: Address, query: str, place: str
) -> None:
    page = visitor.open("about:blank")
    with held(page, MORE):
        page.goto(address(""))
        paste_and_enter(page, HOME, query)
        expect(page.locator(".find--home .find__panel")).to_be_visible()
        rest(page)
        assert page.url.split("#")[0] == address("")
    page.wait_for_url(address(place))


@pytest.mark.parametrize("query", ["CT Image Storage", "CTImageStorage", f"={CT[12:-1]}"])
def test_enter_does_not_wait_for_what_is_sure(
    visitor: Visitor, address: Address, query: str
) -> None:
    page = visitor.open("about:blank")
    with held(page, MORE):
        page.goto(address(""))
        paste_and_enter(page, HOME, query)
        page.wait_for_url(address(CT))


@in_both_forms
def test_enter_waits_for_the_prose(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(""))
    paste_and_enter(page, HOME, "reconstructed slice")
    page.wait_for_function("!document.querySelector('#find-home')")


def test_a_waiting_enter_is_not_for_another_query(visitor: Visitor, address: Address) -> None:
    page = visitor.open("about:blank")
    with held(page, MORE):
        page.goto(address(""))
        paste_and_enter(page, HOME, "PatientID")
        page.keyboard.type("x")
        page.keyboard.press("Backspace")
    expect(page.locator(".find--home [role=option]").first).to_contain_text("(0010,0020)")
    rest(page)
    assert page.url.split("#")[0] == address("")


def test_an_enter_that_waits_for_the_scripts_is_not_for_another_query(
    visitor: Visitor, address: Address
) -> None:
    page = visitor.open("about:blank")
    with held(page, SCRIPTS):
        page.goto(address(""))
        paste_and_enter(page, HOME, "PatientID")
        page.keyboard.type("x")
        page.keyboard.press("Backspace")
    expect(page.locator(".find--home [role=option]").first).to_contain_text("(0010,0020)")
    rest(page)
    assert page.url.split("#")[0] == address("")


def test_an_enter_waits_for_the_scripts(visitor: Visitor, address: Address) -> None:
    page = visitor.open("about:blank")
    with held(page, SCRIPTS):
        page.goto(address(""))
        paste_and_enter(page, HOME, "PatientID")
        rest(page)
        assert page.url.split("#")[0] == address("")
    page.wait_for_url(address("attributes/00100020/"))


def test_a_waiting_enter_ends_with_what_fails(visitor: Visitor, address: Address) -> None:
    page = visitor.context().new_page()
    page.route(MORE, lambda route: route.abort())
    page.goto(address(""))
    paste_and_enter(page, HOME, "PatientID")
    expect(page.locator(".find--home .find__messages")).to_contain_text("cannot be loaded")
    page.unroute(MORE)
    rest(page)
    assert page.url.split("#")[0] == address("")
    paste_and_enter(page, HOME, "PatientName")
    page.wait_for_url(address("attributes/00100010/"))
    visitor.problems.clear()  # that a script was not to be had


def test_back_finds_the_query_of_a_quick_enter(visitor: Visitor, address: Address) -> None:
    for start, box in (("", HOME), ("editions/", HEADER)):
        page = visitor.open(address(start))
        paste_and_enter(page, box, "PatientID")
        page.wait_for_url(address("attributes/00100020/"))
        page.go_back()
        expect(page.locator(box)).to_have_value("PatientID")
        assert page.url == address(start, "#q=PatientID")


# Answers that come one after the other


def test_what_is_highlighted_stays(visitor: Visitor, address: Address) -> None:
    page = visitor.context().new_page()
    options = page.locator(".find--home [role=option]")
    with held(page, MORE):
        page.goto(address(""))
        page.locator(HOME).fill("patient")
        expect(options.first).to_be_visible()
        before = options.all_inner_texts()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
    expect(options.filter(has_text="Module").first).to_be_visible()
    assert options.all_inner_texts() != before
    chosen = page.locator(".find--home [aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert chosen.inner_text() == before[1]
    active = page.locator(HOME).get_attribute("aria-activedescendant")
    assert active == chosen.get_attribute("id")


def test_nothing_is_said_to_be_missing_before_the_prose_is_searched(
    visitor: Visitor, address: Address
) -> None:
    page = visitor.context().new_page()
    status = page.locator(".find--home [role=status]")
    panel = page.locator(".find--home .find__panel")
    with held(page, PROSE):
        page.goto(address(""))
        page.locator(HOME).fill("qqqqqqqqqq")
        expect(status).to_have_text("Searching the text …")
        rest(page)
        expect(panel).to_contain_text("Searching the text …")
        expect(panel).not_to_contain_text("Nothing found")
    expect(status).to_have_text("Nothing found.")
    expect(panel).to_contain_text("Nothing found.")


def test_prose_names_the_page_of_a_heading(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(""))
    page.locator(HOME).fill("what the answer says")
    found = page.locator(".find__prose [role=option]", has_text="What the answer says")
    expect(found.first).to_contain_text("Abstract syntax not supported")


def test_what_is_private_has_no_status(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(""))
    page.locator(HOME).fill("1.3.12.2.1107.5.9.1")
    kind = page.locator(".find--home .find__kind").first
    expect(kind).to_have_text("Private SOP Class")
    expect(page.locator(".find--home [role=status]")).to_contain_text(", Private SOP Class, 1.3.12")


def test_who_has_a_private_uid_is_something_found(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(""))
    page.locator(HOME).fill("1.2.840.113619.4.99")
    status = page.locator(".find--home [role=status]")
    expect(status).to_contain_text("private UID")
    rest(page)
    expect(status).not_to_contain_text("Nothing found")


# The panel


@pytest.mark.parametrize(
    ("query", "way"),
    [("SEG", "Escape"), ("SEG", "Tab Tab"), ("1.2.840.10008.5.1.4.1.1.66.4", "Tab"), ("SEG", "")],
)
def test_the_panel_closes_and_leaves_the_address(
    visitor: Visitor, address: Address, query: str, way: str
) -> None:
    """By keys, or by a click elsewhere; a Tab goes to the button for more where there is one."""
    page = visitor.open(address(CT, f"#q={query}"))
    panel, box = page.locator(PANEL), page.locator(HEADER)
    expect(box).to_have_value(query)
    rest(page)
    expect(panel).to_be_hidden()
    box.focus()
    expect(panel.get_by_role("option").first).to_contain_text("Segmentation Storage")
    assert fragment(page) == f"q={query}"
    if way == "Tab Tab":
        expect(panel.get_by_role("button", name="Show")).to_be_visible()
    for key in way.split():
        expect(panel).to_be_visible()
        page.keyboard.press(key)
    if not way:
        page.locator("h1").click()
    expect(panel).to_be_hidden()
    assert page.url == address(CT)
    rest(page)
    assert page.url == address(CT)
    expect(panel).to_be_hidden()


def test_the_panel_does_not_come_back_by_itself(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(CT))
    paste_and_enter(page, HEADER, "RTSTRUCT")
    page.wait_for_url(address("sop-classes/1.2.840.10008.5.1.4.1.1.481.3/"))
    page.go_back()
    expect(page.locator(HEADER)).to_have_value("RTSTRUCT")
    rest(page)
    expect(page.locator(PANEL)).to_be_hidden()


# The address


@in_both_forms
def test_back_and_forward_go_from_query_to_query(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(""))
    box, first = page.locator(HOME), page.locator(".find--home [role=option]").first
    page.locator("[data-example=SEG]").click()
    page.wait_for_url(address("", "#q=SEG"))
    box.fill("dose report")
    page.wait_for_url(address("", "#q=dose+report"))
    page.go_back()
    expect(box).to_have_value("SEG")
    expect(first).to_contain_text("Segmentation Storage")
    page.go_back()
    expect(box).to_have_value("")
    expect(first).to_be_hidden()
    page.go_forward()
    page.go_forward()
    expect(box).to_have_value("dose report")
    expect(first).to_contain_text("X-Ray Radiation Dose SR Storage")
    rest(page)
    assert page.url == address("", "#q=dose+report")


def test_a_long_text_is_in_no_address(visitor: Visitor, address: Address) -> None:
    text = "12:00 SMITH^JOHN C-STORE 1.2.840.10008.5.1.4.1.1.2 " * 400
    page = visitor.open(address(""))
    page.locator(HOME).fill("SEG")
    page.wait_for_url(address("", "#q=SEG"))
    for length, is_noted in ((300, True), (301, False), (len(text), False)):
        page.locator(HOME).fill(text[: length - 1] + "x")
        rest(page)
        assert urlsplit(page.url).query == ""
        assert fragment(page).startswith("q=") is is_noted
    page.keyboard.press("Enter")
    page.wait_for_url(address(CT))
    page.go_back()
    assert "SMITH" not in page.url
    assert not [it for it in visitor.requests if "SMITH" in it]


@pytest.mark.parametrize("page_", ["", "sop-classes/"])
def test_a_query_that_a_server_was_asked_moves(
    visitor: Visitor, address: Address, page_: str
) -> None:
    box = HEADER if page_ else HOME
    page = visitor.open(address(page_).split("#")[0] + "?q=dose+report#filter=ct")
    expect(page.locator(box)).to_have_value("dose report")
    assert page.url == address(page_, "#filter=ct&q=dose+report")
    page = visitor.open(address(page_) + "?q=" + "SMITH+" * 100)
    expect(page.locator(box)).to_have_value("SMITH " * 100)
    page.wait_for_url(address(page_))


def test_the_query_and_a_table_share_the_address(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("sop-classes/", "#status=retired"))
    rows = page.locator("#sop-classes tbody tr:not([hidden])")
    retired = rows.count()
    page.locator(HEADER).fill("a, b")
    page.wait_for_url(address("sop-classes/", "#status=retired&q=a,+b"))
    assert rows.count() == retired
    page.get_by_role("searchbox", name="Filter").fill("ultra")
    assert fragment(page) == "status=retired&filter=ultra"
    assert 0 < rows.count() < retired
    again = visitor.open(address("sop-classes/", "#status=retired&q=SEG"))
    assert again.locator("#sop-classes tbody tr:not([hidden])").count() == retired
    expect(again.locator(HEADER)).to_have_value("SEG")


def test_an_anchor_comes_back_after_the_query(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(CT, "#top"))
    page.locator(HEADER).fill("SEG")
    page.wait_for_url(address(CT, "#q=SEG"))
    page.keyboard.press("Escape")
    page.wait_for_url(address(CT, "#top"))


# Keys


def test_a_paste_of_lines_can_be_undone(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(""))
    page.locator(HOME).press_sequentially("seg")
    page.locator(HOME).evaluate(PASTE, " one\n\ttwo\n")
    expect(page.locator(HOME)).to_have_value("seg one two ")
    page.keyboard.press("Control+Z")
    # The browser may undo what was typed just before with it.
    expect(page.locator(HOME)).to_have_value(re.compile("^(seg)?$"))


def test_one_key_goes_to_the_box_and_only_outside_of_fields(
    visitor: Visitor, address: Address
) -> None:
    page = visitor.open(address("sop-classes/"))
    box = page.locator(HEADER)
    for key in ("s", "Control+/", "Alt+/", "f"):
        page.keyboard.press(key)
        expect(box).not_to_be_focused()
    words = page.get_by_role("searchbox", name="Filter")
    words.focus()
    page.keyboard.press("/")
    expect(words).to_have_value("/")
    status = page.get_by_role("combobox", name="Status", exact=True)
    status.focus()
    page.keyboard.press("/")
    expect(status).to_be_focused()
    page.evaluate(
        """() => {
          const place = document.createElement("p");
          place.innerHTML = "<b>text</b>";
          place.contentEditable = "true";
          document.querySelector("h1").after(place);
          place.focus();
        }"""
    )
    page.keyboard.press("/")
    expect(box).not_to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("/")
    expect(box).to_be_focused()


def test_the_key_can_be_switched_off(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("about/accessibility/"))
    choice = page.get_by_role("checkbox", name="The key / goes to the search box")
    expect(choice).to_be_checked()
    choice.uncheck()
    page.goto(address(CT))
    page.keyboard.press("/")
    expect(page.locator(HEADER)).not_to_be_focused()
    page.goto(address("about/accessibility/"))
    choice.check()
    page.goto(address(CT))
    page.keyboard.press("/")
    expect(page.locator(HEADER)).to_be_focused()
