"""Uploads in the database: what the application may not do with them, and what a batch leaves."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import asyncpg
import pytest

from cascade.content import AttachmentRecord, ContentRef, commitment_over
from cascade.log import PART_BYTES, Append, Log, Pruned, TooManyUnused, Upload
from tests.log.samples import noted

pytestmark = pytest.mark.anyio

AT = datetime(2026, 1, 5, tzinfo=UTC)
LATER = AT + timedelta(days=1)
SALT = bytes(32)


def parts(data: bytes) -> Iterable[bytes]:
    return (data[start : start + PART_BYTES] for start in range(0, len(data), PART_BYTES))


async def uploaded(log: Log, data: bytes = b"1234", most_unused: int | None = None) -> UUID:
    content_id = uuid4()
    reference = ContentRef(
        id=content_id,
        size=len(data),
        media_type="text/plain",
        commitment=commitment_over(SALT, parts(data)),
    )
    record = AttachmentRecord(name="a.txt", sha256=sha256(data).hexdigest(), content=reference)
    await log.uploads.keep(Upload("an", AT, record), SALT, parts(data), most_unused)
    return content_id


def naming(*ids: UUID) -> Append:
    stream_id = uuid4()
    events = [noted(stream_id, 1)]
    return Append(
        principal="an",
        key=str(uuid4()),
        digest=bytes(32),
        correlation_id=uuid4(),
        expected={stream_id: 0},
        events=events,
        upload_ids=ids,
    )


async def test_parts_come_back_in_order(log: Log) -> None:
    data = bytes(range(256)) * 3_000
    content_id = await uploaded(log, data)
    read = [await log.uploads.part(content_id, number) for number in range(1, 5)]
    assert b"".join(part for part in read if part) == data
    assert read[-1] is None
    (found,) = (await log.uploads.find([content_id, uuid4()])).values()
    assert (found.uploader, found.record.content.size) == ("an", len(data))


async def test_a_broken_source_leaves_nothing(log: Log) -> None:
    def breaking() -> Iterable[bytes]:
        yield b"1234"
        raise OSError("the disk is gone")

    record = AttachmentRecord(
        name="a",
        sha256="0" * 64,
        content=ContentRef(id=uuid4(), size=8, media_type="text/plain", commitment="0" * 64),
    )
    with pytest.raises(OSError, match="the disk is gone"):
        await log.uploads.keep(Upload("an", AT, record), SALT, breaking())
    assert await log.uploads.find([record.content.id]) == {}
    assert await log.uploads.count_unused("an") == 0


async def test_many_at_once_do_not_pass_the_bound(log: Log) -> None:
    await uploaded(log, most_unused=3)
    answers = await asyncio.gather(
        *(uploaded(log, most_unused=3) for _ in range(12)), return_exceptions=True
    )
    assert [type(each) for each in answers if not isinstance(each, UUID)] == [TooManyUnused] * 10
    assert await log.uploads.count_unused("an") == 3


async def test_what_was_named_stays(log: Log) -> None:
    used, unused = await uploaded(log), await uploaded(log)
    await log.append(naming(used))
    await log.append(naming(used))
    assert await log.uploads.count_unused("an") == 1
    assert await log.uploads.prune(LATER) == Pruned(1, 4)
    assert list(await log.uploads.find([used, unused])) == [used]


async def test_a_pruned_one_spoils_only_its_own_command(log: Log) -> None:
    """All in one batch: each is then tried alone."""
    ids = [await uploaded(log) for _ in range(6)]
    commands = [naming(id_) for id_ in (*ids, uuid4())]
    outcomes = await asyncio.gather(*map(log.append, commands), return_exceptions=True)
    assert [isinstance(outcome, Exception) for outcome in outcomes] == [False] * 6 + [True]
    assert (await log.head()).position == 6


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cascade_log.upload SET uploader = 'me'",
        "UPDATE cascade_log.upload_part SET data = ''",
        "DELETE FROM cascade_log.upload_use",
        "TRUNCATE cascade_log.upload CASCADE",
    ],
)
async def test_the_application_changes_no_upload(
    connection: asyncpg.Connection[asyncpg.Record], statement: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute(statement)


async def test_a_used_one_is_not_deleted(
    log: Log, connection: asyncpg.Connection[asyncpg.Record]
) -> None:
    await log.append(naming(await uploaded(log)))
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await connection.execute("DELETE FROM cascade_log.upload")
