"""The theme's style sheets, as far as a page of this site uses them.

The theme styles what other sites have: its own search, tabs, icons, comments. A page loads one
style sheet; two thirds of the theme's would never apply to anything in it.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from generator.plugin.private import STYLED_CLASSES

_CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")

_ATTRIBUTE = re.compile(r"\[(?:dir|data-md-[a-z-]+)(?:=[^\]]*)?\]")
"""What the theme's script or its settings set: of these, pages have what `_OURS` names."""

_OURS = re.compile(r"\[(?:dir=\W*ltr|data-md-color-scheme=\W*(?:default|slate))\W*\]")

_NEGATED = re.compile(r":not\((?:[^()]|\([^()]*\))*\)")

_CUSTOM = re.compile(r"--[\w-]+")

_GROUPS = {"media", "supports"}
"""The at-rules that hold rules of the usual kind."""


def used_styles(theme: str, ours: str) -> str:
    """The rules of the style sheet `theme` that can apply to something in our pages.

    A rule is left out where each of its selectors names a class that no page has. Custom properties
    that neither the rest nor the style sheet `ours` asks for are left out, too.
    """
    rules = tinycss2.parse_stylesheet(theme, skip_comments=True, skip_whitespace=True)
    kept = "".join(_kept(rules))
    while True:
        asked = set(re.findall(r"var\(\s*(--[\w-]+)", kept + ours))
        less = "".join(_without_custom(kept, asked))
        if less == kept:
            return kept
        kept = less


def _kept(rules: Iterable[Any]) -> Iterator[str]:
    """The `rules` that apply to something, with the selectors that do."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [it for it in _selectors(rule.prelude) if _applies(it)]
            if selectors:
                yield f"{','.join(selectors)}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            inside = tinycss2.parse_rule_list(
                rule.content, skip_comments=True, skip_whitespace=True
            )
            inner = "".join(_kept(inside))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        else:
            yield rule.serialize()


def _without_custom(sheet: str, asked: set[str]) -> Iterator[str]:
    """The rules of `sheet` without the custom properties that are not `asked` for."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            inner = "".join(_without_custom(tinycss2.serialize(rule.content), asked))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        elif rule.type == "qualified-rule":
            declarations = [
                it.serialize()
                for it in tinycss2.parse_blocks_contents(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                if it.type != "declaration" or not _CUSTOM.match(it.name) or it.name in asked
            ]
            if declarations:
                yield f"{tinycss2.serialize(rule.prelude)}{{{';'.join(declarations)}}}"
        else:
            yield rule.serialize()


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
    """Whether `selector` may select something in our pages: it names none but their classes."""
    demanded = _NEGATED.sub("", selector)
    return all(map(STYLED_CLASSES.fullmatch, _CLASS.findall(demanded))) and not _ATTRIBUTE.search(
        _OURS.sub("", demanded)
    )
