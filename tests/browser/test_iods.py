"""IODs, modules, attributes and comparisons as readers use them, hosted and opened from files."""

import re
from itertools import chain

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.model import Registry
from generator.model.iods import Iod
from tests.browser.conftest import Address, cells_of, in_both_forms
from tests.conftest import Visitor

pytestmark = pytest.mark.browser

CT, ENHANCED_CT = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.2.1"
DX, DX_PROCESSING = "1.2.840.10008.5.1.4.1.1.1.1", "1.2.840.10008.5.1.4.1.1.1.1.1"

NONE = "\u2013"
"""What stands where one of two has nothing."""

# Rows that fold


def shown(row: Locator) -> bool:
    """Whether a reader sees the row: nothing above it is folded, and it stands in the window."""
    expect(row).to_be_in_viewport()
    return bool(row.evaluate("(row) => row.checkVisibility({ contentVisibilityAuto: true })"))


@pytest.mark.parametrize(
    ("path", "row"), [("modules/general-image/", "row-1"), ("modules/rt-beams/", "row-139")]
)
def test_a_link_to_a_row_opens_and_shows_it(
    visitor: Visitor, address: Address, path: str, row: str
) -> None:
    page = visitor.open(address(path, f"#{row}"))

    assert shown(page.locator(f"#{row} > p"))


@in_both_forms
def test_a_link_to_a_row_works_on_the_page_itself(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("modules/rt-beams/"))
    row = page.locator("#row-139 > p")
    expect(row).to_be_hidden()

    page.evaluate("location.hash = '#row-139'")

    assert shown(row)


def test_a_link_to_a_tag_leads_to_its_row(visitor: Visitor, address: Address) -> None:
    """As the comparison has them."""
    page = visitor.open(address("modules/rt-beams/", "#300a0134"))

    assert shown(page.locator("li[data-tag='300a0134'] > p").first)


def test_macros_open_in_place_wherever_they_are_included(
    visitor: Visitor, address: Address
) -> None:
    """The first time the rows are there; the second time a script puts a copy of them."""
    page = visitor.open(address("modules/rt-dose/"))
    # PS3.3 2026d Table C.8-39: the codes of Dose Units Code Sequence, and of the next one.
    first = page.locator("#row-9b")
    second = page.locator("#row-10b")
    for row in (first, second):
        code = row.locator("li[data-tag='00080100'] > p")
        expect(code).to_have_count(0 if row is second else 1)
        for fold in ("Rows of Code Sequence Macro", "Rows of Basic Code Sequence Macro"):
            row.locator("summary", has_text=fold).first.press("Enter")
        expect(code).to_be_visible()
        expect(code).to_contain_text("Code Value")

    assert (
        page.evaluate("""() => {
        const ids = [...document.querySelectorAll("[id]")].map((it) => it.id);
        return ids.length - new Set(ids).size;
    }""")
        == 0
    )


def test_a_macro_in_itself_ends(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("macros/document-relationship/"))
    page.get_by_role("button", name="Open all").click()
    again = page.locator(".include", has_text="again: such items may be nested to any depth")

    expect(again.first).to_be_visible()
    expect(again.first.get_by_role("link")).to_have_text("Document Relationship Macro")


def test_rows_in_the_order_of_tags_and_as_printed_again(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("modules/sop-common/"))
    tags = page.locator(".rows > ul > li[data-tag]")

    def order() -> list[str]:
        return [str(it.get_attribute("data-tag")) for it in tags.all()]

    printed = order()
    assert printed[:3] == ["00080016", "00080018", "00080005"]
    page.get_by_role("button", name="Order by tag").click()
    assert order() == sorted(printed)
    page.get_by_role("button", name="Printed order").click()
    assert order() == printed


def test_rows_fold_with_the_keyboard_and_without_scripts(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}modules/rt-beams/", java_script_enabled=False)
    nested = page.locator("#row-11 > p")
    expect(nested).to_be_hidden()

    page.locator("#row-10 > details > summary").focus()
    page.keyboard.press("Enter")

    expect(nested).to_be_visible()


def test_one_click_each_from_a_sop_class_to_an_attribute_and_back(
    visitor: Visitor, address: Address
) -> None:
    page = visitor.open(address(f"sop-classes/{CT}/"))
    main = page.get_by_role("main")
    ways = [
        ("CT Image", "CT Image IOD"),
        ("CT Image", "CT Image Module"),
        ("KVP", "KVP (0018,0060)"),
        ("CT Image", "CT Image Module"),
        ("CT Image", "CT Image IOD"),
        ("CT Image Storage", "CT Image Storage"),
    ]
    for link, heading in ways:
        main.get_by_role("link", name=link, exact=True).first.click()
        expect(main.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(heading)))


def test_the_drawing_says_what_it_shows(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}iods/ct-image/")
    drawing = page.get_by_role("img", name="Information entities of the CT Image IOD")

    expect(drawing).to_be_visible()
    expect(drawing).to_have_accessible_description(re.compile("Patient, Study, Series, Image"))


# Comparisons


def choice(page: Page, name: str) -> Locator:
    return page.get_by_role("combobox", name=name, exact=True)


def summary(page: Page) -> Locator:
    return page.locator(".compare-summary")


def modules(page: Page) -> list[list[str]]:
    """The rows of the table of modules: module, usage in one, in the other, and the difference."""
    return cells_of(page.locator(".compare-modules tr:not(.group):has(td)"))


