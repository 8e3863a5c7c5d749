"""Files with a report that cites no directive: for both units, and after linking for its judge."""

import pytest

from tests.files.conftest import Desk
from tests.files.test_attaching import owed_by
from tests.office.mutations import acted

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.7 Bi\xc3\xaan b\xe1\xba\xa3n h\xe1\xbb\x8dp"
FILES = "query($id: ID!) { node(id: $id) { ... on RecordedReport { attachments { id name } } } }"


async def recorded(desk: Desk, file: str) -> str:
    """B11's minutes, handed to the province's department."""
    payload = await acted(
        desk.office,
        "recordReport",
        "officer-B11",
        by=desk.office.units["B11"],
        to=desk.office.units["D1"],
        subject="Biên bản họp chi bộ",
        text="Họp thường kỳ.",
        occurredOn="2026-01-05",
        attachments=[file],
    )
    return str(payload["report"]["id"])


async def test_its_files_are_for_both_units(desk: Desk) -> None:
    file = await desk.upload("officer-B11", PAPER, "Biên bản.pdf")
    report = await recorded(desk, file)
    for subject in ("officer-B11", "issuer-D1", "reader-T1"):
        found = await desk.office.asked(FILES, subject, id=report)
        assert found["node"]["attachments"] == [{"id": file, "name": "Biên bản.pdf"}]
        assert (await desk.get(subject, file)).body == PAPER
    for subject in ("officer-B12", "issuer-W2", "reader-T2", "nobody"):
        assert (await desk.office.asked(FILES, subject, id=report))["node"] is None
        assert (await desk.get(subject, file)).status == 404


async def test_linked_it_brings_its_files_along(desk: Desk) -> None:
    """W1 judges 411: it sees with the obligation what was handed to the department."""
    file = await desk.upload("officer-B11", PAPER)
    report = await recorded(desk, file)
    owed = await owed_by(desk, "B11")
    await acted(desk.office, "linkReport", "officer-B11", report=report, obligation=owed)
    for subject in ("issuer-W1", "issuer-D1", "officer-B11"):
        assert (await desk.get(subject, file)).body == PAPER
    assert (await desk.get("officer-B12", file)).status == 404
