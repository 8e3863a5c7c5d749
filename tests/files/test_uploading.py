"""PUT /blobs: what is taken in, and what is refused before anything is kept."""

from base64 import b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import Any

import aiohttp
import pytest

from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.principal import Principal
from api.http.files import Kept, Opened
from api.http.receiving import Received
from cascade.files import FILE_BYTES, NAME_CHARACTERS
from tests.api.serving import Served, serving

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.7 \x00\xff Kh\xc3\xb4ng"
HASH = sha256(PAPER).hexdigest()


@dataclass
class Shelf:
    """Keeps files for whoever comes."""

    kept: list[bytes] = field(default_factory=list)

    async def admit(self, principal: Principal) -> None:
        pass

    async def keep(self, principal: Principal, received: Received) -> Kept:
        self.kept.append(b"".join(received.parts(1_000)))
        return Kept("id", received.name, received.media_type, received.size, received.sha256)

    async def open(self, principal: Principal, id: str) -> Opened | None:
        return None


@dataclass
class Counter:
    """Where files are handed in."""

    served: Served
    shelf: Shelf

    async def put(
        self, data: Any = PAPER, name: str | None = "bao-cao.pdf", **headers: str
    ) -> tuple[int, Any]:
        names = {each.replace("_", "-"): value for each, value in headers.items()}
        sent = self.served.headers(**{"content-type": "application/pdf", **names})
        # The client warns of large bytes: it would send them in one go.
        body = BytesIO(data) if isinstance(data, bytes) else data
        params = {} if name is None else {"name": name}
        url = f"{self.served.url}/blobs"
        async with (
            aiohttp.ClientSession() as session,
            session.put(url, data=body, params=params, headers=sent) as response,
        ):
            return response.status, await response.json()

    async def refused(self, *given: Any, **headers: str) -> tuple[int, str]:
        """Status and code; nothing may have been kept."""
        status, answer = await self.put(*given, **headers)
        assert self.shelf.kept == []
        return status, answer["errors"][0]["extensions"]["code"]


@pytest.fixture
async def counter() -> AsyncIterator[Counter]:
    shelf = Shelf()
    async with serving(OperationLimits(), shelf) as served:
        yield Counter(served, shelf)


def digest_of(data: bytes) -> str:
    return f"sha-256=:{b64encode(sha256(data).digest()).decode()}:"


async def test_a_file_is_kept_and_told(counter: Counter) -> None:
    status, told = await counter.put(PAPER, "Báo cáo quý I.pdf")
    assert status == 201
    assert told == {
        "id": "id",
        "name": "Báo cáo quý I.pdf",
        "mediaType": "application/pdf",
        "size": len(PAPER),
        "sha256": HASH,
    }
    assert counter.shelf.kept == [PAPER]


@pytest.mark.parametrize(
    "header",
    [
        "attachment; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf",
        'attachment; filename="Báo cáo.pdf"',
        "inline; filename=\"x.pdf\"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o.pdf",
    ],
)
async def test_its_name_is_the_dispositions(counter: Counter, header: str) -> None:
    _, told = await counter.put(PAPER, "other", content_disposition=header)
    assert told["name"] == "Báo cáo.pdf"


async def test_it_goes_in_without_a_length(counter: Counter) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(5):
            yield PAPER * 20_000

    _, told = await counter.put(chunks())
    assert told["size"] == 100_000 * len(PAPER)
    assert told["sha256"] == sha256(PAPER * 100_000).hexdigest()


async def test_bytes_that_are_as_declared_are_taken(counter: Counter) -> None:
    both = f"sha-512=:AAAA:, {digest_of(PAPER)}"
    status, _ = await counter.put(PAPER, content_digest=both, x_content_sha256=HASH)
    assert status == 201


@pytest.mark.parametrize(
    "headers",
    [
        {"content_digest": digest_of(b"else")},
        {"x_content_sha256": sha256(b"else").hexdigest()},
        {"content_digest": digest_of(PAPER), "x_content_sha256": "0" * 64},
    ],
)
async def test_bytes_that_differ_from_their_hash_are_refused(
    counter: Counter, headers: dict[str, str]
) -> None:
    assert await counter.refused(PAPER, **headers) == (422, "DIGEST_MISMATCH")


@pytest.mark.parametrize(
    "headers",
    [
        {"content_digest": "sha-256=AAAA"},
        {"content_digest": "sha-512=:AAAA:"},
        {"content_digest": "sha-256=:AAAA:"},
        {"x_content_sha256": HASH.upper()},
    ],
)
async def test_a_hash_that_cannot_be_read_is_refused(
    counter: Counter, headers: dict[str, str]
) -> None:
    assert await counter.refused(PAPER, **headers) == (400, "INVALID_DIGEST")


async def test_an_empty_file_is_refused(counter: Counter) -> None:
    assert await counter.refused(b"") == (422, "EMPTY_FILE")


async def test_a_file_up_to_the_limit_is_taken(counter: Counter) -> None:
    _, told = await counter.put(bytes(FILE_BYTES))
    assert told["size"] == FILE_BYTES


async def test_a_file_beyond_the_limit_is_refused(counter: Counter) -> None:
    assert await counter.refused(bytes(FILE_BYTES + 1)) == (413, "FILE_TOO_LARGE")


async def test_a_file_without_a_length_is_cut_off_at_the_limit(counter: Counter) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(FILE_BYTES // 2**20 + 1):
            yield bytes(2**20)

    assert await counter.refused(chunks()) == (413, "FILE_TOO_LARGE")


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
async def test_a_name_that_is_none_is_refused(
    counter: Counter, name: str | None, code: str
) -> None:
    assert await counter.refused(PAPER, name) == (400, code)


@pytest.mark.parametrize("media_type", ["pdf", "application/pdf;\tx", "a/" + "b" * 200])
async def test_a_content_type_that_is_none_is_refused(counter: Counter, media_type: str) -> None:
    given = await counter.refused(PAPER, content_type=media_type)
    assert given == (400, "INVALID_MEDIA_TYPE")


async def test_a_compressed_body_is_refused(counter: Counter) -> None:
    assert await counter.refused(PAPER, content_encoding="gzip") == (415, "BAD_REQUEST")


async def test_whoever_is_unknown_uploads_nothing(counter: Counter) -> None:
    status, answer = await counter.put(PAPER, authorization="Bearer x")
    assert (status, answer["errors"][0]["extensions"]["code"]) == (401, "UNAUTHENTICATED")
    assert counter.shelf.kept == []


async def test_a_faults_inside_stays_inside() -> None:
    async with serving(OperationLimits()) as served:
        counter = Counter(served, Shelf())
        assert await counter.refused(PAPER) == (500, "INTERNAL")
