"""A feed, page by page: what differs from step to step in a slice."""

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, TypeAlias
from uuid import UUID

from projections.engine.json_rows import to_json
from projections.engine.records import Record, read
from projections.engine.session import Range, Session
from projections.engine.slices import slice_of
from projections.feed.rows import ChangeKind, ChangeRow, FeedPage, Place
from projections.feed.steps import SMALLEST, Step, Stretch, statements
from projections.obligations.reading import Obligations
from projections.obligations.rows import ObligationRow
from projections.query_args import Key, Moment, ObligationKey, Scope

WORK_SECONDS: Final = 2.0
"""A page ends after so long, however few changes it holds: what follows it goes on there."""
CHUNK_UNITS: Final = 250
MOST_UNITS: Final = 64_000
"""Of how many units a directive's obligations are compared at once: few where each has some, more
and more where none has.
"""

LONGEST_QUIET: Final = timedelta(days=1)

Ranges: TypeAlias = list[Range]

NOTHING: Final = Place(Moment(0, datetime(1970, 1, 1, tzinfo=UTC)))
"""The beginning of every feed."""


class Feed:
    """What changes in what units under one, or all, bear, as a scope shows it."""

    def __init__(self, session: Session, obligations: Obligations) -> None:
        self._session: Final = session
        self._obligations: Final = obligations

    async def next_instant(self, live: Moment) -> datetime:
        """When something may become overdue, or expire, after a moment, or one may look again."""
        last = live.clock + LONGEST_QUIET
        found = await self._session.rows(
            statements.instants, since=live.clock, until=last, row_limit=1
        )
        return found[0]["instant"] + SMALLEST if found else last

    async def page(
        self, under_id: UUID | None, place: Place, first: int, live: Moment, scope: Scope
    ) -> FeedPage:
        """At most ``first`` changes after a place, of what has happened by ``live``."""
        changes: list[ChangeRow] = []
        began = time.monotonic()
        looking = _Looking(self._session, self._obligations, under_id, scope)
        stretch = await Stretch.after(self._session, scope, place.at, live)
        while len(changes) < first and time.monotonic() - began < WORK_SECONDS:
            step = await stretch.step(place)
            if step is None:
                if place.at.position >= live.position and place.at.clock >= live.clock:
                    return FeedPage(tuple(changes), place, has_more=False)
                stretch = await Stretch.after(self._session, scope, place.at, live)
                continue
            found, place = await looking.look(step, place.after, first - len(changes))
            changes += found
        return FeedPage(tuple(changes), place, has_more=True)


class _Looking:
    """What differs between the moments of steps, in the slice of one feed."""

    def __init__(
        self, session: Session, obligations: Obligations, under_id: UUID | None, scope: Scope
    ) -> None:
        self._session: Final = session
        self._obligations: Final = obligations
        self._under_id: Final = under_id
        self._scope: Final = scope

    async def look(self, step: Step, after: Key | None, most: int) -> tuple[list[ChangeRow], Place]:
        """At most so many changes of a step, and the place behind them."""
        changes: list[ChangeRow] = []
        before, now = await self._ranges(step, step.before), await self._ranges(step, step.to)
        if step.directives == () or not (before or now):
            return changes, Place(step.to)
        for directives in await self._one_by_one(step, now, after):
            found = await self._of_directives(step, directives, before, now, after, most)
            changes += found
            most -= len(found)
            if not most:
                return changes, changes[-1].place
        return changes, Place(step.to)

    async def _ranges(self, step: Step, at: Moment) -> Ranges:
        borne = await self._session.subtree(self._under_id, at) if at.position else None
        if borne is None:
            return []
        if step.ranges is None:
            return [borne]
        met = (Range(max(r.low, borne.low), min(r.high, borne.high)) for r in step.ranges)
        return [each for each in met if each.low < each.high]

    async def _one_by_one(
        self, step: Step, now: Ranges, after: Key | None
    ) -> list[tuple[UUID, ...] | None]:
        """Directives are looked at together where few units are asked for, else each alone."""
        if step.directives is None:
            return [None]
        left = [d for d in step.directives if after is None or str(d) >= after[0]]
        if len(left) > 1 and not await self._session.has_many_units(_around(now), Range()):
            return [tuple(left)]
        return [(each,) for each in left]

    async def _of_directives(
        self, step: Step, directives: tuple[UUID, ...] | None, before: Ranges, now: Ranges,
        after: Key | None, most: int,
    ) -> list[ChangeRow]:  # fmt: skip
        only = directives[0] if directives is not None and len(directives) == 1 else None
        if only is None or len(now) != 1 or before != now or step.ranges is not None:
            return await self._difference(step, directives, before, now, after, most)
        addressed = await self._session.addressed(only, step.to)
        if not await self._session.has_many_units(now[0], addressed):
            return await self._difference(step, directives, before, now, after, most)
        changes: list[ChangeRow] = []
        low = max(now[0].low, after[1]) if after and after[0] == str(only) else now[0].low
        units = CHUNK_UNITS
        while low < now[0].high and len(changes) < most:
            end = await self._session.row(
                statements.end_of_chunk, low=low, high=now[0].high, p=step.to.position, units=units
            )
            chunk = [Range(low, end or now[0].high)]
            found = await self._difference(
                step, directives, chunk, chunk, after, most - len(changes)
            )
            changes += found
            low = chunk[0].high
            units = CHUNK_UNITS if found else min(2 * units, MOST_UNITS)
        return changes

    async def _difference(
        self, step: Step, directives: tuple[UUID, ...] | None, before: Ranges, now: Ranges,
        after: Key | None, most: int,
    ) -> list[ChangeRow]:  # fmt: skip
        only = directives[0] if directives is not None and len(directives) == 1 else None
        asked: dict[str, Any] = {}
        for name, at, ranges in (("before", step.before, before), ("after", step.to, now)):
            viewer = await self._session.viewer(self._scope, at)
            asked_of = await slice_of(self._session, _around(ranges), only, at, viewer)
            asked |= {
                name: asked_of.json,
                f"{name}_viewer": viewer.json,
                f"{name}_lows": [each.low for each in ranges],
                f"{name}_highs": [each.high for each in ranges],
            }
        records = await self._session.rows(
            statements.difference,
            **asked,
            directive_ids=None if directives is None or only else list(directives),
            by_clock=step.is_of_clock,
            place=to_json(after) if after else None,
            row_limit=most,
        )
        # What has left is not completed, for nothing of it is shown any more.
        shown = [each for each in records if each["change"] != ChangeKind.LEFT_SLICE]
        rows = await self._obligations.complete(shown, step.to, self._scope)
        of_key = {row.key: row for row in rows}
        return [_change(step, record, of_key) for record in records]


def _change(step: Step, record: Record, rows: Mapping[ObligationKey, ObligationRow]) -> ChangeRow:
    (key,) = read(ObligationKey, [record])
    occurrence = key.occurrence.isoformat() if key.occurrence else "-infinity"
    parts = str(record["directive_id"]), record["path"], str(key.task_id), str(key.unit_id)
    place = Place(step.before, step.to, (*parts, occurrence))
    return ChangeRow(place, step.to, ChangeKind(record["change"]), key, rows.get(key))


def _around(ranges: Ranges) -> Range:
    """The smallest range that holds all of these."""
    if not ranges:
        return Range("", "")
    return Range(min(r.low for r in ranges), max(r.high for r in ranges))
