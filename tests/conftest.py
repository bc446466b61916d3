"""What tests share: the built site in both its forms, a web server for it, and a real Chromium.

SITE names a hosted site that is built already, OFFLINE_SITE one to be opened from files; without
them each is built once per run.

A run has one of two speeds. Without `--all` it takes a few minutes: tests marked `thorough` are
left out, and what holds of every page or record is tried on some of them (the fixture `some`).
"""

import contextlib
import fcntl
import gc
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from generator.model import Registry
from generator.plugin.loading import CACHED, load_again
from tests.chromium import FLAGS
from tests.chromium import find as find_chromium
from tests.pages import one_of_each_kind
from tests.server import serve

ROOT = Path(__file__).parents[1]

# Data that is loaded stays, and consists of millions of objects: to look through them as often as
# Python would takes a third of the time of tests that load it.
gc.set_threshold(200_000, 20, 100)

# No test limits the time that something takes: that is for the benchmark.
settings.register_profile("project", deadline=None)
settings.load_profile("project")

PATIENCE = 60_000
"""Milliseconds until what a page was to do counts as not done: many, for a busy machine."""
expect.set_options(timeout=PATIENCE)

T = TypeVar("T")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="thorough tests too, on everything")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is marked `thorough`, unless all is asked for."""
    if not config.getoption("--all"):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@dataclass(frozen=True, slots=True, kw_only=True)
class Some:
    """Chooses what a test looks at where it could look at everything."""

    everything: bool

    def __call__(self, items: Iterable[T], number: int = 40) -> list[T]:
        """At most `number` of `items`, spread evenly from the first to the last; or all."""
        every = list(items)
        if self.everything or len(every) <= number:
            return every
        return [every[at * (len(every) - 1) // (number - 1)] for at in range(number)]


@pytest.fixture(scope="session")
def some(pytestconfig: pytest.Config) -> Some:
    """A choice of many things, or all of them in a run of `make test-all`."""
    return Some(everything=pytestconfig.getoption("--all"))


def generator(*arguments: str | Path, few: str = "") -> None:
    """Run `python -m generator` at the project's root, and fail with what it says.

    With `few` a build is one of `tests.site.few`, which says what may be given.
    """
    module = "tests.site.few" if few else "generator"
    command = [sys.executable, "-m", module, *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "FEW": few},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.fail(f"{' '.join(command[1:])} failed:\n{done.stdout}{done.stderr}", pytrace=False)


def _built(variable: str, temporary: pytest.TempPathFactory, *options: str, few: str = "") -> Path:
    """The site that the environment names, or one that the first process to ask for it builds."""
    if ready := os.environ.get(variable):
        return Path(ROOT, ready).resolve(strict=True)
    shared = _shared(temporary)
    folder = shared / variable.lower()
    with _alone(shared / f"{variable.lower()}.lock"):
        if not folder.exists():
            generator("build", "--quiet", *options, "--to", folder, few=few)
    return folder


def once(name: str, temporary: pytest.TempPathFactory, make: Callable[[], T]) -> T:
    """What `make` gives: the first process of a run that asks for `name` makes it for all."""
    file = _shared(temporary) / name
    with _alone(file.with_suffix(".lock")):
        if not file.exists():
            file.write_bytes(pickle.dumps(make()))
    found: T = pickle.loads(file.read_bytes())  # noqa: S301  # our own
    return found


def _shared(temporary: pytest.TempPathFactory) -> Path:
    """The folder that all processes of a run have."""
    base = temporary.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Hold `lock`: of several processes one goes on at a time."""
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@cache
def real_registry() -> Registry:
    """The registry of the project's own data, which a process reads once, or takes from a build."""
    with contextlib.chdir(ROOT):  # paths of records are told from there
        loaded = load_again(Path("data"), CACHED)[0].registry
    gc.freeze()
    return loaded


@pytest.fixture(scope="session")
def registry() -> Registry:
    """The registry of the project's own data."""
    return real_registry()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as a web server shows it."""
    return _built("SITE", tmp_path_factory)


@pytest.fixture(scope="session")
def kinds(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Kinds of page of the hosted site, each with the address of the one to look at."""
    return once("kinds", tmp_path_factory, lambda: one_of_each_kind(site))


@pytest.fixture(scope="session")
def file_site(tmp_path_factory: pytest.TempPathFactory, some: Some) -> Path:
    """The folder of the site as it is opened from files; in a short run some of its pages only."""
    few = "" if some.everything else "loaded"
    return _built("OFFLINE_SITE", tmp_path_factory, "--offline", few=few)


@pytest.fixture(scope="session")
def http_site(site: Path) -> Iterator[str]:
    """The address of the site's home on a web server of this machine; it ends in a slash."""
    with serve(site) as home:
        yield home


@pytest.fixture(scope="session")
def chromium(some: Some) -> Iterator[Browser]:
    """A real Chromium, cut off from every host but this machine; with `--all` the whole browser."""
    with sync_playwright() as playwright:
        program = find_chromium(shell=not some.everything)
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass(frozen=True, slots=True)
class View:
    """How a reader looks at the site."""

    width: int
    scheme: Literal["light", "dark"]

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}"


VIEWS = tuple(View(width, scheme) for width in (1280, 390) for scheme in ("light", "dark"))


