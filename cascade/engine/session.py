"""What one attempt at a command reads: states folded from the log, and the versions seen.

States are kept in memory and shared between commands. One that moved on while a decision was being
prepared is noticed before anything is appended, and one that moved on elsewhere is by the append:
the command is decided again. What records nothing is checked by nothing: for that a session reads
``fresh``.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar, cast
from uuid import UUID

from cascade.access.state import Access
from cascade.calendar.state import Calendar
from cascade.content import SALT_BYTES, AttachmentRecord, Content, ContentRef, seal
from cascade.directive.open_ended import OpenEndedDirectives
from cascade.directive.state import Directive
from cascade.engine.states import Kept, State, States
from cascade.execution.decisions.recorded_reports import RecordedReport
from cascade.execution.shared_quotas import SharedQuota
from cascade.execution.state import Execution, OccurrenceKey
from cascade.files import check_attachments, choose_attachments
from cascade.identifiers import (
    CALENDAR,
    OPEN_ENDED,
    ORGANISATION,
    access_id,
    awaited_id,
    execution_id,
    policies_id,
    reminders_id,
    series_id,
    shared_quota_id,
    webhooks_id,
)
from cascade.log import Uploads, VersionConflict
from cascade.numbering.state import Awaited, NumberSeries
from cascade.organisation.state import Organisation
from cascade.policy.state import Policies
from cascade.recorded import Recorded
from cascade.refusals import Problems
from cascade.webhooks.state import Webhooks

TEXT_MEDIA_TYPE: Final = "text/plain;charset=utf-8"


@dataclass(slots=True)
class Counted:
    """A stream of which nothing matters but how long it is."""

    version: int = 0

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        self.version = recorded.event.originator_version


StateT = TypeVar("StateT", bound=State)
KeyT = TypeVar("KeyT")


class Session:
    """One attempt at one command."""

    def __init__(
        self,
        states: States,
        uploads: Uploads,
        principal: str,
        now: datetime,
        *,
        fresh: bool,
        new_id: Callable[[], UUID],
        new_salt: Callable[[int], bytes],
    ) -> None:
        self.principal = principal
        self.now = now
        """The clock's, or the log's end where that is later: what is recorded is judged by it."""
        self.new_id = new_id
        self.content: list[Content] = []
        self.upload_ids: list[UUID] = []
        self.is_fresh = fresh
        """Whether all that is read is read as of one point of the log, not before this began."""
        self._states = states
        self._uploads = uploads
        self._new_salt = new_salt
        self._read: dict[UUID, Kept] = {ORGANISATION: states.tree}
        self._versions: dict[UUID, int] = {}

    # ---- reading

    @property
    def organisation(self) -> Organisation:
        """The tree; up to date with the last load."""
        return self._states.organisation

    async def start(self) -> Access:
        """The tree and the principal's own grants: where every command begins."""
        return await self.access(self.principal)

    async def access(self, subject: str) -> Access:
        return await self._one(access_id(subject), Access)

    async def calendar(self) -> Calendar:
        return await self._one(CALENDAR, Calendar)

    async def open_ended(self) -> OpenEndedDirectives:
        return await self._one(OPEN_ENDED, OpenEndedDirectives)

    async def policies(self, unit_ids: Iterable[UUID]) -> dict[UUID, Policies]:
        return await self._many({unit_id: policies_id(unit_id) for unit_id in unit_ids}, Policies)

    async def webhooks(self, unit_id: UUID) -> Webhooks:
        return await self._one(webhooks_id(unit_id), Webhooks)

    async def head_position(self) -> int:
        """Where the log ends by now; no decision rests on its staying there."""
        return await self._states.head_position()

    async def series(
        self, keys: Iterable[tuple[UUID, str]]
    ) -> dict[tuple[UUID, str], NumberSeries]:
        """By issuer and document type."""
        return await self._many({key: series_id(*key) for key in keys}, NumberSeries)

    async def awaited(self, numbers: Iterable[str]) -> dict[str, Awaited]:
        """The citations that wait for a document, by what its number has in common with them."""
        return await self._many({number: awaited_id(number) for number in numbers}, Awaited)

    async def directives(self, ids: Iterable[UUID]) -> dict[UUID, Directive]:
        """Version 0 where there is none."""
        return await self._many({id_: id_ for id_ in ids}, Directive)

    async def executions(
        self, keys: Iterable[tuple[UUID, UUID]]
    ) -> dict[tuple[UUID, UUID], Execution]:
        """By directive and addressed unit; version 0 where nothing was done."""
        return await self._many({key: execution_id(*key) for key in keys}, Execution)

    async def shared_quotas(
        self, keys: Iterable[OccurrenceKey]
    ) -> dict[OccurrenceKey, SharedQuota]:
        """By task and occurrence; version 0 where nothing was accepted."""
        return await self._many({key: shared_quota_id(*key) for key in keys}, SharedQuota)

    async def recorded_report(self, report_id: UUID) -> RecordedReport:
        """Version 0 where there is none."""
        return await self._one(report_id, RecordedReport)

    async def reminders_version(self, unit_id: UUID) -> int:
        """How often the unit has reminded of all that is overdue under one."""
        return (await self._one(reminders_id(unit_id), Counted)).version

    async def _one(self, stream_id: UUID, kind: Callable[[], StateT]) -> StateT:
        return (await self._many({stream_id: stream_id}, kind))[stream_id]

    async def _many(
        self, streams: Mapping[KeyT, UUID], kind: Callable[[], StateT]
    ) -> dict[KeyT, StateT]:
        self._states.follow()
        kept = {stream_id: self._states.kept(stream_id, kind) for stream_id in streams.values()}
        self._read.update(kept)
        if self.is_fresh:
            await self._states.bring_up(self._read)
        elif behind := {id_: each for id_, each in self._read.items() if not each.is_current}:
            await self._states.bring_up(behind)
        self.now = max(self.now, self._states.recorded_at)
        for stream_id, each in self._read.items():
            self._versions.setdefault(stream_id, each.state.version)
        return {key: cast(StateT, kept[stream_id].state) for key, stream_id in streams.items()}

    # ---- writing

    def new_stream(self) -> UUID:
        """The id of a stream that this command begins."""
        stream_id = self.new_id()
        self._versions[stream_id] = 0
        return stream_id

    def seal_text(self, text: str) -> ContentRef:
        """Put a text into the content that goes with the events; the event holds the reference."""
        salt = self._new_salt(SALT_BYTES)
        reference, content = seal(text.encode(), TEXT_MEDIA_TYPE, self.new_id(), salt)
        self.content.append(content)
        return reference

    async def attachments(
        self,
        ids: Sequence[UUID],
        problems: Problems,
        *field: str | int,
        known: Collection[UUID] = (),
    ) -> tuple[AttachmentRecord, ...]:
        """The uploaded files that the command names, for its event; adds what is wrong with them.

        They are the principal's own, or ``known`` to be with the document already.
        """
        if not ids or not check_attachments(problems, ids, *field):
            return ()
        uploads = await self._uploads.find(ids)
        found = {id_: (upload.uploader, upload.record) for id_, upload in uploads.items()}
        chosen = choose_attachments(problems, ids, found, self.principal, known, *field)
        self.upload_ids += [record.content.id for record in chosen]
        return chosen

    def expected(self) -> dict[UUID, int]:
        """The versions that the decision rests on; raises VersionConflict where one moved on."""
        self._states.follow()
        moved = [
            id_
            for id_, kept in self._read.items()
            if id_ in self._versions and kept.state.version != self._versions[id_]
        ]
        if moved:
            raise VersionConflict(moved)
        return dict(self._versions)

    def overtaken(self, stream_ids: Iterable[UUID]) -> None:
        """The log has more of these streams than this session read."""
        read = self._versions.keys() & set(stream_ids)
        self._states.overtaken({stream_id: self._versions[stream_id] for stream_id in read})
