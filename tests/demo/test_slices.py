"""What each subject of the story sees over HTTP is what the naive model's filter lets through."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
import pytest

from api.demo.hosting import Hosted, hosted
from api.demo.story import BEGIN, Story, subjects
from api.graphql.runtime.ids import Kind, encode
from api.settings import read_settings
from projections.query_args import ObligationKey
from tests.oracle.directives import issued, recorded
from tests.oracle.history import History, Moment
from tests.oracle.obligations import Obligation
from tests.oracle.slices import Slice

pytestmark = pytest.mark.anyio

QUERY = """
query Slice($id: ID!, $after: String, $asOf: AsOf!) {
  directive(by: {id: $id}, asOf: $asOf) {
    subject
    tasks { key }
    obligations(first: 100, after: $after) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges { node { liveId status timeliness dueAt role bearer { liveId } } }
    }
  }
}
"""

Seen = dict[str, tuple[str, str, bool, str, str]]


async def test_the_slice_of_every_subject_is_the_models(tmp_path: Path) -> None:
    async with hosted(read_settings(), tmp_path, BEGIN) as server:
        await Story(server.client, server.at).tell()
        history = History(await server.deployment.log.read(0))
        moment = Moment(history.head, server.clock.now())
        sizes = {}
        for subject in subjects():
            expected = Slice(history, moment, subject, server.clock.now())
            sizes[subject] = len(await _compare(server, subject, history, moment, expected))
    # The subjects see differently much, or nothing was compared; an administrator reads nothing.
    assert len(set(sizes.values())) >= 5
    assert sizes["administrator"] == 0


async def _compare(
    server: Hosted, subject: str, history: History, moment: Moment, expected: Slice
) -> Seen:
    every: Seen = {}
    known = [*issued(history, moment.position), *recorded(history, moment.position)]
    for directive_id in known:
        card, owed = await _asked(server, subject, directive_id, moment)
        assert (card is not None) == expected.sees_card(directive_id), (subject, directive_id)
        whole = card is not None and card["tasks"] is not None
        assert whole == expected.sees_whole(directive_id), (subject, directive_id)
        every.update(owed)
    assert every == {_id(owed): _told(owed) for owed in expected.obligations()}, subject
    return every


async def _asked(
    server: Hosted, subject: str, directive_id: UUID, moment: Moment
) -> tuple[dict[str, Any] | None, Seen]:
    """The directive as far as it is shown, and all its obligations, page by page."""
    as_of = {"moment": {"position": moment.position, "clock": moment.clock.isoformat()}}
    variables: dict[str, Any] = {"id": encode(Kind.DIRECTIVE, directive_id), "asOf": as_of}
    seen: Seen = {}
    while True:
        body = orjson.dumps({"query": QUERY, "variables": variables})
        token = server.client._token_of(subject)
        answer = await asyncio.to_thread(server.client._post, token, body)
        assert "errors" not in answer, answer
        directive = answer["data"]["directive"]
        if directive is None or directive["obligations"] is None:
            return directive, seen
        page = directive["obligations"]
        for node in (edge["node"] for edge in page["edges"]):
            told = (node["status"], node["timeliness"], node["dueAt"] is None, node["role"])
            seen[node["liveId"]] = (*told, node["bearer"]["liveId"])
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(seen)
            return directive, seen
        variables["after"] = page["pageInfo"]["endCursor"]


def _id(owed: Obligation) -> str:
    return encode(Kind.OBLIGATION, ObligationKey(owed.task_id, owed.unit_id, None))


def _told(owed: Obligation) -> tuple[str, str, bool, str, str]:
    bearer = encode(Kind.UNIT, owed.bearer_id)
    return (owed.status, owed.timeliness, owed.due_at is None, owed.role, bearer)
