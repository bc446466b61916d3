"""The tables of the indexes: sorting, filtering, their state in the address, cards on a phone."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from playwright.sync_api import Page, expect

from generator.model import Registry
from generator.model.sop_classes import SopClass
from generator.model.uids import uid_key
from tests.browser.conftest import Address, cells_of, in_both_forms
from tests.conftest import VIEWS, Visitor

pytestmark = pytest.mark.browser

SHOWN = "#sop-classes tbody tr:not([hidden])"
PHONE = VIEWS[2]


def uids(page: Page, rows: str = SHOWN) -> list[str]:
    return page.locator(f"{rows} code.uid").all_text_contents()


def says(page: Page, count: str) -> None:
    """What the table says of how many rows it shows, once typing has paused."""
    expect(page.locator(".records-count").first).to_have_text(count)


def service_in_tables(sop_class: SopClass, registry: Registry) -> str:
    """Its service class as a column of that title names it: without the words of the title."""
    name = registry.services.service_class(sop_class.uid).name
    return re.sub(" Service Class(es)?$", "", name)


def words(sop_class: SopClass, registry: Registry) -> Iterator[str]:
    """Every word, arc and whole identifier of a row."""
    service = service_in_tables(sop_class, registry)
    codes = ", ".join(code.code for code in sop_class.modality.codes)
    texts = (
        sop_class.name,
        sop_class.keyword or "no keyword",
        "retired" if sop_class.retired else "active",
        service,
        sop_class.category.name,
        codes,
        sop_class.registered.standard,
    )
    for text in texts:
        apart = re.sub(r"([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])", r"\1\3 \2", text)
        yield from re.findall(r"[a-z0-9]+", f"{text} {apart}".lower())
    yield sop_class.uid
    for dot in re.finditer(r"\.", sop_class.uid):
        yield sop_class.uid[dot.end() :]


@pytest.mark.parametrize(
    "query",
    ["ct", "enh mr", "x-ray pres", "1.2.840.10008.5.1.4.1.1.88", "88.67", "Strg", "multif TRUE"],
)
def test_filter_finds_the_beginnings_of_words(index: Page, registry: Registry, query: str) -> None:
    wanted = re.findall(r"[a-z0-9.]+", query.lower())

    def begins(word: str, each: str) -> bool:
        at_arcs = re.fullmatch(r"[\d.]+", each) and "." in each
        return f"{word}.".startswith(f"{each}.") if at_arcs else word.startswith(each)

    expected = [
        it.uid
        for it in registry.by_name
        if all(any(begins(word, each) for word in words(it, registry)) for each in wanted)
    ]
    index.get_by_role("searchbox", name="Filter").press_sequentially(query)

    assert uids(index) == expected
    total = len(registry.sop_classes)
    says(index, f"{len(expected)} of {total} SOP Classes")


def test_a_uid_fits_at_its_arcs_and_itself_comes_first(
    visitor: Visitor, address: Address, registry: Registry
) -> None:
    ct = "1.2.840.10008.5.1.4.1.1.2"
    page = visitor.open(address("sop-classes/"))
    box = page.get_by_role("searchbox", name="Filter")
    box.fill(ct)

    assert uids(page)[0] == ct
    assert set(uids(page)) == {
        uid for uid in registry.sop_classes if f"{uid}.".startswith(f"{ct}.")
    }
    box.fill(f"{ct}.")
    assert uids(page)[0] == ct
    box.fill("1.2.840.10008.5.1.4.1.1.481.30")  # of which no arc ends there: it is being typed
    assert uids(page) == []
    box.fill("1.2.840.10008.5.1.4.1.1.48")
    assert uids(page)
    assert all(".5.1.4.1.1.48" in uid for uid in uids(page))
    box.fill("")
    assert uids(page) == [it.uid for it in registry.by_name]


def test_what_no_row_has_is_looked_up_in_the_registry(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("sop-classes/", "#filter=1.2.840.10008.1.2.4.50"))
    assert uids(page) == []

    page.get_by_role("button", name="Look it up in the whole registry").click()

    header = page.locator("#find-header")
    expect(header).to_be_focused()
    expect(header).to_have_value("1.2.840.10008.1.2.4.50")
    expect(page.get_by_role("option").first).to_contain_text("JPEG Baseline (Process 1)")
    page.get_by_role("searchbox", name="Filter").fill("ct")
    expect(page.locator(".records-none").first).to_be_hidden()


def test_the_retired_are_filtered_like_all(
    visitor: Visitor, address: Address, registry: Registry
) -> None:
    page = visitor.open(address("sop-classes/retired/"))
    shown = "#retired tbody tr:not([hidden])"
    page.get_by_role("combobox", name="Modality", exact=True).select_option("US")

    expected = [
        it.uid
        for it in registry.by_name
        if it.retired and "US" in [code.code for code in it.modality.codes]
    ]
    assert uids(page, shown) == expected
    for label in ("Service class", "Category", "Standard"):
        if page.get_by_role("combobox", name=label, exact=True).count() == 0:
            # A choice of one is none.
            assert (
                len({values(registry, it, label)[0] for it in registry.by_name if it.retired}) == 1
            )
    place = page.locator("#retired tr", has_text="1.2.840.10008.5.1.4.1.1.6").first
    expect(place.locator("[data-label='In its place']")).to_have_text("Ultrasound Image Storage")


def values(registry: Registry, it: SopClass, label: str) -> Sequence[str]:
    """What a row has in the column with that title, by a rule of the tests' own."""
    if label == "Modality":
        codes = [code.code for code in it.modality.codes]
        return codes or ["any" if it.modality.any_value else "none"]
    of: dict[str, str] = {
        "Status": "retired" if it.retired else "active",
        "Service class": service_in_tables(it, registry),
        "Category": it.category.name,
        "Standard": it.registered.standard,
    }
    return [of[label]]


