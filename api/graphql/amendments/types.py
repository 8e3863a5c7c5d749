"""How a directive was changed after its issue."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.enums import CorrectedField
from api.graphql.refs import DirectiveRef, SelectorRef, TaskRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.scalars import Position
from api.graphql.tasks.reading import tasks, those_seen
from projections.directives.rows import AmendmentRow, CorrectionRow
from projections.query_args import Moment


@strawberry.type
class Amendment:
    """Tasks and audience changed from its position on; what was done stays done."""

    at: strawberry.Private[Moment]
    amending_id: strawberry.Private[UUID | None]
    added_task_ids: strawberry.Private[tuple[UUID, ...]]
    changed_task_ids: strawberry.Private[tuple[UUID, ...]]
    withdrawn_task_ids: strawberry.Private[tuple[UUID, ...]]
    position: Position
    """Its place in the log: what it changed is so from here on."""
    recorded_at: datetime
    """When it was recorded."""
    note: str | None
    """A remark on it; null where there is none."""
    expires_on: date | None
    """The last day that it gave the directive; null: it left that alone."""
    audience_added: list[SelectorRef]
    """Who was addressed from then on, as it was worded."""
    audience_withdrawn: list[SelectorRef]
    """Of whom nothing more was asked from then on, as it was worded."""

    amended_by: DirectiveRef | None = link(directives, "amending_id")
    """The document by which it was amended, where there is one."""
    tasks_added: list[TaskRef] = link(those_seen, "added_task_ids")
    """Tasks that the directive had not had before, as far as the viewer may see them."""
    tasks_changed: list[TaskRef] = link(those_seen, "changed_task_ids")
    """As they are at the moment asked of: an earlier one shows them as they were."""
    tasks_withdrawn: list[TaskRef] = link(those_seen, "withdrawn_task_ids")
    """Tasks of which nothing more was asked."""

    @classmethod
    def of(cls, row: AmendmentRow, at: Moment) -> Self:
        return from_row(cls, row, at, audience_added=row.added, audience_withdrawn=row.withdrawn)

    @strawberry.field
    async def changes(self, info: Info) -> list[str]:
        """What changed, a plain sentence for each task and audience."""
        said: list[str] = []
        for ids, verb in (
            (self.added_task_ids, "added"),
            (self.changed_task_ids, "changed"),
            (self.withdrawn_task_ids, "withdrawn"),
        ):
            found = await info.context.load(those_seen).one(ids, self.at)
            said += [f"Task {task.key} was {verb}." for task in found]
        if self.audience_added:
            said.append("The audience was widened.")
        if self.audience_withdrawn:
            said.append("Units were taken out of the audience.")
        if self.expires_on:
            said.append(f"It expires on {self.expires_on}.")
        return said


@strawberry.type
class Correction:
    """A clerical error put right. The corrected wording is shown from then on; what is owed, by
    whom and when never changes by it.
    """

    at: strawberry.Private[Moment]
    task_id: strawberry.Private[UUID | None]
    position: Position
    """Its place in the log: the corrected wording is shown from here on."""
    recorded_at: datetime
    """When it was recorded."""
    field: CorrectedField
    """Which wording it was."""
    written: str | None
    """What had stood there; null where nothing had."""
    corrected: str
    """What stands there since."""
    note: str | None
    """A remark on it; null where there is none."""

    task: TaskRef | None = link(tasks, "task_id")
    """Null where the directive itself was corrected."""

    @classmethod
    def of(cls, row: CorrectionRow, at: Moment) -> Self:
        return from_row(cls, row, at, field=CorrectedField(row.field.upper()))
