"""Who may upload, what is kept of it, and how much."""

from hashlib import sha256

import pytest

from api.services import Services
from cascade.files import UNUSED_FILES
from tests.files.conftest import Desk

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.7 \x00\xff Kh\xc3\xb4ng"


async def kept(services: Services) -> int:
    async with services.readers.acquire() as connection:
        count: int = await connection.fetchval("SELECT count(*) FROM cascade_log.upload")
    return count


async def test_an_upload_is_kept_and_is_in_no_event(desk: Desk, services: Services) -> None:
    before = await services.log.head()
    answer = await desk.put("officer-B11", PAPER, "Báo cáo.pdf")
    assert answer.status == 201
    assert answer.json["sha256"] == sha256(PAPER).hexdigest()
    assert await kept(services) == 1
    assert await services.log.head() == before


async def test_whoever_acts_for_no_unit_uploads_nothing(desk: Desk, services: Services) -> None:
    for subject in ("reader-T1", "inspector-T1", "an", "nobody"):
        answer = await desk.put(subject, PAPER)
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    answer = await desk.send("PUT", "/blobs", params={"name": "a"}, data=PAPER)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"] == 'Bearer realm="cascade"'
    assert await kept(services) == 0


async def test_what_is_refused_is_not_kept(desk: Desk, services: Services) -> None:
    answer = await desk.put("officer-B11", PAPER, x_content_sha256="0" * 64)
    assert answer.code == "DIGEST_MISMATCH"
    assert await kept(services) == 0


async def test_who_uses_none_of_his_files_uploads_no_more(desk: Desk) -> None:
    for number in range(UNUSED_FILES):
        await desk.upload("officer-B11", b"%d" % number)
    answer = await desk.put("officer-B11", PAPER)
    assert (answer.status, answer.code) == (429, "TOO_MANY_UNUSED_FILES")
    assert (await desk.put("officer-B12", PAPER)).status == 201
