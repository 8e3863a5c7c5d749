"""What drafts, issues, records, changes and ends directives."""

from typing import Any, Final

from tests.api_refusals.province import Input, Province, Sent

CUSTOM: Final = {
    "text": "Theo chương trình công tác năm",
    "relation": "REFERS_TO",
    "source": {"kind": "chương trình công tác", "year": 2026},
}
WEEKLY: Final = {
    "rrule": "FREQ=WEEKLY;COUNT=4;BYDAY=FR",
    "startsOn": "2026-01-05",
    "time": "16:00",
}
RELATIVE: Final = (
    {
        "key": "3",
        "text": "Lập kế hoạch.",
        "due": {"besideWindow": {"window": "dot-1", "edge": "START", "daysBefore": 3}},
    },
    {"key": "4", "text": "Báo cáo.", "due": {"afterAcceptance": {"task": "3", "days": 30}}},
)
"""Tasks whose dates rest on something else."""
DAY: Final = "2026-01-05"
LEVEL_DUE: Final = {"level": "branch", "due": {"on": "2026-03-15"}, "dueStated": "trước ngày 15/3"}


async def full(province: Province, draft: str | None) -> Input:
    """As much of a document as fits into one."""
    units = province.units
    await province.new_unit()  # a third branch of the ward, which coordinates
    upper = await province.directive("issuer-D1", issuer=units["D1"], audience=ward(province))
    cited: Any = {
        "text": "433-CV/BTG",
        "relation": "IMPLEMENTS",
        "issuedOn": "2026-01-05",
        "issuerName": "Ban Tuyên giáo",
        "taskKey": "1",
        "anchor": "preamble",
        "target": upper,
    }
    group = {"under": units["W1"], "levels": ["branch"], "kinds": ["cell"], "stated": "Các chi bộ"}
    window = {"key": "dot-1", "stated": "đợt 1", "from": "2026-02-01", "to": "2026-02-28"}
    return {
        "issuer": units["W1"],
        "type": province.type(),
        "subject": "Về việc thông tin",
        "issuedOn": "2026-01-05",
        "onBehalfOf": "T/M Đảng ủy",
        "audience": {"units": [units["B11"]], "groups": [group, await labelled(province)]},
        "tasks": asks(units, group),
        "windows": [window],
        "distribution": [{"role": "ARCHIVE", "unit": units["W2"], "stated": "Lưu VT"}],
        "citations": [cited, CUSTOM],
        "attachments": [await province.file("issuer-W1")],
        "levelByLevel": {"workingDaysToPassOn": 3},
        "signingPost": "Phó Bí thư",
        "placeOfIssue": "Bình Minh",
        "meeting": {"heldOn": "2026-01-05", "chair": units["W1"], "participants": [units["B11"]]},
        "urgency": "EXPRESS",
        **({"draft": draft} if draft else {}),
    }


def asks(units: Any, group: Input) -> list[Any]:
    """A task with all that belongs to one, one with a form, and one that a group coordinates in."""
    task = {
        "key": "1",
        "number": "1.1",
        "text": "Báo cáo kết quả.",
        "audience": {"units": [units["B11"]]},
        "lead": units["B11"],
        "coordinating": [units["B12"]],
        "quota": {"minimum": 1, "statedUpper": 2, "unitOfMeasure": "bài", "stated": "1-2 bài"},
        "due": {"on": "2026-03-20"},
        "dueStated": "trước ngày 20/3",
        "reportTo": units["W1"],
        "reportVia": units["W1"],
        "accountablePost": "Bí thư",
        "owedFrom": "2026-01-05",
        "levelDues": [LEVEL_DUE],
    }
    led = {
        "key": "5",
        "text": "Đọc báo.",
        "lead": units["B11"],
        "coLeads": [units["B12"]],
        "coordinatingGroups": [group],
        "reportToSuperior": {"gathered": True},
        "due": {"on": "2026-03-20"},
    }
    recurring = {"key": "2", "text": "Đọc báo.", "due": {"recurring": WEEKLY}, **_form(units)}
    return [task, recurring, *RELATIVE, led]


