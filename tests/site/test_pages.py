"""What every page has of its own, and what lists them all."""

import base64
import gzip
import hashlib
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import material
import pytest

from generator.plugin.private import STYLED_CLASSES, THEME_STYLES
from tests.conftest import Some
from tests.pages import PARTS, file_of, named_parts
from tests.site.scan import Seen, fail_with

pytestmark = pytest.mark.site

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture(scope="session")
def own(seen: dict[str, Seen]) -> dict[str, Seen]:
    """The pages that are no redirects, but for the one that says what is not found."""
    return {
        address: page
        for address, page in seen.items()
        if not page.refresh and address != "404.html"
    }


def shared(values: dict[str, str]) -> dict[str, list[str]]:
    """The values that several pages have, with those pages."""
    counts = Counter(values.values())
    return {
        value: [address for address in values if values[address] == value]
        for value, count in counts.items()
        if count > 1
    }


def test_there_are_pages(own: dict[str, Seen]) -> None:
    assert len(own) > 600


def test_every_page_has_one_heading_of_the_first_level(own: dict[str, Seen]) -> None:
    fail_with(address for address, page in own.items() if page.headings != 1)


def test_every_page_has_a_title_of_its_own(own: dict[str, Seen]) -> None:
    fail_with(address for address, page in own.items() if len(page.titles) != 1)
    fail_with(shared({address: page.titles[0] for address, page in own.items()}).items())


MENU_ENTRY = re.compile(r'<li><a href="([^"]*)"(?: aria-current="[a-z]*")?>([^<]*)</a></li>')

FIRST_OF_ALL = {"all"}
"""A word by which the menu tells the first page of a section from the section."""


def menu(site: Path, address: str) -> str:
    page = file_of(site, address).read_text(encoding="utf-8")
    return page[page.index('<nav class="menu"') :].partition("</nav>")[0]


@pytest.fixture(scope="session")
def in_menu(site: Path) -> dict[str, tuple[str, str]]:
    """The entries of the menu by their addresses: the section of each, and its name."""
    entries = {}
    for section, title in re.findall(r'<li><a href="([a-z/-]+/)">([^<]*)</a>', menu(site, "")):
        _, _, below, *_ = menu(site, section).split("<ul>")
        for link, name in MENU_ENTRY.findall(below.partition("</ul>")[0]):
            address = urljoin(f"https://x/{section}", link).removeprefix("https://x/")
            entries[address] = title, name
    assert len(entries) > 40
    return entries


def test_a_page_has_the_words_by_which_the_menu_names_it(
    own: dict[str, Seen], in_menu: dict[str, tuple[str, str]]
) -> None:
    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z]+", text.lower())) - FIRST_OF_ALL

    fail_with(
        f"{address}: {name}"
        for address, (_, name) in in_menu.items()
        if words(name) - words(own[address].titles[0])
    )


MARKED = re.compile(r'<a href="[^"]*" aria-current="([a-z]*)">([^<]*)</a>')

ACTIVE = re.compile(r'<li class="active"><a [^>]*>([^<]*)</a>')


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("", [("page", "Home")]),
        ("sop-classes/", [("true", "SOP Classes"), ("page", "By name")]),
        (
            "sop-classes/1.2.840.10008.5.1.4.1.1.2/",
            [("true", "SOP Classes"), ("true", "By name")],
        ),
        ("iods/ct-image/", [("true", "Objects"), ("true", "IODs")]),
        ("lookup/", [("true", "Tools"), ("page", "What is this UID?")]),
    ],
)
def test_the_menu_says_where_a_page_is(
    site: Path, address: str, marked: list[tuple[str, str]]
) -> None:
    """The page itself is the current page; a section and an index that it is below are current."""
    assert MARKED.findall(menu(site, address)) == marked
    assert ACTIVE.findall(menu(site, address)) == [marked[0][1]]


