"""A directive that takes effect later and expires, as an office sees it."""

from datetime import timedelta
from typing import Any

from api.services import Services
from tests.office.mutations import acted, refused
from tests.office.office import Office

SHOWN = """
    query ($by: DirectiveBy!) {
      directive(by: $by) {
        status effectiveOn expiresOn amendments { expiresOn changes } tasks { due { kind rule } }
      }
    }
"""


async def ask(office: Office, **more: Any) -> str:
    """A directive of W1 to B11, due a month after it takes effect; its id."""
    return await office.issue(
        "issuer-W1",
        "W1",
        "434-CV/ĐU",
        subject="Về việc báo cáo",
        audience={"units": [office.units["B11"]]},
        tasks=[{"key": "1", "text": "Báo cáo.", "due": {"monthsAfterEffect": 1}}],
        **more,
    )


async def shown(office: Office, id_: str) -> dict[str, Any]:
    found: dict[str, Any] = (await office.asked(SHOWN, "officer-B11", by={"id": id_}))["directive"]
    return found


async def only(office: Office) -> dict[str, Any]:
    (owed,) = (await office.inbox("B11", "officer-B11")).values()
    found: dict[str, Any] = owed
    return found


async def test_it_takes_effect_and_expires(office: Office, services: Services) -> None:
    id_ = await ask(office, effectiveOn="2026-01-31", expiresOn="2026-03-31")
    found = await shown(office, id_)
    assert (found["status"], found["effectiveOn"], found["expiresOn"]) == (
        "NOT_YET_IN_FORCE",
        "2026-01-31",
        "2026-03-31",
    )
    assert found["tasks"][0]["due"] == {"kind": "RELATIVE", "rule": "1 months after effect"}
    assert (await only(office))["dueAt"] == "2026-02-28T16:59:59.999999Z"
    office.clock.step(timedelta(days=30))
    assert (await shown(office, id_))["status"] == "IN_FORCE"
    await acted(office, "amendDirective", "issuer-W1", directive=id_, expiresOn="2026-04-30")
    (amendment,) = (await shown(office, id_))["amendments"]
    assert amendment == {
        "expiresOn": "2026-04-30",
        "changes": ["It expires on 2026-04-30."],
    }
    office.clock.step(timedelta(days=90))
    assert (await shown(office, id_))["status"] == "EXPIRED"
    owed = await only(office)
    assert (owed["status"], owed["timeliness"]) == ("WITHDRAWN", "UNDATED")
    again = {"directive": id_, "expiresOn": "2026-12-31"}
    assert await refused(office, services.log, "amendDirective", "issuer-W1", **again) == [
        "DIRECTIVE_EXPIRED at directive"
    ]


async def test_directives_are_found_by_where_they_stand(office: Office) -> None:
    id_ = await ask(office, effectiveOn="2026-01-31", expiresOn="2026-03-31")
    query = """
        query ($filter: DirectiveFilter) {
          directives(filter: $filter) { totalCount edges { node { id } } }
        }
    """
    for days, status in ((0, "NOT_YET_IN_FORCE"), (40, "IN_FORCE"), (60, "EXPIRED")):
        office.clock.step(timedelta(days=days))
        data = await office.asked(query, "issuer-W1", filter={"status": status})
        assert [edge["node"]["id"] for edge in data["directives"]["edges"]] == [id_]
