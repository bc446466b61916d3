"""Everything of the site that is made of the registry: its pages, and the files besides them."""

import html
import logging
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from generator import api
from generator.history import History, compute_history
from generator.hosting import gzipped, host_files
from generator.model import Registry
from generator.plugin.keys import Keys, theme_key
from generator.plugin.notices import notices
from generator.plugin.private import search_scripts, set_search_entries
from generator.plugin.shells import Shells
from generator.plugin.writing import Last, Made, Writer, Written
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

    `last` is a site made before: what would be the same again is taken from it.
    """

    def __init__(  # noqa: PLR0913  # what it is made of
        self,
        registry: Registry,
        config: MkDocsConfig,
        *,
        data: Path,
        templates: Path,
        scripts: frozenset[str],
        last: Last,
    ) -> None:
        self.last = last
        """The site that pages are taken from; when this one is finished, this one."""

        self.pages: list[Page] = []
        self.in_menu: dict[str, MkDocsPage] = {}
        """The pages that the menu names, by the address of the registry's page."""

        self._config = config
        self._scripts = scripts
        self._data = data
        self._templates = templates
        self._workers: Workers | None = None
        self._take(registry)

    def _take(self, registry: Registry) -> None:
        """Be the site of `registry` from now on."""
        suffix = "" if self._config.use_directory_urls else "index.html"
        repository = Repository(self._config.repo_url or "")
        self._registry = registry
        self._history: History = compute_history(registry.editions)
        self._renderer = Renderer(
            registry, self._history, self._templates, repository=repository, suffix=suffix
        )
        self._keys = Keys(registry, self._data, self._templates, self._settings())
        self.pages = list(pages(registry, self._history))

    def _settings(self) -> Iterator[str]:
        """The settings that pages depend on, as text."""
        yield self._config.repo_url or ""
        yield str(self._config.use_directory_urls)

    def begin(self, env: jinja2.Environment, known: Files, nav: Navigation) -> None:
        """Begin to make it all, in processes of its own, while MkDocs goes on."""
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
        log.info("making %s", count(len(self.pages), "page"))
        self._workers = Workers([*self._other_files(), *self._batches(self.pages)], processors())

    def finish(self, scripts: Iterable[str]) -> None:
        """Wait until all is made, and write what follows from it.

        `scripts` are those that stand in other pages of the site.
        """
        written = Written()
        for _, result in self._workers.results() if self._workers else ():
            before = len(written.made)
            written.add(result or Written())
            after = len(written.made)
            if before // _STEP != after // _STEP:
                log.info("made %s of %s", f"{after:,}", count(len(self.pages), "page"))
        self._workers = None
        made = written.checked()
        every = {*scripts, *chain.from_iterable(it.scripts for it in made.values())}
        home = urlsplit(self._config.site_url or "/").path
        sitemap = (self._folder / "sitemap.xml").read_bytes()
        zipped = [("sitemap.xml.gz", gzipped(sitemap))]  # MkDocs' own differs from Python to Python
        self._write(chain(host_files(every, home), search_scripts(self._folder), zipped, notices()))
        self._name_data()
        self.last = Last(site=self._folder, pages=made)

    def stop(self) -> None:
        """Stop what is still being made."""
        if self._workers is not None:
            self._workers.stop()
            self._workers = None

    def again(self, registry: Registry) -> int:
        """Make again what is not the same in `registry` or in the templates; how many pages."""
        self._take(registry)
        writer = self._writer()
        made = dict(self.last.pages)
        number = 0
        # The page of a record is what its editor waits for; the indexes can come after it.
        for first in (True, False):
            changed = [
                page
                for page in self.pages
                if (page.template == "sop-class.html") is first and not writer.is_last(page)
            ]
            made.update(self._made(changed))
            number += len(changed)
        for task in self._other_files():
            task()
        set_search_entries(self._config, search_entries(self.pages, self._config))
        self._write(search_scripts(self._folder))
        self._name_data()
        self.last = Last(site=self._folder, pages=made)
        return number

    def _made(self, chosen: Sequence[Page]) -> dict[str, Made]:
        """Write the `chosen` pages, in several processes where they are many."""
        if len(chosen) <= _FEW:
            return self._writer().write_all(chosen).checked()
        written = Written()
        for _, result in Workers([*self._batches(chosen)], processors()).results():
            written.add(result)
        return written.checked()

    @property
    def _folder(self) -> Path:
        return Path(self._config.site_dir)

    def _writer(self) -> Writer:
        return Writer(
            renderer=self._renderer,
            shells=self._shells,
            key=self._keys.of,
            site=self._folder,
            last=self.last,
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

    def _name_data(self) -> None:
        """Name the folder of the data by what is in it, and write the script that says its name.

        It says the folder of the scripts too: those of another site may read the data wrongly.
        """
        folder = self._folder / "assets" / "data"
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        digest = blake2b(digest_size=6)
        for path in files:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
        named = folder.with_name(f"data.{digest.hexdigest()}")
        for before in folder.parent.glob("data.*/"):
            shutil.rmtree(before)
        folder.rename(named)
        code = self._config.extra["registry"]["code"]
        script = f'globalThis.SopData={{folder:"assets/{named.name}/",code:"{code}"}};\n'
        folder.with_name("data-folder.js").write_text(script, encoding="utf-8")

    def _write(self, made: Iterable[tuple[str, bytes]]) -> None:
        for path, content in made:
            target = self._folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


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
