"""The standing rules that one unit has set, each with the position from which it counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cascade.enums import Urgency
from cascade.policy.events import PolicySet
from cascade.recorded import Recorded


@dataclass(slots=True)
class Policies:
    """Every rule ever set by one unit, oldest first."""

    version: int = 0
    rules: list[tuple[int, PolicySet]] = field(default_factory=list)

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, PolicySet):
            self.rules.append((recorded.position, event))
        self.version = event.originator_version

    def in_force(self, position: int | None) -> Iterable[PolicySet]:
        """The last rule of each key that was set before a position (null: by now), the last set
        first.
        """
        latest: dict[str, PolicySet] = {}
        for since, rule in self.rules:
            if position is None or since < position:
                latest.pop(rule.key, None)
                latest[rule.key] = rule
        return reversed(latest.values())

    def days(
        self, kind: str, document_type: str, urgency: Urgency, position: int, day: date
    ) -> int | None:
        """Working days that this unit's rules give for a reach recorded at a position on a day: by
        a rule for the document's urgency, else by one for all of them.

        ``kind`` is the rule's field: acknowledge_within_working_days or pass_on_within_….
        """
        rule = self.asking(kind, document_type, urgency, position, day)
        return getattr(rule, kind) if rule else None

    def asking(
        self, kind: str, document_type: str, urgency: Urgency, position: int | None, day: date
    ) -> PolicySet | None:
        """The rule of a kind that counts for a document of a type on a day: of those set before a
        position, or by now.
        """
        applying = [
            rule
            for rule in self.in_force(position)
            if getattr(rule, kind) is not None
            and rule.valid_from <= day
            and document_type in (rule.types or (document_type,))
            and urgency in (rule.urgencies or (urgency,))
        ]
        return min(applying, key=lambda rule: not rule.urgencies, default=None)
