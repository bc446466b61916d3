"""What a web server must be told to serve the site: security headers, cache lifetimes, types.

One table of rules becomes the `_headers` of static hosts and a snippet each for nginx and Caddy.
The Content Security Policy names the hash of every inline script of the pages that were built, so
that nothing else can run.
"""

import base64
import gzip
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.workers import Workers, processors

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<body>.*?)</script>", re.DOTALL)

_SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""The headers of every answer, besides the policy on content."""

_PAGES = "max-age=600"
"""How long a browser may keep what can change at its address, which is nearly everything."""

_FOR_A_YEAR = "max-age=31536000, immutable"
"""The same for files whose name changes with their content."""

_FINGERPRINTED = r"assets/(javascripts/|stylesheets/|code\.|data\.)"
"""How addresses begin that tell their content: of the theme's files and of ours."""

_FINGERPRINTED_PATHS = (
    "assets/javascripts/*",
    "assets/stylesheets/*",
    "assets/code.*",
    "assets/data.*",
)
"""The same for hosts that know no regular expressions."""

_API = "api/"
"""What scripts of other sites may read."""

_API_NOT_FOUND = "api/404.json"
"""What programs get for an address that does not exist."""

_METHODS = "GET HEAD"
"""The methods that a site of files answers; to others it says 405."""

_TYPES = {
    "csv": "text/csv",
    "gz": "application/gzip",
    "sqlite": "application/vnd.sqlite3",
}
"""The types of names that servers do not know, or not all of them."""

_TEXT = (
    "application/javascript",
    "application/json",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/javascript",
    "text/plain",
    "text/xml",
)
"""The types, besides HTML, that are text in UTF-8."""

_FEED = ("feed.xml", "application/atom+xml")

_ADDRESS = re.compile(
    r"https?://(?:[\w-]+(?:\.[\w-]+)*|\[[\da-f:.]+\])(?::[1-9]\d{0,4})?"
    r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]+)*/?",
    re.IGNORECASE,
)
"""The addresses that a site may have: settings of servers take no other path as it is."""

_BATCH = 64
"""How many files a process compresses before it takes more."""

_COMPRESSED = {".css", ".csv", ".html", ".js", ".json", ".sqlite", ".svg", ".txt", ".xml"}
"""The kinds of files that get smaller."""


def expected_address(site: str) -> str:
    """What is expected of the address of the site where `site` can be none; else nothing."""
    if _ADDRESS.fullmatch(site):
        return ""
    return (
        "https:// or http://, a host and, if need be, a path of letters a to z, digits and - . _ ~"
    )


def inline_scripts(html: str) -> Iterator[str]:
    """The text of each script that stands in a page itself and that a browser runs."""
    for match in _SCRIPT.finditer(html):
        attributes = match["attributes"]
        if "src=" not in attributes and "application/" not in attributes:
            yield match["body"]


def policy(scripts: Iterable[str]) -> str:
    """The Content Security Policy of pages that hold these inline scripts, and no others."""
    hashes = sorted(
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts
    )
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", *(f"'sha256-{value}'" for value in hashes)]),
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme's style sheet holds its icons
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def host_files(scripts: Iterable[str], base: str) -> Iterator[tuple[str, bytes]]:
    """What hosts need, as (path below the site's root, content).

    `scripts` are the inline scripts of all pages; `base` is the path at which the site is hosted,
    with a slash at either end.
    """
    headers = {"Content-Security-Policy": policy(scripts), **_SECURITY}
    yield _API_NOT_FOUND, b'{"error": "not found"}\n'
    yield "_headers", _static_host(headers, base).encode()
    yield "_hosting/nginx.conf", _nginx(headers, base).encode()
    yield "_hosting/Caddyfile", _caddy(headers, base).encode()


def _static_host(headers: dict[str, str], base: str) -> str:
    """The `_headers` of Netlify, Cloudflare Pages and hosts that read the same file.

    Where several rules match a path, these hosts join their values: pages keep the lifetime that
    such a host gives by itself, which is none.
    """
    folders = [f"{base}{path}" for path in _FINGERPRINTED_PATHS]
    rules: list[tuple[str, dict[str, str]]] = [
        (f"{base}*", headers),
        *((folder, {"Cache-Control": f"public, {_FOR_A_YEAR}"}) for folder in folders),
        (f"{base}{_API}*", {"Access-Control-Allow-Origin": "*"}),
        (f"{base}{_FEED[0]}", {"Content-Type": f"{_FEED[1]}; charset=utf-8"}),
    ]
    lines = []
    for path, values in rules:
        lines += [path, *(f"  {name}: {value}" for name, value in values.items())]
    return "\n".join([*lines, ""])


