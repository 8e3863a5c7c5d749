"""The steps of a feed: from one moment to the next, and where the two may differ.

At a position the clock goes on, up to the instant at which the next event was recorded; then comes
the event, by that clock. So the order follows from the log alone, whoever reads and whenever.

    (p, c) -> (p, c') -> ... -> (p, t) -> (p + 1, t),     t = max(c, recorded_at(p + 1))

What the clock changes it changes right after an instant that is stored or the end of a day.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Self
from uuid import UUID

from projections.engine.session import Range, Session
from projections.engine.statements import load
from projections.feed.places import covering
from projections.feed.rows import Place
from projections.feed.touching import Touch, touch
from projections.organisation.places import ORDINAL_DIGITS
from projections.query_args import Key, Moment, Scope

EVENTS: Final = 500
"""Looked at together: what they touch is then found by few statements."""
INSTANTS: Final = 500
A_DAY: Final = timedelta(days=1)
SMALLEST: Final = timedelta(microseconds=1)

statements = load(__package__, "feed.sql")


@dataclass(frozen=True, slots=True)
class Part:
    """Where to look: null ``directives`` are all of them, ``without`` some; null ``ranges`` all
    that is asked for.
    """

    directives: tuple[UUID, ...] | None = None
    ranges: tuple[Range, ...] | None = None
    without: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """No obligation is of two parts. ``tree``: since which position the tree is that of the step,
    and before it, as far as is known.
    """

    before: Moment
    to: Moment
    tree_before: int
    tree: int
    parts: tuple[Part, ...] = ()

    @property
    def is_of_clock(self) -> bool:
        return self.before.position == self.to.position


def parts_from(parts: Sequence[Part], after: Key | None) -> Sequence[Part]:
    """The one in which a key lies, and those that follow it."""
    if after is None:
        return parts
    for number, part in enumerate(parts):
        named = part.without if part.directives is None else part.directives
        if (UUID(after[0]) in named) is (part.directives is not None):
            return parts[number:]
    return ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event of the log, as far as it tells what it may have touched."""

    position: int
    recorded_at: datetime
    topic: str
    directive_id: UUID | None
    unit_id: UUID | None

    @property
    def touch(self) -> Touch:
        return touch(self.topic)


@dataclass(frozen=True, slots=True)
class Instant:
    instant: datetime
    directive_ids: tuple[UUID, ...]


async def instants_of(
    session: Session, since: datetime, until: datetime, most: int
) -> list[Instant]:
    """The first ones between two instants, right after which something may fall due or expire."""
    return await session.read(
        Instant,
        statements.instants,
        since=since,
        until=until,
        # No zone is further than a day from that of the instants.
        first_day=since.date() - A_DAY,
        last_day=until.date() + A_DAY,
        row_limit=most,
    )


