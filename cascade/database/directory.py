"""The data directory: the cluster, the passwords, the log of PostgreSQL, and who holds it all."""

import errno
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from types import MappingProxyType

from cascade.database.errors import (
    DatabaseError,
    DataDirectoryInUse,
    DataDirectoryUnusable,
    PostgresUnavailable,
)

CLUSTER = "postgres"
LOG_LIMIT_BYTES = 10_000_000
DISK_FULL = "No space left on device"
"""In the words of the C library, which PostgreSQL's programs pass on."""

_REASONS = MappingProxyType(
    {
        errno.EEXIST: "it is a file. Name a folder",
        errno.ENOTDIR: "it is a file, or lies in one. Name a folder",
        errno.EROFS: "nothing can be written there. Name a folder on another disk",
        errno.EACCES: "this account may not write there. Give it the folder, or name another",
        errno.EPERM: "this account may not write there. Give it the folder, or name another",
        errno.ENOSPC: "its disk is full. Make room, or name a folder on another disk",
        errno.EDQUOT: "its disk is full. Make room, or name a folder on another disk",
    }
)


@dataclass(frozen=True, slots=True)
class Passwords:
    """One for each role that may log in."""

    superuser: str
    application: str


@contextmanager
def used_as_data_directory(path: Path) -> Iterator[None]:
    """Says in one line why files cannot be kept in ``path``; raises DataDirectoryUnusable."""
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"it cannot be used: {error}")
        raise DataDirectoryUnusable(f"CASCADE_DATA_DIR names {path}, but {reason}.") from error


def not_started(path: Path, words: str) -> DatabaseError:
    """What to raise where a program of PostgreSQL has failed in ``path``, with its own words."""
    if DISK_FULL in words:
        reason = _REASONS[errno.ENOSPC]
        return DataDirectoryUnusable(f"CASCADE_DATA_DIR names {path}, but {reason}.")
    return PostgresUnavailable(f"PostgreSQL in {path} (CASCADE_DATA_DIR) {words}")


class DataDirectory:
    """What is where. Everything is made by us, so nothing outside is touched."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cluster = path / CLUSTER
        self.unfinished = path / "postgres.unfinished"
        self.passwords_file = path / "passwords.json"
        self.log_file = path / "postgres.log"
        self.runtime_note = path / "runtime"
        self._lock_file = path / "lock"
        self._lock: int | None = None

    def hold(self) -> None:
        """Become the one supervisor of this directory.

        The kernel lets go of the lock when its holder dies, however it dies, and no child
        inherits it: whoever gets the lock knows that no supervisor lives.

        Raises:
            DataDirectoryInUse: another supervisor lives.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(lock, 20).decode(errors="replace").strip() or "unknown"
            os.close(lock)
            raise DataDirectoryInUse(
                f"{self.path} is in use by another server (process {holder}). "
                "Stop it, or choose another CASCADE_DATA_DIR."
            ) from error
        os.ftruncate(lock, 0)
        os.write(lock, str(os.getpid()).encode())
        self._lock = lock

    def release(self) -> None:
        """Let another supervisor hold the directory."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def passwords(self) -> Passwords:
        """The roles' passwords, from a file that only its owner reads; made at the first call."""
        if self.passwords_file.exists():
            return Passwords(**json.loads(self.passwords_file.read_text()))
        if self.cluster.exists():
            raise DataDirectoryUnusable(
                f"{self.passwords_file} is missing, but {self.cluster} holds a database. "
                "Bring the file back from the backup of the directory."
            )
        passwords = Passwords(secrets.token_urlsafe(24), secrets.token_urlsafe(24))
        write_secret(self.passwords_file, json.dumps(asdict(passwords)))
        return passwords

    def open_log(self) -> int:
        """A descriptor that appends to PostgreSQL's own log, begun anew when it has grown."""
        if self.log_file.exists() and self.log_file.stat().st_size > LOG_LIMIT_BYTES:
            self.log_file.replace(self.log_file.with_suffix(".log.1"))
        return os.open(self.log_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)


def write_secret(path: Path, text: str) -> None:
    """Write a file of mode 0600 whole or not at all, and for good."""
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
