"""What may have to be erased: events hold a commitment to it, the content table the bytes."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from uuid import UUID

# As long as the hash: without it nobody can try out likely texts against a commitment.
SALT_BYTES: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRef:
    """What an event keeps of a content: ``size`` in bytes, ``commitment`` as 64 hex digits."""

    id: UUID
    size: int
    media_type: str
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRecord:
    """A file that goes with a document or a report. ``sha256`` is of its bytes, in hex.

    It is known by its content's id.
    """

    name: str
    sha256: str
    content: ContentRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What the content table keeps, until it is erased: ``salt`` of 32 random bytes."""

    id: UUID
    media_type: str
    salt: bytes
    data: bytes


def commitment(salt: bytes, data: bytes) -> str:
    """SHA-256 over salt and data, in hex; the salt's fixed length keeps the two apart."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes, not {len(salt)}")
    return sha256(salt + data).hexdigest()


def commitment_over(salt: bytes, parts: Iterable[bytes]) -> str:
    """As ``commitment``, for data that comes in parts."""
    digest = sha256(salt)
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def seal(data: bytes, media_type: str, content_id: UUID, salt: bytes) -> tuple[ContentRef, Content]:
    """The part that goes into the event, and the part that can be erased."""
    reference = ContentRef(
        id=content_id, size=len(data), media_type=media_type, commitment=commitment(salt, data)
    )
    return reference, Content(id=content_id, media_type=media_type, salt=salt, data=data)


def verifies(reference: ContentRef, content: Content) -> bool:
    """Whether the content is the one that the event committed to."""
    return reference == ContentRef(
        id=content.id,
        size=len(content.data),
        media_type=content.media_type,
        commitment=commitment(content.salt, content.data),
    )
