"""Every bad input, over HTTP: a user error with field, code and message; nothing recorded."""

from typing import Any
from uuid import UUID

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.execution.commands import ReportRef
from cascade.identifiers import task_id
from projections.query_args import ObligationKey
from tests.api_refusals.conftest import Front, nowhere

NEW = {"code": "N1", "name": "Chi bộ mới", "kind": "cell", "level": "branch"}


def issuing(front: Front, **changed: Any) -> dict[str, Any]:
    """W1's directive to its branches."""
    return {
        "issuer": front.office.units["W1"],
        "type": "CV",
        "subject": "Về việc thông tin",
        "issuedOn": "2026-01-05",
        "audience": {"groups": [{"under": front.office.units["W1"]}]},
        "tasks": [{"key": "1", "text": "Báo cáo kết quả."}],
        **changed,
    }


def task(**changed: Any) -> dict[str, Any]:
    return {"tasks": [{"key": "1", "text": "Báo cáo kết quả.", **changed}]}


async def test_units(front: Front) -> None:
    units = front.office.units
    for name, sent, reason in (
        ("RenameUnit", {"unit": nowhere(), "name": "X"}, "UNIT_NOT_FOUND at unit"),
        ("MoveUnit", {"unit": nowhere(), "parent": units["T1"]}, "UNIT_NOT_FOUND at unit"),
        ("MoveUnit", {"unit": units["W1"], "parent": nowhere()}, "UNIT_NOT_FOUND at parent"),
        ("MoveUnit", {"unit": units["T1"], "parent": units["B11"]}, "CYCLIC_MOVE at parent"),
        ("MoveUnit", {"unit": units["W1"], "parent": units["W1"]}, "CYCLIC_MOVE at parent"),
        (
            "EstablishUnits",
            {"units": [{**NEW, "code": "B21", "parent": units["W1"]}]},
            "CODE_TAKEN at units.0.code",
        ),
        (
            "EstablishUnits",
            {"units": [{**NEW, "parent": nowhere()}]},
            "UNIT_NOT_FOUND at units.0.parent",
        ),
        (
            "GrantRole",
            {"subject": "mai", "unit": nowhere(), "role": "READER"},
            "UNIT_NOT_FOUND at unit",
        ),
    ):
        assert await front.refused(name, "an", **sent) == [reason]


async def test_numbers(front: Front) -> None:
    for number, reason in {
        "411-CV/ĐU": "NUMBER_TAKEN_ALREADY at number",
        "413-CV/ĐU": "NUMBER_OUT_OF_SERIES at number",
        "1-CV/ĐU": "NUMBER_OUT_OF_SERIES at number",
        "412-KH/ĐU": "NUMBER_TYPE_DIFFERS at number",
        "bốn trăm": "INVALID_NUMBER at number",
    }.items():
        sent = issuing(front, number=number)
        assert await front.refused("Issue", "issuer-W1", **sent) == [reason]


async def test_types_and_codes(front: Front) -> None:
    """Where nothing else is wrong with them."""
    units = front.office.units
    record = {"recordedBy": units["W1"], "issuer": units["C"], "subject": "Về việc"}
    for wrong in ("", " ", "x" * 41):
        sent = {**record, "type": wrong, "issuedOn": "2026-01-05"}
        assert await front.refused("Record", "issuer-W1", **sent) == ["INVALID_KEY at type"]
    for wrong in ("", "N9"):
        establish = {"units": [{**NEW, "parentCode": wrong}]}
        assert await front.refused("EstablishUnits", "an", **establish) == [
            "UNIT_NOT_FOUND at units.0.parentCode"
        ]