def _nginx(headers: dict[str, str], base: str) -> str:
    methods = _METHODS.replace(" ", "|")
    lines = [
        "# Of the DICOM SOP Class Registry, for nginx: include this file in a server block. Its",
        f"# `root` is the folder that holds the site{f' at {base[1:]}' if base != '/' else ''}.",
        "index index.html;",
        f"set $registry_missing {base}404.html;",
        f"if ($uri ~ ^{re.escape(base + _API)}) {{",
        f"    set $registry_missing {base}{_API_NOT_FOUND};",
        "}",
        "error_page 404 $registry_missing;",
        "error_page 403 =404 $registry_missing;  # a folder without a page",
        "absolute_redirect off;",
        "charset utf-8;",
        f"charset_types {' '.join(_TEXT)} {_FEED[1]};",
        "",
        "# Sends the .gz and .br that `make host` puts beside each file. For .br, load the module",
        "# ngx_http_brotli_static_module and take the # away.",
        "gzip_static on;",
        "gzip_vary on;",
        "#brotli_static on;",
        "",
        f'set $registry_cache "{_PAGES}";',
        f'if ($uri ~ "^{re.escape(base)}{_FINGERPRINTED}") {{',
        f'    set $registry_cache "public, {_FOR_A_YEAR}";',
        "}",
        'set $registry_origins "";',
        f"if ($uri ~ ^{re.escape(base + _API)}) {{",
        '    set $registry_origins "*";',
        "}",
        f"if ($request_method !~ ^({methods})$) {{",
        "    return 405;",
        "}",
        "# An error is kept by nobody: what is missing now may come with the next build.",
        "add_header Cache-Control $registry_cache;",
        "add_header Access-Control-Allow-Origin $registry_origins always;",
        *(f'add_header {name} "{value}" always;' for name, value in headers.items()),
        "",
        "# What is not a page: these files, and any that an upload leaves behind.",
        f"location ~ ^{re.escape(base)}(_|(.*/)?\\.(?!well-known/)) {{ return 404; }}",
        f"location = {base}{_FEED[0]} {{ types {{}} default_type {_FEED[1]}; }}",
        *(
            f"location ~ \\.{suffix}$ {{ types {{}} default_type {kind}; }}"
            for suffix, kind in _TYPES.items()
        ),
        "",
    ]
    return "\n".join(lines)


def _caddy(headers: dict[str, str], base: str) -> str:
    folders = " ".join(f"{base}{path}" for path in _FINGERPRINTED_PATHS)
    lines = [
        "# Of the DICOM SOP Class Registry, for Caddy: import this file in a site block. Its",
        f"# `root` is the folder that holds the site{f' at {base[1:]}' if base != '/' else ''}.",
        "header {",
        "\tVary Accept-Encoding",
        *(f'\t{name} "{value}"' for name, value in headers.items()),
        "}",
        f"@registry_fingerprinted path {folders}",
        f'header @registry_fingerprinted Cache-Control "public, {_FOR_A_YEAR}"',
        f"@registry_changing not path {folders}",
        f'header @registry_changing Cache-Control "{_PAGES}"',
        f"header {base}{_API}* Access-Control-Allow-Origin *",
        f'header {base}{_FEED[0]} Content-Type "{_FEED[1]}; charset=utf-8"',
        *(
            line
            for suffix, kind in _TYPES.items()
            for line in (
                f"@registry_{suffix} path *.{suffix}",
                f'header @registry_{suffix} Content-Type "{_with_charset(kind)}"',
            )
        ),
        f"@registry_method not method {_METHODS}",
        "error @registry_method 405",
        "@registry_hidden {",
        f"\tpath {base}_* */.*",
        "\tnot path */.well-known/*",
        "}",
        "error @registry_hidden 404",
        "handle_errors {",
        "\t# An error is kept by nobody: what is missing now may come with the next build.",
        "\theader -Cache-Control",
        "\t@registry_refused expression {err.status_code} == 405",
        f'\theader @registry_refused Allow "{_METHODS.replace(" ", ", ")}"',
        '\trespond @registry_refused "Method not allowed" 405',
        f"\t@registry_program path {base}{_API}*",
        *_caddy_type("registry_program", "application/json"),
        f"\trewrite @registry_program {base}{_API_NOT_FOUND}",
        f"\t@registry_reader not path {base}{_API}*",
        *_caddy_type("registry_reader", "text/html; charset=utf-8"),
        f"\trewrite @registry_reader {base}404.html",
        "\tfile_server",
        "}",
        "# Sends the .gz and .br that `make host` puts beside each file.",
        "file_server {",
        "\tprecompressed br gzip",
        "}",
        "",
    ]
    return "\n".join(lines)


def _caddy_type(matcher: str, kind: str) -> Iterator[str]:
    """Lines that have an answer be of the type `kind`, whatever its address said before."""
    yield from (f"\theader @{matcher} {{", f'\t\tContent-Type "{kind}"', "\t\tdefer", "\t}")


def _with_charset(kind: str) -> str:
    return f"{kind}; charset=utf-8" if kind in _TEXT else kind


def compress(files: Iterable[Path]) -> int:
    """Put a .gz and a .br beside each of `files` that gets smaller; returns how many it wrote.

    The same file gives the same bytes, whenever it is compressed.
    """
    larger = sorted(path for path in files if path.suffix in _COMPRESSED)
    tasks = [partial(_compress, larger[at : at + _BATCH]) for at in range(0, len(larger), _BATCH)]
    return sum(number for _, number in Workers(tasks, processors()).results())


def _compress(files: Iterable[Path]) -> int:
    import brotli  # noqa: PLC0415  # only hosts need it

    ways: dict[str, Callable[[bytes], bytes]] = {
        ".gz": gzipped,
        ".br": partial(brotli.compress, quality=10),  # 11 takes thrice as long to save 2 %
    }
    written = 0
    for path in files:
        content = path.read_bytes()
        for suffix, way in ways.items():
            smaller = way(content)
            if len(smaller) < len(content):
                path.with_name(path.name + suffix).write_bytes(smaller)
                written += 1
    return written


def gzipped(content: bytes) -> bytes:
    """`content` compressed, with nothing in the header that versions of Python do differently.

    Those are the time (RFC 1952, 2.3.1), how hard it was compressed and on which system.
    """
    made = bytearray(gzip.compress(content, mtime=0))
    made[8:10] = b"\0\xff"
    return bytes(made)
