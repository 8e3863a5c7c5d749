"""What is said of standing rules, the calendar, roles and webhooks."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from cascade.access.events import RoleGranted, RoleRevoked
from cascade.calendar.events import CalendarCorrected, CalendarSeeded, HolidayAnnounced
from cascade.events import Event
from cascade.policy.events import PolicySet
from cascade.webhooks.events import (
    WebhookCreated,
    WebhookDeleted,
    WebhookPaused,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretRotated,
)
from projections.audit.names import Names, counted


def _policy(event: PolicySet, names: Names) -> str:
    asked = [
        f"{verb} within {days} working days"
        for verb, days in (
            ("acknowledge", event.acknowledge_within_working_days),
            ("pass on", event.pass_on_within_working_days),
            ("report at the end", event.final_report_within_working_days),
            ("enter documents", event.enter_within_working_days),
        )
        if days is not None
    ]
    what = " and ".join(asked) or "nothing"
    unit = names.unit(event.unit_id)
    which = f" of what is {' or '.join(event.urgencies)}" if event.urgencies else ""
    return f"{unit} set the policy “{event.key}”: {what}{which}, from {event.valid_from} on."


def _holiday(event: HolidayAnnounced, names: Names) -> str:
    return f"The calendar changed, {_days(event, 'worked instead')}: {event.stated}."


def _correction(event: CalendarCorrected, names: Names) -> str:
    return f"The calendar was corrected, {_days(event, 'worked')}: {event.reason}."


def _days(event: HolidayAnnounced | CalendarCorrected, worked: str) -> str:
    said = []
    if event.days_off:
        said.append(f"{counted(len(event.days_off), 'day')} off")
    if event.working_days:
        said.append(f"{counted(len(event.working_days), 'day')} {worked}")
    return " and ".join(said)


def _webhook(event: Any, names: Names) -> str:
    return f"A webhook of {names.unit(event.unit_id)}"


SENTENCES: Final[Mapping[type[Event], Callable[[Any, Names], str]]] = {
    PolicySet: _policy,
    CalendarSeeded: lambda e, n: f"The calendar was laid from {e.first_day} to {e.last_day}.",
    HolidayAnnounced: _holiday,
    CalendarCorrected: _correction,
    RoleGranted: lambda e, n: f"{e.subject} was made {e.role} of {n.unit(e.unit_id)}.",
    WebhookCreated: lambda e, n: (
        f"{e.subject} had the feed of {n.unit(e.unit_id)} sent to {e.address}."
    ),
    WebhookPaused: lambda e, n: f"{_webhook(e, n)} was paused: {e.reason}.",
    WebhookResumed: lambda e, n: f"{_webhook(e, n)} was resumed.",
    WebhookReplayed: lambda e, n: f"{_webhook(e, n)} began again after {e.from_position}.",
    WebhookSecretRotated: lambda e, n: f"{_webhook(e, n)} is signed by another secret.",
    WebhookDeleted: lambda e, n: f"{_webhook(e, n)} was deleted.",
    RoleRevoked: lambda e, n: f"{e.subject} is no longer {e.role} of {n.unit(e.unit_id)}.",
}
