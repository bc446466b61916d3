"""`make links`: asks whether every link into the published standard still leads there.

Takes the pages of a built site; a section is one page of the standard's, asked for once. Says what
is not answered with 200, or has no such anchor, and which page links to it.
"""

import re
import sys
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urldefrag

HOST = "https://dicom.nema.org/"

_LINK = re.compile(rf'href="({re.escape(HOST)}[^"]*)"')

_ANCHOR = re.compile(r'\b(?:id|name)="([^"]+)"')

_PAUSE = 0.5
"""Seconds between two questions: it is somebody else's server."""


def links(site: Path) -> dict[str, dict[str, str]]:
    """By page of the standard: the anchors that are linked, each with a page of `site` with it."""
    found: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(site.rglob("*.html")):
        for link in _LINK.findall(path.read_text(encoding="utf-8")):
            page, anchor = urldefrag(link.replace("&amp;", "&"))
            found[page].setdefault(anchor, path.relative_to(site).as_posix())
    return found


def ask(page: str) -> str:
    """The text at the address `page`. Raises OSError where there is none."""
    request = urllib.request.Request(page, headers={"User-Agent": "link check"})  # noqa: S310  # https
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        text: str = answer.read().decode("utf-8", "replace")
    return text


def broken(
    found: dict[str, dict[str, str]], answer: Callable[[str], str], pause: float = _PAUSE
) -> Iterator[str]:
    """What leads nowhere of the links `found`, where `answer` gives the text of a page."""
    for page, anchors in found.items():
        try:
            text = answer(page)
        except (OSError, urllib.error.URLError) as error:
            yield f"{next(iter(anchors.values()))}: {page}: {error}"
            continue
        known = {*_ANCHOR.findall(text), ""}
        for anchor, path in anchors.items():
            if anchor not in known:
                yield f"{path}: {page}: no anchor {anchor!r}"
        time.sleep(pause)


def main() -> int:
    """Ask for every link of the site named; returns 1 where one leads nowhere."""
    found = links(Path(sys.argv[1]))
    wrong = 0
    for line in broken(found, ask):
        sys.stdout.write(f"{line}\n")
        wrong += 1
    sys.stdout.write(f"{len(found):,} pages of the standard, {wrong:,} links that lead nowhere\n")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
