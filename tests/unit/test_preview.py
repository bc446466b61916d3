"""The live preview while something is wrong: the last good pages are served, and it is told."""

import logging
import os
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from generator.plugin import preview as module
from generator.plugin.preview import Preview
from generator.problems import BadDataError, Problem, Where

WRONG = "the last good pages stay, for this is wrong:"
PROBLEM = Problem(Where("data/sop_classes/A.yml", 3), "x, expected y")


class Project:
    """A stand-in: the one page of its site holds the record, followed by the template."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.site, self.record = root / "site", root / "data" / "sop_classes" / "A.yml"
        self.other, self.template = root / "data" / "sections.csv", root / "templates" / "a.html"
        self._times = count(1)
        for path in (self.record, self.other, self.template, self.site / "index.html"):
            path.parent.mkdir(parents=True, exist_ok=True)
            self.write(path, "1")
        monkeypatch.setattr(module, "load_records", lambda *_: self.load(self.record))
        self.preview = Preview(
            registry=self.load(self.record),
            data=root / "data",
            templates=root / "templates",
            others=(),
            site=self.site,
            full=self.full,
            again=self.again,
        )

    def write(self, path: Path, text: str) -> None:
        path.write_text(text)
        os.utime(path, (0, next(self._times)))

    def load(self, path: Path) -> Any:  # noqa: ANN401  # stands in for a Registry
        if path.read_text() == "bad":
            raise BadDataError([PROBLEM])
        return SimpleNamespace(record=path.read_text(), keys={})

    def full(self, last: Path, spare: Path) -> Any:  # noqa: ANN401
        assert (last / "index.html").is_file()
        assert not any(spare.iterdir())
        self.site.mkdir()
        if self.other.read_text() == "bad":
            raise Abort("data/sections.csv:1: bad, expected good\n1 problem, no site built")
        registry = self.load(self.record)
        self.again(registry)
        return registry

    def again(self, registry: Any) -> int:  # noqa: ANN401
        if self.template.read_text() == "bad":
            raise ValueError("no such value")
        page = f"{registry.record} {self.other.read_text()} {self.template.read_text()}"
        (self.site / "index.html").write_text(page)
        return 1

    @property
    def page(self) -> str:
        return (self.site / "index.html").read_text()


@pytest.fixture
def project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> Project:
    caplog.set_level(logging.INFO, logger=module.log.name)
    return Project(tmp_path, monkeypatch)


def test_bad_records_are_told_until_they_are_mended(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    project.write(project.record, "2")
    project.preview()
    project.write(project.record, "bad")
    project.preview()
    assert project.page == "2 1 1"
    project.write(project.record, "3")
    project.preview()
    assert project.page == "3 1 1"
    assert caplog.messages == [
        "1 page made again",
        f"{WRONG}\ndata/sop_classes/A.yml:3: x, expected y",
        "1 page made again",
    ]


def test_a_build_that_fails_leaves_the_site(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    project.write(project.site / "index.html", "whole")
    project.write(project.other, "bad")
    project.preview()
    # What is wrong stays so, though this edit alone would need no build.
    project.write(project.record, "2")
    project.preview()
    assert project.page == "whole"
    told = f"{WRONG}\ndata/sections.csv:1: bad, expected good\n1 problem, no site built"
    assert caplog.messages == [told, told]
    project.write(project.other, "2")
    project.preview()
    assert project.page == "2 2 1"
    assert [path.name for path in project.site.parent.iterdir() if "site" in path.name] == ["site"]


def test_a_template_that_fails_does_not_end_it(
    project: Project, caplog: pytest.LogCaptureFixture
) -> None:
    project.write(project.template, "bad")
    project.preview()
    assert caplog.messages == [WRONG]
    assert "ValueError: no such value" in caplog.text
    project.write(project.template, "2")
    project.preview()
    assert project.page == "1 1 2"


@pytest.fixture
def server(project: Project) -> Iterator[LiveReloadServer]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = LiveReloadServer(
        project.preview, "127.0.0.1", port, str(project.site), polling_interval=0.05
    )
    server.watch(str(project.record.parents[1]))
    thread = threading.Thread(target=server.serve)
    thread.start()
    yield server
    server.shutdown(wait=True)
    thread.join(10)
    assert not thread.is_alive()


def test_requests_are_answered_while_something_is_wrong(
    project: Project, server: LiveReloadServer, caplog: pytest.LogCaptureFixture
) -> None:
    wait_for(lambda: server.observer.is_alive() and server.serve_thread.is_alive())
    project.write(project.record, "2")
    wait_for(lambda: "2 1 1" in asked(server))
    project.write(project.record, "bad")
    wait_for(lambda: any(WRONG in message for message in caplog.messages))
    assert "2 1 1" in asked(server)
    project.write(project.record, "3")
    wait_for(lambda: "3 1 1" in asked(server))


def asked(server: LiveReloadServer) -> str:
    with urllib.request.urlopen(server.url, timeout=10) as answer:  # noqa: S310  # our own
        text: str = answer.read().decode()
    return text


def wait_for(condition: Callable[[], bool]) -> None:
    pause = threading.Event()
    for _ in range(200):
        if condition():
            return
        pause.wait(0.05)
    pytest.fail("it does not come")
