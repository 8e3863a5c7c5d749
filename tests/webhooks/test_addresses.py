"""Which addresses a webhook may have: by form, by the deployment's list, by where they lead."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from api.graphql.runtime.request_context import context_factory
from api.services import Services
from api.settings import InvalidSettings, read_settings
from api.webhooks.allowed import Admission, AllowedHosts, normal_entry
from api.webhooks.outward import Outward, Undeliverable, is_outward
from cascade.refusals import Refused
from cascade.webhooks.addresses import Origin
from projections.webhooks.rows import WebhookFailureKind
from tests.office.mutations import refused
from tests.office.office import Office
from tests.webhooks.fixtures import SUBJECT, Post
from tests.webhooks.receiver import Receiver, redirecting

pytestmark = pytest.mark.anyio

PUBLIC = "93.184.215.14"


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://hooks.example.org", Origin("https", "hooks.example.org", 443)),
        ("https://Hooks.Example.org/a/b?c=d", Origin("https", "hooks.example.org", 443)),
        ("http://127.0.0.1:9000/x", Origin("http", "127.0.0.1", 9000)),
        ("https://[2001:db8::1]:8443/", Origin("https", "2001:db8::1", 8443)),
    ],
)
def test_an_address_leads_to_an_origin(address: str, origin: Origin) -> None:
    assert Origin.of(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        *("hooks.example.org", "ftp://hooks.example.org", "https:///x", "https://", "//x"),
        *("https://user@hooks.example.org", "https://user:word@hooks.example.org/"),
        *("https://hooks.example.org#x", "https://hooks.example.org/#x"),
        *("https://hooks.example.org\\@evil.example", "https://hooks.example.org/a b"),
        *("https://hooks.example.org:0", "https://hooks.example.org:65536", "https://phường.vn"),
        *("https://hooks.example.org/\n", "https://-x.example", "https://a..example:x"),
    ],
)
def test_what_could_be_read_in_two_ways_is_none(address: str) -> None:
    assert Origin.of(address) is None


def test_the_list_names_hosts_in_full_or_all_below_a_domain() -> None:
    listed = AllowedHosts.of(["https://hooks.example.org", "https://*.example.com:8443"])

    def admission(address: str) -> Admission | None:
        origin = Origin.of(address)
        assert origin is not None
        return listed.admission(origin)

    assert admission("https://hooks.example.org/x") is Admission.BY_NAME
    assert admission("https://a.b.example.com:8443/") is Admission.BY_PATTERN
    for other in (
        *("http://hooks.example.org", "https://hooks.example.org:444", "https://example.org"),
        *("https://x.hooks.example.org", "https://example.com:8443", "https://a.example.com"),
        *("https://notexample.com:8443", "https://hooks.example.org.evil.example"),
    ):
        assert admission(other) is None, other


def test_the_setting_holds_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    written = "HTTPS://Hooks.Example.org:443, https://*.example.com,,http://127.0.0.1:9000"
    monkeypatch.setenv("CASCADE_WEBHOOK_HOSTS", written)
    assert read_settings().webhook_hosts == (
        *("https://hooks.example.org", "https://*.example.com", "http://127.0.0.1:9000"),
    )
    for wrong in ("hooks.example.org", "https://hooks.example.org/x", "*", "https://a.*.org"):
        with pytest.raises(ValueError, match="no origin"):
            normal_entry(wrong)
        monkeypatch.setenv("CASCADE_WEBHOOK_HOSTS", wrong)
        with pytest.raises(InvalidSettings, match="CASCADE_WEBHOOK_HOSTS"):
            read_settings()


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    ],
)
def test_what_is_not_of_the_public_network_lies_inward(address: str) -> None:
    assert not is_outward(address)


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_the_public_network_lies_outward(address: str) -> None:
    assert is_outward(address)


# ---- looked at before it is recorded


def outward(*entries: str, **names: Sequence[str]) -> Outward:
    """``names``: what hosts below example.org resolve to."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        found = names.get(host.partition(".")[0])
        if found is None:
            raise OSError(host)
        return found

    return Outward(AllowedHosts.of(entries), resolve=resolve, answer_seconds=1.0)


async def codes(way: Outward, address: str) -> list[str]:
    try:
        await way.require_usable(address)
    except Refused as refusal:
        return [reason.code for reason in refusal.reasons]
    return []


async def test_a_host_that_is_not_on_the_list_is_not_even_looked_up() -> None:
    async def never(host: str, port: int) -> Sequence[str]:
        raise AssertionError(host)

    way = replace(outward(), resolve=never)
    assert await codes(way, "https://hooks.example.org/") == ["WEBHOOK_ADDRESS_NOT_ALLOWED"]


