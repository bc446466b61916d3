"""The search box: finds what is typed or pasted, hosted and from files, by keyboard alone too."""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.model import Registry
from generator.render.lookup_data import CORE, MORE, SECTIONS
from tests.browser.conftest import Address, in_both_forms
from tests.conftest import VIEWS, Some, Visitor
from tests.queries import Places, brought, collected

pytestmark = pytest.mark.browser

PHONE = VIEWS[2]
CT = "sop-classes/1.2.840.10008.5.1.4.1.1.2/"
BOX = "#find-home"
OPTIONS = ".find--home [role=option]"

ASK = """
async (queries) => {
  const input = document.querySelector("#find-home");
  const answers = [];
  for (const query of queries) {
    input.value = query;
    input.dispatchEvent(new InputEvent("input", {bubbles: true, inputType: "insertFromPaste"}));
    const panel = document.querySelector(".find--home .find__panel");
    answers.push({
      hrefs: Array.from(panel.querySelectorAll("[role=option]"), (it) => it.getAttribute("href")),
      messages: Array.from(panel.querySelectorAll(".find__message"), (it) => it.className),
    });
    await new Promise((resume) => { setTimeout(resume); });
  }
  return answers;
}
"""
"""Puts each query into the box as a whole, as a paste does, and reads what stands below."""

TYPED = """
() => {
  const input = document.querySelector("#find-home");
  const found = {
    text: input.value,
    hrefs: Array.from(
      document.querySelectorAll(".find--home .find__panel [role=option]:not(.find__option--prose)"),
      (it) => it.getAttribute("href")),
  };
  input.select();
  return found;
}
"""
"""Reads the box and what the look-up says below, and selects its text: the next one replaces it.

What the text of pages has of it comes a moment later.
"""

SAMPLE = 150
"""How many of the queries are asked in a browser."""

KEYS = 12
"""How many keys of a query are pressed: the last ones. What is longer begins with a paste."""


def open_home(visitor: Visitor, address: Address) -> Page:
    """Home, with everything that the look-up knows loaded."""
    page = visitor.open(address(""))
    page.locator(BOX).fill("(0008,0016)")
    expect(page.locator(OPTIONS).first).to_contain_text("SOP Class UID")
    page.evaluate("(names) => Promise.all(names.map(SopFind.load))", list(SECTIONS))
    return page


@pytest.fixture(scope="module")
def kept(
    chromium: Browser,  # noqa: ARG001  # which closes after these
) -> Iterator[dict[str, tuple[Visitor, Page]]]:
    """Homes that many tests share, by their address: each takes two seconds to know everything."""
    homes: dict[str, tuple[Visitor, Page]] = {}
    yield homes
    for visitor, _ in homes.values():
        visitor.close()


@pytest.fixture
def home(
    chromium: Browser, kept: dict[str, tuple[Visitor, Page]], address: Address
) -> Iterator[Page]:
    """Home, with everything that the look-up knows loaded, and nothing asked yet."""
    if address("") not in kept:
        visitor = Visitor(chromium)
        kept[address("")] = visitor, open_home(visitor, address)
    visitor, page = kept[address("")]
    page.locator(BOX).fill("")
    yield page
    problems = visitor.problems.copy()
    visitor.problems.clear()
    assert not problems, "\n".join(problems)


