"""Hands the registry's pages to MkDocs, ready made.

MkDocs would convert Markdown, parse the result again for search and draw the whole navigation on
every page. Here a page is HTML from the start: it is rendered when MkDocs asks for its template,
put into the theme's page that all pages of its kind share, and forgotten.
"""

import html
import json
import logging
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jinja2
from markupsafe import escape
from mkdocs.commands.build import get_context
from mkdocs.config import base
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents
from watchdog.observers.polling import PollingObserver

from generator import api
from generator.assets import Bundle, bundle_assets, replace_assets
from generator.check import RULES
from generator.history import History, compute_history
from generator.hosting import host_files, inline_scripts
from generator.load import load
from generator.model import Registry
from generator.preview import Preview
from generator.problems import BadDataError
from generator.render import files, lookup_data, pages
from generator.render.html import Renderer, Repository
from generator.render.page import Heading, Page
from generator.render.text import count

log = logging.getLogger("mkdocs.plugins.sop-class-registry")

_UNDATED = "1980-01-01"
"""The date of every page, as MkDocs wants one: nothing that is built may tell the time."""

_SHELL = "registry/page.html"
"""The name under which MkDocs finds the template of the registry's pages."""


class RegistryConfig(base.Config):
    """The plugin's settings in mkdocs.yml; paths are relative to it."""

    data_dir = Type(str, default="data")
    templates_dir = Type(str, default="templates")


