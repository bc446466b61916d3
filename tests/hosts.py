"""Real web servers of this machine that show the site as the build tells them to."""

import contextlib
import email.message
import http.client
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.hosting import host_files
from tests.server import mount_of

NAMES = ("nginx", "caddy")

NGINX = f"""\
{{modules}}
daemon off;
error_log {{scratch}}/error.log warn;
pid {{scratch}}/nginx.pid;
{"user root;" if os.geteuid() == 0 else ""}
events {{{{}}}}
http {{{{
    access_log off;
    include /etc/nginx/mime.types;
    client_body_temp_path {{scratch}};
    proxy_temp_path {{scratch}};
    fastcgi_temp_path {{scratch}};
    uwsgi_temp_path {{scratch}};
    scgi_temp_path {{scratch}};
    server {{{{
        listen 127.0.0.1:{{port}};
        root {{root}};
        include {{scratch}}/registry.conf;
    }}}}
}}}}
"""

CADDY = """\
{{
	admin off
	auto_https off
}}
http://127.0.0.1:{port} {{
	bind 127.0.0.1
	root * {root}
	import {scratch}/registry
}}
"""

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: email.message.Message
    body: bytes


@dataclass(frozen=True, slots=True)
class Host:
    """A web server that shows the site at `home`, a URL that ends in a slash."""

    home: str

    def ask(self, address: str, method: str = "GET", **headers: str) -> Answer:
        """What the server answers to a request of `address`, below home, and nothing further."""
        parts = urlsplit(self.home)
        connection = http.client.HTTPConnection(parts.netloc, timeout=10)
        asked = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request(method, parts.path + address, headers=asked)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())


class NotStartedError(Exception):
    """A server did not start; says what it wrote."""


@contextlib.contextmanager
def start(name: str, site: Path, root: Path, scratch: Path, *, base: str = "") -> Iterator[Host]:
    """Run the server of that name with the snippet that the build of `site` wrote for it.

    `root` holds the site at the place that it was built for, or at the path `base` if that is
    given, for which the snippet is then written anew. `scratch` is an empty folder. Raises
    NotStartedError.
    """
    place = base or mount_of(site)
    made = dict(host_files((), base)) if base else {}
    file = {"nginx": "_hosting/nginx.conf", "caddy": "_hosting/Caddyfile"}[name]
    snippet = (made[file] if base else (site / file).read_bytes()).decode()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    command: list[str | Path]
    if name == "nginx":
        modules = f"load_module {BROTLI};" if BROTLI.is_file() else ""
        if modules:
            snippet = snippet.replace("#brotli_static", "brotli_static")
        (scratch / "registry.conf").write_text(snippet)
        config = NGINX.format(scratch=scratch, port=port, root=root, modules=modules)
        log = scratch / "error.log"
        command = ["nginx", "-p", scratch, "-e", log, "-c", scratch / "config"]
    else:
        (scratch / "registry").write_text(snippet)
        config = CADDY.format(scratch=scratch, port=port, root=root)
        command = ["caddy", "run", "--adapter", "caddyfile", "--config", scratch / "config"]
    (scratch / "config").write_text(config)
    log = scratch / "log"
    environment = {**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin", "HOME": str(scratch)}
    with (
        log.open("w") as said,
        subprocess.Popen(command, stdout=said, stderr=said, env=environment) as server,
    ):
        try:
            _wait(port, server, log)
            yield Host(f"http://127.0.0.1:{port}{place}")
        finally:
            server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(400):
        with contextlib.suppress(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port)).close()
            return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    raise NotStartedError(f"the server does not start:\n{log.read_text()}")
