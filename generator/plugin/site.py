"""Everything of the site that is made of the registry: its pages, and the files besides them."""

import html
import logging
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator import api
from generator.history import History
from generator.hosting import gzipped, host_files
from generator.model import Registry
from generator.plugin.data import data_name, name_script, rename_data, with_name, without_name
from generator.plugin.folder import Folder
from generator.plugin.keys import Keys, compiled, theme_key
from generator.plugin.notices import notices
from generator.plugin.private import search_scripts, set_search_entries
from generator.plugin.shells import Shells, path_of
from generator.plugin.writing import Last, Writer, Written
from generator.render import files, pages
from generator.render.html import Renderer, Repository
from generator.render.page import Page
from generator.render.text import count
from generator.workers import Task, Workers, processors

log = logging.getLogger("mkdocs.plugins.sop-class-registry")

_STEP = 1000
"""After how many pages a build says how far it is."""

_BATCH = 60
"""How many pages a worker makes before it takes more: few, so that all end at about one time."""

_FEW = 300
"""Up to so many pages are made again without processes of their own."""


class Site:
    """Makes what the registry gives the site that `config` describes, into its folder.

    `cache` is a folder for compiled templates. `last` is a site made before: what is the same again
    is not written again, as far as the folder holds it when `begin` is called.
    """

    def __init__(  # noqa: PLR0913  # what it is made of
        self,
        registry: Registry,
        history: History,
        config: MkDocsConfig,
        *,
        data: Path,
        templates: Path,
        scripts: frozenset[str],
        last: Last,
        cache: Path,
    ) -> None:
        self.last = last
        """The site that was made before; when this one is finished, this one."""

        self.pages: list[Page] = []
        self.in_menu: dict[str, MkDocsPage] = {}
        """The pages that the menu names, by the address of the registry's page."""

        self._config = config
        self._scripts = scripts
        self._data = data
        self._templates = templates
        self._compiled = compiled(cache)
        self._workers: Workers | None = None
        self._take(registry, history)

    def _take(self, registry: Registry, history: History) -> None:
        """Be the site of `registry`, which has that `history`, from now on."""
        suffix = "" if self._config.use_directory_urls else "index.html"
        repository = Repository(self._config.repo_url or "")
        self._registry = registry
        self._history = history
        self._renderer = Renderer(
            registry, self._history, self._templates, repository=repository, suffix=suffix
        )
        self._renderer.environment.bytecode_cache = self._compiled
        self._keys = Keys(registry, self._data, self._templates, self._settings())
        self.pages = list(pages(registry, self._history))

    def _settings(self) -> Iterator[str]:
        """The settings that pages depend on, as text."""
        yield self._config.repo_url or ""
        yield str(self._config.use_directory_urls)

    def begin(
        self,
        folder: Folder,
        env: jinja2.Environment,
        known: Files,
        nav: Navigation,
        others: Iterable[Task],
    ) -> None:
        """Begin to make it all in `folder`, in processes of its own, while MkDocs goes on.

        `others` is what these do besides, first.
        """
        # What is no template is told before any page is made; workers have the others compiled.
        Written(faults=[*self._renderer.compile()]).checked()
        self._folder = folder
        env.bytecode_cache = self._compiled
        assets = (*self._config.extra_css, *map(str, self._config.extra_javascript))
        said = self._config.site_url, self._config.extra["registry"]
        settings = (*self._settings(), *map(str, said))
        self._shells = Shells(
            environment=env,
            config=self._config,
            files=known,
            nav=nav,
            in_menu=self.in_menu,
            scripts=self._scripts,
            key=theme_key(self._config, self._templates / "theme", (*assets, *settings)),
        )
        changed, self._written = self._changed()
        log.info("making %s of %s", f"{len(changed):,}", count(len(self.pages), "page"))
        tasks = [*others, *self._other_files(), *self._batches(changed)]
        self._workers = Workers(tasks, processors())

    def finish(self, scripts: Iterable[str]) -> None:
        """Wait until all is made, and write what follows from it.

        `scripts` are those that stand in other pages of the site.
        """
        written = self._written
        for _, result in self._workers.results() if self._workers else ():
            before = len(written.made)
            written.add(result or Written())
            after = len(written.made)
            if before // _STEP != after // _STEP:
                log.info("made %s of %s", f"{after:,}", count(len(self.pages), "page"))
        self._workers = None
        made = written.checked().made
        every = {*scripts, *chain.from_iterable(it.scripts for it in made.values())}
        home = urlsplit(self._config.site_url or "/").path
        root = self._folder.root
        # MkDocs' own differs from Python to Python.
        zipped = [("sitemap.xml.gz", gzipped((root / "sitemap.xml").read_bytes()))]
        files = chain(host_files(every, home), search_scripts(root), zipped, notices())
        written.add(self._write(files))
        self._end(written)

    def stop(self) -> None:
        """Stop what is still being made."""
        if self._workers is not None:
            self._workers.stop()
            self._workers = None

    def again(self, registry: Registry) -> int:
        """Make again what is not the same in `registry` or in the templates; how many pages.

        No more of the registry than its curated records may be others.
        """
        self._take(registry, self._history)
        root = self._folder.root
        rename_data(root)
        self._folder = Folder(root, without_name(self.last.files))
        changed, written = self._changed()
        # The page of a record is what its editor waits for; the indexes can come after it.
        for first in (True, False):
            written.add(self._made([it for it in changed if _is_of_record(it) is first]))
        for task in self._other_files():
            written.add(task())
        set_search_entries(self._config, search_entries(self.pages, self._config))
        written.add(self._write(search_scripts(root)))
        # What only a whole build writes is as it was.
        self._end(Written(made=written.made, files={**self._folder.before, **written.files}))
        return len(changed)

    def _changed(self) -> tuple[list[Page], Written]:
        """The pages that have to be written, and what became of the others."""
        writer = self._writer()
        changed, same = [], Written()
        for page in self.pages:
            if writer.is_unchanged(page):
                same.made[page.url] = self.last.pages[page.url]
                path = path_of(page)
                same.files[path] = self._folder.before[path]
            else:
                changed.append(page)
        return changed, same

    def _made(self, chosen: Sequence[Page]) -> Written:
        """Write the `chosen` pages, in several processes where they are many."""
        if len(chosen) <= _FEW:
            return self._writer().write_all(chosen).checked()
        written = Written()
        for _, result in Workers([*self._batches(chosen)], processors()).results():
            written.add(result)
        return written.checked()

    def _writer(self) -> Writer:
        return Writer(
            renderer=self._renderer,
            shells=self._shells,
            key=self._keys.of,
            folder=self._folder,
            before=self.last.pages,
        )

    def _batches(self, chosen: Sequence[Page]) -> Iterator[Task]:
        writer = self._writer()
        for first in range(0, len(chosen), _BATCH):
            yield partial(writer.write_all, chosen[first : first + _BATCH])

    def _other_files(self) -> Iterator[Task]:
        """What makes the files besides pages: the largest part first, as it takes longest."""
        site = self._config.site_url or "/"
        suffix = self._renderer.suffix
        yield lambda: self._write(api.files(self._registry, self._history, site=site))
        yield lambda: self._write(
            files(self._registry, self._history, self.pages, site=site, suffix=suffix)
        )

    def _write(self, made: Iterable[tuple[str, bytes]]) -> Written:
        return Written(files={path: self._folder.write(path, content) for path, content in made})

    def _end(self, written: Written) -> None:
        """Remove what was there before and is no more, and note what is there now."""
        name = data_name(written.files)
        code = self._config.extra["registry"]["code"]
        written.add(self._write([name_script(name, code)]))
        for path in self._folder.before.keys() - written.files.keys():
            self._folder.remove(path)
        root = self._folder.root
        rename_data(root, name)
        self.last = Last(site=root, pages=written.made, files=with_name(written.files, name))


def _is_of_record(page: Page) -> bool:
    return page.template == "sop-class.html"


def search_entries(every_page: Sequence[Page], config: MkDocsConfig) -> Iterator[dict[str, str]]:
    """One entry of the theme's search for each page: its title and its first paragraph."""
    suffix = "" if config.use_directory_urls else "index.html"
    for page in every_page:
        yield {
            "location": page.url + suffix,
            "title": html.escape(page.title, quote=False),
            "text": f"<p>{html.escape(page.lead, quote=False)}</p>",
        }


def with_addresses(sitemap: str, every_page: Sequence[Page], config: MkDocsConfig) -> str:
    """The site map of hand-written pages with the registry's pages added."""
    suffix = "" if config.use_directory_urls else "index.html"
    lines = (
        f"  <url><loc>{html.escape(f'{config.site_url}{page.url}{suffix}')}</loc></url>\n"
        for page in every_page
    )
    head, end, tail = sitemap.rpartition("</urlset>")
    return "".join((head, *lines, end, tail))