@pytest.mark.parametrize("label", ["Status", "Service class", "Category", "Modality", "Standard"])
def test_each_choice_leaves_the_rows_that_have_it(
    index: Page, registry: Registry, label: str
) -> None:
    every = registry.sop_classes.values()
    expected = Counter(value for it in every for value in values(registry, it, label))
    select = index.get_by_role("combobox", name=label, exact=True)

    offered = {
        text.rsplit(" (", 1)[0]: int(text.rsplit("(", 1)[1].rstrip(")"))
        for text in select.locator("option").all_text_contents()[1:]
    }
    assert offered == dict(expected)

    for value, number in list(expected.items())[:5]:
        select.select_option(value)
        assert len(uids(index)) == number


def test_uids_sort_by_their_arcs(visitor: Visitor, address: Address, registry: Registry) -> None:
    page = visitor.open(address("sop-classes/"))
    head = page.locator("#sop-classes thead th", has_text="UID")

    head.get_by_role("button").click()
    assert uids(page) == sorted(registry.sop_classes, key=uid_key)
    expect(head).to_have_attribute("aria-sort", "ascending")

    head.get_by_role("button").press("Enter")
    assert uids(page) == sorted(registry.sop_classes, key=uid_key, reverse=True)
    expect(head).to_have_attribute("aria-sort", "descending")
    assert page.evaluate("location.hash") == "#sort=-uid"


@in_both_forms
def test_the_state_is_in_the_address_and_back_undoes_a_step(
    visitor: Visitor, address: Address, registry: Registry
) -> None:
    total = len(registry.sop_classes)
    page = visitor.open(address("sop-classes/"))
    page.get_by_role("combobox", name="Status", exact=True).select_option("retired")
    page.get_by_role("searchbox", name="Filter").press_sequentially("ultra")
    page.get_by_role("button", name="UID", exact=True).click()
    shown = uids(page)

    assert page.evaluate("location.hash") == "#status=retired&filter=ultra&sort=uid"
    assert 0 < len(shown) < total

    again = visitor.open(page.url)
    assert uids(again) == shown
    assert again.get_by_role("searchbox", name="Filter").input_value() == "ultra"

    page.go_back()
    assert page.evaluate("location.hash") == "#status=retired&filter=ultra"
    assert sorted(uids(page)) == sorted(shown)
    page.go_back()
    assert page.evaluate("location.hash") == "#status=retired"
    assert page.get_by_role("searchbox", name="Filter").input_value() == ""
    page.go_back()
    says(page, f"{total} SOP Classes")
    page.go_forward()
    assert page.get_by_role("combobox", name="Status", exact=True).input_value() == "retired"


def test_show_all_takes_everything_back(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("sop-classes/", "#filter=ct&status=active&sort=-name"))
    before = len(uids(page))

    page.get_by_role("button", name="Show all").click()

    assert len(uids(page)) > before
    assert page.evaluate("location.hash") == ""
    expect(page.get_by_role("searchbox", name="Filter")).to_be_focused()


def test_a_state_that_is_nonsense_shows_all(visitor: Visitor, address: Address) -> None:
    hash_ = '#status=<b>&sort=-nothing&modality="&filter=%00&__proto__=x&pick=*,,1.1,constructor'
    page = visitor.open(address("sop-classes/", hash_))

    says(page, f"{page.locator('#sop-classes tbody tr').count()} SOP Classes")