def usages(iod: Iod) -> dict[str, str]:
    modules = {use.module.name: str(use.usage) for use in iod.modules}
    return modules | {it.macro.name: str(it.usage) for it in iod.functional_groups}


def expected(one: Iod, other: Iod, names: tuple[str, str]) -> set[tuple[str, ...]]:
    a, b = usages(one), usages(other)
    said = {True: f"only in {names[0]}", False: f"only in {names[1]}"}
    return {
        (
            it,
            a.get(it, NONE),
            b.get(it, NONE),
            "usage differs" if it in a and it in b else said[it in a],
        )
        for it in a.keys() | b.keys()
        if a.get(it) != b.get(it)
    }


@in_both_forms
def test_two_sop_classes_side_by_side(
    visitor: Visitor, address: Address, registry: Registry
) -> None:
    page = visitor.open(address("compare/", f"#a={CT}&b={ENHANCED_CT}"))
    expect(summary(page)).to_contain_text("modules in both")

    tables = registry.iods.with_iod
    names = ("CT Image", "Enhanced CT Image")
    assert {tuple(row) for row in modules(page)} == expected(tables[CT], tables[ENHANCED_CT], names)
    row = page.locator(".compare-attributes li", has_text="(0018,0060)").first
    expect(row).to_contain_text("KVP")
    expect(row).to_contain_text("CT Image M")
    # In the macro of a functional group, PS3.3 Table C.8-125.
    expect(row).to_contain_text("nested: CT X-Ray Details Sequence")
    expect(row).to_contain_text("nested deeper in Enhanced CT Image")


def test_every_sibling_of_a_sop_class_can_be_compared(
    visitor: Visitor, http_site: str, registry: Registry
) -> None:
    """Counts of the attributes at the top, against those of the tables, for pairs of all sorts."""
    page = visitor.open(f"{http_site}compare/")
    for pair in [(CT, ENHANCED_CT), ("1.2.840.10008.5.1.4.1.1.4", "1.2.840.10008.5.1.4.1.1.4.1")]:
        page.evaluate(f"location.hash = '#a={pair[0]}&b={pair[1]}'")
        tops = []
        for uid in pair:
            top: dict[str, set[str]] = {}
            iod = registry.iods.with_iod[uid]
            tables = [it.module for it in iod.modules], [it.macro for it in iod.functional_groups]
            for table in chain(*tables):
                for row in registry.iods.uses(table):
                    top.setdefault(row.attribute.tag, set()).add(str(row.type))
            tops.append(top)
        both = tops[0].keys() & tops[1].keys()
        differ = sum(tops[0][tag] != tops[1][tag] for tag in both)
        said = f"{len(both)} attributes at the top level in both ({differ} with another type"
        expect(summary(page)).to_contain_text(said)


def test_keywords_are_accepted_in_the_address(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("compare/", "#a=ctimagestorage&b=EnhancedCTImageStorage&show=all"))

    expect(summary(page)).to_contain_text("modules in both")
    expect(choice(page, "Compare")).to_have_value(CT)
    assert ["Patient", "M", "M", "same"] in modules(page)


def test_what_cannot_be_compared_says_why(visitor: Visitor, address: Address) -> None:
    mpps = "1.2.840.10008.3.1.2.3.3"
    page = visitor.open(address("compare/", f"#a={mpps}&b={CT}"))

    expect(summary(page)).to_contain_text(
        "has no modules to compare. It has no composite IOD: its IOD is a"
    )
    expect(choice(page, "with")).to_have_value(CT)
    choice(page, "Compare").select_option(ENHANCED_CT)
    expect(summary(page)).to_contain_text("modules in both")


def test_a_choice_is_kept_in_the_address(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("compare/"))
    expect(summary(page)).to_have_text("Choose two, or take one of the pairs below.")
    expect(page.locator(".legend:visible")).to_have_count(0)

    choice(page, "Compare").select_option(CT)
    choice(page, "with").select_option(ENHANCED_CT)
    expect(summary(page)).to_contain_text("modules in both")
    assert page.url.endswith(f"#a={CT}&b={ENHANCED_CT}")

    page.get_by_role("button", name="Swap").click()
    assert page.url.endswith(f"#a={ENHANCED_CT}&b={CT}")
    page.go_back()
    expect(choice(page, "Compare")).to_have_value(CT)


def test_two_sop_classes_of_one_iod(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}compare/#a={DX}&b={DX_PROCESSING}")

    expect(summary(page)).to_contain_text("Both have the Digital X-Ray Image IOD")
    expect(page.locator(".compare-attributes")).to_have_text("No difference.")


def test_the_data_comes_only_when_two_are_chosen(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}compare/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    choice(page, "Compare").select_option(CT)
    assert not any("compare.js" in url for url in asked)

    choice(page, "with").select_option(ENHANCED_CT)
    expect(summary(page)).to_contain_text("modules in both")
    assert [url for url in asked if re.search(r"/assets/data\.\w+/compare\.js$", url)]


def test_without_scripts_the_comparison_says_what_to_do(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}compare/", java_script_enabled=False)

    expect(page.get_by_text("This page needs JavaScript.")).to_be_visible()
    expect(page.locator("form.compare")).to_be_hidden()
    page.get_by_role("main").get_by_role("link", name="the list of IODs").click()
    expect(page).to_have_url(f"{http_site}iods/")