async def test_a_host_below_a_domain_may_not_lie_inward_with_any_of_its_addresses() -> None:
    way = outward("https://*.example.org", here=["10.0.0.1"], both=[PUBLIC, "127.0.0.1"])
    inward = ["WEBHOOK_ADDRESS_RESOLVES_INWARD"]
    assert await codes(way, "https://here.example.org/") == inward
    assert await codes(way, "https://both.example.org/") == inward
    assert await codes(way, "https://none.example.org/") == ["WEBHOOK_ADDRESS_UNKNOWN"]


async def test_a_host_that_is_named_in_full_may_lie_inward(receiver: Receiver) -> None:
    port = receiver.address.split(":")[2].split("/")[0]
    way = outward(f"http://here.example.org:{port}", here=["127.0.0.1"])
    assert await codes(way, f"http://here.example.org:{port}/") == []
    await way.post(f"http://here.example.org:{port}/", "[]", {})
    assert receiver.requests[0].headers["host"] == f"here.example.org:{port}"


async def test_the_connection_goes_to_the_address_that_was_looked_at(receiver: Receiver) -> None:
    """A name that leads outward when it is looked at, and inward when it is connected to."""
    port = receiver.address.split(":")[2].split("/")[0]
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    way = replace(outward(f"http://*.example.org:{port}"), resolve=rebinding, connect_seconds=0.05)
    with pytest.raises(Undeliverable) as first:
        await way.post(f"http://here.example.org:{port}/", "[]", {})
    with pytest.raises(Undeliverable) as second:
        await way.post(f"http://here.example.org:{port}/", "[]", {})
    assert first.value.kind in (WebhookFailureKind.TIMED_OUT, WebhookFailureKind.UNREACHABLE)
    assert second.value.kind is WebhookFailureKind.RESOLVES_INWARD
    assert asked == ["here.example.org"] * 2
    assert receiver.requests == []


async def test_an_address_that_redirects_is_refused_one_that_does_not_answer_is_not(
    receiver: Receiver,
) -> None:
    origin = receiver.address.partition("/hooks")[0]
    way = outward(origin)
    way = Outward(way.allowed)
    receiver.looked_at = redirecting("http://127.0.0.1:1/")
    assert await codes(way, receiver.address) == ["WEBHOOK_ADDRESS_REDIRECTS"]
    receiver.looked_at = "500 Internal Server Error"
    assert await codes(way, receiver.address) == []
    nobody = Outward(AllowedHosts.of(["http://127.0.0.1:1"]))
    assert await codes(nobody, "http://127.0.0.1:1/") == []


# ---- through the API


async def test_an_address_is_refused_by_its_code(post: Post) -> None:
    office, log, unit = post.office, post.services.log, post.office.units["T1"]

    async def codes(address: str) -> list[str]:
        return await refused(
            office, log, "createWebhook", SUBJECT, unit=unit, address=address, fromPosition=0
        )

    assert await codes("hooks.example.org") == ["INVALID_WEBHOOK_ADDRESS at address"]
    elsewhere = "https://hooks.example.org/"
    assert await codes(elsewhere) == ["WEBHOOK_ADDRESS_NOT_ALLOWED at address"]
    post.receiver.looked_at = redirecting("http://127.0.0.1:1/")
    assert await codes(post.receiver.address) == ["WEBHOOK_ADDRESS_REDIRECTS at address"]


async def test_whoever_may_not_create_one_has_nothing_looked_at(
    told: Office, services: Services
) -> None:
    async def never(address: str) -> None:
        raise AssertionError(address)

    told.contexts = context_factory(replace(services, require_usable=never))
    given = {"unit": told.units["T1"], "address": "https://hooks.example.org/"}
    for stranger in ("reader-T1", "inspector-T1", "an", "nobody"):
        codes = await refused(told, services.log, "createWebhook", stranger, **given)
        assert codes == ["NOT_PERMITTED at unit"]


async def test_a_deployment_without_a_list_has_no_webhooks(
    told: Office, services: Services
) -> None:
    await told.grant(SUBJECT, "T1", "INTEGRATION")
    given = {"unit": told.units["T1"], "address": "https://hooks.example.org/"}
    codes = await refused(told, services.log, "createWebhook", SUBJECT, **given)
    assert codes == ["WEBHOOK_ADDRESS_NOT_ALLOWED at address"]


async def test_an_address_that_is_no_longer_allowed_is_sent_nothing(post: Post) -> None:
    await post.create()
    delivery = replace(post.delivery, outward=Outward(AllowedHosts()))
    row = await post.row()
    assert row is not None
    await delivery.step(row)
    assert (await post.seen())["failure"]["kind"] == "NOT_ALLOWED"
    assert post.receiver.requests == []
