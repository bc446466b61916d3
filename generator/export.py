"""Writes the site as a plain tree that stock MkDocs and Material build without our code.

It is the way out, should the theme's successor run no plugins, and the measure of the fast path:
both ways must give the same pages.
"""

import shutil
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from markupsafe import escape

from generator import api
from generator.history import compute_history
from generator.model import Registry
from generator.problems import FailedError
from generator.render import files, known, pages
from generator.render.html import Renderer, Repository
from generator.render.page import Page
from generator.render.text import editions_said, with_file_links, with_newest
from generator.settings import read_settings

_REWRITES = (
    ("  - sop-class-registry\n", ""),
    # The variant is for Zensical, whose own look our style sheets do not know.
    ("custom_dir: templates/theme\n", "custom_dir: theme\n  variant: classic\n"),
    # A folder of this name is left out unless one says otherwise.
    ("docs_dir: docs\n", "docs_dir: docs\nexclude_docs: '!/templates/'\n"),
    ("omitted_files: warn\n", "omitted_files: ignore\n"),  # the pages that the plugin adds
)
"""What differs between the project's mkdocs.yml and the exported one: (found, put in its place)."""


class ExportError(FailedError):
    """Nothing was exported; says why."""


def export(registry: Registry, project: Path, target: Path) -> int:
    """Write the site of `registry` into the empty or absent folder `target`.

    `project` is the folder of mkdocs.yml, whose hand-written pages, scripts and theme are copied.
    Returns the number of pages. Raises ExportError, having written nothing, where `target` holds
    something, or mkdocs.yml is not as expected.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise ExportError(f"{target}: not empty, expected an empty or absent folder")
    config = _config(project, registry)
    settings = read_settings(project / "mkdocs.yml")
    site = settings.site_url or "/"
    history = compute_history(registry.editions)
    renderer = Renderer(
        registry,
        history,
        project / "templates",
        repository=Repository(),
        as_markdown=True,
        lookup=settings.extra["registry"]["lookup"],
    )
    docs = target / "docs"
    shutil.copytree(project / "docs", docs, dirs_exist_ok=True)
    for by_hand in sorted(docs.rglob("*.md")):
        text = by_hand.read_text(encoding="utf-8")
        base = "../" * len(by_hand.parent.relative_to(docs).parts)
        text = with_file_links(with_newest(text, registry.edition), base, form="[`{1}`]({0})")
        _write(by_hand, text.encode())
    shutil.copytree(project / "templates" / "theme", target / "theme")
    (target / "mkdocs.yml").write_text(config, encoding="utf-8")
    for path, script in known.scripts(registry):
        _write(docs / path, script.encode())
    every_page = list(pages(registry, history))
    for page in every_page:
        text = "\n".join(_markdown(page, renderer.render(page).html))
        _write(docs / page.url / "index.md", text.encode())
    made = files(registry, history, every_page, site=site, suffix="")
    for path, content in chain(made, api.files(registry, history, site=site)):
        _write(docs / path, content)
    return len(every_page)


def _config(project: Path, registry: Registry) -> str:
    config = (project / "mkdocs.yml").read_text(encoding="utf-8")
    editions = (f"    {key}: {_quoted(text)}\n" for key, text in editions_said(registry).items())
    edition = ("  registry:\n", f"  registry:\n{''.join(editions)}")
    for found, replacement in (*_REWRITES, edition):
        if config.count(found) != 1:
            message = f"{config.count(found)} lines {found.strip()!r}, expected one"
            raise ExportError(f"{project / 'mkdocs.yml'}: {message}")
        config = config.replace(found, replacement)
    return config


def _markdown(page: Page, body: str) -> Iterator[str]:
    yield "---"
    yield f"title: {_quoted(page.window_title or page.title)}"
    yield f"description: {_quoted(page.description)}"
    yield "hide: [navigation, toc]" if page.wide else "hide: [navigation]"
    yield "---"
    yield body


def _quoted(text: str) -> str:
    """`text` as the theme prints it unescaped, within the quotes of YAML."""
    return "'" + str(escape(text)).replace("'", "''") + "'"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
