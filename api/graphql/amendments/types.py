"""How a directive was changed after its issue."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.enums import CorrectedField
from api.graphql.refs import DirectiveRef, SelectorRef, TaskRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.scalars import Position
from projections.query_args import Moment


@strawberry.type(
    description="Tasks and audience changed from its position on; what was done stays done."
)
class Amendment:
    at: strawberry.Private[Moment]
    amending_key: strawberry.Private[UUID | None]
    added_keys: strawberry.Private[Sequence[UUID]]
    changed_keys: strawberry.Private[Sequence[UUID]]
    withdrawn_keys: strawberry.Private[Sequence[UUID]]
    position: Position
    recorded_at: datetime
    note: str | None
    audience_added: list[SelectorRef]
    audience_withdrawn: list[SelectorRef]

    @described("The document by which it was amended, where there is one.")
    async def amended_by(self, info: Info) -> DirectiveRef | None:
        return await info.context.load.directives.optional(self.amending_key, self.at)

    @strawberry.field
    async def tasks_added(self, info: Info) -> list[TaskRef]:
        return await _tasks(info, self.added_keys, self.at)

    @described("As they are at the moment asked of: an earlier one shows them as they were.")
    async def tasks_changed(self, info: Info) -> list[TaskRef]:
        return await _tasks(info, self.changed_keys, self.at)

    @strawberry.field
    async def tasks_withdrawn(self, info: Info) -> list[TaskRef]:
        return await _tasks(info, self.withdrawn_keys, self.at)

    @described("What changed, a plain sentence for each task and audience.")
    async def changes(self, info: Info) -> list[str]:
        said: list[str] = []
        for keys, verb in (
            (self.added_keys, "added"),
            (self.changed_keys, "changed"),
            (self.withdrawn_keys, "withdrawn"),
        ):
            said += [f"Task {each.key} was {verb}." for each in await _tasks(info, keys, self.at)]
        if self.audience_added:
            said.append("The audience was widened.")
        if self.audience_withdrawn:
            said.append("Units were taken out of the audience.")
        return said


@strawberry.type(
    description="A clerical error put right. The corrected wording is shown from then on; what is "
    "owed, by whom and when never changes by it."
)
class Correction:
    at: strawberry.Private[Moment]
    task_key: strawberry.Private[UUID | None]
    position: Position
    recorded_at: datetime
    field: CorrectedField
    written: str | None
    corrected: str
    note: str | None

    @described("Null where the directive itself was corrected.")
    async def task(self, info: Info) -> TaskRef | None:
        return await info.context.load.tasks.optional(self.task_key, self.at)


async def _tasks(info: Info, keys: Sequence[UUID], at: Moment) -> list[TaskRef]:
    tasks = info.context.load.tasks
    found = await asyncio.gather(*(tasks.one(key, at) for key in keys))
    return [task for task in found if task is not None]
