"""``python -m tests.mutants``: a share of a sample of mutants, and which of them no test saw.

``SAMPLE`` (100) are drawn by ``SEED`` (printed), ``MINUTES`` (20) bound the share, ``PARTS`` are
tried side by side; what was tried is kept in ``build/campaign/mutants.jsonl`` and not tried again.
``ONLY=name`` tries that one.
"""

import json
import os
import sys
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Lock
from time import monotonic
from typing import Any, Final

from tests.mutants.changes import ROOT, Change, read
from tests.mutants.rooms import all_changes
from tests.mutants.trying import copied, end_running, found_by
from tests.pairs.records import BUILD, commit
from tests.pairs.shares import ends_when_told, parts

EQUIVALENT: Final = Path(__file__).parent / "equivalent.txt"
RECORD: Final = BUILD / "mutants.jsonl"


def equivalent() -> dict[str, str]:
    """By name, why each changes nothing."""
    lines = EQUIVALENT.read_text("utf-8").splitlines()
    told = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    return {words[0]: words[-1] for words in told}


def name_of(change: Change) -> str:
    return change.name(read(change.path))


def drawn(seed: int, sample: int) -> list[Change]:
    """Half of them in the SQL: by their number alone the decisions would have most."""
    random, every = Random(seed), all_changes()
    sql = [change for change in every if change.path.endswith(".sql")]
    others = [change for change in every if not change.path.endswith(".sql")]
    half = sample // 2
    return random.sample(sql, half) + random.sample(others, sample - half)


def known() -> dict[str, dict[str, Any]]:
    if not RECORD.exists():
        return {}
    lines = (json.loads(line) for line in RECORD.read_text("utf-8").splitlines())
    return {line["name"]: line for line in lines}


class Share:
    """What several threads try side by side, each in a copy of the tree of its own."""

    def __init__(self, wanted: list[Change], minutes: float) -> None:
        self.waiting = deque(wanted)
        self.tried = known()
        self.commit = commit()
        self.started = monotonic()
        self.until = self.started + 60 * minutes
        self.lock = Lock()

    def go(self) -> None:
        with copied() as tree:
            while monotonic() < self.until:
                try:
                    change = self.waiting.popleft()
                except IndexError:
                    return
                by = found_by(tree, change)
                if self.until > self.started:
                    self._note(change, by)

    def stop(self) -> None:
        self.until = self.started
        end_running()

    def _note(self, change: Change, by: str | None) -> None:
        name, told = name_of(change), change.told(read(change.path))
        line = {"name": name, "commit": self.commit, "found_by": by, "what": told}
        with self.lock, RECORD.open("a", encoding="utf-8") as file:
            self.tried[name] = line
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            took = monotonic() - self.started
            print(f"{took:5.0f} s {name} {by or 'SURVIVED'}: {told}", flush=True)


def main() -> int:
    seed, sample = int(os.environ.get("SEED") or 1), int(os.environ.get("SAMPLE") or 100)
    minutes, only = float(os.environ.get("MINUTES") or 20), os.environ.get("ONLY")
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted = drawn(seed, sample)
    if only:
        wanted = [change for change in all_changes() if name_of(change) == only]
    silent, tried = equivalent(), known()
    left = [each for each in wanted if name_of(each) not in silent]
    left = [each for each in left if only or name_of(each) not in tried]
    print(f"SEED={seed}: {len(left)} of {len(wanted)} are left; {minutes:g} minutes", flush=True)
    share = Share(left, minutes)
    with ThreadPoolExecutor(parts()) as threads:
        trying = [threads.submit(share.go) for _ in range(parts())]
        try:
            for ended in trying:
                ended.result()
        except BaseException:
            share.stop()
            raise
    return report([name_of(change) for change in wanted], share.tried, silent)


def report(names: list[str], tried: dict[str, dict[str, Any]], silent: dict[str, str]) -> int:
    gone = [name for name in names if name in tried and name not in silent]
    survived = [name for name in gone if tried[name]["found_by"] is None]
    for name in survived:
        print(f"SURVIVED: {name} {tried[name]['what']}")
    same = sum(name in silent for name in names)
    print(
        f"{len(names)} drawn, {same} change nothing ({EQUIVALENT.relative_to(ROOT)}), "
        f"{len(gone) - len(survived)} found, {len(survived)} survived, "
        f"{len(names) - same - len(gone)} left"
    )
    return 1 if survived else 0


if __name__ == "__main__":
    ends_when_told()
    sys.exit(main())