class Visitor:
    """Opens pages in Chromium, and notes in `problems` what no page may do.

    That is: ask anything of another host, ask for what is not there, write an error to the console,
    or throw. A test that means to do so clears the list afterwards; what is left fails it.
    """

    def __init__(self, browser: Browser, kept: dict[View, Page] | None = None) -> None:
        """`kept` holds the pages that visitors have, one after the other: one for each view.

        Without it the visitor has pages of its own, which end with it.
        """
        self.problems: list[str] = []
        self.requests: list[str] = []
        """Every address that a page has asked for, in the order of asking."""
        self._browser = browser
        self._kept = {} if kept is None else kept
        self._leaves_pages = kept is not None
        self._contexts: list[BrowserContext] = []
        self._views: set[View] = set()
        self._watching: list[tuple[Page, str, Callable[..., None]]] = []

    def context(self, view: View = VIEWS[0], **options: Any) -> BrowserContext:  # noqa: ANN401
        """A browser as new, with Playwright's `options`, that looks at pages as `view` says."""
        context = self._new_context(view, **options)
        context.on("page", self._watch)
        self._contexts.append(context)
        return context

    def open(self, address: str | Path, view: View = VIEWS[0], **options: Any) -> Page:  # noqa: ANN401
        """A page gone to `address`: a URL or a file. With `options` its context is its own.

        Otherwise the first of a view is a page that other tests have had before, which saves half
        of the time: nothing is left of them but the cache of files and where Back leads to, if one
        goes back further than to `address`. A test that has the page do more than to go somewhere
        and to ask for something else (scripts of its own, say) takes one of a new context.
        """
        if options:
            page = self.context(view, **options).new_page()
        elif view in self._views:
            page = self._kept[view].context.new_page()
        else:
            page = self._shared(view)
        page.goto(address.as_uri() if isinstance(address, Path) else address)
        return page

    def _new_context(self, view: View, **options: Any) -> BrowserContext:  # noqa: ANN401
        options = {
            "viewport": _viewport(view),
            "color_scheme": view.scheme,
            "reduced_motion": "reduce",
            **options,
        }
        context = self._browser.new_context(**options)
        context.set_default_timeout(PATIENCE)
        return context

    def _shared(self, view: View) -> Page:
        self._views.add(view)
        if view not in self._kept:
            self._kept[view] = self._new_context(view).new_page()
        page = self._kept[view]
        page.context.on("page", self._watch)
        self._watch(page)
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()
        for view in self._views:
            page = self._kept[view]
            page.context.remove_listener("page", self._watch)
            if not self._leaves_pages:
                page.context.close()
                continue
            try:
                for other in page.context.pages:
                    if other is not page:
                        other.close()
                _clean(page, view)
            except Error:  # a page that cannot be asked, as one that crashed
                del self._kept[view]
                page.context.close()
        for page, event, listener in self._watching:
            page.remove_listener(event, listener)

    def _watch(self, page: Page) -> None:
        self._listen(page, "pageerror", lambda error: self.problems.append(f"{page.url}: {error}"))
        self._listen(page, "console", lambda message: self._note_message(page.url, message))
        self._listen(page, "request", lambda request: self._note_request(page.url, request.url))

    def _listen(self, page: Page, event: Any, listener: Callable[..., None]) -> None:  # noqa: ANN401
        page.on(event, listener)
        self._watching.append((page, event, listener))

    def _note_message(self, page: str, message: ConsoleMessage) -> None:
        address = message.location["url"]
        # Chromium asks for the icon of a page that names none: of a redirect, the only such page.
        if message.type == "error" and not address.endswith("/favicon.ico"):
            self.problems.append(f"{page}: {message.text} {address}")

    def _note_request(self, page: str, address: str) -> None:
        self.requests.append(address)
        parts = urlsplit(address)
        if parts.scheme not in {"file", "data", "blob"} and parts.hostname != "127.0.0.1":
            self.problems.append(f"{page}: asks for {address}")


def _viewport(view: View) -> ViewportSize:
    return {"width": view.width, "height": 844 if view.width < 600 else 800}


def _clean(page: Page, view: View) -> None:
    """Leave nothing of what a test has done with the `page`."""
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.mouse.move(-1, -1)  # what is below it would be pointed at in the next page too
    page.unroute_all()
    page.goto("about:blank")
    page.emulate_media(media="null", color_scheme=view.scheme, reduced_motion="reduce")
    page.set_viewport_size(_viewport(view))


@pytest.fixture(scope="session")
def kept_pages() -> dict[View, Page]:
    """What visitors share; it ends with Chromium."""
    return {}


@pytest.fixture
def visitor(chromium: Browser, kept_pages: dict[View, Page]) -> Iterator[Visitor]:
    """Opens pages; the test fails if one of them does what no page may do."""
    visitor = Visitor(chromium, kept_pages)
    yield visitor
    problems = [*visitor.problems]  # before closing takes what still goes on from under a page
    visitor.close()
    assert not problems, "\n".join(problems)


@pytest.fixture(params=VIEWS, ids=str)
def view(request: pytest.FixtureRequest) -> View:
    """Every way to look at a page: a desktop's width and a phone's, light and dark."""
    chosen: View = request.param
    return chosen
