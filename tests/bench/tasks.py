"""The longest task that a text makes of a page, in a real Chromium: meanwhile nothing moves."""

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium
from tests.bench.report import Figure
from tests.server import serve

_MEGABYTE = 1 << 20

TEXTS = {
    "1,000 unregistered UIDs": "\n".join(f"1.2.840.10008.5.1.4.1.1.{n}.99" for n in range(1000)),
    "135 UIDs": "\n".join(f"1.2.840.10008.5.1.4.1.1.{n}.7" for n in range(135)),
    "UIDs run together": "2.25.7." * 16_000,
    "a contents line's dots": f"1.2.840.10008.1.1 {'.' * 100_000} 12",
    "10,000 findings": "\n".join(f"1.2.826.0.1.{n}.1 and 1.2.840.{n}.5" for n in range(10_000)),
    "a megabyte of words": "image storage of the ct " * (_MEGABYTE // 24),
    "a megabyte without a blank": "x" * _MEGABYTE,
    "a megabyte of lines": "a\n" * (_MEGABYTE // 2),
    "a number of 2 MB": "7" * (2 * _MEGABYTE),
    "a log of 5 MB": "\n".join(
        f"I: {n} Abstract Syntax: 1.2.840.10008.5.1.4.1.1.{n % 50} of 1.2.840.113619.2.{n} accepted"
        for n in range(60_000)
    ),
}

HUGE = "7" * (20 * _MEGABYTE)
"""What the browser alone takes more than the budget to get from the clipboard."""

FIELDS = {
    "the box at home": ("", "#find-home"),
    "the box of a page": ("sop-classes/1.2.840.10008.5.1.4.1.1.2/", "#find-header"),
    "paste or drop": ("lookup/", "#source-text"),
    "a dump to check": ("check/", "#source-text"),
    "the filter of a table": ("sop-classes/", ".records-words input"),
    "the filter of rows": ("modules/sop-common/", ".rows-filter input"),
    "the filter of modules": ("iods/ct-image/", ".in-place-tools input[type=search]"),
}

_WATCH = """
window.tasks = [];
new PerformanceObserver((list) => {
  tasks.push(...list.getEntries().map(({ duration }) => duration));
}).observe({ type: "longtask" });
"""

_AT_REST = """() => !document.querySelector("#source-stop:not([hidden])")"""


def tasks(site: Path) -> Iterator[Figure]:
    """Paste each of TEXTS into each of FIELDS of the built `site`, and search with Enter."""
    with serve(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.find(), args=list(chromium.FLAGS)
        )
        for where, (address, field) in FIELDS.items():
            page = _open(browser, f"{home}{address}")
            for fold in page.locator("#source-dump > summary").all():
                fold.click()
            _paste(page, field, "1.2.840.10008.5.1.4.1.1.2")  # which loads what is needed
            longest = {what: _paste(page, field, text) for what, text in TEXTS.items()}
            what = max(longest, key=lambda it: longest[it])
            yield Figure(
                group="tasks",
                what=f"longest at {where}: {what}",
                value=longest[what],
                unit="ms",
                most=100,
            )
            yield Figure(
                group="tasks",
                what=f"a number of 20 MB at {where}",
                value=_paste(page, field, HUGE),
                unit="ms",
            )
            page.context.close()
        browser.close()


def _open(browser: Browser, address: str) -> Page:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(address)
    page.evaluate(_WATCH)
    return page


def _paste(page: Page, field: str, text: str) -> float:
    """The milliseconds of the longest task from pasting `text` to the end of what it sets off."""
    page.locator(field).focus()
    page.keyboard.press("Control+A")
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.wait_for_timeout(300)
    page.evaluate("tasks.length = 0")
    page.keyboard.press("Control+V")
    page.wait_for_timeout(1500)
    if page.locator("#source-check").count():
        page.locator("#source-check").click()
    page.wait_for_function(_AT_REST, timeout=120_000)
    page.wait_for_timeout(500)
    longest: float = page.evaluate("Math.max(0, ...tasks)")
    if page.locator("#source-clear").count():
        page.locator("#source-clear").evaluate("(it) => it.click()")
    return longest
