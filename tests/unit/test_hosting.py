"""What hosts are told: the policy, and the files that say it; and what they send compressed."""

import base64
import gzip
import hashlib
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.hosting import (
    compress,
    expected_address,
    gzipped,
    host_files,
    inline_scripts,
    policy,
)


def test_scripts_of_a_page_are_those_that_run_and_stand_in_it() -> None:
    html = (
        "<script>one()</script><script src='x.js'></script>"
        '<script id="c" type="application/json">{}</script><SCRIPT></SCRIPT>'
        "<script>\n  two()\n</script>"
    )

    assert list(inline_scripts(html)) == ["one()", "\n  two()\n"]


@given(st.sets(st.text(min_size=1), max_size=4))
def test_the_policy_names_each_script_and_nothing_unsafe(scripts: set[str]) -> None:
    told = dict(directive.split(" ", 1) for directive in policy(scripts).split("; "))

    hashes = {base64.b64encode(hashlib.sha256(each.encode()).digest()) for each in scripts}
    assert told["script-src"].split() == [
        "'self'",
        *sorted(f"'sha256-{value.decode()}'" for value in hashes),
    ]
    assert told["default-src"] == "'none'"
    assert told["style-src"] == "'self'"
    assert "unsafe" not in policy(scripts)


@pytest.mark.parametrize("base", ["/", "/a.b/registry/"])
def test_every_host_is_told_the_same_policy(base: str) -> None:
    files = {path: content.decode() for path, content in host_files({"x()"}, base)}

    hosts = {"_headers", "_hosting/Caddyfile", "_hosting/nginx.conf"}
    assert files.keys() == hosts | {"api/404.json"}
    assert all(policy({"x()"}) in files[path] for path in hosts)
    assert f"\n{base}assets/javascripts/*\n" in files["_headers"]
    assert f"set $registry_missing {base}404.html;" in files["_hosting/nginx.conf"]
    assert f"rewrite @registry_reader {base}404.html" in files["_hosting/Caddyfile"]


def test_nobody_may_put_the_site_into_a_frame() -> None:
    assert "frame-ancestors 'none'" in policy(())
    for path, content in host_files((), "/"):
        if path != "api/404.json":
            assert b"frame-ancestors 'none'" in content


def test_what_is_gzipped_is_the_same_with_every_python() -> None:
    made = gzipped(b"much of the same " * 100)

    assert gzip.decompress(made) == b"much of the same " * 100
    # RFC 1952: magic, deflate, no flags, no time, no word on the effort, system unknown.
    assert made[:10] == bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255))


def test_files_are_compressed_beside_themselves_and_always_the_same(tmp_path: Path) -> None:
    page, tiny, image = (tmp_path / name for name in ("page.html", "tiny.css", "mark.png"))
    page.write_text("<p>much of the same " * 100)
    tiny.write_text("a")
    image.write_bytes(bytes(1000))

    written = [compress(tmp_path.iterdir())]
    first = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    written.append(compress(tmp_path.iterdir()))

    assert written == [2, 2]
    assert sorted(first) == ["mark.png", "page.html", "page.html.br", "page.html.gz", "tiny.css"]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == first
    assert gzip.decompress(first["page.html.gz"]) == page.read_bytes()
    assert brotli.decompress(first["page.html.br"]) == page.read_bytes()


@pytest.mark.parametrize(
    "site",
    [
        *("https://x/", "http://localhost:8000/", "HTTPS://X.example", "https://[::1]/a/"),
        *("https://dicom.example.org/registry/", "https://x/a.b/~c_d-1/"),
    ],
)
def test_an_address_that_a_site_can_have(site: str) -> None:
    assert expected_address(site) == ""


@pytest.mark.parametrize(
    "site",
    [
        *("", "x", "ftp://x/", "https:///", "https://x/?a", "https://x/#a", "https://u:p@x/"),
        *("https://x:port/", "https://x:0/", "https://x y/", "https://x/a b/", 'https://x/a"/'),
        *("https://x/;a{}/", "https://x/$a/", "https://x/../y/", "https://x//a/", "https://x/%20/"),
        *("https://x/\u00e9/", "https://a\u2100b/", "https://x/\n", "https://x/a\\b/"),
    ],
)
def test_an_address_that_no_site_can_have(site: str) -> None:
    assert expected_address(site).startswith("https:// or http://, a host and, if need be, a path")
