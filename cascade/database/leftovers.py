"""What a killed server leaves in its cluster: a lock file, and perhaps a PostgreSQL that lives on.

To be called only by who holds the data directory: then no supervisor of such a PostgreSQL lives.
"""

import contextlib
import os
import signal
from pathlib import Path

import psutil

from cascade.database.errors import DataDirectoryInUse
from cascade.logger import Logger

FAST_SHUTDOWN_SECONDS = 20.0
IMMEDIATE_SHUTDOWN_SECONDS = 10.0

logger = Logger(__name__)


def settle(cluster: Path) -> None:
    """Stop an orphaned PostgreSQL of this cluster, and disown the lock file of a dead one.

    Raises:
        DataDirectoryInUse: the orphan cannot be stopped.
    """
    lock_file = cluster / "postmaster.pid"
    process_id = _process_id(lock_file)
    if process_id is None:
        return
    orphan = _living_server(process_id, cluster)
    if orphan is not None:
        logger.warning("postgres_orphan_stopped", process_id=process_id)
        _stop(orphan, cluster)
    _disown(lock_file)


def _process_id(lock_file: Path) -> int | None:
    try:
        return int(lock_file.read_bytes().split(b"\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return None


def _living_server(process_id: int, cluster: Path) -> psutil.Process | None:
    """The process of this number if it is a living PostgreSQL of this very cluster.

    Numbers are used again, above all in containers, so a living process proves nothing; a server
    works in its cluster's folder. A dead one that nobody has reaped has no folder any more.
    """
    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process(process_id)
        if process.name() == "postgres" and os.path.samefile(process.cwd(), cluster):
            return process
    return None


def _stop(orphan: psutil.Process, cluster: Path) -> None:
    for order, patience_seconds in (
        (signal.SIGINT, FAST_SHUTDOWN_SECONDS),
        (signal.SIGQUIT, IMMEDIATE_SHUTDOWN_SECONDS),
    ):
        with contextlib.suppress(psutil.NoSuchProcess):
            orphan.send_signal(order)
        with contextlib.suppress(psutil.TimeoutExpired):
            orphan.wait(patience_seconds)
            return
    raise DataDirectoryInUse(
        f"PostgreSQL (process {orphan.pid}) was left in {cluster} by a killed server and does not "
        "stop. End it, then start again."
    )


def _disown(lock_file: Path) -> None:
    """Write our own number over the dead server's.

    PostgreSQL refuses to start while the number in the file is alive: as an unreaped zombie, or
    given to another program since. Its parent's number it knows to be stale. Removing the file
    would also remove the key of the shared memory, by which PostgreSQL finds backends that
    outlive their server; so the rest of the file stays.
    """
    with contextlib.suppress(FileNotFoundError):
        _, _, rest = lock_file.read_bytes().partition(b"\n")
        with lock_file.open("r+b") as file:
            file.write(b"%d\n%b" % (os.getpid(), rest))
            file.truncate()
