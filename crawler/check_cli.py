"""`envnews portals check ID…` and `envnews portals add URL`: a live portal beside its file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console

from crawler import countries, registry
from crawler.contact import warn_without_contact, with_contact
from crawler.portal import Portal
from crawler.portal_family import Families
from crawler.portal_faults import ID
from crawler.portals_cli import portals_option
from crawler.registry import Registry
from crawler.urls import canonical, host_of

if TYPE_CHECKING:
    from crawler.checking.adding import Added
    from crawler.checking.draft import Wanted
    from crawler.checking.report import Report
    from crawler.checking.visit import Visit


@click.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option("--save", "keep", is_flag=True, help="Write day and result into the portals' files.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting for these visits.")
@portals_option
@click.pass_context
def check(
    context: click.Context,
    ids: tuple[str, ...],
    keep: bool,
    as_json: bool,
    settings: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Visit live portals and tell what in their files is wrong. Some 15 requests a portal.

    Exit code 1 where something needs attention.
    """
    from crawler.checking.judging import report_of
    from crawler.checking.save import SaveError, ensure_writable, save

    known = registry.load(folder)
    chosen = [known.get(portal_id) for portal_id in dict.fromkeys(ids)]
    try:
        for portal in chosen if keep else ():
            ensure_writable(known.path(portal.id))
        reports = [report_of(portal, visit) for portal, visit in visit_each(chosen, settings)]
        _show(reports, as_json=as_json)
        for report in reports if keep else ():
            save(known.path(report.portal), report)
    except SaveError as error:
        raise click.ClickException(str(error)) from None
    context.exit(0 if len(reports) == len(chosen) and all(report.well for report in reports) else 1)


def visit_each(portals: Sequence[Portal], settings: Sequence[str]) -> list[tuple[Portal, Visit]]:
    """Visit the portals side by side; a visit that was stopped before its end is named on standard error."""
    from crawler.checking.itinerary import REQUESTS
    from crawler.checking.printing import Steps
    from crawler.checking.spider import visit_all
    from crawler.overrides import OverrideError, overrides_of

    try:
        overrides = with_contact(portals, overrides_of(settings))
    except OverrideError as error:
        raise click.UsageError(str(error)) from error
    with Steps(Console(stderr=True)) as steps:
        visits = visit_all(portals, overrides, steps, REQUESTS)
    done = [(portal, visit) for portal in portals if (visit := visits[portal.id]) is not None]
    if any(visit.home.page is not None for _, visit in done):
        warn_without_contact(portals, overrides)
    for portal in portals:
        if visits[portal.id] is None:
            click.echo(f"envnews: {portal.id}: the visit was stopped before its end", err=True)
    return done


def _show(reports: Sequence[Report], *, as_json: bool) -> None:
    from archive.printing import console, print_json
    from crawler.checking.printing import print_report

    if as_json:
        print_json(msgspec.to_builtins(reports))
        return
    for number, report in enumerate(reports):
        if number:
            click.echo()
        print_report(console(), report)


@click.command()
@click.argument("url", metavar="URL")
@click.option(
    "--country", metavar="CC", help="The portal's country, where its host does not tell (ISO 3166: VN, TH, ...)."
)
@click.option("--id", "portal_id", metavar="ID", help="The portal's id; by default made of country and host.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True, dir_okay=False),
    metavar="FILE",
    help="Write there instead; '-' prints the file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print file and report as a JSON object.")
@click.option("-s", "settings", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting for this visit.")
@portals_option
@click.pass_context
def add(
    context: click.Context,
    url: str,
    country: str | None,
    portal_id: str | None,
    output: Path | None,
    as_json: bool,
    settings: tuple[str, ...],
    folder: Path | None,
) -> None:
    """Visit an address that is no portal yet, and write its file, ready to be read and committed.

    The file goes to <cc>/<id>.toml in the folder of --portals. Exit code 1 where something needs attention.
    """
    from crawler.checking.adding import added, place, stranger
    from crawler.checking.save import SaveError

    known = registry.load(folder if folder and folder.is_dir() else None)
    wanted = wanted_of(url, country, portal_id, known)
    if output is None and folder is None:
        raise click.UsageError(f"name your folder with --portals DIR (or {registry.VARIABLE}), or print with -o -")
    visits = visit_each([stranger(wanted.url)], settings)
    if not visits:
        context.exit(1)
    visit = visits[0][1]
    if visit.home.page is None:
        raise click.ClickException(f"{wanted.url} gives no page: {visit.home.trouble}")
    refuse_known(visit.home.final, known)
    found = added(wanted, visit, Families([registry.SHIPPED, *([folder] if folder else [])]))
    path = output or (folder or Path()) / found.place
    try:
        if str(path) != "-":
            place(found, path)
    except SaveError as error:
        raise click.ClickException(str(error)) from None
    _show_added(found, path, as_json=as_json)
    context.exit(0 if found.report.well else 1)


def wanted_of(url: str, country: str | None, portal_id: str | None, known: Registry) -> Wanted:
    """What the user wants, checked as far as it can be before the visit. Raises ClickException."""
    from crawler.checking.draft import Wanted
    from crawler.checking.naming import country_of

    address = canonical(url) if "://" in url else None
    if address is None:
        raise click.UsageError(f"'{url}' is no http or https address")
    refuse_known(address, known)
    code = country.upper() if country else country_of(host_of(address))
    if code not in countries.NAMES:
        told = (
            f"'{country}' is no ISO 3166 country code such as VN"
            if country
            else f"'{host_of(address)}' names no country"
        )
        raise click.UsageError(told if country else f"{told}: name it with --country CC")
    if portal_id is not None and not ID.fullmatch(portal_id):
        raise click.UsageError(f"'{portal_id}' is not made of a-z, 0-9 and single hyphens")
    if portal_id in known.ids:
        raise click.UsageError(f"'{portal_id}' is the id of another portal: {known.path(portal_id)}")
    return Wanted(url=address, country=code, id=portal_id, taken=known.ids)


def refuse_known(url: str, known: Registry) -> None:
    """Raise ClickException where an address is a portal's already."""
    portal = known.for_url(url)
    if portal is not None:
        raise click.ClickException(f"{url} is a portal already: '{portal.id}', {known.path(portal.id)}")


def _show_added(found: Added, path: Path, *, as_json: bool) -> None:
    from archive.printing import console, print_json
    from crawler.checking.printing import print_report

    if as_json:
        print_json({"file": str(path), "text": found.text, "report": msgspec.to_builtins(found.report)})
    elif str(path) == "-":
        click.echo(found.text, nl=False)
        print_report(Console(stderr=True), found.report)
    else:
        print_report(console(), found.report)
        click.echo(f"wrote {path}")
