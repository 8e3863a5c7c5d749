"""ariadne-codegen: a client that it generates of our schema and operations, typed by pydantic."""

import asyncio
import importlib
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args

from bridge import Json, lend
from pydantic import BaseModel

URL, TOKEN = os.environ["CASCADE_URL"], os.environ["CASCADE_TOKEN"]
HERE = Path(__file__).parent
BEARER = {"authorization": f"Bearer {TOKEN}"}


def generated(folder: str) -> Any:
    """The package, made anew."""
    settings = Path(folder) / "ariadne.toml"
    settings.write_text(
        "[tool.ariadne-codegen]\n"
        f'schema_path = "{HERE.parents[2] / "schema.graphql"}"\n'
        f'queries_path = "{HERE.parent / "operations.graphql"}"\n'
        f'target_package_path = "{folder}"\n'
        'target_package_name = "cascade_client"\n'
    )
    program = Path(sys.executable).with_name("ariadne-codegen")
    subprocess.run([program, "--config", settings], check=True, stdout=subprocess.DEVNULL)
    sys.path.insert(0, folder)
    return importlib.import_module("cascade_client")


with tempfile.TemporaryDirectory() as place:
    package = generated(place)
    # All of it is read while it is there.
    client = package.Client(
        url=f"{URL}/graphql",
        headers=BEARER,
        ws_url=URL.replace("http", "ws", 1) + "/graphql",
        ws_connection_init_payload=BEARER,
    )


def typed(method: Any, variables: Json) -> Json:
    """The arguments as the method declares them: inputs are objects of its own types."""
    hints = method.__annotations__
    named = {re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): v for name, v in variables.items()}
    named = {f"{name}_" if f"{name}_" in hints else name: v for name, v in named.items()}
    return {name: made(hints[name], value) for name, value in named.items()}


def made(hint: Any, value: Any) -> Any:
    for kind in (hint, *get_args(hint)):
        if isinstance(kind, type) and issubclass(kind, BaseModel) and value is not None:
            return kind.model_validate(value)
    return value


async def ask(name: str, variables: Json) -> Json:
    method = getattr(client, name.lower())
    answer = await method(**typed(method, variables))
    data: Json = answer.model_dump(mode="json", by_alias=True)
    return data


async def follow(variables: Json) -> AsyncIterator[Json]:
    async for answer in client.changed(**typed(client.changed, variables)):
        yield answer.model_dump(mode="json", by_alias=True)["obligationChanged"]


asyncio.run(lend(ask, follow))
