"""What must be so in the first chapter, looked up in the answers that were printed."""

from collections import Counter
from typing import Any, Final

from api.demo.facts import Facts
from api.demo.sample import enclosure
from api.demo.showing import local_day
from api.demo.story import (
    CLOSED,
    CLOSING_ANNOUNCED,
    COORDINATOR,
    ENCLOSURE,
    LETTER,
    SILENT_BRANCH,
    STALLED_WARD,
    UPPER,
    nodes,
)

Answer = dict[str, Any]

OLD_NAME: Final = "Ban Tuyên giáo Tỉnh ủy"
NEW_NAME: Final = "Ban Tuyên giáo và Dân vận Tỉnh ủy"
CITED: Final = {
    "433-CV/BTGDVTU": ("2025-12-28", NEW_NAME),
    "02-KH/BCT": ("2025-09-09", "Ban Công tác 35 Đảng ủy phường"),
    "101-HD/BTGTU": ("2024-10-01", OLD_NAME),
    "4043-CV/BTGTU": ("2024-12-09", OLD_NAME),
    "13-KH/BTGDVTU": ("2025-06-17", NEW_NAME),
    "352-CV/ĐU": ("2025-12-16", "Đảng ủy phường Vạn Xuân"),
}
OWED: Final = {
    "1": 18,
    "2-emulation": 18,
    "2-works": 2,
    "3": 1,
    "4": 1,
    "5-columns": 1,
    "5-plan": 1,
    "6": 18,
    "closing": 23,
    "closing-direct": 1,
}
"""18 addressees; by the closing sentence six residential groups more. Of these 24 the department
that the reports go through tells the committee itself.
"""
CHARGED: Final = 25
PROVINCE_TOTAL: Final = sum(OWED.values()) + CHARGED + 6 + 3
"""And of 433: its task for three wards and three branches, its passing on for the wards."""


