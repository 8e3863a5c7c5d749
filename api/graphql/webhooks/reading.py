"""Webhooks: seen by their subject, and by whoever administers their unit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from api.graphql.runtime.ids import WebhookKey
from api.graphql.runtime.source import Source
from cascade.log.deliveries import Progress
from projections.query_args import Moment
from projections.webhooks.rows import WebhookRow


@dataclass(frozen=True, slots=True)
class WebhookSeen:
    """``progress`` is that of now, whatever the moment; ``secret`` is for its subject alone."""

    row: WebhookRow
    progress: Progress | None
    secret: str | None


async def webhooks_of(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[WebhookSeen] | None]:
    """By unit."""
    open_to = await _Open.to(source, keys)
    found = await source.rows.webhooks.of_units(list(open_to.integrated | open_to.administered), at)
    rows = [row for of_unit in found.values() for row in of_unit if open_to.shows(row)]
    seen = await _seen(source, rows)
    return [
        [seen[row.webhook_id] for row in found.get(key, ()) if row.webhook_id in seen]
        if key in open_to.integrated | open_to.administered
        else None
        for key in keys
    ]


async def webhooks(
    source: Source, keys: Sequence[WebhookKey], at: Moment
) -> Sequence[WebhookSeen | None]:
    """An id that was put together by hand, of another unit's, is nobody's."""
    found = await source.rows.webhooks.by_ids([key.webhook_id for key in keys], at)
    open_to = await _Open.to(source, {row.unit_id for row in found.values()})
    seen = await _seen(source, filter(open_to.shows, found.values()))
    return [
        each if (each := seen.get(key.webhook_id)) and each.row.unit_id == key.unit_id else None
        for key in keys
    ]


@dataclass(frozen=True, slots=True)
class _Open:
    """What a subject integrates and administers of some units, by its grants of now."""

    subject: str
    integrated: frozenset[UUID]
    administered: frozenset[UUID]

    @classmethod
    async def to(cls, source: Source, unit_ids: Iterable[UUID]) -> "_Open":
        subject, now = source.principal.subject, source.engine.now()
        access = await source.engine.access(subject)
        organisation = await source.engine.organisation()
        known = [each for each in unit_ids if each in organisation.units]
        return cls(
            subject,
            frozenset(each for each in known if access.integrates(each, organisation, now)),
            frozenset(each for each in known if access.administers(each, organisation, now)),
        )

    def shows(self, row: WebhookRow) -> bool:
        """A subject sees its own even once its grant has ended: it learns why it stands still."""
        return row.subject == self.subject or row.unit_id in self.administered


async def _seen(source: Source, rows: Iterable[WebhookRow]) -> dict[UUID, WebhookSeen]:
    listed = list(rows)
    progress = await source.services.log.deliveries.of([row.webhook_id for row in listed])
    return {
        row.webhook_id: WebhookSeen(
            row,
            progress.get(row.webhook_id),
            source.services.secrets.of(row.webhook_id, row.generation)
            if row.subject == source.principal.subject
            else None,
        )
        for row in listed
    }