async def test_audiences(front: Front) -> None:
    units = front.office.units
    beyond = {"groups": [{"under": units["T1"], "levels": ["ward"]}]}
    beside = {"units": [units["B11"], units["B21"]]}
    for changed, reason in (
        ({"audience": beyond}, "AUDIENCE_BEYOND_AUTHORITY at audience.groups.0.under"),
        ({"audience": beside}, "AUDIENCE_BEYOND_AUTHORITY at audience.units.1"),
        ({"audience": {"units": [units["T1"]]}}, "AUDIENCE_BEYOND_AUTHORITY at audience.units.0"),
        ({"audience": {"units": [nowhere()]}}, "UNIT_NOT_FOUND at audience.units.0"),
        ({"audience": {}}, "AUDIENCE_REACHES_NOBODY at audience"),
        (
            {"audience": {"groups": [{"under": units["B11"]}]}},
            "AUDIENCE_REACHES_NOBODY at audience",
        ),
        (task(lead=units["B21"]), "AUDIENCE_BEYOND_AUTHORITY at tasks.0.lead"),
        (task(audience={"units": []}), "AUDIENCE_REACHES_NOBODY at tasks.0.audience"),
    ):
        assert await front.refused("Issue", "issuer-W1", **issuing(front, **changed)) == [reason]


async def test_citing_what_the_issuer_may_not_see(front: Front) -> None:
    """What was never issued and what is issued elsewhere are one answer."""
    units, hidden = front.office.units, await _elsewhere(front)
    for relation in ("IMPLEMENTS", "REFERS_TO"):
        for target in (hidden, nowhere(Kind.DIRECTIVE)):
            cited = {"text": "1-CV/TU", "relation": relation, "target": target}
            sent = issuing(front, citations=[cited])
            assert await front.refused("Issue", "issuer-W1", **sent) == [
                "DIRECTIVE_NOT_FOUND at citations.0.target"
            ]
    relay = {"by": units["W1"], "audience": {"units": [units["B11"]]}}
    assert await front.refused("Relay", "issuer-W1", directive=hidden, **relay) == [
        "DIRECTIVE_NOT_FOUND at directive"
    ]


async def _elsewhere(front: Front) -> str:
    """A directive that stays within W2."""
    units = front.office.units
    audience = {"units": [units["B21"]]}
    sent = issuing(front, issuer=units["W2"], audience=audience, number="1-CV/ĐU")
    payload = await front.do("Issue", "issuer-W2", **sent)
    assert payload["userErrors"] == []
    return str(payload["directive"]["id"])


async def test_quotas_dues_and_windows(front: Front) -> None:
    quota = {"minimum": 0, "unitOfMeasure": "bài", "stated": "ít nhất"}
    before = {"key": "a", "stated": "trong đợt", "from": "2026-01-20", "to": "2026-01-19"}
    for changed, reason in (
        (task(quota=quota), "QUOTA_BELOW_ONE at tasks.0.quota.minimum"),
        (task(due={"on": "2026-01-04"}), "DUE_BEFORE_ISSUE at tasks.0.due.on"),
        (task(due={"at": "2026-01-04T23:59:59+07:00"}), "DUE_BEFORE_ISSUE at tasks.0.due.at"),
        (task(due={"endOfWindow": "b"}), "UNKNOWN_WINDOW at tasks.0.due.endOfWindow"),
        (task(due={"on": "9999-12-31"}), "DATE_OUT_OF_RANGE at tasks.0.due.on"),
        ({"windows": [before]}, "WINDOW_BACKWARDS at windows.0.to"),
        ({"issuedOn": "2026-01-06"}, "ISSUED_IN_THE_FUTURE at issuedOn"),
    ):
        assert await front.refused("Issue", "issuer-W1", **issuing(front, **changed)) == [reason]
    dating = {
        "directive": front.office.directives["433-CV/BTG"],
        "key": "dot-1",
        "from": "2026-01-20",
        "to": "2026-01-19",
    }
    assert await front.refused("DateWindow", "issuer-D1", **dating) == ["WINDOW_BACKWARDS at to"]
    early = {**dating, "from": "2026-01-01", "to": "2026-01-02"}
    assert await front.refused("DateWindow", "issuer-D1", **early) == ["WINDOW_BEFORE_ISSUE at to"]


