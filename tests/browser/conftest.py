"""The site in both its forms: on a web server, and opened from files."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.conftest import Visitor

Address = Callable[..., str]
"""Gives the address of a page of the site: `address("lookup/", "#filter=ct")`."""


in_both_forms = pytest.mark.parametrize("address", ["http", "file"], indirect=True)
"""For a test that a short run, too, makes from files: one for each thing that pages do."""


@pytest.fixture(params=["http", pytest.param("file", marks=pytest.mark.thorough)])
def address(request: pytest.FixtureRequest) -> Address:
    """The addresses of a hosted site, and of one that is opened by double click."""
    if request.param == "http":
        home: str = request.getfixturevalue("http_site")
        return lambda page, hash_="": f"{home}{page}{hash_}"
    folder: Path = request.getfixturevalue("file_site")
    return lambda page, hash_="": f"{(folder / page / 'index.html').as_uri()}{hash_}"


@pytest.fixture(scope="module")
def kept_visitor(chromium: Browser) -> Iterator[Visitor]:
    """Opens the pages that tests of a module share. Take `sharing`, which says what went wrong."""
    visitor = Visitor(chromium)
    yield visitor
    visitor.close()


@pytest.fixture
def sharing(kept_visitor: Visitor) -> Iterator[Visitor]:
    """A visitor that lasts for the module: the test fails if a page does what no page may do."""
    yield kept_visitor
    problems = kept_visitor.problems.copy()
    kept_visitor.problems.clear()
    assert not problems, "\n".join(problems)


@pytest.fixture(scope="module")
def kept_index(kept_visitor: Visitor, http_site: str) -> Page:
    """The index of SOP Classes, which takes a second to open. Take `index`."""
    return kept_visitor.open(f"{http_site}sop-classes/")


@pytest.fixture
def index(sharing: Visitor, kept_index: Page) -> Page:  # noqa: ARG001  # which notes its problems
    """The index that tests of a module share: without a filter, an order and ticks.

    All of that is in its address, so that nothing else has to be taken back.
    """
    kept_index.evaluate("location.hash = ''")
    expect(kept_index.locator("#sop-classes tbody tr[hidden], .export-bar:visible")).to_have_count(
        0
    )
    return kept_index


def cells_of(rows: Locator) -> list[list[str]]:
    """The texts of the cells of each of `rows`, with single spaces, all asked for at once."""
    found: list[list[str]] = rows.evaluate_all(
        """(rows) => rows.map(({ cells }) => Array.from(cells,
            (cell) => cell.textContent.replace(/\\s+/g, " ").trim()))"""
    )
    return found
