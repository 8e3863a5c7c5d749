"""python -m bench.lived.questions [--size M] [--minutes 20]: the README's questions, asked of the
nation over HTTP, with what it answers.
"""

import argparse
import asyncio
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Final

from rich.console import Console

from api.nation.sizes import SizeName
from bench.lived.fixture import NotMadeYet, made
from bench.lived.http import Client
from bench.lived.served import server_of, token_of

WARD: Final = "g1-01-001"
OWED: Final = """{ unit(by: {code: "%s"}) {
  name
  progress { total overdue fulfilled }
  subtreeObligations(filter: {timeliness: [OVERDUE]}, first: 1) { edges { node {
    dueAt bearer { name } task { key origin } directive { number { text } } } } }
} }"""
THEN: Final = """{ unit(by: {code: "%s"}, asOf: {recordedAt: "%s"}) {
  progress { total overdue fulfilled } } }"""
ELEVEN_MONTHS: Final = timedelta(days=334)


async def ask(size: SizeName, minutes: float, console: Console) -> None:
    """Make the nation at need, and ask what the README asks of its sample."""
    fixture = await made(size, minutes)
    then = (datetime.now(UTC) - ELEVEN_MONTHS).isoformat(timespec="seconds")
    token = token_of("inspector", fixture.environment)
    async with (
        server_of(fixture.environment) as server,
        Client(server.port, token) as client,
    ):
        for query in (OWED % WARD, THEN % (WARD, then)):
            started = time.perf_counter()
            _, body = await client.post("/graphql", json.dumps({"query": query}).encode())
            milliseconds = (time.perf_counter() - started) * 1e3
            console.print(query, markup=False, soft_wrap=True)
            console.print_json(body.decode(), ensure_ascii=False)
            console.print(f"answered in {milliseconds:,.0f} ms\n")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lived.questions", description=__doc__)
    parser.add_argument("--size", type=SizeName, default=SizeName.M, choices=list(SizeName))
    parser.add_argument("--minutes", type=float, default=20.0, help="for making the nation")
    arguments = parser.parse_args()
    console = Console(highlight=False)
    try:
        asyncio.run(ask(arguments.size, arguments.minutes, console))
    except NotMadeYet:
        console.print("The share of time is over; run it again, and it goes on.")
        sys.exit(1)


if __name__ == "__main__":
    main()