def test_a_page_is_in_the_section_of_the_index_above_it(
    site: Path, own: dict[str, Seen], in_menu: dict[str, tuple[str, str]]
) -> None:
    wrong = []
    for address in filter(None, own):
        active = ACTIVE.findall(menu(site, address))
        above = max((it for it in in_menu if address.startswith(it)), key=len, default="")
        if active != [in_menu[above][0]]:
            wrong.append(f"{address}: in {active}, expected {in_menu.get(above)}")
    fail_with(wrong)


def test_pages_name_parts_of_the_standard_that_there_are(site: Path, own: dict[str, Seen]) -> None:
    files = [*(file_of(site, it) for it in own), *site.glob("assets/data.*/*.js")]
    named = ((it, named_parts(it.read_text(encoding="utf-8"))) for it in files)
    fail_with(f"{file}: PS3.{parts - PARTS}" for file, parts in named if parts - PARTS)


HEADING = re.compile(r"<h([0-9]+)\b")


def test_headings_go_down_a_level_at_a_time(site: Path, own: dict[str, Seen]) -> None:
    wrong = []
    for address in own:
        levels = [int(it) for it in HEADING.findall(file_of(site, address).read_text("utf-8"))]
        steps = zip([0, *levels], levels, strict=False)
        if max(levels) > 3 or any(below > above + 1 for above, below in steps):
            wrong.append(f"{address}: headings of the levels {levels}")
    fail_with(wrong)


def test_a_list_of_headings_is_where_there_are_several_and_no_fold_is_empty(
    site: Path, own: dict[str, Seen], some: Some
) -> None:
    """The list has the headings below that of the page; home is no page to read on."""
    wrong = []
    for address in some(own, 1000):
        page = file_of(site, address).read_text(encoding="utf-8")
        is_listed = '<details class="contents-line' in page
        if is_listed != (address != "" and len(re.findall("<h2 [^>]*id=", page)) > 1):
            wrong.append(f"{address}: {'a' if is_listed else 'no'} list of headings")
        if re.search(r"</summary>\s*</details>", page):
            wrong.append(f"{address}: a fold with nothing in it")
    fail_with(wrong)


TABLE = re.compile(r"<table\b[^>]*>(.*?)</table>", re.DOTALL)
ROW = re.compile(r"<tr\b[^>]*>(.*?)</tr>", re.DOTALL)
CELL = re.compile(r"<(t[hd])\b([^>]*)>(.*?)</t[hd]>", re.DOTALL)
LABEL = re.compile(r' data-label="([^"]*)"')


def test_cells_are_labelled_by_the_heads_of_their_columns(
    site: Path, own: dict[str, Seen], kinds: dict[str, str]
) -> None:
    """On a phone a row is a card, whose values have the label that the column has elsewhere.

    Of editions few have tables of changes, so that all are looked at.
    """
    looked_at = 0
    wrong: list[str] = []
    editions = {it for it in own if re.fullmatch(r"editions/\w+/", it)}
    for address in sorted({*kinds.values()} | editions):
        page = file_of(site, address).read_text(encoding="utf-8")
        for table in TABLE.findall(page):
            if "data-label" not in table:
                continue
            head, *rows = (CELL.findall(row) for row in ROW.findall(table))
            heads = [re.sub(r"<[^>]*>", "", text).strip() for _, _, text in head]
            for row in rows:
                if any("span=" in attributes for _, attributes, _ in row):
                    continue
                looked_at += 1
                for column, (kind, attributes, text) in zip(heads, row, strict=True):
                    label = LABEL.search(attributes)
                    if label and not column.startswith(label[1]):
                        wrong.append(f"{address}: {label[1]} in the column {column}")
                    elif not label and kind == "td" and text:
                        wrong.append(f"{address}: {text}, without a label")
    assert looked_at > 1000
    fail_with(dict.fromkeys(wrong))


OURS_TOO = {
    *(
        "card",
        "cards",
        "code",
        "comment",
        "filename",
        "grid",
        "info",
        "note",
        "result",
        "tip",
        "warning",
    )
}
"""Classes of the theme that are ours too, or that our own style sheets style."""


