"""Reads the pages of a built site, just so far as tests of all of them need, in a second or two.

Pages are held to valid HTML by an independent checker, so what is scanned here is well-formed:
every attribute is quoted, and text holds no tag.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.pages import addresses, file_of, redirects

_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)</script>", re.DOTALL)

_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s[^>]*)?)>")

_ATTRIBUTE = re.compile(r'\s(id|href|src|action|style|on[a-z]+)="([^"]*)"')

_META = re.compile(r'<meta name="([^"]+)" content="([^"]*)"')

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')

_REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)"')

_LOADING = {"audio", "embed", "iframe", "img", "input", "script", "source", "video"}
"""What loads the address in its `src`."""

_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a page holds that others refer to, or that must be its own."""

    address: str
    """Below the site's root."""

    titles: list[str]
    headings: int
    """How many of the first level."""

    meta: dict[str, list[str]]
    canonical: list[str]
    ids: list[str]
    links: list[str]
    """What it links to, loads or sends to, as it stands there."""

    loads: list[str]
    """What it loads by itself, besides style sheets, which are links."""

    unsafe: list[str]
    """The attributes in it that hold styles or scripts."""

    refresh: str | None = None
    """Where it leads, if that is all it does."""

    scripts: list[str] = field(default_factory=list)
    """The scripts that stand in it."""


def scan(site: Path) -> dict[str, Seen]:
    """Every page of `site` by its address, redirects included."""
    return {
        address: _seen(address, file_of(site, address).read_text(encoding="utf-8"))
        for address in sorted([*addresses(site), *redirects(site)])
    }


def _seen(address: str, text: str) -> Seen:
    scripts = [body for tag, body in _SCRIPT.findall(text) if " src=" not in tag]
    markup = _SCRIPT.sub(r"\1", text)
    head = markup.partition("</head>")[0]
    meta: dict[str, list[str]] = {}
    for name, content in _META.findall(head):
        meta.setdefault(name, []).append(html.unescape(content))
    ids, links, loads, unsafe, headings = [], [], [], [], 0
    for tag, rest in _TAG.findall(markup):
        headings += tag == "h1"
        for name, quoted in _ATTRIBUTE.findall(rest):
            value = html.unescape(quoted)
            if name == "id":
                ids.append(value)
            elif name in {"href", "src", "action"}:
                links.append(value)
                if name == "src" and tag in _LOADING:
                    loads.append(value)
            else:
                unsafe.append(f"{name}={value}")
    refresh = _REFRESH.search(head)
    return Seen(
        address=address,
        titles=[html.unescape(title) for title in re.findall(r"<title>(.*?)</title>", head)],
        headings=headings,
        meta=meta,
        canonical=_CANONICAL.findall(head),
        ids=ids,
        links=links,
        loads=loads,
        unsafe=unsafe,
        refresh=html.unescape(refresh[1]) if refresh else None,
        scripts=[script for script in scripts if not script.startswith("{")],
    )


def fail_with(problems: Iterable[object]) -> None:
    """Fail the test if there are problems, and list them, up to what one can read."""
    every = list(map(str, problems))
    shown = "\n".join(every[:_SHOWN])
    if every:
        pytest.fail(f"{len(every)} problems, the first of them:\n{shown}", pytrace=False)
