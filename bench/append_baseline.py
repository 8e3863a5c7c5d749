"""``eventsourcing.Application.save``, in a process and an environment of its own.

Its PostgreSQL module needs psycopg, which is LGPL: it is installed for the benchmark alone, into
build/bench-venv, and is no dependency of ours.
"""

import asyncio
import contextlib
import hashlib
import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final, Self

from cascade.database import Endpoint

HERE: Final = Path(__file__).parent
ENVIRONMENT: Final = Path("build") / "bench-venv"
SAVING: Final = "append_baseline_process.py"


class Baseline:
    """A child process that does as its script says when it is told to, and says how often."""

    def __init__(self, endpoint: Endpoint, script: str = SAVING, *arguments: str) -> None:
        self._endpoint = endpoint
        self._script = (str(HERE / script), *arguments)
        self._process: asyncio.subprocess.Process | None = None

    async def __aenter__(self) -> Self:
        await asyncio.to_thread(install)
        self._process = await asyncio.create_subprocess_exec(
            str(python()),
            *self._script,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=self._environment(),
        )
        await self.rate(0.5)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                self._process.terminate()
            await self._process.wait()

    async def rate(self, seconds: float) -> float:
        """Commands a second, by as many threads as are best for it."""
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(seconds).encode() + b"\n")
        answer = await process.stdout.readline()
        if not answer:
            raise RuntimeError("the baseline's process ended")
        return float(json.loads(answer))

    def _environment(self) -> dict[str, str]:
        endpoint = self._endpoint
        return {
            **os.environ,
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_HOST": str(endpoint.host),
            "POSTGRES_PORT": str(endpoint.port),
            "POSTGRES_DBNAME": str(endpoint.database),
            "POSTGRES_USER": str(endpoint.user),
            "POSTGRES_PASSWORD": str(endpoint.password),
        }


def python() -> Path:
    folder, name = ("Scripts", "python.exe") if sys.platform == "win32" else ("bin", "python")
    return ENVIRONMENT / folder / name


def install() -> None:
    """Make the environment, or make it again when its requirements changed."""
    requirements = HERE / "requirements.txt"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    installed = ENVIRONMENT / "installed"
    if installed.exists() and installed.read_text() == digest:
        return
    venv.create(ENVIRONMENT, with_pip=True, clear=True)
    pip = [str(python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "-r", str(requirements)], check=True)
    installed.write_text(digest)