@dataclass(slots=True)
class Stretch:
    """Some events that follow a position, and the instants between them, until ``live`` at most."""

    session: Session
    scope: Scope
    live: Moment
    entries: dict[int, Entry]
    instants: list[Instant]
    until: datetime
    """Up to here all instants are known."""
    start: int = 0
    first_issue: int | None = None
    """Nothing is owed before; null: nothing at all."""
    changing: list[int] = field(default_factory=list)
    """The positions at which the tree may change."""
    sharing: set[UUID] = field(default_factory=set)
    serving: dict[UUID, set[UUID]] = field(default_factory=dict)
    places: dict[int, set[str]] = field(default_factory=dict)

    @classmethod
    async def after(cls, session: Session, scope: Scope, at: Moment, live: Moment) -> Self:
        entries = await session.read(
            Entry, statements.entries, after=at.position, head=live.position, row_limit=EVENTS
        )
        if at.position == 0 and entries:
            # Of before the first event there is nothing that could fall due.
            at = Moment(0, entries[0].recorded_at)
        last = entries[-1] if entries else None
        until = live.clock
        if last is not None and last.position < live.position:
            until = last.recorded_at
        instants = await instants_of(session, at.clock, until, INSTANTS)
        if len(instants) == INSTANTS:
            until = instants[-1].instant + SMALLEST
        made = cls(session, scope, live, {e.position: e for e in entries}, instants, until)
        made.start = at.position
        made.first_issue = await session.row(statements.first_issue)
        made.changing = [e.position for e in entries if e.touch is Touch.PLACES]
        await made._look_up()
        return made

    async def step(self, place: Place) -> Step | None:
        """The next one; null where the stretch ends."""
        at = place.at
        entry = self.entries.get(at.position + 1)
        if place.to is not None:
            if place.is_of_clock:
                # It may lie beyond what is known here: another clock may have been ahead.
                last = place.to.clock - SMALLEST
                found = await instants_of(self.session, last, place.to.clock, 1)
                return self._by_clock(at, found) or self._step(at, place.to)
            return await self._by_event(at, place.to, entry) if entry else None
        if entry is None and at.position < self.live.position:
            return None
        clock = max(at.clock, entry.recorded_at if entry else self.live.clock)
        for each in self.instants if at.position else ():
            if at.clock <= each.instant < clock:
                return self._by_clock(at, [each])
        if clock > max(self.until, at.clock):
            return None
        if entry is None:
            return self._step(at, Moment(at.position, clock)) if clock > at.clock else None
        return await self._by_event(at, Moment(entry.position, clock), entry)

    def tree(self, position: int) -> int:
        """The last position at which the tree may have changed by then, as far as is known here."""
        changed = (p for p in self.changing if p <= position)
        return max(changed, default=min(self.start, position))

    def _step(self, at: Moment, to: Moment, *parts: Part) -> Step:
        parts = parts if self._is_owed_by(to) else ()
        return Step(at, to, self.tree(at.position), self.tree(to.position), parts)

    def _is_owed_by(self, to: Moment) -> bool:
        """Whether anything can be owed by then."""
        return self.first_issue is not None and to.position >= self.first_issue

    def _by_clock(self, at: Moment, found: Sequence[Instant]) -> Step | None:
        """Right after an instant; null where there is none."""
        for each in found:
            to = Moment(at.position, each.instant + SMALLEST)
            return self._step(at, to, Part(tuple(sorted(each.directive_ids))))
        return None

    async def _by_event(self, at: Moment, to: Moment, entry: Entry) -> Step:
        match entry.touch:
            case Touch.NOTHING:
                return self._step(at, to)
            case Touch.PLACES:
                changed = await self._changed(to) if self._is_owed_by(to) else ()
                return self._step(at, to, *changed)
        if entry.directive_id is None:
            return self._step(at, to, Part())
        if entry.touch is Touch.DIRECTIVE or (
            entry.touch is Touch.UNIT and entry.directive_id in self.sharing
        ):
            serving = sorted(self.serving[entry.directive_id])
            return self._step(at, to, Part(tuple(serving)))
        within = Range.under if entry.touch is Touch.UNDER else Range.alone
        places = sorted(self.places.get(entry.position, ()))
        return self._step(at, to, Part((entry.directive_id,), tuple(map(within, places))))

    async def _changed(self, to: Moment) -> list[Part]:
        """Where the tree has changed; for who sees only parts of it also what they see by where
        those stand who have to do with a directive.
        """
        rows = await self.session.rows(statements.changed_places, p=to.position)
        ranges = tuple(covering({row["path"] for row in rows}))
        viewer = await self.session.viewer(self.scope, to)
        if all(len(low) == ORDINAL_DIGITS for low in viewer.lows):
            return [Part(None, ranges)]
        found = await self.session.rows(statements.depending, p=to.position)
        depending = tuple(sorted(row["directive_id"] for row in found))
        return [Part(None, ranges, depending), Part(depending)]

    async def _look_up(self) -> None:
        """What several entries ask for, at once."""
        every = [e for e in self.entries.values() if e.directive_id is not None]
        ids = list({e.directive_id for e in every if e.directive_id})
        if not ids:
            return
        found = await self.session.rows(statements.sharing, directive_ids=ids)
        self.sharing = {row["directive_id"] for row in found}
        self.serving = {each: {each} for each in ids}
        for row in await self.session.rows(statements.serving, directive_ids=ids):
            self.serving[row["cause_id"]].add(row["directive_id"])
        of_units = [e for e in every if e.unit_id and e.touch in (Touch.UNIT, Touch.UNDER)]
        if of_units:
            rows = await self.session.rows(
                statements.places,
                unit_ids=[e.unit_id for e in of_units],
                directive_ids=[e.directive_id for e in of_units],
                positions=[e.position for e in of_units],
            )
            places = defaultdict(set)
            for row in rows:
                places[row["position"]].add(row["path"])
            self.places = dict(places)
