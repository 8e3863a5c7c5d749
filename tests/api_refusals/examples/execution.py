"""What passes directives on, and what is done about what is owed."""

from datetime import date, timedelta

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.identifiers import task_id
from tests.api_refusals.province import Province, Sent


async def relay_directive(province: Province) -> Sent:
    group = {"under": province.units["T1"], "levels": ["ward", "branch"]}
    directive = await province.directive(
        "issuer-D1",
        issuer=province.units["D1"],
        audience={"groups": [group]},
        tasks=[{"key": "1", "text": "Báo cáo.", "due": {"on": "2026-03-20"}}],
        levelByLevel={"workingDaysToPassOn": 3},
    )
    below = {"under": province.units["W1"], "levels": ["branch"], "kinds": ["cell"], "stated": "CB"}
    audience = {"units": [province.units["B11"]], "groups": [below]}
    sent = {"directive": directive, "by": province.units["W1"], "audience": audience}
    dues = [{"taskKey": "1", "on": "2026-03-10"}]
    return Sent("issuer-W1", {**sent, "note": "Chuyển để thực hiện", "dues": dues})


async def recall_relay(province: Province) -> Sent:
    relayed = await relay_directive(province)
    await province.done("relayDirective", relayed.by, relayed.input)
    named = {key: relayed.input[key] for key in ("directive", "by")}
    return Sent("issuer-W1", {**named, "reason": "Chuyển nhầm"})


