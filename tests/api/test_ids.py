"""Ids are opaque, stable, and of one kind."""

from base64 import urlsafe_b64encode
from datetime import date
from uuid import UUID

import pytest
from graphql import GraphQLError

from api.graphql.runtime import ids
from api.graphql.runtime.ids import InvitationKey, Kind, MalformedId, WebhookKey
from cascade.execution.commands import ReportRef, RequestRef
from projections.query_args import ObligationKey

KEY = UUID("7d444840-9dc0-4d1a-8c2d-2f9b6f1f3b11")
OTHER = UUID("0b6a4f7a-2d11-4a58-9c1c-6b1d5c0e5f0f")


COMPOSED = {Kind.OBLIGATION, Kind.REPORT, Kind.EXTENSION_REQUEST, Kind.INVITATION, Kind.WEBHOOK}


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in COMPOSED])
def test_an_id_comes_back(kind: Kind) -> None:
    assert ids.read(ids.encode(kind, KEY)) == (kind, KEY)


@pytest.mark.parametrize("day", [None, date(2026, 1, 12)])
def test_an_obligations_id_comes_back(day: date | None) -> None:
    key = ObligationKey(KEY, OTHER, day)
    assert ids.decode_obligation(ids.encode(Kind.OBLIGATION, key)) == key


def test_a_reports_id_leads_to_its_execution() -> None:
    key = ReportRef(directive=KEY, unit=OTHER, report=UUID(int=7))
    assert ids.read(ids.encode(Kind.REPORT, key)) == (Kind.REPORT, key)


def test_the_id_of_a_request_an_invitation_or_a_webhook_leads_to_its_stream() -> None:
    webhook = WebhookKey(KEY, OTHER)
    assert ids.read(ids.encode(Kind.WEBHOOK, webhook)) == (Kind.WEBHOOK, webhook)
    request = RequestRef(directive=KEY, unit=OTHER, request=UUID(int=7))
    assert ids.read(ids.encode(Kind.EXTENSION_REQUEST, request)) == (
        Kind.EXTENSION_REQUEST,
        request,
    )
    invitation = InvitationKey(KEY, OTHER)
    assert ids.read(ids.encode(Kind.INVITATION, invitation)) == (Kind.INVITATION, invitation)


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
    assert ids.read(text) == (kind, key)


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