def obligation(front: Front, number: str, code: str, key: str) -> str:
    """The id that an obligation has or would have."""
    directive = ids.decode(Kind.DIRECTIVE, front.office.directives[number])
    unit = ids.decode(Kind.UNIT, front.office.units[code])
    return ids.encode(Kind.OBLIGATION, ObligationKey(task_id(directive, key), unit, None))


async def test_reports_on_what_is_not_owed(front: Front) -> None:
    unknown = ids.encode(Kind.OBLIGATION, ObligationKey(UUID(int=9), UUID(int=9), None))
    for owed, by in (
        (obligation(front, "411-CV/ĐU", "B21", "1"), "officer-B21"),
        (obligation(front, "433-CV/BTG", "B11", "t1"), "officer-B11"),
        (obligation(front, "411-CV/ĐU", "B11", "2"), "officer-B11"),
        (obligation(front, "411-CV/ĐU", "B11", "1"), "officer-B12"),
        (obligation(front, "411-CV/ĐU", "B11", "1"), "issuer-W1"),
        (obligation(front, "411-CV/ĐU", "B11", "1"), "nobody"),
        (unknown, "officer-B11"),
    ):
        lost = "OBLIGATION_NOT_FOUND"
        report = {"obligation": owed, "text": "Đã làm."}
        assert await front.refused("SubmitReport", by, **report) == [f"{lost} at obligation"]
        assert await front.refused("Acknowledge", by, obligations=[owed]) == [lost]
    passing_on = obligation(front, "433-CV/BTG", "W1", "@pass-on")
    report = {"obligation": passing_on, "text": "Đã chuyển."}
    assert await front.refused("SubmitReport", "issuer-W1", **report) == [
        "NOT_REPORTABLE at obligation"
    ]


async def test_decisions_on_reports(front: Front) -> None:
    owed = obligation(front, "411-CV/ĐU", "B11", "1")
    first, second = [await _reported(front, owed) for _ in range(2)]
    decide = {"report": first, "decision": "ACCEPTED"}
    assert await front.refused("DecideReport", "issuer-W1", **decide) == ["NOT_LATEST at report"]
    latest = {"report": second, "decision": "ACCEPTED"}
    for somebody in ("officer-B11", "issuer-D1", "an"):
        assert await front.refused("DecideReport", somebody, **latest) == [
            "REPORT_NOT_FOUND at report"
        ]
    nobody = UUID(int=9)
    unknown = ids.encode(Kind.REPORT, ReportRef(directive=nobody, unit=nobody, report=nobody))
    nothing = {**latest, "report": unknown}
    assert await front.refused("DecideReport", "issuer-W1", **nothing) == [
        "REPORT_NOT_FOUND at report"
    ]
    dated = {**latest, "dueAt": "2026-02-01T00:00:00Z"}
    assert await front.refused("DecideReport", "issuer-W1", **dated) == [
        "DATE_ONLY_WITH_RETURN at dueAt"
    ]
    assert (await front.do("DecideReport", "issuer-W1", **latest))["userErrors"] == []
    back = {**latest, "decision": "RETURNED"}
    assert await front.refused("DecideReport", "issuer-W1", **back) == [
        "DECIDED_ALREADY at decision"
    ]


async def _reported(front: Front, owed: str) -> str:
    sent = {"obligation": owed, "text": "Đã làm."}
    payload = await front.do("SubmitReport", "officer-B11", **sent)
    (outcome,) = payload["outcomes"]
    return str(outcome["obligation"]["reports"][0]["id"])


