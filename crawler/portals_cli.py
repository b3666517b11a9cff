"""`envnews portals list | show ID`: what the registry says, as a table, as a page, as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from crawler import countries, registry
from crawler.command_group import LateGroup
from crawler.polling import USUAL_POLLING, is_cron
from crawler.portal import USUAL_FILES, Files, Portal, PortalState, Selectors, Tls
from crawler.portal_family import Family
from crawler.portal_file import PortalFileError
from crawler.registry import Registry, UnknownPortalError

WIDE = 1_000  # columns of a table that is not shown on a terminal: one line a portal


def portals_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--portals DIR`: the user's own portal files."""
    return click.option(
        "--portals",
        "folder",
        metavar="DIR",
        envvar=registry.VARIABLE,
        type=click.Path(path_type=Path),
        help=f"A folder of your own portal files, <cc>/<id>.toml.  [env: {registry.VARIABLE}]",
    )(command)


@click.group(
    cls=LateGroup,
    late={
        "add": "crawler.check_cli:add",
        "check": "crawler.check_cli:check",
        "relearn": "crawler.relearn_cli:relearn",
    },
)
def portals() -> None:
    """Show the portals that envnews knows."""


@portals.command("list")
@click.option("--country", metavar="CC", help="Only portals of this country (ISO 3166: VN, TH, ...).")
@click.option("--state", type=click.Choice([state.value for state in PortalState]), help="Only portals in this state.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@portals_option
@click.pass_context
def list_portals(
    context: click.Context, country: str | None, state: str | None, as_json: bool, folder: Path | None
) -> None:
    """List the portals by country, with how sure their facts are.

    A wrong file is named on standard error; the others are listed, and the exit code is 1.
    """
    known = _open(folder)
    wanted = [portal for portal in known if _matches(portal, _country(country), state)]
    if as_json:
        _print_json([_record(known, portal) for portal in wanted])
    else:
        _print_table(wanted)
    for problem in known.problems:
        click.echo(str(problem), err=True)
    context.exit(1 if known.problems else 0)


@portals.command("show")
@click.argument("portal_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@portals_option
def show_portal(portal_id: str, as_json: bool, folder: Path | None) -> None:
    """Show all that is known of one portal, and how sure it is."""
    known = _open(folder)
    try:
        portal = known.get(portal_id)
    except (UnknownPortalError, PortalFileError) as error:
        raise click.UsageError(str(error)) from None
    if as_json:
        _print_json(_record(known, portal))
    else:
        family = known.families.get(portal.family) if portal.family else None
        click.echo("\n".join(describe(portal, known.path(portal_id), family)))


def describe(portal: Portal, path: Path, family: Family | None) -> Iterator[str]:
    """Write the lines in which a person reads a portal; what neither its file nor its family's says is left out."""
    yield portal.name
    if portal.native_name and portal.native_name != portal.name:
        yield portal.native_name
    yield ""
    for label, value in (*_rows(portal), *_family_rows(portal, family), ("file", str(path))):
        lines = value.splitlines()
        yield f"{label:<12} {lines[0]}"
        yield from (f"{'':<12} {line}" for line in lines[1:])


def _rows(portal: Portal) -> Iterable[tuple[str, str]]:
    rows = [
        ("id", portal.id),
        ("country", f"{portal.country} {countries.NAMES.get(portal.country or '', '')}"),
        ("languages", ", ".join(portal.languages)),
        ("time zone", portal.timezone or ""),
        ("state", portal.state + (f", followed by {portal.successor}" if portal.successor else "")),
        ("home", portal.home),
        ("hosts", "\n".join(portal.hosts)),
        ("formerly at", "\n".join(portal.former_hosts)),
        ("listings", "\n".join(portal.listings)),
        ("feeds", "\n".join(portal.feeds)),
        ("sitemaps", "\n".join(portal.sitemaps)),
        ("searched", "nothing but these" if portal.only_sources else ""),
        ("stories", "\n".join([portal.article_url or "", *portal.article_examples]).strip()),
        ("ignored", ", ".join(f"?{name}=" for name in portal.ignored_parameters)),
        ("selectors", "\n".join(_selectors(portal.selectors))),
        *(("formerly", "\n".join(_selectors(form))) for form in portal.former_selectors),
        ("delay", f"{portal.delay:g} s" if portal.delay is not None else ""),
        ("crawled", _times(portal)),
        ("tls", "\n".join(_tls(portal.tls))),
        ("files", "\n".join(_files(portal.files))),
        ("how sure", portal.how_sure),
        ("checked", f"{portal.checked or ''} {portal.check}".strip()),
        ("notes", portal.notes.strip()),
    ]
    return [(label, value) for label, value in rows if value]


def _family_rows(portal: Portal, family: Family | None) -> Iterable[tuple[str, str]]:
    """What the family is, what of the above came from it, and what its file says of all its portals."""
    if family is None:
        return
    yield "family", f"{family.id}: {family.name}"
    if portal.inherited:
        yield "  gives", "\n".join(portal.inherited)
    if family.notes:
        yield "  notes", family.notes.strip()


def _times(portal: Portal) -> str:
    """When it is crawled, where its file says so."""
    if portal.every is not None:
        return f"{portal.every} ({portal.timezone or 'UTC'})" if is_cron(portal.every) else f"every {portal.every}"
    bounds = portal.polling
    return "" if bounds == USUAL_POLLING else f"as it publishes, {bounds.shortest} to {bounds.longest} apart"


def _files(files: Files) -> Iterator[str]:
    for name in ("images", "attachments"):
        if not getattr(files, name):
            yield f"{name} are not fetched"
    if files.largest != USUAL_FILES.largest:
        yield f"none of more than {files.largest:,} bytes"
    if files.per_story != USUAL_FILES.per_story:
        yield f"at most {files.per_story} images and {files.per_story} attachments a story"


def _tls(tls: Tls) -> Iterator[str]:
    if tls.legacy:
        yield "legacy: old renegotiation and ciphers are allowed"
    if not tls.strict:
        yield "not strict: certificates may break RFC 5280 in form"
    if tls.intermediates:
        yield f"certificates of its own: {len(tls.intermediates)}"
    if tls.retry_handshake:
        yield f"a failed handshake is tried again {tls.retry_handshake} times"


def _selectors(selectors: Selectors) -> Iterator[str]:
    for key, value in sorted(msgspec.to_builtins(selectors).items(), key=lambda item: item[0] != "until"):
        if value:
            yield f"{key}: {value if isinstance(value, str) else ', '.join(value)}"


def _open(folder: Path | None) -> Registry:
    try:
        return registry.load(folder)
    except PortalFileError as error:
        raise click.UsageError(str(error)) from None


def _country(code: str | None) -> str | None:
    if code is not None and code.upper() not in countries.NAMES:
        raise click.UsageError(f"'{code}' is no ISO 3166 country code such as VN")
    return code.upper() if code else None


def _matches(portal: Portal, country: str | None, state: str | None) -> bool:
    return (country is None or portal.country == country) and (state is None or portal.state == state)


def _record(known: Registry, portal: Portal) -> dict[str, Any]:
    record: dict[str, Any] = msgspec.to_builtins(portal)
    return record | {"file": str(known.path(portal.id))}


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _print_table(wanted: Iterable[Portal]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("id", "country", "name", "languages", "family", "state", "how sure"):
        table.add_column(heading, overflow="fold")
    for portal in wanted:
        table.add_row(*(Text(cell) for cell in _cells(portal)))
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)


def _cells(portal: Portal) -> tuple[str, ...]:
    languages = ", ".join(portal.languages)
    return (
        portal.id,
        portal.country or "",
        portal.name,
        languages,
        portal.family or "",
        portal.state,
        portal.how_sure,
    )
