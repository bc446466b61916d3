"""The one style sheet and the one script of every page, made of a few small stand-ins."""

from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from generator.plugin.assets import bundle_assets, replace_assets


def project(folder: Path, **assets: str) -> MkDocsConfig:
    """A project whose docs hold `assets` (`a_css` is a.css), which its mkdocs.yml all names."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    names = [name.replace("_", ".") for name in assets]
    for name, text in zip(names, assets.values(), strict=True):
        (docs / name).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: a\n", encoding="utf-8")
    config = load_config(
        str(folder / "mkdocs.yml"),
        extra_css=[name for name in names if name.endswith("css")],
        extra_javascript=[name for name in names if name.endswith("js")],
    )
    config.plugins._current_plugin = "sop-class-registry"  # as while a plugin is asked
    return config


def test_a_page_asks_for_one_file_a_kind(tmp_path: Path) -> None:
    config = project(tmp_path, b_css="b{}\n", a_css="a{}\n", a_js="a()\n")

    sheet, script = bundle_assets(config)

    assert (sheet.content, script.content) == ("b{}\na{}\n", "a()\n")
    assert config.extra_css == [sheet.path]
    assert config.extra_javascript == [script.path]


def test_the_name_changes_with_the_content_and_only_then(tmp_path: Path) -> None:
    one, same, other = (
        bundle_assets(project(tmp_path / name, a_css=text, a_js=""))[0].path
        for name, text in (("one", "a{}"), ("same", "a{}"), ("other", "b{}"))
    )

    assert one == same
    assert one != other


def test_what_is_in_a_bundle_or_unused_is_not_in_the_site_besides(tmp_path: Path) -> None:
    config = project(tmp_path, a_css="a{}", a_js="a()")
    kept = ["assets/javascripts/workers/search.1.min.js", "other.css"]
    unused = ["assets/javascripts/bundle.1.min.js", "assets/stylesheets/main.1.min.css.map"]
    names = ["a.css", "a.js", *kept, *unused]
    files = Files([File.generated(config, name, content="") for name in names])

    bundles = bundle_assets(config)
    replace_assets(files, bundles, config)

    assert [file.src_uri for file in files] == [*kept, *(bundle.path for bundle in bundles)]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    config = project(tmp_path, a_css="a{}", a_js="a()")
    path = tmp_path / "docs" / "a.css"
    path.unlink()

    with pytest.raises(Abort, match=f"mkdocs.yml: extra_css: {path}: No such file"):
        bundle_assets(config)
