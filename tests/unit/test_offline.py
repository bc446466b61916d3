"""The zip of a small stand-in site: what is in it, what is not, and that it is always the same."""

import hashlib
import os
import zipfile
from pathlib import Path

import pytest

from generator.build import BuildFailedError
from generator.offline import offline, pack, unpackable


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name in (
        *("index.html", "404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz", "feed.xml"),
        *("_headers", "_hosting/nginx.conf", "assets/js/find.js", "assets/data.1a/prose.js"),
        *("search/search_index.json", "sop-classes/CTImageStorage/index.html"),
    ):
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return site


def names(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as packed:
        assert packed.testzip() is None
        return packed.namelist()


def test_it_holds_what_a_reader_opens(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "a.zip", {"READ-ME.txt": b"Read me."})

    assert names(tmp_path / "a.zip") == [
        "READ-ME.txt",
        "assets/data.1a/prose.js",
        "assets/js/find.js",
        "feed.xml",
        "index.html",
        "sop-classes/CTImageStorage/index.html",
    ]


def test_the_same_site_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "a.zip", {})
    for path in site.rglob("*"):
        os.utime(path, (1, 1))
        path.chmod(0o700)
    pack(site, tmp_path / "b.zip", {})

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_a_redirect_under_two_spellings_is_packed_once(site: Path, tmp_path: Path) -> None:
    for name in ("Printer", "printer"):
        (site / name).mkdir()
        (site / name / "index.html").write_text("to the same page")

    pack(site, tmp_path / "a.zip", {})

    assert [name for name in names(tmp_path / "a.zip") if "rinter" in name] == [
        "Printer/index.html"
    ]


def test_two_pages_that_would_be_one_elsewhere_are_refused(site: Path, tmp_path: Path) -> None:
    for name in ("a.html", "A.html"):
        (site / name).write_text(f"page {name}")

    with pytest.raises(BuildFailedError, match=r"a\.html: differs from A\.html only by case"):
        pack(site, tmp_path / "a.zip", {})

    assert not (tmp_path / "a.zip").exists()


@pytest.mark.parametrize(
    "name", ["aux/x.html", "a/COM1.txt", "a:b", 'a"b', "a?", "end.", "end ", "a\\b", "é", "a\nb"]
)
def test_a_name_that_windows_refuses_is_told(name: str) -> None:
    [problem] = unpackable([name])
    assert problem.startswith(f"{name}: ")
    assert "is no name for a file on Windows" in problem


def test_a_path_too_long_for_windows_is_told() -> None:
    [problem] = unpackable(["x" * 151])
    assert problem.endswith("151 characters, expected at most 150")


def test_it_is_built_and_packed_with_its_checksum(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\nsite_url: https://registry.example/\n"
        "use_directory_urls: !ENV [DIRECTORY_URLS, true]\n"
        "extra: {registry: {version: 1.2.3}}\n"
    )
    monkeypatch.setenv("DIRECTORY_URLS", "false")

    archive = offline(tmp_path / "mkdocs.yml", tmp_path / "dist", "2026c", quiet=True)

    assert archive.name == "dicom-sop-class-registry-2026c-offline.zip"
    assert capfd.readouterr() == ("", "")
    with zipfile.ZipFile(archive) as packed:
        read_me = packed.read("READ-ME.txt").decode()
        assert {info.date_time for info in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert read_me.startswith("DICOM SOP Class Registry 1.2.3, of DICOM 2026c\r\n")
    told = archive.with_name(f"{archive.name}.sha256").read_text()
    assert told == f"{hashlib.sha256(archive.read_bytes()).hexdigest()}  {archive.name}\n"
    assert sorted(path.name for path in archive.parent.iterdir()) == [
        archive.name,
        f"{archive.name}.sha256",
    ]


def test_a_page_is_packed_without_what_only_hosts_need(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(
        '<!doctype html>\n<html lang="en"><head>\n<meta charset="utf-8">\n<title>A page</title>\n'
        '<meta name="description" content="Of a page">\n'
        '<link rel="canonical" href="https://registry.example/index.html">\n'
        '<link rel="icon" href="a.svg">\n<meta http-equiv="refresh" content="0; url=b/index.html">'
        '\n</head>\n<body>\n<p class="lead">See <a href="b/index.html">b</a>  and <b>c</b>.</p>\n'
        '<pre>one\n  two</pre>\n<link rel="canonical" href="shown"></body></html>\n'
    )

    pack(tmp_path / "site", tmp_path / "a.zip", {})

    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert packed.read("index.html").decode() == (
            "<!doctype html><html lang=en><meta charset=utf-8><title>A page</title>"
            '<link rel=icon href=a.svg><meta http-equiv=refresh content="0; url=b/index.html">'
            "<p class=lead>See <a href=b/index.html>b</a> and <b>c</b>.<pre>one\n  two</pre>"
            "<link rel=canonical href=shown>"
        )


def test_less_effort_gives_the_same_files(site: Path, tmp_path: Path) -> None:
    (site / "feed.xml").write_text("".join(str(it * it) for it in range(5000)))

    pack(site, tmp_path / "a.zip", {})
    pack(site, tmp_path / "b.zip", {}, effort=1)

    contents = []
    for name in ("a.zip", "b.zip"):
        with zipfile.ZipFile(tmp_path / name) as packed:
            contents.append({it: packed.read(it) for it in packed.namelist()})
    assert contents[0] == contents[1]
    assert (tmp_path / "a.zip").stat().st_size < (tmp_path / "b.zip").stat().st_size


def test_files_keep_their_rights_and_their_date(site: Path, tmp_path: Path) -> None:
    pack(site, tmp_path / "a.zip", {})

    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        for it in packed.infolist():
            assert (it.create_system, it.external_attr >> 16) == (3, 0o100644)
            assert (it.compress_type, it.date_time) == (zipfile.ZIP_DEFLATED, (1980, 1, 1, 0, 0, 0))
