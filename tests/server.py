"""A plain web server for the built site, as a host with no settings of its own shows it."""

import contextlib
import functools
import gzip
import os
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

_COMPRESSED = {".css", ".html", ".js", ".json", ".svg", ".txt", ".xml"}


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below `mount`: index pages, redirects, 404.html; gzipped where asked to."""

    protocol_version = "HTTP/1.1"
    mount = "/"
    compress = False
    without: re.Pattern[str] | None = None

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.mount) or (self.without and self.without.search(path)):
            return str(Path(self.directory, "none"))
        return super().translate_path(path.removeprefix(self.mount.rstrip("/")))

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if self.path.partition("?")[0].endswith("/"):
            path /= "index.html"
        takes = "gzip" in self.headers.get("Accept-Encoding", "")
        if self.compress and takes and path.suffix in _COMPRESSED and path.is_file():
            self._answer(200, self.guess_type(path), _compressed(path), "gzip")
        else:
            super().do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code == 404 and page.is_file():
            self._answer(code, "text/html; charset=utf-8", page.read_bytes())
        else:
            super().send_error(code, message, explain)

    def guess_type(self, path: str | os.PathLike[str]) -> str:
        kind = super().guess_type(path)
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def log_message(self, *_: object) -> None:
        """Say nothing: what matters is what the browser sees."""

    def _answer(self, code: int, kind: str, body: bytes, encoding: str = "") -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    request_queue_size = 64

    def handle_error(self, *_: object) -> None:
        """A browser that goes away in the middle of an answer is no error of ours."""


@functools.lru_cache(maxsize=256)
def _compressed(path: Path) -> bytes:
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


@contextlib.contextmanager
def serve(folder: Path, *, compress: bool = False, without: str = "") -> Iterator[str]:
    """Serve the site in `folder` on a free port of this machine, below the path it is made for.

    Paths in which the expression `without` is found are not there. Gives the address of home, with
    its slash.
    """
    mount = mount_of(folder)
    missing = re.compile(without) if without else None
    options = {"mount": mount, "compress": compress, "without": missing}
    handler = type("Handler", (_Handler,), options)
    with _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}{mount}"
        server.shutdown()
        thread.join()


def mount_of(folder: Path) -> str:
    """The path of the site's home, the shortest of those in its sitemap."""
    sitemap = (folder / "sitemap.xml").read_text(encoding="utf-8")
    paths: list[str] = [urlsplit(loc).path for loc in re.findall("<loc>([^<]+)", sitemap)]
    return min(paths, key=len)
