"""Hashes of bodies in headers: RFC 9530's Content-Digest, and X-Content-SHA256 in plain hex."""

import re
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import Final

from starlette.datastructures import Headers

from cascade.files import InvalidDigest
from cascade.refusals import Refused

DIGEST: Final = "content-digest"
PLAIN: Final = "x-content-sha256"
SHA256_BYTES: Final = 32

_HEX: Final = re.compile(r"[0-9a-f]{64}")
_MEMBER: Final = re.compile(r"\s*([a-z*][a-z0-9_\-.*]*)=:([A-Za-z0-9+/=]*):\s*")


def declared(headers: Headers) -> set[str]:
    """The SHA-256 hashes, in hex, that the body is said to have; raises Refused."""
    hashes = set()
    if DIGEST in headers:
        hashes.add(_of_dictionary(headers[DIGEST]))
    if PLAIN in headers:
        if not _HEX.fullmatch(headers[PLAIN]):
            raise Refused(InvalidDigest("X-Content-SHA256 has 64 lower-case hexadecimal digits."))
        hashes.add(headers[PLAIN])
    return hashes


def _of_dictionary(text: str) -> str:
    members = {}
    for member in text.split(","):
        found = _MEMBER.fullmatch(member)
        if found is None:
            raise Refused(InvalidDigest("Content-Digest is a list such as sha-256=:...:"))
        members[found[1]] = found[2]
    try:
        digest = b64decode(members.get("sha-256", ""), validate=True)
    except NotBase64:
        digest = b""
    if len(digest) != SHA256_BYTES:
        raise Refused(InvalidDigest("Content-Digest must hold the SHA-256 in base64."))
    return digest.hex()


def content_digest(sha256: str) -> str:
    """The header's value for a hash in hex."""
    return f"sha-256=:{b64encode(bytes.fromhex(sha256)).decode()}:"
