"""The runtime folder: a short-lived, short-named place for the socket, and for copied programs.

It lies under the system's folder for temporary files, because a socket's path is limited to some
hundred bytes and because an unprivileged PostgreSQL must be able to walk to it.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from pathlib import Path

from cascade.database.account import Account
from cascade.database.errors import PostgresUnavailable

PREFIX = "cascade-"
# The limit is 107 bytes on Linux and 103 on macOS, with the socket's own name and a zero byte.
SOCKET_PATH_BYTES = 100
SOCKET_NAME_BYTES = len("/cascade-xxxxxxxx/.s.PGSQL.5432.lock")


class RuntimeFolder:
    """A folder of mode 0700, owned by the account, remembered in the data directory's ``note``."""

    def __init__(self, path: Path, note: Path) -> None:
        self.path = path
        self._note = note
        # Cleaners of temporary folders leave alone what is locked (systemd-tmpfiles does so).
        self._hold = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._hold, fcntl.LOCK_SH)

    @classmethod
    def create(cls, account: Account, note: Path, *, executable: bool) -> "RuntimeFolder":
        """Make a new folder; ``executable`` asks for a place whose programs may be run."""
        parent = _parent(account, executable=executable)
        path = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent))
        note.write_bytes(os.fsencode(path))
        account.own(path)
        return cls(path, note)

    def remove(self) -> None:
        """Remove the folder with all it holds."""
        os.close(self._hold)
        shutil.rmtree(self.path, ignore_errors=True)
        self._note.unlink(missing_ok=True)


def remove_leftover(note: Path, account: Account) -> None:
    """Remove what a killed supervisor left behind. Call it only when its PostgreSQL is gone."""
    with contextlib.suppress(OSError):
        path = Path(os.fsdecode(note.read_bytes()))
        ours = path.lstat().st_uid in {account.user_id, os.geteuid()}
        if ours and path.name.startswith(PREFIX) and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        note.unlink()


def _parent(account: Account, *, executable: bool) -> Path:
    candidates = [Path(tempfile.gettempdir()), *map(Path, ("/tmp", "/var/tmp", "/run"))]
    for candidate in candidates:
        if len(os.fsencode(candidate)) + SOCKET_NAME_BYTES > SOCKET_PATH_BYTES:
            continue
        if not account.may_use(candidate) or not os.access(candidate, os.W_OK | os.X_OK):
            continue
        if executable and os.statvfs(candidate).f_flag & os.ST_NOEXEC:
            continue
        return candidate
    raise PostgresUnavailable(
        "No temporary folder is short enough for a socket and open to the account that runs "
        f"PostgreSQL (user id {account.user_id}). Set TMPDIR, or set DATABASE_URL."
    )
