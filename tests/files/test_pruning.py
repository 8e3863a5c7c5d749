"""Uploads that nothing names can be deleted; what an event names cannot."""

import asyncio
from datetime import timedelta
from uuid import uuid4

import pytest

from api.cli.errors import CommandError
from api.cli.pruning import age_of
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.log import Append, Pruned, VersionConflict
from tests.files.conftest import Desk
from tests.files.test_attaching import codes, issued, letter

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.7 ..."


async def test_only_old_files_that_nothing_names_go(desk: Desk, services: Services) -> None:
    used, unused = await desk.upload("issuer-W1", PAPER), await desk.upload("issuer-W1", b"12345")
    await issued(desk, used)
    desk.office.clock.step(timedelta(days=8))
    young = await desk.upload("issuer-W1", PAPER)
    before = services.clock.now() - timedelta(days=7)
    assert await services.log.uploads.prune(before) == Pruned(1, 5)
    assert await services.log.uploads.prune(before) == Pruned(0, 0)
    assert codes(await letter(desk, unused)) == [("attachments.0", "UNKNOWN_ATTACHMENT")]
    assert (await desk.get("officer-B11", used)).body == PAPER
    await issued(desk, young)


async def test_a_refused_command_uses_nothing(desk: Desk, services: Services) -> None:
    file = await desk.upload("issuer-W1", PAPER)
    assert (await letter(desk, file, number="x" * 2_000))["userErrors"]
    desk.office.clock.step(timedelta(days=1))
    assert await services.log.uploads.prune(services.clock.now()) == Pruned(1, len(PAPER))


async def test_the_database_holds_what_was_named(desk: Desk, services: Services) -> None:
    """The parts go with their upload, and an append that names a pruned one is decided again."""
    file = await desk.upload("issuer-W1", PAPER)
    desk.office.clock.step(timedelta(days=1))
    await services.log.uploads.prune(services.clock.now())
    content_id = ids.decode(Kind.ATTACHMENT, file)
    assert await services.log.uploads.part(content_id, 1) is None
    command = Append(
        principal="an",
        key="key",
        digest=bytes(32),
        correlation_id=uuid4(),
        expected={},
        events=[],
        upload_ids=[content_id],
    )
    with pytest.raises(VersionConflict):
        await services.log.append(command)


async def test_pruning_while_files_are_named(desk: Desk, services: Services) -> None:
    files = [await desk.upload("issuer-W1", b"%d" % n) for n in range(10)]
    desk.office.clock.step(timedelta(days=1))
    named, _ = await asyncio.gather(
        asyncio.gather(*(letter(desk, file) for file in files)),
        services.log.uploads.prune(services.clock.now()),
    )
    for file, payload in zip(files, named, strict=True):
        if payload["userErrors"]:
            assert codes(payload) == [("attachments.0", "UNKNOWN_ATTACHMENT")]
        else:
            assert (await desk.get("officer-B11", file)).status == 200


def test_ages() -> None:
    assert age_of("12h") == timedelta(hours=12)
    assert age_of("7d") == timedelta(days=7)
    assert age_of("2w") == timedelta(weeks=2)
    for text in ("", "7", "d", "-1d", "7 d", "1y"):
        with pytest.raises(CommandError):
            age_of(text)