async def acknowledge(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    return Sent("officer-B11", {"obligations": [owed]})


async def counting(province: Province) -> str:
    """An obligation whose reports have a form."""
    form = {"key": "so-ho", "name": "Số hộ", "unitOfMeasure": "hộ"}
    task = {"key": "1", "text": "Báo cáo.", "due": {"on": "2026-03-20"}, "indicators": [form]}
    return province.owed(await province.directive(tasks=[task]))


async def submit_report(province: Province) -> Sent:
    sent = {
        "obligation": await counting(province),
        "text": "Đã làm.",
        "quantity": 2.5,
        "attachments": [await province.file("officer-B11")],
        "values": [{"indicator": "so-ho", "value": "3"}],
    }
    return Sent("officer-B11", sent)


async def submit_reports(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    file = await province.file("officer-B11")
    return Sent("officer-B11", {"obligations": [owed], "text": "Đã làm.", "attachments": [file]})


async def decide_report(province: Province) -> Sent:
    report = await province.reported(province.owed(await province.directive()))
    sent = {"report": report, "decision": "RETURNED", "remark": "Thiếu số liệu"}
    return Sent("issuer-W1", {**sent, "dueAt": "2026-04-20T09:00:00Z"})


async def extend_obligations(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    later = "2026-04-20T09:00:00Z"
    return Sent("issuer-W1", {"obligations": [owed], "dueAt": later, "reason": "Chờ số liệu"})


async def exempt_obligations(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    return Sent("issuer-W1", {"obligations": [owed], "reason": "Đã giải thể"})


async def declare_not_applicable(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    return Sent("officer-B11", {"obligations": [owed], "reason": "Không phát sinh"})


async def take_back_not_applicable(province: Province) -> Sent:
    declared = await declare_not_applicable(province)
    await province.done("declareNotApplicable", declared.by, declared.input)
    return Sent("officer-B11", {"obligations": declared.input["obligations"]})


async def decide_not_applicable(province: Province) -> Sent:
    declared = await take_back_not_applicable(province)
    return Sent("issuer-W1", {**declared.input, "agree": False, "remark": "Vẫn có phát sinh"})


async def extend_group(province: Province) -> Sent:
    named = {"directive": await province.directive(), "under": province.units["W1"]}
    later = {"dueAt": "2026-04-20T09:00:00Z", "reason": "Chờ số liệu"}
    return Sent("issuer-W1", {**named, "tasks": ["1"], **later})


async def exempt_group(province: Province) -> Sent:
    named = {"directive": await province.directive(), "under": province.units["W1"]}
    return Sent("issuer-W1", {**named, "tasks": ["1"], "reason": "Đã giải thể"})


async def remind(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    sent = {"obligations": [owed], "by": province.units["W1"], "note": "Sắp đến hạn"}
    return Sent("issuer-W1", sent)


async def assign_obligation(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    return Sent("officer-B11", {"obligation": owed, "post": "Phó Bí thư"})


async def plan_obligation(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    entries = [{"day": "2026-01-12", "text": "Họp chi bộ"}]
    return Sent("officer-B11", {"obligation": owed, "entries": entries})


async def ask_extension(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    later = {"dueAt": "2026-04-20T09:00:00Z", "reason": "Chờ số liệu"}
    return Sent("officer-B11", {"obligation": owed, **later})


async def decide_extension(province: Province) -> Sent:
    asked = await ask_extension(province)
    payload = await province.done("askExtension", asked.by, asked.input)
    (request,) = payload["outcomes"][0]["obligation"]["extensionRequests"]
    sent = {"request": request["id"], "grant": True, "dueAt": "2026-04-10T09:00:00Z"}
    return Sent("issuer-W1", {**sent, "remark": "Cố gắng sớm hơn"})


async def inspect(province: Province) -> Sent:
    owed = province.owed(await province.directive())
    sent = {"obligation": owed, "by": province.units["W1"], "inspectedOn": "2026-01-05"}
    return Sent("issuer-W1", {**sent, "remark": "Đang triển khai"})


async def declare_occurrence(province: Province) -> Sent:
    tasks = [{"key": "1", "text": "Báo cáo sự cố.", "due": {"hoursAfterOccurrence": 24}}]
    directive = await province.directive(tasks=tasks)
    task = ids.encode(Kind.TASK, task_id(ids.decode(Kind.DIRECTIVE, directive), "1"))
    now = province.office.clock.now().isoformat().replace("+00:00", "Z")
    named = {"task": task, "unit": province.units["B11"], "occurredAt": now}
    return Sent("officer-B11", {**named, "label": "Sạt lở đường", "note": "Chưa có thiệt hại"})


async def withdraw_occurrence(province: Province) -> Sent:
    declared = await declare_occurrence(province)
    payload = await province.done("declareOccurrence", declared.by, declared.input)
    owed = payload["outcomes"][0]["obligation"]["id"]
    return Sent("officer-B11", {"obligation": owed, "reason": "Nhầm địa bàn"})


async def record_report(province: Province) -> Sent:
    sent = {
        "by": province.units["B11"],
        "to": province.units["W1"],
        "subject": "Kết quả sinh hoạt chi bộ",
        "text": "Đã sinh hoạt đúng kỳ.",
        "quantity": 1.5,
        "occurredOn": "2026-01-04",
        "attachments": [await province.file("officer-B11")],
    }
    return Sent("officer-B11", sent)


async def link_report(province: Province) -> Sent:
    recorded = await record_report(province)
    payload = await province.done("recordReport", recorded.by, recorded.input)
    sent = {"report": payload["report"]["id"], "obligation": await counting(province)}
    return Sent("officer-B11", {**sent, "values": [{"indicator": "so-ho", "value": "3"}]})


async def announce_holiday(province: Province) -> Sent:
    off, worked = province.day(), date.fromisoformat(province.day()) - timedelta(days=1)
    sent = {"daysOff": [off], "workingDays": [worked.isoformat()], "stated": "Nghỉ bù"}
    return Sent("an", sent)


async def correct_calendar(province: Province) -> Sent:
    sent = {"daysOff": ["2026-01-02"], "workingDays": ["2026-01-03"], "reason": "Hoán đổi"}
    return Sent("an", sent)


async def move_due_dates(province: Province) -> Sent:
    rule = {"level": "branch", "due": {"on": "2026-03-15"}}
    task = {"key": "1", "text": "Báo cáo.", "due": {"on": "2026-03-20"}, "levelDues": [rule]}
    dues = [{"taskKey": "1", "on": "2026-03-25", "level": "branch"}]
    directive = await province.directive(tasks=[task])
    sent = {"directive": directive, "dues": dues, "reason": "Nghỉ lễ"}
    return Sent("issuer-W1", sent)