@in_both_forms
def test_the_queries_find_what_is_meant(
    home: Page, address: Address, registry: Registry, some: Some
) -> None:
    """Some of them, as all are answered in Node by tests/data/test_lookup.py."""
    asked = some(collected(), SAMPLE // 4 if address("").startswith("file:") else SAMPLE)
    answers = home.evaluate(ASK, [query.text for query in asked])
    places = Places(registry)
    shown = {
        address(place, f"#{anchor}" if anchor else ""): f"{place}#{anchor}" if anchor else place
        for query in asked
        for it in query.expected
        if not it.startswith("!")
        for place, _, anchor in (known.partition("#") for known in places.of(it))
    }
    wrong = []
    for query, answer in zip(asked, answers, strict=True):
        hits = [shown.get(it, it) for it in answer["hrefs"]]
        warnings = re.findall(r"find__message--(\w+)", " ".join(answer["messages"]))
        if not places.are_met(query, hits, warnings):
            wrong.append(f"{query.text!r}: {hits[:1]}, expected {' or '.join(query.expected)}")
    assert not wrong, "\n".join(wrong)


def test_what_is_typed_key_by_key_finds_the_same(
    visitor: Visitor, address: Address, some: Some
) -> None:
    """Each key is answered before the next, so what stands there after the last one counts.

    No key writes a line break, a tab or a NUL into the box: queries with them are only pasted.
    From files, where a key does the same as hosted, every third query is typed.
    """
    texts = [it.text for it in collected() if not re.search(r"[\n\t\0]", it.text)]
    texts = some(texts[::3] if address("").startswith("file:") else texts, 25)
    page = open_home(visitor, address)
    pasted = page.evaluate(ASK, texts)
    panel = page.locator(".find--home .find__panel")
    panel.evaluate("(it) => { it.style.display = 'none'; }")  # drawing it costs as much as finding
    page.locator(BOX).focus()
    page.evaluate(TYPED)
    different = []
    for text, answer in zip(texts, pasted, strict=True):
        if len(text) > KEYS:
            page.keyboard.insert_text(text[:-KEYS])
        page.keyboard.type(text[-KEYS:])
        found = page.evaluate(TYPED)
        if found != {"text": text, "hrefs": answer["hrefs"]}:
            different.append(f"{text!r}: typed {found}, pasted {answer['hrefs']}")
    assert not different, "\n".join(different)


def test_pasted_lines_keep_apart(home: Page) -> None:
    home.locator(BOX).fill("")
    home.locator(BOX).evaluate(
        """(box, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          box.focus();
          const paste = {clipboardData, bubbles: true, cancelable: true};
          box.dispatchEvent(new ClipboardEvent("paste", paste));
        }""",
        "1.2.840.10008.5.1.4.1.1.7\n1.2.840.10008.1.2.1\n",
    )
    expect(home.locator(OPTIONS)).to_have_count(2)
    assert home.locator(OPTIONS).all_inner_texts()[0].startswith("Secondary Capture Image Storage")


def test_a_result_says_name_uid_status_and_kind(home: Page) -> None:
    home.locator(BOX).fill("1.2.840.10008.5.1.4.1.1.6")
    first = home.locator(OPTIONS).first
    expect(first.locator(".find__name")).to_have_text("Ultrasound Image Storage")
    expect(first.locator(".find__id")).to_have_text("1.2.840.10008.5.1.4.1.1.6")
    expect(first.locator(".find__root")).to_have_text("1.2.840.10008.5.1.4.1.1.")
    expect(first.locator(".find__kind")).to_have_text("retired SOP Class")


@pytest.mark.parametrize(
    ("query", "kind", "says", "hits"),
    [
        ("1.2.840.10008.5.1.1.4.1.1.3.1", "misprint", "is a misprint", True),
        ("1.2.840.10008.5.1.4.1.1.999", "unregistered", "not registered", True),
        ("1.2.840.10008.5.1.4.1.1.481", "partial", "begin with it", True),
        ("1.3.12.2.1107.5.1.4.48545.3", "private", "Siemens", False),
        ("1.2.3.4.5.6.7.8.9", "private", "not", False),
        ("(0029,1010)", "tag", "private tag", False),
    ],
)
def test_warns(home: Page, query: str, kind: str, says: str, *, hits: bool) -> None:
    home.locator(BOX).fill(query)
    expect(home.locator(f".find--home .find__message--{kind}")).to_contain_text(says)
    assert (home.locator(OPTIONS).count() > 0) is hits
    expect(home.locator(".find--home .find__status")).to_contain_text(says)


def test_keyboard_alone(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(CT))
    page.keyboard.press("/")
    expect(page.locator("#find-header")).to_be_focused()
    page.keyboard.type("enhanced")
    options = page.locator(".find--header [role=option]")
    expect(options.first).to_be_visible()
    box = page.locator("#find-header")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("enhanced")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")
    page.keyboard.type("rt dose")
    page.keyboard.press("Enter")
    page.wait_for_url(address("sop-classes/1.2.840.10008.5.1.4.1.1.481.2/"))


def test_enter_before_the_data_is_there_waits_for_it(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(CT))
    page.locator("#find-header").fill("SEG")
    page.keyboard.press("Enter")
    page.wait_for_url(address("sop-classes/1.2.840.10008.5.1.4.1.1.66.4/"))


def test_results_are_announced(home: Page) -> None:
    home.locator(BOX).fill("key image note")
    status = home.locator(".find--home [role=status]")
    expect(status).to_contain_text("First: Key Object Selection Document Storage, active SOP Class")
    home.locator(BOX).fill("qqqqqqqqqq")
    expect(status).to_have_text("Nothing found.")  # the text is searched before


def test_the_query_is_in_the_address(visitor: Visitor, address: Address) -> None:
    page = open_home(visitor, address)
    page.locator(BOX).fill("dose report")
    page.wait_for_url(re.compile(r"/(?:index\.html)?#q=dose\+report$"))
    again = visitor.open(page.url)
    expect(again.locator(BOX)).to_have_value("dose report")
    expect(again.locator(OPTIONS).first).to_contain_text("X-Ray Radiation Dose SR Storage")
    page.locator(BOX).fill("")
    page.wait_for_url(re.compile(r"[^=]$"))


def test_an_example_is_asked_by_a_click(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(""))
    page.locator("[data-example=SEG]").click()
    expect(page.locator(BOX)).to_have_value("SEG")
    expect(page.locator(OPTIONS).first).to_contain_text("Segmentation Storage")


def test_prose_follows(home: Page) -> None:
    home.locator(BOX).fill("reconstructed slice")
    prose = home.locator(".find__prose [role=option]")
    expect(prose.first).to_be_visible()
    assert home.locator(OPTIONS).last.get_attribute("class") == prose.last.get_attribute("class")


def test_without_scripts_the_form_leads_to_all_sop_classes(
    visitor: Visitor, address: Address
) -> None:
    page = visitor.open(address(""), java_script_enabled=False)
    page.locator(BOX).fill("ct")
    page.locator(BOX).press("Enter")
    page.wait_for_url(re.compile(r"/sop-classes/(?:index\.html)?\?q=ct$"))
    assert page.locator("table tbody tr").count() > 300


def test_a_phone_shows_results_in_full_width(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address(CT), PHONE)
    page.locator("#find-header").fill("ophthalmic")
    panel = page.locator(".find--header .find__panel")
    expect(panel.locator("[role=option]").first).to_be_visible()
    box = panel.bounding_box()
    assert box is not None
    assert box["width"] == PHONE.width
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE.width


def data_file(site: Path, path: str) -> Path:
    """The file of data at `path`, in the folder that is named by its content."""
    return next(site.glob(path.replace("assets/data/", "assets/data.*/")))


def test_data_of_a_first_answer_is_small(site: Path) -> None:
    assert len(gzip.compress(data_file(site, CORE).read_bytes(), 9, mtime=0)) <= 100 * 1024


def test_every_result_has_the_page_that_it_leads_to(site: Path) -> None:
    missing = []
    for query in (*collected(), *brought()):
        for it in query.expected:
            page = it.partition("#")[0]
            if page.endswith("/") and not (site / page / "index.html").is_file():
                missing.append(f"{query.text}: {page}")
    for script in (CORE, MORE):
        text = data_file(site, script).read_text(encoding="utf-8")
        data = json.loads(text.partition(".push(")[2][:-3])
        for kind in data["kinds"]:
            for row in kind["rows"]:
                page = kind["path"].replace("*", row[0]).partition("#")[0]
                if not (site / page / "index.html").is_file():
                    missing.append(page)
    assert not missing
