"""The folder that a site is made in: what it takes from the last one, and what it writes."""

import os
from pathlib import Path

import pytest

from generator.plugin.data import Mark, without_name
from generator.plugin.folder import Folder, as_noted, is_as_noted, taken_over, taking_over


@pytest.fixture
def last(tmp_path: Path) -> tuple[Path, dict[str, Mark]]:
    """A site that was made before, and what was noted of it."""
    folder = Folder(tmp_path / "site", {})
    files = {"index.html": b"home", "a/b/index.html": b"page", "assets/data.1f/x.js": b"data"}
    return folder.root, {path: folder.write(path, content) for path, content in files.items()}


def contents(folder: Path) -> dict[str, str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in found}


def taken(marks: dict[str, Mark], site: Path, into: Path) -> dict[str, Mark]:
    """All tasks of `taking_over` done."""
    return taken_over([task() for task in taking_over(marks, site, into)], into)


def test_an_empty_folder_gets_links_to_what_was_noted(
    last: tuple[Path, dict[str, Mark]], tmp_path: Path
) -> None:
    site, marks = last
    (site / "left-over.html").write_text("nobody noted it")
    (tmp_path / "new").mkdir()

    found = taken(marks, site, tmp_path / "new")

    assert contents(tmp_path / "new") == {
        "index.html": "home",
        "a/b/index.html": "page",
        "assets/data/x.js": "data",
    }
    assert found == {
        "index.html": marks["index.html"],
        "a/b/index.html": marks["a/b/index.html"],
        "assets/data/x.js": marks["assets/data.1f/x.js"],
    }
    assert (tmp_path / "new/index.html").samefile(site / "index.html")


def test_a_folder_of_before_is_brought_up_to_date(
    last: tuple[Path, dict[str, Mark]], tmp_path: Path
) -> None:
    site, marks = last
    spare = tmp_path / "spare"
    spare.mkdir()
    taken(marks, site, spare)
    kept = (spare / "a/b/index.html").stat().st_ino
    (spare / "index.html").unlink()
    (spare / "index.html").write_text("of the site before")
    (spare / "gone").mkdir()
    (spare / "gone/index.html").write_text("no more")

    assert set(taken(marks, site, spare)) == {
        "index.html",
        "a/b/index.html",
        "assets/data/x.js",
    }

    assert (spare / "index.html").read_text() == "home"
    assert (spare / "a/b/index.html").stat().st_ino == kept
    assert not (spare / "gone").exists()


@pytest.mark.parametrize(("before", "now"), [("a", "a/b/index.html"), ("a/b/c.html", "a/b")])
def test_a_file_may_be_where_a_folder_was_and_the_other_way_round(
    tmp_path: Path, before: str, now: str
) -> None:
    site, spare = (Folder(tmp_path / name, {}) for name in ("site", "spare"))
    marks = {now: site.write(now, b"now")}
    spare.write(before, b"before")

    found = taken(marks, site.root, spare.root)
    Folder(spare.root, found).write(now, b"now")

    assert contents(spare.root) == {now: "now"}


def test_what_others_changed_is_not_taken(
    last: tuple[Path, dict[str, Mark]], tmp_path: Path
) -> None:
    site, marks = last
    (tmp_path / "new").mkdir()
    (site / "index.html").write_text("ours")
    (site / "a/b/index.html").unlink()

    assert set(taken(marks, site, tmp_path / "new")) == {"assets/data/x.js"}
    assert contents(tmp_path / "new") == {"assets/data/x.js": "data"}


def test_a_file_is_written_if_it_is_another(last: tuple[Path, dict[str, Mark]]) -> None:
    site, marks = last
    other = site.with_name("other.html")
    os.link(site / "index.html", other)
    folder = Folder(site, marks)

    assert folder.write("index.html", b"home") == marks["index.html"]
    assert other.samefile(site / "index.html")
    assert folder.write("index.html", b"new").digest != marks["index.html"].digest
    assert (site / "index.html").read_text() == "new"
    assert other.read_text() == "home"


def test_what_lies_in_the_way_is_replaced_and_not_written_into(
    last: tuple[Path, dict[str, Mark]],
) -> None:
    site, marks = last
    for name in ("index.html", "index.html~", "new.html"):
        (site / f"{name} elsewhere").write_text("of another site")
        (site / name).unlink(missing_ok=True)
        os.link(site / f"{name} elsewhere", site / name)
    folder = Folder(site, marks)

    folder.write("index.html", b"other")
    folder.write("new.html", b"new")

    assert (site / "index.html").read_text() == "other"
    assert (site / "new.html").read_text() == "new"
    assert not (site / "index.html~").exists()
    for name in ("index.html", "index.html~", "new.html"):
        assert (site / f"{name} elsewhere").read_text() == "of another site"


def test_a_file_is_whole_where_the_disk_takes_it_in_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda file, content: write(file, content[:3]))

    mark = Folder(tmp_path / "site", {}).write("a/b.html", b"0123456789")

    assert (tmp_path / "site/a/b.html").read_bytes() == b"0123456789"
    assert mark.size == 10


def test_a_file_that_goes_takes_its_folders_along(last: tuple[Path, dict[str, Mark]]) -> None:
    site, marks = last

    Folder(site, marks).remove("a/b/index.html")

    assert not (site / "a").exists()
    assert (site / "index.html").is_file()


def test_a_site_is_as_noted_only_with_all_its_files_unchanged_and_no_others(
    last: tuple[Path, dict[str, Mark]],
) -> None:
    site, marks = last
    page = site / "a" / "b" / "index.html"

    assert is_as_noted(marks, site)
    assert not is_as_noted(marks, site.parent / "nowhere")
    (site / "more.html").touch()
    assert not is_as_noted(marks, site)
    (site / "more.html").unlink()
    (site / "a").rename(site.parent / "elsewhere")
    (site / "a").symlink_to(site.parent / "elsewhere")
    assert not is_as_noted(marks, site)
    (site / "a").unlink()
    (site.parent / "elsewhere").rename(site / "a")
    assert is_as_noted(marks, site)
    page.write_bytes(b"PAGE")
    assert not is_as_noted(marks, site)
    page.unlink()
    assert not is_as_noted(marks, site)


def test_what_somebody_else_wrote_is_noted_as_if_it_were_ours(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "site", {})
    mark = folder.write("index.html", b"home")

    assert folder.note("index.html") == mark


def test_files_are_written_where_the_folder_of_the_data_has_its_name(
    last: tuple[Path, dict[str, Mark]],
) -> None:
    site, marks = last
    folder = Folder(site, without_name(marks), data="assets/data.1f/")
    assert folder.read("assets/data/x.js") == b"data"

    folder.write("assets/data/x.js", b"other")
    folder.write("assets/data/new.js", b"new")

    assert contents(site / "assets") == {"data.1f/x.js": "other", "data.1f/new.js": "new"}
    folder.remove("assets/data/new.js")
    assert contents(site / "assets") == {"data.1f/x.js": "other"}


def test_what_was_written_since_is_not_as_noted(last: tuple[Path, dict[str, Mark]]) -> None:
    site, marks = last
    Folder(site, marks).write("index.html", b"other home")
    (site / "a/b/index.html").unlink()

    assert as_noted(marks, site) == {"assets/data.1f/x.js": marks["assets/data.1f/x.js"]}
