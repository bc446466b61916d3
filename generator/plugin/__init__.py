"""Hands the registry's pages to MkDocs, ready made.

MkDocs would convert Markdown, parse the result again for search and draw the whole navigation on
every page. Here a page is HTML from the start. MkDocs reads the settings, knows where pages are,
builds the menu and the hand-written pages. The registry's pages are rendered beside that, in as
many processes as there are processors, and put into the theme's page that all of a kind share.
"""

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import TemplateError
from markupsafe import escape
from mkdocs.config import base
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator.hosting import expected_address, inline_scripts
from generator.load.text import unreadable_pages
from generator.model import Registry
from generator.plugin.assets import Assets, make_assets, replace_assets
from generator.plugin.by_hand import faults
from generator.plugin.folder import Folder, taken_over, taking_over
from generator.plugin.keys import compile_into, key_of_inputs
from generator.plugin.loading import CACHED, load_again, write
from generator.plugin.preview import Preview
from generator.plugin.private import (
    INDEX,
    Gate,
    add_search_entries,
    follow,
    search_entries_before,
    without_left_overs,
)
from generator.plugin.site import Site, search_entries, with_addresses
from generator.plugin.writing import Last
from generator.problems import BadDataError, Problem, Where
from generator.render import known
from generator.render.faults import failed
from generator.render.text import count, editions_said, with_file_links, with_newest
from generator.workers import Task, Workers, processors

if TYPE_CHECKING:  # a build needs no server, which takes long to load
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.sop-class-registry")

_UNDATED = "1980-01-01"
"""The date of every page, as MkDocs wants one: nothing that is built may tell the time."""

_GLANCE = 0.2
"""How often, in seconds, the preview looks for edits."""


class RegistryConfig(base.Config):
    """The plugin's settings in mkdocs.yml; paths are relative to it."""

    data_dir = Type(str, default="data")
    templates_dir = Type(str, default="templates")


