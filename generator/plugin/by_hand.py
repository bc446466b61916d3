"""What hand-written pages may not hold: the site's policy, or its promise to ask nobody else."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from generator.problems import Problem, Where

_SCHEMES = {"", "http", "https", "mailto"}
"""How addresses that people click may begin."""

_FORBIDDEN = frozenset(
    "base embed frame iframe link meta object script style".split()  # noqa: SIM905
)
"""Elements that the site's policy stops, or that would change what a page is."""

_LOADING = {
    *(("audio", "src"), ("image", "href"), ("image", "xlink:href"), ("img", "src")),
    *(("img", "srcset"), ("input", "src"), ("source", "src"), ("source", "srcset")),
    *(("track", "src"), ("use", "href"), ("use", "xlink:href"), ("video", "poster")),
    ("video", "src"),
}
"""Elements and the attributes by which they load something at once."""

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")
"""How an address begins that may lead to another host, as browsers read it."""


def faults(path: Path, source: str, content: str) -> Iterator[Problem]:
    """What the page at `path` may not hold, which has the text `source` and the HTML `content`."""
    reader = _Reader()
    try:
        reader.feed(content)
    except AssertionError as error:  # all that Python's reader says of `<![` and the like
        yield Problem(Where.of(path), f"{str(error)[:100]!r} in its HTML, expected HTML")
    for found, expected, near in reader.found:
        at = source.lower().find(near.lower())
        line = source.count("\n", 0, at) + 1 if at >= 0 else 1
        yield Problem(Where.of(path, line), f"{found}, expected {expected}")


class _Reader(HTMLParser):
    """Notes what is found, what is expected, and a piece of it that stands in the source too."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _FORBIDDEN:
            self._note(f"<{tag}>", "none: the site's policy would have to allow it", f"<{tag}")
        for name, given in attrs:
            value = given or ""
            if name == "style" or name.startswith("on"):
                self._note(f"the attribute {name}", "none: browsers are told to ignore it", name)
            elif (tag, name) in _LOADING and _is_elsewhere(name, value):
                self._note(f"{value!r}, loaded from another host", "a file of docs/", value)
            elif name in {"href", "xlink:href", "src", "action", "formaction", "data", "ping"}:
                scheme = _scheme(value)
                if scheme not in _SCHEMES:
                    self._note(f"{value!r}", "https:, mailto: or a page of the site", value)

    def _note(self, found: str, expected: str, near: str) -> None:
        self.found.append((found, expected, near))


def _bare(address: str) -> str:
    """`address` as browsers read it: they pass over blanks and control characters."""
    return re.sub(r"[\x00-\x20]", "", address)


def _is_elsewhere(name: str, value: str) -> bool:
    """Whether an attribute that loads something may load it from another host."""
    addresses = re.split(r"[\s,]+", value) if name == "srcset" else [value]
    return any(_ELSEWHERE.match(_bare(it)) for it in addresses)


def _scheme(address: str) -> str:
    """The scheme of `address` as browsers read it."""
    bare = _bare(address)
    match = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", bare)
    return match[1].lower() if match else ""
