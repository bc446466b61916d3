"""What the scripts of a page weigh, on each kind of page."""

import gzip
import re
from pathlib import Path

from tests.pages import file_of

MOST = 18 * 1024
"""Bytes, gzipped, of all scripts that a page asks for before anybody does anything."""

_SCRIPT = re.compile(r'<script[^>]* src="([^"]+)"')


def test_the_scripts_of_a_page_are_light(site: Path, kinds: dict[str, str]) -> None:
    weighed: dict[Path, int] = {}
    assert len(kinds) > 30
    for kind, address in kinds.items():
        page = file_of(site, address)
        sources = _SCRIPT.findall(page.read_text("utf-8"))
        paths = {site / f"assets/{source.partition('assets/')[2]}" for source in sources}
        assert paths, kind
        for path in paths - weighed.keys():
            weighed[path] = len(gzip.compress(path.read_bytes(), 9, mtime=0))
        assert sum(weighed[path] for path in paths) <= MOST, kind
        # The look-up is most of the site's scripts, and comes when somebody wants it.
        assert not any(path.name == "lookup.js" for path in paths), kind
