"""gql: queries over HTTP, subscriptions over WebSocket."""

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from bridge import Json, lend
from gql import Client, GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.websockets import WebsocketsTransport

URL, TOKEN = os.environ["CASCADE_URL"], os.environ["CASCADE_TOKEN"]
DOCUMENT = (Path(__file__).parents[1] / "operations.graphql").read_text("utf-8")
BEARER = {"authorization": f"Bearer {TOKEN}"}


def request(name: str, variables: Json) -> GraphQLRequest:
    return GraphQLRequest(DOCUMENT, variable_values=variables, operation_name=name)


async def ask(name: str, variables: Json) -> Json:
    transport = AIOHTTPTransport(url=f"{URL}/graphql", headers=BEARER)
    async with Client(transport=transport) as session:
        data: Json = await session.execute(request(name, variables))
        return data


async def follow(variables: Json) -> AsyncIterator[Json]:
    url = URL.replace("http", "ws", 1) + "/graphql"
    protocols: Any = [WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL]
    transport = WebsocketsTransport(url=url, init_payload=BEARER, subprotocols=protocols)
    async with Client(transport=transport) as session:
        async for data in session.subscribe(request("Changed", variables)):
            yield data["obligationChanged"]


asyncio.run(lend(ask, follow))
