"""How far a run of the state machine has come."""

import time
from collections import Counter
from dataclasses import dataclass, field

from tests.properties.driving import Sent
from tests.properties.plans import Wait


@dataclass
class Counted:
    """Steps by what they were, and the budget. A step that finds nothing to do is none."""

    seconds_at_most: float
    steps_at_most: int
    started: float = field(default_factory=time.monotonic)
    steps: int = 0
    recorded: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    comparisons: int = 0
    through_http: int = 0

    def add(self, step: object, sent: Sent | None) -> None:
        self.steps += sent is not None or isinstance(step, Wait)
        if sent is None:
            return
        name = type(sent.command).__name__
        if sent.recorded:
            self.recorded[name] += 1
        codes = [code for codes in sent.refused for code in codes]
        if codes:
            self.refused[name] += 1
            self.codes.update(codes)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    @property
    def is_spent(self) -> bool:
        """Whether the budget is: never before anything was carried out, however slow the machine.
        What is begun then ends without another step.
        """
        is_late = self.recorded.total() > 0 and self.seconds >= self.seconds_at_most
        return is_late or self.steps >= self.steps_at_most

    def __str__(self) -> str:
        return (
            f"{self.steps} steps in {self.seconds:.0f} s: {self.recorded.total()} commands carried "
            f"out, {self.refused.total()} refused ({len(self.codes)} codes), "
            f"{self.comparisons} comparisons, {self.through_http} steps through HTTP"
        )

    def table(self) -> str:
        """Per command, how often it was carried out and refused."""
        names = sorted(self.recorded | self.refused)
        return "\n".join(
            f"  {name:28} {self.recorded[name]:7} {self.refused[name]:7}" for name in names
        )
