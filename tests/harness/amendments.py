"""What befalls directives after their issue, appended to a chronicle."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from cascade.calendar.events import HolidayAnnounced
from cascade.content import seal
from cascade.directive.audience import Audience
from cascade.directive.due_changes import MovedDue
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveRevoked,
    DueDatesMoved,
    InvitationAccepted,
    ObligationsExempted,
    ObligationsExtended,
    UnitInvited,
)
from cascade.directive.records import (
    DistributionRecord,
    DueRecord,
    LevelByLevel,
    QuotaRecord,
    TaskRecord,
)
from cascade.enums import DistributionRole, DueKind
from cascade.execution.events import (
    DirectiveRelayed,
    ObligationExempted,
    RelayedDue,
    RelayRecalled,
)
from cascade.identifiers import CALENDAR, execution_id, task_id
from tests.harness.chronicle import Chronicle, known, named, task, under


async def amend(
    chronicle: Chronicle,
    directive: str,
    *,
    added_tasks: tuple[TaskRecord, ...] = (),
    changed_tasks: tuple[TaskRecord, ...] = (),
    withdrawn_tasks: tuple[str, ...] = (),
    added: Audience | None = None,
    topmost: Audience | None = None,
    withdrawn: Audience | None = None,
) -> int:
    return await chronicle.record(
        DirectiveAmended, known(directive), added_tasks=added_tasks, changed_tasks=changed_tasks,
        withdrawn_task_ids=tuple(task_id(known(directive), key) for key in withdrawn_tasks),
        added=added, topmost=topmost, withdrawn=withdrawn, amending_id=None, note=None,
    )  # fmt: skip


async def revoke(chronicle: Chronicle, directive: str) -> int:
    return await chronicle.record(DirectiveRevoked, known(directive), reason="no more")


async def invite(chronicle: Chronicle, directive: str, key: str, unit: str) -> int:
    return await chronicle.record(
        UnitInvited, known(directive), invitation_id=known(f"{directive} {unit}"),
        unit_id=known(unit), task_id=task_id(known(directive), key), note=None,
    )  # fmt: skip


async def accept_invitation(chronicle: Chronicle, directive: str, key: str, unit: str) -> int:
    return await chronicle.record(
        InvitationAccepted, known(directive), invitation_id=known(f"{directive} {unit}"),
        unit_id=known(unit), task_id=task_id(known(directive), key),
    )  # fmt: skip


async def move_due(
    chronicle: Chronicle,
    directive: str,
    key: str,
    due_at: datetime,
    occurrence: date | None = None,
    recounted: tuple[str, ...] = (),
) -> int:
    moved = MovedDue(
        task_id=task_id(known(directive), key),
        occurrence=occurrence,
        due_on=due_at.date(),
        due_at=due_at,
    )
    return await chronicle.record(
        DueDatesMoved, known(directive), dues=(moved,),
        recounted_task_ids=tuple(task_id(known(directive), each) for each in recounted),
        reason="moved",
    )  # fmt: skip


async def recount(chronicle: Chronicle, directive: str, *keys: str) -> int:
    return await chronicle.record(
        DueDatesMoved, known(directive), dues=(),
        recounted_task_ids=tuple(task_id(known(directive), key) for key in keys), reason="holiday",
    )  # fmt: skip


async def announce(chronicle: Chronicle, *days_off: date) -> int:
    return await chronicle.record(
        HolidayAnnounced, CALENDAR, days_off=days_off, working_days=(), stated="A holiday"
    )


async def extend_group(
    chronicle: Chronicle, directive: str, under: str, due_at: datetime, *keys: str
) -> int:
    return await _group(chronicle, ObligationsExtended, directive, under, keys, due_at=due_at)


async def exempt_group(chronicle: Chronicle, directive: str, under: str, *keys: str) -> int:
    return await _group(chronicle, ObligationsExempted, directive, under, keys)


async def _group(
    chronicle: Chronicle, event: Any, directive: str, under: str, keys: tuple[str, ...], **more: Any
) -> int:
    reason, content = _text(chronicle)
    return await chronicle.record(
        event, known(directive), under_id=known(under), reason=reason, text_content=content,
        task_ids=tuple(task_id(known(directive), key) for key in keys), **more,
    )  # fmt: skip


async def exempt(chronicle: Chronicle, directive: str, unit: str, key: str) -> int:
    reason, content = _text(chronicle)
    return await chronicle.act(
        ObligationExempted, directive, unit, key, decided_by_id=known("C"), reason=reason,
        text_content=content,
    )  # fmt: skip


async def relay(
    chronicle: Chronicle, directive: str, unit: str, audience: Audience, **dues: datetime
) -> int:
    """With dates brought forward, by the keys of the tasks; the version of its event."""
    stream = execution_id(known(directive), known(unit))
    await chronicle.record(
        DirectiveRelayed, stream, directive_id=known(directive), unit_id=known(unit),
        audience=audience, note=None,
        dues=tuple(
            RelayedDue(task_id=task_id(known(directive), key), due_on=due_at.date(), due_at=due_at)
            for key, due_at in dues.items()
        ),
    )  # fmt: skip
    return chronicle.versions[stream]


async def recall(chronicle: Chronicle, directive: str, unit: str, *versions: int) -> int:
    stream = execution_id(known(directive), known(unit))
    return await chronicle.record(
        RelayRecalled, stream, directive_id=known(directive), unit_id=known(unit),
        relay_versions=versions, reason=None,
    )  # fmt: skip


def _text(chronicle: Chronicle) -> Any:
    content_id: UUID = known(f"text at {chronicle.position}")
    return seal(b"why", "text/plain", content_id, bytes(32))


async def befall(chronicle: Chronicle) -> None:
    """The told province, with a directive to which everything happens."""
    soon, later = (chronicle.clock.now() + timedelta(days=days) for days in (10, 20))
    dated = DueRecord(kind=DueKind.ON_DAY, due_on=soon.date(), due_at=soon)
    quota = QuotaRecord(minimum=9, stated_upper=None, unit_of_measure="works", stated="nine")
    await chronicle.establish(B11="W2", B12="W2", B13="W2")
    await chronicle.issue(
        "A",
        "C",
        under("P1", "ward", "branch"),
        task("A", "a", due=dated),
        task("A", "b", lead_id=known("B12"), quota=quota),
        level_by_level=LevelByLevel(topmost=under("P1", "ward"), working_days_to_pass_on=3),
        standing=True,
        distribution=(
            DistributionRecord(
                role=DistributionRole.ARCHIVE, unit_id=known("P2"), stated="archive"
            ),
        ),
    )
    version = await relay(chronicle, "A", "W2", under("W2", "branch"), a=soon - timedelta(days=1))
    await relay(chronicle, "A", "W2", named("B11"))
    await recall(chronicle, "A", "W2", version)
    await amend(
        chronicle,
        "A",
        added_tasks=(task("A", "c", audience=under("P1", "branch")),),
        changed_tasks=(task("A", "a", due=replace(dated, due_at=later), report_to_id=known("P2")),),
        added=replace(under("P2", "ward"), unit_ids=(known("P2"),)),
        topmost=named("P2"),
        withdrawn=replace(under("W2", "branch"), unit_ids=(known("B4"),)),
    )
    await invite(chronicle, "A", "b", "P2")
    await accept_invitation(chronicle, "A", "b", "P2")
    await chronicle.establish(B14="W2")
    await announce(chronicle, date(2026, 1, 8))
    await move_due(chronicle, "A", "a", later + timedelta(days=1), recounted=("@pass-on",))
    await extend_group(chronicle, "A", "W2", later + timedelta(days=9))
    await chronicle.report("r9", "A", "B12", "b", quantity=9)
    await chronicle.accept("r9", "A", "B12", "b")
    await exempt(chronicle, "A", "B11", "a")
    await exempt_group(chronicle, "A", "W2", "a")
    await amend(chronicle, "A", withdrawn_tasks=("c",))
    await revoke(chronicle, "A")
