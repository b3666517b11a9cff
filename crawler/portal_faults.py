"""What can be wrong with the values of one portal. Pure; reading its file is portal_file.py's."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from crawler import countries
from crawler.polling import Polling, check_cron, duration_of, is_cron
from crawler.portal import Expectations, Files, FormerSelectors, Portal, PortalState, Selectors, Tls
from crawler.urls import canonical, in_scope

MAX_PATTERN = 1_000  # characters of a regular expression or a selector
MAX_DELAY = 120  # seconds
MAX_CONNECTIONS = 8  # to one host at once
MAX_HANDSHAKES = 10
MAX_FILE = 60_000_000  # bytes: captures hold no longer bodies
MAX_FILES = 1_000
MAX_REVISITS = 10_000  # requests a run
MAX_STORIES = 10_000  # a month
MAX_SILENCE = 730  # days
FIELDS = ("title", "date", "body", "summary", "authors", "tags", "images", "attachments", "language")

# The table [evidence] of a file. In the value its fields stand beside the others.
EVIDENCE = ("confidence", "seen_scope", "recalled", "checked", "check", "notes")
FACTS = tuple(field.name for field in fields(Portal) if field.name not in {*EVIDENCE, "inherited"})

MARK = re.compile(r"[0-9a-f]{16}")
ELEMENTS = ("body", "remove")  # selectors of elements, which read no text

_PARAMETER = re.compile(r"[^\s&=#?]{1,100}")
_JOINERS = {0x200C: None, 0x200D: None}  # the spelling of some scripts has them
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(  # RFC 5646 in the spelling it recommends, without the grandfathered tags
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)

Fault = tuple[str, str]  # key, reason


def faults(portal: Portal, path: Path, today: date) -> Iterator[Fault]:
    """Tell what is wrong with a portal whose file lies at this path, as (key, reason)."""
    yield from _identity_faults(portal, path)
    yield from _address_faults(portal)
    yield from _stray_faults(portal)
    yield from _story_faults(portal)
    yield from _mark_faults(portal)
    yield from selector_faults("selectors", portal.selectors)
    yield from _former_faults(portal.former_selectors, today)
    yield from delay_faults(portal.delay)
    if not 1 <= portal.connections <= MAX_CONNECTIONS:
        yield "connections", f"{portal.connections} is not between 1 and {MAX_CONNECTIONS}"
    yield from polling_faults(portal.every, portal.polling)
    if not 0 <= portal.revisits <= MAX_REVISITS:
        yield "revisits", f"{portal.revisits} is not between 0 and {MAX_REVISITS}"
    yield from tls_faults(portal.tls)
    yield from _file_faults(portal.files)
    yield from _expectation_faults(portal.expectations, portal.state)
    yield from _evidence_faults(portal, today)
    yield from _other_faults(portal)


def _identity_faults(portal: Portal, path: Path) -> Iterator[Fault]:
    country = portal.country or ""
    if not ID.fullmatch(portal.id):
        yield "id", f"'{portal.id}' is not made of a-z, 0-9 and single hyphens"
    elif portal.id != path.stem:
        yield "id", f"'{portal.id}' is not the file's name"
    if country not in countries.NAMES:
        yield "country", f"'{country}' is no ISO 3166-1 alpha-2 code"
    elif path.parent.name != country.lower():
        yield "country", f"a portal of {country} lies in the folder '{country.lower()}', not in '{path.parent.name}'"
    for key, name in (("name", portal.name), ("native_name", portal.native_name or "")):
        if not name.translate(_JOINERS).isprintable():
            yield key, "holds a line break or a control character"


def _address_faults(portal: Portal) -> Iterator[Fault]:
    keyed = [("home", portal.home)]
    for key in ("listings", "feeds", "sitemaps", "article_examples"):
        keyed += _numbered(key, getattr(portal, key))
    for key, url in keyed:
        if reason := fault_of_address(url):
            yield key, reason
    for key, host in (*_numbered("hosts", portal.hosts), *_numbered("former_hosts", portal.former_hosts)):
        if fault_of_address(f"http://{host}") or urlsplit(f"http://{host}").netloc.lower() != host:
            yield key, f"'{host}' is no host name in lower case"


def _mark_faults(portal: Portal) -> Iterator[Fault]:
    for n, mark in enumerate(portal.keep_blocks):
        if not MARK.fullmatch(mark):
            yield (
                f"keep_blocks[{n}]",
                f"'{mark}' is no mark of 16 hexadecimal digits, as `envnews show ID --why` tells them",
            )


def _stray_faults(portal: Portal) -> Iterator[Fault]:
    own = portal.every_host
    for key, urls in (("listings", portal.listings), ("article_examples", portal.article_examples)):
        for n, url in enumerate(urls):
            if not in_scope(url, own):
                yield f"{key}[{n}]", f"'{url}' is on no host of the portal (home, hosts)"


def fault_of_address(url: str) -> str | None:
    """Say why this is no web address, in a few words; None where it is one."""
    if not url.isprintable() or " " in url:
        return f"{url!r} holds a space or a control character"
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        return f"'{url}' is no address: {error}"
    if "://" not in url:
        return f"'{url}' has no scheme"
    if parts.scheme not in {"http", "https"}:
        return f"'{url}' is neither http nor https"
    if not host:
        return f"'{url}' has no host"
    return None if canonical(url) else f"'{url}' is no address that can be fetched"


def _story_faults(portal: Portal) -> Iterator[Fault]:
    if portal.article_url is None:
        return
    if not portal.article_url or len(portal.article_url) > MAX_PATTERN:
        yield "article_url", f"empty or longer than {MAX_PATTERN} characters"
        return
    try:
        story = re.compile(portal.article_url)
    except (re.error, OverflowError, RecursionError) as error:
        yield "article_url", f"no regular expression: {error}"
        return
    for n, url in enumerate(portal.article_examples):
        if not story.search(url):
            yield f"article_examples[{n}]", f"'{url}' does not match article_url"


def selector_faults(table: str, selectors: Selectors) -> Iterator[Fault]:
    """Tell what is wrong with the selectors of a table of this name."""
    for field in fields(Selectors):
        value: str | tuple[str, ...] | None = getattr(selectors, field.name)
        keyed = [(field.name, value)] if isinstance(value, str) else _numbered(field.name, value or ())
        for key, selector in keyed:
            if reason := _fault_of_selector(selector, texts=field.name not in ELEMENTS):
                yield f"{table}.{key}", reason


def _former_faults(former: Sequence[FormerSelectors], today: date) -> Iterator[Fault]:
    for number, form in enumerate(former):
        table = f"former_selectors[{number}]"
        if not any(getattr(form, field.name) for field in fields(Selectors)):
            yield table, "holds no selector"
        if form.until > today:
            yield f"{table}.until", f"{form.until} is still to come"
        if number and form.until >= former[number - 1].until:
            yield (
                f"{table}.until",
                f"{form.until} is not before {former[number - 1].until}: the latest form comes first",
            )
        yield from selector_faults(table, form)


def _numbered(key: str, values: Sequence[str]) -> list[tuple[str, str]]:
    return [(f"{key}[{n}]", value) for n, value in enumerate(values)]


def _fault_of_selector(selector: str, *, texts: bool) -> str | None:
    from cssselect import SelectorError  # most files have no selectors
    from lxml import etree

    from crawler import css

    if len(selector) > MAX_PATTERN:
        return f"longer than {MAX_PATTERN} characters"
    try:
        # Tried on a page too: a namespace's prefix is only then found to be unknown.
        css.compiled(selector, texts=texts)(etree.Element("html"))
    except (SelectorError, etree.XPathError, RecursionError, ValueError) as error:
        return f"'{selector}' is no CSS selector: {error}"
    return None


def _other_faults(portal: Portal) -> Iterator[Fault]:
    for n, tag in enumerate(portal.languages):
        if not _LANGUAGE.fullmatch(tag):
            yield f"languages[{n}]", f"'{tag}' is no BCP 47 tag such as vi or zh-Hant"
    if portal.timezone is not None and not _is_zone(portal.timezone):
        yield "timezone", f"no time zone '{portal.timezone}'"
    for key, name in _numbered("ignored_parameters", portal.ignored_parameters):
        if not _PARAMETER.fullmatch(name):
            yield key, f"'{name}' is no name of a query parameter"
    if portal.only_sources and not (portal.listings or portal.feeds or portal.sitemaps):
        yield "only_sources", "names no source: listings, feeds and sitemaps are empty"


def delay_faults(delay: float | None) -> Iterator[Fault]:
    """Tell what is wrong with a pause between requests."""
    if delay is not None and not 0 <= delay <= MAX_DELAY:
        yield "delay", f"{delay} is not between 0 and {MAX_DELAY} seconds"


def polling_faults(every: str | None, polling: Polling) -> Iterator[Fault]:
    """Tell what is wrong with when a portal is looked at."""
    if every is not None and (reason := _fault_of_every(every)):
        yield "every", reason
    bounds = {}
    for key in ("shortest", "longest"):
        try:
            bounds[key] = duration_of(getattr(polling, key))
        except ValueError as error:
            yield f"polling.{key}", str(error)
    if len(bounds) == 2 and bounds["shortest"] > bounds["longest"]:
        yield "polling.shortest", f"{polling.shortest} is more than polling.longest, {polling.longest}"


def _fault_of_every(every: str) -> str | None:
    try:
        check_cron(every) if is_cron(every) else duration_of(every)
    except ValueError as error:
        return str(error)
    return None


def tls_faults(tls: Tls) -> Iterator[Fault]:
    """Tell what is wrong with the table [tls]; its certificates are read."""
    if not 0 <= tls.retry_handshake <= MAX_HANDSHAKES:
        yield "tls.retry_handshake", f"{tls.retry_handshake} is not between 0 and {MAX_HANDSHAKES}"
    if not tls.intermediates:
        return  # nearly all files; the module takes its time to load
    import ssl

    for key, text in _numbered("tls.intermediates", tls.intermediates):
        try:
            ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cadata=text)
        except (ssl.SSLError, ValueError) as error:
            yield key, f"no certificate: {error}"


def _file_faults(files: Files) -> Iterator[Fault]:
    if not 1 <= files.largest <= MAX_FILE:
        yield "files.largest", f"{files.largest} is not between 1 and {MAX_FILE} bytes"
    if not 1 <= files.per_story <= MAX_FILES:
        yield "files.per_story", f"{files.per_story} is not between 1 and {MAX_FILES}"


def _expectation_faults(expected: Expectations, state: PortalState) -> Iterator[Fault]:
    stories, silence = expected.stories_a_month, expected.longest_silence
    if stories is not None and not 0 < stories <= MAX_STORIES:
        yield "expectations.stories_a_month", f"{stories:g} is not above 0 and at most {MAX_STORIES}"
    if silence is not None and not 1 <= silence.days <= MAX_SILENCE:
        yield "expectations.longest_silence", f"{silence.days} days are not between 1 and {MAX_SILENCE}"
    if stories and silence and stories * silence.days < 30:
        told = f"cannot hold beside stories_a_month = {stories:g}, which is one in {30 / stories:.0f} days"
        yield "expectations.longest_silence", f"{silence.days} days {told}"
    if state is PortalState.ARCHIVED and (stories or silence):
        key = "stories_a_month" if stories else "longest_silence"
        yield f"expectations.{key}", "cannot hold: the portal is archived and publishes nothing any more"
    for key, name in _numbered("expectations.fields", expected.fields):
        if name not in FIELDS:
            yield key, f"'{name}' is none of {', '.join(FIELDS)}"


def _evidence_faults(portal: Portal, today: date) -> Iterator[Fault]:
    for key, name in _numbered("evidence.recalled", portal.recalled):
        if name not in FACTS:
            yield key, f"'{name}' is no key of a portal's file"
    if portal.checked and portal.checked > today:
        yield "evidence.checked", f"{portal.checked} is still to come"
    if portal.check and not portal.check.isprintable():
        yield "evidence.check", "holds a line break or a control character"


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