def test_a_link_to_a_heading_leaves_the_state_alone(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}private/#filter=siemens")
    shown = page.locator("#private tbody tr:not([hidden])").count()

    page.evaluate("location.hash = '#roots'")
    page.wait_for_timeout(100)

    assert page.locator("#private tbody tr:not([hidden])").count() == shown


def test_two_tables_of_a_page_keep_apart(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("private/"))
    all_private = page.locator("#private tbody tr:not([hidden])").count()

    roots = page.get_by_role("search", name="Roots")
    roots.get_by_role("searchbox", name="Filter").press_sequentially("philips")

    assert page.evaluate("location.hash") == "#roots.filter=philips"
    assert page.locator("#roots tbody tr:not([hidden])").count() == 3
    assert page.locator("#private tbody tr:not([hidden])").count() == all_private


def test_the_table_is_complete_without_scripts(
    visitor: Visitor, http_site: str, registry: Registry
) -> None:
    page = visitor.open(f"{http_site}sop-classes/", java_script_enabled=False)

    assert cells_of(page.locator("#sop-classes tbody tr")) == [
        [
            it.name,
            it.uid,
            it.keyword or "no keyword",
            "retired" if it.retired else "active",
            service_in_tables(it, registry),
            it.category.name,
            ", ".join(code.code for code in it.modality.codes)
            or ("any" if it.modality.any_value else "none"),
            it.registered.standard,
        ]
        for it in registry.by_name
    ]


def test_on_a_phone_each_row_is_a_card_that_leads_with_its_name(
    visitor: Visitor, address: Address, registry: Registry
) -> None:
    page = visitor.open(address("sop-classes/"), PHONE)
    card = page.locator(SHOWN).first
    name = card.locator("th a")

    assert card.inner_text().split("\n")[0].strip() == registry.by_name[0].name
    top = card.bounding_box()
    assert top is not None
    for cell in card.locator("td[data-label]").all():
        below = cell.bounding_box()
        lead = name.bounding_box()
        assert below is not None
        assert lead is not None
        assert below["y"] >= lead["y"] + lead["height"] - 2
        assert below["width"] <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    expect(page.get_by_role("row").nth(1)).to_be_visible()


def test_on_a_phone_the_choices_unfold_and_put_in_order(
    visitor: Visitor, http_site: str, registry: Registry
) -> None:
    page = visitor.open(f"{http_site}sop-classes/", PHONE)
    expect(page.get_by_role("combobox", name="Status", exact=True)).to_be_hidden()

    page.get_by_role("button", name="Filters and order").click()
    page.get_by_role("combobox", name="Order", exact=True).select_option(label="UID")

    assert uids(page) == sorted(registry.sop_classes, key=uid_key)


def test_keyboard_alone_filters_sorts_and_follows(visitor: Visitor, address: Address) -> None:
    page = visitor.open(address("sop-classes/"))
    page.get_by_role("searchbox", name="Filter").focus()
    page.keyboard.type("computed tomography enh")
    page.keyboard.press("Tab")
    expect(page.get_by_role("combobox", name="Status", exact=True)).to_be_focused()
    page.keyboard.type("act")  # a select takes what is typed
    assert page.get_by_role("combobox", name="Status", exact=True).input_value() == "active"
    link = page.locator(f"{SHOWN} th a").first
    name = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text(name)


def test_the_head_sticks_below_the_header(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}sop-classes/")
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(200)

    head = page.locator("#sop-classes thead th").nth(1).bounding_box()
    header = page.locator(".md-header").bounding_box()

    assert head is not None
    assert header is not None
    assert abs(head["y"] - (header["y"] + header["height"])) < 3


def test_a_large_table_never_blocks_typing(visitor: Visitor, http_site: str) -> None:
    page = visitor.open(f"{http_site}uids/")
    page.get_by_role("searchbox", name="Filter").focus()

    slowest = page.evaluate(
        """async () => {
            const input = document.querySelector(".records-words input");
            const best = new Map(); // of several rounds: what else the machine does does not count
            for (let round = 0; round < 5; round++) {
                for (const text of ["s", "st", "stor", "s", "1.2.840.10008.5", "z", ""]) {
                    const start = performance.now();
                    input.value = text;
                    input.dispatchEvent(new Event("input"));
                    document.body.offsetHeight;
                    best.set(text, Math.min(best.get(text) ?? Infinity, performance.now() - start));
                    await new Promise(requestAnimationFrame);
                }
            }
            return Math.max(...best.values());
        }"""
    )

    assert slowest < 150
