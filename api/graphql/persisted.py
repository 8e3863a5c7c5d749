"""Persisted documents: their identifiers, and the manifest by which they are handed on.

``python -m api.graphql.persisted FOLDER FILE`` writes the manifest of a folder's operations, each
by itself with the fragments that it spreads. Its form is that of Apollo's tools. An identifier is
the SHA-256 of a document's text (GraphQL over HTTP, appendix on persisted documents).
"""

import argparse
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import orjson
from graphql import OperationDefinitionNode, parse, print_ast
from graphql.utilities import separate_operations

from api.settings import InvalidSettings

FORMAT: Final = "apollo-persisted-query-manifest"
PREFIX: Final = "sha256:"


def document_id(text: str) -> str:
    """Its identifier, with the prefix that says how it was made."""
    return PREFIX + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def manifest_of(folder: Path) -> str:
    """The operations of the documents in a folder, as JSON."""
    operations = [each for path in sorted(folder.glob("*.graphql")) for each in _operations(path)]
    told = {"format": FORMAT, "version": 1, "operations": operations}
    return orjson.dumps(told, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE).decode()


def _operations(path: Path) -> Iterator[dict[str, str]]:
    for name, document in separate_operations(parse(path.read_text("utf-8"))).items():
        (operation,) = (
            each for each in document.definitions if isinstance(each, OperationDefinitionNode)
        )
        body = print_ast(document)
        yield {
            "id": document_id(body),
            "name": name,
            "type": operation.operation.value,
            "body": body,
        }


def trusted_in(folder: Path) -> dict[str, str]:
    """The documents of a folder by their identifiers: those of its manifests (``*.json``), and each
    ``*.graphql`` as it is, to its last line break. Raises InvalidSettings.
    """
    if not folder.is_dir():
        raise InvalidSettings(f"{folder} is no folder of documents")
    found = {}
    for path in sorted(folder.glob("*.graphql")):
        text = path.read_bytes().decode()  # line breaks are part of what is hashed
        found[document_id(text)] = text
    for path in sorted(folder.glob("*.json")):
        for told, text in _told_by(path):
            identifier = told if told.startswith(PREFIX) else PREFIX + told
            if identifier != document_id(text):
                raise InvalidSettings(f"{path} has another text under {told} than it was made of")
            found[identifier] = text
    return found


def _told_by(path: Path) -> Iterator[tuple[str, str]]:
    """Identifiers and texts of a manifest, which others write as one map of these."""
    try:
        told: Any = orjson.loads(path.read_bytes())
        if told.get("format") == FORMAT:
            told = {each["id"]: each["body"] for each in told["operations"]}
    except (orjson.JSONDecodeError, AttributeError, KeyError, TypeError) as error:
        raise InvalidSettings(f"{path} is no manifest of documents") from error
    for identifier, text in told.items():
        if not isinstance(text, str):
            raise InvalidSettings(f"{path} has no text under {identifier}")
        yield identifier, text


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the manifest of a folder's operations.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    given = parser.parse_args()
    given.file.write_text(manifest_of(given.folder), "utf-8")


if __name__ == "__main__":
    main()
