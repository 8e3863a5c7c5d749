"""A reader's terminals: what is typed runs in bash, a server keeps the terminal it is typed in.

What follows a server is typed in a fresh terminal, into which the lines are pasted that the server
printed for it. The folder, the home and the port are the test's own, the words are the page's.
"""

import os
import queue
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Final

from tests.docs.pages import ROOT

PORT: Final = 8000
"""As pages write it."""
PATIENCE_SECONDS: Final = 240
KEPT: Final = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
SERVING: Final = re.compile(r"(?m)^\.venv/bin/cascade serve\b.*$")
NEXT_STEP: Final = re.compile(r"bearer token|cascade init`|^export .*ADMINISTRATOR=")
"""The last line that a server prints when it has begun."""


class Terminals:
    """Of one page's reader, in an empty folder beside an installed program."""

    def __init__(self, home: Path, folder: Path) -> None:
        self._home = home
        self._here = folder / "here"
        self._state = folder / "state.sh"
        self._log = folder / "server.log"
        self._port = _free_port()
        self._server: subprocess.Popen[str] | None = None
        self._here.mkdir()
        (self._here / ".venv").symlink_to(sys.prefix)
        (self._here / "samples").symlink_to(ROOT / "samples")
        self._state.write_text("")

    def type(self, text: str) -> str:
        """Run what a page says to type, and tell what it prints; raises where it fails."""
        if SERVING.search(text):
            return self._serve(text)
        keep = f"export -p > {shlex.quote(str(self._state))}"
        # All that is set is kept for what is typed next in the same terminal.
        script = "\n".join(("set -a", self._state.read_text(), self._here_and_now(text), keep))
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=self._here,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
        )
        if done.returncode:
            raise AssertionError(f"status {done.returncode}: {done.stdout}{done.stderr}")
        return self._as_on_the_page(done.stdout)

    def close(self) -> None:
        """Ctrl-C for the server that still runs."""
        if self._server is not None:
            self._server.send_signal(signal.SIGINT)
            self._server.communicate(timeout=PATIENCE_SECONDS)
            status, self._server = self._server.returncode, None
            assert status == 128 + signal.SIGINT

    def _serve(self, text: str) -> str:
        self.close()
        *before, last = text.strip().splitlines()
        lines = [self._state.read_text(), *before, f"exec {last}"]
        with self._log.open("a") as log:
            self._server = subprocess.Popen(
                ["bash", "-euo", "pipefail", "-c", "\n".join(lines)],
                cwd=self._here,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        assert self._server.stdout is not None
        printed = _until(NEXT_STEP, self._server.stdout)
        pasted = [line for line in printed if line.startswith("export ")]
        self._state.write_text("\n".join(pasted))
        return self._as_on_the_page("".join(printed))

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        path = os.pathsep.join(("/usr/local/bin", "/usr/bin", "/bin"))
        return {**kept, "HOME": str(self._home), "PATH": path, "CASCADE_PORT": str(self._port)}

    def _here_and_now(self, text: str) -> str:
        text = text.replace(f"localhost:{PORT}", f"127.0.0.1:{self._port}")
        return re.sub(r"(?m)^make\b", f"make -C {shlex.quote(str(ROOT))}", text)

    def _as_on_the_page(self, printed: str) -> str:
        return printed.replace(f":{self._port}", f":{PORT}")


def _until(last: re.Pattern[str], stream: IO[str]) -> list[str]:
    """The lines up to the one that matches; a server goes on, so waiting ends some time."""
    lines = queue.SimpleQueue[str]()
    told: list[str] = []

    def read() -> None:
        for line in stream:
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()
    while not told or not last.search(told[-1]):
        line = lines.get(timeout=PATIENCE_SECONDS)
        assert line, "".join(told)
        told.append(line)
    return told


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port
