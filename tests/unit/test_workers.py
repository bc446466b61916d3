"""Tasks in several processes: each is done once, failures are said, and no process is left."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from generator.problems import FailedError
from generator.workers import Workers


def alive(pid: int) -> bool:
    """Whether the process is there and not only waiting to be asked how it ended."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    pytest.fail("it does not come")


def test_each_task_is_done_once_and_tells_its_result() -> None:
    tasks = [partial(pow, 2, number) for number in range(100)]

    results = dict(Workers(tasks, 3).results())

    assert results == {number: 2**number for number in range(100)}


def test_workers_are_processes_of_their_own() -> None:
    pids = {pid for _, pid in Workers([os.getpid] * 20, 2).results()}

    assert os.getpid() not in pids


def failing(error: Exception) -> None:
    raise error


@pytest.mark.parametrize("error", [FailedError("no such name"), OSError(28, "No space left")])
def test_what_a_task_says_is_raised(error: Exception) -> None:
    with pytest.raises(type(error), match=str(error.args[-1])):
        list(Workers([partial(failing, error)], 2).results())


def test_a_fault_of_the_code_is_no_silent_gap(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FailedError, match="a process ended before its work was done"):
        list(Workers([partial(failing, KeyError("what"))], 2).results())

    assert "KeyError: 'what'" in capfd.readouterr().err


def test_stopped_workers_are_gone() -> None:
    workers = Workers([partial(time.sleep, 600)] * 2, 2)
    pids = [process.pid or 0 for process in workers._processes]
    assert all(map(alive, pids))

    workers.stop()

    assert not any(map(alive, pids))


PARENT = """
    import os, sys, time
    from generator.workers import Workers
    workers = Workers([lambda: time.sleep(600)] * 2, 2)
    print(*(process.pid for process in workers._processes), flush=True)
    list(workers.results())
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="tells processes by /proc")
def test_workers_end_with_the_process_that_started_them() -> None:
    command = [sys.executable, "-c", textwrap.dedent(PARENT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 2
        assert all(map(alive, pids))
        parent.send_signal(signal.SIGKILL)

    wait_for(lambda: not any(map(alive, pids)))
