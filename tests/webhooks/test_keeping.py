"""Who may have a feed sent, stop it, and see it; and what a rebuild leaves alone."""

from datetime import UTC, datetime
from typing import Any

import pytest

from api.cli.standing import Status
from api.cli.standing import _rows as rows_of
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind, WebhookKey
from api.webhooks.failing import FailingWebhook, failing_webhooks
from cascade.database import Database
from cascade.enums import WebhookPause
from projections.engine.rebuilding import rebuild
from tests.office.mutations import act, acted, errors_of, refused
from tests.webhooks.fixtures import SUBJECT, Post, issue

pytestmark = pytest.mark.anyio

OF_UNIT = "query ($code: String!) { unit(by: {code: $code}) { webhooks { id subject secret } } }"


async def listed(post: Post, by: str, code: str = "T1") -> list[dict[str, Any]] | None:
    unit = (await post.office.asked(OF_UNIT, by, code=code))["unit"]
    found: list[dict[str, Any]] | None = unit["webhooks"]
    return found


async def test_it_is_seen_by_its_subject_and_by_administrators_of_the_unit(post: Post) -> None:
    created = await post.create()
    (own,) = await listed(post, SUBJECT) or []
    assert (own["id"], own["subject"]) == (created, SUBJECT)
    assert own["secret"].startswith("whsec_")
    (overseen,) = await listed(post, "an") or []
    assert (overseen["id"], overseen["secret"]) == (created, None)
    for other in ("reader-T1", "inspector-T1", "nobody"):
        assert await listed(post, other) is None
        assert await post.seen(other) is None
    await post.office.grant("another", "T1", "INTEGRATION")
    assert await listed(post, "another") == []
    assert await post.seen("another") is None
    elsewhere = ids.encode(Kind.WEBHOOK, WebhookKey(post.key(), post.key()))
    assert await post.seen(SUBJECT, elsewhere) is None


async def test_an_administrator_stops_what_leaves_its_unit_and_lets_it_go_on(post: Post) -> None:
    created = await post.create("W1")
    await post.office.grant("keeper", "W1", "ADMINISTRATOR")
    await post.office.grant("beside", "W2", "ADMINISTRATOR")
    log = post.services.log
    for mutation in ("pauseWebhook", "resumeWebhook", "deleteWebhook"):
        codes = await refused(post.office, log, mutation, "beside", webhook=created)
        assert codes == ["WEBHOOK_NOT_FOUND at webhook"]
    await acted(post.office, "pauseWebhook", "keeper", webhook=created)
    assert (await post.seen())["pausedBecause"] == "ASKED"
    again = await act(post.office, "pauseWebhook", "keeper", webhook=created)
    assert (errors_of(again), again["position"]) == ([], None), "it is paused"
    await acted(post.office, "resumeWebhook", "keeper", webhook=created)
    for mutation, more in (("replayWebhook", {"fromPosition": 0}), ("rotateWebhookSecret", {})):
        codes = await refused(post.office, log, mutation, "keeper", webhook=created, **more)
        assert codes == ["WEBHOOK_NOT_FOUND at webhook"], "it would see what the subject sees"
    payload = await acted(post.office, "deleteWebhook", "keeper", webhook=created)
    assert payload["webhook"] is None
    assert await post.seen() is None


async def test_without_its_grant_a_subject_sees_why_and_changes_nothing(post: Post) -> None:
    created = await post.create()
    role = {"subject": SUBJECT, "unit": post.office.units["T1"], "role": "INTEGRATION"}
    await post.office.done("RevokeRole", "an", **role)
    await post.deliver()
    assert (await post.seen())["pausedBecause"] == "NOT_PERMITTED"
    for mutation in ("resumeWebhook", "rotateWebhookSecret", "deleteWebhook"):
        codes = await refused(post.office, post.services.log, mutation, SUBJECT, webhook=created)
        assert codes == ["NOT_PERMITTED at webhook"]


