"""Files that go with documents and reports: what one must be, and which a command may name."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from cascade.content import AttachmentRecord
from cascade.refusals import Problems, Refusal
from cascade.text_rules import UTF8_BYTES, TextKind

FILE_BYTES: Final = 20 * 1024 * 1024
"""A scanned document of a hundred pages; what is larger belongs into another system."""
NAME_CHARACTERS: Final = 200
"""With its UTF-8 in three bytes a letter, still a name that most file systems take."""
FILE_NAME: Final = TextKind(NAME_CHARACTERS, NAME_CHARACTERS * UTF8_BYTES)
MEDIA_TYPE_CHARACTERS: Final = 200
ATTACHMENTS: Final = 50
"""With one document or report."""

UNUSED_FILES: Final = 200
"""Of one uploader: four full sets of attachments, and no way to fill the disk unseen."""

# RFC 9110, 8.3.1, with parameters in printable ASCII.
_TOKEN: Final = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_MEDIA_TYPE: Final = re.compile(rf"{_TOKEN}/{_TOKEN}(\s*;[\x20-\x7e]*)?")
# What a file system or a terminal would read as something else than a name.
_NOT_IN_A_NAME: Final = re.compile(r"[\x01-\x1f\x7f-\x9f/\\\u202a-\u202e\u2066-\u2069]|^[. ]+$")


class EmptyFile(Refusal):
    """A file without a byte was uploaded."""


class FileTooLarge(Refusal):
    """A file is larger than 20 MB."""


class FileNameMissing(Refusal):
    """A file was uploaded without a name."""


class InvalidFileName(Refusal):
    """A file's name holds a separator, a control character, or nothing but dots."""


class InvalidMediaType(Refusal):
    """A content type is not one, as in `application/pdf`."""


class InvalidDigest(Refusal):
    """A declared hash cannot be read, or no SHA-256 is among those declared."""


class DigestMismatch(Refusal):
    """The bytes that arrived are not those whose hash was declared."""


class UnknownAttachment(Refusal):
    """There is no such file, or somebody else uploaded it."""


class RepeatedAttachment(Refusal):
    """One file is named twice."""


class TooManyUnusedFiles(Refusal):
    """200 files of one uploader wait for a command that names them."""


class TooManyAttachments(Refusal):
    """More than 50 files go with one document or report."""


def normal_file_name(problems: Problems, name: str) -> str:
    """The form in which a file's name is kept; adds what is wrong with it."""
    normal = FILE_NAME.normal(name)
    if _NOT_IN_A_NAME.search(normal):
        problems.add(InvalidFileName("A name holds no path and no control character.", "name"))
    else:
        FILE_NAME.check(problems, normal, "name")
    return normal


def check_media_type(problems: Problems, media_type: str) -> None:
    """Add what is wrong with a content type."""
    if len(media_type) > MEDIA_TYPE_CHARACTERS or not _MEDIA_TYPE.fullmatch(media_type):
        problems.add(InvalidMediaType("This is no content type.", "media_type"))


def check_attachments(problems: Problems, ids: Sequence[UUID], *field: str | int) -> bool:
    """Whether the list itself is in order; adds why not."""
    if len(ids) > ATTACHMENTS:
        problems.add(TooManyAttachments(f"At most {ATTACHMENTS} files.", *field))
        return False
    repeated = [index for index, id_ in enumerate(ids) if id_ in ids[:index]]
    for index in repeated:
        problems.add(RepeatedAttachment("This file is named twice.", *field, index))
    return not repeated


def choose_attachments(
    problems: Problems,
    ids: Sequence[UUID],
    found: Mapping[UUID, tuple[str, AttachmentRecord]],
    subject: str,
    known: Collection[UUID],
    *field: str | int,
) -> tuple[AttachmentRecord, ...]:
    """The files named, in their order, of those that ``found`` has by uploader.

    The subject's own may be named, and those ``known`` to be with the document already.
    """
    chosen = []
    for index, id_ in enumerate(ids):
        uploader, record = found.get(id_, ("", None))
        if record is None or (uploader != subject and id_ not in known):
            problems.add(UnknownAttachment("You uploaded no such file.", *field, index))
        else:
            chosen.append(record)
    return tuple(chosen)
