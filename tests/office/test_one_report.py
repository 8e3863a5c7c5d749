"""One report for several, through the API."""

from typing import Any

import pytest

from api.services import Services
from tests.office.mutations import acted, issue, refused
from tests.office.office import Office

pytestmark = pytest.mark.anyio


async def owed(office: Office, *codes: str) -> dict[str, str]:
    found = {}
    for code in codes:
        (node,) = (await office.inbox(code, f"officer-{code}")).values()
        found[code] = node["id"]
    return found


async def test_one_report_is_given_on_several_obligations(office: Office) -> None:
    await issue(office, "D1", "B11", "B12")
    ids = await owed(office, "B11", "B12")
    sent = {"obligations": [ids["B11"]], "text": "Đã làm."}
    payload = await acted(office, "submitReports", "officer-B11", **sent)
    ((report,),) = [o["obligation"]["reports"] for o in payload["outcomes"]]
    assert report["text"] == "Đã làm."


async def test_a_merged_unit_reports_once_on_all_that_it_bears(office: Office) -> None:
    directive = await issue(office, "D1", "B11", "B12")
    merger = {
        "units": [office.units["B11"], office.units["B12"]],
        "into": {"standing": office.units["B12"]},
        "validFrom": "2026-01-05",
        "reportsOnceFrom": "2026-02-01",
    }
    await acted(office, "mergeUnits", "an", **merger)
    query = "query ($id: ID!) { directive(by: {id: $id}) { tasks { id } } }"
    found = await office.asked(query, "issuer-D1", id=directive["id"])
    (task,) = found["directive"]["tasks"]
    sent: dict[str, Any] = {"task": task["id"], "by": office.units["B12"], "text": "Đã làm."}
    payload = await acted(office, "submitReports", "officer-B12", **sent)
    statuses = [o["obligation"]["status"] for o in payload["outcomes"]]
    assert statuses == ["SUBMITTED", "SUBMITTED"]


async def test_a_report_on_several_says_which_one_way(office: Office, services: Services) -> None:
    await issue(office, "D1", "B11", "B12")
    ids = await owed(office, "B11")
    by = {"by": office.units["B11"], "text": "Đã làm."}
    for sent in ({"text": "Đã làm."}, {**by, "obligations": [ids["B11"]]}, by):
        codes = await refused(office, services.log, "submitReports", "officer-B11", **sent)
        assert codes[0].startswith("REPORT_ONE_WAY")


async def test_what_is_merged_is_one_no_earlier_than_it_is_merged(
    office: Office, services: Services
) -> None:
    merger = {
        "units": [office.units["B11"], office.units["B12"]],
        "into": {"standing": office.units["B12"]},
        "validFrom": "2026-01-05",
        "reportsOnceFrom": "2026-01-04",
    }
    assert await refused(office, services.log, "mergeUnits", "an", **merger) == [
        "REPORTS_ONCE_BEFORE_MERGER at reportsOnceFrom"
    ]
