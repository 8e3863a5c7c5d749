"""The second chapter: four levels, 240,000 branches, and what an issue to all of them costs."""

import time
from datetime import datetime
from typing import Any, Final, TypeAlias

from api.cli.composing import Deployment
from api.cli.generating import Generated
from api.cli.generation import generate_followed, told
from api.cli.nation import NationSize
from api.cli.printing import progress_bar
from api.demo.client import Client, TooSlow
from api.demo.facts import Facts
from api.demo.rows import Rows, counted_rows
from api.demo.showing import Stage, local_day
from api.demo.story import ADMINISTRATOR, HANOI, nodes

Answer = dict[str, Any]
Counted: TypeAlias = tuple[str, str, int, int]
"""A province's code and name, and what is owed and pending in it."""

NATION: Final = NationSize(provinces=34, wards=3_321, branches=240_000)
SEED: Final = 1
BEGIN: Final = datetime(2026, 2, 2, 8, 0, tzinfo=HANOI)
LEVELS: Final = ("province", "ward", "branch")
CENTRE, PROVINCE, WARD, BRANCH = "TW", "g1-01", "g1-01-001", "g1-01-001-001"
PROVINCES_SHOWN: Final = 8
ROWS_AT_MOST: Final = 60
"""Of one issue, in log and read models together: audience, task, reach, audit and the like."""


