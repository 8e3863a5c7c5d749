"""What happens in the ward's story, act by act, each through GraphQL as the subject whose it is.

    units and grants -> earlier documents -> 433 goes down level by level -> one ward relays it
    -> Vạn Xuân's policy -> 411 implements 433 -> acknowledged -> reported -> window dated
    -> decided -> window dated again

The days are the documents' own where these give them; the hours are made up, all of them. Every act
is sent under a key of its own: telling the story twice changes nothing.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from api.demo.client import Client
from api.demo.sample import Sample, charged_by_the_letter, enclosure

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
ADMINISTRATOR: Final = "administrator"
INSPECTOR: Final = "inspector.TN"
DEPARTMENT: Final = "issuer.TN-BTG"
WARD: Final = "issuer.VX"
RELAYING_WARD: Final = "issuer.M1"
UPPER: Final = "433-CV/BTGDVTU"
LETTER: Final = "411-CV/ĐU"
LEAD: Final = "VX-VHXH"
COORDINATOR: Final = "VX-DVTH"
ENCLOSURE: Final = "Dấu ấn các kỳ Đại hội.txt"
SILENT_BRANCH: Final = "VX-CB10"
STALLED_WARD: Final = "M2"

CLOSING_ANNOUNCED: Final = "2026-01-25"
CLOSED: Final = "2026-01-23"
LAST_ACT: Final = "window again"
"""Whose key is remembered of whom the whole story was told to."""

BEGIN: Final = datetime(2026, 1, 5, 8, 0, tzinfo=HANOI)
"""433 is dated before the demo's clock begins: it comes into the engine on this day."""


def officer(code: str) -> str:
    """The subject who acts for a unit under Vạn Xuân."""
    return f"officer.{code}"


