"""What a campaign has covered, at which commit: one line of JSON for each life, in ``build/``."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from tests.pairs.cells import State
from tests.pairs.living import Lived
from tests.pairs.plans import Life

BUILD: Final = Path(__file__).parent.parent.parent / "build" / "campaign"


def commit() -> str:
    """The present one, with a mark where the tree has changes of its own."""
    asked = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()


class Record:
    """The lives that one campaign went through. A campaign goes on where it was left."""

    def __init__(self, name: str, build: Path = BUILD) -> None:
        self.path = build / f"{name}.jsonl"
        self.commit = commit()
        self.lines: dict[Life, dict[str, Any]] = {}
        build.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            for line in self.path.read_text("utf-8").splitlines():
                self._take(json.loads(line))

    def _take(self, line: dict[str, Any]) -> None:
        self.lines[State(line["state"]), tuple(line["steps"])] = line

    def __contains__(self, life: Life) -> bool:
        """Whether it was gone through, and agreed."""
        return life in self.lines and "disagrees" not in self.lines[life]

    def add(self, lived: Lived) -> None:
        lines = [{"steps": t.cell.steps, "ending": t.ending, "codes": t.codes} for t in lived.taken]
        lines += [{"steps": steps, "disagrees": what} for steps, what in lived.disagreements]
        with self.path.open("a", encoding="utf-8") as file:
            for line in lines:
                whole = {"commit": self.commit, "state": lived.course.state, **line}
                file.write(json.dumps(whole, ensure_ascii=False) + "\n")
                self._take(whole)

    def forget(self) -> None:
        self.path.unlink(missing_ok=True)
        self.lines.clear()

    def disagreeing(self, every: list[Life]) -> Iterator[str]:
        for state, steps in every:
            line = self.lines.get((state, steps), {})
            if "disagrees" in line:
                yield f"{' > '.join(steps)} ({state}): {line['disagrees']}"

    def refused(self, every: list[Life]) -> Counter[tuple[str, str]]:
        """Of lives whose last step was refused, as the model said: that step's name and why."""
        known = [
            (steps[-1], self.lines[state, steps])
            for state, steps in every
            if (state, steps) in self
        ]
        return Counter(
            (step, " ".join(line["codes"])) for step, line in known if line["ending"] == "refused"
        )

    def summary(self, every: list[Life]) -> str:
        """What was covered of these lives, how they ended, and at which commits."""
        known = [self.lines[life] for life in every if life in self]
        endings = Counter(line["ending"] for line in known)
        commits = Counter(line["commit"] for line in known)
        steps = {step for _, life in every for step in life}
        return (
            f"{len(known):,} of {len(every):,} lives of {len(steps)} steps agree: "
            + ", ".join(f"{count:,} {ending}" for ending, count in endings.most_common())
            + "; at "
            + ", ".join(f"{at} {count:,}" for at, count in commits.most_common())
        )
