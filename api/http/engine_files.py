"""Files: sealed into the log's uploads, opened as one request may see them."""

import os
from collections.abc import AsyncIterator
from typing import Final
from uuid import UUID, uuid4

from api.graphql.directives.attachments import attachments
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.source import Source
from api.http.files import Kept, Opened
from api.http.receiving import Received
from api.services import Services
from cascade.access.refusals import NotPermitted
from cascade.access.state import ACTING
from cascade.content import SALT_BYTES, AttachmentRecord, ContentRef, commitment_over
from cascade.files import UNUSED_FILES, TooManyUnusedFiles
from cascade.log import PART_BYTES, TooManyUnused, Upload
from cascade.refusals import Refused
from projections.directives.rows import AttachmentRow


class EngineFiles:
    """Implements ``api.http.files.Files`` over the running parts."""

    def __init__(self, services: Services) -> None:
        self._services: Final = services
        self._uploads: Final = services.log.uploads

    async def admit(self, principal: Principal) -> None:
        access = await self._services.engine.access(principal.subject)
        if not any(grant.role in ACTING for grant in access.valid(self._services.engine.now())):
            raise Refused(NotPermitted("You act for no unit, so there is nothing to attach to."))
        # A look before the bytes come; what holds is the count with which they are kept.
        if await self._uploads.count_unused(principal.subject) >= UNUSED_FILES:
            raise _too_many()

    async def keep(self, principal: Principal, received: Received) -> Kept:
        content_id, salt = uuid4(), os.urandom(SALT_BYTES)
        committed = commitment_over(salt, received.parts(PART_BYTES))
        reference = ContentRef(
            id=content_id, size=received.size, media_type=received.media_type, commitment=committed
        )
        record = AttachmentRecord(name=received.name, sha256=received.sha256, content=reference)
        upload = Upload(principal.subject, self._services.clock.now(), record)
        try:
            await self._uploads.keep(upload, salt, received.parts(PART_BYTES), UNUSED_FILES)
        except TooManyUnused as error:
            raise _too_many() from error
        return Kept(
            ids.encode(Kind.ATTACHMENT, content_id),
            received.name,
            received.media_type,
            received.size,
            received.sha256,
        )

    async def open(self, principal: Principal, id: str) -> Opened | None:
        try:
            key = ids.read_as(Kind.ATTACHMENT, id)
        except ids.MalformedId:
            return None
        assert isinstance(key, UUID)
        row = await self._visible(principal, key)
        if row is None:
            return None
        first = await self._uploads.part(key, 1)
        parts = None if first is None else self._parts(key, first)
        return Opened(row.name, row.media_type, row.size, row.sha256, parts)

    async def _visible(self, principal: Principal, key: UUID) -> AttachmentRow | None:
        """As of now; the snapshot is given back before the first byte goes out."""
        source = Source(self._services, principal)
        await source.begin()
        try:
            (row,) = await attachments(source, [key], await source.live())
            return row
        finally:
            await source.end()

    async def _parts(self, key: UUID, first: bytes) -> AsyncIterator[bytes]:
        number = 1
        part: bytes | None = first
        while part is not None:
            yield part
            number += 1
            part = await self._uploads.part(key, number)


def _too_many() -> Refused:
    reason = f"{UNUSED_FILES} files of yours are not used yet; use them first."
    return Refused(TooManyUnusedFiles(reason))
