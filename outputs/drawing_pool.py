"""Drawing in several processes: what they share is sent to each once."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Result = TypeVar("Result")

_shared: Any = None
"""In a drawing process: what it was started with."""


def draw_in_processes(
    shared: Shared, task: Callable[[Shared, Item], Result], items: Iterable[Item]
) -> Iterator[Result]:
    """Yield the result of a task for each item as they come, from as many processes as there are cores."""
    # Spawned, not forked: the rasteriser's threads would not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(os.cpu_count(), context, initializer=_start, initargs=(shared,)) as pool:
        orders = [pool.submit(_run, task, item) for item in items]
        for order in as_completed(orders):
            yield order.result()


def _run(task: Callable[[Any, Item], Result], item: Item) -> Result:
    return task(_shared, item)


def _start(shared: object) -> None:
    global _shared  # noqa: PLW0603 - nothing else in a process outlives a task
    _shared = shared
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """End this process if its parent process was killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
