"""TLS: certificates are verified always; what a portal needs beside the usual stands in its own file."""

import json
import os
import ssl

import preloaded
import pytest
from certificates import sign
from static_portal import StaticPortal
from web import Answer
from wire import wire

from crawler.portal import Tls
from crawler.tls import PortalTls, intermediates

pytestmark = pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1:DeprecationWarning")  # that is what is tested

ROOT = sign("Root", authority=True)
MIDDLE = sign("Middle", ROOT, authority=True)
LEAF = sign("Leaf", MIDDLE)
PORTAL = """
id = "xx-test"
name = "Test"
country = "VN"
languages = ["en"]
timezone = "UTC"
home = "{home}/"
[evidence]
confidence = "seen"
seen_scope = "home"
[tls]
{tls}
"""


def crawl(folder, context_of, tls=None, root=ROOT, **settings):
    """(new stories, trouble, failed addresses) of a crawl; root: trusted here. context_of: of each connection."""
    trusted, portals = folder / "trusted.pem", folder / "portals" / "vn"
    trusted.write_text(root.pem)
    portals.mkdir(parents=True, exist_ok=True)
    portal = StaticPortal()
    with wire(lambda call: portal.answer(call.path) or Answer("none", 404), context_of) as web:
        portal.base = web.url
        keys = "\n".join(f"{name} = {json.dumps(value)}" for name, value in (tls or {}).items())
        (portals / "xx-test.toml").write_text(PORTAL.format(home=web.url, tls=keys))
        given = [word for name, value in settings.items() for word in ("-s", f"{name}={value}")]
        command = ("crawl", "xx-test", "--limit", "2", "--json", "-s", "RETRY_BACKOFF=0.001", *given)
        where = ("--portals", str(folder / "portals"), "--archive", str(folder / web.url[-5:]))
        done = preloaded.run((*command, *where), folder, os.environ | {"SSL_CERT_FILE": str(trusted)}, 60)
    assert done.stdout, done.stderr
    (counts,) = json.loads(done.stdout)["counts"]
    return counts["new"], counts["trouble"], counts["failed"]


def test_a_whole_chain_to_a_trusted_root_is_read(tmp_path):
    context = LEAF.context(tmp_path, MIDDLE)
    assert crawl(tmp_path, lambda nth: context) == (2, None, 0)


def test_a_missing_intermediate_is_named_and_may_be_given_by_the_portals_file(tmp_path):
    context = LEAF.context(tmp_path)
    without = crawl(tmp_path, lambda nth: context)
    given = crawl(tmp_path, lambda nth: context, {"intermediates": [MIDDLE.pem]})
    hint = "the portal's file may give the missing intermediate ([tls] intermediates)"
    assert without == (0, f"does not answer: certificate: unable to get local issuer; {hint}", 1)
    assert given == (2, None, 0)


def test_an_intermediate_is_no_root(tmp_path):
    stranger = sign("Stranger", authority=True)
    middle = sign("Middle", stranger, authority=True)
    context = sign("Leaf", middle).context(tmp_path, middle)
    new, trouble, _ = crawl(tmp_path, lambda nth: context, {"intermediates": [middle.pem]})
    assert (new, trouble[:28]) == (0, "does not answer: certificate")
    with pytest.raises(ValueError, match="CN=Stranger is a root"):
        intermediates(Tls(intermediates=(stranger.pem,)))


@pytest.mark.parametrize(
    ("leaf", "reason"),
    [
        (sign("Leaf", ROOT, expired=True), "expired"),
        (sign("Leaf", ROOT, address="127.0.0.9"), "issued to another host"),
        (sign("Leaf"), "self-signed"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_certificate_that_does_not_hold_says_why_whatever_the_file_allows(tmp_path, leaf, reason):
    context = leaf.context(tmp_path)
    everything = {"legacy": True, "strict": False, "intermediates": [MIDDLE.pem]}
    assert crawl(tmp_path, lambda nth: context, everything)[:2] == (0, f"does not answer: certificate: {reason}")


def test_a_host_that_fails_every_other_handshake_is_read(tmp_path):
    context = LEAF.context(tmp_path, MIDDLE)
    assert crawl(tmp_path, lambda nth: context if nth % 2 == 0 else None) == (2, None, 0)


def test_old_tls_is_spoken_only_where_the_portals_file_allows_it(tmp_path):
    context = LEAF.context(tmp_path, MIDDLE, maximum_version=ssl.TLSVersion.TLSv1)
    new, trouble, _ = crawl(tmp_path, lambda nth: context)
    assert (new, trouble.startswith("does not answer: TLS: ")) == (0, True)
    assert "may allow it ([tls] legacy)" in trouble
    assert crawl(tmp_path, lambda nth: context, {"legacy": True}) == (2, None, 0)


def test_old_renegotiation_is_allowed_only_by_the_portals_file():
    flag = 0x4  # OP_LEGACY_SERVER_CONNECT: no server here can be made to need it
    assert PortalTls(Tls(legacy=True))._options.getContext().set_options(0) & flag
    assert not PortalTls(Tls())._options.getContext().set_options(0) & flag


def test_a_root_that_breaks_rfc_5280_in_form_is_trusted_as_browsers_do(tmp_path):
    root = sign("Root", authority=True, identifiers=False)
    context = sign("Leaf", root, identifiers=False).context(tmp_path)
    assert crawl(tmp_path, lambda nth: context, root=root) == (2, None, 0)


def test_verification_cannot_be_switched_off_for_all(tmp_path):
    context = LEAF.context(tmp_path)
    new, trouble, _ = crawl(tmp_path, lambda nth: context, DOWNLOAD_VERIFY_CERTIFICATES="0")
    assert new == 0
    assert "certificates are always verified" in trouble
