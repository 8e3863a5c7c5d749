"""More words for hand-made histories: what changes after a directive was issued."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from cascade import identifiers
from cascade.calendar.events import HolidayAnnounced
from cascade.directive.audience import Audience
from cascade.directive.due_changes import MovedDue
from cascade.directive.events import (
    CitationResolved,
    DirectiveAmended,
    DirectiveRevoked,
    DirectiveSuperseded,
    DueDatesMoved,
    InvitationAccepted,
    ObligationsExempted,
    ObligationsExtended,
    UnitInvited,
)
from cascade.directive.records import (
    TaskRecord,
)
from cascade.enums import CitationRelation
from cascade.execution.events import (
    DirectiveRelayed,
    ObligationExempted,
    RelayedDue,
    RelayRecalled,
)
from cascade.organisation.events import (
    Placement,
    SuperiorSet,
    Transfer,
    UnitDissolved,
    UnitRecord,
    UnitsEstablished,
    UnitsMerged,
    UnitSplit,
)
from tests.oracle.builders import TEXT, audience, unit, unit_id
from tests.oracle.telling import Telling
from tests.oracle.trees import tree_at

TODAY = date(2026, 1, 5)


class TellingChanges(Telling):
    """Reorganises, amends, recalls, eases."""

    # ---- the organisation

    def _beside(self, code: str, of: str) -> UnitRecord:
        """A new unit of the level, kind and parent of another."""
        known = tree_at(self.history, len(self.facts)).units[unit_id(of)]
        made = unit(code, None, 0, known.kind)
        return replace(made, level=known.level, parent_id=known.parent_id)

    def establish(self, code: str, parent: str, rank: int, kind: str = "committee") -> int:
        return self.append(
            UnitsEstablished,
            identifiers.ORGANISATION,
            units=(unit(code, parent, rank, kind),),
            valid_from=None,
        )

    def merge(self, *codes: str, into: str) -> int:
        """Into one that stands, or into a new one beside the first."""
        new = None if into in self.codes else self._beside(into, codes[0])
        return self.append(
            UnitsMerged,
            identifiers.ORGANISATION,
            unit_ids=tuple(map(unit_id, codes)),
            into_id=unit_id(into),
            new=new,
            valid_from=TODAY,
        )

    def split(
        self,
        code: str,
        parts: Sequence[str],
        transfers: dict[UUID, str] | None = None,
        placements: dict[str, str] | None = None,
    ) -> int:
        """The first part keeps the seat."""
        new = tuple(self._beside(part, code) for part in parts if part not in self.codes)
        return self.append(
            UnitSplit,
            identifiers.ORGANISATION,
            unit_id=unit_id(code),
            part_ids=tuple(map(unit_id, parts)),
            seat_id=unit_id(parts[0]),
            new=new,
            **_passed_to(transfers, placements),
            valid_from=TODAY,
        )

    def dissolve(self, code: str, heir: str, transfers: dict[UUID, str] | None = None) -> int:
        return self.append(
            UnitDissolved,
            identifiers.ORGANISATION,
            unit_id=unit_id(code),
            successor_ids=(),
            heir_id=unit_id(heir),
            **_passed_to(transfers, None),
            valid_from=TODAY,
        )

    def set_superior(self, code: str, line: str, superior: str) -> int:
        return self.append(
            SuperiorSet,
            identifiers.ORGANISATION,
            unit_id=unit_id(code),
            line=line,
            superior_id=unit_id(superior),
            valid_from=None,
        )

    def announce(self, days_off: Sequence[int], working_days: Sequence[int] = ()) -> int:
        return self.append(
            HolidayAnnounced,
            identifiers.CALENDAR,
            days_off=tuple(date(2026, 1, day) for day in days_off),
            working_days=tuple(date(2026, 1, day) for day in working_days),
            stated="a notice",
        )

    # ---- a directive

    def amend(
        self,
        directive_id: UUID,
        *added_tasks: TaskRecord,
        changed: Sequence[TaskRecord] = (),
        withdrawn_tasks: Sequence[str] = (),
        added: Audience | None = None,
        withdrawn: Audience | None = None,
    ) -> int:
        return self.append(
            DirectiveAmended,
            directive_id,
            added_tasks=self.own(directive_id, added_tasks),
            changed_tasks=self.own(directive_id, changed),
            withdrawn_task_ids=tuple(
                identifiers.task_id(directive_id, key) for key in withdrawn_tasks
            ),
            added=added,
            topmost=None,
            withdrawn=withdrawn,
            amending_id=None,
            note=None,
        )

    @staticmethod
    def own(directive_id: UUID, tasks: Sequence[TaskRecord]) -> tuple[TaskRecord, ...]:
        return tuple(
            replace(task, task_id=identifiers.task_id(directive_id, task.key)) for task in tasks
        )

    def revoke(self, directive_id: UUID) -> int:
        return self.append(DirectiveRevoked, directive_id, reason="a reason")

    def supersede(self, directive_id: UUID, by_id: UUID) -> int:
        return self.append(DirectiveSuperseded, directive_id, by_id=by_id)

    def resolve(self, directive_id: UUID, citation_id: UUID, target_id: UUID | None) -> int:
        return self.append(
            CitationResolved,
            directive_id,
            citation_id=citation_id,
            relation=CitationRelation.IMPLEMENTS,
            target_id=target_id,
            discrepancies=(),
            by_hand=True,
        )

    def invite(self, directive_id: UUID, code: str, key: str = "1") -> dict[str, UUID]:
        invitation = {
            "invitation_id": uuid5(directive_id, f"invitation/{code}/{key}"),
            "unit_id": unit_id(code),
            "task_id": identifiers.task_id(directive_id, key),
        }
        self.append(UnitInvited, directive_id, **invitation, note=None)
        return invitation

    def take_part(self, directive_id: UUID, invitation: dict[str, UUID]) -> int:
        return self.append(InvitationAccepted, directive_id, **invitation)

    def move_dues(
        self,
        directive_id: UUID,
        due_at: datetime | None = None,
        key: str = "1",
        day: date | None = None,
    ) -> int:
        """To an instant, or counted from the reach anew."""
        task_id = identifiers.task_id(directive_id, key)
        dues = (
            (MovedDue(task_id=task_id, occurrence=day, due_on=due_at.date(), due_at=due_at),)
            if due_at
            else ()
        )
        return self.append(
            DueDatesMoved,
            directive_id,
            dues=dues,
            recounted_task_ids=() if due_at else (task_id,),
            reason="a reason",
        )

    def extend_group(self, directive_id: UUID, under: str, due_at: datetime, *keys: str) -> int:
        return self.append(
            ObligationsExtended, directive_id, due_at=due_at, **_group(directive_id, under, keys)
        )

    def exempt_group(self, directive_id: UUID, under: str, *keys: str) -> int:
        return self.append(ObligationsExempted, directive_id, **_group(directive_id, under, keys))

    # ---- what units do

    def exempt(self, directive_id: UUID, code: str, key: str = "1") -> int:
        values: dict[str, Any] = {"decided_by_id": unit_id("C"), "reason": TEXT}
        return self._execution(
            ObligationExempted,
            directive_id,
            code,
            task_id=identifiers.task_id(directive_id, key),
            occurrence=None,
            **values,
        )

    def relay_by(self, directive_id: UUID, by: str, due_at: datetime, *to: str) -> int:
        """Brings the first task forward."""
        task_id = identifiers.task_id(directive_id, "1")
        dues = (RelayedDue(task_id=task_id, due_on=due_at.date(), due_at=due_at),)
        return self.relay(directive_id, by, audience(*to), dues=dues)

    def recall(self, directive_id: UUID, by: str) -> int:
        """All relays of a unit so far."""
        versions = tuple(
            event.originator_version
            for _, event in self.history.of(DirectiveRelayed, len(self.facts))
            if (event.directive_id, event.unit_id) == (directive_id, unit_id(by))
        )
        return self._execution(
            RelayRecalled, directive_id, by, relay_versions=versions, reason=None
        )


def _passed_to(
    transfers: dict[UUID, str] | None, placements: dict[str, str] | None
) -> dict[str, Any]:
    return {
        "transfers": tuple(
            Transfer(directive_id=d, to_id=unit_id(to)) for d, to in (transfers or {}).items()
        ),
        "placements": tuple(
            Placement(unit_id=unit_id(code), to_id=unit_id(to))
            for code, to in (placements or {}).items()
        ),
    }


def _group(directive_id: UUID, under: str, keys: Sequence[str]) -> dict[str, Any]:
    return {
        "under_id": unit_id(under),
        "task_ids": tuple(identifiers.task_id(directive_id, key) for key in keys),
        "reason": TEXT,
    }
