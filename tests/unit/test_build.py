"""Builds of a small stand-in project: what is left of the site when one fails, is killed or meets
another."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import build as module
from generator.build import BuildFailedError, build

HOOK = """
import errno, os, pathlib, time

def on_post_build(config):
    site = pathlib.Path(config.site_dir)
    for number in range(50):
        (site / f"{number}.txt").write_text(os.environ.get("MARK", ""))
    if megabytes := os.environ.get("BIG"):
        (site / "big").write_bytes(bytes(int(megabytes) << 20))
    if wait := os.environ.get("WAIT"):
        (site.parent / wait).touch()
        time.sleep(60)
    if code := os.environ.get("FAIL"):
        raise OSError(int(code), os.strerror(int(code)), "index.html")
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Home\n")
    (tmp_path / "hook.py").write_text(HOOK)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Small\nsite_url: https://registry.example/\nhooks: [hook.py]\n"
    )
    return tmp_path / "mkdocs.yml"


@pytest.fixture
def site(config: Path) -> Path:
    return config.parent / "site"


@pytest.fixture
def good(config: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was built before."""
    with monkeypatch.context() as environment:
        environment.setenv("MARK", "good")
        build(config, site, quiet=True)
    return site


def start(config: Path, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "generator", "build", "--config", config],
        env={**os.environ, **environment},
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    pytest.fail(f"{path} does not appear")


def asides(site: Path) -> list[Path]:
    return list(site.parent.glob(".site-building-*"))


def marks(site: Path) -> set[str]:
    return {path.read_text() for path in site.glob("*.txt")}


def test_a_build_says_what_it_made(
    config: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(config, site)

    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith(f"{site}/: ")
    assert said.endswith(" s")
    assert " files, " in said
    assert (site / "index.html").is_file()
    assert asides(site) == []


def test_a_quiet_build_says_nothing(
    config: Path, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    build(config, site, quiet=True)

    assert capfd.readouterr() == ("", "")


def test_a_build_replaces_the_whole_site(config: Path, good: Path) -> None:
    (good / "left-over.html").touch()

    build(config, good, quiet=True)

    assert marks(good) == {""}
    assert not (good / "left-over.html").exists()
    assert asides(good) == []


def test_it_works_without_an_exchange_in_one_step(
    config: Path, good: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_exchange", lambda *_: False)

    build(config, good, quiet=True)

    assert marks(good) == {""}
    assert asides(good) == []


def test_a_warning_fails_the_build_and_leaves_the_site(
    config: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (config.parent / "docs" / "index.md").write_text("[gone](gone.md)\n")

    with pytest.raises(BuildFailedError, match="Aborted with 1 warnings in strict mode!"):
        build(config, good, quiet=True)

    assert "'gone.md'" in capsys.readouterr().err
    assert marks(good) == {"good"}
    assert asides(good) == []


@pytest.mark.parametrize(
    ("code", "reason"), [("28", "No space left on device"), ("30", "Read-only file system")]
)
def test_a_disk_that_takes_no_more_is_told_in_one_line(
    config: Path, good: Path, code: str, reason: str
) -> None:
    failed = start(config, FAIL=code)

    _, said = failed.communicate(timeout=60)

    assert failed.returncode == 1
    assert said == f"no site built: index.html: {reason}\n"
    assert marks(good) == {"good"}
    assert asides(good) == []


NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")
"""Runs a command that may mount what only it sees."""


def may_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    mount = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return subprocess.run(mount, check=False, capture_output=True).returncode == 0


@pytest.mark.skipif(not may_mount(), reason="this system lets nobody mount a small disk")
@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ("export BIG=20", "No space left on device"),
        ("mount -o remount,ro disk", "Read-only file system"),
    ],
)
def test_a_disk_that_is_really_full_or_read_only_keeps_the_last_site(
    config: Path, before: str, reason: str
) -> None:
    (config.parent / "disk").mkdir()
    build_it = f"{sys.executable} -m generator build --quiet --config {config} --to disk/site"
    script = f"""
        cd {config.parent} && mount -t tmpfs -o size=16m tmpfs disk &&
        MARK=good {build_it} && {before} || exit 9
        {build_it}
        echo $? $(cat disk/site/0.txt) $(ls -A disk)
    """

    done = subprocess.run(
        [*NAMESPACE, "sh", "-c", script],
        env={**os.environ, "PYTHONPATH": str(Path(module.__file__).parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "1 good site\n"
    assert done.stderr.startswith("no site built: ")
    assert done.stderr.endswith(f"{reason}\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="only Linux has a /sys")
def test_a_folder_that_cannot_be_written_is_told(config: Path) -> None:
    with pytest.raises(BuildFailedError, match=r"^no site built: /sys/\.site-building-\w+: \w"):
        build(config, Path("/sys/site"))


def test_a_folder_with_other_things_is_left_alone(config: Path, site: Path) -> None:
    site.mkdir()
    (site / "thesis.txt").write_text("years of work")

    with pytest.raises(BuildFailedError, match="holds other things than a site"):
        build(config, site)

    assert (site / "thesis.txt").read_text() == "years of work"


def test_a_file_is_left_alone(config: Path, site: Path) -> None:
    site.write_text("years of work")

    with pytest.raises(
        BuildFailedError, match=f"^{site}: is a file, expected a folder or nothing$"
    ):
        build(config, site)

    assert site.read_text() == "years of work"


def test_a_killed_build_leaves_the_site_and_the_next_one_cleans_up(
    config: Path, good: Path
) -> None:
    killed = start(config, WAIT="waiting")
    wait_for(config.parent / "waiting")
    killed.kill()
    killed.communicate(timeout=60)
    assert marks(good) == {"good"}
    assert len(asides(good)) == 2

    build(config, good, quiet=True)

    assert marks(good) == {""}
    assert asides(good) == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_build_cleans_up_itself(config: Path, good: Path, how: signal.Signals) -> None:
    stopped = start(config, WAIT="waiting")
    wait_for(config.parent / "waiting")
    stopped.send_signal(how)

    _, said = stopped.communicate(timeout=60)

    assert stopped.returncode == 130
    assert said == "stopped\n"
    assert marks(good) == {"good"}
    assert asides(good) == []


def test_two_builds_at_once_do_not_mix(config: Path, good: Path) -> None:
    builds = [start(config, MARK=mark) for mark in ("one", "two")]
    seen = set()
    while any(running.poll() is None for running in builds):
        seen.add((good / "index.html").is_file())
        time.sleep(0.001)

    for running in builds:
        _, said = running.communicate(timeout=60)
        assert running.returncode == 0, said
    assert seen == {True}
    assert marks(good) in ({"one"}, {"two"})
    assert len(list(good.glob("*.txt"))) == 50
    assert asides(good) == []


def test_a_build_leaves_another_one_s_folder(config: Path, good: Path) -> None:
    slow = start(config, WAIT="waiting")
    wait_for(config.parent / "waiting")

    build(config, good, quiet=True)

    assert len(asides(good)) == 2
    slow.kill()
    slow.communicate(timeout=60)


def test_a_site_that_does_not_last_leaves_no_notes(config: Path, site: Path) -> None:
    build(config, site, quiet=True, lasting=False)

    assert not (config.parent / ".cache").exists()


def test_a_build_that_fails_puts_back_the_folder_it_was_to_use(
    config: Path, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = module._notes(config, good).with_suffix("")
    before.mkdir(parents=True)
    (before / "index.html").touch()
    (config.parent / "docs" / "index.md").write_text("[gone](gone.md)\n")

    with pytest.raises(BuildFailedError):
        build(config, good, quiet=True)

    capsys.readouterr()
    assert (before / "index.html").is_file()
    assert asides(good) == []


def test_what_was_noted_of_a_site_given_up_is_forgotten(tmp_path: Path) -> None:
    names = ("now", "yesterday", "long ago")
    for name, age in zip(names, (0, 86_400, 40 * 86_400), strict=True):
        (tmp_path / name).mkdir()
        notes = tmp_path / f"{name}.json"
        notes.touch()
        os.utime(notes, (time.time() - age,) * 2)

    module._forget_others(tmp_path / "now.json")

    left = {"now", "now.json", "yesterday", "yesterday.json"}
    assert {path.name for path in tmp_path.iterdir()} == left
