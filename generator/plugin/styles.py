"""The theme's style sheets, as far as a page of this site uses them.

The theme styles what other sites have: its own search, tabs, icons, comments. A page loads one
style sheet; two thirds of the theme's would never apply to anything in it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import tinycss2

from generator.plugin.private import STYLED_CLASSES

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")

_ATTRIBUTE = re.compile(r"\[(?:dir|role|data-md-[a-z-]+)(?:=[^\]]*)?\]")
"""What the theme's script or its settings set: of these, pages have what `_OURS` names.

Roles they have, but not for their looks: a browser would ask for each that a script sets.
"""

_OURS = re.compile(r"\[(?:dir=\W*ltr|data-md-color-scheme=\W*(?:default|slate))\W*\]")

_BESIDE = re.compile(r"\+\s*\*$")
"""Whatever stands beside something: a browser asks for the looks of all at each new element."""

_NEGATED = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")

_CUSTOM = re.compile(r"--[\w-]+")

_GROUPS = {"media", "supports"}
"""The at-rules that hold rules of the usual kind."""


def used_styles(theme: str, ours: str) -> str:
    """The rules of the style sheet `theme` that can apply to something in our pages.

    A rule is left out where each of its selectors names a class that no page has. Custom properties
    that neither the rest nor the style sheet `ours` asks for are left out, too.
    """
    kept = _changed(theme, _applying)
    while True:
        asked = set(re.findall(r"var\(\s*(--[\w-]+)", kept + ours))
        less = _changed(kept, partial(_without_custom, asked))
        if less == kept:
            return kept
        kept = less


def _changed(sheet: str, change: Callable[[Any], str]) -> str:
    """`sheet` with what `change` makes of each rule; groups in which nothing is left are gone."""
    made = []
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            made.append(change(rule))
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            inner = _changed(tinycss2.serialize(rule.content), change)
            made.append(
                f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
            )
        else:
            made.append(rule.serialize())
    return "".join(made)


def _applying(rule: Any) -> str:  # noqa: ANN401  # the library's nodes have no types
    """A rule with its selectors that apply to something; empty where none does."""
    selectors = ",".join(it for it in _selectors(rule.prelude) if _applies(it))
    return f"{selectors}{{{tinycss2.serialize(rule.content)}}}" if selectors else ""


def _without_custom(asked: set[str], rule: Any) -> str:  # noqa: ANN401  # as above
    """A rule without the custom properties that are not `asked` for; empty if nothing is left."""
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    declarations = ";".join(
        it.serialize()
        for it in found
        if it.type != "declaration" or not _CUSTOM.match(it.name) or it.name in asked
    )
    return f"{tinycss2.serialize(rule.prelude)}{{{declarations}}}" if declarations else ""


def _selectors(prelude: Iterable[Any]) -> Iterator[str]:
    """The selectors of a rule, each as text."""
    selector: list[Any] = []
    for node in (*prelude, ","):
        if node == ",":
            yield tinycss2.serialize(selector).strip()
            selector = []
        else:
            selector.append(node)


def _applies(selector: str) -> bool:
    """Whether `selector` is to select something in our pages: it names none but their classes."""
    demanded = _NEGATED.sub("", selector)
    foreign = _ATTRIBUTE.search(_OURS.sub("", demanded)) or _BESIDE.search(demanded)
    return not foreign and all(map(STYLED_CLASSES.fullmatch, _CLASS.findall(demanded)))