class RegistryPlugin(BasePlugin[RegistryConfig]):
    """Loads and checks the registry, and gives MkDocs a page for everything in it."""

    def __init__(self) -> None:
        self.last = Last(site=Path())
        """A site built before, from which unchanged files may be taken."""

        self.spare: Path | None = None
        """A folder beside that of the site, to build in: what it holds of `last` stays there."""

        self.registry: Registry
        self._site: Site
        self._templates = Path()
        self._wrong: list[Problem] = []
        self._assets: Assets
        self._scripts: set[str] = set()
        self._ahead = Workers([], 0)
        """Does what can be done while the data is loaded."""

    def inputs(self, config: MkDocsConfig) -> str:
        """The key of all that a site is made of: where it is the same, so is the site."""
        root = Path(config.config_file_path).parent
        folders = (Path(config.docs_dir), root / self.config.data_dir)
        return key_of_inputs(config, (*folders, root / self.config.templates_dir))

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Stay the same plugin for every build of a live preview."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check everything before MkDocs empties the site folder."""
        gc.disable()  # what is read stays, and looking through it takes as long as reading it
        root = Path(config.config_file_path).parent
        self._templates = _short(root / self.config.templates_dir)
        cache = root / ".cache" / "templates"
        ahead: list[Task] = [partial(compile_into, cache, self._templates)]
        if self.spare is not None:
            ahead += taking_over(self.last.files, self.last.site, self.spare)
        self._ahead = Workers(ahead, 1 + processors())
        if wrong_address := _wrong_address(config):
            raise Abort(wrong_address)
        wrong = [*unreadable_pages(_short(Path(config.docs_dir)))]
        data = _short(root / self.config.data_dir)
        cached = root / CACHED
        try:
            loaded, is_cached = load_again(data, cached)
        except BadDataError as error:
            wrong += error.problems
        if wrong:
            raise Abort(_refused(wrong))
        self.registry = loaded.registry
        # A task for later: a build waits for its pages.
        self._later = [] if is_cached else [partial(write, loaded, data, cached)]
        self._wrong = []
        config.extra["registry"] |= editions_said(self.registry)
        self._scripts = set()
        made_of_data = known.scripts(self.registry)
        self._assets = make_assets(config, made_of_data, root / ".cache" / "assets")
        self._site = Site(
            self.registry,
            loaded.history,
            config,
            data=data,
            templates=self._templates,
            scripts=self._assets.names,
            last=self.last,
            cache=cache,
        )
        log.info("data: %s, no problem found", _counted(self.registry))
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a file for every page of the registry, so that links to it are known.

        Where no page is made that may have links to them, those in the menu are all.
        """
        if not config.use_directory_urls:
            for file in files.documentation_pages():
                # Hand-written pages keep their folders too: one link fits both forms of the site.
                if file.name != "index":
                    file.dest_uri = f"{file.src_uri.removesuffix('.md')}/index.html"
        self._folder = self._begun(Path(config.site_dir))
        self._site.begin(self._folder)
        self._is_made = self._site.has_of_mkdocs(self._folder)
        replace_assets(files, self._assets, config)
        titles = dict(_nav_titles(config.nav or []))
        by_hand = {file.dest_uri: file for file in files.documentation_pages()}
        for page in self._site.pages:
            source = f"{page.url}index.md"
            if taken := by_hand.get(f"{page.url}index.html"):
                message = f"a page at the address of {page.title!r}, which is made of data"
                where = Where.of(_short(Path(config.docs_dir)) / taken.src_uri)
                self._wrong.append(Problem(where, f"{message}; expected another name"))
                continue
            if self._is_made and source not in titles:
                continue
            # A page that the menu does not name is none that MkDocs need know more about.
            inclusion = InclusionLevel.INCLUDED if source in titles else InclusionLevel.EXCLUDED
            file = File.generated(config, source, content="", inclusion=inclusion)
            if source in titles:
                self._site.in_menu[page.url] = MkDocsPage(str(escape(titles[source])), file, config)
            files.append(file)
        return files

    def _begun(self, site: Path) -> Folder:
        """The folder `site`, with what it can have of the last site; MkDocs has emptied it."""
        _, *taken = (result for _, result in sorted(self._ahead.results()))
        if self.spare is None:
            return Folder(site, {})
        marks = taken_over(taken, self.spare)
        if site.exists():
            site.rmdir()
        self.spare.rename(site)
        self.spare = None
        return Folder(site, marks)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
        """Leave out of pages what changes by itself: dates, and neighbours in the menu."""
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = _UNDATED
                file.page.previous_page = file.page.next_page = None
        self._nav = nav
        if self._is_made:
            # MkDocs goes on with nothing of its own to make.
            for file in list(files):
                files.remove(file)
            config.theme.static_templates.clear()
        return nav

    def on_env(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Begin to make the registry's pages; MkDocs goes on with its own meanwhile."""
        if self._wrong:
            raise Abort(_refused(self._wrong))
        ours = [*search_entries(self._site.pages, config)]
        add_search_entries(config, ours)
        if self._is_made:
            known = {entry["location"] for entry in ours}
            before = search_entries_before(self._folder.root)
            add_search_entries(config, (it for it in before if it["location"] not in known))
        for page in self._site.in_menu.values():
            page.present_anchor_ids = None  # not known yet: tests/site/test_links.py asks for them
        own = {page.file.src_uri for page in self._site.in_menu.values()}
        for file in list(files):
            if file.src_uri in own or file.inclusion.is_excluded():
                files.remove(file)
        made = [*(file.dest_uri for file in files), *sorted(config.theme.static_templates)]
        self._by_mkdocs = None if self._is_made else made
        for path in (INDEX, *made, *(() if self._is_made else ("sitemap.xml.gz",))):
            # MkDocs would write into a file that may be the last site's too.
            self._folder.forget(path)
        self._site.go_on(env, files, self._nav, self._later)
        return env

    def on_page_markdown(
        self,
        markdown: str,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002  # MkDocs' signature
        files: Files,  # noqa: ARG002
    ) -> str:
        """Escape what a hand-written page says of itself: the theme prints it as it is."""
        if "description" in page.meta:
            page.meta["description"] = str(escape(page.meta["description"]))
        markdown = with_newest(markdown, self.registry.edition)
        return with_file_links(markdown, "../" * page.url.count("/"))

    def on_page_content(
        self,
        html: str,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002  # MkDocs' signature
    ) -> None:
        """Note what a hand-written page may not hold."""
        if page.file.abs_src_path:
            path = Path(page.file.abs_src_path)
            source = path.read_text(encoding="utf-8")
            self._wrong += faults(_short(Path(config.docs_dir)) / page.file.src_uri, source, html)

    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """Finish what is no page: the site map, the page for what is not found."""
        if template_name == "sitemap.xml":
            return with_addresses(output, self._site.pages, config)
        return self._finished(output)

    def on_post_page(self, output: str, /, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Finish a hand-written page."""
        return self._finished(output)

    def _finished(self, output: str) -> str:
        """Take left-overs out of a page and note its inline scripts for the policy of hosts."""
        self._scripts.update(inline_scripts(output))
        return without_left_overs(output)

    def on_post_build(self, config: MkDocsConfig) -> None:  # noqa: ARG002
        """Wait for the registry's pages and everything else that is made of it."""
        self._site.finish(self._by_mkdocs, self._scripts)
        self.last = self._site.last

    def on_build_error(self, error: Exception) -> None:
        """Stop what is still being made; of a template say where it fails."""
        self._ahead.stop()
        if hasattr(self, "_site"):
            self._site.stop()
        if isinstance(error, TemplateError | UnicodeDecodeError):
            raise Abort(str(failed(error, self._templates))) from error

    def on_serve(
        self, server: "LiveReloadServer", config: MkDocsConfig, builder: Callable[[], None]
    ) -> "LiveReloadServer":
        """Follow the data and the templates too, and make again only what an edit touches."""
        root = Path(config.config_file_path).parent
        data, templates = root / self.config.data_dir, root / self.config.templates_dir
        others = (Path(config.docs_dir), Path(config.config_file_path))

        def full(last: Path, spare: Path) -> Registry:
            self.last, self.spare = replace(self._site.last, site=last), spare
            builder()
            return self.registry

        gate = Gate(server)
        preview = Preview(
            registry=self.registry,
            data=_short(data),
            templates=_short(templates),
            others=others,
            site=Path(config.site_dir),
            full=full,
            again=lambda registry: self._site.again(registry, gate),  # another after a full build
        )
        places = map(str, (*others, data, templates))
        follow(server, places, every=_GLANCE, build=preview)
        return server


def _refused(wrong: Sequence[Problem]) -> str:
    """Why there is no site, in a line for each problem and one for all."""
    error = BadDataError(wrong)
    return f"{error}\n{count(len(error.problems), 'problem')}, no site built"


def _wrong_address(config: MkDocsConfig) -> str:
    """What is wrong with the address of the site, with its place; nothing if it can be one."""
    site = config.site_url or ""
    expected = expected_address(site)
    if not expected:
        return ""
    path = Path(config.config_file_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    line = next((n for n, it in enumerate(lines, 1) if it.startswith("site_url:")), 1)
    return f"{Where.of(_short(path), line)}: site_url {site!r}, expected {expected}"


def _short(path: Path) -> Path:
    """`path` as problems name it: from where the command was given, if that is above it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _counted(registry: Registry) -> str:
    numbers = {
        "SOP Classes": len(registry.sop_classes),
        "registered UIDs": len(registry.uids),
        "IODs": len(registry.iods.iods),
        "modules": len(registry.iods.modules),
        "attributes": len(registry.dictionary.attributes),
        "editions": len(registry.editions),
    }
    return ", ".join(f"{number:,} {name}" for name, number in numbers.items())


def _nav_titles(nav: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """The pages that mkdocs.yml names in `nav`, as (source, title)."""
    for item in nav:
        for title, target in item.items():
            if isinstance(target, str):
                yield target, title
            else:
                yield from _nav_titles(target)