async def labelled(province: Province) -> Input:
    """A group by a label, less a unit and those of another label."""
    far = [await province.new_unit() for _ in range(3)]
    await province.done("labelUnits", "an", {"units": far, "label": "vùng sâu", "from": DAY})
    await province.done("labelUnits", "an", {"units": far[2:], "label": "vùng xa", "from": DAY})
    remote = {"levels": ["branch"], "kinds": ["cell"], "labels": ["vùng xa"]}
    return {
        "under": province.units["W1"],
        "labels": ["vùng sâu"],
        "exceptUnits": [far[1]],
        "exceptGroups": [{"under": province.units["W1"], **remote}],
    }


def _form(units: dict[str, str]) -> Input:
    """What reports say in figures."""
    return {
        "quota": {
            "unitOfMeasure": "tờ",
            "stated": "theo phụ lục",
            "byUnit": [{"unit": units["B11"], "amount": "2.5"}],
            "byLevel": [{"level": "branch", "amount": "1"}],
        },
        "indicators": [
            {
                "key": "read",
                "name": "Số tờ đã đọc",
                "unitOfMeasure": "tờ",
                "number": "WHOLE",
                "target": {"amount": "5", "direction": "EXACTLY"},
            }
        ],
        "dataClose": {"daysBeforeDue": 1},
    }


def ward(province: Province) -> Input:
    return {"units": [province.units["W1"]]}


async def a_draft(province: Province) -> str:
    begun = {"issuer": province.units["W1"], "type": "KH", "subject": "Dự thảo"}
    asked = {**begun, "commenters": [province.units["B11"]]}
    payload = await province.done("draftDirective", "issuer-W1", asked)
    return str(payload["directive"]["id"])


async def draft_directive(province: Province) -> Sent:
    sent = await full(province, await a_draft(province))
    return Sent("issuer-W1", {**sent, "commenters": [province.units["B11"]]})


async def discard_draft(province: Province) -> Sent:
    return Sent("issuer-W1", {"draft": await a_draft(province)})


async def comment_on_directive(province: Province) -> Sent:
    draft, unit = await a_draft(province), province.units["B11"]
    return Sent("officer-B11", {"directive": draft, "unit": unit, "text": "Đồng ý."})


async def issue_directive(province: Province) -> Sent:
    sent = await full(province, await a_draft(province))
    return Sent("issuer-W1", {**sent, "number": f"1-{sent['type']}/ĐU"})


async def record_directive(province: Province) -> Sent:
    sent = {
        "recordedBy": province.units["W1"],
        "issuer": province.units["C"],
        "type": "CT",
        "number": f"{province.number()}-CT/TW",
        "subject": "Về công tác tư tưởng",
        "issuedOn": "2025-11-03",
        "attachments": [await province.file("issuer-W1")],
    }
    return Sent("issuer-W1", sent)


async def amend_directive(province: Province) -> Sent:
    units = province.units
    group = {"under": units["W1"], "levels": ["branch"]}
    tasks = [{"key": key, "text": "Báo cáo.", "due": {"on": "2026-03-20"}} for key in "12"]
    directive = await province.directive(tasks=tasks, audience={"groups": [group]})
    changed = {
        "key": "1",
        "text": "Báo cáo bằng văn bản.",
        "number": "1",
        "due": {"on": "2026-04-20"},
        "dueStated": "trước ngày 20/4",
        "quota": {"minimum": 1, "statedUpper": 2, "unitOfMeasure": "bài", "stated": "1-2 bài"},
        "reportTo": units["W1"],
        "reportVia": units["W1"],
        "accountablePost": "Bí thư",
        "targets": [{"unit": units["B11"], "amount": "2"}],
        "indicators": [{"key": "read", "name": "Số tờ đã đọc", "unitOfMeasure": "tờ"}],
        "dataClose": {"daysBeforeDue": 1},
        "levelDues": [LEVEL_DUE],
    }
    sent = {
        "directive": directive,
        "addTasks": [{"key": "3", "text": "Họp chi bộ."}],
        "changeTasks": [changed],
        "withdrawTasks": ["2"],
        "addAudience": {"units": [await province.new_unit()]},
        "withdrawAudience": {"units": [units["B12"]]},
        "amendedBy": await province.directive(),
        "note": "Theo ý kiến của Thường trực",
    }
    return Sent("issuer-W1", sent)


