"""Making a cluster, and naming its folder to a PostgreSQL that may not walk to it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cascade.database.account import Account
from cascade.database.binaries import MAJOR_VERSION, Binaries
from cascade.database.directory import DataDirectory, not_started
from cascade.database.errors import DataDirectoryUnusable

SUPERUSER = "cascade_supervisor"
INITDB_SECONDS = 120

# No variable of ours (PGDATA, PGOPTIONS, LD_PRELOAD...) may change what the server does.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True, slots=True)
class FolderName:
    """How a child process is told of a folder: by ``name``, with ``descriptors`` passed on."""

    name: str
    descriptors: tuple[int, ...] = ()


@contextmanager
def named_for(account: Account, folder: Path) -> Iterator[FolderName]:
    """The folder's name for a child of that account.

    Where the account cannot enter a folder above it (a data directory under /root), the child
    gets the open folder itself: a descriptor needs no walk, and changes no permission.
    """
    if account.may_use(folder):
        yield FolderName(str(folder.resolve()))
        return
    if not sys.platform.startswith("linux"):
        raise DataDirectoryUnusable(
            f"The account that runs PostgreSQL (user id {account.user_id}) cannot enter {folder}. "
            "Choose another CASCADE_DATA_DIR, or do not start as root."
        )
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield FolderName(f"/proc/self/fd/{descriptor}", (descriptor,))
    finally:
        os.close(descriptor)


def spawn(
    account: Account, arguments: list[str], folder: FolderName, output: int
) -> "subprocess.Popen[bytes]":
    """Start a program of PostgreSQL as a direct child, out of reach of the terminal's Ctrl-C."""
    borrowed = account.borrowed
    return subprocess.Popen(
        arguments,
        env=ENVIRONMENT,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        pass_fds=folder.descriptors,
        start_new_session=True,
        umask=0o077,
        user=account.user_id if borrowed else None,
        group=account.group_id if borrowed else None,
        extra_groups=[] if borrowed else None,
    )


def ensure_cluster(
    directory: DataDirectory, account: Account, binaries: Binaries, runtime: Path
) -> None:
    """Make the cluster at the first start, whole or not at all; check its version at later ones."""
    version_file = directory.cluster / "PG_VERSION"
    if directory.cluster.exists():
        version = version_file.read_text().strip() if version_file.exists() else "none"
        if version != str(MAJOR_VERSION):
            raise DataDirectoryUnusable(
                f"{directory.cluster} is of PostgreSQL {version}, not {MAJOR_VERSION}."
            )
        return
    shutil.rmtree(directory.unfinished, ignore_errors=True)
    directory.unfinished.mkdir(mode=0o700)
    account.own(directory.unfinished)
    with _password_file(directory, account, runtime) as password_file:
        _initdb(directory, account, binaries, password_file)
    directory.unfinished.replace(directory.cluster)
    _fsync_folder(directory.path)


@contextmanager
def _password_file(directory: DataDirectory, account: Account, runtime: Path) -> Iterator[Path]:
    descriptor, name = tempfile.mkstemp(dir=runtime)
    path = Path(name)
    with os.fdopen(descriptor, "w") as file:
        file.write(directory.passwords().superuser)
    account.own(path)
    try:
        yield path
    finally:
        path.unlink()


def _initdb(
    directory: DataDirectory, account: Account, binaries: Binaries, password_file: Path
) -> None:
    with named_for(account, directory.unfinished) as folder, tempfile.TemporaryFile() as output:
        arguments = [
            str(binaries.program("initdb")),
            f"--pgdata={folder.name}",
            f"--username={SUPERUSER}",
            f"--pwfile={password_file}",
            "--auth=scram-sha-256",
            "--data-checksums",
            "--encoding=UTF8",
            "--no-locale",
            # Sorts by code point on every system, and still knows the case of every letter.
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
        ]
        process = spawn(account, arguments, folder, output.fileno())
        try:
            status = process.wait(INITDB_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            status = process.wait()
        if status != 0:
            output.seek(0)
            text = output.read().decode(errors="replace")
            raise not_started(directory.path, f"was not made; initdb ended with {status}:\n{text}")


def _fsync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
