"""The theme's page around the registry's: rendered once for all pages that have the same one."""

import hashlib
import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from generator.hosting import inline_scripts
from generator.plugin.private import page_context, without_left_overs
from generator.problems import FailedError
from generator.render.faults import failed
from generator.render.page import Heading, Page

_SLOTS = {
    "title": "\ue000title\ue001",
    "description": "\ue000description\ue001",
    "canonical_url": "\ue000canonical_url\ue001",
    # The theme adds a heading to a page that has none.
    "content": "\ue000<h1 content\ue001",
}
"""What differs from page to page, and what stands for it in a shell: characters of private use."""

_SLOT = re.compile("|".join(map(re.escape, _SLOTS.values())))

_INDENT = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """The theme's page around pages of the registry."""

    pieces: tuple[str, ...]
    """What stands between the slots."""

    slots: tuple[str, ...]
    """Which slots these are, in their order."""

    scripts: tuple[str, ...]
    """The scripts that stand in it."""

    def fill(self, values: Mapping[str, str]) -> Iterator[str]:
        """The page with `values` in its slots, in pieces: `content` is one by itself."""
        yield self.pieces[0]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            yield values[slot]
            yield piece


@dataclass(frozen=True, slots=True, kw_only=True)
class Shells:
    """Makes shells as pages ask for them, and keeps them."""

    environment: jinja2.Environment
    config: MkDocsConfig
    files: Files
    nav: Navigation
    in_menu: Mapping[str, MkDocsPage]
    """The pages that the menu names, by the address of the registry's page."""

    scripts: frozenset[str]
    """The names of the scripts that a page may need."""

    key: str
    """A digest of everything that shells are made of: the theme, the settings, the menu."""

    kept: dict[str, Shell] = field(default_factory=dict)
    tried: set[tuple[str, bool]] = field(default_factory=set)
    """Kinds of pages for which the theme uses no more than the slots: template, and in the menu."""

    def name(self, page: Page, headings: tuple[Heading, ...], scripts: tuple[str, ...]) -> str:
        """A name for the shell of `page`, with these headings and scripts, that no other has."""
        menu = page.url if page.url in self.in_menu else None
        # The first heading is the page's title, which the table of contents leaves out.
        # Links are relative, and shortest: pages of one folder have the same.
        folder = page.url.rpartition("/")[0].rpartition("/")[0]
        page_itself = (folder, bool(page.url), page.section, page.wide, menu)
        parts = (self.key, page_itself, headings[1:], scripts)
        return hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()

    def around(self, page: Page, headings: tuple[Heading, ...], scripts: tuple[str, ...]) -> Shell:
        """The shell of `page`, which has these headings and scripts."""
        name = self.name(page, headings, scripts)
        shell = self.kept.get(name)
        if shell is None:
            shell = self.kept[name] = self._made(page, headings, scripts)
        return shell

    def values(self, page: Page, content: str) -> dict[str, str]:
        """What goes into the slots of the shell of `page`, the theme's escaping done."""
        end = "" if self.config.use_directory_urls else "index.html"
        return {
            "title": str(escape(page.window_title or page.title)),
            "description": str(escape(page.description)),
            "canonical_url": f"{self.config.site_url}{page.url}{end}",
            "content": content,
        }

    def _made(self, page: Page, headings: tuple[Heading, ...], scripts: tuple[str, ...]) -> Shell:
        if unknown := [name for name in scripts if name not in self.scripts]:
            message = f"no script {unknown[0]!r}, expected one of docs/assets/js/"
            raise FailedError(f"{page.template}: {message} (made /{page.url})")
        rendered = self._themed(page, headings, scripts, _SLOTS)
        names = {mark: name for name, mark in _SLOTS.items()}
        shell = Shell(
            pieces=tuple(_SLOT.split(rendered)),
            slots=tuple(names[mark] for mark in _SLOT.findall(rendered)),
            scripts=tuple(inline_scripts(rendered)),
        )
        kind = (page.template, page.url in self.in_menu)
        if kind not in self.tried:
            values = self.values(page, "\ue000<h1>text</h1>\ue001")
            if "".join(shell.fill(values)) != self._themed(page, headings, scripts, values):
                raise FailedError(f"the theme uses more of {page.url} than {', '.join(_SLOTS)}")
            self.tried.add(kind)
        return shell

    def _themed(
        self,
        page: Page,
        headings: Sequence[Heading],
        scripts: Sequence[str],
        values: Mapping[str, str],
    ) -> str:
        """The theme's page around `page`, with `values` in its slots.

        Raises TemplateFailedError where a template of the theme cannot make it.
        """
        around = self._mkdocs_page(page)
        around.meta = {
            "title": values["title"],
            "description": values["description"],
            "hide": ["navigation", "toc"] if page.wide else ["navigation"],
            "scripts": scripts,
        }
        around.canonical_url = values["canonical_url"]
        around.content = values["content"]
        around.toc = contents(headings)
        around.active = True
        try:
            context = page_context(self.nav, self.files, self.config, around)
            rendered = self.environment.get_template("main.html").render(context)
        except (jinja2.TemplateError, UnicodeDecodeError) as error:
            raise failed(error, Path(self.config.theme.dirs[0]), page.url) from error
        finally:
            around.active = False
        # Without the indents and empty lines of the theme's templates.
        return _INDENT.sub("\n", without_left_overs(rendered))

    def _mkdocs_page(self, page: Page) -> MkDocsPage:
        """What stands for `page` in the theme: the menu's own page, or one like it."""
        if page.url in self.in_menu:
            return self.in_menu[page.url]
        file = File(
            f"{page.url}index.md",
            src_dir=None,
            dest_dir=self.config.site_dir,
            use_directory_urls=self.config.use_directory_urls,
        )
        made = MkDocsPage(str(escape(page.title)), file, self.config)
        made.update_date = "1980-01-01"
        sections = (item for item in self.nav.items if isinstance(item, Section))
        made.parent = next((it for it in sections if it.title == page.section), None)
        return made


def contents(headings: Sequence[Heading]) -> TableOfContents:
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


def path_of(page: Page) -> str:
    """The path of the file that holds `page`, below the folder of the site."""
    return f"{page.url}index.html"
