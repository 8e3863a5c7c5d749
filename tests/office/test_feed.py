"""The feed of changes: what a records system pulls, from where it stopped."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from tests.office.office import Office

pytestmark = pytest.mark.anyio

READER = "reader-T1"


async def all_changes(
    office: Office, by: str, cursor: str | None = None, first: int = 500, **more: Any
) -> tuple[list[dict[str, Any]], str]:
    """From the beginning, or from a cursor; and where it ends by now."""
    start: dict[str, Any] = {"cursor": cursor} if cursor else {"position": 0}
    found = []
    while True:
        data = await office.ask("Changes", by, **{"from": start, "first": first, **more})
        page = data["obligationChanges"]
        found += page["changes"]
        start = {"cursor": page["endCursor"]}
        if not page["hasMore"]:
            return found, page["endCursor"]


def kept(changes: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a copy holds to which these were applied."""
    copy: dict[str, dict[str, Any]] = {}
    for change in changes:
        if change["obligation"] is None:
            del copy[change["obligationId"]]
        else:
            assert change["obligation"]["id"] == change["obligationId"]
            copy[change["obligationId"]] = change["obligation"]
    return copy


async def test_a_copy_of_all_changes_is_what_the_lists_answer(told: Office) -> None:
    changes, _ = await all_changes(told, READER)
    listed = await told.ask("Overdue", READER, unit={"code": "T1"})
    total = listed["unit"]["progress"]["total"]
    copy = kept(changes)
    assert len(copy) == total > 0
    late = [one for one in copy.values() if one["timeliness"] == "OVERDUE"]
    assert len(late) == listed["unit"]["progress"]["overdue"]


async def test_a_page_may_end_inside_an_event_and_nothing_comes_twice(told: Office) -> None:
    whole, end = await all_changes(told, READER)
    one_by_one, same_end = await all_changes(told, READER, first=1)
    assert one_by_one == whole
    assert same_end == end
    for index, change in enumerate(whole):
        rest, _ = await all_changes(told, READER, change["cursor"])
        assert rest == whole[index + 1 :]


async def test_falling_due_is_told_once_as_time_passes(office: Office) -> None:
    await office.issue(
        "issuer-D1",
        "D1",
        "7-CV/BTG",
        subject="Về việc báo cáo",
        audience={"units": [office.units["B11"]]},
        tasks=[{"key": "1", "text": "Báo cáo", "kind": "REPORT", "due": {"on": "2026-01-09"}}],
    )
    changes, end = await all_changes(office, READER)
    assert [change["kind"] for change in changes] == ["OWED"]
    office.clock.step(timedelta(days=10))
    (overdue,), end = await all_changes(office, READER, end)
    assert overdue["kind"] == "BECAME_OVERDUE"
    assert overdue["obligation"]["timeliness"] == "OVERDUE"
    assert overdue["recordedAt"] == "2026-01-09T17:00:00Z"
    assert await all_changes(office, READER, end) == ([], end)


async def test_a_feed_of_a_unit_holds_what_is_borne_under_it(told: Office) -> None:
    under = told.units["B11"]
    changes, _ = await all_changes(told, READER, under=under)
    everything, _ = await all_changes(told, READER)
    assert kept(changes)
    assert {c["obligation"]["bearer"]["code"] for c in changes} == {"B11"}
    assert kept(changes).items() <= kept(everything).items()


@pytest.mark.parametrize("whose", ["another subject", "another unit", "a list", "nobody"])
async def test_a_cursor_of_another_feed_is_refused(told: Office, whose: str) -> None:
    _, end = await all_changes(told, READER)
    match whose:
        case "another subject":
            asked = await told.codes("Changes", "an", **{"from": {"cursor": end}})
        case "another unit":
            more = {"from": {"cursor": end}, "under": told.units["B11"]}
            asked = await told.codes("Changes", READER, **more)
        case "a list":
            listed = await told.ask("Inbox", "officer-B11", unit={"code": "B11"})
            cursor = listed["unit"]["obligations"]["edges"][0]["cursor"]
            asked = await told.codes("Changes", READER, **{"from": {"cursor": cursor}})
        case _:
            asked = await told.codes("Changes", READER, **{"from": {"cursor": end[:-2]}})
    assert asked == ["BAD_CURSOR"]


async def test_a_start_beyond_the_head_is_refused(told: Office) -> None:
    codes = await told.codes("Changes", READER, **{"from": {"position": 1_000_000}})
    assert codes == ["POSITION_NOT_REACHED"]


async def test_a_unit_that_never_was_is_refused(told: Office) -> None:
    nobody = ids.encode(Kind.UNIT, UUID(int=1))
    codes = await told.codes("Changes", READER, **{"from": {"position": 0}, "under": nobody})
    assert codes == ["NOT_FOUND"]


async def test_after_other_grants_a_feed_is_begun_anew(told: Office) -> None:
    _, end = await all_changes(told, READER)
    await told.grant(READER, "W1", "READER", "TOP_SECRET")
    assert await told.codes("Changes", READER, **{"from": {"cursor": end}}) == ["GRANTS_CHANGED"]
    changes, _ = await all_changes(told, READER)
    assert kept(changes)


async def test_a_page_has_a_thousand_changes_at_the_most(told: Office) -> None:
    asked = {"from": {"position": 0}}
    assert await told.codes("Changes", READER, first=-1, **asked) == ["BAD_PAGE"]
    nothing = await told.ask("Changes", READER, first=0, **asked)
    assert nothing["obligationChanges"]["changes"] == []
    assert nothing["obligationChanges"]["hasMore"]
