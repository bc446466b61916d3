"""Does tasks in several processes at once, each a copy of this one."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any

from generator.problems import FailedError

_GLANCE = 0.2
"""How often, in seconds, a worker looks whether the process that started it is still there."""

Task = Callable[[], Any]
"""Something to do; what it returns goes through a pipe."""


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Does `tasks` in `number` processes, which take the next one as they are free, in order.

    A worker begins with everything that this process knows (it is a fork of it), and ends with it.
    """

    def __init__(self, tasks: Sequence[Task], number: int) -> None:
        context = multiprocessing.get_context("fork")
        self._number = len(tasks)
        self._next = context.Value("i", 0)
        self._readers: list[Connection] = []
        self._processes = []
        for _ in range(min(number, self._number)):
            reader, writer = context.Pipe(duplex=False)
            arguments = (tasks, self._next, writer, os.getpid())
            process = context.Process(target=_work, args=arguments, daemon=True)
            process.start()
            writer.close()
            self._readers.append(reader)
            self._processes.append(process)

    def results(self) -> Iterator[tuple[int, Any]]:
        """What each task returned, by its number, as they are done.

        Raises what a task raises, if that is a FailedError or an OSError. Any other exception of a
        task is a fault of the code: its traceback is printed, and a FailedError raised.
        """
        working = list(self._readers)
        done = 0
        while working:
            for reader in [it for it in working if it in wait(working)]:
                try:
                    number, result, error = reader.recv()
                except EOFError:
                    working.remove(reader)
                    continue
                if error is not None:
                    raise error
                done += 1
                yield number, result
        for process in self._processes:
            process.join()
        if done < self._number:
            codes = ", ".join(str(process.exitcode) for process in self._processes)
            raise FailedError(f"a process ended before its work was done, with {codes}")

    def stop(self) -> None:
        """End the processes, done or not."""
        for process in self._processes:
            process.kill()
            process.join()


def _work(tasks: Sequence[Task], next_: Any, writer: Connection, parent: int) -> None:  # noqa: ANN401
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    while True:
        with next_.get_lock():
            number = next_.value
            next_.value += 1
        if number >= len(tasks):
            return
        result, failed = None, None
        try:
            result = tasks[number]()
        except (FailedError, OSError) as error:
            failed = error
        writer.send((number, result, failed))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_GLANCE)
    os._exit(1)