def test_the_styles_of_the_theme_that_pages_need_are_there(
    site: Path, kinds: dict[str, str]
) -> None:
    theme = Path(material.__file__).parent / "templates"
    styles = "".join(it.read_text(encoding="utf-8") for it in theme.glob(THEME_STYLES[0]))
    styled = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", styles))
    assert len(styled) > 300
    by_hand = [*site.glob("guides/**/*.html"), *site.glob("about/*/*.html")]
    pages = [file_of(site, address) for address in kinds.values()]
    for path in (*by_hand, *pages):
        names = re.findall(r'class="([^"]*)"', path.read_text(encoding="utf-8"))
        needed = {name for it in names for name in it.split()} & styled - OURS_TOO
        assert not [name for name in needed if not STYLED_CLASSES.fullmatch(name)], path


def test_every_page_has_a_description_of_its_own(own: dict[str, Seen]) -> None:
    found = {address: page.meta.get("description", []) for address, page in own.items()}
    fail_with(address for address, texts in found.items() if len(texts) != 1 or not texts[0])
    fail_with(shared({address: texts[0] for address, texts in found.items()}).items())


def test_every_page_knows_its_address(own: dict[str, Seen]) -> None:
    [home] = own[""].canonical
    assert urlsplit(home).scheme == "https"
    fail_with(
        f"{address}: {page.canonical}"
        for address, page in own.items()
        if page.canonical != [home + address]
    )


def test_a_redirect_is_for_no_index(seen: dict[str, Seen]) -> None:
    leading = [page for page in seen.values() if page.refresh]
    assert leading
    fail_with(page.address for page in leading if page.meta.get("robots") != ["noindex"])


def test_a_redirect_tells_the_whole_address_of_its_page(
    seen: dict[str, Seen], own: dict[str, Seen]
) -> None:
    [home] = own[""].canonical
    fail_with(
        f"{page.address}: {page.canonical}"
        for page in seen.values()
        if page.refresh and page.canonical != [urljoin(home + page.address, page.refresh)]
    )


def test_the_sitemap_lists_every_page_once(site: Path, own: dict[str, Seen]) -> None:
    content = (site / "sitemap.xml").read_bytes()
    root = ET.fromstring(content)  # noqa: S314  # our own
    assert root.tag == f"{SITEMAP}urlset"
    assert {child.tag for child in root} == {f"{SITEMAP}url"}
    # A date would be that of the build.
    assert {part.tag for child in root for part in child} == {f"{SITEMAP}loc"}
    listed = [loc.text for loc in root.iter(f"{SITEMAP}loc")]
    assert sorted(filter(None, listed)) == sorted(page.canonical[0] for page in own.values())
    assert gzip.decompress((site / "sitemap.xml.gz").read_bytes()) == content


def test_the_feed_is_valid_atom(site: Path, own: dict[str, Seen]) -> None:
    feed = ET.parse(site / "feed.xml").getroot()  # noqa: S314  # our own
    assert feed.tag == f"{ATOM}feed"
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert entries
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, ET.tostring(element)[:300]
        assert RFC_3339.fullmatch(element.findtext(f"{ATOM}updated") or "")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    [home] = own[""].canonical
    addresses = {page.canonical[0] for page in own.values()} | {f"{home}feed.xml"}
    for link in feed.iter(f"{ATOM}link"):
        assert link.get("href", "").partition("#")[0] in addresses


def test_the_policy_knows_every_inline_script(site: Path, seen: dict[str, Seen]) -> None:
    headers = (site / "_headers").read_text(encoding="utf-8")
    [policy] = re.findall(r"Content-Security-Policy: (.*)", headers)
    named = set(re.findall(r"'sha256-([^']+)'", policy))
    found = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for page in seen.values()
        for script in page.scripts
    }
    assert named == found
    assert "unsafe" not in policy
    for name in ("nginx.conf", "Caddyfile"):
        assert f'"{policy}"' in (site / "_hosting" / name).read_text(encoding="utf-8")


def test_no_page_has_a_style_or_a_handler_in_an_attribute(seen: dict[str, Seen]) -> None:
    fail_with(f"{address}: {page.unsafe}" for address, page in seen.items() if page.unsafe)
