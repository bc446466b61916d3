"""The site behind real web servers that were told what the build says of it."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest

from generator.hosting import compress
from tests.conftest import VIEWS, Some, Visitor
from tests.hosts import BROTLI, NAMES, Host, start
from tests.pages import redirects
from tests.server import mount_of

pytestmark = pytest.mark.browser

SUB_PATH = "/a.b/registry/"
"""Another place at which the site may be."""

AT_ROOT = NAMES
BELOW = tuple(f"{name} below" for name in NAMES)
at_root = pytest.mark.parametrize("host", AT_ROOT, indirect=True)
"""For tests with a browser, whose policy names the scripts of the site that was built."""

PAGE = "sop-classes/1.2.840.10008.5.1.4.1.1.2/"


@pytest.fixture(scope="module")
def root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the site at its place, some of its files compressed as for `make host`."""
    root = tmp_path_factory.mktemp("root")
    folder = root / mount_of(site).strip("/")
    shutil.copytree(site, folder, dirs_exist_ok=True, copy_function=os.link)
    (root / SUB_PATH.strip("/")).parent.mkdir()
    (root / SUB_PATH.strip("/")).symlink_to(folder)
    pages = [folder / address / "index.html" for address in ("", PAGE)]
    compress(
        [
            *pages,
            folder / "404.html",
            *folder.glob("assets/stylesheets/*.css"),
            *folder.glob("*.xml"),
        ]
    )
    return root


@pytest.fixture(scope="module", params=[*AT_ROOT, *BELOW])
def host(
    request: pytest.FixtureRequest,
    site: Path,
    root: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Host]:
    """Each server with the snippet that the build wrote for it, at its place and at another."""
    server_name, _, below = request.param.partition(" ")
    scratch = tmp_path_factory.mktemp(server_name)
    with start(server_name, site, root, scratch, base=SUB_PATH if below else "") as running:
        yield running


@at_root
def test_no_kind_of_page_breaks_the_policy(
    host: Host, kinds: dict[str, str], visitor: Visitor, some: Some
) -> None:
    """In a short run a browser opens some of them; the policy of the others is the same."""
    context = visitor.context(VIEWS[0])
    page = context.new_page()
    pages = sorted(kinds.values())
    policies = {host.ask(address).headers["Content-Security-Policy"] for address in pages}
    (policy,) = policies
    assert policy
    assert "unsafe" not in policy
    for address in some(pages, 6):
        page.goto(host.home + address)
        page.locator(".scheme-button").click()
        for button in page.locator("button.copy").all()[:1]:
            button.click()
        page.locator(".find__input:visible").first.fill("CT Image")
        page.wait_for_timeout(100)
    assert context.cookies() == []
    assert page.evaluate("Object.keys(localStorage)") in ([], ["scheme"])


