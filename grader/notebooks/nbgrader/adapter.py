"""One database engine for a gradebook in a process, in place of one for every look into it.

nbgrader (0.9.6, api.Gradebook) opens the gradebook about a dozen times for each learner and each time makes an engine, which has to
compile the same statements again: a third of what autograding without a kernel takes. A Gradebook that is closed disposes of its
engine's connections, and a disposed engine connects anew, so nothing stays open that was closed before.
"""

from functools import cache

from nbgrader import api


def keep_engines() -> None:
    """Let every Gradebook of this process with the same address share its engine; a second call changes nothing."""
    if not hasattr(api.create_engine, "cache_info"):  # not kept yet
        api.create_engine = cache(api.create_engine)