class NationChapter:
    """Generates the nation, issues twice to all of it, prints what it cost and where it came."""

    def __init__(
        self,
        deployment: Deployment,
        client: Client,
        stage: Stage,
        facts: Facts,
        size: NationSize = NATION,
    ) -> None:
        self.deployment = deployment
        self.client = client
        self.stage = stage
        self.check = facts.check
        self.size = size
        self.ids: dict[str, str] = {}
        self._costs: list[tuple[str, Rows, float]] = []

    async def run(self) -> None:
        self.stage.chapter("Chapter two: a made-up nation, February 2026")
        await self._generate()
        await self._grant()
        gradual = await self._level_by_level()
        at_once = await self._at_once()
        self._show_costs()
        await self._show_inbox(gradual, at_once)
        await self._show_counts(at_once)

    async def _generate(self) -> None:
        self.stage.say(f"\nEstablishing {self.size.units:,} units takes a while.")
        started = time.perf_counter()
        result, _ = await generate_followed(self.deployment, self.size, SEED)
        seconds = time.perf_counter() - started
        self.check("The nation is established", _standing(result), self.size.units)
        self.stage.say(
            f"\n1 centre, {self.size.provinces:,} provinces, {self.size.wards:,} wards, "
            f"{self.size.branches:,} branches.\n{told(result)}\n"
            f"Through the engine, as `cascade units generate` does it, with the read models "
            f"following: {seconds:.1f} s."
        )

    async def _grant(self) -> None:
        for code, role in (
            (CENTRE, "ISSUER"),
            (PROVINCE, "ISSUER"),
            (WARD, "ISSUER"),
            (BRANCH, "OFFICER"),
        ):
            unit = await self.client.ask(ADMINISTRATOR, "UnitByCode", code=code)
            self.ids[code] = unit["id"]
            given = {"subject": _actor(code), "unit": unit["id"], "role": role}
            await self.client.act(ADMINISTRATOR, "Grant", f"grant {code}", given)

    async def _level_by_level(self) -> str:
        issue = self._directive("Rà soát, báo cáo từng cấp (minh họa)", [*LEVELS])
        issue["levelByLevel"] = {"workingDaysToPassOn": 3}
        payload = await self._measured(
            "issue level by level to all three levels", _actor(CENTRE), "Issue", "gradual", issue
        )
        directive: str = payload["directive"]["id"]
        steps = [await self._owed_below(directive)]
        for code, level, what in (
            (PROVINCE, "ward", "a province relays it to its wards"),
            (WARD, "branch", "a ward relays it to its branches"),
        ):
            relay = {
                "directive": directive,
                "by": self.ids[code],
                "audience": {"groups": [{"under": self.ids[code], "levels": [level]}]},
            }
            await self._measured(what, _actor(code), "Relay", f"relay {code}", relay)
            steps.append(await self._owed_below(directive))
        await self._show_steps(steps)
        return directive

    async def _at_once(self) -> str:
        issue = self._directive("Báo cáo nhanh từ cơ sở (minh họa)", ["branch"])
        payload = await self._measured(
            f"issue at once to {self.size.branches:,} branches",
            _actor(CENTRE),
            "Issue",
            "at once",
            issue,
        )
        directive: str = payload["directive"]["id"]
        return directive

    def _directive(self, subject: str, levels: list[str]) -> Answer:
        return {
            "issuer": self.ids[CENTRE],
            "type": "CV",
            "subject": subject,
            "issuedOn": f"{BEGIN:%Y-%m-%d}",
            "audience": {"groups": [{"under": self.ids[CENTRE], "levels": levels}]},
            "tasks": [
                {
                    "key": "1",
                    "text": "Rà soát và báo cáo tình hình triển khai.",
                    "due": {"workingDaysAfterIssue": 10},
                }
            ],
        }

    async def _measured(
        self, what: str, subject: str, operation: str, key: str, given: Answer
    ) -> Answer:
        """Send it, and note what it cost: rows, and milliseconds until it can be read."""
        with progress_bar(what, None):
            before = await counted_rows(self.deployment.database)
            started = time.perf_counter()
            payload = await self.client.act(subject, operation, key, given)
            milliseconds = (time.perf_counter() - started) * 1_000
            cost = await counted_rows(self.deployment.database) - before
        self._costs.append((what, cost, milliseconds))
        self.check(
            f"It writes no row per unit: {what}",
            0 < cost.log + cost.read_models <= ROWS_AT_MOST,
            True,
        )
        return payload

    async def _owed_below(self, directive: str) -> list[int]:
        """What is owed by then in the province, in the ward, and by the branch: each asks."""
        owed = []
        for code in (PROVINCE, WARD, BRANCH):
            unit = await self.client.ask(_actor(code), "Owed", code=code, directive=directive)
            owed.append(unit["progress"]["total"])
        return owed

    async def _show_steps(self, steps: list[list[int]]) -> None:
        after = ("issued by the centre", "relayed by the province", "relayed by the ward")
        self.stage.table(
            "Level by level: obligations by then, tasks and passing on",
            ("after it was", "in one province#", "in one ward of it#", "one branch of that#"),
            ((name, *owed) for name, owed in zip(after, steps, strict=True)),
        )
        wards, branches = [await self._children(code) for code in (PROVINCE, WARD)]
        self.check(
            "Level by level: each level owes once the one above has passed it on",
            steps,
            [[2, 0, 0], [2 + 2 * wards, 2, 0], [2 + 2 * wards + branches, 2 + branches, 1]],
        )

    async def _children(self, code: str) -> int:
        unit = await self.client.ask(_actor(code), "Children", code=code)
        count: int = unit["children"]["totalCount"]
        return count

    def _show_costs(self) -> None:
        self.stage.table(
            "What each step cost, until it could be read",
            ("step", "rows in the log#", "rows in the read models#", "milliseconds#"),
            (
                (what, rows.log, rows.read_models, f"{milliseconds:.0f}")
                for what, rows, milliseconds in self._costs
            ),
        )

    async def _show_inbox(self, gradual: str, at_once: str) -> None:
        started = time.perf_counter()
        unit = await self.client.ask(_actor(BRANCH), "Inbox", code=BRANCH)
        milliseconds = (time.perf_counter() - started) * 1_000
        owed = nodes(unit["obligations"])
        self.check(
            "The branch of the relaying ward owes both directives' tasks",
            [(each["task"]["key"], each["status"]) for each in owed],
            [("1", "PENDING"), ("1", "PENDING")],
        )
        above = " > ".join(each["name"] for each in unit["ancestors"])
        self.stage.table(
            f"A branch's inbox, in {milliseconds:.0f} ms: {unit['name']}, under {above}",
            ("from", "document", "task", "due", "status", "timeliness"),
            (
                (
                    each["directive"]["issuer"]["name"],
                    each["directive"]["number"]["text"],
                    each["task"]["text"],
                    local_day(each["dueAt"]),
                    each["status"],
                    each["timeliness"],
                )
                for each in owed
            ),
        )

    async def _show_counts(self, directive: str) -> None:
        with progress_bar("counting by province", None):
            started = time.perf_counter()
            counts = await self._by_province(directive)
        milliseconds = (time.perf_counter() - started) * 1_000
        owed = sum(total for _, _, total, _ in counts)
        self.check(
            "At once it is owed by every branch, counted by province",
            (len(counts), owed),
            (self.size.provinces, self.size.branches),
        )
        rows = [
            (code, name, f"{total:,}", f"{pending:,}")
            for code, name, total, pending in counts[:PROVINCES_SHOWN]
        ]
        rest = counts[PROVINCES_SHOWN:]
        for name, some in ((f"and {len(rest)} more", rest), ("all", counts)):
            pending = sum(each[3] for each in some)
            rows.append(("", name, f"{sum(each[2] for each in some):,}", f"{pending:,}"))
        self.stage.table(
            f"Owed at once, by province, counted in {milliseconds:,.0f} ms",
            ("code", "province", "owed#", "pending#"),
            rows,
        )

    async def _by_province(self, directive: str) -> list[Counted]:
        try:
            unit = await self.client.ask(
                _actor(CENTRE), "ByChild", code=CENTRE, directive=directive
            )
        except TooSlow:
            self.stage.say("\nToo slow here for one answer: each province is asked by itself.")
            return await self._one_by_one(directive)
        return [_counted(each["unit"], each["progress"]) for each in nodes(unit["progressByChild"])]

    async def _one_by_one(self, directive: str) -> list[Counted]:
        centre = await self.client.ask(_actor(CENTRE), "Children", code=CENTRE)
        counts = []
        for unit in nodes(centre["children"]):
            found = await self.client.ask(
                _actor(CENTRE), "Owed", code=unit["code"], directive=directive
            )
            counts.append(_counted(unit, found["progress"]))
        return counts


def _counted(unit: Answer, progress: Answer) -> Counted:
    return unit["code"], unit["name"], progress["total"], progress["pending"]


def _actor(code: str) -> str:
    return f"actor.{code}"


def _standing(result: Generated) -> int:
    return result.established + result.standing