class WardFacts:
    """Named after what each looks at."""

    def __init__(self, facts: Facts) -> None:
        self._check = facts.check

    def preview(self, preview: Answer) -> None:
        problems = preview["audience"]["problems"]
        self._check("The dry run of 411 finds nothing to refuse", preview["userErrors"], [])
        self._check(
            "Ban Công tác 35 and the residential groups are charged but not addressed",
            [(each["code"], _first_words(each["message"])) for each in problems],
            [
                ("CHARGED_BUT_NOT_ADDRESSED", "Ban Công"),
                ("CHARGED_BUT_NOT_ADDRESSED", "Tổ dân"),
            ],
        )
        self._check(
            "The dry run counts 18 addressees and the document's own obligations",
            (preview["audience"]["count"], preview["obligations"]),
            (18, sum(OWED.values())),
        )

    def window_open(self, plan: Answer) -> None:
        self._check(
            "Before the window is dated, the day-by-day plan has no due date",
            (plan["task"]["due"]["kind"], plan["dueAt"], plan["timeliness"]),
            ("WINDOW_NOT_DATED", None, "UNDATED"),
        )

    def window_moved(self, first: Answer, again: Answer) -> None:
        self._check(
            "Dated again, the window takes along the plan that nobody has handed in",
            [(local_day(each["dueAt"]), each["status"]) for each in (first, again)],
            [(CLOSING_ANNOUNCED, "PENDING"), (CLOSED, "PENDING")],
        )

    def quota_open(self, shared: list[Answer]) -> None:
        self._check(
            "Before anyone reports, nothing is counted towards the shared quota",
            [(each["quotaMet"], each["reportedTowardsQuota"] or 0) for each in shared],
            [(False, 0), (False, 0)],
        )

    def documents(self, letter: Answer, upper: Answer, department: Answer) -> None:
        citations = letter["citations"]
        targets = {c["target"]["number"]["text"]: c["target"] for c in citations}
        self._letter(letter)
        self._check("411 makes eight citations", len(citations), 8)
        self._check("411 leaves its list of citations open", letter["citationsComplete"], False)
        self._check(
            "They cite six other documents, with their dates and the issuers' names of then",
            {number: (t["issuedOn"], t["issuerNameThen"]) for number, t in targets.items()},
            CITED,
        )
        self._check(
            "Of the cited documents only 433 was issued here; the others are only known",
            [number for number, target in targets.items() if target["issuedHere"]],
            [UPPER],
        )
        self._check(
            "411 implements 433 and plan 02-KH",
            sorted(c["text"] for c in citations if c["relation"] == "IMPLEMENTS"),
            ["02-KH/BCT", UPPER],
        )
        self._check(
            "One discrepancy: the plan's symbol, BCĐ instead of BCT",
            [
                (c["text"], c["target"]["number"]["text"], d["part"], d["written"], d["recorded"])
                for c in citations
                for d in c["discrepancies"]
            ],
            [("02-KH/BCĐ", "02-KH/BCT", "SYMBOL", "BCĐ", "BCT")],
        )
        self._check("433 bears the department's new name", upper["issuerNameThen"], NEW_NAME)
        self._check(
            "The department's renaming is known as a range of days",
            [
                (each["name"], each["validFromNotBefore"], each["validFromNotAfter"])
                for each in department["names"]
            ],
            [(OLD_NAME, None, None), (NEW_NAME, "2024-12-10", "2025-06-17")],
        )

    def _letter(self, letter: Answer) -> None:
        self._check(
            "411 is signed by a post, on behalf of the ward's standing committee",
            (letter["signingPost"], letter["onBehalfOf"]),
            ("Phó Bí thư Thường trực", "Ban Thường vụ Đảng ủy phường Vạn Xuân"),
        )
        self._check(
            "Its task 2 makes the head of each body answer for it, and no other task does",
            {(each["number"], each["accountablePost"]) for each in _answered_for(letter)},
            {("2", "Người đứng đầu cấp ủy, cơ quan, đơn vị")},
        )
        self._check(
            'Its window says when "during the congress" was, in the end',
            [(each["from"], each["to"]) for each in letter["windows"]],
            [("2026-01-19", CLOSED)],
        )
        self._check(
            "What arises is reported through Ban Xây dựng Đảng, and by that department directly",
            {
                each["key"]: (each["reportTo"]["code"], (each["reportVia"] or {}).get("code"))
                for each in letter["tasks"]
                if each["reportTo"]
            },
            {"closing": ("VX", "VX-BXD"), "closing-direct": ("VX", None)},
        )

    def enclosure(self, files: list[Answer], contents: list[bytes | None]) -> None:
        self._check(
            "The special topic is enclosed, and a branch downloads what the ward sent",
            ([file["name"] for file in files], contents),
            ([ENCLOSURE], [enclosure()]),
        )

    def letter_obligations(self, obligations: list[Answer]) -> None:
        own = [each for each in obligations if each["task"]["origin"] == "DOCUMENT"]
        added = [each for each in obligations if each["task"]["origin"] == "POLICY"]
        self._check(
            "411's own tasks are owed by whom they charge",
            dict(Counter(each["task"]["key"] for each in own)),
            OWED,
        )
        self._check(
            "The document gives no due date, but to the plan once its window is dated",
            {(each["task"]["key"], local_day(each["dueAt"])) for each in own if each["dueAt"]},
            {("5-plan", CLOSED)},
        )
        kinds = {each["task"]["key"]: each["task"]["due"]["kind"] for each in own}
        told_apart = {"5-columns": "CONTINUOUS", "5-plan": "WINDOW"}
        told_apart |= dict.fromkeys(("closing", "closing-direct"), "ON_OCCURRENCE")
        self._check(
            "due.kind tells absent, continuous, on occurrence and window apart",
            kinds,
            {key: told_apart.get(key, "ABSENT") for key in OWED},
        )
        self._check(
            "The ward's policy adds one acknowledgement for each of 25 units, due in three days",
            Counter((each["task"]["key"], local_day(each["dueAt"])) for each in added),
            Counter({("@policy-acknowledge", "2026-01-19"): CHARGED}),
        )

    def counts(self, province: Answer) -> None:
        total = province["progress"]
        self._check("The province sees every obligation below it", total["total"], PROVINCE_TOTAL)
        self._check(
            "Its counts add up, by child and by status",
            (
                sum(each["progress"]["total"] for each in nodes(province["progressByChild"])),
                sum(total[part] for part in _STATUSES),
                sum(total[part] for part in _TIMES),
            ),
            (PROVINCE_TOTAL, PROVINCE_TOTAL, PROVINCE_TOTAL),
        )

    def offices(self, shared: list[Answer]) -> None:
        self._check(
            "One office's 1 meets the quota of at least 1: both offices are FULFILLED",
            [
                (each["role"], each["status"], each["quotaMet"], each["reportedTowardsQuota"])
                for each in shared
            ],
            [("LEAD", "FULFILLED", True, 1), ("COORDINATING", "FULFILLED", True, 1)],
        )

    def cascade(self, cascade: Answer) -> None:
        hops = nodes(cascade["hops"])
        self._check(
            "433 reached 3 wards at once, 3 branches by a relay, 12 through 411; 3 not yet",
            (
                dict(Counter(hop["kind"] for hop in hops)),
                cascade["reached"],
                cascade["expected"],
            ),
            ({"ADDRESSED": 3, "RELAYED": 3, "IMPLEMENTED": 12}, 18, 21),
        )
        self._check(
            "433 came to Vạn Xuân's branches through 411",
            {
                (hop["unit"]["parent"]["code"], hop["directive"]["number"]["text"])
                for hop in hops
                if hop["kind"] == "IMPLEMENTED"
            },
            {("VX", LETTER)},
        )
        self._check(
            "433 stalled at one ward",
            [(n["unit"]["code"], local_day(n["passOnDueAt"])) for n in nodes(cascade["stalled"])],
            [(STALLED_WARD, "2026-01-19")],
        )

    def overdue(self, now: Answer, earlier: Answer, again: Answer) -> None:
        self._check(
            "Overdue is exactly: one branch by the policy, the stalled ward, the plan",
            sorted(_late(each) for each in nodes(now)),
            sorted(
                [
                    (SILENT_BRANCH, LETTER, "@policy-acknowledge", "2026-01-19"),
                    (STALLED_WARD, UPPER, "@pass-on", "2026-01-19"),
                    (COORDINATOR, LETTER, "5-plan", CLOSED),
                ]
            ),
        )
        self._check("As of the earlier position nothing was overdue", nodes(earlier), [])
        self._check("The same moment gives the same answer", nodes(again), nodes(now))

    def why(self, reporter: Answer, beside: Answer) -> None:
        self._check(
            "Why the office that reported is fulfilled: the very events, in order",
            _types(reporter),
            ["DirectiveIssued", "ReportSubmitted", "ReportAccepted"],
        )
        self._check(
            "Why the other one is: the same acceptance",
            (_types(beside)[0], beside["because"][-1]["position"]),
            ("DirectiveIssued", reporter["because"][-1]["position"]),
        )

    def silent(self, owed: Answer) -> None:
        self._check(
            "The silent branch's acknowledgement is pending and overdue, by the policy",
            (owed["status"], owed["timeliness"], owed["task"]["origin"]),
            ("PENDING", "OVERDUE", "POLICY"),
        )

    def head(self, head: Answer, position: int) -> None:
        self._check("The log ends with the story's last event", head["position"], position)
        self._check("The root hash is a SHA-256", len(bytes.fromhex(head["rootHash"])), 32)


_STATUSES: Final = ("pending", "acknowledged", "submitted", "returned", "fulfilled")
_TIMES: Final = ("undated", "notYetDue", "overdue", "onTime", "late")


def _first_words(message: str) -> str:
    return " ".join(message.split()[:2])


def _answered_for(letter: Answer) -> list[Answer]:
    return [task for task in letter["tasks"] if task["accountablePost"]]


def _types(why: Answer) -> list[str]:
    return [entry["type"].rsplit(".", 1)[-1] for entry in why["because"]]


def _late(obligation: Answer) -> tuple[str, str, str, str]:
    return (
        obligation["bearer"]["code"],
        obligation["directive"]["number"]["text"],
        obligation["task"]["key"],
        local_day(obligation["dueAt"]),
    )
