"""``python -m tests.mutants``: a share of a sample of mutants, and which of them no test saw.

``SAMPLE`` (100) are drawn by ``SEED`` (printed), ``MINUTES`` (20) bound the share; what was tried
is kept in ``build/campaign/mutants.jsonl`` and not tried again. ``ONLY=name`` tries that one.
"""

import json
import os
import sys
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Final

from tests.mutants.changes import ROOT, Change, read
from tests.mutants.rooms import all_changes
from tests.mutants.trying import copied, found_by
from tests.pairs.records import BUILD, commit
from tests.pairs.shares import ends_when_told

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


def main() -> int:
    seed, sample = int(os.environ.get("SEED") or 1), int(os.environ.get("SAMPLE") or 100)
    minutes, only = float(os.environ.get("MINUTES") or 20), os.environ.get("ONLY")
    BUILD.mkdir(parents=True, exist_ok=True)
    wanted = drawn(seed, sample)
    if only:
        wanted = [change for change in all_changes() if name_of(change) == only]
    tried, silent = known(), equivalent()
    print(f"SEED={seed}: {len(wanted)} mutants, {minutes:g} minutes", flush=True)
    started, at = monotonic(), commit()
    with copied() as tree:
        for number, change in enumerate(wanted, 1):
            name = name_of(change)
            if name in silent or (name in tried and not only):
                continue
            if monotonic() - started > 60 * minutes:
                break
            run = found_by(tree, change)
            told = change.told(read(change.path))
            tried[name] = {"name": name, "commit": at, "found_by": run, "what": told}
            with RECORD.open("a", encoding="utf-8") as file:
                file.write(json.dumps(tried[name], ensure_ascii=False) + "\n")
            took = monotonic() - started
            print(f"{took:5.0f} s {number:4} {name} {run or 'SURVIVED'}: {told}", flush=True)
    return report([name_of(change) for change in wanted], tried, silent)


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
