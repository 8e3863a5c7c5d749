"""Who asks: bearer tokens, and the own key by which a deployment without OIDC signs them."""

import math
import os
import stat
from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final, Protocol

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from api.graphql.runtime.principal import Principal
from api.services import KEY_BYTES
from cascade.clock import Clock

ALGORITHM: Final = "EdDSA"
ISSUER: Final = "directive-cascade"
AUDIENCE: Final = "directive-cascade"
KEY_FILE: Final = "signing-key.pem"
SUBJECT_CHARACTERS: Final = 200
"""A subject is a login or an id of an identity provider; it is in every event that it causes."""
TOKEN_CHARACTERS: Final = 8_192
"""What servers and proxies let through in one header."""
SKEW_SECONDS: Final = 5
"""How far a clock of another machine may run ahead when it says from when on a token is good."""


STUMBLED: Final = (
    *(jwt.PyJWTError, ArithmeticError, LookupError),
    *(RecursionError, TypeError, ValueError),
)
"""What reading a token may end in: it is read before anybody has vouched for it."""


class Unauthenticated(Exception):
    """The request bears no token that this service takes; the text says why, for the caller."""


class UnsafeKeyFile(Exception):
    """The signing key can be read by others, or is no Ed25519 key."""


class Verifier(Protocol):
    """Tells whose token it is."""

    def verify(self, token: str) -> Principal:
        """Raises Unauthenticated."""
        ...


def checked_subject(subject: str) -> str:
    """The same text; raises ValueError unless it has 1 to 200 characters, none of them NUL or half
    of one.
    """
    subject.encode()
    if not 0 < len(subject) <= SUBJECT_CHARACTERS or "\0" in subject:
        raise ValueError(f"a subject has 1 to {SUBJECT_CHARACTERS} characters, none of them NUL")
    return subject


def own_key(data_dir: Path) -> Ed25519PrivateKey:
    """The deployment's signing key, made at the first call and kept 0600 in ``data_dir``.

    Raises UnsafeKeyFile where others may read it.
    """
    path = data_dir / KEY_FILE
    if not path.exists():
        _create(path)
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise UnsafeKeyFile(f"{path.name} can be read by others; it must have mode 0600")
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise UnsafeKeyFile(f"{path.name} is no Ed25519 key")
    return key


def cursor_key(key: Ed25519PrivateKey) -> bytes:
    """What seals the deployment's cursors: of its signing key, and telling nothing of that."""
    return blake2b(key=key.private_bytes_raw(), person=b"cursors", digest_size=KEY_BYTES).digest()


def webhook_key(key: Ed25519PrivateKey) -> bytes:
    """What the secrets of webhooks are derived from: likewise."""
    return blake2b(key=key.private_bytes_raw(), person=b"webhooks", digest_size=KEY_BYTES).digest()


def _create(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        # Of two processes that start at once the first wins, and its file is never half written.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def issue_token(key: Ed25519PrivateKey, subject: str, ttl: timedelta, clock: Clock) -> str:
    """A token for ``subject``, good from now on for ``ttl`` (more than 0); raises ValueError."""
    if ttl <= timedelta(0):
        raise ValueError("a token must be good for some time")
    now = clock.now()
    claims = {
        "sub": checked_subject(subject),
        "iss": ISSUER,
        "aud": AUDIENCE,
        "iat": math.floor(now.timestamp()),
        "exp": math.ceil((now + ttl).timestamp()),
    }
    return jwt.encode(claims, key, algorithm=ALGORITHM)


class OwnTokens:
    """Verifies tokens that the deployment's own key signed, by the deployment's clock."""

    def __init__(self, key: Ed25519PublicKey, clock: Clock) -> None:
        self._key = key
        self._clock = clock

    def verify(self, token: str) -> Principal:
        if len(token) > TOKEN_CHARACTERS:
            raise Unauthenticated("The token is too long.")
        try:
            # PyJWT would judge times by the machine's clock; ours may be another.
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                audience=AUDIENCE,
                options={
                    "require": ["exp", "iss", "aud", "sub"],
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except STUMBLED as error:
            raise Unauthenticated("The token is not one of this service.") from error
        self._check_times(claims)
        try:
            return Principal(checked_subject(claims["sub"]))
        except ValueError as error:
            raise Unauthenticated("The token's subject cannot be used.") from error

    def _check_times(self, claims: dict[str, Any]) -> None:
        now = self._clock.now().timestamp()
        if now >= _seconds(claims["exp"]):
            raise Unauthenticated("The token has expired.")
        for name in ("nbf", "iat"):
            if name in claims and _seconds(claims[name]) > now + SKEW_SECONDS:
                raise Unauthenticated("The token is not good yet.")


def bearer(headers: Sequence[str]) -> str:
    """The token of a request's Authorization headers; raises Unauthenticated but for exactly one.

    Of several, a proxy may have judged by another one than we would.
    """
    if len(headers) > 1:
        raise Unauthenticated("Send one Authorization header, not several.")
    scheme, _, token = "".join(headers).partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("A bearer token is needed.")
    return token.strip()


def challenge(headers: Sequence[str]) -> str:
    """What WWW-Authenticate says to whoever sent these Authorization headers."""
    if not headers:
        return 'Bearer realm="cascade"'
    return 'Bearer realm="cascade", error="invalid_token"'


def _seconds(value: object) -> float:
    unreadable = Unauthenticated("The token's times cannot be read.")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise unreadable
    try:
        seconds = float(value)
    except OverflowError:
        raise unreadable from None
    if not math.isfinite(seconds):
        raise unreadable
    return seconds
