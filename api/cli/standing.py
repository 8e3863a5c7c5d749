"""`cascade status` and `cascade settings`: how things stand."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Annotated

import typer

from api.cli.composing import enter_deployment
from api.cli.following import stands_still
from api.cli.printing import plain_table, to_stdout
from api.cli.running import log_to_stderr, quiet, run
from api.settings import Settings, read_settings, told
from api.webhooks.failing import FailingWebhook, failing_webhooks
from cascade.clock import SystemClock
from cascade.database.joining import running_endpoint
from cascade.log import Log
from cascade.organisation.events import OrganisationFounded
from projections.engine.parking import Parked, parked


@dataclass(frozen=True, slots=True)
class Status:
    """Where the log ends and how far the read models follow it."""

    database: str
    organisation: str
    head: int
    recorded_at: datetime | None
    root_hash: str
    clock_warning: str | None
    projected_to: int | None
    """Null: nothing was ever projected."""
    parked: Parked | None
    failing: tuple[FailingWebhook, ...] = ()
    """Webhooks that are paused for a reason other than that somebody asked, or take nothing."""


def status() -> None:
    """Tell the log's head, its root hash, and how far the read models follow it.

    Works beside a running server and without one.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    found = run(standing_now(settings))
    table = plain_table("", "")
    table.show_header = False
    for name, value in _rows(found):
        table.add_row(name, value)
    to_stdout().print(table)


async def standing_now(settings: Settings) -> Status:
    """How the deployment of these settings stands; raises CommandError where there is none."""
    embedded = settings.dsn is None
    runs = embedded and await running_endpoint(settings.data_dir) is not None
    async with enter_deployment(settings, SystemClock(), projecting=False) as deployment:
        head = await deployment.log.head()
        return Status(
            database=_described(embedded, runs),
            organisation=await _organisation(deployment.log),
            head=head.position,
            recorded_at=head.recorded_at if head.position else None,
            root_hash=head.root_hash.hex(),
            clock_warning=deployment.log.clock_warning(),
            projected_to=await deployment.projected_to(),
            parked=await parked(deployment.database),
            failing=await failing_webhooks(deployment.services),
        )


async def _organisation(log: Log) -> str:
    first = [recorded.event for recorded in await log.read(0, 1)]
    match first:
        case [OrganisationFounded() as founded]:
            return f"{founded.root.name} ({founded.root.code}), {len(founded.levels)} levels"
        case _:
            return "not founded yet: `cascade init`"


def _described(embedded: bool, runs: bool) -> str:
    if not embedded:
        return "DATABASE_URL"
    return "embedded, run by a server" if runs else "embedded, no server runs"


def _rows(status: Status) -> list[tuple[str, str]]:
    recorded = "-" if status.recorded_at is None else f"{status.recorded_at:%Y-%m-%d %H:%M:%S} UTC"
    return [
        ("database", status.database),
        ("organisation", status.organisation),
        ("head", f"{status.head:,}"),
        ("recorded", recorded),
        ("root hash", status.root_hash),
        ("clocks", status.clock_warning or "agree"),
        *_following(status),
        *(("webhook", failing.told) for failing in status.failing),
    ]


def _following(status: Status) -> list[tuple[str, str]]:
    """How far the read models are, and why no farther."""
    if status.projected_to is None:
        told = "nothing is projected yet: `cascade serve` does it"
        return [("checkpoint", told), ("lag", f"{status.head:,} events")]
    rows = [
        ("checkpoint", f"{status.projected_to:,}"),
        ("lag", f"{status.head - status.projected_to:,} events"),
    ]
    return rows if status.parked is None else [*rows, ("parked", stands_still(status.parked))]


def settings(
    as_json: Annotated[bool, typer.Option("--json", help="As JSON, for programs.")] = False,
) -> None:
    """List the settings: environment variable, value, default, meaning. Passwords are left out."""
    found = list(told(read_settings()))
    if as_json:
        typer.echo(json.dumps([asdict(setting) for setting in found], indent=2, ensure_ascii=False))
        return
    table = plain_table("variable", "value", "default", "meaning")
    # A name is copied and searched for: it stays whole, however narrow the terminal is.
    table.columns[0].no_wrap = True
    for setting in found:
        table.add_row(setting.variable, setting.value, setting.default, setting.meaning)
    to_stdout().print(table)
