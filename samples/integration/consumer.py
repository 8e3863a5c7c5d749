"""Keeps a copy of what a feed tells in SQLite: a pattern for integrations, of the standard library.

    CASCADE_TOKEN=... python consumer.py http://127.0.0.1:8000 copy.sqlite

It may be killed at any moment, by kill -9 or the power, and started again: a page of changes and
the cursor behind them are one transaction. What was not committed is asked for again; what was,
never.

    cursor null        begin: position 0, an empty copy
    page of changes    apply all of them and keep the cursor     one transaction
    GRANTS_CHANGED     empty the copy, begin anew                one transaction
    nothing more       ask again in a while
"""

import argparse
import json
import os
import sqlite3
import sys
import time
from pathlib import Path
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

CHANGES: Final = """
query Changes($from: FeedStart!, $under: ID, $first: Int) {
  obligationChanges(from: $from, under: $under, first: $first) {
    endCursor
    hasMore
    through
    changes {
      kind
      obligationId
      obligation {
        status timeliness dueAt
        bearer { code }
        task { key text }
        directive { number { text } }
      }
    }
  }
}
"""
TABLES: Final = """
CREATE TABLE IF NOT EXISTS obligation (
    id         TEXT PRIMARY KEY,
    status     TEXT NOT NULL,
    timeliness TEXT NOT NULL,
    due_at     TEXT,
    bearer     TEXT NOT NULL,
    directive  TEXT,
    task       TEXT NOT NULL,
    text       TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS feed (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    cursor   TEXT,
    through  INTEGER NOT NULL
);
INSERT OR IGNORE INTO feed VALUES (1, NULL, 0);
"""
PUT: Final = "INSERT OR REPLACE INTO obligation VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
TAKE_AWAY: Final = "DELETE FROM obligation WHERE id = ?"
BEGIN_ANEW: Final = "GRANTS_CHANGED"
LATER: Final = {
    *("DATABASE_UNAVAILABLE", "DEADLINE_EXCEEDED", "NOT_READY", "POSITION_NOT_REACHED"),
    *("INTERNAL", "NO_ORGANISATION"),
}
"""What another attempt may mend."""
TIMEOUT_SECONDS: Final = 30.0
LONGEST_PAUSE_SECONDS: Final = 60.0


class Refused(Exception):
    """The service answered by a code."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Copy:
    """The obligations of a slice, and how far they are told."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.execute("PRAGMA journal_mode = WAL")
        # What is committed outlives the power, too: a cursor is never ahead of its changes.
        self._database.execute("PRAGMA synchronous = FULL")
        self._database.executescript(TABLES)

    @property
    def cursor(self) -> str | None:
        (cursor,) = self._database.execute("SELECT cursor FROM feed").fetchone()
        return None if cursor is None else str(cursor)

    def apply(self, page: dict[str, Any]) -> None:
        """A page's changes and its cursor: all, or nothing."""
        self._database.execute("BEGIN IMMEDIATE")
        for change in page["changes"]:
            if change["obligation"] is None:
                self._database.execute(TAKE_AWAY, (change["obligationId"],))
            else:
                self._database.execute(PUT, row_of(change["obligationId"], change["obligation"]))
        told = (page["endCursor"], page["through"])
        self._database.execute("UPDATE feed SET cursor = ?, through = ?", told)
        self._database.execute("COMMIT")

    def begin_anew(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        self._database.execute("DELETE FROM obligation")
        self._database.execute("UPDATE feed SET cursor = NULL, through = 0")
        self._database.execute("COMMIT")


def row_of(key: str, owed: dict[str, Any]) -> tuple[str | None, ...]:
    directive, task = owed["directive"], owed["task"]
    number = (directive["number"] or {}).get("text")
    bearer, due_at = owed["bearer"]["code"], owed["dueAt"]
    status, timeliness = owed["status"], owed["timeliness"]
    return (key, status, timeliness, due_at, bearer, number, task["key"], task["text"])


class Service:
    """The feed over HTTP, one page a request."""

    def __init__(self, address: str, token: str, under: str | None, first: int) -> None:
        self._url = f"{address.rstrip('/')}/graphql"
        self._token = token
        self._asked = {"under": under, "first": first}

    def page(self, cursor: str | None) -> dict[str, Any]:
        """What follows a cursor; null begins. Raises Refused, and OSError for a lost connection."""
        start: dict[str, Any] = {"position": 0} if cursor is None else {"cursor": cursor}
        body = {"query": CHANGES, "variables": {"from": start, **self._asked}}
        headers = {
            "authorization": f"Bearer {self._token}",
            "content-type": "application/json",
            "accept": "application/graphql-response+json",
        }
        request = Request(self._url, json.dumps(body).encode(), headers)
        try:
            with urlopen(request, timeout=TIMEOUT_SECONDS) as response:
                answer = json.load(response)
        except HTTPError as error:
            answer = json.load(error)
        for each in answer.get("errors", []):
            raise Refused(each.get("extensions", {}).get("code", "UNKNOWN"), each["message"])
        page: dict[str, Any] = answer["data"]["obligationChanges"]
        return page


def step(service: Service, copy: Copy) -> bool:
    """One page; whether there is more to ask for at once."""
    try:
        page = service.page(copy.cursor)
    except Refused as refused:
        if refused.code != BEGIN_ANEW:
            raise
        copy.begin_anew()
        return True
    copy.apply(page)
    return bool(page["hasMore"])


def follow(service: Service, copy: Copy, pause_seconds: float, *, once: bool) -> None:
    """For ever, or ``once`` until there is nothing more. Raises Refused for what none mends."""
    troubles = 0
    while True:
        try:
            if step(service, copy):
                troubles = 0
                continue
        except (Refused, URLError, OSError, ValueError) as error:
            if isinstance(error, Refused) and error.code not in LATER:
                raise
            troubles += 1
            wait = min(pause_seconds * 2**troubles, LONGEST_PAUSE_SECONDS)
            sys.stderr.write(f"again in {wait:.1f} s: {error}\n")
            time.sleep(wait)
            continue
        troubles = 0
        if once:
            return
        time.sleep(pause_seconds)


def main() -> None:
    parser = argparse.ArgumentParser(description="Keep a copy of a slice's obligations in SQLite.")
    parser.add_argument("address", help="of the service, such as http://127.0.0.1:8000")
    parser.add_argument("copy", type=Path, help="the SQLite file")
    parser.add_argument("--under", help="id of a unit: of this one and those under it alone")
    parser.add_argument("--first", type=int, default=500, help="changes of a page [500]")
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two looks [1]")
    parser.add_argument("--once", action="store_true", help="stop where there is nothing more")
    given = parser.parse_args()
    service = Service(given.address, os.environ["CASCADE_TOKEN"], given.under, given.first)
    try:
        follow(service, Copy(given.copy), given.pause, once=given.once)
    except Refused as refused:
        sys.exit(str(refused))
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
