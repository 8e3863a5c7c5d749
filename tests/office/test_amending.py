"""Amendments, endings and corrections as a front end meets them."""

from api.services import Services
from tests.office.mutations import acted, directive_after, issue, refused
from tests.office.office import Office


async def test_an_amendment_shows_what_it_changed(office: Office, services: Services) -> None:
    id_ = (await issue(office))["id"]
    amended = await directive_after(
        office,
        "amendDirective",
        "issuer-D1",
        directive=id_,
        addTasks=[{"key": "t2", "text": "Kiểm tra."}],
        changeTasks=[{"key": "t1", "text": "Báo cáo tuần.", "due": {"on": "2026-01-20"}}],
        note="bổ sung",
    )
    assert [task["key"] for task in amended["tasks"]] == ["t1", "t2"]
    assert amended["tasks"][0]["text"] == "Báo cáo tuần."
    (change,) = amended["amendments"]
    assert change["note"] == "bổ sung"
    assert [task["key"] for task in change["tasksAdded"]] == ["t2"]
    inbox = await office.inbox("W1", "issuer-W1")
    assert {key.partition(" ")[2] for key in inbox} == {"t1", "t2"}
    unknown = {"directive": id_, "withdrawTasks": ["t9"]}
    assert await refused(office, services.log, "amendDirective", "issuer-D1", **unknown) == [
        "UNKNOWN_TASK at withdrawTasks.0"
    ]


async def test_what_is_withdrawn_is_asked_no_more(office: Office) -> None:
    id_ = (await issue(office))["id"]
    narrowed = {"directive": id_, "withdrawAudience": {"units": [office.units["W1"]]}}
    await acted(office, "amendDirective", "issuer-D1", **narrowed)
    (owed,) = (await office.inbox("W1", "issuer-W1")).values()
    (other,) = (await office.inbox("W2", "issuer-W2")).values()
    assert (owed["status"], other["status"]) == ("WITHDRAWN", "PENDING")


async def test_a_directive_is_superseded_and_one_is_revoked(
    office: Office, services: Services
) -> None:
    first, second = await issue(office), await issue(office)
    command = {"directive": first["id"], "by": second["id"]}
    superseded = await directive_after(office, "supersedeDirective", "issuer-D1", **command)
    assert superseded["status"] == "SUPERSEDED"
    assert superseded["supersededBy"] == {"id": second["id"]}
    revoke = {"directive": second["id"], "reason": "ban hành nhầm"}
    revoked = await directive_after(office, "revokeDirective", "issuer-D1", **revoke)
    assert (revoked["status"], revoked["revokedBecause"]) == ("REVOKED", "ban hành nhầm")
    assert {owed["status"] for owed in (await office.inbox("W1", "issuer-W1")).values()} == {
        "WITHDRAWN"
    }
    assert await refused(office, services.log, "revokeDirective", "issuer-D1", **revoke) == [
        "DIRECTIVE_NOT_IN_FORCE at directive"
    ]
    wrong = {"directive": first["id"], "by": office.units["W1"]}
    assert await refused(office, services.log, "supersedeDirective", "issuer-D1", **wrong) == [
        "BAD_ID at by"
    ]


async def test_a_correction_is_shown_as_such(office: Office, services: Services) -> None:
    id_ = (await issue(office))["id"]
    right = {"directive": id_, "subject": "Về thông tin", "tasks": [{"key": "t1", "number": "1a"}]}
    corrected = await directive_after(office, "correctDirective", "issuer-D1", **right)
    assert (corrected["subject"], corrected["tasks"][0]["number"]) == ("Về thông tin", "1a")
    assert [(each["field"], each["written"]) for each in corrected["corrections"]] == [
        ("SUBJECT", "Về việc thông tin"),
        ("NUMBER", "1"),
    ]
    nothing = {"directive": id_}
    assert await refused(office, services.log, "correctDirective", "issuer-D1", **nothing) == [
        "NOTHING_TO_CORRECT at directive"
    ]


async def test_an_amendment_reaches_the_unit_that_it_addresses_not_whom_that_stands_for(
    office: Office,
) -> None:
    """B21, not reached yet, merges into BX; the amendment then addresses BX in its own name."""
    units = office.units
    id_ = (await issue(office, "D1", "W2", "B21", levelByLevel={"workingDaysToPassOn": 3}))["id"]
    new = {"code": "BX", "name": "Chi bộ hợp nhất", "kind": "cell", "level": "branch"}
    await acted(
        office,
        "mergeUnits",
        units=[units["B21"], units["B11"]],
        into={"new": {**new, "parent": units["W1"]}},
        validFrom="2026-01-05",
    )
    found = await office.asked('{ unit(by: { code: "BX" }) { id } }')
    units["BX"] = found["unit"]["id"]
    await office.grant("officer-BX", "BX", "OFFICER")
    added = {"directive": id_, "addAudience": {"units": [units["BX"]]}}
    await acted(office, "amendDirective", "issuer-D1", **added)
    (owed,) = (await office.ask("Inbox", "officer-BX", unit={"code": "BX"}))["unit"]["obligations"][
        "edges"
    ]
    assert owed["node"]["unit"]["code"] == "BX"
