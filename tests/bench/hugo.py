"""The exported tree as a project of Hugo's, the fastest generator there is.

Hugo gets the same pages, ready-made blocks of HTML between Markdown headings, the same files beside
them, and a theme with what ours has around a page: head, menu, contents list, search box, footer.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

_CONFIG = """\
baseURL: https://sop-classes.example/
title: DICOM SOP Class Registry
disableKinds: [taxonomy, term, RSS]
markup:
  goldmark:
    renderer:
      unsafe: true
    parser:
      attribute:
        block: true
        title: true
  tableOfContents:
    startLevel: 2
    endLevel: 3
"""

_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{{ .Title }} - {{ .Site.Title }}</title>
<meta name="description" content="{{ .Params.description }}">
<link rel="canonical" href="{{ .Permalink }}">
<link rel="icon" href="{{ "assets/img/mark.svg" | relURL }}">
<link rel="stylesheet" href="{{ "assets/css/registry.css" | relURL }}">
<link rel="alternate" type="application/atom+xml" href="{{ "feed.xml" | relURL }}">
</head>
<body>
<a href="#top" class="skip">Skip to content</a>
<header class="header"><a href="{{ "/" | relURL }}">{{ .Site.Title }}</a>
<form role="search" action="{{ "sop-classes/" | relURL }}"><label for="find">Find</label>
<input id="find" type="search" name="q"></form></header>
<nav class="menu" aria-label="Menu"><ul>
{{ $page := . }}{{ range .Site.Menus.main }}<li{{ if $page.HasMenuCurrent "main" . }} \
class="active"{{ end }}><a href="{{ .URL | relURL }}">{{ .Name }}</a>{{ with .Children }}<ul>\
{{ range . }}<li><a href="{{ .URL | relURL }}">{{ .Name }}</a></li>{{ end }}</ul>{{ end }}</li>
{{ end }}</ul></nav>
<main>{{ if not (in .Params.hide "toc") }}<nav class="contents" aria-label="On this page">\
<p>On this page</p>{{ .TableOfContents }}</nav>{{ end }}
<article>{{ .Content }}</article></main>
<footer><p>{{ .Site.Title }}</p></footer>
<script src="{{ "assets/js/registry.js" | relURL }}"></script>
</body></html>
"""


def as_hugo(exported: Path, to: Path) -> Path:
    """Write the tree `exported` as a project of Hugo's into the new folder `to`; returns `to`."""
    docs, content, static = exported / "docs", to / "content", to / "static"
    for path in docs.rglob("*"):
        if not path.is_file():
            continue
        inner = path.relative_to(docs)
        target = (content if path.suffix == ".md" else static) / inner
        if path.name == "index.md" and any(path.parent.glob("*/index.md")):
            target = target.with_name("_index.md")  # a page above others, in Hugo's way
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    layouts = to / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(_PAGE, encoding="utf-8")
    menu = list(_menu(_nav(exported / "mkdocs.yml")))
    config = _CONFIG + yaml.safe_dump({"menu": {"main": menu}})
    (to / "config.yaml").write_text(config, encoding="utf-8")
    return to


class _Loader(yaml.SafeLoader):
    """Reads MkDocs' settings, whose tags only MkDocs knows."""


_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def _nav(config: Path) -> list[dict[str, Any]]:
    nav: list[dict[str, Any]] = yaml.load(config.read_text(encoding="utf-8"), _Loader)["nav"]  # noqa: S506
    return nav


def _menu(items: list[dict[str, Any]], parent: str = "") -> Iterator[dict[str, str]]:
    for item in items:
        for title, target in item.items():
            entry = {"name": title, "identifier": f"{parent}/{title}", "parent": parent}
            if isinstance(target, str):
                yield {**entry, "url": "/" + target.removesuffix(".md").removesuffix("index")}
            else:
                first = next(iter(target[0].values()))
                yield {**entry, "url": "/" + first.removesuffix("index.md")}
                yield from _menu(target, entry["identifier"])
