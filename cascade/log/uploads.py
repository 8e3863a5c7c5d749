"""Files that were uploaded: their bytes in parts, so that nobody holds a whole one in memory.

A file is kept, then named by a command, whose append notes the use; or never named, and pruned.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any, Final
from uuid import UUID

import asyncpg

from cascade.content import AttachmentRecord, ContentRef
from cascade.log.statements import statements

PART_BYTES: Final = 256 * 1024
"""What a request holds of a file in memory, and one message of the database carries."""
PRUNED_AT_ONCE: Final = 100
"""So many uploads are deleted in one transaction: some GB at the most."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as its uploader named it. ``uploader`` is a subject."""

    uploader: str
    uploaded_at: datetime
    record: AttachmentRecord

    @property
    def id(self) -> UUID:
        return self.record.content.id


@dataclass(frozen=True, slots=True)
class Pruned:
    """What was deleted because no command had named it."""

    files: int
    size_bytes: int


class TooManyUnused(Exception):
    """The subject has as many files that no command has named as it may have."""


class Uploads:
    """The uploads of a log. Keeping and pruning take a pool that writes."""

    def __init__(self, pool: Any) -> None:
        self._pool: Final = pool

    async def keep(
        self,
        upload: Upload,
        salt: bytes,
        parts: Iterable[bytes],
        most_unused: int | None = None,
    ) -> None:
        """Store a file, whole or not at all. ``parts`` are to be of ``PART_BYTES`` at the most.

        Raises TooManyUnused where the subject would then have more than ``most_unused``.
        """
        record, reference = upload.record, upload.record.content
        rows = ((upload.id, *part) for part in enumerate(chain([salt], parts)))

        async with self._pool.acquire() as connection, connection.transaction():
            await statements.keep_upload(
                connection,
                content_id=upload.id,
                uploader=upload.uploader,
                name=record.name,
                media_type=reference.media_type,
                size=reference.size,
                sha256=record.sha256,
                commitment=reference.commitment,
                uploaded_at=upload.uploaded_at,
            )
            await connection.copy_records_to_table(
                "upload_part", schema_name="cascade_log", records=rows
            )
            if most_unused is not None:
                # Only now, so that the lock is held for no longer than the commit takes.
                await statements.hold_uploads_of(connection, uploader=upload.uploader)
                unused = await statements.count_unused(connection, uploader=upload.uploader)
                if unused > most_unused:
                    raise TooManyUnused(upload.uploader)

    async def find(self, ids: Iterable[UUID]) -> dict[UUID, Upload]:
        """Those that are there, whoever uploaded them."""
        async with self._pool.acquire() as connection:
            found = await connection.fetch(statements.uploads.sql, list(ids))
        return {row["content_id"]: _upload(row) for row in found}

    async def count_unused(self, uploader: str) -> int:
        """How many files of a subject no command has named yet."""
        async with self._pool.acquire() as connection:
            count: int = await statements.count_unused(connection, uploader=uploader)
        return count

    async def part(self, content_id: UUID, number: int) -> bytes | None:
        """A part of a file, from 1 on; null beyond the last, and where the file was erased.

        Each part is read for itself: a slow reader keeps no connection.
        """
        async with self._pool.acquire() as connection:
            data: bytes | None = await statements.upload_part(
                connection, content_id=content_id, ordinal=number
            )
        return data

    async def prune(
        self, uploaded_before: datetime, on_progress: Callable[[int], None] | None = None
    ) -> Pruned:
        """Delete what was uploaded before and never named in a command that was carried out.

        ``on_progress`` is told how many files were deleted so far; broken off, these are gone.
        """
        files = size_bytes = 0
        while sizes := await self._prune_some(uploaded_before):
            files += len(sizes)
            size_bytes += sum(sizes)
            if on_progress is not None:
                on_progress(files)
        return Pruned(files, size_bytes)

    async def _prune_some(self, uploaded_before: datetime) -> list[int]:
        while True:
            try:
                async with self._pool.acquire() as connection:
                    rows = await connection.fetch(
                        statements.prune_uploads.sql, uploaded_before, PRUNED_AT_ONCE
                    )
            except asyncpg.ForeignKeyViolationError:
                continue  # one of them was named meanwhile: the next look leaves it out
            return [row["size"] for row in rows]


def _upload(row: Any) -> Upload:
    # The driver's ids are a subclass of UUID, which JSON encoders refuse: none leaves the log.
    content_id = UUID(int=row["content_id"].int)
    reference = ContentRef(
        id=content_id, size=row["size"], media_type=row["media_type"], commitment=row["commitment"]
    )
    return Upload(
        row["uploader"],
        row["uploaded_at"],
        AttachmentRecord(name=row["name"], sha256=row["sha256"], content=reference),
    )
