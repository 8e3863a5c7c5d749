"""Tokens: who is let in, by which clock, and where the key lies."""

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.http.auth import (
    AUDIENCE,
    ISSUER,
    KEY_FILE,
    OwnTokens,
    Unauthenticated,
    UnsafeKeyFile,
    bearer,
    cursor_key,
    issue_token,
    own_key,
)
from api.services import KEY_BYTES
from cascade.clock import SteppedClock

NOW = datetime(2031, 5, 1, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
HOUR = timedelta(hours=1)
GOOD = {"sub": "an", "iss": ISSUER, "aud": AUDIENCE, "exp": int(NOW.timestamp()) + 60}


def verifier(clock: SteppedClock | None = None) -> OwnTokens:
    return OwnTokens(KEY.public_key(), clock or SteppedClock(NOW))


def signed(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, KEY, algorithm="EdDSA")


def test_a_token_tells_its_subject() -> None:
    token = issue_token(KEY, "bà.tư@phường", HOUR, SteppedClock(NOW))
    assert verifier().verify(token).subject == "bà.tư@phường"


def test_a_token_expires_by_the_deployments_clock() -> None:
    clock = SteppedClock(NOW)
    token = issue_token(KEY, "an", HOUR, clock)
    clock.step(HOUR - timedelta(seconds=1))
    verifier(clock).verify(token)
    clock.step(timedelta(seconds=1))
    with pytest.raises(Unauthenticated, match="expired"):
        verifier(clock).verify(token)


def test_a_token_of_the_future_is_not_good_yet() -> None:
    later = SteppedClock(NOW + HOUR)
    with pytest.raises(Unauthenticated, match="not good yet"):
        verifier().verify(issue_token(KEY, "an", HOUR, later))


@pytest.mark.parametrize("missing", ["sub", "iss", "aud", "exp"])
def test_every_claim_is_needed(missing: str) -> None:
    verifier().verify(signed(GOOD))
    with pytest.raises(Unauthenticated):
        verifier().verify(signed({name: value for name, value in GOOD.items() if name != missing}))


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "somebody"),
        ("aud", "something"),
        ("sub", ""),
        ("sub", "a\0b"),
        ("sub", "a" * 201),
        ("sub", 7),
        ("exp", True),
        ("exp", "never"),
        ("exp", None),
        ("nbf", int(NOW.timestamp()) + 60),
        ("nbf", "soon"),
    ],
)
def test_a_claim_that_is_wrong_is_refused(claim: str, value: object) -> None:
    # Below JWT's own checks of what it signs: a stranger's library may have none.
    content = orjson.dumps({**GOOD, claim: value})
    token = jwt.api_jws.encode(content, KEY, algorithm="EdDSA")
    with pytest.raises(Unauthenticated):
        verifier().verify(token)


def test_another_key_and_another_algorithm_are_refused() -> None:
    stranger = Ed25519PrivateKey.generate()
    for token in (
        issue_token(stranger, "an", HOUR, SteppedClock(NOW)),
        jwt.encode(GOOD, "", algorithm="none"),
        jwt.encode(GOOD, "a secret that is long enough for HS256!", algorithm="HS256"),
        "a.b.c",
        "x" * 9_000,
    ):
        with pytest.raises(Unauthenticated):
            verifier().verify(token)


@pytest.mark.parametrize(
    "headers",
    [[], [""], ["Bearer"], ["Bearer "], ["Basic YTpi"], ["token"], ["Bearer a", "Bearer a"]],
)
def test_only_one_bearer_header_is_taken(headers: list[str]) -> None:
    assert bearer(["Bearer a"]) == "a"
    with pytest.raises(Unauthenticated):
        bearer(headers)


@pytest.mark.parametrize(
    ("claim", "written"),
    [
        ("exp", "9" * 4_001),
        ("exp", "9" * 4_400),
        ("exp", "1e999"),
        ("nbf", "-" + "9" * 4_001),
        ("sub", '"\\ud800"'),
        ("sub", "[" * 900 + "]" * 900),
    ],
)
def test_a_claim_that_cannot_be_read_is_refused(claim: str, written: str) -> None:
    rest = orjson.dumps({name: value for name, value in GOOD.items() if name != claim})
    content = rest[:-1] + f',"{claim}":{written}}}'.encode()
    with pytest.raises(Unauthenticated):
        verifier().verify(jwt.api_jws.encode(content, KEY, algorithm="EdDSA"))


@pytest.mark.parametrize("subject", ["", "a\0", "a" * 201])
def test_no_token_is_issued_to_a_subject_that_cannot_be(subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        issue_token(KEY, subject, HOUR, SteppedClock(NOW))


def test_the_key_is_made_once_and_nobody_else_reads_it(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    first, second = own_key(data_dir), own_key(data_dir)
    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert [path.name for path in data_dir.iterdir()] == [KEY_FILE]
    assert stat.S_IMODE((data_dir / KEY_FILE).stat().st_mode) == 0o600


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    own_key(tmp_path)
    os.chmod(tmp_path / KEY_FILE, 0o644)
    with pytest.raises(UnsafeKeyFile):
        own_key(tmp_path)


def test_what_seals_cursors_is_of_the_deployments_key_and_tells_nothing_of_it() -> None:
    key, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    assert cursor_key(key) == cursor_key(key)
    assert cursor_key(key) != cursor_key(other)
    assert len(cursor_key(key)) == KEY_BYTES
    assert key.private_bytes_raw() not in (cursor_key(key), cursor_key(key)[:KEY_BYTES])
