"""Entry discipline: a standing rule asks that documents are entered soon after their date. The
issue itself fulfils it, in time or late: there is nothing that anybody could leave undone.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from cascade.calendar.state import Calendar
from cascade.days import end_of_day
from cascade.directive.events import DirectiveIssued
from cascade.enums import POLICY_ENTER_KEY
from cascade.events import Event, next_place
from cascade.execution.events import DirectiveEntered
from cascade.identifiers import execution_id, task_id
from cascade.organisation.state import Organisation
from cascade.policy.events import PolicySet
from cascade.policy.state import Policies
from cascade.refusals import Refused

FIELD: Final = "enter_within_working_days"


def decide_enter(
    organisation: Organisation,
    calendar: Calendar,
    policies: Mapping[UUID, Policies],
    issued: DirectiveIssued,
    now: datetime,
) -> list[Event]:
    """What the issuer owed by the nearest rule above it, and did by issuing; nothing without a rule
    that counts for the document's date, or where the calendar does not know that date.
    """
    rule = _rule(organisation, policies, issued)
    if rule is None or rule.enter_within_working_days is None:
        return []
    days = rule.enter_within_working_days
    try:
        due_on = calendar.working_days_after(issued.issued_on, days)
    except Refused:
        return []
    directive_id, issuer_id = issued.originator_id, issued.issuer_id
    return [
        DirectiveEntered(
            **next_place(execution_id(directive_id, issuer_id), 0, now),
            directive_id=directive_id,
            unit_id=issuer_id,
            task_id=task_id(directive_id, POLICY_ENTER_KEY),
            occurrence=None,
            due_at=end_of_day(due_on, organisation.zone),
            working_days=days,
            setter_id=rule.unit_id,
            policy_key=rule.key,
        )
    ]


def _rule(
    organisation: Organisation, policies: Mapping[UUID, Policies], issued: DirectiveIssued
) -> PolicySet | None:
    issuer_id = issued.issuer_id
    for above in (issuer_id, *organisation.ancestors(issuer_id)):
        standing = policies.get(above, Policies())
        if rule := standing.asking(FIELD, issued.type, issued.urgency, None, issued.issued_on):
            return rule
    return None
