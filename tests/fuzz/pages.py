"""Gives addresses and texts to the site in Chromium.

`python -m tests.fuzz.pages SITE SECONDS SEED`; what it gives is made as the inputs for scripts
are, by `tests/scripts/give.mjs`.
"""

import contextlib
import json
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Dialog, Error, sync_playwright

from tests.chromium import FLAGS, find
from tests.pages import one_of_each_kind
from tests.server import serve

ROOT = Path(__file__).parents[2]

LONGEST = 60_000
"""Milliseconds after which an input is given up: the processor has other work as well."""

_MEMORY = "--js-flags=--max-old-space-size=512"
"""The MiB that the scripts of a page may have: one that needs more crashes."""

_LONGEST_TEXT = 100_000
"""Characters that are put into a text field: a longer paste is none that it takes."""

_FEW = 20
"""Inputs for which a page is used, so that what one leaves behind shows with the next."""


class Reader:
    """A page that is given inputs, and what went wrong on it."""

    def __init__(self, browser: Browser, home: str) -> None:
        self._context = browser.new_context()
        self._context.set_default_timeout(LONGEST)
        self._home = home
        self.problems: list[str] = []
        self.page = self._context.new_page()
        self.page.on("pageerror", lambda error: self.problems.append(f"{error} {error.stack}"))
        self.page.on("crash", lambda _: self.problems.append("the page crashed"))
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._console)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.problems.append(message.text)

    def _dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"a script ran: {dialog.message}")
        dialog.dismiss()

    def close(self) -> None:
        self._context.close()

    def open(self, address: str) -> None:
        """Go to an address below home, written as it is."""
        self.page.goto(self._home + address, wait_until="load")


def _address(reader: Reader, address: str, given: dict[str, str]) -> None:
    reader.open(address + given["address"])
    reader.page.evaluate(
        "async (hash) => { location.hash = hash; await new Promise((done) => setTimeout(done)); }",
        given["other"],
    )


def _box(reader: Reader, address: str, given: dict[str, str]) -> None:
    reader.open(address)
    box = reader.page.locator(".find__input:visible").first
    box.fill(given["text"])
    box.press("ArrowDown")
    reader.page.wait_for_timeout(50)


def _filter(reader: Reader, address: str, given: dict[str, str]) -> None:
    reader.open(address)
    for field in reader.page.locator("main input[type=search]:visible").all()[:3]:
        field.fill(given["text"][:5000])
    reader.page.wait_for_timeout(150)


def _paste(reader: Reader, address: str, given: dict[str, str]) -> None:
    reader.open(address)
    area = reader.page.locator("main textarea:visible")
    if area.count():
        area.first.fill(given["text"][:_LONGEST_TEXT])
        reader.page.wait_for_timeout(200)


DEEDS: dict[str, Callable[[Reader, str, dict[str, str]], None]] = {
    "address": _address,
    "box": _box,
    "filter": _filter,
    "paste": _paste,
}
"""What is done with an input, by name."""


@contextlib.contextmanager
def _inputs(seed: int) -> Iterator[Iterator[dict[str, str]]]:
    """Inputs without end, as the generator in Node makes them."""
    command = ["node", "tests/scripts/give.mjs", str(seed)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as node:
        assert node.stdout is not None
        yield (json.loads(line) for line in node.stdout)
        node.kill()


def main(site: Path, seconds: float, seed: int) -> int:
    """Give random input for `seconds`; prints what broke, with its input. Returns 1 if any did."""
    chance = random.Random(seed)  # noqa: S311  # chooses pages
    addresses = sorted(one_of_each_kind(site).values())
    taking = {"paste": ["lookup/", "check/"]}
    end = time.monotonic() + seconds
    counts: Counter[str] = Counter()
    wrong = 0
    with sync_playwright() as playwright, serve(site) as home, _inputs(seed) as inputs:
        browser = playwright.chromium.launch(executable_path=find(), args=[*FLAGS, _MEMORY])
        reader = Reader(browser, home)
        for number, given in enumerate(inputs, 1):
            if time.monotonic() > end:
                break
            if number % _FEW == 0:
                reader.close()
                reader = Reader(browser, home)
            deed = chance.choice(sorted(DEEDS))
            address = chance.choice(taking.get(deed, addresses))
            try:
                DEEDS[deed](reader, address, given)
            except Error as error:
                reader.problems.append(str(error)[:500])
            counts[deed] += 1
            if reader.problems:
                wrong += 1
                told = {"target": deed, "page": address, "wrong": reader.problems, "input": given}
                sys.stdout.write(json.dumps(told) + "\n")
                sys.stdout.flush()
                reader.close()
                reader = Reader(browser, home)
        browser.close()
    sys.stdout.write(json.dumps({"inputs": counts, "faults": wrong}) + "\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])))
