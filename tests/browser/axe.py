"""axe, which looks at a page for what keeps people out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

from tests.conftest import VIEWS, View

_SCRIPT = Path(axe_playwright_python.__file__).with_name("axe.min.js")

_ALIKE = """() => {
    const shown = new CSSStyleSheet();
    shown.replaceSync("tr { content-visibility: visible !important; }");
    document.adoptedStyleSheets = [shown];
    const rows = [...document.querySelectorAll("main :is(tbody tr, li)")]
        .filter((row) => !row.querySelector("li"));
    const longest = new Map(); // parent -> of each column [length, row]: of its longest word, text
    for (const row of rows) {
        const columns = longest.get(row.parentElement) ?? [];
        longest.set(row.parentElement, columns);
        [...(row.cells ?? [row])].forEach(({ textContent: text }, column) => {
            const word = Math.max(...text.split(/[\\s-]+/).map((it) => it.length));
            [word, text.length].forEach((length, kind) => {
                if (!(columns[2 * column + kind]?.[0] >= length)) {
                    columns[2 * column + kind] = [length, row];
                }
            });
        });
    }
    const widest = new Set([...longest.values()].flat().map(([, row]) => row));
    const seen = new Map();
    for (const row of rows) {
        const key = [row, ...row.querySelectorAll("*")]
            .map((element) => element.tagName + element.className).join();
        seen.set(key, (seen.get(key) ?? 0) + 1);
        if (seen.get(key) > 3 && !widest.has(row)) row.remove();
    }
}"""
"""Takes away the rows that are like others before: axe would look at each for a minute.

Those with the longest word or text of a column stay, which make it as wide as it is. All that stay
are laid out: a card out of sight is as high as it is guessed, and what is in it may reach beyond.
"""

_UNSEEN = """async ([attribute, seen]) => {
    await new Promise(requestAnimationFrame); // until then a new scheme or width is not there yet
    await new Promise(requestAnimationFrame);
    document.querySelectorAll(`[${attribute}]`).forEach((it) => it.removeAttribute(attribute));
    const known = new Set(seen);
    const looks = new Map([[null, 0]]);
    const look = (element) => {
        if (!looks.has(element)) {
            const at = getComputedStyle(element);
            const own = [element.localName, element.className.baseVal ?? element.className,
                at.color, at.fontSize, at.fontWeight, at.backgroundColor, at.backgroundImage,
                at.opacity, at.textShadow, at.filter, at.mixBlendMode].join();
            let hash = look(element.parentElement);
            for (const character of own) hash = Math.imul(hash, 31) + character.charCodeAt() | 0;
            looks.set(element, hash);
        }
        return looks.get(element);
    };
    const found = [];
    for (const element of document.querySelectorAll("body *")) {
        const reads = element.matches("input, select, textarea")
            || [...element.childNodes].some((it) => it.nodeType === 3 && it.data.trim());
        if (!reads || !element.checkVisibility()) continue;
        const key = look(element);
        if (known.has(key)) continue;
        known.add(key);
        found.push(key);
        element.setAttribute(attribute, "");
    }
    return found;
}"""
"""Marks the texts that look like none before: each by its way from the root, by name, class and all
that its contrast comes from. Gives those looks, which are seen from then on."""

_MARK = "data-unseen"

_SHOWN = 120
"""Characters of an element that a finding shows."""

EVERY_RULE: dict[str, Any] = {
    "rules": {"target-size": {"enabled": True}, "empty-table-header": {"enabled": True}}
}
"""Every rule that axe has on, and two more: one of WCAG 2.2, one of its best practices."""


def leave_out_alike(page: Page) -> None:
    """Take the rows away from `page` that are like others before."""
    page.evaluate(_ALIKE)


@dataclass(frozen=True, slots=True)
class Looks:
    """How texts look that axe has looked at, on one page after the other.

    Whether they stand out from what is behind them takes most of its time, and frames of pages and
    rows of tables are alike: a text that looks like one before, from the root down, is left out.
    """

    _seen: list[str] = field(default_factory=list)

    def findings(self, page: Page, view: View) -> Iterator[str]:
        """What axe finds on `page` as it stands, of all rules whose answer `view` may change.

        Those are all in the first view; on a phone how large targets are, which no colour changes.
        """
        new = page.evaluate(_UNSEEN, [_MARK, self._seen])
        self._seen.extend(new)
        _load(page)
        page.evaluate(_ONLY_MARKED, f"[{_MARK}]")
        if view == VIEWS[0]:
            yield from findings(page)
        elif rules := ["color-contrast"] * bool(new) + ["target-size"] * (view == VIEWS[2]):
            yield from findings(page, {"runOnly": rules})


_ONLY_MARKED = """(selector) => {
    axe.configure({ rules: [{ id: "color-contrast", selector }] });
}"""


def findings(page: Page, rules: dict[str, Any] = EVERY_RULE, within: str = "html") -> Iterator[str]:
    """What axe finds on `page` as it stands: each rule that is broken, with one place of it.

    `within` is a selector: what stands outside is not looked at. Rows that are like others before
    are gone from the page afterwards.
    """
    leave_out_alike(page)
    _load(page)
    violations = page.evaluate(
        "([within, options]) => axe.run(within, options).then((found) => found.violations)",
        [within, {"resultTypes": ["violations"], **rules}],
    )
    for violation in violations:
        nodes = violation["nodes"]
        place = f"{json.dumps(nodes[0]['target'])}, {nodes[0]['html'][:_SHOWN]}"
        yield f"{violation['id']}, {len(nodes)} times, as at {place}: {violation['help']}"


def _load(page: Page) -> None:
    if not page.evaluate("'axe' in window"):
        page.evaluate(_SCRIPT.read_text(encoding="utf-8"))
