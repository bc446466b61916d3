"""The style sheets and scripts of the site, made of a few small stand-ins."""

import re
from pathlib import Path

import pytest
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from generator.plugin.assets import Assets, make_assets, replace_assets

EVERYWHERE, LOOKUP = "assets/js/everywhere.js", "assets/js/lookup/find.js"
SHEET, ALONE = "assets/css/a.css", "assets/js/alone.js"

CONTENT = {
    SHEET: "a {\n  color: red;\n}\n",
    EVERYWHERE: "(() => {\n  const everywhere = 1;\n  globalThis.one = everywhere;\n})()\n",
    LOOKUP: "globalThis.two = 2; // a remark\n",
    ALONE: "globalThis.three = 3;\n",
}


def project(folder: Path, **changed: str) -> MkDocsConfig:
    """A project whose docs hold CONTENT, with other content where `changed` says (by stem)."""
    for path, text in CONTENT.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(changed.get(file.stem, text), encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: a\n", encoding="utf-8")
    config = load_config(
        str(folder / "mkdocs.yml"),
        extra_css=[SHEET],
        extra_javascript=[EVERYWHERE],
        extra={"registry": {"lookup": [LOOKUP]}},
    )
    config.plugins._current_plugin = "sop-class-registry"  # as while a plugin is asked
    return config


def named(assets: Assets, name: str) -> str:
    """The path of the one file of that name."""
    (path,) = (path for path in assets.files if path.endswith(f"/{name}"))
    return path


def test_what_was_made_is_kept_as_long_as_it_would_be_the_same(tmp_path: Path) -> None:
    cached = tmp_path / "cache" / "assets"
    first, config = make_assets(project(tmp_path), cached=cached), project(tmp_path)
    written = cached.stat().st_ino

    again = make_assets(config, cached=cached)

    assert again == first
    assert config.extra_javascript == [f"{first.code}site.js"]
    assert cached.stat().st_ino == written
    other = make_assets(project(tmp_path, alone="globalThis.three = 4;"), cached=cached)
    assert "4" in other.files[named(other, "alone.js")]


def test_what_every_page_needs_is_one_file_a_kind(tmp_path: Path) -> None:
    config = project(tmp_path)

    assets = make_assets(config)

    assert config.extra_javascript == [f"{assets.code}site.js"]
    assert config.extra["registry"]["lookup"] == [f"{assets.code}lookup.js"]
    (sheet,) = config.extra_css
    assert re.fullmatch(r"assets/stylesheets/registry\.[0-9a-f]{12}\.css", sheet)
    assert assets.files.keys() == {
        *(sheet, f"{assets.code}site.js", f"{assets.code}lookup.js", f"{assets.code}alone.js")
    }
    assert assets.names == {"site", "lookup", "alone"}


def test_files_are_as_short_as_they_can_be(tmp_path: Path) -> None:
    assets = make_assets(project(tmp_path))

    assert assets.files[named(assets, "lookup.js")] == "globalThis.two=2;\n"
    assert "everywhere" not in assets.files[named(assets, "site.js")]
    (sheet,) = (text for path, text in assets.files.items() if path.endswith(".css"))
    assert sheet == "a{color:red}"


def test_what_a_script_gives_is_not_called_by_the_next(tmp_path: Path) -> None:
    config = project(tmp_path)
    config.extra_javascript = [EVERYWHERE, EVERYWHERE.replace("everywhere", "again")]
    (tmp_path / "docs/assets/js/again.js").write_text("(() => {})()\n", encoding="utf-8")

    text = make_assets(config).files

    assert ";\n(" in next(text[path] for path in text if path.endswith("site.js"))


@pytest.mark.parametrize("stem", ["everywhere", "find", "alone"])
def test_scripts_have_another_address_when_one_of_them_changes(tmp_path: Path, stem: str) -> None:
    one, same, other = (
        make_assets(project(tmp_path / name, **changed)).code
        for name, changed in (("one", {}), ("same", {}), ("other", {stem: "globalThis.x = 9;"}))
    )

    assert one == same
    assert one != other


def test_what_is_in_another_file_or_unused_is_not_in_the_site_besides(tmp_path: Path) -> None:
    config = project(tmp_path)
    kept = ["assets/images/favicon.png", "other.css"]
    theme, script = "assets/stylesheets/main.1.min.css", "assets/javascripts/bundle.1.min.js"
    unused = [script, "assets/javascripts/workers/search.1.min.js", theme, f"{theme}.map"]
    files = Files([File.generated(config, name, content="") for name in (*CONTENT, *kept, *unused)])

    assets = make_assets(config)
    replace_assets(files, assets, config)

    assert [file.src_uri for file in files] == [*kept, *assets.files]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    config = project(tmp_path)
    path = tmp_path / "docs" / EVERYWHERE
    path.unlink()

    with pytest.raises(Abort, match=f"^mkdocs.yml: {path}: No such file"):
        make_assets(config)


@pytest.mark.parametrize(
    ("stem", "text", "expected"),
    [
        (
            "alone",
            "let a = 1;\nlet b = ;\n",
            r"alone\.js:2: unexpected ; in expression, expected Java",
        ),
        ("everywhere", "function (", r"everywhere\.js:1: .*, expected JavaScript"),
    ],
)
def test_a_script_that_is_none_is_told(tmp_path: Path, stem: str, text: str, expected: str) -> None:
    with pytest.raises(Abort, match=expected):
        make_assets(project(tmp_path, **{stem: text}))


def test_a_script_that_names_one_that_is_not_there_is_told(tmp_path: Path) -> None:
    config = project(tmp_path)
    parts = tmp_path / "docs/assets/js/check/parts.js"
    parts.parent.mkdir()
    parts.write_text('globalThis.SopCheckParts = ["alone", "check/none"];\n', encoding="utf-8")

    with pytest.raises(Abort, match=r"parts\.js:1: no script 'check/none', expected one of"):
        make_assets(config)


@pytest.mark.parametrize("hosted", [True, False])
def test_what_runs_before_a_page_is_drawn_stands_in_hosted_pages(
    tmp_path: Path, *, hosted: bool
) -> None:
    config = project(tmp_path)
    config.use_directory_urls = hosted
    (tmp_path / "docs/assets/js/scheme.js").write_text("globalThis.four = 4;\n", encoding="utf-8")

    assets = make_assets(config)

    assert config.extra["registry"]["scheme"] == ("globalThis.four=4" if hosted else "")
    assert ("scheme" in assets.names) is not hosted