class RegistryPage(MkDocsPage):
    """A page of the registry as MkDocs sees it: titled, addressed, rendered when it is built."""

    def __init__(self, page: Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(str(escape(page.title)), file, config)
        self.page = page

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  # MkDocs' signature
        """Set what other plugins and the theme read; there is no source."""
        self.markdown = ""
        self.meta = {
            "title": str(escape(self.page.window_title or self.page.title)),
            "description": str(escape(self.page.description)),
            "hide": ["navigation", "toc"] if self.page.wide else ["navigation"],
            "search": {"exclude": True},
            "template": _SHELL,
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Leave the content to the template: kept for all pages it would fill the memory."""
        self.content = ""
        # MkDocs asks for anchors before pages are rendered; tests/site/test_links.py asks after.
        self.present_anchor_ids = None


_GLANCE = 0.2
"""How often, in seconds, the preview looks for edits: MkDocs would every half second."""

_STEP = 1000
"""After how many pages a build says how far it is."""

_SLOTS = {
    "title": "\ue000title\ue001",
    "description": "\ue000description\ue001",
    "canonical_url": "\ue000canonical_url\ue001",
    # The theme adds a heading to a page that has none.
    "content": "\ue000<h1 content\ue001",
}
"""What differs from page to page, and what stands for it in a shell: characters of private use."""

_INDENT = re.compile(r"\s*\n\s*")

_LEFT_OVER = re.compile(
    r'<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    r'|<div data-md-component="announce">\s*</div>|<div class="md-dialog".*?</div>\s*</div>'
    r'| data-md-component="\w+"',
    re.DOTALL,
)
"""What the theme's page holds for the theme's own script, which is not loaded."""

_SLOT = re.compile("|".join(map(re.escape, _SLOTS.values())))


@dataclass(frozen=True, slots=True)
class _Shell:
    """The theme's page around pages of the registry: the pieces between its slots."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def of(cls, rendered: str) -> "_Shell":
        names = {mark: name for name, mark in _SLOTS.items()}
        slots = tuple(names[mark] for mark in _SLOT.findall(rendered))
        return cls(tuple(_SLOT.split(rendered)), slots)

    def fill(self, values: Mapping[str, str]) -> str:
        filled = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            filled += values[slot], piece
        return "".join(filled)


@dataclass(frozen=True, slots=True)
class _Built:
    """What MkDocs built the site with, kept for a preview that builds a part of it again."""

    env: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation


class RegistryPlugin(BasePlugin[RegistryConfig]):
    """Loads and checks the registry, and gives MkDocs a page for everything in it."""

    def __init__(self) -> None:
        self.registry: Registry
        self.history: History
        self.pages: list[Page] = []
        self._renderer: Renderer
        self._shells: dict[tuple[object, ...], _Shell] = {}
        self._scripts: set[str] = set()
        self._bundles: list[Bundle] = []
        self._built: _Built
        self._rendered = 0

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Stay the same plugin for every build of a live preview."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load and check everything before MkDocs empties the site folder."""
        root = Path(config.config_file_path).parent
        if not config.site_url:
            raise Abort("mkdocs.yml: no site_url, expected the address of the site")
        try:
            self.registry = load(Path(os.path.relpath(root / self.config.data_dir)), RULES)
        except BadDataError as error:
            number = count(len(error.problems), "problem")
            raise Abort(f"{error}\n{number}, no site built") from error
        config.extra["registry"]["editions"] = ", ".join(
            f"{fact.title} {fact.edition}" for fact in self.registry.facts
        )
        suffix = "" if config.use_directory_urls else "index.html"
        self.history = compute_history(self.registry.editions)
        self._renderer = Renderer(
            self.registry,
            self.history,
            root / self.config.templates_dir,
            repository=Repository(config.repo_url or ""),
            suffix=suffix,
        )
        self._shells = {}
        self._scripts = set()
        self._bundles = bundle_assets(config)
        log.info("data: %s, no problem found", _counted(self.registry))
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add a file for every page of the registry."""
        if not config.use_directory_urls:
            for file in files.documentation_pages():
                # Hand-written pages keep their folders too: one link fits both forms of the site.
                if file.name != "index":
                    file.dest_uri = f"{file.src_uri.removesuffix('.md')}/index.html"
        replace_assets(files, self._bundles, config)
        self.pages = list(pages(self.registry, self.history))
        titles = dict(_nav_titles(config.nav or []))
        for page in self.pages:
            src_uri = f"{page.url}index.md"
            inclusion = InclusionLevel.INCLUDED if src_uri in titles else InclusionLevel.NOT_IN_NAV
            file = File.generated(config, src_uri, content="", inclusion=inclusion)
            mkdocs_page = RegistryPage(page, file, config)
            if src_uri in titles:
                mkdocs_page.title = str(escape(titles[src_uri]))
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Give every page its place in the navigation, which lists only the sections."""
        sections = {item.title: item for item in nav.items if isinstance(item, Section)}
        for file in files.documentation_pages():
            page = file.page
            if page is None:
                continue
            page.update_date = _UNDATED
            page.previous_page = page.next_page = None
            if isinstance(page, RegistryPage) and page.parent is None and page.page.url:
                page.parent = sections[page.page.section]
        self._nav = nav
        return nav

    def on_env(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Add the registry's search entries, and the template that its pages name."""
        search: Any = config.plugins["material/search"]
        search.search_index.entries.extend(_search_entries(self.pages, self._renderer.suffix))
        shell = jinja2.DictLoader({_SHELL: "{{ registry_page() }}"})
        env.loader = jinja2.ChoiceLoader([shell, *filter(None, [env.loader])])

        @jinja2.pass_context
        def registry_page(context: jinja2.runtime.Context) -> str:
            return self._page(context)

        env.globals["registry_page"] = registry_page
        self._built = _Built(env, config, files, self._nav)
        self._rendered = 0
        log.info("rendering %s", count(len(self.pages), "page"))
        return env

    def on_page_markdown(
        self,
        markdown: str,  # noqa: ARG002  # MkDocs' signature
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,  # noqa: ARG002
        files: Files,  # noqa: ARG002
    ) -> None:
        """Escape what a hand-written page says of itself: the theme prints it as it is."""
        if not isinstance(page, RegistryPage) and "description" in page.meta:
            page.meta["description"] = str(escape(page.meta["description"]))

    def on_post_template(self, output: str, /, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Finish a page that is none of the site's own, as that for what is not found."""
        return self._finished(output)

    def on_post_page(self, output: str, /, *, page: MkDocsPage, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Finish a page, and say now and then how many are."""
        self._rendered += isinstance(page, RegistryPage)
        if isinstance(page, RegistryPage) and self._rendered % _STEP == 0:
            log.info("rendered %s of %s", f"{self._rendered:,}", count(len(self.pages), "page"))
        return self._finished(output)

    def _finished(self, output: str) -> str:
        """Take left-overs out of a page and note its inline scripts for the policy of hosts."""
        self._scripts.update(inline_scripts(output))
        return _LEFT_OVER.sub("", output)

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Write what is not a page: redirects, data for the look-up, programs and hosts."""
        site = config.site_url or "/"
        home = urlsplit(site).path
        suffix = self._renderer.suffix
        made = files(self.registry, self.history, self.pages, site=site, suffix=suffix)
        data = api.files(self.registry, self.history, site=site)
        told = host_files(self._scripts, home)
        for path, content in chain(made, data, told, _search_files(Path(config.site_dir))):
            target = Path(config.site_dir, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        """Follow the data and the templates too, and make again only what an edit touches."""
        root = Path(config.config_file_path).parent
        data, templates = root / self.config.data_dir, root / self.config.templates_dir
        followed = (config.docs_dir, config.config_file_path)
        for place in followed:
            server.unwatch(place)
        server.observer = PollingObserver(timeout=_GLANCE)
        for place in (*followed, str(data), str(templates)):
            server.watch(place)

        def full() -> Registry:
            builder()
            return self.registry

        server.builder = Preview(
            registry=self.registry,
            data=Path(os.path.relpath(data)),
            templates=Path(os.path.relpath(templates)),
            others=(Path(config.docs_dir), Path(config.config_file_path)),
            site=Path(config.site_dir),
            full=full,
            again=self._again,
        )
        return server

    def _again(self, registry: Registry, chosen: Callable[[Page], bool]) -> int:
        """Make the `chosen` pages again, of a registry whose pages are the same but for content."""
        self.registry = registry
        self._renderer.environment.globals["registry"] = registry
        self._renderer.forget()
        by_url = {it.url: it for it in _registry_pages(self._built.files)}
        every: list[Page] = []
        later: list[Page] = []
        number = 0
        for page in pages(registry, self.history):
            every.append(page)
            if not chosen(page):
                continue
            number += 1
            # The page of a record is what its editor waits for; the indexes can come after it.
            if page.template == "sop-class.html":
                self._make_again(page, by_url[page.url + self._renderer.suffix])
            else:
                later.append(page)
        for page in later:
            self._make_again(page, by_url[page.url + self._renderer.suffix])
        for path, content in lookup_data.scripts(registry, every):
            Path(self._built.config.site_dir, path).write_bytes(content)
        return number

    def _make_again(self, page: Page, target: RegistryPage) -> None:
        built = self._built
        target.page = page
        target.read_source(built.config)
        target.active = True
        context = get_context(built.nav, built.files, built.config, target)
        html = built.env.get_template(_SHELL).render(context)
        target.active = False
        Path(target.file.abs_dest_path).write_text(html, encoding="utf-8")

    def _page(self, context: jinja2.runtime.Context) -> str:
        """The whole HTML of the page that MkDocs is building."""
        page: RegistryPage = context["page"]
        rendered = self._renderer.render(page.page)
        in_nav = page.file.inclusion.is_in_nav()
        key = (
            context["base_url"],
            page.page.section,
            page.page.wide,
            page.url if in_nav else None,
            rendered.headings[1:],
        )
        page.toc = _toc(rendered.headings)
        shell = self._shells.get(key)
        values = {
            "title": page.meta["title"],
            "description": page.meta["description"],
            "canonical_url": page.canonical_url or "",
            "content": rendered.html,
        }
        if shell is None:
            shell = self._shells[key] = _Shell.of(_lean(_themed(context, page, _SLOTS)))
            if _lean(shell.fill(values)) != _lean(_themed(context, page, values)):
                raise PluginError(f"the theme uses more of {page.url} than {', '.join(_SLOTS)}")
        return shell.fill(values)


def _themed(context: jinja2.runtime.Context, page: RegistryPage, values: Mapping[str, str]) -> str:
    """The theme's page around `page`, with `values` in its slots."""
    kept = page.meta, page.canonical_url
    page.meta = {**page.meta, "title": values["title"], "description": values["description"]}
    page.canonical_url = values["canonical_url"]
    page.content = values["content"]
    try:
        return context.environment.get_template("main.html").render(context.get_all())
    finally:
        page.meta, page.canonical_url = kept
        page.content = ""


def _registry_pages(files: Files) -> Iterator[RegistryPage]:
    return (it.page for it in files if isinstance(it.page, RegistryPage))


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


def _lean(shell: str) -> str:
    """`shell` without left-overs, nor the indents and empty lines of the theme's templates."""
    return _INDENT.sub("\n", _LEFT_OVER.sub("", shell))


def _toc(headings: Sequence[Heading]) -> TableOfContents:
    """The headings as MkDocs' tree of links."""
    roots: list[AnchorLink] = []
    path: list[AnchorLink] = []
    for heading in headings:
        link = AnchorLink(html.escape(heading.title, quote=False), heading.anchor, heading.level)
        while path and path[-1].level >= heading.level:
            path.pop()
        (path[-1].children if path else roots).append(link)
        path.append(link)
    return TableOfContents(roots)


def _nav_titles(nav: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """The pages that mkdocs.yml names in `nav`, as (source, title)."""
    for item in nav:
        for title, target in item.items():
            if isinstance(target, str):
                yield target, title
            else:
                yield from _nav_titles(target)


def _search_files(site: Path) -> Iterator[tuple[str, bytes]]:
    """What find.js needs of the theme's search in the folder `site`: its worker by a lasting name.

    Pages opened from files may load nothing but scripts: for them a script sets the index
    (`__index`) and the source of the worker (`__searchWorker`).
    """
    workers = list(site.glob("assets/javascripts/workers/search.*.min.js"))
    if len(workers) != 1:
        raise PluginError(f"{len(workers)} search workers in the theme, expected one")
    worker = workers[0].read_text(encoding="utf-8").partition("\n//# sourceMappingURL=")[0]
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    yield "search/worker.js", worker.encode()
    yield (
        "search/search_index.js",
        f"var __index={index},__searchWorker={json.dumps(worker)};\n".encode(),
    )


def _search_entries(pages: Sequence[Page], suffix: str) -> Iterator[dict[str, str]]:
    """One entry of the theme's search for each page: its title and its first paragraph."""
    for page in pages:
        yield {
            "location": page.url + suffix,
            "title": html.escape(page.title, quote=False),
            "text": f"<p>{html.escape(page.lead, quote=False)}</p>",
        }
