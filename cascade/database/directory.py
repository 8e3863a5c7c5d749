"""The data directory: the cluster, the passwords, the log of PostgreSQL, and who holds it all."""

import fcntl
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from cascade.database.errors import DataDirectoryInUse, DataDirectoryUnusable

LOG_LIMIT_BYTES = 10_000_000


@dataclass(frozen=True, slots=True)
class Passwords:
    """One for each role that may log in."""

    superuser: str
    application: str


class DataDirectory:
    """What is where. Everything is made by us, so nothing outside is touched."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cluster = path / "postgres"
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
