"""What the site leans on that MkDocs and Material promise nobody, all in one place.

A new version of either may change any of it without a word. `tests/unit/test_private.py` tries each
by itself, so that what broke has a name.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

if TYPE_CHECKING:  # a build needs no server, which takes long to load
    from mkdocs.livereload import LiveReloadServer

_LEFT_OVER = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="announce">\s*</div>|<div class="md-dialog".*?</div>\s*</div>'
    r'| data-md-(?:component|color-\w+)="\w+"| class="no-js"',
    re.DOTALL,
)
"""What the theme's page holds for scripts: its own is not loaded, and ours says it itself."""

UNUSED_ASSETS = re.compile(
    r"assets/javascripts/(bundle\.|lunr/|workers/)|assets/stylesheets/(main|palette)\."
    r"|assets/.*\.map$"
)
"""The theme's files that no page asks for: its script and its search, its style sheets (styles.py
takes what applies of them), other languages' words, debuggers' maps."""

THEME_STYLES = ("assets/stylesheets/main.*.min.css", "assets/stylesheets/palette.*.min.css")
"""The theme's style sheets, in the order in which it loads them."""

STYLED_CLASSES = re.compile(
    r"md-(?:container|content|footer|grid|header|main|skip|typeset)"
    r"(?:__inner)?|admonition|admonition-title|headerlink|highlight"
    r"|[a-z]{1,2}\d?"  # what highlighting makes of code
)
"""The classes of the theme that pages have; tests/site/test_pages.py says which one is missing."""

INDEX = "search/search_index.json"
"""Where MkDocs writes the index of the theme's search."""


def without_left_overs(page: str) -> str:
    """`page` without what only the theme's script needs."""
    return _LEFT_OVER.sub("", page)


def page_context(
    nav: Navigation, files: Files, config: MkDocsConfig, page: Page
) -> Mapping[str, Any]:
    """What MkDocs gives the theme's templates for `page`."""
    return dict(get_context(nav, files, config, page))


def add_search_entries(config: MkDocsConfig, entries: Iterable[Mapping[str, str]]) -> None:
    """Put `entries` (location, title, text) into the index of the theme's search."""
    search: Any = config.plugins["material/search"]
    search.search_index.entries.extend(entries)


def set_search_entries(config: MkDocsConfig, entries: Iterable[Mapping[str, str]]) -> None:
    """Put `entries` in the place of those with the same location, and write the index anew."""
    search: Any = config.plugins["material/search"]
    index = search.search_index
    ours = {entry["location"]: entry for entry in entries}
    kept = [entry for entry in index.entries if entry["location"] not in ours]
    index.entries[:] = [*ours.values(), *kept]  # in the order of a build from nothing
    search.on_post_build(config=config)


def search_entries_before(site: Path) -> list[dict[str, str]]:
    """The entries in the index of the theme's search that lies in the folder `site`."""
    entries: list[dict[str, str]] = json.loads((site / INDEX).read_bytes())["docs"]
    return entries


class Gate:
    """Lets requests to the live `server` pass while it builds, or has them wait.

    MkDocs alone has them wait until all is built.
    """

    def __init__(self, server: "LiveReloadServer") -> None:
        self._server = server

    def open(self) -> None:
        """Answer with what is there now, and have browsers load it."""
        with self._server._epoch_cond:  # noqa: SLF001
            self._server._visible_epoch = self._server._wanted_epoch  # noqa: SLF001
            self._server._epoch_cond.notify_all()  # noqa: SLF001

    def close(self) -> None:
        """Answer when all is built, and have browsers load it again then."""
        with self._server._epoch_cond:  # noqa: SLF001
            self._server._wanted_epoch += 1  # noqa: SLF001


def follow(
    server: "LiveReloadServer", places: Iterable[str], *, every: float, build: Callable[[], None]
) -> None:
    """Have the live `server` call `build` when something in `places` has changed.

    It looks `every` so many seconds; MkDocs alone would every half second, and build the whole.
    """
    from watchdog.observers.polling import PollingObserver  # noqa: PLC0415  # see above

    for place in list(server._watched_paths):  # noqa: SLF001
        server.unwatch(place)
    server.observer = PollingObserver(timeout=every)
    for place in places:
        server.watch(place)
    server.builder = build
