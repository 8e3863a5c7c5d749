"""What a principal may do with obligations now, by the very decisions that commands are made by.

A past moment asked about is of no matter here: what is offered would be done today. Asking for an
extension, exempting and reminding come later and are never offered.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from api.graphql.terms import ObligationAction
from api.wiring.reading.source import OfRequest
from cascade.access.state import ACTING, Access
from cascade.commands.obligations import ISSUER, Found, Obligations
from cascade.execution.commands import ObligationRef, SubmitReport
from cascade.execution.decisions import (
    Standing,
    check_extension,
    check_report,
    decide_acknowledge,
)
from cascade.refusals import Refused
from cascade.terms import TaskKind
from projections.rows import Moment as At
from projections.rows import ObligationKey

LATER: Final = timedelta(days=1)
"""A due date to ask after: whether it may be moved does not depend on how far."""


class ActionsRead(OfRequest):
    """``viewerCan``, as ``api.graphql.reading.ObligationReading`` says."""

    async def viewer_can(
        self, keys: Sequence[ObligationKey], at: At
    ) -> Sequence[list[ObligationAction]]:
        rows = await self._source.obligations(keys, at)
        refs = {
            key: ObligationRef(row.directive_id, key.unit_id, key.task_id, key.occurrence)
            for key, row in rows.items()
        }
        session = self._source.services.engine.session(self._source.principal.subject)
        access = await session.start()
        present = Obligations(session, refs.values())
        await present.load()
        found = {key: present.find(ref) for key, ref in refs.items()}
        return [
            list(_offers(access, owed, session.now)) if (owed := found.get(key)) else []
            for key in keys
        ]


def _offers(access: Access, found: Found, now: datetime) -> Iterator[ObligationAction]:
    standing, bearer = found.standing, found.standing.ref.unit
    if access.acts_for(bearer, ACTING, found.classification, now):
        if decide_acknowledge(standing, 0, now) and not standing.acts.reports:
            yield ObligationAction.ACKNOWLEDGE
        if _takes_report(standing):
            yield ObligationAction.REPORT
    if access.acts_for(bearer, ISSUER, found.classification, now) and _can_go_on(found):
        yield ObligationAction.RELAY
    if access.acts_for(standing.owed.judge_id, ISSUER, found.classification, now):
        if _awaits_decision(standing):
            yield ObligationAction.DECIDE
        if _can_be_extended(standing, now):
            yield ObligationAction.EXTEND


def _takes_report(standing: Standing) -> bool:
    try:
        check_report(standing, SubmitReport(standing.ref, ""))
    except Refused:
        return False
    return True


def _can_go_on(found: Found) -> bool:
    """Level by level, one relay after another may be needed; else one says that it was done."""
    standing, issued = found.standing, found.directive.issued
    if standing.owed.kind is not TaskKind.PASS_ON or issued is None:
        return False
    return issued.level_by_level is not None or not standing.is_fulfilled


def _awaits_decision(standing: Standing) -> bool:
    """Of an on-occurrence task each report is decided alone; of any other the latest."""
    acts = standing.acts
    waiting = acts.reports if standing.owed.on_occurrence else acts.reports[-1:]
    return any(report.decision is None for report in waiting)


def _can_be_extended(standing: Standing, now: datetime) -> bool:
    if standing.due_at is None:
        return False
    try:
        return check_extension(standing, max(standing.due_at, now) + LATER, now)
    except Refused:
        return False
