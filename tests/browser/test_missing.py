"""What pages say where a script or a file of data does not come, and that they go on without it.

Every script and every kind of data file of the site is taken away once, on a page that needs it.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from playwright.sync_api import Page, Route, expect

from tests.conftest import Visitor
from tests.server import serve

pytestmark = pytest.mark.browser

CT, MR = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"
COMPARISON = f"compare/#a={CT}&b={MR}"
DUMP = f"(0008,0016) UI [{CT}]  #  26, 1 SOPClassUID\n(0008,0060) CS [CT]  #   2, 1 Modality\n"
CODED = f"""{DUMP}(0010,2202) SQ (Sequence with undefined length #=1)
  (fffe,e000) na (Item with undefined length #=3)
    (0008,0100) SH [1]  #   2, 1 CodeValue
"""


def look_up(query: str) -> Callable[[Page], None]:
    """Types `query` into the box at home, and presses Enter."""

    def act(page: Page) -> None:
        box = page.locator(".find--home input")
        box.fill(query)
        box.press("Enter")

    return act


def paste(page: Page) -> None:
    page.locator("#source-text").fill(DUMP)


def check(page: Page) -> None:
    page.locator("#source-dump > summary").click()
    page.locator("#source-text").fill(DUMP)
    page.locator("#source-check").click()


def open_module(page: Page) -> None:
    page.locator(".in-place-open").first.click()


def find_attribute(page: Page) -> None:
    page.locator(".in-place-tools input[type=search]").fill("patient name")


def focus_box(page: Page) -> None:
    page.locator(".find--header input").focus()


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Without the files that `missing` fits, `page` says `said` after `act`."""

    missing: str
    page: str
    said: str
    act: Callable[[Page], None] = lambda _: None
    again: bool = False
    """Whether another case is much the same: then it is tried with `--all` only."""

    def __str__(self) -> str:
        return f"{self.missing} on {self.page.partition('#')[0] or 'home'}"


LACKING = "A part of the look-up cannot be loaded"
NOTHING = "The look-up cannot be loaded"

DATA = (
    Case(missing="lookup-core.js", page="", said=NOTHING, act=look_up("ct image")),
    Case(missing="lookup-core.js", page="lookup/", said="Nothing can be looked through", act=paste),
    Case(missing="lookup-more.js", page="", said=LACKING, act=look_up("PatientID")),
    Case(missing="lookup-more.js", page="lookup/", said=LACKING, act=paste),
    Case(missing="lookup-codes.js", page="", said=LACKING, act=look_up("A9FF")),
    Case(missing="lookup-codes.js", page="lookup/", said=LACKING, act=paste, again=True),
    Case(missing="lookup-terms.js", page="", said=LACKING, act=look_up("BINARY FRACTIONAL")),
    Case(
        missing="prose.js",
        page="",
        said="The text of the pages cannot be searched",
        act=look_up("zqx"),
    ),
    Case(missing="/compare.js", page=COMPARISON, said="The data of the comparison could not"),
    Case(missing="compare-services.js", page=COMPARISON, said="The data of the comparison of serv"),
    Case(missing="editions.js", page="editions/compare/", said="The data of the comparison cannot"),
    Case(missing="rows/", page="iods/ct-image/", said="It could not be loaded", act=open_module),
    Case(missing="rows/", page="iods/ct-image/", said="attributes are missing", act=find_attribute),
    *(
        Case(
            missing=f"rules/{it}",
            page="check/",
            said="It could not be checked",
            act=check,
            again=it == "common.js",
        )
        for it in ("dictionary.js", "common.js", "iods/")
    ),
    Case(missing="-folder.js", page=COMPARISON, said="The data of the comparison could not"),
)

TOOL = "This tool does not work"

SCRIPTS = (
    Case(missing="/site.js", page="check/", said=TOOL),
    Case(missing="/lookup.js", page="sop-classes/", said=NOTHING, act=focus_box),
    Case(missing="/lookup.js", page="lookup/", said="Nothing can be looked through", act=paste),
    Case(missing="/tables.js", page="sop-classes/", said="Sorting and filtering tables does not"),
    Case(missing="/save.js", page="sop-classes/", said="Saving does not work"),
    Case(missing="/syntaxes.js", page="sop-classes/", said="The export does not work"),
    Case(missing="export/", page="sop-classes/", said="The export does not work"),
    Case(missing="/row-filter.js", page="modules/sop-common/", said="Filtering rows does not work"),
    Case(missing="/rows.js", page="modules/sop-common/", said="Folding rows does not work"),
    Case(missing="/in-place.js", page="iods/ct-image/", said="Opening modules in place does not"),
    Case(missing="/take.js", page="context-groups/29/", said="Saving tables does not work"),
    Case(missing="/services.js", page=f"sop-classes/{CT}/", said="Filtering rows does not work"),
    Case(missing="/compare.js", page="compare/", said="The comparison does not work"),
    Case(
        missing="/compare-services.js",
        page="compare/",
        said="The comparison of services does",
        again=True,
    ),
    Case(missing="/edition-compare.js", page="editions/compare/", said="The comparison does not"),
    Case(missing="/sources.js", page="check/", said=TOOL),
    Case(missing="paste/page.js", page="lookup/", said=TOOL),
    Case(missing="paste/", page="lookup/", said=TOOL, again=True),
    Case(missing="report/", page="check/", said=TOOL),
    Case(missing="check/report.js", page="check/", said=TOOL, again=True),
    Case(missing="check/parts.js", page="check/", said=TOOL, again=True),
    *(
        Case(
            missing=it, page="lookup/", said="Nothing can be looked through", act=paste, again=True
        )
        for it in ("scan/", "/dicom.js", "paste/words.js", "paste/tables.js", "paste/saving.js")
    ),
    *(
        Case(missing=it, page="check/", said="It could not be checked", act=check)
        for it in ("check/worker.js", "check/engine.js", "check/rules.js")
    ),
)


def _params(cases: Iterable[Case]) -> list[ParameterSet]:
    return [
        pytest.param(it, id=str(it), marks=[pytest.mark.thorough] if it.again else [])
        for it in cases
    ]


@pytest.mark.parametrize("case", _params(DATA))
def test_what_lacks_its_data_says_so(visitor: Visitor, site: Path, case: Case) -> None:
    with serve(site, without=rf"/assets/data[^?]*{re.escape(case.missing)}") as home:
        page = visitor.open(f"{home}{case.page}")
        address = page.url.partition("#")[0]

        case.act(page)

        expect(page.get_by_text(case.said).first).to_be_visible()
        assert page.url.partition("#")[0] == address  # Enter leads nowhere by chance
    visitor.problems.clear()  # that a file is not there is written to the console


@pytest.mark.parametrize("case", _params(SCRIPTS))
def test_what_lacks_its_script_says_so(visitor: Visitor, site: Path, case: Case) -> None:
    with serve(site, without=rf"/assets/code[^?]*{re.escape(case.missing)}") as home:
        page = visitor.open(f"{home}{case.page}")

        case.act(page)

        expect(page.get_by_text(case.said).first).to_be_visible()
    visitor.problems.clear()


NOTES_ERRORS = """
  globalThis.Worker = class extends Worker {
    constructor(...all) {
      super(...all);
      this.addEventListener("error", () => { globalThis.hasFailed = true; });
    }
  };
"""
"""The page's `hasFailed` says whether it has heard that a worker failed."""


def test_a_worker_that_fails_before_it_is_asked_says_so(visitor: Visitor, site: Path) -> None:
    with serve(site, without="check/worker.js") as home:
        page = visitor.context().new_page()
        page.add_init_script(NOTES_ERRORS)
        asked: list[Route] = []

        def hold(route: Route) -> None:
            asked.append(route)

        page.route("**/data-folder.js*", hold)
        page.goto(f"{home}check/")
        check(page)
        page.wait_for_function("globalThis.hasFailed")
        (waiting,) = asked
        waiting.continue_()

        expect(page.get_by_text("It could not be checked").first).to_be_visible()
    visitor.problems.clear()


def test_codes_without_their_groups_are_told_from_checked_ones(
    visitor: Visitor, site: Path
) -> None:
    with serve(site, without=r"rules/codes\.js") as home:
        page = visitor.open(f"{home}check/")
        page.locator("#source-dump > summary").click()
        page.locator("#source-text").fill(CODED)
        page.locator("#source-check").click()

        expect(page.get_by_text("The context groups cannot be loaded").first).to_be_visible()
        expect(page.locator(".finding").first).to_be_visible()
    visitor.problems.clear()


def test_scripts_take_no_data_that_was_written_for_others(visitor: Visitor, http_site: str) -> None:
    page = visitor.context().new_page()
    other = 'globalThis.SopData={folder:"assets/data.0/",code:"assets/code.0/"};'
    page.route(
        "**/data-folder.js*", lambda it: it.fulfill(body=other, content_type="text/javascript")
    )
    page.goto(http_site)
    page.locator(".find--home input").fill("ct image")

    expect(page.get_by_text("the site has been renewed; reload the page").first).to_be_visible()


def test_every_file_is_taken_away_once(site: Path) -> None:
    (code,) = (site / "assets").glob("code.*")
    (data,) = (site / "assets").glob("data.*")
    for folder, cases in (
        (code, SCRIPTS),
        (data, (*DATA, Case(missing="rules/codes.js", page="", said=""))),
    ):
        for path in folder.rglob("*.js"):
            name = f"/{path.relative_to(folder).as_posix()}"
            is_part = folder == code and name.startswith("/check/")  # the worker runs all of them
            assert is_part or any(it.missing in name for it in cases), name
