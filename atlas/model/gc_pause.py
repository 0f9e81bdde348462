"""The garbage collector, which loses time where many lasting objects are built or exist."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the collector, and restart it if it was running."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def spare_existing() -> None:
    """Leave all objects that exist out of later collections, since an atlas lasts as long as its process.

    Call it when a new atlas is in use. Each collection would take 100 ms of some reader's answer otherwise.
    """
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.freeze()
