"""axe, which looks at a page for what keeps people out."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.conftest import View

_SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js")

_ALIKE = """() => {
    const seen = new Map();
    for (const row of document.querySelectorAll("main :is(tbody tr, li)")) {
        if (row.querySelector("li")) continue;
        const key = [row, ...row.querySelectorAll("*")]
            .map((element) => element.tagName + element.className).join();
        seen.set(key, (seen.get(key) ?? 0) + 1);
        if (seen.get(key) > 3) row.remove();
    }
}"""
"""Takes away the rows that are like others before: axe would look at each for a minute."""

EVERY_RULE: dict[str, Any] = {
    "rules": {"target-size": {"enabled": True}, "empty-table-header": {"enabled": True}}
}
"""Every rule that axe has on, and two more: one of WCAG 2.2, one of its best practices."""


def leave_out_alike(page: Page) -> None:
    """Take the rows away from `page` that are like others before."""
    page.evaluate(_ALIKE)


def rules_of(view: View) -> dict[str, Any]:
    """The rules whose answer is another in `view` than on a wide screen in light colours."""
    return {"runOnly": ["color-contrast", *(["target-size"] if view.width < 600 else [])]}


def findings(page: Page, rules: dict[str, Any] = EVERY_RULE, within: str = "html") -> Iterator[str]:
    """What axe finds on `page` as it stands: each rule that is broken, with one place of it.

    `within` is a selector: what stands outside is not looked at. Rows that are like others before
    are gone from the page afterwards.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
    leave_out_alike(page)
    violations = page.evaluate(
        "([within, options]) => axe.run(within, options).then((found) => found.violations)",
        [within, {"resultTypes": ["violations"], **rules}],
    )
    for violation in violations:
        nodes = violation["nodes"]
        place = json.dumps(nodes[0]["target"])
        yield f"{violation['id']}, {len(nodes)} times, as at {place}: {violation['help']}"
