"""The nation of a size in a folder of its own under build/, made once, by the command that users
have; in shares, where it takes longer than anybody wants to wait.
"""

import asyncio
import json
import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.nation.sizes import SizeName

BUILD: Final = Path("build")
ENDING_SECONDS: Final = 60.0


class NotMadeYet(Exception):
    """The share of time is over, and the nation is not whole: the next run goes on."""


@dataclass(frozen=True, slots=True)
class Fixture:
    """Where it is, and what making it took: all shares together."""

    folder: str
    seconds: float
    size_bytes: int

    @property
    def data_dir(self) -> Path:
        return Path(self.folder)

    @property
    def environment(self) -> dict[str, str]:
        """For programs that are to work on it."""
        return {**os.environ, "CASCADE_DATA_DIR": self.folder, "CASCADE_LOG_LEVEL": "error"}


async def made(size: SizeName, minutes: float) -> Fixture:
    """The whole nation; raises NotMadeYet where a share of so many minutes was not enough."""
    folder = BUILD / f"nation-{size}"
    note = BUILD / f"nation-{size}.json"
    told: dict[str, Any] = {"seconds": 0.0, "size_bytes": 0, "whole": False}
    if note.exists():
        told = json.loads(note.read_text())
    if not told.pop("whole"):
        started = time.perf_counter()
        whole = await _generated(folder, size, minutes)
        told["seconds"] += time.perf_counter() - started
        told["size_bytes"] = _bytes_under(folder)
        BUILD.mkdir(exist_ok=True)
        note.write_text(json.dumps({**told, "whole": whole}))
        if not whole:
            raise NotMadeYet
    return Fixture(str(folder), told["seconds"], told["size_bytes"])


async def _generated(folder: Path, size: SizeName, minutes: float) -> bool:
    environment = {**os.environ, "CASCADE_DATA_DIR": str(folder)}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "api.cli", "nation", "generate", "--size", size), env=environment
    )
    try:
        status = await asyncio.wait_for(process.wait(), minutes * 60)
    except TimeoutError:
        process.send_signal(signal.SIGINT)
        await asyncio.wait_for(process.wait(), ENDING_SECONDS)
        return False
    if status:
        raise RuntimeError(f"the nation was not made: status {status}")
    return True


def _bytes_under(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
