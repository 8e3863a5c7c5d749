"""The first chapter: the ward letter's story, told, shown and checked."""

from collections.abc import Coroutine
from itertools import groupby
from typing import Any

from api.demo.facts import Facts
from api.demo.showing import Stage, counted, local, local_day, quota, words
from api.demo.story import (
    COORDINATOR,
    DEPARTMENT,
    INSPECTOR,
    LEAD,
    LETTER,
    SILENT_BRANCH,
    UPPER,
    WARD,
    Story,
    nodes,
    officer,
)
from api.demo.ward_facts import WardFacts

Answer = dict[str, Any]


class WardChapter:
    """Tells the story, asks the levels' questions at the right times, prints their answers."""

    def __init__(self, story: Story, stage: Stage, facts: Facts) -> None:
        self.story = story
        self.stage = stage
        self.facts = WardFacts(facts)
        self._first_dated: Answer = {}

    async def run(self, shared_by: str = LEAD) -> None:
        """``shared_by`` is the office that reports 1 towards the quota of two offices."""
        self.stage.chapter("Chapter one: a ward letter, January 2026")
        await self._tell(shared_by)
        await self._show_documents()
        await self._show_slices()
        await self._show_cascade()
        await self._show_overdue()
        await self._show_why(shared_by)
        await self._show_head()

    async def _tell(self, shared_by: str) -> None:
        story, told = self.story, self._told
        self.stage.heading("What happens: in Hà Nội (each hour is made up), and where the log ends")
        await told("The administrator establishes units and grants roles", story.establish())
        await told(
            "Earlier documents are recorded; the department is renamed in between",
            story.record_documents(),
        )
        await told(f"The department issues {UPPER}, level by level", story.issue_upper())
        await told(
            "A made-up ward relays it to its branches; another one does not", story.relay_upper()
        )
        await told("Vạn Xuân's policy asks for acknowledgements in 3 days", story.set_policy())
        preview = await story.preview_letter()
        await told(f"Vạn Xuân issues {LETTER}, implementing {UPPER}", story.issue_letter())
        await told("All whom it charges acknowledge it, but one branch", story.acknowledge_letter())
        self.facts.window_open(await story.owed(COORDINATOR, "5-plan"))
        self.facts.quota_open([await story.owed(code, "2-works") for code in (LEAD, COORDINATOR)])
        await told(
            "Four branches report; an office reports 1 of its shared quota", story.report(shared_by)
        )
        await told('Vạn Xuân dates "during the congress": 19 to 25 January', story.date_window())
        self._first_dated = await self._overdue(story.client.position)
        await told("Vạn Xuân accepts three reports and returns one", story.decide(shared_by))
        first = await story.owed(COORDINATOR, "5-plan")
        await told(
            "It closed two days early: Vạn Xuân dates it again, 19 to 23 January",
            story.date_window_again(),
        )
        self.facts.window_moved(first, await story.owed(COORDINATOR, "5-plan"))
        story.moment(26, 8)
        self._show_preview(preview)

    async def _told(self, what: str, act: Coroutine[Any, Any, None]) -> None:
        await act
        self.stage.say(f"{self.story.now:%Y-%m-%d %H:%M}  {self.story.client.position:>3}  {what}")

    def _show_preview(self, preview: Answer) -> None:
        problems = preview["audience"]["problems"]
        self.facts.preview(preview)
        self.stage.table(
            f"Before {LETTER} is issued, a dry run: charged by a task, but not addressed",
            ("code", "what"),
            ((problem["code"], problem["message"]) for problem in problems),
        )

    async def _show_documents(self) -> None:
        ask, ids = self.story.client.ask, self.story.sample.directives
        letter = await ask(WARD, "Document", id=ids[LETTER])
        upper = await ask(WARD, "Document", id=ids[UPPER])
        department = await ask(WARD, "UnitByCode", code="TN-BTG")
        self.facts.documents(letter, upper, department)
        self.stage.table(
            f"{LETTER} of {letter['issuedOn']}, {letter['issuer']['name']}, "
            "cites (and leaves its list open):",
            ("as written", "use", "where", "document", "date", "issuer then"),
            (
                (
                    citation["text"],
                    words(citation["relation"]),
                    citation["anchor"],
                    citation["target"]["number"]["text"],
                    citation["target"]["issuedOn"],
                    citation["target"]["issuerNameThen"],
                )
                for citation in letter["citations"]
            ),
        )
        self._show_names(department)
        await self._show_enclosure(letter)
        self.stage.table(
            "Discrepancies: what the letter writes, and what the cited document says",
            ("citation", "document", "part", "written", "recorded"),
            (
                (c["text"], c["target"]["number"]["text"], d["part"], d["written"], d["recorded"])
                for c in letter["citations"]
                for d in c["discrepancies"]
            ),
        )

    def _show_names(self, department: Answer) -> None:
        ranged = next(each for each in department["names"] if each["validFromNotBefore"])
        self.stage.say(
            f"\nToday {department['name']}; renamed between {ranged['validFromNotBefore']} and "
            f"{ranged['validFromNotAfter']}, the exact day is not known."
        )

    async def _show_enclosure(self, letter: Answer) -> None:
        """What goes with the letter, as a branch downloads it."""
        files = letter["attachments"]
        branch = officer("VX-CB01")
        contents = [await self.story.client.download(branch, f["downloadPath"]) for f in files]
        self.facts.enclosure(files, contents)
        self.stage.say(
            f"\nSigned on behalf of {letter['onBehalfOf']} by its {letter['signingPost']};\n"
            f"enclosed: {', '.join(file['name'] for file in files)}."
        )

    async def _show_slices(self) -> None:
        province = await self.story.client.ask(INSPECTOR, "Counts", code="TN")
        self._show_counts("The province's slice: Tỉnh ủy Thái Nguyên, by child", province)
        ward = await self._subtree(WARD, "VX")
        self.facts.letter_obligations([each for each in ward if _is_of(each, LETTER)])
        self._show_tasks([each for each in ward if _is_of(each, LETTER)])
        for code, whose in ((LEAD, "An office's"), ("VX-CB01", "A branch's")):
            page = await self.story.client.ask(officer(code), "Inbox", code=code)
            self._show_inbox(f"{whose} slice, its inbox: {page['name']}", page)
        self.facts.offices([await self.story.owed(code, "2-works") for code in (LEAD, COORDINATOR)])

    def _show_counts(self, title: str, unit: Answer) -> None:
        rows = [(each["unit"]["name"], each["progress"]) for each in nodes(unit["progressByChild"])]
        rows.append(("all of it", unit["progress"]))
        parts = (
            "total",
            "fulfilled",
            "submitted",
            "returned",
            "acknowledged",
            "pending",
            "overdue",
        )
        self.facts.counts(unit)
        self.stage.table(
            title,
            ("unit", *(f"{part}#" for part in parts)),
            ((name, *(counts[part] for part in parts)) for name, counts in rows),
        )

    def _show_tasks(self, obligations: list[Answer]) -> None:
        def task(obligation: Answer) -> tuple[str, str]:
            return obligation["task"]["origin"], obligation["task"]["key"]

        rows = []
        for (origin, key), group in groupby(sorted(obligations, key=task), key=task):
            each = list(group)
            told = words(each[0]["task"]["due"]["kind"])
            day = local_day(each[0]["dueAt"])
            rows.append((origin.lower(), key, len(each), told, day, counted(_standing(each))))
        self.stage.table(
            f"The ward's slice: what {LETTER} asks, task by task",
            ("origin", "task", "owed by#", "due", "on", "how it stands"),
            rows,
        )

    def _show_inbox(self, title: str, unit: Answer) -> None:
        self.stage.table(
            title,
            ("of", "task", "role", "due", "on", "stands", "quota"),
            (
                (
                    each["directive"]["number"]["text"],
                    each["task"]["key"],
                    words(each["role"]),
                    words(each["task"]["due"]["kind"]),
                    local_day(each["dueAt"]),
                    f"{each['status']}, {words(each['timeliness'])}",
                    quota(each),
                )
                for each in nodes(unit["obligations"])
            ),
        )

    async def _show_cascade(self) -> None:
        ids = self.story.sample.directives
        upper = await self.story.client.ask(DEPARTMENT, "Cascade", id=ids[UPPER])
        cascade = upper["cascade"]
        self.facts.cascade(cascade)
        self.stage.table(
            f"Where {UPPER} stands: {cascade['reached']} of {cascade['expected']} units reached",
            ("level", "reached#", "expected#"),
            (
                (each["level"]["name"], each["reached"], each["expected"])
                for each in sorted(cascade["byLevel"], key=lambda each: each["level"]["rank"])
            ),
        )
        self.stage.table(
            "How it got there",
            ("units#", "under", "how", "from", "through", "at"),
            _hops(nodes(cascade["hops"])),
        )
        self.stage.table(
            "Where it stopped",
            ("unit", "was to pass it on by"),
            (
                (each["unit"]["name"], local_day(each["passOnDueAt"]))
                for each in nodes(cascade["stalled"])
            ),
        )

    async def _show_overdue(self) -> None:
        now = await self._overdue()
        self._show_late("Overdue in the province now", now)
        self._show_late(
            "The same question as of the position that dated the window", self._first_dated
        )
        again = await self._overdue_at({"moment": now["moment"]})
        self.facts.overdue(now, self._first_dated, again)

    async def _overdue(self, position: int | None = None) -> Answer:
        return await self._overdue_at(
            {"atLeast": self.story.client.position} if position is None else {"position": position}
        )

    async def _overdue_at(self, moment: Answer) -> Answer:
        wanted = {"timeliness": ["OVERDUE"]}
        unit = await self.story.client.ask(
            INSPECTOR, "Subtree", code="TN", filter=wanted, asOf=moment
        )
        found: Answer = unit["subtreeObligations"]
        return found

    def _show_late(self, title: str, page: Answer) -> None:
        moment = page["moment"]
        self.stage.table(
            f"{title} (position {moment['position']}, clock {local(moment['clock'])})",
            ("unit", "under", "of", "task", "was due", "status"),
            [
                (
                    each["bearer"]["name"],
                    each["bearer"]["parent"]["name"],
                    each["directive"]["number"]["text"],
                    each["task"]["key"],
                    local_day(each["dueAt"]),
                    each["status"],
                )
                for each in nodes(page)
            ]
            or [("nothing", "", "", "", "", "")],
        )

    async def _subtree(self, subject: str, code: str) -> list[Answer]:
        found: list[Answer] = []
        after = None
        while True:
            unit = await self.story.client.ask(subject, "Subtree", code=code, after=after)
            page = unit["subtreeObligations"]
            found += nodes(page)
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]

    async def _show_why(self, shared_by: str) -> None:
        reporter = await self._explained(shared_by)
        beside = await self._explained(COORDINATOR if shared_by == LEAD else LEAD)
        self.facts.why(reporter, beside)
        for why in (reporter, beside):
            self.stage.table(
                f"Why {why['bearer']['name']}'s {why['task']['key']} is {why['status']}",
                ("position#", "recorded", "by", "what"),
                (
                    (
                        entry["position"],
                        local(entry["recordedAt"]),
                        entry["actor"],
                        entry["summary"],
                    )
                    for entry in why["because"]
                ),
            )
        self.facts.silent(await self.story.owed(SILENT_BRANCH, "@policy-acknowledge"))

    async def _explained(self, code: str) -> Answer:
        owed = await self.story.owed(code, "2-works", INSPECTOR)
        why: Answer = await self.story.client.ask(INSPECTOR, "Explain", id=owed["id"])
        return why

    async def _show_head(self) -> None:
        answer = await self.story.client.ask_all(INSPECTOR, "Head")
        head = answer["log"]["head"]
        self.facts.head(head, self.story.client.position)
        self.stage.say(f"\nThe log's head: position {head['position']}, root {head['rootHash']}")


def _is_of(obligation: Answer, number: str) -> bool:
    return bool(obligation["directive"]["number"]["text"] == number)


def _standing(obligations: list[Answer]) -> list[str]:
    late = ("OVERDUE", "LATE")
    return sorted(
        each["timeliness"] if each["timeliness"] in late else each["status"] for each in obligations
    )


def _hops(hops: list[Answer]) -> list[tuple[object, ...]]:
    def way(hop: Answer) -> tuple[str, str, str, str, str]:
        through = hop["directive"]["number"]["text"] if hop["directive"] else ""
        parent = hop["unit"]["parent"]["code"]
        return hop["reachedAt"] or "", hop["kind"], parent, hop["from"]["name"], through

    rows: list[tuple[object, ...]] = []
    for (at, kind, parent, sender, through), group in groupby(sorted(hops, key=way), key=way):
        rows.append((len(list(group)), parent, kind, sender, through, local(at)))
    return rows
