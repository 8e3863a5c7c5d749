"""Ids are opaque, stable, and of one kind."""

from base64 import urlsafe_b64encode
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from graphql import GraphQLError

from api.graphql.runtime import ids
from api.graphql.runtime.ids import (
    InvitationKey,
    Kind,
    MalformedId,
    OfAnotherMoment,
    WebhookKey,
)
from api.graphql.runtime.past import PastMoment
from cascade.execution.commands import ReportRef, RequestRef
from projections.query_args import Moment, ObligationKey

KEY = UUID("7d444840-9dc0-4d1a-8c2d-2f9b6f1f3b11")
OTHER = UUID("0b6a4f7a-2d11-4a58-9c1c-6b1d5c0e5f0f")


COMPOSED = {Kind.OBLIGATION, Kind.REPORT, Kind.EXTENSION_REQUEST, Kind.INVITATION, Kind.WEBHOOK}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in COMPOSED])
def test_an_id_comes_back(kind: Kind) -> None:
    assert ids.read(ids.encode(kind, KEY)) == (kind, KEY, None)


@pytest.mark.parametrize("day", [None, date(2026, 1, 12)])
def test_an_obligations_id_comes_back(day: date | None) -> None:
    key = ObligationKey(KEY, OTHER, day)
    assert ids.decode_obligation(ids.encode(Kind.OBLIGATION, key)) == key


def test_a_reports_id_leads_to_its_execution() -> None:
    key = ReportRef(directive=KEY, unit=OTHER, report=UUID(int=7))
    assert ids.read(ids.encode(Kind.REPORT, key)) == (Kind.REPORT, key, None)


def test_the_id_of_a_request_an_invitation_or_a_webhook_leads_to_its_stream() -> None:
    webhook = WebhookKey(KEY, OTHER)
    assert ids.read(ids.encode(Kind.WEBHOOK, webhook)) == (Kind.WEBHOOK, webhook, None)
    request = RequestRef(directive=KEY, unit=OTHER, request=UUID(int=7))
    assert ids.read(ids.encode(Kind.EXTENSION_REQUEST, request)) == (
        Kind.EXTENSION_REQUEST,
        request,
        None,
    )
    invitation = InvitationKey(KEY, OTHER)
    assert ids.read(ids.encode(Kind.INVITATION, invitation)) == (
        Kind.INVITATION,
        invitation,
        None,
    )


@pytest.mark.parametrize(
    ("kind", "key", "text"),
    [
        (Kind.UNIT, KEY, "dW5pdDo3ZDQ0NDg0MC05ZGMwLTRkMWEtOGMyZC0yZjliNmYxZjNiMTE"),
        (
            Kind.OBLIGATION,
            ObligationKey(KEY, OTHER, None),
            "b2JsaWdhdGlvbjo3ZDQ0NDg0MC05ZGMwLTRkMWEtOGMyZC0yZjliNmYxZjNiMTE6MGI2YTRmN2EtMmQx"
            "MS00YTU4LTljMWMtNmIxZDVjMGU1ZjBmOg",
        ),
        (
            Kind.OBLIGATION,
            ObligationKey(KEY, OTHER, date(2026, 1, 12)),
            "b2JsaWdhdGlvbjo3ZDQ0NDg0MC05ZGMwLTRkMWEtOGMyZC0yZjliNmYxZjNiMTE6MGI2YTRmN2EtMmQx"
            "MS00YTU4LTljMWMtNmIxZDVjMGU1ZjBmOjIwMjYtMDEtMTI",
        ),
        (
            Kind.REPORT,
            ReportRef(directive=KEY, unit=OTHER, report=UUID(int=7)),
            "cmVwb3J0OjdkNDQ0ODQwLTlkYzAtNGQxYS04YzJkLTJmOWI2ZjFmM2IxMTowYjZhNGY3YS0yZDExLTRh"
            "NTgtOWMxYy02YjFkNWMwZTVmMGY6MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDA3",
        ),
        (
            Kind.EXTENSION_REQUEST,
            RequestRef(directive=KEY, unit=OTHER, request=UUID(int=7)),
            "ZXh0ZW5zaW9uLXJlcXVlc3Q6N2Q0NDQ4NDAtOWRjMC00ZDFhLThjMmQtMmY5YjZmMWYzYjExOjBiNmE0"
            "ZjdhLTJkMTEtNGE1OC05YzFjLTZiMWQ1YzBlNWYwZjowMDAwMDAwMC0wMDAwLTAwMDAtMDAwMC0wMDAw"
            "MDAwMDAwMDc",
        ),
        (
            Kind.INVITATION,
            InvitationKey(KEY, OTHER),
            "aW52aXRhdGlvbjo3ZDQ0NDg0MC05ZGMwLTRkMWEtOGMyZC0yZjliNmYxZjNiMTE6MGI2YTRmN2EtMmQx"
            "MS00YTU4LTljMWMtNmIxZDVjMGU1ZjBm",
        ),
    ],
)
def test_ids_that_callers_keep_never_change(kind: Kind, key: ids.Key, text: str) -> None:
    """Not even where the fields of a key are put into another order."""
    assert ids.encode(kind, key) == text
    assert ids.read(text) == (kind, key, None)