class Story:
    """The acts. ``at`` moves the server's clock to where the act happens; it may do nothing."""

    def __init__(self, client: Client, at: Callable[[datetime], None]) -> None:
        self.client = client
        self.sample = Sample()
        self._at = at
        self.now = BEGIN
        self._reports: dict[tuple[str, str], str] = {}

    async def tell(self, shared_by: str = LEAD) -> None:
        """The whole story; ``shared_by`` is the office that reports 1 towards the shared quota."""
        await self.establish()
        await self.record_documents()
        await self.issue_upper()
        await self.relay_upper()
        await self.set_policy()
        await self.issue_letter()
        await self.acknowledge_letter()
        await self.report(shared_by)
        await self.date_window()
        await self.decide(shared_by)
        await self.date_window_again()

    # ---- the province and its wards

    async def establish(self) -> None:
        """The units, and who may do what for them."""
        self.moment(5, 8)
        root = await self.client.ask(ADMINISTRATOR, "UnitByCode", code="TW")
        self.sample.units["TW"] = root["id"]
        units = self.sample.input("units")
        payload = await self._act(ADMINISTRATOR, "Establish", "units", units)
        self.sample.units.update({unit["code"]: unit["id"] for unit in payload["units"]})
        officers = [
            {"subject": officer(code), "unit": self.sample.units[code], "role": "OFFICER"}
            for code in charged_by_the_letter()
        ]
        for grant in [*self.sample.input("grants"), *officers]:
            key = f"grant {grant['subject']} {grant['role']}"
            await self._act(ADMINISTRATOR, "Grant", key, grant)

    async def record_documents(self) -> None:
        """What 411 cites and nobody issues here; the department is renamed in between."""
        self.moment(5, 9)
        documents = self.sample.input("documents")
        for document in documents["before renaming"]:
            await self._record(document)
        await self._act(ADMINISTRATOR, "Rename", "rename", documents["renaming"])
        for document in documents["after renaming"]:
            await self._record(document)

    async def _record(self, document: dict[str, Any]) -> None:
        payload = await self._act(WARD, "Record", f"record {document['number']}", document)
        self.sample.directives[document["number"]] = payload["directive"]["id"]

    async def issue_upper(self) -> None:
        """433 goes to the wards; each owes its passing on within ten working days."""
        self.moment(5, 10)
        await self._issue(DEPARTMENT, "directive-433")

    async def relay_upper(self) -> None:
        """One made-up ward passes 433 on unchanged; the other one stalls."""
        self.moment(8, 9)
        relay = {
            "directive": self.sample.directives[UPPER],
            "by": self.sample.units["M1"],
            "audience": {"groups": [{"under": self.sample.units["M1"], "levels": ["branch"]}]},
        }
        await self._act(RELAYING_WARD, "Relay", "relay 433", relay)

    # ---- the ward

    async def set_policy(self) -> None:
        """What the letter does not ask, the ward's policy does: an acknowledgement."""
        self.moment(13, 9)
        policy = {
            "unit": self.sample.units["VX"],
            "key": "acknowledge",
            "types": ["CV"],
            "acknowledgeWithinWorkingDays": 3,
            "validFrom": "2026-01-14",
        }
        await self._act(WARD, "SetPolicy", "policy", policy)

    async def preview_letter(self) -> dict[str, Any]:
        """A dry run of 411 on its morning; nothing is recorded by it."""
        self.moment(14, 8)
        given = {"idempotencyKey": "preview 411", **self.sample.input("letter-411")}
        preview: dict[str, Any] = await self.client.ask(WARD, "Preview", input=given)
        return preview

    async def issue_letter(self) -> None:
        """411 implements 433: it reaches its addressees at once, and passes 433 on to them."""
        self.moment(14, 9)
        await self._issue(WARD, "letter-411", attachments=await self._enclosed())

    async def _enclosed(self) -> list[str]:
        """The special topic's id: of the file that 411 has already, else of a new upload."""
        issuer = self.sample.units["VX"]
        standing = await self.client.ask(WARD, "Standing", number=LETTER, issuer=issuer)
        if standing:
            return [each["id"] for each in standing["attachments"]]
        return [await self.client.upload(WARD, ENCLOSURE, "text/plain", enclosure())]

    async def _issue(self, subject: str, name: str, **more: Any) -> None:
        directive = {**self.sample.input(name), **more}
        payload = await self._act(subject, "Issue", f"issue {directive['number']}", directive)
        self.sample.directives[directive["number"]] = payload["directive"]["id"]

    async def acknowledge_letter(self) -> None:
        """All whom 411 charges acknowledge it as the policy asks, but for one branch."""
        self.moment(15, 9)
        for code in charged_by_the_letter():
            if code != SILENT_BRANCH:
                owed = await self.owed(code, "@policy-acknowledge")
                given = {"obligations": [owed["id"]]}
                await self._act(officer(code), "Acknowledge", f"acknowledge {code}", given)

    async def report(self, shared_by: str = LEAD) -> None:
        """Four branches report; an office reports 1 towards the quota that two offices share."""
        self.moment(16, 9)
        await self._submit("VX-CB01", "1", "Đã quán triệt và triển khai tới toàn chi bộ.")
        await self._submit("VX-CB02", "1", "Đang triển khai.")
        await self._submit("VX-CB03", "2-emulation", "Đã phát động đợt thi đua.")
        await self._submit("VX-CB04", "closing", "Đề nghị bổ sung tài liệu tuyên truyền.")
        self.moment(16, 10)
        await self._submit(shared_by, "2-works", "Hoàn thành 01 sản phẩm truyền thông.", 1)

    async def date_window(self) -> None:
        """A later event says which days "during the congress" are: those that were announced."""
        self.moment(16, 14)
        await self._date_window("window", CLOSING_ANNOUNCED)

    async def date_window_again(self) -> None:
        """The congress closed two days early; what was to be done until its end moves along."""
        self.moment(23, 17)
        await self._date_window(LAST_ACT, CLOSED)

    async def _date_window(self, key: str, until: str) -> None:
        window = {
            "directive": self.sample.directives[LETTER],
            "key": "congress",
            "from": "2026-01-19",
            "to": until,
        }
        await self._act(WARD, "DateWindow", key, window)

    async def decide(self, shared_by: str = LEAD) -> None:
        """The ward accepts three reports and returns one."""
        self.moment(19, 9)
        await self._decide(shared_by, "2-works", "ACCEPTED")
        await self._decide("VX-CB01", "1", "ACCEPTED")
        await self._decide("VX-CB02", "1", "RETURNED", "Đề nghị nêu rõ kết quả thực hiện.")
        await self._decide("VX-CB04", "closing", "ACCEPTED")

    async def _submit(self, code: str, task: str, text: str, quantity: float | None = None) -> None:
        owed = await self.owed(code, task)
        given = {"obligation": owed["id"], "text": text, "quantity": quantity}
        payload = await self._act(officer(code), "Submit", f"report {code} {task}", given)
        self._reports[code, task] = payload["outcomes"][0]["obligation"]["reports"][0]["id"]

    async def _decide(self, code: str, task: str, decision: str, remark: str | None = None) -> None:
        given = {"report": self._reports[code, task], "decision": decision, "remark": remark}
        await self._act(WARD, "Decide", f"decide {code} {task}", given)

    # ---- asking

    async def owed(self, code: str, task: str, subject: str | None = None) -> dict[str, Any]:
        """What a unit owes by a task of 411, as its officer sees it."""
        unit = await self.client.ask(subject or officer(code), "Inbox", code=code)
        for each in nodes(unit["obligations"]):
            if each["directive"]["number"]["text"] == LETTER and each["task"]["key"] == task:
                return each
        raise KeyError(f"{code} owes nothing by task {task} of {LETTER}")

    def moment(self, day: int, hour: int) -> None:
        """Go on to an hour in Hà Nội of a day of January 2026."""
        self.now = datetime(2026, 1, day, hour, tzinfo=HANOI)
        self._at(self.now)

    async def _act(
        self, subject: str, operation: str, key: str, given: dict[str, Any]
    ) -> dict[str, Any]:
        return await self.client.act(subject, operation, key_of(key), given)


def key_of(act: str) -> str:
    """The idempotency key of an act."""
    return f"story: {act}"


def nodes(connection: dict[str, Any]) -> list[dict[str, Any]]:
    """The nodes of a page."""
    return [edge["node"] for edge in connection["edges"]]


def subjects() -> Sequence[str]:
    """Who appears in the story, the most telling first."""
    return list(cast())


def cast() -> dict[str, str]:
    """What each subject of the story may do, by subject; the most telling first."""
    return {
        INSPECTOR: "reads all under Tỉnh ủy Thái Nguyên, with actors and audit trail",
        DEPARTMENT: f"issues for Ban Tuyên giáo và Dân vận Tỉnh ủy, whose {UPPER} is",
        WARD: f"issues for Đảng ủy phường Vạn Xuân, whose {LETTER} is",
        RELAYING_WARD: f"issues for Đảng ủy phường Mẫu 1, which relayed {UPPER}",
        officer(LEAD): "acts for Phòng Văn hoá - Xã hội phường",
        officer(COORDINATOR): "acts for Trung tâm Dịch vụ tổng hợp phường",
        officer("VX-CB01"): "acts for Chi bộ số 1 of Vạn Xuân",
        officer(SILENT_BRANCH): "acts for Chi bộ số 10 of Vạn Xuân, which is silent",
        ADMINISTRATOR: "keeps units and grants, reads no directive",
    }
