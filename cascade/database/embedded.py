"""The supervisor of the PostgreSQL that comes along.

Life cycle of ``start``: hold the data directory, stop or bury what a killed server left, make the
cluster at the first start, run ``postgres`` as a direct child, wait until it answers, assert that
it keeps what it acknowledges, make roles and database. ``stop`` is a fast shutdown.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from pathlib import Path
from types import MappingProxyType

import asyncpg

from cascade.database.account import account_for
from cascade.database.binaries import Binaries, wheel_binaries
from cascade.database.cluster import SUPERUSER, ensure_cluster, named_for, spawn
from cascade.database.directory import DataDirectory, not_started, used_as_data_directory
from cascade.database.endpoints import Endpoint, Endpoints
from cascade.database.errors import PostgresUnavailable
from cascade.database.leftovers import settle
from cascade.database.runtime import RuntimeFolder, remove_leftover
from cascade.database.server import APPLICATION, DATABASE, PostgresServer, assert_safe
from cascade.logger import Logger

PORT = 5432  # of the socket's name only: no TCP port is opened

# A crash recovery reads at most max_wal_size again; on a slow disk that is this long.
START_SECONDS = 180.0
POLL_SECONDS = 0.01
WATCH_SECONDS = 0.1
# After these orders (fast, immediate, kill) the server gets that long to go.
STOP_ORDERS = ((signal.SIGINT, 20.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))
# A server that dies as soon as it answers, again and again, has a reason that restarting does not
# cure. One that lived longer was ended from outside: killed, or short of memory.
RESTARTS_IN_A_ROW = 5
CALM_SECONDS = 1.0

# It is starting, or it died while it was being asked, which the next look at the process tells.
_NOT_YET = (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError)

# On the command line nothing in the cluster (ALTER SYSTEM, edited files) overrides them.
SETTINGS = MappingProxyType(
    {
        "listen_addresses": "",
        "port": str(PORT),
        "unix_socket_permissions": "0700",
        "password_encryption": "scram-sha-256",
        "fsync": "on",
        "full_page_writes": "on",
        "synchronous_commit": "on",
        # As many as eight servers open, and the commands beside them.
        "max_connections": "250",
        "shared_buffers": "256MB",
        "max_wal_size": "2GB",
        "random_page_cost": "1.1",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_min_messages": "warning",
    }
)

logger = Logger(__name__)


class EmbeddedPostgres(PostgresServer):
    """One PostgreSQL 18 on one data directory, run by this process."""

    def __init__(self, data_dir: Path) -> None:
        self._directory = DataDirectory(data_dir)
        self._account = account_for(self._directory.cluster)
        self._binaries: Binaries | None = None
        self._runtime: RuntimeFolder | None = None
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The number of the server's process, or none when it does not run."""
        if self._process is None or self._process.poll() is not None:
            return None
        return self._process.pid

    @property
    def endpoints(self) -> Endpoints:
        """The ways into the running server's database."""
        if self._runtime is None:
            raise PostgresUnavailable("The embedded PostgreSQL has not been started.")
        passwords = self._directory.passwords()
        host = str(self._runtime.path)
        return Endpoints(
            application=Endpoint(DATABASE, APPLICATION, passwords.application, host, PORT),
            superuser=Endpoint(DATABASE, SUPERUSER, passwords.superuser, host, PORT),
        )

    async def start(self) -> Endpoints:
        """Start the server, after a crash too; it answers when this returns.

        Raises:
            DataDirectoryInUse: another living server holds the directory.
            DataDirectoryUnusable: it is incomplete or of another version.
            PostgresUnavailable: PostgreSQL did not start; the end of its log is in the message.
            UnsafeSettings: it would not keep every commit that it acknowledges.
        """
        with used_as_data_directory(self._directory.path):
            self._directory.hold()
        try:
            with used_as_data_directory(self._directory.path):
                await asyncio.to_thread(self._prepare)
            await self._launch()
            await self._found()
        except BaseException:
            await self.stop()
            raise
        return self.endpoints

    async def stop(self) -> None:
        """Shut the server down and let go of the directory; does nothing the second time."""
        await self._end_process()
        if self._runtime is not None:
            self._runtime.remove()
            self._runtime = None
        self._directory.release()

    async def keep_running(self) -> None:
        """Restart the server whenever it dies, at the same socket, until cancelled.

        Raises:
            PostgresUnavailable: it did not start again, or died as soon as it had, too often.
        """
        restarts, last_restart = 0, 0.0
        while True:
            await asyncio.sleep(WATCH_SECONDS)
            if self._process is None or self._process.poll() is None:
                continue
            status = self._process.returncode
            restarts = restarts + 1 if time.monotonic() - last_restart < CALM_SECONDS else 1
            if restarts > RESTARTS_IN_A_ROW:
                logger.error("postgres_given_up", status=status, restarts=restarts)
                raise PostgresUnavailable(f"PostgreSQL died {restarts} times:\n{self._log_tail()}")
            logger.warning("postgres_died", status=status)
            await self._relaunch()
            last_restart = time.monotonic()

    async def _relaunch(self) -> None:
        """Launch again; a server that dies before it answers is one more that died."""
        try:
            await self._launch()
            logger.info("postgres_restarted", process_id=self.pid)
        except PostgresUnavailable:
            if self.pid is not None:
                raise

    def _prepare(self) -> None:
        directory = self._directory
        self._account = account_for(directory.cluster)
        settle(directory.cluster)
        remove_leftover(directory.runtime_note, self._account)
        binaries = wheel_binaries()
        closed = not binaries.usable_by(self._account)
        self._runtime = RuntimeFolder.create(
            self._account, directory.runtime_note, executable=closed
        )
        if closed:
            programs = self._runtime.path / "programs"
            programs.mkdir(mode=0o755)
            programs.chmod(0o755)
            binaries = binaries.copied_into(programs)
        self._binaries = binaries
        directory.passwords()
        ensure_cluster(directory, self._account, binaries, self._runtime.path)

    async def _launch(self) -> None:
        """Run the server until it answers, waiting for a dead one's backends to go."""
        deadline = time.monotonic() + START_SECONDS
        while True:
            settle(self._directory.cluster)
            log_start = self._spawn()
            if await self._answers(deadline):
                return
            tail = self._log_tail(log_start)
            still_there = "pre-existing shared memory block" in tail
            if not still_there or time.monotonic() > deadline:
                raise not_started(self._directory.path, f"did not start. Its log ends:\n{tail}")
            await asyncio.sleep(WATCH_SECONDS)

    def _spawn(self) -> int:
        if self._binaries is None or self._runtime is None:
            raise PostgresUnavailable("The embedded PostgreSQL has not been prepared.")
        settings = {**SETTINGS, "unix_socket_directories": str(self._runtime.path)}
        log = self._directory.open_log()
        try:
            with named_for(self._account, self._directory.cluster) as folder:
                arguments = [str(self._binaries.program("postgres")), "-D", folder.name]
                for name, value in settings.items():
                    arguments += ["-c", f"{name}={value}"]
                self._process = spawn(self._account, arguments, folder, log)
            return os.lseek(log, 0, os.SEEK_END)
        finally:
            os.close(log)

    async def _answers(self, deadline: float) -> bool:
        while self.pid is not None and time.monotonic() < deadline:
            try:
                async with self.superuser():
                    return True
            except _NOT_YET:
                await asyncio.sleep(POLL_SECONDS)
        return False

    async def _found(self) -> None:
        """Assert the settings, then make roles and database where they are missing."""
        async with self.superuser() as connection:
            await assert_safe(connection)
        await self.make_roles()
        if not await self.has_database(DATABASE):
            await self.create_database(DATABASE)

    async def _end_process(self) -> None:
        for order, patience_seconds in STOP_ORDERS:
            process = self._process
            if process is None or process.poll() is not None:
                break
            process.send_signal(order)
            deadline = time.monotonic() + patience_seconds
            while process.poll() is None and time.monotonic() < deadline:
                await asyncio.sleep(POLL_SECONDS)
        self._process = None

    def _log_tail(self, start: int | None = None) -> str:
        text = self._directory.log_file.read_bytes()
        return text[start if start is not None else -2000 :][-2000:].decode(errors="replace")
