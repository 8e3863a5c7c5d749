"""The trail that is read, beside the naive one, over stories in which everything happens once."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from cascade.access.events import RoleGranted
from cascade.database import Database
from cascade.enums import Classification, Role
from cascade.events import next_place
from cascade.identifiers import access_id
from projections.query_args import AuditFilter
from tests.harness.chronicle import Chronicle, known, tell
from tests.harness.remarks import remark
from tests.harness.reorganisations import reorganise
from tests.oracle.history import History, Moment
from tests.oracle.slices import View
from tests.projections.asking import projected, scope
from tests.projections.conftest import chronicle as chronicle
from tests.properties.forms import all_pages
from tests.properties.trails import is_entry_of

INSPECTORS = (
    ("C", Classification.TOP_SECRET),
    ("C", Classification.OPEN),
    ("P1", Classification.TOP_SECRET),
    ("P2", Classification.TOP_SECRET),
    ("W1", Classification.TOP_SECRET),
    ("W2", Classification.OPEN),
)


def grant(unit: str, clearance: Classification) -> RoleGranted:
    return RoleGranted(
        **next_place(access_id("an"), 0, datetime(2026, 1, 5, tzinfo=UTC)),
        subject="an",
        unit_id=known(unit),
        role=Role.INSPECTOR,
        clearance=clearance,
        valid_from=None,
        valid_to=None,
    )


async def _told_and_reorganised(chronicle: Chronicle) -> None:
    await tell(chronicle)
    await reorganise(chronicle)


@pytest.mark.parametrize("tell", [remark, _told_and_reorganised])
async def test_the_trail_holds_what_an_inspector_may_know_and_no_more(
    chronicle: Chronicle, database: Database, tell: Callable[[Chronicle], Awaitable[None]]
) -> None:
    await tell(chronicle)
    history = History(await chronicle.log.read(0))
    async with projected(database, chronicle) as reader:
        now = await reader.live()
        for unit, clearance in INSPECTORS:
            viewer = scope(unit, Role.INSPECTOR, clearance)
            entries = await all_pages(
                lambda first, after, v=viewer: reader.audit.page(  # type: ignore[misc]
                    AuditFilter(), first, after, now, v
                ),
                100,
            )
            view = View(history, Moment(now.position, now.clock), grant(unit, clearance))
            expected = [fact.position for fact in history.facts if is_entry_of(view, fact)]
            assert [entry.position for entry in entries] == expected, unit
