"""`python -m tests.site.few build …` is `python -m generator build …`, but makes only some pages.

They are spread evenly over all, and besides those that stand by themselves, such as indexes, and
those that tests of a browser go to. With `FEW=pages` in the environment nothing is made of the API,
with `FEW=loaded` what pages load of it.
"""

import os
import sys
from collections.abc import Iterator, Sequence

from generator.__main__ import main
from generator.parts import Part
from generator.plugin.site import Site
from generator.render.page import Page
from generator.workers import Task

_NUMBER = 400

_DEEP = 2
"""How many folders a page that is one of many is in at least."""

_ALSO = {
    "attributes/00080008/",
    "context-groups/7150/",
    "editions/compare/",
    "modules/general-series/",
    "sop-classes/1.2.840.10008.5.1.4.1.1.2/",
}
"""The addresses of more pages, which tests open from files."""

_LOADED = {"dictionary", "rules"}
"""The parts of the API that pages load, by their names."""

_batches, _api = Site._batches, Site._api


def _few(site: Site, chosen: Sequence[Page]) -> Iterator[Task]:
    step = max(1, len(chosen) // _NUMBER)
    few = (
        page
        for at, page in enumerate(chosen)
        if at % step == 0 or page.url.count("/") < _DEEP or page.url in _ALSO
    )
    return _batches(site, [*few])


def _loaded(site: Site) -> tuple[Part, ...]:
    return tuple(part for part in _api(site) if part.name in _LOADED)


def _nothing(_: Site) -> tuple[Part, ...]:
    return ()


if __name__ == "__main__":
    Site._batches = _few  # type: ignore[assignment, method-assign]
    of_api = {"pages": _nothing, "loaded": _loaded}
    Site._api = of_api.get(os.environ.get("FEW", ""), _api)  # type: ignore[assignment, method-assign]
    sys.exit(main())
