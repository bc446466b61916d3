"""How fast the look-up answers, in a real Chromium: cold, warm, and on a slow machine."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import quantiles

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.bench.report import Figure
from tests.server import serve

QUERIES = (
    "1.2.840.10008.5.1.4.1.1.2",
    "CTImageStorage",
    "key image note",
    "enhanced mr",
    "rtstruct",
    "(0008,0016)",
    "ultrasuond multi frame",
    "digital x-ray for processing",
    "A-ASSOCIATE-RQ abstract syntax 1.2.840.10008.5.1.4.1.1.88.59 rejected",
)
"""What people type: identifiers, words, a slip of the finger, a line of a log."""

_BOX = "#find-home"

_WATCH = """
window.answers = [];
document.addEventListener("DOMContentLoaded", () => {
  let asked = null;
  addEventListener("input", (event) => { asked = event.timeStamp; }, {capture: true});
  new MutationObserver((changes) => {
    if (asked === null || !document.querySelector(".find__option")) return;
    if (!changes.some(({target}) => target.matches?.(".find__list"))) return;
    document.body.getBoundingClientRect();  // the results are laid out, too
    answers.push(performance.now() - asked);
    asked = null;
  }).observe(document.body, {childList: true, subtree: true});
});
"""
"""Notes the milliseconds from each keystroke to the results that it changed, laid out."""


def lookup(site: Path) -> Iterator[Figure]:
    """Type QUERIES into the box of the home page of the built `site`, key by key."""
    with serve(site, compress=True) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        cold = sorted(_cold(browser, home) for _ in range(9))
        yield _figure("first result, cold, median of 9", cold[len(cold) // 2], 100)
        for what, slowdown, most in (
            ("per keystroke, warm, 95th percentile", 1, 30.0),
            ("the same with the processor 6 times slower", 6, None),
        ):
            page = _open(browser, home, slowdown)
            _type(page, QUERIES[:1])
            yield _figure(what, quantiles(_type(page, QUERIES), n=20)[-1], most)
            page.context.close()
        browser.close()


def _cold(browser: Browser, home: str) -> float:
    """Milliseconds to the first results in a browser that has seen nothing of the site."""
    page = _open(browser, home, 1)
    [first, *_] = _type(page, ["C"])
    page.context.close()
    return first


def _open(browser: Browser, home: str, slowdown: int) -> Page:
    page = browser.new_context().new_page()
    page.add_init_script(_WATCH)
    page.goto(home)
    if slowdown > 1:
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    return page


def _type(page: Page, queries: Sequence[str]) -> list[float]:
    """Type each of `queries` into the empty box; the milliseconds of every answer."""
    page.evaluate("answers.length = 0")
    for query in queries:
        page.locator(_BOX).fill("")
        page.locator(_BOX).press_sequentially(query, delay=40)
        page.wait_for_timeout(200)
    answers: list[float] = page.evaluate("answers")
    if not answers:
        raise RuntimeError(f"the look-up did not answer to {', '.join(queries)}")
    return answers


def _figure(what: str, value: float, most: float | None) -> Figure:
    return Figure(group="look-up", what=what, value=value, unit="ms", most=most)
