"""How long one person waits: for the answer to a report over HTTP, and until what was just issued
stands in a branch's inbox.
"""

import json
import time
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID, uuid4

from api.cli.composing import Deployment
from bench.lived.asking import Taken
from bench.lived.http import Client, NotServed
from bench.lived.officers import appoint
from bench.lived.reading import everything
from bench.measuring import Row
from cascade.directive.commands import AudienceInput, DueInput, IssueDirective, TaskInput
from cascade.engine import Request
from projections.query_args import ObligationFilter, ObligationOrder

OFFICER: Final = "officer-of-the-benchmark"
REPORTS: Final = 100
ISSUES: Final = 100
MEDIAN_MILLISECONDS: Final = 6.0
SHOWN_MILLISECONDS: Final = 50.0
SHOWN_SECONDS: Final = 30.0
OPEN: Final = """
query($code: String!) { unit(by: {code: $code}) { obligations(
  first: 50, filter: {status: [PENDING], taskKind: [CARRY_OUT, REPORT]}
) { edges { node { id quotaMet } } } } }
"""
REPORT: Final = """
mutation($input: SubmitReportInput!) { submitReport(input: $input) {
  position userErrors { code message } outcomes { done userErrors { code message } } } }
"""


async def reports(
    deployment: Deployment, port: int, token: str, branches: Sequence[tuple[str, str]]
) -> list[Row]:
    """One caller reports over HTTP, one thing after the other, and waits for each answer."""
    milliseconds: list[float] = []
    async with Client(port, token) as client:
        for unit, code in branches:
            await appoint(deployment, UUID(unit), OFFICER)
            for obligation in await _open(client, code):
                taken = await _report(client, obligation)
                if taken is not None:
                    milliseconds.append(taken)
            if len(milliseconds) >= REPORTS:
                break
    median = Taken(milliseconds).median
    name = f"a report over HTTP, from request to answer, median ({len(milliseconds)})"
    goal = f"≤ {MEDIAN_MILLISECONDS:.0f} ms"
    return [Row(name, median, "ms", goal=goal, reached=median <= MEDIAN_MILLISECONDS)]


async def _open(client: Client, code: str) -> list[str]:
    answer = await _asked(client, {"query": OPEN, "variables": {"code": code}})
    edges = answer["data"]["unit"]["obligations"]["edges"]
    return [edge["node"]["id"] for edge in edges if edge["node"]["quotaMet"] is None]


async def _report(client: Client, obligation: str) -> float | None:
    """How long it took; null where it is not open yet."""
    report = {"idempotencyKey": str(uuid4()), "obligation": obligation, "text": "Đã thực hiện."}
    started = time.perf_counter()
    answer = await _asked(client, {"query": REPORT, "variables": {"input": report}})
    taken = (time.perf_counter() - started) * 1e3
    return None if answer["data"]["submitReport"]["position"] is None else taken


async def _asked(client: Client, request: dict[str, Any]) -> dict[str, Any]:
    status, body = await client.post("/graphql", json.dumps(request).encode())
    answer: dict[str, Any] = json.loads(body)
    if status != 200 or "errors" in answer:
        raise NotServed(body.decode())
    return answer


async def shown(deployment: Deployment, ward: UUID, branch: UUID) -> list[Row]:
    """From the commit of an issue until a read of a branch's inbox begins that shows it."""
    scope, engine = await everything(deployment), deployment.engine
    organisation = await engine.organisation()
    subject, milliseconds = f"officer-{organisation.units[ward].code}", []
    for _ in range(ISSUES):
        outcome = await engine.execute(_letter(deployment, ward, branch), _request(subject))
        assert outcome.position is not None
        started = time.perf_counter()
        assert await deployment.services.notifier.wait_for(outcome.position, SHOWN_SECONDS)
        milliseconds.append((time.perf_counter() - started) * 1e3)
        async with deployment.services.rows() as reader:
            moment = await reader.live()
            of_it = ObligationFilter(directive_id=UUID(outcome.answer["directive"]))
            order = ObligationOrder.DUE_FIRST
            page = await reader.obligations.of_unit(branch, of_it, order, 1, None, moment, scope)
        assert page.edges
    return [Taken(milliseconds).row("issued until it shows in an inbox", SHOWN_MILLISECONDS)]


def _letter(deployment: Deployment, ward: UUID, branch: UUID) -> IssueDirective:
    return IssueDirective(
        issuer=ward,
        type="CV",
        subject="Cung cấp số liệu",
        issued_on=deployment.clock.now().date(),
        audience=AudienceInput(units=(branch,)),
        tasks=(TaskInput(key="1", text="Cung cấp.", due=DueInput(working_days_after_issue=5)),),
    )


def _request(subject: str) -> Request:
    return Request(subject, str(uuid4()), uuid4())
