"""`envnews notify`: what is set up, a test of it, and the digest at will."""

from __future__ import annotations

import stat
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.cli_options import archive_option, json_option, open_archive
from archive.errors import NoArchiveError

if TYPE_CHECKING:
    from crawler.config import Config
    from crawler.notifying.message import Message
    from crawler.notifying.sender import Answer


@click.command()
@click.option("--test", "is_test", is_flag=True, help="Send a test message to each notifier.")
@click.option("--digest", "is_digest", is_flag=True, help="Send the digest now, of what the last did not tell.")
@click.option("--dry-run", is_flag=True, help="With --digest or --test: print the message, and send nothing.")
@archive_option
@json_option
def notify(is_test: bool, is_digest: bool, dry_run: bool, archive: Path, as_json: bool) -> None:
    """Show who is notified, with secrets hidden; --test tries it, --digest sends the day's news.

    Exit code 1 where a notifier did not take the message or is none that apprise knows.
    """
    from crawler.config import load

    if is_test and is_digest:
        raise click.UsageError("--test and --digest are two messages: give one of them")
    if dry_run and not (is_test or is_digest):
        raise click.UsageError("--dry-run goes with --digest or --test")
    config = load()
    if is_test:
        _test(config, dry_run=dry_run, as_json=as_json)
    elif is_digest:
        _digest(config, archive, dry_run=dry_run, as_json=as_json)
    else:
        _show(config, archive, as_json=as_json)


def _test(config: Config, *, dry_run: bool, as_json: bool) -> None:
    from crawler.notifying.message import Item, Message
    from crawler.notifying.sending import send

    items = (Item(line="This is a test. What needs a person will come this way."),)
    message = Message(subject="envnews: test", items=items)
    if dry_run:
        _print_message(message, as_json=as_json)
    else:
        _report(send(_notifiers(config), message), as_json=as_json)


def _digest(config: Config, folder: Path, *, dry_run: bool, as_json: bool) -> None:
    from archive.opened import seconds
    from crawler.notifying.telling import digest_of, send_digest

    now = datetime.now(UTC)
    with open_archive(folder) as archive:
        if dry_run:
            _print_message(digest_of(archive, now), as_json=as_json)
            return
        _notifiers(config)
        due = seconds(config.digest.last_due(now) if config.digest else now)
        _report(send_digest(archive, config, now, due), as_json=as_json)


def _notifiers(config: Config) -> tuple[str, ...]:
    if not config.notify:
        raise click.UsageError(f"nobody to notify: neither {config.file} nor ENVNEWS_NOTIFY names anyone")
    return config.notify


def _print_message(message: Message, *, as_json: bool) -> None:
    from archive.printing import console, print_json

    text = message.within()
    if as_json:
        print_json({"subject": message.subject, "text": text})
    else:
        console().print(f"{message.subject}\n\n{text}", soft_wrap=True)


def _report(answers: list[Answer], *, as_json: bool) -> None:
    from archive.printing import console, print_json

    if as_json:
        print_json([{"notifier": answer.shown, "took": answer.took, "why": answer.why or None} for answer in answers])
    for answer in () if as_json else answers:
        console().print(f"{answer.shown}: {'took it' if answer.took else answer.why}", soft_wrap=True)
    sys.exit(0 if all(answer.took for answer in answers) else 1)


def _show(config: Config, folder: Path, *, as_json: bool) -> None:
    from archive.printing import console, print_json
    from crawler.notifying.service import service_of

    services = [service_of(url) for url in config.notify]
    told: dict[str, Any] = {
        "file": str(config.file),
        "contact": config.contact,
        "notifiers": [{"notifier": service.shown, "known": service.plugin is not None} for service in services],
        "digest": str(config.digest) if config.digest else None,
        "last_digest": _last_digest(folder),
    }
    if as_json:
        print_json(told)
    else:
        console().print("\n".join(_lines(told)), soft_wrap=True)
    if _others_read(config.file) and config.notify:
        click.echo(f"envnews: {config.file} may hold passwords and others can read it: chmod 600 it", err=True)
    sys.exit(0 if all(service.plugin for service in services) else 1)


def _lines(told: dict[str, Any]) -> list[str]:
    contact = {None: "not given yet", "": "none"}.get(told["contact"], told["contact"])
    names = [each["notifier"] + ("" if each["known"] else " (unknown to apprise)") for each in told["notifiers"]]
    return [
        f"file       {told['file']}",
        f"contact    {contact}",
        *(f"notifier   {name}" for name in names or ["nobody"]),
        f"digest     {told['digest'] or 'none'}" + (f", last {told['last_digest']}" if told["last_digest"] else ""),
    ]


def _last_digest(folder: Path) -> str | None:
    from crawler.notifying.telling import sent

    try:
        with open_archive(folder) as archive:
            return sent(archive).until or None
    except NoArchiveError:
        return None


def _others_read(file: Path) -> bool:
    try:
        return bool(file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))
    except OSError:
        return False
