"""What the site leans on that MkDocs and Material promise nobody: what a new version broke."""

import inspect
import json
import threading
from pathlib import Path
from typing import Any

import material
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from watchdog.observers.polling import PollingObserver

from generator.plugin import private

ENTRY = {"location": "a/", "title": "Of ours", "text": "<p>Sesquipedalian</p>"}


class Site:
    """A site of one page, built of stock Material, and what MkDocs knew as it built it."""

    def __init__(self, folder: Path) -> None:
        (folder / "docs").mkdir(parents=True)
        (folder / "docs" / "index.md").write_text("# Home\n\nWords.\n", encoding="utf-8")
        (folder / "hook.py").write_text(
            "def on_env(env, config, files):\n    config.extra['before_pages'](config)\n"
            "def on_page_context(context, page, config, nav):\n"
            "    config.extra['context'] = context\n"
            "    config.extra['nav'] = nav\n",
            encoding="utf-8",
        )
        (folder / "mkdocs.yml").write_text(
            "site_name: Small\nsite_url: https://registry.example/\nplugins: [search]\n"
            "theme:\n  name: material\n  font: false\nhooks: [hook.py]\n",
            encoding="utf-8",
        )
        self.folder = folder / "site"
        self.config: MkDocsConfig = load_config(str(folder / "mkdocs.yml"))
        self.config.extra["before_pages"] = lambda config: private.add_search_entries(
            config, [ENTRY]
        )
        build(self.config)
        self.nav: Navigation = self.config.extra["nav"]
        self.context: dict[str, Any] = self.config.extra["context"]

    def index(self) -> list[dict[str, str]]:
        text = (self.folder / "search" / "search_index.json").read_text(encoding="utf-8")
        entries: list[dict[str, str]] = json.loads(text)["docs"]
        return entries


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("stock"))


def test_the_theme_s_index_takes_entries(site: Site) -> None:
    assert ENTRY in site.index()


def test_entries_are_replaced_and_written(site: Site) -> None:
    private.set_search_entries(site.config, [{**ENTRY, "title": "Renamed"}])

    found = [entry["title"] for entry in site.index() if entry["location"] == "a/"]
    assert found == ["Renamed"]


def test_a_page_gets_the_context_that_mkdocs_gives_it(site: Site) -> None:
    page = site.context["page"]

    made = private.page_context(site.nav, Files([]), site.config, page)

    assert made.keys() == site.context.keys()
    for name in ("base_url", "config", "nav", "page"):
        assert made[name] == site.context[name]


def test_the_theme_s_page_holds_what_is_taken_out_and_nothing_of_it_afterwards(site: Site) -> None:
    stock = (site.folder / "index.html").read_text(encoding="utf-8")
    lean = private.without_left_overs(stock)

    parts = ('class="md-toggle"', 'class="md-overlay"', 'data-md-component="main"')
    assert [part for part in parts if part not in stock] == []
    assert [part for part in parts if part in lean] == []


def test_what_no_page_asks_for_is_there_to_be_left_out() -> None:
    templates = Path(material.__file__).parent / "templates"
    files = [path.relative_to(templates).as_posix() for path in templates.rglob("assets/**/*.*")]

    unused = [path for path in files if private.UNUSED_ASSETS.match(path)]

    assert any(path.startswith("assets/javascripts/bundle.") for path in unused)
    assert any(path.startswith("assets/javascripts/lunr/") for path in unused)
    assert any(path.startswith("assets/javascripts/workers/") for path in unused)


def test_the_live_server_follows_what_it_is_told(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    server.watch(str(old))
    built: list[int] = []

    private.follow(server, [str(new)], every=0.1, build=lambda: built.append(1))
    server.builder()

    assert built == [1]
    assert isinstance(server.observer, PollingObserver)
    assert list(server._watched_paths) == [str(new)]
    assert "self.builder()" in inspect.getsource(LiveReloadServer._build_loop)
    server.server_close()


def test_requests_pass_while_the_gate_is_open(tmp_path: Path) -> None:
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    gate = private.Gate(server)
    server._wanted_epoch += 1  # as while MkDocs builds
    answers: list[str] = []

    def ask() -> threading.Thread:
        request = {"PATH_INFO": "/no-page/"}
        asking = threading.Thread(
            target=lambda: server.serve_request(request, lambda status, _: answers.append(status)),
            daemon=True,
        )
        asking.start()
        asking.join(0.1)
        return asking

    first = ask()
    assert answers == []
    gate.open()
    first.join(10)
    assert len(answers) == 1
    gate.close()
    second = ask()
    assert len(answers) == 1
    with server._epoch_cond:  # as when it has built
        server._visible_epoch = server._wanted_epoch
        server._epoch_cond.notify_all()
    second.join(10)
    assert len(answers) == 2
    assert "self._visible_epoch = self._wanted_epoch" in inspect.getsource(
        LiveReloadServer._build_loop
    )
    server.server_close()
