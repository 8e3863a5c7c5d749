"""As whom PostgreSQL runs: it refuses root, so root lends it an existing unprivileged account."""

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path

# Where no account is called nobody, this is the number that systems give it.
NOBODY_ID = 65534


@dataclass(frozen=True, slots=True)
class Account:
    """A user and group that own PostgreSQL's files and run its processes."""

    user_id: int
    group_id: int

    @property
    def borrowed(self) -> bool:
        """Whether it is another account than the one that runs this program."""
        return self.user_id != os.geteuid()

    def own(self, path: Path) -> None:
        """Give this account a file or directory that we have made for it."""
        if self.borrowed:
            os.chown(path, self.user_id, self.group_id)

    def may_use(self, path: Path) -> bool:
        """Whether the account may read ``path`` and enter every folder above it.

        Judged by mode bits alone: where an access list says otherwise, the cost is a needless copy.
        """
        try:
            real = path.resolve(strict=True)
            parents = all(self._has(folder.stat(), stat.S_IXOTH) for folder in real.parents)
            status = real.stat()
        except OSError:
            return False
        wanted = stat.S_IROTH | (stat.S_IXOTH if stat.S_ISDIR(status.st_mode) else 0)
        return parents and self._has(status, wanted)

    def _has(self, status: os.stat_result, wanted: int) -> bool:
        if status.st_uid == self.user_id:
            wanted <<= 6
        elif status.st_gid == self.group_id:
            wanted <<= 3
        return status.st_mode & wanted == wanted


def account_for(cluster: Path) -> Account:
    """Who is to run the PostgreSQL whose files are, or will be, in ``cluster``.

    An ordinary user runs it himself. Root runs it as the owner of the files, at first as nobody.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if cluster.exists() and (status := cluster.stat()).st_uid != 0:
        return Account(status.st_uid, status.st_gid)
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        return Account(NOBODY_ID, NOBODY_ID)
    return Account(entry.pw_uid, entry.pw_gid)
