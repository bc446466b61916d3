"""The Chromium that tests and benchmarks drive."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

SHELL = "chromium-headless-shell"
"""The same engine without the browser around it: a page opens in half the time."""

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The network is cut off: what a page asks of another host fails, and is noted besides.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def find(*, shell: bool = False) -> str:
    """The path of the program, of its `shell` if that will do and is there.

    Raises FileNotFoundError where there is none.
    """
    for name in (SHELL, *NAMES) if shell else NAMES:
        if path := shutil.which(name):
            return path
    raise FileNotFoundError(f"none of {', '.join(NAMES)} found; `tests/set-up` installs one")
