"""PUT /blobs: what is taken in, and what is refused before anything is kept."""

from base64 import b64encode
from collections.abc import AsyncIterator
from hashlib import sha256

import pytest

from api.wiring.services import Services
from cascade.access.state import ACTING
from cascade.files import FILE_BYTES, NAME_CHARACTERS, UNUSED_FILES
from tests.files.conftest import Desk

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.7 \x00\xff Kh\xc3\xb4ng"
HASH = sha256(PAPER).hexdigest()


async def kept(services: Services) -> int:
    async with services.readers.acquire() as connection:
        count: int = await connection.fetchval("SELECT count(*) FROM cascade_log.upload")
    return count


def digest_of(data: bytes) -> str:
    return f"sha-256=:{b64encode(sha256(data).digest()).decode()}:"


async def test_a_file_is_kept_and_told(desk: Desk) -> None:
    answer = await desk.put("officer-B11", PAPER, "Báo cáo quý I.pdf")
    assert answer.status == 201
    told = dict(answer.json)
    assert told.pop("id")
    assert told == {
        "name": "Báo cáo quý I.pdf",
        "mediaType": "application/pdf",
        "size": len(PAPER),
        "sha256": HASH,
    }


@pytest.mark.parametrize(
    "header",
    [
        "attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf",
        'attachment; filename="Báo cáo.pdf"',
        "inline; filename=\"x.pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf",
    ],
)
async def test_its_name_is_the_dispositions(desk: Desk, header: str) -> None:
    answer = await desk.put("officer-B11", PAPER, "other", content_disposition=header)
    assert answer.json["name"] == "Báo cáo.pdf"


async def test_it_goes_in_without_a_length(desk: Desk) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield PAPER * 20_000

    answer = await desk.put("officer-B11", chunks())
    assert answer.json["size"] == 100_000 * len(PAPER)
    assert answer.json["sha256"] == sha256(PAPER * 100_000).hexdigest()


async def test_bytes_that_are_as_declared_are_taken(desk: Desk) -> None:
    both = f"sha-512=:AAAA:, {digest_of(PAPER)}"
    answer = await desk.put("officer-B11", PAPER, content_digest=both, x_content_sha256=HASH)
    assert answer.status == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"content_digest": digest_of(b"else")},
        {"x_content_sha256": sha256(b"else").hexdigest()},
        {"content_digest": digest_of(PAPER), "x_content_sha256": "0" * 64},
    ],
)
async def test_bytes_that_differ_from_their_hash_are_refused(
    desk: Desk, services: Services, headers: dict[str, str]
) -> None:
    answer = await desk.put("officer-B11", PAPER, **headers)
    assert (answer.status, answer.code) == (422, "DIGEST_MISMATCH")
    assert await kept(services) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"content_digest": "sha-256=AAAA"},
        {"content_digest": "sha-512=:AAAA:"},
        {"content_digest": "sha-256=:AAAA:"},
        {"x_content_sha256": HASH.upper()},
    ],
)
async def test_a_hash_that_cannot_be_read_is_refused(desk: Desk, headers: dict[str, str]) -> None:
    answer = await desk.put("officer-B11", PAPER, **headers)
    assert (answer.status, answer.code) == (400, "INVALID_DIGEST")


async def test_an_empty_file_is_refused(desk: Desk, services: Services) -> None:
    answer = await desk.put("officer-B11", b"")
    assert (answer.status, answer.code) == (422, "EMPTY_FILE")
    assert await kept(services) == 0


async def test_a_file_up_to_the_limit_is_taken_and_one_beyond_is_not(
    desk: Desk, services: Services
) -> None:
    largest = await desk.put("officer-B11", bytes(FILE_BYTES))
    assert largest.json["size"] == FILE_BYTES
    answer = await desk.put("officer-B11", bytes(FILE_BYTES + 1))
    assert (answer.status, answer.code) == (413, "FILE_TOO_LARGE")
    assert await kept(services) == 1


async def test_a_file_without_a_length_is_cut_off_at_the_limit(desk: Desk) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(FILE_BYTES // 2**20 + 1):
            yield bytes(2**20)

    answer = await desk.put("officer-B11", chunks())
    assert (answer.status, answer.code) == (413, "FILE_TOO_LARGE")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        (None, "FILE_NAME_MISSING"),
        ("", "EMPTY_TEXT"),
        (" ", "EMPTY_TEXT"),
        ("a" * (NAME_CHARACTERS + 1), "TEXT_TOO_LONG"),
        ("../a.pdf", "INVALID_FILE_NAME"),
        ("..", "INVALID_FILE_NAME"),
        ("a\nb.pdf", "INVALID_FILE_NAME"),
        ("a\u202efdp.exe", "INVALID_FILE_NAME"),
        ("a\0b", "FORBIDDEN_CHARACTER"),
    ],
)
async def test_a_name_that_is_none_is_refused(desk: Desk, name: str | None, code: str) -> None:
    answer = await desk.put("officer-B11", PAPER, name)
    assert (answer.status, answer.code) == (400, code)


@pytest.mark.parametrize("media_type", ["pdf", "application/pdf;\tx", "a/" + "b" * 200])
async def test_a_content_type_that_is_none_is_refused(desk: Desk, media_type: str) -> None:
    answer = await desk.put("officer-B11", PAPER, content_type=media_type)
    assert (answer.status, answer.code) == (400, "INVALID_MEDIA_TYPE")


async def test_a_compressed_body_is_refused(desk: Desk) -> None:
    answer = await desk.put("officer-B11", PAPER, content_encoding="gzip")
    assert (answer.status, answer.code) == (415, "BAD_REQUEST")


async def test_whoever_is_unknown_uploads_nothing(desk: Desk) -> None:
    answer = await desk.send("PUT", "/blobs", params={"name": "a"}, data=PAPER)
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")
    assert answer.headers["www-authenticate"] == 'Bearer realm="cascade"'


@pytest.mark.parametrize("subject", ["reader-T1", "inspector-T1", "an", "nobody"])
async def test_whoever_acts_for_no_unit_uploads_nothing(
    desk: Desk, services: Services, subject: str
) -> None:
    assert len(ACTING) == 2
    answer = await desk.put(subject, PAPER)
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    assert await kept(services) == 0


async def test_who_uses_none_of_his_files_uploads_no_more(desk: Desk) -> None:
    for number in range(UNUSED_FILES):
        await desk.upload("officer-B11", b"%d" % number)
    answer = await desk.put("officer-B11", PAPER)
    assert (answer.status, answer.code) == (429, "TOO_MANY_UNUSED_FILES")
    assert (await desk.put("officer-B12", PAPER)).status == 201


async def test_nothing_of_an_upload_is_in_the_log(desk: Desk, services: Services) -> None:
    before = await services.log.head()
    await desk.upload("officer-B11", PAPER)
    assert await services.log.head() == before
