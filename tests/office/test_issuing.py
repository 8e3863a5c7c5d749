"""Whom a directive addresses and who reads it: lines, standing ones, joint issue, distribution."""

from api.services import Services
from tests.office.mutations import acted, directive_after, document, issue, refused
from tests.office.office import Office
from tests.office.story import unit

STATUS = "query ($by: DirectiveBy!) { directive(by: $by) { status } }"
PREVIEW = """
query ($input: IssueDirectiveInput!) {
  directivePreview(input: $input) {
    number { text } obligations dues { taskKey due { kind } } userErrors { field code }
    audience { count problems { code } }
  }
}
"""


async def sees(office: Office, by: str, directive: str) -> bool:
    found = await office.asked(STATUS, by, by={"id": directive})
    return found["directive"] is not None


async def founded(office: Office, code: str, parent: str) -> None:
    """A new ward or branch, with somebody who acts for it."""
    level, kind = ("ward", "committee") if code.startswith("W") else ("branch", "cell")
    new = unit(code, f"Đơn vị mới {code}", kind, level, parent)
    await office.establish({**new, "parentCode": None, "parent": office.units[parent]})
    await office.grant(f"officer-{code}", code, "OFFICER")


async def test_a_unit_founded_later_owes_a_standing_directive_from_its_founding(
    office: Office,
) -> None:
    wards = {"groups": [{"under": office.units["T1"], "levels": ["ward"]}]}
    standing = await issue(office, standing=True, audience=wards, number="1-CV/BTG")
    await issue(office, audience=wards, number="2-CV/BTG")
    await founded(office, "W9", "T1")
    assert set(await office.inbox("W9", "officer-W9")) == {"1-CV/BTG t1"}
    revoke = {"directive": standing["id"], "reason": "hết hiệu lực"}
    await acted(office, "revokeDirective", "issuer-D1", **revoke)
    await founded(office, "W8", "T1")
    assert await office.inbox("W8", "officer-W8") == {}


async def test_a_directive_goes_to_those_who_stand_under_its_issuer_on_a_line(
    office: Office, services: Services
) -> None:
    head = {"superior": office.units["W1"], "line": "chi-dao", "validFrom": "2026-01-01"}
    for code in ("W2", "T2"):
        await acted(office, "setSuperior", unit=office.units[code], **head)
    await office.grant("officer-T2", "T2", "OFFICER")
    line = {"groups": [{"under": office.units["W1"], "line": "chi-dao"}]}
    await issue(office, "W1", audience=line, number="1-CV/ĐU")
    assert set(await office.inbox("T2", "officer-T2")) == {"1-CV/ĐU t1"}
    assert set(await office.inbox("W2", "issuer-W2")) == {"1-CV/ĐU t1"}
    unknown = document(
        office.units, "W1", audience={"groups": [{**line["groups"][0], "line": "khác"}]}
    )
    assert await refused(office, services.log, "issueDirective", "issuer-W1", **unknown) == [
        "NOBODY_ON_LINE at audience.groups.0.line"
    ]


async def test_each_joint_issuer_sees_what_it_issued_and_ends_it(office: Office) -> None:
    await office.grant("issuer-D1", "T2", "ISSUER")
    await office.grant("issuer-T2", "T2", "ISSUER")
    joint = await issue(office, jointIssuers=[office.units["T2"]], number="411-CV/BTG")
    alone = await issue(office)
    assert await sees(office, "reader-T2", joint["id"])
    assert not await sees(office, "reader-T2", alone["id"])
    revoke = {"directive": joint["id"], "reason": "hết hiệu lực"}
    revoked = await directive_after(office, "revokeDirective", "issuer-T2", **revoke)
    assert (revoked["status"], revoked["number"]) == ("REVOKED", {"text": "411-CV/BTG"})


async def test_who_gets_a_copy_reads_it_and_owes_nothing(office: Office) -> None:
    await office.grant("officer-T2", "T2", "OFFICER")
    copies = [{"role": "COPY_FOR_REPORT", "unit": office.units["T2"], "stated": "để báo cáo"}]
    issued = await issue(office, distribution=copies)
    assert await sees(office, "officer-T2", issued["id"])
    assert await office.inbox("T2", "officer-T2") == {}


async def test_need_to_know_hides_a_directive_from_those_above_whom_it_names(
    office: Office,
) -> None:
    known = await issue(office, "D1", "W1", needToKnow=True)
    plain = await issue(office, "D1", "W1")
    assert await sees(office, "issuer-W1", known["id"])
    assert await sees(office, "issuer-D1", known["id"])
    assert await sees(office, "reader-T1", plain["id"])
    assert not await sees(office, "reader-T1", known["id"])
    assert not await sees(office, "issuer-W2", known["id"])


async def test_a_preview_counts_every_occurrence_of_a_recurring_task(office: Office) -> None:
    weekly = {"rrule": "FREQ=WEEKLY;BYDAY=FR;COUNT=4", "startsOn": "2026-01-05"}
    tasks = [
        {"key": "tuan", "text": "Báo cáo tuần.", "due": {"recurring": weekly}},
        {"key": "nam", "text": "Báo cáo năm."},
    ]
    before = document(office.units, tasks=tasks, unnumbered=True, idempotencyKey="preview")
    shown = (await office.asked(PREVIEW, "issuer-D1", input=before))["directivePreview"]
    assert (shown["userErrors"], shown["number"]) == ([], None)
    assert (shown["audience"]["count"], shown["obligations"]) == (2, 2 * 4 + 2)
    assert shown["dues"][0]["due"]["kind"] == "RECURRING"


async def test_a_preview_shows_what_would_be_refused_of_the_new_parts(office: Office) -> None:
    wrong = document(
        office.units,
        idempotencyKey="preview",
        jointIssuers=[office.units["D1"]],
        unnumbered=True,
        number="1-CV/BTG",
    )
    shown = (await office.asked(PREVIEW, "issuer-D1", input=wrong))["directivePreview"]
    assert {error["code"] for error in shown["userErrors"]} == {
        "JOINT_ISSUER_REPEATED",
        "NUMBER_NOT_WANTED",
    }
    wrong["signingPost"] = " "
    shown = (await office.asked(PREVIEW, "issuer-D1", input=wrong))["directivePreview"]
    assert [(error["field"], error["code"]) for error in shown["userErrors"]] == [
        (["signingPost"], "EMPTY_TEXT")
    ]


async def test_what_an_issue_says_of_itself_is_shown(office: Office) -> None:
    await office.grant("issuer-D1", "T2", "ISSUER")
    issued = await issue(
        office,
        "D1",
        jointIssuers=[office.units["T2"]],
        signingPost="Phó Trưởng ban",
        standing=True,
        needToKnow=True,
        unnumbered=True,
        tasks=[{"key": "t1", "text": "Báo cáo.", "accountablePost": "Chánh Văn phòng"}],
    )
    assert issued["tasks"][0]["accountablePost"] == "Chánh Văn phòng"
    assert [unit["code"] for unit in issued["jointIssuers"]] == ["T2"]
    assert (issued["signingPost"], issued["number"], issued["unnumbered"]) == (
        "Phó Trưởng ban",
        None,
        True,
    )
    assert (issued["standing"], issued["needToKnow"]) == (True, True)
