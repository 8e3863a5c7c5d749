"""The tree as it will be: what waits is tried in memory, day by day.

A package is national work, and made of hundreds of documents: what would spoil one that waits is
refused when it is given, not found out on the package's day. Who has to do it all the same cancels
the package first and gives it anew.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Final
from uuid import UUID

from cascade.engine.engine import Overtaken
from cascade.engine.keeping import Change, decide_change, restored
from cascade.engine.session import Session
from cascade.events import Event
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import Reorganise
from cascade.organisation.decisions.packages import Package
from cascade.organisation.draft import Draft
from cascade.organisation.refusals import ContradictsPackage
from cascade.organisation.state import Organisation
from cascade.refusals import Refused

AT_A_STRETCH_SECONDS: Final = 0.02
"""So long others wait while steps are decided: a nation's take seconds."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A change that is to come. ``change_id``: null while it is not kept yet."""

    effective_on: date
    command: Change | Reorganise
    change_id: UUID | None = None


class Turns:
    """Lets others have their turn in long work on a tree; raises Overtaken where it moved on."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._version = organisation.version
        self._since = perf_counter()

    async def take(self) -> None:
        """Whoever waits is let through now and then."""
        if perf_counter() - self._since < AT_A_STRETCH_SECONDS:
            return
        await asyncio.sleep(0)
        if self._organisation.version != self._version:
            raise Overtaken(frozenset({ORGANISATION}))
        self._since = perf_counter()


async def carry_out(package: Package, session: Session) -> None:
    """Decide all steps of a package; raises Refused."""
    turns = Turns(session.organisation)
    for _ in package.decide():
        await turns.take()


class Foresight:
    """What becomes of the tree by what waits, as one session sees it."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session
        scheduled = session.organisation.scheduled.values()
        self._waiting: Final = sorted(
            scheduled, key=lambda change: (change.effective_on, change.originator_version)
        )
        self._has_packages: Final = any(
            change.command == Reorganise.__name__ for change in scheduled
        )

    async def tree_on(self, day: date) -> Draft:
        """The tree as what waits will have made it by a day, what takes effect on it included."""
        coming = [each for each in self._coming() if each.effective_on <= day]
        tree, _ = await self._try(Draft(self._session.organisation), coming)
        return tree

    async def require_possible(
        self, events: Sequence[Event], later: Coming | None = None, without: UUID | None = None
    ) -> None:
        """Raises Refused where a package that waits could take effect now, and could not any more
        with what is decided (``events``), with what is to be kept as well (``later``), or with what
        waits no longer (``without``); or where what is to be kept could not, for such a package.
        """
        if not self._has_packages or not (events or later or without):
            return
        tree = Draft(self._session.organisation)
        tree.take(events, self._session.now)
        coming = [each for each in self._coming() if each.change_id != without]
        if later is not None:
            # After all that was kept for the same day before it.
            at = sum(each.effective_on <= later.effective_on for each in coming)
            coming.insert(at, later)
        _, failing = await self._try(tree, coming)
        if failing:
            _, failed = await self._try(Draft(self._session.organisation), self._coming())
            spoilt = [why for change_id, why in failing.items() if change_id not in failed]
            if spoilt:
                raise Refused(*spoilt)

    def _coming(self) -> list[Coming]:
        return [
            Coming(change.effective_on, restored(change), change.change_id)
            for change in self._waiting
        ]

    async def _try(
        self, tree: Draft, coming: Sequence[Coming]
    ) -> tuple[Draft, dict[UUID | None, ContradictsPackage]]:
        """The tree that comes of it; of packages and of what is not kept yet, what cannot be."""
        failed: dict[UUID | None, ContradictsPackage] = {}
        turns = Turns(self._session.organisation)
        for each in coming:
            try:
                tree = await self._after(tree, each.command)
            except Refused as refused:
                if each.change_id is None or isinstance(each.command, Reorganise):
                    failed[each.change_id] = _contradicts(each, refused)
            await turns.take()
        return tree, failed

    async def _after(self, tree: Draft, command: Change | Reorganise) -> Draft:
        session = self._session
        if isinstance(command, Reorganise):
            package = Package(Draft(tree), command, session.new_id, session.now)
            await carry_out(package, session)
            return package.tree
        tree.take(decide_change(command, tree, session.new_id, session.now), session.now)
        return tree


def _contradicts(coming: Coming, refused: Refused) -> ContradictsPackage:
    reason = refused.reasons[0]
    if coming.change_id is None:
        return ContradictsPackage(
            f"After a package that waits for its day, this could not be done: {reason}"
        )
    step = f"its step {reason.field[1]}" if len(reason.field) > 1 else "it"
    until = f"A package waits for {coming.effective_on}"
    return ContradictsPackage(f"{until}, and {step} could not be done any more: {reason}")