async def test_a_unit_has_twenty_at_the_most(post: Post) -> None:
    for _ in range(20):
        await post.create("B11")
    given = {"unit": post.office.units["B11"], "address": post.receiver.address}
    codes = await refused(post.office, post.services.log, "createWebhook", SUBJECT, **given)
    assert codes == ["TOO_MANY_WEBHOOKS at unit"]
    await acted(post.office, "deleteWebhook", SUBJECT, webhook=post.ids[0])
    await post.create("B11")


async def test_it_begins_at_no_position_to_come(post: Post) -> None:
    created = await post.create()
    ahead = (await post.services.log.head()).position + 1
    unit = {"unit": post.office.units["T1"], "address": post.receiver.address}
    for mutation, given in (("createWebhook", unit), ("replayWebhook", {"webhook": created})):
        codes = await refused(
            post.office, post.services.log, mutation, SUBJECT, fromPosition=ahead, **given
        )
        assert codes == ["POSITION_NOT_RECORDED at fromPosition"]


async def test_no_secret_is_in_the_log_or_in_any_table(post: Post, database: Database) -> None:
    await post.create()
    secret = (await post.seen())["secret"].removeprefix("whsec_")
    events = await post.services.log.read(0)
    assert not any(secret in str(vars(recorded.event)) for recorded in events)
    tables = await database.pool.fetch(
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables"
        " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        " AND has_table_privilege(format('%I.%I', schemaname, tablename), 'SELECT')"
    )
    for table in tables:
        held = f"SELECT count(*) FROM {table['name']} AS r WHERE r::text LIKE '%' || $1 || '%'"
        assert await database.pool.fetchval(held, secret) == 0, table["name"]


async def test_created_twice_under_one_key_it_is_one_with_one_secret(post: Post) -> None:
    given = {"unit": post.office.units["T1"], "address": post.receiver.address}
    once = await acted(post.office, "createWebhook", SUBJECT, idempotencyKey="one", **given)
    assert await acted(post.office, "createWebhook", SUBJECT, idempotencyKey="one", **given) == once
    assert once["webhook"]["secret"].startswith("whsec_")


async def test_a_rebuild_sends_nothing_again(post: Post, database: Database) -> None:
    await post.create()
    await post.deliver()
    sent = len(post.receiver.requests)
    before = await post.seen()
    await rebuild(database, post.services.log)
    await post.deliver()
    assert len(post.receiver.requests) == sent
    assert await post.seen() == before
    await issue(post)
    await post.deliver()
    assert len(post.receiver.requests) > sent


async def test_what_became_of_it_is_told_as_of_any_moment(post: Post) -> None:
    created = await post.create()
    position = (await post.services.log.head()).position
    await acted(post.office, "pauseWebhook", SUBJECT, webhook=created)
    query = (
        "query ($id: ID!, $at: AsOf!) { node(id: $id, asOf: $at) { ... on Webhook { status } } }"
    )
    for at, status in ((position, {"status": "ACTIVE"}), (position - 1, None)):
        found = await post.office.asked(query, SUBJECT, id=created, at={"position": at})
        assert found["node"] == status


async def test_whoever_runs_the_service_is_told_of_those_that_fail(post: Post) -> None:
    await post.create()
    await post.deliver()
    assert await failing_webhooks(post.services) == ()
    await issue(post)
    post.receiver.will("500 Internal Server Error", "410 Gone")
    await post.step()
    (failing,) = await failing_webhooks(post.services)
    assert failing.told == (
        f"{post.receiver.address} ({SUBJECT}): failing since 2026-01-05 02:00 UTC. "
        "The receiver answered 500."
    )
    post.later(minutes=1)
    await post.step()
    await post.row()
    (failing,) = await failing_webhooks(post.services)
    assert failing.told.endswith(
        "paused, GONE since 2026-01-05 02:01 UTC. The receiver answered 410."
    )


def test_the_status_has_a_line_for_each() -> None:
    since = datetime(2026, 1, 5, 2, tzinfo=UTC)
    gone = FailingWebhook("https://hooks.example.org/", SUBJECT, since, WebhookPause.GONE, None)
    standing = Status(
        database="embedded",
        organisation="-",
        head=0,
        recorded_at=None,
        root_hash="",
        clock_warning=None,
        projected_to=0,
        parked=None,
        failing=(gone,),
    )
    assert ("webhook", gone.told) in rows_of(standing)
