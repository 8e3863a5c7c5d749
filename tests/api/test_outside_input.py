"""Whatever is read of what comes from outside is taken or refused: it is never a fault of ours."""

import json
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import Headers

from api.graphql.runtime import cursors, ids, keysets, scalars
from api.graphql.runtime.cursors import Keyset, Seal
from api.graphql.runtime.executing import Executor, Operation, RequestRefused
from api.graphql.runtime.limits import OperationLimits
from api.graphql.schema import SCHEMA
from api.http import digests, media, receiving, requests
from api.http.auth import OwnTokens, Unauthenticated
from api.http.documents import Documents
from cascade.clock import SteppedClock
from cascade.refusals import Refused
from tests.properties.campaign import campaign

NOW: Final = datetime(2026, 1, 5, 1, tzinfo=UTC)
KEY: Final = Ed25519PrivateKey.generate()
TOKENS: Final = OwnTokens(KEY.public_key(), SteppedClock(NOW))
ENGINE: Final = Executor(SCHEMA, OperationLimits())
SEAL: Final = Seal(b"k" * 32, "an", "Query.units")
KEYSETS: Final = [each for each in vars(keysets).values() if isinstance(each, Keyset)]

texts = st.text(max_size=60)
headers = st.text(st.characters(max_codepoint=255), max_size=80)
"""As a server hands them on: bytes read as Latin-1."""
numbers = st.one_of(st.integers(), st.integers(-(2**63), 2**64 - 1), st.floats(), st.booleans())
json_values = st.recursive(
    st.one_of(st.none(), numbers, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)


@campaign(300)
@given(text=st.one_of(texts, headers))
def test_ids(text: str) -> None:
    for each in (text, urlsafe_b64encode(f"obligation:{text}".encode()).decode().rstrip("=")):
        with suppress(ids.MalformedId):
            ids.read(each)


@campaign(300)
@given(
    keyset=st.sampled_from(KEYSETS),
    text=st.one_of(
        texts,
        st.binary(max_size=200).map(lambda content: urlsafe_b64encode(content).decode()),
    ),
)
def test_cursors(keyset: Keyset, text: str) -> None:
    with pytest.raises(GraphQLError):
        cursors.decode(keyset, text, SEAL)


@campaign(300)
@given(
    text=st.one_of(texts, headers),
    claims=st.dictionaries(
        st.sampled_from(["exp", "nbf", "iat", "sub", "iss", "aud", "jti"]), json_values
    ),
)
def test_tokens(text: str, claims: dict[str, Any]) -> None:
    claimed = {"exp": 2e9, "iss": "directive-cascade", "sub": "an", **claims}
    content = json.dumps(claimed).encode()
    for token in (text, f"{text}.{text}.{text}", jwt.api_jws.encode(content, KEY, "EdDSA")):
        with suppress(Unauthenticated):
            TOKENS.verify(token)


def test_a_token_that_nests_beyond_reading() -> None:
    head = urlsafe_b64encode(b"[" * 5_000).decode()
    with pytest.raises(Unauthenticated):
        TOKENS.verify(f"{head}.e30.AAAA")


@campaign(300)
@given(written=headers, kind=st.sampled_from(["filename", "filename*", "filename*0*", "x"]))
def test_headers(written: str, kind: str) -> None:
    sent = Headers(
        {
            "content-disposition": f"attachment; {kind}={written}",
            "content-digest": written,
            "content-length": written,
        }
    )
    with suppress(Refused):
        receiving._name(sent)
    with suppress(Refused):
        digests.declared(sent)
    requests.told_length(sent)
    requests.correlation_id_of(written)
    media.answered_in(f"application/json;q={written}")
    media.is_json(f"application/json;charset={written}")


@pytest.mark.parametrize(
    "written",
    ["undefined''x", "idna''%ff", "punycode''%ff", "rot13''x", "utf-8''%ff", "zlib''x", "''\xff"],
)
def test_a_file_name_in_no_charset_is_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        receiving._name(Headers({"content-disposition": f"attachment; filename*={written}"}))
    assert refused.value.reasons[0].code == "INVALID_FILE_NAME"


@pytest.mark.parametrize("written", ["\xb2", "9" * 5_000, "-1", "+1", "1_0", ""])
def test_a_length_that_is_none(written: str) -> None:
    assert requests.told_length(Headers({"content-length": written})) is None


@campaign(300)
@given(value=json_values)
def test_scalars(value: Any) -> None:
    for parse in (scalars.parse_whole, scalars.parse_day, scalars.parse_instant):
        with suppress(GraphQLError):
            parse(value)


@campaign(200)
@given(
    sent=st.dictionaries(
        st.sampled_from(["query", "documentId", "onError", "variables", "operationName", "x"]),
        json_values,
    ),
    text=texts,
)
def test_operations(sent: dict[str, Any], text: str) -> None:
    for only in (False, True):
        with suppress(RequestRefused):
            ENGINE.prepare(requests.operation_of(sent, Documents(only=only)))
    with suppress(RequestRefused):
        ENGINE.prepare(Operation(f'{{ unit(by: {{code: "{text}"}}) {{ id }} }}', {}, None))


NINES: Final = "9" * 4_301
UNUSED: Final = f"fragment F on Query {{ units(first: {NINES}) {{ totalCount }} }}"


@pytest.mark.parametrize(
    "query",
    [
        f"{{ units(first: {NINES}) {{ totalCount }} }}",
        f"{{ units(asOf: {{position: {NINES}}}) {{ totalCount }} }}",
        f"{{ node(id: {NINES}) {{ id }} }}",
        f"query($n: Int = {NINES}) {{ units(first: $n) {{ totalCount }} }}",
        "{ viewer { subject } } " + UNUSED,
        f"{{ units(first: 1e{NINES}) {{ totalCount }} }}",
    ],
)
def test_a_number_that_nobody_can_read(query: str) -> None:
    with pytest.raises(RequestRefused) as refused:
        ENGINE.prepare(Operation(query, {}, None))
    (error,) = refused.value.errors
    assert error.extensions == {"code": "LIMIT_EXCEEDED", "limit": "digits", "most": 50}
