"""What a command finds is what the read models show, for every obligation of a changeful story."""

from datetime import timedelta
from uuid import UUID

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.enums import Classification, Role
from projections.obligations.rows import ObligationRow
from projections.query_args import (
    ObligationFilter,
    ObligationOrder,
    ReadingGrant,
    Scope,
    Status,
)
from tests.office.mutations import acted
from tests.office.office import Office
from tests.office.story import issue_433, relay_by_w2
from tests.office.test_heirs import merge_wards
from tests.office.test_recurring import issue_weekly
from tests.properties.agreeing import assert_agree

pytestmark = pytest.mark.anyio


async def tell(office: Office) -> None:
    """433 goes down and is relayed by earlier dates, recalled, eased, reported on and moved; wards
    merge in the middle; a policy adds to what W1 asks for week by week.
    """
    rule = {"unit": office.units["T1"], "key": "chung", "validFrom": "2026-01-01"}
    await acted(office, "setPolicy", "issuer-T1", **rule, finalReportWithinWorkingDays=9)
    await issue_433(office)
    directive = {"directive": office.directives["433-CV/BTG"]}
    await relay_by_w2(office)
    down = {**directive, "by": office.units["W1"]}
    one = {"audience": {"units": [office.units["B11"]]}}
    dues = {"dues": [{"taskKey": "t1", "on": "2026-01-15"}]}
    await acted(office, "relayDirective", "issuer-W1", **down, **one, **dues)
    await issue_weekly(office)
    learn = (await office.inbox("B21", "officer-B21"))["433-CV/BTG t1"]["id"]
    await acted(office, "submitReport", "officer-B21", obligation=learn, text="Đã học.")
    await merge_wards(office)
    await acted(office, "recallRelay", "issuer-W12", **{**down, "reason": "Chuyển lại."})
    later = {"dueAt": "2026-02-02T10:00:00Z", "reason": "Sáp nhập phường."}
    group = {**directive, "under": office.units["W12"]}
    await acted(office, "extendGroup", "issuer-D1", **group, **later)
    await acted(office, "announceHoliday", "an", daysOff=["2026-01-16"], stated="Nghỉ bù")
    weekly = {"directive": office.directives["7-CV/ĐU"], "reason": "Nghỉ bù."}
    await acted(office, "moveDueDates", "issuer-W12", **weekly, byCalendar=True)
    exempted = {**group, "under": office.units["B21"], "reason": "Đã học nơi khác."}
    await acted(office, "exemptGroup", "issuer-D1", **exempted)
    office.clock.step(timedelta(days=9))
    every = {"audience": {"groups": [{"under": office.units["W12"]}]}}
    down = {**directive, "by": office.units["W12"]}
    await acted(office, "relayDirective", "issuer-W12", **down, **every)


async def test_commands_find_what_is_shown(office: Office, services: Services) -> None:
    await office.grant("issuer-T1", "T1", "ISSUER")
    await tell(office)
    root = ids.decode(Kind.UNIT, office.units["C"])
    scope = Scope((ReadingGrant(root, Role.READER, Classification.TOP_SECRET),))
    statuses: set[Status] = set()
    for number in office.directives.values():
        directive = ids.decode(Kind.DIRECTIVE, number)
        rows = await _shown(services, directive, scope)
        await assert_agree(services.engine, "an", [directive], rows)
        statuses |= {row.status for row in rows}
    assert statuses >= {Status.PENDING, Status.SUBMITTED, Status.FULFILLED, Status.EXEMPTED}


async def _shown(services: Services, directive: UUID, scope: Scope) -> list[ObligationRow]:
    async with services.rows() as rows:
        page = await rows.obligations.of_directive(
            directive,
            None,
            ObligationFilter(),
            ObligationOrder.DUE_FIRST,
            100,
            None,
            await rows.live(),
            scope,
        )
    assert not page.has_next
    return [edge.node for edge in page.edges]
