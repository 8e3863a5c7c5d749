"""Takes what a webhook sends into the same SQLite copy: a pattern of the standard library.

    CASCADE_WEBHOOK_SECRET=whsec_... python receiver.py copy.sqlite --port 9000

It may be killed at any moment and started again: a message's events and its id are one transaction,
and only then is it answered. What was not answered is sent again, in the same order.

    signature does not hold     401, and nothing is looked at
    the message of before       204: its answer was lost
    events of obligations       apply all of them and keep the id      one transaction
    the feed begins anew        empty the copy                         the same transaction
"""

import argparse
import hmac
import json
import os
import sys
import time
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any, Final

from consumer import PUT, TAKE_AWAY, Copy, row_of

TABLES: Final = """
CREATE TABLE IF NOT EXISTS message (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    id       TEXT
);
INSERT OR IGNORE INTO message VALUES (1, NULL);
"""
BEGINS_ANEW: Final = "directive-cascade.feed.begins-anew"
OBLIGATION: Final = "directive-cascade.obligation."
MESSAGE_BYTES: Final = 1024 * 1024
"""More than any message has."""
TOLERANCE_SECONDS: Final = 300
"""As Standard Webhooks recommends: an older message may be one that somebody kept."""


class NotSigned(Exception):
    """It is not from whom it says that it is."""


class ReceivedCopy(Copy):
    """The obligations of a slice, and which message told them last."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._database.executescript(TABLES)

    def take(self, message_id: str, events: Iterable[Mapping[str, Any]]) -> None:
        """A message, all or nothing. Messages come in their order and one at a time, so that only
        the last one can come twice.
        """
        self._database.execute("BEGIN IMMEDIATE")
        (last,) = self._database.execute("SELECT id FROM message").fetchone()
        if last != message_id:
            for event in events:
                self._apply(event)
            self._database.execute("UPDATE message SET id = ?", (message_id,))
        self._database.execute("COMMIT")

    def _apply(self, event: Mapping[str, Any]) -> None:
        if event["type"] == BEGINS_ANEW:
            self._database.execute("DELETE FROM obligation")
        elif event["type"].startswith(OBLIGATION):
            told = event["data"]
            if told["obligation"] is None:
                self._database.execute(TAKE_AWAY, (told["obligationId"],))
            else:
                self._database.execute(PUT, row_of(told["obligationId"], told["obligation"]))


def check(secrets: Iterable[str], headers: Mapping[str, str], body: bytes, tolerance: int) -> None:
    """By any of the secrets, as Standard Webhooks has it. Raises NotSigned."""
    message_id, sent_at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not sent_at.isdecimal() or abs(time.time() - int(sent_at)) > tolerance:
        raise NotSigned("It is too old, or from the future.")
    signed = b".".join((message_id.encode(), sent_at.encode(), body))
    given = headers.get("webhook-signature", "").split(" ")
    for secret in secrets:
        key = b64decode(secret.removeprefix("whsec_"))
        wanted = f"v1,{b64encode(hmac.digest(key, signed, sha256)).decode()}"
        if any(hmac.compare_digest(wanted.encode(), each.encode()) for each in given):
            return
    raise NotSigned("No signature holds.")


class Handler(BaseHTTPRequestHandler):
    """One message."""

    server: "Receiver"
    timeout = 10

    def do_POST(self) -> None:
        size = self.headers.get("content-length", "")
        if not size.isdecimal() or int(size) > MESSAGE_BYTES:
            self._answer(413)
            return
        body = self.rfile.read(int(size))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            check(self.server.secrets, headers, body, self.server.tolerance)
        except NotSigned as error:
            sys.stderr.write(f"refused: {error}\n")
            self._answer(401)
            return
        self.server.copy.take(headers["webhook-id"], json.loads(body))
        self._answer(204)

    def _answer(self, status: int) -> None:
        self.send_response(status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said of what goes well."""


class Receiver(HTTPServer):
    """One message after the other, as they are sent."""

    def __init__(self, port: int, copy: ReceivedCopy, secrets: list[str], tolerance: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.copy = copy
        self.secrets = secrets
        self.tolerance = tolerance


def main() -> None:
    parser = argparse.ArgumentParser(description="Take a webhook's messages into SQLite.")
    parser.add_argument("copy", type=Path, help="the SQLite file")
    parser.add_argument("--port", type=int, default=9000, help="on loopback; 0 takes a free one")
    parser.add_argument("--tolerance", type=int, default=TOLERANCE_SECONDS, help="seconds [300]")
    given = parser.parse_args()
    secrets = os.environ["CASCADE_WEBHOOK_SECRET"].split()
    receiver = Receiver(given.port, ReceivedCopy(given.copy), secrets, given.tolerance)
    sys.stdout.write(f"listening on http://127.0.0.1:{receiver.server_port}/\n")
    sys.stdout.flush()
    try:
        receiver.serve_forever()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
