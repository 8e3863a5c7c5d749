"""Imports a file into the database that is named to it, as `cascade units import` does."""

import asyncio
import gc
import json
import sys
from pathlib import Path

from api.cli.importing import import_file
from bench.nation import ADMINISTRATOR
from cascade.clock import SystemClock
from cascade.database import Database, Endpoint
from cascade.engine import open_engine
from cascade.log import Log


async def main(endpoint: Endpoint, file: Path) -> None:
    clock = SystemClock()
    async with (
        Database.at(endpoint) as database,
        Log(database.pool, database.connect, clock) as log,
    ):
        gc.disable()
        await import_file(open_engine(log, clock), ADMINISTRATOR, file)


if __name__ == "__main__":
    arguments, name = sys.argv[1:]
    asyncio.run(main(Endpoint(**json.loads(arguments)), Path(name)))
