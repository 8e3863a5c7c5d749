"""The third chapter: communes merge, split and move while their directives run."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from api.demo.client import Client
from api.demo.facts import Facts
from api.demo.hosting import Hosted
from api.demo.showing import Stage, words
from api.demo.story import ADMINISTRATOR, HANOI, nodes

Answer = dict[str, Any]

BEGIN: Final = datetime(2026, 6, 1, 8, 0, tzinfo=HANOI)
INSPECTOR: Final = "inspector.country"
PROVINCE: Final = "issuer.AH"
MERGING: Final = {
    "5888": "Xã Đồng Một",
    "5890": "Xã Đồng Hai",
    "5891": "Xã Đồng Ba",
    "5893": "Xã Đồng Bốn",
}
SPLIT, MOVED = ("5901", "Xã Chia"), ("5903", "Xã Chuyển")
NEW: Final = ("5890", "Xã Đồng Hợp")
"""The merged commune bears a code that one of the four had before."""
PARTS: Final = (("5905", "Xã Chia Thượng"), ("5906", "Xã Chia Hạ"))


class ReorganisationChapter:
    """Before the day, the reorganisation, after it, and the day before asked again."""

    def __init__(self, server: Hosted, stage: Stage, facts: Facts) -> None:
        self.client: Client = server.client
        self.at = server.at
        self.stage = stage
        self.check = facts.check
        self.units: dict[str, str] = {}
        self.directives: dict[str, str] = {}

    async def run(self) -> None:
        self.stage.chapter("Chapter three: a reorganisation in the middle, July 2026")
        await self._establish()
        await self._set_going()
        self.at(_noon(6, 30))
        before = await self._borne("TW")
        moment = {"moment": {"position": self.client.position, "clock": _noon(6, 30).isoformat()}}
        await self._show("The day before: what each commune of An Hạ bears", "AH")
        self.at(_noon(7, 1))
        await self._reorganise()
        after = await self._borne("TW")
        await self._show("After: four are one, one is two, one has left", "AH")
        await self._show("And in Bằng Lăng", "BL")
        self._compare(before, after)
        await self._ask_again(before, moment)

    # ---- before

    async def _establish(self) -> None:
        root = await self.client.ask(ADMINISTRATOR, "UnitByCode", code="TW")
        self.units["TW"] = root["id"]
        provinces = [
            _unit(code, name, "province", parent=root["id"])
            for code, name in (("AH", "Tỉnh An Hạ"), ("BL", "Tỉnh Bằng Lăng"))
        ]
        communes = [*MERGING.items(), SPLIT, MOVED]
        below = [_unit(code, name, "ward", parentCode="AH") for code, name in communes]
        cells = [
            _unit(f"{code}-{n}", f"Chi bộ {n}, {name}", "branch", parentCode=code)
            for code, name in communes
            for n in (1, 2)
        ]
        given = {"units": [*provinces, *below, *cells]}
        payload = await self.client.act(ADMINISTRATOR, "Establish", "country", given)
        self.units |= {unit["code"]: unit["id"] for unit in payload["units"]}
        await self._grant(INSPECTOR, "TW", "INSPECTOR")
        await self._grant(PROVINCE, "AH", "ISSUER")
        for code, _ in communes:
            await self._grant(_officer(code), code, "OFFICER")

    async def _grant(self, subject: str, code: str, role: str) -> None:
        given = {"subject": subject, "unit": self.units[code], "role": role}
        await self.client.act(ADMINISTRATOR, "Grant", f"grant {subject}", given)

    async def _set_going(self) -> None:
        """A report of each commune, one of each cell, and some work done on the first."""
        await self._issue("1-CV/AH", "ward", "2026-08-31")
        await self._issue("2-CV/AH", "branch", "2026-06-26")
        self.at(_noon(6, 12))
        report = await self._submit("5891")
        decision = {"report": report, "decision": "ACCEPTED"}
        await self.client.act(PROVINCE, "Decide", "decide 5891", decision)
        await self._submit(MOVED[0])

    async def _issue(self, number: str, level: str, due: str) -> None:
        given = {
            "issuer": self.units["AH"],
            "type": "CV",
            "number": number,
            "subject": "Báo cáo tình hình (minh họa)",
            "issuedOn": "2026-06-01",
            "audience": {"groups": [{"under": self.units["AH"], "levels": [level]}]},
            "tasks": [{"key": "1", "text": "Báo cáo tình hình.", "due": {"on": due}}],
        }
        payload = await self.client.act(PROVINCE, "Issue", f"issue {number}", given)
        self.directives[number] = payload["directive"]["id"]

    async def _submit(self, code: str) -> str:
        borne = (await self._borne(code)).values()
        (owed,) = (
            each["id"]
            for each in borne
            if each["unit"]["id"] == self.units[code]
            and each["directive"]["number"]["text"] == "1-CV/AH"
        )
        given = {"obligation": owed, "text": "Đã triển khai."}
        payload = await self.client.act(_officer(code), "Submit", f"report {code}", given)
        report: str = payload["outcomes"][0]["obligation"]["reports"][0]["id"]
        return report

    # ---- the day

    async def _reorganise(self) -> None:
        merged = {
            "units": [self.units[code] for code in MERGING],
            "into": {"new": _unit(*NEW, "ward", parent=self.units["AH"])},
            "validFrom": "2026-07-01",
        }
        payload = await self.client.act(ADMINISTRATOR, "Merge", "merge", merged)
        self.units["new"] = payload["units"][0]["id"]
        upper, lower = PARTS
        split = {
            "unit": self.units[SPLIT[0]],
            "parts": [
                {"new": _unit(*part, "ward", parent=self.units["AH"])} for part in (upper, lower)
            ],
            "seat": 0,
            "transfers": [{"directive": self.directives["1-CV/AH"], "part": 1}],
            "placements": [{"unit": self.units[f"{SPLIT[0]}-2"], "part": 1}],
            "validFrom": "2026-07-01",
        }
        payload = await self.client.act(ADMINISTRATOR, "Split", "split", split)
        self.units |= {unit["code"]: unit["id"] for unit in payload["units"]}
        self.at(_noon(7, 2))
        moved = {
            "unit": self.units[MOVED[0]],
            "parent": self.units["BL"],
            "validFrom": "2026-07-02",
        }
        await self.client.act(ADMINISTRATOR, "Move", "move", moved)

    # ---- after

    def _compare(self, before: dict[str, Answer], after: dict[str, Answer]) -> None:
        self.check("Nothing is lost and nothing doubled", sorted(after), sorted(before))
        self.check(
            "Each is still named for the unit that was addressed, and stands as it stood",
            {id_: (each["unit"]["id"], each["status"]) for id_, each in after.items()},
            {id_: (each["unit"]["id"], each["status"]) for id_, each in before.items()},
        )
        bearers = Counter(
            each["bearer"]["name"]
            for each in after.values()
            if each["directive"]["number"]["text"] == "1-CV/AH"
        )
        expected = {NEW[1]: 4, PARTS[1][1]: 1, MOVED[1]: 1}
        self.check("The right communes bear the first letter", dict(bearers), expected)
        borne = [each for each in after.values() if each["unit"]["id"] != each["bearer"]["id"]]
        self.stage.table(
            "Borne by another than was addressed",
            ("directive", "addressed", "borne by", "status"),
            (
                (
                    each["directive"]["number"]["text"],
                    f"{each['unit']['code']} {each['unit']['name']}",
                    f"{each['bearer']['code']} {each['bearer']['name']}",
                    words(each["status"]),
                )
                for each in borne
            ),
        )

    async def _ask_again(self, before: dict[str, Answer], moment: Answer) -> None:
        then = await self._borne("TW", moment)
        self.check("As of the day before, every answer is as it was then", then, before)
        old = await self.client.ask(INSPECTOR, "Lineage", id=self.units["5890"])
        self.check(
            "The old 5890 is known, and the code is another commune's now",
            (old["live"], [unit["name"] for unit in old["successors"]]),
            (False, [NEW[1]]),
        )
        now = await self.client.ask(INSPECTOR, "UnitByCode", code="5890")
        self.check("Asked by its code, the new commune answers", now["id"], self.units["new"])

    async def _show(self, title: str, code: str) -> None:
        unit = await self.client.ask(INSPECTOR, "ByCommune", code=code)
        counts = ("total", "pending", "submitted", "fulfilled", "overdue")
        self.stage.table(
            title,
            ("code", "commune", *(f"{name}#" for name in counts)),
            (
                (
                    child["unit"]["code"],
                    child["unit"]["name"],
                    *(child["progress"][name] for name in counts),
                )
                for child in nodes(unit["progressByChild"])
            ),
        )

    async def _borne(self, code: str, moment: Answer | None = None) -> dict[str, Answer]:
        """Everything borne by a unit and all under it, by id, as the inspector sees it."""
        found: dict[str, Answer] = {}
        after: str | None = None
        asked = {"asOf": moment} if moment else {}
        while True:
            unit = await self.client.ask(INSPECTOR, "Borne", code=code, after=after, **asked)
            page = unit["subtreeObligations"]
            found |= {each["id"]: each for each in nodes(page)}
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]


def _unit(code: str, name: str, level: str, **parent: str) -> Answer:
    kind = "cell" if level == "branch" else "committee"
    return {"code": code, "name": name, "symbol": code, "kind": kind, "level": level, **parent}


def _officer(code: str) -> str:
    return f"officer.{code}"


def _noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, 0, tzinfo=HANOI)