@at_root
def test_the_policy_stops_a_script_that_was_slipped_in(host: Host, visitor: Visitor) -> None:
    page = visitor.open(host.home)

    page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.slipped = true";
        document.body.append(script);
    }""")

    assert page.evaluate("window.slipped") is None
    assert "Content Security Policy" in visitor.problems.pop()
    assert visitor.problems == []


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("", "text/html; charset=utf-8"),
        (PAGE, "text/html; charset=utf-8"),
        ("assets/stylesheets/registry.*.css", "text/css; charset=utf-8"),
        ("assets/code.*/tables.js", "javascript; charset=utf-8"),
        ("assets/img/mark.svg", "image/svg+xml"),
        ("sitemap.xml", "text/xml; charset=utf-8"),
        ("sitemap.xml.gz", "application/gzip"),
        ("feed.xml", "application/atom+xml; charset=utf-8"),
        ("api/v1/sop-classes.json", "application/json"),
        ("api/v1/sop-classes.csv", "text/csv; charset=utf-8"),
        ("api/v1/registry.sqlite", "application/vnd.sqlite3"),
    ],
)
def test_an_answer_has_its_type(host: Host, site: Path, address: str, kind: str) -> None:
    if "*" in address:
        (file,) = site.glob(address)
        address = file.relative_to(site).as_posix()

    answer = host.ask(address)

    assert answer.status == 200
    assert kind in answer.headers["Content-Type"].lower()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Set-Cookie" not in answer.headers


@at_root
def test_what_does_not_exist_is_told_with_a_page_that_helps(host: Host, visitor: Visitor) -> None:
    answer = host.ask("sop-classes/1.2.3/")

    assert answer.status == 404
    assert b"<h1" in answer.body
    assert answer.headers["Content-Security-Policy"]
    page = visitor.open(f"{host.home}sop-classes/1.2.3/")
    assert "Not found" in page.locator("h1").inner_text()
    assert any("404" in problem for problem in visitor.problems)
    visitor.problems.clear()
    page.reload()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
    )
    visitor.problems.clear()


def test_a_folder_without_a_page_is_not_found(host: Host) -> None:
    answer = host.ask("assets/img/")

    assert answer.status == 404
    assert b"Not found" in answer.body


@pytest.mark.parametrize("file", ["", "none.json", "none.csv", "none.sqlite", "none/"])
def test_a_program_that_asks_for_what_is_not_there_is_told_in_json(host: Host, file: str) -> None:
    answer = host.ask(f"api/v1/{file}", Origin="https://other.example")

    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("application/json")
    assert json.loads(answer.body) == {"error": "not found"}
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "address",
    [
        *("none/", "api/none", "assets/stylesheets/none.css"),
        *("assets/code.0/none.js", "assets/data.0/none.js", "assets/javascripts/none.js"),
    ],
)
def test_an_error_is_kept_by_nobody(host: Host, address: str) -> None:
    answer = host.ask(address)

    assert answer.status == 404
    assert "Cache-Control" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
@pytest.mark.parametrize("address", ["", PAGE, "api/v1/sop-classes.json", "none/"])
def test_a_site_of_files_takes_nothing(host: Host, address: str, method: str) -> None:
    answer = host.ask(address, method)

    assert answer.status == 405
    assert "Cache-Control" not in answer.headers


@pytest.mark.parametrize("address", ["", PAGE, "api/v1/sop-classes.json"])
def test_the_head_alone_may_be_asked_for(host: Host, address: str) -> None:
    answer, whole = host.ask(address, "HEAD"), host.ask(address)

    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["Content-Type"] == whole.headers["Content-Type"]
    assert int(answer.headers["Content-Length"]) == len(whole.body)


@pytest.mark.parametrize(
    "address", [".git/config", ".htaccess", "assets/.DS_Store", ".site-building-1/index.html"]
)
def test_what_begins_with_a_dot_is_not_shown(host: Host, root: Path, address: str) -> None:
    file = root / urlsplit(host.home).path.strip("/") / address
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("secret", encoding="utf-8")

    answer = host.ask(address)

    assert answer.status == 404
    assert b"secret" not in answer.body


def test_what_proves_whose_host_it_is_may_be_shown(host: Host, root: Path) -> None:
    file = root / urlsplit(host.home).path.strip("/") / ".well-known" / "proof.txt"
    file.parent.mkdir(exist_ok=True)
    file.write_text("proof", encoding="utf-8")

    assert host.ask(".well-known/proof.txt").body == b"proof"


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt",
        "%2e%2e/secret.txt",
        "..%2fsecret.txt",
        "%2e%2e%2fsecret.txt",
        "..%5csecret.txt",
        "assets/../../secret.txt",
        "assets/%2e%2e/%2e%2e/secret.txt",
        "api/v1/..%2f..%2f..%2fsecret.txt",
    ],
)
def test_nothing_outside_of_the_root_is_shown(host: Host, root: Path, path: str) -> None:
    (root.parent / "secret.txt").write_text("secret", encoding="utf-8")

    answer = host.ask(path)

    assert answer.status in {301, 308, 400, 404}
    assert b"secret" not in answer.body


def test_a_part_of_the_database_may_be_asked_for(host: Host, site: Path) -> None:
    content = (site / "api/v1/registry.sqlite").read_bytes()

    part = host.ask("api/v1/registry.sqlite", Range="bytes=100-199")
    end = host.ask("api/v1/registry.sqlite", Range="bytes=-16")
    beyond = host.ask("api/v1/registry.sqlite", Range=f"bytes={len(content)}-")

    assert (part.status, part.body) == (206, content[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(content)}"
    assert part.headers["Content-Type"] == "application/vnd.sqlite3"
    assert part.headers["Access-Control-Allow-Origin"] == "*"
    assert (end.status, end.body) == (206, content[-16:])
    assert beyond.status == 416


def test_what_has_not_changed_since_is_not_sent_again(host: Host) -> None:
    whole = host.ask(PAGE)

    since = host.ask(PAGE, If_Modified_Since=whole.headers["Last-Modified"])
    long_ago = host.ask(PAGE, If_Modified_Since="Mon, 01 Jan 2001 00:00:00 GMT")
    other = host.ask(PAGE, If_None_Match='"another"')

    assert (since.status, since.body) == (304, b"")
    assert (long_ago.status, long_ago.body) == (200, whole.body)
    assert (other.status, other.body) == (200, whole.body)


@pytest.mark.parametrize("address", ["_headers", "_hosting/nginx.conf", "_hosting/Caddyfile"])
def test_what_is_for_the_host_is_not_shown(host: Host, address: str) -> None:
    assert host.ask(address).status == 404


def test_an_address_without_its_slash_leads_to_the_page(host: Host) -> None:
    answer = host.ask(PAGE.rstrip("/"))

    assert answer.status in {301, 308}
    assert urlsplit(answer.headers["Location"]).path == urlsplit(host.home).path + PAGE


@at_root
def test_a_keyword_leads_to_the_page(host: Host, site: Path, visitor: Visitor) -> None:
    assert "sop-classes/CTImageStorage/" in set(redirects(site))

    page = visitor.open(f"{host.home}sop-classes/CTImageStorage/")

    page.wait_for_url(host.home + PAGE)
    assert page.locator("h1").inner_text().startswith("CT Image Storage")


@pytest.mark.parametrize("address", ["", PAGE, "feed.xml"])
def test_what_is_compressed_is_sent_so(host: Host, address: str) -> None:
    plain = host.ask(address)
    small = host.ask(address, Accept_Encoding="gzip, br")
    zipped = host.ask(address, Accept_Encoding="gzip")

    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert len(zipped.body) < len(plain.body)
    assert "Accept-Encoding" in plain.headers["Vary"]
    if small.headers["Content-Encoding"] == "br":
        assert brotli.decompress(small.body) == plain.body
    else:
        assert not BROTLI.is_file()


def test_what_has_its_fingerprint_in_its_name_is_kept_for_a_year(host: Host, site: Path) -> None:
    patterns = ("stylesheets/*.css", "code.*/tables.js", "data.*/lookup-core.js", "data.*/*/*.js")
    paths = [path for pattern in patterns for path in sorted(site.glob(f"assets/{pattern}"))[:3]]
    assert len(paths) >= 6
    for path in paths:
        answer = host.ask(path.relative_to(site).as_posix())
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize("address", ["", PAGE, "assets/data-folder.js", "api/v1/sop-classes.json"])
def test_what_may_change_is_kept_for_minutes_and_asked_for_again(host: Host, address: str) -> None:
    answer = host.ask(address)
    again = host.ask(address, If_None_Match=answer.headers["ETag"])

    assert answer.headers["Cache-Control"] == "max-age=600"
    assert again.status == 304
    assert again.body == b""


def test_other_sites_may_read_the_api_and_nothing_else(host: Host) -> None:
    api = host.ask("api/v1/sop-classes.json", Origin="https://other.example")
    page = host.ask(PAGE, Origin="https://other.example")

    assert api.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in page.headers