def packed(plain: str) -> str:
    return urlsafe_b64encode(plain.encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "đ",
        "not an id",
        packed("unit"),
        packed("unit:"),
        packed("unit:7"),
        packed(f"unit:{KEY}:{KEY}"),
        packed(f"unit:{str(KEY).upper()}"),
        packed(f"house:{KEY}"),
        packed(f"obligation:{KEY}:{OTHER}"),
        packed(f"report:{KEY}"),
        packed(f"report:{KEY}:{OTHER}"),
        packed(f"obligation:{KEY}:{OTHER}:2026-02-30"),
        packed(f"obligation:{KEY}:{OTHER}:20260112"),
        packed(f"unit:{KEY}") + "=",
        packed(f"unit:{KEY}") + "\n",
        packed(f"unit:{KEY}\0"),
    ],
)
def test_what_was_not_given_out_is_refused(text: str) -> None:
    with pytest.raises(MalformedId):
        ids.read(text)


def test_an_id_of_another_kind_is_refused() -> None:
    with pytest.raises(GraphQLError) as refused:
        ids.decode(Kind.UNIT, ids.encode(Kind.DIRECTIVE, KEY))
    assert refused.value.extensions == {"code": "BAD_ID"}


AT = PastMoment(60, datetime(2026, 1, 20, 8, 0, 0, 123456, tzinfo=UTC))


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in COMPOSED])
def test_of_another_moment_an_id_says_so(kind: Kind) -> None:
    text = ids.encode(kind, KEY, AT)
    varies = kind not in ids.UNVARYING
    assert ids.read(text) == (kind, KEY, AT if varies else None)
    assert (text != ids.encode(kind, KEY)) == varies
    assert ids.live(text) == ids.encode(kind, KEY)


def test_at_the_present_an_id_is_the_same_whatever_the_position() -> None:
    now = Moment(60, AT.clock)
    assert ids.encode(Kind.UNIT, KEY, now) == ids.encode(Kind.UNIT, KEY)
    assert ids.live(ids.encode(Kind.UNIT, KEY)) == ids.encode(Kind.UNIT, KEY)


def test_an_id_of_a_moment_that_callers_keep_never_changes() -> None:
    text = ids.encode(Kind.UNIT, KEY, AT)
    assert text == packed(f"unit:{KEY}@60:1768896000123456")


def test_what_is_done_is_done_to_the_present() -> None:
    with pytest.raises(OfAnotherMoment):
        ids.read_as(Kind.UNIT, ids.encode(Kind.UNIT, KEY, AT))
    assert ids.decode(Kind.UNIT, ids.encode(Kind.UNIT, KEY, AT)) == KEY


@pytest.mark.parametrize(
    "moment",
    ["", "60", "60:", ":5", "-1:5", "060:5", "60:05", "60:5:5", "60:x", "6_0:5", "60:" + "9" * 20],
)
def test_a_moment_that_was_not_given_out_is_refused(moment: str) -> None:
    with pytest.raises(MalformedId):
        ids.read(packed(f"unit:{KEY}@{moment}"))


def test_a_file_has_no_moment() -> None:
    with pytest.raises(MalformedId):
        ids.read(packed(f"attachment:{KEY}@60:1768896000123456"))