async def test_a_foreign_unit_for_the_subject(front: Front) -> None:
    units = front.office.units
    record = {
        "recordedBy": units["W1"],
        "issuer": units["C"],
        "type": "CV",
        "subject": "Về việc",
        "issuedOn": "2026-01-05",
    }
    relay = {
        "directive": front.office.directives["433-CV/BTG"],
        "by": units["W2"],
        "audience": {"units": [units["B21"]]},
    }
    rule = {"unit": units["W1"], "key": "hoi-dap", "validFrom": "2026-01-05"}
    extension = {
        "obligations": [obligation(front, "411-CV/ĐU", "B11", "1")],
        "dueAt": "2026-02-01T00:00:00Z",
        "reason": "Cần thêm thời gian",
    }
    grant = {"subject": "mai", "unit": units["B11"], "role": "OFFICER"}
    for name, by, sent, reason in (
        ("Issue", "issuer-W2", issuing(front), "NOT_PERMITTED at issuer"),
        ("Issue", "an", issuing(front), "NOT_PERMITTED at issuer"),
        ("Record", "issuer-W2", record, "NOT_PERMITTED at recordedBy"),
        ("Relay", "issuer-W1", relay, "DIRECTIVE_NOT_FOUND at directive"),
        ("SetPolicy", "issuer-W2", rule, "NOT_PERMITTED at unit"),
        ("Extend", "issuer-W2", extension, "OBLIGATION_NOT_FOUND"),
        ("GrantRole", "issuer-W1", grant, "NOT_PERMITTED at unit"),
        ("RevokeRole", "issuer-W1", grant, "NOT_PERMITTED at unit"),
        ("RenameUnit", "issuer-W1", {"unit": units["W1"], "name": "X"}, "NOT_PERMITTED at unit"),
    ):
        assert await front.refused(name, by, **sent) == [reason], name


async def test_keys(front: Front) -> None:
    key = "một lần"
    sent = issuing(front, type="KH")
    first = await front.do("Issue", "issuer-W1", idempotencyKey=key, **sent)
    again = await front.do("Issue", "issuer-W1", idempotencyKey=key, **sent)
    assert again == first
    other = issuing(front, subject="Về việc khác")
    assert await front.refused("Issue", "issuer-W1", idempotencyKey=key, **other) == [
        "IDEMPOTENCY_KEY_REUSED at idempotencyKey"
    ]
    for wrong in ("", "x" * 201, "a\0", "a\nb"):
        assert await front.refused("Issue", "issuer-W1", idempotencyKey=wrong, **other) == [
            "INVALID_IDEMPOTENCY_KEY at idempotencyKey"
        ]


async def test_texts(front: Front) -> None:
    units, owed = front.office.units, obligation(front, "411-CV/ĐU", "B11", "1")
    for text, code in {"a\0b": "FORBIDDEN_CHARACTER", "x" * 20_001: "TEXT_TOO_LONG"}.items():
        rename = {"unit": units["W1"], "name": text}
        assert await front.refused("RenameUnit", "an", **rename) == [f"{code} at name"]
        report = {"obligation": owed, "text": text}
        assert await front.refused("SubmitReport", "officer-B11", **report) == [f"{code} at text"]
        sent = issuing(front, **task(text=text))
        assert await front.refused("Issue", "issuer-W1", **sent) == [f"{code} at tasks.0.text"]
        group = {"under": units["W1"], "stated": text}
        sent = issuing(front, audience={"groups": [group]})
        assert await front.refused("Issue", "issuer-W1", **sent) == [
            f"{code} at audience.groups.0.stated"
        ]
    longest = {"obligation": obligation(front, "411-CV/ĐU", "B12", "1"), "text": "ạ" * 20_000}
    assert (await front.do("SubmitReport", "officer-B12", **longest))["userErrors"] == []


async def test_ids_of_another_kind(front: Front) -> None:
    directive = front.office.directives["433-CV/BTG"]
    for wrong in (directive, "433-CV/BTG", ""):
        sent = {"unit": wrong, "name": "X"}
        assert await front.refused("RenameUnit", "an", **sent) == ["BAD_ID at unit"]