async def supersede_directive(province: Province) -> Sent:
    directive, by = await province.directive(), await province.directive()
    return Sent("issuer-W1", {"directive": directive, "by": by})


async def revoke_directive(province: Province) -> Sent:
    return Sent("issuer-W1", {"directive": await province.directive(), "reason": "Không cần nữa"})


async def correct_directive(province: Province) -> Sent:
    task = {"key": "1", "text": "Báo cáo kết quả.", "number": "1.", "dueStated": "ngày 20/3"}
    sent = {"directive": await province.directive(), "subject": "Về thông tin", "tasks": [task]}
    return Sent("issuer-W1", {**sent, "note": "Lỗi đánh máy"})


async def date_window(province: Province) -> Sent:
    directive = await province.directive(windows=[{"key": "dot-1", "stated": "trong đợt 1"}])
    sent = {"directive": directive, "key": "dot-1", "from": "2026-02-01", "to": "2026-02-28"}
    return Sent("issuer-W1", sent)


async def configure_series(province: Province) -> Sent:
    series = {"issuer": province.units["W1"], "type": province.type()}
    return Sent("issuer-W1", {**series, "restart": "TERM"})


async def open_term(province: Province) -> Sent:
    configured = await configure_series(province)
    await province.done("configureSeries", configured.by, configured.input)
    series = {key: configured.input[key] for key in ("issuer", "type")}
    return Sent("issuer-W1", {**series, "term": "XXVIII", "from": "2026-01-01"})


async def resolve_citation(province: Province) -> Sent:
    cited = [{"text": "7-CV/ĐU", "relation": "REFERS_TO"}]
    payload = await province.done("issueDirective", "issuer-W1", province.issuing(citations=cited))
    (citation,) = payload["directive"]["citations"]
    return Sent("issuer-W1", {"citation": citation["id"], "target": await province.directive()})


async def decide_citation(province: Province) -> Sent:
    type_ = province.type()
    document = {"issuedOn": "2026-01-05", "issuerName": "Đảng ủy phường Một"}
    cited = [{"text": f"7-{type_}/ĐU", "relation": "REFERS_TO", **document}]
    payload = await province.done("issueDirective", "issuer-W1", province.issuing(citations=cited))
    (citation,) = payload["directive"]["citations"]
    w1, number = province.units["W1"], f"7-{type_}/ĐU"
    arriving = {"recordedBy": w1, "issuer": w1, "type": type_, "number": number}
    arriving |= {"subject": "Về việc", "issuedOn": "2026-01-05"}
    await province.done("recordDirective", "issuer-W1", arriving)
    return Sent("issuer-W1", {"citation": citation["id"], "confirm": True})


async def invite_unit(province: Province) -> Sent:
    sent = {"directive": await province.directive(), "task": "1", "unit": province.units["W2"]}
    return Sent("issuer-W1", {**sent, "note": "Mời phối hợp"})


async def accept_invitation(province: Province) -> Sent:
    invited = await invite_unit(province)
    payload = await province.done("inviteUnit", invited.by, invited.input)
    return Sent("issuer-W2", {"invitation": payload["directive"]["invitations"][0]["id"]})


async def decline_invitation(province: Province) -> Sent:
    return await accept_invitation(province)
