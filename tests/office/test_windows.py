"""A window that a directive names is dated, and dated again."""

from datetime import timedelta

from api.services import Services
from tests.office.mutations import acted, issue, refused
from tests.office.office import Office

WINDOW = {"key": "dai-hoi", "stated": "trong thời gian đại hội"}
TASK = {"key": "t1", "text": "Báo cáo.", "due": {"endOfWindow": "dai-hoi"}}


async def due(office: Office, code: str) -> str | None:
    (owed,) = (await office.inbox(code, f"issuer-{code}")).values()
    found: str | None = owed["dueAt"]
    return found


async def report(office: Office, code: str) -> None:
    (owed,) = (await office.inbox(code, f"issuer-{code}")).values()
    await office.done("SubmitReport", f"issuer-{code}", obligation=owed["id"], text="Đã làm xong.")


async def test_another_date_moves_what_is_not_yet_submitted(
    office: Office, services: Services
) -> None:
    id_ = (await issue(office, windows=[WINDOW], tasks=[TASK]))["id"]
    assert await due(office, "W1") is None
    first = {"directive": id_, "key": "dai-hoi", "from": "2026-01-12", "to": "2026-01-16"}
    await acted(office, "dateWindow", "issuer-D1", **first)
    assert await due(office, "W1") == await due(office, "W2") == "2026-01-16T16:59:59.999999Z"
    await report(office, "W1")
    await acted(office, "dateWindow", "issuer-D1", **{**first, "to": "2026-01-23"})
    assert await due(office, "W1") == "2026-01-16T16:59:59.999999Z"
    assert await due(office, "W2") == "2026-01-23T16:59:59.999999Z"
    backwards = {**first, "to": "2026-01-11"}
    assert await refused(office, services.log, "dateWindow", "issuer-D1", **backwards) == [
        "WINDOW_BACKWARDS at to"
    ]


async def test_other_words_for_a_task_leave_its_date_alone(office: Office) -> None:
    id_ = (await issue(office, windows=[WINDOW], tasks=[TASK]))["id"]
    days = {"directive": id_, "key": "dai-hoi", "from": "2026-01-12", "to": "2026-01-16"}
    await acted(office, "dateWindow", "issuer-D1", **days)
    reworded = {"key": "t1", "text": "Báo cáo ngắn.", "dueStated": "khi bế mạc đại hội"}
    await acted(office, "amendDirective", "issuer-D1", directive=id_, changeTasks=[reworded])
    office.clock.step(timedelta(days=30))
    await report(office, "W1")
    (owed,) = (await office.inbox("W1", "issuer-W1")).values()
    assert (owed["dueAt"], owed["timeliness"]) == ("2026-01-16T16:59:59.999999Z", "LATE")
