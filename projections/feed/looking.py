"""What differs between the two moments of a step, in the slice of a feed.

It is looked for part by part, in an order in which one may stop anywhere: by directive, place in
the tree, task, unit and occurrence. What few units bear is compared at once; of a directive that is
addressed to many, some units at a time.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from projections.engine.json_rows import to_json
from projections.engine.records import Record, read
from projections.engine.session import HIGHEST, Range, Session
from projections.engine.slices import slice_of
from projections.feed.places import Ranges, around, common, covering
from projections.feed.rows import ChangeKind, ChangeRow, Place
from projections.feed.steps import Part, Step, parts_from, statements
from projections.obligations.reading import Obligations
from projections.obligations.rows import ObligationRow
from projections.organisation.places import ORDINAL_DIGITS
from projections.query_args import Key, Moment, ObligationKey, Scope

CHUNK_UNITS: Final = 32
QUICK_SECONDS: Final = 0.3
SLOW_SECONDS: Final = 1.0
"""Of how many units a directive's obligations are compared at first; then of twice as many or half,
as it is quick or slow: a unit may owe one task, or fifty in each week.
"""
NIL: Final = str(UUID(int=0))


class Looking:
    """For at most so many changes of a step, and until an instant of the process's own clock."""

    def __init__(
        self,
        session: Session,
        obligations: Obligations,
        scope: Scope,
        under_id: UUID | None,
        step: Step,
        most: int,
        until: float,
    ) -> None:
        self._session: Final = session
        self._obligations: Final = obligations
        self._scope: Final = scope
        self._under_id: Final = under_id
        self._step: Final = step
        self._most: Final = most
        self._until: Final = until
        self.changes: Final[list[ChangeRow]] = []

    async def look(self, after: Key | None) -> Place:
        """What follows a key, or all; the place behind what was found, or looked at in vain."""
        parts = [each for part in self._step.parts for each in await self._narrowed(part)]
        for part in parts_from(parts, after):
            stopped = await self._part(part, after)
            if stopped is not None:
                return Place(self._step.before, self._step.to, stopped)
            after = None
        return Place(self._step.to)

    async def _narrowed(self, part: Part) -> list[Part]:
        """Whoever has nothing to do with a directive sees of it what its own subtrees bear."""
        viewers = [
            await self._session.viewer(self._scope, at)
            for at in (self._step.before, self._step.to)
            if at.position
        ]
        lows = {low for viewer in viewers for low in viewer.lows}
        if not part.directives or any(len(low) == ORDINAL_DIGITS for low in lows):
            return [part]
        found = {
            row["directive_id"]
            for viewer in viewers
            for row in await self._session.rows(
                statements.related, viewer=viewer.json, directive_ids=list(part.directives)
            )
        }
        own = covering(lows)
        if part.ranges is not None:
            own = common(own, part.ranges)
        return [
            Part(tuple(d for d in part.directives if d not in found), tuple(own)),
            Part(tuple(d for d in part.directives if d in found), part.ranges),
        ]

    async def _part(self, part: Part, after: Key | None) -> Key | None:
        """Null where nothing is left of the part; else the key where it goes on."""
        if part.directives == ():
            return None
        before = await self._ranges(part, self._step.tree_before, self._step.before)
        now = await self._ranges(part, self._step.tree, self._step.to)
        if not (before or now):
            return None
        for directives in await self._groups(part, before, now, after):
            if stopped := await self._group(part, directives, before, now, after):
                return stopped
            if directives is not None and time.monotonic() > self._until:
                return str(directives[-1]), HIGHEST, NIL, NIL, "-infinity"
        return None

    async def _ranges(self, part: Part, tree: int, at: Moment) -> Ranges:
        # Of most events the tree is that of the one before: it is not asked for again.
        of_tree = replace(at, position=tree)
        borne = await self._session.subtree(self._under_id, of_tree) if at.position else None
        if borne is None or part.ranges is None:
            return [borne] if borne else []
        return common([borne], part.ranges)

    async def _groups(
        self, part: Part, before: Ranges, now: Ranges, after: Key | None
    ) -> Sequence[tuple[UUID, ...] | None]:
        """Directives are looked at together where few units are asked for, else each alone."""
        at = self._step.to
        is_few = not await self._are_many([*before, *now], None, at)
        if part.directives is None and is_few:
            return [None]
        directives = part.directives
        if directives is None:
            found = await self._session.rows(statements.issued, p=at.position)
            directives = tuple(d for row in found if (d := row["directive_id"]) not in part.without)
        left = [d for d in directives if after is None or str(d) >= after[0]]
        return [tuple(left)] if len(left) > 1 and is_few else [(each,) for each in left]

    async def _group(
        self,
        part: Part,
        directives: tuple[UUID, ...] | None,
        before: Ranges,
        now: Ranges,
        after: Key | None,
    ) -> Key | None:
        """As ``_part``, of one or several directives, or all."""
        if directives is None or not await self._is_wide(directives, before, now):
            return await self._compare(part, directives, before, now, after)
        low = max(now[0].low, after[1]) if after and after[0] == str(directives[0]) else now[0].low
        units = CHUNK_UNITS
        while low < now[0].high:
            end = await self._session.row(
                statements.end_of_chunk,
                low=low,
                high=now[0].high,
                p=self._step.to.position,
                units=units,
            )
            chunk = [Range(low, end or now[0].high)]
            began = time.monotonic()
            if stopped := await self._compare(part, directives, chunk, chunk, after):
                return stopped
            low = chunk[0].high
            took = time.monotonic() - began
            if took < QUICK_SECONDS or took > SLOW_SECONDS:
                units = 2 * units if took < QUICK_SECONDS else max(units // 2, 1)
            if time.monotonic() > self._until:
                return str(directives[0]), low, NIL, NIL, "-infinity"
        return None

    async def _is_wide(self, directives: tuple[UUID, ...], before: Ranges, now: Ranges) -> bool:
        """Whether it is one directive, of one range with many units, none of which moved: what
        those bear that did is in several parts of the range.
        """
        moved = before != now or self._step.tree_before != self._step.tree
        if len(directives) != 1 or len(now) != 1 or moved:
            return False
        addressed = await self._session.addressed(directives[0], self._step.to)
        return await self._session.has_many_units(now[0], addressed)

    async def _compare(
        self,
        part: Part,
        directives: tuple[UUID, ...] | None,
        before: Ranges,
        now: Ranges,
        after: Key | None,
    ) -> Key | None:
        """Null where all that differs has been found; else the key of the last one that was."""
        only = directives[0] if directives is not None and len(directives) == 1 else None
        sides = ("before", self._step.before, before), ("after", self._step.to, now)
        asked: dict[str, Any] = {}
        for name, at, ranges in sides:
            viewer = await self._session.viewer(self._scope, at)
            borne = await slice_of(
                self._session,
                around(ranges),
                only,
                at,
                viewer,
                many_units=await self._are_many(ranges, only, at),
            )
            asked |= {
                name: borne.json,
                f"{name}_viewer": viewer.json,
                f"{name}_lows": [each.low for each in ranges],
                f"{name}_highs": [each.high for each in ranges],
            }
        records = await self._session.rows(
            statements.difference,
            **asked,
            directive_ids=None if directives is None or only else list(directives),
            without_ids=list(part.without),
            by_clock=self._step.is_of_clock,
            place=to_json(after) if after else None,
            row_limit=self._most - len(self.changes),
        )
        await self._keep(records)
        return self.changes[-1].place.after if len(self.changes) == self._most else None

    async def _are_many(self, ranges: Ranges, only: UUID | None, at: Moment) -> bool:
        """Whether any range holds many units, so that its obligations are to be planned for many.
        What lies between ranges is not asked for.
        """
        addressed = await self._session.addressed(only, at)
        return any([await self._session.has_many_units(each, addressed) for each in ranges])

    async def _keep(self, records: Sequence[Record]) -> None:
        # What has left is not completed, for nothing of it is shown any more.
        shown = [each for each in records if each["change"] != ChangeKind.LEFT_SLICE]
        rows = await self._obligations.complete(shown, self._step.to, self._scope)
        of_key = {row.key: row for row in rows}
        self.changes.extend(_change(self._step, record, of_key) for record in records)


def _change(step: Step, record: Record, rows: Mapping[ObligationKey, ObligationRow]) -> ChangeRow:
    (key,) = read(ObligationKey, [record])
    occurrence = key.occurrence.isoformat() if key.occurrence else "-infinity"
    parts = str(record["directive_id"]), record["path"], str(key.task_id), str(key.unit_id)
    place = Place(step.before, step.to, (*parts, occurrence))
    return ChangeRow(place, step.to, ChangeKind(record["change"]), key, rows.get(key))
