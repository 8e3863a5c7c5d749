"""The page by hand: Starlette, asyncpg, orjson, and the statements that the service runs for it."""

from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import uuid4

import orjson
from asyncpg import Record
from asyncpg.connection import LoggedQuery
from starlette.requests import Request
from starlette.responses import Response

from api.graphql.runtime.executing import Executor, Operation
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.request_context import context_factory
from api.graphql.schema import SCHEMA
from api.services import Services
from projections.directives.reading import statements as directives
from projections.obligations.statements import lists
from projections.organisation.reading import statements as units
from projections.tasks.reading import statements as tasks

OF_THE_PAGE: Final = {
    "rows": lists.due_first.sql,
    "tasks": tasks.by_ids.sql,
    "directives": directives.behind.sql,
    "units": units.by_ids.sql,
}


async def by_hand(
    services: Services, operation: Operation, subject: str
) -> Callable[[Request], Awaitable[Response]]:
    """Answers the operation for the subject, and nothing else."""
    asked = await _statements(services, operation, subject)

    async def answer(request: Request) -> Response:
        await request.body()
        async with services.readers.acquire() as connection, connection.transaction():
            await connection.execute("SET LOCAL search_path = read_model")
            found = {
                name: await connection.fetch(sql, *args) for name, (sql, args) in asked.items()
            }
        return Response(orjson.dumps(_page(**found)), media_type="application/json")

    return answer


async def _statements(
    services: Services, operation: Operation, subject: str
) -> dict[str, tuple[str, tuple[Any, ...]]]:
    """What the service runs for the page itself, and with which arguments."""
    logged: list[LoggedQuery] = []
    engine, contexts = Executor(SCHEMA, services.limits), context_factory(services)
    async with services.readers.acquire() as connection:
        # The pool gives the connection out again that came back last.
        connection.add_query_logger(logged.append)
    async with contexts(Principal(subject), uuid4()) as context:
        await engine.run(engine.prepare(operation), context)
    async with services.readers.acquire() as connection:
        connection.remove_query_logger(logged.append)
    by_text = {each.query: each.args for each in logged}
    return {name: (sql, tuple(by_text[sql])) for name, sql in OF_THE_PAGE.items()}


def _page(
    rows: list[Record], tasks: list[Record], directives: list[Record], units: list[Record]
) -> dict[str, Any]:
    by_task = {each["task_id"]: _task(each) for each in tasks}
    by_directive = {each["directive_id"]: _directive(each) for each in directives}
    by_unit = {each["unit_id"]: {"code": each["code"], "name": each["name"]} for each in units}
    edges = [
        {
            "cursor": _opaque(each["unit_id"], each["task_id"]),
            "node": {
                "id": _opaque(each["unit_id"], each["task_id"]),
                **{key: each[key] for key in ("status", "timeliness", "role")},
                "dueAt": each["due_at"],
                "opensAt": each["opens_at"],
                "bearer": by_unit[each["bearer_id"]],
                "task": by_task[each["task_id"]],
                "directive": by_directive[each["directive_id"]],
            },
        }
        for each in rows[:50]
    ]
    page_info = {"hasNextPage": len(rows) > 50, "endCursor": edges[-1]["cursor"]}
    return {"data": {"unit": {"obligations": {"pageInfo": page_info, "edges": edges}}}}


def _task(row: Record) -> dict[str, Any]:
    return {key: row[key] for key in ("key", "number", "text", "kind", "origin")}


def _directive(row: Record) -> dict[str, Any]:
    return {
        "id": _opaque(row["directive_id"]),
        "number": orjson.loads(row["number"]) if row["number"] else None,
        "subject": row["subject"],
        "issuerNameThen": row["issuer_name_then"],
        "issuedOn": row["issued_on"],
    }


def _opaque(*ids: object) -> str:
    return urlsafe_b64encode(":".join(map(str, ids)).encode()).decode().rstrip("=")
